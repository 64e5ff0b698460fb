"""The files that the reader's browser takes from the CDN, pinned by hash in one lock.

They are Pyodide with NumPy, matplotlib for cells that draw, and the editor of the cells.

    python -m initdocs_site.publish.cdn fetch     bring the bytes into the cache, each checked
    python -m initdocs_site.publish.cdn lock      write the lock anew from the cache

Browser tests answer the CDN's addresses from the cache. Where the CDN cannot be reached,
the same bytes come from packages: the core from the npm package `pyodide`, the wheels from
the Python package `open-webui`, which carries them, the editor from its own npm package.
Every byte is checked by sha256.
"""

import base64
import gzip
import hashlib
import json
import posixpath
import re
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from initdocs_site import ROOT
from initdocs_site.publish import npm

#: the newest release for which NumPy's wheel can be had: a later one waits for that wheel
PYODIDE = "314.0.3"
BASE = f"https://cdn.jsdelivr.net/pyodide/v{PYODIDE}/full/"
CORE = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
)
PACKAGES = ("numpy",)
#: loaded when a cell asks for it, with what it depends on
EXTRA = "matplotlib"
CARRIER = ("open-webui", "0.12.4", "open_webui/frontend/pyodide/")

EDITOR = "prism-code-editor@5.4.0"
EDITOR_BASE = f"https://cdn.jsdelivr.net/npm/{EDITOR}/dist/"
#: what imports the editor: the lock has what it names, and all that this imports
EDITOR_USER = ROOT / "docs" / "javascripts" / "cell" / "editor.js"

LOCK = ROOT / "docs" / "javascripts" / "cdn.lock.json"
FOLDER = ROOT / ".cache" / "pyodide" / PYODIDE
EDITOR_FOLDER = ROOT / ".cache" / EDITOR.replace("@", "-")


def integrity(content: bytes) -> str:
    """The sha256 of `content` as subresource integrity writes it.

    >>> integrity(b"")
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    return _written(hashlib.sha256(content).digest())


def _written(digest: bytes) -> str:
    return "sha256-" + base64.b64encode(digest).decode()


def read_lock() -> dict[str, Any]:
    """The lock: `base`, and for each file its integrity and its size in bytes.

    `files` are what every start needs, `matplotlib` what comes when a cell asks for it. `site` is
    where this Python looks for packages, `sent` the bytes of a first visit as they travel.
    """
    return json.loads(LOCK.read_text("utf-8"))  # type: ignore[no-any-return]


def locked() -> dict[str, Any]:
    """Every file of Pyodide in the lock."""
    lock = read_lock()
    return {**lock["files"], **lock[EXTRA]}


def fetch() -> Path:
    """Bring every locked file into the cache and return its folder.

    Errors: a `RuntimeError` that names the files that no source gave, or that came damaged.
    """
    hashes = {name: told["integrity"] for name, told in locked().items()}
    return _brought(hashes, FOLDER, _from_cdn, _from_npm, _from_carrier)


def at_hand(*names: str) -> dict[str, bytes] | None:
    """The bytes of locked files, each checked: from the cache, else from the CDN, else None."""
    told = locked()
    FOLDER.mkdir(parents=True, exist_ok=True)

    def bad() -> list[str]:
        return [
            name
            for name in names
            if not (FOLDER / name).is_file()
            or integrity((FOLDER / name).read_bytes()) != told[name]["integrity"]
        ]

    if missing := bad():
        _from_cdn(missing)
    return None if bad() else {name: (FOLDER / name).read_bytes() for name in names}


def _brought(
    hashes: Mapping[str, str], folder: Path, *sources: Callable[[list[str]], None]
) -> Path:
    """The folder, with every file of `hashes` in it: what is not there or damaged from `sources`.

    Errors: a `RuntimeError` that names the files that no source gave.
    """

    def bad() -> list[str]:
        return [
            name
            for name, expected in hashes.items()
            if not (folder / name).is_file() or integrity((folder / name).read_bytes()) != expected
        ]

    folder.mkdir(parents=True, exist_ok=True)
    for source in sources:
        if missing := bad():
            source(missing)
    if missing := bad():
        msg = f"no source gave these files with the locked hash: {', '.join(missing)}"
        raise RuntimeError(msg)
    return folder


def _from_cdn(names: list[str]) -> None:
    for name in names:
        try:
            with urllib.request.urlopen(BASE + name, timeout=20) as response:  # noqa: S310 - https
                (FOLDER / name).write_bytes(response.read())
        except OSError:
            return


def _from_npm(names: list[str]) -> None:
    wanted = [name for name in names if name in CORE]
    if wanted:
        files = npm.contents(f"pyodide@{PYODIDE}")
        npm.write({name: files[name] for name in wanted if name in files}, FOLDER)


def fetch_editor() -> Path:
    """Bring the editor's locked files into the cache and return its folder.

    Errors: a `RuntimeError` that names the files that did not come, or came damaged.
    """
    files = read_lock()["editor"]["files"]
    hashes = {name: told["integrity"] for name, told in files.items()}
    return _brought(hashes, EDITOR_FOLDER, _editor_from_npm)


def _editor_from_npm(names: list[str]) -> None:
    there = npm.contents(EDITOR, "dist/")
    npm.write({name: there[name] for name in names if name in there}, EDITOR_FOLDER)


def editor_entries() -> list[str]:
    """What the page imports of the editor, as its module says.

    >>> "index.js" in editor_entries()
    True
    """
    return re.findall(r"import\(`\$\{base\}([^`]+)`\)", EDITOR_USER.read_text("utf-8"))


def _editor_files() -> dict[str, Any]:
    """What the editor is made of: its entries, what they import, and its layout."""
    files = npm.contents(EDITOR, "dist/")
    found = editor_entries()
    for name in found:
        for near in re.findall(r'(?:from|import)\s*"(\.[^"]+)"', files[name].decode()):
            far = posixpath.normpath(posixpath.join(posixpath.dirname(name), near))
            if far not in found:
                found.append(far)
    return {
        name: {"integrity": integrity(files[name]), "size": len(files[name])}
        for name in (*found, "layout.css")
    }


def _from_carrier(names: list[str]) -> None:
    package, version, inside = CARRIER
    with tempfile.TemporaryDirectory() as scratch:
        command = [
            sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", scratch,
            "--only-binary=:all:", "--python-version", "3.12", f"{package}=={version}",
        ]  # fmt: skip
        subprocess.run(command, check=True)  # noqa: S603
        with zipfile.ZipFile(next(Path(scratch).glob("*.whl"))) as wheel:
            held = set(wheel.namelist())
            for name in names:
                if inside + name in held:
                    (FOLDER / name).write_bytes(wheel.read(inside + name))


def fetch_packages(name: str) -> list[str]:
    """Bring a package of the distribution into the cache, with what is not locked of its needs.

    The value is the files that a reader downloads for it. Each is checked by Pyodide's own lock.

    Errors: a `RuntimeError` that names the files that no source gave.
    """
    packages = json.loads((fetch() / "pyodide-lock.json").read_text("utf-8"))["packages"]
    needed = [packages[p] for p in _closure(name, packages) if p not in PACKAGES]
    hashes = {p["file_name"]: _written(bytes.fromhex(p["sha256"])) for p in needed}
    _brought(hashes, FOLDER, _from_cdn, _from_carrier)
    return list(hashes)


def _closure(name: str, packages: dict[str, Any]) -> list[str]:
    """A package and all that it depends on, in a stable order."""
    found = [name]
    for package in found:
        found += [d for d in packages[package]["depends"] if d not in found]
    return found


def _sent(names: Iterable[str]) -> int:
    """The bytes that travel where these files of the cache are sent compressed."""
    return sum(len(gzip.compress((FOLDER / name).read_bytes(), 6, mtime=0)) for name in names)


def write_lock() -> None:
    """Write the lock from the core in the cache (or npm's) and the hashes it gives for wheels."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    missing = [name for name in CORE if not (FOLDER / name).is_file()]
    for source in (_from_cdn, _from_npm):
        if missing:
            source(missing)
            missing = [name for name in CORE if not (FOLDER / name).is_file()]
    theirs = json.loads((FOLDER / "pyodide-lock.json").read_text("utf-8"))
    packages = theirs["packages"]
    python = ".".join(theirs["info"]["python"].split(".")[:2])
    extra = [name for name in _closure(EXTRA, packages) if name not in PACKAGES]
    wheels = {packages[p]["file_name"]: packages[p]["sha256"] for p in (*PACKAGES, *extra)}
    missing = [name for name in wheels if not (FOLDER / name).is_file()]
    for source in (_from_cdn, _from_carrier):
        if missing:
            source(missing)
            missing = [name for name in wheels if not (FOLDER / name).is_file()]
    entries = {}
    for name in (*CORE, *wheels):
        content = (FOLDER / name).read_bytes()
        if name in wheels and hashlib.sha256(content).hexdigest() != wheels[name]:
            msg = f"{name}: its sha256 is not the one in Pyodide's own lock"
            raise RuntimeError(msg)
        entries[name] = {"integrity": integrity(content), "size": len(content)}
    late = {name: entries.pop(name) for name in (packages[p]["file_name"] for p in extra)}
    lock = {
        "pyodide": PYODIDE,
        "base": BASE,
        "site": f"/lib/python{python}/site-packages/",
        "sent": _sent(entries),
        "files": entries,
        EXTRA: late,
        "editor": {"base": EDITOR_BASE, "files": _editor_files()},
    }
    LOCK.write_text(json.dumps(lock, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    {"fetch": fetch, "lock": write_lock}[sys.argv[1]]()
