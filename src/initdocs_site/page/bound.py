r"""Text that belongs to a demo of its page: numbers that set it, words that show it, terms.

`[50](sets:exploding.depth)` is a number that sets a parameter, `[117](shows:exploding.factor)` a
word or a number of the demo's words, `[the lines](lights:sums.lines)` a word that lights a part of
its picture, and `\htmlData{lights=sums.lines}{n}` the same in a formula. The text in the brackets
is what stands there without a script: it is checked against the demo's default settings.
"""

import re
from collections.abc import Callable, Collection, Iterator
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from initdocs import _check, demos
from initdocs.demos import Demo, Number, plain

SETS, SHOWS, LIGHTS = "sets:", "shows:", "lights:"
SCHEMES = (SETS, SHOWS, LIGHTS)

#: a bound text as it is written, and a bound term of a formula up to the brace that it opens
LINK = re.compile(rf"\[([^]]*)\]\((?:{'|'.join(SCHEMES)})[^)\s]*\)")
TERM = re.compile(r"\\htmlData\{([^{}]*)\}\s*\{")
_BOUND = re.compile(r'data-(sets|shows|lights)="(\w+)\.')
_MARK = re.compile(r"@(\d+)@")


def unbound(text: str) -> str:
    r"""Text and formulas without what binds them, for where no demo is.

    >>> unbound(r"[50](sets:a.b) layers: $\htmlData{lights=a.c}{n^2} w$")
    '50 layers: ${n^2} w$'
    """
    return TERM.sub("{", LINK.sub(r"\1", text))


def bind(link: Element, problem: Callable[[str, str], None]) -> None:
    """Make a text of what was written as a link; the page hears of a `problem`."""
    target = link.get("href", "")
    scheme, _, name = target.partition(":")
    said = "".join(link.itertext())
    link.tag = "span"
    del link.attrib["href"]
    link.set(f"data-{scheme}", name)
    right = said
    try:
        if scheme == "lights":
            part(name)
        else:
            right = _value(f"{scheme}:", name)
    except ValueError as error:
        problem(target, f"{target}: {error}")
        return
    if said != right:
        problem(target, f"{target}: the page says “{said}”, the demo’s default is “{right}”")


def part(name: str) -> None:
    """Raise a `ValueError` if `name`, a demo and one of its parts or views, does not exist."""
    demo, rest = _demo(name)
    views = (view for step in demo.steps for view in step.views)
    _check.one_of("part", rest, (*demo.parts, *views))


def _demo(name: str) -> tuple[Demo, str]:
    first, _, rest = name.partition(".")
    return demos.load(first), rest


def _value(scheme: str, name: str) -> str:
    """What a number or a word says at the demo's default settings."""
    demo, rest = _demo(name)
    if scheme == SETS:
        numbers = {p.name: p for p in demo.parameters if isinstance(p, Number)}
        return plain(numbers[_check.one_of("number", rest, numbers)].default)
    texts = demo.words.say(demos.defaults(demo)) if demo.words else {}
    return texts[_check.one_of("text", rest, texts)]


def marked(latex: str) -> tuple[str, list[str]]:
    r"""A formula with its bound terms in marked boxes, and the parts that they light.

    >>> marked(r"\htmlData{lights=gain.map}{n}")
    ('\\boxed{\\text{@0@}n}', ['gain.map'])
    """
    lit: list[str] = []

    def mark(found: re.Match[str]) -> str:
        scheme, _, name = found[1].partition("=")
        if scheme != "lights":
            msg = f"\\htmlData: got {found[1]!r}, allowed: lights=DEMO.PART"
            raise ValueError(msg)
        part(name)
        lit.append(name)
        return rf"\boxed{{\text{{@{len(lit) - 1}@}}"

    return TERM.sub(mark, latex), lit


def unmarked(mathml: str, lit: list[str]) -> str:
    """MathML in which the marked boxes are groups that know what they light."""
    root = ET.fromstring(mathml)  # noqa: S314 - our own converter's
    for box in root.iter("menclose"):
        row = box[0]
        number = _MARK.fullmatch(row[0].text or "")
        if number:
            box.tag, box[:] = "mrow", row[1:]
            box.attrib = {"data-lights": lit[int(number[1])]}
    return ET.tostring(root, encoding="unicode", short_empty_elements=False)


def astray(html: str, here: Collection[str]) -> Iterator[tuple[str, str]]:
    """What in a page is bound to a demo that it has not, or where nothing binds it; and why."""
    for scheme in SCHEMES:
        if f'href="{scheme}' in html:
            yield scheme, f"{scheme} stands in a caption or a table, where nothing is bound"
    for kind, name in sorted(set(_BOUND.findall(html))):
        if name not in here:
            yield f"{kind}:{name}.", f"{kind}:{name}: the page has no demo {name!r}"
