"""A cache by content: what a page's cells print, what a figure draws, what a demo records."""

import hashlib
import json
import os
import sys
from collections.abc import Callable
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


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


@lru_cache(maxsize=1)
def _stamp(newest: float) -> str:
    """Sources, lock and versions in use; `newest` tells when to look again."""
    del newest
    digest = hashlib.sha256(sys.version.encode())
    digest.update((ROOT / "requirements" / "dev.txt").read_bytes())
    for name in ("numpy", "matplotlib", "pygments", "math-core"):
        digest.update(f"{name}={version(name)}".encode())
    for path in _sources():
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _sources() -> list[Path]:
    source = Path(__file__).resolve().parents[1]
    return sorted(p for p in source.rglob("*") if p.suffix in (".py", ".npz"))


def key(*parts: object) -> str:
    """A name for `parts` under the present package and the present versions."""
    stamp = _stamp(max(p.stat().st_mtime for p in _sources()))
    return hashlib.sha256(json.dumps([stamp, *parts]).encode()).hexdigest()


def cached(parts: list[Any], make: Callable[[], Any]) -> Any:
    """What `make()` returned for the same `parts` before, or what it returns now."""
    path = folder() / f"{key(*parts)}.json"
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        pass
    result = make()
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_suffix(f".{os.getpid()}")
    scratch.write_text(json.dumps(result), "utf-8")
    scratch.replace(path)
    return result
