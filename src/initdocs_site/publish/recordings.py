"""The files that a demo's page fetches where a setting is recorded."""

import base64
import re
import shutil
from pathlib import Path

from initdocs_site.page import compute, recorded, tasks
from initdocs_site.page.cache import live
from initdocs_site.publish import finished

DEMO = re.compile(r'<section class="demo[^"]*" data-demo="(\w+)"')


def write(site: Path) -> None:
    """Put the recorded settings of every demo in `site` there, in the place of any others."""
    shutil.rmtree(site / recorded.FOLDER, ignore_errors=True)
    if not live():
        return
    for name in sorted({name for _, html in finished.pages(site) for name in DEMO.findall(html)}):
        (site / recorded.FOLDER / name).mkdir(parents=True)
        for task in tasks.recorded(name):
            for address, content in compute.result(task):
                (site / address).write_bytes(base64.b64decode(content))
