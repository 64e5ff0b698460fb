"""Figure of the page on convolutions, attention, embeddings and recurrence."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.activations import sigmoid
from initdocs.colours import STEPS
from initdocs.figures import Drawing, series, told

TIME, UNITS = 60, 100


def forget_bias() -> Drawing:
    """What is left of an LSTM's memory, step by step, for four forget biases."""
    t = np.arange(TIME + 1)
    shown = {}
    for bias in (0, 1, 2, 5):
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
        shown[f"bias {bias}"] = series(t, sigmoid(np.full(len(t), float(bias))) ** t)
        shown[f"_bias {bias}: an LSTM"] = series(t[::5], np.mean(left, axis=1)[::5])
    figure = Figure()
    axes = figure.subplots()
    for i, (label, s) in enumerate(shown.items()):
        form = "os^D"[i // 2] if i % 2 else "-"
        axes.plot(s.x, s.y, form, color=STEPS[i // 2], label=label, markersize=4.5)
    axes.set(xlabel="steps", ylabel="share of the memory left", ylim=(0, 1.02))
    axes.legend(loc="upper right", bbox_to_anchor=(1.0, 0.6))
    lines = {label: s.y for label, s in shown.items() if not label.startswith("_")}
    left_after = "; ".join(
        f"with {label}, {told(y[1])} after one step and {told(y[10])} after ten"
        for label, y in lines.items()
    )
    return Drawing(
        figure,
        shown,
        f"The share that is left falls from {told(lines['bias 0'][0])} the slower, the larger "
        f"the bias: {left_after}. "
        f"With bias 5, {told(lines['bias 5'][-1])} is left after {TIME} steps. "
        f"Dots from a random LSTM of {UNITS} units lie on the lines or a little below them.",
    )
