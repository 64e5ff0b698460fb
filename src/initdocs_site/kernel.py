"""Matplotlib's backend in a lab's kernel: a figure goes out as the site's SVG."""

import matplotlib as mpl
from IPython.display import display
from matplotlib._pylab_helpers import Gcf

from initdocs.figures import STYLE, to_svg
from initdocs.figures.backend import FigureCanvas as PageCanvas
from initdocs.figures.backend import FigureManager as PageManager
from initdocs.figures.backend import described

mpl.rcParams.update(STYLE)


class FigureManager(PageManager):
    """A figure of pyplot in a notebook."""

    @classmethod
    def pyplot_show(cls, *, block: bool | None = None) -> None:
        """Show every figure, and close it: the next cell starts its own."""
        del block
        for manager in Gcf.get_all_fig_managers():
            figure = manager.canvas.figure
            label = described(figure).replace('"', "'")
            svg = to_svg(figure, f"drawn-{manager.num}").replace(
                "<svg ", f'<svg aria-label="{label}" ', 1
            )
            display(  # type: ignore[no-untyped-call]
                {"image/svg+xml": svg, "text/plain": label}, raw=True
            )
        Gcf.destroy_all()


class FigureCanvas(PageCanvas):
    """What pyplot draws on."""

    manager_class = FigureManager
