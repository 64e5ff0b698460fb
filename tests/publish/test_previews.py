"""A picture for each page, for those who get its address."""

import re
import struct

import pytest

from initdocs_site.publish import previews


def test_a_preview(tmp_path, monkeypatch):
    """A PNG of 1200 by 630, the same from the same words, another from others."""
    monkeypatch.setenv("INITDOCS_CACHE", str(tmp_path))
    one = previews.picture("He", "Half is lost.", "Site")
    assert one[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", one[16:24]) == (1200, 630)
    for path in tmp_path.iterdir():
        path.unlink()
    assert previews.picture("He", "Half is lost.", "Site") == one
    assert previews.picture("Xavier", "Half is lost.", "Site") != one
    assert previews.picture("He", "A third is lost.", "Site") != one
    assert previews.picture("He", "Half is lost.", "Page") != one


@pytest.mark.browser
def test_every_page_has_a_preview(site, address):
    """The picture that a page names exists, and no two pages share one."""
    assert address
    seen = set()
    for page in sorted(site.rglob("index.html")):
        address = re.search(r'property="og:image" content="([^"]+)"', page.read_text("utf-8"))[1]
        name = address.split("/assets/")[1]
        assert (site / "assets" / name).is_file(), page
        assert name not in seen
        seen.add(name)
