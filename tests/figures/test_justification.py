import numpy as np
from tests.figures.support import close, drawing, plain, said, within


def test_three_cases():
    """The variance is (n Var(W))^l."""
    shown = drawing("three_cases")
    factors = (0.8, 1.0, 1.25)
    lines = plain(shown.series)
    assert list(shown.series)[::2] == [f"n Var(W) = {f:g}" for f in factors] and all(
        list(line.x) == list(range(51)) for line in lines
    ), (
        r"The variance of the activations through 50 linear layers of width 100, "
        r"for three values of $n\,\mathrm{Var}(W)$."
    )
    for factor, line in zip(factors, lines, strict=True):
        assert np.allclose(line.y, [factor**layer for layer in range(51)]), "Lines: line 8."
        dots = shown.series[f"_n Var(W) = {factor:g}: a network"]
        assert list(dots.x) == list(range(0, 51, 5))
        assert abs(dots.y[0] - 1) < 0.1 and within(dots, line, 2.5), (
            "Dots: one network each, its variance over the units."
        )
    assert (factors[2] - 1, round(1 - factors[0], 9)) == (1 / 4, 1 / 5), (
        "A quarter too much explodes, a fifth too little vanishes."
    )
    assert shown.figure.axes[0].get_yscale() == "log"
    assert said(shown, "The variance") == [50], (
        "The variance of the activations against the layer, on a logarithmic axis, "
        "for # linear layers."
    )
    pairs = [v for f in factors for v in (f, f**50)]
    assert close(said(shown, "With"), pairs), (
        "With n Var(W) = # the line ends at #; with n Var(W) = # the line ends at #; "
        "with n Var(W) = # the line ends at #."
    )
    ends = [shown.series[f"_n Var(W) = {f:g}: a network"].y[-1] for f in factors]
    assert ends[0] < 1e-3 < ends[1] / 100 < 0.1 < ends[2] / 1e4, (
        "Dots from simulated networks follow the lines."
    )
