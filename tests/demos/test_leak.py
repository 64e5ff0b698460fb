"""What the activations let a reader discover, from what they record."""

import numpy as np
import pytest

from initdocs import activations, demos
from initdocs.demos import leak
from initdocs.demos._words import per_cent


def at(activation="leaky", slope=0.0):
    return {"activation": activation, "slope": slope}


@pytest.mark.parametrize("slope", leak.SLOPES[::5])
def test_what_is_kept_is_the_law(slope):
    """The areas of the picture are (1 + s²)/2 of the second moment, s²/2 of them left of zero."""
    scene = leak.scene(at(slope=slope))
    z = np.linspace(-leak.REACH, leak.REACH, leak.POINTS)
    before, after = (np.trapezoid(scene[name], z) for name in ("before", "after"))
    kept = leak.kept("leaky", slope)
    assert abs(before - 1) < 2e-3
    assert abs(after / before - (1 + slope**2) / 2) < 1e-9
    np.testing.assert_allclose(kept, (slope**2, 1, (1 + slope**2) / 2), atol=1e-9)
    left = np.trapezoid(scene["after"][z <= 0], z[z <= 0])
    assert abs(left / before - slope**2 / 2) < 1e-9


@pytest.mark.parametrize("name", [name for name in leak.NAMED if name != "leaky"])
def test_what_is_kept_is_that_of_draws(name):
    """A million normal numbers give the share, halves and whole, within four standard errors."""
    z = np.random.default_rng(0).standard_normal(1_000_000)
    after = activations.get(name).phi(z) ** 2
    for side, share in zip((z < 0, z > 0, z == z), leak.kept(name, 0), strict=True):  # noqa: PLR0124
        error = after[side].std() / np.sqrt(side.sum())
        assert abs(after[side].mean() - share) < 4 * error


def test_half_is_lost_and_the_variance_makes_up_for_it():
    """2 for ReLU, 1 without a bend, and hardly less than 2 for the slope that is common."""
    said = {slope: leak.texts(at(slope=slope)) for slope in (0, 0.2, 1.0)}
    assert [(t["negative"], t["positive"], t["share"]) for t in said.values()] == [
        ("nothing", "all", per_cent(0.50)),
        (per_cent(0.04), "all", per_cent(0.52)),
        ("all", "all", per_cent(1)),
    ]
    assert [t["cure"] for t in said.values()] == [
        "weights of variance 2/n make up for that",
        "weights of variance 1.92/n make up for that",
        "weights of variance 1/n keep it so",
    ]
    assert demos.defaults(leak.DEMO) == at(slope=0.4)


def test_a_curve_keeps_another_share_of_a_smaller_signal():
    """GELU and SiLU less of it, tanh and its kin more; a leaky ReLU the same, and SELU 1 at 1."""
    small = {name: leak.kept(name, 0, leak.SMALL).whole for name in leak.NAMED}
    usual = {name: leak.kept(name, 0).whole for name in leak.NAMED}
    assert all(small[name] < 0.75 * usual[name] for name in ("gelu", "silu"))
    assert all(small[name] > 1.2 * usual[name] for name in ("tanh", "softsign", "elu", "selu"))
    assert abs(small["leaky"] - usual["leaky"]) < 1e-9 and abs(usual["selu"] - 1) < 1e-4
    assert "a tenth as large" in leak.texts(at("gelu"))["verdict"]
    assert "a tenth as large" not in leak.texts(at(slope=0.2))["verdict"]


def test_where_the_table_takes_another_variance_it_says_why():
    """Of tanh and softsign it takes less than they ask for, of GELU, SiLU and ELU He's."""
    said = {name: leak.texts(at(name))["verdict"] for name in leak.NAMED}
    assert all(said[name].endswith(leak.SMALLER) for name in ("tanh", "softsign"))
    assert all(said[name].endswith(leak.USUAL) for name in ("gelu", "silu", "elu"))
    assert not any("table" in said[name] for name in ("leaky", "selu"))


def test_the_line_of_code_is_the_tables():
    """1/n for tanh, softsign and SELU, 2/n for GELU, SiLU and ELU, 2/((1 + s²)n) for a slope."""
    took = {name: leak.texts(at(name))["numpy"] for name in leak.NAMED}
    assert all("(1 / n)" in took[name] for name in ("tanh", "softsign", "selu"))
    assert all("(2 / n)" in took[name] for name in ("leaky", "gelu", "silu", "elu"))
    assert "(1.92 / n)" in leak.texts(at(slope=0.2))["numpy"]
