"""Tables of what frameworks do, from the rows."""

from itertools import permutations

from bs4 import BeautifulSoup

from initdocs.frameworks import DEFAULTS, LAYERS, READINGS, TARGETS
from initdocs_site.page.blocks import frameworks


def soup(html):
    return BeautifulSoup(html, "html.parser")


def test_every_default_is_a_line():
    """With its value, and what it keeps where something is summed."""
    lines = [r for r in soup(frameworks.defaults(str)).select("tbody tr") if not r.get("class")]
    assert len(lines) == len(DEFAULTS)
    for line, row in zip(lines, DEFAULTS, strict=True):
        value, kept = (cell.text for cell in line.select(".number"))
        assert (value, kept) == (f"{row.value:.4g}", f"{row.kept:.3g}" if row.terms else "")


def test_a_miscount_is_marked():
    """And no other number."""
    page = soup(frameworks.fans())
    marked = len(page.select("strong.wrong"))
    assert marked == sum(len(r.miscounts) for r in READINGS) > 0
    for cell in page.select("td strong.wrong"):
        assert cell.text.endswith("✗")
    dense = page.find("th", string="dense").parent
    assert [cell.text for cell in dense.select("td")] == ["300, 200"] * 4


def test_every_pair_has_its_code():
    """No framework is ported to itself; one snippet is open at first."""
    found = soup(frameworks.ports()).select("details")
    asked = [(d["data-layer"], d["data-source"], d["data-target"]) for d in found]
    assert asked == [(layer, *pair) for layer in LAYERS for pair in permutations(TARGETS, 2)]
    assert [d.has_attr("open") for d in found] == [True] + [False] * (len(found) - 1)
    assert [d.has_attr("hidden") for d in found] == [False] + [True] * (len(found) - 1)
