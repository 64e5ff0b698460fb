import pytest

from initdocs.holds import Statement
from initdocs_site.page import pages
from initdocs_site.page.run import Result
from initdocs_site.page.scanner import scan

HOLDS = '```python holds\nassert True, "so"\n```'


def test_a_cell_and_what_belongs_to_it():
    """Output, digits that vary, and statements follow their cell; a cell may lack each."""
    page = (
        f"```python live\n1\n```\n```output\n1\n```\n{HOLDS}\n"
        f"```python live\n2\n```\n```output varies\n2\n```\n\nprose\n\n{HOLDS}\n"
        f"```python live\n3\n```\n{HOLDS}\n"
        "```python live\n4\n```\n```output\n4\n```\n```python live\n5\n```\n"
    )
    blocks, problems = scan(page)
    assert problems == []
    found = pages.cells(blocks)
    assert [c.code.body for c in found] == ["1", "2", "3", "4", "5"]
    assert [c.output.kind if c.output else None for c in found] == [
        "output", "varies", None, "output", None,
    ]  # fmt: skip
    assert [bool(c.holds) for c in found] == [True, True, True, False, False]
    assert [c.varies for c in found] == [False, True, False, False, False]


def cell(text):
    (found,) = pages.cells(scan(text)[0])
    return found


SAID = "```python live\n1\n```\n```output{}\n{}\n```\n"


@pytest.mark.parametrize(
    ("options", "said", "printed", "same"),
    [
        ("", "1.0", "1.0000009\n", True),
        ("", "1.0", "1.00001\n", False),
        (' rtol="1e-4"', "1.0", "1.00001\n", True),
        ("", "1.0", "", False),
        ("", "", "", True),
        (" varies", "loss 1.0", "loss 7.5\n", True),
        (" varies", "loss 1.0", "", False),
    ],
)
def test_an_output_is_what_the_fence_says(options, said, printed, same):
    """To a millionth or to its own tolerance; a cell that prints nothing agrees with nothing."""
    wrong = pages.check(cell(SAID.format(options, said)), Result(printed))
    assert bool(wrong) is not same
    for problem in wrong:
        assert problem.line == 4 and problem.text.startswith("the output differs")


def test_a_silent_cell_needs_no_output():
    """Blank lines are nothing that a page would say."""
    silent = cell("```python live\n1\n```\n")
    assert pages.check(silent, Result("\n \n")) == []
    (problem,) = pages.check(silent, Result("7\n"))
    assert problem.line == 1 and "no output fence follows it. It prints:\n7" in problem.text


def test_a_failure_has_the_readers_line():
    """Of the page, not of the cell; without one it is the fence's."""
    second = cell("\n\n```python live\n1\nx / 0\n```\n")
    (problem,) = pages.check(second, Result("", "Traceback\nZeroDivisionError: no", line=2))
    assert (problem.line, problem.text) == (5, "the cell fails: ZeroDivisionError: no")
    assert pages.check(second, Result("", "KeyboardInterrupt"))[0].line == 3


def test_what_cannot_be_judged_does_not_hold():
    """Neither false nor true: the page says it, so it is a problem."""
    found = cell(f"```python live\n1;\n```\n{HOLDS}\n")
    statements = [Statement("a", True), Statement("b", False), Statement("c", None, "NameError")]
    wrong = pages.check(found, Result("", statements=statements))
    assert [(p.line, p.text) for p in wrong] == [
        (4, "this does not hold: b"), (4, "this does not hold: c (NameError)"),
    ]  # fmt: skip


def test_names_of_cells():
    """Their own, or the page's and a number that counts from 1; an index is its folder."""
    page = '```python live\n1;\n```\n```python live id="own"\n1;\n```\n```python live\n1;\n```\n'
    blocks, _ = scan(page)
    assert pages.names("guide/a-page.md", blocks) == ["guide-a-page-1", "own", "guide-a-page-3"]
    assert pages.names("labs/index.md", blocks)[0] == "labs-1"


def test_hints_belong_to_their_exercise():
    """To the one before them."""
    exercise = (
        '```python starter id="{0}"\n{0}\n```\n```python check\n1\n```\n'
        "```python solution\n1\n```\n```hint\nof {0}\n```\n"
    )
    blocks, problems = scan(exercise.format("a") + exercise.format("b") + "```hint\nmore\n```\n")
    assert problems == []
    found = pages.exercises(blocks)
    assert [[h.body for h in e.hints] for e in found] == [["of a"], ["of b", "more"]]
