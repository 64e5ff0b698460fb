"""What a teacher takes from the site: all exercises for nbgrader, and what a hand-in is checked by.

python -m initdocs_site.publish.teaching FOLDER      writes the assignment below FOLDER/source
"""

import json
import sys
import zipfile
from io import BytesIO
from pathlib import Path

from initdocs_site import ROOT
from initdocs_site.page import collected
from initdocs_site.page.assignment import assignment
from initdocs_site.page.source import folder
from initdocs_site.publish import finished

#: where they stand below the site
PLACE = "teach"
#: the assignment's name in a course of nbgrader
NAME = "initdocs"


def notebooks(docs: Path, site: str, wheel: str) -> dict[str, str]:
    """The notebook of each page that has exercises, by its place in a course of nbgrader."""
    return {
        f"source/{NAME}/{Path(page.source).stem}.ipynb": assignment(page, site, wheel)
        for page in collected.of_site(docs)
    }


def checks(docs: Path) -> str:
    """What a teacher's page runs answers by: cells and checks of every page, as JSON."""
    told = [
        {
            "path": folder(page.source),
            "title": page.title,
            "code": page.code,
            "tasks": [
                {"name": t.name, "title": t.title, "check": t.exercise.check.body}
                for t in page.tasks
            ],
        }
        for page in collected.of_site(docs)
    ]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def zipped(files: dict[str, str]) -> bytes:
    """Files in one archive: equal files give equal bytes."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text,
                             zipfile.ZIP_DEFLATED)  # fmt: skip
    return out.getvalue()


def write(site: Path, docs: Path, wheel: str) -> None:
    """Put the archive and the checks beside the page for teachers, where `site` has one.

    `wheel` is the address of the package's wheel below the site.
    """
    home, place = finished.address(site), site / PLACE
    if not (place / "index.html").is_file():
        return
    (place / "nbgrader.zip").write_bytes(zipped(notebooks(docs, home, home + wheel)))
    (place / "checks.json").write_text(checks(docs), "utf-8")


def main(target: str) -> None:
    """Write the assignment below the folder `target`, a course of nbgrader."""
    for name, text in notebooks(ROOT / "docs", "", "initdocs").items():
        path = Path(target) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
