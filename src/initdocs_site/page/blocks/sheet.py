"""What a class needs of the exercises: one sheet of all, a box to hand in, a table to mark."""

import re
from collections.abc import Callable
from html import escape

from initdocs_site import ROOT
from initdocs_site.page import bound, collected
from initdocs_site.page.blocks.live import highlighted
from initdocs_site.page.source import folder

#: a link of another page, which is seen from there
LINK = re.compile(r"\[([^]]+)\]\((?!https?:)[^)]*\)")


def exercises(inline: Callable[[str], str], address: Callable[[str], str]) -> str:
    """All exercises without hints, checks and solutions, by page."""
    return "".join(_page(page, inline, address) for page in collected.of_site(ROOT / "docs"))


def _page(page: collected.Page, inline: Callable[[str], str], address: Callable[[str], str]) -> str:
    tasks = "".join(
        f'<div class="sheet-task" data-task="{folder(page.source)}#{task.name}">'
        f"<h3>{escape(task.title)}</h3>{_words(task.words, inline)}"
        f'<div class="highlight"><pre tabindex="0"><code>{highlighted(task.exercise.starter.body)}'
        "</code></pre></div></div>"
        for task in page.tasks
    )
    head = f'<a href="{address(page.source)}">{escape(page.title)}</a>'
    return f'<section class="sheet" data-search-exclude><h2>{head}</h2>{tasks}</section>'


def _words(words: str, inline: Callable[[str], str]) -> str:
    """A task; its links lead nowhere on paper, and their words stay."""
    parts = LINK.sub(r"\1", bound.unbound(words)).split("\n\n")
    return "".join(
        html if html.startswith(("<ul", "<ol", "<pre")) else f"<p>{html}</p>"
        for html in (inline(part) for part in parts)
    )


# a form that is sent before its script is there would load the page anew: the script lets it
HAND_IN = (
    '<form class="teach" data-hand-in data-search-exclude autocomplete="off">'
    '<label>Your name <input name="who" maxlength="80"></label> '
    '<button type="submit" class="md-button" disabled>Make the string</button>'
    '<p data-told role="status"></p>'
    '<div class="teach-made" data-made hidden><textarea readonly rows="4" spellcheck="false" '
    'aria-label="The string to hand in"></textarea>'
    '<button type="button" class="md-button" data-copy-string>Copy</button></div></form>'
)

MARKING = (
    '<form class="teach" data-marking data-search-exclude autocomplete="off">'
    '<label>Strings, one after the other<textarea name="strings" rows="6" spellcheck="false">'
    "</textarea></label>"
    '<div class="teach-bar">'
    '<button type="submit" class="md-button md-button--primary" data-mark disabled>'
    "Check them here</button>"
    '<button type="button" class="md-button" data-mark-stop hidden>Stop</button>'
    '<button type="button" class="md-button" data-mark-copy hidden>Copy as CSV</button></div>'
    '<p data-told role="status"></p><div data-marks></div></form>'
)
