"""What lets a figure be read on a phone: names on the lines, large type, plain powers of ten."""

from collections.abc import Callable
from functools import wraps
from textwrap import fill
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, LogFormatter

from initdocs.colours import INK, Colour
from initdocs.figures import Drawing, Series

#: points: 11 pixels and more where 360 points are as wide as a phone's column
SIZE = 11.5
#: points that a panel is high, and a line of type; points of a series that are near to each other
HEIGHT, LINE, NEAR = 120, 13.5, 14
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def power(value: float, _at: int | None = None) -> str:
    """A power of ten as a tick says it.

    >>> power(1e-7), power(1.0), power(10.0)
    ('10⁻⁷', '1', '10')
    """
    exponent = f"{value:.0e}".partition("e")[2]
    raised = str(int(exponent)).translate(_RAISED)
    return {"⁰": "1", "¹": "10"}.get(raised, f"10{raised}")


def legible(draw: Callable[[], Drawing]) -> Callable[[], Drawing]:
    """The figure with its type at `SIZE`, and no letters of mathematics on its axes."""

    @wraps(draw)
    def drawn() -> Drawing:
        sizes = {"font.size": SIZE, "axes.titlesize": SIZE}
        with mpl.rc_context(sizes):
            made = draw()
        for axes in made.figure.axes:
            axes.tick_params(labelsize=SIZE)
            for axis in (axes.xaxis, axes.yaxis):
                if isinstance(axis.get_major_formatter(), LogFormatter):
                    axis.set_major_formatter(FuncFormatter(power))
        return made

    return drawn


def beside(
    axes: Axes,
    shown: dict[str, Series],
    label: str,
    at: int,
    offset: tuple[float, float] = (7, 0),
    colour: Colour = INK,
    text: str = "",
    **more: Any,
) -> None:
    """Write the label of a series beside its point number `at`, `offset` points away from it.

    Where there is no room for it in one line, `text` is the label in several.
    """
    s = shown[label]
    how = {"ha": "left" if offset[0] > 0 else "right" if offset[0] < 0 else "center",
           "va": "bottom" if offset[1] > 0 else "top" if offset[1] < 0 else "center"}  # fmt: skip
    axes.annotate(
        text or label, (float(s.x[at]), float(s.y[at])), offset, textcoords="offset points",
        color=colour, annotation_clip=False, **{**how, **more},
    )  # fmt: skip


def ends(axes: Axes, shown: dict[str, Series], colours: list[Colour]) -> None:
    """Write each label where its line ends or leaves a logarithmic axis, none over another."""
    low, high = np.log10(axes.get_ylim())
    places = []
    for (label, s), colour in zip(shown.items(), colours, strict=True):
        y = np.log10(np.clip(s.y, 1e-300, None))
        inside = np.flatnonzero((y >= low) & (y <= high))
        at = int(inside[-1]) if inside.size else 0
        height = (np.clip(y[at], low, high) - low) / (high - low) * HEIGHT
        places.append((at, height, label, colour))
    beneath: list[tuple[int, float]] = []
    for at, height, label, colour in sorted(places, key=lambda place: place[1]):
        text = fill(label, 14)
        near = [top for other, top in beneath if abs(other - at) < NEAR]
        bottom = max([height - LINE * (text.count("\n") + 1) / 2, 2.0, *near])
        beneath.append((at, bottom + LINE * (text.count("\n") + 1)))
        edge = shown[label]._replace(y=np.clip(shown[label].y, 10**low, 10**high))
        beside(axes, {label: edge}, label, at, (8, bottom - height), colour, text, va="bottom")
