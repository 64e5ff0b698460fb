"""What an answer is made of: numbers of a shape, and not what is often given in their place."""

from collections.abc import Iterator, Sequence
from typing import Any, NoReturn

import numpy as np

from initdocs.exercises.slips import Array


def refuse(why: str) -> NoReturn:
    """Refuse an answer, and say why."""
    raise AssertionError(why)


def shown(value: Any) -> str:
    """A number, or several, as a reason shows them.

    >>> shown(np.float64(0.333333)), shown([1, 2.5]), shown(np.int64(180))
    ('0.3333', '[1, 2.5]', '180')
    """
    if np.ndim(value):
        return f"[{', '.join(shown(v) for v in value)}]"
    number = float(value)
    return f"{number:.0f}" if number.is_integer() and abs(number) < 1e6 else f"{number:.4g}"


def as_numbers(name: str, answer: Any, like: Any = 0.0, parts: Sequence[str] = ()) -> Array:
    """The answer as floats of the shape of `like`; refused if it cannot be.

    >>> as_numbers("width", np.int64(181)).item()
    181.0
    >>> as_numbers("width", [181])
    Traceback (most recent call last):
    AssertionError: width is a list: one number is asked for, without brackets.
    """
    if isinstance(answer, Iterator | range):
        answer = list(answer)
    _no_number(name, answer)
    _no_sequence(name, answer, np.shape(like))
    try:
        given = np.asarray(answer)
        given = given if np.iscomplexobj(given) else given.astype(float)
    except (TypeError, ValueError):
        refuse(f"{name} is not made of numbers alone: {answer!r:.80}.")
    except OverflowError:
        refuse(f"{name} is too large for a number of 64 bits.")
    if np.iscomplexobj(given):
        refuse(f"{name} is complex: a root or a power of a negative number?")
    given = _shaped(name, given, np.shape(like), parts)
    if np.isnan(given).any():
        refuse(f"{name} is not a number (nan): 0/0, or the root or logarithm of a negative?")
    if np.isinf(given).any():
        refuse(f"{name} is infinite: a division by zero, or an overflow?")
    return given


def as_number(name: str, answer: Any) -> float:
    """The answer as one float; refused if it is none."""
    return float(as_numbers(name, answer).item())


def _no_number(name: str, answer: Any) -> None:
    if answer is None:
        refuse(f"{name} is None: print shows a number and gives nothing back.")
    if answer is ...:
        refuse(f"{name} is still to be filled in.")
    if callable(answer):
        refuse(f"{name} is a function: call it, and give what comes out.")
    if isinstance(answer, str | bytes):
        refuse(f"{name} is text, {answer!r}: give it without quotes.")
    if isinstance(answer, bool | np.bool_):
        refuse(f"{name} is {answer}: a number is asked for, not whether something is true.")


def _no_sequence(name: str, answer: Any, shape: tuple[int, ...]) -> None:
    if not shape and isinstance(answer, list | tuple | set | dict):
        refuse(f"{name} is a {type(answer).__name__}: one number is asked for, without brackets.")
    if shape and isinstance(answer, set | dict):
        refuse(f"{name} is a {type(answer).__name__}, which has no order: give a list.")


def _shaped(name: str, given: Array, shape: tuple[int, ...], parts: Sequence[str]) -> Array:
    asked = f" are asked for{''.join(f', {part}' for part in parts)}."
    if not shape and given.size != 1:
        refuse(
            f"{name} is an array of shape {given.shape}: one number is asked for. "
            "Is a sum or a mean missing?"
        )
    if shape and not given.ndim:
        refuse(f"{name} is one number: {int(np.prod(shape))}{asked}")
    if not shape or shape in (given.shape, given.squeeze().shape):
        return given.reshape(shape)
    if given.T.shape == shape:
        refuse(f"{name} has the shape {given.shape}: rows and columns are exchanged.")
    if len(shape) == given.ndim == 1:
        refuse(f"{name} has {given.size} numbers: {shape[0]}{asked}")
    refuse(f"{name} has the shape {given.shape}: {shape} is asked for.")
