"""Edits stay on the device, and travel in the fragment of an address; nothing runs by itself."""

import pytest
from tests.browser.test_cells import FIRST, run, write
from tests.conftest import patient

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
      kept.versions[0].original = "older";
      localStorage.setItem(key, JSON.stringify(kept));
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


def code(page):
    """The code that the first cell shows in its editor; None where it shows the page's."""
    text = page.locator(f"{FIRST} textarea")
    return text.input_value() if text.count() else None


def status(page):
    return page.locator(f"{FIRST} [data-status]").inner_text()


def choose(page, label):
    """Let the first cell show another of its texts."""
    page.locator(f"{FIRST} [data-version]").select_option(label=label)


@pytest.fixture
def link(open_page, address):
    """An address with `print(6 * 7)` for the first cell, as Share makes it."""
    page = open_page(address)
    made = page.evaluate(
        """import(new URL("cell/share.js", document.querySelector("script[type=module]").src))
        .then(({ sharedAddress }) => sharedAddress("first-training", "print(6 * 7)"))"""
    )
    return address + GUIDE + "#" + made.partition("#")[2]


def test_an_edit_of_shared_code_is_there_after_a_reload(open_page, link):
    """The address gives its code away once: what the reader makes of it stays, beside it."""
    page = open_page(link)
    page.wait_for_function(f"document.querySelector('{FIRST} textarea')")
    page.wait_for_function("location.hash == ''")
    page.locator(f"{FIRST} textarea").fill("print(1)")
    page.reload()
    assert code(page) == "print(1)"
    choose(page, "Shared code")
    assert code(page) == "print(6 * 7)" and "not run yet" in status(page)
    page.reload()
    assert code(page) == "print(6 * 7)"
    choose(page, "Your code")
    assert code(page) == "print(1)"
    assert page.errors == []


def test_shared_code_leaves_an_own_edit_alone(open_page, address, link):
    """Who has code of their own keeps it, is told so, and chooses; a letter more adds a text."""
    page = open_page(address + GUIDE)
    write(page, FIRST, "mine = 1")
    page.goto("about:blank")
    page.goto(link)
    page.wait_for_function(f"document.querySelector('{FIRST} textarea')?.value == 'print(6 * 7)'")
    assert "Your own is kept" in status(page)
    page.locator(f"{FIRST} textarea").press("End")
    page.keyboard.type(" ")
    page.goto("about:blank")
    page.goto(address + GUIDE)
    labels = page.locator(f"{FIRST} [data-version] option").all_inner_texts()
    assert labels == ["The page’s code", "Your code", "Shared code", "Your code 2"]
    choose(page, "Your code")
    assert code(page) == "mine = 1"
    choose(page, "Your code 2")
    assert code(page) == "print(6 * 7) "


def test_reset_after_shared_code_stays(open_page, link):
    """Reset shows the page's code, a reload too; the shared code can be had back."""
    page = open_page(link)
    page.wait_for_function("location.hash == ''")
    page.click(f"{FIRST} [data-reset]")
    assert code(page) is None and "is kept" in status(page)
    page.reload()
    assert code(page) is None
    choose(page, "Shared code")
    assert code(page) == "print(6 * 7)"


def test_reset_can_be_taken_back(open_page, address):
    """A press on Reset loses nothing: the reader's code is one choice away, after a reload too."""
    page = open_page(address + GUIDE)
    write(page, FIRST, "mine = 1")
    assert not page.locator(f"{FIRST} [data-version]").is_visible()
    page.click(f"{FIRST} [data-reset]")
    page.reload()
    assert code(page) is None
    choose(page, "Your code")
    assert code(page) == "mine = 1"
    page.click(f"{FIRST} [data-reset]")
    assert code(page) is None


def test_a_share_address_in_an_open_page(open_page, address, link):
    """Pasted over the address of an open page it is read too; the page's elements stay."""
    page = open_page(address + GUIDE)
    write(page, FIRST, "mine = 1")
    page.evaluate("globalThis.cell = document.querySelector('[data-cell=first-training]')")
    page.evaluate("(hash) => { location.hash = hash }", link.partition("#")[2])
    page.wait_for_function(f"document.querySelector('{FIRST} textarea').value == 'print(6 * 7)'")
    assert page.evaluate("cell === document.querySelector('[data-cell=first-training]')")
    choose(page, "Your code")
    assert code(page) == "mine = 1"


def test_shared_code_for_a_cell_that_is_not_there(open_page, link):
    """The reader is told, and can take the code along."""
    page = open_page(link.replace("first-training", "no-such-cell"))
    notice = page.locator("[data-notice]")
    notice.wait_for()
    assert "“no-such-cell”, which this page does not have" in notice.inner_text()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    notice.get_by_text("Copy the code").click()
    assert page.evaluate("navigator.clipboard.readText()") == "print(6 * 7)"
    assert page.locator("[data-notice]").count() == 0


def test_two_tabs_keep_what_both_write(open_page, address):
    """Two tabs of one page, each with its own edit: both are there afterwards."""
    page = open_page(address + GUIDE)
    other = patient(page.context.new_page())
    other.goto(address + GUIDE)
    write(page, FIRST, "one = 1")
    write(other, FIRST, "two = 2")
    page.locator(f"{FIRST} textarea").fill("one = 11")
    third = patient(page.context.new_page())
    third.goto(address + GUIDE)
    kept = set()
    for label in ("Your code", "Your code 2"):
        choose(third, label)
        kept.add(code(third))
    assert kept == {"one = 11", "two = 2"}


def test_an_edit_from_before_there_were_several_texts(open_page, address):
    """What an older version of the site has kept is still the reader's."""
    page = open_page(address + GUIDE)
    page.evaluate("""() => {
      const original = document.querySelector("[data-cell=first-training] [data-code]").textContent;
      const key = "initdocs:cell:/guide/importance/#first-training";
      localStorage.setItem(key, JSON.stringify({ source: "old = 1", original }));
    }""")
    page.reload()
    assert code(page) == "old = 1"


def test_copy(open_page, address):
    """Copy takes the code as it stands, edited or not."""
    page = open_page(address + GUIDE)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click(f"{FIRST} [data-copy]")
    shown = page.locator(f"{FIRST} [data-code]").inner_text()
    assert page.evaluate("navigator.clipboard.readText()").split() == shown.split() != []
    write(page, FIRST, "x = 1")
    page.click(f"{FIRST} [data-copy]")
    assert page.evaluate("navigator.clipboard.readText()") == "x = 1"
