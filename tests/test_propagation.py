"""The mean-field theory: against closed forms, against simulation, and against itself."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from initdocs import propagation as mf
from initdocs.activations import ACTIVATIONS, erf
from initdocs.network import Network

SMOOTH = ("tanh", "sigmoid", "gelu", "silu", "softplus", "mish", "softsign")
VARIANCES = st.floats(0.05, 9.0)
CORRELATIONS = st.floats(-0.99, 0.99)


def arc_cosine(c):
    """E[relu(u₁)relu(u₂)] at q = 1 in closed form (Cho and Saul 2009, order 1)."""
    return (np.sqrt(1 - c * c) + c * (np.pi - np.arccos(c))) / (2 * np.pi)


@given(VARIANCES)
def test_relu_and_identity_in_closed_form(q):
    """ReLU keeps half of the second moment, the identity all of it; so do the derivatives."""
    assert mf.second_moment("relu", q) == pytest.approx(q / 2, rel=1e-12)
    assert mf.second_moment("identity", q) == pytest.approx(q, rel=1e-12)
    assert mf.chi_1("relu", q, 2.0) == pytest.approx(1, rel=1e-12)


@given(VARIANCES)
def test_erf_in_closed_form(q):
    """E[erf(√q z)²] = (2/π) arcsin(2q / (1 + 2q)) (Williams 1997)."""
    exact = 2 / np.pi * np.arcsin(2 * q / (1 + 2 * q))
    assert mf.second_moment(erf, q) == pytest.approx(exact, rel=1e-10)
    slope = 4 / np.pi / np.sqrt(1 + 4 * q)
    assert mf.chi_1(erf, q, 1.0) == pytest.approx(slope, rel=1e-8)  # central differences


@settings(deadline=None, max_examples=40)
@given(CORRELATIONS)
def test_the_correlation_map_in_closed_form(c):
    """ReLU's is the arc-cosine kernel, erf's Williams's, the identity's the identity."""
    assert float(mf.correlation_map("relu", c, 1.0, 2.0)) == pytest.approx(
        2 * arc_cosine(c), abs=2e-6
    )
    exact = np.arcsin(2 * c / 3) / np.arcsin(2 / 3)
    assert float(mf.correlation_map(erf, c, 1.0, 1.0)) == pytest.approx(exact, abs=1e-9)
    assert float(mf.correlation_map("identity", c, 1.0, 1.0)) == pytest.approx(c, abs=1e-12)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_quadrature_against_simulation(name):
    """Within five standard errors of the mean over a million draws, for every activation."""
    row = ACTIVATIONS[name]
    draws = np.sqrt(2.5) * np.random.default_rng(0).standard_normal(10**6)
    for exact, sample in (
        (mf.second_moment(name, 2.5), row.phi(draws) ** 2),
        (mf.chi_1(name, 2.5, 1.0), row.d_phi(draws) ** 2),
    ):
        error = sample.std() / 1000
        assert abs(exact - sample.mean()) <= 5 * error + 1e-12


@pytest.mark.parametrize("name", SMOOTH)
@pytest.mark.parametrize("q", [0.1, 1.0, 9.0, 100.0])
def test_the_error_of_the_quadrature_is_known(name, q):
    """Half as many panels move it by less than a billionth, up to inputs of ten deviations."""
    phi = ACTIVATIONS[name].phi
    size = mf.second_moment(name, q)
    assert mf.expectation_error(lambda z: phi(np.sqrt(q) * z) ** 2) <= 1e-9 * size


@pytest.mark.parametrize(
    ("name", "second", "centred", "critical"),
    [
        ("tanh", 1.5925, 1.5925, 1.4674),
        ("gelu", 1.5335, 1.7009, 1.4811),
        ("silu", 1.6765, 1.7872, 1.6233),
        ("elu", 1.2452, 1.2708, 1.2234),
        ("mish", 1.4868, 1.5920, 1.4448),
        ("selu", 1.0, 1.0, 0.9660),
        ("relu", 1.4142, 1.7129, 1.4142),
        ("sigmoid", 1.8462, 4.8013, None),
    ],
)
def test_the_three_gains(name, second, centred, critical):
    """Three numbers that are confused everywhere, as measured before this package."""
    assert mf.gain_second_moment(name) == pytest.approx(second, abs=6e-5)
    assert mf.gain_centred(name) == pytest.approx(centred, abs=6e-5)
    if critical:
        assert mf.gain_critical(name) == pytest.approx(critical, abs=6e-5)


def test_what_pytorchs_gains_do():
    """5/3 for tanh settles at q* = 1.178 and χ₁ = 1.210; 3/4 for SELU gives χ₁ = 1.0037."""
    q = mf.fixed_point("tanh", (5 / 3) ** 2)
    assert q == pytest.approx(1.178, abs=1e-3)
    assert mf.chi_1("tanh", q, (5 / 3) ** 2) == pytest.approx(1.210, abs=1e-3)
    assert np.sqrt(mf.second_moment("tanh", q)) == pytest.approx(0.6513, abs=1e-4)
    assert mf.chi_1("selu", 1.0, 1.0) == pytest.approx(1.0716, abs=1e-4)
    q = mf.fixed_point("selu", 0.75**2)
    assert q == pytest.approx(0.0230, abs=1e-4)
    assert mf.chi_1("selu", q, 0.75**2) == pytest.approx(1.0037, abs=1e-4)


def test_the_critical_point_of_tanh():
    """σ_b² = 0.05: σ_w² = 1.7610, q* = 0.5700, and χ₁ on both sides."""
    sigma_w2, sigma_b2 = mf.critical_point("tanh", 0.57)
    assert sigma_w2 == pytest.approx(1.7610, abs=3e-4)
    assert sigma_b2 == pytest.approx(0.05, abs=1e-4)
    for sigma_w2, chi in ((1.5, 0.9386), (2.0, 1.0477)):
        q = mf.fixed_point("tanh", sigma_w2, 0.05)
        assert mf.chi_1("tanh", q, sigma_w2) == pytest.approx(chi, abs=1e-4)


@settings(deadline=None, max_examples=30)
@given(st.sampled_from(["tanh", "softsign", "relu", "elu"]), st.floats(0.05, 3.0))
def test_the_critical_line_is_critical(name, q):
    """Where it exists, its own fixed point is q and χ₁ there is 1."""
    sigma_w2, sigma_b2 = mf.critical_point(name, q)
    assert mf.chi_1(name, q, sigma_w2) == pytest.approx(1, rel=1e-9)
    assert mf.variance_map(name, q, sigma_w2, max(sigma_b2, 0)) == pytest.approx(
        q + max(-sigma_b2, 0), rel=1e-9
    )


@settings(deadline=None, max_examples=30)
@given(st.floats(0.5, 6.0), st.one_of(st.just(0.0), st.floats(1e-4, 1.0)))
def test_a_fixed_point_is_fixed(sigma_w2, sigma_b2):
    """V(q*) = q* for tanh, wherever it is neither 0 nor infinite; iterating leads there."""
    q = mf.fixed_point("tanh", sigma_w2, sigma_b2)
    if q > 0:
        assert mf.variance_map("tanh", q, sigma_w2, sigma_b2) == pytest.approx(q, rel=1e-9)
    else:
        assert sigma_b2 == 0 and sigma_w2 <= 1


@pytest.mark.parametrize(
    ("sigma_w2", "gradient", "correlation"), [(2.0, 21.5, 25.2), (4.0, 3.4, 7.0)]
)
def test_two_depth_scales(sigma_w2, gradient, correlation):
    """They differ in the chaotic phase."""
    assert mf.gradient_depth("tanh", sigma_w2, 0.05) == pytest.approx(gradient, abs=0.06)
    assert mf.correlation_depth("tanh", sigma_w2, 0.05) == pytest.approx(correlation, abs=0.06)


def test_the_depth_scales_agree_in_the_ordered_phase():
    """There c* = 1."""
    assert mf.correlation_fixed_point("tanh", 1.5, 0.05) == 1
    assert mf.gradient_depth("tanh", 1.5, 0.05) == mf.correlation_depth("tanh", 1.5, 0.05)


def test_a_wide_network_follows_the_maps():
    """Variance and correlation by layer, in a tanh network of width 1,000, within its scatter."""
    rng = np.random.default_rng(1)
    sigma_w2, sigma_b2, n = 2.0, 0.05, 1000
    x = rng.standard_normal((n, 2))
    x[:, 1] = 0.6 * x[:, 0] + 0.8 * x[:, 1]
    z = x
    q, c = (z**2).mean(), (z[:, 0] @ z[:, 1]) / np.sqrt((z**2).sum(0).prod())
    for _ in range(6):
        weights = rng.normal(0, np.sqrt(sigma_w2 / n), (n, n))
        z = weights @ np.tanh(z) + rng.normal(0, np.sqrt(sigma_b2), (n, 1))
        c = float(mf.correlation_map("tanh", c, q, sigma_w2, sigma_b2))
        q = mf.variance_map("tanh", q, sigma_w2, sigma_b2)
        assert (z**2).mean() == pytest.approx(q, rel=0.2)
        assert (z[:, 0] @ z[:, 1]) / np.sqrt((z**2).sum(0).prod()) == pytest.approx(c, abs=0.1)


def test_the_log_normal_law():
    """Drawn exactly, 100 layers of 100 units: median e^(−2.5), variance of the logarithm near 5."""
    rng = np.random.default_rng(0)
    logs = np.zeros(20_000)
    for _ in range(100):  # given ‖x‖², the next is (2/n)‖x‖² χ²(active units)
        logs += np.log(2 / 100 * rng.chisquare(rng.binomial(100, 0.5, logs.size)))
    law = mf.relu_log_norm([100] * 100)
    assert np.exp(np.median(logs)) == pytest.approx(law.median, rel=0.08)
    assert logs.mean() == pytest.approx(law.mean, rel=0.05)
    assert logs.var() == pytest.approx(law.variance, rel=0.08)


def test_the_fourth_moment():
    """E‖x‖⁴ after three layers of 20 units, over 400,000 draws."""
    rng = np.random.default_rng(0)
    squares = np.ones(400_000)
    for _ in range(3):
        active = rng.binomial(20, 0.5, squares.size)
        squares *= 2 / 20 * np.where(active, rng.chisquare(np.maximum(active, 1)), 0)
    exact = mf.relu_fourth_moment([20] * 3)
    error = (squares**2).std() / np.sqrt(squares.size)
    assert abs((squares**2).mean() - exact) <= 5 * error


def test_residual_growth():
    """1/√L branches grow by about e, whatever the depth."""
    assert mf.residual_growth(np.full(10_000, 0.01)) == pytest.approx(np.e, rel=1e-4)
    assert mf.residual_growth(np.ones(100)) == 2.0**100


@pytest.mark.parametrize("orthogonal", [True, False])
def test_the_spectrum_of_the_jacobian(orthogonal):
    """Mean and variance of the squared singular values, in tanh networks of width 300."""
    rng = np.random.default_rng(0)
    q, depth, n = 0.2, 8, 300
    sigma_w2, sigma_b2 = mf.critical_point("tanh", q)
    net = Network([n] * (depth + 2), hidden="tanh", output="linear")
    for w, b in zip(net.weights, net.biases, strict=True):
        gauss = rng.standard_normal((n, n))
        w[...] = np.sqrt(sigma_w2) * (np.linalg.qr(gauss)[0] if orthogonal else gauss / np.sqrt(n))
        b[...] = rng.normal(0, np.sqrt(sigma_b2), b.shape)
    x = rng.standard_normal((n, 1)) * np.sqrt(mf.second_moment("tanh", q))
    # the last, linear layer only rotates or spreads
    values = mf.jacobian_singular_values(net, x)[0] ** 2 / sigma_w2
    mean, variance = mf.jacobian_moments("tanh", q, sigma_w2, depth, orthogonal=orthogonal)
    assert values.mean() == pytest.approx(mean, rel=0.25)
    if orthogonal:
        assert values.var() == pytest.approx(variance, rel=0.35)
    else:  # one Gaussian layer more, without a derivative
        assert values.var() == pytest.approx(variance + 1, rel=0.35)


def test_mup_keeps_the_output_small():
    """Its output variance falls as 1/fan_in², and Adam's hidden rate as 1/fan_in."""
    assert mf.mup("output", 100, 10, "adam") == (1e-4, 0.01)
    assert mf.mup("input", 100, 64, "sgd") == (0.01, 64.0)


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: mf.second_moment("swish"), r"activation: got 'swish', allowed: 'identity'"),
        (lambda: mf.second_moment(3), r"phi: got 3, allowed: the name of an activation"),
        (lambda: mf.second_moment(lambda z: z.sum()), r"phi: got a function from shape \(2,\)"),
        (lambda: mf.variance_map("relu", -1, 2), r"q: got -1, allowed: .*at least 0"),
        (lambda: mf.correlation_map("relu", 1.5, 1, 2), r"c: got .*1\.5.*from -1 to 1"),
        (lambda: mf.gradient_depth("relu", 1.0), r"sigma_w2, sigma_b2: got 1\.0, 0\.0, where q\*"),
        (lambda: mf.mup("middle", 1, 1, "sgd"), r"layer: got 'middle', allowed: 'input'"),
    ],
)
def test_bad_input(call, text):
    """The error names the argument, the value and what is allowed."""
    with pytest.raises(ValueError, match=text):
        call()


@pytest.mark.parametrize("name", ["tanh", "relu", "gelu", "selu", "elu", "silu", "softsign"])
def test_a_phase_diagram_is_its_points(name):
    """The diagram from one table agrees with the fixed point and χ₁ of each pair alone."""
    weights, biases = np.linspace(0.1, 4, 9), np.linspace(0, 0.6, 7)
    diagram = mf.phase_diagram(name, weights, biases)
    for row, b in enumerate(biases):
        for column, w in enumerate(weights):
            q = mf.fixed_point(name, w, b)
            if not 0 < q < np.inf:
                assert diagram.q_star[row, column] == q
                continue
            np.testing.assert_allclose(diagram.q_star[row, column], q, rtol=3e-3)
            chi = mf.chi_1(name, q, w)
            np.testing.assert_allclose(diagram.chi_1[row, column], chi, rtol=3e-3)


@pytest.mark.parametrize("bad", [[-1.0], [np.nan], 1.0])
def test_a_phase_diagram_refuses_what_is_no_variance(bad):
    """Negative, NaN or not a list: the error names the argument."""
    with pytest.raises(ValueError, match="sigma_b2: got"):
        mf.phase_diagram("tanh", [1.0], bad)
