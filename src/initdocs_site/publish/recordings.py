"""The files that a page fetches: settings of a demo, and examples of the doctor."""

import base64
import re
import shutil
from pathlib import Path

from initdocs_site.page import axes, compute, examined, recorded, tasks
from initdocs_site.page.cache import live
from initdocs_site.publish import finished

DOCTOR = re.compile(r'data-example="([\w-]+)"')
DEMO = re.compile(r'<section class="demo[^"]*" data-demo="(\w+)"')


def write(site: Path) -> None:
    """Put what is recorded for the pages in `site` there, in the place of any others."""
    shutil.rmtree(site / recorded.FOLDER, ignore_errors=True)
    if not live():
        return
    whole = [html for _, html in finished.pages(site)]
    for name in sorted({name for html in whole for name in DEMO.findall(html)}):
        for files in axes.contents(name):
            place = site / axes.folder(name, files)
            place.mkdir(parents=True, exist_ok=True)
            for i, (_, content) in enumerate(files):
                (place / str(i)).write_bytes(base64.b64decode(content))
    for name in sorted({name for html in whole for name in DOCTOR.findall(html)}):
        html = compute.result(tasks.patient(name))
        place = site / examined.address(name, html)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(examined.content(html))
