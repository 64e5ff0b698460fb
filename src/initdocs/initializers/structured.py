"""Matrices with a structure: orthogonal, identity, Dirac kernels, sparse."""

from math import prod

import numpy as np
from numpy.typing import DTypeLike

from initdocs import _check
from initdocs.initializers.laws import Array, Shape, checked_shape, normal


def orthogonal(
    shape: Shape,
    *,
    gain: float = 1.0,
    rng: np.random.Generator,
    dtype: DTypeLike = np.float64,
) -> Array:
    """A uniformly drawn matrix with orthonormal rows or columns, times `gain`.

    Equation: W Wᵀ = gain² I if n_out ≤ fan_in, else Wᵀ W = gain² I, W flattened to
    (n_out, fan_in). The *variance* of one entry is gain² / max(n_out, fan_in).
    Source: Saxe et al. 2013, section 3; the sign fix makes the draw uniform (Mezzadri 2007).

    >>> w = orthogonal((2, 5), rng=np.random.default_rng(0))
    >>> bool(np.allclose(w @ w.T, np.eye(2)))
    True
    """
    gain = _check.number("gain", gain)
    shape = checked_shape(shape, least_axes=2)
    rows, columns = shape[0], prod(shape[1:])
    draws = _check.generator(rng).standard_normal((max(rows, columns), min(rows, columns)))
    q = orthonormal(draws)
    matrix = q if rows >= columns else q.T
    return (gain * matrix).reshape(shape).astype(_check.floating("dtype", dtype))


def orthonormal(draws: Array) -> Array:
    """Matrices with orthonormal columns, uniform where `draws` are standard normal.

    Equation: the Q of draws = Q R with a positive diagonal of R. Shape: (…, m, n) with m ≥ n, any
    number of matrices at once. The *variance* of one entry is 1 / m.
    Source: Mezzadri 2007, section 5.

    >>> q = orthonormal(np.random.default_rng(0).standard_normal((3, 4, 2)))
    >>> bool(np.allclose(q.mT @ q, np.eye(2)))
    True
    """
    q, r = np.linalg.qr(draws)
    # QR fixes only the product; R's diagonal made positive is what makes Q uniform
    q *= np.where(np.diagonal(r, axis1=-2, axis2=-1) < 0, -1.0, 1.0)[..., None, :]
    matrices: Array = q
    return matrices


def identity(
    shape: Shape,
    *,
    gain: float = 1.0,
    rng: np.random.Generator | None = None,
    dtype: DTypeLike = np.float64,
) -> Array:
    """`gain` on the diagonal, 0 elsewhere; `rng` is accepted and not used.

    Shape: (n_out, n_in); if they differ, the first min(n_out, n_in) inputs pass.
    Source: Le, Jaitly and Hinton 2015, for recurrent ReLU networks.

    >>> identity((2, 3)).tolist()
    [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]
    """
    del rng
    gain = _check.number("gain", gain)
    shape = checked_shape(shape)
    if len(shape) != 2:
        msg = f"shape: got {shape!r}, allowed: (n_out, n_in)"
        raise ValueError(msg)
    return (gain * np.eye(*shape)).astype(_check.floating("dtype", dtype))


def dirac(
    shape: Shape,
    *,
    groups: int = 1,
    rng: np.random.Generator | None = None,
    dtype: DTypeLike = np.float64,
) -> Array:
    """A convolution that passes its first channels on: a 1 in the middle of the window.

    In each group, output channel i copies input channel i as far as there are both. With a
    window of even length the middle is the entry after it. `rng` is accepted and not used.
    Shape: (c_out, c_in / groups, *kernel), at least one axis of the kernel.
    Source: Zagoruyko and Komodakis 2017, Dirac parameterization.

    >>> dirac((2, 2, 3))[0].tolist()
    [[0.0, 1.0, 0.0], [0.0, 0.0, 0.0]]
    """
    del rng
    shape = checked_shape(shape, least_axes=3)
    groups = _check.integer("groups", groups, at_least=1)
    if shape[0] % groups:
        msg = f"groups: got {groups}, allowed: a divisor of the {shape[0]} outputs"
        raise ValueError(msg)
    kernel = np.zeros(shape, _check.floating("dtype", dtype))
    middle = tuple(k // 2 for k in shape[2:])
    per_group = shape[0] // groups
    for first in range(0, shape[0], per_group):
        for i in range(min(per_group, shape[1])):
            kernel[(first + i, i, *middle)] = 1
    return kernel


def sparse(
    shape: Shape,
    *,
    nonzero: int = 15,
    std: float = 1.0,
    rng: np.random.Generator,
    dtype: DTypeLike = np.float64,
) -> Array:
    """Each unit listens to `nonzero` of its inputs, chosen at random, with N(0, std²) weights.

    So the variance of a unit does not depend on n_in: it is nonzero · std² · E[a²].
    Shape: (n_out, n_in). `nonzero` is cut to n_in; `std` is a standard deviation.
    Source: Martens 2010, section 5.

    >>> w = sparse((3, 100), rng=np.random.default_rng(0))
    >>> (w != 0).sum(axis=1).tolist()
    [15, 15, 15]
    """
    nonzero = _check.integer("nonzero", nonzero, at_least=1)
    shape = checked_shape(shape)
    if len(shape) != 2:
        msg = f"shape: got {shape!r}, allowed: (n_out, n_in)"
        raise ValueError(msg)
    weights = normal(shape, std=std, rng=rng)
    rank = _check.generator(rng).permuted(np.broadcast_to(np.arange(shape[1]), shape), axis=1)
    return np.where(rank < nonzero, weights, 0.0).astype(_check.floating("dtype", dtype))
