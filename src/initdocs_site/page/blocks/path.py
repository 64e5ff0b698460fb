"""The chapters of the guide in their order, a thumbnail each, and a tick for what has been read."""

from collections.abc import Callable
from html import escape

import yaml

from initdocs.figures.chapters import THUMBNAILS, thumbnail
from initdocs_site import ROOT

#: what one learns in each, in a few words
LEARNED = {
    "importance": "Equal weights never part; too small and too large ones do not learn.",
    "exploding-vanishing": "A product of many layers grows or fades.",
    "appropriate-values": "Mean zero, and one variance in all layers.",
    "justification": "The derivation, each line with its assumption.",
    "in-practice": "Xavier, He, and your line of code.",
}


def title(chapter: str) -> str:
    """The title of a chapter, as its page has it."""
    text = (ROOT / "docs" / "guide" / f"{chapter}.md").read_text("utf-8")
    front = yaml.safe_load(text.split("---")[1])
    return str(front["title"])


def render(address: Callable[[str], str]) -> str:
    """The list; `address` gives the address of a page from its path below docs/."""
    items = "".join(
        f"<li data-chapter>{thumbnail(chapter)}"
        f'<a href="{escape(address(f"guide/{chapter}.md"))}">{escape(title(chapter))}</a>'
        f'<span class="path-read" data-read hidden><span aria-hidden="true">✓</span> read</span>'
        f"<small>{escape(LEARNED[chapter])}</small></li>"
        for chapter in THUMBNAILS
    )
    return (
        f'<div class="path" data-path data-search-exclude><ol>{items}</ol>'
        '<p class="path-forget" data-forget hidden>Your ticks are kept on this device alone. '
        '<button type="button">Forget them</button></p></div>'
    )
