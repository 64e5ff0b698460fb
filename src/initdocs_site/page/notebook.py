"""A page as a notebook to take along: its prose, its cells with what they printed, its exercises.

What a notebook cannot have (demos, figures that the build draws, tables from the package) is named
where it stood, with a link to the page.
"""

import json
import posixpath
import re
from typing import Any
from urllib.parse import urljoin

from initdocs_site.page import bibliography, bound
from initdocs_site.page.scanner import Block, scan
from initdocs_site.page.source import folder

FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
#: a link to a page or a file of the site
LINK = re.compile(r"\]\((?![a-z]+:|#|/)(?P<path>[^)#\s]+)(?P<place>#[^)\s]*)?\)")
#: a note, open or folded; its text is indented
NOTE = re.compile(r'^(?:!!!|\?\?\?\+?)\s+(?P<kind>[\w-]+)(?:\s+"(?P<title>.*)")?\s*$')
ATTRIBUTES = re.compile(r"[ \t]*\{\s*[#.:][^}\n]*\}[ \t]*$", re.MULTILINE)
INDENT = "    "
#: what stands on the page alone, in words
ONLY_THERE = {
    "demo": "A demo stands here on [the page]({}).",
    "figure": "*{caption}* The figure stands on [the page]({}).",
    "card": "A card of the atlas stands here on [the page]({}).",
    "table": "A table stands here on [the page]({}).",
}


def notebook(source: str, text: str, site: str, wheel: str) -> str:
    """The page `source` (its place below docs/) with the given text, as .ipynb.

    `site` is the address of the site, `wheel` that of the package: the first cell installs it.
    Equal pages give equal bytes.
    """
    install = f"%pip install {wheel} matplotlib"
    cells = [code_cell(install), *_cells(source, FRONT.sub("", text, count=1), site)]
    return written(cells)


def written(cells: list[dict[str, Any]]) -> str:
    """Cells as the text of an .ipynb, numbered in their order."""
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    made = {
        "cells": cells,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"


def address(source: str, site: str) -> str:
    """Where a page stands on the site; ends in a slash.

    >>> address("guide/importance.md", "https://x.test/")
    'https://x.test/guide/importance/'
    >>> address("labs/index.md", "https://x.test/")
    'https://x.test/labs/'
    """
    return site + folder(source)


def code_cell(source: str, printed: str = "") -> dict[str, Any]:
    """A cell of code, with what it printed."""
    out = {"output_type": "stream", "name": "stdout", "text": f"{printed.rstrip()}\n"}
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {},
        "outputs": [out] if printed.strip() else [],
        "source": source.rstrip("\n"),
    }


def words_cell(source: str) -> dict[str, Any]:
    """A cell of prose."""
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def _cells(source: str, text: str, site: str) -> list[dict[str, Any]]:
    lines = text.split("\n")
    cells: list[dict[str, Any]] = []
    prose = _Prose(source, site)
    at = 0
    for block in scan(text)[0]:
        if block.kind == "maths":
            continue  # a notebook knows it as it is written
        prose.take(lines[at : block.start])
        at = block.end + 1
        if said := _said(block, address(source, site)):
            prose.take([*said.split("\n")], whole=True)
        elif block.kind in ("live", "starter", "check"):
            if words := prose.give():
                cells.append(words_cell(words))
            cells.append(code_cell(block.body))
        elif block.kind in ("output", "varies"):
            cells[-1] = code_cell(cells[-1]["source"], block.body)
    prose.take(lines[at:])
    if words := prose.give():
        cells.append(words_cell(words))
    return cells


def _said(block: Block, page: str) -> str:
    """What stands in the place of a block that is no code of a notebook."""
    if block.kind in ONLY_THERE:
        caption = " ".join(block.body.split())
        return ONLY_THERE[block.kind].format(page, caption=caption)
    if block.kind == "hint":
        return f"<details><summary>Hint</summary>\n\n{block.body}\n\n</details>"
    if block.kind == "solution":
        code = f"```python\n{block.body}\n```"
        return f"<details><summary>Solution</summary>\n\n{code}\n\n</details>"
    return ""


def prose(source: str, text: str, site: str) -> str:
    """A piece of the page `source` in plain Markdown; its links lead to `site`."""
    taken = _Prose(source, site)
    taken.take(text.split("\n"))
    return taken.give()


class _Prose:
    """The text between two cells, in plain Markdown."""

    def __init__(self, source: str, site: str) -> None:
        self._source, self._site = source, site
        self._lines: list[str] = []
        self._noted = False

    def take(self, lines: list[str], *, whole: bool = False) -> None:
        """Add lines; those that are `whole` stand at no indentation."""
        self._lines += [""]
        self._lines += lines if whole else map(self._plain, lines)
        self._lines += [""]

    def _plain(self, line: str) -> str:
        if note := NOTE.match(line):
            self._noted = True
            return f"**{note['title'] or note['kind'].capitalize()}**\n"
        if self._noted and line.strip() and not line.startswith(INDENT):
            self._noted = False
        return line.removeprefix(INDENT) if self._noted else line

    def give(self) -> str:
        """All that was taken since the last time."""
        text = "\n".join(self._lines)
        self._lines = []
        text = bound.unbound(ATTRIBUTES.sub("", text))
        text = re.sub(bibliography.CITATION, self._cited, text)
        text = LINK.sub(self._linked, text)
        return re.sub(r"\n{3,}", "\n\n", text).strip()

    def _cited(self, match: re.Match[str]) -> str:
        work = bibliography.work(match[2])
        place = f"{address(bibliography.PAGE, self._site)}#{work.key}"
        full = f"{work.authors}, *{work.title}*, {work.year}"
        return f"[{full if match[1] else work.short}]({place})"

    def _linked(self, match: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self._source), match["path"]))
        page = path.endswith((".md", ".py"))
        target = address(path, self._site) if page else urljoin(self._site, path)
        return f"]({target}{match['place'] or ''})"
