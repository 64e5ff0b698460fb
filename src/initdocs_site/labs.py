"""Labs: notebooks in py:percent form, run by mkdocs-jupyter, shown in the site's own contract.

The plugin executes a lab in a kernel, errors fatal, and renders it in its own way. Of that
only the outputs are kept: text, cells and figures become those of any other page.
"""

import base64
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jupytext
from bs4 import BeautifulSoup
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from initdocs_site import full, pages
from initdocs_site.cache import cached, live
from initdocs_site.markdown import lablist

#: matplotlib's backend in the kernel: figures as the site's SVG
BACKEND = "module://initdocs_site.kernel"
#: what the kernel is told: small matrices on several threads wait for each other where other
#: processes are at work
KERNEL = {"MPLBACKEND": BACKEND, "OPENBLAS_NUM_THREADS": "1"}
RTOL = "1e-6"
#: the figure of each lab's cell `figure` in this build
drawn: dict[str, str] = {}


def is_lab(file: File) -> bool:
    """Whether a file is a lab."""
    return bool(file.src_uri.startswith("labs/") and file.src_uri.endswith(".py"))


def outputs(html: str) -> list[pages.Result]:
    """What each code cell of an executed notebook printed and drew, from the plugin's HTML."""
    results = []
    # the plugin wraps each cell in another of the same class
    for cell in BeautifulSoup(html, "html.parser").select(".jp-Notebook > .jp-CodeCell"):
        printed = [pre.get_text() for pre in cell.select(".jp-OutputArea-output pre")]
        drawn = [_svg(image["src"]) for image in cell.select(".jp-RenderedSVG img")]
        results.append(pages.Result("".join(printed), figures=drawn))
    return results


def _svg(address: str) -> tuple[str, str]:
    """A figure and its text from the data: address that the plugin makes of it."""
    svg = base64.b64decode(address.partition("base64,")[2]).decode()
    label = re.search(r' aria-label="([^"]*)"', svg)
    return svg.replace(label[0], "", 1) if label else svg, label[1] if label else "Figure"


def markdown(path: Path, results: list[pages.Result]) -> str:
    """The lab as a page: its text, and each code cell as a live cell with its output."""
    text: list[str] = []
    at = iter(results)
    for cell in jupytext.read(path).cells:
        if cell.cell_type == "markdown":
            text.append(cell.source)
            if len(text) == 1:
                text.append(DOWNLOAD.format(name=path.stem))
        elif cell.cell_type == "code":
            result = next(at, pages.Result(""))
            name = cell.metadata.get("id", f"{path.stem}-{len(text)}")
            text.append(f'```python live id="{name}"\n{cell.source}\n```')
            if result.printed.strip():
                rtol = cell.metadata.get("rtol", RTOL)
                text.append(f'```output rtol="{rtol}"\n{result.printed.rstrip()}\n```')
            if name == "table" and (record := full.load(path)):
                text.append(full.markdown(record))
    return "\n\n".join(text) + "\n"


DOWNLOAD = '<p class="lab-download"><a href="{name}.ipynb" download>Download as a notebook</a></p>'


def notebook(path: Path, wheel: str) -> str:
    """The lab as .ipynb, with a first cell that installs the package from the site's wheel."""
    made = jupytext.read(path)
    first = jupytext.reads(f"# %%\n# %pip install {wheel} matplotlib", fmt="py:percent")
    made.cells.insert(0, first.cells[0])
    return str(jupytext.writes(made, fmt="ipynb"))


def claim(path: Path) -> str:
    """The first paragraph below the title, as plain text: the paper's claim in a sentence."""
    return lablist.about(path).claim.replace("$", "").replace("*", "")


def wrap(page: Page) -> None:
    """Let a lab's page be rendered as any other, from what the plugin's run of it gave."""
    run: Callable[[Any, Any], None] = page.render
    path = Path(page.file.abs_src_path or "")

    def executed(config: Any, files: Any) -> list[Any]:
        before = os.environ.copy()
        os.environ.update(KERNEL)
        try:
            run(config, files)
        finally:
            for name in KERNEL:
                os.environ.pop(name)
            os.environ.update({name: before[name] for name in KERNEL if name in before})
        return [[r.printed, r.figures] for r in outputs(page.content or "")]

    def render(config: Any, files: Any) -> None:
        stored = []
        if live():
            stored = cached(["lab", path.read_text("utf-8")], lambda: executed(config, files))
        results = [pages.Result(printed, figures=[tuple(f) for f in figures])
                   for printed, figures in stored]  # fmt: skip
        cells = [c for c in jupytext.read(path).cells if c.cell_type == "code"]
        for cell, result in zip(cells, results, strict=False):
            if cell.metadata.get("id") == lablist.PICTURED and result.figures:
                drawn[path.stem] = result.figures[0][0]
        page.meta = {"description": claim(path)}
        page.markdown = markdown(path, results)
        with pages.given(results):
            Page.render(page, config, files)

    page.render = render
