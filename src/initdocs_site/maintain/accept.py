"""Take over what the cells print: rewrite the output fences of pages, after showing the difference.

    python -m initdocs_site.maintain.accept [PAGE …]

An output fence that agrees with the run stays as it is. Digits that vary are taken over where
the page is named, since its code may have changed.
"""

import difflib
import sys
from pathlib import Path

from initdocs_site.maintain import everywhere
from initdocs_site.page import compute, pages
from initdocs_site.page.run import Result
from initdocs_site.page.scanner import scan


def rewritten(text: str, results: list[Result], *, anew: bool = False) -> str:
    r"""The page with each output as its cell prints it; a cell that fails keeps what it has.

    `anew` takes over digits that vary as well.

    >>> page = "```python live\n1 + 1\n```\n\n```output\n3\n```\n"
    >>> print(rewritten(page, [Result("2\n")]), end="")
    ```python live
    1 + 1
    ```
    <BLANKLINE>
    ```output
    2
    ```
    """
    lines = text.split("\n")
    blocks, _ = scan(text)
    for cell, result in reversed(list(zip(pages.cells(blocks), results, strict=True))):
        if result.failure is not None:
            continue
        indent = cell.code.indent
        printed = [indent + line if line else "" for line in result.printed.rstrip().split("\n")]
        if cell.output is None and result.printed.strip():
            at = cell.code.end + 1
            lines[at:at] = ["", f"{indent}```output", *printed, f"{indent}```"]
        elif cell.output is not None and (anew or not pages.same(cell, result.printed)):
            lines[cell.output.start + 1 : cell.output.end] = printed
    return "\n".join(lines)


def accept(path: Path, *, anew: bool = False) -> bool:
    """Rewrite one page if it needs it; print the difference. Whether it did."""
    text = path.read_text("utf-8")
    source = path.relative_to(everywhere.DOCS).as_posix()
    results, _ = pages.run_page(source, scan(text)[0])
    new = rewritten(text, results, anew=anew)
    sides = (text.splitlines(keepends=True), new.splitlines(keepends=True))
    sys.stdout.writelines(difflib.unified_diff(*sides, f"{source}, as it is", f"{source}, as run"))
    path.write_text(new, "utf-8")
    return new != text


def main(*names: str) -> None:
    """Rewrite the pages of those names below docs/, or all."""
    paths = [p for p in everywhere.sources(names) if p.suffix == ".md"]
    compute.prepare(everywhere.task(path) for path in paths)
    changed = sum(accept(path, anew=bool(names)) for path in paths)
    print(f"{changed} of {len(paths)} pages rewritten")  # noqa: T201 - a command


if __name__ == "__main__":
    main(*sys.argv[1:])
