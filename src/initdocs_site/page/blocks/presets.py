"""Settings with a name: as a list beside a demo, and as links in prose.

`[show me](preset:playground/dead-relu)` sets the demo of this page, or leads to the demo's own.
`[before the class](present:playground/dead-relu)` presents it there, and `present:playground` its
default settings.
"""

from collections.abc import Callable
from functools import cache
from html import escape
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

from initdocs import demos
from initdocs.demos import Demo, Preset
from initdocs_site import ROOT
from initdocs_site.page.blocks.controls import as_text

SCHEME = "preset:"
PRESENT = "present:"


def listed(name: str, demo: Demo) -> str:
    """All presets of a demo, each an address with a word on what to look at."""
    items = "".join(
        f'<li><a data-preset="{escape(setting(name, each))}" href="?{escape(query(name, each))}" '
        f'title="{escape(each.look)}">{escape(each.name)}</a></li>'
        for each in demo.presets
    )
    return f'<ul class="demo-presets" aria-label="Settings to look at">{items}</ul>'


def lead(link: Element, address: Callable[[str], str], problem: Callable[[str, str], None]) -> None:
    """Make a link in prose set a preset: the page tells `address`, and hears of a `problem`."""
    target = link.get("href", "")
    name, _, slug = target.removeprefix(SCHEME).partition("/")
    try:
        preset = demos.preset(name, slug)
    except ValueError as error:
        problem(target, f"{target}: {error}")
        return
    link.set("href", f"{address(home(name))}?{query(name, preset)}")
    link.set("data-preset", setting(name, preset))
    link.set("title", preset.look)


def stage(
    link: Element, address: Callable[[str], str], problem: Callable[[str, str], None]
) -> None:
    """Make a link in prose open a demo before a class, at a preset; told as in `lead`."""
    target = link.get("href", "")
    name, _, slug = target.removeprefix(PRESENT).partition("/")
    try:
        settings = f"&{query(name, demos.preset(name, slug))}" if slug else ""
        link.set("href", f"{address(home(name))}?present={name}{settings}")
    except ValueError as error:
        problem(target, f"{target}: {error}")


def setting(name: str, preset: Preset) -> str:
    """A preset as the page's modules read it.

    >>> setting("playground", demos.preset("playground", "dead-relu"))
    'playground?data=gaussian&seed=1'
    """
    return f"{name}?{urlencode({k: as_text(v) for k, v in preset.settings.items()})}"


def query(name: str, preset: Preset) -> str:
    """The same as the query of the demo's own page.

    >>> query("playground", demos.preset("playground", "dead-relu"))
    'playground.data=gaussian&playground.seed=1'
    """
    return urlencode({f"{name}.{k}": as_text(v) for k, v in preset.settings.items()})


@cache
def home(name: str) -> str:
    """The page that is a demo's own, below docs/: among the tools, else where it explains.

    >>> home("phase")
    'tools/phase-diagram.md'
    """
    docs = ROOT / "docs"
    for page in (*sorted((docs / "tools").glob("*.md")), *sorted(docs.rglob("*.md"))):
        if f"```demo {name}\n" in page.read_text("utf-8"):
            return page.relative_to(docs).as_posix()
    msg = f"demo: got {name!r}, which no page below docs shows"
    raise ValueError(msg)
