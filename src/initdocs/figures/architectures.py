"""Figure of the page on convolutions, attention, embeddings and recurrence."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.activations import sigmoid
from initdocs.figures import SERIES

STEPS, UNITS = 60, 100


def forget_bias() -> Figure:
    """What is left of an LSTM's memory after up to sixty steps, for four forget biases.

    With a bias of 0 half is gone after one step and all after ten; with 1 after two steps,
    with 2 after six, and with 5 two thirds are left at the end. Dots from a random LSTM of 100
    units lie on the lines or a little below them.
    """
    figure = Figure()
    axes = figure.subplots()
    t = np.arange(STEPS + 1)
    for i, (bias, mark) in enumerate(zip((0, 1, 2, 5), "os^D", strict=True)):
        rng = np.random.default_rng(0)
        bound = 1 / np.sqrt(UNITS)
        w = rng.uniform(-bound, bound, (4, UNITS, 2 * UNITS))
        h, c, left = np.zeros(UNITS), np.zeros(UNITS), [np.ones(UNITS)]
        for _ in t[1:]:
            forget, into, out, new = w @ np.concatenate([rng.standard_normal(UNITS), h])
            gate = sigmoid(forget + bias)
            c = gate * c + sigmoid(into) * np.tanh(new)
            h = sigmoid(out) * np.tanh(c)
            left.append(left[-1] * gate)
        axes.plot(
            t, sigmoid(np.full(len(t), float(bias))) ** t, color=SERIES[i], label=f"bias {bias}"
        )
        axes.plot(t[::5], np.mean(left, axis=1)[::5], mark, color=SERIES[i], markersize=4.5)
    axes.set(xlabel="steps", ylabel="share of the memory left", ylim=(0, 1.02))
    axes.legend(loc="upper right", bbox_to_anchor=(1.0, 0.6))
    return figure


FIGURES = (forget_bias,)
