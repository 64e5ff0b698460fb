"""The derivation of the variance, line by line: what each line assumes, and what it is worth.

What it lets a reader discover: as assumed both sides of every line agree; break an assumption, and
the sides part, by much where inputs are not centred or both weights and inputs are tied, and not at
all where the inputs are of different size.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np

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
from initdocs.demos._words import per_cent

DRAWS, INPUTS = 20_000, 50
#: the deviations of weights and inputs; the first line's z begins at a tenth
WEIGHT, INPUT, SMALL = 0.1, 0.5, 0.1
#: those of X and Y: of opposite sign, so that a correlation makes their product vary less
MEANS = 2, -1
#: sides that differ by no more than so many standard errors, or by so small a part, agree
ERRORS, PART = 4, 0.02
#: a ratio from here on is told to a tenth, a smaller one to a hundredth
LONG = 10
#: per cent from which on it is worth a word that they do
HARD = 50


class Sides(NamedTuple):
    """Both sides of a line, and the standard error of their difference."""

    left: float
    right: float
    error: float


class Line(NamedTuple):
    """A line of the derivation: its sides in letters, what it assumes, and the two sides."""

    left: str
    sign: str
    right: str
    assumes: str
    broken: Callable[[float], str]
    sides: Callable[[float], Sides]


def _compared(left: Array, right: Array | float) -> Sides:
    """The variance of a sample, against that of another (of the same draws) or a number."""
    a = (left - left.mean()) ** 2
    b = (right - np.mean(right)) ** 2 if np.ndim(right) else np.full(1, right)
    return Sides(float(a.mean()), float(b.mean()), float((a - b).std() / np.sqrt(a.size)))


def _draws() -> tuple[np.random.Generator, Array, Array]:
    rng = np.random.default_rng(0)
    w = rng.normal(0, WEIGHT, (DRAWS, INPUTS))
    return rng, w, rng.normal(0, INPUT, (DRAWS, INPUTS))


def _linear(b: float) -> Sides:
    z = np.random.default_rng(0).normal(0, SMALL + (1 - SMALL) * b, DRAWS)
    return _compared(np.tanh(z), z)


def _bias(b: float) -> Sides:
    rng, w, a = _draws()
    z = (w * a).sum(axis=1)
    return _compared(z + rng.normal(0, 0.5 * b, DRAWS), z)


def _tied(b: float) -> Sides:
    """Any two weights of a unit have the correlation b, and any two inputs."""
    rng, w, a = _draws()
    shared = rng.standard_normal((2, DRAWS, 1))
    products = np.prod(
        [np.sqrt(b) * size * one + np.sqrt(1 - b) * x
         for x, size, one in zip((w, a), (WEIGHT, INPUT), shared, strict=True)], axis=0
    )  # fmt: skip
    return _compared(products.sum(axis=1), float(products.var(axis=0).sum()))


def _product(b: float) -> Sides:
    rng = np.random.default_rng(0)
    u, v = rng.standard_normal((2, DRAWS))
    x, y = MEANS[0] + 0.5 * u, MEANS[1] + 0.8 * (b * u + np.sqrt(1 - b * b) * v)
    return _compared(x * y, MEANS[0] ** 2 * 0.8**2 + 0.5**2 * MEANS[1] ** 2 + 0.5**2 * 0.8**2)


def _centred(b: float) -> Sides:
    _, w, a = _draws()
    return _compared(
        (w * (a + INPUT * b)).sum(axis=1), float((w.var(axis=0) * a.var(axis=0)).sum())
    )


def _alike(b: float) -> Sides:
    _, w, a = _draws()
    a *= np.linspace(1 - b, 1 + b, INPUTS)
    return _compared((w * a).sum(axis=1), INPUTS * WEIGHT**2 * float((a**2).mean()))


LINES = (
    Line("Var(tanh z)", "≈", "Var(z)", "z is small",
         lambda b: f"z has a standard deviation of {SMALL + (1 - SMALL) * b:.2g}", _linear),
    Line("Var(z)", "=", "Var(Σ w a)", "the bias is zero",
         lambda b: f"the bias is random, of standard deviation {0.5 * b:.2g}", _bias),
    Line("Var(Σ w a)", "=", "Σ Var(w a)", "the products are uncorrelated",
         lambda b: f"two weights of a unit have the correlation {b:.2g}, and so have "
         "two inputs", _tied),
    Line("Var(X Y)", "=", "its three terms", "X and Y are independent",
         lambda b: f"X of mean {MEANS[0]} and Y of mean {MEANS[1]:.0f} have the correlation {b:.2g}"
         .replace("-", "−"), _product),
    Line("Σ Var(w a)", "=", "Σ Var(w) Var(a)", "inputs are centred",
         lambda b: f"inputs of standard deviation {INPUT} have the mean {INPUT * b:.2g}",
         _centred),
    Line("Σ Var(w) Var(a)", "=", "n Var(W) Var(a)",
         "weights are alike and inputs are alike",
         lambda b: f"inputs are up to {per_cent(b)} smaller and larger", _alike),
)  # fmt: skip
NUMBERS = tuple(range(1, len(LINES) + 1))
BREAKS = tuple(range(0, 101, 10))

PARAMETERS = (
    Number("line", "Line", 1, low=1, high=len(LINES), whole=True, slides=NUMBERS),
    Number("broken", "Assumption broken by", 50, low=0, high=100, whole=True, slides=BREAKS,
           help="In per cent"),
)  # fmt: skip


@lru_cache(maxsize=128)
def measured(line: int, broken: int) -> Sides:
    """Both sides of a line, its assumption broken by so many per cent."""
    return LINES[line - 1].sides(broken / 100)


def times(sides: Sides) -> str:
    """The left side over the right one, in the digits of the picture."""
    ratio = sides.left / sides.right
    return f"{ratio:.2f}" if ratio < LONG else f"{ratio:.1f}"


def agree(sides: Sides) -> bool:
    """Whether the sides differ by chance alone, or by next to nothing."""
    gap = abs(sides.left - sides.right)
    return gap < max(ERRORS * sides.error, PART * sides.right)


def texts(settings: Settings) -> dict[str, str]:
    """The assumption, what has become of it, and how the two sides compare."""
    number, broken = settings["line"], settings["broken"]
    line, sides = LINES[number - 1], measured(number, broken)
    ratio = times(sides)
    so = f"part: the left one is {ratio} times the right one"
    if agree(sides):
        near = abs(sides.left / sides.right - 1) < PART
        so = "agree" if near else f"agree, as far as {DRAWS:,} draws can tell: {ratio} is chance"
    harm = " It does no harm." if broken >= HARD and agree(sides) else ""
    here = line.broken(broken / 100) if broken else "all is as assumed"
    but = f", but here {here}" if broken else ""
    return {
        "assumes": line.assumes,
        "here": here,
        "left_side": line.left,
        "compared": "agrees with" if agree(sides) else f"is {ratio} times",
        "right_side": line.right,
        "verdict": f"Line {number} assumes that {line.assumes}{but}. The sides {so}.{harm}",
    }


def scene(settings: Settings) -> Frame:
    """The left side of the line over its right one, with the standard error of that.

    Beside them whether the sides agree, and which line it is: of the others nothing is told, so
    that the one that does no harm is still to be found.
    """
    sides = measured(settings["line"], settings["broken"])
    return {
        "ratio": np.array([float(times(sides))]),
        "agree": np.array([agree(sides)]),
        "error": np.array([sides.error / sides.right]),
        "line": np.array([settings["line"] - 1]),
    }


DEMO = Demo(
    title="The derivation, a line at a time, and what it assumes",
    parameters=PARAMETERS,
    steps=(
        Step(
            "Choose a line, and break its assumption",
            ("line", "broken"),
            views=("chain", "bars"),
            legends={
                "chain": "Lines 1 to 6 of the derivation; at the end of the chosen one, the left "
                "side over the right one. X and Y are any two random numbers.",
                "bars": "Measured over 20,000 draws, the right side as the unit; the mark, two "
                "standard errors to each side.",
            },
        ),
    ),
    recording=Recording(frames=(0,), bits={"ratio": 16, "agree": 1, "error": 12, "line": 3}),
    scene=scene,
    parts=("left", "right"),
    constants={"lines": [(line.left, line.sign, line.right) for line in LINES], "long": LONG},
    words=Words(labels={"verdict": "What you see"}, say=texts),
    axes=(Axis({}, grid={"line": NUMBERS, "broken": BREAKS}),),
    presets=(
        Preset(
            "z not small", {"line": 1, "broken": 100}, "More than half of the variance is lost."
        ),
        Preset("A random bias", {"line": 2, "broken": 60}, "It adds its own variance."),
        Preset("Tied weights and inputs", {"line": 3, "broken": 100}, "Fifty times too much."),
        Preset(
            "Inputs off centre", {"line": 5, "broken": 100}, "The left side is twice the right."
        ),
        Preset("Uneven inputs", {"line": 6, "broken": 100}, "The sides still agree: no harm."),
    ),
)
