import re

import numpy as np
import pytest
from tests.figures.support import close, drawing, numbers, plain, sentences

from initdocs.figures.atlas import caption
from initdocs.initializers import INITIALIZERS

WIDTH, DEPTH, SIZE = 150, 50, 200
#: n Var(W) of a layer of n inputs and n units, for the rows of independent entries
GAIN = {
    "normal": WIDTH, "uniform": WIDTH / 3, "truncated_normal": WIDTH, "small_normal": WIDTH / 2500,
    "variance_scaling": 1, "lecun_normal": 1, "lecun_uniform": 1, "lecun_truncated": 1,
    "pytorch_linear": 1 / 3, "embedding_normal": 1, "xavier_normal": 1, "xavier_uniform": 1,
    "xavier_truncated": 1, "packed_xavier": 1, "he_normal": 2, "he_uniform": 2, "he_truncated": 2,
    "he_normal_fan_out": 2, "he_leaky": 2 / 1.04, "sparse": 15,
}  # fmt: skip
ORTHOGONAL = (
    "orthogonal", "identity", "dirac", "delta_orthogonal", "convolutional_orthogonal",
)  # fmt: skip
RESIDUAL = ("fixup", "skipinit", "rezero", "residual_scaling")
ALONE = ("skipinit", "rezero", "forget_bias", "prior_bias")
#: what the axis leaves out is drawn beyond its edge
EDGE = 1e13


def shown(name):
    return drawing(f"atlas_{name}").series


def moved(kind, name):
    """How far a signal goes per layer while it is on the axis, as a factor."""
    line = shown(name)[kind]
    on = (line.y > 2 / EDGE) & (line.y < EDGE / 2)
    return np.exp(np.polyfit(line.x[on], np.log(line.y[on]), 1)[0]) if on.sum() > 1 else None


@pytest.mark.parametrize("name", GAIN)
def test_a_signal_grows_by_the_gain(name):
    """A linear layer multiplies by n Var(W), ReLU by half of it; tanh stays below 1."""
    gain = GAIN[name]
    linear, tanh, relu = (shown(name)[k] for k in ("linear", "tanh", "ReLU"))
    assert [*shown(name)][:3] == ["linear", "tanh", "ReLU"]
    # one network: over fifty layers of 150 units the growth per layer is known to a tenth
    assert abs(np.log(moved("linear", name) / gain)) < 0.12
    assert abs(np.log(moved("ReLU", name) / (gain / 2))) < 0.2
    # from inputs of variance 1
    assert abs(np.log(linear.y[0] / gain)) < 0.5 and abs(np.log(relu.y[0] / gain * 2)) < 0.6
    assert (tanh.y < 1).all() and (tanh.y[:3] <= 1.001 * linear.y[:3]).all()


@pytest.mark.parametrize("name", [n for n in GAIN if n not in ("sparse", "packed_xavier")])
def test_weights_and_their_spectrum_have_the_variance(name):
    """The histogram's variance and the mean square of the singular values are both n Var(W)."""
    at_200 = {"normal": 200, "truncated_normal": 200, "uniform": 200 / 3, "small_normal": 0.08}
    gain = at_200.get(name, GAIN[name])
    bars, spectrum = shown(name)["_weights"], shown(name)["_spectrum"]
    middles = (bars.x[1:] + bars.x[:-1]) / 2
    mass = bars.y * np.diff(bars.x)
    assert close(mass.sum(), 1, 1e-9)
    assert close((middles**2 * mass).sum(), gain, 0.05)
    assert close((spectrum.y**2).mean(), gain, 0.05)
    # the quarter circle's edge is at twice the root
    assert close(spectrum.y[0], 2 * np.sqrt(gain), 0.1) and spectrum.y[-1] < 0.1 * spectrum.y[0]
    bound = np.abs(bars.x).max() / np.sqrt(gain)
    if "uniform" in name or name in ("packed_xavier", "pytorch_linear"):
        assert close(bound, np.sqrt(3), 0.01)
        assert bars.y.std() < 0.1 * bars.y.mean()
    elif "truncated" in name:
        assert close(bound, 2 / 0.8796, 0.01)
    else:
        assert 3.2 < bound < 6


def test_the_odd_laws_of_weights():
    """Sparse rows show what is not 0; a law of one or two values is shown by its shares."""
    sparse = shown("sparse")["_weights"]
    middles = (sparse.x[1:] + sparse.x[:-1]) / 2 / np.sqrt(SIZE)
    assert close((middles**2 * sparse.y * np.diff(sparse.x)).sum(), 1, 0.06)
    assert close((shown("sparse")["_spectrum"].y ** 2).mean(), 15, 0.06)
    # of a packed matrix a third is queries: 3n rows on n inputs, variance 6/(n + n)/3
    assert close(np.abs(shown("packed_xavier")["_weights"].x).max(), np.sqrt(3), 0.01)
    assert close((shown("packed_xavier")["_spectrum"].y ** 2).mean(), 1, 0.05)
    for name, shares in (
        ("zeros", {0: 1}), ("ones", {1: 1}), ("identity", {0: 1 - 1 / SIZE, 1: 1 / SIZE}),
        ("dirac", {0: 1 - 1 / 150, 1: 1 / 150}),
    ):  # fmt: skip
        s = shown(name)["_shares"]
        assert close(s.x, list(shares)) and close(s.y, list(shares.values()), 1e-6)
        assert close(s.low, 0 * s.y) and (s.high == s.y).all()
    # entries of a column of an orthogonal matrix of n units are about N(0, 1/n)
    bars = shown("orthogonal")["_weights"]
    middles = (bars.x[1:] + bars.x[:-1]) / 2
    assert close((middles**2 * bars.y * np.diff(bars.x)).sum(), 1, 0.05)


@pytest.mark.parametrize("name", ORTHOGONAL)
def test_orthogonal_starts_keep_lengths(name):
    """All singular values are 1, a linear network keeps its signal; tanh and ReLU take from it."""
    assert np.allclose(shown(name)["_spectrum"].y, 1)
    linear, tanh, relu = plain(shown(name))
    assert np.ptp(linear.y) < 1e-9 * linear.y[0]
    for line in (tanh, relu):
        assert (line.y < linear.y).all() and (np.diff(line.y) < 1e-12).sum() > 25
    # negative parts are gone once and for all where the layer hands its input on
    constant = name in ("identity", "dirac")
    assert (np.ptp(relu.y) < 1e-9) == constant


def test_twins_keep_what_relu_takes():
    """A mirrored matrix has the singular values 2 and 0; ReLU between two of them makes it 1.

    What comes in has no twins yet, so the first layer is like any other. From then on the signal
    doubles in a linear network, and stays in one of ReLUs.
    """
    values = shown("looks_linear")["_spectrum"].y
    assert np.allclose(values[: SIZE // 2], 2) and not values[SIZE // 2 :].any()
    linear, tanh, relu = plain(shown("looks_linear"))
    assert np.ptp(relu.y) < 1e-9 * relu.y[0]
    # the axis ends where the linear signal has left it
    on = linear.y < EDGE / 2
    assert np.allclose(linear.y[on][1:] / linear.y[on][:-1], 4)
    assert (tanh.y < 1).all()


def test_constants_have_one_direction():
    """The zero network is silent; equal weights have one singular value, n times the weight."""
    assert (shown("zeros")["_spectrum"].y == 0).all()
    assert all((shown("zeros")[k].y < 1e-12).all() for k in ("linear", "tanh", "ReLU"))
    assert shown("ones")["_shares"].x == 1 and shown("constant")["_shares"].x != 1
    for name in ("ones", "constant"):
        spectrum, weight = shown(name)["_spectrum"].y, shown(name)["_shares"].x[0]
        assert close(spectrum[0], SIZE * weight, 1e-9) and (spectrum[1:] == 0).all()
        # all units are one: a sum of n, squared, is n² times larger a layer
        assert close(shown(name)["linear"].y[1] / shown(name)["linear"].y[0],
                     (WIDTH * weight) ** 2, 1e-9)  # fmt: skip


@pytest.mark.parametrize("name", RESIDUAL)
def test_residual_starts_keep_the_stream(name):
    """The row's own start keeps the stream, He's as it is doubles it a block."""
    row = INITIALIZERS[name]
    own, he = (shown(name)[k] for k in (row.title, "He's weights as they are"))
    assert close(np.exp(np.polyfit(he.x, np.log(he.y), 1)[0]), 2, 0.06)
    if name == "residual_scaling":
        # a branch adds n·0.02²/(2N) times the hidden mean square, which is that of x, N = 12
        added = WIDTH * 0.02**2 / 24
        assert close(own.y[-1] / own.y[0], (1 + added) ** 49, 0.05)
    else:
        assert np.ptp(own.y) == 0


def test_lsuv_holds_the_variance():
    """After LSUV every layer's pre-activations are at 1, to its tolerance."""
    assert [*shown("lsuv")][:3] == ["tanh", "ReLU", "GELU"]
    assert all(abs(s.y - 1).max() < 0.15 for s in plain(shown("lsuv")))


def test_the_output_of_mup_fades_with_the_width():
    """The mean square of the output is 1/n with μP's layer, 1 with LeCun's."""
    own, lecun = (shown("mup_output")[k] for k in ("μP's output layer", "LeCun"))
    assert list(own.x) == list(lecun.x) == [2**k for k in range(4, 13)]
    for line, slope in ((own, -1), (lecun, 0)):
        assert abs(np.log(line.y) - slope * np.log(line.x)).max() < 0.6
        assert abs(np.polyfit(np.log(line.x), np.log(line.y), 1)[0] - slope) < 0.1


def test_memory_and_first_cost():
    """σ(b)^t; and the cost at the prior is its entropy, at a half ln 2, the prior the better."""
    for bias in (0, 1):
        line = shown("forget_bias")[f"forget bias {bias}"]
        assert np.allclose(np.log(line.y), line.x * -np.log1p(np.exp(-bias)))
    prior, even = (shown("prior_bias")[k] for k in ("prior bias", "bias 0"))
    assert np.allclose(even.y, np.log(2)) and (np.diff(prior.y) > 0).all()
    rate = 0.01
    entropy = -rate * np.log(rate) - (1 - rate) * np.log(1 - rate)
    assert close(np.interp(rate, prior.x, prior.y), entropy, 0.02)
    assert (prior.x[0], prior.x[-1]) == (1e-3, 0.5)


@pytest.mark.parametrize("name", INITIALIZERS)
def test_what_is_said_of_a_row(name):
    """The text quotes the ends of each series; the caption says what is drawn."""
    figure, series, text = drawing(f"atlas_{name}")
    panels = [axes.get_title() for axes in figure.axes]
    lines = {k: s for k, s in series.items() if k[0] != "_"}
    said = sentences(text)
    assert said[-1].startswith(f"{panels[-1]}: ")
    for (label, s), part in zip(lines.items(), said[-1].split("; "), strict=True):
        named, _, told = part.removeprefix(f"{panels[-1]}: ").rpartition(", ")
        assert named == label
        on = (1e-12, 1e12) if panels[-1] == "Signal through fifty layers" else (0, np.inf)
        ends = [np.clip(y, *on) if y else 0 for y in s.y[[0, -1]]]
        got = numbers(told)
        assert close(got if len(got) == 2 else 2 * got, ends)
        assert ("less than" in told) == (0 < min(s.y[[0, -1]]) < on[0])
        assert ("more than" in told) == (max(s.y[[0, -1]]) > on[1])
    assert list(series["_one"].y) == [1, 1]
    below = caption(INITIALIZERS[name])
    if name in ALONE:
        assert len(panels) == 1
        return
    assert panels[1] == "Spectrum" and panels[0].startswith("Weights")
    got = numbers(said[1].removeprefix("Singular values: "))
    assert close(got if len(got) == 2 else 2 * got, series["_spectrum"].y[[0, -1]])
    got = numbers(said[0])
    if "_shares" in series:
        s = series["_shares"]
        assert close(got, np.stack([s.x, 100 * s.y], axis=1).ravel())
    else:
        assert close(got, series["_weights"].x[[0, -1]])
    units = {"a layer of 200 units": 200, "a kernel of 50 channels and 3 pixels": 50}
    (of,) = (u for u in units if f"Above: the weights of {u}, and its singular values." in below)
    assert series["_spectrum"].x.size == units[of]
    assert (series["_spectrum"].x[0], series["_spectrum"].x[-1]) == (0, 1)
    if "Below: one network" in below:
        assert list(lines) == ["linear", "tanh", "ReLU"] and "of 150 units" in below


def test_captions_count_what_is_drawn():
    """Fifty layers, blocks and steps; the numbers of captions are those of the drawings."""
    for name in INITIALIZERS:
        line = plain(shown(name))[0]
        title = drawing(f"atlas_{name}").figure.axes[-1].get_title()
        if "fifty" in title:
            first = 0 if name == "forget_bias" else 1
            assert list(line.x) == list(range(first, DEPTH + 1))
        told = set(re.findall(r"\d+", caption(INITIALIZERS[name])))
        assert told <= {"1", "3", "32", "50", "100", "150", "200"}
