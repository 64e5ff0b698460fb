"""A cache by content: what a page's cells print, what a figure draws, what a demo records.

The key of a result is all that it depends on (record 0019): its own source, the modules of ours
that this source reaches, the versions in use, and the numeric kernel.
"""

import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any

from initdocs_site import ROOT
from initdocs_site.page import numeric, reach


def folder() -> Path:
    """Where the cache lies: `.cache/initdocs` beside mkdocs.yml."""
    return Path(os.environ.get("INITDOCS_CACHE", ROOT / ".cache" / "initdocs"))


def live() -> bool:
    """Whether cells, figures and demos are on. `INITDOCS_LIVE=off` switches them off."""
    value = os.environ.get("INITDOCS_LIVE", "on")
    if value not in ("on", "off"):
        msg = f"INITDOCS_LIVE: got {value!r}, allowed: 'on', 'off'"
        raise ValueError(msg)
    return value == "on"


#: of a package that is installed: it stays the same while a process runs
version = lru_cache(metadata.version)


def versions() -> list[str]:
    """The versions that a result depends on."""
    return [sys.version, *(f"{name} {version(name)}" for name in ("numpy", "matplotlib"))]


def key(parts: Any, roots: Iterable[str]) -> str:
    """A name for what `parts` give, made by code that imports the modules `roots`."""
    depends = [parts, reach.digest(roots), versions(), numeric.kernel()]
    return hashlib.sha256(json.dumps(depends).encode()).hexdigest()


def has(name: str) -> bool:
    """Whether something is kept under a key."""
    return (folder() / f"{name}.json").is_file()


def load(name: str) -> Any:
    """What is kept under a key; None if nothing is."""
    try:
        return json.loads((folder() / f"{name}.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None


def keep(name: str, result: Any) -> None:
    """Keep a result under a key."""
    path = folder() / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_suffix(f".{os.getpid()}")
    scratch.write_text(json.dumps(result), "utf-8")
    scratch.replace(path)


def cached(name: str, make: Callable[[], Any]) -> Any:
    """What `make()` returned for the same key before, or what it returns now."""
    if (kept := load(name)) is None:
        with numeric.calm():
            kept = make()
        keep(name, kept)
    return kept
