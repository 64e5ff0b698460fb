"""The phase diagram: a point in the plane of variances, its theory, and networks drawn there.

Each frame is a newly drawn network: the variance of its pre-activations and the correlation
of two inputs by layer, beside the lines of the mean-field theory.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from initdocs import propagation
from initdocs.activations import get
from initdocs.demos import Choice, Demo, Frame, Number, Plane, Recording, Settings, Step

Array = NDArray[Any]

#: the correlation of the two inputs, and the variance of both
START_C, START_Q = 0.6, 1.0
#: networks in a run
NETWORKS = 40
#: cells of the diagram, in each direction, and the columns that its line is found in: where the
#: signal dies on one side and explodes on the other, χ₁ jumps, and nothing lies between two columns
CELLS, COLUMNS = 48, 240
#: what is drawn of a variance, in powers of ten
FLOOR, CEILING = -12.0, 12.0
#: closer to 1 than this, χ₁ counts as critical
EDGE = 0.005

WEIGHTS = Number("sigma_w2", "σ_w² (weights × n)", 2.0, low=0.1, high=4, step=0.01)
BIASES = Number("sigma_b2", "σ_b² (biases)", 0.05, low=0, high=0.6, step=0.01)
PARAMETERS = (
    Choice("activation", "Activation", "tanh",
           options={"tanh": "tanh", "softsign": "softsign", "relu": "ReLU",
                    "leaky_relu": "leaky ReLU", "selu": "SELU", "elu": "ELU",
                    "gelu": "GELU", "silu": "SiLU", "mish": "Mish"}),
    WEIGHTS,
    BIASES,
    Number("depth", "Layers", 30, low=2, high=60, whole=True, step=1),
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
            "diagram": "Drag the point, or move it by the arrow keys. {negative} order, "
            "{positive} chaos, the stronger the further from the line of χ₁ = 1."
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


def scene(settings: Settings) -> Frame:
    """The plane of the activation, the facts at the point, and the theory by layer."""
    shades, line = plane(settings["activation"])
    q, c = theory(settings)
    return {
        "facts": facts(settings["activation"], settings["sigma_w2"], settings["sigma_b2"]),
        "map": shades,
        "line": line,
        "q": _powers(q),
        "c": c,
    }


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
    recording=Recording(frames=13, bits={"map": 8}),
    scene=scene,
    frames=frames,
    plane=Plane("diagram", across="sigma_w2", up="sigma_b2"),
    constants={"verdicts": VERDICTS, "sides": (VERDICTS[ORDER], VERDICTS[CHAOS])},
)
