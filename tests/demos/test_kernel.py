"""What six networks beside their law let a reader discover, from what the demo records."""

from itertools import product

import numpy as np
import pytest

from initdocs import demos
from initdocs.demos import kernel

DEMO = kernel.DEMO
GRID = DEMO.axes[0].grid | DEMO.axes[0].files
ALL = [dict(zip(GRID, chosen, strict=True)) for chosen in product(*GRID.values())]


def at(**given):
    return demos.defaults(DEMO) | given


def told(**given):
    return kernel.told(*(at(**given)[p.name] for p in kernel.PARAMETERS))


def test_the_gradient_is_the_derivative():
    """Of the sum of weighted outputs, by finite differences in ten directions: to 1e-6."""
    rng = np.random.default_rng(1)
    w, v = kernel.fresh(20)
    of = rng.standard_normal((kernel.NETWORKS, 6))
    by_w, by_v = kernel.gradients(w, v, kernel.X, of)
    for _ in range(10):
        dw, dv = rng.standard_normal(w.shape), rng.standard_normal(v.shape)
        up, down = ((of * kernel.outputs(w + s * dw, v + s * dv, kernel.X)).sum(axis=1)
                    for s in (1e-6, -1e-6))  # fmt: skip
        slope = (by_w * dw).sum(axis=(1, 2)) + (by_v * dv).sum(axis=1)
        np.testing.assert_allclose((up - down) / 2e-6, slope, rtol=1e-5, atol=1e-6)


def test_the_kernel_is_the_product_of_gradients():
    """Of each pair of inputs, gradient by gradient."""
    w, v = kernel.fresh(12)
    found = kernel.kernels(w, v, kernel.X, kernel.X)
    rows = []
    for i in range(6):
        of = np.zeros((kernel.NETWORKS, 6))
        of[:, i] = 1
        by_w, by_v = kernel.gradients(w, v, kernel.X, of)
        rows.append(np.concatenate([by_w.reshape(kernel.NETWORKS, -1), by_v], axis=1))
    rows = np.array(rows).swapaxes(0, 1)
    np.testing.assert_allclose(found, rows @ rows.swapaxes(1, 2), rtol=1e-9)


def test_the_law_is_what_linear_training_does():
    """Draws of the Gaussian process, trained step by step with the limit: 4,000 draws, to 5 %."""
    nngp, theta = kernel.limit()
    points = kernel.POINTS
    draws = np.random.default_rng(2).multivariate_normal(
        np.zeros(len(nngp)), nngp, 4000, check_valid="ignore"
    )
    for _ in range(50):
        draws -= kernel.RATE * (draws[:, points:] - kernel.TARGETS) @ theta[points:]
    mean, deviation = kernel.law("ntk", 100, 50)
    assert abs(draws[:, :points].mean(axis=0) - mean).max() < 5 * deviation.max() / np.sqrt(4000)
    found = draws[:, :points].std(axis=0)
    np.testing.assert_allclose(found, deviation, rtol=0.07, atol=1e-3)


def test_before_training_the_law_is_the_nngp():
    """Mean 0 and deviation 1 at every angle; with 1/n it is 1/√n."""
    for scaling, deviation in (("ntk", 1), ("mup", 0.1)):
        mean, found = kernel.law(scaling, 100, 0)
        assert not mean.any()
        np.testing.assert_allclose(found, deviation, rtol=1e-9)


@pytest.mark.parametrize("settings", ALL, ids=lambda s: "-".join(map(str, s.values())))
def test_what_is_shown(settings):
    """Finite curves and kernels that stay in their views, whose scales are those of the drawing."""
    scene = kernel.scene(at(**settings))
    assert all(np.isfinite(values).all() for values in scene.values())
    assert abs(scene["curves"]).max() < 3.3
    assert 0 <= scene["kernels"].min() <= scene["kernels"].max() < 12
    if settings["scaling"] == "ntk":
        assert scene["kernels"].max() < 5


def test_kernels_come_near_their_limit():
    """Their distance falls as 1/√n: from width 10 to 1,000 by about ten, here six networks."""
    apart = [told(width=width)[0] for width in kernel.WIDTHS]
    slope = np.polyfit(np.log(kernel.WIDTHS), np.log(apart), 1)[0]
    assert -0.6 < slope < -0.38


def test_a_wide_kernel_stays():
    """What 500 steps move falls about as 1/n with an output of 1/√n."""
    moved = [told(width=width)[1] for width in kernel.WIDTHS]
    slope = np.polyfit(np.log(kernel.WIDTHS), np.log(moved), 1)[0]
    assert -1.1 < slope < -0.8
    assert moved[-1] < 0.02


def test_with_mup_it_moves_at_any_width():
    """From width 30 on it more than triples, whatever the width."""
    moved = np.array([told(scaling="mup", width=width)[1] for width in kernel.WIDTHS])
    assert moved.min() > 2
    assert moved[1:].max() / moved[1:].min() < 1.4


def test_the_law_tells_what_wide_networks_learn():
    """At width 1,000 curves are as far from the mean as it says; with μP a hundred times as far."""
    _, _, off, meant = told()
    assert 0.5 < off / meant < 1.3
    _, _, off, meant = told(scaling="mup")
    assert off > 50 * meant


def test_mup_networks_agree_with_each_other():
    """Six of width 1,000 learn nearly one function, and it is not the law's."""
    curves = kernel.scene(at(scaling="mup"))["curves"]
    spread = curves.std(axis=0).mean()
    mean, _ = kernel.law("mup", 1000, 500)
    assert spread < 0.5 * np.sqrt(((curves.mean(axis=0) - mean) ** 2).mean())


def test_steps_between_those_kept():
    """A count that is not kept goes on from the one before it."""
    w, v = kernel.fresh(10)
    for _ in range(7):
        kernel._descend(w, v, 1.0)
    found = kernel.after("ntk", 10, 7)
    np.testing.assert_allclose(found[0], w)
    np.testing.assert_allclose(found[1], v)


def test_the_sentences_say_so():
    """Numbers of the verdict are those of the page, and one step is one."""
    for settings in ALL:
        said = kernel.texts(at(**settings))
        assert said["apart"] in said["verdict"]
        assert said["off"] in said["verdict"]
        assert ("nothing has moved" in said["verdict"]) == (settings["steps"] == 0)
    assert "; 1 step move" not in kernel.texts(at(steps=1, width=10))["verdict"]
    assert [kernel.texts(at(scaling=s))["factor"] for s in kernel.SCALINGS] == ["1/√n", "1/n"]
