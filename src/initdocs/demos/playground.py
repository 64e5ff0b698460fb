"""The playground: eight initializations race on one data set, and the reader looks at one.

The network is 2-6-3-1 at first, ReLU in the hidden layers, sigmoid at the end, trained by
full-batch gradient descent. All eight networks are one batch of arrays: what one of them
costs, the others cost little more.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from initdocs import colours
from initdocs.colours import STARTS
from initdocs.datasets import PLANE, Data, plane
from initdocs.demos import (
    Axis,
    Choice,
    Demo,
    Frame,
    Number,
    Preset,
    Question,
    Recording,
    Settings,
    Step,
)
from initdocs.initializers import Draw, constant, get, orthogonal, variance_scaling
from initdocs.network import Network, layer_norms
from initdocs.training import SGD, train
from initdocs.watching import CHARTS, WATCHED, watched

POINTS = 100
EDGE = 5.0
CELLS = 20
#: single precision: a frame takes two thirds of the time, and the eye sees no difference
DTYPE = np.float32

#: value: (label, the law as the reader sees it)
CONTENDERS = {
    "zero": ("Zero", "Var 0"),
    "small": ("Too small", "Var 0.01/n"),
    "appropriate": ("Appropriate", "Var 1/n (LeCun)"),
    "large": ("Too large", "Var 100/n"),
    "xavier": ("Xavier", "Var 2/(n+n′)"),
    "he": ("He", "Var 2/n"),
    "orthogonal": ("Orthogonal", "WᵀW = I"),
    "free": ("Your own", "Var c/n"),
}
LINES = {
    name: STARTS[{"appropriate": "lecun", "free": "own"}.get(name, name)] for name in CONTENDERS
}
#: c of “Your own” on its slider: six to a power of ten, from too small to too large
SCALES = tuple(float(f"{10 ** (i / 6):.3g}") for i in range(-12, 13))

SETS = {"circle": "Circle", "moon": "Moon", "square": "Square", "gaussian": "Gaussian"}
ACTIVATIONS = {
    "relu": "ReLU", "tanh": "tanh", "sigmoid": "sigmoid", "leaky_relu": "leaky ReLU",
    "elu": "ELU", "gelu": "GELU", "silu": "SiLU", "identity": "identity",
}  # fmt: skip

PARAMETERS = (
    Choice("data", "Data set", "circle", look="thumbnails", options=SETS),
    Choice(
        "init", "Initialization", "appropriate", live=True, look="tiles",
        options={value: label for value, (label, _) in CONTENDERS.items()},
        laws={value: law for value, (_, law) in CONTENDERS.items()},
        lines=LINES,
    ),
    Number("scale", "Your own c", 1.0, low=1e-4, high=1e4, slides=SCALES,
           help="“Your own” draws its weights with variance c/n"),
    Choice("show", "Lines show", "weights", live=True,
           options={"weights": "Weights", "gradients": "Gradients"}),
    Choice("watch", "Watch", "norms", live=True,
           options={"norms": "Gradients", **WATCHED}),
    Number("lr", "Learning rate", 0.1, low=0.0001, high=10),
    Choice("activation", "Activation", "relu", options=ACTIVATIONS),
    Number("depth", "Hidden layers", 2, low=1, high=8, whole=True, step=1),
    Number("width", "Units a layer", 6, low=1, high=24, whole=True, step=1,
           help="the last hidden layer has half as many"),
    Number("speed", "Epochs a frame", 10, low=1, high=50, whole=True, step=1, live=True),
    Number("seed", "Seed", 3, low=0, high=999_999, whole=True, step=1,
           help="of the data and of the weights"),
)  # fmt: skip

STEPS = (
    Step("Choose the data", ("data",), more=("seed",)),
    Step(
        "Choose the initialization",
        ("init",),
        more=("scale", "activation", "depth", "width"),
    ),
    Step(
        "Train and observe",
        views=("map", "cost", "network", "norms"),
        more=("lr", "speed", "show", "watch"),
        legends={
            "map": "The answer: {ramp:negative|0|½, undecided|positive|1} "
            f"on [−{EDGE:g}, {EDGE:g}]². "
            "Discs: class 0. Squares: class 1. Hollow: held out.",
            "network": "{positive} positive, {zero} zero, {negative} negative; "
            "the wider the line, the larger the value. Beside it: what you watch, by layer.",
        },
    ),
)


def contenders(scale: float) -> list[Draw]:
    """One initializer for each of `CONTENDERS`, in order; the last has the variance `scale`/n."""
    laws: dict[str, Draw] = {
        "zero": constant,
        "small": partial(variance_scaling, scale=0.01),
        "appropriate": partial(variance_scaling, scale=1.0),
        "large": partial(variance_scaling, scale=100.0),
        "xavier": get("xavier_normal").draw,
        "he": get("he_normal").draw,
        "orthogonal": orthogonal,
        "free": partial(variance_scaling, scale=scale),
    }
    return [laws[name] for name in CONTENDERS]


def sizes(settings: Settings) -> list[int]:
    """The layer sizes: 2-6-3-1 for two hidden layers of width 6."""
    width, depth = settings["width"], settings["depth"]
    last = [max(1, (width + 1) // 2)] if depth > 1 else []
    return [2, *[width] * (depth - len(last)), *last, 1]


def data(settings: Settings) -> tuple[Data, Data]:
    """A training and a held-out set from the same law, `POINTS` each, halves of each class."""
    rng = np.random.default_rng([settings["seed"], list(PLANE).index(settings["data"])])
    sets = [plane(settings["data"], POINTS, rng=rng) for _ in range(2)]
    training, held_out = (Data(x.astype(DTYPE), y.astype(DTYPE)) for x, y in sets)
    return training, held_out


def network(settings: Settings) -> Network:
    """The eight networks at the start: equal seeds, so that the laws differ and not the luck."""
    net = Network(
        sizes(settings), hidden=settings["activation"], networks=len(CONTENDERS), dtype=DTYPE
    )
    rngs = [np.random.default_rng(settings["seed"]) for _ in CONTENDERS]
    net.initialize(contenders(settings["scale"]), rng=rngs)
    return net


def grid(cells: int = CELLS) -> NDArray[Any]:
    """The centres of `cells`×`cells` squares on [−5, 5]², rows from the top: (2, cells²)."""
    axis = EDGE * ((2 * np.arange(cells) + 1) / cells - 1)
    return np.stack([np.tile(axis, cells), np.repeat(-axis, cells)]).astype(DTYPE)


def scene(settings: Settings) -> Frame:
    """The points of both sets and the layer sizes."""
    training, held_out = data(settings)
    return {
        "x": training.x,
        "y": training.y[0],
        "held_out_x": held_out.x,
        "held_out_y": held_out.y[0],
        "sizes": np.array(sizes(settings), dtype=np.int64),
    }


def frames(settings: Settings) -> Iterator[Frame]:
    """The race, from the state before training; each frame `settings["speed"]` epochs on.

    A frame holds, for each of the k networks: `cost` and `accuracy` on the training set,
    `held_out` accuracy, `weights` and `gradients` (k, P), `norms` of the gradient by layer
    (k, L), what `initdocs.watching` gives, and the `map` of ŷ over the plane (k, cells²).
    """
    training, held_out = data(settings)
    net, points = network(settings), grid()
    steps = train(net, training.x, training.y, optimizer=SGD(settings["lr"]))
    # every network sees the same inputs: one pass serves the held-out points and the map
    seen = np.concatenate([held_out.x, points], axis=1)
    truth, held_truth = training.y[0] > 0.5, held_out.y[0] > 0.5
    # a learning rate that is too high ends in inf and nan: they are shown, not warned about
    with np.errstate(all="ignore"):
        step = next(steps)
    while True:
        with np.errstate(all="ignore"):
            output = net.forward(seen).output[:, 0]
            frame = {
                "epoch": np.array([step.epoch]),
                "cost": step.cost(net),
                "accuracy": ((step.trace.output[:, 0] > 0.5) == truth).mean(axis=1),
                "held_out": ((output[:, :POINTS] > 0.5) == held_truth).mean(axis=1),
                "norms": layer_norms(net, step.gradient),
                **watched(net, step, settings["lr"]),
                "weights": net.theta.copy(),
                "gradients": step.gradient.flat.copy(),
                "map": output[:, POINTS:],
            }
        yield frame
        with np.errstate(all="ignore"):
            for _ in range(settings["speed"]):
                step = next(steps)


#: frames that are recorded, of ten epochs each: all of the first three hundred epochs, then every
#: third to the thousandth
RECORDED = (*range(31), *range(31, 101, 3))


def unmoved(scene: Frame, run: Sequence[Frame]) -> tuple[str, str]:
    """The start that is left at the highest cost, and those of it and of the best."""
    del scene
    costs = dict(zip(CONTENDERS, run[-1]["cost"], strict=True))
    worst, best = (end(costs, key=costs.__getitem__) for end in (max, min))
    cost, even = f"{costs[worst]:.3f}", f"{np.log(2):.3f}"
    guess = ", which is ln 2, an even guess." if cost == even else f"; an even guess costs {even}."
    said = f"{CONTENDERS[worst][0]} is at {cost}{guess}"
    return worst, f"{said} The lowest cost is {costs[best]:.3f}."


DEMO = Demo(
    title="Playground: eight initializations, one data set",
    play="Train live",
    parameters=PARAMETERS,
    steps=STEPS,
    readouts={"epoch": "Epoch", "cost": "Cost", "accuracy": "Accuracy", "held_out": "Held out"},
    recording=Recording(
        frames=RECORDED,
        bits={
            "map": 4,
            "weights": 8,
            "gradients": 8,
            "norms": 8,
            "updates": 6,
            "dead": 5,
            "flat": 5,
        },
        log=("cost", "norms", "updates"),
    ),
    scene=scene,
    frames=frames,
    result=("map", "cost"),
    constants={
        "edge": EDGE,
        "lines": [line.told for line in LINES.values()],
        "watched": CHARTS,
        "shades": [shade.name for shade in colours.STEPS],
    },
    axes=(
        Axis({"data": SETS, "activation": ACTIVATIONS, "seed": (3, 1, 2)}),
        Axis({"scale": SCALES}),
    ),
    presets=(
        Preset(
            "Zero never moves",
            {"init": "zero"},
            "Its cost stays at ln 2, an even guess.",
        ),
        Preset(
            "Too small wakes late",
            {"init": "small"},
            "Nothing happens for a long time, and then all at once.",
        ),
        Preset(
            "Dead ReLU",
            {"data": "gaussian", "seed": 1},
            "One unlucky draw for all normal laws: no gradient comes back. Orthogonal learns.",
        ),
        Preset(
            "Saturated",
            {"activation": "tanh", "init": "large", "watch": "flat"},
            "Far from 0 a tanh is flat, and the cost comes down slowly.",
        ),
        Preset(
            "Sigmoid layers",
            {"activation": "sigmoid"},
            "A sigmoid passes a quarter of a gradient at best: no start has learned in the end.",
        ),
    ),
    question=Question(
        "Which start will still know nothing after 1,000 epochs?",
        {name: CONTENDERS[name][0] for name in ("zero", "small", "large", "orthogonal")},
        unmoved,
    ),
)
