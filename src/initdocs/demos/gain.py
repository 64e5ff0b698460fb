"""The gain calculator: an activation that the reader types, what it keeps, and with which gain."""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from initdocs import propagation
from initdocs.activations import ACTIVATIONS, Activation
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
    Text,
    Words,
)
from initdocs.expressions import parse

#: expressions that are recorded: every activation of the table by its name, and what people type
EXPRESSIONS = (
    *(f"{name}(x)" for name in ACTIVATIONS if name != "identity"),
    "x", "maximum(x, 0)", "maximum(0, x)", "1/(1 + exp(-x))", "x * sigmoid(x)",
    "x * sigmoid(1.702 * x)", "x * tanh(softplus(x))", "log(1 + exp(x))", "x/(1 + abs(x))",
    "where(x > 0, x, 0.2 * x)", "where(x > 0, x, 0.01 * x)", "maximum(x, 0)**2", "sin(x)",
    "abs(x)", "arctan(x)", "erf(x)",
)  # fmt: skip
FANS = (64, 128, 256, 512, 768, 1024, 2048, 4096)

PARAMETERS = (
    Text("phi", "φ(x) =", "tanh(x)", parse=parse, presets=EXPRESSIONS),
    Number("fan_in", "Fan-in n", 256, low=1, high=1_000_000, whole=True, step=1, presets=FANS),
)

STEPS = (
    Step(
        "Type an activation",
        ("phi",),
        views=("function",),
        more=("fan_in",),
        legends={"function": "{forward} φ, {backward} φ′ (dashed)."},
    ),
    Step(
        "See what it does to a variance",
        views=("map",),
        legends={
            "map": "The variance one layer on, V(q): {forward} with the second-moment gain, "
            "{backward} with the gain for χ₁ = 1 (dashed). On the thin line it stays."
        },
    ),
    Step("Take the gain"),
)

#: what `torch.nn.init.calculate_gain` gives, held against the release of `frameworks.VERSIONS`;
#: where it is None, PyTorch raises a ValueError
PYTORCH = {
    "tanh": 5 / 3,
    "sigmoid": 1.0,
    "relu": 2**0.5,
    "selu": 3 / 4,
    "gelu": None,
    "silu": None,
    "elu": None,
    "mish": None,
}
RANGE = 4.0
POINTS = 161
LARGEST_Q = 3.0
#: nearer to 1 than this the slope of V is 1: it is known by a difference of two means
NEUTRAL = 1e-6


@lru_cache(maxsize=32)
def gains(text: str) -> tuple[Activation, Array]:
    """φ and its numbers: the three gains, the slope of V at 1, and the error of E[φ²].

    The slope is that of V(q) = g²E[φ(√q z)²] at its fixed point 1, with the second-moment
    gain g: below 1 a deviation shrinks from layer to layer, above 1 it grows.
    """
    of = parse(text)
    second = propagation.gain_second_moment(of)
    step = 1e-4
    slope = second**2 * (
        propagation.second_moment(of, 1 + step) - propagation.second_moment(of, 1 - step)
    ) / (2 * step)  # fmt: skip
    error = propagation.expectation_error(lambda z: of.phi(z) ** 2, kinks=of.kinks)
    with np.errstate(divide="ignore"):
        numbers = [second, propagation.gain_centred(of), propagation.gain_critical(of), slope,
                   error * second**2]  # fmt: skip
    return of, np.array(numbers)


def known_as(of: Activation) -> str | None:
    """The name of the activation in the table that has the same values, if there is one."""
    x = np.linspace(-RANGE, RANGE, POINTS)
    for name, row in ACTIVATIONS.items():
        if np.allclose(of.phi(x), row.phi(x), rtol=0, atol=1e-12):
            return name
    return None


def verdict(settings: Settings) -> str:
    """What the numbers say, and what PyTorch says of the same function."""
    of, (second, _, _, slope, _) = gains(settings["phi"])
    said = []
    if slope < 1 - NEUTRAL:
        said.append(
            "With the second-moment gain a variance of 1 is kept, and a deviation from it shrinks "
            f"to {slope:.2f} of itself a layer."
        )
    elif slope <= 1 + NEUTRAL:
        said.append("With the second-moment gain every variance is kept.")
    else:
        said.append(
            f"With the second-moment gain a variance of 1 is kept, but a deviation from it grows "
            f"by a factor {slope:.2f} a layer: a deep plain network will not stay there."
        )
    name = known_as(of)
    if name not in PYTORCH:
        return " ".join(said)
    theirs = PYTORCH[name]
    if theirs is None:
        said.append("PyTorch’s calculate_gain has no value for this function and raises an error.")
    elif abs(theirs - second) < 1e-9:
        said.append("PyTorch’s calculate_gain gives the same.")
    else:
        q = propagation.fixed_point(of, theirs**2)
        chi = propagation.chi_1(of, q, theirs**2)
        said.append(
            f"PyTorch’s calculate_gain gives {theirs:.4g}. With it the variance of z settles at "
            f"{q:.4g}, and a gradient’s variance changes by χ₁ = {chi:.4f} a layer."
        )
    return " ".join(said)


def texts(settings: Settings) -> dict[str, str]:
    """The verdict, and a line of code for each framework: the variance g²/fan_in, biases 0."""
    g = gains(settings["phi"])[1][0]
    return {
        "verdict": verdict(settings),
        "pytorch": f"nn.init.normal_(layer.weight, std={g:.4f} / layer.in_features**0.5)\n"
        "nn.init.zeros_(layer.bias)",
        "keras": "init = keras.initializers.VarianceScaling(\n"
        f'    scale={g * g:.4f}, mode="fan_in", distribution="untruncated_normal")\n'
        "keras.layers.Dense(units, kernel_initializer=init)",
        "flax": f'init = nn.initializers.variance_scaling({g * g:.4f}, "fan_in", "normal")\n'
        "nn.Dense(features, kernel_init=init)",
        "numpy": f"W = rng.normal(0, {g:.4f} / np.sqrt(n_in), (n_out, n_in))\n"
        "b = np.zeros((n_out, 1))",
    }


def scene(settings: Settings) -> Frame:
    """The numbers, φ and φ′ over [−4, 4], and V(q) for two of the gains over [0, 3]."""
    of, numbers = gains(settings["phi"])
    second, centred, critical, slope, error = numbers
    x = np.linspace(-RANGE, RANGE, POINTS)
    q = np.linspace(0, LARGEST_Q, 61)
    moments = np.array([propagation.second_moment(of, each) for each in q])
    steep = min(critical, 1e6)
    return {
        "ranges": np.array([RANGE, LARGEST_Q]),
        "numbers": np.array([second, centred, critical, slope]),
        "small": np.array([second**2 / settings["fan_in"], error]),
        "phi": of.phi(x),
        "d_phi": np.clip(of.d_phi(x), -1e6, 1e6),
        "second": second**2 * moments,
        "critical": steep**2 * moments,
    }


def frames(settings: Settings) -> Iterator[Frame]:
    """One frame: nothing moves."""
    del settings
    yield {"shown": np.array([1])}


DEMO = Demo(
    title="Gain calculator: the variance for any activation",
    play="Compute",
    parameters=PARAMETERS,
    steps=STEPS,
    readouts={
        "second": "Second-moment gain",
        "centred": "Centred gain",
        "critical": "Gain for χ₁ = 1",
        "variance": "Var(W) to use",
        "slope": "Slope V′(1)",
        "error": "Error of the integral",
    },
    recording=Recording(
        frames=(0,),
        # what is drawn is kept to a part in four thousand, what is told to the digit
        bits={"numbers": 24, "small": 24}
        | dict.fromkeys(("phi", "d_phi", "second", "critical"), 12),
        log=("small",),
    ),
    scene=scene,
    frames=frames,
    words=Words(
        labels={
            "verdict": "What it means",
            "pytorch": "PyTorch",
            "keras": "Keras",
            "flax": "Flax",
            "numpy": "NumPy",
        },
        say=texts,
    ),
    axes=(Axis({}, grid={"phi": EXPRESSIONS, "fan_in": FANS}),),
    presets=(
        Preset("GELU", {"phi": "gelu(x)"}, "V′(1) is above 1: a deep plain network leaves it."),
        Preset("SELU", {"phi": "selu(x)"}, "Its second-moment gain is 1."),
        Preset(
            "ReLU squared", {"phi": "maximum(x, 0)**2"}, "The slope is 2: twice as far off a layer."
        ),
    ),
)
