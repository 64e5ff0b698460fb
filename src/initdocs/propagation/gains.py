"""Three gains, which are one number for ReLU and three for most other activations."""

import numpy as np

from initdocs.propagation.quadrature import Phi, activation, gaussian_mean, second_moment
from initdocs.propagation.variance import chi_1


def gain_second_moment(phi: Phi) -> float:
    """1/√E[φ(z)²]: the standard deviation factor that keeps E[a²] = 1 (He's idea, for any φ).

    >>> round(gain_second_moment("tanh"), 4)
    1.5925
    """
    return float(1 / np.sqrt(second_moment(phi)))


def gain_centred(phi: Phi) -> float:
    """1/√Var φ(z): the factor that keeps the variance about the mean.

    >>> round(gain_centred("relu"), 4)
    1.7129
    """
    of = activation(phi)
    return float(1 / np.sqrt(second_moment(of) - gaussian_mean(of.phi, of, 1.0) ** 2))


def gain_critical(phi: Phi, q: float = 1.0) -> float:
    """1/√E[φ′(√q z)²]: the factor with which χ₁ = 1, so gradients keep their size, at q.

    >>> round(gain_critical("tanh"), 4)
    1.4674
    """
    slope = chi_1(phi, q, 1.0)
    if not 0 < slope < np.inf:
        msg = f"phi: got a function whose E[φ′²] at q = {q} is {slope}, allowed: one with a slope"
        raise ValueError(msg)
    return float(1 / np.sqrt(slope))
