"""What a wider and what a deeper network do to one learning rate: a check, and valleys.

What it lets a reader discover: with μP all that a transformer computes changes as far at any width,
and each ingredient that is missing tilts a line of its own. A rate that is not divided tilts scores
and stream, and the last norm hides it from the logits; scores over √d tilt the scores alone, a
readout that is too large the logits, and embeddings that are divided too let their line fall.
Over depth branches times 1/√L leave the best rate falling, until the rate is scaled as well; with
1/L it stays without that.
"""

from functools import lru_cache

import numpy as np

from initdocs.colours import EXPLODES, FORWARD, HE, LECUN, STEPS
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
from initdocs.transformer import Architecture, Trace, Transformer

#: of the transformer: widths, where all scalings agree, and its learning rate there
WIDTHS, BASE, RATE = (16, 32, 64, 128, 256), 16, 0.02
#: tokens, places and examples, and steps of Adam at most; networks of each width
VOCABULARY, PLACES, BATCH, MOST, SEEDS = 16, 8, 4, 4, 2
#: what is looked at, with its colour and its dashes
LOOKED = {
    "embeddings": (FORWARD, (2, 3)),
    "scores": (HE, (6, 3)),
    "stream": (LECUN, (10, 3, 2, 3)),
    "logits": (EXPLODES, ()),
}
#: powers of ten of a change that are drawn
CHANGES = (-3, 2)
#: a slope between these is called flat
FLAT = 0.2

#: of the residual network: depths, its width, its inputs, examples, steps of Adam, and networks
DEPTHS, UNITS, INPUTS, EXAMPLES, LONG, DRAWS = (4, 16, 64), 24, 8, 16, 20, 3
#: powers of ten of its learning rates, and of the losses that are drawn; rates are called good
#: while the loss is at most so many times the smallest
POWERS = tuple(-3.5 + i / 4 for i in range(11))
LOSSES, GOOD = (-3, 1), 2.0
#: middles of good rates that are not further apart than this are called the same
SAME = 1.5

#: of STEPS, the shade of each depth
SHADES = (1, 3, 4)

FAULTS = {
    "none": "nothing",
    "rate": "rate of the matrices not divided",
    "scores": "scores over √d, not d",
    "output": "readout not made smaller",
    "tables": "rate of the embeddings divided too",
}
BRANCHES = {
    "root": "branches times 1/√L",
    "both": "times 1/√L, rate too",
    "whole": "times 1/L",
}
PARAMETERS = (
    Choice("fault", "Left out of μP", "none", options=FAULTS),
    Number("steps", "Steps of Adam", 2, low=1, high=MOST, whole=True, step=1, slides=(1, 2, 3, 4)),
    Choice("branch", "Deeper", "root", options=BRANCHES, look="toggle"),
)  # fmt: skip


def scaling(name: str, width: int, fault: str) -> tuple[float, float]:
    """The deviation of a parameter's start, 0 for a gain, and the factor of its learning rate.

    μP for Adam (Yang and Hu 2021, table 3), in proportion, and 1 at the width BASE.
    """
    times = width / BASE
    if "ln_" in name:
        return 0.0, 1.0
    if name[:3] in ("wte", "wpe"):
        return 1.0, 1 / times if fault == "tables" else 1.0
    if name == "lm_head.weight":
        shrunk = 1.0 if fault == "output" else times**-0.5
        return shrunk / float(np.sqrt(width)), 1 / times
    fan_in = 4 * width if name.endswith("mlp.c_proj.weight") else width
    return fan_in**-0.5, 1.0 if fault == "rate" else 1 / times


def watched(trace: Trace) -> dict[str, Array]:
    """The arrays that are looked at; scores as softmax sees them, by what they differ in a row."""
    (weights,) = trace.attention
    logs = np.log(np.maximum(weights, 1e-30))
    rows = [logs[..., t, : t + 1] for t in range(1, weights.shape[-1])]
    apart = [(row - row.mean(axis=-1, keepdims=True)).reshape(len(weights), -1) for row in rows]
    return {
        "embeddings": trace.stream[0],
        "scores": np.concatenate(apart, axis=-1),
        "stream": trace.stream[-1],
        "logits": trace.logits,
    }


@lru_cache(maxsize=32)
def changes(width: int, fault: str) -> Array:
    """How far a block's transformer moves from its start, shape (LOOKED, MOST): root mean squares.

    A geometric mean of SEEDS networks after each step of Adam, all on one batch of random tokens.
    """
    scale = width**-0.5 if fault == "scores" else BASE**0.5 / width
    net = Transformer(
        Architecture(vocabulary=VOCABULARY, context=PLACES, width=width, heads=1, blocks=1,
                     norm="rms", tied=False, scale=scale),
        networks=SEEDS, dtype=np.float32,
    )  # fmt: skip
    rng = np.random.default_rng(0)
    tokens = rng.integers(0, VOCABULARY, (PLACES + 1, BATCH))
    rates = net.gradient()
    for name, parameter in net.parameters.items():
        deviation, factor = scaling(name, width, fault)
        rates.parameters[name][...] = RATE * factor
        if deviation:
            parameter[...] = deviation * rng.standard_normal(parameter.shape, np.float32)
    mean, square = np.zeros_like(net.theta), np.zeros_like(net.theta)
    gradient, found = net.gradient(), np.empty((len(LOOKED), MOST))
    trace = net.forward(tokens[:-1])
    start = watched(trace)
    for step in range(1, MOST + 1):
        flat = net.backward(trace, tokens[1:], gradient).flat
        mean += np.float32(0.1) * (flat - mean)
        square += np.float32(0.001) * (flat**2 - square)
        spread = np.sqrt(square / np.float32(1 - 0.999**step)) + np.float32(1e-12)
        net.theta -= rates.flat * (mean / np.float32(1 - 0.9**step)) / spread
        trace = net.forward(tokens[:-1])
        for i, (name, array) in enumerate(watched(trace).items()):
            apart = (array - start[name]).reshape(SEEDS, -1)
            found[i, step - 1] = np.exp(0.5 * np.log((apart**2).mean(axis=-1)).mean())
    return found


def slopes(fault: str, steps: int) -> dict[str, float]:
    """The power of the width with which each change goes, by a straight line through all widths."""
    sizes = np.log([changes(width, fault)[:, steps - 1] for width in WIDTHS])
    fitted = np.polyfit(np.log(WIDTHS), sizes, 1)[0]
    return dict(zip(LOOKED, map(float, fitted), strict=True))


def factors(branch: str, depth: int) -> tuple[float, float]:
    """What each branch is multiplied by, and the learning rate of its weights.

    >>> factors("both", 16), factors("whole", 16)
    ((0.25, 0.25), (0.0625, 1.0))
    """
    root = depth**-0.5
    return (1 / depth if branch == "whole" else root), (root if branch == "both" else 1.0)


@lru_cache(maxsize=64)
def trained(depth: int, branch: str, seed: int = 0) -> Array:
    """The loss of a residual network after LONG steps of Adam, by learning rate, shape (rates,).

    L branches of two layers with ReLU between, between an input and an output layer; the loss is
    the mean squared error of targets of variance 1. All rates are trained at once.
    """
    times, factor = factors(branch, depth)
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((INPUTS, EXAMPLES)).astype(np.float32)
    y = rng.standard_normal((1, EXAMPLES)).astype(np.float32)
    w: list[Array] = [
        np.repeat(rng.normal(0, deviation, shape).astype(np.float32), len(POWERS), axis=-3)
        for deviation, shape in (
            (INPUTS**-0.5, (1, UNITS, INPUTS)),
            ((2 / UNITS) ** 0.5, (depth, 1, UNITS, UNITS)),
            (UNITS**-0.5, (depth, 1, UNITS, UNITS)),
            (1 / UNITS, (1, 1, UNITS)),
        )
    ]
    first, second = ([np.zeros_like(each) for each in w] for _ in range(2))
    rates = (10.0 ** np.array(POWERS)).astype(np.float32)[:, None, None]
    scale = np.float32(times)
    with np.errstate(all="ignore"):  # a rate that is too large may go beyond all bounds
        for step in range(1, LONG + 2):
            stream, hidden = [w[0] @ x], []
            for a, b in zip(w[1], w[2], strict=True):
                hidden.append(np.maximum(a @ stream[-1], 0))
                stream.append(stream[-1] + scale * (b @ hidden[-1]))
            error = w[3] @ stream[-1] - y
            if step > LONG:
                break
            gradients: list[Array] = [np.empty_like(each) for each in w]
            gradients[3] = error @ _turned(stream[-1]) / EXAMPLES
            back = _turned(w[3]) @ error / EXAMPLES
            for i in reversed(range(depth)):
                outer = scale * back
                gradients[2][i] = outer @ _turned(hidden[i])
                inner = (_turned(w[2][i]) @ outer) * (hidden[i] > 0)
                gradients[1][i] = inner @ _turned(stream[i])
                back = back + _turned(w[1][i]) @ inner
            gradients[0] = back @ x.T
            for i, gradient in enumerate(gradients):
                first[i] += np.float32(0.1) * (gradient - first[i])
                second[i] += np.float32(0.001) * (gradient**2 - second[i])
                spread = np.sqrt(second[i] / np.float32(1 - 0.999**step)) + np.float32(1e-12)
                own = np.float32((factor if i in (1, 2) else 1.0) / (1 - 0.9**step))
                w[i] -= rates * own * first[i] / spread
        losses: Array = (error**2).mean(axis=(1, 2))
    return np.nan_to_num(losses, nan=np.inf)


def _turned(matrices: Array) -> Array:
    return matrices.swapaxes(-1, -2)


@lru_cache(maxsize=16)
def losses(depth: int, branch: str) -> Array:
    """The geometric mean of the losses of DRAWS networks, shape (rates,)."""
    logs = np.log([trained(depth, branch, seed) for seed in range(DRAWS)])
    return np.exp(logs.mean(axis=0))  # type: ignore[no-any-return]


def middle(depth: int, branch: str) -> float:
    """The power of ten in the middle of the good rates: of the smallest of them and the largest."""
    found = losses(depth, branch)
    good = np.array(POWERS)[found <= GOOD * found.min()]
    return float(good[0] + good[-1]) / 2


def scene(settings: Settings) -> Frame:
    """Powers of ten: changes by width, (LOOKED, widths), losses by rate and the middles of rates.

    Shapes (LOOKED, widths), (DEPTHS, rates) and (DEPTHS,).
    """
    step, branch = settings["steps"] - 1, settings["branch"]
    moved = np.array([changes(width, settings["fault"])[:, step] for width in WIDTHS]).T
    left = np.array([losses(depth, branch) for depth in DEPTHS])
    return {
        "changes": np.log10(moved),
        "losses": np.log10(np.clip(left, 10.0 ** LOSSES[0], 10.0 ** LOSSES[1])),
        "middles": np.array([middle(depth, branch) for depth in DEPTHS]),
    }


def said(settings: Settings) -> dict[str, str]:
    """What grows and what falls with the width, and where the good rates are by depth."""
    found = slopes(settings["fault"], settings["steps"])
    verbs: dict[str, list[str]] = {way: [] for way in ("grow with the width", "fall", "are flat")}
    for name, slope in found.items():
        way = "are flat" if abs(slope) <= FLAT else "fall" if slope < 0 else "grow with the width"
        power = f" (as the width to the power {slope:.2f})".replace("-", "−")
        verbs[way].append(f"the {name}{'' if way == 'are flat' else power}")
    after = f"After {settings['steps']} step{'s' if settings['steps'] > 1 else ''}"
    told = [f"the changes of {_and(names)} {verb}" for verb, names in verbs.items() if names]
    width = f"{after} {'; '.join(told)}."
    low, high = (10.0 ** middle(depth, settings["branch"]) for depth in (DEPTHS[0], DEPTHS[-1]))
    ends = f"{number(low)} with {DEPTHS[0]} branches, {number(high)} with {DEPTHS[-1]}"
    apart, way = max(low / high, high / low), "less" if high < low else "more"
    moves = "about the same" if apart < SAME else f"{apart:.2g} times {way}"
    return {"verdict": f"{width} The middle of the good rates is {ends}: {moves}."}


def _and(names: list[str]) -> str:
    """Names in a sentence.

    >>> _and(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


DEMO = Demo(
    title="What grows with width, and which rate with depth",
    parameters=PARAMETERS,
    steps=(
        Step(
            "Leave one ingredient out, then make it deep",
            ("fault", "steps", "branch"),
            views=("widths", "depths"),
            legends={
                "widths": "How far training changes what a small transformer computes, by its "
                "width: {forward} embeddings, dotted, {he} scores of attention, dashed, {lecun} "
                "the residual stream at its end, in dashes and dots, {explodes} the logits.",
                "depths": f"The loss of a residual network after {LONG} steps, by learning rate, "
                "from {step2} 4 branches to {step5} 64. Dots: the middle of the rates that end "
                "within twice the smallest loss. Losses above 10 stand at the upper edge.",
            },
        ),
    ),
    recording=Recording(frames=(0,), bits={"changes": 10, "losses": 10, "middles": 12}),
    scene=scene,
    constants={
        "widths": WIDTHS,
        "looked": [(name, colour.name, dash) for name, (colour, dash) in LOOKED.items()],
        "changes": CHANGES,
        "depths": DEPTHS,
        "shades": [STEPS[i].name for i in SHADES],
        "powers": [POWERS[0], POWERS[-1]],
        "losses": LOSSES,
    },
    words=Words(labels={"verdict": "What you see"}, say=said),
    axes=(
        Axis({}, grid={"fault": FAULTS, "branch": BRANCHES, "steps": (1, 2, 3, 4)}),
    ),
    presets=(
        Preset("All rules kept", {}, "Four flat lines; the best rate falls with the depth."),
        Preset(
            "The rate is not divided", {"fault": "rate"},
            "Scores and stream grow with the width. The last norm hides it from the logits.",
        ),
        Preset(
            "Scores over the root", {"fault": "scores"},
            "The scores grow, and nothing else yet.",
        ),
        Preset(
            "A readout too large", {"fault": "output"},
            "The logits grow, and nothing else.",
        ),
        Preset(
            "Divided everywhere", {"fault": "tables"},
            "A line that falls: the wider, the less the embeddings learn.",
        ),
        Preset(
            "Root and rate", {"branch": "both"},
            "The rate is divided by √L too, and the valleys lie on each other.",
        ),
        Preset(
            "One over the depth", {"branch": "whole"},
            "CompleteP’s factor: the same rate at each depth, and nothing is divided.",
        ),
    ),
)  # fmt: skip
