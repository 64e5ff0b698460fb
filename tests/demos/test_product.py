"""What a product of many factors lets a reader discover, from what it records."""

import numpy as np
import pytest

from initdocs import demos
from initdocs.demos import product


def said(**settings):
    return product.texts(demos.defaults(product.DEMO) | settings)


def test_a_tenth_makes_a_hundredfold_of_fifty_layers():
    """A tenth more is 117 times as much, a tenth less a hundred-and-ninety-fourth."""
    assert said()["grown"] == "117" and said(factor=0.9)["grown"] == "1/194"
    assert said()["fate"] == "explodes" and said(factor=0.9)["fate"] == "vanishes"
    assert said(factor=1.0)["fate"] == "arrives"


@pytest.mark.parametrize("factor", product.FACTORS)
def test_a_signal_arrives_within_a_tenth_and_ten(factor):
    """The word says where the border is, and what it calls arrived is within it."""
    says, typical = (
        said(factor=factor),
        product.ends({"factor": factor, "layers": 50, "width": 256})[1],
    )
    assert ("between a tenth and ten times" in says["verdict"]) == (0.1 <= 10**typical <= 10)


def _read(told):
    """The factor that a reader takes from the words."""
    if told.startswith("1/"):
        return 1 / _read(told[2:])
    digits, _, power = told.partition("·10")
    back = {after: before for before, after in product.SUPERSCRIPTS.items()}
    return float(digits) * 10 ** int(power.translate(back) or 0)


@pytest.mark.parametrize("width", product.WIDTHS)
def test_the_sentence_of_the_page_is_true_at_every_stop(width):
    """“… it arrives … times as large, in half of 200 networks less than … times”: to two digits."""
    for factor in product.FACTORS:
        for layers in product.LAYERS:
            at = {"factor": factor, "layers": layers, "width": width}
            told = product.texts(at)
            for word, power in zip(("grown", "typical"), product.ends(at), strict=True):
                assert _read(told[word]) == pytest.approx(10**power, rel=0.05)
            ends = 10 ** (layers * np.log10(factor) + product.luck(width)[layers])
            assert (ends < _read(told["typical"]) * 1.05).mean() >= 0.5


def test_in_narrow_layers_the_typical_network_falls_away():
    """The root mean square is kept for ever, and half of the networks are far below it."""
    law, typical = product.ends({"factor": 1.0, "layers": 100, "width": 4})
    assert law == 0 and typical < -4
    assert (
        "although the root mean square of all networks is 1"
        in said(factor=1.0, layers=100, width=4)["verdict"]
    )


@pytest.mark.parametrize("width", product.WIDTHS)
def test_chance_is_that_of_gaussian_matrices(width):
    """The mean of a layer's logarithm is ½(ψ(n/2) − ln(n/2)), within four of its deviations."""
    psi = -np.euler_gamma + sum(1 / k for k in range(1, width // 2))
    rate = (psi - np.log(width / 2)) / 2
    steps = np.diff(product.luck(width), axis=0) * np.log(10)
    assert steps.shape == (product.MOST, product.NETWORKS)
    assert abs(steps.mean() - rate) < 4 * steps.std() / np.sqrt(steps.size)
    squares = np.exp(2 * steps)
    assert abs(squares.mean() - 1) < 4 * squares.std() / np.sqrt(steps.size)


def test_a_matrix_is_as_lucky_as_a_vector():
    """A Gaussian matrix changes the length of a vector by the length of a Gaussian vector."""
    rng, n = np.random.default_rng(0), 4
    matrices = rng.standard_normal((4000, n, n)) / np.sqrt(n)
    direction = np.array([0.5, -0.5, 0.1, np.sqrt(0.49)])
    there = np.log10(np.linalg.norm(matrices @ direction, axis=1))
    here = np.diff(product.luck(n), axis=0).ravel()
    error = np.hypot(there.std() / np.sqrt(there.size), here.std() / np.sqrt(here.size))
    assert abs(there.mean() - here.mean()) < 4 * error


def test_the_picture_starts_at_one():
    """Every path begins at the signal that is sent, and the median is that of the paths."""
    scene = product.scene(demos.defaults(product.DEMO))
    assert (scene["luck"][0] == 0).all()
    np.testing.assert_allclose(np.median(scene["luck"], axis=1), scene["median"])
    assert len(scene["median"]) == product.MOST // product.EVERY + 1
