"""Posters of the derivation and its sides: the first state, for readers without JavaScript."""

from matplotlib.figure import Figure

from initdocs.colours import EXPLODES, INK, KEPT, NETWORK
from initdocs.demos.sides import LINES
from initdocs.figures import Array, Drawing, series

RATIO = {"chain": 1.7, "bars": 1.7}


def chain(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The lines of the derivation: what stands on their two sides."""
    del frame
    figure = Figure(figsize=(3.4, 3.4 / RATIO["chain"]))
    axes = figure.add_subplot()
    shown, here = {}, int(scene["line"][0])
    for i, line in enumerate(LINES):
        sign = "≠" if i == here and not scene["agree"][0] else line.sign
        label = f"{i + 1}   {line.left} {sign} {line.right}"
        label += f"   {scene['ratio'][0]:.2f}" if i == here else ""
        shown[label] = series(0.02, -i)
        axes.text(0.02, -i, label, va="center")
    axes.set(xlim=(0, 1), ylim=(-len(LINES) + 0.4, 0.6))
    axes.axis("off")
    return Drawing(figure, shown)


def bars(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """Both sides of the line, the right one as the unit."""
    del frame
    figure = Figure(figsize=(3.4, 3.4 / RATIO["bars"]))
    axes = figure.add_subplot()
    here = int(scene["line"][0])
    left, line = scene["ratio"][0], LINES[here]
    shown = {}
    own = KEPT if scene["agree"][0] else EXPLODES
    for place, name, size, colour in ((1, line.left, left, own), (0, line.right, 1, NETWORK)):
        label = f"_{name}"
        shown[label] = series([0, size], [place, place])
        axes.plot([0, size], [place, place], color=colour, linewidth=9, label=label)
    shown["_unit"] = series([1, 1], [-0.6, 1.6])
    axes.plot([1, 1], [-0.6, 1.6], "--", color=INK, linewidth=0.8, label="_unit")
    axes.set(
        xlim=(0, max(2.2, left)),
        ylim=(-0.6, 1.6),
        yticks=(0, 1),
        yticklabels=(line.right, line.left),
    )
    return Drawing(figure, shown)


VIEWS = {"chain": chain, "bars": bars}
