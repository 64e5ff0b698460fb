"""Two hidden units that start alike, and what a nudge makes of them: a network of 2-2-1.

What it lets a reader discover: two equal units stay equal through a thousand updates, wherever
they start; a nudge of a thousandth parts them, and the cost falls below what twins can reach.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from initdocs.datasets import circle
from initdocs.demos import (
    Array,
    Axis,
    Demo,
    Frame,
    Number,
    Plane,
    Preset,
    Recording,
    Settings,
    Step,
    Words,
)
from initdocs.network import Network
from initdocs.training import SGD, train

REACH = 3
STARTS = tuple(range(-REACH, REACH + 1))
NUDGES = (0.0, 0.001, 0.01, 0.1, 1.0)
UPDATES = tuple(range(0, 1001, 50))
LEARNING_RATE = 1.0
#: weights that differ by less look the same in the picture
SEEN = 0.05

PARAMETERS = (
    Number("updates", "Updates", 0, low=0, high=UPDATES[-1], whole=True, slides=UPDATES),
    Number("nudge", "Nudge", 0, low=0, high=1, step=0.001, slides=NUDGES),
    Number("across", "Weight of input 1", 1, low=-REACH, high=REACH, step=1, slides=STARTS),
    Number("up", "Weight of input 2", 1, low=-REACH, high=REACH, step=1, slides=STARTS),
)


class Trained(NamedTuple):
    """A run: weights by update, unit and input; output weights by update and unit; the cost."""

    units: Array
    out: Array
    cost: Array


@lru_cache(maxsize=512)
def trained(across: float, up: float, nudge: float) -> Trained:
    """Train from units that start at (across, up), the second one `nudge` away, sideways."""
    x, y = circle(100, rng=np.random.default_rng(0))
    net = Network([2, 2, 1], hidden="relu")
    aside = nudge / np.sqrt(2)
    net.weights[0][0] = [[across, up], [across + aside, up - aside]]
    net.weights[1][0] = 1.0
    units, out, cost = [], [], []
    for step in train(net, x, y, optimizer=SGD(LEARNING_RATE), epochs=UPDATES[-1] + 1):
        units.append(net.weights[0][0].copy())
        out.append(net.weights[1][0, 0].copy())
        cost.append(step.cost(net)[0])
    return Trained(np.array(units), np.array(out), np.array(cost))


def run(settings: Settings) -> Trained:
    """The run of the settings, up to their update."""
    whole = trained(*(float(settings[name]) for name in ("across", "up", "nudge")))
    return Trained(*(part[: settings["updates"] + 1] for part in whole))


def apart(settings: Settings) -> float:
    """How far the two units' weights lie from each other."""
    one, two = run(settings).units[-1]
    return float(np.linalg.norm(one - two))


def texts(settings: Settings) -> dict[str, str]:
    """How far apart the twins are, what they cost, and what that means."""
    gone, cost = settings["updates"], f"{run(settings).cost[-1]:.2f}"
    twins = f"{run(settings | {'nudge': 0}).cost[-1]:.2f}"
    costs = f"The cost is {cost}"
    costs = f"{costs}; as twins they would pay {twins}." if twins != cost else f"{costs}."
    far = apart(settings)
    told = "0" if far == 0 else f"{far:.3f}" if round(far, 3) < 1 else f"{far:.1f}"
    when = f"After {gone} updates" if gone else "At the start"
    if far == 0:
        verdict = f"{when} the two units are equal: two arrows, one unit."
    elif far < SEEN:
        verdict = f"{when} the two units differ by {told}, which no eye sees."
    else:
        verdict = f"{when} the two units differ by {told}: they do different work."
    return {"apart": told, "cost": cost, "verdict": f"{verdict} {costs}"}


def scene(settings: Settings) -> Frame:
    """The whole way of the two arrows' tips, where on it they are, and the rest of the network.

    The way does not end where they are, so that it is recorded once for all updates of a start.
    """
    start = (float(settings[name]) for name in ("across", "up", "nudge"))
    stops = sorted({*UPDATES, settings["updates"]})
    return {
        "way": trained(*start).units[stops],
        "gone": np.array([stops.index(settings["updates"])]),
        "out": run(settings).out[-1],
        "same": np.array([apart(settings) < SEEN]),
    }


DEMO = Demo(
    title="Two units that start alike",
    parameters=PARAMETERS,
    steps=(
        Step(
            "Drag the arrows, nudge one of them, train",
            ("updates", "nudge"),
            views=("network", "arrows"),
            more=("across", "up"),
            legends={
                "network": "{positive} positive, {negative} negative; width is size. It learns to "
                "tell two rings apart, at a learning rate of 1.",
                "arrows": "An arrow is the weights of a unit: input 1 across, input 2 up.",
            },
        ),
    ),
    recording=Recording(frames=(0,), bits={"way": 8, "gone": 8, "out": 12, "same": 1}),
    scene=scene,
    plane=Plane("arrows", "across", "up"),
    parts=("first", "second"),
    constants={"reach": REACH},
    words=Words(labels={"verdict": "What you see"}, say=texts),
    axes=(Axis({"nudge": NUDGES}, grid={"across": STARTS, "up": STARTS, "updates": UPDATES}),),
    presets=(
        Preset("Twins for ever", {"updates": 1000}, "A thousand updates, and still one unit."),
        Preset(
            "A nudge",
            {"updates": 1000, "nudge": 0.001},
            "A thousandth is enough: they part, and the cost falls further.",
        ),
    ),
)
