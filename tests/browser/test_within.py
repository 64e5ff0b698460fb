"""Moves within a page only scroll: nothing that a reader has made on it goes."""

import pytest
from tests.browser.test_cells import FIRST, run

pytestmark = pytest.mark.browser
GUIDE = "guide/importance/"

LINKS = {
    "the contents": ".md-nav--secondary a[href*='#']:visible",
    "a footnote mark": ".footnote-ref",
    "a heading's own mark": "h2 .headerlink",
    "the page's own entry in the navigation": ".md-nav--primary a.md-nav__link--active:visible",
}


@pytest.fixture
def worked(open_page, address):
    """A page on which a cell was run, which knows its elements again."""
    page = open_page(address + GUIDE)
    assert run(page, FIRST, "print('MINE')") == ("done", "MINE\n")
    page.evaluate("globalThis.cell = document.querySelector('[data-cell=first-training]')")
    page.requests.clear()
    return page


def intact(page):
    """Whether the elements are the same, with the reader's output, and nothing came anew."""
    page.wait_for_timeout(300)  # a move that fetches the page would have begun
    return (
        page.evaluate("cell === document.querySelector('[data-cell=first-training]')")
        and page.locator(f"{FIRST} [data-output]").inner_text() == "MINE\n"
        and not [url for url in page.requests if GUIDE in url]
    )


@pytest.mark.parametrize("link", LINKS.values(), ids=LINKS.keys())
def test_a_link_within_the_page_scrolls(worked, link):
    """The first click after a load, and every other, leaves the page as it is; Back too."""
    place = worked.locator(link).first
    place.scroll_into_view_if_needed()
    before = worked.evaluate("scrollY")
    place.click()
    assert intact(worked)
    place.click()
    assert intact(worked)
    assert worked.evaluate("scrollY") != before
    if "#" in worked.url:
        worked.go_back()
        assert intact(worked) and "#" not in worked.url.replace("#__", "")
    assert worked.errors == []


def test_an_address_with_a_place_scrolls(worked):
    """Typed into the address line, or set by a script, a place of the page is only gone to."""
    worked.evaluate("location.hash = document.querySelector('h2[id]').id")
    assert intact(worked)


def test_a_link_to_another_page_still_goes_there(worked):
    """Another page comes without a load, the interpreter stays; a place in it is gone to."""
    worked.evaluate("globalThis.tab = 1")
    worked.click("a[rel=next], .md-footer__link--next")
    worked.wait_for_function("document.querySelector('h1').innerText.startsWith('Exploding')")
    assert worked.evaluate("tab") == 1
    worked.evaluate("globalThis.heading = document.querySelector('h1')")
    worked.locator("h2 .headerlink").first.click()
    worked.wait_for_timeout(300)
    assert worked.evaluate("heading === document.querySelector('h1')")


def test_results_are_there_when_the_reader_comes_back(worked):
    """A page that was left shows what its cells have given, since their variables live on."""
    worked.click("a[rel=next], .md-footer__link--next")
    worked.wait_for_function("document.querySelector('h1').innerText.startsWith('Exploding')")
    worked.go_back()
    worked.wait_for_function(f"document.querySelector('{FIRST}')?.dataset.state == 'done'")
    assert worked.locator(f"{FIRST} [data-output]").inner_text() == "MINE\n"
    assert worked.locator(f"{FIRST} textarea").input_value() == "print('MINE')"
