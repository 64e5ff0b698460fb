"""The site's scripts: small, none holds a page up, and all stand in a folder named by content.

A page and its scripts are of one version: a page names the folder, modules import each other
within it, and no browser's cache can mix two (record 0024).
"""

import hashlib
import re
import shutil
from pathlib import Path

from pygments.lexers.javascript import JavascriptLexer
from pygments.token import Comment, Text, is_token_subtype

from initdocs_site.publish import finished

FOLDER = "javascripts"
#: a script of ours, as a page names it
ADDRESS = re.compile(
    rf'((?:src|href)="(?:[^":]*/)?(?<!assets/){FOLDER}/)(?:(?P<hash>[0-9a-f]{{12}})/)?'
)

#: a blank beside these parts no words; + and - are none of them, and / may begin a comment
BESIDE = "{}()[];,:?=<>!&|*%"
#: after these a statement goes on, or has ended; before those it goes on, or ends by itself
AFTER_LINE, BEFORE_LINE = "{([;,:?=&|", "})],.:?"


def defer(site: Path) -> None:
    """Let the scripts of every page below `site` wait until the page is read."""
    finished.rewrite(site, lambda _, html: html.replace('<script src="', '<script defer src="'))


def small(source: str) -> str:
    """A module without its comments and blanks: the same words, as a browser reads them.

    A line ends where it did, but next to what cannot end a statement or begin one.

    >>> small("const a = [1, 2]; // why")
    'const a=[1,2];'
    """
    found: list[str] = []
    blank = ""
    for kind, text in JavascriptLexer(stripnl=False, ensurenl=False).get_tokens(source):
        if is_token_subtype(kind, Comment) or is_token_subtype(kind, Text):
            blank += text
            continue
        if blank and found:
            end = "\n" if "\n" in blank else " "
            either = (AFTER_LINE, BEFORE_LINE) if end == "\n" else (BESIDE, BESIDE)
            if found[-1][-1] not in either[0] and text[0] not in either[1]:
                found.append(end)
        blank = ""
        found.append(text)
    return "".join(found)


def shrink(site: Path) -> None:
    """Write every script of ours below `site` without comments and blanks: more than a third.

    What they are written for, types among it, is read where they are edited (record 0047).
    """
    for path in (*home(site).rglob("*.js"), *site.glob("*.js")):
        path.write_text(small(path.read_text("utf-8")), "utf-8")


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
