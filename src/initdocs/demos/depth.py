"""The depth demo: a signal goes forward through L layers, and the signal back returns.

Every layer has the same width n and a matrix of the same kind, whose size is set by the
factor r: it multiplies the root mean square of what passes through it by r.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from initdocs.demos import (
    Array,
    Axis,
    Choice,
    Demo,
    Frame,
    Number,
    Preset,
    Question,
    Recording,
    Settings,
    Step,
)
from initdocs.initializers import Draw, identity, orthogonal, variance_scaling
from initdocs.initializers.structured import orthonormal
from initdocs.network import Network

#: how many draws of random matrices are shown: their median and 9 in 10 of them
DRAWS = 200
QUANTILES = (0.05, 0.5, 0.95)
#: below this a norm counts as zero, in powers of ten
FLOOR = -30.0
#: units that are shown, and the powers of ten that their colours reach in both directions; a unit
#: that is zero is told by a power below them
UNITS = 16
REACH = 4.0
ZERO = -REACH - 1
#: factors that are recorded, on the slider
FACTORS = tuple(round(0.5 + 0.01 * i, 2) for i in range(101))
DEEPEST = 50

MATRICES = {"diagonal": "r·I", "gaussian": "Gaussian", "orthogonal": "Orthogonal"}
#: the matrices at r = 1
LAWS: dict[str, Draw] = {
    "diagonal": identity,
    "gaussian": variance_scaling,
    "orthogonal": orthogonal,
}
ACTIVATIONS = {"identity": "identity", "relu": "ReLU", "tanh": "tanh"}
#: activations with φ(rz) = rφ(z) for r > 0
HOMOGENEOUS = ("identity", "relu")

PARAMETERS = (
    Choice("matrix", "Matrices", "diagonal", look="toggle",
           options=MATRICES),
    Number("alpha", "Factor r", 1.5, low=0.1, high=3, step=0.01, slides=FACTORS),
    Number("depth", "Layers L", 10, low=1, high=DEEPEST, whole=True, step=1,
           slides=range(1, DEEPEST + 1)),
    Number("width", "Width n", 2, low=1, high=64, whole=True, step=1),
    Choice("activation", "Activation", "identity", options=ACTIVATIONS),
    Number("seed", "Seed", 0, low=0, high=999_999, whole=True, step=1),
)  # fmt: skip

STEPS = (
    Step("Choose the matrices", ("matrix",), more=("alpha", "depth", "width")),
    Step(
        "Watch the signal",
        views=("network",),
        more=("activation", "seed"),
        legends={
            "network": "A column a layer, a cell a unit: its size in the first draw, beside "
            "the root mean square at the start: {ramp:fades|10⁻⁴ or less|1|explodes|10⁴ or more}. "
            "Struck out: exactly 0."
        },
    ),
    Step(
        "Compare with the theory",
        views=("norms",),
        legends={
            "norms": "{forward} norm of the activations, {backward} norm of the signal back "
            "(dashed), the input’s and the output’s set to 1. Dots: measured, "
            f"median of {DRAWS} draws; bars: "
            "9 in 10 of them. Line: the theory, a root mean square."
        },
    ),
)


def norms(settings: Settings, factors: Sequence[float]) -> tuple[Array, Array]:
    """Norms of aˡ and of δˡ for l = 0 … L, each of shape (factors, draws, L + 1)."""
    up, down = (np.linalg.norm(each, axis=2) for each in signals(settings, factors))
    return up, down


def draw(net: Network, matrix: str, rng: np.random.Generator) -> None:
    """Draw all matrices of networks at r = 1, as `Network.initialize` does.

    Random ones at once: to ask for each of many small ones takes longer than to draw it.
    """
    if matrix == "diagonal":
        return net.initialize(LAWS[matrix], rng=rng)
    n = net.sizes[0]
    found = rng.standard_normal((net.networks, len(net.weights), n, n))
    found = orthonormal(found) if matrix == "orthogonal" else np.sqrt(1 / n) * found
    for layer, w in enumerate(net.weights):
        w[...] = found[:, layer]
    return None


def signals(settings: Settings, factors: Sequence[float]) -> tuple[Array, Array]:
    """The aˡ and the δˡ for l = 0 … L, each of shape (factors, draws, n, L + 1).

    The input and δᴸ are unit vectors in a random direction. The last layer is linear, and
    δ⁰ is the signal back at the input. All factors have the same draws, which r multiplies.
    """
    depth, width = settings["depth"], settings["width"]
    sizes, draws = [width] * (depth + 1), 1 if settings["matrix"] == "diagonal" else DRAWS
    drawn = Network(sizes, output="linear", networks=draws)
    rng = np.random.default_rng(settings["seed"])
    draw(drawn, settings["matrix"], rng)
    ends = rng.standard_normal((2, draws, width, 1))
    ends /= np.linalg.norm(ends, axis=2, keepdims=True)
    # what is homogeneous is measured at r = 1: a layer then multiplies it by r, exactly
    scaled = settings["activation"] in HOMOGENEOUS
    alphas = np.ones(1) if scaled else np.asarray(factors)
    net = Network(
        sizes, hidden=settings["activation"], output="linear", networks=len(alphas) * draws
    )
    for all_, one in zip(net.weights, drawn.weights, strict=True):
        all_[...] = (alphas[:, None, None, None] * one).reshape(all_.shape)
    start, end = (np.tile(each, (len(alphas), 1, 1)) for each in ends)
    trace = net.forward(start)
    forward = [a[..., 0] for a in trace.a]
    trace.a[-1] = end  # the signal back to start from, in the place of ŷ − y
    deltas = [d for d in net.backward(trace, np.zeros_like(end)).delta if d is not None]
    deltas.insert(0, net.weights[0].swapaxes(-1, -2) @ deltas[0])
    back = [d[..., 0] for d in deltas]
    up, down = (
        np.stack(each, -1).reshape(len(alphas), draws, width, -1) for each in (forward, back)
    )
    if not scaled:
        return up, down
    powers = np.asarray(factors)[:, None, None, None] ** np.arange(depth + 1)
    return up * powers, down * powers[..., ::-1]


def growth(settings: Settings) -> float:
    """The factor of a layer in the theory, or NaN where there is none so simple.

    r for linear layers. Behind a ReLU half of the second moment is left, whatever the
    zero-mean symmetric matrices: r/√2. Neither holds for tanh, nor for r·I with ReLU.
    """
    if settings["activation"] == "identity":
        return float(settings["alpha"])
    if settings["activation"] == "relu" and settings["matrix"] != "diagonal":
        return float(settings["alpha"] / np.sqrt(2))
    return float("nan")


def scenes(settings: Settings, factors: Sequence[float] = FACTORS) -> Iterator[Frame]:
    """For each factor everything measured, in powers of ten, by layer.

    `up` and `down`, of shape (L + 1, 3), are the quantiles 5 %, 50 % and 95 % of the norms over
    the draws. `units_up` and `units_down`, of shape (L + 1, n) for at most `UNITS` units, are
    the sizes of the units of the first draw, times √n: beside the root mean square at the start.
    """
    depth = settings["depth"]
    layers = np.arange(depth + 1)
    for alpha, *found in zip(factors, *signals(settings, factors), strict=True):
        lengths = (np.linalg.norm(v, axis=1) for v in found)
        up, down = (np.maximum(np.log10(np.maximum(v, 10**FLOOR)), FLOOR) for v in lengths)
        units_up, units_down = (shades(v[0]) for v in found)
        factor = growth({**settings, "alpha": alpha})
        known = np.isfinite(factor)
        slope = np.log10(factor) if known else 0.0
        edge = np.log10(alpha) - slope  # the linear last layer, and the first on the way back
        yield {
            "sizes": np.array([settings["width"], depth, int(known)]),
            "up": np.quantile(up, QUANTILES, axis=0).T,
            "down": np.quantile(down, QUANTILES, axis=0).T,
            "units_up": units_up,
            "units_down": units_down,
            "law_up": slope * layers + edge * (layers == depth),
            "law_down": slope * (depth - layers) + edge * (layers == 0),
        }


def shades(units: Array) -> Array:
    """Powers of ten of n units in some layers, (n, L + 1), as they are coloured: (L + 1, n).

    >>> shades(np.array([[0.5, 0.0], [0.5, 1e9]])).tolist()
    [[-0.15051499783199057, -0.15051499783199057], [-5.0, 4.0]]
    """
    sizes = np.abs(units[:UNITS]).T * np.sqrt(len(units))
    powers = np.log10(np.maximum(sizes, 10**FLOOR)).clip(-REACH, REACH)
    return np.where(sizes == 0, ZERO, powers)


def scene(settings: Settings) -> Frame:
    """The same at the factor that is set."""
    return next(scenes(settings, [settings["alpha"]]))


def frames(settings: Settings) -> Iterator[Frame]:
    """The way of the signal: `up` is the last layer reached, `down` the last on the way back.

    The run ends when the signal back has come to the input.
    """
    depth = settings["depth"]
    for layer in range(depth + 1):
        yield {"up": np.array([layer]), "down": np.array([depth + 1])}
    for layer in range(depth - 1, -1, -1):
        yield {"up": np.array([depth]), "down": np.array([layer])}


def grown(scene: Frame, run: Sequence[Frame]) -> tuple[str, str]:
    """How much larger the last activations are than the input, and what that is as a power."""
    del run
    depth, factor = len(scene["law_up"]) - 1, float(10 ** scene["up"][-1, 1])
    each = factor ** (1 / depth)
    return f"{factor:.0f}", f"{each:g} to the power of {depth} is {factor:.1f}."


DEMO = Demo(
    title="Depth: what 50 layers do to a signal",
    play="Run live",
    pace=120,
    parameters=PARAMETERS,
    steps=STEPS,
    readouts={
        "layer": "Layer",
        "activation": "Activations",
        "gradient": "Signal back",
        "law": "Theory",
    },
    recording=Recording(
        # norms to a part in a thousand, what is only coloured to a shade: 40 KB a file
        frames=range(2 * DEEPEST + 1),
        bits={"up": 15, "down": 15, "units_up": 5, "units_down": 5},
    ),
    scene=scene,
    frames=frames,
    result=("norms",),
    constants={"reach": REACH},
    axes=(
        Axis(
            {"matrix": MATRICES, "activation": ACTIVATIONS, "depth": range(1, DEEPEST + 1)},
            grid={"alpha": FACTORS},
            scenes=scenes,
        ),
    ),
    presets=(
        Preset(
            "Fifty layers fade",
            {"matrix": "gaussian", "alpha": 0.9, "depth": 50},
            "A tenth less in each layer, and not a hundredth arrives.",
        ),
        Preset(
            "One factor too large",
            {"alpha": 1.1, "depth": 50},
            "A tenth more in each layer: 117 times in the end.",
        ),
        Preset(
            "A typical draw falls away",
            {"matrix": "gaussian", "alpha": 1, "depth": 50},
            "The root mean square stays at 1, and the median does not.",
        ),
        Preset(
            "Orthogonal keeps every length",
            {"matrix": "orthogonal", "alpha": 1, "depth": 50},
            "The dots stand on the line.",
        ),
        Preset(
            "ReLU takes half",
            {"matrix": "gaussian", "alpha": 1, "depth": 30, "activation": "relu"},
            "Half of the second moment is lost in each layer.",
        ),
    ),
    question=Question(
        "Ten layers, each of which multiplies by 1.5: how much larger is the signal at the end?",
        {"1.5": "1.5 times", "15": "15 times", "58": "58 times", "1000": "1,000 times"},
        grown,
    ),
)
