"""Edits stay on the device, and travel in the fragment of an address; nothing runs by itself."""

import pytest
from tests.browser.test_cells import FIRST, run, write

pytestmark = pytest.mark.browser
GUIDE = "guide/importance/"
CODE = "print('ünïcode <b>', 1 + 1)\n" + "# a longer remark\n" * 50


def test_edits_are_kept(open_page, address):
    """What a reader wrote is there again at the next visit, and Reset forgets it."""
    page = open_page(address + GUIDE)
    write(page, FIRST, "x = 41")
    page.reload()
    assert page.locator(f"{FIRST} textarea").input_value() == "x = 41"
    assert "earlier visit" in page.locator(f"{FIRST} [data-status]").inner_text()
    assert page.evaluate("document.documentElement.dataset.runtime") == "off"
    assert page.evaluate("document.activeElement === document.body")
    page.click(f"{FIRST} [data-reset]")
    page.reload()
    assert page.locator(f"{FIRST} textarea").count() == 0


def test_an_edit_of_an_older_page_is_told(open_page, address):
    """Where the page's own code has changed since the edit, the reader is told."""
    page = open_page(address + GUIDE)
    write(page, FIRST, "x = 41")
    page.evaluate("""() => {
      const key = "initdocs:cell:/guide/importance/#first-training";
      const kept = JSON.parse(localStorage.getItem(key));
      localStorage.setItem(key, JSON.stringify({ ...kept, original: "older" }));
    }""")
    page.reload()
    assert "has changed since" in page.locator(f"{FIRST} [data-status]").inner_text()


def test_shared_code_is_shown_and_not_run(open_page, address):
    """Share copies an address; whoever opens it sees the code, and runs it or not."""
    page = open_page(address + GUIDE)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    write(page, FIRST, CODE)
    page.click(f"{FIRST} [data-share]")
    page.wait_for_function(
        f"document.querySelector('{FIRST} [data-status]').innerText.includes('copied')"
    )
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(address + GUIDE + "#cell=first-training&code=") and len(link) < 400
    other = open_page(link)
    other.wait_for_function(f"document.querySelector('{FIRST} textarea')")
    assert other.locator(f"{FIRST} textarea").input_value() == CODE
    status = other.locator(f"{FIRST} [data-status]").inner_text()
    assert status == "Shared code, not run yet: read it first."
    other.wait_for_timeout(300)
    assert other.locator(FIRST).get_attribute("data-state") == "idle"
    assert other.evaluate("document.documentElement.dataset.runtime") == "off"
    assert other.locator(FIRST).evaluate("(e) => e.getBoundingClientRect().top < innerHeight")
    assert run(other, FIRST)[1] == "ünïcode <b> 2\n"
    assert other.errors == []


@pytest.mark.parametrize("code", ["%%%", "AAAA", "x" * 300_000, "ü"])
def test_damaged_shared_code_is_told(open_page, address, code):
    """A fragment that cannot be read leaves the cell as it is, and says so."""
    page = open_page(f"{address}{GUIDE}#cell=first-training&code={code}")
    page.wait_for_function(
        f"document.querySelector('{FIRST} [data-status]').innerText.includes('damaged')"
    )
    assert page.locator(f"{FIRST} textarea").count() == 0
    assert page.errors == []


def test_copy(open_page, address):
    """Copy takes the code as it stands, edited or not."""
    page = open_page(address + GUIDE)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click(f"{FIRST} [data-copy]")
    assert page.evaluate("navigator.clipboard.readText()").startswith("import numpy as np\n")
    write(page, FIRST, "x = 1")
    page.click(f"{FIRST} [data-copy]")
    assert page.evaluate("navigator.clipboard.readText()") == "x = 1"
