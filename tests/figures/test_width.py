import numpy as np
from tests.figures.support import close, drawing, said

WIDTHS = np.array([64, 128, 256, 512, 1024])


def test_coordinate_check():
    """With the standard scaling one step grows as n^(3/2), with μP it does not grow."""
    shown = drawing("coordinate_check")
    standard, mup = shown.series["standard"], shown.series["μP"]
    for dots in (standard, mup):
        assert list(dots.x) == list(np.repeat(WIDTHS, 5)), (
            "Mean $|f|$ after one step of Adam, by width; dots: five seeds for each."
        )
    for name, slope in (("standard", 1.5), ("μP", 0.0)):
        line = shown.series[f"_line of {name}"]
        assert list(line.x) == list(WIDTHS)
        np.testing.assert_allclose(line.y, line.y[0] * (WIDTHS / 64) ** slope, rtol=1e-9)
        dots = np.log(shown.series[name].y).reshape(5, 5).mean(axis=1)
        assert abs(np.polyfit(np.log(WIDTHS), dots, 1)[0] - slope) < 0.2, (
            "Dashed: in proportion to $n^{3/2}$, and not growing at all."
        )
        assert abs(dots - np.log(line.y)).max() < 0.5
    over = [np.median(s.y[-5:]) / np.median(s.y[:5]) for s in (standard, mup)]
    assert over[0] > 30 and over[1] < 1.6, (
        "One step of Adam overshoots the more, the wider the network; with μP it does not."
    )
    # μP is defined from a width of 64 on: there both are one network
    np.testing.assert_allclose(standard.y[:5], mup.y[:5], rtol=1e-9)
    means = {
        name: [np.exp(np.log(s.y[at]).mean()) for at in (slice(5), slice(-5, None))]
        for name, s in (("standard", standard), ("μP", mup))
    }
    (low, high), level = means["standard"], means["μP"]
    assert close(said(shown, "With the"), [5, low, 64, high, 1024]), (
        "With the standard scaling the dots of # seeds climb along a line in proportion to the "
        "width to the power of three halves, from # at a width of # to # at #, "
        "on geometric average."
    )
    assert close(said(shown, "With μP"), level) and 0.6 < level[1] / level[0] < 1.6, (
        "With μP they stay level: # and #."
    )


def test_lined_up():
    """A sum of random signs is of size √k, a sum of one sign k."""
    shown = drawing("lined_up")
    walks = [s for name, s in shown.series.items() if name.startswith("_walk")]
    march, root = shown.series["_march"], shown.series["_root"]
    assert all((abs(np.diff(s.y)) <= 4).all() and s.y[0] == 0 and s.x[-1] == 256 for s in walks), (
        "The sum of the first $k$ of 256 terms of one size."
    )
    size = np.sqrt(np.mean([s.y**2 for s in walks], axis=0))
    # thirty draws know a variance to 26 %
    assert len(walks) == 30 and 0.7 < size[-1] / 16 < 1.3, (
        "Left: with random signs, thirty draws; dashed: $\\sqrt k$."
    )
    np.testing.assert_allclose(root.y, np.sqrt(root.x))
    assert list(march.y) == list(march.x) == [0, 256], "Right: all of one sign."
    assert march.y[-1] > 4 * max(abs(s.y[-1]) for s in walks), (
        "Random terms walk, terms that line up march."
    )
    assert close(said(shown, "Of"), [256, 30, size[-1], 256]), (
        "Of # terms of unit size, # sums with random signs end # from zero, in root mean square; "
        "the sum of terms of one sign ends at #."
    )
