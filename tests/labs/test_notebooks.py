"""What the plugin's run of a lab gives: each cell with its own output."""

import os
from pathlib import Path

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


@pytest.mark.parametrize("reason", ["Kernel died before replying", "Kernel didn't respond in 60"])
def test_a_kernel_that_does_not_begin_is_started_again(monkeypatch, reason):
    """Once; what a cell raises is not tried again."""
    tried = []

    def run(place, **options):
        tried.append((place, options))
        if len(tried) == 1:
            raise RuntimeError(reason)
        return "<p>"

    monkeypatch.setattr("mkdocs_jupyter.convert.nb2html", run)
    assert notebooks._html(Path("lab.ipynb")) == "<p>"
    assert len(tried) == 2
    tried.clear()
    reason = "a cell raised"
    with pytest.raises(RuntimeError, match="a cell raised"):
        notebooks._html(Path("lab.ipynb"))
    assert len(tried) == 1
