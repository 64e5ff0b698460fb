"""A figure: drawn by matplotlib at build time, inline, following the page's colours."""

from html import escape

from initdocs_site.page import compute, tasks
from initdocs_site.page.blocks.share import SHARE


def render(name: str, caption: str) -> str:
    """The figure of that name with `caption` (HTML) below; a `ValueError` if there is none."""
    svg, title, description = compute.result(tasks.figure(name))
    head = f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
    label = f'role="img" aria-label="{escape(title)}. {escape(description)}"'
    svg = svg.replace("<svg ", f"<svg data-search-exclude {label} ", 1)
    svg = svg.replace(">", f">{head}", 1)
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure class="figure" data-figure="{name}">{svg}{below}{SHARE}</figure>'
