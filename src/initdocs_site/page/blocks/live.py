"""A live cell as HTML: the public contract of the pages, whole before any script runs."""

import ast
from html import escape

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from initdocs import holds
from initdocs_site.page.blocks import columns
from initdocs_site.page.pages import Cell
from initdocs_site.page.run import Result
from initdocs_site.page.tried import Tried

#: lines of code that stand open; more are folded, and what came of them stands first
LINES = 12

#: what every cell offers beside running
SHARING = (
    '<button type="button" class="md-button cell-quiet" data-copy>Copy</button>'
    '<button type="button" class="md-button cell-quiet" data-share>Share</button>'
)


def highlighted(source: str) -> str:
    """Python source as the site's highlighted HTML."""
    return highlight(source, PythonLexer(stripnl=False), HtmlFormatter(nowrap=True)).rstrip("\n")


def code(source: str) -> str:
    """The code of a cell, to go into and change."""
    return (
        '<div class="cell-code highlight" data-code tabindex="0" role="group" '
        'aria-label="Python code, press Enter to edit">'
        f"<pre><code>{highlighted(source)}</code></pre></div>"
    )


def drawn(svg: str, text: str, name: str) -> str:
    """A figure of the cell called `name`; its ids are the page's own, whatever other cells draw."""
    svg = svg.replace("drawn-", f"{name}-drawn-")
    label = f'role="img" aria-label="{escape(text)}"'
    return svg.replace("<svg ", f"<svg data-search-exclude {label} ", 1)


def statements(cell: Cell, tried: Tried | None) -> str:
    """What the page says of a cell, with how often it held under other seeds."""
    if cell.holds is None:
        return ""
    texts = holds.texts(cell.holds.body)
    items = "".join(f"<li data-statement>{escape(text)}</li>" for text in texts)
    many = len(texts) > 1
    varies = "Digits differ by machine. " if cell.varies else ""
    return (
        f'<details class="cell-holds" data-holds data-search-exclude><summary>'
        f"<span data-summary>{varies}"
        f"{len(texts)} statement{'s' if many else ''} checked.</span></summary>"
        f"{_elsewhere(texts, tried)}<ul>{items}</ul>"
        f"<template data-holds-source>{escape(cell.holds.body)}</template></details>"
    )


def _elsewhere(texts: list[str], tried: Tried | None) -> str:
    """Under how many other seeds the weakest of the statements held, if all were tried."""
    if tried is None or any(text not in tried.held for text in texts):
        return ""
    least = min(tried.held[text] for text in texts)
    at_least = "" if least == tried.seeds else "at least "
    each = "Each holds" if len(texts) > 1 else "It holds"
    return f"<p>{each} under {at_least}{least} of {tried.seeds} other seeds too.</p>"


def folded(source: str) -> str:
    """The code of a cell behind a line that says how much it is, and what it defines."""
    lines = source.rstrip().count("\n") + 1
    try:
        names = [str(node.name) for node in ast.parse(source).body if hasattr(node, "name")]
    except SyntaxError:
        names = []  # its run says so
    defined = ", ".join(f"<code>{escape(name)}</code>" for name in names)
    told = f"Code, {lines} lines{f': {defined}' if names else ''}"
    return f'<details class="cell-fold"><summary>{told}</summary>{code(source)}</details>'


def render(cell: Cell, result: Result | None, name: str, tried: Tried | None = None) -> str:
    """One cell: its code, its buttons, the output that the build saw, and what is said of it."""
    # the documented text where there is one: it is what the page claims, and it was compared;
    # digits that vary are those of this run
    shown = cell.output.body if cell.output else ""
    if result and (cell.output is None or cell.varies):
        shown = result.printed
    shown = shown.rstrip("\n")
    figures = "".join(drawn(*figure, name) for figure in result.figures) if result else ""
    bar = (
        '<div class="cell-bar">'
        '<button type="button" class="md-button" data-run>Run</button>'
        '<button type="button" class="md-button" data-stop hidden>Stop</button>'
        '<button type="button" class="md-button" data-reset hidden>Reset</button>'
        f'{SHARING}<span class="cell-status" data-status></span></div>'
    )
    # the first line of a `pre` is dropped where it is empty
    first = "\n" if shown.startswith("\n") else ""
    given = (
        f'<div class="cell-columns" data-columns>{columns.render(shown)}</div>'
        '<pre class="cell-output" data-output tabindex="0" role="group" aria-label="Output">'
        f"{first}{escape(shown)}</pre>"
        f'<div class="cell-figures" data-figures>{figures}</div>'
    )
    source = cell.code.body
    long = source.rstrip().count("\n") >= LINES
    return (
        f'<div class="cell{" cell--folded" if long else ""}" data-cell="{name}" data-state="idle" '
        f'data-rtol="{cell.rtol:g}"{" data-varies" if cell.varies else ""} data-search-exclude>'
        f"{given + folded(source) + bar if long else code(source) + bar + given}"
        f"{statements(cell, tried)}</div>"
    )
