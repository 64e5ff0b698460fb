"""A live cell as HTML: the public contract of the pages, whole before any script runs."""

from html import escape

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from initdocs_site.pages import Cell, Result

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


def render(cell: Cell, result: Result | None, name: str) -> str:
    """One cell: its code, its buttons, and the output that the build saw."""
    # the documented text where there is one: it is what the page claims, and it was compared
    shown = cell.output.body if cell.output else result.printed if result else ""
    output = escape(shown.rstrip("\n"))
    figures = "".join(drawn(*figure, name) for figure in result.figures) if result else ""
    return (
        f'<div class="cell" data-cell="{name}" data-state="idle" data-rtol="{cell.rtol:g}" '
        f"data-search-exclude>{code(cell.code.body)}"
        '<div class="cell-bar">'
        '<button type="button" class="md-button" data-run>Run</button>'
        '<button type="button" class="md-button" data-stop hidden>Stop</button>'
        '<button type="button" class="md-button" data-reset hidden>Reset</button>'
        f'{SHARING}<span class="cell-status" data-status role="status"></span></div>'
        '<pre class="cell-output" data-output tabindex="0" role="group" aria-label="Output">'
        f"{output}</pre>"
        f'<div class="cell-figures" data-figures>{figures}</div></div>'
    )
