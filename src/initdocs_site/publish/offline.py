"""A copy of the built site that needs no network: the CDN's files stand beside the pages.

python -m initdocs_site.publish.offline      from site/ into offline/ and offline.zip
"""

import json
import shutil
from pathlib import Path

from initdocs_site import ROOT
from initdocs_site.publish import cdn, cut, scripts, version


def write(
    site: Path = ROOT / "site", copy: Path = ROOT / "offline", *, archive: bool = True
) -> None:
    """Copy the site and the locked files, and let the copy's lock name them; pack it into a zip.

    It works from any static server; opened as a file it shows, but module scripts do not run.
    """
    if not (site / "index.html").is_file():
        msg = f"site: got {site}, allowed: the folder of a built site (make build)"
        raise ValueError(msg)
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(site, copy)
    folder = copy / "pyodide" / cdn.PYODIDE
    folder.mkdir(parents=True)
    fetched = cdn.fetch()
    for name in cdn.locked():
        shutil.copy(fetched / name, folder)
    modules = scripts.home(copy)
    lock = cut.lock_of(copy)
    up = "../" * len(modules.relative_to(copy).parts)
    lock["base"] = f"{up}pyodide/{cdn.PYODIDE}/"
    editor = cdn.fetch_editor()
    for name in lock["editor"]["files"]:
        (copy / "editor" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(editor / name, copy / "editor" / name)
    lock["editor"]["base"] = f"{up}editor/"
    (modules / cdn.LOCK.name).write_text(json.dumps(lock), "utf-8")
    scripts.name(copy)
    version.write(copy)
    if archive:
        shutil.make_archive(str(copy), "zip", copy)


if __name__ == "__main__":
    write()
