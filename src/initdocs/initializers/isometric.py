"""Starts that keep every length where an orthogonal matrix does not: kernels, and ReLU's twins."""

from math import prod

import numpy as np
from numpy.typing import DTypeLike

from initdocs import _check
from initdocs.initializers.laws import Array, Shape, checked_shape
from initdocs.initializers.structured import orthogonal

#: which side of a layer holds twins, and the signs of its blocks
MIRRORED = {
    "both": ((1, -1), (-1, 1)),
    "outputs": ((1,), (-1,)),
    "inputs": ((1, -1),),
}


def delta_orthogonal(
    shape: Shape,
    *,
    gain: float = 1.0,
    rng: np.random.Generator,
    dtype: DTypeLike = np.float64,
) -> Array:
    """A convolution that is an orthogonal matrix in the middle of its window, 0 elsewhere.

    Equation: Σ over the channels of out² = gain² · Σ of in², at every pixel, if c_in ≤ c_out.
    Shape: (c_out, c_in, *kernel) with c_in ≤ c_out and an odd window. The *variance* over all
    entries is gain² / (c_out ∏ kernel).
    Source: Xiao et al. 2018, algorithm 2.

    >>> w = delta_orthogonal((4, 3, 3, 3), rng=np.random.default_rng(0))
    >>> bool(np.allclose(w[:, :, 1, 1].T @ w[:, :, 1, 1], np.eye(3)))
    True
    """
    shape = _checked_kernel(shape)
    if not all(k % 2 for k in shape[2:]):
        msg = f"shape: got {shape!r}, allowed: a window of odd lengths, which has a middle"
        raise ValueError(msg)
    kernel = np.zeros((*shape[:2], prod(shape[2:])))
    # with all lengths odd, the middle of the window is the middle of the flattened one
    kernel[:, :, kernel.shape[2] // 2] = orthogonal(shape[:2], gain=gain, rng=rng)
    return kernel.reshape(shape).astype(_check.floating("dtype", dtype))


def convolutional_orthogonal(
    shape: Shape,
    *,
    gain: float = 1.0,
    rng: np.random.Generator,
    dtype: DTypeLike = np.float64,
) -> Array:
    """A convolution that uses its whole window and keeps the length of every image on a ring.

    Equation: an orthonormal matrix, then for each axis and each step along it the kernel
    (P, 1 − P) of a random projection P. Every factor keeps Σ over channels and pixels of the
    squares, so the product does, times gain²; exactly so with circular padding, and up to the
    border with zeros.
    Shape: (c_out, c_in, *kernel) with c_in ≤ c_out. The *variance* over all entries is
    gain² / (c_out ∏ kernel).
    Source: Xiao et al. 2018, algorithm 1.

    >>> w = convolutional_orthogonal((4, 3, 3), rng=np.random.default_rng(0))
    >>> bool(np.allclose(np.einsum("oik,ojk->ij", w, w), np.eye(3)))
    True
    """
    shape = _checked_kernel(shape)
    outputs = shape[0]
    kernel = orthogonal(shape[:2], gain=gain, rng=rng).reshape(*shape[:2], *[1] * len(shape[2:]))
    for axis, length in enumerate(shape[2:], start=2):
        for _ in range(length - 1):
            half = orthogonal((outputs, max(outputs // 2, 1)), rng=rng)
            here = np.tensordot(half @ half.T, kernel, 1)
            wide = [(0, 0)] * kernel.ndim
            wide[axis] = (0, 1)
            later = np.roll(np.pad(kernel - here, wide), 1, axis)
            kernel = np.pad(here, wide) + later
    return kernel.astype(_check.floating("dtype", dtype))


def looks_linear(
    shape: Shape,
    *,
    mirrored: str = "both",
    gain: float = 1.0,
    rng: np.random.Generator,
    dtype: DTypeLike = np.float64,
) -> Array:
    """Mirrored weights: a network of ReLUs that is, at the start, a product of orthogonal maps.

    Equation: [[Q, −Q], [−Q, Q]]. Each unit of the first half has a twin in the second, which
    holds −z: φ(z) − φ(−z) = z for ReLU, and for every φ(z) = z s(z) with s(z) + s(−z) = 1 (GELU,
    SiLU), so that the next layer sees z itself. `mirrored` says which side has twins: "both" in
    the middle of a network, "outputs" ([Q; −Q]) in its first layer, "inputs" ([Q, −Q]) in its
    last. Q is `gain` times orthogonal; for a convolution it is delta-orthogonal.
    Shape: (n_out, n_in) or (c_out, c_in, *kernel), even on each side that has twins. The
    *variance* of an entry is gain² over the larger side of Q, times the window.
    Source: Balduzzi et al. 2017, the looks-linear initialization; Burkholz and Dubatovka 2019.

    >>> rng, x = np.random.default_rng(0), np.array([3.0, -4.0])
    >>> a = np.maximum(looks_linear((4, 2), mirrored="outputs", rng=rng) @ x, 0)
    >>> a = np.maximum(looks_linear((4, 4), rng=rng) @ a, 0)
    >>> float(np.linalg.norm(looks_linear((2, 4), mirrored="inputs", rng=rng) @ a).round(12))
    5.0
    """
    signs = MIRRORED[_check.one_of("mirrored", mirrored, MIRRORED)]
    shape = checked_shape(shape, least_axes=2)
    parts = (len(signs), len(signs[0]))
    for side, (size, count) in enumerate(zip(shape[:2], parts, strict=True)):
        if size % count:
            told = ("outputs", "inputs")[side]
            msg = f"shape: got {shape!r}, allowed: an even number of {told}, half of them twins"
            raise ValueError(msg)
    half = (shape[0] // parts[0], shape[1] // parts[1], *shape[2:])
    q = (delta_orthogonal if shape[2:] else orthogonal)(half, gain=gain, rng=rng)
    rows = [np.concatenate([sign * q for sign in row], axis=1) for row in signs]
    return np.concatenate(rows, axis=0).astype(_check.floating("dtype", dtype))


def _checked_kernel(shape: Shape) -> tuple[int, ...]:
    """The shape of a kernel with at most as many inputs as outputs."""
    shape = checked_shape(shape, least_axes=3)
    if shape[1] > shape[0]:
        msg = f"shape: got {shape!r}, allowed: at most as many inputs as outputs"
        raise ValueError(msg)
    return shape
