"""Four layers of tanh units that read digits, and the size of their weights under one slider.

What it lets a reader discover: with σ√n well below 1 the activations become a spike, with σ√n well
above 1 they pile up at ±1 until two walls are left, and near 1 they stay spread out from the first
layer to the last.
"""

from functools import lru_cache

import numpy as np

from initdocs.datasets import digits
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
)
from initdocs.demos._words import per_cent

LAYERS, WIDTH, DIGITS, BINS = 4, 300, 500, 40
#: an activation beyond it has a slope of tanh below 1/50
WALL = 0.99
#: where they pile up, the share beyond this is told
NEAR = 0.9
SIZES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.58, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.35, 1.5, 1.75, 2.0, 2.5,
         3.0, 4.0, 5.0, 7.0, 10.0, 17.0)  # fmt: skip

SIZE = Number("size", "σ√n", 1, low=0.05, high=20, step=0.01, slides=SIZES)


@lru_cache(maxsize=64)
def activations(size: float) -> tuple[Array, ...]:
    """The activations of each layer, shape (WIDTH, DIGITS): weights of deviation size/√n."""
    rng = np.random.default_rng(0)
    signal, found = digits().x[:, :DIGITS], []
    for _ in range(LAYERS):
        n = len(signal)
        signal = np.tanh(size / np.sqrt(n) * rng.standard_normal((WIDTH, n)) @ signal)
        found.append(signal)
    return tuple(found)


def texts(settings: Settings) -> dict[str, str]:
    """The deviations of the first and the last layer, the share at the walls, and a word."""
    layers = activations(float(settings["size"]))
    first, last = layers[0].std(), layers[-1].std()
    walls, near = (float((np.abs(layers[-1]) > edge).mean()) for edge in (WALL, NEAR))
    ends = f"from layer 1 to {LAYERS} the standard deviation goes from {first:.2g} to {last:.2g}"
    if walls > 1 / 3:
        verdict = (
            f"Two walls: in layer {LAYERS} {per_cent(walls)} of the activations lie beyond {WALL}."
        )
    elif scene(settings)["bars"][-1, [0, -1]].max() == 1:
        verdict = (
            f"It piles up at ±1: in layer {LAYERS} {per_cent(near)} of the activations lie "
            f"beyond {NEAR}."
        )
    elif last < first / 2:
        verdict = f"It closes to a spike: {ends}."
    else:
        verdict = f"It stays spread out: {ends}."
    return {"last": f"{last:.2g}", "walls": per_cent(walls), "verdict": verdict}


def scene(settings: Settings) -> Frame:
    """For each layer the histogram over [−1, 1], highest bar 1, and the standard deviation."""
    layers = activations(float(settings["size"]))
    bars = np.array([np.histogram(a, bins=BINS, range=(-1, 1))[0] for a in layers], float)
    return {
        "bars": bars / bars.max(axis=1, keepdims=True),
        "deviation": np.array([a.std() for a in layers]),
    }


DEMO = Demo(
    title="The activations of four layers, and the size of the weights",
    parameters=(SIZE,),
    steps=(
        Step(
            "Drag the size of the weights",
            ("size",),
            views=("layers",),
            legends={
                "layers": f"Histograms over {DIGITS} digits and {WIDTH} tanh units, before any "
                "training."
            },
        ),
    ),
    recording=Recording(frames=(0,), bits={"bars": 8, "deviation": 16}),
    scene=scene,
    constants={"bins": BINS},
    words=Words(labels={"verdict": "What you see"}, say=texts),
    axes=(Axis({}, grid={"size": SIZES}),),
    presets=(
        Preset("Uniform on one over the root", {"size": 0.58}, "A third of the variance: a spike."),
        Preset("A little more", {"size": 1.2}, "Nearly level, and too much on the way back."),
        Preset("Standard normal", {"size": 17.0}, "Standard normal weights, n = 300: two walls."),
    ),
)
