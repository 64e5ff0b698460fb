"""Ticks of logarithmic axes in letters as large as other type."""

import re

import numpy as np
import pytest
from matplotlib.figure import Figure

from initdocs import figures


def written(xscale="log", x=(1, 10), **scale):
    """The labels of a figure's x axis, and all sizes of its type."""
    with figures.style():
        figure = Figure()
        axes = figure.subplots()
        axes.plot(x, [0, 1])
        axes.set_xscale(xscale, **scale)
        axes.set_yticks([])
        svg = figures.to_svg(figure, "a")
    labels = [label.strip() for label in re.findall(r">([^<>]+)</(?:text|tspan)>", svg)]
    return labels, set(re.findall(r"font-size: ([\d.]+)px", svg))


@pytest.mark.parametrize(
    ("scale", "expected"),
    [
        ({"x": (1e-4, 1e2)}, {"10⁻⁴", "10⁻²", "1", "10²"}),
        ({"x": (1, 4)}, {"1", "2"}),
        ({"x": (2e-5, 6e-5)}, {"2 · 10⁻⁵", "5 · 10⁻⁵"}),
        ({"x": (2e-5, 3e-5)}, {"2 · 10⁻⁵", "3 · 10⁻⁵"}),
        ({"x": (2, 2**9), "base": 2}, {"2", "2⁵", "2⁹"}),
        ({"xscale": "symlog", "x": (-1e3, 1e3), "linthresh": 1}, {"−10³", "0", "10³"}),
    ],
)
def test_powers_are_written_in_letters(scale, expected):
    """A logarithmic axis says its powers in one size of type, in whatever base or sign."""
    labels, sizes = written(**scale)
    assert expected <= set(labels)
    assert sizes == {"10"}


def test_ticks_of_ones_own_stay():
    """What an axis is told to say, it says."""
    with figures.style():
        figure = Figure()
        axes = figure.subplots()
        axes.loglog([1, 1000], [1, 1000])
        axes.set_xticks([1, 30, 1000], ["a", "b", "c"])
        axes.xaxis.set_minor_formatter(lambda x, _: f"{np.log10(x):.1f}!" if x == 20 else "")
        svg = figures.to_svg(figure, "a")
    for label in ("a", "b", "c", "1.3!"):
        assert f">{label}<" in svg
