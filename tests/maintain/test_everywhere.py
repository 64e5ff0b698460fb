"""Digits and conclusions are the same on every machine."""

import pytest

from initdocs_site.maintain import everywhere
from initdocs_site.page import pages
from initdocs_site.page.scanner import scan


@pytest.mark.slow
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
    other = everywhere.Row("Linux x86_64; openblas 1 Zen; 1 thread", 1, 2, 3, [], 4.0)
    assert everywhere.table({"a": other}).splitlines()[2].endswith("openblas 1 Zen")
    table = everywhere.table({"default": row})
    assert "reference/cite.md" in table
    assert "openblas" in table or row.kernel.split(";")[1].strip() in table
