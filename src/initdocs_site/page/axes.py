"""The files of a demo's axes, and the one folder of each axis."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache

from initdocs import demos
from initdocs_site.page import compute, tasks
from initdocs_site.page.recorded import FOLDER


def contents(name: str) -> list[list[tuple[str, str]]]:
    """The files of each axis, in order: an address by content alone, and the content as base64."""
    found: list[list[tuple[str, str]]] = [[] for _ in demos.load(name).axes]
    for task in tasks.recorded(name):
        found[task.parts[1]] += compute.result(task)
    return found


def folder(name: str, files: Sequence[tuple[str, str]]) -> str:
    """Where the files of an axis lie, below the site: named by all of them, it never grows old.

    One name for hundreds of files: a page that tells each would be kilobytes of digits.

    >>> folder("depth", [])
    'recordings/depth/e3b0c44298fc'
    """
    told = "".join(address for address, _ in files)
    return f"{FOLDER}/{name}/{hashlib.sha256(told.encode()).hexdigest()[:12]}"


def folders(name: str) -> list[str]:
    """The folder of each axis of a demo, in their order."""
    return _folders(name, tuple(task.key for task in tasks.recorded(name)))


@lru_cache(maxsize=16)
def _folders(name: str, keys: tuple[str, ...]) -> list[str]:
    """Megabytes are read for them, once."""
    del keys  # the files are others when they change
    return [folder(name, files) for files in contents(name)]
