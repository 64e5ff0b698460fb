import numpy as np
from tests.figures.support import close, drawing, said, within


def test_normalized_gradients():
    """The gradient grows by π/(π − 1) a layer."""
    shown = drawing("normalized_gradients")
    theory, network = shown.series["theory"], shown.series["a network"]
    assert np.allclose(theory.y, [(np.pi / (np.pi - 1)) ** k for k in range(19)]), (
        r"Line: $(\pi/(\pi-1))^k$."
    )
    assert network.y[0] == theory.y[0] == 1, (
        "The mean square of the gradient on its way back through batch-normalized ReLU layers, "
        "relative to the last layer's."
    )
    assert list(network.x) == list(range(19)) and within(network, theory, 1.25), (
        "Dots: one network of 300 units, batch of 300."
    )
    assert shown.figure.axes[0].get_yscale() == "log", (
        "On a logarithmic axis, relative to the last layer's."
    )
    growth = np.polyfit(network.x, np.log(network.y), 1)[0]
    assert close(np.exp(growth), np.pi / (np.pi - 1), 0.03)
    assert close(said(shown, "Dots"), [300, np.pi / (np.pi - 1), network.y[-1]]), (
        "Dots from one network of # units climb along the straight line of the theory, "
        "by # a layer, to #."
    )
