"""While somebody writes nothing stops the page; what is seen is of the code that stands there."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from initdocs_site import ROOT, serving
from initdocs_site.page import reach

PAGE = """# Page

```python live id="sum"
print(1 + 1)
```

```output
{said}
```

```figure lost
```

{prose}
"""


class Served:
    """A small site as `make serve` serves it, with the project's own settings."""

    def __init__(self, folder, environment):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        (folder / "docs").mkdir()
        self.page = folder / "docs" / "index.md"
        self.write(said=3, prose="Before.")
        config = folder / "mkdocs.yml"
        config.write_text(
            f"INHERIT: {ROOT / 'mkdocs.yml'}\ndocs_dir: docs\nnav: null\nexclude_docs: ''\n"
            f"hooks: [{ROOT / 'src/initdocs_site/hooks.py'}]\nwatch: []\n"
            f"theme: {{name: material, custom_dir: {ROOT / 'overrides'}, font: false}}\n"
            f"extra_css: []\nextra_javascript: []\ndev_addr: 127.0.0.1:{port}\n"
        )
        self._log = folder / "log"
        with self._log.open("w") as log:
            command = [sys.executable, "-m", "mkdocs", "serve", "--dirty", "-f", str(config)]
            self.process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
        self.address = f"http://127.0.0.1:{port}/initdocs/"

    def write(self, **words):
        self.page.write_text(PAGE.format(**words))

    @property
    def log(self):
        return self._log.read_text()

    def wait_for(self, text, *, gone=""):
        """The page, as soon as it holds `text` and no longer `gone`."""
        end, html = time.monotonic() + 60, ""
        while time.monotonic() < end:
            assert self.process.poll() is None, self.log
            try:
                with urllib.request.urlopen(self.address, timeout=5) as answer:
                    html = answer.read().decode()
            except (urllib.error.URLError, ConnectionError):
                html = ""
            if text in html and not (gone and gone in html):
                return html
            time.sleep(0.05)
        raise AssertionError((text, html[-2000:], self.log))


@pytest.fixture
def served(tmp_path):
    cached = {"INITDOCS_CACHE": str(tmp_path / "cache"), "PYTHONUNBUFFERED": "1"}
    site = Served(tmp_path, {**os.environ, **cached})
    yield site
    site.process.terminate()
    site.process.wait(20)


def test_a_wrong_page_is_seen(served):
    """Documented and printed stand side by side, and the terminal names the line."""
    html = served.wait_for("data-problems")
    assert "<code>index.md:7</code> the output differs" in html
    assert "<p>The page says</p><pre>3</pre>" in html
    assert "<p>The cell prints</p><pre>2</pre>" in html
    assert "<code>index.md:11</code> figure: got &#x27;lost&#x27;" in html
    assert "Before." in html
    assert "index.md:7: the output differs" in served.log
    served.write(said=2, prose="After.")
    html = served.wait_for("After.", gone="The page says")
    assert "index.md:11" in html
    assert "Before." not in html
    # nothing but the figure, which failed, was computed a second time
    assert served.log.count("computing 1 of 1: figure lost") == 1
    assert "'dirty' build" not in served.log


def test_what_all_pages_depend_on(tmp_path, monkeypatch):
    """Code and settings count, comments and pages do not."""
    source = tmp_path / "src" / "initdocs" / "__init__.py"
    source.parent.mkdir(parents=True)
    (source.parent / "data").mkdir()
    settings = tmp_path / "mkdocs.yml"
    settings.write_text("site_name: x\n")
    source.write_text("A = 1\n")
    monkeypatch.setattr(reach, "SOURCE", tmp_path / "src")
    monkeypatch.setattr(reach, "DATA", source.parent / "data")
    monkeypatch.setattr(serving, "ROOT", tmp_path)
    monkeypatch.setattr(serving, "_begun", "")
    assert not serving.changed()
    serving.begin()
    assert serving.on()
    source.write_text("A = 1  # one\n")
    (tmp_path / "page.md").write_text("# Page\n")
    assert not serving.changed()
    settings.write_text("site_name: y\n")
    assert serving.changed()
    serving.begin()
    source.write_text("A = 2\n")
    assert serving.changed()
    assert serving.broken() == []
    source.write_text("A = (\n")
    assert serving.broken() == ["initdocs.py:1: '(' was never closed"]
