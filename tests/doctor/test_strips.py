"""Strips: counts in bins, and what a law expects there."""

import numpy as np
import pytest

from initdocs.doctor import strips, tensors
from initdocs.initializers import TRUNCATED_STD

#: a law of size 0.3, drawn
DRAWS = {
    "normal": lambda rng, n: rng.normal(0, 0.3, n),
    "uniform": lambda rng, n: rng.uniform(-0.3, 0.3, n),
    "truncated_normal": lambda rng, n: truncated(rng, n) * 0.3 / TRUNCATED_STD,
}


def truncated(rng, n):
    x = rng.normal(size=4 * n)
    return x[np.abs(x) < 2][:n]


@pytest.mark.parametrize("family", DRAWS)
def test_a_strip_has_all_values_and_its_law_expects_as_many(rng, family):
    """Counts add up to the number of values, the law's to it but for what is beyond; χ² fits."""
    n = 6000
    strip = strips.strip(DRAWS[family](rng, n), family, 0.3)
    counts, law = np.array(strip.counts), np.array(strip.law)
    assert counts.sum() == n and abs(law.sum() - n) < 5
    some = law > 5
    chi = ((counts - law)[some] ** 2 / law[some]).sum()
    # 24 bins: beyond 60 once in 10⁵ draws
    assert chi < 60


@pytest.mark.parametrize("family", DRAWS)
def test_another_law_does_not_fit_the_strip(rng, family):
    """The values of one law in the strip of another are far from its counts."""
    other = "uniform" if family == "normal" else "normal"
    strip = strips.strip(DRAWS[other](rng, 6000), family, 0.3)
    counts, law = np.array(strip.counts), np.array(strip.law)
    assert ((counts - law) ** 2 / np.maximum(law, 1)).sum() > 200


def test_what_is_beyond_stands_at_the_ends(rng):
    """An outlier is counted in the last bin, and does not stretch the others."""
    x = rng.normal(0, 1, 1000)
    x[3] = 1e6
    strip = strips.strip(x, "normal", 1.0)
    assert strip.half == 4 and strip.counts[-1] >= 1 and sum(strip.counts) == 1000


def test_one_value_has_no_strip():
    """Constants, nothing finite, and a law of no size have none."""
    assert strips.strip(np.ones(50), "normal", 1.0) is None
    assert strips.strip(np.full(50, np.nan), "", 0.0) is None
    assert strips.strip(np.arange(50.0), "normal", 0.0) is None


def test_rows_carry_their_strip(rng):
    """A recognized law is drawn by its own size; buffers and whole numbers have no strip."""
    state = {"a.weight": rng.uniform(-1 / 8, 1 / 8, (64, 64)), "b.weight": np.ones((8, 8)),
             "bn.running_mean": rng.normal(size=64), "steps": np.arange(50)}  # fmt: skip
    a, b, mean, steps = tensors(state).rows
    assert a.strip.half == pytest.approx(1.15 / 8) and a.strip.law is not None
    assert b.strip is mean.strip is steps.strip is None
    assert a.to_json()["strip"]["counts"] == list(a.strip.counts)
