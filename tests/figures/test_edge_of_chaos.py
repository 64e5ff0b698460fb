import numpy as np
from tests.figures.support import ROOT, close, drawing, expectation, said


def chi(weights, biases):
    """σ_w² E[φ′²] where the variance has come to rest, tanh."""
    q = 1.0
    for _ in range(3000):
        q = weights * expectation(lambda z: np.tanh(np.sqrt(q) * z) ** 2) + biases  # noqa: B023
    return weights * expectation(lambda z: np.cosh(np.sqrt(q) * z) ** -4.0)


def test_phase_diagram():
    """χ₁ is 1 on the line, below 1 left of it and above 1 right of it."""
    shown = drawing("phase_diagram")
    line = shown.series["_critical"]
    on = [chi(w, b) for w, b in zip(line.x[3::9], line.y[3::9], strict=True)]
    assert abs(np.array(on) - 1).max() < 1e-3, "On the line gradients neither vanish nor explode."
    axes = shown.figure.axes[0]
    assert (axes.get_xlabel(), axes.get_ylabel()) == (
        "n Var(w), of the weights", "Var(b), of the biases",
    ), (
        "Across: σ_w², the variance of a weight times the fan-in; up: σ_b², the variance of a bias."
    )  # fmt: skip
    assert (np.diff(line.x) > 0).all() and (np.diff(line.y) > 0).all()
    assert close(said(shown, "The critical"), [1, 0, line.x[-1], line.y[-1]]) and close(
        [line.x[0], line.y[0]], [1, 0], 1e-3
    ), "The critical line starts at # and # and bends to the right as the biases grow, to # at #."
    order, chaos = (next(s for k, s in shown.series.items() if k.startswith(w))
                    for w in ("order:", "chaos:"))  # fmt: skip
    for word, side in ((order, -1), (chaos, 1)):
        assert side * (word.x - np.interp(word.y, line.y, line.x)) > 0
    assert chi(order.x, order.y) < 0.9 and chi(chaos.x, chaos.y) > 1.1, (
        "Left of it gradients vanish, right of it they explode."
    )
    assert chi(order.x, order.y) < 1 < chi(chaos.x, chaos.y), "The phases of a tanh network."
    assert close(np.ravel(shown.series["(1, 0)"][:2]), [line.x[0], line.y[0]], 1e-3), (
        "The line begins at $\\sigma_w^2 = 1$ without biases."
    )
    page = (ROOT / "docs/beyond/edge-of-chaos.md").read_text(encoding="utf-8")
    settings = shown.series["_settings"]
    assert f"for sigma_w2 in ({', '.join(f'{x:g}' for x in settings.x)[:-1]}" in page
    assert f"sigma_b2 = {settings.y[0]:g}" in page and len(settings.x) == 3, (
        "Dots: the three settings of this page."
    )


def test_areas_end_at_the_line():
    """What is shaded as order lies left of the critical line, as chaos right of it."""
    shown = drawing("phase_diagram").series
    line = shown["_critical"]
    edge = slice(1, 1 + len(line.x))
    assert list(shown["_order"].x[edge]) == list(shown["_chaos"].x[: len(line.x)]) == list(line.x)
    assert max(shown["_order"].x[edge.stop :]) <= line.x[-1]
    assert min(shown["_chaos"].x[len(line.x) :]) > line.x[-1]
