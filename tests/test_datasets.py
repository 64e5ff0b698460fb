import gzip
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from initdocs import datasets
from initdocs.datasets import PLANE

N = 20_000


@pytest.mark.parametrize("name", PLANE)
@pytest.mark.parametrize("n", [2, 100])
def test_half_in_each_class(name, n):
    """Every data set in the plane has half its points in each class, whatever the seed."""
    for seed in range(5):
        x, y = datasets.plane(name, n, rng=np.random.default_rng(seed))
        assert x.shape == (2, n) and y.shape == (1, n)
        assert y.sum() == n / 2 and set(y[0]) == {0.0, 1.0}


def test_circle_radii():
    """E‖x‖² is r² plus 2/3 from the noise: 5/3 inside, 50/3 outside."""
    x, y = datasets.circle(N, rng=np.random.default_rng(0))
    squares = (x**2).sum(axis=0)
    for label, expected in ((0, 1 + 2 / 3), (1, 16 + 2 / 3)):
        group = squares[y[0] == label]
        assert group.mean() == pytest.approx(expected, abs=5 * group.std() / np.sqrt(group.size))


def test_moon_is_symmetric():
    """The two arms are each other turned by half a circle: their means are opposite."""
    x, y = datasets.moon(N, rng=np.random.default_rng(0))
    zero, one = x[:, y[0] == 0], x[:, y[0] == 1]
    np.testing.assert_allclose(zero.mean(axis=1), -one.mean(axis=1), atol=5 * 3 / np.sqrt(N / 2))


def test_square_is_xor():
    """Class 1 is where the signs differ, and no point lies within 0.5 of an axis."""
    x, y = datasets.square(N, rng=np.random.default_rng(0))
    np.testing.assert_array_equal(np.sign(x[0]) != np.sign(x[1]), y[0] == 1)
    assert np.abs(x).min() >= 0.5 and np.abs(x).max() <= 5


def test_gaussian_moments():
    """Means ±2 and variance 1 on each axis."""
    x, y = datasets.gaussian(N, rng=np.random.default_rng(0))
    for label, mean in ((0, -2), (1, 2)):
        group = x[:, y[0] == label]
        np.testing.assert_allclose(group.mean(axis=1), mean, atol=5 / np.sqrt(N / 2))
        np.testing.assert_allclose(group.var(axis=1), 1, atol=5 * np.sqrt(2 / (N / 2)))


def test_digits():
    """1,797 digits of 8×8 pixels in [0, 1], each with one label, within 60 KB."""
    x, y = datasets.digits()
    assert x.shape == (64, 1797) and y.shape == (10, 1797)
    assert x.min() == 0 and x.max() == 1
    np.testing.assert_array_equal(y.sum(axis=0), 1)
    file = datasets.files("initdocs") / "data" / "digits.npz"
    assert len(file.read_bytes()) <= 60_000


def idx(array, code=0x08):
    header = struct.pack(f">HBB{array.ndim}I", 0, code, array.ndim, *array.shape)
    return header + array.astype(array.dtype.newbyteorder(">")).tobytes()


@given(st.lists(st.integers(0, 4), min_size=1, max_size=3), st.booleans())
def test_idx_round_trip(shape, zipped):
    """What is written as IDX is read back, gzipped or not."""
    array = np.random.default_rng(0).integers(0, 256, shape).astype(np.uint8)
    content = idx(array)
    np.testing.assert_array_equal(
        datasets.read_idx(gzip.compress(content) if zipped else content), array
    )


@pytest.mark.parametrize(
    ("code", "dtype"), [(0x09, "i1"), (0x0B, "i2"), (0x0C, "i4"), (0x0D, "f4"), (0x0E, "f8")]
)
def test_idx_types(tmp_path, code, dtype):
    """The wider types are stored big-endian and read as native numbers, from a path too."""
    array = np.array([[1, -2], [127 if dtype == "i1" else 300, 4]], dtype)
    path = tmp_path / "file.idx"
    path.write_bytes(idx(array, code))
    result = datasets.read_idx(path)
    np.testing.assert_array_equal(result, array)
    assert result.dtype == np.dtype(dtype)


def test_mnist():
    """Images become columns in [0, 1], labels become one-hot columns."""
    images = np.arange(12, dtype=np.uint8).reshape(3, 2, 2)
    x, y = datasets.mnist(idx(images), gzip.compress(idx(np.array([3, 1, 9], np.uint8))))
    np.testing.assert_allclose(x[:, 1], np.arange(4, 8) / 255)
    assert y.argmax(axis=0).tolist() == [3, 1, 9]


images, labels = np.zeros((3, 2, 2), np.uint8), np.zeros(3, np.uint8)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: datasets.read_idx(b""), "got a header of no bytes"),
        (lambda: datasets.read_idx(b"\x89PNG...."), "got a header of 89 50 4e 47"),
        (lambda: datasets.read_idx(idx(images)[:9]), "got 9 bytes, allowed: a header of 16"),
        (lambda: datasets.read_idx(idx(images)[:-1]), r"got 11 bytes of values, allowed: 12"),
        (lambda: datasets.read_idx(gzip.compress(idx(images))[:-9]), "gzip stream is damaged"),
        (lambda: datasets.mnist(idx(labels), idx(labels)), r"images: got uint8 of shape \(3,\)"),
        (lambda: datasets.mnist(idx(images), idx(images)), "labels: got uint8 of shape"),
        (lambda: datasets.mnist(idx(images), idx(labels[:2])), "labels: got 2, allowed: one for"),
        (lambda: datasets.read_idx(b"\0\0\x08"), "got a header of 00 00 08,"),
        (lambda: datasets.read_idx(b"\x01\0\x08\x01\0\0\0\0"), "got a header of 01 00 08 01"),
        (lambda: datasets.read_idx(idx(images) + b"\0"), r"got 13 bytes of values, allowed: 12"),
        (lambda: datasets.mnist(idx(images.astype("i2"), 0x0B), idx(labels)), "images: got int16"),
        (lambda: datasets.mnist(idx(images), idx(labels.astype("i2"), 0x0B)), "labels: got int16"),
        (lambda: datasets.mnist(idx(images), idx(labels + 11)), "labels: got 11 to 11"),
        (lambda: datasets.mnist(idx(images), idx(labels + 10)), "labels: got 10 to 10"),
        (lambda: datasets.mnist(idx(images), idx(labels), limit=0), "limit: got 0"),
        (lambda: datasets.one_hot(np.array([-1, 3])), "labels: got -1 to 3, allowed: 0 to 9"),
        (lambda: datasets.mnist_pair({"a": idx(images[0])}), "a: got an array of 2 axes"),
        (lambda: datasets.mnist_pair({"a": idx(labels), "b": idx(labels)}), "images: got none"),
        (lambda: datasets.mnist_pair({"a": idx(images)}), "labels: got none"),
        (
            lambda: datasets.mnist_pair({"a": idx(images), "b": idx(labels), "c": idx(labels)}),
            "labels: got b and c, allowed: one file of images and one of labels",
        ),
        (lambda: datasets.circle(0, rng=np.random.default_rng(0)), "n: got 0, .*at least 2"),
        (lambda: datasets.circle(3, rng=np.random.default_rng(0)), "n: got 3, allowed: an even"),
        (lambda: datasets.circle(-2, rng=np.random.default_rng(0)), "n: got -2"),
        (lambda: datasets.moon(4, rng=None), "rng: got None"),
    ],
)
def test_bad_input(call, message):
    """The error names the argument, the value and what is allowed."""
    with pytest.raises(ValueError, match=message):
        call()


def test_circle_noise_is_independent():
    """The noise of the two coordinates has nothing in common: their covariance is 0."""
    x, y = datasets.circle(N, rng=np.random.default_rng(0))
    for label in (0, 1):
        product = (x[0] * x[1])[y[0] == label]
        assert abs(product.mean()) <= 5 * product.std() / np.sqrt(product.size)


def test_moon_follows_its_spiral():
    """Turned back by its angle, an arm is its radius: t + 1 with a deviation of 1/2."""
    x, y = datasets.moon(N, rng=np.random.default_rng(0))
    angle = 4 * np.arange(N // 2) / (N // 2)
    for label, side in ((0, 1.0), (1, -1.0)):
        arm = side * x[:, y[0] == label]
        arm[0] -= 0.5
        along = arm[0] * np.cos(angle) + arm[1] * np.sin(angle)
        across = arm[1] * np.cos(angle) - arm[0] * np.sin(angle)
        np.testing.assert_allclose(across, 0, atol=1e-12)
        noise = along - angle
        assert noise.mean() == pytest.approx(1, abs=5 * 0.5 / np.sqrt(N / 2))
        assert noise.std() == pytest.approx(0.5, rel=5 / np.sqrt(N))
        # as much noise at the end of the arm as at its beginning, and the angle as it is told
        assert abs(np.polyfit(angle, noise, 1)[0]) <= 5 * 0.5 / np.sqrt(N / 2 * angle.var())


def test_mnist_takes_the_first():
    """A limit cuts both files; two files are told apart by what they hold, whatever their names."""
    pixels = np.arange(12, dtype=np.uint8).reshape(3, 2, 2)
    numbers = np.array([3, 1, 9], np.uint8)
    x, y = datasets.mnist(idx(pixels), idx(numbers), limit=2)
    assert x.shape == (4, 2) and y.argmax(axis=0).tolist() == [3, 1]
    np.testing.assert_allclose(x[:, 0], np.arange(4) / 255)
    pair = datasets.mnist_pair({"z": idx(numbers), "a": gzip.compress(idx(pixels))})
    np.testing.assert_array_equal(pair.x, datasets.mnist(idx(pixels), idx(numbers)).x)
    assert datasets.mnist(idx(pixels), idx(numbers), limit=9).x.shape == (4, 3)


def test_letters_are_the_text():
    """Tokens and alphabet give the text again, in small letters and with single spaces."""
    tokens, alphabet = datasets.letters()
    text = "".join(alphabet[token] for token in tokens)
    assert text.startswith("chapter i down the rabbit-hole alice was beginning")
    assert text.endswith("swam to the shore.")
    assert text == " ".join(text.lower().split())
    assert set(tokens.tolist()) == set(range(len(alphabet)))


def test_excerpts_come_from_everywhere():
    """Every place of a text is a start as often as any other, and y is what comes next."""
    x, y = datasets.excerpts(np.arange(11), length=2, count=N, rng=np.random.default_rng(0))
    np.testing.assert_array_equal(y, x + 1)
    np.testing.assert_array_equal(x[1], x[0] + 1)
    counts = np.bincount(x[0], minlength=9)
    assert counts.size == 9
    assert (np.abs(counts - N / 9) < 5 * np.sqrt(N / 9)).all()
    with pytest.raises(
        ValueError, match="length: got 11, allowed: an integer, at least 1, at most 10"
    ):
        datasets.excerpts(np.arange(11), length=11, count=1, rng=np.random.default_rng(0))
