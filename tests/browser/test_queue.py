"""One queue for the tab: what runs and what waits is told, and a Stop ends just what it says."""

import pytest
from tests.browser.test_cells import DONE, FIRST, LOOP, begin, run, write
from tests.browser.test_isolation import isolated

pytestmark = pytest.mark.browser
GUIDE = "guide/importance/"
SECOND = "[data-cell=zero-never-moves]"


def state(page, selector):
    return page.locator(selector).get_attribute("data-state")


def status(page, selector):
    return page.locator(f"{selector} [data-status]").inner_text()


def ended(page, selector):
    page.wait_for_function(DONE.format(selector))
    return state(page, selector)


@pytest.fixture(params=[False, True], ids=["as it comes", "isolated"])
def opened(open_page, address, request):
    """The first page of the guide, where Stop ends Python, and where it interrupts it."""
    page = open_page(address + GUIDE, save_data=not request.param)
    return isolated(page) if request.param else page


def test_a_cell_that_is_asked_twice_runs_once(opened):
    """Ctrl+Enter twice and Stop: nothing starts again; other code waits, and Stop ends both."""
    page = opened
    begin(page, FIRST, LOOP)
    page.locator(f"{FIRST} textarea").press("Control+Enter")
    page.locator(f"{FIRST} textarea").press("Control+Enter")
    page.click(f"{FIRST} [data-stop]")
    assert ended(page, FIRST) == "stopped"
    page.wait_for_function("document.documentElement.dataset.runtime == 'ready'")
    assert state(page, FIRST) == "stopped"
    begin(page, FIRST, LOOP)
    page.locator(f"{FIRST} textarea").fill("print('again')")
    page.keyboard.press("Control+Enter")
    assert page.locator("[data-queue] li").count() == 2
    page.click(f"{FIRST} [data-stop]")
    assert ended(page, FIRST) == "stopped"
    page.wait_for_function("document.documentElement.dataset.runtime == 'ready'")
    assert state(page, FIRST) == "stopped" and page.locator("[data-queue]").count() == 0
    assert run(page, FIRST, "6 * 7") == ("done", "42\n")


def test_stop_on_a_cell_that_waits_takes_it_out(opened):
    """It leaves the queue and says so; what runs goes on."""
    page = opened
    begin(page, FIRST, LOOP)
    page.click(f"{SECOND} [data-run]")
    page.wait_for_function(f"document.querySelector('{SECOND}').dataset.state == 'loading'")
    assert status(page, SECOND).startswith("Waiting for cell 2 of “Why initialization matters”")
    page.click(f"{SECOND} [data-stop]")
    assert state(page, SECOND) == "idle"
    assert status(page, SECOND) == "Taken out of the queue: not run."
    assert state(page, FIRST) == "running"
    page.click(f"{FIRST} [data-stop]")
    assert ended(page, FIRST) == "stopped"


def test_what_was_stopped_does_not_start_by_itself(opened):
    """A cell that waits has its turn after a Stop, and the same endless code above it has not."""
    page = opened
    begin(page, FIRST, LOOP)
    write(page, SECOND, "print('mine')")
    page.click(f"{SECOND} [data-run]")
    page.click(f"{FIRST} [data-stop]")
    assert ended(page, SECOND) == "done"
    assert page.locator(f"{SECOND} [data-output]").inner_text() == "mine\n"
    assert state(page, FIRST) == "stopped"


def test_stop_in_the_queue(opened):
    """The queue at the foot of the window names what runs and what waits, with a Stop for each."""
    page = opened
    begin(page, FIRST, LOOP)
    page.click(f"{SECOND} [data-run]")
    lines = page.locator("[data-queue] li")
    assert lines.count() == 2
    assert lines.nth(0).inner_text().startswith("Cell 2 is running")
    assert "waits" in lines.nth(1).inner_text()
    lines.nth(1).get_by_role("button").click()
    assert state(page, SECOND) == "idle" and state(page, FIRST) == "running"
    assert page.locator("[data-queue]").count() == 0  # the page itself tells it


def test_reset_ends_a_run(opened):
    """The page's own code and output are there, alone, and nothing comes after."""
    page = opened
    recorded = page.locator(f"{FIRST} [data-output]").inner_text()
    begin(page, FIRST, "import time\nprint('on')\nwhile True:\n    print('more'); time.sleep(0.01)")
    page.click(f"{FIRST} [data-reset]")
    output = page.locator(f"{FIRST} [data-output]")
    assert output.inner_text() == recorded and state(page, FIRST) == "idle"
    assert page.locator(f"{FIRST} textarea").count() == 0
    # the cell below asks for the page's own code above it, and nothing of the ended run comes after
    assert run(page, SECOND, "1 + 1")[0] == "done"
    assert output.inner_text().strip().startswith("epoch") and "more" not in output.inner_text()


def test_a_run_on_a_page_that_was_left(opened):
    """It goes on and is told on every page, with its Stop; who comes back sees what it gives."""
    page = opened
    begin(page, FIRST, "import time\nprint('on')\nwhile True:\n    print('.'); time.sleep(0.05)")
    page.click(".md-footer__link--next")
    page.wait_for_function("document.querySelector('h1').innerText.startsWith('Exploding')")
    line = page.locator("[data-queue] li")
    assert line.inner_text().startswith("Cell 2 of “Why initialization matters” is running")
    other = page.locator("[data-cell]").first
    other.locator("[data-run]").click()
    assert "Waiting for cell 2 of “Why" in other.locator("[data-status]").inner_text()
    page.go_back()
    page.wait_for_function(f"document.querySelector('{FIRST}')?.dataset.state == 'running'")
    output = page.locator(f"{FIRST} [data-output]").inner_text()
    assert output.startswith("on\n.\n")
    page.wait_for_function(
        f"(n) => document.querySelector('{FIRST} [data-output]').textContent.length > n",
        arg=len(output),
    )
    page.click(f"{FIRST} [data-stop]")
    assert ended(page, FIRST) == "stopped"
    page.wait_for_function("!document.querySelector('[data-queue]')")
    page.go_forward()
    page.wait_for_function("document.querySelector('[data-cell]')?.dataset.state == 'done'")


def test_a_demo_says_for_what_it_waits(opened):
    """A demo that is asked while a cell runs says so, and starts when the cell is stopped."""
    page = opened
    begin(page, FIRST, LOOP)
    page.locator("[data-demo=playground]").scroll_into_view_if_needed()
    page.click("[data-demo=playground] [data-play]")
    page.wait_for_function(
        "document.querySelector('[data-demo=playground] [data-status]').textContent.startsWith("
        "'Waiting for cell 2 of “Why initialization matters”, which is still running')"
    )
    page.locator("[data-queue] li").first.get_by_role("button").click()
    page.wait_for_function(
        "document.querySelector('[data-demo=playground]').dataset.source == 'live'"
    )
    assert state(page, FIRST) == "stopped"


def test_a_sleep_is_interrupted(open_page, address):
    """On an isolated page Stop wakes a cell that sleeps, and its variables are kept."""
    page = isolated(open_page(address + GUIDE, save_data=False))
    begin(page, FIRST, "import time\nkept = 123\nprint('on')\ntime.sleep(600)")
    page.click(f"{FIRST} [data-stop]")
    assert ended(page, FIRST) == "stopped"
    assert status(page, FIRST) == "Stopped. The variables are kept."
    assert run(page, FIRST, "kept")[1] == "123\n"
    source = (
        "import time\nt = time.monotonic()\ntime.sleep(0.2)\nprint(time.monotonic() - t >= 0.2)"
    )
    assert run(page, FIRST, source) == ("done", "True\n")
    assert "ValueError" in run(page, FIRST, "time.sleep(-1)")[1]
    assert "TypeError" in run(page, FIRST, "time.sleep('x')")[1]


@pytest.mark.parametrize("source", ["raise KeyboardInterrupt", "import os\nos.abort()"])
def test_an_end_of_its_own_leaves_no_earlier_output(open_page, address, source):
    """A run that ends before it prints shows nothing of the run before it."""
    page = open_page(address + GUIDE)
    assert run(page, FIRST, "print('earlier')") == ("done", "earlier\n")
    ends, output = run(page, FIRST, source)
    assert ends in ("error", "stopped") and "earlier" not in output


def test_a_worker_does_not_close_itself(open_page, address):
    """Code that would end its worker unseen gets an exception instead."""
    page = open_page(address + GUIDE)
    ends, output = run(page, FIRST, "import js\njs.close()")
    assert ends == "error" and "AttributeError" in output
