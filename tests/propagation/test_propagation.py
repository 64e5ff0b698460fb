"""The package as a whole: what it is called with, and what it offers."""

import pytest

from initdocs import propagation as mf


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: mf.second_moment("swish"), r"activation: got 'swish', allowed: 'identity'"),
        (lambda: mf.second_moment(3), r"phi: got 3, allowed: the name of an activation"),
        (lambda: mf.second_moment(lambda z: z.sum()), r"phi: got a function from shape \(2,\)"),
        (lambda: mf.second_moment(lambda z: z[0]), r"phi: got a function from .* to \(\)"),
        (lambda: mf.second_moment(lambda z: z[:1]), r"phi: got a function from .* to \(1,\)"),
        (lambda: mf.variance_map("relu", -1, 2), r"q: got -1, allowed: .*at least 0"),
        (lambda: mf.variance_map("relu", 1, -2), r"sigma_w2: got -2, allowed: .*at least 0"),
        (lambda: mf.variance_map("relu", 1, 2, -0.1), r"sigma_b2: got -0\.1, .*at least 0"),
        (lambda: mf.correlation_fixed_point("relu", 2.5), r"sigma_w2, sigma_b2: got 2\.5, 0"),
        (lambda: mf.correlation_map("relu", 1.5, 1, 2), r"c: got .*1\.5.*from -1 to 1"),
        (lambda: mf.gradient_depth("relu", 1.0), r"sigma_w2, sigma_b2: got 1\.0, 0\.0, where q\*"),
        (lambda: mf.mup("middle", 1, 1, "sgd"), r"layer: got 'middle', allowed: 'input'"),
    ],
)
def test_bad_input(call, text):
    """The error names the argument, the value and what is allowed."""
    with pytest.raises(ValueError, match=text):
        call()
