import numpy as np
from tests.figures.support import artists, close, drawing, plain, said

BOXES = ("Initialize", "Forward pass", "Cost", "Backpropagation", "Update", "Predict")


def test_training_loop():
    """The arrows lead from box to box, once round, into the loop and out of it."""
    shown = drawing("training_loop")
    boxes = {name: np.array(shown.series[name][:2]) for name in BOXES}
    follows = {}
    for label, s in shown.series.items():
        if "→" in label:
            named = label[1:].split(" → ")
            ends = np.stack([s.x, s.y], axis=1)
            nearest = [min(BOXES, key=lambda b: np.hypot(*(boxes[b] - e))) for e in ends]
            assert nearest == named
            follows.setdefault(named[0], []).append(named[1])
    into = [name for names in follows.values() for name in names]
    assert "Initialize" not in into and follows["Initialize"] == ["Forward pass"], (
        "Initialization comes once."
    )
    loop, name = [], "Forward pass"
    while name not in loop:
        loop.append(name)
        name = next(n for n in follows[name] if n != "Predict")
    assert loop == ["Forward pass", "Cost", "Backpropagation", "Update"] and name == loop[0], (
        "Then four steps repeat in a loop: forward pass, cost, backpropagation, update."
    )
    assert "Predict" not in follows and into.count("Predict") == 1, (
        "Prediction comes after the loop."
    )
    assert all(boxes["Initialize"][0] < boxes[b][0] < boxes["Predict"][0] for b in loop), (
        "Initialization comes once, before the loop."
    )
    # what follows Initialize is the loop, and nothing goes back to it
    assert set(loop) | {"Initialize", "Predict"} == set(BOXES), (
        "Whatever it gets wrong, the loop has to repair, if it can."
    )
    middle = np.mean([boxes[b] for b in loop], axis=0)
    np.testing.assert_allclose(shown.series["repeat"][:2], middle)
    edges = {
        k: a.get_linewidth()
        for k, a, _ in artists(shown.figure)
        if k in BOXES and a in a.axes.patches
    }
    assert max(edges, key=edges.get) == "Initialize"


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
        r"The same race for the four starts of the first row, over 1,000 epochs: "
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
    assert close(said(shown, "Too large"), [large.y[0], large.y[-1]]), (
        "Too large weights start with a cost of # and end at #, above the others that learn."
    )
