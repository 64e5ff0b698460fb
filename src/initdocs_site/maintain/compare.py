"""Two sites of the same pages, made by two builders: where they differ.

    python -m initdocs_site.maintain.compare ONE OTHER             file by file
    python -m initdocs_site.maintain.compare --pages ONE OTHER     what the pages say

It ends with 1 if they differ. The name of the builder in the head of a page is no difference.
"""

import argparse
import posixpath
import re
import sys
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from bs4 import BeautifulSoup, Comment, Tag

from initdocs_site.publish import version

GENERATOR = re.compile(version.GENERATOR.pattern.encode())
#: where Zensical lets a keyboard skip to
SKIP = '<a id="__skip" tabindex="-1">'
#: told to a builder's search: Zensical takes it away when it has read it
EXCLUDE = "data-search-exclude"


def files(one: Path, other: Path) -> list[str]:
    """Each file that only one of the two has, or that differs."""
    names = {
        site: {p.relative_to(site) for p in site.rglob("*") if p.is_file()} for site in (one, other)
    }
    found = [
        f"{name.as_posix()}: only in {site}"
        for site, missing in ((one, names[one] - names[other]), (other, names[other] - names[one]))
        for name in sorted(missing)
    ]
    for name in sorted(names[one] & names[other]):
        sides = [(site / name).read_bytes() for site in (one, other)]
        if name.suffix == ".html":
            sides = [GENERATOR.sub(b"", side) for side in sides]
        if sides[0] != sides[1]:
            found.append(f"{name.as_posix()} differs: {_first(*map(_lines, sides))}")
    return found


def pages(one: Path, other: Path) -> list[str]:
    """Each page that only one of the two has, or whose article differs.

    The theme around it may be another, and addresses may be written in another way.
    """
    found = []
    for name in sorted({p.relative_to(s) for s in (one, other) for p in s.rglob("*.html")}):
        missing = [site for site in (one, other) if not (site / name).is_file()]
        if missing:
            found.append(f"{name.as_posix()}: not in {missing[0]}")
            continue
        sides = [list(said((site / name).read_text("utf-8"), name)) for site in (one, other)]
        if sides[0] != sides[1]:
            found.append(f"{name.as_posix()} differs: {_first(*sides)}")
    return found


def said(html: str, name: Path) -> Iterator[str]:
    """What the article of the page `name` says: elements with their attributes, and text."""
    article = BeautifulSoup(html, "html.parser").select_one("article")
    for part in article.descendants if article else ():
        if isinstance(part, Tag):
            text = f"<{part.name}{''.join(_attributes(part, name))}>"
        else:
            text = "" if isinstance(part, Comment) else " ".join(str(part).split())
        if text and text != SKIP:
            yield text


def _attributes(tag: Tag, page: Path) -> Iterator[str]:
    for key, value in sorted(tag.attrs.items()):
        if key == EXCLUDE:
            continue
        text = " ".join(value) if isinstance(value, list) else value
        if key in ("href", "src") and ":" not in text:
            text = _resolved(text, page)
        yield f' {key}="{text}"'


def _resolved(address: str, page: Path) -> str:
    """An address below the site, seen from its root.

    >>> _resolved("../b/#c", Path("a/index.html")), _resolved("#c", Path("b/index.html"))
    ('b#c', 'b#c')
    """
    path, _, place = address.partition("#")
    return posixpath.normpath(page.parent.as_posix() + "/" + path) + (f"#{place}" if place else "")


def _lines(content: bytes) -> list[str]:
    """A file as lines of text, or how large it is."""
    try:
        return content.decode("utf-8").splitlines()
    except UnicodeDecodeError:
        return [f"{len(content)} bytes"]


def _first(one: list[str], other: list[str]) -> str:
    """The first place where two texts differ."""
    pairs = zip_longest(one, other, fillvalue="nothing")
    a, b = next((pair for pair in pairs if pair[0] != pair[1]), (one[0], other[0]))
    return f"{a.strip()[:200]} | {b.strip()[:200]}"


def main(*arguments: str) -> int:
    """Tell where two sites differ; 1 if they do."""
    parser = argparse.ArgumentParser(prog="python -m initdocs_site.maintain.compare")
    parser.add_argument("--pages", action="store_true", help="what pages say, whatever the theme")
    parser.add_argument("sites", nargs=2, type=Path)
    asked = parser.parse_args(arguments)
    for site in asked.sites:
        if not (site / "index.html").is_file():
            parser.error(f"site: got {site}, allowed: the folder of a built site")
    found = (pages if asked.pages else files)(*asked.sites)
    sys.stdout.write("".join(f"{line}\n" for line in found))
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
