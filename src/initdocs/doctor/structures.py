"""Tensors that have a structure instead of a law of independent entries."""

import numpy as np

from initdocs.doctor.laws import Array, Moments
from initdocs.doctor.layouts import CONVOLUTIONS, Place, matrix

#: rows that the test of orthogonality looks at
ROWS = 64


def structure(array: Array, at: Place, of: Moments) -> tuple[str, float]:
    """The structure and its size: a constant's value, a gain; an empty name where there is none.

    Structures: zeros, constant, identity, dirac, forget_bias, orthogonal, delta_orthogonal,
    convolutional_orthogonal, looks_linear.
    """
    if of.finite == 0:
        return "", 0.0
    if of.least == of.most:
        return ("zeros", 0.0) if of.most == 0 else ("constant", of.most)
    if at.role == "bias":
        return _forget(array)
    if array.ndim < 2 or of.finite < of.count or at.role in ("buffer", "embedding"):
        return "", 0.0
    return _matrix(array, at, of) or ("", 0.0)


def _matrix(array: Array, at: Place, of: Moments) -> tuple[str, float] | None:
    flat = matrix(array, at).astype(np.float64)
    if of.zeros > 0.3 * of.count and (found := _identity(array, at, flat)):
        return found
    tolerance = max(1e-4, 4 * resolution(array))
    if at.role in CONVOLUTIONS and array.ndim > 2 and (found := _kernel(array, at, of, tolerance)):
        return found
    return _mirrored(flat, tolerance) or _gates(flat, tolerance)


def _kernel(array: Array, at: Place, of: Moments, tolerance: float) -> tuple[str, float] | None:
    """A kernel that keeps every length: in the middle of its window alone, or in all of it."""
    kernel = np.transpose(array, at.order).astype(np.float64)
    middle = kernel[(slice(None), slice(None), *(k // 2 for k in kernel.shape[2:]))]
    if of.zeros > 0.3 * of.count and np.count_nonzero(middle) == of.count - of.zeros:
        gain = _orthogonal(middle, tolerance) or _orthogonal(middle.T, tolerance)
        return ("delta_orthogonal", gain) if gain else _mirrored(middle, tolerance)
    if _gates(kernel.reshape(len(kernel), -1), tolerance):
        return None
    gain = _orthogonal(np.moveaxis(kernel, 1, 0).reshape(kernel.shape[1], -1), tolerance)
    return ("convolutional_orthogonal", gain) if gain else None


def _gates(flat: Array, tolerance: float) -> tuple[str, float] | None:
    """Orthogonal as a whole, or in parts: packed gates have a matrix each."""
    for parts in (1, 2, 3, 4):
        for stacked in (flat, flat.T):
            if len(stacked) % parts == 0 and min(flat.shape) // parts > 1:
                gain = _orthogonal(stacked[: len(stacked) // parts], tolerance)
                if gain:
                    return "orthogonal", gain
    return None


def resolution(array: Array) -> float:
    """The relative distance of two neighbours in the type that the values were stored in.

    bfloat16 that was read into float32 is told by its empty lower half.
    """
    if array.dtype.kind != "f":
        return 0.0
    if array.dtype == np.float32 and array.size:
        bits = np.ascontiguousarray(array.reshape(-1)[:4096]).view(np.uint32)
        if not np.any(bits & 0xFFFF):
            return 2.0**-7
    return float(np.finfo(array.dtype).eps)


def _forget(array: Array) -> tuple[str, float]:
    """An LSTM's bias: one quarter constant, the others 0."""
    if array.ndim != 1 or array.size % 4 or array.size < 8:
        return "", 0.0
    gates = array.reshape(4, -1).astype(np.float64)
    opened = [i for i in range(4) if np.any(gates[i] != 0)]
    if len(opened) == 1 and np.ptp(gates[opened[0]]) == 0:
        return "forget_bias", float(gates[opened[0], 0])
    return "", 0.0


def _identity(array: Array, at: Place, flat: Array) -> tuple[str, float] | None:
    """A multiple of the identity, or a kernel that hands its channels on."""
    values = flat[flat != 0]
    if not values.size or np.ptp(values) != 0:
        return None
    if array.ndim == 2:
        same = np.array_equal(flat, values[0] * np.eye(*flat.shape))
        return ("identity", float(values[0])) if same else None
    kernel = np.transpose(array, at.order) if at.order else array
    middle = kernel[(slice(None), slice(None), *(k // 2 for k in kernel.shape[2:]))]
    rows = np.count_nonzero(middle, axis=1)
    whole = np.count_nonzero(middle) == values.size
    return ("dirac", float(values[0])) if whole and rows.max() <= 1 else None


def _orthogonal(flat: Array, tolerance: float) -> float:
    """The gain of a matrix whose rows are orthogonal and equally long, 0 where they are not."""
    rows = flat[:ROWS]
    if len(rows) < 2 or flat.shape[1] < min(len(flat), ROWS):
        return 0.0
    products = rows @ rows.T
    squares = np.diagonal(products)
    level = float(squares.mean())
    off = np.abs(products - level * np.eye(len(rows))).max()
    return float(np.sqrt(level)) if level > 0 and off < tolerance * level else 0.0


def _mirrored(flat: Array, tolerance: float) -> tuple[str, float] | None:
    """Twins of opposite sign along one side or both, orthogonal without them."""
    half = flat
    for side in (0, 1):
        if half.shape[side] % 2 == 0:
            first, second = np.split(half, 2, axis=side)
            half = first if np.array_equal(first, -second) else half
    if half.shape == flat.shape:
        return None
    gain = _orthogonal(half if half.shape[0] <= half.shape[1] else half.T, tolerance)
    return ("looks_linear", gain) if gain else None
