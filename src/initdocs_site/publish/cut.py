"""Python's library and NumPy, cut to what the site's pages reach, and compiled.

The site serves these files itself. The whole ones come from the CDN when somebody imports what
was left out (`initdocs.rest`). They can be cut only where their bytes are at hand, from the cache
or the CDN; else a first visit takes the whole ones. They are compiled by the Python that readers
run, under Node; where there is none, each start compiles them itself.
"""

import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from initdocs.rest import TOLD
from initdocs_site.publish import cdn, scripts

#: where they lie, below the site
FOLDER = "python"
LIBRARY = "python_stdlib.zip"
#: what pages reach of each file, written by `initdocs_site.maintain.reached`
REACHED = Path(__file__).with_name("reached.json")
#: what compiles modules, and what runs it in Pyodide
PROGRAM, SCRIPT = (Path(__file__).with_name(f"bytecode.{kind}") for kind in ("py", "mjs"))
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


def compiled(parts: Mapping[str, tuple[bytes, str]]) -> dict[str, bytes]:
    """Archives by name, compiled by Pyodide's Python; beside each stands where readers have it.

    They are as they were where there is no Node or no Pyodide at hand. What was compiled is kept.

    Errors: a `RuntimeError` with what Node says, where it fails.
    """
    node = shutil.which("node", path=Path(sys.executable).parent) or shutil.which("node")
    if node is None or cdn.at_hand(*cdn.CORE) is None:
        return {name: content for name, (content, _) in parts.items()}
    asked = PROGRAM.read_bytes() + SCRIPT.read_bytes()
    kept = {
        name: cdn.FOLDER
        / f"compiled-{hashlib.sha256(asked + place.encode() + content).hexdigest()}.zip"
        for name, (content, place) in parts.items()
    }
    with tempfile.TemporaryDirectory(dir=cdn.FOLDER) as scratch:
        jobs = []
        for number, (name, (content, place)) in enumerate(parts.items()):
            if not kept[name].is_file():
                source = Path(scratch, f"{number}.zip")
                source.write_bytes(content)
                jobs += [str(source), f"{source}.done", place]
        if jobs:
            command = [node, str(SCRIPT), str(cdn.FOLDER), str(PROGRAM), *jobs]
            done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - our own script
            if done.returncode:
                msg = f"Node could not compile Python's library: {done.stderr.strip()}"
                raise RuntimeError(msg)
        for number, path in enumerate(kept.values()):
            if (made := Path(scratch, f"{number}.zip.done")).is_file():
                made.replace(path)
    return {name: path.read_bytes() for name, path in kept.items()}


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
        library = cut(whole[LIBRARY], reached[LIBRARY], {TOLD: json.dumps(lacking)})
        packages = lock["site"]
        parts = compiled(
            {
                LIBRARY: (library, re.sub(r"3\.(\d+)/site-packages/$", r"3\1.zip/", packages)),
                numpy: (cut(whole[numpy], reached["numpy"]), packages),
            }
        )
        for name, content in parts.items():
            path = f"{FOLDER}/{hashlib.sha256(content).hexdigest()[:12]}/{name}"
            (site / path).parent.mkdir(parents=True)
            (site / path).write_bytes(content)
            told = lock["files"][name]
            told["cut"] = {"path": path, "integrity": cdn.integrity(content), "size": len(content)}
        lock["sent"] -= sum(len(whole[name]) - len(content) for name, content in parts.items())
    place.write_text(json.dumps(lock), "utf-8")
