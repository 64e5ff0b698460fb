"""The Markdown extension that makes a page live: cells, figures, demos and formulas."""

import posixpath
import re
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown import Extension, Markdown
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from initdocs import _check
from initdocs_site.page import bound, pages, source, tried
from initdocs_site.page.blocks import (
    answers,
    atlas,
    demo,
    doctor,
    figure,
    frameworks,
    maths,
    path,
    presets,
    problem,
    proof,
    sheet,
    starts,
)
from initdocs_site.page.blocks.citation import Citation, References, Thread, listed
from initdocs_site.page.blocks.exercise import render as render_exercise
from initdocs_site.page.blocks.live import render as render_cell
from initdocs_site.page.blocks.terms import GLOSSARY, Definitions, own, place
from initdocs_site.page.breaks import Breaks, Titles
from initdocs_site.page.cache import live
from initdocs_site.page.report import report
from initdocs_site.page.run import Result
from initdocs_site.page.scanner import Block, Problem, scan
from initdocs_site.page.tables import Tables

#: blocks that are shown inside the block before them
PARTS = ("output", "varies", "holds", "check", "solution", "hint")


#: what comes of the cells of a page that is made from a file of another kind
Run = Callable[[Path], tuple[list[Result], list[Problem]]]
#: a table as HTML; it is told how to render text, and the address of another page
Table = Callable[[Callable[[str], str], Callable[[str], str]], str]
#: what is said of a work of the bibliography: its key, and what a table is told
Said = Callable[[str, Callable[[str], str], Callable[[str], str]], str]


class LivePage(Extension):
    """Register the scanner before every other preprocessor that looks at fences."""

    def __init__(self, **kwargs: Any) -> None:
        self.config = {
            "runs": [{}, "what gives the results of pages that are not Markdown, by suffix"],
            "tables": [{}, "tables that other rooms add, by name"],
            "docs": ["", "where the pages are written, if the builder reads a copy of them"],
            "works": [[], "what other rooms say of a work of the bibliography, told its key"],
        }
        super().__init__(**kwargs)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Add the processors."""
        docs = Path(self.getConfig("docs")) if self.getConfig("docs") else None
        others = (self.getConfig(name) for name in ("runs", "tables", "works"))
        page = _Page(md, *others, docs=docs)
        # 27: after white space is normalized (30), before SuperFences (25) and raw HTML (20)
        scanned = _Scan(md, page)
        md.preprocessors.register(scanned, "initdocs-scan", 27)
        # 189.9: after code spans (190), before backslash escapes (180)
        inline = maths.InlineMaths(md, page.formula_problem)
        md.inlinePatterns.register(inline, "initdocs-maths", 189.9)
        # 175: before links (160), which it looks like
        citation = Citation(md, lambda: page.at.page, page.text_problem)
        md.inlinePatterns.register(citation, "initdocs-citation", 175)
        md.inlinePatterns.register(Thread(md), "initdocs-thread", 174)
        # in the place of Python-Markdown's own, which takes some citations for definitions
        md.parser.blockprocessors.register(References(md.parser), "reference", 15)
        # 51: just before the notes are listed (50)
        md.treeprocessors.register(_Notes(md, page), "initdocs-notes", 51)
        # 15: after the inline patterns (20), before links are resolved (0)
        md.treeprocessors.register(_Define(md, page, inline, scanned), "initdocs-terms", 15)
        md.treeprocessors.register(Titles(md), "initdocs-titles", 14.5)
        # 14: after the inline patterns, so that code is told from words
        md.treeprocessors.register(Tables(md), "initdocs-tables", 14)
        # -1: after the table of contents, which runs the postprocessors on each heading
        md.treeprocessors.register(_Last(md, page), "initdocs-last", -1)
        # 28: when all is in its place
        md.postprocessors.register(Breaks(md), "initdocs-breaks", 28)
        # 29: just after the stash is put back (30)
        md.postprocessors.register(_Check(md, page), "initdocs-check", 29)


class _Page:
    """What is known of the page that is being converted."""

    def __init__(
        self,
        md: Markdown,
        runs: dict[str, Run],
        tables: dict[str, Table],
        works: list[Said],
        *,
        docs: Path | None,
    ) -> None:
        self._md, self._docs = md, docs
        self.runs, self.tables, self.works = runs, tables, works
        self.at = source.NOWHERE
        self.problems: list[Problem] = []
        self.blocks: list[Block] = []
        self.text = ""
        self.offset = 0
        self.complete = False

    def begin(self, text: str) -> None:
        self.problems, self.text, self.complete = [], text, False
        self.at = source.of(self._md, self._docs, self.runs)
        self.offset = self._front_matter(text)
        self.blocks, found = scan(text)
        for wrong in found:
            self.problem(wrong.line, wrong.text)

    def problem(self, line: int, text: str) -> None:
        self.problems.append(Problem(self._place(line), text))

    def _place(self, line: int) -> int:
        """The line of the file that stands at `line` of the text: a lab is a page made of cells."""
        if self.at.path is None or self.at.path.suffix not in self.runs:
            return line + self.offset
        lines = self.text.split("\n")
        written = self.at.path.read_text("utf-8").splitlines()
        # what stands in a fence follows it; text is a comment there
        for at, text in enumerate(lines[line - 1 : line + 2], start=line - 1):
            found = [n for n, one in enumerate(written, start=1) if one in (text, f"# {text}")]
            if text and found:
                return found[min(lines[:at].count(text), len(found) - 1)]
        return 1

    def formula_problem(self, latex: str, text: str) -> None:
        self.text_problem(f"${latex}$", text)

    def text_problem(self, found: str, text: str) -> None:
        at = self.text.find(found)
        self.problem(self.text.count("\n", 0, max(at, 0)) + 1, text)

    def address(self, target: str) -> str:
        """The address of another page, `target` below docs/, seen from this one."""
        page = self.at.page
        here = posixpath.dirname(page) if self.at.from_file else source.folder(page)
        return posixpath.relpath(f"/{source.folder(target)}", f"/{here}") + "/"

    def _front_matter(self, text: str) -> int:
        """How many lines of the file come before `text`: builders cut its front matter off."""
        if self.at.path is None:
            return 0
        whole = self.at.path.read_text("utf-8-sig").replace("\r\n", "\n")
        return max(0, whole.rstrip().count("\n") - text.rstrip().count("\n"))


class _Scan(Preprocessor):
    """Replace every block by a placeholder for its HTML, at the block's own indentation."""

    def __init__(self, md: Markdown, page: _Page) -> None:
        super().__init__(md)
        self._page = page
        self._caption: Markdown | None = None

    def run(self, lines: list[str]) -> list[str]:
        page = self._page
        page.begin("\n".join(lines))
        rendered = self._render(page.blocks)
        out: list[str] = []
        at = 0
        for number, block in enumerate(page.blocks):
            out += lines[at : block.start]
            at = block.end + 1
            html = rendered[number]
            if html is not None:
                marked = f"<!--block {number}-->{html}"
                out += ["", block.indent + self.md.htmlStash.store(marked), ""]
        return out + lines[at:]

    def _render(self, blocks: list[Block]) -> list[str | None]:
        cells = pages.cells(blocks)
        results: list[Result | None] = [None] * len(cells)
        sound = not self._page.problems
        if live() and sound:
            results = self._run(blocks, len(cells))
        by_starter = {e.starter.start: e for e in pages.exercises(blocks)} if sound else {}
        by_start = {c.code.start: (i, c) for i, c in enumerate(cells)}
        names = pages.names(self._page.at.page, blocks)
        out: list[str | None] = []
        for block in blocks:
            if block.kind in PARTS:
                out.append(None)
            elif block.kind == "starter":
                exercise = by_starter.get(block.start)
                out.append(render_exercise(exercise, self.inline) if exercise else "")
            elif block.kind == "live":
                i, cell = by_start[block.start]
                out.append(self._cell(cell, results[i], names[i]))
            else:
                out.append(self._guarded(block))
        return out

    def _run(self, blocks: list[Block], count: int) -> list[Result | None]:
        """A result for each of `count` cells, and every problem of the exercises told."""
        page = self._page
        path = page.at.path
        run = page.runs.get(path.suffix) if path else None
        if path is None or run is None:
            found, wrong = pages.run_page(page.at.page, blocks)
            page.problems += [Problem(p.line + page.offset, p.text) for p in wrong]
            return list(found)
        found, wrong = run(path)
        page.problems += wrong
        return list(found) if found else [None] * count

    def _cell(self, cell: pages.Cell, result: Result | None, name: str) -> str:
        wrong = pages.check(cell, result) if result else []
        for p in wrong:
            self._page.problem(p.line, p.text)
        held = tried.of_cell(self._page.at.path, name, self._page.blocks)
        return render_cell(cell, result, name, held) + problem.beside(cell, result, wrong)

    def _guarded(self, block: Block) -> str:
        make: dict[str, Callable[[], str]] = {
            "maths": lambda: maths.display(block.body),
            "figure": lambda: figure.render(block.name, self.inline(block.body)),
            "demo": lambda: demo.render(block.name, block.body),
            "card": lambda: atlas.card(block.name, self.inline),
            "table": lambda: self._table(block.name),
        }
        if block.kind in ("figure", "demo", "card") and not live():
            return f'<p class="switched-off">The {block.kind} “{block.name}” is switched off.</p>'
        try:
            return make[block.kind]()
        except Exception as error:  # noqa: BLE001 - a figure may raise anything: its page is shown
            kind = "" if isinstance(error, ValueError) else f"{type(error).__name__}: "
            self._page.problem(block.line, f"{kind}{error}")
            return problem.box([self._page.problems[-1]])

    def _table(self, name: str) -> str:
        make: dict[str, Callable[[], str]] = {
            "answers": answers.render,
            "atlas": lambda: atlas.index(self.inline, self._page.address),
            "bibliography": lambda: listed(self._said),
            "defaults": lambda: frameworks.defaults(self.inline),
            "doctor": lambda: doctor.render(self._page.address),
            "models": proof.models,
            "patients": lambda: proof.patients(self._page.address),
            "variants": proof.variants,
            "tools": proof.tools,
            "cases": lambda: proof.cases(self._page.address),
            "fans": frameworks.fans,
            "path": lambda: path.render(self._page.address),
            "exercises": partial(sheet.exercises, self.inline, self._page.address),
            "handin": lambda: sheet.HAND_IN,
            "marking": lambda: sheet.MARKING,
            "port": frameworks.ports,
            "starts": lambda: starts.render(self._page.address),
            **{
                name: partial(table, self.inline, self._page.address)
                for name, table in self._page.tables.items()
            },
        }
        return make[_check.one_of("table", name, make)]()

    def _said(self, key: str) -> str:
        return "".join(say(key, self.inline, self._page.address) for say in self._page.works)

    def inline(self, text: str) -> str:
        """A caption: Markdown with formulas, without the paragraph around it."""
        if self._caption is None:
            self._caption = markdown.Markdown(extensions=["attr_list"])
            inline = maths.InlineMaths(self._caption, self._page.formula_problem)
            self._caption.inlinePatterns.register(inline, "initdocs-maths", 189.9)
            citation = Citation(self._caption, lambda: self._page.at.page, self._page.text_problem)
            self._caption.inlinePatterns.register(citation, "initdocs-citation", 175)
            self._caption.inlinePatterns.register(Thread(self._caption), "initdocs-thread", 174)
            # MkDocs resolves links, and warns of lost ones, in a processor of the page's own
            if "relpath" in self.md.treeprocessors:
                relpath = self.md.treeprocessors["relpath"]
                self._caption.treeprocessors.register(relpath, "relpath", 0)
        html = self._caption.reset().convert(text.strip())
        return html.removeprefix("<p>").removesuffix("</p>")


class _Notes(Treeprocessor):
    """Number the notes in the order in which they are read; footnotes number them as written."""

    def __init__(self, md: Markdown, page: _Page) -> None:
        super().__init__(md)
        self._page = page

    def run(self, root: Element) -> None:
        del root
        if "footnote" not in self.md.treeprocessors:
            return
        footnotes = self.md.treeprocessors["footnote"].footnotes  # type: ignore[attr-defined]
        read = re.findall(r"\[\^([^]]+)\](?!:)", self._page.text)
        place = {name: at for at, name in reversed(list(enumerate(read)))}
        notes = sorted(footnotes.footnotes.items(), key=lambda note: place.get(note[0], len(read)))
        footnotes.footnotes = OrderedDict(notes)


class _Define(Treeprocessor):
    """Put a definition at the first use of each term."""

    def __init__(self, md: Markdown, page: _Page, maths_: maths.InlineMaths, scan_: _Scan) -> None:
        super().__init__(md)
        self._page, self._maths, self._scan = page, maths_, scan_

    def run(self, root: Element) -> None:
        def latex(number: int) -> str:
            return self._maths.latex.get(number, "")

        def stashed(text: str) -> str:
            return self.md.htmlStash.store(self._scan.inline(text))

        at = self._page.at
        if at.path:  # a page of the site, not a piece of text
            kept = own(at.path)
            Definitions(at.page, latex, stashed, self._page.address, kept).put(root)


class _Last(Treeprocessor):
    """Lead links to presets, and bind text to demos.

    It also says that the next text that the postprocessors see is the page.
    """

    def __init__(self, md: Markdown, page: _Page) -> None:
        super().__init__(md)
        self._page = page

    def run(self, root: Element) -> None:
        for link in list(root.iter("a")):
            if link.get("href", "").startswith(presets.SCHEME):
                presets.lead(link, self._page.address, self._page.text_problem)
            elif link.get("href", "").startswith(presets.PRESENT):
                presets.stage(link, self._page.address, self._page.text_problem)
            elif link.get("href", "").startswith(bound.SCHEMES):
                bound.bind(link, self._page.text_problem)
        if self._page.at.page == GLOSSARY:
            place(root)
        self._page.complete = True


class _Check(Postprocessor):
    """Every block must have arrived in the page exactly once, and not inside code."""

    def __init__(self, md: Markdown, page: _Page) -> None:
        super().__init__(md)
        self._page = page

    def run(self, text: str) -> str:
        page = self._page
        if not page.complete:
            return text
        for number, block in enumerate(page.blocks):
            if block.kind in PARTS:
                continue
            marker = f"<!--block {number}-->"
            at = text.find(marker)
            in_code = text.rfind("<pre", 0, max(at, 0)) > text.rfind("</pre>", 0, max(at, 0))
            if text.count(marker) != 1 or in_code:
                page.problem(
                    block.line,
                    f"the {block.kind} block became text: check the indentation around it",
                )
            text = text.replace(marker, "")
        here = {block.name for block in page.blocks if block.kind == "demo"}
        for found, why in bound.astray(text, here):
            page.text_problem(found, why)
        report.page(page.at, page.problems)
        # seen while writing only: a build ends with the report
        return problem.top(page.at.page, page.problems) + text


def makeExtension(**kwargs: Any) -> LivePage:  # noqa: N802 - the name is Python-Markdown's
    """Return the extension, for `markdown_extensions` in mkdocs.yml."""
    return LivePage(**kwargs)
