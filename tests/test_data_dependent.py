"""LSUV: every layer at variance 1, for any activation and any data that vary."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from initdocs.activations import ACTIVATIONS
from initdocs.data_dependent import lsuv
from initdocs.network import Network


@pytest.mark.parametrize("name", list(ACTIVATIONS))
@pytest.mark.parametrize("tolerance", [0.1, 0.001])
def test_every_layer_has_variance_one(name, tolerance):
    """Over the batch that it saw, each layer's pre-activations have variance 1 ± tolerance."""
    net = Network([20, *[40] * 10, 5], hidden=name, output="linear")
    rng = np.random.default_rng(0)
    x = rng.exponential(2.0, (20, 200))
    claimed = lsuv(net, x, rng=rng, tolerance=tolerance)
    measured = [float(z.var()) for z in net.forward(x).z[1:]]
    np.testing.assert_allclose(claimed, measured, rtol=1e-12)
    assert all(abs(v - 1) <= tolerance for v in measured)


@given(st.floats(1e-6, 1e6), st.floats(-100, 100))
def test_the_scale_of_the_data_does_not_matter(scale, shift):
    """Inputs a million times larger or smaller, and off centre, end at the same variances."""
    rng = np.random.default_rng(1)
    x = scale * (rng.standard_normal((5, 50)) + shift)
    found = lsuv(Network([5, 10, 10, 2], hidden="tanh"), x, rng=rng)
    assert all(abs(v - 1) <= 0.01 for v in found)


def test_data_that_do_not_vary_are_refused():
    """One example, or all alike: there is no variance to set."""
    with pytest.raises(ValueError, match=r"x: layer 1 has the variance 0\.0"):
        lsuv(Network([3, 4, 1]), np.zeros((3, 10)), rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match=r"(?s)x: got .*allowed: finite real numbers"):
        lsuv(Network([3, 4, 1]), np.full((3, 10), np.nan), rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="network: got 2"):
        lsuv(Network([3, 4, 1], networks=2), np.ones((3, 10)), rng=np.random.default_rng(0))


def test_what_is_near_enough_stays():
    """A layer within the tolerance keeps orthonormal weights; one outside of it does not."""
    q, _ = np.linalg.qr(np.random.default_rng(0).standard_normal((400, 8)))
    for off, tolerance, kept in (
        (0.06, {"tolerance": 0.2}, True),
        (0.06, {"tolerance": 0.04}, False),
        (0.06, {}, False),
        (0.006, {}, True),
        (0.02, {}, False),
    ):
        x = np.sqrt(400 * (1 - off)) * (q - q.mean()).T  # any rotation of it has this variance
        net = Network([8, 8], output="linear")
        (variance,) = lsuv(net, x, rng=np.random.default_rng(0), **tolerance)
        w = net.weights[0][0]
        assert np.allclose(w @ w.T, np.eye(8)) is kept
        assert variance == pytest.approx(1 - off if kept else 1, abs=2e-3)
