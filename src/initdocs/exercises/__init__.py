"""Check an exercise: the same function in the build, in the tests and in the browser.

What a check asks of a number or a function stands in `answers`, the slips that it names in `slips`.
"""

# It imports `cells`, and nothing of the subject.

import copy
import re
import types
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from initdocs.cells import Failure, run_cell


@dataclass(frozen=True)
class Verdict:
    """Whether an answer passed, why not if it did not, and how its own code failed if it did."""

    passed: bool
    why: str = ""
    failure: Failure | None = None


def copy_of(namespace: dict[str, Any]) -> dict[str, Any]:
    """A copy in which nothing that an exercise does reaches the original.

    Values are copied deeply and keep what they share; functions that were defined in the
    namespace see the copy. What cannot be copied (a module, say) is shared.

    >>> page = {"a": [1]}
    >>> exec("def total(): return sum(a)", page)
    >>> own = copy_of(page)
    >>> own["a"].append(2)
    >>> own["total"](), page["total"]()
    (3, 1)
    """
    own: dict[str, Any] = {}
    memo: dict[int, Any] = {}
    for name, value in namespace.items():
        if isinstance(value, types.FunctionType) and value.__globals__ is namespace:
            twin = types.FunctionType(
                value.__code__, own, value.__name__, value.__defaults__, value.__closure__
            )
            twin.__kwdefaults__ = value.__kwdefaults__
            memo[id(value)] = own[name] = twin
    for name, value in namespace.items():
        if name in own:
            continue
        try:
            own[name] = copy.deepcopy(value, memo)
        except Exception:  # noqa: BLE001 - a reader's object may refuse in any way
            own[name] = value
    return own


def run_exercise(
    source: str,
    check: str,
    namespace: dict[str, Any],
    *,
    write: Callable[[str], None],
    read: Callable[[], str | None] | None = None,
    name: str = "exercise",
) -> Verdict:
    """Run an answer and then its check, both in a copy of `namespace`.

    The check is Python that asserts: the message of the assertion that fails is what the
    reader is told. It sees the answer's variables, and as `printed` what the answer printed.

    >>> check = "assert y == 4, f'y is {y}: what is 2 + 2?'"
    >>> run_exercise("y = 2 + 2", check, {}, write=print).passed
    True
    >>> run_exercise("y = 5", check, {}, write=print).why
    'y is 5: what is 2 + 2?'
    >>> run_exercise("x = 4", check, {}, write=print).why
    'The name y is asked for, and your code does not define it.'
    """
    own = copy_of(namespace)
    try:
        return _judged(source, check, own, write, read, name)
    finally:
        own.clear()  # it may be large, and its functions would hold it by what they see


def _judged(
    source: str,
    check: str,
    own: dict[str, Any],
    write: Callable[[str], None],
    read: Callable[[], str | None] | None,
    name: str,
) -> Verdict:
    printed: list[str] = []

    def both(text: str) -> None:
        printed.append(text)
        write(text)

    failure = run_cell(source, own, write=both, read=read, name=name)
    if failure is not None:
        return Verdict(False, "Your code stops with an error.", failure)
    own["printed"] = "".join(printed)
    wrong = run_cell(check, own, write=lambda _: None, name="check")
    if wrong is None:
        return Verdict(True)
    if wrong.kind == "AssertionError":
        return Verdict(False, wrong.message)
    if missing := re.fullmatch(r"name '(\w+)' is not defined.*", wrong.message, re.DOTALL):
        why = f"The name {missing[1]} is asked for, and your code does not define it."
        return Verdict(False, why)
    return Verdict(False, f"The check cannot use your answer: {wrong.kind}: {wrong.message}")
