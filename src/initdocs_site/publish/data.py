"""The package's data under addresses that stay: the table of defaults, and its schema."""

import shutil
from pathlib import Path

from initdocs_site import ROOT

FILES = ("defaults.json", "defaults.schema.json")


def write(site: Path) -> None:
    """Put the files at the root of `site`, as the wheel holds them."""
    for name in FILES:
        shutil.copyfile(ROOT / "src/initdocs/data" / name, site / name)
