"""A hundred thousand draws of a truncated normal in bfloat16, float16 or float32.

What it lets a reader discover: a draw in float32 that is rounded keeps its law, and a draw that is
made of the few random bits of its format does not: the lowest of its values is −∞, which lands on
the bound, and a bound that is far away makes nearly all of the variance. What rounding does lose
are numbers too small for float16.
"""

from functools import lru_cache

import numpy as np

from initdocs.activations import erfc
from initdocs.colours import EXPLODES, INK, KEPT, ZERO
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
from initdocs.demos._words import number, per_cent
from initdocs.precision import FORMATS, normal_quantile, rounded

COUNT = 100_000
#: of the histogram, in standard deviations: the smallest number of float16 is 6 of 1e-8
REACH, BINS = 6.0, 80
POWERS = tuple(-8 + 0.5 * i for i in range(17))
WAYS = {"own": "with its own bits", "cast": "in float32, then rounded"}
LIMITS = {"two": "truncated at ±2", "sigma": "at ±2 std"}
#: the power of ten that stands for none, below a single draw
NONE = -0.3

PARAMETERS = (
    Choice("form", "Format", "bfloat16", options={f: f for f in ("bfloat16", "float16", "float32")},
           look="toggle"),
    Choice("way", "Drawn", "own", options=WAYS, look="toggle"),
    Choice("limits", "Truncated at", "two", look="toggle",
           options=LIMITS),
    Number("power", "std, power of 10", -2.0, low=POWERS[0], high=POWERS[-1],
           step=0.5, slides=POWERS),
)  # fmt: skip


@lru_cache(maxsize=64)
def standard(form: str, way: str, tail: float) -> Array:
    """COUNT draws of N(0, 1) whose two tails of the probability `tail` are cut off.

    By the inverse of the distribution function: of a uniform number of double precision, or of one
    that has as many random bits as the format has digits, and is rounded to it.
    """
    rng = np.random.default_rng(0)
    if way == "cast":
        p = tail + (1 - 2 * tail) * rng.random(COUNT)
    else:
        digits = FORMATS[form].digits
        bits = rng.integers(0, 2**digits, COUNT, np.int64)
        low = float(rounded(2 * tail - 1, form))
        p = (1 + rounded(low - 2 * low * bits / 2**digits, form).astype(float)) / 2
    return normal_quantile(p)


@lru_cache(maxsize=256)
def drawn(form: str, way: str, limits: str, power: float) -> tuple[Array, float]:
    """The draws in the format, and their bound."""
    std = 10.0**power
    wide = 2 / std if limits == "two" else 2.0
    tail = float(erfc(wide / np.sqrt(2)) / 2)
    # beyond nine deviations nothing is cut off
    draws = rounded(std * standard(form, way, tail if wide < 9 else 0.0), form).astype(float)
    bound = float(rounded(std * wide, form))
    return np.clip(draws, -bound, bound), bound


def wanted(limits: str, power: float) -> float:
    """The standard deviation of the truncated law: that of N(0, s²) less what is cut off."""
    std = 10.0**power
    wide = 2 / std if limits == "two" else 2.0
    density = np.exp(-(wide**2) / 2) / np.sqrt(2 * np.pi)
    return float(std * np.sqrt(1 - 2 * wide * density / (1 - erfc(wide / np.sqrt(2)))))


def scene(settings: Settings) -> Frame:
    """Powers of ten of the draws in each bin, by count and by the law; those at 0 and the bound.

    Neither what is exactly 0 nor what is at a bound stands in a bin.
    """
    draws, bound = drawn(*(settings[p.name] for p in PARAMETERS))
    std = 10.0 ** settings["power"]
    wide = 2 / std if settings["limits"] == "two" else 2.0
    edges = np.linspace(-REACH, REACH, BINS + 1)
    low, high, zero = draws == -bound, draws == bound, draws == 0
    bins = np.histogram(draws[~(low | high | zero)] / std, edges)[0]
    below = erfc(-np.clip(edges, -wide, wide) / np.sqrt(2)) / 2
    law = COUNT * np.diff(below) / (below[-1] - below[0])
    return {
        "bins": _power(bins),
        "law": _power(law),
        "special": np.array([low.sum(), zero.sum(), (high & ~zero).sum()]),
        "wide": np.array([min(wide, 2 * REACH)]),
    }


def _power(counts: Array) -> Array:
    return np.log10(np.maximum(counts, 10**NONE))


def texts(settings: Settings) -> dict[str, str]:
    """What was wanted, what came out, and what is to blame."""
    form, way, limits, power = (settings[p.name] for p in PARAMETERS)
    draws, bound = drawn(form, way, limits, power)
    mean, std, goal = float(draws.mean()), float(draws.std()), wanted(limits, power)
    at_bound, zero = int((np.abs(draws) == bound).sum()), int((draws == 0).sum())
    values = len(np.unique(draws))
    asked = _told(10.0**power)
    if goal < 0.99 * 10.0**power:
        asked += f", truncated: {_told(goal)}"
    said = f"Standard deviation wanted {asked}; drawn {_told(std)}, mean {_told(mean)}."
    square = float((draws**2).sum())
    part = at_bound * bound**2 / square if square else 0.0
    if zero == COUNT:
        said = (
            f"All {COUNT:,} draws are zero: the smallest number of {form} is {_told(_least(form))}."
        )
    elif limits == "two" and bound > 4 * goal and at_bound:
        said += (
            f" {at_bound:,} of {COUNT:,} stand at the bound −2"
            f" and make {per_cent(part)} of the mean square."
        )
        if 0 < zero < COUNT / 100:
            said += f" {zero:,} are 0, one of the {2 ** FORMATS[form].digits:,} values."
    elif zero > COUNT / 100:
        said += f" {zero:,} of {COUNT:,} are zero, and there are {values:,} different values."
    else:
        said += f" {values:,} different values."
    return {"verdict": said}


def _least(form: str) -> float:
    return FORMATS[form].least


def _told(value: float) -> str:
    """A number of three digits with a minus sign of its own."""
    size = abs(value)
    told = f"{size:.3g}" if size == 0 or 1e-3 <= size < 1e4 else number(size)
    return f"−{told}" if value < 0 else told


DEMO = Demo(
    title="A hundred thousand draws in few digits",
    parameters=PARAMETERS,
    steps=(
        Step(
            "Choose how the weights are drawn",
            ("form", "way", "limits", "power"),
            views=("draws",),
            legends={
                "draws": "{kept} Draws by size, in bins; {zero} those that are exactly zero; "
                "{explodes} those at a bound. {ink} What the law asks for."
            },
        ),
    ),
    recording=Recording(frames=(0,), bits={"bins": 8, "law": 8, "special": 24, "wide": 16}),
    scene=scene,
    parts=("bound", "zero"),
    constants={
        "reach": REACH,
        "none": NONE,
        "looks": {"bins": KEPT.name, "zero": ZERO.name, "bound": EXPLODES.name, "law": INK.name},
    },
    words=Words(labels={"verdict": "What you see"}, say=texts),
    axes=(Axis({}, grid={"form": FORMATS, "way": WAYS, "limits": LIMITS, "power": POWERS}),),
    presets=(
        Preset(
            "Its own eight bits",
            {},
            "It is 0.13: one draw of 256 lands on the bound, 200 deviations away.",
        ),
        Preset(
            "Rounded",
            {"way": "cast"},
            "Nothing that shows: rounded, it has the deviation that was asked for.",
        ),
        Preset(
            "Eleven bits",
            {"form": "float16"},
            "No: one draw of 2048 lands there, and makes most of the variance.",
        ),
        Preset(
            "A near bound",
            {"limits": "sigma"},
            "The deviation is right again: no bound is far away.",
        ),
        Preset(
            "Too small for float16",
            {"form": "float16", "way": "cast", "power": -8.0},
            "Rounded to float16 nearly all of so small a draw is zero.",
        ),
    ),
)
