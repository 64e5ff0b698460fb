"""A cloud of units through ReLU: halved, rescaled, and drawn out along one direction.

The discovery: each ReLU folds the cloud into a corner and takes half of its mean square. Weights
of variance 2/n bring it back, those of 1/n do not, and after ten layers a thousandth of it is
left. With either law two unrelated inputs look more and more alike: the cloud grows long.
"""

from functools import lru_cache

import numpy as np

from initdocs.colours import FADES, KEPT
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

#: units of each layer, of which so many are drawn; each layer is drawn with weights and with ReLU
UNITS, DOTS, LAYERS = 1000, 700, 10
LAST = 2 * LAYERS
#: half of the side of the plane
EDGE = 3.4

LAWS = {"lecun": "1/n", "he": "2/n"}
FACTOR = {"lecun": 1.0, "he": 2.0}
FATES = {"lecun": FADES, "he": KEPT}
PARAMETERS = (
    Choice("law", "Variance of the weights", "he", options=LAWS, look="toggle"),
    Number(
        "step", "Step", 1, low=0, high=LAST - 1, whole=True, step=1, slides=tuple(range(LAST))
    ),
)  # fmt: skip


@lru_cache(maxsize=4)
def passage(law: str, seed: int = 0) -> tuple[Array, ...]:
    """Two unrelated inputs after each step, shape (UNITS, 2): weights, ReLU, weights, and so on.

    The first layer's inputs have passed no ReLU, so its weights have the variance 1/n in both
    laws, and the first pre-activations a mean square of 1.
    """
    rng = np.random.default_rng(seed)
    values, found = rng.standard_normal((UNITS, 2)), []
    # unrelated, and of equal size
    values[:, 1] -= values[:, 0] * (values[:, 0] @ values[:, 1]) / (values[:, 0] @ values[:, 0])
    values /= np.sqrt((values**2).mean(axis=0))
    for layer in range(LAYERS):
        variance = (FACTOR[law] if layer else 1.0) / UNITS
        values = rng.normal(0, np.sqrt(variance), (UNITS, UNITS)) @ values
        found.append(values)
        values = np.maximum(values, 0)
        found.append(values)
    return tuple(found)


def size(values: Array) -> float:
    """The mean square over the units and both inputs."""
    return float((values**2).mean())


def likeness(values: Array) -> float:
    """The cosine of the angle between the two inputs, as this layer has them."""
    a, b = values.T
    return float(a @ b / np.sqrt((a @ a) * (b @ b)))


def scene(settings: Settings) -> Frame:
    """The dots at the step, and the mean square after every step with either law."""
    steps = passage(settings["law"])
    return {
        "step": np.array([settings["step"]]),
        "dots": steps[settings["step"]][:DOTS].T,
        "sizes": np.array([[size(values) for values in passage(law)] for law in LAWS]),
    }


def said(settings: Settings) -> dict[str, str]:
    """What the step has done to the cloud, in numbers of the network that is drawn."""
    law, step = settings["law"], settings["step"]
    steps = passage(law)
    now, layer = size(steps[step]), step // 2 + 1
    before = _told(size(steps[step - 1])) if step else ""
    if step == 0:
        words = f"Layer 1: each dot is a unit, and their mean square is {_told(now)}."
    elif step % 2:
        words = f"ReLU {layer} folds the cloud and takes about half: {before} becomes {_told(now)}."
    elif law == "he":
        words = (
            f"Layer {layer}: weights of variance 2/n pay for the half, {before} becomes "
            f"{_told(now)}."
        )
    else:
        words = (
            f"Layer {layer}: weights of variance 1/n mix the units anew, and the half stays lost: "
            f"{before}, then {_told(now)}."
        )
    alike = likeness(steps[step])
    return {
        "verdict": f"{words} The cosine between the two inputs is {max(alike, 0):.2f}.",
        "alike": f"{max(alike, 0):.2f}",
    }


def _told(value: float) -> str:
    return f"{value:.2f}" if value >= 0.1 else f"{value:.2g}"


DEMO = Demo(
    title="A cloud of units through ReLU",
    parameters=PARAMETERS,
    steps=(
        Step(
            "Step through the layers: weights, ReLU, weights, ReLU",
            ("law", "step"),
            views=("cloud", "sizes"),
            legends={
                "cloud": "A dot is a unit: what it makes of one input, and of another. "
                "Circle: their root mean square distance from the middle; dashed: at the start.",
                "sizes": "The mean square after every step, with either law. A layer is two "
                "steps: weights, then ReLU.",
            },
        ),
    ),
    recording=Recording(frames=(0,), bits={"dots": 8, "step": 8, "sizes": 16}, log=("sizes",)),
    scene=scene,
    constants={"edge": EDGE, "laws": [(law, LAWS[law], FATES[law].name) for law in LAWS]},
    words=Words(labels={"verdict": "What you see"}, say=said),
    axes=(Axis({"law": LAWS}, grid={"step": range(LAST)}),),
    presets=(
        Preset("Halved", {"law": "lecun", "step": 19}, "A thousandth is left."),
        Preset("Paid for", {"step": 18}, "The size is kept, and the inputs look alike."),
    ),
)
