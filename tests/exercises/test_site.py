"""The exercises of the site, with answers that readers give."""

import ast
import functools
import tomllib
from pathlib import Path

import pytest

from initdocs.cells import run_cell
from initdocs.exercises import run_exercise
from initdocs_site import ROOT
from initdocs_site.page import pages
from initdocs_site.page.scanner import scan

HERE = Path(__file__).parent / "answers"
#: what no reason may say: that is the check's own failure
TRACES = ("The check cannot use", "Traceback", "Your code stops with an error.")


@functools.cache
def page(path):
    blocks, problems = scan(path.read_text("utf-8"))
    assert not problems
    return blocks


PAGES = [p for p in sorted((ROOT / "docs").glob("*/*.md")) if pages.exercises(page(p))]
EXERCISES = [(p, e) for p in PAGES for e in pages.exercises(page(p))]
ANSWERS = {k: v for f in HERE.glob("*.toml") for k, v in tomllib.loads(f.read_text()).items()}


def key(path, exercise):
    """An exercise's name in the files of answers; where two pages share one, with the page's."""
    name = exercise.starter.options["id"]
    return name if name in ANSWERS else f"{name}-{path.stem.removesuffix('-vanishing')}"


def names(source, context):
    return {
        n.id for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Name)
        and isinstance(n.ctx, context)
    }  # fmt: skip


def binds(source):
    """The names that a cell gives a value."""
    tree = ast.parse(source)
    found = names(source, ast.Store)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            found |= {(a.asname or a.name).split(".")[0] for a in node.names}
        elif isinstance(node, ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
    return found


@functools.cache
def variables(path):
    """The page's variables that its exercises may use: of the cells that those come from alone."""
    needed = set()
    for exercise in pages.exercises(page(path)):
        for block in (exercise.starter, exercise.check, exercise.solution):
            needed |= names(block.body, ast.Load)
        case = ANSWERS[key(path, exercise)]
        for answer in (*case["right"], *(wrong for wrong, _ in case["wrong"])):
            needed |= names(filled(case, answer), ast.Load)
    kept = []
    for cell in reversed(pages.cells(page(path))):
        body = cell.code.body
        if binds(body) & needed:
            kept.append(body)
            needed |= names(body, ast.Load)
    space = {"__name__": "__main__"}
    for body in reversed(kept):
        assert run_cell(body, space, write=lambda _: None) is None
    return space


def verdict(path, exercise, source):
    return run_exercise(source, exercise.check.body, variables(path), write=lambda _: None)


def filled(case, answer):
    return case["answer"].replace("{}", answer)


@pytest.mark.parametrize(("path", "exercise"), EXERCISES, ids=lambda x: getattr(x, "stem", ""))
def test_wrong_answers_are_told_their_slip(path, exercise):
    """No wrong answer passes, and each is told what is wrong with it: six or more an exercise."""
    case = ANSWERS[key(path, exercise)]
    assert len({answer for answer, _ in case["wrong"]}) >= 6
    for answer, why in case["wrong"]:
        told = verdict(path, exercise, filled(case, answer))
        assert not told.passed, f"{answer} passes"
        assert not any(trace in told.why for trace in TRACES), f"{answer}: {told.why}"
        assert why in told.why, f"{answer}: {told.why}"


@pytest.mark.parametrize(("path", "exercise"), EXERCISES, ids=lambda x: getattr(x, "stem", ""))
def test_right_answers_pass(path, exercise):
    """No right answer is refused, as an integer or a float, a list or an array, however found."""
    case = ANSWERS[key(path, exercise)]
    assert len(case["right"]) >= 2
    for answer in case["right"]:
        told = verdict(path, exercise, filled(case, answer))
        assert told.passed, f"{answer}: {told.why}"


#: what stands for any number or function that is asked for
ANYTHING = (
    *("None", "...", "'4'", "[]", "{}", "True", "float('nan')", "float('inf')", "1j", "object()"),
    *("lambda: 4", "lambda *a: None", "lambda *a: 'four'", "lambda *a: 1 / 0", "np", "int"),
)


@pytest.mark.parametrize(("path", "exercise"), EXERCISES, ids=lambda x: getattr(x, "stem", ""))
def test_whatever_is_given_gets_a_reason(path, exercise):
    """An answer of any other kind is refused with a sentence, never by a failure of the check."""
    solution, check = exercise.solution.body, exercise.check.body
    asked = sorted(binds(solution) & names(check, ast.Load) - binds(check))
    assert asked
    for name in asked:
        for value in ANYTHING:
            told = verdict(path, exercise, f"{solution}\n{name} = {value}")
            assert not told.passed, f"{name} = {value} passes"
            assert told.why.rstrip().endswith((".", "?", ")")), f"{name} = {value}: {told.why}"
            assert not any(t in told.why for t in TRACES), f"{name} = {value}: {told.why}"


def test_every_exercise_has_its_answers():
    """The files of answers name the exercises of the site, and no others."""
    assert {key(*e) for e in EXERCISES} == set(ANSWERS)
