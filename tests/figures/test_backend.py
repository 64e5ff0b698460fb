"""Figures that a cell draws with pyplot."""

from initdocs.cells import run_cell

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
    assert [(number, text) for number, _, text in figures] == [(1, "Figure"), (1, "new")]


def test_a_figure_nobody_showed_is_shown_at_the_end():
    """As in a notebook."""
    assert len(drawn(HEAD + "axes.plot([1, 2]);")[0]) == 1


def test_a_figure_grows_while_the_cell_runs():
    """`plt.pause` shows every change."""
    limits = "axes.set(xlim=(0, 5), ylim=(0, 5))\n"
    loop = "for n in range(2, 5):\n    line.set_data(range(n), range(n))\n    plt.pause(0.001)"
    figures, _ = drawn(HEAD + "(line,) = axes.plot([], [])\n" + limits + loop)
    assert [number for number, *_ in figures] == [1, 1, 1]
    assert len({svg for _, svg, _ in figures}) == 3


def test_cells_leave_no_figures_behind():
    """The next cell, and the next reader of the same process, starts with figure 1."""
    namespace = {}
    assert drawn(HEAD, namespace)[0][0][0] == 1
    assert drawn("plt.plot([1])\n1 / 0", namespace)[1].kind == "ZeroDivisionError"
    assert drawn("plt.plot([1]);", namespace)[0][0][0] == 1


def test_colours_follow_the_page():
    """A line of the cycle, the ink and the grid are the page's custom properties."""
    svg = drawn(HEAD + "axes.plot([1, 2]);")[0][0][1]
    assert all(f"var(--fig-{name})" in svg for name in ("1", "ink", "grid"))


def test_two_figures_are_two():
    """Each keeps its number."""
    figures, _ = drawn(
        "import matplotlib.pyplot as plt\nplt.plot([1])\nplt.figure()\nplt.plot([2]);"
    )
    assert [number for number, *_ in figures] == [1, 2]
