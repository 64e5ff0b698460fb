"""Which version of the site a page is of, and the files of the versions before it.

A tab that is open when the site changes goes on with the files that it knows: they are named by
what is in them, so those of several versions can stand beside each other.

    python -m initdocs_site.publish.version [SITE [BEFORE]]

keeps in SITE (site/ unless given) what the last versions need. BEFORE is where the site stands so
far, a folder or an address, its own unless given; one that has no list of versions gives nothing.
"""

import gzip
import hashlib
import json
import re
import sys
import urllib.error
import urllib.request
from pathlib import Path

from initdocs_site import ROOT
from initdocs_site.page import recorded
from initdocs_site.publish import cut, finished, scripts, wheel

META = re.compile(r'<meta name="initdocs:version"[^>]*>')
#: the builder's own name: the page is the same whoever has built it
GENERATOR = re.compile(r'<meta name="generator"[^>]*>')
#: the versions that are there and the files of each, the newest first
LIST = "versions.json"
#: how many versions before the present one are answered
KEPT = 2
#: files that are named by what is in them
NAMED = (
    f"{scripts.FOLDER}/*/**/*",
    f"{wheel.FOLDER}/*/*",
    f"{cut.FOLDER}/*/*",
    f"{recorded.FOLDER}/**/*",
    "stylesheets/site.*.css",
    "assets/**/*.min.*",
)


def write(site: Path) -> None:
    """Let every page below `site` say its version, and list the files of this one.

    The first word names what a tab goes on with (scripts, wheel, Python, style sheet, recorded
    settings), the second the page.
    """
    files = _named(site)
    running = _digest("\n".join(f for f in files if not f.startswith("assets/")))

    def said(_: Path, html: str) -> str:
        bare = META.sub("", html)
        page = _digest(GENERATOR.sub("", bare))
        meta = f'<meta name="initdocs:version" content="{running} {page}">'
        return bare.replace("</head>", f"{meta}</head>", 1)

    finished.rewrite(site, said)
    versions = [{"version": running, "files": files}]
    (site / LIST).write_text(json.dumps(versions, indent=1) + "\n", "utf-8")


def keep(site: Path, before: str) -> int:
    """Bring into `site` the named files of the versions that stand at `before`; how many came.

    Errors: a `ValueError` if `site` is not published.
    """
    if not (site / LIST).is_file():
        msg = f"site: got {site}, allowed: the folder of a published site (make build)"
        raise ValueError(msg)
    versions = json.loads((site / LIST).read_text("utf-8"))
    known = {v["version"] for v in versions}
    listed = _read(before, LIST)
    older = [v for v in json.loads(listed or b"[]") if v["version"] not in known][:KEPT]
    came = 0
    for version in older:
        for name in version["files"]:
            place = site / name
            if place.exists() or (content := _read(before, name)) is None:
                continue
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
            came += 1
    (site / LIST).write_text(json.dumps([*versions, *older], indent=1) + "\n", "utf-8")
    return came


def _named(site: Path) -> list[str]:
    found = {p for pattern in NAMED for p in site.glob(pattern) if p.is_file()}
    return sorted(p.relative_to(site).as_posix() for p in found)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _read(before: str, name: str) -> bytes | None:
    """A file of the site that stands at `before`; none where it has none."""
    if not before.startswith(("https://", "http://")):
        path = Path(before, name)
        return path.read_bytes() if path.is_file() else None
    try:
        with urllib.request.urlopen(before.rstrip("/") + "/" + name, timeout=30) as answer:  # noqa: S310 - http
            content = bytes(answer.read())
            # some hosts compress whether or not they are asked to
            packed = answer.headers.get("content-encoding") == "gzip"
            return gzip.decompress(content) if packed else content
    except urllib.error.URLError:  # it may be the first time
        return None


if __name__ == "__main__":
    built = Path(sys.argv[1]) if sys.argv[1:] else ROOT / "site"
    keep(built, sys.argv[2] if sys.argv[2:] else finished.address(built))
