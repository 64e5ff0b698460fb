"""What the steps read from a finished site."""

from initdocs_site.publish import finished


def test_what_a_page_says_of_itself(built):
    """Names, words unescaped, and where the site will stand."""
    site, _ = built
    told = finished.meta((site / "labs/a-lab/index.html").read_text())
    assert told["description"] == told["og:description"] == "One & one"
    assert told["og:title"] == "A lab"
    late = '<head><meta name="a" content="1"></head><meta name="a" content="2">'
    assert finished.meta(late) == {"a": "1"}
    assert finished.address(site) == "https://x.test/"
    (site / "index.html").write_text("<head></head>")
    assert finished.address(site) == ""


def test_only_what_changes_is_written(built):
    """A page that stays as it is keeps its time, too."""
    site, _ = built
    before = {path: path.stat().st_mtime_ns for path, _ in finished.pages(site)}
    finished.rewrite(site, lambda _, html: html)
    assert {path: path.stat().st_mtime_ns for path, _ in finished.pages(site)} == before
    finished.rewrite(site, lambda path, html: html + path.name)
    assert (site / "index.html").read_text().endswith("index.html")
