"""Means over a normal variable: E[f(z)], z ~ N(0, 1), by quadrature."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from initdocs import _check
from initdocs.activations import Activation, get

Array = NDArray[Any]
Phi = str | Activation | Callable[[Array], Array]

# The Gaussian weight beyond 9.5 standard deviations is 2e-21. Panels of Gauss–Legendre
# nodes meet at 0 and at every kink, where piecewise functions would cost digits.
REACH, PANELS, NODES = 9.5, 16, 20
# Central differences: their error, about step² and 1e-16 / step, is balanced here.
STEP = 6e-6
MOST_PANELS = 4096


def checked_values(argument: str, f: Callable[[Array], Array], z: Array) -> Array:
    """f(z), in float64; a `ValueError` where it is no array of real numbers like z."""
    try:
        values = np.asarray(f(z))
    except (TypeError, ValueError, AttributeError, IndexError) as error:
        msg = f"{argument}: got a function that fails on an array ({error}), allowed: one in NumPy"
        raise ValueError(msg) from error
    if values.shape != z.shape:
        msg = (
            f"{argument}: got a function from shape {z.shape} to {values.shape}, "
            "allowed: one that keeps it"
        )
        raise ValueError(msg)
    if values.dtype.kind not in "biuf":
        msg = f"{argument}: got a function to {values.dtype}, allowed: one to real numbers"
        raise ValueError(msg)
    return values.astype(np.float64)


def activation(phi: Phi) -> Activation:
    """An activation with its derivative; that of a plain callable by central differences.

    Errors: a `ValueError` for an unknown name, or a callable that does not keep the shape.

    >>> float(activation(np.sin).d_phi(np.array([0.0]))[0].round(9))
    1.0
    """
    if isinstance(phi, str | Activation):
        return get(phi)
    if not callable(phi):
        msg = f"phi: got {phi!r}, allowed: the name of an activation, or a function of an array"
        raise ValueError(msg)  # noqa: TRY004 - as for every other argument
    probe = np.array([-1.0, 0.5])
    checked_values("phi", phi, probe)
    narrow = np.asarray(phi(probe)).dtype
    if narrow in (np.float16, np.float32):
        # the difference of two neighbours would be rounding
        msg = f"phi: got a function that computes in {narrow}, allowed: one in float64"
        raise ValueError(msg)

    def d_phi(z: Array) -> Array:
        wide = np.asarray(z, dtype=np.float64)
        above, below = (np.asarray(phi(wide + s), np.float64) for s in (STEP, -STEP))
        return (above - below) / (2 * STEP)

    return Activation(getattr(phi, "__name__", "custom"), phi, d_phi)


@lru_cache(maxsize=256)
def rule(edges: tuple[float, ...], panels: int) -> tuple[Array, Array]:
    """Nodes and weights for the standard normal density, with panels that meet at `edges`."""
    inner = [e for e in edges if -REACH < e < REACH]
    t = np.linspace(-1, 1, panels + 1)  # finer near 0, where a large q makes φ turn quickly
    cuts = np.unique(np.concatenate([REACH * np.sign(t) * t * t, inner]))
    x, w = np.polynomial.legendre.leggauss(NODES)
    half, middle = np.diff(cuts) / 2, (cuts[1:] + cuts[:-1]) / 2
    z = (middle[:, None] + half[:, None] * x).ravel()
    weights = (half[:, None] * w).ravel() * np.exp(-z * z / 2) / np.sqrt(2 * np.pi)
    for shared in (z, weights):
        shared.flags.writeable = False  # a φ that writes into its input must not reach the next one
    return z, weights


def expectation(
    f: Callable[[Array], Array], *, kinks: Sequence[float] = (), panels: int = PANELS
) -> float:
    """E[f(z)] for z ~ N(0, 1), by Gauss–Legendre panels that meet at 0 and at `kinks`.

    Its error is what `expectation_error` estimates: below 1e-13 for smooth f.

    >>> round(expectation(lambda z: z**4), 12)
    3.0
    """
    panels = _check.integer("panels", panels, at_least=1, at_most=MOST_PANELS)
    edges = np.atleast_1d(_check.numbers("kinks", kinks)).ravel().tolist()
    z, w = rule(tuple(sorted({0.0, *edges})), panels)
    return float(w @ checked_values("f", _check.function("f", f), z))


def expectation_error(f: Callable[[Array], Array], *, kinks: Sequence[float] = ()) -> float:
    """How far `expectation` moves when it is given half as many panels.

    >>> expectation_error(lambda z: np.tanh(3 * z) ** 2) < 1e-9
    True
    """
    return abs(expectation(f, kinks=kinks) - expectation(f, kinks=kinks, panels=PANELS // 2))


def gaussian_mean(f: Callable[[Array], Array], of: Activation, q: float) -> float:
    """E[f(√q z)], the panels meeting where the activation has its kinks."""
    scale = np.sqrt(_check.number("q", q, at_least=0))
    kinks = [kink / scale for kink in of.kinks] if scale > 0 else ()
    return expectation(lambda z: f(scale * z), kinks=kinks)


def second_moment(phi: Phi, q: float = 1.0) -> float:
    """E[φ(√q z)²], the second moment of an activation whose input has variance q.

    >>> round(second_moment("relu", 2.0), 12)
    1.0
    """
    of = activation(phi)
    return gaussian_mean(lambda u: of.phi(u) ** 2, of, q)
