"""The depth demo: a signal goes up through L layers, and a gradient comes down again.

Every layer has the same width n and a matrix of the same kind, whose size is set by the
factor α: it multiplies the root mean square of what passes through it by α.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from initdocs.demos import Choice, Demo, Frame, Number, Recording, Settings, Step
from initdocs.initializers import Draw, Shape, orthogonal, variance_scaling
from initdocs.network import Network

#: how many draws of random matrices are shown: their median and 9 in 10 of them
DRAWS = 200
#: below this a norm counts as zero, in powers of ten
FLOOR = -30.0

PARAMETERS = (
    Choice("matrix", "Matrices", "diagonal", look="toggle",
           options={"diagonal": "α·I", "gaussian": "Gaussian", "orthogonal": "Orthogonal"}),
    Number("alpha", "Factor α", 1.5, low=0.1, high=3, step=0.05),
    Number("depth", "Layers L", 10, low=1, high=50, whole=True, step=1),
    Number("width", "Width n", 2, low=1, high=64, whole=True, step=1),
    Choice("activation", "Activation", "identity",
           options={"identity": "identity", "relu": "ReLU", "tanh": "tanh"}),
    Number("seed", "Seed", 0, low=0, high=999_999, whole=True, step=1),
)  # fmt: skip

STEPS = (
    Step("Choose the matrices", ("matrix",), more=("alpha", "depth", "width")),
    Step(
        "Watch the signal",
        views=("network",),
        more=("activation", "seed"),
        legends={
            "network": "The larger the disc, the larger the signal: "
            "{positive} activations going up, {negative} gradients coming down."
        },
    ),
    Step(
        "Compare with the law",
        views=("norms",),
        legends={
            "norms": "{positive} norm of the activations, {negative} norm of the gradient, "
            "the input’s and the output’s set to 1. Dots: measured, "
            f"median of {DRAWS} draws; bars: "
            "9 in 10 of them. Line: the law, a root mean square."
        },
    ),
)


def diagonal(
    shape: Shape, *, alpha: float, rng: np.random.Generator, dtype: Any = np.float64
) -> NDArray[Any]:
    """The matrix α·I; `rng` is accepted and not used.

    >>> diagonal((2, 2), alpha=1.5, rng=np.random.default_rng(0)).tolist()
    [[1.5, 0.0], [0.0, 1.5]]
    """
    del rng
    return alpha * np.eye(*shape, dtype=dtype)


def law(settings: Settings) -> Draw:
    """The initializer that multiplies the root mean square of a signal by α."""
    alpha = settings["alpha"]
    laws: dict[str, Draw] = {
        "diagonal": partial(diagonal, alpha=alpha),
        "gaussian": partial(variance_scaling, scale=alpha**2),
        "orthogonal": partial(orthogonal, gain=alpha),
    }
    return laws[settings["matrix"]]


def norms(settings: Settings) -> tuple[NDArray[Any], NDArray[Any]]:
    """Norms of aˡ for l = 0 … L and of δˡ for l = 0 … L, each (draws, L + 1).

    The input and δᴸ are unit vectors in a random direction. The last layer is linear, and
    δ⁰ is the gradient at the input.
    """
    depth, width = settings["depth"], settings["width"]
    draws = 1 if settings["matrix"] == "diagonal" else DRAWS
    net = Network(
        [width] * (depth + 1), hidden=settings["activation"], output="linear", networks=draws
    )
    rng = np.random.default_rng(settings["seed"])
    net.initialize(law(settings), rng=rng)
    start, end = rng.standard_normal((2, draws, width, 1))
    start /= np.linalg.norm(start, axis=1, keepdims=True)
    end /= np.linalg.norm(end, axis=1, keepdims=True)
    trace = net.forward(start)
    up = np.stack([np.linalg.norm(a, axis=(1, 2)) for a in trace.a], axis=1)
    trace.a[-1] = end  # the gradient to start from, in the place of ŷ − y
    gradient = net.backward(trace, np.zeros_like(end))
    deltas = [d for d in gradient.delta if d is not None]
    deltas.insert(0, net.weights[0].swapaxes(-1, -2) @ deltas[0])
    return up, np.stack([np.linalg.norm(d, axis=(1, 2)) for d in deltas], axis=1)


def growth(settings: Settings) -> float:
    """The factor of a layer in the law, or NaN where there is none so simple.

    α for linear layers. Behind a ReLU half of the second moment is left, whatever the
    zero-mean symmetric matrices: α/√2. Neither holds for tanh, nor for α·I with ReLU.
    """
    if settings["activation"] == "identity":
        return float(settings["alpha"])
    if settings["activation"] == "relu" and settings["matrix"] != "diagonal":
        return float(settings["alpha"] / np.sqrt(2))
    return float("nan")


def scene(settings: Settings) -> Frame:
    """Everything measured, in powers of ten: quantiles 5 %, 50 %, 95 % by layer, and the law."""
    up, down = (np.maximum(np.log10(np.maximum(v, 10**FLOOR)), FLOOR) for v in norms(settings))
    factor, depth = growth(settings), settings["depth"]
    layers = np.arange(depth + 1)
    known = np.isfinite(factor)
    slope = np.log10(factor) if known else 0.0
    edge = np.log10(settings["alpha"]) - slope  # the linear last layer, and the first going down
    return {
        "sizes": np.array([settings["width"], depth, int(known)]),
        "up": np.quantile(up, [0.05, 0.5, 0.95], axis=0),
        "down": np.quantile(down, [0.05, 0.5, 0.95], axis=0),
        "law_up": slope * layers + edge * (layers == depth),
        "law_down": slope * (depth - layers) + edge * (layers == 0),
    }


def frames(settings: Settings) -> Iterator[Frame]:
    """The way of the signal: `up` is the last layer reached, `down` the last on the way back.

    The run ends when the gradient has come down to the input.
    """
    depth = settings["depth"]
    for layer in range(depth + 1):
        yield {"up": np.array([layer]), "down": np.array([depth + 1])}
    for layer in range(depth - 1, -1, -1):
        yield {"up": np.array([depth]), "down": np.array([layer])}


DEMO = Demo(
    title="Depth: what 50 layers do to a signal",
    play="Run live",
    pace=120,
    parameters=PARAMETERS,
    steps=STEPS,
    readouts={"layer": "Layer", "activation": "Activations", "gradient": "Gradient", "law": "Law"},
    recording=Recording(frames=21, bits={}),
    scene=scene,
    frames=frames,
)
