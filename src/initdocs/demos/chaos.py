"""Two drawings through a deep random network: order merges them, chaos scrambles them.

The discovery: with small weights a reader of the last layer sees one picture twice; with large
ones what it reads has little to do with what went in; near the edge both drawings can be told
apart after forty layers. The correlation of the two goes to 1, to a value below, and slowly to 1.
"""

from functools import lru_cache

import numpy as np

from initdocs import propagation
from initdocs.colours import EXPLODES, FADES, KEPT
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

#: two images of the data set, which the reader has not learned from, and those that it has
FIRST, SECOND, LEARNED = 1793, 1770, 1000
SIGMA_B2, UNITS, SIDE = 0.05, 500, 8
#: the reader takes each unit to a tenth of the units' root mean square
NOISE = 0.1
DEEPEST = 40

WEIGHTS = (0.8, 1.0, 1.2, 1.4, 1.6, 1.76, 2.0, 2.4, 2.8, 3.2, 3.6, 4.0)
DEPTHS = (0, 1, 2, 3, 5, 7, 10, 15, 20, 25, 30, 40)
PARAMETERS = (
    Number(
        "sigma_w2", "σ_w² = n Var(w)", 1.76, low=0.8, high=4, step=0.01, slides=WEIGHTS
    ),
    Number("depth", "Layers", 40, low=0, high=DEEPEST, whole=True, step=1, slides=DEPTHS),
)  # fmt: skip

PHASES = ("order", "edge", "chaos")
#: nearer to 1 than this, χ₁ counts as the edge
EDGE = 0.02
#: readings that differ by less of what the drawings do are one picture, and a reading whose
#: correlation with its drawing is less is no reading of it
MERGED, READ = 0.35, 0.5


@lru_cache(maxsize=1)
def images() -> tuple[Array, Array]:
    """The two drawings and those that the reader learns from, pixels in [0, 1], a column each."""
    pixels, _ = digits()
    return pixels[:, [FIRST, SECOND]].astype(float), pixels[:, :LEARNED].astype(float)


def _inputs(pixels: Array) -> Array:
    """Each image with a mean of 0 and a mean square of 1."""
    centred = pixels - pixels.mean(axis=0)
    return np.asarray(centred / np.sqrt((centred**2).mean(axis=0)))


def _cosine(a: Array, b: Array) -> float:
    return float(a @ b / np.sqrt((a @ a) * (b @ b)))


def read(two: Array, units: Array, pixels: Array) -> Array:
    """The pixels that a linear reader sees in the units of two inputs, shape (pixels, 2).

    Least squares from what it has learned, as if each unit came with noise: a ridge.
    """
    middle, mean = units.mean(axis=1, keepdims=True), pixels.mean(axis=1, keepdims=True)
    centred = units - middle
    ridge = NOISE**2 * (units**2).mean() * units.shape[1]
    gram = centred @ centred.T + ridge * np.eye(len(units))
    reader = np.linalg.solve(gram, centred @ (pixels - mean).T)
    return np.asarray(np.clip(reader.T @ (two - middle) + mean, 0, 1))


@lru_cache(maxsize=32)
def passage(sigma_w2: float, depths: tuple[int, ...], seed: int = 2) -> tuple[Array, Array]:
    """What is read after each of `depths` layers, and the correlation after every layer.

    Shapes (depths, pixels, 2) and (DEEPEST + 1,); before any layer both are those of the inputs.
    """
    rng = np.random.default_rng(seed)
    drawings, learned = images()
    a = _inputs(np.hstack([drawings, learned]))
    readings, correlations = {0: drawings}, [_cosine(a[:, 0], a[:, 1])]
    for layer in range(1, DEEPEST + 1):
        weights = rng.normal(0, np.sqrt(sigma_w2 / len(a)), (UNITS, len(a)))
        z = weights @ a + rng.normal(0, np.sqrt(SIGMA_B2), (UNITS, 1))
        correlations.append(_cosine(z[:, 0], z[:, 1]))
        a = np.tanh(z)
        if layer in depths:
            readings[layer] = read(a[:, :2], a[:, 2:], learned)
    return np.array([readings[depth] for depth in depths]), np.array(correlations)


def reading(settings: Settings) -> Array:
    """What is read at these settings, shape (pixels, 2)."""
    depth = settings["depth"]
    depths = DEPTHS if depth in DEPTHS else (depth,)
    return np.asarray(passage(settings["sigma_w2"], depths)[0][depths.index(depth)])


@lru_cache(maxsize=64)
def theory(sigma_w2: float) -> Array:
    """The correlation after every layer by the mean-field maps, shape (DEEPEST + 1,)."""
    c = passage(sigma_w2, DEPTHS)[1][0]
    q, path = sigma_w2 + SIGMA_B2, [c]
    c = (sigma_w2 * c + SIGMA_B2) / q  # the first layer sees the inputs as they are
    for _ in range(DEEPEST):
        path.append(c)
        after = propagation.variance_map("tanh", q, sigma_w2, SIGMA_B2)
        c = float(propagation.correlation_map("tanh", c, q, sigma_w2, SIGMA_B2))
        q = after
    return np.array(path)


def phase(sigma_w2: float) -> tuple[int, float]:
    """The index of one of `PHASES`, and χ₁."""
    q = propagation.fixed_point("tanh", sigma_w2, SIGMA_B2)
    chi = propagation.chi_1("tanh", q, sigma_w2)
    return (1 if abs(chi - 1) < EDGE else 0 if chi < 1 else 2), chi


def told_apart(read_back: Array) -> float:
    """How much two readings differ, as a share of how much the drawings do."""
    first, second = images()[0].T
    return float(np.linalg.norm(np.subtract(*read_back.T)) / np.linalg.norm(first - second))


def likeness(read_back: Array) -> float:
    """The cosine between a reading and its drawing, both less the mean image: the lower of two."""
    drawings, learned = images()
    mean = learned.mean(axis=1)
    pairs = zip(read_back.T, drawings.T, strict=True)
    return min(_cosine(seen - mean, drawn - mean) for seen, drawn in pairs)


def scene(settings: Settings) -> Frame:
    """The drawings, what is read of them, and their correlation by layer."""
    sigma_w2 = settings["sigma_w2"]
    return {
        "drawings": images()[0].T,
        "readings": reading(settings).T,
        "theory": theory(sigma_w2),
        "network": passage(sigma_w2, DEPTHS)[1],
        "phase": np.array([phase(sigma_w2)[0]]),
        "depth": np.array([settings["depth"]]),
    }


def said(settings: Settings) -> dict[str, str]:
    """The phase, the correlation at the depth, and whether the drawings can be told apart there."""
    sigma_w2, depth = settings["sigma_w2"], settings["depth"]
    which, chi = phase(sigma_w2)
    seen = reading(settings)
    c = passage(sigma_w2, DEPTHS)[1][depth]
    apart, like = told_apart(seen), likeness(seen)
    told = f"{like:.2f}".replace("-", "−")
    if apart < MERGED:
        differs = f"{100 * apart:.0f}\N{NO-BREAK SPACE}%"
        becomes = f"They have merged: the guesses differ by {differs} of what the drawings do."
    elif like < READ:
        becomes = f"They are scrambled: a guess has a likeness of {told} with its drawing."
    else:
        becomes = (
            f"They can be told apart: each guess has a likeness of {told} or more with its drawing."
        )
    words = ("Order", "The edge of chaos", "Chaos")[which]
    return {
        "verdict": f"{words}: a layer multiplies the square of a small difference by {chi:.2f}. "
        f"After {depth} layer{'s' * (depth != 1)} the two drawings have a correlation of {c:.3f}. "
        f"{becomes}",
        "correlation": f"{c:.3f}",
    }


DEMO = Demo(
    title="Two drawings through order and chaos",
    parameters=PARAMETERS,
    steps=(
        Step(
            "Choose the size of the weights, then go deeper",
            ("sigma_w2", "depth"),
            views=("pictures", "correlation"),
            legends={
                "pictures": "Above: what goes into a tanh network of 500 units a layer. Below: "
                "each drawing guessed back from the layer’s activations by a linear fit. Merged: "
                f"the guesses differ by less than {100 * MERGED:.0f} % of what the drawings do. "
                f"Scrambled: a guess has a likeness (a cosine) below {READ} with its drawing.",
                "correlation": "The correlation of the two. Line: theory. Dots: this network. "
                "Single networks of 500 units scatter around the line, by about 0.06 at the edge "
                "and 0.1 in chaos.",
            },
        ),
    ),
    recording=Recording(
        frames=(0,),
        bits={"drawings": 8, "readings": 6, "theory": 8, "network": 8, "phase": 8, "depth": 8},
    ),
    scene=scene,
    constants={"side": SIDE, "fates": [FADES.name, KEPT.name, EXPLODES.name]},
    words=Words(labels={"verdict": "What can be told apart"}, say=said),
    axes=(Axis({}, grid={"sigma_w2": WEIGHTS, "depth": DEPTHS}),),
    presets=(
        Preset("Order", {"sigma_w2": 1.0}, "Two drawings become one."),
        Preset("The edge", {}, "They can be told apart after forty layers."),
        Preset("Chaos", {"sigma_w2": 4}, "What is guessed is not what went in."),
    ),
)
