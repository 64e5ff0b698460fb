"""Posters of the playground: its first state, for readers without JavaScript."""

import io
from itertools import pairwise

import numpy as np
from matplotlib import colors
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from initdocs.colours import INK, NEGATIVE, PAPER, POSITIVE, ZERO
from initdocs.datasets import plane
from initdocs.demos.playground import CONTENDERS, EDGE, LINES
from initdocs.figures import Array, Drawing, series

#: width over height of each view, shared with the canvas that takes its place
RATIO = {"network": 1.5, "map": 1.0, "cost": 1.7, "norms": 2.4}
CONTENDER = 2


def _figure(view: str, width: float = 3.6) -> Figure:
    return Figure(figsize=(width, width / RATIO[view]))


def network(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The network, a line a weight: width by size, colour by sign."""
    figure = _figure("network")
    figure.set_layout_engine("none")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    axes.set(xlim=(0, RATIO["network"]), ylim=(0, 1))
    layers = [int(n) for n in scene["sizes"]]
    xs = np.linspace(0.12, RATIO["network"] - 0.12, len(layers))
    ys = [1 - (np.arange(n) + 0.5) / n for n in layers]
    theta, start = frame["weights"][CONTENDER], 0
    shown = {}
    largest = np.abs(theta).max() or 1.0
    for left, (n_in, n_out) in enumerate(pairwise(layers)):
        weights = theta[start : start + n_in * n_out].reshape(n_out, n_in)
        start += n_out * (n_in + 1)
        for (i, j), w in np.ndenumerate(weights):
            ends = (ys[left][j], ys[left + 1][i])
            shown[f"_from {left}, {j} to {i}"] = series(xs[left : left + 2], ends, z=w)
    for label, s in shown.items():
        colour = POSITIVE if s.z > 0 else NEGATIVE if s.z < 0 else ZERO
        wide = 0.5 + 3 * abs(float(s.z / largest))
        axes.plot(s.x, s.y, color=colour, linewidth=wide, label=label)
    units = {
        f"_unit {layer}, {i}": series(x, y)
        for layer, (x, column) in enumerate(zip(xs, ys, strict=True))
        for i, y in enumerate(column)
    }
    for label, s in units.items():
        disc = Circle(
            (float(s.x), float(s.y)), 0.035, facecolor=PAPER, edgecolor=INK, zorder=3, label=label
        )
        axes.add_patch(disc)
    return Drawing(figure, shown | units)


def decision_map(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The network's answer over the plane, with the training points."""
    figure = _figure("map", 2.4)
    figure.set_layout_engine("none")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    axes.set(xlim=(-EDGE, EDGE), ylim=(-EDGE, EDGE))
    cells = round(frame["map"].shape[1] ** 0.5)
    edges = (-EDGE, EDGE)
    shown = {"_answer": series(edges, edges, z=frame["map"][CONTENDER].reshape(cells, cells))}
    # a raster: it must be legible on both schemes, so its colours do not change
    answers = [colour.both for colour in (NEGATIVE, PAPER, POSITIVE)]
    ramp = colors.LinearSegmentedColormap.from_list("map", answers)
    s = shown["_answer"]
    axes.imshow(s.z, cmap=ramp, vmin=0, vmax=1, extent=(*s.x, *s.y), label="_answer")
    for answer, colour, marker in ((0, NEGATIVE, "o"), (1, POSITIVE, "s")):
        label = f"_class {answer}"
        shown[label] = s = series(*scene["x"][:, scene["y"] == answer])
        axes.scatter(s.x, s.y, s=12, color=colour, edgecolor=PAPER, linewidth=0.5, marker=marker,
                     label=label)  # fmt: skip
    return Drawing(figure, shown)


def cost(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The cost of all eight networks before training."""
    del scene
    figure = _figure("cost")
    axes = figure.add_subplot()
    costs = zip(CONTENDERS, frame["cost"], strict=True)
    shown = {f"_{name}": series([0], [value]) for name, value in costs}
    for (label, s), line in zip(shown.items(), LINES.values(), strict=True):
        axes.plot(s.x, s.y, "o", color=line.colour, markersize=4, label=label)
    axes.set(xlabel="epoch", ylabel="cost J", yscale="log", xlim=(0, 400), ylim=(1e-2, 300))
    return Drawing(figure, shown)


def norms(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """By layer: the norm of the gradient, or what else is watched."""
    del scene
    figure = _figure("norms")
    axes = figure.add_subplot()
    values = frame["norms"][CONTENDER]
    shown = {
        f"layer {i}": series(i - 1, max(float(value), 1e-6))
        for i, value in enumerate(values, start=1)
    }
    heights = [float(s.y) for s in shown.values()]
    axes.bar([*shown], heights, color=LINES["appropriate"].colour, width=0.6, label=[*shown])
    axes.set(ylabel="‖∂J/∂W‖", yscale="log", ylim=(1e-6, 10))
    return Drawing(figure, shown)


VIEWS = {"network": network, "map": decision_map, "cost": cost, "norms": norms}


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
