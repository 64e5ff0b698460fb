"""The digits demo: six initializations learn to read handwritten digits, side by side.

The network is 64-50-50-50-50-10 at first, tanh in the hidden layers and softmax at the end,
trained by gradient descent in batches of 100. He's initialization is made for ReLU, so its
network has ReLU; the other five share one activation.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from math import isqrt, sqrt

import numpy as np

from initdocs import colours, datasets
from initdocs.colours import STARTS
from initdocs.demos import (
    Array,
    Axis,
    Choice,
    Demo,
    Files,
    Frame,
    Number,
    Preset,
    Question,
    Recording,
    Settings,
    Step,
)
from initdocs.initializers import Draw, constant, get, normal, orthogonal
from initdocs.network import Gradient, Network, Trace
from initdocs.training import SGD, train
from initdocs.watching import CHARTS, WATCHED, watched

BATCH = 100
HELD_OUT = 297
BINS = 20
#: a reader's own file may hold more: the first ones are taken
LIMIT = 6_000
LARGEST_SIDE = 32
DTYPE = np.float32
KINDS = ("activations", "weights", "gradients")

#: value: (label, the law as the reader sees it)
CONTENDERS = {
    "zero": ("Zero", "W = 0"),
    "uniform": ("Uniform", "U(±1/√n)"),
    "lecun": ("LeCun", "N(0, 1/n)"),
    "normal": ("Normal", "N(0, 1)"),
    "he": ("He, ReLU", "N(0, 2/n)"),
    "orthogonal": ("Orthogonal", "WᵀW = I"),
}
LINES = {name: STARTS[name] for name in CONTENDERS}
LAWS: dict[str, Draw] = {
    "zero": constant,
    "uniform": get("pytorch_linear").draw,
    "lecun": get("lecun_normal").draw,
    "normal": partial(normal, std=1.0),
    "he": get("he_normal").draw,
    "orthogonal": orthogonal,
}

ACTIVATIONS = {"tanh": "tanh", "sigmoid": "sigmoid", "softsign": "softsign", "relu": "ReLU"}
DEEPEST = 8

PARAMETERS = (
    Number("seed", "Seed", 0, low=0, high=999_999, whole=True, step=1,
           help="of the order of the examples and of the weights"),
    Choice(
        "init", "Initialization", "lecun", live=True, look="tiles",
        options={value: label for value, (label, _) in CONTENDERS.items()},
        laws={value: law for value, (_, law) in CONTENDERS.items()},
        lines=LINES,
    ),
    Choice("activation", "Activation", "tanh", help="He's network keeps ReLU",
           options=ACTIVATIONS),
    Number("depth", "Hidden layers", 4, low=1, high=DEEPEST, whole=True, step=1),
    Number("width", "Units a layer", 50, low=1, high=300, whole=True, step=1,
           help="300 in the article; the wider, the slower"),
    Number("lr", "Learning rate", 0.1, low=0.0001, high=10),
    Choice("watch", "Watch", "updates", live=True, options=WATCHED),
    Number("speed", "Batches a frame", 1, low=1, high=50, whole=True, step=1, live=True),
)  # fmt: skip

STEPS = (
    Step("Load the data", views=("batch",), more=("seed",),
         legends={"batch": f"The batch of {BATCH} that is being learned from."}),
    Step(
        "Choose the initialization",
        ("init",),
        views=("histograms",),
        more=("activation", "depth", "width"),
        legends={
            "histograms": "Each row has one axis for all layers, and each histogram its own "
            "height. Above: the activations of the batch, the weights and their gradients."
        },
    ),
    Step(
        "Train and observe",
        views=("answers", "cost", "layers"),
        more=("lr", "speed", "watch"),
        legends={
            "answers": "The answers to the batch: {positive} right, "
            "{negative} wrong (crossed).",
            "layers": "From {step1} the first layer to {step5} the last. "
            "Dashed: a thousandth of the weights a step.",
        },
    ),
)  # fmt: skip


def take(files: Mapping[str, bytes]) -> datasets.Data:
    """The reader's own images and labels, from the contents of two IDX files.

    Errors: a `ValueError` that names the file and what is wrong with it.
    """
    data = datasets.mnist_pair(files, limit=LIMIT)
    pixels, count = data.x.shape
    side = isqrt(pixels)
    if side * side != pixels or side > LARGEST_SIDE:
        msg = f"images: got {pixels} pixels each, allowed: squares of at most {LARGEST_SIDE}²"
        raise ValueError(msg)
    if count < 2:
        msg = f"images: got {count}, allowed: at least 2, one to learn from and one to hold out"
        raise ValueError(msg)
    return data


def data(settings: Settings) -> tuple[datasets.Data, datasets.Data]:
    """A training set in whole batches and a held-out set, shuffled once by the seed."""
    given = settings.get("given")
    x, y = datasets.digits() if given is None else given
    count = x.shape[1]
    held_out = min(HELD_OUT, max(1, count // 6))
    size = min(BATCH, count - held_out)
    order = np.random.default_rng(settings["seed"]).permutation(count)
    training, rest = order[: (count - held_out) // size * size], order[count - held_out :]
    return tuple(datasets.Data(x[:, i].astype(DTYPE), y[:, i].astype(DTYPE))
                 for i in (training, rest))  # type: ignore[return-value]  # fmt: skip


def networks(settings: Settings, inputs: int) -> list[tuple[list[int], Network]]:
    """The six networks at the start, those of one activation together, with their places."""
    sizes = [inputs, *[settings["width"]] * settings["depth"], 10]
    he = list(CONTENDERS).index("he")
    groups = []
    for places, activation in (
        ([i for i in range(len(CONTENDERS)) if i != he], settings["activation"]),
        ([he], "relu"),
    ):
        net = Network(sizes, hidden=activation, output="softmax", networks=len(places), dtype=DTYPE)
        laws = list(LAWS.values())
        rngs = [np.random.default_rng([settings["seed"], 1]) for _ in places]
        net.initialize([laws[i] for i in places], rng=rngs)
        groups.append((places, net))
    return groups


def scene(settings: Settings) -> Frame:
    """The training images in the order of the batches, the layer sizes and the batch's size."""
    training, _ = data(settings)
    pixels, count = training.x.shape
    return {
        "images": training.x.T[None],
        "sizes": np.array([pixels, *[settings["width"]] * settings["depth"], 10]),
        "batches": np.array([count // min(BATCH, count)]),
    }


def histogram(values: Array, span: Array) -> Array:
    """Counts of `values` (k, …) in `BINS` equal bins on ±`span` (k,), relative to the largest.

    What lies outside is counted in the bins at the ends. Shape (k, BINS).

    >>> histogram(np.array([[0.05, -0.05, 5.0]]), np.array([1.0]))[0, [9, 10, 19]].tolist()
    [1.0, 1.0, 1.0]
    """
    k = len(values)
    scaled = values.reshape(k, -1) * (BINS / 2 / span)[:, None] + BINS / 2
    place = np.nan_to_num(scaled, nan=0.0).clip(0, BINS - 1).astype(np.int64)
    place += BINS * np.arange(k, dtype=np.int64)[:, None]
    counts = np.bincount(place.ravel(), minlength=k * BINS).reshape(k, BINS)
    return counts / counts.max(axis=1, keepdims=True)  # type: ignore[no-any-return]


def half_range(layers: Sequence[Array]) -> Array:
    """Three times the root mean square of the widest layer, up to the next of 1, 2, 5 · 10ⁿ.

    Shape (k,); 1 where every value is zero or one is not finite.
    """
    widest = np.max([np.sqrt(np.square(v).mean(axis=tuple(range(1, v.ndim)))) for v in layers], 0)
    wanted = 3.0 * widest.astype(float)
    wanted[~(np.isfinite(wanted) & (wanted > 1e-30))] = 1.0
    power = 10.0 ** np.floor(np.log10(wanted))
    steps = power[:, None] * np.array([1.0, 2.0, 5.0, 10.0])
    return np.take_along_axis(
        steps, (steps < wanted[:, None] * (1 - 1e-9)).sum(axis=1)[:, None], 1
    )[:, 0]


def probes(trace: Trace, net: Network, gradient: Gradient, depth: int) -> tuple[Array, Array]:
    """Half-ranges (k, 3) and histograms (k, 3, depth, BINS) of `KINDS` in the hidden layers."""
    spans, shapes = [], []
    for layers in (trace.a[1 : depth + 1], net.weights[:depth], gradient.weights[:depth]):
        span = half_range(layers)
        if layers[0] is trace.a[1] and net.hidden[0].name in ("tanh", "sigmoid", "softsign"):
            span = np.ones(net.networks)
        spans.append(span)
        shapes.append(np.stack([histogram(values, span) for values in layers], axis=1))
    return np.stack(spans, axis=1), np.stack(shapes, axis=1)


def error(net: Network, x: Array, y: Array) -> Array:
    """The share of examples whose answer is wrong, shape (k,)."""
    return (net.forward(x).output.argmax(axis=1) != y.argmax(axis=0)).mean(axis=1)  # type: ignore[no-any-return]


def frames(settings: Settings) -> Iterator[Frame]:
    """Training, from the state before it; each frame `settings["speed"]` batches on.

    A frame holds, for each of the k networks: `cost` and `right` (k, batch) on the batch,
    before its update; the `training` error over the last epoch's batches, each before its
    update; the `held_out` error at the start of the epoch; `span` (k, 3), half the range of
    each row of histograms; `histograms` (k, 3·depth·BINS), each relative to its peak; and what
    `initdocs.watching` gives.
    """
    training, held_out = data(settings)
    groups = networks(settings, training.x.shape[0])
    k, count = len(CONTENDERS), training.x.shape[1]
    size = min(BATCH, count)
    runs = [
        train(net, training.x, training.y, optimizer=SGD(settings["lr"]), batch_size=size)
        for _, net in groups
    ]
    wrong: deque[Array] = deque(maxlen=count // size)
    held = np.zeros(k)
    epoch = -1
    while True:
        # a learning rate that is too high ends in inf and nan: they are shown, not warned about
        with np.errstate(all="ignore"):
            for number in range(1 if epoch < 0 else settings["speed"]):
                steps = [next(run) for run in runs]
                right = np.empty((k, size), bool)
                for (places, _), step in zip(groups, steps, strict=True):
                    answers = step.trace.output.argmax(axis=1)
                    right[places] = answers == step.y.argmax(axis=0)
                wrong.append(1 - right.mean(axis=1))
                if number == 0 and steps[0].epoch != epoch:
                    for places, net in groups:
                        held[places] = error(net, held_out.x, held_out.y)
                    epoch = steps[0].epoch
            cost = np.empty(k)
            seen: list[Frame] = []
            span = np.empty((k, len(KINDS)))
            shapes = np.empty((k, len(KINDS) * settings["depth"] * BINS))
            for (places, net), step in zip(groups, steps, strict=True):
                cost[places] = step.cost(net)
                seen.append(watched(net, step, settings["lr"]))
                spans, bars = probes(step.trace, net, step.gradient, settings["depth"])
                span[places], shapes[places] = spans, bars.reshape(len(places), -1)
        yield {
            "epoch": np.array([steps[0].epoch]),
            "batch": np.array([steps[0].index % (count // size)]),
            "cost": cost,
            "right": right,
            "training": np.mean(wrong, axis=0),
            "held_out": held.copy(),
            "span": span,
            "histograms": shapes,
            **{name: _placed([each[name] for each in seen], groups) for name in WATCHED},
        }


def _placed(values: Sequence[Array], groups: Sequence[tuple[list[int], Network]]) -> Array:
    """What the groups have, by the places of their networks."""
    found = np.empty((len(CONTENDERS), *values[0].shape[1:]))
    for (places, _), each in zip(groups, values, strict=True):
        found[places] = each
    return found


#: frames of the recording, the first before any training: nearly two epochs, and every third batch
#: from there to the first of the fourth, in a file of 40 KB at most
RECORDED = (*range(28), *range(30, 46, 3))


#: a spike, a hill and two walls: what the question is about, by what the reader sees of them
ASKED = {"uniform": "Uniform", "lecun": "LeCun", "normal": "Normal"}


def fewest(scene: Frame, run: Sequence[Frame]) -> tuple[str, str]:
    """The one of `ASKED` with the fewest held-out errors at the end, and those of all three."""
    del scene
    errors = dict(zip(CONTENDERS, run[-1]["held_out"], strict=True))
    best, *rest = sorted(ASKED, key=errors.__getitem__)
    others = " and ".join(f"{ASKED[name]} in {100 * errors[name]:.0f} %" for name in rest)
    chance = max(sqrt(errors[name] * (1 - errors[name]) / HELD_OUT) for name in ASKED)
    return best, (
        f"{ASKED[best]} errs in {100 * errors[best]:.0f} % of them, {others}. "
        f"A standard error is {100 * chance:.0f} points."
    )


DEMO = Demo(
    title="Digits: six initializations learn to read",
    play="Train live",
    parameters=PARAMETERS,
    steps=STEPS,
    readouts={
        "epoch": "Epoch",
        "batch": "Batch",
        "cost": "Cost",
        "wrong": "Wrong now",
        "training": "Training error",
        "held_out": "Held-out error",
    },
    recording=Recording(
        frames=RECORDED,
        bits={"images": 2, "right": 1, "histograms": 4, "updates": 5, "dead": 4, "flat": 4},
        log=("cost", "span", "updates"),
    ),
    scene=scene,
    frames=frames,
    result=("answers", "cost"),
    files=Files(
        prompt="MNIST from your disk: drop its two IDX files here "
        "(images and labels, .gz or not), or",
        back="Use the digits shipped here",
        take=take,
    ),
    constants={
        "kinds": KINDS,
        "bins": BINS,
        "end": RECORDED[-1],
        "lines": [line.told for line in LINES.values()],
        "watched": CHARTS,
        "shades": [shade.name for shade in colours.STEPS],
    },
    axes=(Axis({"activation": ACTIVATIONS, "depth": range(1, DEEPEST + 1)}),),
    presets=(
        Preset(
            "Walls of tanh",
            {"init": "normal"},
            "With variance 1 most activations stand at one of the ends of tanh.",
        ),
        Preset(
            "Nothing arrives",
            {"init": "uniform", "depth": 8},
            "The activations of the eighth layer are a spike at 0.",
        ),
        Preset(
            "Eight sigmoid layers",
            {"activation": "sigmoid", "depth": 8},
            "Of the five with sigmoids only Normal, the largest, has begun to learn.",
        ),
    ),
    question=Question(
        "From the histograms: which of these three makes the fewest errors on held-out digits?",
        ASKED,
        fewest,
    ),
)
