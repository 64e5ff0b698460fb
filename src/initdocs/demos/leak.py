"""What survives an activation: a bell curve of signals, and the share that it lets through.

What it lets a reader discover: ReLU keeps half of the second moment, a slope s keeps (1 + s²)/2 of
it, and the law divides by what is kept: 2/n at slope 0, 1/n at slope 1. Of the curved activations
a smaller signal sees another share, so that no factor makes up for it at every size.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from initdocs import activations
from initdocs.activations import Function, leaky_relu
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
from initdocs.demos._words import per_cent

SLOPES = tuple(round(0.02 * i, 2) for i in range(51))
REACH = 4.0
POINTS = 161
#: a signal so many times as large is asked for too
SMALL = 0.1
#: the name of each activation, and n Var(W) in the page's table: where none, what it asks for
NAMED: dict[str, tuple[str, float | None]] = {
    "leaky": ("(leaky) ReLU, PReLU", None),
    "gelu": ("GELU", 2),
    "silu": ("SiLU", 2),
    "elu": ("ELU", None),
    "selu": ("SELU", 1),
    "tanh": ("tanh", 1),
    "softsign": ("softsign", 1),
}
#: why the table takes another variance than this signal asks for
SMALLER = (
    " The table takes 1/n all the same: in a deep network the signal becomes small, "
    "and more would multiply the signal back."
)
USUAL = " The table takes He's 2/n, near enough for a few layers."

CHOICE = Choice(
    "activation", "Activation", "leaky", options={name: label for name, (label, _) in NAMED.items()}
)
SLOPE = Number("slope", "Slope s of a leaky ReLU", 0, low=0, high=1, step=0.01, slides=SLOPES)

_Z = np.linspace(-12, 12, 24_001)
_DENSITY = np.exp(-(_Z**2) / 2) / np.sqrt(2 * np.pi)


class Kept(NamedTuple):
    """The shares of E[z²] that are left of its negative half, its positive half and the whole."""

    negative: float
    positive: float
    whole: float


def curve(settings: Settings) -> Function:
    """The activation φ of the settings."""
    if settings["activation"] == "leaky":
        return lambda z: leaky_relu(z, settings["slope"])
    return activations.get(settings["activation"]).phi


@lru_cache(maxsize=256)
def kept(activation: str, slope: float, size: float = 1.0) -> Kept:
    """What is kept of z from N(0, size²): E[φ(z)²]/E[z²], by an integral, of halves and whole."""
    share = curve({"activation": activation, "slope": slope})(size * _Z) ** 2 * _DENSITY
    step = (_Z[1] - _Z[0]) / size**2
    below, above = (2 * step * share[side].sum() for side in (_Z < 0, _Z > 0))
    return Kept(float(below), float(above), float(below + above) / 2)


def _told(part: float) -> str:
    return "nothing" if part == 0 else "all" if round(100 * part) == 100 else per_cent(part)


def _verb(share: Kept) -> str:
    """What an activation does to a half: what comes out larger than it went in is not kept."""
    return "gives" if share.positive > 1 else "keeps"


def texts(settings: Settings) -> dict[str, str]:
    """What is kept of either half and of the whole, and the variance that makes up for it."""
    name, s = settings["activation"], settings["slope"]
    found, small = kept(name, s), kept(name, s, SMALL)
    of = {0: "ReLU", 1: "the identity"}.get(s, f"a leaky ReLU of slope {s:g}")
    of = of if name == "leaky" else NAMED[name][0]
    does = _verb(found)
    variance = f"{1 / found.whole:.3g}/n"
    lost = abs(found.whole - 1) > 1e-4
    cure = f"weights of variance {variance} make up for that"
    cure = cure if lost else f"weights of variance {variance} keep it so"
    less = f" Of a signal a tenth as large it {does} {per_cent(small.whole)}."
    less = less if abs(small.whole - found.whole) > 1e-4 else ""
    take = NAMED[name][1] or 1 / found.whole
    but = (SMALLER if take == 1 else USUAL) if lost and NAMED[name][1] else ""
    whole = per_cent(found.whole)
    return {
        "name": f"{of} {does}",
        "negative": _told(found.negative),
        "positive": _told(found.positive),
        "share": whole,
        "cure": cure,
        "verdict": f"Of a mean square of 1 {of} {does} {whole}: {cure}.{less}{but}",
        "numpy": f"W = rng.normal(0, ({take:.3g} / n) ** 0.5, (m, n))  # as in the table below",
    }


def scene(settings: Settings) -> Frame:
    """The bell curve, and what each z gives to the second moment before and after."""
    z = np.linspace(-REACH, REACH, POINTS)
    density: Array = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
    bend = curve(settings)(z)
    return {"density": density, "before": z**2 * density, "after": bend**2 * density, "bend": bend}


DEMO = Demo(
    title="What survives an activation",
    parameters=(CHOICE, SLOPE),
    steps=(
        Step(
            "Choose an activation, drag the slope",
            ("activation", "slope"),
            views=("bend", "moment"),
            legends={
                "bend": "The activation g over z; dashed, the bell curve of z.",
                "moment": "What each z gives to the mean square: dashed, before the activation; "
                "filled, after it, from {negative} negative and {positive} positive z.",
            },
        ),
    ),
    recording=Recording(
        frames=(0,), bits=dict.fromkeys(("density", "before", "after", "bend"), 10)
    ),
    scene=scene,
    parts=("negative", "positive"),
    constants={"reach": REACH},
    words=Words(labels={"verdict": "What you see", "numpy": "What the table takes"}, say=texts),
    axes=(Axis({"activation": NAMED}, grid={"slope": SLOPES}),),
    presets=(
        Preset("Slope 0.2", {"slope": 0.2}, "A leak of 0.2 keeps hardly more than ReLU does."),
        Preset("No bend", {"slope": 1.0}, "With slope 1 everything is kept, and the law is 1/n."),
        Preset(
            "GELU keeps less",
            {"activation": "gelu"},
            "It keeps less than half, and of a smaller signal still less.",
        ),
    ),
)
