"""Means over a normal variable of a function that nobody knows: each with its error, or none.

`quadrature` is for the activations of the table, whose kinks are known. Here panels are halved
until two rules agree, so kinks, oscillations and poles are found where they stand.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from initdocs.propagation.quadrature import REACH, STEP, Array, Phi, activation


def _lobatto(nodes: int) -> tuple[Array, Array]:
    """Nodes and weights on [−1, 1] with both ends among them: none may hide a kink beside it.

    The ends are moved inwards by less than matters, since a function may have a pole there.
    """
    top = np.polynomial.legendre.Legendre.basis(nodes - 1)
    x = np.concatenate([[-1], np.sort(top.deriv().roots().real), [1]])
    weights = 2 / (nodes * (nodes - 1) * top(x) ** 2)
    return x * (1 - 1e-13), weights


_X, _W = _lobatto(10)
#: how often a panel may be halved: the last ones are 1e-11 wide
LEVELS = 36
#: panels at a time: what turns more often than this cannot be followed
PANELS = 6_000
#: two rules that agree to this part of the whole are one
AGREES = 1e-14
#: moves where panels meet to where no kink is written down
SHIFT = 0.0137
#: a part of the whole that a convergent mean does not have in its last panels, or at its ends
LOST = 1e-4
#: where the last panels end, and where they begin: a heavy function has its mean far out
FAR, END = 13.0, 12.0


@dataclass(frozen=True)
class Mean:
    """E[f(z)] for z ~ N(0, 1), how far two rules differ, and if it has no finite value, why."""

    value: float
    error: float
    why: str = ""


def mean(f: Callable[[Array], Array]) -> Mean:
    """E[f(z)], z ~ N(0, 1), by panels that are halved until their halves agree with them.

    The error is ten times the sum of the differences that are left. Where the parts do not get
    smaller with their panels, or lie at the ends of what a normal variable reaches, there is no
    finite value, or none that can be told: then `why` says so and the value is infinite.

    >>> found = mean(lambda z: np.abs(z - 0.3))
    >>> found.error < 1e-12, mean(lambda z: 1 / (z - 0.3) ** 2).why
    (True, 'no finite value can be told: see x = 0.3')
    """
    return _settle(f, _edges())[0]


def _edges(shift: float = 0.0) -> Array:
    """Where panels meet at first: at multiples of 1/2, where kinks are written down, or beside."""
    return np.array([-FAR, -END, *(np.linspace(-6, 6, 25) + shift), END, FAR])


def _settle(
    f: Callable[[Array], Array], edges: Array, agrees: float = AGREES
) -> tuple[Mean, Array]:
    """`mean` from panels that meet at `edges`, and where they meet in the end."""
    met = [edges]
    a, b = edges[:-1], edges[1:]
    whole = _panels(f, a, b)
    value = error = mass = outer = 0.0
    for level in range(LEVELS):
        middle = (a + b) / 2
        left, right = _panels(f, a, middle), _panels(f, middle, b)
        halves = left + right
        if not np.isfinite(halves).all():
            return _none(f"see x = {_near(middle[~np.isfinite(halves)])}"), edges
        apart, size = np.abs(halves - whole), mass + np.abs(halves).sum()
        done = apart <= agrees * size
        if level == LEVELS - 1:
            if np.abs(halves).sum() > LOST * size:
                return _none(f"see x = {_near(middle[[np.abs(halves).argmax()]])}"), edges
            done[:] = True
        value, error = value + halves[done].sum(), error + apart[done].sum()
        mass += np.abs(halves[done]).sum()
        outer += np.abs(halves[done & (np.abs(middle) > END)]).sum()
        if done.all():
            break
        if 2 * (~done).sum() > PANELS:
            return _none("it turns too often to be followed"), edges
        whole = np.concatenate([left[~done], right[~done]])
        a, b, middle = a[~done], b[~done], middle[~done]
        met.append(middle)
        a, b = np.concatenate([a, middle]), np.concatenate([middle, b])
    if outer > LOST * mass:
        return _none(f"it would be carried by values beyond {END:g} standard deviations"), edges
    # two rules may miss a jump alike, by some times of what they differ elsewhere
    return Mean(float(value), float(10 * error + outer + 1e-13 * mass)), np.unique(
        np.concatenate(met)
    )


def _none(why: str) -> Mean:
    return Mean(np.inf, np.inf, f"no finite value can be told: {why}")


def _panels(f: Callable[[Array], Array], a: Array, b: Array) -> Array:
    """∫ f(z) N(z) dz from each `a` to its `b`; what f is beyond all draws does not matter."""
    half = (b - a)[:, None] / 2
    z = (a + b)[:, None] / 2 + half * _X
    with np.errstate(all="ignore"):
        density = np.exp(-z * z / 2) / np.sqrt(2 * np.pi)
        y = half * _W * density * f(z)
        return np.asarray(np.where((np.abs(z) > REACH) & ~np.isfinite(y), 0, y).sum(axis=1))


def _near(places: Array) -> str:
    """The place that is nearest to 0, in three digits."""
    place = places[np.abs(places).argmin()]
    return "0" if abs(place) < 1e-6 else f"{place:.3g}"


@dataclass(frozen=True)
class Gains:
    """The three gains of an activation and V′(1), each with its error; why one is not there."""

    second: Mean
    centred: Mean
    critical: Mean
    slope: Mean
    homogeneous: bool


def three_gains(phi: Phi) -> Gains:
    """1/√E[φ²], 1/√Var φ, 1/√E[φ′²] and V′(1), for z ~ N(0, 1), with their errors.

    V(q) = g²E[φ(√q z)²] with the first of them has the slope g²E[φ²(z² − 1)]/2 at 1 (Stein).
    A derivative that is not known is taken by central differences of two steps; where they
    disagree, as at a jump or a vertical tangent, E[φ′²] is not finite. `homogeneous` says whether
    φ(cz) = cφ(z) for every c > 0: then V is a straight line, and every variance is kept.

    >>> found = three_gains("relu")
    >>> round(found.centred.value, 4), found.homogeneous
    (1.7129, True)
    >>> three_gains(np.sign).critical.why
    'E[φ′²]: no finite value can be told: φ jumps, or is too steep, somewhere'
    """
    of = activation(phi)
    square = mean(lambda z: of.phi(z) ** 2)
    first = mean(of.phi)
    curved = mean(lambda z: of.phi(z) ** 2 * (z * z - 1) / 2)
    variance = square
    if not (square.why or first.why):
        apart = square.error + 2 * abs(first.value) * first.error
        variance = Mean(square.value - first.value**2, apart)
    slope = Mean(np.nan, np.inf, square.why or curved.why or "E[φ²] is 0")
    if not (square.why or curved.why) and square.value > 0:
        steep = curved.value / square.value
        slope = Mean(steep, (curved.error + abs(steep) * square.error) / square.value)
    return Gains(
        _gain("E[φ²]", square),
        _gain("Var φ", variance),
        _gain("E[φ′²]", _steepness(of.phi)),
        slope,
        _homogeneous(of.phi),
    )


def _steepness(phi: Callable[[Array], Array]) -> Mean:
    """E[φ′²] by central differences of two steps, and how far they are apart."""

    def by(step: float, shift: float) -> Mean:
        def square(z: Array) -> Array:
            return np.asarray(((phi(z + step) - phi(z - step)) / (2 * step)) ** 2)

        # panels are small where φ asks for it; a difference is known to about 1e-16 / step
        return _settle(square, _settle(phi, _edges(shift))[1], agrees=1e-10)[0]

    # panels of the second meet elsewhere: it sees a jump at a place where those of the first meet
    wide, fine = by(STEP, 0.0), by(STEP / 16, SHIFT)
    if fine.why or wide.why:
        return fine if fine.why else wide
    apart = abs(fine.value - wide.value)
    if apart > LOST * max(wide.value, 1e-300):
        return _none("φ jumps, or is too steep, somewhere")
    # the wide step has the smaller rounding error; its error at a kink goes with the step, or with
    # its root
    return Mean(wide.value, wide.error + 2 * apart)


def _gain(of: str, found: Mean) -> Mean:
    """1/√ of a mean, or why it is not there."""
    if found.why:
        return Mean(np.nan, np.inf, f"{of}: {found.why}")
    if not found.value > max(1e-290, found.error):
        return Mean(np.nan, np.inf, f"{of} is 0")
    gain = found.value**-0.5
    return Mean(float(gain), float(gain * found.error / found.value / 2))


def _homogeneous(phi: Callable[[Array], Array]) -> bool:
    z = np.linspace(-3, 3, 61)
    return all(
        np.allclose(phi(c * z), c * phi(z), rtol=1e-12, atol=1e-12 * np.abs(phi(z)).max())
        for c in (0.37, 1.9)
    )
