"""A live cell as HTML: the public contract of the pages, whole before any script runs."""

from html import escape

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from initdocs import holds
from initdocs_site.page.pages import Cell
from initdocs_site.page.run import Result
from initdocs_site.page.tried import Tried

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
    varies = "These digits differ from machine to machine. " if cell.varies else ""
    return (
        f'<details class="cell-holds" data-holds><summary><span data-summary>{varies}'
        f"{escape(_told(texts, tried))}</span></summary><ul>{items}</ul>"
        f"<template data-holds-source>{escape(cell.holds.body)}</template></details>"
    )


def _told(texts: list[str], tried: Tried | None) -> str:
    many = len(texts) > 1
    says = (
        f"The page says {len(texts) if many else 'one'} thing{'s' if many else ''} of this output"
    )
    if tried is None or any(text not in tried.held for text in texts):
        return f"{says}."
    least = min(tried.held[text] for text in texts)
    each = "each of them holds" if many else "it holds"
    at_least = "" if least == tried.seeds else "at least "
    return f"{says}; {each} under {at_least}{least} of {tried.seeds} other seeds."


def render(cell: Cell, result: Result | None, name: str, tried: Tried | None = None) -> str:
    """One cell: its code, its buttons, the output that the build saw, and what is said of it."""
    # the documented text where there is one: it is what the page claims, and it was compared;
    # digits that vary are those of this run
    shown = cell.output.body if cell.output else ""
    if result and (cell.output is None or cell.varies):
        shown = result.printed
    output = escape(shown.rstrip("\n"))
    figures = "".join(drawn(*figure, name) for figure in result.figures) if result else ""
    return (
        f'<div class="cell" data-cell="{name}" data-state="idle" data-rtol="{cell.rtol:g}"'
        f"{' data-varies' if cell.varies else ''} data-search-exclude>{code(cell.code.body)}"
        '<div class="cell-bar">'
        '<button type="button" class="md-button" data-run>Run</button>'
        '<button type="button" class="md-button" data-stop hidden>Stop</button>'
        '<button type="button" class="md-button" data-reset hidden>Reset</button>'
        f'{SHARING}<span class="cell-status" data-status></span></div>'
        '<pre class="cell-output" data-output tabindex="0" role="group" aria-label="Output">'
        f"{output}</pre>"
        f'<div class="cell-figures" data-figures>{figures}</div>{statements(cell, tried)}</div>'
    )
