"""Matplotlib's backend in cells: a figure that is shown goes to the page as SVG.

`plt.show()` and `plt.pause(seconds)` hand over every figure that has changed since, so a
figure can grow while a cell runs; a figure that no one showed is shown when the cell ends.
"""

from collections.abc import Callable
from typing import Any

import matplotlib as mpl
from matplotlib._pylab_helpers import Gcf
from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from initdocs.figures import STYLE, to_svg

#: where figures go: the number of the figure, its SVG, and its text for those who do not see it
receiver: Callable[[int, str, str], None] | None = None
used = False


def use() -> None:
    """Let pyplot draw for a page, in the site's style."""
    global used  # noqa: PLW0603 - a second cell keeps what the first has set
    if not used:
        mpl.rcParams.update(STYLE)
        used = True
    mpl.use(f"module://{__name__}")


def described(figure: Figure) -> str:
    """What the figure's titles and axes say.

    >>> figure = Figure()
    >>> _ = figure.subplots().set(xlabel="layer", ylabel="variance", title="Signal")
    >>> described(figure)
    'Signal: variance against layer'
    """
    parts = []
    for axes in figure.axes:
        x, y, title = axes.get_xlabel(), axes.get_ylabel(), axes.get_title()
        drawn = f"{y} against {x}" if x and y else x or y
        parts.append(": ".join(part for part in (title, drawn) if part))
    return "; ".join(part for part in parts if part) or "Figure"


def _hand_over(manager: FigureManagerBase) -> None:
    figure, number = manager.canvas.figure, int(manager.num)
    if receiver and figure.stale:
        receiver(number, to_svg(figure, f"drawn-{number}"), described(figure))
        figure.stale = False


def finish() -> None:
    """Show what was not shown yet, and close all figures."""
    try:
        for manager in Gcf.get_all_fig_managers():
            _hand_over(manager)
    finally:
        Gcf.destroy_all()


class FigureManager(FigureManagerBase):
    """A figure of pyplot."""

    @classmethod
    def pyplot_show(cls, *, block: bool | None = None) -> None:
        """Show every figure that has changed."""
        del block
        for manager in Gcf.get_all_fig_managers():
            _hand_over(manager)


class FigureCanvas(FigureCanvasSVG):  # type: ignore[misc]
    """What pyplot draws on."""

    manager_class: Any = FigureManager

    def draw_idle(self, *arguments: Any, **options: Any) -> None:
        """Leave the drawing to the hand-over: a figure drawn twice would count as unchanged."""
