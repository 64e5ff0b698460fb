"""The mean-field theory of wide networks: how variance, correlation and gradients propagate.

Each function is one equation. Throughout, q is the variance of a pre-activation,
u = √q z with z ~ N(0, 1); σ_w² is the variance of a weight times its fan-in, σ_b² that of a
bias. An activation is a name, a row of `initdocs.activations`, or any callable in NumPy.

Sources: Poole et al. 2016, "Exponential expressivity in deep neural networks through
transient chaos"; Schoenholz et al. 2017, "Deep information propagation"; Pennington et al.
2017, "Resurrecting the sigmoid"; Hanin and Nica 2020, "Products of many large random
matrices and gradients in deep neural networks"; Yang and Hu 2021, "Tensor Programs V".
"""

# It imports `network` and what that stands on.

from initdocs.propagation.adaptive import Gains, Mean, three_gains
from initdocs.propagation.correlation import (
    correlation_fixed_point,
    correlation_map,
    hermite_coefficients,
)
from initdocs.propagation.depth import correlation_depth, gradient_depth
from initdocs.propagation.finite import LogNorm, relu_fourth_moment, relu_log_norm, residual_growth
from initdocs.propagation.gains import gain_centred, gain_critical, gain_second_moment
from initdocs.propagation.jacobian import jacobian_moments, jacobian_singular_values
from initdocs.propagation.phase import PhaseDiagram, phase_diagram
from initdocs.propagation.quadrature import (
    REACH,
    Phi,
    activation,
    expectation,
    expectation_error,
    second_moment,
)
from initdocs.propagation.variance import chi_1, critical_point, fixed_point, variance_map
from initdocs.propagation.width import MuP, mup

# as one reads it: the page of the API keeps this order
__all__ = [  # noqa: RUF022
    "REACH", "Phi", "activation", "expectation", "expectation_error", "second_moment",
    "variance_map", "fixed_point", "chi_1", "critical_point",
    "PhaseDiagram", "phase_diagram",
    "gain_second_moment", "gain_centred", "gain_critical",
    "Gains", "Mean", "three_gains",
    "hermite_coefficients", "correlation_map", "correlation_fixed_point",
    "gradient_depth", "correlation_depth",
    "LogNorm", "relu_log_norm", "relu_fourth_moment", "residual_growth",
    "jacobian_moments", "jacobian_singular_values",
    "MuP", "mup",
]  # fmt: skip
