"""A figure for each row of the atlas: its weights, its spectrum, and a signal in fifty layers."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from initdocs.activations import get as activation
from initdocs.colours import HE, INK, LECUN, ORTHOGONAL, STEPS, XAVIER, ZERO, Colour
from initdocs.data_dependent import lsuv
from initdocs.figures import Array, Drawing, Series, series, told
from initdocs.figures.labels import ends, legible
from initdocs.initializers import INITIALIZERS, Initializer, fans, he_normal, lecun_normal
from initdocs.network import Network

WIDTH, DEPTH, SIZE = 150, 50, 200
#: the colour of a row by its family, if the pages race its start
COLOURS = {
    "constants": ZERO, "fan-in": LECUN, "xavier": XAVIER, "he": HE, "orthogonal": ORTHOGONAL,
}  # fmt: skip
NEUTRAL = STEPS[2]
SIGNALS = ("identity", "tanh", "relu")
LABELS = {"identity": "linear", "tanh": "tanh", "relu": "ReLU", "gelu": "GELU"}
FLOOR = 1e-12
LAYERS = np.arange(1, DEPTH + 1)
#: a law of at most so many values is shown by their shares
FEW = 2
#: rows of which only the entries that are not 0 are shown
SPARSE = ("sparse", "delta_orthogonal")
#: rows that are shown as a convolution on a ring
RINGS = ("dirac", "delta_orthogonal", "convolutional_orthogonal")


def _square(row: Initializer, rng: np.random.Generator, n: int = SIZE) -> Array:
    """The weights of a layer of n units on n inputs, as the row draws them."""
    if row.name == "packed_xavier":
        return row.draw((3 * n, n), rng=rng)[:n]
    if row.name in RINGS:
        return row.draw((n // 4, n // 4, 3), rng=rng)
    return row.draw((n, n), rng=rng)


def _weights(row: Initializer) -> dict[str, Series]:
    weights = _square(row, np.random.default_rng(0))
    values = np.unique(np.round(weights, 12))
    if values.size <= FEW:
        shares = [(np.abs(weights - v) < 1e-9).mean() for v in values]
        return {"_shares": series(values, shares, low=np.zeros(values.size), high=shares)}
    entries = (weights[weights != 0] if row.name in SPARSE else weights).ravel()
    density, edges = np.histogram(entries * np.sqrt(fans(weights.shape)[0]), 41, density=True)
    return {"_weights": series(edges, density)}


def _spectrum(row: Initializer) -> dict[str, Series]:
    weights = _square(row, np.random.default_rng(0))
    values = np.linalg.svd(weights.reshape(len(weights), -1), compute_uv=False)
    # exact zeros come out of the decomposition as rounding noise of no size of their own
    values = np.where(values > 1e-10 * max(values[0], 1e-300), values, 0.0)
    return {"_spectrum": series(np.linspace(0, 1, values.size), values)}


def _above(panels: dict[str, Axes], row: Initializer, shown: dict[str, Series]) -> None:
    """The upper panels: the weights, and their spectrum."""
    own = COLOURS.get(row.family, NEUTRAL)
    axes = panels["weights"]
    if "_shares" in shown:
        s = shown["_shares"]
        axes.vlines(s.x, s.low, s.high, color=own, linewidth=3, label="_shares")
        axes.plot(s.x, s.y, "o", color=own, markersize=5, label="_shares")
        axes.set(xlabel="weight", ylabel="share", ylim=(0, 1.1))
        axes.margins(x=0.3)
    else:
        s = shown["_weights"]
        axes.hist(s.x[:-1], s.x.tolist(), weights=s.y, color=own, histtype="stepfilled", alpha=0.8,
                  label="_weights")  # fmt: skip
        axes.set(xlabel="weight · √n", ylabel="density")
        axes.set_yticks([])
    axes.set_title("Weights" + (", not 0" if row.name in SPARSE else ""))
    axes, s = panels["spectrum"], shown["_spectrum"]
    axes.plot(s.x, s.y, color=own, label="_spectrum")
    axes.set(xlabel="direction, in order", ylabel="singular value", xlim=(0, 1))
    axes.set_ylim(0, max(1.1 * s.y[0], 0.1))
    axes.set_title("Spectrum")


def _propagate(row: Initializer, name: str) -> Array:
    """The mean square of the activations by layer, of one network."""
    rng, phi = np.random.default_rng(1), activation(name).phi
    a = rng.standard_normal((WIDTH, 1))
    sizes = []
    for _ in range(DEPTH):
        a = phi(_square(row, rng, WIDTH) @ a)
        sizes.append(float((a**2).mean()))
    return np.array(sizes)


def _convolve(row: Initializer, name: str) -> Array:
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


def _signal(row: Initializer, propagate: Callable[..., Array]) -> dict[str, Series]:
    shown = {}
    for name in SIGNALS:
        with np.errstate(over="ignore", invalid="ignore"):
            sizes = propagate(row, name)
        shown[LABELS[name]] = series(LAYERS, np.clip(sizes, FLOOR / 10, 10 / FLOOR))
    return shown


def _residual(row: Initializer) -> dict[str, Series]:
    """Fifty residual blocks x + f(x) with this start, and with He's weights throughout."""
    rng = np.random.default_rng(1)
    shown = {}
    for label in (row.title, "He's weights as they are"):
        x = rng.standard_normal((WIDTH, 1))
        sizes = []
        for _ in range(DEPTH):
            inner = he_normal((WIDTH, WIDTH), rng=rng)
            outer = lecun_normal((WIDTH, WIDTH), rng=rng)
            if label == row.title:
                if row.name == "fixup":
                    inner = row.draw(inner.shape, rng=rng)
                if row.name == "residual_scaling":
                    outer = row.draw(outer.shape, rng=rng)
                else:
                    outer = 0 * outer  # the last layer, or the scalar before it, starts at zero
            x = x + outer @ np.maximum(inner @ x, 0)
            sizes.append(float((x**2).mean()))
        shown[label] = series(LAYERS, sizes)
    return shown


def _by_data(row: Initializer) -> dict[str, Series]:
    """Networks whose layers were scaled on a batch, whatever the activation."""
    rng = np.random.default_rng(1)
    x = rng.standard_normal((WIDTH, 100))
    shown = {}
    for name in ("tanh", "relu", "gelu"):
        net = Network([WIDTH] * (DEPTH + 1), hidden=name, output="linear")
        lsuv(net, x, rng=rng)
        sizes = [float((z**2).mean()) for z in net.forward(x).z[1:] if z is not None]
        shown[LABELS[name]] = series(LAYERS, sizes)
    del row
    return shown


def _by_width(row: Initializer) -> dict[str, Series]:
    """The size of the output by the width below it."""
    rng = np.random.default_rng(1)
    widths = [2**k for k in range(4, 13)]
    return {
        label: series(widths, [
            float(np.mean((draw((200, n), rng=rng) @ rng.standard_normal((n, 1))) ** 2))
            for n in widths
        ])
        for label, draw in ((row.title, row.draw), ("LeCun", lecun_normal))
    }  # fmt: skip


def _memory(row: Initializer) -> dict[str, Series]:
    """What is left in an LSTM's cell after t steps."""
    steps = np.arange(0, DEPTH + 1)
    bias = row.draw((4,), rng=np.random.default_rng(0))[1]
    return {
        f"forget bias {value:g}": series(steps, (1 / (1 + np.exp(-value))) ** steps)
        for value in (bias, 0.0)
    }


def _prior(row: Initializer) -> dict[str, Series]:
    """The first cost of a classifier of rare events, by their rate."""
    rates = np.geomspace(1e-3, 0.5, 60)
    bias = row.draw((1,), rng=np.random.default_rng(0))[0]
    return {
        label: series(rates, rates * np.logaddexp(0, -b) + (1 - rates) * np.logaddexp(0, b))
        for label, b in (("prior bias", bias), ("bias 0", 0.0))
    }


@dataclass(frozen=True)
class Panel:
    """The lowest panel: its series, and how they look."""

    series: Callable[[Initializer], dict[str, Series]]
    title: str
    axes: dict[str, Any]
    #: colour and dashes of each line; None is the colour of the row, whose dashes tell activations
    looks: tuple[tuple[Colour | None, str], ...] = ((None, "-"), (STEPS[0], "--"))
    #: what the picture does not say, for the caption
    below: str = ""
    marker: str = "None"
    #: the powers of ten that the axis may show
    floor: float = 0.0


BY_LAYER = {"xlabel": "layer", "yscale": "log", "xlim": (1, DEPTH)}
NETWORKS = Panel(
    partial(_signal, propagate=_propagate),
    "Signal through fifty layers",
    {**BY_LAYER, "ylabel": "mean square of a"},
    looks=((None, "-"), (None, "--"), (None, ":")),
    below="Below: one network of 150 units for each activation, this start throughout.",
    floor=FLOOR,
)
KERNELS = replace(
    NETWORKS,
    series=partial(_signal, propagate=_convolve),
    below="Below: convolutions of 50 channels on a ring of 32 pixels.",
)
RESIDUAL = Panel(
    _residual,
    "Signal through fifty residual blocks",
    {**BY_LAYER, "xlabel": "block", "ylabel": "mean square of x"},
    looks=((None, "-"), (HE, "--")),
    below="Below: fifty residual blocks of 150 units, a hidden ReLU layer in each.",
)
THIRD = {
    **dict.fromkeys(RINGS, KERNELS),
    "fixup": RESIDUAL,
    "skipinit": RESIDUAL,
    "rezero": RESIDUAL,
    "residual_scaling": RESIDUAL,
    "lsuv": Panel(
        _by_data,
        "Signal through fifty layers, after LSUV",
        {**BY_LAYER, "ylabel": "mean square of z", "ylim": (0.1, 10)},
        looks=((None, "--"), (None, ":"), (None, "-.")),
        below="Below: networks of 150 units, each layer scaled on a batch of 100 inputs.",
    ),
    "mup_output": Panel(
        _by_width,
        "The output at the start, by width",
        {"xlabel": "width", "ylabel": "mean square of f", "xscale": "log", "yscale": "log"},
        looks=((None, "-"), (LECUN, "--")),
        below="Below: the output of one layer on inputs of variance 1.",
        marker="o",
    ),
    "forget_bias": Panel(
        _memory,
        "Memory through fifty steps",
        {"xlabel": "step", "ylabel": "share of memory left", "yscale": "log", "xlim": (0, DEPTH)},
        below="With all other weights at zero.",
    ),
    "prior_bias": Panel(
        _prior,
        "The first cost",
        {"xlabel": "rate of the class", "ylabel": "first cost, nats", "xscale": "log",
         "yscale": "log"},
        below="A logit that is its bias alone.",
    ),
}  # fmt: skip
#: rows that draw a scalar or a bias: there is no spectrum
WITHOUT_MATRIX = ("skipinit", "rezero", "forget_bias", "prior_bias")


def _below(axes: Axes, panel: Panel, own: Colour, shown: dict[str, Series]) -> None:
    for (label, s), (colour, line) in zip(shown.items(), panel.looks, strict=True):
        axes.plot(
            s.x, s.y, line, color=colour or own, label=label, marker=panel.marker, markersize=3
        )
    axes.set(**panel.axes)
    if panel.floor:
        low, high = axes.get_ylim()
        axes.set_ylim(max(min(low, 0.1), panel.floor), min(max(high, 10), 1 / panel.floor))
    ends(axes, shown, [colour or own for colour, _ in panel.looks])
    axes.set_title(panel.title)
    axes.axhline(1, color=INK, linewidth=0.6, label="_one")


def draw(row: Initializer) -> Drawing:
    """The panels of a row."""
    panel, alone = THIRD.get(row.name, NETWORKS), row.name in WITHOUT_MATRIX
    lines = panel.series(row)
    shown = {**lines, "_one": series((-np.inf, np.inf), (1.0, 1.0))}
    figure = Figure(figsize=(5.0, 2.8 if alone else 5.0))
    if alone:
        below = figure.subplots()
    else:
        panels: dict[str, Axes] = figure.subplot_mosaic(
            [["weights", "spectrum"], ["signal", "signal"]], gridspec_kw={"hspace": 0.12}
        )
        shown |= _weights(row) | _spectrum(row)
        _above(panels, row, shown)
        below = panels["signal"]
    _below(below, panel, COLOURS.get(row.family, NEUTRAL), lines)
    told_of = "; ".join(
        f"{label}, {_from_to(s.y[[0, -1]], panel.floor)}" for label, s in lines.items()
    )
    return Drawing(figure, shown, f"{_above_told(shown)}{panel.title}: {told_of}.")


def _above_told(shown: dict[str, Series]) -> str:
    if "_spectrum" not in shown:
        return ""
    if "_shares" in shown:
        x, y = shown["_shares"][:2]
        pairs = (f"{told(w)} in {told(100 * share)} %" for w, share in zip(x, y, strict=True))
        weights = f"Weights: {', '.join(pairs)}."
    else:
        edges = shown["_weights"].x
        weights = f"Weights times √n, a histogram from {told(edges[0])} to {told(edges[-1])}."
    return f"{weights} Singular values: {_from_to(shown['_spectrum'].y[[0, -1]])}. "


def _from_to(ends: Array, floor: float = 0.0) -> str:
    first, last = (_bounded(size, floor) for size in ends)
    return first if first == last else f"from {first} to {last}"


def _bounded(size: float, floor: float) -> str:
    """A size, or that it has left an axis that ends at `floor` and 1/`floor`."""
    if floor and size > 1 / floor:
        return f"more than {told(1 / floor)}"
    return f"less than {told(floor)}" if 0 < size < floor else told(size)


def caption(row: Initializer) -> str:
    """What the panels of a row show."""
    panel = THIRD.get(row.name, NETWORKS)
    if row.name in WITHOUT_MATRIX:
        below = panel.below.removeprefix("Below: ")
        return below[0].upper() + below[1:]
    above = "a kernel of 50 channels and 3 pixels" if panel is KERNELS else "a layer of 200 units"
    return f"Above: the weights of {above}, and its singular values. {panel.below}"


def _function(row: Initializer) -> Callable[[], Drawing]:
    @legible
    def drawing() -> Drawing:
        return draw(row)

    drawing.__name__ = f"atlas_{row.name}"
    panels = "" if row.name in WITHOUT_MATRIX else "its weights, its singular values, and "
    drawing.__doc__ = f"{row.title}: {panels}a signal that goes through it."
    return drawing


#: figures that stand in no function of their own
MADE = tuple(_function(row) for row in INITIALIZERS.values())
