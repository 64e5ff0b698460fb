"""Two states beside each other."""

from math import sqrt

import numpy as np
import pytest

from initdocs.doctor import tensors
from initdocs.doctor.differences import same


def kinds(before, after):
    return {row.name: row.kind for row in tensors(after).diff(tensors(before)).rows}


def test_every_kind(rng):
    """Equal, redrawn, another law, spread, shape, distribution; missing and new."""
    w = rng.normal(0, 0.02, (64, 64))
    before = dict.fromkeys(
        ["equal", "redrawn", "law", "spread", "shape", "zeroed", "mixed", "gone"], w
    )
    after = {
        "equal": w.copy(), "redrawn": rng.normal(0, 0.02, (64, 64)),
        "law": rng.uniform(-0.02 * sqrt(3), 0.02 * sqrt(3), (64, 64)),
        "spread": rng.normal(0, 0.0041, (64, 64)), "shape": w[:32], "zeroed": np.zeros((64, 64)),
        "mixed": rng.laplace(0, 0.02 / sqrt(2), (64, 64)), "added": w,
    }  # fmt: skip
    assert kinds(before, after) == {
        "equal": "equal", "redrawn": "redrawn", "law": "law", "spread": "spread", "shape": "shape",
        "zeroed": "law", "mixed": "distribution", "added": "new", "gone": "missing",
    }  # fmt: skip
    found = tensors(after).diff(tensors(before))
    assert "9 tensors: 1 equal, 1 redrawn" in str(found)
    assert "equal  " not in str(found).partition("\n")[2]
    assert {row.name for row in found.changed} == set(before) - {"equal", "redrawn"} | {"added"}


def test_two_draws_of_one_law_are_no_difference():
    """In 2,000 pairs none is called a change; one in 100,000 would be."""
    rng = np.random.default_rng(1)
    for _ in range(2000):
        a, b = rng.normal(size=(2, 60))
        assert same(a, b) > 1e-5


def test_the_probability_is_kolmogorovs(rng):
    """As SciPy's limit for many values has it."""
    ks_2samp = pytest.importorskip("scipy.stats").ks_2samp
    kolmogorov = pytest.importorskip("scipy.special").kolmogorov
    a, b = rng.normal(size=800), rng.normal(0.15, 1, 600)
    limit = kolmogorov(ks_2samp(a, b).statistic * sqrt(800 * 600 / 1400))
    assert same(a, b) == pytest.approx(limit, rel=1e-9)


def test_no_report(rng):
    """A state is none: it must be examined first."""
    with pytest.raises(ValueError, match="before: got dict"):
        tensors({"w": rng.normal(size=50)}).diff({})
