"""The engines beside Chromium: each a tab that goes to an address and runs JavaScript."""

import json
import os
import shutil
import subprocess
import sys
import time
import warnings
from pathlib import Path

MINIBROWSER = "webkit2gtk-4.*/MiniBrowser"


class Tab:
    """A tab of a real browser."""

    def go(self, url):
        raise NotImplementedError

    def visit(self, url):
        """Go to a page of the site, and wait until it has come to life."""
        self.go(url)
        self.wait("document.documentElement.dataset.runtime", 30)

    def run(self, code):
        """The value of `code`, the body of an async function."""
        raise NotImplementedError

    def close(self):
        raise NotImplementedError

    def wait(self, expression, seconds=90):
        """Poll from outside, as the pages' policy asks, until `expression` holds."""
        end = time.monotonic() + seconds
        while not self.run(f"return Boolean({expression})"):
            if time.monotonic() > end:
                state = self.run(
                    "return [document.documentElement.dataset.runtime, ...[...document"
                    ".querySelectorAll('[data-status]')].map((e) => e.textContent).filter(Boolean)]"
                )
                raise TimeoutError(f"{seconds} s without {expression}: {state}")
            time.sleep(0.05)


class Firefox(Tab):
    """Firefox through puppeteer-core, which speaks WebDriver BiDi with it."""

    @staticmethod
    def missing():
        return None if shutil.which("firefox-esr") or shutil.which("firefox") else "no Firefox"

    def __init__(self):
        node = Path(sys.executable).with_name("node")
        self.process = subprocess.Popen(
            [node if node.exists() else "node", Path(__file__).with_name("firefox.mjs"),
             shutil.which("firefox-esr") or shutil.which("firefox")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.version = self._answer()

    def _answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("Firefox ended")
        answer = json.loads(line)
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["value"]

    def _ask(self, command):
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def go(self, url):
        self._ask({"go": url})

    def run(self, code):
        return self._ask({"run": code})

    def close(self):
        self.process.stdin.close()
        self.process.wait(30)
        self.process.stdout.close()


class WebKit(Tab):
    """WebKitGTK's MiniBrowser through Selenium, on a screen of its own."""

    @staticmethod
    def missing():
        if not shutil.which("WebKitWebDriver") or not shutil.which("Xvfb"):
            return "no WebKitGTK driver or no Xvfb"
        return None

    def __init__(self):
        from selenium import webdriver  # noqa: PLC0415 - where the engine is missing so may this

        reader, writer = os.pipe()
        self.screen = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"],
            pass_fds=[writer], stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(writer)
        with os.fdopen(reader) as told:
            os.environ["DISPLAY"] = f":{told.readline().strip()}"
        options = webdriver.WebKitGTKOptions()
        options.binary_location = str(next(Path("/usr/lib").glob(f"*/{MINIBROWSER}")))
        options.add_argument("--automation")
        service = webdriver.webkitgtk.service.Service(
            executable_path=shutil.which("WebKitWebDriver")
        )
        with warnings.catch_warnings():  # Selenium's driver uses what Selenium has deprecated
            warnings.simplefilter("ignore", DeprecationWarning)
            self.driver = webdriver.WebKitGTK(options=options, service=service)
        self.driver.set_script_timeout(120)
        self.driver.set_page_load_timeout(60)
        self.version = self.driver.capabilities["browserVersion"]

    def go(self, url):
        self.driver.get(url)

    def run(self, code):
        answer = self.driver.execute_async_script(
            "const told = arguments[0];"
            f"(async () => {{ {code} }})().then((value) => told({{value: value ?? null}}),"
            " (error) => told({error: String(error)}));"
        )
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["value"]

    def close(self):
        self.driver.quit()
        self.screen.terminate()
        self.screen.wait(30)


ENGINES = {"firefox": Firefox, "webkit": WebKit}
