from itertools import pairwise

import numpy as np
import pytest
from matplotlib.colors import to_hex
from tests.figures.support import artists, first, poster

from initdocs.colours import LECUN, NEGATIVE, POSITIVE, STARTS, ZERO
from initdocs.demos import playground

LAWS = list(playground.CONTENDERS)
SHOWN = LAWS.index("appropriate")
#: what the grammar of colours calls them where the tiles say something else
START = {"appropriate": "lecun", "free": "own"}


def test_network():
    """A line a weight of the chosen start: blue above 0, red below, the larger the wider."""
    scene, frame = first("playground")
    shown = poster("playground", "network")
    sizes = [2, 6, 3, 1]
    assert list(scene["sizes"]) == sizes
    lines = {k: a for k, a, _ in artists(shown.figure) if k.startswith("_from")}
    theta, at, seen = frame["weights"][SHOWN], 0, 0
    for layer, (n, m) in enumerate(pairwise(sizes)):
        for to in range(m):
            for unit in range(n):
                label = f"_from {layer}, {unit} to {to}"
                s, weight = shown.series[label], theta[at + to * n + unit]
                assert s.z == weight
                colour = POSITIVE if weight > 0 else NEGATIVE if weight < 0 else ZERO
                assert to_hex(lines[label].get_color()) == colour
                ends = [
                    shown.series[f"_unit {layer}, {unit}"],
                    shown.series[f"_unit {layer + 1}, {to}"],
                ]
                assert list(s.x) == [e.x for e in ends] and list(s.y) == [e.y for e in ends]
                seen += 1
        at += n * m + m
    assert len(lines) == seen == 33
    order = sorted(lines, key=lambda k: abs(shown.series[k].z))
    assert (np.diff([lines[k].get_linewidth() for k in order]) >= 0).all()
    assert lines[order[-1]].get_linewidth() > 2 * lines[order[0]].get_linewidth()
    # the input to the left, the first unit on top
    assert shown.series["_unit 0, 0"].x < shown.series["_unit 3, 0"].x
    assert shown.series["_unit 0, 0"].y > shown.series["_unit 0, 1"].y


def test_map():
    """The answer over the plane, up is up, orange is class 0, and the points where they are."""
    scene, frame = first("playground")
    shown = poster("playground", "map")
    answer = shown.series["_answer"]
    points = playground.grid(20)
    for i, j in ((0, 0), (0, 19), (19, 0), (7, 12)):
        assert answer.z[i, j] == frame["map"][SHOWN][20 * i + j]
        # row i and column j stand where the demo asked: the first row at the top
        x, y = points[:, 20 * i + j]
        assert np.isclose(x, -5 + 10 * (j + 0.5) / 20) and np.isclose(y, 5 - 10 * (i + 0.5) / 20)
    (image,) = shown.figure.axes[0].images
    assert image.origin == "upper" and list(image.get_extent()) == [-5, 5, -5, 5]
    low, high = image.to_rgba([0.0, 1.0])[:, :3]
    assert low[0] > low[2] and high[2] > high[0]
    for label, colour in ((0, NEGATIVE), (1, POSITIVE)):
        (dots,) = (a for k, a, _ in artists(shown.figure) if k == f"_class {label}")
        s = shown.series[f"_class {label}"]
        assert to_hex(dots.get_facecolor()[0]) == colour
        pairs = {tuple(p) for p in scene["x"].T[scene["y"] == label]}
        assert set(zip(s.x, s.y, strict=True)) == pairs and len(pairs) == 50


def test_cost():
    """A dot for each of the eight starts, in its tile's colour, before the first epoch."""
    _, frame = first("playground")
    shown = poster("playground", "cost")
    assert list(shown.series) == [f"_{name}" for name in LAWS] and len(LAWS) == 8
    for i, (label, artist, s) in enumerate(artists(shown.figure)):
        assert (
            label == f"_{LAWS[i]}"
            and to_hex(artist.get_color()) == STARTS[START.get(LAWS[i], LAWS[i])].colour
        )
        assert (s.x, s.y) == (0, frame["cost"][i])
    heights = {k: s.y[0] for k, s in shown.series.items()}
    assert np.isclose(heights["_zero"], np.log(2), rtol=1e-5)
    assert max(heights, key=heights.get) == "_large"
    assert frame["epoch"] == 0


def test_norms():
    """A bar a layer, as high as the gradient's norm."""
    _, frame = first("playground")
    shown = poster("playground", "norms")
    assert list(shown.series) == ["layer 1", "layer 2", "layer 3"]
    for value, (label, bar, s) in zip(frame["norms"][SHOWN], artists(shown.figure), strict=True):
        assert s.y == pytest.approx(value) and to_hex(bar.get_facecolor()) == LECUN
        ticks = shown.figure.axes[0].get_xticklabels()
        assert ticks[int(shown.series[label].x)].get_text() == label
