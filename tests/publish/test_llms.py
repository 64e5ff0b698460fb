import re

import pytest

from initdocs_site.publish import llms


def test_pages_in_the_order_of_the_navigation(built):
    """A section a tab, each page with its address and its own description, places in a page not."""
    site, _ = built
    assert llms.text(site) == (
        "# A site\n\n> The site\n\n- [Home](https://x.test/): Of it\n\n"
        "## Labs\n\n- [A lab & more](https://x.test/labs/a-lab/): One & one\n"
    )


def test_a_page_without_a_description(built):
    """What it says is said of the whole site: it is not repeated."""
    site, _ = built
    page = site / "labs/a-lab/index.html"
    page.write_text(page.read_text().replace("One &amp; one", "The site"))
    assert "- [A lab & more](https://x.test/labs/a-lab/)\n" in llms.text(site)


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
