"""A page of every section, a live demo, Stop, share and offline, in Firefox and in WebKit."""

import pytest
from tests.browser.test_isolation import KEPT
from tests.engines.pages import ended, open_cell, run, run_page

pytestmark = pytest.mark.browser
GUIDE = "guide/importance/"
FIRST = "first-training"


@pytest.fixture(scope="module")
def url(copy, serve):
    """Where the copy is served to one engine."""
    with serve(copy) as url:
        yield url


def test_the_home_page_plays(tab, url):
    """A drag of its slider draws another recording, and tells its result, without Python."""
    tab.visit(url)
    demo = "document.querySelector('[data-demo=start]')"
    verdict = f"{demo}.querySelector('[data-text=verdict]').textContent"
    tab.wait(f"{demo}?.dataset.state == 'done' && {demo}.querySelector('canvas')")
    before = tab.run(f"return {verdict}")
    tab.run(f"""
      const slider = {demo}.querySelector("[data-slides=scale]");
      slider.value = slider.min;
      slider.dispatchEvent(new Event("input", {{ bubbles: true }}));
    """)
    tab.wait(f"{demo}.dataset.fresh == 'true' && {verdict} && {verdict} != {before!r}")
    assert tab.run("return document.documentElement.dataset.runtime") == "off"


def test_a_page_of_the_guide(tab, url):
    """A cell that draws, and those above it, give what the page says."""
    tab.visit(url + "guide/exploding-vanishing/")
    state, same, output = run(tab, "draw-the-costs")
    assert state == "done" and same == "true", output
    assert tab.run("return document.querySelectorAll('[data-figures] img').length") == 1


def test_later_starts_wake(tab, url):
    """A snapshot is made at rest in this engine, and another visit starts from it."""
    tab.visit(url + GUIDE)
    assert run(tab, FIRST)[:2] == ["done", "true"]
    tab.wait("localStorage.getItem('initdocs:snapshot')")
    tab.visit(url + GUIDE)
    assert run(tab, FIRST)[:2] == ["done", "true"]
    assert tab.run("return document.documentElement.dataset.woken") == "true"


def test_stop(tab, url):
    """An endless loop ends; the variables are kept where the engine can interrupt."""
    tab.visit(url + GUIDE)
    run(tab, FIRST, "kept = 41")
    open_cell(tab, FIRST, "print('on')\nwhile True: pass")
    tab.run(f"document.querySelector('[data-cell={FIRST}] [data-run]').click()")
    tab.wait(f"document.querySelector('[data-cell={FIRST}] [data-output]').textContent == 'on\\n'")
    tab.run(f"document.querySelector('[data-cell={FIRST}] [data-stop]').click()")
    tab.wait(ended(FIRST))
    can = tab.run("return crossOriginIsolated && 'SharedArrayBuffer' in globalThis")
    assert can == (tab.name == "firefox")
    state, _, output = run(tab, FIRST, "kept + 1" if can else "40 + 2")
    assert (state, output) == ("done", "42\n")


def test_shared_code_is_shown_and_not_run(tab, url):
    """An address with code opens the cell with it, and nothing starts."""
    tab.visit(url + GUIDE)
    address = tab.run("""
      const share = new URL("cell/share.js", document.querySelector("script[src$='main.js']").src);
      const { sharedAddress } = await import(share);
      return sharedAddress("first-training", "print('from afar')");
    """)
    tab.go("about:blank")
    tab.visit(address)
    tab.wait(
        f"document.querySelector('[data-cell={FIRST}] textarea')?.value == \"print('from afar')\""
    )
    assert tab.run("return document.documentElement.dataset.runtime") == "off"
    tab.run("localStorage.clear()")


def test_a_demo_trains(tab, url):
    """The playground runs live, in NumPy."""
    tab.visit(url + "tools/playground/")
    tab.wait("document.querySelector('.demo-view canvas')")
    tab.run("document.querySelector('[data-play]').click()")
    demo = "document.querySelector('[data-demo]').dataset"
    tab.wait(f"{demo}.source == 'live' && {demo}.step > 5")


def test_without_a_network(tab, copy, serve):
    """A page that was visited shows and runs when its server is gone."""
    with serve(copy) as url:
        tab.visit(url + GUIDE)
        assert run(tab, FIRST)[:2] == ["done", "true"]
        tab.visit(url + GUIDE)
        tab.wait("navigator.serviceWorker.controller")
        assert run(tab, FIRST)[0] == "done"
        tab.wait(f"await {KEPT}", 30)
    tab.visit(url + GUIDE)
    assert run_page(tab, url, None, names=[FIRST]) == []
