import gzip
import struct
from itertools import islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from initdocs import datasets, demos
from initdocs.demos import digits

DEMO = demos.load("digits")


def settings(**changed):
    result, notes = demos.read_settings(DEMO, changed)
    assert not notes
    return result


def idx(array):
    header = struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape)
    return header + array.astype(np.uint8).tobytes()


def files(count=30, side=5, labels=None):
    rng = np.random.default_rng(0)
    numbers = rng.integers(0, 10, count if labels is None else labels)
    return {
        "images.gz": gzip.compress(idx(rng.integers(0, 256, (count, side, side)))),
        "labels": idx(numbers),
    }


def test_the_batches_are_the_training_set_in_turn():
    """The first epoch shows every training example once; none of them is held out."""
    training, held_out = digits.data(settings(seed=5))
    assert training.x.shape[1] == 1500 and held_out.x.shape[1] == 297
    both = np.concatenate([training.x, held_out.x], axis=1)
    whole = datasets.digits().x.astype(np.float32)
    np.testing.assert_array_equal(np.sort(both.sum(axis=0)), np.sort(whole.sum(axis=0)))
    scene = digits.scene(settings(seed=5))
    np.testing.assert_array_equal(scene["images"][0], training.x.T)
    numbers = [int(f["batch"][0]) for f in islice(digits.frames(settings(depth=1, width=1)), 16)]
    assert numbers == [*range(15), 0]


def test_the_networks_differ_in_their_first_weights_only():
    """Equal draws: the normal laws are multiples of one matrix; He alone has ReLU."""
    groups = digits.networks(settings(width=50), 64)
    first = {}
    for places, net in groups:
        for row, place in enumerate(places):
            first[list(digits.CONTENDERS)[place]] = net.weights[0][row].astype(float)
        assert {g.name for g in net.hidden} == ({"relu"} if len(places) == 1 else {"tanh"})
    np.testing.assert_allclose(first["normal"] / 8, first["lecun"], rtol=1e-5, atol=1e-7)
    np.testing.assert_allclose(np.sqrt(2) * first["lecun"], first["he"], rtol=1e-5, atol=1e-7)
    assert not first["zero"].any()


@given(arrays(np.int64, (2, 50), elements=st.integers(-60, 60)))
def test_a_histogram_counts_every_value(numbers):
    """Relative to its largest bin, a histogram has NumPy's counts; what lies outside is kept."""
    values = (numbers + 0.5) / 5  # never on an edge of a bin
    spans = np.array([4.0, 2.0])
    got = digits.histogram(values, spans)
    for row, span in enumerate(spans):
        inside = values[row].clip(-span * (1 - 1e-9), span * (1 - 1e-9))
        counts, _ = np.histogram(inside, digits.BINS, (-span, span))
        assert counts.sum() == 50
        np.testing.assert_allclose(got[row] * counts.max(), counts)


@given(st.floats(1e-9, 1e9))
def test_the_half_range_is_a_round_number_above_three_rms(scale):
    """The range is the next of 1, 2, 5 · 10ⁿ above three root mean squares."""
    span = digits.half_range([scale * np.ones((1, 4)), scale * np.ones((1, 4)) / 3])[0]
    assert 3 * scale * (1 - 1e-6) <= span <= 2.5 * 3 * scale * (1 + 1e-6)
    assert round(span / 10.0 ** np.floor(np.log10(span * (1 + 1e-9))), 6) in (1, 2, 5)


def test_no_spread_has_a_range_too():
    """Zero weights, and weights that have gone to infinity, are drawn on ±1."""
    assert digits.half_range([np.zeros((1, 3)), np.zeros((1, 3))]).tolist() == [1.0]
    assert digits.half_range([np.full((1, 3), np.inf)]).tolist() == [1.0]
    assert np.isfinite(digits.histogram(np.full((1, 3), np.nan), np.ones(1))).all()


@pytest.mark.parametrize("choice", DEMO.parameters, ids=lambda p: p.name)
def test_every_setting_runs(choice):
    """Each option, and each end of each range, gives frames of one layout."""
    ends = choice.options if isinstance(choice, demos.Choice) else (choice.low, choice.high)
    for value in ends:
        chosen = settings(**{"width": 8, choice.name: value})
        frames = list(islice(digits.frames(chosen), 3))
        assert demos.layout(frames[0]) == demos.layout(frames[2])
        assert all(np.isfinite(frames[2][name]).all() for name in ("histograms", "span", "right"))


@pytest.mark.parametrize("seed", range(4))
def test_the_question_has_an_answer(seed):
    """Whatever the seed, LeCun leads by more than five standard errors of a difference."""
    run = [*islice(digits.frames(settings(seed=seed)), digits.RECORDED[-1] + 1)]
    best, told = digits.fewest({}, run[-1:])
    lecun, *others = (
        run[-1]["held_out"][list(digits.CONTENDERS).index(name)]
        for name in ("lecun", "uniform", "normal")
    )
    chance = np.sqrt(2 * 0.5**2 / digits.HELD_OUT)
    assert best == "lecun" and min(others) - lecun > 5 * chance
    assert f"LeCun errs in {100 * lecun:.0f} % of them" in told


def test_errors_are_shares_of_wrong_answers():
    """The training error is the mean over the last epoch's batches of what `right` shows."""
    frames = list(islice(digits.frames(settings(width=16)), 20))
    wrong = [1 - f["right"].mean(axis=1) for f in frames]
    np.testing.assert_allclose(frames[-1]["training"], np.mean(wrong[5:], axis=0))
    assert frames[0]["held_out"].tolist() == frames[14]["held_out"].tolist()
    assert frames[15]["held_out"].tolist() != frames[0]["held_out"].tolist()


def test_the_reader_s_own_files():
    """Two IDX files in any order become the data of the run, the last sixth held out."""
    data = digits.take(files())
    run = demos.Run("digits", '{"width": 4}', data)
    training, held_out = digits.data({**settings(), "given": data})
    assert (training.x.shape, held_out.x.shape) == ((25, 25), (25, 5))
    assert run.frame() is not None and run.frame() is not None
    assert "given" not in run.settings


@pytest.mark.parametrize(
    ("contents", "message"),
    [
        ({}, "images: got none, allowed: one file of images and one of labels"),
        ({"a": files()["images.gz"]}, "labels: got none"),
        ({"a": files()["labels"], "b": files()["labels"]}, "images: got none"),
        ({**files(), "c": files()["labels"]}, "labels: got labels and c"),
        ({**files(), "labels": files()["labels"][:-3]}, "labels: IDX data: got 27 bytes"),
        ({**files(), "cat.png": b"\x89PNG\r\n"}, "cat.png: IDX data: got a header of 89 50 4e 47"),
        ({**files(), "images.gz": files()["images.gz"][:40]}, "images.gz: IDX data: the gzip"),
        (files(labels=29), "labels: got 29, allowed: one for each of 30 images"),
        (files(count=1), "images: got 1, allowed: at least 2"),
        (files(side=40), r"images: got 1600 pixels each, allowed: squares of at most 32"),
        ({"i": idx(np.zeros((4, 2, 3))), "l": idx(np.zeros(4))}, "images: got 6 pixels each"),
        ({"i": idx(np.zeros((4, 2, 2))), "l": idx(np.full(4, 10))}, "labels: got 10 to 10"),
        ({"i": idx(np.zeros((4, 2, 2, 1))), "l": idx(np.zeros(4))}, "i: got an array of 4 axes"),
        ({"i": idx(np.zeros((0, 2, 2))), "l": idx(np.zeros(0))}, "images: got uint8 of shape"),
    ],
)
def test_bad_files(contents, message):
    """The error names the file and what is wrong with it."""
    with pytest.raises(ValueError, match=message):
        digits.take(contents)


def test_walls_of_tanh_can_be_watched():
    """With variance 1 most activations are without slope, with 1/n hardly any; none is dead."""
    frame = next(digits.frames(settings()))
    of = dict(zip(digits.CONTENDERS, range(6), strict=True))
    assert (frame["flat"][of["normal"]] > 0.5).all()
    assert (frame["flat"][of["lecun"]] < 0.1).all()
    assert frame["dead"].shape == (6, 4) and frame["updates"].shape == (6, 5)
    # He's network has ReLU: about half of its activations are off
    assert 0.3 < frame["flat"][of["he"]].mean() < 0.7


def test_a_step_relative_to_the_weights_is_that_which_is_taken():
    """Of the networks of a group, as of He's, which has its own."""
    frames = digits.frames(settings(width=8))
    groups = digits.networks(settings(width=8), 64)
    frame = next(frames)
    for places, net in groups:
        for place, weights in zip(places, net.weights[1], strict=True):
            size = np.linalg.norm(weights)
            told = frame["updates"][place, 1]
            assert np.isnan(told) if size == 0 else 0 < told < 1
    assert np.isnan(frame["updates"][0]).all()


@pytest.mark.parametrize("activation", ["tanh", "softsign"])
def test_the_largest_files_are_small(activation):
    """Eight layers of histograms that change in every batch: at most 40 KB."""
    chosen = settings(activation=activation, depth=8)
    assert len(demos.record(DEMO, chosen, DEMO.axes[0])) <= 40_000
