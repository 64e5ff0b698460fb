"""Where things stand: a phone keeps the result in sight, a wide screen all at hand."""

import re
from pathlib import Path

import pytest
from tests.browser.test_fresh import PAGES

from initdocs import demos

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
#: each page whose prose has a table with code
TABLES = [
    f"{page.relative_to('docs').with_suffix('')}/"
    for page in sorted(Path("docs").glob("*/*.md"))
    if page.stem != "index" and re.search(r"^\|.*`.*\|$", page.read_text(), re.MULTILINE)
]
#: the tables whose box is narrower, with whether a shade at its edge says so
CUT = """() => [...document.querySelectorAll('.md-content table')].flatMap((table) => {
  for (let box = table.parentElement; box.matches('.md-content *'); box = box.parentElement) {
    const { overflowX, backgroundImage } = getComputedStyle(box);
    if (box.scrollWidth <= box.clientWidth || overflowX == 'visible') continue;
    return [[backgroundImage.includes('gradient'), box.tabIndex]];
  }
  return [];
})"""
DONE = "['done', 'idle'].includes(document.querySelector('[data-demo]').dataset.state)"


def controls(page):
    """Every control of the demo that can be seen, and the plane."""
    found = page.locator("[data-demo] form :is(input[name], input[data-slides], select)").all()
    return [e for e in found if e.is_visible()] + page.locator(".demo-handle").all()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_the_result_stays_in_sight_on_a_phone(open_page, address, name, scheme):
    """At each control the answer, the chart and the button are on the screen, and hide it not."""
    page = open_page(address + PAGES[name], color_scheme=scheme, **PHONE)
    page.locator("[data-demo]").scroll_into_view_if_needed()
    page.wait_for_function(DONE)
    views = demos.load(name).result
    assert views
    for control in controls(page):
        control.evaluate("(e) => e.scrollIntoView({ block: 'center' })")
        strip = [page.locator(f"[data-view={view}]") for view in views] + [
            page.locator("[data-play]")
        ]
        boxes = [part.bounding_box() for part in strip]
        for box in boxes:
            assert box["y"] >= 0 and box["y"] + box["height"] <= 844
        here = control.bounding_box()
        assert max(b["y"] + b["height"] for b in boxes) <= here["y"] + 1
        assert here["y"] + here["height"] <= 844
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width == 390
    assert page.errors == []


def test_the_plane_and_its_verdict_share_a_phone(open_page, address):
    """While the point is dragged the verdict and χ₁ stand above the whole plane."""
    page = open_page(address + PAGES["phase"], **PHONE)
    page.locator("[data-plane]").evaluate("(e) => e.scrollIntoView({ block: 'end' })")
    plane = page.locator("[data-plane]").bounding_box()
    for name in ("verdict", "chi_1"):
        box = page.locator(f"[data-readout={name}]").bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= plane["y"] + 1
    assert plane["y"] + plane["height"] <= 845


@pytest.mark.parametrize("name", PAGES)
def test_all_controls_are_above_the_fold(open_page, address, name):
    """At 1440×900 nothing has to be scrolled for before it is set."""
    page = open_page(address + PAGES[name], viewport={"width": 1440, "height": 900})
    page.wait_for_function(DONE)
    buttons = page.locator("[data-demo] :is([data-play], [data-step-once], [data-reset])").all()
    for control in controls(page) + buttons:
        box = control.bounding_box()
        assert box["y"] + box["height"] <= 900, control.get_attribute("name")
        assert box["x"] + box["width"] <= 1440


def test_the_answer_and_the_cost_take_the_room(open_page, address):
    """On a wide screen the map and the race are the largest of all, side by side on one screen."""
    page = open_page(address + PAGES["playground"], viewport={"width": 1440, "height": 900})
    boxes = {v: page.locator(f"[data-view={v}]").bounding_box() for v in ("map", "cost", "network")}
    for view in ("map", "cost"):
        box = boxes[view]
        assert box["width"] >= 370 and box["height"] >= 370 and box["y"] + box["height"] <= 900
    area = {view: box["width"] * box["height"] for view, box in boxes.items()}
    assert area["network"] < min(area["map"], area["cost"])
    assert abs(boxes["map"]["y"] - boxes["cost"]["y"]) < 2


def test_the_race_takes_more_than_the_map_where_room_is_short(open_page, address):
    """At 1280 the chart with its eight names is wider than the map, and as high."""
    page = open_page(address + "guide/importance/", viewport={"width": 1280, "height": 900})
    boxes = {v: page.locator(f"[data-view={v}]").bounding_box() for v in ("map", "cost")}
    assert boxes["cost"]["width"] > 1.4 * boxes["map"]["width"]
    assert abs(boxes["map"]["height"] - boxes["cost"]["height"]) < 4


@pytest.mark.parametrize("width", [1440, 1280, 1024, 390])
@pytest.mark.parametrize("path", ["guide/importance/", PAGES["playground"]])
def test_buttons_hold_their_words(open_page, address, path, width):
    """No word of a demo's buttons touches its border, however narrow their column is."""
    page = open_page(address + path, viewport={"width": width, "height": 900})
    tight = page.eval_on_selector_all(
        "[data-demo] .demo-bar .md-button",
        """(all) => all.filter((e) => e.clientWidth).flatMap((e) => {
          const range = document.createRange();
          range.selectNodeContents(e);
          const words = range.getBoundingClientRect();
          const box = e.getBoundingClientRect();
          const room = Math.min(words.x - box.x, box.right - words.right);
          return room < 5 ? [`${e.textContent.trim()}: ${room}`] : [];
        })""",
    )
    assert tight == []


@pytest.mark.parametrize("width", [1440, 1280, 390])
@pytest.mark.parametrize("path", ["guide/importance/", "tools/playground/"])
def test_no_setting_stands_alone(open_page, address, path, width):
    """The playground's four settings and its four ways to look stand in rows of four or two."""
    page = open_page(address + path, viewport={"width": width, "height": 900})
    groups = page.eval_on_selector_all(
        "[data-demo=playground] .demo-more",
        """(all) => all.map((e) => [...e.querySelectorAll(".demo-field")]
          .filter((field) => field.clientWidth).map((field) => field.getBoundingClientRect().x))""",
    )
    counted = [[xs.count(x) for x in set(xs)] for xs in groups if len(xs) == 4]
    assert len(counted) == 2 and all(len(set(rows)) == 1 for rows in counted), groups


@pytest.mark.parametrize("path", [PAGES["gain"], PAGES["digits"]])
def test_what_is_set_stays_beside_a_long_column(open_page, address, path):
    """Scrolled to the end of what comes of it, the settings are still on the screen."""
    page = open_page(address + path, viewport={"width": 1440, "height": 900})
    page.wait_for_function(DONE)
    page.locator("[data-demo] .demo-step--3 > *").last.evaluate("(e) => e.scrollIntoView(false)")
    for step in page.locator("[data-demo] .demo-step:not(.demo-step--3)").all():
        box = step.bounding_box()
        assert box["y"] + box["height"] > 450


def test_the_buttons_of_a_page_leave_its_title_room(open_page, address):
    """On a phone, too, they stand a finger's breadth below it, and end at the edge of a tool."""
    page = open_page(address + "guide/importance/", **PHONE)
    title, bar = (page.locator(f"article {e}").first.bounding_box() for e in ("h1", ".page-bar"))
    assert 8 <= bar["y"] - title["y"] - title["height"] <= 24
    page = open_page(address + PAGES["depth"], viewport={"width": 1440, "height": 900})
    last = page.locator(".page-bar .md-button:visible").last.bounding_box()
    demo = page.locator("[data-demo]").bounding_box()
    assert abs(last["x"] + last["width"] - demo["x"] - demo["width"]) <= 1


@pytest.mark.parametrize("path", TABLES)
def test_no_table_of_code_is_cut_in_secret(open_page, address, path):
    """At 1280 it fits, or a shade at its edge says that it goes on, and keys reach the rest."""
    page = open_page(address + path, viewport={"width": 1280, "height": 900})
    assert all(shaded and tab == 0 for shaded, tab in page.evaluate(CUT))
    if path == "guide/in-practice/":
        assert page.evaluate(CUT) == []  # the lines that a reader came to copy
