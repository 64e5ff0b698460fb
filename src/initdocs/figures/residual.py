"""Posters of the residual stack, and the figure of its page."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.colours import EXPLODES, FORWARD, INK, KEPT, MARKS, STEPS, XAVIER
from initdocs.demos.residual import PARTS
from initdocs.figures import Array, Drawing, series, told
from initdocs.figures.labels import beside, legible

UNITS, SEEDS, RATE = 100, 5, 0.01
DEPTHS = (1, 2, 4, 8, 16, 32, 64)
#: beyond as many blocks of He's weights one step leaves the range of numbers
LAST = 8
RATIO = {"growth": 1.5, "shares": 1.5}


def growth(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The mean square behind each block: theory, and one network."""
    del frame
    figure = Figure(figsize=(3.4, 3.4 / RATIO["growth"]))
    axes = figure.add_subplot()
    last = int(scene["blocks"][0])
    blocks = np.arange(last + 1)
    shown = {
        f"_{name}": series(blocks, 10 ** scene[name][: last + 1]) for name in ("theory", "network")
    }
    for (label, s), (colour, form) in zip(
        shown.items(), ((INK, "-"), (EXPLODES, "o")), strict=True
    ):
        axes.plot(s.x, s.y, form, color=colour, markersize=3.5, label=label)
    axes.set(xlabel="block", ylabel="mean square", yscale="log")
    return Drawing(figure, shown)


def shares(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """What part of the mean square behind each block was there behind an earlier one."""
    del frame
    figure = Figure(figsize=(3.4, 3.4 / RATIO["shares"]))
    axes = figure.add_subplot()
    last = int(scene["blocks"][0])
    blocks = np.arange(last + 1)
    size = 10 ** scene["theory"][: last + 1]
    shown = {}
    for part, colour in enumerate((FORWARD, *STEPS)):
        until = np.minimum(blocks, round(part * last / PARTS))
        label = f"_until part {part}"
        shown[label] = series(blocks, size[until] / size)
        axes.plot(blocks, size[until] / size, color=colour, label=label)
    axes.set(xlabel="block", ylabel="share of the mean square", ylim=(0, 1.02))
    return Drawing(figure, shown)


VIEWS = {"growth": growth, "shares": shares}


def _moved(depth: int, alpha: float, first: float, *, last: bool, seed: int) -> float:
    """How far one step on ½|x_L − y|² moves the output of residual blocks, relative to its size.

    `alpha` is the factor on each branch, `first` the one on the deviation of its first layer;
    its last layer starts at zero if not `last`.
    """
    rng = np.random.default_rng(seed)
    shape = (UNITS, UNITS)
    into = [rng.normal(0, first * np.sqrt(2 / UNITS), shape) for _ in range(depth)]
    out = [last * rng.normal(0, np.sqrt(1 / UNITS), shape) for _ in range(depth)]
    start, goal = rng.standard_normal((2, UNITS, 1)) / np.sqrt(UNITS)

    def forward() -> list[Array]:
        xs = [start]
        for a, b in zip(into, out, strict=True):
            xs.append(xs[-1] + alpha * b @ np.maximum(a @ xs[-1], 0))
        return xs

    xs = forward()
    error, steps = xs[-1] - goal, []
    for a, b, x in zip(into[::-1], out[::-1], xs[-2::-1], strict=True):
        hidden = np.maximum(a @ x, 0)
        back = alpha * (b.T @ error) * (hidden > 0)
        steps.append((back @ x.T, alpha * error @ hidden.T))
        error = error + a.T @ back
    for layer, (da, db) in enumerate(reversed(steps)):
        into[layer] -= RATE * da
        out[layer] -= RATE * db
    return float(np.linalg.norm(forward()[-1] - xs[-1]) / np.linalg.norm(xs[-1]))


@legible
def one_step() -> Drawing:
    """How far one step of gradient descent moves the output, by the number of residual blocks."""
    shown = {}
    for label, depths in (("α = 1", DEPTHS[: DEPTHS.index(LAST) + 1]), ("α = 1/√L", DEPTHS),
                          ("Fixup", DEPTHS)):  # fmt: skip
        moved = [
            [
                _moved(
                    depth,
                    depth**-0.5 if label == "α = 1/√L" else 1.0,
                    depth**-0.5 if label == "Fixup" else 1.0,
                    last=label != "Fixup",
                    seed=seed,
                )
                for seed in range(SEEDS)
            ]
            for depth in depths
        ]
        shown[label] = series(depths, np.median(moved, axis=1))
    figure = Figure(figsize=(5.0, 2.6))
    axes = figure.subplots()
    looks = ((EXPLODES, MARKS[EXPLODES]), (XAVIER, "s"), (KEPT, MARKS[KEPT]))
    for (label, s), (colour, mark) in zip(shown.items(), looks, strict=True):
        axes.plot(s.x, s.y, f"{mark}-", color=colour, label=label, markersize=4.5)
        beside(axes, shown, label, -1, (8, 0), colour)
    axes.set(xlabel="blocks", ylabel="moved, of its size", xscale="log", yscale="log")
    axes.set_xticks(DEPTHS, [str(depth) for depth in DEPTHS])
    axes.set_xlim(0.9, 190)
    axes.minorticks_off()
    ends = [f"{label} from {told(s.y[0])} to {told(s.y[-1])}" for label, s in shown.items()]
    return Drawing(
        figure,
        shown,
        f"On logarithmic axes. From one block to {LAST}, {ends[0]} of the output's size; "
        f"from one to {DEPTHS[-1]}, {ends[1]} and {ends[2]}.",
    )
