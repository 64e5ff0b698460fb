import numpy as np
from tests.figures.support import close, drawing, poster, said


def test_growth():
    """Of 25 blocks each doubles the mean square, in theory and nearly in the network."""
    theory, network = poster("residual", "growth").series.values()
    np.testing.assert_allclose(theory.y, 2.0 ** np.arange(26), rtol=1e-9)
    assert list(network.x) == list(range(26)) and network.y[0] == 1
    assert 1.7 < (network.y[-1]) ** (1 / 25) < 2.2


def test_shares():
    """Behind block 25 the input has 2⁻²⁵, the first twenty blocks 2⁻⁵, and all together 1."""
    bounds = list(poster("residual", "shares").series.values())
    assert len(bounds) == 6 and all(list(s.x) == list(range(26)) for s in bounds)
    np.testing.assert_allclose([s.y[-1] for s in bounds], 2.0 ** (np.arange(0, 26, 5) - 25))
    assert all(s.y[0] == 1 for s in bounds) and (np.diff([s.y for s in bounds], axis=0) >= 0).all()


def moved(depth, kind, units=120):
    """One step on half the squared distance from a goal, by differences along the gradient."""
    rng = np.random.default_rng(11)
    root = depth**-0.5
    alpha, first = (root if kind == name else 1.0 for name in ("α = 1/√L", "Fixup"))
    a = rng.normal(0, first * np.sqrt(2 / units), (depth, units, units))
    b = rng.normal(0, np.sqrt(1 / units), (depth, units, units)) * (kind != "Fixup")
    x0, y = rng.standard_normal((2, units)) / np.sqrt(units)
    xs, hs = [x0], []
    for i in range(depth):
        hs.append(np.maximum(a[i] @ xs[-1], 0))
        xs.append(xs[-1] + alpha * b[i] @ hs[-1])
    g, da, db = xs[-1] - y, np.empty_like(a), np.empty_like(b)
    for i in range(depth - 1, -1, -1):
        db[i] = alpha * np.outer(g, hs[i])
        d = alpha * (b[i].T @ g) * (hs[i] > 0)
        da[i] = np.outer(d, xs[i])
        g = g + a[i].T @ d
    x = x0
    for i in range(depth):
        x = x + alpha * (b[i] - 0.01 * db[i]) @ np.maximum((a[i] - 0.01 * da[i]) @ x, 0)
    return np.linalg.norm(x - xs[-1]) / np.linalg.norm(xs[-1])


def test_one_step():
    """Blocks of He's weights overshoot with the depth; Fixup moves as far at any."""
    shown = drawing("one_step")
    he, root, fixup = shown.series.values()
    assert list(he.x) == [1, 2, 4, 8] and list(root.x) == list(fixup.x) == [1, 2, 4, 8, 16, 32, 64]
    for name, line in shown.series.items():
        for depth, y in zip(line.x, line.y, strict=True):
            # where a step moves the output by more than its size, draws lie far apart
            assert 1 / 3 < moved(depth, name) / y < 3 or min(moved(depth, name), y) > 1, (
                "How far one step of gradient descent moves the output, relative to its size; "
                "median of five networks of 100 units."
            )
    assert (np.diff(he.y) > 0).all() and he.y[-1] > 3 and fixup.y.max() < 2 * fixup.y.min(), (
        r"One step moves the output the further, the more blocks of $\alpha = 1$ there are; "
        "with Fixup it moves as far at any depth."
    )
    assert root.y[-1] < 0.3
    (axes,) = shown.figure.axes
    assert axes.get_xscale() == axes.get_yscale() == "log", "On logarithmic axes."
    expected = [8, 1, he.y[0], he.y[-1], 64, root.y[0], root.y[-1], fixup.y[0], fixup.y[-1]]
    assert close(said(shown, "From"), expected), (
        "From one block to #, α = # from # to # of the output's size; "
        "from one to #, α = 1/√L from # to # and Fixup from # to #."
    )
