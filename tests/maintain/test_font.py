import pytest

from initdocs_site.maintain import font


def test_every_glyph_is_there():
    """The subset holds every character of every formula of the site."""
    ttlib = pytest.importorskip("fontTools.ttLib")
    glyphs = set(ttlib.TTFont(font.FONT).getBestCmap())
    missing = {c for c in font.used() if ord(c) not in glyphs}
    assert not missing, "run: python -m initdocs_site.maintain.font"


def test_font_is_small_and_licensed():
    """At most 40 KB, with its licence beside it."""
    assert font.FONT.stat().st_size <= 40_000
    assert "SIL OPEN FONT LICENSE" in (font.FOLDER / "LICENSE").read_text()


def test_letters_that_stand_alone_are_italic():
    """Latin and Greek, by their places in Unicode; h has been there from an older time."""
    assert [font.italic(c) for c in "AzαωhH"] == list("𝐴𝑧𝛼𝜔ℎ𝐻")
    assert [font.italic(c) for c in "1+Σ"] == list("1+Σ")
