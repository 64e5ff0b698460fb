"""A small transformer learns to spell: the inside of it, from each of ten starts.

A character model of the text of `initdocs.datasets.letters`, by Adam. Beside the start that is
chosen, GPT-2's runs on the same batches.

The discovery: a start is told before the first step. GPT-2's first loss is that of an even guess,
ln V, within 0.1; embeddings of variance 1 under a tied head are sure of nonsense, at more than
five times that. Without the 1/√(2L) the residual stream is larger at the last block; without the
1/√d of attention each head looks at few places. One zero in each branch costs nothing, and two
leave every branch where it is, for ever. One rate means the same at every width with μP: after ten
steps the loss at width 16 is that at 64, within 0.05; with GPT-2's start it is not, by 0.2.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np

from initdocs import colours, datasets
from initdocs.colours import EXPLODES, FADES, KEPT, LECUN, NEGATIVE, STARTS, Line
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
from initdocs.training import Adam
from initdocs.transformer import (
    Architecture,
    Trace,
    Transformer,
    attention_entropy,
    stream_size,
    update_ratios,
)

DTYPE = np.float32
HEADS = 4
#: the width at which μP's rates are those that are chosen
USUAL = 32
#: places of an example, examples of a batch, and of what the loss is told on
PLACES, BATCH, TOLD = 16, 8, 8
#: letters from here on are read, and not learned from
HELD_OUT = 19_900
#: what is read aloud in the demo begins so
PASSAGE = " dear quiet thing"
#: how far the largest and the least update that is drawn move a matrix
LEAST, MOST = 1e-4, 1.0

#: value: (label, the law as the reader sees it)
CONTENDERS = {
    "gpt2": ("GPT-2", "0.02, last/√(2L)"),
    "flat": ("All 0.02", "0.02, any depth"),
    "xavier": ("Xavier", "Var 2/(n+n′)"),
    "he": ("He", "Var 2/n"),
    "zero": ("Last is zero", "1/n, last 0"),
    "deepnorm": ("DeepNorm", "norm(αh + f)"),
    "mup": ("μP", "1/n, rate 1/n"),
    "unscaled": ("No 1/√d", "Xavier, bare q·k"),
    "tied": ("Tied N(0, 1)", "table and head"),
    "zeros": ("Two zeros", "first, last 0"),
}
LINES = {
    "gpt2": Line(KEPT, ()),
    "flat": Line(LECUN, (12, 3, 2, 3)),
    "xavier": STARTS["xavier"],
    "he": STARTS["he"],
    "zero": STARTS["zero"],
    "deepnorm": STARTS["orthogonal"],
    "mup": STARTS["own"],
    "unscaled": Line(FADES, (6, 3)),
    "tied": Line(EXPLODES, (2, 2)),
    "zeros": Line(NEGATIVE, (2, 4)),
}


def deviation(start: str, name: str, shape: tuple[int, ...], blocks: int) -> float:
    """The standard deviation that a start gives a parameter, by its name, (n_out, n_in) and L.

    GPT-2's and μP's are those of `initdocs.recipes`. DeepNorm's β for a decoder of L blocks is
    (8L)^−¼ (Wang et al. 2022); a table is drawn as the head that it is.

    >>> deviation("gpt2", "h.0.mlp.c_proj.weight", (32, 128), 8)
    0.005
    """
    last, within = "c_proj" in name, "c_v" in name or "c_fc" in name
    xavier, he, lecun = np.sqrt([2 / sum(shape), 2 / shape[1], 1 / shape[1]]).tolist()
    gpt2 = 0.02 / (2 * blocks) ** 0.5 if last else 0.02
    hidden = name.startswith("h.")
    zero = 0.0 if last else lecun if hidden else 0.02
    # by the width of the stream, also where the MLP comes back to it
    mup = min(shape) ** -0.5 if hidden else 0.0 if name == "lm_head.weight" else 1.0
    return {  # type: ignore[no-any-return]
        "gpt2": gpt2,
        "flat": 0.02,
        "xavier": xavier,
        "he": he,
        "zero": zero,
        "deepnorm": xavier * ((8 * blocks) ** -0.25 if last or within else 1),
        "mup": mup,
        "unscaled": xavier,
        "tied": 1.0 if name == "wte.weight" else gpt2,
        "zeros": 0.0 if within else zero,
    }[start]


def asked(start: str, blocks: int, width: int) -> dict[str, Any]:
    """What a start asks of the architecture: DeepNorm's α is (2L)^¼, μP divides scores by d/H."""
    ask: dict[str, dict[str, Any]] = {
        "deepnorm": {"place": "post", "skip": (2 * blocks) ** 0.25},
        "mup": {"tied": False, "scale": HEADS / width},
        "unscaled": {"scale": 1.0},
    }
    return ask.get(start, {})


def rate(start: str, net: Transformer, lr: float) -> float | Array:
    """Adam's rate: μP divides that of matrices but the tables by the width, in units of `USUAL`.

    An array has one for each of the parameters, in the order of θ.
    """
    if start != "mup":
        return lr
    by_width = lr * USUAL / net.architecture.width
    tables = ("wte.weight", "wpe.weight")
    return np.concatenate([
        np.full(values[0].size, by_width if values[0].ndim == 2 and name not in tables else lr)
        for name, values in net.parameters.items()
    ])  # fmt: skip


#: whose updates are told together, along the way of the signal
KINDS = {
    "tables": ("wte", "wpe"),
    "queries, keys": ("c_q", "c_k"),
    "values": ("c_v",),
    "into the MLP": ("c_fc",),
    "last of a branch": ("c_proj",),
}

PARAMETERS = (
    Choice(
        "start", "Start", "gpt2", look="tiles",
        options={value: label for value, (label, _) in CONTENDERS.items()},
        laws={value: law for value, (_, law) in CONTENDERS.items()},
        lines=LINES,
    ),
    Number("blocks", "Blocks L", 4, low=1, high=12, whole=True, step=1,
           help="each of two branches, attention and an MLP"),
    Choice("width", "Width d", "32", options={"16": "16", "32": "32", "64": "64"}),
    Number("lr", "Learning rate", 0.003, low=0.0001, high=0.1, help="of Adam"),
    Number("speed", "Steps a frame", 2, low=1, high=20, whole=True, step=1, live=True),
    Number("seed", "Seed", 0, low=0, high=999_999, whole=True, step=1,
           help="of the weights and of the batches"),
)  # fmt: skip

STEPS = (
    Step("Choose the start", ("start",), more=("blocks", "width", "seed")),
    Step(
        "Train and observe",
        views=("letters", "cost", "stream", "heads", "updates"),
        more=("lr", "speed"),
        legends={
            "letters": "Above, what comes next in a text not learned from. Below, the guess: "
            "{positive} right, {negative} wrong (crossed), the surer the stronger.",
            "cost": "The loss on text not learned from. Dashed: ln V, an even guess.",
            "stream": "√mean h² behind each branch, from the embeddings (0) on. "
            "Thin: all starts before training.",
            "heads": "A dot a head: at 1 it looks at all places alike, at 0 at one. "
            "{ink} The mean of GPT-2’s heads.",
            "updates": "From {step1} the tables to {step5} the last matrices of the branches. "
            "Dashed: a thousandth a step.",
        },
    ),
)


@lru_cache(maxsize=1)
def text() -> tuple[Array, Array, str]:
    """The letters to learn from, those held out, and the alphabet."""
    tokens, alphabet = datasets.letters()
    return tokens[:HELD_OUT], tokens[HELD_OUT:], alphabet


@lru_cache(maxsize=1)
def told() -> tuple[Array, Array]:
    """What the loss is told on, (T, m): the passage first, then pieces of what is held out."""
    _, held_out, alphabet = text()
    begin = "".join(alphabet[token] for token in held_out).index(PASSAGE)
    at = begin + np.arange(PLACES)[:, None]
    x, y = datasets.excerpts(held_out, length=PLACES, count=TOLD - 1, rng=np.random.default_rng(0))
    return np.hstack([held_out[at], x]), np.hstack([held_out[at + 1], y])


def drawn(name: str, settings: Settings) -> Transformer:
    """The transformer at one of the starts, before training."""
    blocks, width = settings["blocks"], int(settings["width"])
    net = Transformer(
        Architecture(
            vocabulary=len(text()[2]), context=PLACES, width=width, heads=HEADS, blocks=blocks,
            **asked(name, blocks, width),
        ),
        dtype=DTYPE,
    )  # fmt: skip
    rng = np.random.default_rng(settings["seed"])
    for each, values in net.parameters.items():
        # the same numbers for every start: the laws differ and not the luck
        if "ln_" not in each:
            shape = values.shape[1:]
            values[0] = deviation(name, each, shape, blocks) * rng.standard_normal(shape)
    return net


def scene(settings: Settings) -> Frame:
    """Before training, for each of the ten starts: `first` loss, `stream` (10, 2L + 1).

    And the `text` of the passage, each letter after the first, and ln V.
    """
    x, y = told()
    first, stream = [], []
    for name in CONTENDERS:
        net = drawn(name, settings)
        trace = net.forward(x)
        first.append(net.cost(trace, y)[0])
        stream.append(stream_size(trace)[0])
    return {
        "first": np.array(first),
        "stream": np.array(stream),
        "text": y[:, 0],
        "even": np.log([len(text()[2])]),
    }


def _moved(before: dict[str, Array], net: Transformer) -> list[float]:
    """How far a step has moved each of `KINDS`: the mean of their matrices, within what is drawn.

    What starts at zero and moves has moved all of it.
    """
    ratios = update_ratios(before, net.parameters)
    return [
        float(np.mean([np.clip(r, LEAST, MOST) for name, r in ratios.items()
                       if any(part in name for part in parts)]))
        for parts in KINDS.values()
    ]  # fmt: skip


def _seen(net: Transformer, trace: Trace, y: Array) -> list[Array]:
    return [
        net.cost(trace, y)[0],
        stream_size(trace)[0],
        attention_entropy(trace)[0].ravel(),
    ]


def frames(settings: Settings) -> Iterator[Frame]:
    """Training, from the state before it; each frame `settings["speed"]` steps on.

    A frame holds, for the chosen start and for GPT-2's: the `cost` on the held-out text (2,), the
    size of the `stream` (2, 2L + 1), the `entropy` of each head (2, L·H), and how far the next step
    moves each kind of matrix, `updates` (2, 5); and for the chosen start the `guess` at each letter
    of the passage, (T,), with its `chance`.
    """
    learned, _, _ = text()
    x, y = told()
    # dict: a start beside itself runs once
    names = list(dict.fromkeys([settings["start"], "gpt2"]))
    nets = [drawn(name, settings) for name in names]
    optimizers = [
        Adam(rate(name, net, settings["lr"])) for name, net in zip(names, nets, strict=True)
    ]
    gradients = [net.gradient() for net in nets]
    rng = np.random.default_rng([settings["seed"], 1])
    index = 0
    while True:
        # a learning rate that is too high ends in inf and nan: they are shown, not warned about
        with np.errstate(all="ignore"):
            traces = [net.forward(x) for net in nets]
            seen = [_seen(net, trace, y) for net, trace in zip(nets, traces, strict=True)]
            z = traces[0].logits[0, :PLACES].astype(float)
            chances = np.exp(z - z.max(axis=-1, keepdims=True))
            chances /= chances.sum(axis=-1, keepdims=True)
            at, moved = index, np.empty((len(nets), len(KINDS)))
            for number in range(settings["speed"]):
                batch, after = datasets.excerpts(learned, length=PLACES, count=BATCH, rng=rng)
                for i, net in enumerate(nets):
                    before = net.parameters if number else _copied(net)
                    net.backward(net.forward(batch), after, gradients[i])
                    optimizers[i].step(net.theta, gradients[i].flat)
                    if not number:
                        moved[i] = _moved(before, net)
                index += 1
        cost, stream, entropy = (np.array(each)[[0, -1]] for each in zip(*seen, strict=True))
        yield {
            "step": np.array([at]),
            "cost": cost,
            "stream": stream,
            "entropy": entropy,
            "updates": moved[[0, -1]],
            "guess": chances.argmax(axis=-1),
            "chance": chances.max(axis=-1),
        }


def _copied(net: Transformer) -> dict[str, Array]:
    return {name: values.copy() for name, values in net.parameters.items()}


def said(settings: Settings) -> dict[str, str]:
    """The start in a sentence, from before the first step."""
    shown = scene(settings)
    place = list(CONTENDERS).index(settings["start"])
    first, stream = float(shown["first"][place]), shown["stream"][place]
    even = float(shown["even"][0])
    grown = float(stream[-1] / stream[0])
    looks = float(
        attention_entropy(drawn(settings["start"], settings).forward(told()[0]))[0].mean()
    )
    above = first - even
    guess = "an even guess" if abs(above) < 0.1 else f"{above:.2g} above an even guess"
    return {
        "first": f"{first:.2f}",
        "even": f"{even:.2f}",
        "grown": f"{grown:.2f}",
        "looks": f"{looks:.2f}",
        "verdict": f"Before the first step the loss is {first:.2f}, {guess} (ln V = {even:.2f}). "
        f"Behind {2 * settings['blocks']} branches the stream is {grown:.2f} times its first size. "
        f"The entropy of its heads is {looks:.2f} of the most there can be.",
    }


#: sixty-one frames, of two steps each
RECORDED = range(61)

DEMO = Demo(
    title="Ten starts of a transformer that learns to spell",
    play="Train live",
    parameters=PARAMETERS,
    steps=STEPS,
    readouts={"step": "Step", "cost": "Loss", "above": "Above ln V", "right": "Letters right"},
    recording=Recording(
        frames=RECORDED,
        bits={"stream": 10, "entropy": 7, "updates": 7, "guess": 7, "chance": 6, "text": 7},
        log=("stream", "updates", "cost"),
    ),
    scene=scene,
    frames=frames,
    result=("cost", "stream"),
    constants={
        "alphabet": text()[2],
        "heads": HEADS,
        "end": 2 * RECORDED[-1],
        "lines": [line.told for line in LINES.values()],
        "kinds": [*KINDS],
        "watched": {"label": "|step| / |weights|", "decades": [-4, 0], "guide": 1e-3},
        "shades": [shade.name for shade in colours.STEPS],
    },
    words=Words(labels={"verdict": "What it means"}, say=said),
    axes=(
        Axis({"start": CONTENDERS}),
        Axis({"start": ("gpt2", "mup"), "width": ("16", "32", "64")}),
    ),
    presets=(
        Preset("GPT-2", {}, "Its first loss is that of an even guess, and its heads look at all."),
        Preset("No branch is scaled down", {"start": "flat"},
               "With 0.02 everywhere the stream is larger at the last block than GPT-2’s."),
        Preset("Nothing is divided by √d", {"start": "unscaled"},
               "Each head looks at few places from the start."),
        Preset("Sure of nonsense", {"start": "tied"},
               "The first loss is far above ln V: it guesses the letter that it has just read."),
        Preset("One zero", {"start": "zero"},
               "The tables and the last matrix of each branch; all the others move in the second."),
        Preset("One zero too many", {"start": "zeros"},
               "Nothing in any branch, in this step or later: only the tables learn."),
        Preset("Four times as wide", {"width": "64"},
               "After ten steps its loss is well below that of width 16, by the same rate."),
        Preset("One rate for every width", {"start": "mup", "width": "64"},
               "After ten steps its loss is that of width 16: one rate serves every width."),
    ),
)  # fmt: skip
