"""What the plugin's run of a lab gives: each cell with its own output."""

import os

import pytest

from initdocs_site.labs import notebooks
from initdocs_site.page.run import Outcome


def test_outputs_stand_at_their_cells(lab, monkeypatch):
    """Run by the plugin, a cell without output has none, and a figure comes as SVG."""
    convert = pytest.importorskip("mkdocs_jupyter.convert")
    monkeypatch.setenv("MPLBACKEND", notebooks.BACKEND)
    found = notebooks.outputs(convert.nb2html(str(lab), execute=True, allow_errors=False))
    assert [result.printed for result in found][:3] == ["", "2\n", "drawn\n"]
    assert [len(result.figures) for result in found] == [0, 0, 1, 0]
    assert found[2].figures[0][0].startswith("<svg")
    svg, label = found[2].figures[0]
    assert "var(--fig-orthogonal)" in svg
    # the page writes the label itself
    assert label == "Figure" and "aria-label" not in svg


def test_statements_belong_to_the_cell_before_them(tmp_path, monkeypatch):
    """A lab is run as a whole in a kernel with the site's backend, and leaves nothing behind."""
    pytest.importorskip("mkdocs_jupyter.convert")
    monkeypatch.delenv("MPLBACKEND", raising=False)
    path = tmp_path / "a-lab.py"
    path.write_text(
        '# %% [markdown]\n# # A lab\n\n# %% id="one"\nx = 1\nprint("one")\n\n'
        '# %% id="two"\nx = 2\nprint("two")\n\n'
        '# %% holds=true\nassert x == 2, "x is two"\nassert x == 1, "x is one"\n\n'
        '# %% id="draw"\nimport matplotlib.pyplot as plt\n\nplt.plot([1, 2])\nplt.show()\n'
    )
    before = dict(os.environ)
    found = Outcome.read(notebooks.outcome([], str(path))).results
    assert dict(os.environ) == before
    assert [r.printed for r in found] == ["one\n", "two\n", ""]
    assert [[(s.text, s.holds) for s in r.statements] for r in found] == [
        [], [("x is two", True), ("x is one", False)], [],
    ]  # fmt: skip
    assert [len(r.figures) for r in found] == [0, 0, 1]
    assert "var(--fig-orthogonal)" in found[2].figures[0][0]
    path.write_text('# %% [markdown]\n# # A lab\n\n# %% id="one"\n1 / 0\n')
    with pytest.raises(ValueError, match="a cell of the lab fails: ZeroDivisionError: division"):
        notebooks.outcome([], str(path))
    assert dict(os.environ) == before
