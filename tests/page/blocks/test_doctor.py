"""The doctor's page as it is built."""

import json

from bs4 import BeautifulSoup

from initdocs.recipes.patients import PATIENTS
from initdocs_site.page import examined
from initdocs_site.page.blocks import doctor


def home(above):
    """A builder's addresses, of which the home page alone is asked for."""
    return {"index.md": above}.__getitem__


def test_the_first_example_is_in_the_page_and_the_others_have_addresses(monkeypatch):
    """Its report stands there; every example names a file by what that holds, and is in no two."""
    page = BeautifulSoup(doctor.render(home("../../")), "html.parser")
    made = BeautifulSoup(examined.report(doctor.FIRST), "html.parser")
    assert page.select_one("[data-report]").decode_contents() == made.decode()
    elsewhere = doctor.render(home("../"))
    assert 'href="../reference/' in elsewhere and 'href="../../' not in elsewhere
    links = {a["data-example"]: a["data-at"] for a in page.select("[data-example]")}
    assert list(links) == sorted(PATIENTS, key=lambda name: PATIENTS[name].verdict == "ok")
    html = examined.report("shared")
    assert links["shared"] == examined.address("shared", html)
    assert json.loads(examined.content(html)) == {"html": html}
    assert [a["data-example"] for a in page.select("[aria-current]")] == [doctor.FIRST]
    monkeypatch.setenv("INITDOCS_LIVE", "off")
    assert "switched off" in doctor.render(home("../../"))


def test_what_asks_for_a_file_says_where_it_goes():
    """The size, the kinds, what loads, and that nothing leaves the device."""
    give = (
        BeautifulSoup(doctor.render(home("../../")), "html.parser")
        .select_one("[data-give]")
        .get_text(" ")
    )
    for words in ("200 MB", ".npz", ".safetensors", ".json", "never leaves", "loads then"):
        assert words in give
