"""The page before anyone acts, and how it bears up without what it would like to have."""

import contextlib
import time
from itertools import pairwise
from pathlib import Path

import pytest
from tests.conftest import ONE_PAGE, SOURCES, Handler, opener, place, serving

from initdocs import demos
from initdocs_site import ROOT

PAGES = [place(source) for source in SOURCES]
PLAYGROUND = "tools/playground/"
pytestmark = pytest.mark.browser


def settle(page):
    """Bring each of the page's demos into view and to the end of its recording."""
    for demo in page.locator("[data-demo]").all():
        demo.evaluate("(e) => e.scrollIntoView()")
        for guess in demo.locator("[data-guess]").all()[:1]:
            guess.click()
        shown = f"document.querySelector('[data-demo={demo.get_attribute('data-demo')}]').dataset"
        page.wait_for_function(f"{shown}.state == 'done'")


#: at each width a page is opened in one scheme, and turned to the other
LOOKS = [
    (path, width, scheme) for path in PAGES for width, scheme in ((1280, "light"), (390, "dark"))
]
OTHER = {"light": "slate", "dark": "default"}

#: what can differ between the schemes, which differ in colours alone
OF_COLOUR = {"runOnly": ["color-contrast", "link-in-text-block"]}


@pytest.fixture(
    scope="module", params=LOOKS, ids=lambda look: ONE_PAGE.format(" ".join(map(str, look)))
)
def looked_at(browser, pyodide, address, request):
    """A page that nobody has touched, in a scheme and at a width: for tests that only look."""
    path, width, scheme = request.param
    with opener(browser, pyodide) as open_:
        size = {"width": width, "height": 844}
        page = open_(address + path, swift=True, color_scheme=scheme, viewport=size)
        page.width, page.other = width, OTHER[scheme]
        yield page


def test_accessible(looked_at):
    """Axe finds nothing in either scheme, with every fold open and the recording at its end."""
    page = looked_at
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    settle(page)
    # evaluated from outside: the page's policy lets no script in
    page.evaluate((ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8"))
    assert violations(page) == []
    # as a reader turns it, by the switch in the header
    page.locator("[data-md-component=palette] label:visible").click()
    page.wait_for_function(f"document.body.dataset.mdColorScheme == '{page.other}'")
    assert violations(page, OF_COLOUR) == []


def violations(page, options=None):
    """What axe finds: the rule, and where."""
    found = page.evaluate("(options) => axe.run(options).then((r) => r.violations)", options or {})
    return [(v["id"], [n["html"][:80] for n in v["nodes"]]) for v in found]


def test_quiet_until_asked(looked_at, address):
    """No error, nothing from elsewhere, nothing wider than the screen, after the recording too."""
    page = looked_at
    assert page.errors == []
    assert all(url.startswith((address, "data:", "blob:")) for url in page.requests)
    assert page.cdn.asked == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.width
    assert page.evaluate("document.documentElement.dataset.runtime") == "off"


@pytest.mark.parametrize("path", PAGES)
def test_whole_without_javascript(open_page, address, path):
    """Text, formulas, code, output, figures and the demo's first state are in the HTML."""
    page = open_page(address + path, java_script_enabled=False)
    for demo in page.locator("[data-demo]").all():
        posters = demo.locator(".demo-view svg")
        steps = demos.load(demo.get_attribute("data-demo")).steps
        assert posters.count() == sum(len(step.views) for step in steps)
        assert posters.first.is_visible()
    if path.startswith("guide"):
        assert page.locator("math").count() > 10
        outputs = page.locator("[data-cell] [data-output]")
        assert outputs.count() == page.locator("[data-cell]").count() >= 3
        # the first cell of the derivation defines and prints nothing
        empty = [text for text in outputs.all_text_contents() if not text.strip()]
        assert len(empty) <= 1
    for exercise in page.locator("[data-exercise]").all():
        assert exercise.locator("[data-hints] > li").last.is_visible()
        assert exercise.locator("[data-solution-code]").is_visible()
    assert not page.locator("[data-run], [data-play]").first.is_visible()


def test_recording_plays_when_seen(open_page, address):
    """The recording starts by itself, without Python, says so, and stands still at its end."""
    page = open_page(address + PLAYGROUND)
    demo = page.locator("[data-demo=playground]")
    page.wait_for_function("document.querySelector('[data-demo]').dataset.step > 5")
    assert demo.get_attribute("data-source") == "recorded"
    assert "recording" in demo.locator("[data-status]").inner_text().lower()
    page.wait_for_function("document.querySelector('[data-demo]').dataset.state == 'done'")
    assert demo.get_attribute("data-step") == "54"
    assert demo.locator("[data-readout=epoch]").inner_text() == "1000"
    assert page.cdn.asked == []


def test_reduced_motion(open_page, address):
    """Who asks for less motion sees the first state, and nothing moves by itself."""
    page = open_page(address + PLAYGROUND, reduced_motion="reduce")
    page.wait_for_function("document.querySelector('.demo-view--drawn')")
    page.wait_for_timeout(500)
    assert page.locator("[data-demo]").get_attribute("data-step") == "0"
    page.click("[data-step-once]")
    page.wait_for_function("document.querySelector('[data-demo]').dataset.step == 1")


def test_step_and_reset_a_recording(open_page, address):
    """Step shows the next recorded frame, reset plays from the first."""
    page = open_page(address + PLAYGROUND)
    page.wait_for_function("document.querySelector('[data-demo]').dataset.state == 'done'")
    page.click("[data-reset]")
    page.wait_for_function("document.querySelector('[data-demo]').dataset.step > 3")
    page.click("[data-step-once]")
    step = int(page.locator("[data-demo]").get_attribute("data-step"))
    page.wait_for_timeout(300)
    assert int(page.locator("[data-demo]").get_attribute("data-step")) == step
    assert page.cdn.asked == []


def test_choosing_a_network_to_look_at(open_page, address):
    """Another initialization is another view of the same race: the recording goes on."""
    page = open_page(address + PLAYGROUND)
    page.wait_for_function("document.querySelector('[data-demo]').dataset.state == 'done'")
    page.check("[name=init][value=zero]", force=True)
    assert page.locator("[data-readout=cost]").inner_text() == "0.693"
    assert page.locator("[data-readout=accuracy]").inner_text() == "50 %"
    assert "playground.init=zero" in page.url
    assert page.locator("[data-demo]").get_attribute("data-source") == "recorded"


@pytest.mark.parametrize(
    ("query", "name", "value", "note"),
    [
        ("playground.lr=banana", "lr", "0.1", "Learning rate: “banana” is not a number; took 0.1."),
        (
            "playground.width=1e9",
            "width",
            "24",
            "Units a layer: 1e9 is not allowed (1 to 24); took 24.",
        ),
        ("playground.width=2.4", "width", "2", "took 2."),
        ("playground.width=2.5", "width", "3", "took 3."),
        ("playground.depth=-3", "depth", "1", "Hidden layers: -3 is not allowed"),
        ("playground.seed=NaN", "seed", "3", "Seed: “NaN” is not a number"),
        ("playground.lr=Infinity", "lr", "10", "took 10."),
        (
            "playground.activation=magic",
            "activation",
            "relu",
            "is not known (relu, tanh, sigmoid, leaky_relu, elu, gelu, silu, identity); took relu.",
        ),
        (
            "playground.data=<img src=x>",
            "data",
            "circle",
            "“<img src=x>” is not known (circle, moon, square, gaussian); took circle.",
        ),
        ("playground.nonsense=1", "lr", "0.1", "“nonsense” is not a setting of this demo"),
        ("playground.lr=0.25&playground.seed=7", "seed", "7", ""),
    ],
)
def test_settings_from_the_address(open_page, address, query, name, value, note):
    """An address gives settings, each as far as it is allowed, with a note where it is not."""
    page = open_page(f"{address}{PLAYGROUND}?{query}")
    page.wait_for_function("document.querySelector('.demo-view--drawn')")
    read = f"new FormData(document.querySelector('[data-demo] form')).get('{name}')"
    assert page.evaluate(read) == value
    told = page.locator("[data-notes], [data-said]").all_inner_texts()
    assert note in " ".join(told)
    assert page.errors == [] and page.cdn.asked == []


def count_shifts(page):
    """Add up in `globalThis.shift` what moves on the pages that are opened from now on."""
    page.add_init_script(
        "globalThis.shift = 0; globalThis.moved = [];"
        "const told = (s) => [s.node?.nodeName, s.node?.className,"
        "s.previousRect.toJSON(), s.currentRect.toJSON()];"
        # a blank at the end of what has come has no place yet: its first one is no move
        "const blank = (s) => s.node instanceof Text && !s.node.data.trim();"
        "new PerformanceObserver((list) => list.getEntries().forEach((e) => {"
        "if (e.sources.length && e.sources.every(blank)) return;"
        "shift += e.value; moved.push([e.value, e.startTime, ...e.sources.map(told)]) }"
        ")).observe({type: 'layout-shift', buffered: true})"
    )


def test_layout_does_not_shift(open_page, address):
    """From first paint to the end of the recording nothing moves: shift at most 0.01."""
    page = open_page("about:blank")
    count_shifts(page)
    for path in PAGES:
        page.goto(address + path)
        settle(page)
        assert page.evaluate("shift") <= 0.01, (path, page.evaluate("moved"))


class InPieces(Handler):
    """A page comes piece by piece up to the end of its first demo: a moment after each."""

    def do_GET(self):  # noqa: N802 - its name in the standard library
        path = Path(self.translate_path(self.path)) / "index.html"
        if not path.is_file():
            return super().do_GET()
        page = path.read_text("utf-8")
        self.send_response(200)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.end_headers()
        start, end = page.index("<body"), page.index("</form>", page.index("data-demo="))
        cuts = [0, *range(start, end, 1500), end, len(page)]
        with contextlib.suppress(ConnectionError):
            for at, until in pairwise(cuts):
                self.wfile.write(page[at:until].encode())
                self.wfile.flush()
                time.sleep(0.02)
        return None


@pytest.mark.parametrize("size", [(1280, 900), (390, 844)], ids=["wide", "narrow"])
def test_nothing_moves_while_a_page_is_read(open_page, address, site, size):
    """However slowly a page comes, what stands there stays where it is: shift at most 0.01."""
    assert address  # the site is built
    page = open_page("about:blank", viewport=dict(zip(("width", "height"), size, strict=True)))
    count_shifts(page)
    with serving(site, InPieces) as url:
        for path in PAGES:
            if "data-demo=" in (site / path / "index.html").read_text("utf-8"):
                page.goto(url + path)
                assert page.evaluate("shift") <= 0.01, (path, page.evaluate("moved"))


def test_the_formulas_font_is_there_at_once(open_page, address):
    """Formulas have their font from the first paint on: no file of its own can come late."""
    page = open_page("about:blank", service_workers="block")
    page.goto(address + "guide/justification/", wait_until="commit")
    shown = "!document.documentElement.classList.contains('font-to-come')"
    page.wait_for_function(f"document.querySelector('article math') && {shown}")
    loaded = "[...document.fonts].filter((f) => f.family.includes('STIX')).map((f) => f.status)"
    assert page.evaluate(loaded) == ["loaded"]
    assert not [url for url in page.requests if url.partition("?")[0].endswith(".woff2")]


def test_instant_navigation_mounts_anew(open_page, address):
    """After moving to another page its demo and its cells live, and the tab stays the same."""
    page = open_page(address)
    page.evaluate("globalThis.sameTab = true")
    page.click("article a[href*='guide/importance']")
    page.wait_for_selector("[data-demo=playground]")
    page.locator("[data-guess]").first.click()
    page.wait_for_function("document.querySelector('[data-demo=playground]').dataset.step > 3")
    assert page.evaluate("globalThis.sameTab === true")
    page.locator("[data-code]").first.click()
    assert page.locator("[data-cell] textarea").count() == 1
    assert page.errors == []


def test_editing_needs_no_mouse_and_does_not_jump(open_page, address):
    """Enter opens the code, Escape leaves it, and the page keeps its height."""
    page = open_page(address + "guide/importance/")
    height = page.evaluate("document.documentElement.scrollHeight")
    page.locator("[data-code]").first.focus()
    page.keyboard.press("Enter")
    editor = page.locator("[data-cell] textarea").first
    assert editor.evaluate("(e) => e === document.activeElement")
    assert "Python code" in editor.get_attribute("aria-label")
    assert abs(page.evaluate("document.documentElement.scrollHeight") - height) <= 1
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.hasAttribute('data-run')")


def test_a_pointer_starts_no_download(open_page, address):
    """On a first visit pointing at Run, or reaching it by keyboard, fetches nothing."""
    page = open_page(address + "guide/importance/")
    page.locator("[data-cell] [data-run]").first.hover()
    page.locator("[data-demo=playground] [data-play]").focus()
    page.wait_for_timeout(400)
    assert page.cdn.asked == []
    assert page.evaluate("document.documentElement.dataset.runtime") == "off"


def test_a_page_that_was_left_leaves_nothing_behind(open_page, address):
    """Neither elements nor listeners grow as the reader goes from page to page."""
    page = open_page(address + "guide/importance/")
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")

    def held():
        session.send("HeapProfiler.collectGarbage")
        found = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
        return found["Nodes"], found["JSEventListeners"]

    def round_trip():
        page.click("a.md-logo")
        page.wait_for_function("document.querySelector('[data-demo=start] canvas') !== null")
        page.go_back()
        page.wait_for_function("document.querySelector('[data-cell=first-training]') !== null")
        page.wait_for_timeout(300)

    round_trip()
    nodes, listeners = held()
    for _ in range(4):
        round_trip()
    later = held()
    assert later[0] < 1.05 * nodes
    assert later[1] <= listeners + 2


def test_print_is_a_clean_article(open_page, address):
    """From a dark screen too: white paper, outputs and posters, and nothing to press."""
    page = open_page(address + "guide/exploding-vanishing/", color_scheme="dark")
    page.emulate_media(media="print")
    # the styles follow the medium a moment later
    page.wait_for_function(
        "getComputedStyle(document.querySelector('[data-cell] pre code')).backgroundColor"
        " == 'rgb(245, 247, 250)'",
        timeout=10_000,
    )
    shown = "all => all.filter((e) => e.checkVisibility({ visibilityProperty: true })).length"
    for gone in ("[data-run]", "[data-play]", ".demo-view canvas", ".md-header", ".md-sidebar"):
        assert page.eval_on_selector_all(gone, shown) == 0, gone
    assert page.eval_on_selector_all(".demo-view > svg", shown) == 3
    assert page.locator("[data-output]").first.inner_text().startswith("117")


def test_an_address_that_is_none_leads_on(open_page, address, site):
    """Where no page stands it is said so, and each part of the site begins one press away."""
    page = open_page(address + "404.html")
    assert "does not exist" in page.locator("h1").inner_text()
    found = page.eval_on_selector_all("article li a", "(all) => all.map((e) => e.href)")
    assert len(found) == page.locator(".md-tabs__item").count() > 5
    for url in found:
        assert (site / url.removeprefix(address) / "index.html").is_file(), url
