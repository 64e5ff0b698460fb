"""Whether two outputs agree: the one comparison of the build, the tests and the browser."""

import math
import re

#: a number as a cell prints it
NUMBER = re.compile(r"(?<![\w.])[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?![\w])")
_NOT_FINITE = re.compile(r"(?<![\w.])[-+]?(?:inf|nan)(?![\w])")
#: the relative tolerance of an output fence that says nothing else
RTOL = 1e-6


def same_output(expected: str, actual: str, *, rtol: float = RTOL, varies: bool = False) -> bool:
    """Whether two outputs agree: text exactly, numbers to the relative tolerance `rtol`.

    Where an output `varies` with rounding, any number stands for any other.

    >>> same_output("loss 0.6931472", "loss 0.6931471")
    True
    >>> same_output("loss 0.6931472", "cost 0.6931472")
    False
    >>> same_output("3 layers", "3.0 layers")
    False
    >>> same_output("cost 0.3 at 80", "cost inf at 81", varies=True)
    True
    """
    if varies:
        left, right = (_NOT_FINITE.sub("#", NUMBER.sub("#", _lines(t))) for t in (expected, actual))
        return left == right
    return difference(expected, actual) <= rtol


def difference(expected: str, actual: str) -> float:
    """The largest relative difference between the numbers of two outputs of the same text.

    It is infinite where the text differs. Runs of spaces count as one, since a number's width
    moves the columns beside it; a number with a decimal point or exponent never stands for an
    integer.

    >>> round(difference("cost 0.50 after 3", "cost 0.40 after 3"), 3)
    0.2
    >>> difference("cost 0.50 after 3", "cost 0.50 after 4")
    inf
    """
    left, right = _lines(expected), _lines(actual)
    if NUMBER.sub("#", left) != NUMBER.sub("#", right):
        return math.inf
    pairs = zip(NUMBER.findall(left), NUMBER.findall(right), strict=True)
    return max((_apart(p, q) for p, q in pairs), default=0.0)


def _lines(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.rstrip().splitlines())


def _apart(p: str, q: str) -> float:
    if p == q:
        return 0.0
    if p.lstrip("+-").isdigit() or q.lstrip("+-").isdigit():
        return math.inf
    x, y = float(p), float(q)
    return abs(x - y) / max(abs(x), abs(y)) if x != y else 0.0
