"""Posters of the transformer demo: its first state, for readers without JavaScript."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from initdocs.colours import INK, NEGATIVE, NETWORK, POSITIVE, STEPS
from initdocs.demos.transformer import CONTENDERS, HEADS, KINDS, LEAST, LINES, MOST, RECORDED, text
from initdocs.figures import Array, Drawing, series

RATIO = {"stream": 1.6, "heads": 1.6, "letters": 6.0, "cost": 1.6, "updates": 1.6}
CONTENDER = list(CONTENDERS).index("gpt2")
COLOUR = LINES["gpt2"].colour
END = 2 * RECORDED[-1]


def _figure(view: str) -> Figure:
    return Figure(figsize=(3.6, 3.6 / RATIO[view]))


def stream(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The size of the residual stream behind each branch, before training."""
    figure = _figure("stream")
    axes = figure.add_subplot()
    at = np.arange(scene["stream"].shape[1])
    shown = {
        f"_start {name}": series(at, sizes)
        for name, sizes in zip(CONTENDERS, scene["stream"], strict=True)
    }
    for label, s in shown.items():
        axes.plot(s.x, s.y, color=NETWORK, linewidth=0.7, label=label)
    shown["_now"] = now = series(at, frame["stream"][0])
    axes.plot(now.x, now.y, color=COLOUR, linewidth=3, label="_now")
    axes.set(xlabel="branch", ylabel="size of the stream", yscale="log", ylim=(1e-2, 1e2))
    return Drawing(figure, shown)


def heads(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """How widely each head of attention looks, a dot a head."""
    del scene
    figure = _figure("heads")
    axes = figure.add_subplot()
    own = frame["entropy"][0].reshape(-1, HEADS)
    blocks = np.arange(1, len(own) + 1)
    shown = {
        f"_head {i + 1}": series(blocks + 0.16 * (i - (HEADS - 1) / 2), own[:, i])
        for i in range(HEADS)
    }
    for label, s in shown.items():
        axes.plot(s.x, s.y, "o", color=COLOUR, markersize=4, label=label)
    axes.set(xlabel="block", ylabel="entropy / ln t", ylim=(0, 1.05), xticks=blocks)
    return Drawing(figure, shown)


def letters(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """What comes next in a text, and below it what the transformer takes it for."""
    figure = Figure(figsize=(3.6, 3.6 / RATIO["letters"]))
    figure.set_layout_engine("none")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    alphabet = text()[2].replace(" ", "␣")
    count = len(scene["text"])
    axes.set(xlim=(0, count), ylim=(0, 2))
    shown = {}
    pairs = zip(scene["text"], frame["guess"], strict=True)
    for i, (letter, guess) in enumerate(pairs):
        label = f"_guess {i}"
        shown[label] = series((i + 0.05, i + 0.95), (0.05, 0.95), z=letter == guess)
        colour = POSITIVE if letter == guess else NEGATIVE
        box = Rectangle((i + 0.05, 0.05), 0.9, 0.9, fill=False, edgecolor=colour, label=label)
        axes.add_patch(box)
        for up, token in ((0.75, letter), (0.25, guess)):
            at = (i + 0.5) / count
            figure.text(at, up, alphabet[int(token)], ha="center", va="center", color=INK)
    return Drawing(figure, shown)


def cost(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The loss before training, and that of an even guess."""
    figure = _figure("cost")
    axes = figure.add_subplot()
    shown = {
        "_even": series((0, END), np.repeat(scene["even"], 2)),
        "_first": series([0], frame["cost"][:1]),
    }
    axes.plot(*shown["_even"][:2], "--", color=INK, linewidth=1, label="_even")
    axes.plot(*shown["_first"][:2], "o", color=COLOUR, markersize=4, label="_first")
    axes.set(xlabel="step", ylabel="loss", xlim=(0, END), ylim=(2.4, 4.4))
    return Drawing(figure, shown)


def updates(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """How far the first step moves each kind of matrix, in proportion to it."""
    del scene
    figure = _figure("updates")
    axes = figure.add_subplot()
    moved = zip(KINDS, frame["updates"][0], strict=True)
    shown = {f"_{kind}": series([0], [ratio]) for kind, ratio in moved}
    for (label, s), colour in zip(shown.items(), STEPS, strict=True):
        axes.plot(s.x, s.y, "o", color=colour, markersize=4, label=label)
    axes.set(xlabel="step", ylabel="|step| / |weights|", yscale="log")
    axes.set(xlim=(0, END), ylim=(LEAST, MOST))
    return Drawing(figure, shown)


VIEWS = {"stream": stream, "heads": heads, "letters": letters, "cost": cost, "updates": updates}
