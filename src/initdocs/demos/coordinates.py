"""What a fresh network of one coordinate draws, and which frequencies are in it.

What it lets a reader discover: before it has learned anything a network of sines has the
frequencies of its first layer, and ω₀ sets them; each further layer adds a tenth. ReLU layers draw
as smooth a curve at every ω₀, unless they read Fourier features, whose σ does what ω₀ does. And
where hidden layers are not divided by ω₀, each of them multiplies all frequencies by about 30.
"""

from functools import lru_cache

import numpy as np

from initdocs.colours import FORWARD, INK
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
from initdocs.demos._words import number

#: networks over which a spectrum is averaged, their units, and points from −1 to 1
NETWORKS, WIDTH, POINTS = 32, 64, 256
#: the factor of SIREN's hidden layers, whatever the first layer's is
HIDDEN = 30.0
#: powers of ten of the frequencies at which the spectrum is told, and how many these are
REACH, LINES = (0.0, 2.1), 48
#: the power of ten of the least share that is drawn
FLOOR = -6.0
#: what `typical` tells of a straight line, in periods from −1 to 1
STRAIGHT = np.sqrt(3) / np.pi

KINDS = {
    "sine": "sines: SIREN",
    "undivided": "not divided by ω₀",
    "relu": "ReLU",
    "fourier": "Fourier features, ReLU",
}
#: what a sentence calls them
ACTIVATIONS = {
    "sine": "sines for activations",
    "undivided": "sines, hidden layers not divided,",
    "relu": "ReLUs for activations",
    "fourier": "ReLUs on Fourier features",
}
OMEGAS = (1, 3, 10, 30, 100)
DEPTHS = (1, 2, 4, 8)
PARAMETERS = (
    Choice("kind", "Layers", "sine", options=KINDS, look="toggle"),
    Number("omega", "ω₀ of the first layer", 30, low=0.1, high=200, step=1, slides=OMEGAS),
    Number("depth", "Layers before the output", 4, low=1, high=12, whole=True, step=1,
           slides=DEPTHS),
)  # fmt: skip


def sigma(omega: float) -> float:
    """Of Fourier features, so that their frequencies spread as those of SIREN's first layer do.

    2πσ = ω₀/√3: the standard deviation of an angular frequency that is uniform on ±ω₀.
    """
    return float(omega / (2 * np.pi * np.sqrt(3)))


@lru_cache(maxsize=64)
def drawn(kind: str, omega: float, depth: int, seed: int = 0) -> tuple[Array, Array, float]:
    """Curves and slopes of fresh networks, (NETWORKS, POINTS), and what the last layer gets.

    That is the standard deviation of its pre-activations. SIREN as its authors draw it, without
    biases behind the first layer; ReLU layers by He. The output is a random sum of the last layer.
    """
    rng = np.random.default_rng(seed)
    x = 2 * np.arange(POINTS) / POINTS - 1
    if kind == "fourier":
        half = 2 * np.pi * rng.normal(0, sigma(omega), (NETWORKS, WIDTH // 2, 1))
        w = np.concatenate([half, half], axis=1)
        phase = np.repeat([0, np.pi / 2], WIDTH // 2)[:, None]
        z, slope = w * x + phase, w + np.zeros(POINTS)
    else:
        w, b = omega * rng.uniform(-1, 1, (2, NETWORKS, WIDTH, 1))
        z, slope = w * x + b, w + np.zeros(POINTS)

    def through(layer: int, z: Array, slope: Array) -> tuple[Array, Array]:
        if kind == "relu" or (kind == "fourier" and layer):
            return np.maximum(z, 0), (z > 0) * slope
        return np.sin(z), np.cos(z) * slope

    h, rise = through(0, z, slope)
    # He's law and SIREN's, of 30 times the sum, come to the same variance, 2/n
    bound = np.sqrt(6 / WIDTH) * (HIDDEN if kind == "undivided" else 1)
    for layer in range(1, depth):
        w = rng.uniform(-bound, bound, (NETWORKS, WIDTH, WIDTH))
        z, slope = w @ h, w @ rise
        h, rise = through(layer, z, slope)
    out = rng.standard_normal((NETWORKS, 1, WIDTH)) / np.sqrt(WIDTH)
    return (out @ h)[:, 0], (out @ rise)[:, 0], float(z.std())


def typical(curves: Array, slopes: Array) -> float:
    """√(E f′² / Var f) in periods from −1 to 1: the root mean square of the frequencies of f."""
    return float(np.sqrt((slopes**2).mean() / curves.var(axis=1).mean()) / np.pi)


def spectrum(curves: Array) -> Array:
    """The share of the variance at each whole number of periods, from 1 to POINTS/2 − 1.

    A Hann window lets both ends of a curve differ; the mean over networks.
    """
    window = np.hanning(POINTS + 1)[:-1]
    free = curves - (window * curves).sum(axis=1, keepdims=True) / window.sum()
    power = (np.abs(np.fft.rfft(window * free)) ** 2)[:, 1 : POINTS // 2].mean(axis=0)
    return np.asarray(power / power.sum())


def first(settings: Settings) -> float:
    """The root mean square of the first layer's frequencies, in periods; 0 where it has none."""
    return 0.0 if settings["kind"] == "relu" else float(settings["omega"] / np.sqrt(3) / np.pi)


def scene(settings: Settings) -> Frame:
    """One curve in its own deviations, the spectrum of many, and typical frequencies.

    The spectrum is told at frequencies that are even in their logarithm, as powers of ten.
    """
    curves, slopes, _ = drawn(*(settings[p.name] for p in PARAMETERS))
    one = curves[0]
    shares = np.log10(np.maximum(spectrum(curves), 10**FLOOR))
    at = np.linspace(*REACH, LINES)
    return {
        "curve": (one - one.mean()) / one.std(),
        "power": np.interp(at, np.log10(np.arange(1, POINTS // 2)), shares),
        "typical": np.log10([max(first(settings), 1e-3), typical(curves, slopes)]),
    }


def texts(settings: Settings) -> dict[str, str]:
    """The typical frequency beside that of the first layer, and what sets it."""
    kind, depth = settings["kind"], settings["depth"]
    curves, slopes, before = drawn(*(settings[p.name] for p in PARAMETERS))
    found, alone = typical(curves, slopes), first(settings)
    told = f"{number(found)} periods from −1 to 1"
    if kind == "relu":
        said = (
            f"A typical frequency of {told}, and no other at any ω₀: ReLU lets a factor through, "
            "so it makes the curve larger and no finer."
        )
    elif found > POINTS / 4:
        said = (
            f"A typical frequency of {told}, where the first layer has {number(alone)}. "
            f"{POINTS} points do not show that: what you see is noise."
        )
    else:
        said = f"A typical frequency of {told}"
        said += "." if depth == 1 else f"; the first layer alone has {number(alone)}."
        if alone < STRAIGHT:
            said += f" A straight line counts as {STRAIGHT:.2f}, and no curve as less than 0.5."
        if kind == "fourier":
            said += f" The features have σ = {number(sigma(settings['omega']))}."
        elif kind == "sine" and depth > 1:
            said += f" The last sines get a standard deviation of {before:.2f}."
    return {
        "verdict": said,
        "periods": number(found),
        "before": f"{before:.2f}",
        "kind": ACTIVATIONS[kind],
    }


DEMO = Demo(
    title="What a network of one coordinate draws before it is trained",
    parameters=PARAMETERS,
    steps=(
        Step(
            "Change ω₀",
            ("kind", "omega", "depth"),
            views=("curve", "spectrum"),
            legends={
                "curve": "{forward} The output of one fresh network for coordinates from −1 to 1, "
                "in units of its own deviation.",
                "spectrum": "{forward} The share of the variance at each frequency, of "
                f"{NETWORKS} networks. Dot: their typical frequency. {{ink}} Dashed: that of the "
                "first layer alone.",
            },
        ),
    ),
    recording=Recording(frames=(0,), bits={"curve": 7, "power": 8, "typical": 16}),
    scene=scene,
    constants={
        "reach": REACH,
        "floor": FLOOR,
        "looks": {"network": FORWARD.name, "first": INK.name},
    },
    words=Words(labels={"verdict": "What you see"}, say=texts),
    axes=(Axis({"kind": KINDS}, grid={"depth": DEPTHS, "omega": OMEGAS}),),
    presets=(
        Preset("SIREN", {}, "About as many periods as the first layer has, and a few more."),
        Preset("A tenth of it", {"omega": 3}, "ω₀ = 3: about one wave is left."),
        Preset("Eight layers", {"depth": 8}, "Each layer adds about a tenth to the frequencies."),
        Preset(
            "Not divided",
            {"kind": "undivided", "depth": 2},
            "Hidden layers 30 times too large: noise.",
        ),
        Preset("ReLU", {"kind": "relu"}, "A few bends; ω₀ changes nothing."),
        Preset(
            "Fourier features", {"kind": "fourier"}, "ReLU again, on sines: it draws fine detail."
        ),
    ),
)
