"""Definitions at the word in a real browser: hover, focus, touch, paper, and no script."""

import pytest

pytestmark = pytest.mark.browser

PAGE = "guide/importance/"
TERM = ".term:has(button:text-is('Backpropagation'))"


def shown(page):
    return page.locator(f"{TERM} .term-note").is_visible()


def test_a_definition_opens_and_closes(open_page, address):
    """By pointer and by keyboard; Escape puts it away, and the next visit opens it again."""
    page = open_page(address + PAGE)
    assert not shown(page)
    button = page.locator(f"{TERM} > button")
    button.hover()
    assert shown(page)
    page.keyboard.press("Escape")
    assert not shown(page)
    page.mouse.move(0, 0)
    button.focus()
    assert shown(page)
    assert page.evaluate("document.activeElement.getAttribute('aria-describedby')") == (
        page.locator(f"{TERM} .term-note").get_attribute("id")
    )
    page.keyboard.press("Tab")  # into the definition, which stays
    assert shown(page)
    assert page.evaluate("document.activeElement.closest('.term-note') !== null")
    page.keyboard.press("Escape")
    assert not shown(page)


def test_no_script_is_needed(browser, address):
    """A touch shows the definition where no script runs, and no screen is too narrow for it."""
    context = browser.new_context(
        java_script_enabled=False, has_touch=True, viewport={"width": 390, "height": 800}
    )
    page = context.new_page()
    page.goto(address + PAGE)
    page.locator(f"{TERM} > button").tap()
    assert shown(page)
    box = page.locator(f"{TERM} .term-note").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    context.close()


def test_on_paper_definitions_are_notes(open_page, address):
    """Printed, the notes stand at the end, one for each term, and none over the text."""
    page = open_page(address + PAGE)
    assert not page.locator("section.terms").is_visible()
    page.emulate_media(media="print")
    assert page.locator("section.terms").is_visible()
    assert page.locator("section.terms li").count() == page.locator(".term").count() > 10
    assert not page.locator(".term-note:visible").count()
