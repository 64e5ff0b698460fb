"""What NumPy cannot see in a browser: WebAssembly has no floating-point status.

Natively the processor remembers an overflow, a division by zero, an invalid value; NumPy asks it
and warns or raises. In WebAssembly nothing is remembered. Where NumPy's linear algebra depends
on it, a failure is seen by value here; elsewhere it can only be said.
"""

import functools
import sys
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

UNSEEN = (
    "in the browser NumPy cannot see {}: WebAssembly keeps no floating-point status. Nothing is "
    "raised or warned of; look at the values, with np.isfinite say"
)
_NAMES = {"divide": "division by zero", "over": "overflow", "under": "underflow"}
_NAMES["invalid"] = "invalid values"


class Checked:
    """NumPy's linear algebra, each of whose failures is known by the NaN that it leaves."""

    def __init__(self, functions: Any) -> None:
        self._functions = functions

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._functions, name)
        return checked(found) if _is_function(found) else found


def _is_function(found: object) -> bool:
    return isinstance(found, np.ufunc)


def checked(function: Callable[..., Any]) -> Callable[..., Any]:
    """Tell NumPy of a NaN that `function` has made of finite numbers, as the processor would.

    NumPy's own functions have set what is to happen then: most raise a `LinAlgError`.
    """

    @functools.wraps(function)
    def call(*arguments: Any, **options: Any) -> Any:
        result = function(*arguments, **options)
        handler = np.geterrcall()
        if np.geterr()["invalid"] == "call" and callable(handler):
            parts = result if isinstance(result, tuple) else (result,)
            made = any(_nan(part) for part in parts)
            if made and not any(_not_finite(argument) for argument in arguments):
                handler("invalid value", 8)
        return result

    return call


def _nan(value: Any) -> bool:
    return bool(np.issubdtype(np.asarray(value).dtype, np.inexact) and np.isnan(value).any())


def _not_finite(value: Any) -> bool:
    array = np.asarray(value)
    return bool(np.issubdtype(array.dtype, np.inexact) and not np.isfinite(array).all())


def _tell(settings: dict[str, Any]) -> None:
    asked = {
        name for name, how in settings.items() if how in ("warn", "raise", "call", "print", "log")
    }
    if "all" in asked:
        asked = set(_NAMES)
    if asked:
        what = ", ".join(words for name, words in _NAMES.items() if name in asked)
        warnings.warn(UNSEEN.format(what), RuntimeWarning, stacklevel=3)


def see_by_value() -> None:
    """In the browser: raise where linear algebra fails, and say what cannot be raised."""
    if sys.platform != "emscripten":
        return
    from numpy.linalg import _linalg  # noqa: PLC0415 - NumPy's own place for them

    if isinstance(_linalg._umath_linalg, Checked):  # noqa: SLF001
        return
    _linalg._umath_linalg = Checked(_linalg._umath_linalg)  # noqa: SLF001
    seterr = np.seterr

    class Errstate(np.errstate):
        __doc__ = np.errstate.__doc__

        def __init__(self, **settings: Any) -> None:
            _tell(settings)
            super().__init__(**settings)

    @functools.wraps(seterr)
    def told(**settings: Any) -> Any:
        _tell(settings)
        return seterr(**settings)

    np.errstate = Errstate  # type: ignore[misc]
    np.seterr = told
