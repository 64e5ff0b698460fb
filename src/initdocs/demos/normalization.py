"""A scale that normalization forgets: one normalized unit, its weights times c, and one step.

The discovery: what is before the normalization spreads with c, what comes out stands still. The
step is at a right angle to the weights and 1/c as long, so that in proportion to the weights it is
1/c² as long: the scale of the start comes back as a learning rate. Without the normalization
neither holds.
"""

from functools import lru_cache

import numpy as np

from initdocs.colours import BACKWARD, FADES, INK, KEPT
from initdocs.demos import (
    Array,
    Axis,
    Choice,
    Demo,
    Frame,
    Number,
    Recording,
    Settings,
    Step,
    Words,
)
from initdocs.demos._words import share

BATCH, RATE = 2000, 0.6
#: the weights at c = 1: a direction between the two inputs, in degrees
TURNED = 35.0
#: bins of the histograms, and how far they reach
BINS, REACH = 48, 6.0
SCALES = tuple(round(2 ** (k / 8), 2) for k in range(-8, 13))
MODES = {"on": "with normalization", "off": "without"}

PARAMETERS = (
    Number(
        "scale", "Weights times c", 1.0, low=SCALES[0], high=SCALES[-1], step=0.01, slides=SCALES
    ),
    Choice("mode", "The unit", "on", options=MODES, look="toggle"),
)
STEPS = (
    Step(
        "Make the weights larger or smaller",
        ("scale", "mode"),
        views=("signal", "plane"),
        legends={
            "signal": "Of 2,000 inputs: {fades} the sum of weights times inputs, {kept} what "
            "enters the activation.",
            "plane": "{ink} The two weights, {backward} one step of gradient descent, always with "
            "the same learning rate.",
        },
    ),
)  # fmt: skip


@lru_cache(maxsize=1)
def data() -> tuple[Array, Array]:
    """Inputs (2, batch) of mean 0 and variance 1, and answers (batch,): the sign of the second."""
    x = np.random.default_rng(0).standard_normal((2, BATCH))
    return x, np.sign(x[1])


def start(scale: float) -> Array:
    """The two weights: of length c, in a direction that stays."""
    angle = np.deg2rad(TURNED)
    return scale * np.array([np.cos(angle), np.sin(angle)])


def unit(w: Array, mode: str) -> tuple[Array, Array, Array]:
    """The sums w·x, what enters the activation, and the gradient of the mean of (tanh h − y)²/2.

    Shapes (batch,), (batch,) and (2,). With normalization h = (z − mean)/deviation.
    """
    x, y = data()
    z = w @ x
    h = (z - z.mean()) / z.std() if mode == "on" else z
    back = (np.tanh(h) - y) * (1 - np.tanh(h) ** 2)
    if mode == "on":
        back = (back - back.mean() - h * (back * h).mean()) / z.std()
    return z, h, x @ back / BATCH


def scene(settings: Settings) -> Frame:
    """Both histograms as densities over [−6, 6], the weights and one step."""
    w = start(settings["scale"])
    z, h, gradient = unit(w, settings["mode"])
    edges = np.linspace(-REACH, REACH, BINS + 1)
    before, after = (np.histogram(v, edges)[0] / BATCH / np.diff(edges) for v in (z, h))
    return {"before": before, "after": after, "weights": w, "move": -RATE * gradient}


def turned(w: Array, move: Array) -> float:
    """By how many degrees a step turns the weights."""
    after = w + move
    return float(np.rad2deg(np.arccos(w @ after / np.linalg.norm(w) / np.linalg.norm(after))))


def verdict(settings: Settings) -> dict[str, str]:
    """What the scale changes, beside the weights at c = 1."""
    c, mode = settings["scale"], settings["mode"]
    w, usual = start(c), start(1.0)
    _, h, gradient = unit(w, mode)
    move, first = -RATE * gradient, -RATE * unit(usual, mode)[2]
    size, longer = np.linalg.norm(move), np.linalg.norm(move) / np.linalg.norm(first)
    if mode == "off":
        along = abs(w @ move) / np.linalg.norm(w) / size
        said = (
            "Now what enters the activation follows the scale: its standard deviation is "
            f"{h.std():.2f}. The step is at no right angle: {share(along)} of its length is along "
            "the weights."
        )
    elif c == 1:
        said = (
            "The step is at a right angle to the weights and turns them by "
            f"{turned(w, move):.1f}°. Make them twice as large: what enters the activation stays, "
            "the step does not."
        )
    else:
        said = (
            f"At c = {c:g} the unit computes the same. The step is {longer:.2g} times as long as "
            f"at c = 1 and turns the weights by {turned(w, move):.1f}° instead of "
            f"{turned(usual, first):.1f}°: in proportion to them it is {longer / c:.2g} = 1/c² "
            "times as long."
        )
    return {"verdict": said, "turn": f"{turned(w, move):.1f}°"}


DEMO = Demo(
    title="A scale that normalization forgets",
    parameters=PARAMETERS,
    steps=STEPS,
    recording=Recording(
        frames=(0,),
        bits={"before": 8, "after": 8, "weights": 16, "move": 16},
    ),
    scene=scene,
    constants={
        "reach": REACH,
        "longest": SCALES[-1],
        "looks": {
            "before": FADES.name, "after": KEPT.name, "weights": INK.name, "move": BACKWARD.name,
        },
    },
    words=Words(labels={"verdict": "What it means"}, say=verdict),
    axes=(Axis({}, grid={"mode": MODES, "scale": SCALES}),),
)  # fmt: skip
