"""Posters of the twins: the first state, for readers without JavaScript."""

from matplotlib.figure import Figure

from initdocs.colours import HE, INK, LECUN, POSITIVE
from initdocs.demos.twins import REACH
from initdocs.figures import Array, Drawing, series

RATIO = {"network": 1.3, "arrows": 1.3}


def network(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """Two inputs, two units and one answer."""
    del scene, frame
    figure = Figure(figsize=(3.4, 3.4 / RATIO["network"]))
    axes = figure.add_subplot()
    inputs, units, answer = ((0, 1), (0, 0)), ((1, 1), (1, 0)), (2, 0.5)
    ways = [(a, b) for a in inputs for b in units] + [(b, answer) for b in units]
    shown = {}
    for i, (start, end) in enumerate(ways):
        label = f"_weight: {i}"
        shown[label] = series((start[0], end[0]), (start[1], end[1]))
        axes.plot(*shown[label][:2], "-", color=POSITIVE, label=label)
    for label, (x, y), colour in (
        *((f"_input: {i}", place, INK) for i, place in enumerate(inputs)),
        ("_unit 1", units[0], LECUN),
        ("_unit 2", units[1], HE),
        ("_answer", answer, INK),
    ):
        shown[label] = series([x], [y])
        axes.plot([x], [y], "o", color=colour, markersize=14, label=label)
    axes.set(xlim=(-0.3, 2.3), ylim=(-0.4, 1.4))
    axes.axis("off")
    return Drawing(figure, shown)


def arrows(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The weights of each unit as an arrow."""
    del frame
    (gone,) = scene["gone"]
    figure = Figure(figsize=(3.4, 3.4 / RATIO["arrows"]))
    axes = figure.add_subplot()
    shown = {}
    for label, unit, colour, dash in (
        ("_unit 1", scene["way"][gone][0], LECUN, "-"),
        ("_unit 2", scene["way"][gone][1], HE, "--"),
    ):
        x, y = unit
        shown[label] = series([0, x], [0, y])
        axes.plot(*shown[label][:2], dash, color=colour, linewidth=4, label=label)
    axes.set(
        xlabel="weight of input 1", ylabel="weight of input 2",
        xlim=(-REACH, REACH), ylim=(-REACH, REACH),
    )  # fmt: skip
    return Drawing(figure, shown)


VIEWS = {"network": network, "arrows": arrows}
