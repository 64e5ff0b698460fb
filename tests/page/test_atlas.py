"""The cards of the atlas stand where its index leads, whole."""

import pytest

from initdocs.initializers import INITIALIZERS
from initdocs_site import ROOT
from initdocs_site.page import pages
from initdocs_site.page.blocks import atlas
from initdocs_site.page.scanner import scan


@pytest.mark.parametrize("row", INITIALIZERS.values(), ids=lambda row: row.name)
def test_every_row_has_its_card(row):
    """Its family's page has a heading with its name, its card below, and a live cell."""
    text = (ROOT / "docs" / atlas.page(row)).read_text("utf-8")
    blocks, _ = scan(text)
    (heading,) = (n for n, line in enumerate(text.split("\n")) if f"{{ #{row.name} }}" in line)
    (card,) = (b for b in blocks if b.kind == "card" and b.name == row.name)
    below = [b.kind for b in blocks if b.start > heading][:2]
    assert card.start > heading and below == ["card", "live"]
    assert row.name.replace("_", "-") in pages.names(atlas.page(row), blocks)
