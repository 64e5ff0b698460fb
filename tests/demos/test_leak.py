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
    assert demos.defaults(leak.DEMO) == at()


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
    """Of tanh and softsign it takes less than they ask for, of GELU and SiLU He's."""
    said = {name: leak.texts(at(name))["verdict"] for name in leak.NAMED}
    assert all(said[name].endswith(leak.SMALLER) for name in ("tanh", "softsign"))
    assert all(said[name].endswith(leak.USUAL) for name in ("gelu", "silu"))
    assert not any("table" in said[name] for name in ("leaky", "elu", "selu"))


def test_the_line_of_code_is_the_tables():
    """1/n for tanh, softsign and SELU, 2/n for GELU and SiLU; ELU and a slope have their own."""
    took = {name: leak.texts(at(name))["numpy"] for name in leak.NAMED}
    assert all("(1 / n)" in took[name] for name in ("tanh", "softsign", "selu"))
    assert all("(2 / n)" in took[name] for name in ("leaky", "gelu", "silu"))
    assert "(1.55 / n)" in took["elu"]
    assert "(1.92 / n)" in leak.texts(at(slope=0.2))["numpy"]


@pytest.mark.parametrize("name", leak.NAMED)
@pytest.mark.parametrize("slope", leak.SLOPES[::10])
def test_the_sentence_of_the_page_is_true_at_every_stop(name, slope):
    """“… keeps … of its negative half and … of its positive half, … together: weights …”."""
    told, kept = leak.texts(at(name, slope)), leak.kept(name, slope)
    assert told["name"].endswith(" keeps" if kept.positive <= 1 else " gives")
    words = {"nothing": 0, "all": 1}
    parts = [told[side] for side in ("negative", "positive", "share")]
    shares = [words.get(part) if part in words else int(part.split()[0]) / 100 for part in parts]
    np.testing.assert_allclose(shares, kept, atol=0.006)
    asked = float(told["cure"].split("variance ")[1].split("/n")[0])
    assert asked * kept.whole == pytest.approx(1, rel=6e-3)
    assert told["cure"].endswith("keep it so") == (abs(kept.whole - 1) < 1e-4)
