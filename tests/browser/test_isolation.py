"""The service worker: Stop that keeps variables, and a site that needs no network."""

import functools
import http.server
import threading
import time

import pytest
from tests.browser.test_cells import DONE, FIRST, begin, run, write
from tests.conftest import Handler

pytestmark = pytest.mark.browser
GUIDE = "guide/importance/"
#: the service worker has kept what the page has loaded
KEPT = """caches.open("initdocs-pages").then((pages) => pages.keys()).then((kept) => {
  const names = kept.map(({ url }) => url);
  const wanted = performance.getEntriesByType("resource").map(({ name }) => name);
  return wanted.every((url) => !url.startsWith(location.origin) || names.includes(url));
})"""


def isolated(page):
    """Load the page a second time, now through the service worker."""
    page.evaluate("navigator.serviceWorker.ready.then(() => {})")
    page.reload()
    assert page.evaluate("crossOriginIsolated")
    return page


def stop(page, source):
    """Run `source`, which prints “on” first, press Stop; return seconds and the status."""
    begin(page, FIRST, source)
    pressed = time.monotonic()
    page.click(f"{FIRST} [data-stop]")
    page.wait_for_function(DONE.format(FIRST))
    assert page.locator(FIRST).get_attribute("data-state") == "stopped"
    return time.monotonic() - pressed, page.locator(f"{FIRST} [data-status]").inner_text()


def test_stop_keeps_the_variables_of_an_isolated_page(open_page, address):
    """From the second load on Stop interrupts, says so, and the variables are there."""
    page = isolated(open_page(address + GUIDE, save_data=False))
    run(page, FIRST, "kept = 123")
    loop = "print('on')\nwhile True:\n    kept += 0"
    for _ in range(3):
        _, status = stop(page, loop)
        assert status == "Stopped. The variables are kept."
    assert run(page, FIRST, "kept")[1].strip() == "123"
    assert page.errors == []


def test_stop_in_an_exercise(open_page, address):
    """An exercise is stopped as a cell is."""
    page = isolated(open_page(address + GUIDE, save_data=False))
    run(page, FIRST, "kept = 123")
    exercise = "[data-exercise=zero-floor]"
    write(page, exercise, "print('on')\nwhile True: pass")
    page.click(f"{exercise} [data-check]")
    page.wait_for_function(
        f"document.querySelector('{exercise} [data-output]').textContent == 'on\\n'"
    )
    page.click(f"{exercise} [data-stop]")
    page.wait_for_function(DONE.format(exercise))
    assert "variables are kept" in page.locator(f"{exercise} [data-status]").inner_text()
    assert run(page, FIRST, "kept")[1].strip() == "123"


@pytest.mark.parametrize(
    "source",
    [
        "print('on')\nwhile 1:\n    try:\n        while 1: pass\n    except BaseException: pass",
        "import numpy as np\nprint('on')\nnp.linalg.matrix_power(np.ones((900, 900)), 2**60)",
    ],
)
def test_stop_ends_what_does_not_give_in(open_page, address, source):
    """Code that catches the interrupt, or a long NumPy call, loses its interpreter."""
    page = isolated(open_page(address + GUIDE, save_data=False))
    _, status = stop(page, source)
    assert status == "Stopped. Python starts anew; its variables are gone."
    assert run(page, FIRST, "1 + 1")[1].strip() == "2"


def test_a_demo_goes_on_while_a_cell_is_stopped(open_page, address):
    """Stop is for the reader's code: a demo that runs beside it is not interrupted."""
    page = isolated(open_page(address + GUIDE, save_data=False))
    page.click("[data-demo=playground] [data-play]")
    page.wait_for_function(
        "document.querySelector('[data-demo=playground]').dataset.source == 'live'"
    )
    _, status = stop(page, "print('on')\nwhile True: pass")
    assert "kept" in status
    step = int(page.locator("[data-demo=playground]").get_attribute("data-step"))
    page.locator("[data-demo=playground] [data-play]").scroll_into_view_if_needed()
    page.wait_for_function(
        f"document.querySelector('[data-demo=playground]').dataset.step > {step + 3}"
    )
    assert page.locator("[data-demo=playground]").get_attribute("data-state") == "running"


def test_without_a_network(open_page, serve, site, address):
    """A visited page and the runtime are on the device: with everything cut off a cell runs."""
    assert address
    with serve(site) as url:
        page = open_page(url + GUIDE, save_data=False)
        assert run(page, FIRST)[0] == "done"
        page.wait_for_function(KEPT)
        asked = len(page.cdn.asked)
    page.cdn.answer = lambda route, name: route.abort() or True
    page.reload()
    assert page.locator("h1").inner_text().startswith("Why initialization matters")
    assert page.evaluate("crossOriginIsolated")
    state, _ = run(page, FIRST)
    assert state == "done" and page.locator(FIRST).get_attribute("data-same") == "true"
    assert len(page.cdn.asked) == asked
    assert page.evaluate("document.fonts.check('16px \"STIX Two Math\"', '∂')")


def test_a_page_that_was_not_visited(open_page, serve, site, address):
    """Without a network it says so, and leads to those that were."""
    assert address
    with serve(site) as url:
        page = open_page(url + GUIDE, save_data=False)
        page.evaluate("navigator.serviceWorker.ready.then(() => {})")
        page.reload()
        page.wait_for_function(KEPT)
    page.goto(url + "guide/justification/")
    assert page.locator("h1").inner_text() == "No network"
    page.get_by_role("link", name="Why initialization matters").click()
    page.wait_for_function("document.querySelector('[data-cell=first-training]')")
    assert page.url == url + GUIDE


def test_a_server_that_never_answers(open_page, site, address):
    """It takes the request and is silent: the kept page comes within seconds."""
    assert address
    silent, over = threading.Event(), threading.Event()

    class Silent(Handler):
        def do_GET(self):  # noqa: N802 - its name in the standard library
            if silent.is_set():
                over.wait(120)
            super().do_GET()

    server = http.server.ThreadingHTTPServer(
        ("localhost", 0), functools.partial(Silent, directory=str(site))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = open_page(f"http://localhost:{server.server_port}/{GUIDE}", save_data=False)
    page.evaluate("navigator.serviceWorker.ready.then(() => {})")
    page.reload()
    page.wait_for_function(KEPT)
    silent.set()
    page.reload(wait_until="domcontentloaded")
    assert page.locator("h1").inner_text().startswith("Why initialization matters")
    page.wait_for_function("document.documentElement.dataset.runtime == 'off'")
    over.set()
    server.shutdown()
    server.server_close()


def test_what_is_kept_is_checked(open_page, address):
    """A file of the runtime that was changed on the device is fetched anew, silently."""
    page = open_page(address + GUIDE, save_data=False)
    assert run(page, FIRST)[0] == "done"
    first = len(page.cdn.asked)
    page.reload()
    assert run(page, FIRST)[0] == "done"
    assert len(page.cdn.asked) == first
    poisoned = page.evaluate("""async () => {
      const store = await caches.open("initdocs-runtime");
      const [one] = (await store.keys()).filter(({ url }) => url.endsWith(".wasm"));
      await store.put(one.url, new Response(new Uint8Array(1000)));
      await store.put("https://elsewhere.example/old.wasm", new Response("old"));
      return one.url;
    }""")
    page.reload()
    assert run(page, FIRST)[0] == "done"
    assert page.locator(FIRST).get_attribute("data-same") == "true"
    assert page.cdn.asked[first:] == [poisoned.rsplit("/", 1)[-1]]
    held = page.evaluate(
        "caches.open('initdocs-runtime').then((s) => s.keys()).then((k) => k.map((r) => r.url))"
    )
    assert "https://elsewhere.example/old.wasm" not in held
    assert page.errors == []


def test_embedded_in_a_course_page(open_page, serve, address, tmp_path):
    """In a frame of another site's page the guide reads and runs, isolated or not."""
    (tmp_path / "index.html").write_text(
        f'<h1>Course</h1><iframe src="{address}{GUIDE}" width="900" height="800"></iframe>'
    )
    with serve(tmp_path) as course:
        page = open_page(course, save_data=False)
        for _ in range(2):  # without the service worker, and with it
            frame = page.frame_locator("iframe")
            frame.locator(f"{FIRST} [data-run]").click()
            frame.locator(f"{FIRST}[data-same=true]").wait_for()
            page.reload()
