"""Drops of finite width: network after network is drawn, and falls where its signal ends.

The discovery: the mean over networks is 1 at every width, and yet most networks end below it,
the more so the narrower they are: a few large ones hold the mean up. The median falls with the
depth over the width; of a thousand units a layer two of three networks end within a factor of two.
"""

from collections.abc import Iterator

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
from initdocs.demos._words import number
from initdocs.propagation import relu_log_norm

DEPTH, NETWORKS = 100, 150
#: layers at which a path is drawn
LAYERS = np.arange(0, DEPTH + 1, 4)
#: the powers of ten between which sizes are drawn
FLOOR, CEILING = -9.0, 2.0
WIDTHS = (10, 20, 30, 50, 70, 100, 150, 200, 300, 500, 1000)
PARAMETERS = (
    Number(
        "width", "Units a layer", 100, low=10, high=10_000, whole=True, step=1, slides=WIDTHS
    ),
)  # fmt: skip


def paths(width: int, count: int, seed: int = 0) -> Array:
    """Logarithms of the mean square behind each layer, the input's first: (count, DEPTH + 1).

    Of ReLU networks with He's weights, by the exact law of a layer's factor: with m units firing,
    m of Bin(n, ½), it is 2/n times a chi-squared number of m degrees of freedom.
    """
    rng = np.random.default_rng(seed)
    firing = np.maximum(rng.binomial(width, 0.5, (count, DEPTH)), 1)
    steps = np.log(2 / width * rng.chisquare(firing))
    return np.hstack([np.zeros((count, 1)), np.cumsum(steps, axis=1)])


def scene(settings: Settings) -> Frame:
    """The layers of a path, and the law's median at the end, as a power of ten."""
    law = relu_log_norm([settings["width"]] * DEPTH)
    return {"layers": LAYERS, "law": np.array([law.mean / np.log(10)])}


def frames(settings: Settings) -> Iterator[Frame]:
    """No network at first, then one a frame, with what is counted of those drawn so far."""
    drawn = paths(settings["width"], NETWORKS)
    nothing = np.array([np.nan])
    yield {
        "path": np.zeros(len(LAYERS)), "count": np.array([0]), "mean": nothing, "median": nothing,
        "below": nothing,
    }  # fmt: skip
    for count, path in enumerate(drawn, start=1):
        ends = np.exp(drawn[:count, -1])
        yield {
            "path": np.clip(path[LAYERS] / np.log(10), FLOOR, CEILING),
            "count": np.array([count]),
            "mean": np.array([ends.mean()]),
            "median": np.array([np.median(ends)]),
            "below": np.array([(ends < 1).mean()]),
        }


def said(settings: Settings) -> dict[str, str]:
    """What the law says of networks of this width."""
    law = relu_log_norm([settings["width"]] * DEPTH)
    rough = " (narrower than half the depth they end lower still)" * (settings["width"] < DEPTH / 2)
    return {
        "verdict": f"{DEPTH} layers of {settings['width']} units: the mean over all networks is 1, "
        f"the law’s median {number(law.median)}, and two of three lie within a factor "
        f"{number(float(np.exp(np.sqrt(law.variance))))} of it{rough}.",
        "median": number(law.median),
    }


DEMO = Demo(
    title="Drops of finite width: where networks end",
    play="Draw networks",
    pace=40,
    parameters=PARAMETERS,
    steps=(
        Step(
            "Draw networks, then make them wider or narrower",
            ("width",),
            views=("drops",),
            legends={
                "drops": "The mean square of the activations by layer; a dot for each network "
                "after its last layer, or at the lower edge if it is smaller. {kept} mean of those "
                "drawn, which is near 1 where the few large networks are among them; {fades} "
                "their median; the triangle: the law’s median."
            },
        ),
    ),
    readouts={"count": "Networks", "mean": "Mean", "median": "Median", "below": "Below 1"},
    recording=Recording(
        frames=range(NETWORKS + 1),
        # the paths are drawn, and the rest is told to the digit
        bits={"path": 8, "layers": 8, "law": 16, "count": 8}
        | dict.fromkeys(("mean", "median", "below"), 24),
        log=("mean", "median"),
    ),
    scene=scene,
    frames=frames,
    constants={"reach": [FLOOR, CEILING]},
    words=Words(labels={"verdict": "What the law says"}, say=said),
    axes=(Axis({"width": WIDTHS}),),
    presets=(
        Preset("A lottery", {"width": 20}, "The typical network keeps one or two millionths."),
        Preset("Wide", {"width": 1000}, "Two of three end within a factor of two of 0.8."),
    ),
)
