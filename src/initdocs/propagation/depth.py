"""Over how many layers gradients and correlations change: two depth scales."""

import numpy as np

from initdocs.propagation.correlation import Correlations, correlation_fixed_point
from initdocs.propagation.quadrature import Phi
from initdocs.propagation.variance import chi_1, finite_fixed_point

# χ₁ is known to the rounding of its quadrature: nearer to 1 than this it is 1.
ROUNDING = 1e-12


def gradient_depth(phi: Phi, sigma_w2: float, sigma_b2: float = 0.0) -> float:
    """ξ_∇ = 1/|ln χ₁| layers: over so many a gradient's variance changes by a factor e.

    Schoenholz 2017, section 4. Infinite at the edge of chaos.

    >>> round(gradient_depth("tanh", 2.0, 0.05), 1)
    21.5
    """
    rate = np.log(chi_1(phi, finite_fixed_point(phi, sigma_w2, sigma_b2), sigma_w2))
    return float(np.inf if abs(rate) <= ROUNDING else 1 / abs(rate))


def correlation_depth(phi: Phi, sigma_w2: float, sigma_b2: float = 0.0) -> float:
    """ξ_c = −1/ln χ_{c*} layers: over so many the distance from c* falls by a factor e.

    χ_{c*} = σ_w² E[φ′(u₁)φ′(u₂)] is the slope of the correlation map at c* (Schoenholz
    2017). It equals χ₁, and ξ_c equals ξ_∇, only where c* = 1.

    >>> round(correlation_depth("tanh", 2.0, 0.05), 1)
    25.2
    """
    q = finite_fixed_point(phi, sigma_w2, sigma_b2)
    c = correlation_fixed_point(phi, sigma_w2, sigma_b2)
    step = Correlations(phi, q, sigma_w2, sigma_b2)
    slope = chi_1(phi, q, sigma_w2) if c == 1 else step.slope(c)
    return float(np.inf if slope >= 1 - ROUNDING else -1 / np.log(slope))
