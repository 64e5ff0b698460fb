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


def test_tasks_of_a_site(tmp_path):
    """Each demo, figure and card once, each sound page with code; records of decisions are none."""
    cell = "```python live\nx = 1\n```\n"
    pages = {
        "a.md": cell + "```figure four_starts\n```\n```demo gain\n```\n",
        "b.md": "```figure four_starts\n```\n```card he_normal\n```\n",
        "wrong.md": cell + "costs $5\n",
        "decisions/0001-a.md": cell,
    }
    for name, text in pages.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    assert [task.name for task in tasks.of_site(tmp_path)] == [
        "demo gain", *["demo gain, recorded settings 1 to 1"] * 2, "a", "figure four_starts",
        "figure atlas_he_normal",
    ]  # fmt: skip
    assert tasks.page("a.md", [["live", "1"]], 3).name == "a, seeds 3"
