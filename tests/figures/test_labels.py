"""What lets a figure be read on a phone, as laws over every figure of the pages."""

import re

import numpy as np
import pytest
from matplotlib.text import Annotation, Text
from tests.figures.support import artists, drawing
from tests.figures.test_series import CAPTIONS, NAMES, colour

from initdocs import figures

#: the column of a phone, in pixels, and the least that its type may be
PHONE, LEAST = 358, 11


def names(figure):
    """What is written beside the lines."""
    return [t for axes in figure.axes for t in axes.texts if isinstance(t, Annotation)]


@pytest.mark.parametrize("name", NAMES)
def test_a_line_has_its_name_beside_it(name):
    """There is no legend: each label without an underscore stands at its line, in its colour."""
    figure, series, _ = drawing(name)
    assert all(axes.get_legend() is None for axes in figure.axes)
    drawn = {label: a for label, a, _ in artists(figure)}
    written = {label for label, a in drawn.items() if isinstance(a, Text)}
    shapes = {label for label in drawn if not label.startswith("_")} - written
    if name != "digits_activations":  # whose rows and columns have the names
        assert {" ".join(t.get_text().split()) for t in names(figure)} == shapes
    for text in names(figure):
        label = " ".join(text.get_text().split())
        s, (x, y) = series[label], text.xy
        low, high = text.axes.get_ylim()
        heights = np.clip(s.y, low, high)
        at = np.isclose(s.x, x) & np.isclose(heights, y, rtol=1e-6)
        assert at.any(), label
        assert colour(text) == colour(drawn[label]), label


@pytest.mark.parametrize("name", NAMES)
def test_type_can_be_read_on_a_phone(name):
    """Nothing is set smaller than 11 pixels where the figure is as wide as a phone's column."""
    figure = drawing(name).figure
    with figures.style():
        svg = figures.to_svg(figure, name)
    width = float(re.search(r'viewBox="0 0 ([\d.]+)', svg)[1])
    sizes = [float(size) for size in re.findall(r"font-size: ([\d.]+)px", svg)]
    assert sizes and min(sizes) * PHONE / width >= LEAST


@pytest.mark.parametrize("name", CAPTIONS)
def test_a_caption_leads_with_its_finding(name):
    """What the figure shows comes first, in bold; how it was made comes after."""
    assert re.match(r"\*\*[^*]+[.]\*\*(\s|$)", CAPTIONS[name])
