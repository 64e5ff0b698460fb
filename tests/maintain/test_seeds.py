"""Conclusions from random draws hold in general: they are tried under other seeds."""

import pytest
from tests.page.test_tried import PAGE as DRAWN

from initdocs_site.maintain import seeds
from initdocs_site.page import compute, tasks, tried
from initdocs_site.page.scanner import scan

#: the pages that have cells
PAGES = seeds.sources()
#: those of the twenty that every run of the tests repeats
AGAIN = (1, 2)

SILENT = """
```python live id="silent"
print(round(x, 3))
```

```output
0.502
```
"""


def source(path):
    return path.relative_to(seeds.DOCS).as_posix()


def test_what_holds_by_luck_is_found(tmp_path, monkeypatch):
    """A coin's side fails in about half of the seeds; drawn digits without a statement count."""
    monkeypatch.setenv("INITDOCS_CACHE", str(tmp_path))
    page = tried.of_blocks("page.md", scan(DRAWN + SILENT)[0])
    shifts = range(1, 21)
    told = seeds.tell(page, shifts)
    assert told["draw"]["statements"]["near a half"] == []
    # 20 tosses of a fair coin: 3 to 17 but for one case in two thousand
    assert 3 <= len(told["draw"]["statements"]["above a half"]) <= 17
    assert told["same"] == {"differs": [], "fails": [], "statements": {}}
    assert len(told["silent"]["differs"]) >= 18
    weak = seeds.weak(told, 20)
    assert len(weak) == 2
    assert "above a half" in weak[0]
    assert weak[1].startswith("silent: another output")


def test_one_of_twenty_may_fail():
    """95 % is enough, 90 % is not; a cell that fails is never enough."""
    cell = {"differs": [], "fails": [], "statements": {"so": [4]}}
    assert seeds.weak({"a": cell}, 20) == []
    assert seeds.weak({"a": {**cell, "statements": {"so": [4, 5]}}}, 20)
    assert seeds.weak({"a": {**cell, "fails": [1]}}, 20)
    # an output that differs is no flaw where a statement holds of it
    assert seeds.weak({"a": {**cell, "differs": [1, 2]}}, 20) == []
    assert seeds.weak({"a": {"differs": [1], "fails": [], "statements": {}}}, 20)


@pytest.mark.parametrize("path", PAGES, ids=source)
def test_conclusions_hold_under_other_seeds(path):
    """The record is of the code that stands there, and nothing in it falls below 95 %."""
    record = tried.load(path)
    assert record is not None, f"make seeds PAGES={source(path)}"
    assert record["code"] == seeds.read(path).code, f"stale: make seeds PAGES={source(path)}"
    assert record["seeds"] >= 20
    for known in ("date", "commit", "numpy"):
        assert record[known]
    told = {n: {**c, "differs": range(c["differs"])} for n, c in record["cells"].items()}
    assert seeds.weak(told, record["seeds"]) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", PAGES, ids=source)
def test_two_seeds_again(path):
    """What the record says of two seeds is so here."""
    page = seeds.read(path)
    compute.prepare(tasks.page(page.source, page.parts, shift) for shift in AGAIN)
    record = tried.load(path)
    for name, cell in seeds.tell(page, AGAIN).items():
        assert cell["fails"] == []
        for text, failed in cell["statements"].items():
            assert set(failed) <= set(record["cells"][name]["statements"][text]), text
