"""The modules of an archive as bytecode, of the Python that this runs on.

Readers run another Python than the one that builds the site, so `bytecode.mjs` imports this
module in theirs: it imports nothing but the standard library.
"""

import io
import marshal
import zipfile
from importlib.util import MAGIC_NUMBER, source_hash
from pathlib import Path

#: a pyc that carries the hash of its source, and is not compared with it: the source is not there
UNCHECKED = (1).to_bytes(4, "little")


def pyc(source: bytes, origin: str) -> bytes:
    """What an import takes in the place of a module's source, which would stand at `origin`."""
    code = compile(source, origin, "exec", dont_inherit=True, optimize=0)
    return MAGIC_NUMBER + UNCHECKED + source_hash(source) + marshal.dumps(code)


def compiled(archive: bytes, place: str) -> bytes:
    """The archive with each `.py` as `.pyc`; `place` is where it lies or is unpacked to.

    Tracebacks name the sources as if they were there.
    """
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as there,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new,
    ):
        for info in there.infolist():
            name, content = info.filename, there.read(info)
            if name.endswith(".py"):
                name, content = f"{name}c", pyc(content, place + name)
            entry = zipfile.ZipInfo(name, info.date_time)
            new.writestr(entry, content, zipfile.ZIP_DEFLATED, 9)
    return made.getvalue()


def rewrite(source: str, target: str, place: str) -> None:
    """The same from file to file."""
    Path(target).write_bytes(compiled(Path(source).read_bytes(), place))
