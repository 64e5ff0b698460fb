import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initdocs_site import ROOT
from initdocs_site.page.scanner import scan

EXERCISE = (
    '```python starter id="a"\n1\n```\n```python check\n2\n```\n'
    "```python solution\n3\n```\n```hint\nh\n```\n"
)
HOLDS = '```python holds\nassert True, "so"\n```'
PAGES = sorted((ROOT / "docs").rglob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_block_is_lost(page):
    """Counted by a plain search for their openings, the blocks are those the scanner finds."""
    text = page.read_text("utf-8")
    kinds = (
        r"python (?:live|holds|starter|check|solution)|output varies|output|hint|figure|demo|card"
        r"|table"
    )
    openings = re.findall(rf"^ *```({kinds})\b", text, re.MULTILINE)
    blocks, problems = scan(text)
    assert problems == []
    found = [b.kind for b in blocks if b.kind != "maths"]
    assert found == [re.sub("^(python|output) ", "", name) for name in openings]
    displays = [line for line in text.splitlines() if line.strip() == "$$"]
    assert 2 * sum(b.kind == "maths" for b in blocks) == len(displays)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a\n```python live\n1", 2, "the live fence is never closed"),
        ("```python live id=x\n1\n```", 1, "cannot read 'id=x'"),
        ('```python live colour="red"\n1\n```', 1, "knows no option 'colour'"),
        ('```python live id="Not OK"\n1\n```', 1, "id: got 'Not OK'"),
        ("```output\n1\n```", 1, "must follow a live cell"),
        ('```python live\n1\n```\n```output rtol="-3"\n1\n```', 4, "rtol: got '-3'"),
        ('```python live\n1\n```\n```output rtol="0.02"\n1\n```', 4, "a number from 0 to 0.01"),
        ("```output varies\n1\n```", 1, "the output fence must follow a live cell"),
        ("```python live\n1\n```\n```output varies\n1\n```", 4, "holds fence must follow"),
        (
            '```python live\n1\n```\n```output varies rtol="0.1"\n1\n```\n' + HOLDS,
            4,
            "the varies fence knows no option 'rtol'",
        ),
        (HOLDS, 1, "must follow a live cell or its output"),
        (f"```python live\n1\n```\n{HOLDS}\n{HOLDS}", 7, "must follow a live cell or its"),
        ("```python live\n1\n```\n```python holds\nx = 1\n```", 5, "nothing is asserted"),
        ("```python live\n1\n```\n```python holds\nx = 1\nassert x\n```", 6, "needs its statement"),
        ("> ```python holds\n> 1\n> ```", 1, "inside a quote"),
        ("```figure\n```", 1, "needs a name"),
        ("```demo Play-ground\n```", 1, "needs a name"),
        ("    ```python live\n  1\n    ```", 2, "indented too little"),
        ("> ```python live\n> 1\n> ```", 1, "inside a quote"),
        ("> > ```output\n> > 1\n> > ```", 1, "inside a quote"),
        ('```python live id="1a"\n1\n```', 1, "id: got '1a'"),
        ("costs $ 5 and $ 6", 1, "unpaired $"),
        ("costs $ 5, or 6$", 1, "unpaired $"),
        ("`a\nb` and\n$c", 3, "unpaired $"),
        ("```python live\n1\n```\n```output varies\n1\n```\n\nend", 4, "holds fence must"),
        ("$$\nx", 1, "$$ is not closed"),
        ("costs $5 a piece", 1, "unpaired $"),
        ("a\n\nand $$x$$ inside", 3, "$$ must open its own line"),
        ("$$\nx\n\ny\n$$", 1, "a blank line stands inside the formula"),
        ("\\begin{align}", 1, "stands outside a formula"),
        ("| a | b |\n|---|---|\n| $|x|$ | 2 |", 3, "splits the table's cell"),
        ("```python check\n1\n```", 1, "must follow its part before it"),
        ("```hint\n1\n```", 1, "must follow its part before it"),
        ("> ```python starter\n> 1\n> ```", 1, "inside a quote"),
        ('```python starter id="a"\n1\n```', 1, "lacks a check fence after its starter"),
        (EXERCISE.replace("```hint\nh\n```", ""), 7, "lacks a hint fence after its solution"),
        (EXERCISE.replace(' id="a"', ""), 1, "an exercise needs a name"),
        (EXERCISE + EXERCISE, 13, "id 'a' is taken by the cell of line 1"),
        (EXERCISE.replace("check", 'check id="b"'), 4, "knows no option 'id'"),
        (
            '```python live id="a"\n1\n```\n```python live id="a"\n1\n```',
            4,
            "id 'a' is taken by the cell of line 1",
        ),
    ],
)
def test_problems_have_a_line(text, line, message):
    """What would silently become prose is a problem, at its line."""
    _, problems = scan(text)
    assert any(p.line == line and message in p.text for p in problems), problems


@pytest.mark.parametrize(
    "text",
    [
        "````\n```python live\n1\n```\n````",
        "~~~\n```output\n```\n~~~",
        "<!--\n```python live\n1\n```\n-->",
        "`$` and ``$$`` are code",
        "a \\$5 note and $x$ and $y\\$z$",
        "plain\n\n```python\nprint('$')\n```",
        "$a\nb$ over two lines",
    ],
)
def test_what_is_not_a_block(text):
    """Longer fences, comments, code and escaped dollars hold nothing of ours."""
    assert scan(text) == ([], [])


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_python_block_is_live_or_says_why_not(page):
    """A block of Python that nobody can run is followed by a line that gives the reason."""
    text = page.read_text("utf-8")
    plain = r"^ *```(?:python|py)\b(?! (?:live|holds|starter|check|solution)\b).*?^ *```\n+(.*?)$"
    for after in re.findall(plain, text, re.MULTILINE | re.DOTALL):
        assert after.strip().startswith("*Not run here"), after


def test_an_exercise_is_its_fences_in_order():
    """Starter, check, solution and one hint or more, inside an admonition too."""
    blocks, problems = scan(EXERCISE + "```hint\nmore\n```\n")
    assert not problems
    assert [b.kind for b in blocks] == ["starter", "check", "solution", "hint", "hint"]
    lines = "".join(f"    {line}\n" for line in EXERCISE.splitlines())
    assert scan(f'!!! exercise "Task"\n{lines}')[1] == []


def test_indented_blocks_lose_their_indent():
    """A block inside a list or an admonition has its own indentation taken off."""
    blocks, problems = scan("- item\n\n    ```python live\n    if 1:\n        2\n    ```")
    assert not problems
    assert blocks[0].body == "if 1:\n    2" and blocks[0].indent == "    "


@given(st.text(alphabet='`$~ \n->!pythonlive="|\\', max_size=120))
def test_anything_can_be_scanned(text):
    """No text makes the scanner fail, and every block lies inside the text."""
    blocks, problems = scan(text)
    count = text.count("\n") + 1
    assert all(0 <= b.start <= b.end < count for b in blocks)
    assert all(1 <= p.line <= count for p in problems)


@pytest.mark.parametrize("rtol", ["0", "1e-9", "0.01", "1e-2"])
def test_tolerances_that_are_allowed(rtol):
    """From none at all to a hundredth, both included."""
    text = f'```python live\n1.5\n```\n```output rtol="{rtol}"\n1.5\n```'
    blocks, problems = scan(text)
    assert problems == []
    assert blocks[1].options == {"rtol": rtol}


def test_where_a_fence_ends():
    """At the next line of as many marks or more, of the same kind, with nothing behind them."""
    text = "```python live\n1\n~~~\n``\n```` x\n`````\n```python live\n2\n```"
    blocks, problems = scan(text)
    assert problems == []
    assert [(b.body, b.start, b.end) for b in blocks] == [("1\n~~~\n``\n```` x", 0, 5), ("2", 6, 8)]


def test_where_a_comment_ends():
    """In its own line, or later; what follows is seen again."""
    text = "<!-- a -->\n```python live\n1\n```\n<!--\n```python live\n2\n```\n-->\n$x"
    blocks, problems = scan(text)
    assert [b.body for b in blocks] == ["1"]
    assert [(p.line, p.text[:10]) for p in problems] == [(10, "unpaired $")]


def test_bars_are_allowed_outside_of_tables():
    """A | inside a formula splits nothing in a paragraph."""
    assert scan("so that $|x| < 1$ holds") == ([], [])
