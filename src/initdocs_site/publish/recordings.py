"""The files that a demo's page fetches where a setting is recorded."""

import base64
import re
import shutil
from pathlib import Path

from initdocs_site.page import compute, recorded, tasks
from initdocs_site.page.cache import live

DEMO = re.compile(r'<section class="demo[^"]*" data-demo="(\w+)"')


def write(site: Path) -> None:
    """Put the recorded settings of every demo in `site` there, in the place of any others."""
    shutil.rmtree(site / recorded.FOLDER, ignore_errors=True)
    if not live():
        return
    pages = (page.read_text("utf-8") for page in site.rglob("*.html"))
    for name in sorted({name for html in pages for name in DEMO.findall(html)}):
        (site / recorded.FOLDER / name).mkdir(parents=True)
        for task in tasks.recorded(name):
            for file in compute.result(task):
                (site / recorded.address(name, file)).write_bytes(base64.b64decode(file))
