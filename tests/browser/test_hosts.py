"""Hosts and lines as they are: wrong types, slow lines, a page in another site's frame."""

import contextlib
import time
from pathlib import Path

import pytest
from tests.browser.test_cells import DONE, FIRST, run, write
from tests.browser.test_isolation import stop
from tests.conftest import Handler, opener, serving

pytestmark = pytest.mark.browser
GUIDE = "guide/importance/"


# Types


def typed(**types):
    """A host that knows only some types of files."""

    class Typed(Handler):
        def guess_type(self, path):
            return types.get(path.rpartition(".")[2], super().guess_type(path))

    return Typed


@pytest.mark.parametrize("kind", ["text/plain", "application/octet-stream"])
def test_types_that_are_wrong_and_do_not_matter(open_page, whole, kind):
    """Whatever a host says of .mjs, .wasm, .whl, .zip, .json: it is checked by hash, and runs."""
    with serving(whole, typed(mjs=kind, wasm=kind, whl=kind, zip=kind, json=kind)) as url:
        page = open_page(url + GUIDE, save_data=False)
        assert run(page, FIRST)[0] == "done"
        assert page.locator(FIRST).get_attribute("data-same") == "true"
        assert page.cdn.asked == []
        assert page.errors == []


@pytest.mark.parametrize("kind", ["text/plain", "application/octet-stream"])
def test_scripts_that_are_no_scripts(open_page, whole, kind):
    """A host that sends .js as something else: the page reads, and says why nothing runs."""
    with serving(whole, typed(js=kind)) as url:
        page = open_page("about:blank")
        page.goto(url + GUIDE)
        for place in (
            "[data-page-status]",
            f"{FIRST} [data-status]",
            "[data-demo=playground] [data-status]",
        ):
            assert "could not be loaded" in page.locator(place).inner_text()
        assert page.locator(f"{FIRST} [data-output]").inner_text().startswith("epoch")
        assert page.locator("math").count() > 10


# A slow line


class Trickle(Handler):
    """Of two large files one comes in small parts, and the other when the first is there."""

    #: seconds that it takes: more than a download without a byte has
    wait = 24

    def do_GET(self):  # noqa: N802 - its name in the standard library
        name = self.path.rpartition("/")[2]
        if name not in ("python_stdlib.zip", "pyodide.asm.wasm"):
            return super().do_GET()
        content = Path(self.translate_path(self.path)).read_bytes()
        self.send_response(200)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        parts = 60
        size = len(content) // parts + 1
        with contextlib.suppress(ConnectionError):
            if name == "python_stdlib.zip":
                time.sleep(self.wait)
            for at in range(0, len(content), size):
                self.wfile.write(content[at : at + size])
                self.wfile.flush()
                if name == "pyodide.asm.wasm":
                    time.sleep(self.wait / parts)
        return None


def test_a_file_that_waits_for_the_others(open_page, whole):
    """On a slow line one file may stand for longer than patience lasts while another comes: it is
    told how far it is, and nothing is given up."""
    with serving(whole, Trickle) as url:
        page = open_page(url + GUIDE)
        page.evaluate(f"""() => {{
          globalThis.steps = new Set();
          const status = document.querySelector("{FIRST} [data-status]");
          const note = () => steps.add(status.textContent);
          new MutationObserver(note).observe(status, {{ childList: true }});
        }}""")
        state, output = run(page, FIRST, "print(1)")
        assert (state, output) == ("done", "1\n"), page.locator(
            f"{FIRST} [data-status]"
        ).inner_text()
        told = page.evaluate("[...steps].filter((text) => /Loading Python.*%/.test(text))")
        assert len(told) > 10


# A frame of another site's page


@pytest.fixture
def course(tmp_path):
    """A function that makes a page of another site, with the guide in a frame of it."""

    def make(url, attributes="", handler=Handler):
        (tmp_path / "index.html").write_text(
            f'<h1>Course</h1><iframe src="{url}{GUIDE}" width="900" height="800" {attributes}>'
        )
        return serving(tmp_path, handler)

    return make


def elsewhere(url):
    """The same server under a name that is another site's."""
    return url.replace("localhost", "127.0.0.1")


class Isolating(Handler):
    """A host that sends the headers of isolation itself."""

    def end_headers(self):
        self.send_header("cross-origin-opener-policy", "same-origin")
        self.send_header("cross-origin-embedder-policy", "require-corp")
        self.send_header("cross-origin-resource-policy", "cross-origin")
        super().end_headers()


def framed(page):
    """The guide's own frame, with what the tests of a page use."""
    page.frame_locator("iframe").locator(FIRST).wait_for()
    (frame,) = page.frames[1:]
    frame.wait_for_function = lambda expression, arg=None, **_: until(page, frame, expression, arg)
    frame.keyboard = page.keyboard
    return frame


def until(page, frame, expression, arg):
    end = time.monotonic() + 90
    while not frame.evaluate(expression, arg):
        assert time.monotonic() < end, expression
        page.wait_for_timeout(40)


def test_in_an_isolated_frame_stop_keeps_the_variables(open_page, whole, course):
    """Where the course's page is isolated and hands that on, the guide in it is too."""
    with (
        serving(whole, Isolating) as url,
        course(url, 'allow="cross-origin-isolated"', Isolating) as outer,
    ):
        page = open_page(elsewhere(outer), wait="load")
        frame = framed(page)
        assert frame.evaluate("crossOriginIsolated")
        run(frame, FIRST, "kept = 5")
        _, told = stop(frame, "print('on')\nwhile True: pass")
        assert told == "Stopped. The variables are kept."
        assert run(frame, FIRST, "kept")[1] == "5\n"


def test_in_a_frame_of_another_site(windowed, pyodide, whole, course):
    """Not isolated, without storage, as browsers have it there: all runs, as on a first visit."""
    with (
        serving(whole, Handler) as url,
        course(url) as outer,
        opener(windowed, pyodide) as open_page,
    ):
        page = open_page("about:blank", save_data=False)
        page.goto(elsewhere(outer))
        frame = framed(page)
        assert frame.evaluate("Object.getPrototypeOf(localStorage) === Object.prototype")
        assert not frame.evaluate("crossOriginIsolated")
        assert run(frame, FIRST, "print(1)") == ("done", "1\n")
        _, told = stop(frame, "print('on')\nwhile True: pass")
        assert told == "Stopped. Python starts anew; its variables are gone."
        frame.wait_for_function("document.documentElement.dataset.runtime == 'ready'")
        frame.locator(".md-footer__link--next").click()
        frame.locator("h1", has_text="Exploding").wait_for()
        assert page.errors == []


class Open(Handler):
    """As GitHub Pages does, it lets any page read what it serves."""

    def end_headers(self):
        self.send_header("access-control-allow-origin", "*")
        super().end_headers()


def test_in_a_frame_that_may_keep_nothing(open_page, whole, course):
    """A sandboxed frame has no storage and no worker of the site's: it reads, and says so."""
    with serving(whole, Open) as url, course(url, 'sandbox="allow-scripts"') as outer:
        page = open_page(elsewhere(outer))
        frame = framed(page)
        write(frame, FIRST, "print(6 * 7)")
        frame.locator(f"{FIRST} [data-run]").click()
        frame.wait_for_function(DONE.format(FIRST))
        state = frame.locator(FIRST).get_attribute("data-state")
        text = frame.locator(f"{FIRST} [data-status]").inner_text()
        assert state == "error" and "could not be loaded" in text, (state, text)
        assert frame.locator("math").count() > 10
