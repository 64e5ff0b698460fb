"""Two tabs of one page: each has its own Python, and neither loses what the other's reader has."""

import pytest
from tests.browser.test_cells import DONE, FIRST, check, run, write
from tests.browser.test_isolation import isolated
from tests.browser.test_sharing import choose, code
from tests.conftest import patient

pytestmark = pytest.mark.browser
GUIDE = "guide/importance/"
EXERCISE = "[data-exercise=zero-floor]"
MADE = "localStorage.getItem('initdocs:snapshot')"


def beside(page):
    """The same page in a second tab."""
    other = patient(page.context.new_page())
    other.goto(page.url)
    return other


def test_both_run_and_both_wake(open_page, address):
    """Both load at once, run beside each other, keep one snapshot, and wake from it afterwards."""
    page = open_page(address + GUIDE, save_data=False)
    other = beside(page)
    for tab, source in ((page, "kept = 'one'"), (other, "kept = 'two'")):
        write(tab, FIRST, source)
        tab.click(f"{FIRST} [data-run]")
    for tab in (page, other):
        tab.wait_for_function(DONE.format(FIRST))
    assert run(page, FIRST, "kept")[1] == "'one'\n"
    assert run(other, FIRST, "kept")[1] == "'two'\n"
    for tab in (page, other):  # whoever rests first makes it; the other may too
        tab.bring_to_front()
        tab.wait_for_function(MADE)
    page.wait_for_function("caches.open('initdocs-snapshot').then((s) => s.keys())")
    for tab in (page, other):
        tab.reload()
    for tab in (page, other):
        tab.click(f"{FIRST} [data-run]")
    for tab in (page, other):
        tab.wait_for_function(DONE.format(FIRST))
        assert tab.evaluate("document.documentElement.dataset.woken") == "true"
    assert page.errors == []


def test_a_stop_is_for_one_tab(open_page, address):
    """An endless loop in one tab ends by its own Stop; the other's variables and results stay."""
    page = isolated(open_page(address + GUIDE, save_data=False))
    other = beside(page)
    assert run(other, FIRST, "kept = 3\nprint('there')")[1] == "there\n"
    write(page, FIRST, "print('on')\nwhile True: pass")
    page.click(f"{FIRST} [data-run]")
    page.wait_for_function(
        f"document.querySelector('{FIRST} [data-output]').textContent == 'on\\n'"
    )
    assert other.locator(f"{FIRST} [data-output]").inner_text() == "there\n"
    page.click(f"{FIRST} [data-stop]")
    page.wait_for_function(DONE.format(FIRST))
    assert other.locator(FIRST).get_attribute("data-state") == "done"
    assert run(other, FIRST, "kept")[1] == "3\n"


def test_each_tab_shows_its_own_text_again(open_page, address):
    """After a reload, and after a move to another page, a tab shows what it showed."""
    page = open_page(address + GUIDE)
    other = beside(page)
    write(page, FIRST, "one = 1")
    write(other, FIRST, "two = 2")
    run(page, FIRST)
    page.click(".md-footer__link--next")
    page.wait_for_function("document.querySelector('h1').innerText.startsWith('Exploding')")
    page.go_back()
    page.wait_for_function(f"document.querySelector('{FIRST} textarea')")
    assert code(page) == "one = 1" and page.locator(FIRST).get_attribute("data-state") == "done"
    for tab, own in ((page, "one = 1"), (other, "two = 2")):
        tab.reload()
        assert code(tab) == own
    choose(other, "Your code")
    assert code(other) == "one = 1"
    page.reload()
    assert code(page) == "one = 1"


def test_a_solved_exercise_stays_solved(open_page, address):
    """What one tab has solved is not taken back by another that only tries."""
    page = open_page(address + GUIDE)
    other = beside(page)
    solution = page.locator(f"{EXERCISE} [data-solution-code]").text_content()
    assert check(page, EXERCISE, solution)[0] == "pass"
    write(other, EXERCISE, "half = 1")
    page.reload()
    assert page.locator(EXERCISE).get_attribute("data-verdict") == "pass"
    assert other.locator(EXERCISE).get_attribute("data-verdict") == ""
