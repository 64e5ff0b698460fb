"""The page's own modules, named in its head so that they load side by side."""

import posixpath
import re
from pathlib import Path


def imported(entry: Path) -> list[str]:
    """What a module imports, directly or through others: paths relative to its folder.

    Imports that wait for a reader's act are written `import()` and are not among them.

    >>> from initdocs_site.cache import ROOT
    >>> "runtime.js" in imported(ROOT / "docs" / "javascripts" / "main.js")
    True
    """
    found = [entry.name]
    for name in found:
        code = (entry.parent / name).read_text("utf-8")
        for near in re.findall(r'^import .* from "(\.[^"]+)";$', code, re.MULTILINE):
            far = posixpath.normpath(posixpath.join(posixpath.dirname(name), near))
            if far not in found:
                found.append(far)
    return found[1:]
