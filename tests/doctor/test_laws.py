"""Recognition: its power by sample size, its false alarms, and its tolerances."""

from math import sqrt

import numpy as np
import pytest

from initdocs.doctor import tensors
from initdocs.doctor.laws import SAMPLE, Fit, fit, is_size, moments, sample
from initdocs.initializers import truncated_normal

DRAWS = {
    "normal": lambda rng, n: rng.normal(0, 0.3, n),
    "uniform": lambda rng, n: rng.uniform(-2, 2, n),
    "truncated_normal": lambda rng, n: truncated_normal((n,), rng=rng),
    "laplace": lambda rng, n: rng.laplace(size=n),
}
REPEATS = 200

#: how often the values alone decide: measured over 2,500 draws of each law and size
POWER = {
    40: {"normal": 0.0, "uniform": 0.130, "truncated_normal": 0.0, "laplace": 0.020},
    100: {"normal": 0.165, "uniform": 0.852, "truncated_normal": 0.0, "laplace": 0.276},
    250: {"normal": 0.790, "uniform": 0.998, "truncated_normal": 0.420, "laplace": 0.865},
    400: {"normal": 0.958, "uniform": 1.0, "truncated_normal": 0.814, "laplace": 0.970},
    1000: {"normal": 1.0, "uniform": 1.0, "truncated_normal": 1.0, "laplace": 1.0},
}


def fits(law, n, repeats=REPEATS):
    rng = np.random.default_rng([n, list(DRAWS).index(law)])
    return [fit(DRAWS[law](rng, n)) for _ in range(repeats)]


@pytest.mark.parametrize("n", POWER)
@pytest.mark.parametrize("law", DRAWS)
def test_power(law, n):
    """How often one law alone is named, or none for Laplace's, is what the table says."""
    name = "" if law == "laplace" else law
    found = np.mean([f.family == name and (bool(name) or not f.families) for f in fits(law, n)])
    expected = POWER[n][law]
    # 4.5 standard errors of a share of 200, and of the table's 2,500
    assert abs(found - expected) < 4.5 * sqrt(expected * (1 - expected) / REPEATS) + 0.01


@pytest.mark.parametrize("n", [40, 100, 400, 3000])
@pytest.mark.parametrize("law", ["normal", "uniform", "truncated_normal"])
def test_the_true_law_is_never_excluded(law, n):
    """The law that was drawn is among those named, and no other alone: but for 1 draw in 5,000."""
    for found in fits(law, n, 100):
        assert law in found.families
        assert found.family in ("", law)


def test_fewer_than_forty_values_are_not_judged(rng):
    """39 values have no law."""
    assert fit(rng.normal(size=39)).families == ()
    assert "fewer than 40" in fit(rng.normal(size=39)).why


@pytest.mark.parametrize("draw", [
    lambda rng: rng.standard_t(3, 5000), lambda rng: rng.exponential(size=5000),
    lambda rng: np.sin(np.arange(5000.0)), lambda rng: rng.normal(size=5000) ** 3,
    lambda rng: np.concatenate([rng.normal(size=2500), rng.normal(0, 5, 2500)]),
])  # fmt: skip
def test_what_no_initializer_draws_has_no_law(rng, draw):
    """Student's law, an exponential one, a table of sines, cubes, a mixture of two spreads."""
    assert fit(draw(rng)).families == ()


def test_a_shifted_law_keeps_its_mean(rng):
    """DCGAN's N(1, 0.02²) and JAX's U(0, 0.01) are told with their middle."""
    scale = fit(rng.normal(1, 0.02, 500))
    assert scale.family == "normal"
    assert scale.center == pytest.approx(1, abs=5 * 0.02 / sqrt(500))
    positive = fit(rng.uniform(0, 0.01, 5000))
    assert positive.family == "uniform"
    assert positive.bound == pytest.approx(0.005, rel=1e-2)


@pytest.mark.parametrize("family", ["normal", "uniform", "truncated_normal"])
@pytest.mark.parametrize("n", [40, 1000])
def test_a_true_size_is_accepted(family, n):
    """In 3,000 draws the tolerance rejects none; it is meant to reject one in 100,000."""
    rng = np.random.default_rng(n)
    std = {"normal": 0.3, "uniform": 2 / sqrt(3), "truncated_normal": 1.0}[family]
    expected = 2.0 if family == "uniform" else std
    for _ in range(3000):
        x = DRAWS[family](rng, n)
        found = Fit((family,), 0.0, sqrt(np.mean(x * x)), np.abs(x).max(), n)
        assert is_size(family, found, expected)


def test_another_size_is_rejected(rng):
    """√2 off is seen at 400 values, a uniform bound 3 % off at 1,000, one above it at any."""
    normal = fit(rng.normal(size=400))
    assert not is_size("normal", normal, sqrt(2))
    uniform = fit(rng.uniform(-1, 1, 1000))
    assert not is_size("uniform", uniform, 1.03)
    assert not is_size("uniform", uniform, 0.98)


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_types_of_storage(rng, dtype):
    """A law is recognized in any floating type."""
    assert fit(rng.normal(size=5000).astype(dtype)).family == "normal"
    assert fit(rng.uniform(-1, 1, 5000).astype(dtype)).family == "uniform"


@pytest.mark.parametrize("shape", [(300, 400), (1000, 1000), (64, 128, 3, 3), (7,)])
def test_a_sample_walks_over_all_columns(shape):
    """Its stride has no divisor in common with an axis, and the sample has no value twice."""
    values = np.arange(np.prod(shape)).reshape(shape)
    taken = sample(values)
    assert len(taken) == len(set(taken)) <= SAMPLE
    assert len(taken) >= min(values.size, SAMPLE) / 4
    last = shape[-1]
    assert len({int(v) % last for v in taken}) == last


def test_moments_are_those_of_numpy(rng):
    """Taken in pieces, without what is not finite."""
    values = rng.normal(3, 2, (1500, 1000)).astype(np.float32)
    of = moments(values)
    exact = values.astype(np.float64)
    assert of.mean == pytest.approx(exact.mean(), rel=1e-12)
    assert of.std == pytest.approx(exact.std(), rel=1e-10)
    assert (of.least, of.most) == (exact.min(), exact.max())
    values[0, 0], values[1, 1] = np.nan, 0
    assert (moments(values).finite, moments(values).zeros) == (values.size - 1, 1)


def test_one_value_beside_zeros():
    """A tensor of zeros and one other number has no law, and raises nothing."""
    values = np.zeros(128)
    values[:100] = -100.0
    report = tensors({"fc.weight": np.random.default_rng(0).normal(size=(128, 64)) / 8,
                      "fc.bias": values})  # fmt: skip
    assert report.rows[1].law == "one value beside zeros"
