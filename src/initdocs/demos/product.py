"""A product of many factors: fifty layers, each of which changes a signal a little.

What it lets a reader discover: a factor a tenth above or below 1 is 117 or 1/194 after fifty
layers; and where the layers are narrow and random, the root mean square stays on its line while
half of all networks fall far below it.
"""

from functools import lru_cache

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

NETWORKS = 200
MOST = 100
#: layers from one point of a drawn path to the next
EVERY = 2
FACTORS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.92, 0.94, 0.96, 0.98, 0.99, 1.0, 1.01, 1.02, 1.04, 1.06,
           1.08, 1.1, 1.15, 1.2, 1.3, 1.4, 1.5)  # fmt: skip
LAYERS = (2, 4, 6, 8, *range(10, MOST + 1, 10))
WIDTHS = (2, 4, 8, 16, 32, 64, 128, 256)

FACTOR = Number("factor", "Factor of a layer", 1.1, low=0.5, high=1.5, step=0.01, slides=FACTORS)
DEPTH = Number("layers", "Layers", 50, low=2, high=MOST, whole=True, slides=LAYERS)
WIDTH = Number("width", "Units in a layer", 256, low=2, high=256, whole=True, slides=WIDTHS)

#: from here on a signal is called grown or gone, in powers of ten
FAR = 1.0
#: powers of ten that the picture reaches up and down at least
REACH = 1
#: from here up a factor below 1 is read as a decimal, below as one over a number
ROUND = 0.1
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@lru_cache(maxsize=16)
def luck(width: int) -> Array:
    """What chance adds to log10 of each network's signal, by layer: shape (MOST + 1, NETWORKS).

    A Gaussian matrix of variance 1/n turns a vector of length 1 into n independent normal numbers
    of variance 1/n, whatever its direction: the factor of a layer is the length of these.
    """
    rng = np.random.default_rng(0)
    lengths = np.empty((MOST, NETWORKS))
    for layer in lengths:
        layer[:] = np.linalg.norm(rng.standard_normal((NETWORKS, width)), axis=1) / np.sqrt(width)
    return np.vstack([np.zeros(NETWORKS), np.cumsum(np.log10(lengths), axis=0)])


def ends(settings: Settings) -> Array:
    """The power of ten that arrives: the root mean square, and the median of the networks."""
    depth = settings["layers"]
    law = depth * np.log10(settings["factor"])
    return np.array([law, law + np.median(luck(settings["width"])[depth])])


def times(power: float) -> str:
    """Ten to a power, as a factor that is read: beyond a thousand or a thousandth in powers of ten.

    >>> times(np.log10(117.39)), times(-0.049), times(-2.288), times(-6.4), times(0)
    ('117', '0.89', '1/194', '4.0·10⁻⁷', '1')
    """
    if round(abs(power), 9) >= 3:
        digits, exponent = f"{10**power:.1e}".split("e")
        return f"{digits}·10" + str(int(exponent)).translate(SUPERSCRIPTS)
    value = 10**power
    if round(power, 9) < 0:
        return f"{value:.2f}" if value > ROUND else f"1/{times(-power)}"
    return f"{value:.3g}" if value < 9.995 else f"{value:.0f}"


def texts(settings: Settings) -> dict[str, str]:
    """What arrives after all layers, of the law and of the median network, and what that means."""
    law, typical = ends(settings)
    fate = "explodes" if typical > FAR else "vanishes" if typical < -FAR else "arrives"
    what = f"Half of the {NETWORKS} networks {{}} {times(typical)}"
    if law - typical > FAR / 2:
        root = f"although the root mean square of all networks is {times(law)}"
        says = f"{what.format('stay below')}, {root}."
    else:
        where = " (between a tenth and ten times)" if fate == "arrives" else ""
        half = what.format("exceed" if fate == "explodes" else "stay below")
        says = f"{half}: the signal {fate}{where}."
    return {"grown": times(law), "typical": times(typical), "fate": fate, "verdict": says}


def scene(settings: Settings) -> Frame:
    """What chance adds, by layer and network, the slope of the law, and how far it goes."""
    every = np.arange(0, MOST + 1, EVERY)
    return {
        "luck": luck(settings["width"])[every],
        "median": np.median(luck(settings["width"]), axis=1)[every],
        "slope": np.array([np.log10(settings["factor"])]),
        "depth": np.array([settings["layers"]]),
    }


DEMO = Demo(
    title="Two hundred networks: what a factor does when it is repeated",
    parameters=(FACTOR, DEPTH, WIDTH),
    steps=(
        Step(
            "Change the factor, the depth and the width",
            ("factor", "layers", "width"),
            views=("paths",),
            legends={
                "paths": f"{{network}} {NETWORKS} random networks; dashed, the median of these. "
                "{ink} The root mean square of all networks that could be drawn."
            },
        ),
    ),
    recording=Recording(
        frames=(0,), bits={"luck": 8, "median": 12, "slope": 24, "depth": 8}, log=()
    ),
    scene=scene,
    words=Words(labels={"verdict": "What you see"}, say=texts),
    axes=(Axis({"width": WIDTHS}, grid={"factor": FACTORS, "layers": LAYERS}),),
    presets=(
        Preset("A tenth less", {"factor": 0.9}, "A tenth less in each layer, and 1/194 arrives."),
        Preset(
            "Narrow layers",
            {"factor": 1.0, "layers": 100, "width": 4},
            "The root mean square is kept, and nearly every network fades.",
        ),
    ),
    constants={"far": FAR, "every": EVERY, "reach": REACH},
)
