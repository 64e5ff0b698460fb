"""Labs: notebooks in py:percent form, shown in the site's own contract.

The plugin executes a lab and renders it in its own way. Of that only the outputs are kept: text,
cells and figures become those of any other page.
"""

from pathlib import Path
from typing import Any

import jupytext
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from initdocs_site.labs import full, lablist, notebooks
from initdocs_site.page import pages
from initdocs_site.page.cache import live
from initdocs_site.page.run import Result

#: the figure of each lab's cell `figure` in this build
drawn: dict[str, str] = {}


def is_lab(file: File) -> bool:
    """Whether a file is a lab."""
    return bool(file.src_uri.startswith("labs/") and file.src_uri.endswith(".py"))


def markdown(path: Path, results: list[Result]) -> str:
    """The lab as a page: its text, and each code cell as a live cell with its output."""
    text: list[str] = []
    at = iter(results)
    for cell in jupytext.read(path).cells:
        if cell.cell_type == "markdown":
            text.append(cell.source)
            if len(text) == 1:
                text.append(DOWNLOAD.format(name=path.stem))
        elif notebooks.is_statements(cell):
            text.append(f"```python holds\n{cell.source}\n```")
        elif cell.cell_type == "code":
            result = next(at, Result(""))
            name = cell.metadata.get("id", f"{path.stem}-{len(text)}")
            text.append(f'```python live id="{name}"\n{cell.source}\n```')
            if result.printed.strip():
                kind = "output varies" if cell.metadata.get("varies") else "output"
                text.append(f"```{kind}\n{result.printed.rstrip()}\n```")
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
    path = Path(page.file.abs_src_path or "")

    def render(config: Any, files: Any) -> None:
        results = pages.run_lab(path)[0] if live() else []
        for cell, result in zip(notebooks.cells(path), results, strict=False):
            if cell.metadata.get("id") == lablist.PICTURED and result.figures:
                drawn[path.stem] = result.figures[0][0]
        page.meta = {"description": claim(path)}
        page.markdown = markdown(path, results)
        Page.render(page, config, files)

    page.render = render
