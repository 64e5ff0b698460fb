"""Bars forward and back: what widths and variances do to the signal in both directions.

The discovery: with equal widths one variance levels both directions, and weights that are too
small make them fall in opposite ones, so that their product stays level and hides it. As soon as
the widths differ, no law of the four levels both: 1/n_in levels the way forward, 1/n_out the way
back, and the compromise neither.
"""

import numpy as np

from initdocs.colours import BACKWARD, FORWARD, INK
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

#: hidden layers, and the units of the inputs and of every other layer
LAYERS, UNITS = 5, 100
#: inputs, and signals back, that a network is measured with
BATCH = 100
#: what is called level: the largest size over the smallest
LEVEL = 1.05

LAWS = {"old": "1/(3 fan-in)", "in": "1/fan-in", "both": "Xavier", "out": "1/fan-out"}
#: what is shown, and in which colour
ROWS = (
    ("activations that come in →", FORWARD),
    ("← signal back", BACKWARD),
    ("weight gradient ≈ the two above, multiplied", INK),
)
#: what a term of the page's formulas lights
PARTS = ("activations", "back", "product")
WIDTHS = (25, 35, 50, 70, 100, 140, 200, 280, 400)
PARAMETERS = (
    Choice("law", "Variance of the weights", "old", options=LAWS, look="toggle"),
    Number(
        "width", "Units in layers 2 and 4", UNITS, low=10, high=1000, whole=True, step=1,
        slides=WIDTHS,
    ),
)  # fmt: skip


def widths(settings: Settings) -> Array:
    """The units of the inputs and of each layer: layers 2 and 4 have the reader's number."""
    even = np.arange(LAYERS + 1) % 2 == 0
    even[0] = False
    return np.where(even, settings["width"], UNITS)


def variances(law: str, n: Array) -> Array:
    """Var(W) of each layer, shape (LAYERS,)."""
    n_in, n_out = n[:-1], n[1:]
    laws = {"old": 1 / (3 * n_in), "in": 1 / n_in, "both": 2 / (n_in + n_out), "out": 1 / n_out}
    return laws[law]


def sizes(n: Array, variance: Array) -> Array:
    """The law of a linear network: standard deviations by layer, shape (3, LAYERS).

    Those of the activations a that come in, from inputs of 1; of the signal back δ, from 1 at the
    last layer; and of their product, which is the gradient of a weight.
    """
    before = np.append(1.0, np.cumprod(n[:-1] * variance)[:-1])
    back = np.append(np.cumprod((n[1:] * variance)[:0:-1])[::-1], 1.0)
    return np.sqrt([before, back, before * back])


def ends(n: Array, variance: Array) -> tuple[float, float]:
    """Both factors of the standard deviation from end to end: forward, and back to the first z."""
    return float(np.sqrt(np.prod(n[:-1] * variance))), float(np.sqrt(np.prod(n[2:] * variance[1:])))


def measured(n: Array, variance: Array, seed: int = 0) -> Array:
    """The same of one linear network that is drawn, shape (3, LAYERS)."""
    rng = np.random.default_rng(seed)
    w = [
        rng.normal(0, np.sqrt(v), (out, into))
        for v, into, out in zip(variance, n[:-1], n[1:], strict=True)
    ]
    a, delta = [rng.standard_normal((n[0], BATCH))], [rng.standard_normal((n[-1], BATCH))]
    for matrix in w:
        a.append(matrix @ a[-1])
    for matrix in w[:0:-1]:
        delta.append(matrix.T @ delta[-1])
    delta.reverse()
    gradients = [(d @ before.T / np.sqrt(BATCH)).std() for d, before in zip(delta, a, strict=False)]
    return np.array([[v.std() for v in a[:-1]], [v.std() for v in delta], gradients])


def scene(settings: Settings) -> Frame:
    """The widths, what is level, and the sizes of the law and of a network."""
    n = widths(settings)
    variance = variances(settings["law"], n)
    law = sizes(n, variance)
    return {
        "widths": n,
        "level": np.array([_spread(row) < LEVEL for row in law], float),
        "law": law,
        "network": measured(n, variance),
    }


def _spread(values: Array) -> float:
    return float(values.max() / values.min())


def said(settings: Settings) -> dict[str, str]:
    """What becomes of the three sizes, from the law."""
    n = widths(settings)
    law, equal = settings["law"], settings["width"] == UNITS
    forward, back, product = map(_spread, sizes(n, variances(law, n)))
    told = [
        f"Going forward {_change(forward)}, coming back {_change(back)}.",
        "Their product, the weights’ gradient, is level"
        + (" all the same." if max(forward, back) > LEVEL else ".")
        if product < LEVEL
        else f"Their product is not level: {_change(product)}.",
    ]
    if not equal:
        kept = max(abs(np.log(ends(n, variances(law, n))))) < np.log(LEVEL)
        whole = ", but this one keeps both from end to end" if kept else ""
        told.append(f"No variance levels both in each layer{whole}.")
    return {"verdict": " ".join(told)}


def _change(spread: float) -> str:
    if spread < LEVEL:
        return "all sizes are level"
    return f"the largest size is {spread:.1f} times the smallest"


DEMO = Demo(
    title="Bars forward and back: which variance for which widths",
    parameters=PARAMETERS,
    steps=(
        Step(
            "Make the widths differ",
            ("law", "width"),
            views=("bars",),
            legends={
                "bars": "Bars: one linear network, as tanh is near zero. Strokes: the formula. "
                "{forward} what comes into a layer, {backward} what comes back to it, {ink} their "
                "product: the gradient of its weights."
            },
        ),
    ),
    recording=Recording(frames=(0,), bits={"law": 10, "network": 10}),
    scene=scene,
    constants={
        "rows": [
            (label, colour.name, part) for (label, colour), part in zip(ROWS, PARTS, strict=True)
        ]
    },
    parts=PARTS,
    words=Words(labels={"verdict": "What you see"}, say=said),
    axes=(Axis({}, grid={"law": LAWS, "width": WIDTHS}),),
    presets=(
        Preset("The old standard", {}, "Both directions fall, and the product hides it."),
        Preset(
            "Xavier, widths in turn",
            {"law": "both", "width": 400},
            "Both lose, in every pair of a narrow and a wide layer.",
        ),
        Preset(
            "Fan-in, widths in turn",
            {"law": "in", "width": 400},
            "Back, the wide layers have half; from end to end both are kept.",
        ),
    ),
)
