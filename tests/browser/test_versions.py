"""A second version of the site is put in the place of the first while a tab is open."""

import functools
import hashlib
import http.server
import shutil
import threading
from pathlib import Path

import pytest
from tests.conftest import Handler, patient

from initdocs_site.publish import offline, policy, scripts, version

pytestmark = pytest.mark.browser
GUIDE = "guide/importance/"
NEXT = "document.querySelector('h1').innerText.startsWith('Exploding')"


class Host(Handler):
    """A common host: an answer may be used for ten minutes without asking, and be checked."""

    def do_GET(self):  # noqa: N802 - its name in the standard library
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        self.tag = f'"{hashlib.md5(path.read_bytes()).hexdigest()}"' if path.is_file() else None
        if self.tag and self.headers.get("if-none-match") == self.tag:
            self.send_response(304)
            return self.end_headers()
        return super().do_GET()

    def end_headers(self):
        if self.tag:
            self.send_header("cache-control", "max-age=600")
            self.send_header("etag", self.tag)
        super().end_headers()


class Deployed:
    """The site below /initdocs/, with the runtime's files beside it, so that no request is routed
    and the browser's own cache is on."""

    def __init__(self, folder, site, tested):
        self.folder, self.place = folder, folder / "initdocs"
        handler = functools.partial(Host, directory=str(folder))
        self.server = http.server.ThreadingHTTPServer(("localhost", 0), handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://localhost:{self.server.server_port}/initdocs/"
        offline.write(site, self.place, archive=False)
        for path in [*self.place.rglob("*.html"), self.place / "sitemap.xml"]:
            path.write_text(path.read_text("utf-8").replace(tested, self.url), "utf-8")
        version.write(self.place)

    def deploy(self, *, keep):
        """Put a second version in the place of the first: its modules, its wheel and its pages."""
        new = shutil.copytree(self.place, self.folder / "new", symlinks=True)
        main = scripts.home(new) / "main.js"
        main.write_text(main.read_text("utf-8") + "globalThis.second = true;\n", "utf-8")
        (wheel,) = (new / "wheels").glob("*/*.whl")
        content = wheel.read_bytes() + b"\0"  # a zip file may end in a remark
        digest = hashlib.sha256(content).hexdigest()
        (new / "wheels" / digest[:12]).mkdir()
        (new / "wheels" / digest[:12] / wheel.name).write_bytes(content)
        old = hashlib.sha256(wheel.read_bytes()).hexdigest()
        for path in new.rglob("*.html"):
            html = path.read_text("utf-8").replace(old, digest).replace(old[:12], digest[:12])
            path.write_text(html.replace("</h1>", " anew</h1>", 1), "utf-8")
        shutil.rmtree(wheel.parent)
        scripts.name(new)
        policy.write(new)
        version.write(new)
        if keep:
            version.keep(new, str(self.place))
        self.place.rename(self.folder / "old")
        new.rename(self.place)


@pytest.fixture
def host(site, address, pyodide, tmp_path):
    """The first version, deployed."""
    assert pyodide
    deployed = Deployed(tmp_path, site, address)
    yield deployed
    deployed.server.shutdown()
    deployed.server.server_close()


@pytest.fixture(params=[False, True], ids=["without a service worker", "with it"])
def tab(browser, host, request):
    """A tab of the first version, its pages in the browser's cache; nothing is intercepted."""
    context = browser.new_context(service_workers="allow" if request.param else "block")
    context.set_default_timeout(90_000)
    page = patient(context.new_page())
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.goto(host.url + GUIDE)
    if request.param:
        page.evaluate("navigator.serviceWorker.ready.then(() => {})")
        page.reload()
    yield page
    context.close()


def comes_back(page):
    """The reader comes back to the tab."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def is_second(page):
    """Whether all of a page is of the second version: text, modules and wheel."""
    return page.evaluate("""document.querySelector("h1").innerText.includes("anew")
      && globalThis.second === true""")


def test_a_tab_is_told_and_a_reload_brings_all(tab, host):
    """Quietly, when the reader comes back; Reload gives new text with new modules, whatever
    the browser's cache holds, and Python runs there."""
    host.deploy(keep=False)
    comes_back(tab)
    notice = tab.locator("[data-notice]")
    notice.wait_for()
    assert notice.inner_text().startswith("There is a new version of this page.")
    notice.get_by_text("Reload").click()
    tab.wait_for_function("document.querySelector('h1').innerText.includes('anew')")
    tab.wait_for_function("globalThis.second")
    comes_back(tab)
    tab.wait_for_timeout(500)
    assert tab.locator("[data-notice]").count() == 0
    tab.click("[data-cell=first-training] [data-run]")
    tab.wait_for_function(
        "document.querySelector('[data-cell=first-training]').dataset.same == 'true'"
    )
    assert tab.errors == []


def test_instant_navigation_brings_no_mixture(tab, host):
    """A page of the second version in a tab of the first is loaded as a whole, and this is told."""
    host.deploy(keep=False)
    tab.evaluate("globalThis.first = true")
    tab.click(".md-footer__link--next")
    tab.wait_for_function(f"{NEXT} && globalThis.second === true")
    assert is_second(tab) and tab.evaluate("globalThis.first") is None
    assert "was loaded anew" in tab.locator("[data-notice]").inner_text()
    assert tab.locator("[data-run]").first.is_visible()


def test_what_runs_is_not_ended_without_a_word(tab, host):
    """While a cell runs the reader decides when the new version is loaded."""
    tab.locator("[data-cell=first-training] [data-code]").focus()
    tab.keyboard.press("Enter")
    tab.locator("[data-cell=first-training] textarea").fill("while True: pass")
    tab.click("[data-cell=first-training] [data-run]")
    tab.wait_for_function("document.documentElement.dataset.runtime == 'ready'")
    host.deploy(keep=False)
    tab.click(".md-footer__link--next")
    notice = tab.locator("[data-notice]")
    notice.wait_for()
    assert "What Python still runs would end" in notice.inner_text()
    assert tab.locator("[data-queue] li").count() == 1
    notice.get_by_text("Reload").click()
    tab.wait_for_function(f"{NEXT} && globalThis.second === true")


def test_a_tab_of_the_first_version_goes_on(tab, host):
    """Where the earlier files are kept, its first run takes the wheel that it knows."""
    host.deploy(keep=True)
    tab.click("[data-cell=first-training] [data-run]")
    tab.wait_for_function(
        "document.querySelector('[data-cell=first-training]').dataset.same == 'true'"
    )
    assert tab.errors == []


def test_a_wheel_that_is_gone_is_told(tab, host):
    """Where they are not, the message and the line at the foot name the way out: to reload."""
    host.deploy(keep=False)
    tab.click("[data-cell=first-training] [data-run]")
    tab.locator("[data-notice]").wait_for()
    assert "There is a new version of this page" in tab.locator("[data-notice]").inner_text()
    tab.wait_for_function(
        "document.querySelector('[data-cell=first-training]').dataset.state == 'error'"
    )
    status = tab.locator("[data-cell=first-training] [data-status]").inner_text()
    assert "reload the page" in status


def test_a_text_alone_has_changed(tab, host):
    """Other pages of the site are no reason to tell a reader of this one."""
    page = host.place / "reference/glossary/index.html"
    page.write_text(page.read_text("utf-8").replace("</h1>", " anew</h1>", 1), "utf-8")
    version.write(host.place)
    comes_back(tab)
    tab.wait_for_timeout(500)
    assert tab.locator("[data-notice]").count() == 0
    tab.evaluate("globalThis.first = true")
    tab.locator("a[href$='reference/glossary/']").first.evaluate("(a) => a.click()")
    tab.wait_for_function("document.querySelector('h1').innerText.startsWith('Glossary')")
    assert tab.evaluate("globalThis.first") is True
