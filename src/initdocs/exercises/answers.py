"""What a check asks of an answer: a number, several, or a function; it asserts, and names the slip.

Every function raises an `AssertionError` whose message is what the reader is told.
An answer passes as an integer or a float, as a list or an array, whoever made it.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from initdocs.exercises.kinds import as_number, as_numbers, refuse, shown
from initdocs.exercises.slips import Array, Slip, close, common, recognise

__all__ = [
    "as_number",
    "as_numbers",
    "called",
    "expect",
    "expect_function",
    "refuse",
    "shown",
    "words",
]

#: within how much of the right number an answer is told that it is close
NEAR = 0.03


def called(name: str, answer: Any, *arguments: Any, **named: Any) -> Any:
    """What the reader's function gives; refused if it is none, fails, or gives nothing back.

    >>> called("bound", lambda n: 3 / n, 0)
    Traceback (most recent call last):
    AssertionError: bound(0) stops with ZeroDivisionError: division by zero.
    """
    told = [*map(_told, arguments), *(f"{key}=…" for key in named)]
    call = f"{name}({', '.join(told)})"
    if not callable(answer):
        refuse(f"{name} is not a function: begin with def {name}(…): and end with return.")
    try:
        inspect.signature(answer).bind(*arguments, **named)
    except TypeError:
        names = ", ".join(inspect.signature(answer).parameters)
        refuse(f"{call} is asked for: yours is {name}({names}), which takes other arguments.")
    except ValueError:  # a function of C need not tell what it takes
        pass
    try:
        with np.errstate(all="ignore"):
            result = answer(*arguments, **named)
    except Exception as error:  # noqa: BLE001 - a reader's function may raise anything
        refuse(f"{call} stops with {type(error).__name__}: {error}.")
    if result is None:
        refuse(f"{call} gives nothing back: end it with return; print only shows a number.")
    return result


def _told(argument: Any) -> str:
    if callable(argument):
        return getattr(argument, "__name__", "f")
    return shown(argument) if np.ndim(argument) == 0 else "…"


def expect(
    name: str,
    answer: Any,
    right: Any,
    *,
    slips: Mapping[str, Any] | None = None,
    unit: str = "",
    whole: bool = False,
    log: bool = False,
    parts: Sequence[str] = (),
    rtol: float = 1e-3,
    otherwise: str | Callable[[Any], str] = "",
) -> None:
    """Assert that the answer is the number, or the numbers, asked for.

    `name` is what the answer is called in the exercise, `right` the right number or a list of them,
    whose numbers `parts` name. `slips` are wrong numbers of this exercise by the sentence that is
    said of them; `unit`, `whole` and `log` are those of `initdocs.exercises.slips.common`.
    `otherwise` is said of a wrong number that is no slip, or says it of the number. `rtol` is the
    relative tolerance: three digits are enough if nothing is said, but a whole number is met or
    not.

    >>> expect("factor", 0.16, 0.4, unit="standard deviation")
    Traceback (most recent call last):
    AssertionError: factor is 0.16: that is the variance; the standard deviation is its square root.
    >>> expect("factor", 2 / 5, 0.4)
    """
    truth = np.asarray(right, float)
    given = [as_numbers(name, answer, truth, parts)]
    own = [Slip(says, [np.asarray(value, float)]) for says, value in (slips or {}).items()]
    shared = common([truth], unit=unit, whole=whole, log=log)
    wrong = Wrong(given, [truth], [name], parts, 1e-9 if whole else rtol)
    says = otherwise if callable(otherwise) else lambda _: otherwise
    wrong.explain(own, shared, lambda _, value: says(value), whole=whole)


def expect_function(
    name: str,
    answer: Any,
    right: Callable[..., Any],
    *cases: Any,
    slips: Mapping[str, Callable[..., Any]] | None = None,
    unit: str = "",
    log: bool = False,
    parts: Sequence[str] = (),
    rtol: float = 1e-6,
    otherwise: Callable[..., str] | None = None,
) -> None:
    """Assert that the answer is a function that gives what `right` gives, for each of the cases.

    A case is an argument, or a tuple of them; the first case that goes wrong is shown.
    `slips` are functions of the same arguments, each with what is said of it; `otherwise` is
    given the arguments and the wrong result.

    >>> expect_function("bound", lambda n: 3 / n, lambda n: np.sqrt(3 / n), 50, 300)
    Traceback (most recent call last):
    AssertionError: bound(50) is 0.06: that is its square: a square root is missing.
    """
    arguments = [case if isinstance(case, tuple) else (case,) for case in cases]
    calls = [f"{name}({', '.join(_told(a) for a in case)})" for case in arguments]
    truths = [np.asarray(right(*case), float) for case in arguments]
    given = [
        as_numbers(call, called(name, answer, *case), truth, parts)
        for call, case, truth in zip(calls, arguments, truths, strict=True)
    ]
    own = [
        Slip(says, [np.asarray(make(*case), float) for case in arguments])
        for says, make in (slips or {}).items()
    ]
    wrong = Wrong(given, truths, calls, parts, rtol)
    wrong.explain(
        own,
        common(truths, unit=unit, log=log),
        lambda at, value: otherwise(*arguments[at], value) if otherwise else "",
    )


def words(name: str, answer: Any, allowed: Sequence[str], count: int | None = None) -> list[str]:
    """The words of an answer in small letters, each one of those that are allowed.

    >>> words("phases", ["Order", "chaos "], ("order", "chaos"), 2)
    ['order', 'chaos']
    """
    choice = " or ".join(f'"{word}"' for word in allowed)
    if isinstance(answer, str):
        answer = [answer]
    if answer is None or not isinstance(answer, Iterable):
        refuse(f"{name} is {answer!r}: words are asked for, {choice}.")
    given = list(answer)
    for word in given:
        if not isinstance(word, str) or word.strip().lower() not in allowed:
            refuse(f"{name} holds {word!r}: each word is {choice}.")
    if count is not None and len(given) != count:
        refuse(f"{name} has length {len(given)}: {count} words are asked for.")
    return [word.strip().lower() for word in given]


@dataclass(frozen=True)
class Wrong:
    """What was given and what is right, in each case that was tried."""

    given: list[Array]
    right: list[Array]
    calls: list[str]
    parts: Sequence[str]
    rtol: float

    def explain(
        self,
        own: list[Slip],
        shared: list[Slip],
        otherwise: Callable[[int, Any], str],
        *,
        whole: bool = False,
    ) -> None:
        """Refuse what is wrong: by the exercise's own slips, by the shared ones, by `otherwise`."""
        pairs = list(zip(self.given, self.right, strict=True))
        at = next((i for i, (g, r) in enumerate(pairs) if not close(g, r, self.rtol)), None)
        if at is None:
            return
        # NumPy's own number: a reason may raise it to powers, and none overflows with an error
        value = self.given[at][()]
        said = f"{self.calls[at]} is {shown(value)}"
        if slip := recognise(self.given, self.right, own, rtol=self.rtol):
            refuse(f"{said}: {slip}")
        if slip := recognise(self.given, self.right, shared, rtol=self.rtol):
            refuse(f"{said}: {slip}.")
        if slip := self._of_a_part():
            refuse(f"{said}: {slip}.")
        if whole and (np.mod(value, 1) != 0).any():
            refuse(f"{said}: it counts something, so it is a whole number.")
        if not whole and all(close(g, r, NEAR) for g, r in pairs):
            refuse(f"{said}: close, but not it. Give more digits, or look for a small term.")
        with np.errstate(all="ignore"):
            why = otherwise(at, value)
        if why:
            refuse(f"{said}: {why}")
        refuse(f"{said}, which is not what is asked for.")

    def _of_a_part(self) -> str:
        """The slip of the first number of a list that is wrong, if it is one."""
        for k in np.ndindex(self.right[0].shape):
            given, right = [g[k] for g in self.given], [r[k] for r in self.right]
            if k and not all(close(g, r, self.rtol) for g, r in zip(given, right, strict=True)):
                part = self.parts[k[0]] if self.parts else f"number {k[0] + 1}"
                slip = recognise(given, right, common(right), rtol=self.rtol)
                return slip and f"{part}: {slip}"
        return ""
