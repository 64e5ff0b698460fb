"""LoRA's two factors: what the rank does to the first steps, and the width to the largest rate.

What it lets a reader discover: with gradient descent and the scale α/r a larger rank learns slower,
with α/√r it does not; with Adam it is α/r that makes all ranks alike, and α/√r that makes the
larger ones faster. With A random the largest stable rate of Adam falls as the root of the width,
with B random as the width itself, and at such small rates a random B stays as it was drawn.
"""

from functools import lru_cache

import numpy as np

from initdocs import colours
from initdocs.demos import (
    Array,
    Axis,
    Choice,
    Demo,
    Frame,
    Preset,
    Recording,
    Settings,
    Step,
    Words,
)

#: of the layer and of what it is to learn, whose entries have the deviation TARGET
OUTPUTS, EXAMPLES, TARGET = 8, 4, 0.25
#: of the first view: the ranks, the inputs of the layer, steps of training
RANKS, INPUTS, STEPS = (16, 64, 256, 1024), 1024, 60
#: learning rates of the first view, by optimizer
RATE = {"descent": 0.02, "adam": 0.0002}
#: of the second view: inputs of the layer, its rank, steps of Adam, and powers of ten of its rates
WIDTHS, RANK, LONG, SEEDS = (128, 512, 2048), 4, 100, 2
POWERS = tuple(-4 + i / 8 for i in range(25))
#: training is called stable while the cost is never this many times what it was
STABLE = 2.0

SCALES = {"rank": "scale α/r", "root": "α/√r"}
OPTIMIZERS = {"descent": "gradient descent", "adam": "Adam"}
SIDES = {"a": "A random, B = 0", "b": "B random, A = 0"}
PARAMETERS = (
    Choice("scale", "Scale of BA", "rank", options=SCALES, look="toggle"),
    Choice("optimizer", "Steps by", "descent", options=OPTIMIZERS, look="toggle"),
    Choice("side", "At the start", "a", options=SIDES, look="toggle"),
)


def factor(scale: str, rank: int) -> float:
    """What the product BA is multiplied by: α/r or α/√r, with α such that rank 16 has 1.

    >>> factor("rank", 64), factor("root", 64)
    (0.25, 0.5)
    """
    return RANKS[0] / rank if scale == "rank" else float(np.sqrt(RANKS[0] / rank))


def start(inputs: int, rank: int, side: str, seed: int) -> tuple[Array, Array, Array, Array]:
    """Examples x and what is missing, y, and both factors: A of variance 1/n or B of 1/r, else 0.

    Shapes (inputs, EXAMPLES), (OUTPUTS, EXAMPLES), (rank, inputs) and (OUTPUTS, rank).
    """
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((inputs, EXAMPLES), np.float32)
    y = np.float32(TARGET) * rng.standard_normal((OUTPUTS, EXAMPLES), np.float32)
    a, b = np.zeros((rank, inputs), np.float32), np.zeros((OUTPUTS, rank), np.float32)
    drawn, fan_in = (a, inputs) if side == "a" else (b, rank)
    drawn[...] = rng.standard_normal(drawn.shape, np.float32) / np.sqrt(np.float32(fan_in))
    return x, y, a, b


def adapt(
    drawn: tuple[Array, Array, Array, Array],
    scale: float,
    rate: float,
    optimizer: str,
    steps: int,
) -> tuple[Array, float]:
    """The cost before each step and after the last, and how far the first one goes.

    s·BAx learns what is missing of y, beside weights that are frozen. The cost, half the mean
    square of what is missing, is relative to that of B = 0; the length of the first step is that
    of s·BAx behind it, relative to y. Adam with β 0.9 and 0.999. A run ends with the cost ∞ as
    soon as it is not stable.
    """
    x, y, a, b = drawn
    factors = [a.copy(), b.copy()]
    means = [np.zeros_like(each) for each in factors]
    squares = [np.zeros_like(each) for each in factors]
    size = float((y**2).sum())
    costs, first = np.full(steps + 1, np.inf), 0.0
    for step in range(steps + 1):
        a, b = factors
        hidden = a @ x
        error = scale * (b @ hidden) - y
        cost = float((error**2).sum()) / size
        if not cost < STABLE:
            break
        costs[step] = cost
        if step == 1:
            first = float(np.sqrt(((error + y) ** 2).sum() / size))
        back = scale / EXAMPLES * error
        for i, gradient in enumerate(((b.T @ back) @ x.T, back @ hidden.T)):
            if optimizer == "descent":
                factors[i] = factors[i] - rate * gradient
                continue
            means[i] += 0.1 * (gradient - means[i])
            squares[i] += 0.001 * (gradient**2 - squares[i])
            spread = np.sqrt(squares[i] / (1 - 0.999 ** (step + 1))) + 1e-8
            factors[i] = factors[i] - rate / (1 - 0.9 ** (step + 1)) * means[i] / spread
    return costs, first


@lru_cache(maxsize=4)
def by_rank(scale: str, optimizer: str, seed: int = 0) -> tuple[Array, Array]:
    """The cost over the steps and the length of the first, shapes (ranks, STEPS + 1), (ranks,)."""
    runs = [
        adapt(
            start(INPUTS, rank, "a", seed), factor(scale, rank), RATE[optimizer], optimizer, STEPS
        )
        for rank in RANKS
    ]
    return np.array([costs for costs, _ in runs]), np.array([first for _, first in runs])


@lru_cache(maxsize=2)
def by_width(side: str) -> Array:
    """The cost after LONG steps of Adam by rate, a mean over seeds, shape (widths, rates).

    It is ∞ where one of the seeds is not stable.
    """
    found = np.zeros((len(WIDTHS), len(POWERS)))
    for i, width in enumerate(WIDTHS):
        for seed in range(SEEDS):
            drawn = start(width, RANK, side, seed)
            for j, power in enumerate(POWERS):
                if found[i, j] < np.inf:
                    found[i, j] += adapt(drawn, 1.0, 10.0**power, "adam", LONG)[0][-1] / SEEDS
    return found


def edges(side: str) -> Array:
    """The place of the largest rate of each width up to which all are stable, shape (widths,)."""
    return np.array([np.append(row, np.inf).argmax() - 1 for row in by_width(side)])


def scene(settings: Settings) -> Frame:
    """The costs by rank and step, and by width and rate as far as training is stable."""
    costs, _ = by_rank(settings["scale"], settings["optimizer"])
    stable = np.arange(len(POWERS)) <= edges(settings["side"])[:, None]
    return {"ranks": costs, "rates": np.where(stable, by_width(settings["side"]), np.nan)}


def said(settings: Settings) -> dict[str, str]:
    """What the rank does to the first step, and the width to the largest rate."""
    _, first = by_rank(settings["scale"], settings["optimizer"])
    ratio = float(first[0] / first[-1])
    few, many = RANKS[0], f"{RANKS[-1]:,}"
    spread = float(first.max() / first.min())
    if spread < 1.5:
        told = "about as large as"
        ranks = (
            f"The first steps of ranks {few} to {many} are alike within a factor {spread:.1f}: the "
            "rank hardly counts."
        )
    else:
        told = f"{max(ratio, 1 / ratio):.2g} times {'smaller' if ratio > 1 else 'larger'} than"
        speed = "slower" if ratio > 1 else "faster"
        ranks = (
            f"The first step of rank {many} is {told} that of rank {few}: the larger the "
            f"rank, the {speed}."
        )
    side = settings["side"]
    power = np.array(POWERS)[edges(side)]
    falls = f"{10 ** (power[0] - power[-1]):.2g} times"
    least = float(np.nanmin(scene(settings)["rates"][-1]))
    rates = (
        f"With {side.upper()} random a layer {WIDTHS[-1] // WIDTHS[0]} times as wide bears a rate "
        f"that is {falls} smaller. At the best of its stable rates width {WIDTHS[-1]:,} "
        + (f"keeps {100 * least:.0f} % of the cost." if least >= 0.01 else "learns all.")
    )
    return {"verdict": f"{ranks} {rates}", "first": told, "falls": falls}


DEMO = Demo(
    title="The two factors of LoRA: rank, scale and width",
    parameters=PARAMETERS,
    steps=(
        Step(
            "Choose the scale, the optimizer, and the side that is random",
            ("scale", "optimizer", "side"),
            views=("ranks", "rates"),
            legends={
                "ranks": "Scale and optimizer: the cost over the steps, from {step2} the smallest "
                "rank to {step5} the largest, at one learning rate and with A random.",
                "rates": f"Random side: the cost after {LONG} steps of Adam at rank {RANK}, from "
                "{step2} the narrowest layer to {step5} the widest. A line ends, in a dot, where "
                "the cost would double on the way.",
            },
        ),
    ),
    recording=Recording(frames=(0,), bits={"ranks": 10, "rates": 10}),
    scene=scene,
    constants={
        "ranks": RANKS,
        "widths": WIDTHS,
        "powers": [POWERS[0], POWERS[-1]],
        "shades": {
            "ranks": [shade.name for shade in colours.STEPS[1:]],
            "widths": [colours.STEPS[i].name for i in (1, 3, 4)],
        },
    },
    words=Words(labels={"verdict": "What you see"}, say=said),
    axes=(Axis({}, grid={"scale": SCALES, "optimizer": OPTIMIZERS, "side": SIDES}),),
    presets=(
        Preset("Divided by the rank", {}, "The larger the rank, the slower it learns."),
        Preset("Divided by the root", {"scale": "root"}, "All ranks learn alike."),
        Preset(
            "Adam, by the rank", {"optimizer": "adam"},
            "Adam divides the gradient by its size: now α/r makes all ranks alike.",
        ),
        Preset(
            "Adam, by the root", {"optimizer": "adam", "scale": "root"},
            "The larger the rank, the faster.",
        ),
        Preset(
            "The other side", {"side": "b"},
            "With B random the largest rate falls as one over the width, and B hardly moves.",
        ),
    ),
)  # fmt: skip
