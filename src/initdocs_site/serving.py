"""While somebody writes: pages are seen whatever is wrong with them, and code is seen as it is.

MkDocs renders a page anew when it changes (`serve --dirty`). What every page may depend on, the
package and this machinery among it, is read once by a process: when it changes, the server starts
itself anew. A comment changes nothing.
"""

import hashlib
import os
import sys

from initdocs_site import ROOT
from initdocs_site.page import reach

#: what pages depend on beside the code and themselves
BESIDE = ("mkdocs.yml", "overrides", "docs/reference/bibliography.bib", "docs/labs/full")

_begun = ""


def on() -> bool:
    """Whether the site is served while somebody writes."""
    return bool(_begun)


def begin() -> None:
    """The site is served from now on, by the code that stands there now."""
    global _begun  # noqa: PLW0603 - of the process: MkDocs makes its hooks anew at each build
    _begun = stamp()


def stamp() -> str:
    """What all pages depend on, as a hash."""
    whole = hashlib.sha256(reach.digest(_modules()).encode())
    for name in BESIDE:
        place = ROOT / name
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file():
                whole.update(path.read_bytes())
    return whole.hexdigest()


def _modules() -> list[str]:
    """Every module of ours."""
    found = []
    for path in reach.SOURCE.rglob("*.py"):
        parts = path.relative_to(reach.SOURCE).with_suffix("").parts
        found.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return found


def broken() -> list[str]:
    """The files of ours that cannot be read as Python, each with its line."""
    found = []
    for module in _modules():
        try:
            compile(reach.source(module), f"{module}.py", "exec")
        except SyntaxError as error:
            found.append(f"{error.filename}:{error.lineno}: {error.msg}")
    return found


def changed() -> bool:
    """Whether what all pages depend on is another than when this process began."""
    return on() and stamp() != _begun


def restart() -> None:
    """Begin anew, with the same command."""
    sys.stdout.flush()
    sys.stderr.flush()
    arguments = [sys.executable, "-m", "mkdocs", *sys.argv[1:]]
    os.execv(sys.executable, arguments)  # noqa: S606 - this very command
