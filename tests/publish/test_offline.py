import json
import zipfile

import pytest
from tests.conftest import patient

from initdocs_site.publish import offline


def test_needs_a_built_site(tmp_path):
    """Without a built site the error names the folder and what is allowed."""
    with pytest.raises(ValueError, match=r"site: got .*, allowed: the folder of a built site"):
        offline.write(tmp_path, tmp_path / "copy")


@pytest.mark.browser
def test_runs_without_a_network(browser, serve, site, address, pyodide, tmp_path):
    """With every other address cut off, cells of the copy run and draw, below a path of its own."""
    assert address and pyodide
    offline.write(site, tmp_path / "course" / "guide-copy")
    asked = []
    with serve(tmp_path) as url:
        context = browser.new_context()
        context.set_default_timeout(90_000)
        page = patient(context.new_page())
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{url}course/guide-copy/guide/importance/")
        cell = "[data-cell=first-training]"
        page.click(f"{cell} [data-run]")
        page.wait_for_function(f"document.querySelector('{cell}').dataset.same == 'true'")
        page.goto(f"{url}course/guide-copy/guide/exploding-vanishing/")
        cell = "[data-cell=draw-the-costs]"
        page.click(f"{cell} .cell-fold > summary")
        page.locator(f"{cell} [data-code]").focus()
        page.keyboard.press("Enter")
        page.wait_for_function(f"document.querySelector('{cell} .prism-code-editor')")
        page.click(f"{cell} [data-run]")
        page.wait_for_function(f"document.querySelector('{cell} [data-figures] img')")
        context.close()
    with zipfile.ZipFile(tmp_path / "course" / "guide-copy.zip") as archive:
        assert "guide/importance/index.html" in archive.namelist()
    assert all(one.startswith((url, "blob:", "data:")) for one in asked)


def test_the_copy_names_its_own_files(tmp_path, monkeypatch):
    """Written again, nothing of an older copy stays; the site itself is as it was."""
    site, copy, cached = (tmp_path / name for name in ("site", "copy", "cached"))
    lock = {
        "base": "https://cdn.example/", "files": {"a.wasm": {}}, "matplotlib": {"m.whl": {}},
        "editor": {"base": "https://cdn.example/editor/", "files": {"deep/e.js": {}}},
    }  # fmt: skip
    modules = site / "javascripts" / "0123456789ab"
    for path in (modules / "main.js", modules / offline.cdn.LOCK.name,
                 cached / "a.wasm", cached / "m.whl", cached / "deep/e.js"):  # fmt: skip
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(path.name)
    (modules / offline.cdn.LOCK.name).write_text(json.dumps(lock))
    named = f'<head><script src="javascripts/{modules.name}/main.js"></script></head>'
    (site / "index.html").write_text(named)
    monkeypatch.setattr(offline.cdn, "read_lock", lambda: json.loads(json.dumps(lock)))
    monkeypatch.setattr(offline.cdn, "fetch", lambda: cached)
    monkeypatch.setattr(offline.cdn, "fetch_editor", lambda: cached)
    for _ in range(2):
        offline.write(site, copy)
        (placed,) = copy.rglob(offline.cdn.LOCK.name)
        written = json.loads(placed.read_text())
        for base, names in ((written["base"], ("a.wasm", "m.whl")),
                            (written["editor"]["base"], ("deep/e.js",))):  # fmt: skip
            assert base.endswith("/") and "//" not in base
            assert all((placed.parent / base / name).resolve().is_file() for name in names)
        assert not (copy / "old").exists()
        (copy / "old").touch()
    assert json.loads((modules / offline.cdn.LOCK.name).read_text()) == lock
