import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from initdocs import initializers
from initdocs.initializers import ALIASES, INITIALIZERS

rows = pytest.mark.parametrize("row", INITIALIZERS.values(), ids=lambda row: row.name)
shapes = pytest.mark.parametrize("shape", [(120, 300), (300, 120), (64, 32, 3, 3)], ids=str)


@rows
@shapes
def test_moments(row, shape):
    """Mean 0 and the promised variance, to five standard errors of the sample."""
    if row.name == "ones":
        pytest.skip("a constant has no spread")
    w = row.draw(shape, rng=np.random.default_rng(3))
    variance = row.variance(shape)
    assert w.shape == shape
    # the mean of N entries has the error √(Var/N); the variance at most √(2/N) of itself,
    # since no law here has heavier tails than the normal
    assert abs(w.mean()) <= 5 * np.sqrt(variance / w.size)
    assert w.var() == pytest.approx(variance, rel=5 * np.sqrt(2 / w.size), abs=0)


@rows
def test_same_seed_same_draw(row):
    """A generator with the same seed gives the same weights; float32 is the same, rounded."""
    draws = [row.draw((5, 4), rng=np.random.default_rng(1), dtype=t) for t in (float, float, "f4")]
    np.testing.assert_array_equal(draws[0], draws[1])
    assert draws[2].dtype == np.float32
    np.testing.assert_array_equal(draws[0].astype("f4"), draws[2])


@pytest.mark.parametrize("name", ["lecun_uniform", "xavier_uniform", "he_uniform"])
def test_uniform_bound(name):
    """A uniform form fills U(±√(3·Var)) and never leaves it."""
    row, shape = INITIALIZERS[name], (200, 200)
    bound = np.sqrt(3 * row.variance(shape))
    w = row.draw(shape, rng=np.random.default_rng(0))
    assert 0.999 * bound < abs(w).max() <= bound


def test_truncation_bound_and_constant():
    """Truncated at two of its own σ; 0.87962566… is what two σ leave of the deviation."""
    w = initializers.truncated_normal((400, 400), std=1, rng=np.random.default_rng(0))
    assert abs(w).max() <= 2 / initializers.TRUNCATED_STD
    assert pytest.approx(0.87962566103423978, rel=1e-15) == initializers.TRUNCATED_STD


@given(st.integers(1, 12), st.integers(1, 12), st.floats(-3, 3))
def test_orthogonal(n_out, n_in, gain):
    """Rows or columns are orthonormal up to the gain, whichever is the smaller set."""
    w = initializers.orthogonal((n_out, n_in), gain=gain, rng=np.random.default_rng(0))
    square = w @ w.T if n_out <= n_in else w.T @ w
    np.testing.assert_allclose(square, gain**2 * np.eye(min(n_out, n_in)), atol=1e-12)


def test_orthogonal_is_uniform():
    """A 1×1 orthogonal matrix is a fair coin: QR alone would always give the same sign."""
    rng = np.random.default_rng(0)
    signs = [initializers.orthogonal((1, 1), rng=rng)[0, 0] for _ in range(400)]
    assert abs(np.mean(signs)) < 5 / np.sqrt(400)


@given(st.integers(1, 50), st.integers(1, 50), st.integers(1, 5))
def test_fans(n_out, n_in, kernel):
    """A kernel multiplies both fans."""
    assert initializers.fans((n_out, n_in, kernel)) == (n_in * kernel, n_out * kernel)


@pytest.mark.parametrize("alias", ALIASES)
def test_aliases(alias):
    """An alias is the same row, and no alias hides a name."""
    assert alias not in INITIALIZERS
    assert initializers.get(alias) is INITIALIZERS[ALIASES[alias]]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda r: initializers.get("he"), r"initializer: got 'he', allowed: 'zeros'"),
        (lambda r: initializers.normal((2, 2), std=-1, rng=r), r"std: got -1, .*at least 0"),
        (lambda r: initializers.normal((2, 2), std=np.nan, rng=r), r"std: got nan, .*finite"),
        (lambda r: initializers.he_normal((2, 0), rng=r), r"shape\[1\]: got 0, .*at least 1"),
        (lambda r: initializers.he_normal((2, 2.5), rng=r), r"shape\[1\]: got 2.5, .*integer"),
        (lambda r: initializers.he_normal((7,), rng=r), r"shape: got \(7,\), .*at least 2 axes"),
        (lambda r: initializers.he_normal(7, rng=r), r"shape: got 7"),
        (lambda r: initializers.he_normal((2, 2), rng=0), r"rng: got 0, .*Generator"),
        (lambda r: initializers.variance_scaling((2, 2), mode="x", rng=r), r"mode: got 'x'"),
        (
            lambda r: initializers.variance_scaling((2, 2), distribution="x", rng=r),
            r"distribution: got 'x'",
        ),
        (lambda r: initializers.variance_scaling((2, 2), scale=-1, rng=r), r"scale: got -1"),
        (lambda r: initializers.constant((2, 2), value=np.inf), r"value: got inf"),
    ],
)
def test_bad_input(call, message):
    """The error names the argument, the value and what is allowed."""
    with pytest.raises(ValueError, match=message):
        call(np.random.default_rng(0))
