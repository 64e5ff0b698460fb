"""Which law a tensor was drawn from: families by likelihood, with a guard against none of them.

The largest likelihood wins where it leads by `MARGIN`; where it does not, every family that is as
near is kept, and nothing is guessed. Laplace's law takes part so that what is none of the three
is not taken for the nearest. What has a structure is told by it, see `structures`.
"""

from dataclasses import dataclass
from math import erf, log, pi, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from initdocs.activations import erfc

Array = NDArray[Any]

#: fewer values tell too little of a law
FEWEST = 40
#: a family this many nats better than another is e⁹ ≈ 8,000 times as likely
MARGIN = 9.0
#: Kolmogorov–Smirnov's D√n, reached by a true law with the probability 1e-5
GUARD = 2.47
#: at most so many values are compared with a law; they are taken by a stride
SAMPLE = 20_000
#: the probability that a sound draw is outside a tolerance: 4.5 standard errors, or e^−11.5
SIGMAS, NATS = 4.5, 11.5
_CHUNK = 1 << 20
NO_LAW = "no law that initializers draw from"


@dataclass(frozen=True)
class Moments:
    """What is counted over all values of a tensor, whatever its size; `std` is about the mean."""

    count: int
    finite: int
    zeros: int
    mean: float
    mean_square: float
    least: float
    most: float

    @property
    def std(self) -> float:
        """The *standard deviation* about the mean."""
        # a product overflows to infinity, where a power would raise
        return sqrt(max(self.mean_square - self.mean * self.mean, 0.0))


def moments(values: Array) -> Moments:
    """Counts, mean, mean square and range, in pieces: no copy of the whole in float64."""
    flat = values.reshape(-1)
    finite = zeros = 0
    total = squares = 0.0
    least, most = np.inf, -np.inf
    for start in range(0, flat.size, _CHUNK):
        part = flat[start : start + _CHUNK].astype(np.float64)
        part = part[np.isfinite(part)]
        finite += part.size
        if part.size:
            zeros += part.size - int(np.count_nonzero(part))
            total += float(part.sum())
            with np.errstate(over="ignore"):
                squares += float(part @ part)
            least, most = min(least, float(part.min())), max(most, float(part.max()))
    n = max(finite, 1)
    return Moments(flat.size, finite, zeros, total / n, squares / n, least, most)


def sample(values: Array, most: int = SAMPLE) -> Array:
    """At most `most` values by a stride, in float64.

    Drawing with replacement would repeat values, and a true law would be rejected for that. The
    stride is odd and prime to the last axis, so that it does not walk down one column.
    """
    flat = values.reshape(-1)
    stride = -(-flat.size // most)
    while stride > 1 and any(np.gcd(stride, n) > 1 for n in values.shape if n > 1):
        stride += 1
    return flat[::stride].astype(np.float64)


@dataclass(frozen=True)
class Fit:
    """The families that values may come from, and how wide they are about `center`.

    `std` is the *standard deviation* about the center and `bound` the largest distance from it.
    `families` has one name where the values decide, more where they do not, and none where no
    family fits; `why` says what stands in the way.
    """

    families: tuple[str, ...]
    center: float = 0.0
    std: float = 0.0
    bound: float = 0.0
    count: int = 0
    why: str = ""

    @property
    def family(self) -> str:
        """The family, empty where it is open or where there is none."""
        return self.families[0] if len(self.families) == 1 and not self.why else ""


def fit(values: Array) -> Fit:
    """The family of independent draws: normal, uniform, truncated at two deviations, or none.

    >>> rng = np.random.default_rng(0)
    >>> fit(rng.uniform(-1, 1, 400)).family, fit(rng.laplace(size=1000)).families
    ('uniform', ())
    """
    x = sample(values)
    whole = moments(values)
    n = whole.finite
    if n < FEWEST or x.size < FEWEST:
        return Fit((), whole.mean, whole.std, 0.0, n, f"{n} values: fewer than {FEWEST}")
    if whole.least == whole.most:
        return Fit((), whole.mean, 0.0, 0.0, n, "one value beside zeros")
    if not np.isfinite(whole.mean_square):
        return Fit((), whole.mean, np.inf, whole.most, n, NO_LAW)
    # a mean that noise explains is 0, as every law but the shifted ones has it
    shifted = abs(whole.mean) > 5 * whole.std / sqrt(n)
    middle = (whole.least + whole.most) / 2
    likelihoods: dict[str, float] = {}
    distances: dict[str, float] = {}
    for name in ("normal", "uniform", "truncated_normal", "laplace"):
        center = 0.0 if not shifted else whole.mean if name in ("normal", "laplace") else middle
        at = x - center
        likelihoods[name], cumulative = _LAWS[name](at)
        distances[name] = _distance(at, cumulative)
    best = max(likelihoods.values())
    near = [name for name, value in likelihoods.items() if value > best - MARGIN]
    fitting = tuple(name for name in near if name != "laplace" and distances[name] < GUARD)
    center = 0.0 if not shifted else whole.mean if "normal" in fitting else middle
    std = sqrt(max(whole.mean_square - 2 * center * whole.mean + center * center, 0.0))
    bound = max(whole.most - center, center - whole.least)
    why = ""
    if not fitting:
        why = NO_LAW
    elif likelihoods["laplace"] == best:
        why = f"{n} values do not tell {title(fitting[0])} from no law"
    elif len(fitting) > 1:
        why = f"{n} values do not tell {' from '.join(map(title, fitting))}"
    return Fit(fitting, center, std, bound, n, why)


def title(family: str) -> str:
    """A family as one reads it."""
    return family.replace("truncated_normal", "truncated normal").replace("_", "-")


def _normal(x: Array) -> tuple[float, Array]:
    s = max(float(np.sqrt(np.mean(x * x))), 1e-300)
    return -x.size * (log(s * sqrt(2 * pi)) + 0.5), erfc(-np.sort(x) / s / sqrt(2)) / 2


def _uniform(x: Array) -> tuple[float, Array]:
    bound = max(float(np.abs(x).max()), 1e-300)
    return -x.size * log(2 * bound), (np.sort(x) / bound + 1) / 2


def _truncated(x: Array) -> tuple[float, Array]:
    # the likelihood falls with s from the root mean square on, and 2s reaches the largest value
    s = max(float(np.sqrt(np.mean(x * x))), float(np.abs(x).max()) / 2, 1e-300)
    inside = erf(sqrt(2))
    likelihood = -x.size * log(s * sqrt(2 * pi) * inside) - float(x @ x) / (2 * s * s)
    return likelihood, (erfc(-np.sort(x) / s / sqrt(2)) / 2 - (1 - inside) / 2) / inside


def _laplace(x: Array) -> tuple[float, Array]:
    b = max(float(np.abs(x).mean()), 1e-300)
    at = np.sort(x) / b
    half = np.exp(-np.abs(at)) / 2
    return -x.size * (log(2 * b) + 1), np.where(at < 0, half, 1 - half)


_LAWS = {
    "normal": _normal, "uniform": _uniform, "truncated_normal": _truncated, "laplace": _laplace,
}  # fmt: skip


def _distance(x: Array, cumulative: Array) -> float:
    """Kolmogorov and Smirnov's D√n: the largest distance between two distribution functions."""
    n = x.size
    steps = np.arange(n + 1) / n
    return float(max((steps[1:] - cumulative).max(), (cumulative - steps[:-1]).max()) * sqrt(n))


def size(family: str, found: Fit) -> float:
    """What a family is named by: a uniform law's bound, else the *standard deviation*."""
    return found.bound if family == "uniform" else found.std


def is_size(family: str, found: Fit, expected: float, *, rounding: float = 0.0) -> bool:
    """Whether a family of `expected` size gives what was found, but once in 100,000 draws.

    The largest of n uniform draws is sharper than any spread: it lies below the bound by more
    than 11.5/n once in e^11.5 draws. `rounding` is the resolution of the stored type.
    """
    if expected <= 0 or found.count == 0:
        return False
    ratio = size(family, found) / expected
    slack = 0.002 + rounding
    if family == "uniform":
        return 1 - NATS / found.count - rounding <= ratio <= 1 + slack
    # (E[x⁴]/E[x²]² − 1)/4 of the variance: 1/2 for the normal law, less when it is truncated
    spread = 1 / sqrt(2) if family == "normal" else 0.59
    return abs(ratio - 1) < SIGMAS * spread / sqrt(found.count) + slack
