"""Expressions that a reader types: they compute what NumPy computes, or say what is wrong where."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from initdocs.activations import ACTIVATIONS
from initdocs.expressions import LONGEST, ExpressionError, parse
from initdocs.propagation import gain_second_moment

X = np.linspace(-3, 3, 13)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x", X),
        ("np.tanh(x) + 2 * x**2 - 1", np.tanh(X) + 2 * X**2 - 1),
        ("where(x > 0, x, 0.1 * x)", np.where(X > 0, X, 0.1 * X)),
        ("maximum(x, 0)", np.maximum(X, 0)),
        ("clip(x, -1, 1)", np.clip(X, -1, 1)),
        ("x * (x > 0)", np.maximum(X, 0)),
        ("sin(pi * x) / e", np.sin(np.pi * X) / np.e),
        ("where((x > -1) & (x < 1), x, 0)", np.where((X > -1) & (X < 1), X, 0)),
        ("  silu(x)", ACTIVATIONS["silu"].phi(X)),
        ("numpy.sin(x)", np.sin(X)),
        ("where(~(x >= 1), x, -x)", np.where(X >= 1, -X, X)),
        ("where((x <= -2) | (x > 2), 1, x % 2)", np.where((X <= -2) | (X > 2), 1, X % 2)),
        ("+x - -x", 2 * X),
        ("max(0, x)", np.maximum(X, 0)),
        ("min(x, 1) + pow(x, 2)", np.minimum(X, 1) + X**2),
        ("ln(1 + exp(x))", np.logaddexp(0, X)),
        ("swish(x)", X / (1 + np.exp(-X))),
        ("logistic(x)", 1 / (1 + np.exp(-X))),
        ("hardswish(x)", np.where(X < -3, 0, np.where(X > 3, X, X * (X + 3) / 6))),
        ("hard_sigmoid(2 * x)", np.clip(X / 3 + 0.5, 0, 1)),
        ("hardtanh(x)", np.clip(X, -1, 1)),
        ("relu6(3 * x)", np.clip(3 * X, 0, 6)),
        ("leaky_relu(x, 0.2)", np.where(X > 0, X, 0.2 * X)),
    ],
)
def test_it_computes_what_numpy_computes(text, expected):
    """The same values, in the shape of x."""
    np.testing.assert_allclose(parse(text).phi(X), expected, atol=1e-15)


@pytest.mark.parametrize("name", [n for n in ACTIVATIONS if n not in ("identity", "tanh")])
def test_every_activation_by_its_name(name):
    """`relu(x)` has ReLU's gain, and so has each of the table."""
    expected = gain_second_moment(name)
    np.testing.assert_allclose(gain_second_moment(parse(f"{name}(x)")), expected, rtol=1e-9)


def test_an_activation_brings_its_kinks(monkeypatch):
    """Panels meet where the table says that a named activation has a kink, and at the numbers."""
    monkeypatch.setitem(ACTIVATIONS, "relu", replace(ACTIVATIONS["relu"], kinks=(1.5,)))
    assert parse("2 * relu(x)").kinks == (-2, 0, 1.5, 2)
    assert parse("hardswish(x)").kinks == (-3, 0, 3)


@pytest.mark.parametrize(
    ("text", "letters", "message"),
    [
        ("tanhh(x)", "tanhh", "did you mean tanh"),
        ("2 * y", "y", "not known"),
        ("tanh(x", "tanh(x", "not an expression"),
        ("x +", "+", "not an expression"),
        ("", "", "type an expression"),
        ("x if x > 0 else 0", "x if x > 0 else 0", "where"),
        ("x > 0 and x < 1", "x > 0 and x < 1", "&"),
        ("tanh(x, out=x)", "out=x", "names"),
        ("x.T", "x.T", "before a dot"),
        ("np.linalg", "np.linalg", "not known"),
        ("tanh", "tanh", "write tanh"),
        ("x(2)", "x", "no function"),
        ("'a' * 3", "'a'", "only numbers"),
        ("1j * x", "1j", "only numbers"),
        ("True * x", "True", "only numbers"),
        ("é * x", "é", "not known"),
        ("x * ü(x)", "ü", "not known"),
        ("log(x)", "log(x)", "no finite number"),
        ("1 / x", "1 / x", "no finite number"),
        ("3", "3", "the same for every x"),
        ("x^2", "x^2", "write \\*\\* for a power"),
        ("where(0 < x < 1, x, 0)", "0 < x < 1", "element by element"),
        ("leaky_relu(x, 1, 2)", "leaky_relu(x, 1, 2)", "leaky_relu takes 1 or 2, not 3"),
        ("tanh(x, x)", "tanh(x, x)", "tanh takes 1 number, not 2"),
        ("clip(x, -1, 1, x)", "clip(x, -1, 1, x)", "clip takes 3 numbers, not 4"),
        ("maximum(x)", "maximum(x)", "takes 2"),
        ("gcd(x, x)", "gcd(x, x)", "cannot be computed"),
        ("matmul(x, x) * x", "matmul", "not known"),
    ],
)  # fmt: skip
def test_a_wrong_one_is_told_with_its_place(text, letters, message):
    """The message says why, and the letters are the wrong ones."""
    with pytest.raises(ExpressionError, match=message) as caught:
        parse(text)
    start, end = caught.value.start, caught.value.end
    if letters not in ("", "+", "tanh(x"):
        assert text[start:end] == letters
    assert 0 <= start <= end <= max(len(text), 1)


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')", "x.__class__", "(lambda: x)()", "[x for x in x]", "{x}", "x[0]",
        "open('a')", "eval('x')", "np.load(x)", "x := 3", "9**9**9**9", "f'{x}'", "*x", "print(x)",
        "x" * (LONGEST + 1), "(" * 250 + "x", "\0", "getattr(x, 'T')",
    ],
)  # fmt: skip
def test_nothing_but_arithmetic_gets_in(text):
    """Whatever reaches beyond the grammar is refused, and at once."""
    with pytest.raises(ExpressionError):
        parse(text)


@pytest.mark.parametrize("text", ["tanh(x, x)", "clip(x, -1, 1, x)", "multiply(x, 2, x)"])
def test_no_expression_writes_into_its_input(text):
    """A third argument is where NumPy writes to: refused, since nodes are shared."""
    x = X.copy()
    with pytest.raises(ExpressionError):
        parse(text).phi(x)
    np.testing.assert_array_equal(x, X)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text):
    """No text raises anything but an ExpressionError whose place lies in it."""
    try:
        place, shape = (0, 0), parse(text).phi(X).shape
    except ExpressionError as error:
        place, shape = (error.start, error.end), X.shape
    assert 0 <= place[0] <= place[1] <= len(text)
    assert shape == X.shape


def test_a_kink_at_a_number_of_the_text_costs_nothing():
    """Hard tanh with kinks at ±1: E[φ²] is right to twelve digits."""
    exact = 1 - np.sqrt(2 / np.pi) * np.exp(-0.5)  # ∫₋₁¹ z² and the tails, where φ² is 1
    found = gain_second_moment(parse("clip(x, -1, 1)")) ** -2
    np.testing.assert_allclose(found, exact, rtol=1e-12)


def test_the_longest_that_is_read():
    """So many letters, and not one more."""
    text = "x" + "+0" * ((LONGEST - 1) // 2)
    text += " " * (LONGEST - len(text))
    np.testing.assert_array_equal(parse(text).phi(X), X)
    with pytest.raises(ExpressionError, match=f"longer than {LONGEST} letters"):
        parse(text + " ")


def test_blanks_before_an_error_are_letters_too():
    """The place of what cannot be read counts from the reader's first letter."""
    with pytest.raises(ExpressionError) as plain:
        parse("x + ) 1")
    with pytest.raises(ExpressionError) as indented:
        parse("   x + ) 1")
    assert indented.value.start == plain.value.start + 3 > 3


def test_where_it_is_not_finite():
    """Of all places the nearest to 0 is told, since that is where inputs fall."""
    with pytest.raises(ExpressionError, match=r"at x = 0$"):
        parse("log(x)")
    with pytest.raises(ExpressionError, match=r"at x = 5\.01$"):
        parse("sqrt(5 - x)")


def test_parameters():
    """Further names with values: known where they are given, and nowhere else."""
    phi = parse("clip(a * x, -b, b)", a=2.0, b=1.5)
    np.testing.assert_allclose(phi.phi(np.array([-2.0, 0.5, 3.0])), [-1.5, 1.0, 1.5])
    assert {0.5, 1.5, -2.0} <= set(phi.kinks)
    with pytest.raises(ExpressionError, match="“a” is not known here"):
        parse("a * x")
    with pytest.raises(ExpressionError, match="“a” is no function"):
        parse("a(x)", a=1.0)
