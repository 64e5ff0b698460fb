import numpy as np
from tests.figures.support import close, drawing, said, within


def test_relu_second_moments():
    """Halved a layer with 1/n, kept with 2/n."""
    shown = drawing("relu_second_moments")
    kept, falls = (shown.series[f"variance {law}"] for law in ("2/n", "1/n"))
    assert all(list(s.x) == list(range(1, 31)) for s in (kept, falls)), (
        "The mean square of the pre-activations by layer, for ReLU layers of 500 units."
    )
    assert (kept.y == 2).all() and np.allclose(falls.y, [0.5**k for k in range(30)]), (
        "Lines: one half a layer, and none lost."
    )
    for law, line in (("2/n", kept), ("1/n", falls)):
        dots = shown.series[f"_variance {law}: a network"]
        assert list(dots.x) == list(range(1, 31, 2))
        assert within(dots, line, 2), "Dots: one network for each law."
    assert said(shown, "On") == [30], "On a logarithmic axis over # layers."
    assert shown.figure.axes[0].get_yscale() == "log"
    assert close(said(shown, "With a"), [0.5, 2.0**-29]), (
        "With a variance of 1/n it falls along a straight line, by a factor of # a layer, to #."
    )
    assert said(shown, "With 2/n") == [2], (
        "With 2/n, He's law, the line stays at #, and the dots stay near it."
    )
