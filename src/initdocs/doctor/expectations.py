"""An intended start, written down: a law for each pattern of names."""

import ast
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from fnmatch import fnmatchcase
from math import erf, exp, pi, prod, sqrt
from typing import Any

from initdocs import _check
from initdocs.doctor.laws import FEWEST, NATS, SIGMAS, is_size
from initdocs.doctor.rows import Row
from initdocs.doctor.structures import resolution
from initdocs.initializers import ALIASES, INITIALIZERS

#: laws with a size of their own, and what it is called
SIZED = {"normal": "std", "uniform": "bound", "truncated_normal": "std", "orthogonal": "gain",
         "constant": "value", "identity": "gain", "forget_bias": "value"}  # fmt: skip
#: what else such a law may be given: a mean, and where it is cut, in deviations before the cut
OPTIONAL = {"normal": ("mean", "cut")}
_CALL = re.compile(r"^(\w+)\((\w+\s*=.+)\)$")
_STRUCTURES = {"orthogonal": "orthogonal", "identity": "identity", "dirac": "dirac",
               "delta_orthogonal": "delta_orthogonal", "looks_linear": "looks_linear",
               "convolutional_orthogonal": "convolutional_orthogonal", "lsuv": "orthogonal",
               "forget_bias": "forget_bias"}  # fmt: skip
#: families of the table's rows of independent entries, by the end of their names
_FAMILIES = {"normal": "normal", "uniform": "uniform", "truncated": "truncated_normal",
             "pytorch_linear": "uniform", "truncated_normal": "truncated_normal",
             "packed_xavier": "uniform"}  # fmt: skip


def unmet(rows: Sequence[Row], laws: Mapping[str, Any]) -> list[str]:
    """What is otherwise than `laws` have it, a sentence each."""
    if not isinstance(laws, Mapping) or not laws:
        msg = f"laws: got {laws!r}, allowed: a mapping of patterns of names to laws"
        raise ValueError(msg)
    wrong = []
    matched: set[str] = set()
    for row in rows:
        patterns = [pattern for pattern in laws if fnmatchcase(row.name, pattern)]
        matched.update(patterns)
        if patterns and not holds(row, laws[patterns[-1]]):
            wrong.append(f"{row.name}: expected {laws[patterns[-1]]}, found {_found(row)}")
    for pattern in laws:
        if pattern not in matched:
            near = _check.nearest(pattern.strip("*"), [row.name for row in rows])
            wrong.append(f"{pattern}: no tensor has such a name{near}")
    return wrong


def holds(row: Row, law: Any) -> bool:
    """Whether a tensor was drawn from `law`, as far as its number of values tells."""
    if isinstance(law, int | float) and not isinstance(law, bool):
        return _is_constant(row, float(law))
    if not isinstance(law, str):
        msg = f"law: got {law!r}, allowed: a number, or text as 'he_normal' or 'normal(std=0.02)'"
        raise ValueError(msg)  # noqa: TRY004 - as for every other argument
    law = law.strip()
    call = _CALL.match(law)
    if call:
        return _sized(row, law, *call.groups())
    if re.match(r"^[NU]\(", law):
        msg = (
            f"law: got {law!r}, which may mean a deviation or a variance; "
            "allowed: 'normal(std=0.02/sqrt(24))', 'uniform(bound=0.05)'"
        )
        raise ValueError(msg)
    if re.match(r"^[-+.\d]", law):
        return _is_constant(row, value(law, row))
    name = ALIASES.get(law, law)
    _check.one_of("law", law, [*INITIALIZERS, *ALIASES])
    return _named(row, name)


def _sized(row: Row, law: str, name: str, given: str) -> bool:
    sizes = arguments(law, name, given, row)
    size = sizes[SIZED[name]]
    if name == "constant":
        return _is_constant(row, size)
    if name == "orthogonal" and row.moments.count == max(row.shape):
        # one row, or one column: its length is the gain
        return abs(sqrt(row.moments.count * row.moments.mean_square) - abs(size)) <= 1e-2 * size
    if name in _STRUCTURES:
        return row.structure == name and abs(abs(row.gain) - abs(size)) <= 1e-2 * abs(size)
    if "cut" in sizes:
        largest = max(abs(row.moments.least), abs(row.moments.most))
        return largest <= 1.002 * sizes["cut"] * size and _drawn(
            row, name, size * cut_std(sizes["cut"])
        )
    return _drawn(row, name, size, sizes.get("mean", 0.0))


def arguments(
    law: str, name: str, given: str, row: Row | None, known: Mapping[str, float] | None = None
) -> dict[str, float]:
    """The arguments of a law as numbers: its size, and what else it may be given.

    Errors: a `ValueError` for another law, another argument, or arithmetic that is none.
    """
    _check.one_of("law", name, SIZED)
    told = dict(part.split("=", 1) for part in _split(given) if "=" in part)
    found = {key.strip(): code for key, code in told.items()}
    allowed = (SIZED[name], *OPTIONAL.get(name, ()))
    if SIZED[name] not in found or not set(found) <= set(allowed):
        more = "".join(f", {key}=…" for key in allowed[1:])
        msg = f"law: got {law!r}, allowed: {name}({SIZED[name]}=…{more})"
        raise ValueError(msg)
    return {key: value(code, row, known) for key, code in found.items()}


def _split(given: str) -> list[str]:
    """Arguments at the commas that stand in no parentheses."""
    parts, depth = [""], 0
    for letter in given:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def cut_std(cut: float) -> float:
    """The *standard deviation* that is left of N(0, 1) inside ±cut.

    >>> round(cut_std(2), 4), round(cut_std(3), 4)
    (0.8796, 0.9866)
    """
    return sqrt(1 - 2 * cut * exp(-cut * cut / 2) / sqrt(2 * pi) / erf(cut / sqrt(2)))


def _named(row: Row, name: str) -> bool:
    if name in ("zeros", "skipinit", "rezero", "ones", "constant", "prior_bias"):
        expected = {"ones": 1.0, "constant": 0.1, "prior_bias": -4.59511985013459}.get(name, 0.0)
        return _is_constant(row, expected)
    if name in _STRUCTURES:
        return row.structure == _STRUCTURES[name]
    shape = _counted_shape(row)
    if shape is None:
        return False
    if name == "packed_xavier":
        # its own law counts the parts, as the row does where its name tells that it is packed
        shape = (shape[0] * (3 if row.place.parts == 3 else 1), shape[1])
    family = next((f for end, f in _FAMILIES.items() if name.endswith(end)), "normal")
    variance = INITIALIZERS[name].mean_square(shape)
    return _drawn(row, family, sqrt(variance * (3 if family == "uniform" else 1)))


def _counted_shape(row: Row) -> tuple[int, ...] | None:
    """A dense shape whose fans are those that were counted."""
    if row.fans:
        return max(round(row.fans[1]), 1), max(round(row.fans[0]), 1)
    return row.shape if len(row.shape) > 1 else (row.shape[0], 1) if row.shape else None


def _drawn(row: Row, family: str, size: float, mean: float = 0.0) -> bool:
    if row.structure or row.moments.finite < row.moments.count:
        return False
    if row.fit.count >= FEWEST and row.fit.families:
        # a mean that is not 0 was found only where the values show it
        near = abs(row.fit.center - mean) <= SIGMAS * size / sqrt(row.fit.count)
        return family in row.fit.families and (near if mean else not row.fit.center) and is_size(
            family, row.fit, size, rounding=resolution(row.array)
        )  # fmt: skip
    if row.fit.count >= FEWEST:
        return False
    # of few values only what cannot be is told: none beyond a bound, a mean square within reach
    n, largest = row.moments.count, max(abs(row.moments.least), abs(row.moments.most))
    if family == "uniform":
        return (1 - NATS / n) * size <= largest <= 1.002 * size
    square = row.moments.mean_square - 2 * mean * row.moments.mean + mean * mean
    return largest <= abs(mean) + (SIGMAS + 1) * size and prod((n, square)) > 1e-5 * size**2


def _is_constant(row: Row, expected: float) -> bool:
    slack = 1e-6 * max(1.0, abs(expected)) + resolution(row.array) * abs(expected)
    return max(abs(row.moments.least - expected), abs(row.moments.most - expected)) <= slack


def _found(row: Row) -> str:
    more = f" (std {row.moments.std:.4g})" if not row.structure else ""
    return row.law + more


def value(code: str, row: Row | None, known: Mapping[str, float] | None = None) -> float:
    """A number in arithmetic of digits, sqrt or √, min, max, and names: fan_in and fan_out.

    Errors: a `ValueError` that says what is not understood.
    """
    known = dict(known or {})
    if row is not None and row.fans:
        known = {"fan_in": row.fans[0], "fan_out": row.fans[1]} | known
    text = re.sub(r"√\s*([\w.]+)", r"sqrt(\1)", code).replace("√", "sqrt").replace("^", "**")
    try:
        return float(_compute(ast.parse(text, mode="eval").body, known))
    except (SyntaxError, KeyError, TypeError, ValueError, ArithmeticError) as error:
        msg = f"law: got {code!r} ({error}), allowed: numbers, + - * / **, sqrt, fan_in, fan_out"
        raise ValueError(msg) from None


_OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
    ast.Div: operator.truediv, ast.Pow: operator.pow,
}  # fmt: skip

_FUNCTIONS: dict[str, Callable[..., float]] = {"sqrt": sqrt, "min": min, "max": max}


def _compute(node: ast.expr, known: Mapping[str, float]) -> float:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return float(node.value)
    if isinstance(node, ast.Name):
        return known[node.id]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_compute(node.operand, known)
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in _FUNCTIONS and node.args:
        return _FUNCTIONS[node.func.id](*(_compute(each, known) for each in node.args))  # type: ignore[attr-defined]
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        compute = _OPERATORS[type(node.op)]
        return compute(_compute(node.left, known), _compute(node.right, known))
    msg = ast.unparse(node)
    raise TypeError(msg)
