"""What the demo of width and depth lets a reader discover, from what it records."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from initdocs import demos
from initdocs.demos import transfer
from initdocs.propagation import mup

DEMO = transfer.DEMO
STEPS = range(1, transfer.MOST + 1)


def at(**given):
    return demos.defaults(DEMO) | given


def tilted(fault, steps):
    """What is not flat, with the sign of its slope."""
    slopes = transfer.slopes(fault, steps)
    return {name: np.sign(slope) for name, slope in slopes.items() if abs(slope) > transfer.FLAT}


@pytest.mark.parametrize("steps", STEPS)
def test_what_each_fault_tilts(steps):
    """With μP nothing; each fault tilts lines of its own, whatever the number of steps."""
    assert tilted("none", steps) == {}
    found = tilted("rate", steps)
    assert found.items() >= {"scores": 1, "stream": 1}.items() and "embeddings" not in found
    assert tilted("scores", steps) == {"scores": 1}
    assert tilted("output", steps) == {"logits": 1}
    assert tilted("tables", steps) == {"embeddings": -1}


@pytest.mark.parametrize("steps", [2, 3, 4])
def test_the_last_norm_hides_a_rate(steps):
    """From the second step on the logits are flat while the stream grows by the width itself."""
    slopes = transfer.slopes("rate", steps)
    assert slopes["stream"] > 0.7
    assert abs(slopes["logits"]) < 0.1


def test_embeddings_fall_as_the_width():
    """Their rate is divided by the width, and a step of Adam is the rate: a slope of −1."""
    for steps in STEPS:
        assert abs(transfer.slopes("tables", steps)["embeddings"] + 1) < 0.03


@given(st.sampled_from(transfer.WIDTHS))
def test_scaling_is_mup(width):
    """Squares of deviations and rates go with the width as those of the table, from the base on."""
    kinds = {
        "wte.weight": ("input", 1, 1), "h.0.attn.c_q.weight": ("hidden", 1, 1),
        "h.0.mlp.c_fc.weight": ("hidden", 1, 4), "h.0.mlp.c_proj.weight": ("hidden", 4, 1),
        "lm_head.weight": ("output", 1, None),
    }  # fmt: skip
    for name, (kind, into, out) in kinds.items():

        def law(n, kind=kind, into=into, out=out):
            fan_in = transfer.VOCABULARY if kind == "input" else into * n
            return mup(kind, fan_in, (out or 1) * n, "adam")

        here, base = law(width), law(transfer.BASE)
        deviation, rate = transfer.scaling(name, width, "none")
        first, unit = transfer.scaling(name, transfer.BASE, "none")
        np.testing.assert_allclose((deviation / first) ** 2, here.variance / base.variance)
        np.testing.assert_allclose(rate / unit, here.learning_rate / base.learning_rate)


@pytest.mark.parametrize("fault", transfer.FAULTS)
def test_all_agree_at_the_base(fault):
    """At the narrowest width every scaling is the same network: there is nothing to scale."""
    np.testing.assert_array_equal(
        transfer.changes(transfer.BASE, fault), transfer.changes(transfer.BASE, "none")
    )


def test_the_best_rate_by_depth():
    """√16 = 4 times less from 4 to 64 branches with 1/√L; with the rate, or with 1/L, none.

    Rates are a quarter of a decade apart, 1.8, and a middle of them an eighth, 1.33.
    """
    moved = {}
    for branch in transfer.BRANCHES:
        ends = [transfer.middle(depth, branch) for depth in transfer.DEPTHS]
        moved[branch] = ends[-1] - ends[0]
    assert abs(moved["root"] + np.log10(4)) <= 0.25
    assert moved["both"] == pytest.approx(0, abs=0.13)
    assert moved["whole"] == pytest.approx(0, abs=0.13)


def test_branches_agree_at_one():
    """A network of one branch has nothing to scale by its depth."""
    assert {transfer.factors(branch, 1) for branch in transfer.BRANCHES} == {(1.0, 1.0)}


@pytest.mark.parametrize("branch", transfer.BRANCHES)
def test_the_gradients(branch, monkeypatch):
    """A first step of Adam lowers the loss by each weight's rate times the size of its gradient.

    Gradients by central differences of a loss that is written out here, at the same draws. The
    second order of a step of 1e-4 and the loss in single precision are below 2 % of its fall.
    """
    small = {"UNITS": 3, "INPUTS": 2, "EXAMPLES": 4, "LONG": 1, "POWERS": (-30.0, -4.0)}
    for name, value in small.items():
        monkeypatch.setattr(transfer, name, value)
    depth, (times, factor) = 4, transfer.factors(branch, 4)
    rng = np.random.default_rng(0)
    x, y = rng.standard_normal((2, 4)), rng.standard_normal((1, 4))
    w = [
        rng.normal(0, 2**-0.5, (3, 2)),
        rng.normal(0, (2 / 3) ** 0.5, (depth, 3, 3)),
        rng.normal(0, 3**-0.5, (depth, 3, 3)),
        rng.normal(0, 1 / 3, (1, 3)),
    ]

    def loss():
        stream = w[0] @ x
        for a, b in zip(w[1], w[2], strict=True):
            stream = stream + times * b @ np.maximum(a @ stream, 0)
        return float(((w[3] @ stream - y) ** 2).mean())

    fall = 0.0
    for i, weights in enumerate(w):
        for place in np.ndindex(weights.shape):
            kept = weights[place]
            ends = []
            for moved in (kept + 1e-6, kept - 1e-6):
                weights[place] = moved
                ends.append(loss())
            weights[place] = kept
            fall += (factor if i in (1, 2) else 1.0) * abs(ends[0] - ends[1]) / 2e-6
    still, once = transfer.trained.__wrapped__(depth, branch)
    np.testing.assert_allclose(still, loss(), rtol=1e-5)
    assert abs((still - once) / (1e-4 * fall) - 1) < 0.02


def test_lines_stay_on_the_axes():
    """Changes are within the axis at every setting, and each depth has a good rate within."""
    low, high = transfer.CHANGES
    for fault in transfer.FAULTS:
        for steps in STEPS:
            scene = transfer.scene(at(fault=fault, steps=steps))
            assert low < scene["changes"].min() < scene["changes"].max() < high
    for branch in transfer.BRANCHES:
        scene = transfer.scene(at(branch=branch))
        assert (scene["losses"].min(axis=1) < -1.5).all()
        assert (scene["losses"] >= transfer.LOSSES[0]).all()
        first, last = transfer.POWERS[0], transfer.POWERS[-1]
        assert ((first < scene["middles"]) & (scene["middles"] < last)).all()


def test_what_is_said_of_the_presets():
    """Each preset says what its name and its sentence promise."""
    said = {each.slug: transfer.said(at(**each.settings))["verdict"] for each in DEMO.presets}
    alike = "the changes of the embeddings, the scores, the stream and the logits are flat"
    assert alike in said["all-rules-kept"] and "3.2 times less" in said["all-rules-kept"]
    hidden = said["the-rate-is-not-divided"]
    assert (
        "of the scores (as the width to the power 0.8" in hidden
        and "the embeddings and the logits are flat" in hidden
    )
    assert "of the scores (as the width to the power 0.3" in said["scores-over-the-root"]
    assert "of the logits (as the width to the power 0.3" in said["a-readout-too-large"]
    assert "of the embeddings (as the width to the power −0.99) fall" in said["divided-everywhere"]
    for slug in ("root-and-rate", "one-over-the-depth"):
        assert said[slug].endswith("about the same.")
