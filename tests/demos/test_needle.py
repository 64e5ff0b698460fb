import numpy as np
import pytest

from initdocs import demos
from initdocs.demos import needle

DEMO = demos.load("needle")
EVERYWHERE = [(d, n) for d in range(1, needle.DRAWS + 1) for n in (1, 5, 12, 30)]


def at(draw, depth):
    return needle.scene({"draw": draw, "depth": depth})


def axes_of(matrix):
    """Length and width of the image of a circle."""
    return np.linalg.svd(matrix, compute_uv=False)


@pytest.mark.parametrize(("draw", "depth"), EVERYWHERE)
def test_orthogonal_weights_keep_the_circle(draw, depth):
    """At any depth, in any draw: a circle of its own size, and no direction is stretched."""
    scene = at(draw, depth)
    np.testing.assert_allclose(axes_of(scene["matrix"][1]), 1, atol=1e-9)
    assert scene["longest"][1] == pytest.approx(1)
    np.testing.assert_allclose(scene["directions"][1], 0, atol=1e-9)


@pytest.mark.parametrize("draw", range(1, needle.DRAWS + 1))
def test_gaussian_weights_make_a_needle(draw):
    """Of a circle at first, in each draw, and the more layers the more directions are lost."""
    np.testing.assert_allclose(axes_of(at(draw, 0)["matrix"][0]), 1, atol=1e-12)
    for depth in (20, 30):
        long, wide = axes_of(at(draw, depth)["matrix"][0])
        assert long == pytest.approx(1)
        assert wide < 1e-4
    lost = [
        (needle.stretches("Gaussian", needle.UNITS, draw, depth) < needle.LOST).sum()
        for depth in (1, 5, 10, 20, 30)
    ]
    assert lost == sorted(lost)
    assert lost[0] < 5 and lost[3] > 40, "Half of a hundred directions are lost after twenty."


@pytest.mark.parametrize("draw", range(1, needle.DRAWS + 1))
def test_the_mean_square_hides_it(draw):
    """The mean of the squared singular values stays near 1 while most directions go."""
    for law in needle.LAWS:
        mean = (needle.stretches(law, needle.UNITS, draw, 20) ** 2).mean()
        # its standard deviation is about √(2·20)/100 for Gaussian weights
        assert abs(mean - 1) < 0.35


def test_both_laws_have_the_variance_of_one_over_n():
    """What differs is not the size of the entries."""
    for law, draw in needle.LAWS.items():
        w = draw((needle.UNITS, needle.UNITS), rng=np.random.default_rng(0))
        # of 10,000 squares: four standard errors are 4√(2/10,000)
        assert (w**2).mean() * needle.UNITS == pytest.approx(1, abs=0.06), law


@pytest.mark.parametrize(
    ("draw", "depth", "words"),
    [(1, 0, "No layer yet"), (1, 1, "After 1 layer of two units the Gaussian circle is an ellipse"),
     (1, 8, "After 8 layers of two units the Gaussian circle is a needle"),
     (3, 20, "Orthogonal weights lose none")],
)  # fmt: skip
def test_what_is_said(draw, depth, words):
    """The form, its length over its width, and the lost ones of the hundred directions."""
    texts = needle.said({"draw": draw, "depth": depth})
    said = texts["verdict"]
    assert words in said
    assert texts["form"] in (said if depth else "a circle")
    if depth:
        values = needle.stretches("Gaussian", needle.UNITS, draw, depth)
        assert f"{(values < needle.LOST).sum()} of 100 directions are below a thousandth" in said
