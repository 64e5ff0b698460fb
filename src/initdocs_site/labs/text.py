"""A lab's text: as a page in the site's own contract, and as a notebook to take along.

Labs are notebooks in py:percent form. Of their run in a kernel only the outputs are kept: text,
cells and figures become those of any other page.
"""

from pathlib import Path

import jupytext

from initdocs_site.labs import full, lablist, notebooks, runs
from initdocs_site.page.run import Result


def markdown(path: Path, results: list[Result], found: runs.Found, folder: str = "") -> str:
    """The lab as a page: its text, and each code cell as a live cell with its output.

    Below its first text stand what its run has found, and the notebook to take along.
    `folder` is the page's own, for a builder to whom an address in HTML is the file's.
    """
    text: list[str] = []
    at = iter(results)
    for cell in notebooks.read(path).cells:
        if cell.cell_type == "markdown":
            text.append(cell.source)
            if len(text) == 1:
                text.append(head(f"{folder}{path.stem}.ipynb", found))
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


def head(book: str, found: runs.Found) -> str:
    """The lines below the first text of a lab: verdict, time, and the notebook's address."""
    told = f"**Verdict:** {found.verdict}.\n\n" if found.verdict else ""
    time = f"It took {found.time} on one core when this page was built. " if found.time else ""
    return f'{told}{time}<a href="{book}" download>Download as a notebook</a>.'


def notebook(path: Path, wheel: str) -> str:
    """The lab as .ipynb, with a first cell that installs the package from the site's wheel."""
    made = notebooks.read(path)
    first = jupytext.reads(f"# %%\n# %pip install {wheel} matplotlib", fmt="py:percent")
    made.cells.insert(0, first.cells[0])
    # the same bytes each time: jupytext draws ids, and has no order for what it keeps
    for number, cell in enumerate(made.cells):
        cell["id"] = f"cell-{number}"
    kept = made.metadata["jupytext"]["cell_metadata_filter"].split(",")
    made.metadata["jupytext"]["cell_metadata_filter"] = ",".join(sorted(kept, reverse=True))
    return str(jupytext.writes(made, fmt="ipynb"))


def claim(path: Path) -> str:
    """The first paragraph below the title, as plain text: the paper's claim in a sentence."""
    return lablist.about(path).claim.replace("$", "").replace("*", "")
