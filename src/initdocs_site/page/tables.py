"""The tables of a page's prose: each cell knows its column, so that a phone shows rows as cards."""

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

#: pixels of a letter of code and of prose, of the edges of a cell, and of what a phone shows
CODE, LETTER, EDGE, PHONE = 7, 6.4, 20, 358
#: a formula, while the page is made
STASHED = "\x02(?:wzxhzdk:)?(.*?)\x03"
#: what stands for a formula, which has no letters yet
FORMULA = "x" * 16
#: pixels of the column of a window of 1280, less what other fonts may take
COLUMN = 880


class Tables(Treeprocessor):
    """Name the column in every cell, and say what a table is where its rows may be cards."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)

    def run(self, root: Element) -> None:
        """Mark every table that has no class of its own; one too wide for any window scrolls."""
        for parent in list(root.iter()):
            for at, table in enumerate(list(parent)):
                if table.tag == "table" and not table.get("class"):
                    width = _mark(table, self.letters)
                    if width > COLUMN:
                        box = Element("div", {"class": "wide-table", "tabindex": "0"})
                        box.set("role", "group")
                        box.set("aria-label", self.letters(_text(next(table.iter("th")))))
                        box.tail, table.tail = table.tail, None
                        parent[at] = box
                        box.append(table)

    def letters(self, text: str) -> str:
        """The text with the letters of its formulas, for where there are no elements."""
        blocks = self.md.htmlStash.rawHtmlBlocks
        return re.sub(STASHED, lambda m: re.sub("<.*?>", "", str(blocks[int(m[1])])), text)


def _mark(table: Element, letters: Callable[[str], str]) -> float:
    """Mark one table; returns the width in pixels below which its words do not go."""
    names = [letters(_text(name)) for name in table.iter("th")]
    rows = [list(row) for row in table.iter("tr")]
    width = sum(max(map(_narrowest, column)) + EDGE for column in zip(*rows, strict=True))
    cards = " table--cards" if width > PHONE else ""
    table.set("class", f"table{cards}")
    for element in table.iter():
        if role := ROLES.get(element.tag):
            element.set("role", role)
    for row in rows[1:]:
        # a formula alone is no text to a screen reader's header
        if re.sub(STASHED, "", _text(row[0])):
            row[0].tag = "th"
            row[0].set("role", "rowheader")
            row[0].set("scope", "row")
        for name, cell in zip(names, row, strict=True):
            cell.set("data-label", name)
    for head in rows[0]:
        head.set("scope", "col")
    return width


#: what an element of a table is, told also where its row is a card and no row
ROLES = {
    "table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row",
    "th": "columnheader", "td": "cell",
}  # fmt: skip


def _narrowest(cell: Element) -> float:
    """The pixels of the longest part of a cell that stays in one line: a word, or a call."""
    code = [_text(part) for part in cell.iter("code")]
    words = re.sub(STASHED, FORMULA, _text(cell)).split()
    return max(
        max((LETTER * len(word) for word in words if word not in " ".join(code)), default=0.0),
        max((CODE * len(part) for part in code), default=0.0),
    )


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())
