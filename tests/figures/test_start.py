import numpy as np
from matplotlib.colors import to_hex
from tests.figures.support import artists, first, poster

from initdocs.colours import EXPLODES, FADES, LECUN
from initdocs.demos import start
from initdocs.figures.start import THINNED, TITLES


def test_answers():
    """A map for each start, the reader's in the middle, over the same points."""
    shown = poster("start", "answers").series
    scene, _ = first("start")
    for i, title in enumerate(TITLES):
        np.testing.assert_array_equal(shown[f"_answer: {title}"].z.ravel(), scene["answers"][i])
        for answer in (0, 1):
            points = shown[f"_class {answer}: {title}"]
            assert [*points.x] == [*scene["x"][0][scene["y"] == answer][::THINNED]]


def test_cost():
    """A line each, with its law at its end, in the colours of too small, LeCun and too large."""
    drawn = poster("start", "cost")
    scene, _ = first("start")
    looks = {label: artist for label, artist, _ in artists(drawn.figure)}
    for label, values, colour in zip(
        ("_cost from 0.01/n", "_cost from 1/n", "_cost from 100/n"),
        scene["cost"],
        (FADES, LECUN, EXPLODES),
        strict=True,
    ):
        line = drawn.series[label]
        assert line.x[-1] == start.EPOCHS
        np.testing.assert_array_equal(line.y, values)
        assert to_hex(looks[label].get_color()) == colour
