"""The valley of learning rates at four widths: with the usual scaling it moves, with μP it stays.

The discovery: the rate that is best at width 64 is many times too large at width 512, whose best
one is smaller the wider it is. With μP the valleys lie on each other, and one rate serves all.
"""

from functools import lru_cache

import numpy as np

from initdocs import colours
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
from initdocs.propagation import mup

WIDTHS, BASE = (64, 128, 256, 512), 64
INPUTS, BATCH, STEPS_OF_ADAM, SEEDS = 16, 32, 20, 4
RATES = (
    0.0001, 0.00015, 0.0002, 0.0003, 0.0005, 0.0007, 0.001, 0.0015, 0.002, 0.003, 0.005, 0.007,
    0.01, 0.015, 0.02, 0.03, 0.05, 0.07, 0.1,
)  # fmt: skip
#: what is drawn of a loss, in powers of ten
FLOOR, CEILING = -2, 1
SCALINGS = {"standard": "usual scaling", "mup": "μP"}

PARAMETERS = (
    Choice("scaling", "Scaling", "standard", options=SCALINGS, look="toggle"),
    Number(
        "rate", "Learning rate", 0.01, low=RATES[0], high=RATES[-1], step=0.00005, slides=RATES
    ),
)  # fmt: skip
STEPS = (
    Step(
        "Choose the learning rate at width 64, then train wider",
        ("scaling", "rate"),
        views=("valley",),
        legends={
            "valley": "The loss after twenty steps of Adam, geometric mean of four seeds, from "
            "{step2} the narrowest network to {step5} the widest. Dots: each width’s best rate. "
            "Line: the rate that is chosen. Losses above 10 stand at the upper edge.",
        },
    ),
)  # fmt: skip


def layers(width: int, scaling: str) -> list[tuple[int, int, float, float]]:
    """Fan-in, fan-out, Var(W) and the factor of the learning rate of each of three layers.

    The usual variance is 1/fan_in. μP is in proportion, and the same at the base width.
    """
    found = []
    for kind, n, m in (("input", INPUTS, width), ("hidden", width, width), ("output", width, 1)):
        variance, factor = 1 / n, 1.0
        if scaling == "mup":
            base_n, base_m = (BASE if size == width else size for size in (n, m))
            here, base = (mup(kind, *fans, "adam") for fans in ((n, m), (base_n, base_m)))
            variance = here.variance / base.variance / base_n
            factor = here.learning_rate / base.learning_rate
        found.append((n, m, variance, factor))
    return found


def trained(width: int, scaling: str, rate: float, seed: int) -> float:
    """The mean squared error after twenty steps of Adam: two hidden ReLU layers, 32 examples."""
    data = np.random.default_rng(0)
    x = data.standard_normal((INPUTS, BATCH)).astype(np.float32)
    y = data.standard_normal((1, BATCH)).astype(np.float32)
    rng = np.random.default_rng(seed)
    shapes = layers(width, scaling)
    w = [rng.normal(0, np.sqrt(v), (m, n)).astype(np.float32) for n, m, v, _ in shapes]
    first, second = ([np.zeros_like(each) for each in w] for _ in range(2))
    for step in range(1, STEPS_OF_ADAM + 1):
        a = _forward(w, x)
        back = (a[-1] - y) / BATCH
        for i in (2, 1, 0):
            gradient = back @ a[i].T
            back = (w[i].T @ back) * (a[i] > 0)
            first[i] += np.float32(0.1) * (gradient - first[i])
            second[i] += np.float32(0.001) * (gradient**2 - second[i])
            size = np.sqrt(second[i] / np.float32(1 - 0.999**step)) + np.float32(1e-8)
            w[i] -= np.float32(rate * shapes[i][3] / (1 - 0.9**step)) * first[i] / size
    return float(((_forward(w, x)[-1] - y) ** 2).mean())


def _forward(w: list[Array], x: Array) -> list[Array]:
    """The activations of all layers, from the inputs to the output, which is linear."""
    a = [x]
    for each in w[:-1]:
        a.append(np.maximum(each @ a[-1], 0))
    return [*a, w[-1] @ a[-1]]


@lru_cache(maxsize=512)
def loss(width: int, scaling: str, rate: float) -> float:
    """The geometric mean of the losses of four seeds."""
    return float(np.exp(np.mean([np.log(trained(width, scaling, rate, s)) for s in range(SEEDS)])))


def losses(scaling: str) -> Array:
    """The losses at every recorded rate, shape (widths, rates)."""
    return np.array([[loss(width, scaling, rate) for rate in RATES] for width in WIDTHS])


def scene(settings: Settings) -> Frame:
    """The losses as powers of ten at all recorded rates, and at the one that is chosen."""
    chosen = [loss(width, settings["scaling"], settings["rate"]) for width in WIDTHS]
    return {"losses": np.log10(losses(settings["scaling"])), "chosen": np.log10(chosen)}


def verdict(settings: Settings) -> dict[str, str]:
    """What the chosen rate gives at the narrowest and the widest network, and their best rates."""
    scaling, rate = settings["scaling"], settings["rate"]
    narrow, wide = (loss(width, scaling, rate) for width in (WIDTHS[0], WIDTHS[-1]))
    found = losses(scaling).argmin(axis=1)
    best, last = RATES[found[0]], RATES[found[-1]]
    apart = max(best, last) / min(best, last)
    return {
        "verdict": f"With the learning rate {rate:g} width {WIDTHS[0]} ends at a loss of "
        f"{narrow:.2g}, width {WIDTHS[-1]} at {wide:.2g}. Their best rates are {best:g} and "
        f"{last:g}, {f'a factor {apart:.2g} apart' if apart > 1 else 'the same'}.",
        "narrow": f"{narrow:.2g}",
        "wide": f"{wide:.2g}",
    }


DEMO = Demo(
    title="The valley of learning rates at four widths",
    parameters=PARAMETERS,
    steps=STEPS,
    recording=Recording(frames=(0,), bits={"losses": 12, "chosen": 12}),
    scene=scene,
    constants={
        "widths": WIDTHS,
        "rates": RATES,
        "range": [FLOOR, CEILING],
        "shades": [shade.name for shade in colours.STEPS[1:]],
    },
    words=Words(labels={"verdict": "What it means"}, say=verdict),
    axes=(Axis({}, grid={"scaling": SCALINGS, "rate": RATES}),),
    presets=(
        Preset("The valley moves", {}, "The wider the network, the smaller its best rate."),
        Preset("One rate for all", {"scaling": "mup"}, "The best rates of all widths are near."),
    ),
)
