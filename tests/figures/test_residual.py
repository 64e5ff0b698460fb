import numpy as np
from tests.figures.support import close, drawing, plain, said, within


def test_residual_sizes():
    """(1 + α²)^l for three α."""
    shown = drawing("residual_sizes")
    blocks = np.arange(1, 51)
    lines = dict(zip((1, 50**-0.5, 1 / 50), plain(shown.series), strict=True))
    assert list(shown.series)[::2] == ["α = 1", "α = 1/√L", "α = 1/L"] and all(
        list(line.x) == list(blocks) for line in lines.values()
    ), "The mean square behind each block, for branches that end in a linear layer."
    for alpha, line in lines.items():
        assert np.allclose(line.y, (1 + alpha**2) ** blocks), r"Lines: $(1 + \alpha^2)^l$."
    grows, root, kept = lines.values()
    dots = [s for k, s in shown.series.items() if k.endswith("a network")]
    assert all(list(s.x) == list(range(1, 51, 4)) for s in dots), "Dots: one network of 200 units."
    # slower growth, smaller error; in the fastest a network falls behind
    assert within(dots[1], root, 1.3) and within(dots[2], kept, 1.05)
    assert (dots[0].y < 2 * grows.y[::4]).all() and within(dots[0], grows, 100)
    assert said(shown, "Dots") == [200], (
        "Dots from one network of # units each lie on the lines, "
        "or fall behind where the growth is fastest."
    )
    assert said(shown, "On") == [50], "On a logarithmic axis, for # blocks."
    assert close(said(shown, "With a"), [2, 2.0**50]), (
        "With a factor of one the line grows by # a block, to #."
    )
    assert close(said(shown, "With one"), [np.e, 1], 0.03), (
        "With one over the square root of the depth it reaches #, with one over the depth #."
    )
