"""The authority on what a page holds: one pass over its lines, before any other extension.

It finds live cells, their outputs, exercises, figures, demos, tables and display formulas, and
reports every line that looks like one of them and would silently become prose.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from initdocs import holds

FENCE = re.compile(r"^(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^`]*)$")
HEADER = re.compile(r"^(python\s+[a-z]+|output(\s+varies)?|hint|(figure|demo|card|table)(\s+\S+)?)")
OPTION = re.compile(r'\s*([a-z]+)="([^"]*)"')
QUOTED = re.compile(
    r"^\s*(?:>\s*)+(?:`{3,}|~{3,})[ \t]*"
    r"(python\s+(?:live|holds|starter|check|solution)|output|hint|figure|demo|card|table)\b"
)
CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
INLINE_MATHS = re.compile(r"(?<!\\)\$(?!\s)((?:\\.|[^\\$])+?)(?<!\s)\$", re.DOTALL)

#: the options that each kind of block knows
OPTIONS: dict[str, set[str]] = {
    "live": {"id"},
    "output": {"rtol"},
    "varies": set(),
    "holds": set(),
    "figure": set(),
    "demo": set(),
    "card": set(),
    "table": set(),
    "maths": set(),
    "starter": {"id"},
    "check": set(),
    "solution": set(),
    "hint": set(),
}
#: the kinds of Python that are run
PYTHON = ("live", "holds", "starter", "check", "solution")
#: what may follow a live cell, and what each part may follow
PARTS_OF_A_CELL = {
    "output": ("live",),
    "varies": ("live",),
    "holds": ("live", "output", "varies"),
}
#: the largest tolerance of digits that are documented; where more is needed the output varies
MAX_RTOL = 1e-2
#: the kinds whose second word is a name
NAMED = ("figure", "demo", "card", "table")
#: an exercise is these fences, in this order; hints may follow each other
EXERCISE = {"starter": ("check",), "check": ("solution",), "solution": ("hint",), "hint": ("hint",)}


@dataclass(frozen=True)
class Problem:
    """Something wrong on a page, at a line of its source (1-based)."""

    line: int
    text: str


@dataclass
class Block:
    """A block that this project renders: `start` and `end` are indices of its lines."""

    kind: str
    start: int
    end: int
    indent: str
    body: str
    name: str = ""
    options: dict[str, str] = field(default_factory=dict)

    @property
    def line(self) -> int:
        """The line of the source that opens the block, 1-based."""
        return self.start + 1


def scan(text: str) -> tuple[list[Block], list[Problem]]:
    r"""All blocks of a page in order, and everything that is wrong with its form.

    >>> blocks, problems = scan("```python live\n1 + 1\n```\n\n```output\n2\n```")
    >>> [(b.kind, b.line, b.body) for b in blocks], problems
    ([('live', 1, '1 + 1'), ('output', 5, '2')], [])
    >>> print(scan("```python live id=x\n1\n```")[1][0].text)
    the fence's options: cannot read 'id=x'; write name="value"
    """
    lines = text.split("\n")
    blocks: list[Block] = []
    problems: list[Problem] = []
    prose = list(lines)
    i = 0
    while i < len(lines):
        end = _comment_end(lines, i)
        if end is not None:
            prose[i : end + 1] = [""] * (end + 1 - i)
            i = end + 1
            continue
        if match := FENCE.match(lines[i]):
            end = _fence_end(lines, i, match)
            known = _kind(match["info"])
            if end is None:
                if known:
                    problems.append(Problem(i + 1, f"the {known} fence is never closed"))
                end = len(lines) - 1
                prose[i : end + 1] = [""] * (end + 1 - i)
            else:
                if known:
                    blocks.append(_fenced(lines, i, end, match, known, problems))
                prose[i : end + 1] = [""] * (end + 1 - i)
            i = end + 1
            continue
        if QUOTED.match(lines[i]):
            problems.append(Problem(i + 1, "a block inside a quote is not rendered: move it out"))
        if lines[i].strip().startswith("$$"):
            end = _maths_end(lines, i)
            if end is None:
                problems.append(
                    Problem(i + 1, "$$ is not closed, or a blank line stands inside the formula")
                )
                prose[i] = ""
            else:
                blocks.append(_maths(lines, i, end))
                prose[i : end + 1] = [""] * (end + 1 - i)
                i = end + 1
                continue
        i += 1
    problems += _outputs(blocks)
    problems += _exercises(blocks)
    problems += _prose(prose)
    return blocks, sorted(problems, key=lambda p: p.line)


def _kind(info: str) -> str | None:
    words = info.split()
    if words[:1] == ["python"] and len(words) > 1:
        return words[1] if words[1] in PYTHON else None
    if words[:2] == ["output", "varies"]:
        return "varies"
    return words[0] if words and words[0] in ("output", "hint", *NAMED) else None


def _comment_end(lines: list[str], i: int) -> int | None:
    if not lines[i].lstrip().startswith("<!--"):
        return None
    return next((j for j in range(i, len(lines)) if "-->" in lines[j]), len(lines) - 1)


def _fence_end(lines: list[str], i: int, opening: re.Match[str]) -> int | None:
    closing = re.compile(rf"^[ \t]*{re.escape(opening['fence'])}{opening['fence'][0]}*[ \t]*$")
    return next((j for j in range(i + 1, len(lines)) if closing.match(lines[j])), None)


def _maths_end(lines: list[str], i: int) -> int | None:
    first = lines[i].strip()
    if len(first) > 4 and first.endswith("$$"):
        return i
    for j in range(i + 1, len(lines)):
        if not lines[j].strip():
            return None
        if lines[j].rstrip().endswith("$$"):
            return j
    return None


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _maths(lines: list[str], start: int, end: int) -> Block:
    body = "\n".join(line.strip() for line in lines[start : end + 1])
    return Block("maths", start, end, _indent(lines[start]), body[2:-2].strip())


def _fenced(
    lines: list[str],
    start: int,
    end: int,
    match: re.Match[str],
    kind: str,
    problems: list[Problem],
) -> Block:
    indent, body = match["indent"], []
    for number, line in enumerate(lines[start + 1 : end], start=start + 2):
        if line.strip() and not line.startswith(indent):
            problems.append(
                Problem(number, f"this line of the {kind} block is indented too little")
            )
        body.append(line.removeprefix(indent))
    words = match["info"].split()
    name = words[1] if kind in NAMED and len(words) > 1 else ""
    if kind in NAMED and not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        problems.append(Problem(start + 1, f"the {kind} fence needs a name: ```{kind} NAME"))
    rest = match["info"].strip()
    rest = re.sub(HEADER, "", rest)
    options = _options(rest, kind, start + 1, problems)
    return Block(kind, start, end, indent, "\n".join(body), name, options)


def _options(rest: str, kind: str, line: int, problems: list[Problem]) -> dict[str, str]:
    options: dict[str, str] = {}
    while match := OPTION.match(rest):
        name, value = match.groups()
        rest = rest[match.end() :]
        if name not in OPTIONS[kind]:
            allowed = ", ".join(sorted(OPTIONS[kind])) or "none"
            problems.append(Problem(line, f"the {kind} fence knows no option {name!r} ({allowed})"))
        options[name] = value
    if rest.strip():
        text = f'the fence\'s options: cannot read {rest.strip()!r}; write name="value"'
        problems.append(Problem(line, text))
    if "rtol" in options and not _is_tolerance(options["rtol"]):
        got = options.pop("rtol")
        text = (
            f"rtol: got {got!r}, allowed: a number from 0 to {MAX_RTOL:g}; digits that differ "
            "by more from machine to machine are ```output varies, with ```python holds after it"
        )
        problems.append(Problem(line, text))
    if "id" in options and not re.fullmatch(r"[a-z][a-z0-9-]*", options["id"]):
        problems.append(
            Problem(line, f"id: got {options['id']!r}, allowed: lower-case words, hyphens")
        )
    return options


def _is_tolerance(text: str) -> bool:
    try:
        return 0 <= float(text) <= MAX_RTOL
    except ValueError:
        return False


def _outputs(blocks: list[Block]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    kinds = ["", *(b.kind for b in blocks), ""]
    for before, block, after in zip(kinds, blocks, kinds[2:], strict=False):
        allowed = PARTS_OF_A_CELL.get(block.kind)
        if allowed and before not in allowed:
            kind = "output" if block.kind == "varies" else block.kind
            place = "a live cell" if allowed == ("live",) else "a live cell or its output"
            yield Problem(block.line, f"the {kind} fence must follow {place}")
        if block.kind == "varies" and after != "holds":
            text = "digits that vary prove nothing: a ```python holds fence must follow and assert"
            yield Problem(block.line, f"{text} what the page says of them")
        if block.kind == "holds":
            yield from _statements(block)
        if name := block.options.get("id"):
            if name in seen:
                yield Problem(block.line, f"id {name!r} is taken by the cell of line {seen[name]}")
            seen[name] = block.line


def _statements(block: Block) -> Iterator[Problem]:
    try:
        holds.texts(block.body)
    except ValueError as error:
        line, _, text = str(error).removeprefix("line ").partition(": ")
        yield Problem(block.line + int(line), text)


def _exercises(blocks: list[Block]) -> Iterator[Problem]:
    kinds = [None, *(b.kind for b in blocks), None]
    for before, block, after in zip(kinds, blocks, kinds[2:], strict=False):
        if block.kind not in EXERCISE:
            continue
        if block.kind != "starter" and block.kind not in EXERCISE.get(before or "", ()):
            text = f"the {block.kind} fence of an exercise must follow its part before it: "
            yield Problem(block.line, text + "starter, check, solution, hints")
        if block.kind != "hint" and after not in EXERCISE[block.kind]:
            text = f"the exercise lacks a {EXERCISE[block.kind][0]} fence after its {block.kind}"
            yield Problem(block.line, text)
        if block.kind == "starter" and "id" not in block.options:
            yield Problem(block.line, 'an exercise needs a name: ```python starter id="…"')


def _prose(lines: list[str]) -> Iterator[Problem]:
    """Unpaired dollars, $$ in the middle of a line, and LaTeX outside a formula."""
    start = 0
    for i in range(len(lines) + 1):
        if i < len(lines) and lines[i].strip():
            formulas = INLINE_MATHS.findall(CODE_SPAN.sub("", lines[i]))
            if lines[i].lstrip().startswith("|") and any("|" in latex for latex in formulas):
                yield Problem(i + 1, "a | inside $…$ splits the table's cell: write \\vert")
            continue
        paragraph = "\n".join(lines[start:i])
        bare = INLINE_MATHS.sub(_blank, CODE_SPAN.sub(_blank, paragraph))
        for offset, line in enumerate(bare.split("\n")):
            number = start + offset + 1
            if "$$" in line:
                yield Problem(number, "$$ must open its own line and close at the end of one")
            elif re.search(r"(?<!\\)\$", line):
                yield Problem(number, "unpaired $ (write \\$ for a dollar sign)")
            if r"\begin{" in line:
                yield Problem(number, r"\begin{…} stands outside a formula")
        start = i + 1


def _blank(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")
