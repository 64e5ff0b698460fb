"""What a screen reader meets: every control has a name of its own, and each result is said once."""

import pytest
from tests.browser.test_cells import DONE, FIRST, begin, check, run
from tests.browser.test_isolation import isolated

pytestmark = pytest.mark.browser
GUIDE = "guide/importance/"
EXERCISE = "[data-exercise=zero-floor]"

#: everything that any live region of the page says, in order, as an engine tells it
LISTEN = """() => {
  globalThis.said = [];
  new MutationObserver((records) => {
    for (const { target, addedNodes } of records) {
      const element = target.nodeType === 1 ? target : target.parentElement;
      const region = element?.closest(":is([role=status], [role=alert], [role=log], output)");
      if (!region) continue;
      const log = region.getAttribute("role") === "log";
      const text = log ? [...addedNodes].map((n) => n.textContent).join("") : region.textContent;
      if (text.trim()) said.push(text.trim());
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


def said(page):
    """What has been said since the last time."""
    return page.evaluate("said.splice(0)")


def listening(page):
    page.evaluate(LISTEN)
    return page


def test_every_control_has_a_name_of_its_own(open_page, address):
    """In a list of buttons, away from their places, no two of the cells are called the same."""
    page = open_page(address + GUIDE)
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    names = page.eval_on_selector_all(
        ":is([data-cell], [data-exercise]) button",
        "all => all.filter((e) => !e.matches('[data-hint]'))"
        ".map((e) => e.ariaLabel ?? e.textContent)",
    )
    assert len(names) == len(set(names)) > 20
    for selector in ("[data-cell]", "[data-exercise]", "[data-code]", "[data-output]"):
        found = page.eval_on_selector_all(selector, "all => all.map((e) => [e.role, e.ariaLabel])")
        assert all(role == "group" for role, _ in found)
        assert len({label for _, label in found}) == len(found)
    tree = page.locator(FIRST).aria_snapshot()
    assert 'button "Run cell 2"' in tree and 'group "Output of cell 2"' in tree
    # what is seen on a button is part of what it is called
    texts = page.eval_on_selector_all(
        "[data-cell] button, [data-exercise] button, [data-demo] button",
        "all => all.filter((e) => e.ariaLabel && !e.ariaLabel.startsWith(e.textContent))"
        ".map((e) => e.outerHTML)",
    )
    assert texts == []
    for demo in page.locator("[data-demo]").all():
        unnamed = demo.evaluate(
            "(e) => [...e.querySelectorAll('input, select, button')].filter((c) => !(c.ariaLabel ||"
            " c.labels?.[0]?.textContent.trim() || c.textContent.trim())).map((c) => c.outerHTML)"
        )
        assert unnamed == []


def test_a_result_is_said_once(open_page, address):
    """Each step of the start, and at the end one sentence with the result; no per cent, no line."""
    page = listening(open_page(address + GUIDE))
    assert run(page, FIRST, "print(40 + 2)")[0] == "done"
    told = said(page)
    assert told[-1].startswith("Done.") and told[-1].endswith(" Output: 42")
    assert "Loading Python and NumPy…" in told and "Importing NumPy…" in told
    assert not [text for text in told if "%" in text] and len(told) <= 8
    assert len(told) == len(set(told))
    run(page, FIRST, "for n in range(500): print(n)")
    told = said(page)
    assert told[-1].endswith(" Output, 500 lines. The last: 499") and len(told) <= 2
    run(page, FIRST, "print(40 + 2)")
    run(page, FIRST, "print(40 + 2)")  # the same again is a result too
    assert sum(text.endswith("Output: 42") for text in said(page)) == 2


def test_an_error_is_said_once(open_page, address):
    """Where it is and what it is; not its traceback."""
    page = open_page(address + GUIDE)
    run(page, FIRST, "1")
    listening(page)
    run(page, FIRST, "x = 1\nx / 0")
    told = said(page)
    assert told[-1].startswith("An error in line 2. Output,")
    assert told[-1].endswith("The last: ZeroDivisionError: division by zero")
    assert len(told) <= 2 and not [text for text in told if "Traceback" in text]


def test_a_verdict_is_said_once(open_page, address):
    """Of an exercise the verdict and its reason are said."""
    page = open_page(address + GUIDE)
    run(page, FIRST)
    listening(page)
    _, why = check(page, EXERCISE)
    told = said(page)
    assert told[-1] == why.removeprefix("✗ ") and sum("Not yet" in text for text in told) == 1


def test_what_only_prepares_is_not_said(open_page, address):
    """The cells above run first, in silence; of all cells of a page their number is said."""
    page = listening(open_page(address + GUIDE))
    run(page, "[data-cell=zero-never-moves]")
    told = said(page)
    assert sum(text.startswith("Done") for text in told) == 1
    page.click("[data-run-all]")
    page.wait_for_function("document.querySelector('[data-page-status]').innerText.includes('All')")
    told = said(page)
    assert told[-1].startswith("All ") and not [text for text in told if text.startswith("Done")]


def test_what_comes_back_is_not_said_again(open_page, address):
    """A page that is come back to shows its results, and speaks of none."""
    page = open_page(address + GUIDE)
    run(page, FIRST, "print(7)")
    listening(page)
    page.click(".md-footer__link--next")
    page.wait_for_function("document.querySelector('h1').innerText.startsWith('Exploding')")
    page.go_back()
    page.wait_for_function(f"document.querySelector('{FIRST}')?.dataset.state == 'done'")
    assert not [text for text in said(page) if "Output" in text or "Done" in text]


def test_what_is_pressed_is_answered(open_page, address):
    """Copy, Stop and Reset change nothing that is focused: they say what they did."""
    page = isolated(open_page(address + GUIDE, save_data=False))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    listening(page)
    page.click(f"{FIRST} [data-copy]")
    page.wait_for_function("said.includes('Copied.')")
    begin(page, FIRST, "print('on')\nwhile True: pass")
    page.click(f"{FIRST} [data-stop]")
    page.wait_for_function(DONE.format(FIRST))
    page.wait_for_function(
        "said.some((text) => text.startsWith('Stopped. The variables are kept.'))"
    )
    said(page)
    page.click(f"{FIRST} [data-reset]")
    assert said(page) == ["The page’s code. Your own is kept: choose it here."]


def test_a_demo_says_how_its_run_ends(open_page, address):
    """The recording plays without a word; a live run says its last numbers."""
    page = listening(open_page(address + "tools/gain/"))
    page.locator("[data-demo]").scroll_into_view_if_needed()
    page.click("[data-play]")
    page.wait_for_function("document.querySelector('[data-demo]').dataset.source == 'live'")
    page.wait_for_function("document.querySelector('[data-demo]').dataset.state == 'done'")
    told = said(page)
    assert not [text for text in told if "%" in text]
    assert "Live, in your browser." in told
    assert told[-1].startswith("The run is over.")
