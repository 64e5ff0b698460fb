"""What lets a figure be read on a phone: names on the lines and large type."""

from collections.abc import Callable
from functools import wraps
from textwrap import fill
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes

from initdocs.colours import INK, Colour
from initdocs.figures import LARGE, Drawing, Series

#: points that a panel is high, and a line of type; points of a series that are near to each other
HEIGHT, LINE, NEAR = 120, 13.5, 14


def legible(draw: Callable[[], Drawing]) -> Callable[[], Drawing]:
    """The figure with its type as `LARGE` as a phone asks for."""

    @wraps(draw)
    def drawn() -> Drawing:
        with mpl.rc_context(LARGE):
            made = draw()
        for axes in made.figure.axes:
            axes.tick_params(labelsize=LARGE["font.size"])
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
