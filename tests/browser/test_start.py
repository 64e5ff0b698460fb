"""The start page: its doors lead on, its box answers, its chapters are ticked."""

import pytest

from initdocs.activations import ACTIVATIONS
from initdocs.frameworks import TARGETS
from initdocs_site.page.blocks import answers

pytestmark = pytest.mark.browser
READY = "'ready' in document.querySelector('[data-answer]').dataset"
SHOWN = """() => Object.fromEntries(["line", "whole", "gain", "why"].map(
  (name) => [name, document.querySelector(`[data-${name}]`).textContent]))"""


@pytest.mark.parametrize("width", [390, 1280])
def test_where_to_go_is_seen_at_once(open_page, address, width):
    """Heading, slider and maps are on the first screen; on a wide one all four doors are too."""
    page = open_page(address, viewport={"width": width, "height": 844})
    parts = ["h1", "[data-demo=start] [data-slides]", "[data-view=answers]"]
    parts += [".start .doors a >> nth=3"] if width > 1000 else [".start .doors a >> nth=0"]
    for part in parts:
        box = page.locator(part).bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= 844, part
    assert page.locator(".start .doors a").count() == 4
    largest = page.evaluate(
        "Math.max(...[...document.querySelectorAll('main .md-button, .page-bar .md-button')]"
        ".map((e) => parseFloat(getComputedStyle(e).fontSize)))"
    )
    heading = page.locator("h1").evaluate("(e) => parseFloat(getComputedStyle(e).fontSize)")
    assert heading > 1.5 * largest
    assert not page.locator("main [data-restart]").count()


def test_each_door_opens(open_page, address, site):
    """Every link of the page leads to a page of the site that is there."""
    page = open_page(address)
    links = page.eval_on_selector_all("main a[href]", "all => all.map((a) => a.href)")
    assert len(links) > 15
    for link in links:
        assert link.startswith(address)
        place = link.removeprefix(address).split("#")[0]
        assert (site / place / "index.html").is_file(), link


def test_every_answer_is_the_calls(open_page, address):
    """Each combination, chosen by the selects, shows the line, the code, the gain and why."""
    page = open_page(address)
    page.wait_for_function(READY)
    found = page.evaluate(
        """(show) => {
          const form = document.querySelector("[data-answer] form");
          const [layer, activation, framework] = form.elements;
          const found = [];
          for (const a of layer.options) for (const b of activation.options)
            for (const c of framework.options) {
              [layer.value, activation.value, framework.value] = [a.value, b.value, c.value];
              form.dispatchEvent(new Event("change"));
              found.push([[a.value, b.value, c.value], eval(show)()]);
            }
          return found;
        }""".replace("eval(show)", f"({SHOWN})"),
        None,
    )
    assert len(found) == len(answers.LAYERS) * len(ACTIVATIONS) * len(TARGETS)
    for chosen, shown in found:
        truth = answers.answer(*chosen)
        expected = {"line": truth.line, "whole": truth.code, "gain": truth.gain, "why": truth.why}
        assert shown == expected, chosen


def test_the_box_works_by_keys_and_copies(open_page, address):
    """A key chooses another activation, and Copy takes its line along."""
    page = open_page(address, permissions=["clipboard-read", "clipboard-write"])
    page.wait_for_function(READY)
    page.locator("[data-answer] [name=activation]").focus()
    page.keyboard.press("ArrowDown")
    name = page.locator("[data-answer] [name=activation]").input_value()
    line = answers.answer(next(iter(answers.LAYERS)), name, TARGETS[0]).line
    assert page.locator("[data-line]").inner_text() == line
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.locator("[data-copy-answer]").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('[data-copied]').textContent == 'Copied.'")
    assert page.evaluate("navigator.clipboard.readText()") == line
    assert page.errors == []


def test_a_chapter_that_was_read_is_ticked(open_page, address):
    """Opened it is not, seen to its end it is; the tick stays for later, until forgotten."""
    page = open_page(address)
    ticks = page.locator("[data-read]:visible")
    assert ticks.count() == 0 and not page.locator("[data-forget]").is_visible()
    page.locator("[data-chapter] a").nth(1).click()
    page.wait_for_selector("[data-demo=product]")
    page.go_back()
    page.wait_for_selector("[data-path]")
    assert ticks.count() == 0
    page.locator("[data-chapter] a").nth(1).click()
    page.wait_for_selector("[data-demo=product]")
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    page.wait_for_function("localStorage.getItem('initdocs:read') !== null")
    page.goto(address)
    page.wait_for_function("document.querySelectorAll('[data-read]:not([hidden])').length == 1")
    assert page.locator("[data-chapter]").nth(1).locator("[data-read]").is_visible()
    page.click("[data-forget] button")
    assert ticks.count() == 0
    page.reload()
    page.wait_for_function(READY)
    assert ticks.count() == 0


@pytest.mark.parametrize("width", [390, 600, 718, 1024])
def test_no_word_is_broken(open_page, address, width):
    """On no screen, nor on A4, which is as wide as 718 pixels, does a link end inside a word."""
    page = open_page(address, viewport={"width": width, "height": 900})
    broken = page.eval_on_selector_all(
        ".start :is(a, small)",
        """(all) => all.flatMap((e) => {
          const words = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
          const found = [];
          for (let text = words.nextNode(); text; text = words.nextNode())
            for (const { 0: word, index } of text.data.matchAll(/\\S+/g)) {
              const range = document.createRange();
              range.setStart(text, index);
              range.setEnd(text, index + word.length);
              if (range.getClientRects().length > 1) found.push(word);
            }
          return found;
        })""",
    )
    assert broken == []
