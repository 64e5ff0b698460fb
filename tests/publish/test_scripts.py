from initdocs_site.publish.scripts import defer


def test_a_script_with_an_address_waits(built):
    """One of its own stays where it is: it may have to run before the page is seen."""
    site, _ = built
    defer(site)
    html = (site / "index.html").read_text()
    assert '<script defer src="a.js"></script><script>var a = 1</script>' in html
    defer(site)
    assert (site / "index.html").read_text() == html
