"""Matplotlib's backend in cells: a figure that is shown goes to the page.

`plt.show()` and `plt.pause(seconds)` hand over every figure that has changed since, so a
figure can grow while a cell runs; a figure that no one showed is shown when the cell ends, and
an animation is played. What a cell does to matplotlib's style ends with the cell.
"""

import contextlib
import warnings
from collections.abc import Iterator
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib._pylab_helpers import Gcf
from matplotlib.animation import AbstractMovieWriter, Animation
from matplotlib.artist import Artist
from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.collections import Collection
from matplotlib.colors import to_hex, to_rgba
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from initdocs.cells.values import Draw
from initdocs.colours import COLOURS
from initdocs.figures import LARGE, STYLE, to_svg

#: where figures go
receiver: Draw | None = None
used = False

#: letters of an SVG from which on its many points are drawn as a picture inside it
HEAVY = 500_000
#: points that make a line or a collection one of the many
MANY = 1_000
#: the dots per inch of such a picture: twice those of a screen
DPI = 200
#: a picture keeps its colours in the light and in the dark scheme: these read on either paper
BOTH = {str(colour): colour.both for colour in COLOURS}
#: pictures of one animation that are drawn at most
LONGEST = 200


def use() -> None:
    """Let pyplot draw for a page, in the site's style."""
    global used  # noqa: PLW0603 - a second cell keeps what the first has set
    if not used:
        mpl.rcParams.update({**STYLE, **LARGE})
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


def _svg(figure: Figure, number: int) -> str:
    """The figure as SVG, with its many points as a picture where they would be too much."""
    # the reader's browser has letters that matplotlib's own fonts lack, and draws the text; a
    # style with a paper of its own keeps it
    clear = to_rgba(figure.get_facecolor())[3] == 0
    with (
        warnings.catch_warnings(),
        mpl.rc_context({"svg.fonttype": "none", "savefig.transparent": clear}),
    ):
        warnings.filterwarnings("ignore", "Glyph .* missing from", UserWarning)
        svg = to_svg(figure, f"drawn-{number}")
        if len(svg) <= HEAVY:
            return svg
        with _as_pictures(figure), mpl.rc_context({"savefig.dpi": DPI}):
            return to_svg(figure, f"drawn-{number}")


def _points(artist: Artist) -> int:
    if isinstance(artist, Line2D):
        return int(np.size(artist.get_xdata()))
    if isinstance(artist, Collection):
        corners = sum(np.shape(path.vertices)[0] for path in artist.get_paths())
        return int(max(np.shape(artist.get_offsets())[0], corners))
    return 0


def _drawn(artist: Artist) -> bool:
    return isinstance(artist, Line2D | Collection | Patch) and artist.axes is not None


@contextlib.contextmanager
def _as_pictures(figure: Figure) -> Iterator[None]:
    """Within, what has many points is drawn as a picture, in colours for both schemes."""
    many = figure.findobj(lambda artist: _points(artist) > MANY) or figure.findobj(_drawn)
    held = [(artist, artist.get_rasterized(), *_colours(artist)) for artist in many]
    for artist, _, face, edge in held:
        artist.set_rasterized(True)
        _paint(artist, _both(face), _both(edge))
    try:
        yield
    finally:
        for artist, rasterized, face, edge in held:
            artist.set_rasterized(rasterized)
            _paint(artist, face, edge)


def _colours(artist: Any) -> tuple[Any, Any]:
    if isinstance(artist, Line2D):
        return artist.get_color(), artist.get_markerfacecolor()
    return artist.get_facecolor(), artist.get_edgecolor()


def _paint(artist: Any, face: Any, edge: Any) -> None:
    if isinstance(artist, Line2D):
        artist.set_color(face)
        artist.set_markerfacecolor(edge)
    elif getattr(artist, "get_array", lambda: None)() is None:  # else its values give the colours
        artist.set_facecolor(face)
        artist.set_edgecolor(edge)


def _both(colours: Any) -> Any:
    """The site's colours as they read in both schemes; others as they are."""
    if isinstance(colours, str):
        return BOTH.get(colours, colours)
    if np.ndim(colours) == 1:
        return _both([colours])[0]
    return [(*to_rgba(BOTH.get(to_hex(c), c))[:3], to_rgba(c)[3]) for c in colours]


def _hand_over(manager: FigureManagerBase) -> None:
    figure, number = manager.canvas.figure, int(manager.num)
    if receiver and figure.stale:
        receiver(number, "svg", _svg(figure, number), described(figure), 0)
        figure.stale = False


class _FilmFullError(Exception):
    """An animation has more pictures than are shown."""


class _Film(AbstractMovieWriter):
    """Hands the pictures of an animation over, one by one."""

    def __init__(self, number: int, delay: int) -> None:
        super().__init__(fps=max(1, 1000 // delay))
        self.number, self.delay, self.count = number, delay, 0

    def setup(self, fig: Figure, outfile: Any, dpi: float | None = None) -> None:
        self.fig, self.outfile, self.dpi = fig, outfile, dpi or DPI

    def grab_frame(self, **options: Any) -> None:
        del options
        if self.count >= LONGEST:
            raise _FilmFullError
        self.count += 1
        assert receiver
        svg = _svg(self.fig, self.number)
        receiver(self.number, "svg", svg, described(self.fig), self.delay)

    def finish(self) -> None:
        pass


def _animations(figure: Figure) -> list[Animation]:
    """The animations that wait for a figure to be drawn."""
    waiting = figure.canvas.callbacks.callbacks.get("draw_event", {}).values()
    owners = [getattr(reference(), "__self__", None) for reference in list(waiting)]
    return [owner for owner in owners if isinstance(owner, Animation)]


def _show_all() -> None:
    for manager in Gcf.get_all_fig_managers():
        figure = manager.canvas.figure
        films = _animations(figure) if receiver else []
        for animation in films:
            delay = int(getattr(animation, "_interval", 200)) or 200
            with contextlib.suppress(_FilmFullError):
                animation.save("", writer=_Film(int(manager.num), delay))
        if not films:
            _hand_over(manager)


@contextlib.contextmanager
def page(draw: Draw | None) -> Iterator[None]:
    """Within, figures go to `draw`; at the end all are shown and closed, after an error too."""
    global receiver  # noqa: PLW0603 - pyplot knows one backend
    receiver = draw
    try:
        with mpl.rc_context():
            try:
                yield
            except KeyboardInterrupt:  # whoever stops a cell waits for no drawing
                raise
            except BaseException:
                with contextlib.suppress(Exception):
                    _show_all()
                raise
            _show_all()
    finally:
        Gcf.destroy_all()
        receiver = None


def shows(value: object) -> bool:
    """Whether `value` is matplotlib's, shown as a figure: also one that pyplot does not know."""
    if isinstance(value, Animation):
        return True
    if not isinstance(value, Figure):
        return False
    known = any(value is manager.canvas.figure for manager in Gcf.get_all_fig_managers())
    if receiver and not known:
        number = 1000 + id(value) % 1_000_000  # apart from pyplot's own numbers
        receiver(number, "svg", _svg(value, number), described(value), 0)
    return True


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
