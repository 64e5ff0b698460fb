"""The pages of the recipes are what the data says."""

from initdocs.recipes import RECIPES
from initdocs_site.maintain import recipes


def test_pages_are_written_from_the_data(tmp_path):
    """Whoever changes a recipe writes its page anew: python -m initdocs_site.maintain.recipes."""
    recipes.write(tmp_path)
    written = {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()}
    there = {p.name: p.read_text("utf-8") for p in recipes.FOLDER.glob("*.md")}
    assert there == written
    assert set(written) == {"index.md", *(f"{name}.md" for name in RECIPES)}
