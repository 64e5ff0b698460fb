"""A demo or a figure before a class: alone, large, stepped by keys, and without a network."""

import pytest
from tests.browser.test_isolation import KEPT, isolated
from tests.browser.test_page import violations
from tests.conftest import patient

from initdocs import demos
from initdocs_site import ROOT
from initdocs_site.page.blocks import presets
from initdocs_site.page.source import folder

pytestmark = pytest.mark.browser

PROJECTOR = {"width": 1920, "height": 1080}
ALONE = "document.querySelector('.alone')"
RESTS = f"['done', 'idle', 'stopped'].includes({ALONE}?.dataset.state)"
HIDDEN = f"getComputedStyle({ALONE}.querySelector('.demo-steps')).visibility == 'hidden'"
PLAYGROUND = "tools/playground/?present=1"

#: what is drawn on every canvas from now on: sizes of type and widths of lines, on the screen
WATCH = """
globalThis.drawn = { type: [], line: [] };
const scale = (context) => {
  const { a, b } = context.getTransform();
  if (!context.canvas.checkVisibility()) return Infinity; // nobody sees it
  return Math.hypot(a, b) / Math.min(devicePixelRatio, 2);
};
const { fillText, stroke } = CanvasRenderingContext2D.prototype;
CanvasRenderingContext2D.prototype.fillText = function (text, ...given) {
  drawn.type.push([text, parseFloat(/([\\d.]+)px/.exec(this.font)[1]) * scale(this)]);
  return fillText.call(this, text, ...given);
};
CanvasRenderingContext2D.prototype.stroke = function (...given) {
  drawn.line.push(this.lineWidth * scale(this));
  return stroke.call(this, ...given);
};
"""

#: each text that is seen: what it says, and its size
TEXTS = """[...(function* () {
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(node);
    const { parentElement: parent } = node;
    const seen = parent.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const { clipPath, fontSize } = getComputedStyle(parent);
    if (!node.data.trim() || !seen || !range.getClientRects().length) continue;
    if (parent.closest(".demo-values, .voice, math, svg") || clipPath != "none") continue;
    yield [node.data.trim(), parseFloat(fontSize), parent.closest(".alone, .stage-keys") != null];
  }
})()]"""


def watched(open_page, address, path, **options):
    """A page that is opened where a projector shows it, with what is drawn on its canvases."""
    page = open_page("about:blank", viewport=PROJECTOR, **options)
    page.add_init_script(WATCH)
    page.goto(address + path)
    page.locator(".alone").wait_for()
    return page


def words(page):
    return page.locator(".stage-words").inner_text()


def place(name):
    return f"{folder(presets.home(name))}?present={name}"


@pytest.mark.parametrize("name", demos.NAMES)
def test_it_is_read_from_fifteen_metres(open_page, address, name):
    """Nothing else is seen, no letter is below 24 px, lines have 4 px, and nothing is cut off."""
    page = watched(open_page, address, place(name))
    page.wait_for_function(f"{RESTS} && drawn.type.length")
    if page.evaluate("document.documentElement.dataset.told") == "false":
        page.keyboard.press("ArrowRight")
        page.wait_for_function(f"document.documentElement.dataset.told == 'true' && {RESTS}")
    page.evaluate("drawn.type.length = drawn.line.length = 0")
    page.evaluate(f"{ALONE}.dispatchEvent(new Event('demo:draw'))")
    texts = page.evaluate(TEXTS)
    assert [text for text, _, its in texts if not its] == []
    assert [(text, size) for text, size, _ in texts if size < 23.9] == []
    small = [(text, size) for text, size in page.evaluate("drawn.type") if size < 22.7]
    assert small == []  # an index below a letter is 0.95 of its size
    lines = page.evaluate("drawn.line")
    thin = min(lines, default=0)  # those of a grid
    assert max((line for line in lines if thin < line < float("inf")), default=4) >= 3.99
    for view in page.locator(".alone [data-view]:visible").all():
        box = view.bounding_box()
        assert box["height"] >= 380 and box["y"] + box["height"] <= 1080, view.get_attribute(
            "data-view"
        )
        assert box["x"] >= 0 and box["x"] + box["width"] <= 1920
    root = "document.documentElement"
    assert page.evaluate(f"[{root}.scrollWidth, {root}.scrollHeight]") == [1920, 1080]
    assert page.errors == [] and page.cdn.asked == []


def test_a_figure_is_read_from_fifteen_metres(open_page, address):
    """It fills the screen with its caption, and its own letters have 24 px."""
    page = watched(open_page, address, "guide/importance/?present=four_starts")
    assert page.locator(".alone").get_attribute("data-figure") == "four_starts"
    sizes = page.locator(".alone svg text").evaluate_all(
        "(all) => all.map((t) => t.getBoundingClientRect().height)"
    )
    assert min(sizes) >= 24
    assert page.locator("figcaption:visible").count() == 1
    assert page.evaluate("document.documentElement.scrollHeight") == 1080
    assert page.errors == []


def test_the_question_comes_first(open_page, address):
    """Right asks, then shows; Left goes back the same way. The settings are those of the preset."""
    page = watched(open_page, address, PLAYGROUND)
    demo = demos.load("playground")
    page.wait_for_function(f"{ALONE}.dataset.state == 'idle' && {ALONE}.dataset.step == 0")
    assert demo.question.ask in words(page)
    assert all(answer in words(page) for answer in demo.question.answers.values())
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"{ALONE}.dataset.state == 'running'")
    assert demo.question.ask in words(page)  # what came is told when it has come
    page.wait_for_function(f"{ALONE}.dataset.state == 'done'")
    assert words(page).startswith("Zero is at 0.693")
    page.keyboard.press("PageDown")  # as the pointer in a teacher's hand sends it
    page.wait_for_function(f"{ALONE}.dataset.state == 'idle' && {ALONE}.dataset.step == 0")
    assert words(page).startswith("All weights are 0.")
    assert "playground.init=zero" in page.url
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"{ALONE}.dataset.state == 'done'")
    assert words(page) == "Its cost stays at ln 2, an even guess."
    assert page.locator("[data-readout=cost]").inner_text() == "0.693"
    page.keyboard.press("ArrowLeft")
    page.wait_for_function(f"{ALONE}.dataset.step == 0")
    assert words(page).startswith("All weights are 0.")
    assert page.errors == [] and page.cdn.asked == []


def test_a_picture_that_would_give_the_answer_away_waits(open_page, address):
    """An explorable shows nothing but the question until it is answered."""
    page = watched(open_page, address, place("product"))
    page.wait_for_function(HIDDEN)
    assert words(page).startswith("Each of 50 layers makes a signal 1.1 times as large.")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"!({HIDDEN}) && {RESTS}")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(HIDDEN)
    assert words(page) == "Each of fifty layers takes a tenth away. How much arrives?"
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"!({HIDDEN})")
    assert "1/194" in words(page)
    assert page.locator("[name=factor]").input_value() == "0.9"


def test_an_address_opens_at_its_preset(open_page, address):
    """A plan names each step by an address: it begins with the question of these settings."""
    page = watched(open_page, address, "tools/depth/?present=depth&depth.alpha=1.1&depth.depth=50")
    page.wait_for_function(f"{ALONE}.dataset.state == 'idle'")
    assert words(page).startswith("Each layer makes the signal a tenth larger.")


def test_an_address_may_name_what_is_the_default_anyway(open_page, address):
    """A preset that sets a default value is the same preset with it and without it."""
    for settings in ("cloud.law=he&cloud.step=18", "cloud.step=18"):
        page = watched(open_page, address, f"{place('cloud')}&{settings}")
        page.wait_for_function(HIDDEN)
        assert words(page).startswith("Twice the variance pays")


def test_keys(open_page, address):
    """B blanks, C has all controls, a field keeps its arrows, Escape ends where it began."""
    page = open_page(address + PLAYGROUND.partition("?")[0], viewport=PROJECTOR)
    page.locator("[data-demo] [data-present]").click()
    page.locator(".alone").wait_for()
    assert "present=playground" in page.url
    page.keyboard.press("b")
    assert page.locator(".stage-blank").is_visible()
    assert page.locator(".stage-blank").bounding_box() == {"x": 0, "y": 0, **PROJECTOR}
    page.keyboard.press("b")
    assert not page.locator(".stage-blank").is_visible()
    assert not page.locator("[name=lr]").is_visible()
    page.keyboard.press("c")
    assert page.locator("[name=lr]").is_visible()
    place = words(page)
    page.locator("[name=lr]").focus()
    page.keyboard.press("ArrowRight")
    assert words(page) == place
    page.keyboard.press("Escape")
    page.wait_for_function("!document.querySelector('.alone')")
    assert "present" not in page.url
    assert page.locator(".md-header").is_visible()
    assert page.evaluate("'present' in document.activeElement.dataset")
    assert page.errors == []


def test_the_script_goes_on_to_the_page_s_next_picture(open_page, address):
    """At the end of a demo's presets comes the next figure or demo, in the order of the page."""
    page = watched(open_page, address, place("twins"))
    order = page.evaluate(
        "[...document.querySelectorAll('[data-demo], [data-figure]')]"
        ".map((e) => e.dataset.demo ?? e.dataset.figure)"
    )
    assert order[0] == "twins" and len(order) > 2
    for _ in range(3 * 2):  # its start and two presets, each asked and told
        assert page.locator(".alone").get_attribute("data-demo") == "twins"
        page.keyboard.press("ArrowRight")
    assert page.evaluate(f"{ALONE}.dataset.figure ?? {ALONE}.dataset.demo") == order[1]
    assert page.evaluate("document.querySelectorAll('.alone').length") == 1


def test_a_name_that_is_not_there(open_page, address):
    """The page is shown as it is, and says so."""
    page = open_page(address + "guide/importance/?present=nothing")
    page.locator("[data-notice]").wait_for()
    assert page.locator("h1").is_visible()


def test_without_a_network(open_page, address):
    """Presented once, it is presented again without a network, with all its presets."""
    page = isolated(open_page(address + PLAYGROUND, save_data=False))
    page.wait_for_function(f"{RESTS} && document.readyState == 'complete'")
    page.wait_for_function(KEPT)
    page.context.set_offline(True)
    page = patient(page.context.new_page())
    page.goto(address + PLAYGROUND)
    page.locator(".alone").wait_for()
    for slug in (
        "init=zero",
        "init=small",
        "data=gaussian",
        "activation=tanh",
        "activation=sigmoid",
    ):
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        page.wait_for_function("(slug) => location.search.includes(slug)", arg=slug)
        page.wait_for_function(f"{ALONE}.dataset.fresh == 'true' && {ALONE}.dataset.step == 0")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [PLAYGROUND, "guide/exploding-vanishing/?present=product"])
def test_accessible(open_page, address, path, scheme):
    """Axe finds nothing while it is presented, and Tab leads to nothing that is hidden."""
    page = watched(open_page, address, path, color_scheme=scheme)
    page.wait_for_function(RESTS)
    page.evaluate((ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8"))
    # one demo alone is no page with landmarks and a heading
    off = {
        rule: {"enabled": False} for rule in ("page-has-heading-one", "region", "landmark-one-main")
    }
    assert violations(page, {"rules": off}) == []
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.alone, .stage-keys, body') != null")
        assert not page.evaluate("Boolean(document.activeElement.closest('header, footer, nav'))")
