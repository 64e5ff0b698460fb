"""What finite width and finite depth do: the log-normal law, and residual growth."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from initdocs import _check


class LogNorm(NamedTuple):
    """Mean and variance of a logarithm, and the median of what it is the logarithm of."""

    mean: float
    variance: float
    median: float


def relu_log_norm(widths: Sequence[int]) -> LogNorm:
    """The law of ln ‖x_L‖²/‖x_0‖² in a ReLU network with He's weights: about N(−5β/2, 5β).

    β = Σ 1/n_l. The squared norms are means over units; `widths` are the hidden layers'. The
    mean of the ratio is exactly 1, its median e^(−5β/2). Source: Hanin and Nica 2020, theorem 1.

    >>> round(relu_log_norm([100] * 100).median, 3)
    0.082
    """
    beta = float(np.sum([1 / n for n in _check.integers("widths", widths, at_least=1)]))
    return LogNorm(-2.5 * beta, 5 * beta, float(np.exp(-2.5 * beta)))


def relu_fourth_moment(widths: Sequence[int]) -> float:
    """E‖x_L‖⁴ / (E‖x_L‖²)² = ∏ (1 + 5/n_l) for ReLU with He's weights, exactly (Hanin 2018).

    >>> relu_fourth_moment([5, 5])
    4.0
    """
    return float(np.prod([1 + 5 / n for n in _check.integers("widths", widths, at_least=1)]))


def residual_growth(alphas: ArrayLike) -> float:
    """∏ (1 + α_l²): the growth in variance of x ← x + α_l f_l(x), if f ends in a linear layer.

    The branch must keep the variance and have zero mean, as one that ends in a linear layer
    of variance 1/fan_in has (Yang and Schoenholz 2017). `alphas` has one entry a block.

    >>> round(residual_growth(np.full(100, 0.1)), 3)
    2.705
    """
    with np.errstate(over="ignore"):
        return float(np.prod(1 + _check.numbers("alphas", alphas) ** 2))
