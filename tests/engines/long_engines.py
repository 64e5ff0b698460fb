"""Every cell of every page in Firefox and in WebKit; Chromium's are in `tests/browser`."""

import pytest
from tests.conftest import SOURCES, place
from tests.engines.pages import run_page

PATHS = [place(path) for path in SOURCES if "```python live" in path.read_text("utf-8")]


@pytest.mark.parametrize("path", PATHS)
def test_every_cell(tab, copy, serve, path):
    """Each cell prints what the page says."""
    with serve(copy) as url:
        assert run_page(tab, url, path) == []
