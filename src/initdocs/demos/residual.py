"""A residual stack: how the mean square grows block by block, whatever the depth.

The discovery: with a factor of 1 the signal doubles in every block, and the deeper the network the
more comes out; with one over the square root of the depth it comes out about e times as large at
any depth. Branches that end in ReLU line up, and take one over the depth; behind batch
normalization each block adds the same, whatever came before. The shares say whose signal it is: at
a factor of 1 that of the last few blocks, at one over the root every block's and the input's too.
"""

from functools import lru_cache

import numpy as np

from initdocs import colours
from initdocs.colours import EXPLODES, FORWARD, KEPT
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
from initdocs.demos._words import share, times

UNITS, BATCH, DEEPEST = 100, 64, 100
#: what has grown by more than this has exploded
EXPLODED = 100.0
BLOCKS = (1, 2, 5, 10, 25, 50, 100)
FACTORS = {"one": "α = 1", "root": "α = 1/√L", "depth": "α = 1/L"}
#: equal parts of the stack, whose shares are drawn
PARTS = 5
BRANCHES = {"linear": "a linear layer", "relu": "ReLU", "normalized": "linear, batch norm before"}

PARAMETERS = (
    Number("blocks", "Blocks L", 25, low=1, high=DEEPEST, whole=True, step=1, slides=BLOCKS),
    Choice("factor", "Factor α", "one", options=FACTORS, look="toggle"),
    Choice("branch", "A branch ends in", "linear", options=BRANCHES),
)
STEPS = (
    Step(
        "Add blocks: each adds α times its branch",
        ("blocks", "factor", "branch"),
        views=("growth", "shares"),
        legends={
            "growth": "The mean square after each block, relative to the input’s. Line: theory, "
            "for wide networks. Dots: one network of 100 units.",
            "shares": "Who makes the mean square after each block, in theory: {forward} the "
            "input, above it what the blocks added, a fifth of them a colour: {step1} the first, "
            "{step5} the last.",
        },
    ),
)


def alpha_of(settings: Settings) -> float:
    """The factor α at these settings."""
    blocks = settings["blocks"]
    factors = {"one": 1.0, "root": float(blocks**-0.5), "depth": float(1 / blocks)}
    return factors[settings["factor"]]


@lru_cache(maxsize=256)
def stack(branch: str, alpha: float, blocks: int) -> Array:
    """Mean squares behind each block of one network, the input's 1 first.

    Without normalization a branch keeps the mean square of what it is given.
    """
    rng = np.random.default_rng(0)
    x = rng.standard_normal((UNITS, BATCH))
    x /= np.sqrt((x**2).mean())
    sizes = [1.0]
    for _ in range(blocks):
        into, out = (rng.normal(0, np.sqrt(s / UNITS), (UNITS, UNITS)) for s in (2, 1))
        given = x
        if branch == "normalized":
            spread = np.maximum(x.std(axis=1, keepdims=True), 1e-12)
            given = (x - x.mean(axis=1, keepdims=True)) / spread
        added = alpha * out @ np.maximum(into @ given, 0)
        if branch == "relu":
            added = np.sqrt(2) * np.maximum(added, 0)
        x = x + added
        sizes.append(float((x**2).mean()))
    return np.array(sizes)


def theory(branch: str, alpha: float, blocks: int) -> Array:
    """The mean square behind each block in the limit of wide networks, shape (blocks + 1,).

    A ReLU of a normal number of variance q, scaled so that it keeps q, has the mean √(q/π): the
    means add from block to block, and twice their product with what a branch adds comes on top.
    """
    mean, q, path = 0.0, 1.0, [1.0]
    for _ in range(blocks):
        if branch == "normalized":
            q += alpha**2
        elif branch == "linear":
            q *= 1 + alpha**2
        else:
            added = alpha * np.sqrt(q / np.pi)
            q, mean = (1 + alpha**2) * q + 2 * mean * added, mean + added
        path.append(q)
    return np.array(path)


def _here(settings: Settings) -> tuple[str, float, int]:
    return settings["branch"], alpha_of(settings), settings["blocks"]


def scene(settings: Settings) -> Frame:
    """Powers of ten of the mean square behind each block, up to the deepest there is.

    Behind the last block both stay what they are there, so that all frames have one shape.
    """
    here = _here(settings)
    rest = (0, DEEPEST - settings["blocks"])
    sizes = stack(*here)
    return {
        "theory": np.pad(np.log10(theory(*here)), rest, mode="edge"),
        "network": np.pad(np.log10(sizes), rest, mode="edge"),
        "blocks": np.array([settings["blocks"]]),
        "fate": np.array([int(sizes[-1] > EXPLODED)]),
    }


def said(settings: Settings) -> dict[str, str]:
    """How far the signal has grown, and what is left of the input in it."""
    here = _here(settings)
    grown, path, blocks = times(stack(*here)[-1]), theory(*here), settings["blocks"]
    left = 1 / path[-1]
    rest = share(left) if left >= 0.01 else f"one part in {times(1 / left).removesuffix(' times')}"
    behind = f"After {blocks} block{'s' * (blocks > 1)}"
    return {
        "verdict": f"{behind} the mean square is {grown} the input’s (theory, a mean over "
        f"networks: {times(path[-1])}). In theory {rest} of it is the input’s, and "
        f"{share(1 - path[-2] / path[-1])} what the last block added.",
        "factor": FACTORS[settings["factor"]],
        "grown": grown,
        "left": rest,
    }


DEMO = Demo(
    title="Residual stack: how the signal grows",
    parameters=PARAMETERS,
    steps=STEPS,
    recording=Recording(
        frames=(0,), bits={"theory": 12, "network": 12, "blocks": 8, "fate": 8}
    ),
    scene=scene,
    constants={
        "fates": [KEPT.name, EXPLODES.name],
        "shades": [FORWARD.name, *(shade.name for shade in colours.STEPS)],
    },
    words=Words(labels={"verdict": "What it means"}, say=said),
    axes=(Axis({}, grid={"branch": BRANCHES, "factor": FACTORS, "blocks": BLOCKS}),),
    presets=(
        Preset("It doubles", {"blocks": 100}, "Every block doubles the mean square."),
        Preset(
            "Depth drops out",
            {"factor": "root", "blocks": 100},
            "About e times, and so at any depth.",
        ),
        Preset(
            "ReLU lines up",
            {"factor": "root", "blocks": 100, "branch": "relu"},
            "The means add: one over the root is not enough.",
        ),
    ),
)  # fmt: skip
