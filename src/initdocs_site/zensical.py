"""The site with Zensical, which runs our Markdown extension and none of our hooks.

python -m initdocs_site.zensical      into site/; ends with 1 if anything is wrong

What the hooks do for MkDocs is done around it: all is computed before it, labs are written as pages
into a copy of docs/, all problems are told in one report, and the site is published. Its links are
looked at last, since Zensical sees those only that stand in the text of a page.
"""

import re
import shutil
import sys
from pathlib import Path
from typing import Any

import yaml

from initdocs_site import ROOT, prepare
from initdocs_site.labs import runs, text
from initdocs_site.page import compute
from initdocs_site.page.cache import live
from initdocs_site.page.report import report
from initdocs_site.publish import links, steps

#: the name of our extension in mkdocs.yml
EXTENSION = "initdocs_site.page.extension"
#: a link to a lab, from a page beside it or elsewhere
LAB = re.compile(r"(\]\((?:[./]*labs/)?[\w-]+)\.py(?=[#)])")


def stage(folder: Path, root: Path = ROOT) -> Path:
    """Put into `folder` what Zensical reads of the project at `root`; returns its settings.

    All that Zensical writes and keeps stands below the folder of its settings: nothing of ours.
    """
    shutil.rmtree(folder, ignore_errors=True)
    docs = folder / "docs"
    shutil.copytree(root / "docs", docs)
    for lab in sorted(docs.glob("labs/*.py")):
        _as_page(lab, root / "docs" / "labs" / lab.name)
    for page in docs.rglob("*.md"):
        page.write_text(LAB.sub(r"\1.md", page.read_text("utf-8")), "utf-8")
    path = folder / "mkdocs.yml"
    path.write_text(settings((root / "mkdocs.yml").read_text("utf-8"), root), "utf-8")
    return path


def _as_page(copy: Path, lab: Path) -> None:
    """Put the page of a lab in the place of its copy."""
    page = text.markdown(lab, *runs.shown(lab), f"{lab.stem}/")
    about = yaml.safe_dump({"description": text.claim(lab)}, allow_unicode=True)
    copy.with_suffix(".md").write_text(f"---\n{about}---\n{page}", "utf-8")
    copy.unlink()


def settings(mkdocs: str, root: Path = ROOT) -> str:
    """The settings `mkdocs` of the project at `root`, for a copy of its docs/ beside them.

    They are read as YAML's nodes: tags such as `!ENV` stay as they are.
    """
    whole = yaml.compose(mkdocs)
    for name in ("hooks", "watch"):
        _drop(whole, name)
    for page in _scalars(_get(whole, "nav")):
        page.value = re.sub(r"^(labs/.*)\.py$", r"\1.md", page.value)
    theme = _get(whole, "theme")
    _set(theme, "custom_dir", str(root / "overrides"))
    # Material's own look, for which our sheets are written
    _set(theme, "variant", "classic")
    api = _of(_get(whole, "plugins"), "mkdocstrings")
    _set(_get(_get(api, "handlers"), "python"), "paths", [str(root / "src")])
    ours = _of(_get(whole, "markdown_extensions"), EXTENSION)
    _set(ours, "docs", str(root / "docs"))
    return str(yaml.serialize(whole))


def _get(mapping: Any, name: str) -> Any:
    return next(value for key, value in mapping.value if key.value == name)


def _of(entries: Any, name: str) -> Any:
    """The options of the entry `name` of a list."""
    options = (one for one in entries.value if isinstance(one, yaml.MappingNode))
    return next(one.value[0][1] for one in options if one.value[0][0].value == name)


def _drop(mapping: Any, name: str) -> None:
    mapping.value = [pair for pair in mapping.value if pair[0].value != name]


def _set(mapping: Any, name: str, value: object) -> None:
    _drop(mapping, name)
    added: Any = yaml.compose(yaml.safe_dump({name: value}))
    mapping.value += added.value


def _scalars(node: Any) -> list[Any]:
    """Every scalar below a node; of a mapping its values only."""
    if isinstance(node, yaml.ScalarNode):
        return [node]
    below = node.value
    if isinstance(node, yaml.MappingNode):
        below = [value for _, value in node.value]
    return [found for one in below for found in _scalars(one)]


def build(site: Path, folder: Path = ROOT / ".cache" / "zensical", root: Path = ROOT) -> list[str]:
    """Build and publish the site of the project at `root`; returns what is wrong.

    `folder` is scratch. Where a page is wrong, no site is left.
    """
    import zensical  # noqa: PLC0415 - an extra: who builds with MkDocs needs it not

    shutil.rmtree(site, ignore_errors=True)
    report.begin()
    if live():
        compute.prepare(prepare.of_site(root / "docs"))
    wrong = []
    try:
        # its cache knows nothing of what our code has become since
        zensical.build(str(stage(folder, root)), {"clean": True, "strict": True})
    except RuntimeError as error:  # it has told what it found, with page and line
        wrong = [f"Zensical: {error}"]
    if wrong := report.lines() + wrong:
        return wrong
    shutil.move(folder / "site", site)
    steps.publish(site, root / "docs")
    return links.broken(site)


def main() -> int:
    """Build the site, and tell what is wrong with it."""
    wrong = build(ROOT / "site")
    sys.stdout.write("".join(f"{line}\n" for line in wrong))
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
