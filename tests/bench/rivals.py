"""Pages of two other systems, beside the offline copy of ours: one text, one theme, one cell.

markdown-exec's `pyodide` fence and PyScript's `py-editor`, as their own packages make them.
Only addresses are changed: all three load the same files of Pyodide from the same server.
"""

import hashlib
import importlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import markdown

from initdocs_site import ROOT
from initdocs_site.publish import cdn, npm

MARKDOWN_EXEC = "markdown-exec==1.12.6"
#: each npm package, and the folder of it that is served
NPM = {
    "@pyscript/core@0.7.31": "dist/",
    "ace-builds@1.16.0": "src-min-noconflict/",
    "@highlightjs/cdn-assets@11.7.0": "",
}
SOURCE = "import numpy\nprint(numpy.zeros(3).sum())"
CONFIG = """
site_name: rival
theme: {name: material, font: false}
markdown_extensions: [tables, attr_list]
"""
FOLDER = ROOT / ".cache" / "rivals"
PYODIDE = f"/pyodide/{cdn.PYODIDE}/"


def fetch():
    """Bring the packages into the cache; return the folder that is served beside the site."""
    for package, inside in NPM.items():
        target = FOLDER / "npm" / package.rsplit("@", 1)[0]
        if not target.is_dir():
            npm.write(npm.contents(package, inside), target)
    if not list(FOLDER.glob("*.whl")):
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps",
                   "--dest", FOLDER, MARKDOWN_EXEC]  # fmt: skip
        subprocess.run(command, check=True)
    # both install NumPy through micropip; the classic loader is what markdown-exec asks for
    lock = json.loads((cdn.fetch() / "pyodide-lock.json").read_text("utf-8"))
    micropip = lock["packages"]["micropip"]
    if not (cdn.FOLDER / micropip["file_name"]).is_file():
        cdn._from_carrier([micropip["file_name"]])
    content = (cdn.FOLDER / micropip["file_name"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == micropip["sha256"]
    if not (FOLDER / "pyodide.js").is_file():
        classic = npm.contents(f"pyodide@{cdn.PYODIDE}")
        npm.write({"pyodide.js": classic["pyodide.js"]}, FOLDER)
    return cdn.FOLDER / micropip["file_name"]


def markdown_exec_cell():
    """One `pyodide` fence, as the extension renders it."""
    unpacked = FOLDER / "markdown-exec"
    if not unpacked.is_dir():
        shutil.unpack_archive(next(FOLDER.glob("markdown_exec-*.whl")), unpacked, "zip")
    sys.path.insert(0, str(unpacked))
    try:
        package = importlib.import_module("markdown_exec")
    finally:
        sys.path.remove(str(unpacked))
    fence = {"name": "pyodide", "class": "pyodide",
             "validator": package.validator, "format": package.formatter}  # fmt: skip
    body = markdown.markdown(
        f'```pyodide install="numpy" version="{cdn.PYODIDE}"\n{SOURCE}\n```\n',
        extensions=["pymdownx.superfences"],
        extension_configs={"pymdownx.superfences": {"custom_fences": [fence]}},
    )
    for there, here in (
        (cdn.BASE, PYODIDE),
        ("https://cdnjs.cloudflare.com/ajax/libs/ace/1.16.0/", "/npm/ace-builds/"),
        ("https://cdnjs.cloudflare.com/ajax/libs/highlight.js/11.7.0/",
         "/npm/@highlightjs/cdn-assets/"),
    ):  # fmt: skip
        body = body.replace(there, here)
    script = (unpacked / "markdown_exec/assets/pyodide.js").read_text("utf-8")
    return f"{body}<script>{script}</script>"


def pyscript_cell():
    """One `py-editor`."""
    config = json.dumps({"interpreter": f"{PYODIDE}pyodide.mjs", "packages": ["numpy"]})
    core = "/npm/@pyscript/core/"
    return (
        f'<link rel="stylesheet" href="{core}core.css">'
        f'<script type="module" src="{core}core.js"></script>'
        f"<script type=\"py-editor\" config='{config}'>\n{SOURCE}\n</script>"
    )


def write(copy, page):
    """Put both systems, and what they load, into the offline copy of the site.

    Their pages are our `page` in Material, with their cell in the place of ours and without
    anything of ours.
    """
    micropip = fetch()
    shutil.copytree(FOLDER / "npm", copy / "npm")
    for file in (micropip, FOLDER / "pyodide.js"):
        shutil.copy(file, copy / PYODIDE.strip("/"))
    text = (ROOT / "docs" / page).with_suffix(".md").read_text("utf-8")
    before, _, rest = text.partition("```python live")
    after = rest.split("```output", 1)[1].split("```\n", 1)[1]
    for name, cell in (("markdown-exec", markdown_exec_cell()), ("pyscript", pyscript_cell())):
        with tempfile.TemporaryDirectory() as scratch:
            docs = Path(scratch) / "docs"
            docs.mkdir()
            (docs / "index.md").write_text(f"{before}CELL\n\n{after}", "utf-8")
            (Path(scratch) / "mkdocs.yml").write_text(CONFIG, "utf-8")
            command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-d", copy / name]
            subprocess.run(command, cwd=scratch, check=True)
        index = copy / name / "index.html"
        html = index.read_text("utf-8")
        assert html.count("<p>CELL</p>") == 1
        index.write_text(html.replace("<p>CELL</p>", cell), "utf-8")
