"""Posters of the playground: its first state, for readers without JavaScript."""

import io
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib import colors
from matplotlib.figure import Figure
from matplotlib.patches import Circle
from numpy.typing import NDArray

from initdocs import figures
from initdocs.datasets import plane
from initdocs.figures import INK, NEGATIVE, PAPER, POSITIVE, SERIES, ZERO

Array = NDArray[Any]

#: width over height of each view, shared with the canvas that takes its place
RATIO = {"network": 1.5, "map": 1.0, "cost": 1.7, "norms": 2.4}
CONTENDER = 2


def _figure(view: str, width: float = 3.6) -> Figure:
    return Figure(figsize=(width, width / RATIO[view]))


def network(scene: dict[str, Array], frame: dict[str, Array]) -> Figure:
    """The network, a line a weight: width by size, colour by sign."""
    figure = _figure("network")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    axes.set(xlim=(0, RATIO["network"]), ylim=(0, 1))
    layers = [int(n) for n in scene["sizes"]]
    xs = np.linspace(0.12, RATIO["network"] - 0.12, len(layers))
    ys = [1 - (np.arange(n) + 0.5) / n for n in layers]
    theta, start = frame["weights"][CONTENDER], 0
    largest = np.abs(theta).max() or 1.0
    for left, (n_in, n_out) in enumerate(pairwise(layers)):
        weights = theta[start : start + n_in * n_out].reshape(n_out, n_in)
        start += n_out * (n_in + 1)
        for (i, j), w in np.ndenumerate(weights / largest):
            axes.plot(
                xs[left : left + 2], [ys[left][j], ys[left + 1][i]],
                color=POSITIVE if w > 0 else NEGATIVE if w < 0 else ZERO,
                linewidth=0.5 + 3 * abs(w),
            )  # fmt: skip
    for x, column in zip(xs, ys, strict=True):
        for y in column:
            axes.add_patch(Circle((x, y), 0.035, facecolor=PAPER, edgecolor=INK, zorder=3))
    return figure


def decision_map(scene: dict[str, Array], frame: dict[str, Array]) -> Figure:
    """The network's answer over the plane, with the training points."""
    figure = _figure("map", 2.4)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    axes.set(xlim=(-5, 5), ylim=(-5, 5))
    cells = round(frame["map"].shape[1] ** 0.5)
    values = frame["map"][CONTENDER].reshape(cells, cells)
    # a raster: it must be legible on both schemes, so its colours do not change
    ramp = colors.LinearSegmentedColormap.from_list("map", ["#f2b36b", "#e8e8e8", "#6fa8dc"])
    axes.imshow(values, cmap=ramp, vmin=0, vmax=1, extent=(-5, 5, -5, 5))
    _points(axes, scene, 12)
    return figure


def _points(axes: Any, scene: dict[str, Array], size: float) -> None:
    for label, colour, marker in ((0, NEGATIVE, "o"), (1, POSITIVE, "s")):
        x = scene["x"][:, scene["y"] == label]
        axes.scatter(*x, s=size, color=colour, edgecolor=PAPER, linewidth=0.5, marker=marker)


def cost(scene: dict[str, Array], frame: dict[str, Array]) -> Figure:
    """The cost of all eight networks before training."""
    del scene
    figure = _figure("cost")
    axes = figure.add_subplot()
    for value, colour in zip(frame["cost"], SERIES, strict=True):
        axes.plot([0], [value], "o", color=colour, markersize=4)
    axes.set(xlabel="epoch", ylabel="cost J", yscale="log", xlim=(0, 400), ylim=(1e-2, 300))
    return figure


def norms(scene: dict[str, Array], frame: dict[str, Array]) -> Figure:
    """The norm of the gradient in each layer before training."""
    del scene
    figure = _figure("norms")
    axes = figure.add_subplot()
    values = frame["norms"][CONTENDER]
    names = [f"layer {i}" for i in range(1, len(values) + 1)]
    axes.bar(names, np.maximum(values, 1e-6), color=SERIES[CONTENDER], width=0.6)
    axes.set(ylabel="‖∂J/∂W‖", yscale="log", ylim=(1e-6, 10))
    return figure


VIEWS = {"network": network, "map": decision_map, "cost": cost, "norms": norms}


def poster(view: str, scene: dict[str, Array], frame: dict[str, Array]) -> str:
    """The poster of a view, from the first frame of the recording."""
    with figures.style():
        return figures.to_svg(VIEWS[view](scene, frame), f"playground-{view}")


def thumbnail(name: str) -> str:
    """A data set at a glance, 60 points, for the button that chooses it."""
    x, y = plane(name, 60, rng=np.random.default_rng(0))
    out = io.StringIO()
    out.write('<svg viewBox="-6 -6 12 12" aria-hidden="true">')
    for (a, b), label in zip(x.T, y[0], strict=True):
        if label:
            out.write(f'<path d="M{a - 0.3:.1f} {-b - 0.3:.1f}h.6v.6h-.6z" class="one"/>')
        else:
            out.write(f'<circle cx="{a:.1f}" cy="{-b:.1f}" r=".35" class="zero"/>')
    out.write("</svg>")
    return out.getvalue()
