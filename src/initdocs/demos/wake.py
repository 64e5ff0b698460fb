"""Three layers, some of which start at zero: which of them moves at which step of training.

What it lets a reader discover: a zero moves in the first step if its two neighbours do not
block it, and wakes the others in the second; two zeros in a row never move, unless a signal comes
in between them or finds a way around; and a zero that feeds a ReLU never moves at all.
"""

from functools import lru_cache

import numpy as np

from initdocs.colours import INK, KEPT
from initdocs.demos import (
    Array,
    Axis,
    Choice,
    Demo,
    Frame,
    Preset,
    Recording,
    Settings,
    Step,
    Words,
)
from initdocs.demos._words import share

UNITS, BATCH, STEPS = 16, 200, 8
RATE = 0.15
LAYERS = ("one", "two", "three")
STARTS = ("random", "zero")
WIRINGS = {
    "row": "in a row",
    "input": "a second input behind layer 1",
    "around": "a way around each layer",
}
ACTIVATIONS = {"tanh": "tanh", "relu": "ReLU"}


def _start(number: int, default: str) -> Choice:
    """What a layer starts with; a toggle shows no label, so its first option names the layer."""
    options = dict(zip(STARTS, (f"layer {number} random", "zero"), strict=True))
    return Choice(LAYERS[number - 1], f"Layer {number}", default, options=options, look="toggle")


PARAMETERS = (
    _start(1, "random"),
    _start(2, "random"),
    _start(3, "zero"),
    Choice("wiring", "Wired", "row", options=WIRINGS),
    Choice("activation", "Behind layers 1 and 2", "tanh", options=ACTIVATIONS),
)
#: the weights start anew with any of these
KEYS = tuple(p.name for p in PARAMETERS)


def wakes(settings: Settings) -> tuple[int, ...]:
    """The step in which each layer first moves, 0 for never: which factors of its gradient are 0.

    A signal and what comes back pass a layer whose weights are not 0; what comes back passes a
    ReLU at 0 not at all, and another activation always.
    """
    alive = [settings[name] == "random" for name in LAYERS]
    around, relu = settings["wiring"] == "around", settings["activation"] == "relu"
    found = [0, 0, 0]
    for step in range(1, STEPS + 1):
        signal = [True]
        sums = []
        for layer, weights in enumerate(alive):
            sums.append(weights and signal[layer])
            second = settings["wiring"] == "input" and layer == 0
            signal.append(sums[layer] or second or (around and signal[layer]))
        back = True
        moving = []
        for layer in (2, 1, 0):
            through = back and (layer == 2 or sums[layer] or not relu)
            moving.append(through and signal[layer])
            back = (through and alive[layer]) or (around and back)
        for layer, moves in zip((2, 1, 0), moving, strict=True):
            if moves and not found[layer]:
                found[layer] = step
        alive = [a or bool(f) for a, f in zip(alive, found, strict=True)]
    return tuple(found)


@lru_cache(maxsize=256)
def trained(*chosen: str) -> tuple[Array, Array]:
    """How far each layer moves in each step, and the cost before the first and after each.

    Shapes (3, STEPS) and (STEPS + 1,). Gradient descent on the mean square of the error, whose
    half is relative to that of an output of zero; a move is the Frobenius norm of the change
    relative to that of weights of variance 1/n, √n.
    """
    settings = dict(zip(KEYS, chosen, strict=True))
    wiring, relu = settings["wiring"], settings["activation"] == "relu"
    rng = np.random.default_rng(0)
    first, second = rng.standard_normal((2, UNITS, BATCH))
    drawn = rng.standard_normal((4, UNITS, UNITS)) / np.sqrt(UNITS)
    weights = [w * (settings[name] == "random") for name, w in zip(LAYERS, drawn, strict=False)]
    second = second if wiring == "input" else np.zeros_like(second)
    target = drawn[3] @ (first + second)
    moves, costs = np.zeros((3, STEPS)), np.zeros(STEPS + 1)
    for step in range(STEPS + 1):
        signal, slopes = [first], []
        for layer, w in enumerate(weights):
            z = w @ signal[layer]
            if layer == 2:
                h, slope = z, np.ones_like(z)
            elif relu:
                h, slope = np.maximum(z, 0), (z > 0).astype(float)
            else:
                h, slope = np.tanh(z), 1 - np.tanh(z) ** 2
            slopes.append(slope)
            if wiring == "around":
                h = h + signal[layer]
            signal.append(h + second if layer == 0 else h)
        back = (signal[3] - target) / BATCH
        costs[step] = ((signal[3] - target) ** 2).sum() / (target**2).sum()
        if step == STEPS:
            break
        for layer in (2, 1, 0):
            through = back * slopes[layer]
            change = RATE * through @ signal[layer].T
            back = weights[layer].T @ through + (back if wiring == "around" else 0)
            weights[layer] = weights[layer] - change
            moves[layer, step] = np.linalg.norm(change) / np.sqrt(UNITS)
    return moves, costs


def scene(settings: Settings) -> Frame:
    """The moves by layer and step, and the cost."""
    moves, costs = trained(*(settings[key] for key in KEYS))
    return {"moves": moves, "costs": costs}


def texts(settings: Settings) -> dict[str, str]:
    """When each layer moves, and what that does to the cost."""
    found = wakes(settings)
    _, costs = trained(*(settings[key] for key in KEYS))
    by_step: dict[int, list[int]] = {}
    for layer, step in enumerate(found, start=1):
        by_step.setdefault(step, []).append(layer)
    never = by_step.pop(0, [])
    parts = [f"{_layers(by_step[step])} in step {step}" for step in sorted(by_step)]
    if never:
        parts.append(f"{_layers(never)} never")
    left = share(float(costs[-1] / costs[0]))
    said = f"First move: {', '.join(parts)}. After {STEPS} steps {left} of the cost is left."
    if len(never) == len(LAYERS):
        said = "No layer ever moves: each gradient has a factor that is 0, and stays 0."
    return {"verdict": said}


def _layers(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"layer {numbers[0]}"
    return f"layers {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"


DEMO = Demo(
    title="Three layers, some of which start at zero",
    parameters=PARAMETERS,
    steps=(
        Step(
            "Choose which layers start at zero",
            LAYERS,
            views=("steps",),
            more=("wiring", "activation"),
            legends={
                "steps": "{kept} How far each layer moves in each step of gradient descent. "
                "{ink} The cost after it."
            },
        ),
    ),
    recording=Recording(frames=(0,), bits={"moves": 16, "costs": 12}),
    scene=scene,
    parts=LAYERS,
    constants={
        "layers": LAYERS,
        "looks": {"moves": KEPT.name, "cost": INK.name},
    },
    words=Words(labels={"verdict": "What you see"}, say=texts),
    axes=(
        Axis(
            {},
            grid={
                "wiring": WIRINGS, "activation": ACTIVATIONS,
                "one": STARTS, "two": STARTS, "three": STARTS,
            },
        ),
    ),
    presets=(
        Preset("Zero at the end", {}, "It does: the zero moves in step 1, the others in step 2."),
        Preset(
            "Two in a row",
            {"two": "zero", "three": "zero"},
            "Each zero's gradient has the other as a factor: nothing moves.",
        ),
        Preset(
            "ControlNet",
            {"one": "zero", "three": "zero", "wiring": "input"},
            "A second input comes in between the two zeros: the last moves, then the others.",
        ),
        Preset(
            "All zero, with a way around",
            {"one": "zero", "two": "zero", "three": "zero", "wiring": "around"},
            "Signal and gradient go around each zero: all move in the first step.",
        ),
        Preset(
            "A zero before ReLU",
            {"two": "zero", "three": "random", "activation": "relu"},
            "At 0 the slope of ReLU is 0: nothing comes back to the zero before it.",
        ),
    ),
)  # fmt: skip
