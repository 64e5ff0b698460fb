import re

import pytest


@pytest.mark.browser
def test_llms_and_sitemap_name_every_page(site, address):
    """Each page stands in both, and in llms.txt with its description."""
    assert address
    text = (site / "llms.txt").read_text("utf-8")
    sitemap = (site / "sitemap.xml").read_text("utf-8")
    pages = [p.parent.relative_to(site).as_posix() for p in site.rglob("index.html")]
    assert len(pages) > 40
    for page in pages:
        end = "" if page == "." else f"{page}/"
        assert re.search(rf"\]\([^)]*/{end}\): \w", text), page
        assert re.search(rf"<loc>[^<]*/{end}</loc>", sitemap), page
