"""The phase diagram: q* and χ₁ over a grid of variances, from one table."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from initdocs import _check
from initdocs.activations import Activation
from initdocs.propagation.quadrature import Array, Phi, activation, gaussian_mean


class PhaseDiagram(NamedTuple):
    """q* and χ₁ over a grid of variances: 0 or infinity where the signal dies or explodes."""

    q_star: Array
    chi_1: Array


# The variances between which a phase diagram is tabulated, and how many it has. Between two
# of them log E[φ²] and log E[φ′²] are taken to be straight in log q: a part in a thousand.
LEAST, MOST, ENTRIES = 1e-6, 1e6, 361


@lru_cache(maxsize=16)
def _table(of: Activation) -> tuple[Array, Array, Array]:
    q = np.geomspace(LEAST, MOST, ENTRIES)
    values = np.array([gaussian_mean(lambda u: of.phi(u) ** 2, of, each) for each in q])
    slopes = np.array([gaussian_mean(lambda u: of.d_phi(u) ** 2, of, each) for each in q])
    return q, values, slopes


def phase_diagram(phi: Phi, sigma_w2: ArrayLike, sigma_b2: ArrayLike) -> PhaseDiagram:
    """q*, reached from 1, and χ₁ there, for all pairs: shapes (len(sigma_b2), len(sigma_w2)).

    What `fixed_point` and `chi_1` give one by one, from one table of E[φ²] and E[φ′²] over q:
    V(q) − q is looked up for all pairs at once, and its first change of sign is the root.
    Within a part in a thousand of theirs (Poole 2016, eq. 3; Schoenholz 2017, eq. 5).

    >>> diagram = phase_diagram("tanh", [1.5, 2.0], [0.05])
    >>> diagram.chi_1.round(3).tolist()
    [[0.939, 1.048]]
    """
    weights = _check.numbers("sigma_w2", sigma_w2, at_least=0)
    biases = _check.numbers("sigma_b2", sigma_b2, at_least=0)
    for name, values in (("sigma_w2", weights), ("sigma_b2", biases)):
        if values.ndim != 1:
            msg = f"{name}: got {values!r}, allowed: a list of finite variances, at least 0"
            raise ValueError(msg)
    q, second, slope = _table(activation(phi))
    log_q, middle = np.log(q), ENTRIES // 2
    stars = np.empty((len(biases), len(weights)))
    for row, bias in enumerate(biases):
        drift = (weights[:, None] * second + bias) / q - 1
        stars[row] = [_crossing(each, log_q, middle) for each in drift]
    chi = np.exp(np.interp(np.log(np.clip(stars, LEAST, MOST)), log_q, np.log(slope)))
    return PhaseDiagram(stars, weights * chi)


def _crossing(drift: Array, log_q: Array, start: int) -> float:
    """The first q on the way from `start` where the relative drift (V(q) − q)/q changes sign."""
    if abs(drift[start]) <= 1e-9:
        return float(np.exp(log_q[start]))
    up = drift[start] > 0
    way = drift[start:] if up else drift[start::-1]
    passed = np.flatnonzero(way <= 0 if up else way >= 0)
    if not len(passed):
        return np.inf if up else 0.0
    after = start + passed[0] * (1 if up else -1)
    before = after - (1 if up else -1)
    share = drift[before] / (drift[before] - drift[after])
    return float(np.exp(log_q[before] + share * (log_q[after] - log_q[before])))
