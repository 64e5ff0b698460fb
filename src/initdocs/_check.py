"""Errors that name the argument, the value and what is allowed."""

import difflib
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray


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


def integers(argument: str, values: Any, *, at_least: int = 0) -> tuple[int, ...]:
    """Return `values` as a tuple of ints, each at least the bound, else raise a `ValueError`.

    >>> integers("widths", 5, at_least=1)
    Traceback (most recent call last):
    ValueError: widths: got 5, allowed: a list of integers, each at least 1
    """
    msg = f"{argument}: got {values!r}, allowed: a list of integers, each at least {at_least}"
    if isinstance(values, str | bytes | dict):
        raise ValueError(msg)  # noqa: TRY004 - as for every other argument
    try:
        listed = list(values)
    except TypeError:
        raise ValueError(msg) from None
    return tuple(integer(f"{argument}[{i}]", n, at_least=at_least) for i, n in enumerate(listed))


def numbers(argument: str, values: Any, *, at_least: float = -np.inf) -> NDArray[np.float64]:
    """Return `values` as an array of finite floats, else raise a `ValueError`.

    >>> numbers("alphas", ["a"])
    Traceback (most recent call last):
    ValueError: alphas: got ['a'], allowed: finite real numbers
    """
    bound = f", at least {at_least:g}" if np.isfinite(at_least) else ""
    msg = f"{argument}: got {values!r}, allowed: finite real numbers{bound}"
    try:
        array = np.asarray(values)
    except (TypeError, ValueError):
        raise ValueError(msg) from None
    if array.dtype.kind not in "biuf" and array.size:
        raise ValueError(msg)
    result = array.astype(np.float64)
    if not (np.isfinite(result) & (result >= at_least)).all():
        raise ValueError(msg)
    return result


def floating(argument: str, dtype: Any) -> np.dtype[Any]:
    """Return `dtype` as a real floating type of NumPy's, else raise a `ValueError`.

    A draw between −1 and 1 that is cast to integers is 0, without a word.

    >>> floating("dtype", "int32")
    Traceback (most recent call last):
    ValueError: dtype: got 'int32', allowed: a floating type, as float64, float32 or float16
    """
    try:
        result: np.dtype[Any] = np.dtype(dtype)
    except (TypeError, ValueError, AttributeError):
        result = np.dtype(object)
    if np.issubdtype(result, np.floating):
        return result
    msg = f"dtype: got {dtype!r}, allowed: a floating type, as float64, float32 or float16"
    raise ValueError(msg.replace("dtype", argument, 1))


def function(argument: str, value: Callable[..., Any]) -> Callable[..., Any]:
    """Return `value` if it can be called, else raise a `ValueError`."""
    if callable(value):
        return value
    msg = f"{argument}: got {value!r}, allowed: a function of an array"
    raise ValueError(msg)


def flag(argument: str, value: object) -> bool:
    """Return `value` if it is True or False, else raise a `ValueError`."""
    if isinstance(value, bool | np.bool_):
        return bool(value)
    msg = f"{argument}: got {value!r}, allowed: True or False"
    raise ValueError(msg)


def generator(rng: object) -> np.random.Generator:
    """Return `rng` if it is a NumPy generator, else raise a `ValueError`."""
    if isinstance(rng, np.random.Generator):
        return rng
    msg = f"rng: got {rng!r}, allowed: a numpy.random.Generator, as numpy.random.default_rng(0)"
    raise ValueError(msg)
