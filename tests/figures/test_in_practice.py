import numpy as np
from tests.figures.support import close, drawing, plain, said, within


def medians(scale, depth=30, width=100, count=50):
    """The median root mean square by layer of ReLU networks, drawn here."""
    rng = np.random.default_rng(4)
    a = np.broadcast_to(rng.standard_normal((width, 10)), (count, width, 10))
    found = []
    for _ in range(depth):
        w = rng.normal(0, np.sqrt(scale / width), (count, width, width))
        a = np.maximum(w @ a, 0)
        found.append(np.median(np.sqrt((a**2).mean(axis=(1, 2)))))
    return np.array(found)


def test_relu_depth():
    """A factor 1/√2 a layer with 1/n, none with 2/n."""
    shown = drawing("relu_depth")
    falls, stays = plain(shown.series)
    assert list(shown.series)[::2] == ["Var(W) = 1/n", "Var(W) = 2/n"]
    assert all(list(s.x) == list(range(1, 31)) for s in (falls, stays)), (
        "The root mean square of the activations through 30 ReLU layers of width 100."
    )
    assert (stays.y == 1).all() and np.allclose(falls.y, 2.0 ** (-np.arange(1, 31) / 2), atol=0), (
        "Lines: the law."
    )
    for line, scale in ((falls, 1), (stays, 2)):
        dots = shown.series[f"_Var(W) = {scale}/n: networks"]
        assert (dots.y < line.y[::2]).all()
        assert within(dots, line, 1.8), "Dots, the median of simulated networks, follow the lines."
        assert within(dots, dots._replace(y=medians(scale)[::2]), 1.5), (
            "Dots: the median of 50 networks, which is a little "
            "[below that of all networks]"
            "(exploding-vanishing.md#random-matrices-which-growth-do-you-mean)."
        )
    assert round(falls.y[0] / falls.y[29], -3) == 23_000, (
        r"A factor of $1/\sqrt2$ in each layer is a factor of 23,000 after 29."
    )
    assert said(shown, "The root") == [30, 100], (
        "The root mean square of the activations against the layer, on a logarithmic axis, "
        "for # ReLU layers of width #."
    )
    assert close(said(shown, "With"), [falls.y[-1], 1]), (
        "With 1/n it falls on a straight line to #; with 2/n the line stays at #."
    )
    assert falls.y[-1] < 1e-4 * stays.y[-1], (
        "With $1/n$ ReLU loses the signal, with $2/n$ it stays."
    )
    assert shown.figure.axes[0].get_yscale() == "log"
    assert len(shown.series) == 4
