"""The links of a finished site that lead nowhere: not every builder looks.

python -m initdocs_site.publish.links [SITE]      SITE is site/ unless given; ends with 1 if any
"""

import posixpath
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from initdocs_site import ROOT
from initdocs_site.publish import finished

#: what holds an address, by element
LINKS = {"a": "href", "link": "href", "img": "src", "script": "src"}


class _Reader(HTMLParser):
    """The addresses and the places of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[tuple[int, str]] = []
        self.places: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.places |= {told[name] or "" for name in ("id", "name") if name in told}
        if address := told.get(LINKS.get(tag, "")):
            self.links.append((self.getpos()[0], address))


def broken(site: Path) -> list[str]:
    """Each link of a page below `site` to a file or a place of the site that is not there.

    Addresses of other sites are not asked for.
    """
    if not (site / "index.html").is_file():
        msg = f"site: got {site}, allowed: the folder of a built site (make build)"
        raise ValueError(msg)
    base = urlsplit(finished.address(site))

    @cache
    def read(path: Path) -> _Reader:
        reader = _Reader()
        reader.feed(path.read_text("utf-8"))
        return reader

    def wrong(path: Path, address: str) -> str:
        to = urlsplit(address)
        if to.scheme and (to.scheme, to.netloc) != (base.scheme, base.netloc):
            return ""
        target = _file(site, path, base.path, unquote(to.path))
        if target is None or not target.is_file():
            return "is not there"
        place = unquote(to.fragment)
        if not place or target.suffix != ".html" or place in read(target).places:
            return ""
        return "names a place that its page has not"

    return [
        f"{path.relative_to(site).as_posix()}:{line}: {address} {told}"
        for path, _ in finished.pages(site)
        for line, address in read(path).links
        if (told := wrong(path, address))
    ]


def _file(site: Path, page: Path, base: str, path: str) -> Path | None:
    """The file that a path in a page leads to, as a plain host serves it; none outside the site.

    `base` is the path of the site's own address, "" or "/" if it stands at the top of its host.
    """
    if not path:
        return page
    here = page.parent.relative_to(site).as_posix()
    if path.startswith("/"):
        if not path.startswith(base):
            return None
        here, path = ".", path[len(base) :].lstrip("/")
    inside = posixpath.normpath(f"{here}/{path}")
    if inside.startswith(".."):
        return None
    found = site / inside
    return found / "index.html" if found.is_dir() else found


def main(site: str = "") -> int:
    """Tell what leads nowhere."""
    lines = broken(Path(site) if site else ROOT / "site")
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return int(bool(lines))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
