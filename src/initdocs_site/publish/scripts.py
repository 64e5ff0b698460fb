"""The site's scripts: none holds a page up, and all of them stand in a folder named by content.

A page and its scripts are of one version: a page names the folder, modules import each other
within it, and no browser's cache can mix two (record 0024).
"""

import hashlib
import re
import shutil
from pathlib import Path

from initdocs_site.publish import finished

FOLDER = "javascripts"
#: a script of ours, as a page names it
ADDRESS = re.compile(
    rf'((?:src|href)="(?:[^":]*/)?(?<!assets/){FOLDER}/)(?:(?P<hash>[0-9a-f]{{12}})/)?'
)


def defer(site: Path) -> None:
    """Let the scripts of every page below `site` wait until the page is read."""
    finished.rewrite(site, lambda _, html: html.replace('<script src="', '<script defer src="'))


def home(site: Path) -> Path:
    """The folder that the modules of `site` stand in."""
    for _, html in finished.pages(site):
        if found := ADDRESS.search(html):
            return site / FOLDER / (found["hash"] or "")
    return site / FOLDER


def name(site: Path) -> None:
    """Move the modules into a folder named by what is in them, and let every page name it."""
    old = home(site)
    if not old.is_dir():
        return
    files = sorted(p for p in old.rglob("*") if p.is_file())
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(old).as_posix().encode() + b"\0" + path.read_bytes())
    new = site / FOLDER / digest.hexdigest()[:12]
    if new == old:
        return
    for path in files:
        place = new / path.relative_to(old)
        place.parent.mkdir(parents=True, exist_ok=True)
        path.replace(place)
    for path in old.iterdir():
        if path.is_dir() and path != new:
            shutil.rmtree(path)
    if old != site / FOLDER:
        old.rmdir()
    finished.rewrite(site, lambda _, html: ADDRESS.sub(rf"\g<1>{new.name}/", html))
