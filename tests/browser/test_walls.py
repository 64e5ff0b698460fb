"""What stands in boxes: no code is cut, a result comes before long code, tables fit a phone."""

import pytest
from tests.browser.test_page import PAGES, count_shifts
from tests.conftest import opener

pytestmark = pytest.mark.browser

OPEN = "document.querySelectorAll('details').forEach((d) => { d.open = true; })"
#: what is wider inside than its box, of what can be seen
CUT = """(all) => all
  .filter((e) => e.clientWidth && e.scrollWidth > e.clientWidth + 1)
  .map((e) => [e.closest("[data-cell], [id]")?.dataset.cell ?? e.className, e.scrollWidth])"""


@pytest.fixture(scope="module")
def tab(browser, pyodide):
    """One tab for tests that look at every page as the build has left it."""
    with opener(browser, pyodide) as open_:
        yield open_("about:blank", java_script_enabled=False)


def everywhere(tab, address, width):
    """Every page at that width, with its folds open."""
    tab.set_viewport_size({"width": width, "height": 844})
    for path in PAGES:
        tab.goto(address + path)
        tab.evaluate(OPEN)
        yield path


def test_no_code_is_cut(tab, address):
    """On a laptop every line of code, and of what it has printed, is whole, in folds too."""
    for path in everywhere(tab, address, 1280):
        assert tab.eval_on_selector_all("article pre, article pre > code", CUT) == [], path


def test_tables_fit_a_phone(tab, address):
    """None is cut at 390: its rows are cards, or it scrolls in a box that Tab reaches."""
    inside = "(all) => all.filter((e) => e.scrollWidth > e.parentElement.clientWidth + 1).length"
    for path in everywhere(tab, address, 390):
        tables = "article table:not(.demo-values, .wide-table > table)"
        assert tab.eval_on_selector_all(tables, inside) == 0, path
        boxes = tab.locator(".wide-table").all()
        assert all(box.get_attribute("tabindex") == "0" for box in boxes), path


def test_type_in_figures_fits_a_phone(tab, address):
    """No letter of a figure is smaller than 11 pixels at 390, of labs and of cells too."""
    small = """(all) => all.filter((e) => {
      const { a, b } = e.getScreenCTM();
      const size = parseFloat(getComputedStyle(e).fontSize) * Math.hypot(a, b);
      return e.getClientRects().length && e.textContent.trim() && size < 11;
    }).map((e) => e.textContent)"""
    figures = ":is(.cell-figures, article figure):not([data-demo] *)"
    count = 0
    for path in everywhere(tab, address, 390):
        count += tab.locator(f"{figures} svg").count()
        assert tab.eval_on_selector_all(f"{figures} svg text", small) == [], path
    assert count > 40


def test_no_line_begins_with_the_mark_after_a_formula(tab, address):
    """A full stop or a comma stands beside the formula or the term that it follows."""
    lone = """(all) => all.flatMap((e) => {
      const after = e.nextSibling;
      if (after?.nodeType != Node.TEXT_NODE || !/^[.,;:!?)]/.test(after.data)) return [];
      const range = document.createRange();
      range.setStart(after, 0);
      range.setEnd(after, 1);
      const [mark, box] = [range.getBoundingClientRect(), [...e.getClientRects()].pop()];
      return mark.height && box && mark.top > box.bottom - 2 ? [e.textContent + after.data] : [];
    })"""
    for path in everywhere(tab, address, 390):
        found = tab.eval_on_selector_all(
            "article :is(math, .term, :is(a, strong):has(> math))", lone
        )
        assert found == [], path


def test_what_scrolls_keeps_its_first_column_in_view(tab, address):
    """The name of a row of a framework's table stands at the left however far it is scrolled."""
    tab.set_viewport_size({"width": 390, "height": 844})
    tab.goto(address + "reference/frameworks/")
    tab.evaluate(OPEN)
    wide = tab.locator(".wide-table").filter(has=tab.locator("tbody > tr > td"))
    scrolled = 0
    for box in wide.all():
        box.evaluate("(e) => { e.scrollLeft = 1e4; }")
        left = box.bounding_box()["x"]
        scrolled += box.evaluate("(e) => e.scrollLeft") > 0
        for row in box.locator("tbody > tr:not(.layer, .flag)").all()[:3]:
            assert abs(row.locator("> *").first.bounding_box()["x"] - left) <= 1
    assert scrolled >= 1


@pytest.mark.parametrize("width", [1280, 1024])
def test_the_prose_and_its_boxes_share_two_edges(tab, address, width):
    """Text ends at its measure, and code, folds, tables and demos end where the column does."""
    boxes = ":is(.cell, details, .admonition, .wide-table, .demo, .labs)"
    edges = f"""() => [...document.querySelectorAll("article > {boxes}")]
      .map((e) => Math.round(e.getBoundingClientRect().right))"""
    column = "Math.round(document.querySelector('article').getBoundingClientRect().right)"
    for path in everywhere(tab, address, width):
        assert set(tab.evaluate(edges)) <= {tab.evaluate(column)}, path


def test_what_a_figure_shows_is_said_beside_it(tab, address):
    """Where a laptop has the room, its caption stands at its right, and nothing is empty there."""
    beside = """(all) => all.map((e) => e.querySelector("figcaption").getBoundingClientRect().x
      - e.querySelector("svg").getBoundingClientRect().right)"""
    for path in everywhere(tab, address, 1024):
        gaps = tab.eval_on_selector_all("article > .figure:has(figcaption)", beside)
        assert all(0 <= gap < 80 for gap in gaps), path


def test_notes_are_as_quiet_as_folds(tab, address):
    """Both have the edge and the ground of every box: none is in Material's neon."""
    look = """(e) => [getComputedStyle(e).borderTopColor,
      getComputedStyle(e.firstElementChild).backgroundColor,
      getComputedStyle(e.firstElementChild, "::before").backgroundColor]"""
    found = {}
    for path in everywhere(tab, address, 1280):
        for box in tab.locator("article > :is(details, .note):not(.exercise)").all()[:3]:
            found.setdefault(tuple(box.evaluate(look)), path)
        if path == "guide/importance/":
            assert tab.locator("article > .admonition.note").count() > 0
    assert len(found) == 1, found


def test_a_head_has_no_line_above_it(tab, address):
    """Nor has its first cell, which is empty where the rows have names."""
    line = "(all) => all.filter((e) => parseFloat(getComputedStyle(e).borderTopWidth)).length"
    for path in everywhere(tab, address, 1280):
        assert tab.eval_on_selector_all("article .table thead tr > *", line) == 0, path


def test_a_note_in_a_table_is_read_without_scrolling(tab, address):
    """On a phone what is said of a framework's layer is as wide as what is seen of its table."""
    tab.set_viewport_size({"width": 390, "height": 844})
    tab.goto(address + "reference/frameworks/")
    tab.evaluate(OPEN)
    notes = tab.locator(".flag td > div").all()
    assert len(notes) > 10
    for note in notes:
        box = note.evaluate(
            """(e) => [e.getBoundingClientRect().right,
              e.closest(".wide-table").getBoundingClientRect().right]"""
        )
        assert box[0] <= box[1]


def test_a_value_on_a_card_stands_together(tab, address):
    """On a phone its words, formulas and numbers begin in one column, beside its name."""
    starts = """(all) => all.filter((e) => e.clientWidth && e.childNodes.length).map((e) => {
      const range = document.createRange();
      range.selectNodeContents(e);
      const inside = [...range.getClientRects()].filter((r) => r.width);
      const { x, y, width } = e.getBoundingClientRect();
      const { paddingTop, fontSize } = getComputedStyle(e);
      return [Math.min(...inside.map((r) => (r.x - x) / width)),
        (Math.min(...inside.map((r) => r.y)) - y - parseFloat(paddingTop)) / parseFloat(fontSize)];
    })"""
    cards = "article .table--cards td[data-label]:not(:first-child)"
    count = 0
    for path in everywhere(tab, address, 390):
        found = tab.eval_on_selector_all(cards, starts)
        count += len(found)
        assert all(abs(left - 0.4) < 0.02 and top < 1 for left, top in found), (path, found)
    assert count > 100


def test_cards_say_what_each_value_is(tab, address):
    """On a phone a row of a lab's table stands whole on the screen, each value with its name."""
    tab.set_viewport_size({"width": 390, "height": 844})
    tab.goto(address + "labs/mishkin-2016/")
    table = tab.locator("[data-cell=table] table")
    for cell in table.locator("tbody tr:not(.note) td:not(:empty)").all():
        box = cell.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390
        shown = cell.evaluate("(e) => getComputedStyle(e, '::before').content")
        assert cell.get_attribute("data-label") in shown
    assert table.get_by_role("row").count() > 4
    assert table.get_by_role("columnheader").all_inner_texts()[:2] == ["what", "paper"]


def test_without_javascript_and_on_paper(open_page, address):
    """What came of folded code is in view; its fold opens by itself on paper, else by a press."""
    page = open_page(address + "beyond/width/", java_script_enabled=False)
    cell = page.locator("[data-cell=coordinate-check]")
    code = cell.locator("[data-code]")
    assert cell.locator(".cell-columns > table").is_visible() and not code.is_visible()
    cell.locator("summary").first.click()
    assert code.is_visible()
    cell.locator("summary").first.click()
    page.emulate_media(media="print")
    assert code.is_visible()


def test_shared_code_opens_its_fold(open_page, address):
    """Who is sent code sees it, as they see their own when they come back."""
    page = open_page(address + "beyond/width/")
    cell = page.locator("[data-cell=coordinate-check]")
    cell.locator("summary").first.click()
    cell.locator("[data-code]").click()
    cell.locator("textarea").fill("print(2)")
    page.reload()
    box = page.locator("[data-cell=coordinate-check] textarea")
    box.scroll_into_view_if_needed()
    assert box.is_visible() and box.input_value() == "print(2)"
    assert box.bounding_box()["height"] > 20


def test_a_run_gives_the_tables_of_the_page(shared, address):
    """A table of a reader's run is built as the page's; other text stands as text."""
    page = shared
    page.goto(address + "guide/in-practice/")
    cell = page.locator("[data-cell=other-activations]")
    columns = cell.locator("[data-columns]")
    before = columns.inner_html()
    assert before.count("<table") == 1

    def run(source=None):
        if source:
            if not cell.locator("textarea").count():
                cell.locator("[data-code]").click()
            cell.locator("textarea").fill(source)
        cell.locator("[data-run]").click()
        page.wait_for_function(
            "['done', 'error'].includes(document.querySelector"
            "('[data-cell=other-activations]').dataset.state)"
        )

    run()
    assert cell.get_attribute("data-same") == "true"
    assert columns.inner_html() == before
    run("print('<b>no table</b>')")
    assert columns.inner_html() == ""
    assert cell.locator("[data-output]").is_visible()
    run("print('n  <i>size</i>\\n1  2.5\\n2  3.5')")
    assert columns.locator("thead th").all_inner_texts() == ["n", "<i>size</i>"]
    cell.locator("[data-reset]").click()
    assert columns.inner_html() == before


def test_nothing_moves_on_a_phone(open_page, address):
    """Cards and folds are there at first paint: shift at most 0.01 at 390."""
    page = open_page("about:blank", viewport={"width": 390, "height": 844})
    count_shifts(page)
    for path in ("labs/mishkin-2016/", "guide/in-practice/", "reference/notation/"):
        page.goto(address + path)
        page.wait_for_timeout(300)
        assert page.evaluate("shift") <= 0.01, (path, page.evaluate("moved"))


def test_paper_cuts_no_table_and_shouts_nowhere(open_page, address):
    """On A4 every column is there, and what a fold or a caption says is no larger than prose."""
    sizes = """(all) => all.map((e) => parseFloat(getComputedStyle(e).fontSize))"""
    for path in ("practice/transformers/", "guide/in-practice/", "reference/frameworks/"):
        page = open_page(address + path, viewport={"width": 718, "height": 1000})
        page.emulate_media(media="print")
        tables = ".wide-table > table"
        page.wait_for_function("matchMedia('print').matches")
        right = "(all) => all.map((e) => e.getBoundingClientRect().right)"
        assert all(x <= 718 for x in page.eval_on_selector_all(tables, right)), path
        prose = page.eval_on_selector_all("article > p", sizes)
        told = page.eval_on_selector_all("article > details > p, figcaption", sizes)
        assert max(told, default=0) <= min(prose), path
        assert not any(e.is_visible() for e in page.locator(".demo-question").all())
