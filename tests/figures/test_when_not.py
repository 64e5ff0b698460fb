import functools

import numpy as np
import pytest
from tests.figures.support import close, drawing, plain, said

from initdocs.datasets import digits
from initdocs.initializers import he_normal
from initdocs.network import Network
from initdocs.training import SGD, Adam, train

FACTORS = np.array([0.1, 0.2, 0.5, 1, 2, 5, 10])


@functools.cache
def trained(depth, factor, *, adam):
    """Accuracies on the held-out digits of five seeds after four epochs, trained here."""
    images, answers = digits()
    net = Network([64, *[50] * depth, 10], output="softmax", networks=5)
    net.initialize(
        lambda shape, *, rng, dtype: factor * he_normal(shape, rng=rng, dtype=dtype),
        rng=[np.random.default_rng(seed) for seed in range(5)],
    )
    optimizer = Adam(0.003) if adam else SGD(0.1)
    with np.errstate(all="ignore"):
        steps = train(net, images[:, :1500], answers[:, :1500], optimizer=optimizer, epochs=4,
                      batch_size=50, rng=np.random.default_rng(0))  # fmt: skip
        for _ in steps:
            pass
        guess = net.forward(images[:, 1500:]).output.argmax(axis=1)
    return (guess == answers[:, 1500:].argmax(axis=0)).mean(axis=1)


@pytest.mark.parametrize(
    ("label", "depth", "adam"),
    [("1 layer, SGD", 1, False), ("8 layers, SGD", 8, False), ("8 layers, Adam", 8, True)],
)
@pytest.mark.parametrize("factor", [0.2, 1.0])
def test_a_curve_is_its_training(label, depth, adam, factor):
    """The curve of a label is what this depth and this optimizer reach."""
    curve = drawing("how_far_off").series[label]
    at = list(FACTORS).index(factor)
    right = trained(depth, factor, adam=adam)
    np.testing.assert_allclose(curve.y[at], np.median(right), atol=0.12)
    assert curve.low[at] <= curve.y[at] <= curve.high[at]
    np.testing.assert_allclose(
        [curve.low[at], curve.high[at]], [right.min(), right.max()], atol=0.2
    )


def test_how_far_off():
    """One layer learns throughout, eight in a narrow range, and with Adam in a wider one."""
    shown = drawing("how_far_off")
    one, deep, adam = plain(shown.series)
    assert [k for k in shown.series if k[0] != "_"] == [
        "1 layer, SGD", "8 layers, SGD", "8 layers, Adam",
    ]  # fmt: skip
    held_out = digits().x.shape[1] - 1500
    for curve in (one, deep, adam):
        assert close(curve.x, FACTORS) and (np.diff(curve.x) > 0).all()
        counts = held_out * np.concatenate([curve.y, curve.low, curve.high])
        assert np.allclose(counts, counts.round(), atol=1e-6), (
            "Held-out accuracy on the digits after four epochs, "
            "against the factor on He's standard deviation."
        )
        assert (curve.low <= curve.y).all() and (curve.y <= curve.high).all(), (
            "Marks: the median of five seeds; bars: the best and the worst."
        )
    low, high = shown.series["_band"].x
    assert close([low**8, high**8], [0.1, 10], 1e-9), (
        "Shaded: where $r^8$, the theory's factor on the signal after eight layers, "
        "lies between a tenth and ten."
    )
    assert close(said(shown, "The shaded"), [low, high, 8]), (
        "The shaded band, from # to #, is where # layers leave the signal within a factor of ten."
    )
    inside = (low < FACTORS) & (high > FACTORS)
    assert (one.y > 0.5).all() and (deep.y[inside] > 0.6).all() and (deep.y[~inside] < 0.2).all()
    assert (one.y > 0.5).all() and list(FACTORS[deep.y > 0.5]) == [1], (
        "One layer learns from each of these starts, eight only near He's own."
    )
    wider = np.isin(FACTORS, [0.2, 0.5, 2, 5, 10])
    assert (adam.y[wider] > deep.y[wider] + 0.1).all() and adam.y[0] < 0.2
    assert said(shown, "On") == list(FACTORS), (
        "On a logarithmic axis of factors: #, #, #, #, #, # and #."
    )
    assert shown.figure.axes[0].get_xscale() == "log"
    for curve, name in ((one, "1 layer, SGD"), (deep, "8 layers, SGD"), (adam, "8 layers, Adam")):
        told = said(shown, name)
        assert np.allclose(told[1:], curve.y, atol=0.0051)
        assert told[0] == float(name[0]), (
            "# layer, SGD, median of the seeds: #, #, #, #, #, # and #."
        )
    assert np.allclose(said(shown, "8 layers, SGD")[1:], deep.y, atol=0.0051), (
        "# layers, SGD, median of the seeds: #, #, #, #, #, # and #."
    )
    assert np.allclose(said(shown, "8 layers, Adam")[1:], adam.y, atol=0.0051), (
        "# layers, Adam, median of the seeds: #, #, #, #, #, # and #."
    )
