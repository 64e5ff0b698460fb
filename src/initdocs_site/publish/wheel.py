"""The wheel that the reader's browser receives."""

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder

from initdocs_site import ROOT


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
    return Wheel(f"wheels/{digest[:12]}/{path.name}", content, digest)
