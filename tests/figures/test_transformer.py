import numpy as np
from matplotlib.colors import to_hex
from tests.figures.support import artists, first, plain, poster

from initdocs.colours import KEPT, NEGATIVE, POSITIVE
from initdocs.demos.transformer import CONTENDERS, HEADS, KINDS


def test_stream():
    """A thin line a start, and over them the one that is chosen: its own at first."""
    scene, frame = first("transformer")
    shown = poster("transformer", "stream").series
    assert not plain(shown)
    for name, sizes in zip(CONTENDERS, scene["stream"], strict=True):
        np.testing.assert_array_equal(shown[f"_start {name}"].y, sizes)
    np.testing.assert_array_equal(shown["_now"].y, frame["stream"][0])
    np.testing.assert_allclose(shown["_now"].y, shown["_start gpt2"].y, rtol=1e-6)


def test_heads():
    """A dot a head in each block, none on another."""
    _, frame = first("transformer")
    shown = poster("transformer", "heads")
    own = frame["entropy"][0].reshape(-1, HEADS)
    for i, (_, dots, s) in enumerate(artists(shown.figure)):
        np.testing.assert_array_equal(s.y, own[:, i])
        assert list(np.rint(s.x)) == [1, 2, 3, 4] and to_hex(dots.get_color()) == KEPT


def test_letters():
    """A box a letter: blue where the guess is right, red where it is not."""
    scene, frame = first("transformer")
    shown = poster("transformer", "letters")
    boxes = [a for a in shown.figure.axes[0].patches if a.get_label().startswith("_guess")]
    assert len(boxes) == len(scene["text"]) == len(shown.series)
    for box, letter, guess in zip(boxes, scene["text"], frame["guess"], strict=True):
        assert to_hex(box.get_edgecolor()) == (POSITIVE if letter == guess else NEGATIVE)
    written = [text.get_text() for text in shown.figure.texts]
    assert "".join(written[::2]) == "dear␣quiet␣thing"


def test_cost():
    """A dot at the first loss, beside the line of an even guess."""
    scene, frame = first("transformer")
    shown = poster("transformer", "cost").series
    assert shown["_first"].y == frame["cost"][:1]
    assert set(shown["_even"].y) == {np.log(41)} == set(scene["even"])


def test_updates():
    """A dot a kind of matrix: how far the first step moves it."""
    _, frame = first("transformer")
    shown = poster("transformer", "updates").series
    assert list(shown) == [f"_{kind}" for kind in KINDS]
    np.testing.assert_array_equal([s.y[0] for s in shown.values()], frame["updates"][0])
