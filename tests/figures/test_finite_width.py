import numpy as np
from tests.figures.support import close, drawing, said, within


def simulated(depth=60, width=50, count=3000):
    """log of the mean squares by layer, of ReLU networks of Gaussian weights, drawn here."""
    rng = np.random.default_rng(9)
    active = rng.binomial(width, 0.5, (depth, count)).clip(1)
    return np.log(2 / width * 2 * rng.gamma(active / 2)).cumsum(axis=0)


def test_mean_and_median():
    """The median falls by the law, the mean stays."""
    shown = drawing("mean_and_median")
    mean, law = shown.series["mean, in theory"], shown.series["median, by the law"]
    squares = shown.series["_median, by the law: of the networks"]
    thin = {k: s for k, s in shown.series.items() if k.startswith("_network")}
    assert [int(k.split()[1]) for k in thin] == list(range(0, 400, 16))
    assert all(len(s.x) == 60 for s in thin.values()), (
        "ReLU networks of 50 units a layer; each thin line is one of 400, every sixteenth is drawn."
    )
    logs = simulated()
    medians = np.exp(np.median(logs, axis=1))
    assert within(law, law._replace(y=medians), 1.2)
    assert within(squares, law, 1.35) and list(squares.x) == list(range(1, 60, 5)), (
        "Triangles: their median, beside the law's line."
    )
    ends = np.log([s.y[-1] for s in thin.values()])
    assert ends.std() > logs[-1].std() / 2 and ends.std() < 2 * logs[-1].std()
    assert said(shown, "400") == [400, 50, 60], (
        "# networks of # units a layer, on a logarithmic axis, for # layers."
    )
    assert (ends < 0).mean() > 0.7 and close(
        said(shown, "Thin"), [16, np.exp(ends.min()), np.exp(ends.max())]
    ), (
        "Thin lines, one for every network in #, spread to between # and # in the last layer, "
        "most of them downwards."
    )
    assert np.mean(ends < np.log(0.5)) > 0.6 and (mean.y == 1).all(), (
        "Most networks fade, though their mean stays."
    )
    assert (mean.y == 1).all() and (np.diff(law.y) < 0).all()
    assert np.allclose(np.diff(np.log(law.y)), np.log(law.y[0]), rtol=1e-2)
    assert close(said(shown, "The mean"), [1, law.y[-1]]), (
        "The mean in theory stays at #; the median falls along the line of the log-normal law, "
        "to #."
    )
