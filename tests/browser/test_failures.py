"""What goes wrong on the way from the CDN ends in a message, and a retry works."""

import pytest

from initdocs_site.publish import cdn, cut

pytestmark = pytest.mark.browser
GUIDE = "guide/importance/"
FIRST = "[data-cell=first-training]"
DONE = "['done', 'error', 'stopped'].includes(document.querySelector('{}').dataset.state)"


def test_a_dead_cdn_gives_a_message_and_a_retry(open_page, address):
    """A CDN that cannot be reached: a clear message, the recording stays, and a retry works."""
    page = open_page(address + "tools/playground/")
    page.cdn.answer = lambda route, name: route.abort() or True
    page.click("[data-demo=playground] [data-play]")
    page.wait_for_function(
        "document.querySelector('[data-demo=playground]').dataset.state == 'error'"
    )
    status = page.locator("[data-demo=playground] [data-status]").inner_text()
    assert "could not be loaded" in status and "try again" in status
    assert page.evaluate("document.documentElement.dataset.runtime") == "error"
    assert page.locator("[data-demo=playground]").get_attribute("data-source") == "recorded"
    page.cdn.answer = None
    page.click("[data-demo=playground] [data-play]")
    page.wait_for_function(
        "document.querySelector('[data-demo=playground]').dataset.source == 'live'"
    )


def test_a_hanging_cdn_ends_in_a_message(open_page, address):
    """A CDN that takes the request and never answers: a message within a bounded time."""
    page = open_page(address + GUIDE)
    page.cdn.answer = lambda route, name: name.endswith(".wasm")  # never fulfilled
    page.click(f"{FIRST} [data-run]")
    page.wait_for_function(DONE.format(FIRST), timeout=60_000)
    assert "no answer for" in page.locator(f"{FIRST} [data-status]").inner_text()
    page.cdn.answer = None
    page.click(f"{FIRST} [data-run]")
    page.wait_for_function(f"document.querySelector('{FIRST}').dataset.same == 'true'")


@pytest.mark.parametrize("name", list(cdn.read_lock()["files"]))
def test_a_changed_file_is_refused(open_page, address, site, pyodide, name):
    """Every file of a start is checked by its hash: one changed byte and it is not run."""
    part = cut.lock_of(site)["files"][name].get("cut")

    def poison(route):
        content = bytearray((site / part["path"] if part else pyodide / name).read_bytes())
        content[len(content) // 2] ^= 1
        route.fulfill(body=bytes(content), headers={"access-control-allow-origin": "*"})
        return True

    page = open_page(address + GUIDE)
    page.cdn.answer = lambda route, asked: asked == name and poison(route)
    if part:
        page.context.route(address + part["path"], poison)
    page.click(f"{FIRST} [data-run]")
    page.wait_for_function(DONE.format(FIRST))
    assert "its hash differs" in page.locator(f"{FIRST} [data-status]").inner_text()
    assert page.locator(FIRST).get_attribute("data-state") == "error"


def test_stop_while_python_loads(open_page, address):
    """Stop works before Python is there too, and leaves one worker, not two."""
    page = open_page(address + GUIDE)
    held = []
    page.cdn.answer = lambda route, name: held.append(route) or True
    page.click(f"{FIRST} [data-run]")
    page.wait_for_function(f"document.querySelector('{FIRST}').dataset.state == 'loading'")
    page.wait_for_timeout(500)
    page.cdn.answer = None
    page.click(f"{FIRST} [data-stop]")
    page.wait_for_function(DONE.format(FIRST))
    assert page.locator(FIRST).get_attribute("data-state") == "stopped"
    page.click(f"{FIRST} [data-run]")
    page.wait_for_function(f"document.querySelector('{FIRST}').dataset.same == 'true'")
    assert len([w for w in page.workers if w.url.endswith("/python/worker.js")]) == 1


def test_a_fatal_end_is_told(open_page, address):
    """An interpreter that dies is given up, the cell says so, and the next run starts anew."""
    page = open_page(address + GUIDE)
    page.locator(f"{FIRST} [data-code]").focus()
    page.keyboard.press("Enter")
    page.locator(f"{FIRST} textarea").fill("import os\nos._exit(1)")
    page.click(f"{FIRST} [data-run]")
    page.wait_for_function(DONE.format(FIRST))
    assert page.locator(FIRST).get_attribute("data-state") == "stopped"
    assert "variables are gone" in page.locator(f"{FIRST} [data-status]").inner_text()
    page.locator(f"{FIRST} textarea").fill("1 + 1")
    page.click(f"{FIRST} [data-run]")
    page.wait_for_function(f"document.querySelector('{FIRST} [data-output]').textContent == '2\\n'")
