"""What a converter is at: each builder makes its page known in a processor of its own."""

import posixpath
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from markdown import Markdown


class Source(NamedTuple):
    """The page's path below docs/, and the file that it is written in, if there is one."""

    page: str
    path: Path | None = None
    #: a docstring that is shown in the page, not the page's own text
    within: bool = False
    #: an address in HTML is read as from the file, not as from the page
    from_file: bool = False


#: a text that no builder has read from a file
NOWHERE = Source("page")


def folder(page: str) -> str:
    """Where a page stands below the site, by its path below docs/; ends in a slash, but for home.

    >>> folder("guide/importance.md"), folder("labs/he-2015.py"), folder("labs/index.md")
    ('guide/importance/', 'labs/he-2015/', 'labs/')
    >>> folder("index.md")
    ''
    """
    place = posixpath.splitext(page)[0]
    if posixpath.basename(place) == "index":
        place = posixpath.dirname(place)
    return f"{place}/" if place else ""


def of(md: Markdown, docs: Path | None = None, kinds: Iterable[str] = ()) -> Source:
    """What `md` converts.

    `docs` is where the pages are written, if the builder reads a copy of them; `kinds` are the
    suffixes of files that are not Markdown, and that the copy holds as Markdown.
    """
    if "relpath" in md.treeprocessors:
        found = _mkdocs(md.treeprocessors["relpath"])
    elif "rendering_context" in md.preprocessors:
        found = _zensical(md.preprocessors["rendering_context"], docs, kinds)
    else:
        found = NOWHERE
    # mkdocstrings has a converter for docstrings, and hands it what it knows of the page
    within = "mkdocstrings_headings" in md.treeprocessors
    return found._replace(path=None, within=True) if within else found


def _mkdocs(processor: Any) -> Source:
    """MkDocs and ProperDocs resolve links in a processor that knows the page's file."""
    file = processor.file
    return Source(file.src_uri, Path(file.abs_src_path) if file.abs_src_path else None)


def _zensical(processor: Any, docs: Path | None, kinds: Iterable[str]) -> Source:
    """Zensical has a processor for nothing else."""
    name = Path(processor.page.path)
    docs = docs or Path(processor.config["root_dir"], processor.config["docs_dir"])
    written = [name, *(name.with_suffix(kind) for kind in kinds)]
    found = next((one for one in written if (docs / one).is_file()), None)
    return Source((found or name).as_posix(), docs / found if found else None, from_file=True)
