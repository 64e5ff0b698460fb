import numpy as np
from tests.figures.support import close, drawing, first, poster, said, within


def back(*, normal, residual, units=200, layers=20):
    """The mean square of the gradient by layers on the way back, computed here."""
    rng = np.random.default_rng(5)
    a, kept = rng.standard_normal((units, units)), []
    for _ in range(layers):
        w = rng.normal(0, np.sqrt((1 if normal else 2) / units), (units, units))
        z = w @ a
        mean, deviation = z.mean(axis=1, keepdims=True), z.std(axis=1, keepdims=True)
        h = (z - mean) / deviation if normal else z
        kept.append((w, h, deviation))
        a = np.maximum(h, 0) + residual * a
    g, sizes = rng.standard_normal((units, units)), []
    for w, h, deviation in kept[:0:-1]:
        d = np.where(h > 0, g, 0)
        if normal:
            centred = d - d.mean(axis=1, keepdims=True)
            d = (centred - h * (centred * h).mean(axis=1, keepdims=True)) / deviation
        g = w.T @ d + residual * g
        sizes.append((g**2).mean())
    return np.array(sizes) / sizes[0]


def test_normalized_gradients():
    """The gradient grows by π/(π − 1) a layer, far less with a residual connection, else not."""
    shown = drawing("normalized_gradients")
    theory, network = shown.series["normalized"], shown.series["_normalized: a network"]
    law = shown.series["_law"]
    residual, plain = shown.series["normalized, residual"], shown.series["neither, He"]
    adds = 0.5 - 0.5 / np.pi
    blocks = [1 + 0.5 / (1 + adds * block) for block in range(1, 20)]
    assert np.allclose(theory.y, [(np.pi / (np.pi - 1)) ** k for k in range(19)]) and np.allclose(
        law.y, [np.prod(blocks[18 - k : 18]) for k in range(19)]
    ), r"Lines: theory, $(\pi/(\pi-1))^k$ and the law below."
    assert all(s.y[0] == 1 for s in shown.series.values()), (
        "The mean square of the gradient on its way back through ReLU layers of 300 units, "
        "relative to the last layer's."
    )
    drawn = {(True, False): network, (True, True): residual, (False, False): plain}
    for (normal, carried), line in drawn.items():
        assert list(line.x) == list(range(19))
        assert within(line, line._replace(y=back(normal=normal, residual=carried)), 1.6), (
            "Marks: one network each, batch of 300."
        )
    assert within(network, theory, 1.25)
    assert shown.figure.axes[0].get_yscale() == "log", (
        "On a logarithmic axis, relative to the last layer's."
    )
    growth = np.polyfit(network.x, np.log(network.y), 1)[0]
    assert close(np.exp(growth), np.pi / (np.pi - 1), 0.03)
    assert round(theory.y[1], 2) == 1.47 and within(residual, law, 1.25), (
        "Normalization lets the gradient grow 1.47 times a layer; "
        "with residual connections it grows like a power of the depth."
    )
    assert (np.diff(np.log(law.y), 2) > 0).all(), (
        "The curve bends up because the first blocks, the last on the way back, multiply most."
    )
    assert close(said(shown, "Dots"), [300, np.pi / (np.pi - 1), network.y[-1]]), (
        "Dots from one network of # units climb along the straight line of the theory, "
        "by # a layer, to #."
    )
    assert close(said(shown, "With residual"), [residual.y[-1], plain.y[-1]]), (
        "With residual connections it comes to #, along a line that bends up, and without "
        "normalization, from He's weights, to #."
    )


def test_posters():
    """Both densities over the same range, and a step that begins where the weights end."""
    scene, _ = first("normalization")
    shown = poster("normalization", "signal").series
    for name, scale in (("before", 2), ("after", 1)):
        line = shown[f"_{name}"]
        assert list(line.y) == list(scene[name]) and np.allclose(line.x, -line.x[::-1])
        assert close(line.y.sum() * (line.x[1] - line.x[0]), 1, 5e-3)
        assert close(line.y @ line.x**2 * (line.x[1] - line.x[0]), scale**2, 0.1)
    weights, step, ten = poster("normalization", "plane").series.values()
    assert (weights.x[0], weights.y[0]) == (0, 0)
    assert (weights.x[1], weights.y[1]) == (step.x[0], step.y[0]) == tuple(scene["weights"])
    assert np.allclose([np.diff(step.x)[0], np.diff(step.y)[0]], scene["move"])
    assert ten.x.shape == (10,) and np.allclose([ten.x[0], ten.y[0]], [step.x[1], step.y[1]])
