"""The data sets of the guide: four in the plane, the handwritten digits, MNIST from disk.

Examples are columns: `x` has shape (features, m), `y` has shape (units, m).
"""

import gzip
import math
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from initdocs import _check

Array = NDArray[Any]


class Data(NamedTuple):
    """`x` of shape (features, m) and `y` of shape (units, m)."""

    x: Array
    y: Array


def _halves(n: int) -> int:
    n = _check.integer("n", n, at_least=2)
    if n % 2:
        msg = f"n: got {n}, allowed: an even number, half the points in each class"
        raise ValueError(msg)
    return n // 2


def _two_classes(zero: Array, one: Array) -> Data:
    x = np.concatenate([zero, one], axis=1)
    y = np.zeros((1, x.shape[1]))
    y[0, zero.shape[1] :] = 1
    return Data(x, y)


def circle(n: int = 100, *, rng: np.random.Generator) -> Data:
    """Two rings of radii 1 (class 0) and 4 (class 1), with noise U(−1, 1) on each coordinate.

    >>> x, y = circle(100, rng=np.random.default_rng(0))
    >>> x.shape, float(y.mean())
    ((2, 100), 0.5)
    """
    half, rng = _halves(n), _check.generator(rng)
    angle = rng.uniform(0, 2 * math.pi, n)
    radius = np.repeat([1.0, 4.0], half)
    points = radius * np.stack([np.cos(angle), np.sin(angle)]) + rng.uniform(-1, 1, (2, n))
    return _two_classes(points[:, :half], points[:, half:])


def moon(n: int = 100, *, rng: np.random.Generator) -> Data:
    """Two arms that wind round each other; class 1 is class 0 turned by half a circle.

    Point i of an arm stands at the angle t = 4i/h, in radians, and at the radius t plus
    noise from N(1, 0.25) (a *variance*), h = n/2; the arms are shifted by ±0.5 along the
    first axis.
    """
    half, rng = _halves(n), _check.generator(rng)
    angle = np.tile(4 * np.arange(half) / half, 2)
    side = np.repeat([1.0, -1.0], half)
    radius = angle + rng.normal(1, 0.5, n)
    points = side * radius * np.stack([np.cos(angle), np.sin(angle)])
    points[0] += 0.5 * side
    return _two_classes(points[:, :half], points[:, half:])


def square(n: int = 100, *, rng: np.random.Generator) -> Data:
    """XOR: coordinates of size U(0.5, 5); class 1 where the two signs differ."""
    half, rng = _halves(n), _check.generator(rng)
    size = rng.uniform(0.5, 5, (2, n))
    sign = rng.choice([-1.0, 1.0], n)
    points = size * np.stack([sign, np.where(np.arange(n) < half, sign, -sign)])
    return _two_classes(points[:, :half], points[:, half:])


def gaussian(n: int = 100, *, rng: np.random.Generator) -> Data:
    """Two clouds of variance 1 on each axis, around (−2, −2) (class 0) and (2, 2) (class 1)."""
    half, rng = _halves(n), _check.generator(rng)
    points = rng.standard_normal((2, n)) + np.repeat([-2.0, 2.0], half)
    return _two_classes(points[:, :half], points[:, half:])


PLANE: dict[str, Callable[..., Data]] = {
    "circle": circle,
    "moon": moon,
    "square": square,
    "gaussian": gaussian,
}


def plane(name: str, n: int = 100, *, rng: np.random.Generator) -> Data:
    """One of the four data sets in the plane, by name.

    >>> plane("ring", rng=np.random.default_rng(0))
    Traceback (most recent call last):
    ValueError: dataset: got 'ring', allowed: 'circle', 'moon', 'square', 'gaussian'
    """
    return PLANE[_check.one_of("dataset", name, PLANE)](n, rng=rng)


def one_hot(labels: Array, classes: int = 10) -> Array:
    """Columns of an identity matrix: shape (classes, m).

    >>> one_hot(np.array([1, 0]), classes=3).tolist()
    [[0.0, 1.0], [1.0, 0.0], [0.0, 0.0]]
    """
    classes = _check.integer("classes", classes, at_least=1, at_most=100_000)
    labels = np.asarray(labels)
    if labels.dtype.kind not in "iu":
        msg = f"labels: got {labels.dtype}, allowed: integers from 0 to {classes - 1}"
        raise ValueError(msg)
    if labels.size and not 0 <= labels.min() <= labels.max() < classes:
        msg = f"labels: got {labels.min()} to {labels.max()}, allowed: 0 to {classes - 1}"
        raise ValueError(msg)
    return np.eye(classes)[:, labels]


def digits() -> Data:
    """The UCI handwritten digits: 1,797 images of 8×8 pixels, x in [0, 1] (pixels / 16).

    Shapes: x (64, 1797), y (10, 1797) one-hot. Source: Alpaydin & Kaynak 1998, "Optical
    Recognition of Handwritten Digits", UCI Machine Learning Repository, CC BY 4.0.

    >>> x, y = digits()
    >>> x.shape, y.sum(axis=1).astype(int).tolist()
    ((64, 1797), [178, 182, 177, 183, 181, 182, 181, 179, 174, 180])
    """
    with (files("initdocs") / "data" / "digits.npz").open("rb") as file, np.load(file) as stored:
        images, labels = stored["images"], stored["labels"]
    return Data(images.reshape(len(images), -1).T / 16, one_hot(labels))


def letters() -> tuple[Array, str]:
    """The first two chapters of Alice in Wonderland as tokens: one a character, and the alphabet.

    Capitals are made small, and all white space between words is one space. Shape: (n,), integers
    that index the alphabet. Source: Lewis Carroll 1865, in the public domain.

    >>> tokens, alphabet = letters()
    >>> "".join(alphabet[token] for token in tokens[31:79])
    'alice was beginning to get very tired of sitting'
    >>> len(tokens), len(alphabet)
    (22191, 41)
    """
    text = (files("initdocs") / "data" / "alice.txt").read_text("utf-8")
    text = " ".join(text.lower().split())
    kinds, tokens = np.unique(np.frombuffer(text.encode(), np.uint8), return_inverse=True)
    return tokens.astype(np.int64), kinds.tobytes().decode()


def excerpts(
    tokens: Array, *, length: int, count: int, rng: np.random.Generator
) -> tuple[Array, Array]:
    """Pieces of a text from anywhere in it, and for each token the one that comes next.

    Shapes: `tokens` (n,); x and y (length, count), an example a column, y one token later than x.
    Errors: a `ValueError` for a length of the text or more.

    >>> x, y = excerpts(np.arange(9), length=4, count=2, rng=np.random.default_rng(0))
    >>> bool((y == x + 1).all()), x.shape
    (True, (4, 2))
    """
    rng = _check.generator(rng)
    length = _check.integer("length", length, at_least=1, at_most=len(tokens) - 1)
    count = _check.integer("count", count, at_least=1)
    starts = rng.integers(0, len(tokens) - length, count)
    at = np.arange(length)[:, None] + starts
    return tokens[at], tokens[at + 1]


_IDX_TYPES = {
    0x08: ">u1", 0x09: ">i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8",
}  # fmt: skip


def read_idx(source: str | Path | bytes) -> Array:
    """An array from a file in MNIST's IDX format, gzipped or not, or from its bytes.

    Errors: a `ValueError` that says what is wrong with the header or the length.

    >>> read_idx(bytes([0, 0, 8, 1, 0, 0, 0, 3, 7, 8, 9])).tolist()
    [7, 8, 9]
    """
    if not isinstance(source, bytes | str | Path):
        msg = f"source: got {source!r}, allowed: a path, or a file's content as bytes"
        raise ValueError(msg)  # noqa: TRY004 - as for every other argument
    content = source if isinstance(source, bytes) else Path(source).read_bytes()
    if content[:2] == b"\x1f\x8b":
        try:
            content = gzip.decompress(content)
        except (EOFError, OSError) as error:
            msg = f"IDX data: the gzip stream is damaged or cut short ({error})"
            raise ValueError(msg) from error
    if len(content) < 4 or content[:2] != b"\0\0" or content[2] not in _IDX_TYPES:
        header = content[:4].hex(" ") or "no bytes"
        msg = f"IDX data: got a header of {header}, allowed: 00 00 TYPE AXES"
        raise ValueError(msg)
    dtype, axes = np.dtype(_IDX_TYPES[content[2]]), content[3]
    start = 4 + 4 * axes
    if len(content) < start:
        msg = f"IDX data: got {len(content)} bytes, allowed: a header of {start} for {axes} axes"
        raise ValueError(msg)
    shape = tuple(np.frombuffer(content, ">u4", axes, 4).tolist())
    expected = math.prod(shape) * dtype.itemsize
    if len(content) - start != expected:
        msg = (
            f"IDX data: got {len(content) - start} bytes of values, "
            f"allowed: {expected} for the shape {shape}"
        )
        raise ValueError(msg)
    return (
        np.frombuffer(content, dtype, offset=start).reshape(shape).astype(dtype.newbyteorder("="))
    )


def mnist(
    images: str | Path | bytes, labels: str | Path | bytes, *, limit: int | None = None
) -> Data:
    """MNIST from the reader's own two IDX files: x (784, m) in [0, 1], y (10, m) one-hot.

    `limit` takes at most that many examples, the first ones.

    Errors: a `ValueError` where the files are not images and labels that belong together.
    """
    return _images(read_idx(images), read_idx(labels), limit)


def mnist_pair(contents: Mapping[str, bytes], *, limit: int | None = None) -> Data:
    """MNIST from the contents of its two files by their names, in any order.

    Which file is which is told by what it holds: images have three axes, labels one.

    Errors: a `ValueError` that names the file and what is wrong with it.
    """
    images: dict[str, Array] = {}
    labels: dict[str, Array] = {}
    for name, content in contents.items():
        try:
            array = read_idx(content)
        except ValueError as error:
            msg = f"{name}: {error}"
            raise ValueError(msg) from error
        if array.ndim not in (1, 3):
            msg = f"{name}: got an array of {array.ndim} axes, allowed: 3 for images, 1 for labels"
            raise ValueError(msg)
        (images if array.ndim == 3 else labels)[name] = array
    for kind, found in (("images", images), ("labels", labels)):
        if len(found) != 1:
            got = " and ".join(found) or "none"
            msg = f"{kind}: got {got}, allowed: one file of images and one of labels, together"
            raise ValueError(msg)
    (pixels,), (numbers,) = images.values(), labels.values()
    return _images(pixels, numbers, limit)


def _images(pixels: Array, numbers: Array, limit: int | None) -> Data:
    if pixels.ndim != 3 or pixels.dtype != np.uint8 or not pixels.size:
        msg = (
            f"images: got {pixels.dtype} of shape {pixels.shape}, allowed: uint8 (m, rows, columns)"
        )
        raise ValueError(msg)
    if numbers.ndim != 1 or numbers.dtype != np.uint8:
        msg = f"labels: got {numbers.dtype} of shape {numbers.shape}, allowed: uint8 (m,)"
        raise ValueError(msg)
    if len(pixels) != len(numbers):
        msg = f"labels: got {len(numbers)}, allowed: one for each of {len(pixels)} images"
        raise ValueError(msg)
    if limit is not None:
        limit = _check.integer("limit", limit, at_least=1)
        pixels, numbers = pixels[:limit], numbers[:limit]
    return Data(pixels.reshape(len(pixels), -1).T / 255, one_hot(numbers))
