import numpy as np
from matplotlib.colors import to_hex
from tests.figures.support import artists, first, poster

from initdocs.colours import NEGATIVE, POSITIVE, STARTS
from initdocs.demos import digits

LAWS = list(digits.CONTENDERS)
SHOWN = LAWS.index("lecun")


def test_batch():
    """Ten by ten digits of the first batch, ink on paper."""
    scene, _ = first("digits")
    sheet = poster("digits", "batch").series["_sheet"].z
    images = scene["images"][0]
    assert sheet.shape == (90, 90) and len(images) >= 100
    for i in (0, 9, 10, 57, 99):
        top, left = 9 * (i // 10), 9 * (i % 10)
        shown = sheet[top : top + 8, left : left + 8].ravel()
        assert abs(shown - images[i]).max() <= 0.5 / 15 + 1e-9
    (image,) = poster("digits", "batch").figure.axes[0].images
    blank, ink = image.to_rgba(np.array([[0.0, 1.0]]))[0, :, :3]
    assert blank.min() > ink.max()


def test_histograms():
    """A row a kind, a column a layer, each panel under its names."""
    scene, frame = first("digits")
    shown = poster("digits", "histograms")
    depth, bins = len(scene["sizes"]) - 2, 20
    kinds = ("activations", "weights", "gradients")
    assert list(shown.series) == [f"{k}, layer {i + 1}" for k in kinds for i in range(depth)]
    bars = frame["histograms"][SHOWN].reshape(3, depth, bins)
    for kind, name in enumerate(kinds):
        for layer in range(depth):
            label = f"{name}, layer {layer + 1}"
            s, panel = shown.series[label], shown.figure.axes[kind * depth + layer]
            assert (s.y == bars[kind, layer]).all()
            span = frame["span"][SHOWN, kind]
            assert np.allclose(s.x, -span + 2 * span * np.arange(bins + 1) / bins)
            assert panel.containers[0].get_label() == label
            assert shown.figure.axes[kind * depth].get_ylabel() == name
            assert shown.figure.axes[layer].get_title() == f"layer {layer + 1}"
    # tanh of weights that keep the signal: a hill, no ends
    middle = shown.series["activations, layer 1"].y
    assert middle[8:12].sum() > 2 * middle[[0, 1, -2, -1]].sum()


def test_answers():
    """A square an answer, row by row: blue is right, orange is wrong and crossed."""
    _, frame = first("digits")
    shown = poster("digits", "answers")
    right = frame["right"][SHOWN]
    assert len(shown.series) == 100 == right.size
    drawn = {}
    for label, artist, s in artists(shown.figure):
        drawn.setdefault(label, []).append((artist.get_marker(), artist.get_color(), s))
    for i, answer in enumerate(right):
        (mark, colour, s), *cross = drawn[f"_answer {i}"]
        assert (s.x, s.y) == (i % 10, i // 10) and shown.series[f"_answer {i}"].z == answer
        assert (mark, to_hex(colour)) == ("s", POSITIVE if answer else NEGATIVE)
        assert [c[0] for c in cross] == ([] if answer else ["x"])
    # the first answer stands on top, as the first digit does
    low, high = shown.figure.axes[0].get_ylim()
    assert low > high


def test_cost():
    """A dot for each of the six starts, in its tile's colour."""
    _, frame = first("digits")
    shown = poster("digits", "cost")
    assert list(shown.series) == [f"_{name}" for name in LAWS] and len(LAWS) == 6
    for i, (label, artist, s) in enumerate(artists(shown.figure)):
        assert label == f"_{LAWS[i]}" and to_hex(artist.get_color()) == STARTS[LAWS[i]].colour
        assert (s.x, s.y) == (0, frame["cost"][i])


def test_layers():
    """A dot for each layer of the network that is looked at, the ratio of its first step."""
    _, frame = first("digits")
    shown = poster("digits", "layers").series
    assert list(shown) == [f"_layer {i}" for i in range(1, 6)]
    assert [s.y[0] for s in shown.values()] == frame["updates"][SHOWN].tolist()
