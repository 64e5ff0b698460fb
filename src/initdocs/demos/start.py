"""One network from three starts: too small, too large, and the one that the reader drags to.

What it lets a reader discover: with weights of variance 1/n the network has learned after 300
epochs; with 0.01/n it still answers one half everywhere, and with 100/n it has found a worse answer
that it stays with.
"""

from functools import lru_cache, partial
from typing import NamedTuple

import numpy as np

from initdocs.colours import STARTS
from initdocs.demos import (
    Array,
    Axis,
    Demo,
    Frame,
    Number,
    Preset,
    Recording,
    Settings,
    Step,
    Words,
    defaults,
    load,
    plain,
    playground,
)
from initdocs.initializers import variance_scaling
from initdocs.network import Network
from initdocs.training import SGD, train

SMALL, LARGE = playground.SCALES[0], playground.SCALES[-1]
EVERY, EPOCHS = 10, 300
#: a cost of an even guess, and shares of it: above the first the network guesses, below the
#: second it has learned
GUESS = float(np.log(2))
GUESSES, LEARNED = 0.85, 0.25

SCALE = Number(
    "scale",
    "Variance of the first weights, times n",
    1,
    low=1e-4,
    high=1e4,
    slides=playground.SCALES,
)
#: how the three lines are drawn
LOOKS = ("small", "lecun", "large")


class Race(NamedTuple):
    """What became of the three networks: the cost by epoch, and the answers at the end."""

    cost: Array
    answers: Array


def law(scale: float) -> str:
    """The variance of a start, as the page writes it.

    >>> law(1), law(0.01)
    ('1/n', '0.01/n')
    """
    return f"{plain(scale)}/n"


def _playground() -> Settings:
    """The data, the network and the rate are the playground's."""
    return defaults(load("playground"))


@lru_cache(maxsize=64)
def race(scale: float) -> Race:
    """Train from SMALL/n, `scale`/n and LARGE/n.

    Shapes: `cost` (3, EPOCHS / EVERY + 1), before each tenth update; `answers`
    (3, cells²) over the plane.
    """
    settings = _playground()
    training, _ = playground.data(settings)
    starts = (SMALL, scale, LARGE)
    net = Network(
        playground.sizes(settings),
        hidden=settings["activation"],
        networks=len(starts),
        dtype=playground.DTYPE,
    )
    draws = [partial(variance_scaling, scale=c) for c in starts]
    net.initialize(draws, rng=[np.random.default_rng(settings["seed"]) for _ in starts])
    costs = []
    with np.errstate(all="ignore"):  # a start that is far too large ends in inf and nan
        steps = train(net, training.x, training.y, optimizer=SGD(settings["lr"]))
        for epoch, step in zip(range(EPOCHS + 1), steps, strict=False):
            if epoch % EVERY == 0:
                costs.append(step.cost(net))
            if epoch == EPOCHS:
                break
        answers = net.forward(playground.grid()).output[:, 0]
    return Race(np.array(costs).T, answers)


def texts(settings: Settings) -> dict[str, str]:
    """What became of the reader's start, in a word and in numbers."""
    found = race(float(settings["scale"]))
    cost = float(found.cost[1, -1])
    share = cost / GUESS
    became = "learns" if share < LEARNED else "still guesses" if share > GUESSES else "lags behind"
    return {
        "verdict": f"{law(float(settings['scale']))} {became}: after {EPOCHS} epochs its cost is "
        f"{cost:.3f}, and an even guess has {GUESS:.3f}."
    }


def scene(settings: Settings) -> Frame:
    """The points, and of the three networks the cost by epoch and the answers at the end."""
    training, _ = playground.data(_playground())
    found = race(float(settings["scale"]))
    return {
        "x": training.x,
        "y": training.y[0],
        "cost": found.cost,
        "answers": found.answers,
    }


DEMO = Demo(
    title="One network, three starts",
    parameters=(SCALE,),
    steps=(
        Step(
            "Drag the variance of the first weights",
            ("scale",),
            views=("answers", "cost"),
        ),
    ),
    recording=Recording(frames=(0,), bits={"answers": 4, "cost": 8}, log=("cost",)),
    scene=scene,
    constants={
        "edge": playground.EDGE,
        "every": EVERY,
        "names": [law(SMALL), law(LARGE)],
        "looks": [STARTS[name].told for name in LOOKS],
    },
    words=Words(labels={"verdict": "What you see"}, say=texts),
    axes=(Axis({}, grid={"scale": playground.SCALES}),),
    presets=(
        Preset("One over n", {}, "It learns, and the two beside it still guess."),
        Preset("Ten times that", {"scale": 10}, "It learns too: a start need not be exact."),
        Preset("A hundred times", {"scale": 100}, "It still guesses after 300 epochs."),
        Preset("A hundredth", {"scale": 0.01}, "It still guesses, with one half everywhere."),
    ),
)
