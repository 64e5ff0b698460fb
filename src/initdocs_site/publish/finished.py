"""A finished site, read from its pages: what no step needs a builder for."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

META = re.compile(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"')
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)"')


def pages(site: Path) -> Iterator[tuple[Path, str]]:
    """Every page below `site`, in a stable order: its path and its HTML."""
    for path in sorted(site.rglob("*.html")):
        yield path, path.read_text("utf-8")


def rewrite(site: Path, change: Callable[[Path, str], str]) -> None:
    """Let every page below `site` be what `change` makes of its path and its HTML."""
    for path, html in pages(site):
        if (new := change(path, html)) != html:
            path.write_text(new, "utf-8")


def meta(html: str) -> dict[str, str]:
    """What the head of a page says of it, by name.

    >>> meta('<meta name="description" content="More &amp; less"><meta charset="utf-8">')
    {'description': 'More & less'}
    """
    head = html.partition("</head>")[0]
    return {name: unescape(content) for name, content in META.findall(head)}


def address(site: Path) -> str:
    """Where the site will stand, as its first page says; ends in a slash, or is empty."""
    found = CANONICAL.search((site / "index.html").read_text("utf-8"))
    return unescape(found[1]) if found else ""
