"""The gain calculator: an activation that the reader types, what it keeps, and with which gain."""

import re
from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from initdocs import propagation
from initdocs.activations import ACTIVATIONS, Activation
from initdocs.demos import (
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
from initdocs.expressions import ExpressionError, parse
from initdocs.propagation.adaptive import Gains

#: expressions that are recorded: every activation of the table by its name, and what people type
EXPRESSIONS = (
    *(f"{name}(x)" for name in ACTIVATIONS if name != "identity"),
    "x", "maximum(x, 0)", "maximum(0, x)", "1/(1 + exp(-x))", "x * sigmoid(x)",
    "x * sigmoid(1.702 * x)", "x * tanh(softplus(x))", "log(1 + exp(x))", "x/(1 + abs(x))",
    "where(x > 0, x, 0.2 * x)", "where(x > 0, x, 0.01 * x)", "maximum(x, 0)**2", "sin(x)",
    "abs(x)", "arctan(x)", "erf(x)",
)  # fmt: skip
#: the numbers that may be left open in an expression, with where their sliders begin
OPEN = {"a": 0.2, "b": 1.0, "c": 1.0}
#: expressions with one of them, and the values that are recorded of it
SLIDING = (
    "where(x > 0, x, a * x)", "x * sigmoid(a * x)", "where(x > 0, x, a * (exp(x) - 1))",
    "tanh(a * x)", "clip(a * x, -1, 1)",
)  # fmt: skip
SLIDES = (0.05, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0, 1.25, 1.5, 1.702, 2.0, 3.0)
FANS = (64, 128, 256, 512, 768, 1024, 2048, 4096)


def gains(text: str, **numbers: float) -> tuple[Activation, Gains]:
    """φ, its gains and V′(1), each with its error; `numbers` are those left open in the text.

    Errors: an `ExpressionError` also where no gain keeps the second moment, and where these
    numbers give no function.
    """
    return _gains(text, tuple((name, numbers.get(name, OPEN[name])) for name in left_open(text)))


@lru_cache(maxsize=32)
def _gains(text: str, numbers: tuple[tuple[str, float], ...]) -> tuple[Activation, Gains]:
    try:
        return _kept(text, {**OPEN, **dict(numbers)})
    except ExpressionError as error:
        # what is wrong with a part is wrong whatever the numbers are
        if not numbers or (error.start, error.end) != (0, len(text)):
            raise
        at = ", ".join(f"{name} = {value:g}" for name, value in numbers)
        msg = f"for {at}: {error}"
        raise ExpressionError(msg, error.start, error.end) from None


def _kept(text: str, numbers: dict[str, float]) -> tuple[Activation, Gains]:
    of = parse(text, **numbers)
    found = propagation.three_gains(of)
    if found.second.why:
        msg = f"no gain keeps a signal through this. {found.second.why}"
        raise ExpressionError(msg, 0, len(text))
    return of, found


def left_open(text: str) -> list[str]:
    """The numbers that an expression leaves open.

    >>> left_open("a * tanh(b * x)")
    ['a', 'b']
    """
    return [name for name in OPEN if re.search(rf"\b{name}\b", text)]


def _of(settings: Settings) -> tuple[Activation, Gains]:
    """What the settings stand for: a number that the expression lacks changes nothing."""
    return gains(settings["phi"], **{name: settings.get(name, OPEN[name]) for name in OPEN})


PARAMETERS: tuple[Number | Text, ...] = (
    Text("phi", "φ(x) =", "tanh(x)", parse=gains, presets=(*EXPRESSIONS, *SLIDING)),
    *(
        Number(name, name, value, low=SLIDES[0], high=SLIDES[-1], slides=SLIDES, of="phi")
        for name, value in OPEN.items()
    ),
    Number("fan_in", "Fan-in n", 256, low=1, high=1_000_000, whole=True, step=1, presets=FANS),
)

STEPS = (
    Step(
        "Type an activation",
        ("phi", *OPEN),
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


def known_as(of: Activation) -> str | None:
    """The name of the activation in the table that has the same values, if there is one."""
    x = np.linspace(-RANGE, RANGE, POINTS)
    for name, row in ACTIVATIONS.items():
        if np.allclose(of.phi(x), row.phi(x), rtol=0, atol=1e-12):
            return name
    return None


def verdict(settings: Settings) -> str:
    """What the numbers say, and what PyTorch says of the same function."""
    of, found = _of(settings)
    second, slope = found.second.value, found.slope
    kept = "With the second-moment gain a variance of 1 is kept"
    if found.homogeneous:
        said = ["With the second-moment gain every variance is kept."]
    elif slope.why:
        said = [f"{kept}. What becomes of a deviation from it cannot be told."]
    elif abs(slope.value - 1) <= slope.error:
        said = [f"{kept}, and a small deviation from it neither shrinks nor grows."]
    elif slope.value < 1:
        said = [f"{kept}, and a deviation from it {_shrinks(slope.value)}."]
    else:
        grows = f"but a deviation from it grows by a factor {slope.value:.2f} a layer"
        said = [f"{kept}, {grows}: a deep plain network will not stay there."]
    if found.critical.why:
        said.append(f"No gain has χ₁ = 1. {found.critical.why}.")
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


def _shrinks(slope: float) -> str:
    if abs(slope) < 0.005:
        return "is gone after one layer"
    turned = ", turned round," if slope < 0 else ""
    if slope < -1:
        return f"grows by a factor {-slope:.2f} a layer, turned round each time"
    return f"shrinks{turned} to {abs(slope):.2f} of itself a layer"


def texts(settings: Settings) -> dict[str, str]:
    """The verdict, and a line of code for each framework: the variance g²/fan_in, biases 0."""
    g = _of(settings)[1].second.value
    return {
        "verdict": verdict(settings),
        "pytorch": "fan_in = layer.weight[0].numel()  # Linear or Conv, of any groups\n"
        f"nn.init.normal_(layer.weight, std={g:.4f} / fan_in**0.5)\n"
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
    of, found = _of(settings)
    three = found.second, found.centred, found.critical
    second = found.second.value
    x = np.linspace(-RANGE, RANGE, POINTS)
    q = np.linspace(0, LARGEST_Q, 61)
    moments = np.array([propagation.second_moment(of, each) for each in q])
    steep = 0.0 if found.critical.why else min(found.critical.value, 1e6)
    return {
        "ranges": np.array([RANGE, LARGEST_Q]),
        "numbers": np.array([*(gain.value for gain in three), found.slope.value]),
        "small": np.array([second**2 / settings["fan_in"], *(gain.error for gain in three)]),
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
        "error": "Errors of the three gains",
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
    result=("function", "map"),
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
    axes=(
        Axis({}, grid={"phi": EXPRESSIONS, "fan_in": FANS}, free=tuple(OPEN)),
        # the default stands in every axis
        Axis({}, grid={"phi": ("tanh(x)", *SLIDING), "a": SLIDES}, free=("b", "c")),
    ),
    presets=(
        Preset("GELU", {"phi": "gelu(x)"}, "V′(1) is above 1: a deep plain network leaves it."),
        Preset("SELU", {"phi": "selu(x)"}, "Its second-moment gain is 1."),
        Preset(
            "A slope to slide",
            {"phi": "where(x > 0, x, a * x)"},
            "Drag a towards 1: the gain falls from nearly √2 to 1.",
        ),
        Preset(
            "ReLU squared", {"phi": "maximum(x, 0)**2"}, "The slope is 2: twice as far off a layer."
        ),
    ),
)
