"""A figure for each row of the atlas: its weights, its spectrum, and a signal in fifty layers."""

from collections.abc import Callable
from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from initdocs.activations import get as activation
from initdocs.data_dependent import lsuv
from initdocs.figures import INK, SERIES
from initdocs.initializers import INITIALIZERS, Initializer, fans, he_normal, lecun_normal
from initdocs.network import Network

WIDTH, DEPTH, SIZE = 150, 50, 200
#: the row's own lines, and those beside it
OWN, OTHER = SERIES[6], SERIES[1]
SIGNALS = (("identity", OWN, "-"), ("tanh", SERIES[1], "--"), ("relu", SERIES[2], ":"))
LABELS = {"identity": "linear", "tanh": "tanh", "relu": "ReLU", "gelu": "GELU"}
FLOOR = 1e-12


def _square(row: Initializer, rng: np.random.Generator, n: int = SIZE) -> np.ndarray:
    """The weights of a layer of n units on n inputs, as the row draws them."""
    if row.name == "packed_xavier":
        return row.draw((3 * n, n), rng=rng)[:n]
    if row.name in ("dirac", "delta_orthogonal"):
        return row.draw((n // 4, n // 4, 3), rng=rng)
    return row.draw((n, n), rng=rng)


def _weights(axes: Axes, row: Initializer) -> None:
    weights = _square(row, np.random.default_rng(0))
    scale = np.sqrt(fans(weights.shape)[0])
    values = np.unique(np.round(weights, 12))
    if values.size <= 2:
        shares = [(np.abs(weights - v) < 1e-9).mean() for v in values]
        axes.vlines(values, 0, shares, color=OWN, linewidth=3)
        axes.plot(values, shares, "o", color=OWN, markersize=5)
        axes.set(xlabel="weight", ylabel="share", ylim=(0, 1.1))
        axes.margins(x=0.3)
    else:
        entries = (weights[weights != 0] if row.name in ("sparse", "delta_orthogonal")
                   else weights).ravel()  # fmt: skip
        axes.hist(entries * scale, bins=41, density=True, color=OWN, histtype="stepfilled",
                  alpha=0.8)  # fmt: skip
        axes.set(xlabel="weight · √n", ylabel="density")
        axes.set_yticks([])
    axes.set_title("Weights" + (", not 0" if row.name in ("sparse", "delta_orthogonal") else ""))


def _spectrum(axes: Axes, row: Initializer) -> None:
    weights = _square(row, np.random.default_rng(0))
    values = np.linalg.svd(weights.reshape(len(weights), -1), compute_uv=False)
    # exact zeros come out of the decomposition as rounding noise of no size of their own
    values = np.where(values > 1e-10 * max(values[0], 1e-300), values, 0.0)
    axes.plot(np.linspace(0, 1, values.size), values, color=OWN)
    axes.set(xlabel="direction, in order", ylabel="singular value", xlim=(0, 1))
    axes.set_ylim(0, max(1.1 * values[0], 0.1))
    axes.set_title("Spectrum")


def _propagate(row: Initializer, name: str) -> np.ndarray:
    """The mean square of the activations by layer, of one network."""
    rng, phi = np.random.default_rng(1), activation(name).phi
    a = rng.standard_normal((WIDTH, 1))
    sizes = []
    for _ in range(DEPTH):
        a = phi(_square(row, rng, WIDTH) @ a)
        sizes.append(float((a**2).mean()))
    return np.array(sizes)


def _convolve(row: Initializer, name: str) -> np.ndarray:
    """The same through convolutions on a ring of 32 pixels."""
    rng, phi = np.random.default_rng(1), activation(name).phi
    a = rng.standard_normal((SIZE // 4, 32))
    sizes = []
    for _ in range(DEPTH):
        kernel = _square(row, rng)
        window = np.stack([np.roll(a, 1 - k, axis=1) for k in range(3)], axis=-1)
        a = phi(np.einsum("oik,ixk->ox", kernel, window))
        sizes.append(float((a**2).mean()))
    return np.array(sizes)


def _signal(axes: Axes, row: Initializer, propagate: Callable[..., np.ndarray]) -> None:
    layers = np.arange(1, DEPTH + 1)
    for name, colour, line in SIGNALS:
        with np.errstate(over="ignore", invalid="ignore"):
            sizes = propagate(row, name)
        axes.plot(
            layers, np.clip(sizes, FLOOR / 10, 10 / FLOOR), line, color=colour, label=LABELS[name]
        )
    axes.set(xlabel="layer", ylabel="mean square of a", yscale="log", xlim=(1, DEPTH))
    low, high = axes.get_ylim()
    axes.set_ylim(max(min(low, 0.1), FLOOR), min(max(high, 10), 1 / FLOOR))
    axes.legend(ncols=3, loc="upper center", bbox_to_anchor=(0.5, -0.32), borderaxespad=0)
    axes.set_title("Signal through fifty layers")


def _residual(axes: Axes, row: Initializer) -> None:
    """Fifty residual blocks x + f(x) with this start, and with He's weights throughout."""
    rng = np.random.default_rng(1)
    for label, colour, line in ((row.title, OWN, "-"), ("He's weights as they are", OTHER, "--")):
        x = rng.standard_normal((WIDTH, 1))
        sizes = []
        for _ in range(DEPTH):
            inner = he_normal((WIDTH, WIDTH), rng=rng)
            outer = lecun_normal((WIDTH, WIDTH), rng=rng)
            if colour == OWN:
                if row.name == "fixup":
                    inner = row.draw(inner.shape, rng=rng)
                if row.name == "residual_scaling":
                    outer = row.draw(outer.shape, rng=rng)
                else:
                    outer = 0 * outer  # the last layer, or the scalar before it, starts at zero
            x = x + outer @ np.maximum(inner @ x, 0)
            sizes.append(float((x**2).mean()))
        axes.plot(np.arange(1, DEPTH + 1), sizes, line, color=colour, label=label)
    axes.set(xlabel="block", ylabel="mean square of x", yscale="log", xlim=(1, DEPTH))
    axes.legend(ncols=2, loc="upper center", bbox_to_anchor=(0.5, -0.32), borderaxespad=0)
    axes.set_title("Signal through fifty residual blocks")


def _by_data(axes: Axes, row: Initializer) -> None:
    """Networks whose layers were scaled on a batch, whatever the activation."""
    rng = np.random.default_rng(1)
    x = rng.standard_normal((WIDTH, 100))
    for name, colour, line in (*SIGNALS[1:], ("gelu", SERIES[3], "-.")):
        net = Network([WIDTH] * (DEPTH + 1), hidden=name, output="linear")
        lsuv(net, x, rng=rng)
        sizes = [float((z**2).mean()) for z in net.forward(x).z[1:] if z is not None]
        axes.plot(np.arange(1, DEPTH + 1), sizes, line, color=colour, label=LABELS[name])
    axes.set(xlabel="layer", ylabel="mean square of z", yscale="log", xlim=(1, DEPTH),
             ylim=(0.1, 10))  # fmt: skip
    axes.legend(ncols=3, loc="upper center", bbox_to_anchor=(0.5, -0.32), borderaxespad=0)
    axes.set_title("Signal through fifty layers, after LSUV")
    del row


def _by_width(axes: Axes, row: Initializer) -> None:
    """The size of the output by the width below it."""
    rng = np.random.default_rng(1)
    widths = [2**k for k in range(4, 13)]
    for label, draw, colour, line in ((row.title, row.draw, OWN, "-"),
                                      ("LeCun", lecun_normal, OTHER, "--")):  # fmt: skip
        sizes = [
            float(np.mean((draw((200, n), rng=rng) @ rng.standard_normal((n, 1))) ** 2))
            for n in widths
        ]
        axes.plot(widths, sizes, line, color=colour, label=label, marker="o", markersize=3)
    axes.set(xlabel="width", ylabel="mean square of f", xscale="log", yscale="log")
    axes.legend(ncols=2, loc="upper center", bbox_to_anchor=(0.5, -0.32), borderaxespad=0)
    axes.set_title("The output at the start, by width")


def _memory(axes: Axes, row: Initializer) -> None:
    """What is left in an LSTM's cell after t steps."""
    steps = np.arange(0, DEPTH + 1)
    bias = row.draw((4,), rng=np.random.default_rng(0))[1]
    for value, colour, line in ((bias, OWN, "-"), (0.0, OTHER, "--")):
        gate = 1 / (1 + np.exp(-value))
        axes.plot(steps, gate**steps, line, color=colour, label=f"forget bias {value:g}")
    axes.set(xlabel="step", ylabel="share of memory left", yscale="log", xlim=(0, DEPTH))
    axes.legend(ncols=2, loc="upper center", bbox_to_anchor=(0.5, -0.32), borderaxespad=0)
    axes.set_title("Memory through fifty steps")


def _prior(axes: Axes, row: Initializer) -> None:
    """The first cost of a classifier of rare events, by their rate."""
    rates = np.geomspace(1e-3, 0.5, 60)
    bias = row.draw((1,), rng=np.random.default_rng(0))[0]
    for label, b, colour, line in (("prior bias", bias, OWN, "-"),
                                   ("bias 0", 0.0, OTHER, "--")):  # fmt: skip
        cost = rates * np.logaddexp(0, -b) + (1 - rates) * np.logaddexp(0, b)
        axes.plot(rates, cost, line, color=colour, label=label)
    axes.set(xlabel="rate of the class", ylabel="first cost, nats", xscale="log", yscale="log")
    axes.legend(ncols=2, loc="upper center", bbox_to_anchor=(0.5, -0.32), borderaxespad=0)
    axes.set_title("The first cost")


THIRD: dict[str, Callable[[Axes, Initializer], None]] = {
    "dirac": partial(_signal, propagate=_convolve),
    "delta_orthogonal": partial(_signal, propagate=_convolve),
    "fixup": _residual,
    "skipinit": _residual,
    "rezero": _residual,
    "residual_scaling": _residual,
    "lsuv": _by_data,
    "mup_output": _by_width,
    "forget_bias": _memory,
    "prior_bias": _prior,
}
#: rows that draw a scalar or a bias: there is no spectrum
WITHOUT_MATRIX = ("skipinit", "rezero", "forget_bias", "prior_bias")


def draw(row: Initializer) -> Figure:
    """The panels of a row."""
    alone = row.name in WITHOUT_MATRIX
    figure = Figure(figsize=(5.0, 2.6 if alone else 4.4))
    if alone:
        below = figure.subplots()
    else:
        panels: dict[str, Axes] = figure.subplot_mosaic(
            [["weights", "spectrum"], ["signal", "signal"]]
        )
        _weights(panels["weights"], row)
        _spectrum(panels["spectrum"], row)
        below = panels["signal"]
    third = THIRD.get(row.name, partial(_signal, propagate=_propagate))
    third(below, row)
    below.axhline(1, color=INK, linewidth=0.6)
    return figure


BELOW = {
    _residual: "Below: fifty residual blocks of 150 units, a hidden ReLU layer in each.",
    _by_data: "Below: networks of 150 units, each layer scaled on a batch of 100 inputs.",
    _by_width: "Below: the output of one layer on inputs of variance 1.",
    _memory: "With all other weights at zero.",
    _prior: "A logit that is its bias alone.",
}


def caption(row: Initializer) -> str:
    """What the panels of a row show."""
    below = BELOW.get(THIRD.get(row.name), "")  # type: ignore[arg-type]
    if row.name in WITHOUT_MATRIX:
        below = below.removeprefix("Below: ")
        return below[0].upper() + below[1:]
    kernel = row.name in ("dirac", "delta_orthogonal")
    above = "a kernel of 50 channels and 3 pixels" if kernel else "a layer of 200 units"
    below = below or (
        "Below: convolutions of 50 channels on a ring of 32 pixels."
        if kernel
        else "Below: one network of 150 units for each activation, this start throughout."
    )
    return f"Above: the weights of {above}, and its singular values. {below}"


def _function(row: Initializer) -> Callable[[], Figure]:
    def drawing() -> Figure:
        return draw(row)

    drawing.__name__ = f"atlas_{row.name}"
    panels = "" if row.name in WITHOUT_MATRIX else "its weights, its singular values, and "
    drawing.__doc__ = (
        f"{row.title}: {panels}a signal that goes through it.\n\n"
        f"{row.keeps.replace('$', '')}"
    )  # fmt: skip
    return drawing


FIGURES = tuple(_function(row) for row in INITIALIZERS.values())
