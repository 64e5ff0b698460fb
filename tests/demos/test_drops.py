import numpy as np
import pytest

from initdocs import demos
from initdocs.demos import drops
from initdocs.initializers import he_normal
from initdocs.network import Network
from initdocs.propagation import relu_log_norm

DEMO = demos.load("drops")
LAST = {width: list(drops.frames({"width": width}))[-1] for width in drops.WIDTHS}


@pytest.mark.parametrize("width", drops.WIDTHS)
def test_most_networks_end_below_the_mean(width):
    """More than half of those drawn lie below 1, the mean over all, and the median with them."""
    counted = LAST[width]
    assert counted["below"][0] > 0.5
    assert counted["median"][0] < min(1, counted["mean"][0])


def test_the_narrower_the_lower():
    """The median falls with the width, and so does what it takes to hold two of three."""
    medians = [LAST[width]["median"][0] for width in drops.WIDTHS]
    assert medians == sorted(medians)
    assert medians[0] < 1e-4 and medians[-1] > 0.7
    ends = {width: drops.paths(width, drops.NETWORKS)[:, -1] for width in drops.WIDTHS}
    spreads = [values.std() for values in ends.values()]
    assert spreads == sorted(spreads, reverse=True)


def test_what_the_presets_say():
    """Of those drawn, and of many more: a millionth or two; two of three within a factor two."""
    for count in (drops.NETWORKS, 20_000):
        narrow, wide = (np.exp(drops.paths(width, count)[:, -1]) for width in (20, 1000))
        assert 0.5e-6 < np.median(narrow) < 2.5e-6
        # a share of two in three of 150 has a standard error of 0.04
        assert abs(((wide > 0.4) & (wide < 1.6)).mean() - 2 / 3) < 0.08


def test_the_median_that_the_page_writes_as_a_formula():
    """At any width, recorded or not: e^(−250/n)."""
    for width in (10, 37, 100, 10_000):
        law = relu_log_norm([width] * drops.DEPTH)
        assert law.median == pytest.approx(np.exp(-250 / width))


@pytest.mark.parametrize("width", [100, 1000])
def test_the_mean_is_kept(width):
    """Of many networks the mean is 1, within what its own spread allows."""
    ends = np.exp(drops.paths(width, 100_000)[:, -1])
    error = np.sqrt(np.expm1(relu_log_norm([width] * drops.DEPTH).variance) / len(ends))
    assert ends.mean() == pytest.approx(1, abs=5 * error)


@pytest.mark.parametrize("width", [50, 100, 500])
def test_the_median_is_the_laws(width):
    """Up to the next term of the law's expansion, and to four errors of a median."""
    law = relu_log_norm([width] * drops.DEPTH)
    logs = drops.paths(width, 20_000)[:, -1]
    error = 4 * 1.25 * np.sqrt(law.variance / len(logs))
    assert abs(np.median(logs) - law.mean) < error + 20 * drops.DEPTH / width**2


def test_the_exact_law_is_that_of_networks():
    """Real networks of twenty layers have the same logarithms: mean and variance."""
    count, width, depth = 300, 20, 20
    net = Network([width] * (depth + 1), output="linear", networks=count)
    net.initialize(he_normal, rng=np.random.default_rng(0))
    x = np.ones((width, 1))
    # the output layer is linear: nineteen ReLU layers lie before it
    sizes = (net.forward(x).a[depth - 1] ** 2).mean(axis=(1, 2))
    real, told = np.log(sizes), drops.paths(width, 20_000)[:, depth - 1]
    assert real.mean() == pytest.approx(told.mean(), abs=4 * told.std() / np.sqrt(count))
    # the variance of a variance: 2/count for normal numbers, and these are nearly normal
    assert real.var() == pytest.approx(told.var(), rel=4 * np.sqrt(3 / count))


def test_what_is_counted():
    """After each network: how many, their mean, their median and the share below 1."""
    ends = np.exp(drops.paths(100, drops.NETWORKS)[:, -1])
    first, *rest = drops.frames({"width": 100})
    assert first["count"][0] == 0 and np.isnan(first["mean"][0])
    for count in (1, 2, 77, drops.NETWORKS):
        frame, so_far = rest[count - 1], ends[:count]
        counted = [frame[name][0] for name in ("count", "mean", "median", "below")]
        expected = [count, so_far.mean(), np.median(so_far), (so_far < 1).mean()]
        np.testing.assert_allclose(counted, expected)


@pytest.mark.parametrize(
    ("width", "words"),
    [
        (100, ["median 0.082", "factor 9.4"]),
        (20, ["median 3.7\N{NO-BREAK SPACE}·\N{NO-BREAK SPACE}10⁻⁶"]),
        (1000, ["median 0.78"]),
    ],
)
def test_what_is_said(width, words):
    """The law in the numbers that the page prints."""
    said = drops.said({"width": width})["verdict"]
    assert all(word in said for word in ["the mean over all networks is 1", *words])
