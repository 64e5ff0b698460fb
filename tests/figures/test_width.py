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
