"""A built site, a server and a real browser in which the CDN's addresses are answered locally."""

import contextlib
import functools
import gzip
import http.server
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling

from initdocs_site import ROOT
from initdocs_site.publish import cdn, offline, version

try:
    import fcntl
except ImportError:  # Windows: its jobs run no browser, and build the site once
    fcntl = None

# no test here is timed: a slow machine may take its time; what continuous integration tries is the
# same each time, so that a failure can be seen again
settings.register_profile(
    "calm",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,
)
settings.load_profile("calm")

COMPRESSED = (".html", ".js", ".css", ".json", ".svg", ".xml")


@functools.lru_cache(maxsize=4096)
def packed(path, changed):
    """The file at `path`, compressed; `changed` tells one state of it from the next."""
    assert changed
    return gzip.compress(path.read_bytes(), 6)


class Handler(http.server.SimpleHTTPRequestHandler):
    """Static files as a plain host serves them: text is compressed, nothing is cached."""

    def do_GET(self):
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            return self.send_error(404)
        self.send_response(200)
        self.send_header("content-type", self.guess_type(str(path)))
        if path.suffix in COMPRESSED:
            content = packed(path, path.stat().st_mtime_ns)
            self.send_header("content-encoding", "gzip")
        else:
            content = path.read_bytes()
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        with contextlib.suppress(ConnectionError):  # the browser may have moved on
            self.wfile.write(content)
        return None

    def log_message(self, *args):
        pass


def pytest_configure(config):
    """One site for all processes that run tests: the first of them serves it, one builds it."""
    if hasattr(config, "workerinput"):
        return  # told by the process that started this one
    stack = contextlib.ExitStack()
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="initdocs-site-"))
    os.environ["INITDOCS_TESTED"] = f"{stack.enter_context(serving(folder))} {folder}"
    config.add_cleanup(stack.close)


#: how a test is called that belongs to one of many pages, each of them opened once
ONE_PAGE = "one page: {}"


def pytest_xdist_make_scheduler(config, log):
    """A file's tests run in one process; where each page is opened once, those of a page do."""

    class ByFileOrPage(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            file, _, test = nodeid.partition("::")
            start = test.find(ONE_PAGE.format(""))
            return file if start < 0 else f"{file} {test[start:]}"

    return ByFileOrPage(config, log)


@pytest.fixture(scope="session")
def site():
    """The folder that the site is built into; `address` builds it."""
    return Path(os.environ["INITDOCS_TESTED"].partition(" ")[2])


DOCS = ROOT / "docs"
#: the sources of all pages, labs last
SOURCES = [p for p in sorted(DOCS.rglob("*.md")) if p.parent.name != "decisions"]
SOURCES += sorted((DOCS / "labs").glob("*.py"))


def place(source):
    """Where a page stands, below the site's address."""
    path = source.relative_to(DOCS).with_suffix("").as_posix()
    path = path.removesuffix("index").rstrip("/")
    return f"{path}/" if path else ""


@contextlib.contextmanager
def serving(folder, handler=Handler):
    """Serve a folder; the value is its address, ending in a slash."""
    answers = functools.partial(handler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("localhost", 0), answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def serve():
    """`serving`, for tests that serve a folder of their own."""
    return serving


@contextlib.contextmanager
def alone(site):
    """Within, no other process of this run builds the site or fetches."""
    with site.with_suffix(".lock").open("w") as lock:
        if fcntl:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def address(site, pyodide):
    """Where the site, as `mkdocs build --strict` makes it, is served; ends in a slash."""
    assert pyodide  # the site has a part of these files itself
    url = os.environ["INITDOCS_TESTED"].partition(" ")[0]
    with alone(site):
        if not (site / "sitemap.xml").exists():
            # not --quiet: it silences the warnings that --strict counts
            command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(site)]
            env = {**os.environ, "INITDOCS_LIVE": "on", "SITE_URL": url}
            done = subprocess.run(
                command, cwd=ROOT, check=False, env=env, capture_output=True, text=True
            )
            if done.returncode:
                (site / "sitemap.xml").unlink(missing_ok=True)
            assert done.returncode == 0, done.stderr[-3000:]
    return url


@pytest.fixture(scope="session")
def pyodide(site):
    """The folder with the CDN's files, every one checked against the lock."""
    with alone(site):
        return cdn.fetch()


FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium():
    """A function that starts Chromium: the system's by the first of its names, or Playwright's."""
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright, contextlib.ExitStack() as stack:

        def start(*names, **otherwise):
            path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
            where = {"executable_path": path} if path else otherwise
            return stack.enter_context(playwright.chromium.launch(args=FLAGS, **where))

        yield start


@pytest.fixture(scope="session")
def browser(chromium):
    """A real Chromium, without windows: a window of its own for each page takes as long as it."""
    return chromium("chromium-headless-shell", "chromium")


@pytest.fixture(scope="session")
def windowed(chromium):
    """Chromium as readers have it: frames of other sites get no storage."""
    return chromium("chromium", channel="chromium")


SAVE_DATA = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"

#: recordings are shown as fast as they can be drawn
SWIFT = """addEventListener("DOMContentLoaded", () => {
  for (const demo of document.querySelectorAll("[data-demo]")) demo.dataset.pace = "0";
})"""

#: as near to each demo as brings it to life, without seeing it
NEAR = """(async () => {
  for (const demo of document.querySelectorAll("[data-demo]")) {
    scrollTo(0, demo.offsetTop - 1.5 * innerHeight);
    for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
  }
})()"""

#: a demo's own module has come and has put its canvases into their boxes
MOUNTED = """
[...document.querySelectorAll("[data-demo]")].every((e) => e.querySelector(".demo-view canvas"))
"""


#: what a page that does not get on says of itself
STATE = """
[document.documentElement.dataset.runtime, crossOriginIsolated, document.visibilityState,
 ...[...document.querySelectorAll("[data-status]")].map((e) => e.textContent).filter(Boolean)]
"""

#: what the browser says of an element of a page that is being left, or has begun to come
PASSING = ("Execution context was destroyed", "of null (reading ", "of undefined (reading ")


def patient(page):
    """Let `wait_for_function` poll from outside: the pages' policy forbids it to eval inside."""
    from playwright.sync_api import Error  # noqa: PLC0415 - some machines run no browser

    def wait(expression, *, arg=None, timeout=90_000):
        begun = time.monotonic()
        end = begun + timeout / 1000
        while True:
            reason = ""
            try:
                if page.evaluate(expression, arg):
                    return
            except Error as error:  # a page that is left or that is coming has no such element yet
                reason = str(error)
                if not any(sign in reason for sign in PASSING):
                    raise
            if time.monotonic() > end:
                reason = reason or page.evaluate(STATE)
                raise TimeoutError(f"{timeout / 1000:.0f} s without {expression}: {reason}")
            # each question takes time from what is waited for
            page.wait_for_timeout(40 if time.monotonic() < begun + 1 else 150)

    page.wait_for_function = wait
    return page


def heard(page):
    """A page that is waited for from outside, and knows its `errors` and its `requests`."""
    page.errors, page.requests = [], []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("console", lambda m: page.errors.append(m.text) if m.type == "error" else None)
    page.on("request", lambda request: page.requests.append(request.url))
    return patient(page)


def mount(page):
    """Bring all demos of a page to life, and come back to its top."""
    page.evaluate(NEAR)
    page.wait_for_function(MOUNTED)
    page.evaluate("scrollTo(0, 0)")


def play(page, until):
    """Press Play on the page's demo, and wait until it runs live and `until` holds of its data."""
    page.locator("[data-demo]").scroll_into_view_if_needed()
    page.click("[data-play]")
    demo = "document.querySelector('[data-demo]').dataset"
    page.wait_for_function(f"{demo}.source == 'live' && {demo}.{until}")
    return page


def answer_editor(context, asked=None):
    """Answer the editor's addresses with the locked bytes, or with none if `asked` says so."""
    folder = cdn.fetch_editor()

    def answer(route):
        name = route.request.url.removeprefix(cdn.EDITOR_BASE)
        if asked is not None:
            asked.append(name)
        route.fulfill(path=folder / name, headers={"access-control-allow-origin": "*"})

    context.route(cdn.EDITOR_BASE + "**", answer)


class Cdn:
    """What a page asked of the CDN, and how it is answered: from the cache by default."""

    def __init__(self, folder):
        self.folder = folder
        self.asked = []
        self.answer = None

    def route(self, route):
        name = route.request.url.rsplit("/", 1)[-1]
        self.asked.append(name)
        if self.answer and self.answer(route, name):
            return
        # from a folder, with the headers of a CDN: cross-origin and for ever
        route.fulfill(
            path=self.folder / name,
            headers={"access-control-allow-origin": "*", "cache-control": "max-age=31536000"},
        )


@contextlib.contextmanager
def opener(browser, pyodide):
    """A function that opens an address in a fresh context; its page knows `cdn` and `errors`."""
    contexts = []

    def open_(url, *, wait="load", save_data=True, swift=False, **options):
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        context.set_default_timeout(90_000)
        if save_data:  # no snapshot is made at rest, which would take a core from the tests
            context.add_init_script(SAVE_DATA)
        if swift:
            context.add_init_script(SWIFT)
        page = heard(context.new_page())
        page.cdn = Cdn(pyodide)
        context.route(cdn.BASE + "**", page.cdn.route)
        answer_editor(context, page.cdn.asked)
        page.goto(url, wait_until=wait)
        if options.get("java_script_enabled", True) and "#" not in url:
            mount(page)
        return page

    try:
        yield open_
    finally:
        for context in contexts:
            context.close()


@pytest.fixture(scope="session")
def whole(site, address, tmp_path_factory):
    """The site with the runtime's files beside it: no request is routed anywhere."""
    assert address
    folder = tmp_path_factory.mktemp("whole") / "site"
    offline.write(site, folder, archive=False)
    version.write(folder)
    return folder


@pytest.fixture
def open_page(browser, pyodide):
    """A function that opens an address in a fresh context, closed after the test."""
    with opener(browser, pyodide) as open_:
        yield open_


@pytest.fixture(scope="module")
def shared(browser, pyodide, address):
    """One tab with a warm interpreter for the tests of a file that leave it sound."""
    with opener(browser, pyodide) as open_:
        yield open_(address + "guide/importance/", save_data=False)
