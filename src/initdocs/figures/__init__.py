"""Figures are functions: one function, one figure, named as the page calls it.

A function gives a `Drawing`: the picture, the series that it was drawn from, and a text for
those who do not see it, whose numbers come from the series. The docstring is the title.
The colours of `initdocs.colours` become CSS custom properties in the SVG, so that a figure
follows the light and the dark scheme of its page.
"""

# It imports matplotlib, the demos for their posters, what a cell shows, and what computes.

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from inspect import getdoc, isfunction, signature
from pkgutil import iter_modules
from typing import Any, NamedTuple

import matplotlib as mpl
import numpy as np
from cycler import cycler
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from initdocs import _check
from initdocs.colours import COLOURS, CYCLE, GRID, INK
from initdocs.figures._compact import compact
from initdocs.figures._ticks import plain

STYLE = {
    "axes.edgecolor": INK,
    "axes.facecolor": "none",
    "axes.grid": True,
    "axes.labelcolor": INK,
    "axes.prop_cycle": cycler(color=CYCLE),
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlesize": 10,
    "figure.constrained_layout.use": True,
    "figure.facecolor": "none",
    "figure.figsize": (5.0, 3.0),
    "font.size": 10,
    "grid.color": GRID,
    "grid.linewidth": 0.6,
    "legend.frameon": False,
    "lines.linewidth": 1.8,
    "path.simplify_threshold": 0.3,
    "savefig.transparent": True,
    "svg.fonttype": "none",
    "svg.hashsalt": "initdocs",
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}
#: Type of 11 pixels and more where the 360 points of a figure are as wide as a phone's column.
LARGE = {"axes.titlesize": 11.5, "font.size": 11.5}

Array = NDArray[Any]
NONE: Array = np.empty(0)


class Series(NamedTuple):
    """What is drawn under one label."""

    #: points in order; the edges of a histogram; the two ends of a band, ±inf from end to end
    x: Array
    y: Array
    #: where bars begin and end
    low: Array = NONE
    high: Array = NONE
    #: the values of a raster, rows from the top, or the one that a line's width and colour tell
    z: Array = NONE


def series(x: ArrayLike, y: ArrayLike, **more: ArrayLike) -> Series:
    """A `Series` of anything that is like an array."""
    return Series(np.asarray(x), np.asarray(y), **{k: np.asarray(v) for k, v in more.items()})


class Drawing(NamedTuple):
    """A picture, and what it shows.

    The keys of `series` are the labels that stand in the picture. Matplotlib leaves a label
    that begins with `_` out of the legend; `_tanh: a network` has the colour of `tanh`.
    """

    figure: Figure
    series: dict[str, Series]
    text: str = ""


def told(value: float) -> str:
    """A number of two digits, as it is read aloud.

    >>> told(0.0271), told(99.6), told(13468), told(9.31e-10)
    ('0.027', '100', '13,000', '9.3 times 10 to the −10')
    >>> told(1e-12)
    '10 to the −12'
    """
    value = float(f"{value:.2g}")
    if value and not 1e-4 <= abs(value) < 1e6:
        digits, power = f"{value:.1e}".split("e")
        size = f"{digits.removesuffix('.0')} times 10 to the {int(power)}"
        return size.removeprefix("1 times ").replace("-", "−")
    return f"{value:,.6f}".rstrip("0").rstrip(".").replace("-", "−")


@contextmanager
def style() -> Iterator[None]:
    """Draw in the site's style, whatever the process has set."""
    with mpl.rc_context({**mpl.rcParamsDefault, "backend": "Agg", **STYLE}):
        yield


def to_svg(figure: Figure, prefix: str) -> str:
    """An SVG to stand inside a page: no prolog, no global style, ids with `prefix`."""
    plain(figure)
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    svg = buffer.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>|<style.*?</style>|<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r' (?:width|height)="[\d.]+pt"', "", svg, count=2)
    svg = re.sub(r'\bid="', f'id="{prefix}-', svg)
    svg = re.sub(r'url\(#|href="#', lambda m: f"{m[0]}{prefix}-", svg)
    svg = re.sub(
        r' id="[^"]*(?:figure|patch|axes|text|line2d|matplotlib|xtick|ytick)[^"]*"', "", svg
    )
    # labels in the page's own font, at the size that the figure gives them
    svg = re.sub(r"font: ([\d.]+px) [^;\"]*", r"font-size: \1", svg)
    for colour in COLOURS:
        svg = svg.replace(colour, f"var(--fig-{colour.name})")
    return compact(re.sub(r">\s+<", "><", svg).strip())


def _catalogue() -> dict[str, Callable[[], Drawing]]:
    """Every figure of the pages: what a module of this package draws from nothing."""
    found: dict[str, Callable[[], Drawing]] = {}
    for part in iter_modules(__path__):
        module = import_module(f"{__name__}.{part.name}")
        own = [f for f in vars(module).values() if getattr(f, "__module__", "") == module.__name__]
        own += getattr(module, "MADE", ())
        found.update((f.__name__, f) for f in own if _is_figure(f))
    return found


def _is_figure(of: Any) -> bool:
    """Whether it is a public function that takes nothing and gives a `Drawing`."""
    if not isfunction(of) or of.__name__.startswith("_"):
        return False
    told = signature(of)
    return not told.parameters and told.return_annotation is Drawing


def drawing(name: str) -> Drawing:
    """The figure called `name`, drawn in the site's style.

    >>> drawing("lost_figure")
    Traceback (most recent call last):
    ValueError: figure: got 'lost_figure', allowed: ...
    """
    catalogue = _catalogue()
    with style():
        return catalogue[_check.one_of("figure", name, catalogue)]()


def draw(name: str) -> tuple[str, str, str]:
    """The SVG, the title and the description of the figure called `name`."""
    figure, _, text = drawing(name)
    with style():
        svg = to_svg(figure, name)
    return svg, (getdoc(_catalogue()[name]) or name).strip(), text
