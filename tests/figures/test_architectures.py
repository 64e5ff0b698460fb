from itertools import pairwise

import numpy as np
from tests.figures.support import close, drawing, said


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm(bias, units=100, steps=200):
    """The mean share of its memory that a random LSTM keeps, step by step, and its gates."""
    rng = np.random.default_rng(11)
    w = rng.uniform(-1, 1, (4 * units, 2 * units)) / np.sqrt(units)
    h, c, kept, seen, gates = np.zeros(units), np.zeros(units), np.ones(units), [1.0], []
    for _ in range(steps):
        f, i, o, g = np.split(w @ np.append(rng.standard_normal(units), h), 4)
        c = sigmoid(f + bias) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        kept = kept * sigmoid(f + bias)
        seen.append(kept.mean())
        gates.append(sigmoid(f + bias))
    return np.array(seen), np.array(gates)


def test_forget_bias():
    """A larger bias keeps longer: its gate to the power t."""
    shown = drawing("forget_bias")
    biases = (0, 1, 2, 5)
    lines = [shown.series[f"bias {bias}"] for bias in biases]
    assert [k for k in shown.series if k[0] != "_"] == ["half", *(f"bias {b}" for b in biases)]
    assert all((s.y == 0.5).all() for label, s in shown.series.items() if label == "half")
    for bias, line in zip(biases, lines, strict=True):
        assert (line.x[0], line.x[-1]) == (1, 200) and (np.diff(np.log(line.x)) < 0.05).all()
        np.testing.assert_allclose(line.y, sigmoid(bias) ** line.x, rtol=1e-9)
        dots = shown.series[f"_bias {bias}: an LSTM"]
        assert (dots.x[0], dots.x[-1]) == (1, 200), (
            "What is left of an LSTM's memory after $t$ steps, for four forget biases."
        )
        kept, gates = lstm(bias)
        assert np.allclose(dots.y, kept[dots.x], atol=0.06), (
            "Marks: the mean over the units of a random LSTM of 100 units on random inputs."
        )
        over = dots.y - sigmoid(bias) ** dots.x
        assert over.max() < 0.02 and over.min() > -0.12
        if bias:
            assert over.min() < -0.01 and gates.mean() < sigmoid(bias), (
                "The marks fall below the lines: the inputs move the gate, and one that is "
                "nearly open can close further than it can open."
            )
    half = [np.log(0.5) / np.log(sigmoid(bias)) for bias in (5, 0)]
    assert close(half, [103, 1], 0.01), (
        "A bias of 5 keeps half of the memory for a hundred steps, a bias of 0 for one."
    )
    assert all(close(line.y, np.exp(line.x * np.log(line.y[0])), 1e-9) for line in lines), (
        "Lines: $f^t$."
    )
    assert all((a.y < b.y).all() for a, b in pairwise(lines))
    expected = []
    for bias in biases:
        expected += [bias, sigmoid(bias), np.log(0.5) / np.log(sigmoid(bias))]
    assert close(said(shown, "The share"), expected), (
        "The share that is left falls the slower, the larger the bias: "
        "with bias #, # after one step and half after #; "
        "with bias #, # after one step and half after #; "
        "with bias #, # after one step and half after #; "
        "with bias #, # after one step and half after #."
    )
    last = shown.series["_bias 5: an LSTM"].y[-1]
    assert close(said(shown, "With"), [5, sigmoid(5) ** 200, 200, last]), (
        "With bias #, # is left after # steps; of a random LSTM's memory, #."
    )


def first_loss_of(std, tokens=5000, width=128, signals=200):
    """The mean first loss of a head of this deviation, drawn here."""
    rng = np.random.default_rng(5)
    logits = rng.normal(0, std, (tokens, width)) @ rng.standard_normal((width, signals))
    right = logits[rng.integers(0, tokens, signals), np.arange(signals)]
    return np.mean(np.logaddexp.reduce(logits, axis=0) - right)


def test_first_loss():
    """It lies above an even guess by half the variance of the logits, while that is small."""
    shown = drawing("first_loss")
    even, rule, model = shown.series.values()
    assert close(even.y, [np.log(5000)] * 2, 1e-9)
    assert close(rule.y, np.log(5000) + 128 * rule.x**2 / 2, 1e-9), (
        r"Line: $\ln V + \tfrac12 d\,\sigma^2$."
    )
    assert np.allclose(model.y, [first_loss_of(std) for std in model.x], rtol=0.06), (
        "First loss of a model of 5,000 tokens and width $d = 128$, its last signal of variance "
        r"1, against the standard deviation $\sigma$ of its head."
    )
    near = model.x < rule.x[-1]
    assert near.sum() > 4
    assert close(model.y[near], np.log(5000) + 64 * model.x[near] ** 2, 0.05)
    assert 4.5 < model.y[-1] / even.y[0] < 5.1 and close(model.y[1] / even.y[0], 1, 0.01), (
        "A head with a deviation of 1 costs nearly five times as much as an even guess, "
        "one with 0.02 no more than it."
    )
    assert close(said(shown, "An even"), [5000, np.log(5000)]), "An even guess of # tokens costs #."
    told = said(shown, "The first")
    assert close(told[1::2], model.x) and np.allclose(told[::2], model.y, rtol=0.05), (
        "The first loss is # with #, # with #, # with #, # with #, # with #, # with #, "
        "# with #, # with #."
    )
