"""The keys that the page `reference/live-pages` promises."""

import pytest

pytestmark = pytest.mark.browser

CELL = "[data-cell=try-me]"


@pytest.fixture
def editor(open_page, address):
    """A page whose cell is being edited, its caret at the end of the code."""
    page = open_page(address + "reference/live-pages/", save_data=False)
    page.locator(f"{CELL} [data-code]").focus()
    page.keyboard.press("Enter")
    page.wait_for_function(f"document.querySelector('{CELL} .prism-code-editor')")
    page.locator(f"{CELL} textarea").fill("a = 1")
    return page


def code(page):
    return page.locator(f"{CELL} textarea").input_value()


def focused(page):
    return page.evaluate("document.activeElement.outerHTML")


def test_keys_of_the_editor(editor):
    """Enter edits; Tab indents and Shift+Tab goes back; Ctrl+/ comments; Ctrl+Z undoes."""
    assert "<textarea" in focused(editor)
    editor.keyboard.press("Home")
    editor.keyboard.press("Tab")
    assert code(editor).startswith((" ", "\t"))
    editor.keyboard.press("Shift+Tab")
    assert code(editor) == "a = 1"
    editor.keyboard.press("Control+/")
    assert code(editor).replace(" ", "") == "#a=1"
    editor.keyboard.press("Control+/")
    assert code(editor) == "a = 1"
    editor.keyboard.press("End")
    editor.keyboard.type("2")
    editor.keyboard.press("Control+z")
    assert code(editor) == "a = 1"


def test_escape_leaves_the_editor(editor):
    """Escape goes to Run, and Tab on from there: nobody is caught in the code."""
    editor.keyboard.press("Escape")
    assert "data-run" in focused(editor)
    editor.keyboard.press("Tab")
    assert "<textarea" not in focused(editor)


def test_control_enter_runs(editor):
    """Ctrl+Enter in the code runs the cell; its output replaces the page's."""
    editor.locator(f"{CELL} textarea").fill("print(6 * 7)")
    editor.keyboard.press("Control+Enter")
    editor.wait_for_function(f"document.querySelector('{CELL}').dataset.state == 'done'")
    assert editor.locator(f"{CELL} [data-output]").text_content().strip() == "42"
