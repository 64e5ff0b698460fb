"""The path: the guide's chapters, as the navigation has them."""

import re

from bs4 import BeautifulSoup

from initdocs_site import ROOT
from initdocs_site.page.blocks import path


def test_the_chapters_are_those_of_the_navigation():
    """In its order, each with the title that the navigation shows, its address and a thumbnail."""
    nav = (ROOT / "mkdocs.yml").read_text("utf-8")
    listed = re.findall(r"- (.+): guide/(.+)\.md", nav)
    page = BeautifulSoup(path.render(lambda target: f"<{target}>"), "html.parser")
    items = page.select("[data-chapter]")
    assert [(i.a.text, i.a["href"]) for i in items] == [
        (title, f"<guide/{name}.md>") for title, name in listed
    ]
    assert all(
        i.svg and i.small.text and i.select_one("[data-read]").has_attr("hidden") for i in items
    )
