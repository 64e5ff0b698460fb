"""LaTeX to MathML at build time."""

import re
from functools import lru_cache
from html import unescape
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from math_core import LatexError, LatexToMathML

from initdocs_site.page import bound
from initdocs_site.page.scanner import INLINE_MATHS


@lru_cache(maxsize=1)
def _converter() -> LatexToMathML:
    return LatexToMathML(fancy_error=False)


@lru_cache(maxsize=4096)
def to_mathml(latex: str, *, display: bool = False) -> str:
    """MathML Core for a formula; a `ValueError` with the reason if it cannot be read.

    >>> to_mathml("n^2")
    '<math data-search-exclude><msup><mi>n</mi><mn>2</mn></msup></math>'
    """
    written, lit = bound.marked(latex)
    try:
        mathml = str(_converter().convert_with_local_state(written, displaystyle=display))
    except LatexError as error:
        reason = str(error).strip().splitlines()[0]
        msg = f"the formula ${latex}$ cannot be read: {reason}"
        raise ValueError(msg) from error
    if "minsize" in mathml:
        mathml = _whole_brackets(mathml)
    if lit:
        mathml = bound.unmarked(mathml, lit)
    # the search index would glue the symbols of a formula into one word
    return mathml.replace("<math", "<math data-search-exclude", 1)


def _whole_brackets(mathml: str) -> str:
    r"""Let what stands in sized brackets carry their index as a whole.

    A closing bracket that is itself the base of an index is not stretched by browsers: it would
    come out smaller than the one that opens.

    >>> to_mathml(r"\big(x\big)^2").count("<msup><mrow><mo")
    1
    """
    # XML knows no names of characters but its own
    plain = re.sub(r"&(?!lt;|gt;|amp;|#)\w+;", lambda found: unescape(found[0]), mathml)
    root = ET.fromstring(plain)  # noqa: S314 - the converter's own
    for row in root.iter():
        for scripted in [e for e in row if e.tag in ("msup", "msub", "msubsup")]:
            closing = scripted[0]
            if closing.tag != "mo" or "minsize" not in closing.attrib:
                continue
            children = list(row)
            for at in range(children.index(scripted) - 1, -1, -1):
                one = children[at]
                if one.tag == "mo" and one.get("minsize") == closing.get("minsize"):
                    break
            else:
                continue
            end = children.index(scripted)
            inside = ET.Element("mrow")
            for each in children[at:end]:
                row.remove(each)
                inside.append(each)
            scripted.remove(closing)
            inside.append(closing)
            scripted.insert(0, inside)
    return ET.tostring(root, encoding="unicode")


def beside(latex: str) -> list[str]:
    r"""The formulas that a wide space parts, outside of braces and environments.

    >>> beside(r"a = b, \qquad c \text{ of \qquad d}")
    ['a = b,', 'c \\text{ of \\qquad d}']
    """
    parts, depth, start = [], 0, 0
    for found in re.finditer(r"\\begin\b|\\end\b|\\left\b|\\right\b|\\qquad|(?<!\\)[{}]", latex):
        mark = found[0]
        if mark == r"\qquad":
            if not depth:
                parts.append(latex[start : found.start()].strip())
                start = found.end()
        else:
            depth += 1 if mark in (r"\begin", r"\left", "{") else -1
    return [*parts, latex[start:].strip()]


def display(latex: str) -> str:
    """A display formula in a box that scrolls by itself on a narrow screen."""
    # formulas beside each other come below each other where there is no room
    mathml = "".join(to_mathml(part, display=True) for part in beside(latex))
    # the box takes focus, since what scrolls must scroll by keyboard too
    return f'<div class="maths" tabindex="0" role="group" aria-label="Formula">{mathml}</div>'


class InlineMaths(InlineProcessor):
    """`$…$` in running text, headings, tables, notes and footnotes."""

    def __init__(self, md: Markdown, problem: object) -> None:
        super().__init__(INLINE_MATHS.pattern, md)
        self._problem = problem
        #: the formulas of the page, by their numbers in the stash
        self.latex: dict[int, str] = {}

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the name is Python-Markdown's
        self, m: re.Match[str], data: str
    ) -> tuple[str | Element | None, int | None, int | None]:
        """Replace one formula, or report it."""
        del data
        try:
            mathml = to_mathml(m[1])
        except ValueError as error:
            self._problem(m[1], str(error))  # type: ignore[operator]
            return "", m.start(0), m.end(0)
        self.latex[self.md.htmlStash.html_counter] = bound.unbound(m[1])
        return self.md.htmlStash.store(mathml), m.start(0), m.end(0)
