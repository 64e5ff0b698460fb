"""An intended start, written down: a law for each pattern of names."""

import ast
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from fnmatch import fnmatchcase
from math import prod, sqrt
from typing import Any

from initdocs import _check
from initdocs.doctor.laws import FEWEST, NATS, SIGMAS, is_size
from initdocs.doctor.rows import Row
from initdocs.doctor.structures import resolution
from initdocs.initializers import ALIASES, INITIALIZERS

#: laws with a size of their own, and what it is called
SIZED = {"normal": "std", "uniform": "bound", "truncated_normal": "std", "orthogonal": "gain",
         "constant": "value", "identity": "gain", "forget_bias": "value"}  # fmt: skip
_CALL = re.compile(r"^(\w+)\((\w+)\s*=\s*(.+)\)$")
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


def _sized(row: Row, law: str, name: str, argument: str, code: str) -> bool:
    _check.one_of("law", name, SIZED)
    if argument != SIZED[name]:
        msg = f"law: got {law!r}, allowed: {name}({SIZED[name]}=…)"
        raise ValueError(msg)
    size = value(code, row)
    if name == "constant":
        return _is_constant(row, size)
    if name in _STRUCTURES:
        return row.structure == name and abs(abs(row.gain) - abs(size)) <= 1e-2 * abs(size)
    return _drawn(row, name, size)


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


def _drawn(row: Row, family: str, size: float) -> bool:
    if row.structure or row.moments.finite < row.moments.count:
        return False
    if row.fit.count >= FEWEST and row.fit.families:
        return family in row.fit.families and not row.fit.center and is_size(
            family, row.fit, size, rounding=resolution(row.array)
        )  # fmt: skip
    if row.fit.count >= FEWEST:
        return False
    # of few values only what cannot be is told: none beyond a bound, a mean square within reach
    n, largest = row.moments.count, max(abs(row.moments.least), abs(row.moments.most))
    if family == "uniform":
        return (1 - NATS / n) * size <= largest <= 1.002 * size
    return largest <= (SIGMAS + 1) * size and prod((n, row.moments.mean_square)) > 1e-5 * size**2


def _is_constant(row: Row, expected: float) -> bool:
    slack = 1e-6 * max(1.0, abs(expected)) + resolution(row.array) * abs(expected)
    return max(abs(row.moments.least - expected), abs(row.moments.most - expected)) <= slack


def _found(row: Row) -> str:
    more = f" (std {row.moments.std:.4g})" if not row.structure else ""
    return row.law + more


def value(code: str, row: Row) -> float:
    """A number in arithmetic of digits, sqrt or √, fan_in and fan_out.

    Errors: a `ValueError` that says what is not understood.
    """
    known = {"fan_in": row.fans[0], "fan_out": row.fans[1]} if row.fans else {}
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


def _compute(node: ast.expr, known: Mapping[str, float]) -> float:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return float(node.value)
    if isinstance(node, ast.Name):
        return known[node.id]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_compute(node.operand, known)
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "sqrt" and node.args:
        return sqrt(_compute(node.args[0], known))
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        compute = _OPERATORS[type(node.op)]
        return compute(_compute(node.left, known), _compute(node.right, known))
    msg = ast.unparse(node)
    raise TypeError(msg)
