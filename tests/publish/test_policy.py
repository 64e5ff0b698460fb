"""The content security policy: the same on every page, before what loads, and it holds."""

import pytest

from initdocs_site.publish import cdn
from initdocs_site.publish.policy import hashes, policy, write

CLEAN = "<html><head><title>a</title></head><body><script>1</script></body></html>"


def test_one_policy_for_all_pages(tmp_path):
    """Every page gets the hashes of the inline scripts of all pages, before anything else."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.html").write_text(CLEAN)
    (tmp_path / "sub" / "b.html").write_text(CLEAN.replace("<script>1", "<script async>2"))
    write(tmp_path)
    first, second = (path.read_text() for path in (tmp_path / "a.html", tmp_path / "sub/b.html"))
    meta = first[first.index("<meta") : first.index("<title>")]
    assert first.startswith("<html><head><meta http-equiv") and meta in second
    for one in (*hashes(CLEAN), *hashes("<script>2</script>")):
        assert one in meta
    assert "unsafe" not in meta.replace("style-src 'self' 'unsafe-inline'", "")


@pytest.mark.parametrize("charset", ["", '\n<meta charset="utf-8">'])
def test_a_policy_takes_the_place_of_another(tmp_path, charset):
    """Written again after a script has changed, there is one, and it knows the new script."""
    page = tmp_path / "a.html"
    page.write_text(CLEAN.replace("<head>", f"<head>{charset}"))
    write(tmp_path)
    page.write_text(page.read_text().replace("<script>1", "<script>2"))
    write(tmp_path)
    assert page.read_text().count("Content-Security-Policy") == 1
    assert hashes("<script>2</script>").pop() in page.read_text()
    assert hashes(CLEAN).pop() not in page.read_text()


def test_the_character_set_is_found(site, address):
    """A page's character set stands in its first 1,024 bytes, where a browser looks for it."""
    assert address  # the site is built
    for path in site.rglob("*.html"):
        assert b'<meta charset="utf-8">' in path.read_bytes()[:1024], path


def test_data_and_files_have_no_hash():
    """Blocks of data are not run, and scripts with an address fall under 'self'."""
    assert hashes('<script type="application/json">{}</script><script src=x.js></script>') == set()


@pytest.mark.browser
def test_the_policy_holds(open_page, address):
    """A script that somebody smuggles into a page does not run; nothing of ours is refused."""
    page = open_page(address + "guide/importance/")
    assert page.errors == []
    page.evaluate("""() => {
      const script = document.createElement("script");
      script.textContent = "globalThis.smuggled = true";
      document.body.append(script);
      document.body.insertAdjacentHTML("beforeend", '<img src=x onerror="smuggled = true">');
    }""")
    page.wait_for_timeout(300)
    assert page.evaluate("globalThis.smuggled === undefined")
    assert any("Content Security Policy" in error for error in page.errors)


def test_everything_comes_from_the_site():
    """But for the editor's own folder on the CDN, and what stands in the page as data."""
    rules = dict(rule.split(" ", 1) for rule in policy({"'sha256-a'"}).split("; "))
    assert cdn.EDITOR_BASE.startswith("https://cdn.jsdelivr.net/npm/prism-code-editor@")
    assert rules == {
        "default-src": "'self'",
        "script-src": f"'self' {cdn.EDITOR_BASE} 'sha256-a'",
        "style-src": f"'self' 'unsafe-inline' {cdn.EDITOR_BASE}",
        "img-src": "'self' data:",
        "font-src": "'self' data:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
    }
