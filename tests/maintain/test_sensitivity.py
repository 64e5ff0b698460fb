"""How far digits move, and that tolerances allow no more."""

import json

import pytest

from initdocs_site import ROOT
from initdocs_site.maintain import everywhere, sensitivity
from initdocs_site.page.scanner import scan

PAGES = [p for p in everywhere.sources() if p.suffix == ".md"]


def source(path):
    return path.relative_to(everywhere.DOCS).as_posix()


@pytest.mark.parametrize("path", PAGES, ids=source)
def test_a_tolerance_is_what_a_machine_needs(path):
    """At most ten times the largest difference that was seen over kernels and Pyodide."""
    measured = json.loads(sensitivity.RECORD.read_text("utf-8"))
    blocks, _ = scan(path.read_text("utf-8"))
    wide = sensitivity.too_wide(source(path), blocks, measured.get(source(path), {}))
    assert wide == [], "make sensitivity"


def test_a_wide_tolerance_is_found():
    """Where nothing moves, none is allowed; where 0.001 was seen, 0.01 is."""
    page = '```python live id="a"\n1\n```\n```output rtol="1e-2"\n1\n```'
    blocks, _ = scan(page)
    assert sensitivity.too_wide("a.md", blocks, {})
    assert sensitivity.too_wide("a.md", blocks, {"a": {"largest": 5e-4}})
    assert sensitivity.too_wide("a.md", blocks, {"a": {"largest": 9e-4}})
    assert sensitivity.too_wide("a.md", blocks, {"a": {"largest": 1.1e-3}}) == []
    plain, _ = scan(page.replace(' rtol="1e-2"', ""))
    assert sensitivity.too_wide("a.md", plain, {}) == []


@pytest.mark.slow
def test_pyodide_runs_the_same_code():
    """Outside a browser too: what comes of a page there has the form of what comes of it here."""
    paths = [ROOT / "docs/reference/cite.md"]
    found = sensitivity.in_pyodide(paths)
    here = everywhere.under("default", ["reference/cite"])["pages"]
    assert found["reference/cite.md"]["results"] == here["reference/cite.md"]["results"]
