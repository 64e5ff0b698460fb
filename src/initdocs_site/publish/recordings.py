"""The files that a demo's page fetches where a setting is recorded."""

import base64
import shutil
from pathlib import Path

from initdocs import demos
from initdocs_site.page import compute, recorded, tasks
from initdocs_site.page.cache import live


def write(site: Path) -> None:
    """Put the recorded settings of every demo into `site`, in the place of any others."""
    shutil.rmtree(site / recorded.FOLDER, ignore_errors=True)
    if not live():
        return
    for name in demos.NAMES:
        (site / recorded.FOLDER / name).mkdir(parents=True)
        for task in tasks.recorded(name):
            for file in compute.result(task):
                (site / recorded.address(name, file)).write_bytes(base64.b64decode(file))
