"""The phase diagram: a point in the plane of variances, its theory, and networks drawn there.

Each frame is a newly drawn network: the variance of its pre-activations and the correlation
of two inputs by layer, beside the lines of the mean-field theory.
"""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from initdocs import colours, propagation
from initdocs.activations import get
from initdocs.demos import (
    Array,
    Axis,
    Choice,
    Demo,
    Frame,
    Number,
    Plane,
    Preset,
    Recording,
    Settings,
    Step,
)

#: the correlation of the two inputs, and the variance of both
START_C, START_Q = 0.6, 1.0
#: networks in a run
NETWORKS = 40
#: cells of the diagram, in each direction, and the columns that its line is found in: where the
#: signal dies on one side and explodes on the other, χ₁ jumps, and nothing lies between two columns
CELLS, COLUMNS = 48, 240
#: what is drawn of a variance, in powers of ten
FLOOR, CEILING = -12.0, 12.0
DEEPEST = 60
#: layers of which the recorded theory tells: further down it changes slowly
LAYERS = np.array([*range(9), *range(10, 21, 2), 25, 30, 40, 50, DEEPEST])
#: depth scales are told up to here
LONGEST = 1e6
#: closer to 1 than this, χ₁ counts as critical
EDGE = 0.005

#: points that are recorded, in each direction
ACROSS = tuple(round(0.1 + 0.05 * i, 2) for i in range(79))
UP = tuple(round(0.025 * i, 3) for i in range(25))

ACTIVATIONS = {
    "tanh": "tanh", "softsign": "softsign", "relu": "ReLU", "leaky_relu": "leaky ReLU",
    "selu": "SELU", "elu": "ELU", "gelu": "GELU", "silu": "SiLU", "mish": "Mish",
}  # fmt: skip
WEIGHTS = Number("sigma_w2", "σ_w² = n Var(w)", 2.0, low=ACROSS[0], high=ACROSS[-1], step=0.05)
BIASES = Number("sigma_b2", "σ_b² = Var(b)", 0.05, low=UP[0], high=UP[-1], step=0.025)
PARAMETERS = (
    Choice("activation", "Activation", "tanh", options=ACTIVATIONS),
    WEIGHTS,
    BIASES,
    Number("depth", "Layers", 30, low=2, high=DEEPEST, whole=True, step=1),
    Number("width", "Width n", 200, low=10, high=300, whole=True, step=10),
    Number("seed", "Seed", 0, low=0, high=999_999, whole=True, step=1),
)  # fmt: skip

STEPS = (
    Step(
        "Choose the point",
        ("activation",),
        views=("diagram",),
        more=("sigma_w2", "sigma_b2"),
        legends={
            "diagram": "Drag the point, or move it by the arrow keys. {fades} order, "
            "{explodes} chaos, the stronger the further from the line of χ₁ = 1."
        },
    ),
    Step(
        "Watch the variance",
        views=("variance",),
        more=("depth", "width", "seed"),
        legends={"variance": "Line: theory. Dots: a network; pale: those drawn before it."},
    ),
    Step(
        "Watch two inputs",
        views=("correlation",),
        legends={"correlation": f"The correlation of two inputs that starts at {START_C:g}."},
    ),
)

VERDICTS = ("order", "edge of chaos", "chaos", "dies out", "explodes")
ORDER, CRITICAL, CHAOS, DIES, EXPLODES = range(len(VERDICTS))
#: the colour of each: what becomes of a gradient, and of the signal where it has no size of its own
FATES = (colours.FADES, colours.KEPT, colours.EXPLODES, colours.FADES, colours.EXPLODES)


@lru_cache(maxsize=16)
def plane(activation: str) -> tuple[Array, Array]:
    """Ln χ₁ over the plane, and its critical line.

    Shapes (CELLS, CELLS), rows from the top, and (2, CELLS): σ_w² and σ_b² of points of the
    line, closer together where σ_b² is small; σ_w² is −1 where a row has no such point.
    """
    weights = np.linspace(WEIGHTS.low, WEIGHTS.high, CELLS)
    rows = np.linspace(BIASES.high, BIASES.low, CELLS)
    shades = np.log(np.maximum(propagation.phase_diagram(activation, weights, rows).chi_1, 1e-12))
    biases = BIASES.high * np.linspace(1, 0, CELLS) ** 3
    line = np.full(CELLS, -1.0)
    weights = np.linspace(WEIGHTS.low, WEIGHTS.high, COLUMNS)
    for row, chi in enumerate(propagation.phase_diagram(activation, weights, biases).chi_1):
        values = np.log(np.maximum(chi, 1e-12))
        crossing = np.flatnonzero((values[:-1] < 0) & (values[1:] >= 0))
        if len(crossing):
            i = crossing[0]
            share = values[i] / (values[i] - values[i + 1])
            line[row] = weights[i] + share * (weights[i + 1] - weights[i])
    return np.clip(shades, -1, 1), np.stack([line, biases])


def facts(activation: str, sigma_w2: float, sigma_b2: float) -> Array:
    """Verdict, q*, χ₁, c*, ξ_∇ and ξ_c at a point; −1 for what is not defined there."""
    q = propagation.fixed_point(activation, sigma_w2, sigma_b2)
    if q == 0 or not np.isfinite(q):
        return np.array([DIES if q == 0 else EXPLODES, q, -1, -1, -1, -1])
    chi = propagation.chi_1(activation, q, sigma_w2)
    verdict = CRITICAL if abs(chi - 1) < EDGE else ORDER if chi < 1 else CHAOS
    c = propagation.correlation_fixed_point(activation, sigma_w2, sigma_b2)
    gradients = propagation.gradient_depth(activation, sigma_w2, sigma_b2)
    correlations = propagation.correlation_depth(activation, sigma_w2, sigma_b2)
    return np.array([verdict, q, chi, c, gradients, correlations])


def theory(settings: Settings) -> tuple[Array, Array]:
    """Variance and correlation by layer, from the first pre-activations on."""
    of, weights, biases = settings["activation"], settings["sigma_w2"], settings["sigma_b2"]
    q, c = [START_Q], [START_C]
    for _ in range(settings["depth"]):
        following = propagation.variance_map(of, q[-1], weights, biases)
        alive = following > 10**FLOOR
        c.append(
            float(propagation.correlation_map(of, np.clip(c[-1], -1, 1), q[-1], weights, biases))
            if alive
            else c[-1]
        )
        q.append(float(np.clip(following, 10**FLOOR, 10**CEILING)))
    return np.array(q), np.array(c)


def curves(activation: str, weights: Array, biases: Array) -> tuple[Array, Array]:
    """What `theory` gives for many pairs of variances at once, each of shape (pairs, LAYERS).

    E[φ²] is read from a table over ln q, and E[φ(u₁)φ(u₂)] relative to it from one over ln q and
    √(1 − c), between whose entries both are taken to be straight: a part in a thousand.
    """
    table_q = np.geomspace(10**FLOOR, 10**CEILING, 321)
    roots = np.linspace(0, np.sqrt(2), 97)
    table_c = np.maximum(1 - roots**2, -1)
    moments = np.array([propagation.second_moment(activation, q) for q in table_q])
    alike = np.stack([propagation.correlation_map(activation, table_c, q, 1.0) for q in table_q])
    q, c = np.full_like(weights, START_Q), np.full_like(weights, START_C)
    found = [(q, c)]
    for _ in range(DEEPEST):
        row, above = _place(np.log(q), np.log(table_q))
        column, beyond = _place(np.sqrt(np.maximum(1 - c, 0)), roots)
        low, high = (
            (1 - beyond) * alike[row + i, column] + beyond * alike[row + i, column + 1]
            for i in (0, 1)
        )
        moment = np.exp((1 - above) * np.log(moments[row]) + above * np.log(moments[row + 1]))
        following = weights * moment + biases
        both = weights * moment * ((1 - above) * low + above * high) + biases
        c = np.where(following > 10**FLOOR, both / following, c)
        q = np.clip(following, 10**FLOOR, 10**CEILING)
        found.append((q, c))
    variances, correlations = zip(*found, strict=True)
    return np.stack(variances, axis=1)[:, LAYERS], np.stack(correlations, axis=1)[:, LAYERS]


def _place(values: Array, table: Array) -> tuple[Array, Array]:
    """Where values lie in an even table: the entry below, and the share of the way to the next."""
    at = np.clip((values - table[0]) / (table[1] - table[0]), 0, len(table) - 1 - 1e-9)
    return at.astype(np.int64), at % 1


@lru_cache(maxsize=1)  # up to 20 MB in a reader's tab
def _draws(seed: int, depth: int, width: int) -> tuple[Array, Array, Array]:
    """Standard normal numbers for inputs, weights and biases: a drag uses them again."""
    rng = np.random.default_rng(seed)
    inputs = rng.standard_normal((width, 2), dtype=np.float32)
    weights = rng.standard_normal((depth, width, width), dtype=np.float32)
    return inputs, weights, rng.standard_normal((depth, width, 1), dtype=np.float32)


def network(settings: Settings, number: int) -> tuple[Array, Array]:
    """The same two quantities, measured in one network."""
    depth, width = settings["depth"], settings["width"]
    of = get(settings["activation"])
    inputs, weights, biases = _draws(settings["seed"] + number, depth, width)
    z = inputs / np.sqrt((inputs**2).mean(axis=0))
    z[:, 1] -= (z[:, 0] @ z[:, 1] / width) * z[:, 0]
    z[:, 1] /= np.sqrt((z[:, 1] ** 2).mean())
    z[:, 1] = START_C * z[:, 0] + np.sqrt(1 - START_C**2) * z[:, 1]
    scale_w = np.float32(np.sqrt(settings["sigma_w2"] / width))
    scale_b = np.float32(np.sqrt(settings["sigma_b2"]))
    q, c = [START_Q], [START_C]
    for w, b in zip(weights, biases, strict=True):
        z = scale_w * (w @ of.phi(z)) + scale_b * b
        size = (z.astype(np.float64) ** 2).mean(axis=0)
        q.append(float(size.mean()))
        both = float((z[:, 0].astype(np.float64) * z[:, 1]).mean())
        c.append(both / np.sqrt(size.prod()) if size.min() > 10**FLOOR else c[-1])
    return np.array(q), np.array(c)


def _powers(q: Array) -> Array:
    return np.asarray(np.log10(np.clip(q, 10**FLOOR, 10**CEILING)))


def _told(found: Array) -> Frame:
    """The facts as the view tells them: where there is no fixed point the verdict says it all."""
    verdict, q, *rest, gradients, correlations = found
    dead = verdict in (DIES, EXPLODES)
    scales = np.minimum([gradients, correlations], LONGEST)
    return {
        "verdict": np.array([verdict]),
        "q_star": np.array([1.0 if dead else q]),
        "rates": np.zeros(2) if dead else np.array(rest),
        "scales": np.ones(2) if dead else scales,
    }


def scene(settings: Settings) -> Frame:
    """The plane of the activation, the facts at the point, and the theory by layer.

    `rates` are χ₁ and c*, `scales` ξ_∇ and ξ_c.
    """
    name = settings["activation"]
    shades, line = plane(name)
    q, c = theory(settings)
    told = _told(facts(name, settings["sigma_w2"], settings["sigma_b2"]))
    layers = np.arange(len(q))
    return {**told, "map": shades, "line": line, "layers": layers, "q": _powers(q), "c": c}


def scenes(settings: Settings) -> Iterator[Frame]:
    """The same for every point that is recorded, with the theory down to the deepest layer."""
    name = settings["activation"]
    shades, line = plane(name)
    biases, weights = (each.ravel() for each in np.meshgrid(UP, ACROSS, indexing="ij"))
    for w, b, q, c in zip(weights, biases, *curves(name, weights, biases), strict=True):
        told = _told(facts(name, w, b))
        yield {**told, "map": shades, "line": line, "layers": LAYERS, "q": _powers(q), "c": c}


def before(settings: Settings) -> Iterator[Frame]:
    """No network: none is drawn before the reader asks."""
    del settings
    yield {"q": np.zeros(0), "c": np.zeros(0)}


def frames(settings: Settings) -> Iterator[Frame]:
    """One network a frame."""
    for number in range(NETWORKS):
        q, c = network(settings, number)
        yield {"q": _powers(q), "c": c}


DEMO = Demo(
    title="Phase diagram: where a deep network keeps what it is told",
    play="Draw networks",
    pace=150,
    parameters=PARAMETERS,
    steps=STEPS,
    readouts={
        "verdict": "Verdict",
        "q_star": "q*",
        "chi_1": "χ₁",
        "c_star": "c*",
        "xi_gradient": "ξ_∇ (layers)",
        "xi_correlation": "ξ_c (layers)",
    },
    recording=Recording(
        frames=range(13),
        # what is drawn is kept to a pixel, what is told to the digit
        bits={"map": 8, "verdict": 8, "layers": 8, "q": 12, "c": 8}
        | dict.fromkeys(("q_star", "rates", "scales"), 24),
        log=("q_star", "scales"),
    ),
    scene=scene,
    frames=frames,
    result=("variance", "correlation"),
    plane=Plane("diagram", across="sigma_w2", up="sigma_b2"),
    constants={
        "verdicts": VERDICTS,
        "sides": [(VERDICTS[side], FATES[side].name) for side in (ORDER, CHAOS)],
        "fates": [fate.name for fate in FATES],
        "ends": {DIES: "0", EXPLODES: "∞"},
        "longest": LONGEST,
    },
    axes=(
        Axis(
            {"activation": ACTIVATIONS},
            grid={"sigma_b2": UP, "sigma_w2": ACROSS},
            free=("depth", "width", "seed"),
            scenes=scenes,
            frames=before,
        ),
    ),
    presets=(
        Preset("Order", {"sigma_w2": 1}, "Two inputs become alike."),
        Preset("Edge of chaos", {"sigma_w2": 1.75}, "Both depth scales are hundreds of layers."),
        Preset("Chaos", {"sigma_w2": 4}, "Two inputs part, however alike they were."),
        Preset(
            "He’s ReLU",
            {"activation": "relu", "sigma_w2": 2, "sigma_b2": 0},
            "Every variance is kept.",
        ),
        Preset(
            "GELU has no rest",
            {"activation": "gelu", "sigma_w2": 2, "sigma_b2": 0},
            "Without biases its signal dies out here, and explodes further right.",
        ),
    ),
)
