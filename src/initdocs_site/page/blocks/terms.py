r"""A definition at the word: each term of glossary and notation, at its first use on a page.

The definition is read by hover, focus or touch, by styles alone, and stands in print as a note at
the page's end. What the terms are, and which words stand for them, is told by the two pages.
A page that uses a letter for something of its own says so in its front matter: `letters: s \delta`.
"""

import posixpath
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from markdown.extensions.toc import slugify

from initdocs_site import ROOT

GLOSSARY, NOTATION = "reference/glossary.md", "reference/notation.md"
#: pages that define, list or quote, and use no term
EXCEPT = (GLOSSARY, NOTATION, "reference/bibliography.md", "reference/cite.md", "reference/api/")
#: where no definition stands: it would sit in a link, in code, or in what scrolls or opens
WITHOUT = {"a", "button", "code", "figure", "pre", "summary", "sup", "table",
           "h1", "h2", "h3", "h4", "h5", "h6"}  # fmt: skip
#: letters that pages use for other things too, unless they are decorated
COMMON = {"a", "b", "c", "g", "n", "x", "z"}

_ENTRY = re.compile(r'^\*\*(.+?)\*\*(?:\{ words="(.*?)" \})?\n:   (.+)$', re.MULTILINE)
_ROW = re.compile(r"^\| (\$.+?) \| (.+?) \|", re.MULTILINE)
_LINK = re.compile(r"\[([^]]*)\]\((?!https?:)([^)#]*)(#[^)]*)?\)")
#: what is told by its letter, whatever stands in its brackets
_LAW = r"\\mathrm\{\w+\}"
_OWN = re.compile(r"\A---\n(?:.+\n)*?letters: (.+)\n")
_STASHED = r"\x02wzxhzdk:(\d+)\x03"


@dataclass(frozen=True)
class Term:
    """A term: its name, its definition in Markdown, the words and formulas that stand for it."""

    name: str
    definition: str
    words: tuple[str, ...] = ()
    formulas: tuple[str, ...] = ()


def symbol(latex: str) -> str:
    r"""What a formula stands for: units, and the number of the layer, do not matter.

    >>> symbol(r"\delta_k^{[l-1]}"), symbol(r"\mathrm{Var}(W^{[l]})"), symbol("q^*")
    ('\\delta^[]', '\\mathrm{Var}', 'q^*')
    """
    if latex in ("a^{[0]}", "a^{[L]}"):
        return latex
    bare = re.sub(rf"^({_LAW})(?:\\!|\\left|\\big)*[(\[][^=]*[)\]]$", r"\1", latex.strip())
    bare = re.sub(r"^([NU])\([^=]*\)$", r"\1()", bare)  # without brackets it is no law
    bare = re.sub(r"_(\{?[jk]+\}?)(?=$|\^)", "", bare)
    return re.sub(r"\^\{\[[^]]*\]\}", "^[]", bare).replace(" ", "")


def glossary(text: str) -> list[Term]:
    """The terms of the glossary, a bold line and its definition each."""
    found = []
    for name, words, definition in _ENTRY.findall(text):
        forms = words or (name if name.isupper() else name[0].lower() + name[1:])
        found.append(Term(name, definition, words=tuple(w.strip() for w in forms.split(","))))
    return found


def notation(text: str) -> list[Term]:
    """The symbols of the notation, a row of its table each."""
    found = []
    for cell, meaning in _ROW.findall(text):
        formulas = [f for part in re.findall(r"\$(.+?)\$", cell) for f in part.split(" = ")]
        names = {symbol(f) for f in formulas} | {symbol(f).removesuffix("^[]") for f in formulas}
        told = f"{cell}: {meaning}. [Notation](notation.md)."
        found.append(Term(cell, told, formulas=tuple(sorted(names - COMMON))))
    return found


def own(path: Path) -> frozenset[str]:
    """The letters that a page uses for something else than the notation does."""
    found = _OWN.match(path.read_text("utf-8-sig"))
    return frozenset(found[1].split() if found else ())


@lru_cache(maxsize=1)
def terms() -> tuple[Term, ...]:
    """All terms of the two pages."""
    words = glossary((ROOT / "docs" / GLOSSARY).read_text("utf-8"))
    symbols = notation((ROOT / "docs" / NOTATION).read_text("utf-8"))
    return (*words, *symbols)


def linked(definition: str, address: Callable[[str], str]) -> str:
    """The definition with its links as HTML: no builder looks for them in a page that has them not.

    >>> linked("See [this](he.md#a) and [that](../guide/b.md).", lambda page: f"/{page}")
    'See <a href="/reference/he.md#a">this</a> and <a href="/guide/b.md">that</a>.'
    """

    def link(m: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join("reference", m[2]))
        return f'<a href="{address(target)}{m[3] or ""}">{m[1]}</a>'

    return _LINK.sub(link, definition)


def place(root: Element) -> None:
    """Give each entry of the glossary a place of its own, which a search leads to."""
    for entry in root.iter("dt"):
        name = entry.find("strong")
        if name is not None and name.text:
            entry.set("id", slugify(name.text, "-"))
            name.attrib.pop("words", None)  # for this module, not for a browser


class Definitions:
    """Put the definitions into a page's tree, and what they say into a list at its end."""

    def __init__(
        self,
        source: str,
        latex: Callable[[int], str],
        render: Callable[[str], str],
        address: Callable[[str], str],
        own: Collection[str] = (),
    ) -> None:
        self._source, self._latex = source, latex
        self._render, self._address = render, address
        self._left = [t for t in terms() if not set(own) & set(t.formulas)]
        self.found: list[tuple[Term, str]] = []

    def put(self, root: Element) -> None:
        """Go through the page in reading order."""
        if self._source.startswith(EXCEPT):
            return
        self._walk(root)
        if self.found:
            section = SubElement(root, "section", {"class": "terms", "data-search-exclude": ""})
            listed = SubElement(section, "ol")
            for term, html in self.found:
                item = SubElement(listed, "li")
                if term.words:  # a symbol's definition begins with it
                    SubElement(item, "strong").text = term.name
                    item[0].tail = f". {html}"
                else:
                    item.text = html

    def _walk(self, element: Element) -> None:
        if element.tag in WITHOUT or "admonition-title" in element.get("class", ""):
            return
        at = self._split(element.text or "")
        if at:
            element.text = at[0][1]
        for child in list(element):
            self._walk(child)
            after = self._split(child.tail or "")
            if after:
                child.tail = after[0][1]
                place = list(element).index(child) + 1
                self._insert(element, place, after[1:])
        if at:
            self._insert(element, 0, at[1:])

    @staticmethod
    def _insert(element: Element, place: int, parts: list[tuple[Element | None, str]]) -> None:
        for offset, (span, tail) in enumerate(parts):
            assert span is not None
            span.tail = tail
            element.insert(place + offset, span)

    def _split(self, text: str) -> list[tuple[Element | None, str]]:
        """The text in parts, each but the first after a term; nothing if it holds no term."""
        parts: list[tuple[Element | None, str]] = []
        end = 0
        for m, term in self._uses(text):
            self._left.remove(term)
            if not parts:
                parts.append((None, text[: m.start()]))
            else:
                parts[-1] = (parts[-1][0], text[end : m.start()])
            parts.append((self._span(term, m[0]), ""))
            end = m.end()
        if parts:
            parts[-1] = (parts[-1][0], text[end:])
        return parts

    def _uses(self, text: str) -> Iterator[tuple[re.Match[str], Term]]:
        words = {w: t for t in self._left for w in t.words}
        formulas = {f: t for t in self._left for f in t.formulas}
        forms = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
        seen: list[Term] = []
        for m in re.finditer(rf"{_STASHED}|(?<![\w-])(?:{forms})(?![\w-])", text, re.IGNORECASE):
            term = formulas.get(symbol(self._latex(int(m[1])))) if m[1] else None
            if not m[1]:
                # a name is written as it is; any other word may begin a sentence
                term = words.get(m[0]) or words.get(m[0][0].lower() + m[0][1:])
            if term and term not in seen:
                seen.append(term)
                yield m, term

    def _span(self, term: Term, word: str) -> Element:
        number = len(self.found) + 1
        html = self._render(linked(term.definition, self._address))
        self.found.append((term, html))
        span = Element("span", {"class": "term"})
        told = {"type": "button", "aria-describedby": f"term-{number}"}
        button = SubElement(span, "button", told)
        button.text = word
        if not term.words:  # a formula alone is no text that a button could be called by
            SubElement(button, "span", {"class": "term-symbol"}).text = " symbol"
        note = {"class": "term-note", "id": f"term-{number}", "role": "tooltip"}
        SubElement(span, "span", {**note, "data-search-exclude": ""}).text = html
        return span
