from itertools import pairwise

import numpy as np
from tests.figures.support import close, drawing, plain, said


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm(bias, units=100, steps=60):
    """The mean share of its memory that a random LSTM keeps, step by step."""
    rng = np.random.default_rng(11)
    w = rng.uniform(-1, 1, (4 * units, 2 * units)) / np.sqrt(units)
    h, c, kept, seen = np.zeros(units), np.zeros(units), np.ones(units), [1.0]
    for _ in range(steps):
        f, i, o, g = np.split(w @ np.append(rng.standard_normal(units), h), 4)
        c = sigmoid(f + bias) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        kept = kept * sigmoid(f + bias)
        seen.append(kept.mean())
    return np.array(seen)


def test_forget_bias():
    """A larger bias keeps longer: σ(b) to the power t."""
    shown = drawing("forget_bias")
    biases, lines = (0, 1, 2, 5), plain(shown.series)
    assert [k for k in shown.series if k[0] != "_"] == [f"bias {b}" for b in biases]
    for bias, line in zip(biases, lines, strict=True):
        assert list(line.x) == list(range(61))
        np.testing.assert_allclose(line.y, [sigmoid(bias) ** t for t in range(61)], rtol=1e-9)
        dots = shown.series[f"_bias {bias}: an LSTM"]
        assert dots.x[0] == 0 and dots.y[0] == 1
        assert np.allclose(dots.y, lstm(bias)[dots.x], atol=0.06), (
            "Dots: the mean over the units of a random LSTM of 100 units on random inputs."
        )
        over = dots.y - line.y[dots.x]
        assert over.max() < 0.02 and over.min() > -0.1
    assert all(dots.x[-1] == 60 for dots in shown.series.values()), (
        "What is left of an LSTM's memory after $t$ steps, for the forget biases of the legend."
    )
    assert all(close(line.y[2] * line.y[0], line.y[1] ** 2, 1e-9) for line in lines), (
        r"Lines: $\sigma(b_f)^t$."
    )
    assert all((a.y[1:] < b.y[1:]).all() for a, b in pairwise(lines))
    expected = [1.0]
    for bias, line in zip(biases, lines, strict=True):
        expected += [bias, line.y[1], line.y[10]]
    assert close(said(shown, "The share"), expected), (
        "The share that is left falls from # the slower, the larger the bias: "
        "with bias #, # after one step and # after ten; "
        "with bias #, # after one step and # after ten; "
        "with bias #, # after one step and # after ten; "
        "with bias #, # after one step and # after ten."
    )
    assert close(said(shown, "With"), [5, sigmoid(5) ** 60, 60]), (
        "With bias #, # is left after # steps."
    )
    assert said(shown, "Dots") == [100], (
        "Dots from a random LSTM of # units lie on the lines or a little below them."
    )
