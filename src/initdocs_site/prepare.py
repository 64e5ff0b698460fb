"""Compute all that the site asks for, before its pages are made.

python -m initdocs_site.prepare
"""

from collections.abc import Iterator
from pathlib import Path

from initdocs_site import ROOT
from initdocs_site.labs import runs
from initdocs_site.page import compute, tasks


def of_site(docs: Path) -> Iterator[compute.Task]:
    """Every task of the pages and labs below `docs`, those that take longest first."""
    yield from runs.of_site(docs)
    yield from tasks.of_site(docs)


if __name__ == "__main__":
    compute.prepare(of_site(ROOT / "docs"))
