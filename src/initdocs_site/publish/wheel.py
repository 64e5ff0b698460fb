"""The wheel that the reader's browser receives."""

import hashlib
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder

from initdocs_site import ROOT
from initdocs_site.publish import cut, finished

#: where it lies, below the site
FOLDER = "wheels"
META = re.compile(r'<meta name="initdocs:wheel"[^>]*>')


@dataclass(frozen=True)
class Wheel:
    """Its address below the site, its bytes, and their sha256 in hexadecimal."""

    address: str
    content: bytes
    sha256: str


def build() -> Wheel:
    """Build the wheel of `initdocs`; equal sources give equal bytes.

    It keeps its standard file name and stands in a folder named by its hash, so that a
    browser never takes an old one for the new.
    """
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(next(WheelBuilder(str(ROOT)).build(directory=scratch, versions=["standard"])))
        content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return Wheel(f"{FOLDER}/{digest[:12]}/{path.name}", content, digest)


def write(site: Path) -> Wheel:
    """Put the wheel into `site`, in the place of any other, and let every page name it.

    Beside it stand the megabytes that a first run downloads, which a page tells.
    """
    built = build()
    meta = (
        f'<meta name="initdocs:wheel" content="{built.address}" data-sha256="{built.sha256}" '
        f'data-megabytes="{round(cut.lock_of(site)["sent"] / 1e6)}">'
    )
    shutil.rmtree(site / FOLDER, ignore_errors=True)
    place = site / built.address
    place.parent.mkdir(parents=True)
    place.write_bytes(built.content)
    finished.rewrite(
        site, lambda _, html: META.sub("", html).replace("</head>", f"{meta}</head>", 1)
    )
    return built
