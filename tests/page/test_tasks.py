"""What each result depends on."""

from initdocs_site.page import reach, tasks


def test_a_page_depends_on_what_its_cells_import():
    """A change of propagation is a change of its dependents, and of no other page."""
    theory = tasks.page("a", [["live", "from initdocs.propagation import chi_1"]])
    plain = tasks.page("b", [["live", "from initdocs.activations import get"]])
    assert "initdocs.propagation" in reach.reached(theory.roots)
    assert "initdocs.propagation" not in reach.reached(plain.roots)
    drawing = tasks.page("c", [["live", "import matplotlib.pyplot as plt"]])
    assert "initdocs.figures.backend" in reach.reached(drawing.roots)
    assert "initdocs.figures.backend" not in reach.reached(theory.roots)
    named = tasks.page("d", [["live", "from initdocs.demos import Run"]])
    assert "initdocs.demos.playground" in reach.reached(named.roots)
