"""The residual stack: what each block adds to the signal, and what is left of the input.

The discovery: with a factor of 1 the last block is half of all there is, and nothing of the input
is left to see; with one over the square root of the depth the input keeps more than a third, and
each block adds about as much as any other. Branches that end in ReLU add up to more than the sum
of their parts; behind batch normalization each block adds the same, whatever came before.
"""

from functools import lru_cache

import numpy as np

from initdocs import colours
from initdocs.colours import EXPLODES, KEPT
from initdocs.demos import (
    Array,
    Axis,
    Choice,
    Demo,
    Frame,
    Number,
    Recording,
    Settings,
    Step,
    Words,
)
from initdocs.demos._words import share, times
from initdocs.propagation import residual_growth

#: one over its square root and one over it are round: 0.2 and 0.04
BLOCKS = 25
UNITS, BATCH = 100, 64
#: what additions of so many units have together by chance, of all
CHANCE = 0.2
FACTORS = tuple(round(0.02 * i, 2) for i in range(61))
BRANCHES = {"linear": "a linear layer", "relu": "ReLU", "normalized": "linear, batch norm before"}

#: parts that are drawn alike, from the bottom: the input, and five blocks each
BANDS = {KEPT: (0, 0)} | {c: (5 * i + 1, 5 * i + 5) for i, c in enumerate(colours.STEPS)}

PARAMETERS = (
    Number("alpha", "Factor α", 1.0, low=FACTORS[0], high=FACTORS[-1], step=0.02, slides=FACTORS),
    Choice("branch", "A branch ends in", "linear", options=BRANCHES),
)
STEPS = (
    Step(
        "Drag the factor: every block adds α times its branch",
        ("alpha", "branch"),
        views=("stack",),
        legends={
            "stack": "A bar a block: {kept} what came in, {step2} {step4} what each block has "
            "added, {explodes} what they have together and none has alone."
        },
    ),
)


@lru_cache(maxsize=256)
def stack(branch: str, alpha: float) -> tuple[Array, Array]:
    """Mean squares in a network of 25 blocks: of what came in and of each addition, and of x.

    Both of shape (26,): the parts α f(x) by block after the input's 1, and x behind each block.
    Without normalization a branch keeps the mean square of what it is given.
    """
    rng = np.random.default_rng(0)
    x = rng.standard_normal((UNITS, BATCH))
    x /= np.sqrt((x**2).mean())
    parts, sizes = [1.0], [1.0]
    for _ in range(BLOCKS):
        into, out = (rng.normal(0, np.sqrt(s / UNITS), (UNITS, UNITS)) for s in (2, 1))
        given = x
        if branch == "normalized":
            spread = np.maximum(x.std(axis=1, keepdims=True), 1e-12)
            given = (x - x.mean(axis=1, keepdims=True)) / spread
        added = alpha * out @ np.maximum(into @ given, 0)
        if branch == "relu":
            added = np.sqrt(2) * np.maximum(added, 0)
        x = x + added
        parts.append(float((added**2).mean()))
        sizes.append(float((x**2).mean()))
    return np.array(parts), np.array(sizes)


def scene(settings: Settings) -> Frame:
    """The parts and the sizes as shares of the last size, and that size over the input's."""
    parts, sizes = stack(settings["branch"], settings["alpha"])
    return {"parts": parts / sizes[-1], "sizes": sizes / sizes[-1], "growth": sizes[-1:]}


def verdict(settings: Settings) -> dict[str, str]:
    """How far the signal has grown, and what has made it."""
    branch, alpha = settings["branch"], settings["alpha"]
    parts, sizes = stack(branch, alpha)
    end = sizes[-1]
    said = [f"Behind {BLOCKS} blocks the mean square is {times(end)} the input’s"]
    if branch == "linear":
        said[0] += f" (theory: {times(residual_growth(np.full(BLOCKS, alpha)))})"
    together = 1 - parts.sum() / end
    said.append(f" Of it the input makes {share(1 / end)}, the last block {share(parts[-1] / end)}")
    if branch == "relu" and together > CHANCE:
        said.append(f" {share(together)} is no block’s own: what the branches add lines up")
    return {"verdict": ".".join([*said, ""]), "grown": times(end), "left": share(1 / end)}


DEMO = Demo(
    title="Residual stack: what each block adds",
    parameters=PARAMETERS,
    steps=STEPS,
    recording=Recording(
        frames=(0,), bits={"growth": 24, "parts": 12, "sizes": 12}, log=("growth",)
    ),
    scene=scene,
    constants={
        "bands": [(c.name, *ends) for c, ends in BANDS.items()],
        "together": EXPLODES.name,
        "chance": CHANCE,
    },
    words=Words(labels={"verdict": "What it means"}, say=verdict),
    axes=(Axis({}, grid={"branch": BRANCHES, "alpha": FACTORS}),),
)
