"""A scale that normalization forgets: one normalized unit, its weights times c, and ten steps.

The discovery: what is before the normalization spreads with c, what comes out stands still. The
step is at a right angle to the weights and 1/c as long, so that in proportion to the weights it is
1/c² as long: the scale of the start comes back as a learning rate. And since a step at a right
angle can only make weights longer, too small a start mends itself in a step or two, and too large a
one stays. Without the normalization none of this holds.
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
    Preset,
    Recording,
    Settings,
    Step,
    Words,
)
from initdocs.demos._words import per_cent, share

BATCH, RATE, UPDATES = 2000, 0.6, 10
#: the weights at c = 1: a direction between the two inputs, in degrees
TURNED = 35.0
#: bins of the histograms, and how far they reach
BINS, REACH = 48, 6.0
SCALES = tuple(round(2 ** (k / 8), 2) for k in range(-8, 13))
MODES = {"on": "with normalization", "off": "without"}

PARAMETERS = (
    Number(
        "scale", "Weights times c", 2.0, low=SCALES[0], high=SCALES[-1], step=0.01, slides=SCALES
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
            "plane": "{ink} The two weights, {backward} their first step of gradient descent, and "
            "where each of ten steps ends. The learning rate is always the same. With "
            "normalization the step is at a right angle to the weights, and in proportion to them "
            "1/c² times as long as at c = 1.",
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


def path(w: Array, mode: str) -> Array:
    """Where each of ten steps of gradient descent ends, shape (10, 2)."""
    ends = []
    for _ in range(UPDATES):
        w = w - RATE * unit(w, mode)[2]
        ends.append(w)
    return np.array(ends)


def scene(settings: Settings) -> Frame:
    """Both histograms as densities over [−6, 6], the weights, one step, and the ends of ten."""
    w = start(settings["scale"])
    z, h, gradient = unit(w, settings["mode"])
    edges = np.linspace(-REACH, REACH, BINS + 1)
    before, after = (np.histogram(v, edges)[0] / BATCH / np.diff(edges) for v in (z, h))
    return {
        "before": before,
        "after": after,
        "weights": w,
        "move": -RATE * gradient,
        "path": path(w, settings["mode"]),
    }


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
    ends = path(w, mode)[-1]
    if mode == "off":
        along = abs(w @ move) / np.linalg.norm(w) / np.linalg.norm(move)
        follows = (
            "Without normalization both histograms are one, and follow the scale: the standard "
            f"deviation is {h.std():.2f}."
        )
        turns = f"The step turns the weights by {turned(w, move):.1f}°"
        if c != 1:
            turns += f" instead of {turned(usual, first):.1f}° at c = 1"
        said = f"{follows} {turns}, and {share(along)} of its length is along them."
    else:
        ten = f"Ten steps make them {per_cent(np.linalg.norm(ends) / c - 1)} longer."
        said = (
            f"A step turns the weights by {turned(w, move):.1f}°. {ten} "
            "Make them twice as large: what enters the activation stays, the steps do not."
            if c == 1
            else f"At c = {c:g} the unit computes the same as at c = 1, and a step turns the "
            f"weights by {turned(w, move):.1f}° instead of {turned(usual, first):.1f}°. {ten}"
        )
    same = mode == "on" or c == 1
    return {
        "verdict": said,
        "turn": f"{turned(w, move):.1f}°",
        "usual": f"{turned(usual, first):.1f}°",
        "computes": "computes the same" if same else f"computes {c:g} times the sum",
    }


DEMO = Demo(
    title="A scale that normalization forgets",
    parameters=PARAMETERS,
    steps=STEPS,
    recording=Recording(
        frames=(0,),
        bits={"before": 8, "after": 8, "weights": 16, "move": 16, "path": 12},
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
    presets=(
        Preset(
            "Too small", {"scale": 0.5}, "The first step is long, and mends the size."
        ),
        Preset(
            "Too large", {"scale": 2.83}, "Ten steps hardly turn the weights, and their size stays."
        ),
    ),
)  # fmt: skip
