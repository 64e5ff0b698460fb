"""Run the code of a page: its cells in order in one namespace, what it says of them, its exercises.

Nothing here knows where the code comes from: it is handed over as a list of kinds and sources.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import numpy as np

from initdocs.cells import run_cell
from initdocs.exercises import Verdict, run_exercise
from initdocs.holds import Statement, judge

#: the kinds of blocks whose code is run
RUN = ("live", "holds", "starter", "check", "solution")

Code = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Result:
    """What a cell printed and drew (SVG and text), what holds of it, or how it failed."""

    printed: str
    failure: str | None = None
    line: int | None = None
    figures: list[tuple[str, str]] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)


@dataclass(frozen=True)
class Outcome:
    """A result for each cell of a page; what is wrong with its exercises, by place in the code.

    `seconds` is the time that one processor took, where it was measured.
    """

    results: list[Result]
    problems: list[tuple[int, str]] = field(default_factory=list)
    seconds: float | None = None

    def plain(self) -> dict[str, Any]:
        """The outcome as JSON can hold it."""
        return asdict(self)

    @classmethod
    def read(cls, stored: dict[str, Any]) -> "Outcome":
        """The outcome that `plain` gave."""
        results = [
            Result(**{**r, "figures": [(svg, text) for svg, text in r["figures"]],
                      "statements": [Statement(**s) for s in r["statements"]]})
            for r in stored["results"]
        ]  # fmt: skip
        problems = [(at, text) for at, text in stored["problems"]]
        return cls(results, problems, stored["seconds"])


@contextmanager
def other_seeds(shift: int) -> Iterator[None]:
    """Within, each seed means another draw: `default_rng(0)` is that of 0 and `shift`.

    A shift of 0 leaves every seed what it is.

    >>> with other_seeds(1):
    ...     a, b = np.random.default_rng(0), np.random.default_rng([0, 1])
    >>> bool(a.random() == b.random()), bool(np.random.default_rng(0).random() == a.random())
    (False, False)
    """
    make = np.random.default_rng

    def other(seed: Any = None) -> np.random.Generator:
        if seed is None or not isinstance(seed, int | np.integer | Sequence | np.ndarray):
            return make(seed)
        return make([*np.atleast_1d(np.asarray(seed)).tolist(), shift])

    if shift:
        np.random.default_rng = other
    try:
        yield
    finally:
        np.random.default_rng = make


def run_code(code: Code, *, shift: int = 0, exercises: bool = True) -> Outcome:
    """Run the code of a page, under other seeds where `shift` is not 0."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    results: list[Result] = []
    problems: list[tuple[int, str]] = []
    with other_seeds(shift):
        for at, (kind, source) in enumerate(code):
            if kind == "live":
                results.append(run_one(source, namespace, f"cell {len(results) + 1}"))
            elif kind == "holds":
                results[-1] = judged(results[-1], source, namespace)
            elif kind == "starter" and exercises:
                problems += try_exercise(code[at : at + 3], namespace, at)
    return Outcome(results, problems)


def outcome(parts: list[list[str]], shift: int = 0) -> dict[str, Any]:
    """What comes of the code of a page, as JSON can hold it.

    Under other seeds neither its exercises count nor what it draws.
    """
    code = [(kind, body) for kind, body in parts]
    found = run_code(code, shift=shift, exercises=not shift)
    if shift:
        bare = [replace(result, figures=[]) for result in found.results]
        found = Outcome(bare)
    return found.plain()


def run_one(source: str, namespace: dict[str, Any], name: str) -> Result:
    """Run a cell in `namespace` and collect what it prints."""
    printed: list[str] = []
    figures: dict[int, tuple[str, str]] = {}

    def draw(number: int, kind: str, data: str, text: str, delay: int) -> None:
        del delay
        if kind == "svg":  # what a page shows in print: of an animation its last picture
            figures[number] = (data, text)

    failure = run_cell(source, namespace, write=printed.append, draw=draw, name=name)
    if failure is None:
        return Result("".join(printed), figures=list(figures.values()))
    return Result("".join(printed), failure.traceback, failure.line)


def judged(result: Result, source: str, namespace: dict[str, Any]) -> Result:
    """The result of a cell with what holds of it: nothing, where it failed."""
    if result.failure is not None:
        return result
    statements = judge(source, namespace, printed=result.printed)
    return replace(result, statements=statements)


def try_exercise(parts: Code, namespace: dict[str, Any], at: int) -> list[tuple[int, str]]:
    """What is wrong with an exercise: its solution must pass, its starter fail and be told why.

    `parts` are its starter, check and solution, which stand from place `at` on.
    """
    (_, starter), (_, check), (_, solution) = parts

    def verdict(source: str) -> Verdict:
        return run_exercise(source, check, namespace, write=lambda _: None)

    def told(of: Verdict) -> str:
        return f"{of.why}\n{of.failure.traceback if of.failure else ''}".rstrip()

    problems = []
    if not (of := verdict(solution)).passed:
        problems.append((at + 2, f"the solution fails: {told(of)}"))
    of = verdict(starter)
    if of.passed:
        problems.append((at, "the starter passes its own check"))
    elif of.failure or not of.why:
        text = f"the starter must run and fail with a reason: {told(of)}"
        problems.append((at, text))
    return problems
