"""The cobweb of the variance map: from a variance that the reader drags, layer after layer.

The discovery: with the gain that keeps a variance of 1, GELU and SiLU leave it: from below 1 the
variance dies out, from above it explodes. Tanh comes back to 1 from wherever it starts, and ReLU
stays where it is put. The slope of the map at 1 decides.
"""

from functools import lru_cache

import numpy as np

from initdocs import propagation
from initdocs.activations import get
from initdocs.colours import EXPLODES, FADES, KEPT, ZERO
from initdocs.demos import (
    Array,
    Axis,
    Choice,
    Demo,
    Frame,
    Number,
    Plane,
    Preset,
    Recording,
    Settings,
    Step,
    Words,
)
from initdocs.demos._words import number

LAYERS, UNITS = 50, 1000
#: the largest variance of the plane, and the powers of ten between which variances are kept
LARGEST, FLOOR, CEILING = 3.0, -8.0, 8.0
#: points of the curve
POINTS = 121
#: a start this near to 1 stays there, whatever the slope
STAYS = 1e-6

#: a variance of 0 stays 0, with which nothing is told
STARTS = tuple(round(0.1 * i, 1) for i in range(1, 31))
ACTIVATIONS = {"tanh": "tanh", "relu": "ReLU", "gelu": "GELU", "silu": "SiLU"}
PARAMETERS = (
    Choice("activation", "Activation", "gelu", options=ACTIVATIONS, look="toggle"),
    Number(
        "start", "Variance q₀ at the start", 0.9, low=0.1, high=LARGEST, step=0.1, slides=STARTS
    ),
)

FATES = ("returns", "stays", "dies out", "explodes")
RETURNS, STAYING, DIES, LEAVES = range(len(FATES))


@lru_cache(maxsize=8)
def curve(activation: str) -> tuple[float, float, Array]:
    """The gain squared for which V(1) = 1, the slope of V there, and V over [0, LARGEST]."""
    gain2 = propagation.gain_second_moment(activation) ** 2
    near = [propagation.variance_map(activation, q, gain2) for q in (1 - 1e-4, 1 + 1e-4)]
    q = np.linspace(0, LARGEST, POINTS)
    mapped = [propagation.variance_map(activation, each, gain2) for each in q]
    return gain2, float(np.diff(near)[0] / 2e-4), np.array(mapped)


@lru_cache(maxsize=256)
def path(activation: str, start: float) -> Array:
    """The variance behind each of the layers by the map, the start first: shape (LAYERS + 1,)."""
    gain2, q = curve(activation)[0], [start]
    for _ in range(LAYERS):
        q.append(min(propagation.variance_map(activation, q[-1], gain2), 10**CEILING))
    return np.array(q)


@lru_cache(maxsize=64)
def drawn(activation: str, starts: tuple[float, ...], seed: int = 0) -> Array:
    """The mean square in one network for inputs of each size, shape (starts, LAYERS + 1).

    One input, made larger or smaller, goes through the same weights.
    """
    rng = np.random.default_rng(seed)
    gain2 = curve(activation)[0]
    z = rng.standard_normal(UNITS)
    z = np.sqrt(starts) * (z / np.sqrt((z**2).mean()))[:, None]
    found = [(z**2).mean(axis=0)]
    for _ in range(LAYERS):
        weights = rng.normal(0, np.sqrt(gain2 / UNITS), (UNITS, UNITS))
        z = weights @ get(activation).phi(np.clip(z, -1e6, 1e6))
        found.append((z**2).mean(axis=0))
    return np.array(found).T


def network(activation: str, start: float) -> Array:
    """The same for one start."""
    if start in STARTS:
        return np.asarray(drawn(activation, STARTS)[STARTS.index(start)])
    return np.asarray(drawn(activation, (start,))[0])


def fate(activation: str, start: float) -> int:
    """What becomes of the variance: the index of one of `FATES`."""
    slope, end = curve(activation)[1], path(activation, start)[-1]
    if abs(slope - 1) < STAYS or abs(end - start) < STAYS:
        return STAYING
    return RETURNS if slope < 1 else DIES if end < start else LEAVES


def _powers(q: Array) -> Array:
    return np.asarray(np.log10(np.clip(q, 10**FLOOR, 10**CEILING)))


def scene(settings: Settings) -> Frame:
    """The map's curve, and the variance by layer: by the map, and in a network."""
    activation, start = settings["activation"], settings["start"]
    q = path(activation, start)
    return {
        "curve": curve(activation)[2],
        "stairs": np.minimum(q, 1.5 * LARGEST),
        "path": _powers(q),
        "network": _powers(network(activation, start)),
        "fate": np.array([fate(activation, start)]),
    }


def said(settings: Settings) -> dict[str, str]:
    """What becomes of the variance, and the slope that decides it."""
    activation, start = settings["activation"], settings["start"]
    slope, end = curve(activation)[1], path(activation, start)[-1]
    name, end_told = ACTIVATIONS[activation], number(end)
    if end >= 10**CEILING:
        end_told = "more than " + number(10**CEILING)
    becomes = {
        RETURNS: f"comes back to {end:.2f}",
        STAYING: f"stays at {end:.3g}"
        + (", but chance moves a network off it" if slope - 1 > STAYS else ""),
        DIES: f"dies out: {end_told} after {LAYERS} layers",
        LEAVES: f"explodes: {end_told} after {LAYERS} layers",
    }[fate(activation, start)]
    return {
        "verdict": f"{name}: from {start:.3g} the variance {becomes}. The slope at 1 is "
        f"{slope:.2f}: near 1 each layer multiplies the deviation by it.",
        "becomes": becomes,
        "name": name,
    }


DEMO = Demo(
    title="The cobweb of the variance map",
    parameters=PARAMETERS,
    steps=(
        Step(
            "Drag the start",
            ("activation", "start"),
            views=("cobweb", "layers"),
            legends={
                "cobweb": "{forward} V(q), the variance one layer on, with the gain for which "
                "V(1) = 1. Up or down to the curve: a layer. Across to the thin line: on to the "
                "next. Where the first steps are small, the frame shows them ten times larger.",
                "layers": "Line: the map. Dots: one network of 1,000 units a layer, which chance "
                "may put layers ahead of the line or behind. Both end where the variance leaves "
                "the scale, below 10⁻⁸ or above 10⁸.",
            },
        ),
    ),
    recording=Recording(
        frames=(0,),
        bits={"curve": 12, "stairs": 12, "path": 12, "network": 8, "fate": 8},
    ),
    scene=scene,
    plane=Plane("cobweb", across="start", up=""),
    constants={
        "largest": LARGEST,
        "reach": [FLOOR, CEILING],
        "fates": [KEPT.name, ZERO.name, FADES.name, EXPLODES.name],
    },
    words=Words(labels={"verdict": "What becomes of it"}, say=said),
    axes=(Axis({}, grid={"activation": ACTIVATIONS, "start": STARTS}),),
    presets=(
        Preset("GELU leaves", {}, "A little less dies out."),
        Preset("GELU explodes", {"start": 1.1}, "A little more explodes."),
        Preset(
            "Tanh returns",
            {"activation": "tanh", "start": 2.5},
            "To 1, as from anywhere above 0.",
        ),
    ),
)
