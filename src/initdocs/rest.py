"""What a start leaves out of Python and of NumPy, brought when something imports it.

The site's own pages reach a third of the standard library, so this is all that a first visit
downloads, as bytecode. A module that is not there is looked for here last of all, and so is the
source of one.
"""

import base64
import hashlib
import inspect
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import invalidate_caches
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol
from zipimport import zipimporter

#: what the cut standard library says of itself: a file's name to the modules it lacks
TOLD = "left-out.json"


class Buffer(Protocol):
    """Bytes of JavaScript's, as Pyodide hands them over."""

    def to_bytes(self) -> bytes:
        """Copy them."""
        ...


@dataclass
class Rest:
    """A finder that stands last: it brings the files of modules that a start has left out."""

    lacks: Callable[[str], bool]
    bring: Callable[[], object]

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Bring the rest the first time that something of it is asked for.

        Errors: an `ImportError` where it cannot be had; the next import tries again.
        """
        del path, target
        if not self.lacks(name):
            return None
        sys.meta_path.remove(self)
        try:
            self.bring()
        except ImportError:
            sys.meta_path.append(self)
            raise
        invalidate_caches()
        return find_spec(name)


def unpacked(archive: str, folder: str) -> None:
    """Put the files of a wheel where packages go."""
    import shutil  # noqa: PLC0415 - a start does without

    shutil.unpack_archive(archive, folder, "zip")


def left_out(library: str) -> dict[str, list[str]]:
    """The modules that each file lacks, by its name; none where the library is whole."""
    try:
        told = zipimporter(library).get_data(f"{library}/{TOLD}")
    except (ImportError, OSError):
        return {}
    return json.loads(told)  # type: ignore[no-any-return]


class Whole:
    """The whole of the files that were cut, as far as it has not come yet."""

    def __init__(
        self, library: str, folder: str, fetch: Callable[[str], tuple[Buffer, str]]
    ) -> None:
        """`library` is the standard library's file, `folder` where packages go.

        `fetch` gives a file's bytes and the sha256 that they must have, as subresource integrity
        writes it.
        """
        self._places = (library, folder)
        self._fetch = fetch
        self._lacking = {name: frozenset(left) for name, left in left_out(library).items()}
        self._rests = {
            name: Rest(left.__contains__, partial(self._bring, name))
            for name, left in self._lacking.items()
        }
        sys.meta_path += self._rests.values()
        if self._lacking:
            self._found = inspect.findsource
            inspect.findsource = self._source  # type: ignore[assignment]

    def needed(self, modules: list[str]) -> list[str]:
        """The files that importing `modules` asks for, of those that are not there."""
        roots = {module.partition(".")[0] for module in modules} | set(modules)
        return [name for name, left in self._lacking.items() if roots & left]

    def lacking(self) -> list[str]:
        """The files that are cut still."""
        return list(self._lacking)

    def complete(self, name: str, content: Buffer) -> None:
        """Put a whole file, already checked, in the place of the cut one."""
        library, folder = self._places
        if name.endswith(".whl"):
            archive = Path(folder, name)
            archive.write_bytes(content.to_bytes())
            unpacked(str(archive), folder)
            archive.unlink()
        else:
            Path(library).write_bytes(content.to_bytes())
            zipimporter(library).invalidate_caches()  # another importer may have read what it held
        del self._lacking[name]
        rest = self._rests.pop(name)
        if rest in sys.meta_path:
            sys.meta_path.remove(rest)
        invalidate_caches()

    def _source(self, thing: Any) -> tuple[list[str], int]:
        """As `inspect.findsource`, which every question for a source asks; it may take a download.

        Errors: an `OSError` where there is no source, or where it cannot be had.
        """
        try:
            return self._found(thing)
        except OSError:
            if (name := self._file_of(inspect.getsourcefile(thing) or "")) is None:
                raise
            try:
                self._bring(name)
            except ImportError as error:
                raise OSError(str(error)) from error
            return self._found(thing)

    def _file_of(self, source: str) -> str | None:
        """The file that is cut still and has `source` whole."""
        library, folder = self._places
        for name in self._lacking:
            wheel = name.endswith(".whl")
            place = Path(folder, name.partition("-")[0]) if wheel else Path(library)
            if Path(source).is_relative_to(place):
                return name
        return None

    def _bring(self, name: str) -> None:
        try:
            content, integrity = self._fetch(name)
        except Exception as error:
            msg = f"{name} could not be fetched: it has the rest of Python's modules"
            raise ImportError(msg) from error
        digest = base64.b64encode(hashlib.sha256(content.to_bytes()).digest()).decode()
        if f"sha256-{digest}" != integrity:
            msg = f"{name} is not the file this site was made with (its hash differs)"
            raise ImportError(msg)
        self.complete(name, content)
