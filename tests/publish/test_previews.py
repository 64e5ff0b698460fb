"""A picture for each page, for those who get its address."""

import io
import re
import struct

import matplotlib as mpl
import matplotlib.image
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


def pixels(png):
    return mpl.image.imread(io.BytesIO(png))


@pytest.mark.parametrize("shown", ["figure forget_bias", "demo leak"])
def test_a_page_shows_its_own_figure(tmp_path, monkeypatch, shown):
    """Beside the title stands the figure on white paper; another drawing is another picture."""
    monkeypatch.setenv("INITDOCS_CACHE", str(tmp_path))
    words = ("He", "Half is lost.", "Site")
    plain, own = pixels(previews.picture(*words)), pixels(previews.picture(*words, shown, "1"))
    half = previews.WIDTH // 2
    assert own.shape == plain.shape
    assert (own[:, half:, :3] > 0.99).all(axis=2).mean() > 0.5
    assert not (plain[:, half:, :3] > 0.99).all(axis=2).any()
    assert len(list(tmp_path.iterdir())) == 2
    previews.picture(*words, shown, "2")
    assert len(list(tmp_path.iterdir())) == 3


def test_which_figure_is_a_pages_own():
    """The first figure, before any demo; a page of words has none."""
    figure, demo = '<i data-figure="a"><svg>1</svg></i>', '<i data-demo="b"><p></p><svg>2</svg></i>'
    assert previews.own(demo + figure + figure) == ("figure a", "<svg>1</svg>")
    assert previews.own(f"<svg>0</svg>{demo}") == ("demo b", "<svg>2</svg>")
    assert previews.own("<svg>0</svg>") == ("", "")


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
