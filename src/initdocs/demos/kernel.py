"""Networks of one hidden layer beside the law of infinitely wide ones, before and after training.

What it lets a reader discover: six fresh networks draw functions within the band of a Gaussian
process, and their tangent kernels come near one curve as they get wider. With an output of 1/√n
training leaves a wide network's kernel where it was, and the law tells what is learned. With an
output of 1/n the kernel moves as far at every width, and no width makes the law right.
"""

from functools import lru_cache
from itertools import pairwise

import numpy as np

from initdocs.colours import FORWARD, INK, KEPT
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
from initdocs.demos._words import share
from initdocs.kernel import Kernels, wide_kernels

#: networks that are drawn, and angles from −π to π
NETWORKS, POINTS = 6, 49
#: what is learned: outputs at angles
AT = np.array([-2.6, -1.4, -0.7, 0.3, 1.2, 2.4])
TARGETS = np.array([-1.0, 1.0, 0.5, -1.0, 1.0, -0.5])
#: the learning rate, for half the sum of squares
RATE = 0.1

SCALINGS = {"ntk": "1/√n: NTK", "mup": "1/n: μP"}
FACTORS = {"ntk": "1/√n", "mup": "1/n"}
WIDTHS = (10, 30, 100, 300, 1000)
STEPS = (0, 5, 50, 500)
PARAMETERS = (
    Choice("scaling", "Output", "ntk", options=SCALINGS, look="toggle"),
    Number("width", "Width n", 1000, low=4, high=1000, whole=True, step=1, slides=WIDTHS),
    Number("steps", "Training steps", 500, low=0, high=500, whole=True, step=1, slides=STEPS),
)  # fmt: skip


def inputs(angles: Array) -> Array:
    """Angles as (cos, sin, 1), scaled so that weights of variance 2/3 give a variance of 1."""
    return np.asarray(np.sqrt(0.75) * np.array([np.cos(angles), np.sin(angles), angles * 0 + 1]))


GRID = np.linspace(-np.pi, np.pi, POINTS)
PLACES = inputs(np.concatenate([GRID, AT]))
X = PLACES[:, POINTS:]


@lru_cache(maxsize=1)
def limit() -> Kernels:
    """Both kernels of infinite width at GRID and AT, one after the other."""
    return wide_kernels("relu", PLACES, 2, 2.0)


def fresh(width: int) -> tuple[Array, Array]:
    """All weights normal of variance 1: (NETWORKS, width, 3) and (NETWORKS, width)."""
    rng = np.random.default_rng(0)
    return rng.standard_normal((NETWORKS, width, 3)), rng.standard_normal((NETWORKS, width))


def factor(scaling: str, width: int) -> float:
    """What the output is multiplied by beyond 1/√n: 1, or 1/√n again."""
    return 1.0 if scaling == "ntk" else width**-0.5


def outputs(w: Array, v: Array, x: Array) -> Array:
    """√(2/n) v·ReLU(√(2/3) W x), (NETWORKS, m), before the factor."""
    h = np.maximum(np.sqrt(2 / 3) * w @ x, 0)
    return np.asarray(np.sqrt(2 / v.shape[1]) * (v[:, None] @ h)[:, 0])


def gradients(w: Array, v: Array, x: Array, of: Array) -> tuple[Array, Array]:
    """Those of Σ of · outputs, by w and by v, for `of` of shape (NETWORKS, m)."""
    z = np.sqrt(2 / 3) * w @ x
    scale = np.sqrt(2 / v.shape[1])
    back = scale * np.sqrt(2 / 3) * v[..., None] * (z > 0) * of[:, None]
    return back @ x.T, scale * (np.maximum(z, 0) @ of[..., None])[..., 0]


def kernels(w: Array, v: Array, x: Array, y: Array) -> Array:
    """Products of the output's gradients at any two of x and y, (NETWORKS, m, k)."""
    z, u = np.sqrt(2 / 3) * w @ x, np.sqrt(2 / 3) * w @ y
    on = (v[..., None] * (z > 0)).swapaxes(1, 2) @ (v[..., None] * (u > 0))
    both = np.maximum(z, 0).swapaxes(1, 2) @ np.maximum(u, 0)
    return np.asarray(2 / v.shape[1] * (both + 2 / 3 * (x.T @ y) * on))


@lru_cache(maxsize=16)
def trained(scaling: str, width: int) -> dict[int, tuple[Array, Array]]:
    """The weights after each of STEPS."""
    w, v = fresh(width)
    kept, a = {0: (w.copy(), v.copy())}, factor(scaling, width)
    for before, after in pairwise(STEPS):
        for _ in range(after - before):
            _descend(w, v, a)
        kept[after] = w.copy(), v.copy()
    return kept


def _descend(w: Array, v: Array, a: float) -> None:
    """One step on Σ (a f − y)²/2, the rate over a², so that a function moves as far at any a."""
    by_w, by_v = gradients(w, v, X, a * outputs(w, v, X) - TARGETS)
    w -= RATE / a * by_w
    v -= RATE / a * by_v


def after(scaling: str, width: int, steps: int) -> tuple[Array, Array]:
    """The weights after any number of steps, from what is kept before it."""
    kept = trained(scaling, width)
    start = max(s for s in kept if s <= steps)
    w, v = (part.copy() for part in kept[start])
    for _ in range(steps - start):
        _descend(w, v, factor(scaling, width))
    return w, v


def law(scaling: str, width: int, steps: int) -> tuple[Array, Array]:
    """Mean and deviation over draws, at GRID, if the kernel were the limit and stayed.

    With A = Θ(x, X) Θ⁻¹ (1 − (1 − ηΘ)ᵗ): the mean is A y, and what is left of the draw is
    f₀(x) − A f₀(X).
    """
    nngp, ntk = limit()
    theta = ntk[POINTS:, POINTS:]
    left = np.linalg.matrix_power(np.eye(len(AT)) - RATE * theta, steps)
    a = ntk[:POINTS, POINTS:] @ np.linalg.solve(theta, np.eye(len(AT)) - left)
    rest = np.concatenate([np.eye(POINTS), -a], axis=1)
    variance = np.einsum("ij,jk,ik->i", rest, nngp, rest)
    return a @ TARGETS, factor(scaling, width) * np.sqrt(np.maximum(variance, 0))


def told(scaling: str, width: int, steps: int) -> tuple[float, float, float, float]:
    """How far kernels start from the limit and move, and curves are from the mean, and should be.

    The first two as shares of the norm of the kernel at AT, the others as root mean squares.
    """
    w, v = after(scaling, width, steps)
    start, now = kernels(*fresh(width), X, X), kernels(w, v, X, X)
    theta = limit().ntk[POINTS:, POINTS:]
    sizes = np.linalg.norm(start, axis=(1, 2))
    apart = np.linalg.norm(start - theta, axis=(1, 2)).mean() / np.linalg.norm(theta)
    moved = (np.linalg.norm(now - start, axis=(1, 2)) / sizes).mean()
    mean, deviation = law(scaling, width, steps)
    curves = factor(scaling, width) * outputs(w, v, PLACES[:, :POINTS])
    off = np.sqrt(((curves - mean) ** 2).mean())
    return float(apart), float(moved), float(off), float(np.sqrt((deviation**2).mean()))


def scene(settings: Settings) -> Frame:
    """Curves of the networks and their law, and kernels with the angle 0 beside their limit."""
    chosen = tuple(settings[p.name] for p in PARAMETERS)
    w, v = after(*chosen)
    return {
        "curves": factor(*chosen[:2]) * outputs(w, v, PLACES[:, :POINTS]),
        "law": np.array(law(*chosen)),
        "kernels": kernels(w, v, PLACES[:, :POINTS], inputs(np.zeros(1)))[..., 0],
        "limit": limit().ntk[:POINTS, POINTS // 2],
    }


def texts(settings: Settings) -> dict[str, str]:
    """How far the kernels are from their limit and have moved, and what the law says of curves."""
    scaling, width, steps = (settings[p.name] for p in PARAMETERS)
    apart, moved, off, meant = told(scaling, width, steps)
    begun = (
        f"At the start the kernels of six networks of width {width} are "
        f"{share(apart)} from that of infinite width"
    )
    ran = "one step moves" if steps == 1 else f"{steps} steps move"
    then = f"{ran} them by {share(moved)}" if steps else "nothing has moved them"
    return {
        "verdict": f"{begun}; {then}. The curves are {off:.2f} from the law’s mean, where the "
        f"law says {meant:.2f}.",
        "apart": share(apart),
        "moved": share(moved),
        "off": f"{off:.2f}",
        "meant": f"{meant:.2f}",
        "factor": FACTORS[scaling],
    }


DEMO = Demo(
    title="Six networks, and the law of infinitely wide ones",
    parameters=PARAMETERS,
    steps=(
        Step(
            "Choose a width, and train",
            ("scaling", "width", "steps"),
            views=("functions", "kernel"),
            legends={
                "functions": "{forward} What six networks of one hidden layer draw, each from its "
                "own start. {ink} Dashed: the mean of infinitely wide ones, by the law, and two "
                "standard deviations to both sides. {kept} Dots: what is learned.",
                "kernel": "{forward} The tangent kernel of each of the six now, of any angle with "
                "the angle 0. {ink} Dashed: that of infinite width.",
            },
        ),
    ),
    recording=Recording(frames=(0,), bits={"curves": 7, "law": 7, "kernels": 7, "limit": 8}),
    scene=scene,
    constants={
        "at": AT.tolist(),
        "targets": TARGETS.tolist(),
        "looks": {"network": FORWARD.name, "law": INK.name, "data": KEPT.name},
    },
    words=Words(labels={"verdict": "What you see"}, say=texts),
    axes=(Axis({"scaling": SCALINGS}, grid={"steps": STEPS, "width": WIDTHS}),),
    presets=(
        Preset("Fresh", {"steps": 0}, "Fresh networks stay within the band nearly everywhere."),
        Preset("Wide", {}, "Width 1,000: they learn what the law says, and the kernel stays."),
        Preset("Narrow", {"width": 10}, "Width 10: each kernel is its own, and moves."),
        Preset(
            "Wide, divided by n",
            {"scaling": "mup"},
            "As wide, with μP’s factor: the kernel moves, and the curves leave the law.",
        ),
        Preset(
            "Narrow, divided by n",
            {"scaling": "mup", "width": 10},
            "Less like its limit at the start, and it moves about as far.",
        ),
    ),
)
