"""Activation functions that a reader types: one expression in x, in a grammar of its own.

The text is parsed, and only what stands below is let through: numbers, `x`, `pi`, `e`,
arithmetic, comparisons, NumPy's elementwise functions and the activations of this package.
So an expression that comes with an address computes, and can do nothing else.
"""

import ast
import difflib
from collections.abc import Callable, Collection, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from initdocs.activations import ACTIVATIONS, Activation, erf
from initdocs.propagation import REACH, activation

Array = NDArray[Any]

LONGEST = 300


def hard_sigmoid(x: Array) -> Array:
    """(x + 3)/6 between 0 and 1 (PyTorch's; Keras has the slope 1/5 up to release 2)."""
    return np.asarray(np.clip(x + 3, 0, 6) / 6)


def hard_swish(x: Array) -> Array:
    """The product x (x + 3)/6 between −3 and 3, 0 below, x above (Howard et al. 2019)."""
    return np.asarray(x * hard_sigmoid(x))


def relu6(x: Array) -> Array:
    """ReLU that ends at 6."""
    return np.clip(x, 0, 6)


def hard_tanh(x: Array) -> Array:
    """The number itself between −1 and 1, and these beyond."""
    return np.clip(x, -1, 1)


#: other names that people type, with the kinks of the functions that have no row of their own
SPELLINGS: dict[str, tuple[Callable[..., Any], tuple[float, ...]]] = {
    "swish": (ACTIVATIONS["silu"].phi, ()),
    "logistic": (ACTIVATIONS["sigmoid"].phi, ()),
    **dict.fromkeys(("hardsigmoid", "hard_sigmoid"), (hard_sigmoid, (-3.0, 3.0))),
    **dict.fromkeys(("hardswish", "hard_swish"), (hard_swish, (-3.0, 3.0))),
    **dict.fromkeys(("hardtanh", "hard_tanh"), (hard_tanh, (-1.0, 1.0))),
    "relu6": (relu6, (0.0, 6.0)),
    "max": (np.maximum, ()),
    "min": (np.minimum, ()),
    "ln": (np.log, ()),
    "pow": (np.power, ()),
}
ALLOWED = (
    ast.Expression, ast.BinOp, ast.UnaryOp, ast.Compare, ast.Call, ast.Name,
    ast.Constant, ast.Load, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow, ast.Mod, ast.UAdd,
    ast.USub, ast.BitAnd, ast.BitOr, ast.Invert, ast.Lt, ast.LtE, ast.Gt, ast.GtE,
)  # fmt: skip
NUMBERS = {"pi": np.pi, "e": np.e}
FUNCTIONS: dict[str, Callable[..., Any]] = {
    **{
        name: f
        for name, f in vars(np).items()
        if isinstance(f, np.ufunc) and f.nout == 1 and f.signature is None
    },
    "where": np.where,
    "clip": np.clip,
    "sinc": np.sinc,
    "erf": erf,
    **{name: row.phi for name, row in ACTIVATIONS.items() if name not in ("identity", "tanh")},
    **{name: function for name, (function, _) in SPELLINGS.items()},
}
# how many numbers they take, at least and at most; the others take one
ARGUMENTS = {"where": (3, 3), "clip": (3, 3), "leaky_relu": (1, 2)}


class ExpressionError(ValueError):
    """What is wrong with an expression, and the letters `start` to `end` that are."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.start, self.end = start, end


def parse(text: str, **parameters: float) -> Activation:
    """The activation that `text` writes down, with its derivative by central differences.

    `parameters` are further names that may stand in it, with their values.

    Panels of the quadrature meet where kinks tend to be: at 0, at every number in the text, and
    where the activations that it names have theirs.
    Errors: an `ExpressionError` that says what is wrong and where.

    >>> float(parse("where(x > 0, x, 0.1 * x)").phi(np.array([-2.0]))[0])
    -0.2
    >>> float(parse("where(x > 0, x, a * x)", a=0.3).phi(np.array([-2.0]))[0])
    -0.6
    >>> parse("tanhh(x)")
    Traceback (most recent call last):
    initdocs.expressions.ExpressionError: “tanhh” is not known here; did you mean tanh?
    """
    if not isinstance(text, str):
        msg = f"expression: got {text!r}, allowed: text, as 'x * tanh(x)'"
        raise ExpressionError(msg, 0, 0)
    if len(text) > LONGEST:
        msg = f"the expression is longer than {LONGEST} letters"
        raise ExpressionError(msg, LONGEST, len(text))
    try:
        tree = ast.parse(text.lstrip(), mode="eval")  # blanks before it would be an indent
    except SyntaxError as error:
        start = min(max((error.offset or 1) - 1 + _indent(text), 0), len(text))
        msg = f"this is not an expression ({error.msg})" if text.strip() else "type an expression"
        raise ExpressionError(msg, start, max(start, len(text.rstrip()))) from None
    except (ValueError, RecursionError, MemoryError):
        msg = "this cannot be read as an expression"
        raise ExpressionError(msg, 0, len(text)) from None
    tree = _WithoutPrefix().visit(tree)
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    kinks = {0.0}
    for node in ast.walk(tree):
        known = {"x", *NUMBERS, *parameters}
        wrong = _shape(node) or _name(node, id(node) in called, known) or _arguments(node)
        if wrong:
            raise ExpressionError(wrong, *_place(node, text))
        if isinstance(node, ast.Constant):
            node.value = float(node.value)  # type: ignore[arg-type] # whole ones grow without bound
        kinks |= _kinks(node, parameters)
    code = compile(tree, "<activation>", "eval")
    numbers = {**NUMBERS, **{name: float(value) for name, value in parameters.items()}}

    def phi(x: Array) -> Array:
        names = {**FUNCTIONS, **numbers, "x": x, "__builtins__": {}}
        with np.errstate(all="ignore"):
            value = eval(code, names)  # noqa: S307 - only the grammar above gets here
        return np.broadcast_to(np.asarray(value, dtype=np.float64), np.shape(x))

    _try(phi, text)
    d_phi = activation(phi).d_phi
    return Activation(text.strip(), phi, d_phi, kinks=tuple(sorted(kinks)))


def _kinks(node: ast.AST, parameters: Mapping[str, float]) -> set[float]:
    """Where a node may bend: at its number, at a parameter or its inverse, as its function does."""
    if isinstance(node, ast.Constant):
        value = float(node.value)  # type: ignore[arg-type]
        return {value, -value}
    if not isinstance(node, ast.Name):
        return set()
    if found := parameters.get(node.id):
        return {found, -found, 1 / found, -1 / found}
    named = ACTIVATIONS.get(node.id)
    return set(named.kinks if named else SPELLINGS.get(node.id, (None, ()))[1])


class _WithoutPrefix(ast.NodeTransformer):
    """`np.tanh` is `tanh`."""

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        if isinstance(node.value, ast.Name) and node.value.id in ("np", "numpy"):
            return ast.copy_location(ast.Name(node.attr, ast.Load()), node)
        return node


#: what readers try, and what to write instead
INSTEAD: dict[type[ast.AST], str] = {
    ast.IfExp: "write where(condition, this, that) for a choice",
    ast.BoolOp: "write (a) & (b) or (a) | (b), which work element by element",
    ast.Not: "write ~(a), which works element by element",
    ast.Attribute: "only np. may stand before a dot",
    ast.keyword: "arguments have no names here",
}


def _shape(node: ast.AST) -> str | None:
    """What is wrong with the kind of a node."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitXor):
        return "write ** for a power: x**2"
    if isinstance(node, ast.Compare) and len(node.ops) > 1:
        return "write (a < x) & (x < b), which works element by element"
    if isinstance(node, ast.Constant) and type(node.value) not in (int, float):
        return "only numbers are allowed"
    if isinstance(node, ALLOWED):
        return None
    return INSTEAD.get(type(node), "only arithmetic, comparisons and functions of x are allowed")


def _name(node: ast.AST, called: bool, known: Collection[str]) -> str | None:
    """What is wrong with a name, and with what is called."""
    if not isinstance(node, ast.Name):
        return "this is no function" if called else None
    if node.id in FUNCTIONS:
        return None if called else f"“{node.id}” is a function: write {node.id}(x)"
    if node.id in known:
        return f"“{node.id}” is no function" if called else None
    return _unknown(node.id, known)


def _arguments(node: ast.AST) -> str | None:
    """Whether a function gets as many numbers as it takes: NumPy would write into one more."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return None
    name = node.func.id
    function = FUNCTIONS.get(name)
    if function is None:
        return None
    least, most = ARGUMENTS.get(name, (1, 1))
    if isinstance(function, np.ufunc):
        least = most = function.nin
    if least <= len(node.args) <= most:
        return None
    takes = f"{least} number{'s' if least > 1 else ''}" if least == most else f"{least} or {most}"
    return f"{name} takes {takes}, not {len(node.args)}"


def _unknown(name: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(name, [*known, *FUNCTIONS], n=1)
    further = sorted({*known} - {"x", *NUMBERS})
    open_ = f", or {', '.join(further)} for a number" if further else ""
    use = f"; use x, numbers and functions like tanh{open_}"
    hint = f"; did you mean {near[0]}?" if near else use
    return f"“{name}” is not known here{hint}"


def _place(node: Any, text: str) -> tuple[int, int]:
    """The letters of a node: `ast` counts bytes."""
    line, indent = text.lstrip().encode(), _indent(text)
    if not hasattr(node, "col_offset"):
        return 0, len(text)
    places = node.col_offset, node.end_col_offset or node.col_offset + 1
    start, end = (indent + len(line[:place].decode(errors="ignore")) for place in places)
    return start, end


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _try(phi: Callable[[Array], Array], text: str) -> None:
    """Compute it once: it must be finite where a normal number falls, and change somewhere."""
    x = np.linspace(-REACH, REACH, 2001)
    try:
        y = phi(x)
    except (TypeError, ValueError, ArithmeticError) as error:
        msg = f"this cannot be computed ({error})"
        raise ExpressionError(msg, 0, len(text)) from None
    bad = np.flatnonzero(~np.isfinite(y))
    if len(bad):
        near = x[bad[np.abs(x[bad]).argmin()]]
        msg = f"this gives no finite number at x = {near:.3g}"
        raise ExpressionError(msg, 0, len(text))
    if np.ptp(y) == 0:
        msg = "this is the same for every x: no gain can keep a signal through it"
        raise ExpressionError(msg, 0, len(text))
