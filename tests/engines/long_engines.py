"""Every cell of every page in Firefox and in WebKit; Chromium's are in `tests/browser`."""

import pytest
from tests.engines.pages import run_page

from initdocs_site import ROOT

PATHS = [
    path.relative_to(ROOT / "docs").with_suffix("").as_posix().removesuffix("index")
    for path in sorted((ROOT / "docs").rglob("*.md"))
    if "```python live" in path.read_text("utf-8")
]


@pytest.mark.parametrize("path", PATHS)
def test_every_cell(tab, copy, serve, path):
    """Each cell prints what the page says."""
    with serve(copy) as url:
        assert run_page(tab, url, f"{path}/".lstrip("/")) == []
