"""Python's library and NumPy, cut to what the site's pages reach: a quarter less to download.

The site serves these files itself. The whole ones come from the CDN when somebody imports what
was left out (`initdocs.rest`). They can be cut only where their bytes are at hand, from the cache
or the CDN; else a first visit takes the whole ones.
"""

import hashlib
import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from initdocs.rest import TOLD
from initdocs_site.publish import cdn, scripts

#: where they lie, below the site
FOLDER = "python"
LIBRARY = "python_stdlib.zip"
#: what pages reach of each file, written by `initdocs_site.maintain.reached`
REACHED = Path(__file__).with_name("reached.json")
#: where an interpreter has the library, and NumPy
PLACES = {
    LIBRARY: re.compile(r"/lib/python\d+\.zip/"),
    "numpy": re.compile(r".*/site-packages/(?=numpy/)"),
}
#: a zip file's own time, equal on every machine
TIME = (2020, 1, 1, 0, 0, 0)


def by_file(origins: Iterable[str]) -> dict[str, list[str]]:
    """Where modules came from, as names within the files that have them.

    >>> by_file(["/lib/python314.zip/ast.py", "/lib/python3.14/site-packages/numpy/__init__.py"])
    {'python_stdlib.zip': ['ast.py'], 'numpy': ['numpy/__init__.py']}
    """
    return {
        file: sorted(o[found.end() :] for o in origins if (found := place.match(o)))
        for file, place in PLACES.items()
    }


def module(name: str) -> str | None:
    """The module that a file of an archive is, None where it is none.

    >>> module("numpy/linalg/__init__.py"), module("numpy/linalg/lapack.cpython-314.so")
    ('numpy.linalg', 'numpy.linalg.lapack')
    """
    stem, _, kind = name.rpartition("/")[2].partition(".")
    if kind != "py" and not kind.endswith("so"):
        return None
    parts = [*name.split("/")[:-1], *([] if stem == "__init__" else [stem])]
    return ".".join(parts)


def cut(content: bytes, kept: Iterable[str], more: dict[str, str] | None = None) -> bytes:
    """The archive with the files `kept` and all shared objects, and with the texts of `more`.

    Equal bytes come from equal files. What a module reads beside itself goes with its folder.
    """
    names = set(kept)
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as whole,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as part,
    ):
        for name in whole.namelist():
            if name in names or name.endswith(".so"):
                part.writestr(
                    zipfile.ZipInfo(name, TIME), whole.read(name), zipfile.ZIP_DEFLATED, 9
                )
        for name, text in (more or {}).items():
            part.writestr(zipfile.ZipInfo(name, TIME), text, zipfile.ZIP_DEFLATED, 9)
    return made.getvalue()


def left(content: bytes, kept: Iterable[str]) -> list[str]:
    """The modules of an archive that a cut leaves out."""
    names = set(kept)
    with zipfile.ZipFile(io.BytesIO(content)) as whole:
        out = (n for n in whole.namelist() if n not in names and not n.endswith(".so"))
        return sorted({found for n in out if (found := module(n))})


def lock_of(site: Path) -> dict[str, Any]:
    """The lock that `site` gives its readers; ours where it has none."""
    place = scripts.home(site) / cdn.LOCK.name
    return json.loads(place.read_text("utf-8")) if place.is_file() else cdn.read_lock()


def write(site: Path) -> None:
    """Put the cut files into `site`, and let its lock name them."""
    place = scripts.home(site) / cdn.LOCK.name
    if not place.is_file():
        return  # a site without live pages
    shutil.rmtree(site / FOLDER, ignore_errors=True)
    lock = lock_of(site)
    for told in lock["files"].values():
        told.pop("cut", None)
    lock["sent"] = cdn.read_lock()["sent"]
    numpy = next(name for name in lock["files"] if name.startswith("numpy-"))
    if (whole := cdn.at_hand(LIBRARY, numpy)) is not None:
        reached = json.loads(REACHED.read_text("utf-8"))
        lacking = {
            LIBRARY: left(whole[LIBRARY], reached[LIBRARY]),
            numpy: left(whole[numpy], reached["numpy"]),
        }
        parts = {
            LIBRARY: cut(whole[LIBRARY], reached[LIBRARY], {TOLD: json.dumps(lacking)}),
            numpy: cut(whole[numpy], reached["numpy"]),
        }
        for name, content in parts.items():
            path = f"{FOLDER}/{hashlib.sha256(content).hexdigest()[:12]}/{name}"
            (site / path).parent.mkdir(parents=True)
            (site / path).write_bytes(content)
            told = lock["files"][name]
            told["cut"] = {"path": path, "integrity": cdn.integrity(content), "size": len(content)}
        lock["sent"] -= sum(len(whole[name]) - len(content) for name, content in parts.items())
    place.write_text(json.dumps(lock), "utf-8")
