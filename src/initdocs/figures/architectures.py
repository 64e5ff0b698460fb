"""Figures of the page on convolutions, attention, embeddings and recurrence."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.activations import sigmoid
from initdocs.colours import INK, STEPS
from initdocs.figures import Drawing, series, told
from initdocs.figures.labels import beside, legible

TIME, UNITS = 200, 100
BIASES, TICKS = (0, 1, 2, 5), (1, 2, 5, 10, 20, 50, 100, 200)

TOKENS, WIDTH, SIGNALS = 5000, 128, 300
STDS = np.array([0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0])
#: up to here the mean of e^logit is that of a normal law; beyond, the largest logit decides
REACH = 0.35


@legible
def forget_bias() -> Drawing:
    """What is left of an LSTM's memory, step by step, for four forget biases."""
    t = np.geomspace(1, TIME, 120)
    marks = np.unique(np.geomspace(1, TIME, 14).round().astype(int))
    shown = {"half": series((t[0], t[-1]), (0.5, 0.5))}
    for bias in BIASES:
        rng = np.random.default_rng(0)
        bound = 1 / np.sqrt(UNITS)
        w = rng.uniform(-bound, bound, (4, UNITS, 2 * UNITS))
        h, c, left = np.zeros(UNITS), np.zeros(UNITS), [np.ones(UNITS)]
        for _ in range(TIME):
            forget, into, out, new = w @ np.concatenate([rng.standard_normal(UNITS), h])
            gate = sigmoid(forget + bias)
            c = gate * c + sigmoid(into) * np.tanh(new)
            h = sigmoid(out) * np.tanh(c)
            left.append(left[-1] * gate)
        shown[f"bias {bias}"] = series(t, sigmoid(np.full(len(t), float(bias))) ** t)
        shown[f"_bias {bias}: an LSTM"] = series(marks, np.mean(left, axis=1)[marks])
    figure = Figure()
    axes = figure.subplots()
    axes.plot(*shown["half"][:2], "--", color=INK, linewidth=1, label="half")
    for i, bias in enumerate(BIASES):
        line, dots = shown[f"bias {bias}"], shown[f"_bias {bias}: an LSTM"]
        axes.plot(line.x, line.y, color=STEPS[i], label=f"bias {bias}")
        axes.plot(dots.x, dots.y, "os^D"[i], color=STEPS[i], markersize=4.5,
                  label=f"_bias {bias}: an LSTM")  # fmt: skip
    axes.set(xlabel="steps", ylabel="share of the memory left", ylim=(0, 1.02))
    axes.set_xscale("log")
    axes.set_xticks(TICKS, [str(t) for t in TICKS])
    axes.set_xlim(0.36, TIME * 1.1)
    axes.minorticks_off()
    beside(axes, shown, "half", 1, (0, 4), INK, ha="right")
    for bias, colour in zip(BIASES, STEPS, strict=False):
        beside(axes, shown, f"bias {bias}", 0, (-8, 0), colour)
    gates = sigmoid(np.array(BIASES, float))
    halves = "; ".join(
        f"with bias {bias}, {told(gate)} after one step and half after {told(half)}"
        for bias, gate, half in zip(BIASES, gates, np.log(0.5) / np.log(gates), strict=True)
    )
    return Drawing(
        figure,
        shown,
        f"The share that is left falls the slower, the larger the bias: {halves}. "
        f"With bias 5, {told(shown['bias 5'].y[-1])} is left after {TIME} steps; "
        f"of a random LSTM's memory, {told(shown['_bias 5: an LSTM'].y[-1])}.",
    )


@legible
def first_loss() -> Drawing:
    """The first loss of a language model, by the standard deviation of its head's weights."""
    rng = np.random.default_rng(0)
    signal = rng.standard_normal((WIDTH, SIGNALS))
    answers = rng.integers(0, TOKENS, SIGNALS)
    losses = []
    for std in STDS:
        logits = rng.normal(0, std, (TOKENS, WIDTH)) @ signal
        right = logits[answers, np.arange(SIGNALS)]
        highest = logits.max(axis=0)
        losses.append(np.mean(highest + np.log(np.exp(logits - highest).sum(axis=0)) - right))
    even = np.log(TOKENS)
    small = np.geomspace(STDS[0], REACH, 60)
    shown = {
        "an even guess, ln V": series(STDS[[0, -1]], (even, even)),
        "_rule": series(small, even + WIDTH * small**2 / 2),
        "_model": series(STDS, losses),
    }
    figure = Figure()
    axes = figure.subplots()
    axes.plot(*shown["an even guess, ln V"][:2], "--", color=INK, linewidth=1.2,
              label="an even guess, ln V")  # fmt: skip
    axes.plot(*shown["_rule"][:2], color=STEPS[1], label="_rule")
    axes.plot(STDS, losses, "o", color=STEPS[-1], label="_model")
    axes.set(xlabel="standard deviation of the head’s weights", ylabel="first loss", xscale="log",
             ylim=(0, 45))  # fmt: skip
    ticks = STDS[[0, 1, 2, 3, 4, 6, 7]]
    axes.set_xticks(ticks, [f"{std:g}" for std in ticks])
    axes.minorticks_off()
    beside(axes, shown, "an even guess, ln V", 1, (0, -5), INK, ha="right")
    said = ", ".join(f"{told(loss)} with {std:g}" for std, loss in zip(STDS, losses, strict=True))
    return Drawing(
        figure,
        shown,
        f"An even guess of {TOKENS:,} tokens costs {told(even)}. The first loss is {said}.",
    )
