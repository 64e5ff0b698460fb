"""The mean-field theory of wide networks: how variance, correlation and gradients propagate.

Each function is one equation. Throughout, q is the variance of a pre-activation,
u = √q z with z ~ N(0, 1); σ_w² is the variance of a weight times its fan-in, σ_b² that of a
bias. An activation is a name, a row of `initdocs.activations`, or any callable in NumPy.

Sources: Poole et al. 2016, "Exponential expressivity in deep neural networks through
transient chaos"; Schoenholz et al. 2017, "Deep information propagation"; Pennington et al.
2017, "Resurrecting the sigmoid"; Hanin and Nica 2020, "Products of many large random
matrices and gradients in deep neural networks"; Yang and Hu 2021, "Tensor Programs V".
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from initdocs import _check
from initdocs.activations import Activation, get
from initdocs.network import Network

Array = NDArray[Any]
Phi = str | Activation | Callable[[Array], Array]

# The Gaussian weight beyond 9.5 standard deviations is 2e-21. Panels of Gauss–Legendre
# nodes meet at 0 and at every kink, where piecewise functions would cost digits.
REACH, PANELS, NODES = 9.5, 16, 20
# Powers of the correlation that are kept; what is left over goes to the next two.
DEGREE = 240
# Central differences: their error, about step² and 1e-16 / step, is balanced here.
STEP = 6e-6


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
    probe = np.asarray(phi(np.array([-1.0, 0.5])))
    if probe.shape != (2,):
        msg = f"phi: got a function from shape (2,) to {probe.shape}, allowed: one that keeps it"
        raise ValueError(msg)

    def d_phi(z: Array) -> Array:
        return np.asarray((phi(z + STEP) - phi(z - STEP)) / (2 * STEP))

    return Activation(getattr(phi, "__name__", "custom"), phi, d_phi)


@lru_cache(maxsize=256)
def _rule(edges: tuple[float, ...], panels: int) -> tuple[Array, Array]:
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
    z, w = _rule(tuple(sorted({0.0, *map(float, kinks)})), panels)
    return float(w @ f(z))


def expectation_error(f: Callable[[Array], Array], *, kinks: Sequence[float] = ()) -> float:
    """How far `expectation` moves when it is given half as many panels.

    >>> expectation_error(lambda z: np.tanh(3 * z) ** 2) < 1e-9
    True
    """
    return abs(expectation(f, kinks=kinks) - expectation(f, kinks=kinks, panels=PANELS // 2))


def _mean(f: Callable[[Array], Array], of: Activation, q: float) -> float:
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
    return _mean(lambda u: of.phi(u) ** 2, of, q)


def variance_map(phi: Phi, q: float, sigma_w2: float, sigma_b2: float = 0.0) -> float:
    """The variance one layer on: V(q) = σ_w² E[φ(√q z)²] + σ_b² (Poole 2016, eq. 3).

    >>> round(variance_map("relu", 1.0, sigma_w2=2.0), 12)
    1.0
    """
    _check.number("sigma_w2", sigma_w2, at_least=0)
    _check.number("sigma_b2", sigma_b2, at_least=0)
    return sigma_w2 * second_moment(phi, q) + sigma_b2


def fixed_point(phi: Phi, sigma_w2: float, sigma_b2: float = 0.0, *, start: float = 1.0) -> float:
    """q*, the variance that layer after layer tends to from `start`: V(q*) = q*.

    0 where the signal dies out, infinity where it grows without end; `start` itself where
    every q is a fixed point, as for ReLU with σ_w² = 2. V is taken to be increasing, so the
    first fixed point on the way up or down is the one that is reached.

    >>> round(fixed_point("tanh", 1.761, 0.05), 3)
    0.57
    >>> fixed_point("relu", 2.1), fixed_point("relu", 1.9)
    (inf, 0.0)
    """
    low = high = _check.number("start", start, above=0)

    def drift(q: float) -> float:
        return variance_map(phi, q, sigma_w2, sigma_b2) - q

    first = drift(start)
    if abs(first) <= 1e-12 * start:
        return start
    factor = 2.0 if first > 0 else 0.5
    while drift(high) * first > 0:
        low, high = high, high * factor
        if not 1e-12 < high < 1e12:
            return np.inf if factor > 1 else 0.0
    return float(np.exp(_root(lambda log_q: drift(np.exp(log_q)), np.log(low), np.log(high))))


def _root(f: Callable[[float], float], a: float, b: float) -> float:
    """A root of f between a and b, where its signs differ: false position, Illinois variant."""
    at_a, at_b = f(a), f(b)
    for _ in range(100):
        if at_b == 0 or abs(b - a) <= 1e-15 * max(1.0, abs(b)):
            break
        c = b - at_b * (b - a) / (at_b - at_a)
        at_c = f(c)
        if at_c * at_b < 0:
            a, at_a = b, at_b
        else:
            at_a /= 2  # the end that stays put would hold the next point back
        b, at_b = c, at_c
    return b


def chi_1(phi: Phi, q: float, sigma_w2: float) -> float:
    """χ₁ = σ_w² E[φ′(√q z)²], a gradient's growth in variance a layer (Schoenholz 2017, eq. 5).

    Below 1 gradients vanish and inputs become alike (order); above 1 they explode and inputs
    part (chaos).

    >>> round(chi_1("relu", 1.0, sigma_w2=2.0), 12)
    1.0
    """
    of = activation(phi)
    _check.number("sigma_w2", sigma_w2, at_least=0)
    return sigma_w2 * _mean(lambda u: of.d_phi(u) ** 2, of, q)


def critical_point(phi: Phi, q: float) -> tuple[float, float]:
    """(σ_w², σ_b²) at which χ₁ = 1 and q is the fixed point: the critical line, led by q.

    From χ₁ = 1, σ_w² = 1 / E[φ′²]; from V(q) = q, σ_b² = q − σ_w² E[φ²]. A negative σ_b² says
    that no network has this q at the edge of chaos.

    >>> [round(x, 3) for x in critical_point("tanh", 0.57)]
    [1.761, 0.05]
    """
    sigma_w2 = 1 / chi_1(phi, q, 1.0)
    return sigma_w2, q - sigma_w2 * second_moment(phi, q)


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
    values = np.array([_mean(lambda u: of.phi(u) ** 2, of, each) for each in q])
    slopes = np.array([_mean(lambda u: of.d_phi(u) ** 2, of, each) for each in q])
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
    weights = np.asarray(sigma_w2, dtype=np.float64)
    biases = np.asarray(sigma_b2, dtype=np.float64)
    for name, values in (("sigma_w2", weights), ("sigma_b2", biases)):
        if values.ndim != 1 or not (np.isfinite(values) & (values >= 0)).all():
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
    return float(1 / np.sqrt(second_moment(of) - _mean(of.phi, of, 1.0) ** 2))


def gain_critical(phi: Phi, q: float = 1.0) -> float:
    """1/√E[φ′(√q z)²]: the factor with which χ₁ = 1, so gradients keep their size, at q.

    >>> round(gain_critical("tanh"), 4)
    1.4674
    """
    return float(1 / np.sqrt(chi_1(phi, q, 1.0)))


@lru_cache(maxsize=8)
def _hermite(edges: tuple[float, ...], degree: int) -> tuple[Array, Array]:
    """Nodes z, and the normalized Hermite polynomials there times the weights, a row each."""
    z, w = _rule(edges, 2 * PANELS)
    rows = np.empty((degree + 1, len(z)))
    before, now = np.zeros_like(z), np.ones_like(z)
    for k in range(degree + 1):
        rows[k] = now
        before, now = now, (z * now - np.sqrt(k) * before) / np.sqrt(k + 1)
    return z, rows * w


def hermite_coefficients(phi: Phi, q: float = 1.0, degree: int = DEGREE) -> Array:
    """a_k = E[φ(√q z) h_k(z)], h_k the normalized Hermite polynomials: shape (degree + 1,).

    The sum of all a_k² is E[φ²]; with correlation c between two inputs, E[φ(u₁)φ(u₂)] is
    Σ a_k² cᵏ (Mehler's formula).

    >>> abs(hermite_coefficients("identity", degree=2)).round(12).tolist()
    [0.0, 1.0, 0.0]
    """
    of = activation(phi)
    degree = _check.integer("degree", degree, at_least=1)
    scale = np.sqrt(_check.number("q", q, above=0))
    z, rows = _hermite(tuple(sorted({0.0, *(kink / scale for kink in of.kinks)})), degree)
    return np.asarray(rows @ of.phi(scale * z))


class _Correlations:
    """The powers of the correlation map and of its slope, at one q."""

    def __init__(self, phi: Phi, q: float, sigma_w2: float, sigma_b2: float) -> None:
        squares = hermite_coefficients(phi, q) ** 2
        rest = max(second_moment(phi, q) - squares.sum(), 0.0)
        odd, even = squares[-20::2].sum(), squares[-19::2].sum()
        share = even / (even + odd) if even + odd > 0 else 0.5
        # the last power kept is even: so are the even ones of the remainder, two further on
        self.powers = sigma_w2 * np.append(squares, [(1 - share) * rest, share * rest])
        self.powers[0] += sigma_b2
        self.total = self.powers.sum()

    def value(self, c: ArrayLike) -> Array:
        powers = np.asarray(c)[..., None] ** np.arange(len(self.powers))
        return np.asarray(powers @ self.powers / self.total)

    def slope(self, c: float) -> float:
        k = np.arange(1, len(self.powers))
        return float(c ** (k - 1) @ (k * self.powers[1:]) / self.total)


def correlation_map(
    phi: Phi, c: ArrayLike, q: float, sigma_w2: float, sigma_b2: float = 0.0
) -> Array:
    """The correlation one layer on of two inputs whose variances are q (Poole 2016, eq. 6).

    C(c) = (σ_w² E[φ(u₁)φ(u₂)] + σ_b²) / V(q), for c of any shape in [−1, 1]. The power series
    is cut at degree 240; its remainder is put on the next two, so C(1) = 1 exactly.

    >>> float(correlation_map("relu", 0.0, 1.0, 2.0).round(6))
    0.31831
    """
    c = np.asarray(c, dtype=np.float64)
    if not np.all(np.abs(c) <= 1):
        msg = f"c: got {c!r}, allowed: correlations from -1 to 1"
        raise ValueError(msg)
    return _Correlations(phi, q, sigma_w2, sigma_b2).value(c)


def correlation_fixed_point(phi: Phi, sigma_w2: float, sigma_b2: float = 0.0) -> float:
    """c*, the correlation that two different inputs tend to, at q* (Poole 2016, section 3).

    1 in the ordered phase (χ₁ ≤ 1), less in the chaotic one. Errors: a `ValueError` where q*
    is 0 or infinite.

    >>> correlation_fixed_point("tanh", 1.5, 0.05)
    1.0
    """
    q = _finite_fixed_point(phi, sigma_w2, sigma_b2)
    if chi_1(phi, q, sigma_w2) <= 1:
        return 1.0
    step = _Correlations(phi, q, sigma_w2, sigma_b2)
    low, high = 0.0, 1 - 1e-9
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if step.value(middle) > middle else (low, middle)
    return (low + high) / 2


def _finite_fixed_point(phi: Phi, sigma_w2: float, sigma_b2: float) -> float:
    q = fixed_point(phi, sigma_w2, sigma_b2)
    if not 0 < q < np.inf:
        msg = (
            f"sigma_w2, sigma_b2: got {sigma_w2}, {sigma_b2}, where q* is {q}; allowed: a finite q*"
        )
        raise ValueError(msg)
    return q


def gradient_depth(phi: Phi, sigma_w2: float, sigma_b2: float = 0.0) -> float:
    """ξ_∇ = 1/|ln χ₁| layers: over so many a gradient's variance changes by a factor e.

    Schoenholz 2017, section 4. Infinite at the edge of chaos.

    >>> round(gradient_depth("tanh", 2.0, 0.05), 1)
    21.5
    """
    rate = np.log(chi_1(phi, _finite_fixed_point(phi, sigma_w2, sigma_b2), sigma_w2))
    return float(np.inf if rate == 0 else 1 / abs(rate))


def correlation_depth(phi: Phi, sigma_w2: float, sigma_b2: float = 0.0) -> float:
    """ξ_c = −1/ln χ_{c*} layers: over so many the distance from c* falls by a factor e.

    χ_{c*} = σ_w² E[φ′(u₁)φ′(u₂)] is the slope of the correlation map at c* (Schoenholz 2017,
    eq. 9). It equals χ₁, and ξ_c equals ξ_∇, only where c* = 1.

    >>> round(correlation_depth("tanh", 2.0, 0.05), 1)
    25.2
    """
    q = _finite_fixed_point(phi, sigma_w2, sigma_b2)
    c = correlation_fixed_point(phi, sigma_w2, sigma_b2)
    step = _Correlations(phi, q, sigma_w2, sigma_b2)
    slope = chi_1(phi, q, sigma_w2) if c == 1 else step.slope(c)
    return float(np.inf if slope >= 1 else -1 / np.log(slope))


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
    beta = float(np.sum([1 / _check.integer("widths", n, at_least=1) for n in widths]))
    return LogNorm(-2.5 * beta, 5 * beta, float(np.exp(-2.5 * beta)))


def relu_fourth_moment(widths: Sequence[int]) -> float:
    """E‖x_L‖⁴ / (E‖x_L‖²)² = ∏ (1 + 5/n_l) for ReLU with He's weights, exactly (Hanin 2018).

    >>> relu_fourth_moment([5, 5])
    4.0
    """
    return float(np.prod([1 + 5 / _check.integer("widths", n, at_least=1) for n in widths]))


def residual_growth(alphas: ArrayLike) -> float:
    """∏ (1 + α_l²): the growth in variance of x ← x + α_l f_l(x), if f ends in a linear layer.

    The branch must keep the variance and have zero mean, as one that ends in a linear layer
    of variance 1/fan_in has (Yang and Schoenholz 2017). `alphas` has one entry a block.

    >>> round(residual_growth(np.full(100, 0.1)), 3)
    2.705
    """
    return float(np.prod(1 + np.asarray(alphas, dtype=np.float64) ** 2))


def jacobian_moments(
    phi: Phi, q: float, sigma_w2: float, depth: int, *, orthogonal: bool
) -> tuple[float, float]:
    """Mean and variance of the squared singular values of the input-output Jacobian.

    Mean χ₁ᴸ, variance χ₁²ᴸ L (μ₂/μ₁² − 1 − s₁), with μ_k = E[φ′(√q z)²ᵏ], s₁ = 0 for
    orthogonal and −1 for Gaussian weights (Pennington 2017, eqs. 15 and 16).

    >>> mean, variance = jacobian_moments("identity", 1.0, 1.0, 100, orthogonal=False)
    >>> round(mean, 9), round(variance, 9)
    (1.0, 100.0)
    """
    of = activation(phi)
    depth = _check.integer("depth", depth, at_least=1)
    first = _mean(lambda u: of.d_phi(u) ** 2, of, q)
    second = _mean(lambda u: of.d_phi(u) ** 4, of, q)
    mean = float((sigma_w2 * first) ** depth)
    spread = second / first**2 - 1 + (0 if orthogonal else 1)
    return mean, mean**2 * depth * max(spread, 0.0)


def jacobian_singular_values(network: Network, x: Array) -> Array:
    """The singular values of ∂z^[L]/∂x at one input, shape (k, min(n_0, n_L)), largest first.

    `x` has shape (n_0, 1).

    >>> net = Network([2, 2], output="linear")
    >>> net.weights[0][...] = np.diag([3.0, 2.0])
    >>> jacobian_singular_values(net, np.ones((2, 1))).round(12).tolist()
    [[3.0, 2.0]]
    """
    trace = network.forward(x)
    product = network.weights[0]
    layers = zip(network.weights[1:], network.hidden, trace.z[1:-1], strict=True)
    for weights, of, z in layers:
        product = weights @ (of.d_phi(np.asarray(z)) * product)
    return np.linalg.svd(product, compute_uv=False)


class MuP(NamedTuple):
    """A layer's scaling: the variance of its weights and the factor of its learning rate."""

    variance: float
    learning_rate: float


def mup(layer: str, fan_in: int, fan_out: int, optimizer: str) -> MuP:
    """μP for one layer: `layer` is input, hidden or output, `optimizer` sgd or adam.

    Variance 1/fan_in, for the output 1/fan_in²; the learning rate's factor is fan_out, 1,
    1/fan_in for SGD and 1, 1/fan_in, 1/fan_in for Adam (Yang and Hu 2021, table 3). All are
    proportional: the constants are found at one width and kept at the others.

    >>> mup("hidden", 256, 256, "adam")
    MuP(variance=0.00390625, learning_rate=0.00390625)
    """
    layer = _check.one_of("layer", layer, ("input", "hidden", "output"))
    optimizer = _check.one_of("optimizer", optimizer, ("sgd", "adam"))
    n = _check.integer("fan_in", fan_in, at_least=1)
    m = _check.integer("fan_out", fan_out, at_least=1)
    variance = 1 / n**2 if layer == "output" else 1 / n
    rates = {
        "sgd": {"input": float(m), "hidden": 1.0, "output": 1 / n},
        "adam": {"input": 1.0, "hidden": 1 / n, "output": 1 / n},
    }
    return MuP(variance, rates[optimizer][layer])
