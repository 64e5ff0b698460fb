from functools import partial

import numpy as np
from tests.figures.support import close, drawing, plain, said

from initdocs.datasets import circle
from initdocs.figures import importance
from initdocs.initializers import variance_scaling
from initdocs.network import Network
from initdocs.training import SGD, train


def test_four_starts():
    """Zero stays, too small waits, appropriate learns at once, too large starts high."""
    shown = drawing("four_starts")
    zero, small, right, large = plain(shown.series)
    assert list(shown.series) == [
        "zero", "too small, 0.01/n", "appropriate, 1/n", "too large, 100/n",
    ]  # fmt: skip
    assert all((s.x[0], s.x[-1]) == (0, 1000) for s in shown.series.values()) and np.allclose(
        zero.y, np.log(2)
    ), (
        r"The four starts of the first row over 1,000 epochs, in another draw: "
        r"a cost of $\ln 2$ is what a network pays that answers “one half” to everything."
    )
    assert close(said(shown, "With zero"), np.log(2)), (
        "With zero weights the cost stays at #, the logarithm of two."
    )
    (waits,) = said(shown, "Too small")
    early = small.x < waits
    assert waits > 100 and np.allclose(small.y[early], np.log(2), rtol=0.011), (
        "Too small weights leave it there for # epochs before it falls."
    )
    assert small.y[-1] < 0.1 and right.y[small.x == 100] < 0.5 * right.y[0]
    assert close(said(shown, "Appropriate"), [right.y[-1], 1000]) and right.y[-1] < 0.1, (
        "Appropriate weights bring it down from the first epochs, to # after #."
    )
    assert large.y[0] > 100 * max(s.y[0] for s in (zero, small, right))
    assert large.y[-1] > 3 * max(small.y[-1], right.y[-1])
    assert min(zero.y[-1], small.y[small.x == 200]) > 0.68 > 3 * right.y[right.x == 200]
    assert large.y[-1] > 10 * max(small.y[-1], right.y[-1]), (
        "Zero never learns, too small waits, and too large stays behind."
    )
    net = Network([2, 6, 3, 1])
    draw = partial(variance_scaling, scale=100.0)
    net.initialize(draw, rng=np.random.default_rng(importance.SEED))
    x, y = circle(100, rng=np.random.default_rng([3, 0]))
    for _ in train(net, x, y, optimizer=SGD(0.1), epochs=1000):
        pass
    trace = net.forward(x)
    dead = (trace.a[2][0].max(axis=1) == 0).sum()
    wrong = ((trace.output > 0.5) != (y > 0.5)).sum()
    assert (dead, wrong) == (1, 31) and 0.7 < large.y[-1] / zero.y[-1] < 0.9, (
        "Too large pays hardly less: one of the three units of its second layer is dead, "
        "and 31 of 100 points are wrong."
    )
    assert close(said(shown, "Too large"), [large.y[0], large.y[-1]]), (
        "Too large weights start with a cost of # and end at #, above the others that learn."
    )
