"""What the plugin's run of a lab gives: each cell with its own output."""

import pytest

from initdocs_site.labs import notebooks


def test_outputs_stand_at_their_cells(lab, monkeypatch):
    """Run by the plugin, a cell without output has none, and a figure comes as SVG."""
    convert = pytest.importorskip("mkdocs_jupyter.convert")
    monkeypatch.setenv("MPLBACKEND", notebooks.BACKEND)
    found = notebooks.outputs(convert.nb2html(str(lab), execute=True, allow_errors=False))
    assert [result.printed for result in found] == ["", "2\n", "drawn\n"]
    assert [len(result.figures) for result in found] == [0, 0, 1]
    assert found[2].figures[0][0].startswith("<svg")
    assert "var(--fig-1)" in found[2].figures[0][0]
