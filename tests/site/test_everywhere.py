"""Digits and conclusions are the same on every machine, and tolerances mean something."""

import json

import pytest

from initdocs_site import ROOT
from initdocs_site.maintain import everywhere, sensitivity
from initdocs_site.page import pages
from initdocs_site.page.scanner import scan

PAGES = [p for p in everywhere.sources() if p.suffix == ".md"]


def source(path):
    return path.relative_to(everywhere.DOCS).as_posix()


def test_every_kernel_is_another():
    """Each configuration is in force in the process that computes under it."""
    asked = ("default", "Haswell", "Nehalem", "two threads")
    kernels = [everywhere.under(name, ["reference/cite"])["kernel"] for name in asked]
    assert len(set(kernels)) == len(asked)


def test_what_fails_is_named():
    """An output that differs is told with page and line, and counts."""
    found = everywhere.under("default", ["reference/cite"])
    row = everywhere.judge(found, 1.0)
    assert row.cells == 1
    assert row.failed == []
    found["pages"]["reference/cite.md"]["results"][0]["printed"] = "lost\n"
    row = everywhere.judge(found, 1.0)
    blocks, _ = scan((everywhere.DOCS / "reference/cite.md").read_text("utf-8"))
    line = pages.cells(blocks)[0].output.line
    assert row.failed[0].startswith(f"reference/cite.md:{line}: the output differs")
    table = everywhere.table({"default": row})
    assert "reference/cite.md" in table
    assert "openblas" in table or row.kernel.split(";")[1].strip() in table


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
    assert sensitivity.too_wide("a.md", blocks, {"a": {"largest": 2e-3}}) == []


def test_pyodide_runs_the_same_code():
    """Outside a browser too: what comes of a page there has the form of what comes of it here."""
    paths = [ROOT / "docs/reference/cite.md"]
    found = sensitivity.in_pyodide(paths)
    here = everywhere.under("default", ["reference/cite"])["pages"]
    assert found["reference/cite.md"]["results"] == here["reference/cite.md"]["results"]
