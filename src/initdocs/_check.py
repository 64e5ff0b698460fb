"""Errors that name the argument, the value and what is allowed."""

import difflib
from collections.abc import Iterable
from typing import Any

import numpy as np


def one_of(argument: str, value: object, allowed: Iterable[str]) -> str:
    """Return `value` if it is one of `allowed`, else raise a `ValueError` with the nearest of them.

    >>> one_of("mode", "fan_sum", ["fan_in", "fan_out"])
    Traceback (most recent call last):
    ValueError: mode: got 'fan_sum', allowed: 'fan_in', 'fan_out'; did you mean 'fan_out'?
    """
    names = list(allowed)
    if isinstance(value, str) and value in names:
        return value
    msg = (
        f"{argument}: got {value!r}, allowed: {', '.join(map(repr, names))}{nearest(value, names)}"
    )
    raise ValueError(msg)


def nearest(value: object, names: Iterable[str]) -> str:
    """A hint at the name that `value` may have meant, empty where none is near.

    >>> nearest("he-normal", ["he_normal", "he_uniform"])
    "; did you mean 'he_normal'?"
    """
    if not isinstance(value, str):
        return ""
    known = {name.lower().replace("-", "_"): name for name in names}
    near = difflib.get_close_matches(value.lower().replace("-", "_"), known, n=1)
    return f"; did you mean {known[near[0]]!r}?" if near else ""


def number(
    argument: str,
    value: Any,
    *,
    at_least: float = -np.inf,
    above: float = -np.inf,
    at_most: float = np.inf,
) -> float:
    """Return `value` as a finite float inside the bounds, else raise a `ValueError`.

    >>> number("variance", float("nan"), at_least=0)
    Traceback (most recent call last):
    ValueError: variance: got nan, allowed: a finite number, at least 0
    """
    try:
        result = float(value)
    except (TypeError, ValueError):
        result = np.nan
    if np.isfinite(result) and at_least <= result <= at_most and result > above:
        return result
    bounds = [
        f"{words} {bound:g}"
        for words, bound in (("at least", at_least), ("above", above), ("at most", at_most))
        if np.isfinite(bound)
    ]
    msg = f"{argument}: got {value!r}, allowed: {', '.join(['a finite number', *bounds])}"
    raise ValueError(msg)


def integer(argument: str, value: Any, *, at_least: int = 0, at_most: int | None = None) -> int:
    """Return `value` as an int inside the bounds, else raise a `ValueError`.

    >>> integer("width", 2.5, at_least=1)
    Traceback (most recent call last):
    ValueError: width: got 2.5, allowed: an integer, at least 1
    """
    if isinstance(value, int | np.integer) and not isinstance(value, bool):
        result = int(value)
        if result >= at_least and (at_most is None or result <= at_most):
            return result
    upper = "" if at_most is None else f", at most {at_most}"
    msg = f"{argument}: got {value!r}, allowed: an integer, at least {at_least}{upper}"
    raise ValueError(msg)


def generator(rng: object) -> np.random.Generator:
    """Return `rng` if it is a NumPy generator, else raise a `ValueError`."""
    if isinstance(rng, np.random.Generator):
        return rng
    msg = f"rng: got {rng!r}, allowed: a numpy.random.Generator, as numpy.random.default_rng(0)"
    raise ValueError(msg)
