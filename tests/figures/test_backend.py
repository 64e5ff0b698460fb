"""Figures that a cell draws with pyplot."""

import matplotlib.pyplot as plt
import pytest

from initdocs.cells import run_cell
from initdocs.figures import backend

HEAD = "import matplotlib.pyplot as plt\nfigure, axes = plt.subplots()\n"


def drawn(source, namespace=None):
    """The figures that a cell hands over, and how it failed."""
    figures = []
    failure = run_cell(
        source,
        {} if namespace is None else namespace,
        write=lambda _: None,
        draw=lambda *figure: figures.append(figure),
    )
    return figures, failure


def test_show_hands_over_what_has_changed():
    """A figure that is shown twice without a change comes once, and again after a change."""
    figures, failure = drawn(
        HEAD + "axes.plot([1, 2])\nplt.show()\nplt.show()\naxes.set_title('new')\nplt.show()"
    )
    assert failure is None
    assert [(number, text) for number, _, _, text, _ in figures] == [(1, "Figure"), (1, "new")]


def test_a_figure_nobody_showed_is_shown_at_the_end():
    """As in a notebook."""
    assert len(drawn(HEAD + "axes.plot([1, 2]);")[0]) == 1


def test_a_figure_grows_while_the_cell_runs():
    """`plt.pause` shows every change."""
    limits = "axes.set(xlim=(0, 5), ylim=(0, 5))\n"
    loop = "for n in range(2, 5):\n    line.set_data(range(n), range(n))\n    plt.pause(0.001)"
    figures, _ = drawn(HEAD + "(line,) = axes.plot([], [])\n" + limits + loop)
    assert [number for number, *_ in figures] == [1, 1, 1]
    assert len({svg for _, _, svg, *_ in figures}) == 3


def test_cells_leave_no_figures_behind():
    """The next cell, and the next reader of the same process, starts with figure 1."""
    namespace = {}
    assert drawn(HEAD, namespace)[0][0][0] == 1
    figures, failure = drawn("plt.plot([1])\n1 / 0", namespace)
    assert failure.kind == "ZeroDivisionError"
    assert len(figures) == 1  # what was drawn before the error is shown
    (figure,), _ = drawn("plt.plot([1]); lines = len(plt.gca().lines)", namespace)
    assert figure[0] == namespace["lines"] == 1


def test_a_stopped_cell_draws_nothing_more():
    """Whoever stops a cell waits for no drawing; its figures are closed all the same."""
    namespace = {}
    figures, failure = drawn(HEAD + "axes.plot([1])\nraise KeyboardInterrupt", namespace)
    assert (figures, failure.kind) == ([], "KeyboardInterrupt")
    assert drawn("plt.plot([1]);", namespace)[0][0][0] == 1


def test_style_ends_with_the_cell():
    """What a cell sets of matplotlib's style is not there for the next one."""
    namespace = {}
    before = drawn(HEAD + "axes.plot([1, 2]);", namespace)[0][0][2]
    style = "plt.style.use('dark_background')\nplt.rcParams['figure.facecolor'] = '#123456'\n"
    (dark,), _ = drawn(f"{style}plt.plot([1, 2]);", namespace)
    assert "#123456" in dark[2]  # its own paper stays under its white ink
    drawn("plt.rcParams.update({'lines.linewidth': 9, 'font.size': 30})", namespace)
    assert drawn(HEAD + "axes.plot([1, 2]);", namespace)[0][0][2] == before


def test_letters_that_matplotlib_lacks_are_the_browsers():
    """A title in Chinese is text of the picture, and nothing is warned of."""
    shown, figures = [], []
    source = HEAD + "axes.set_title('初始化 \U0001f600');"
    failure = run_cell(source, {}, write=shown.append, draw=lambda *f: figures.append(f))
    assert failure is None and shown == []
    assert "初始化 \U0001f600" in figures[0][2]


@pytest.mark.parametrize(
    "draw",
    [
        "plt.scatter(*np.random.default_rng(0).normal(size=(2, 60_000)), s=1);",
        "plt.plot(*np.random.default_rng(0).normal(size=(2, 60_000)), '.');",
        "plt.bar(range(6000), range(6000));",
    ],
)
def test_very_many_points_are_a_picture(draw):
    """Their figure stays small, its axes stay text, and its colours read in either scheme."""
    source = f"import numpy as np\nimport matplotlib.pyplot as plt\nplt.xlabel('many')\n{draw}"
    (figure,), failure = drawn(source)
    assert failure is None
    svg = figure[2]
    assert len(svg) < 400_000 and "<image" in svg and ">many</text>" in svg
    assert drawn("plt.scatter([1], [2]);", {"plt": plt})[0][0][2].count("<image") == 0


def test_an_animation_is_a_film():
    """Its pictures come in order, each with the time that it stays; nothing is printed of it."""
    source = (
        "from matplotlib.animation import FuncAnimation\n(line,) = axes.plot([0, 1])\n"
        "FuncAnimation(figure, lambda n: line.set_data([0, 1], [n, 1]), frames=5, interval=40)"
    )
    shown, figures = [], []
    source = HEAD + source.replace("FuncAnimation(figure", "film = FuncAnimation(figure")
    failure = run_cell(source + "\nfilm", {}, write=shown.append, draw=lambda *f: figures.append(f))
    assert failure is None and shown == []
    assert [(number, delay) for number, *_, delay in figures] == [(1, 40)] * 5
    assert len({figure[2] for figure in figures}) == 5


def test_an_animation_without_end_is_cut(monkeypatch):
    """A film has so many pictures and no more."""
    monkeypatch.setattr(backend, "LONGEST", 3)
    source = (
        "from matplotlib.animation import FuncAnimation\nimport itertools\n"
        "film = FuncAnimation(figure, lambda n: axes.set_title(n), frames=itertools.count, "
        "save_count=99, blit=False)"
    )
    figures, failure = drawn(HEAD + source)
    assert failure is None and len(figures) == 3


def test_a_figure_that_pyplot_does_not_know_is_shown_as_a_value():
    """A `Figure` as the last value is a picture, and one of pyplot's is not shown twice."""
    source = "from matplotlib.figure import Figure\nf = Figure()\nf.subplots().plot([1, 2])\nf"
    (figure,), failure = drawn(source)
    assert failure is None and figure[1] == "svg" and "<svg" in figure[2]
    assert len(drawn(HEAD + "axes.plot([1, 2])\nfigure")[0]) == 1


def test_colours_follow_the_page():
    """A line of the cycle, the ink and the grid are the page's custom properties."""
    svg = drawn(HEAD + "axes.plot([1, 2]);")[0][0][2]
    assert all(f"var(--fig-{name})" in svg for name in ("orthogonal", "ink", "grid"))


def test_two_figures_are_two():
    """Each keeps its number."""
    figures, _ = drawn(
        "import matplotlib.pyplot as plt\nplt.plot([1])\nplt.figure()\nplt.plot([2]);"
    )
    assert [number for number, *_ in figures] == [1, 2]
