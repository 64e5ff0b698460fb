# %% [markdown]
# # Pennington et al. 2017: a hundred layers, one shape
#
# Orthogonal tanh networks near a small fixed point keep all singular values of the input-output Jacobian near 1 at any depth; Gaussian ones, and ReLU with independent or orthogonal weights, do not.
#
# The paper ([@pennington2017]) gives the mean and the variance of the squared singular values in closed form, equations 15 and 16.
# The mean is $\chi_1^L$; the variance grows with depth unless the weights are orthogonal and the activation is nearly linear.
#
# ## Here
#
# Networks of 200 units and 100 layers, on the critical line at $q^* = 1/64$, five seeds.
# A few seconds on one core.

# %% id="setup" verdict="reproduced" time="15 s"
import numpy as np
import matplotlib.pyplot as plt

from initdocs.comparison import comparison
from initdocs.initializers import lecun_normal, orthogonal
from initdocs.network import Network
from initdocs.propagation import (
    critical_point,
    jacobian_moments,
    jacobian_singular_values,
)

WIDTH, DEPTH, SEEDS = 200, 100, range(5)


def spectrum(draw, activation, sigma_w2, sigma_b2, q, seed):
    """The singular values of one network's Jacobian at an input of mean square q."""
    rng = np.random.default_rng(seed)
    net = Network([WIDTH] * (DEPTH + 1), hidden=activation, output="linear")
    for w, b in zip(net.weights, net.biases, strict=True):
        w[0] = np.sqrt(sigma_w2) * draw((WIDTH, WIDTH), rng=rng)
        b[0] = rng.normal(0, np.sqrt(sigma_b2), (WIDTH, 1))
    x = rng.standard_normal((WIDTH, 1))
    x *= np.sqrt(q * WIDTH / (x**2).sum())
    return jacobian_singular_values(net, x)[0]


# %% [markdown]
# ## The point on the critical line
#
# The paper's example, $(\sigma_w, \sigma_b) = (1.05, 2.01 \cdot 10^{-5})$ for the two *variances*, is quoted here from memory, so it is checked first.

# %% id="critical"
q = 1 / 64
sigma_w2, sigma_b2 = critical_point("tanh", q)
print(
    f"q* = 1/64: variance of the weights {sigma_w2:.4f} / n, of the biases {sigma_b2:.2e}"
)
low, high = 1e-4, 1.0
for _ in range(60):
    middle = np.sqrt(low * high)
    low, high = (
        (middle, high) if critical_point("tanh", middle)[0] < 1.05 else (low, middle)
    )
quoted = critical_point("tanh", low)
print(f"on the line at 1.05: q* = {low:.4f}, variance of the biases {quoted[1]:.2e}")

# %% [markdown]
# ## Three spectra

# %% id="spectra"
cases = {
    "orthogonal, tanh": (orthogonal, "tanh", sigma_w2, sigma_b2, q),
    "Gaussian, tanh": (lecun_normal, "tanh", sigma_w2, sigma_b2, q),
    "orthogonal, ReLU": (orthogonal, "relu", 2.0, 0.0, 1.0),
}
found = {
    name: np.array([spectrum(*case, seed) for seed in SEEDS])
    for name, case in cases.items()
}
for name, values in found.items():
    small = (values < 1e-3).mean(axis=1)
    print(
        f"{name:16}: largest {values[:, 0].mean():6.2f} ± {values[:, 0].std():5.2f}, "
        f"below 1e-3 {100 * small.mean():4.0f} % ± {100 * small.std():.0f}"
    )
condition = found["orthogonal, tanh"][:, 0] / found["orthogonal, tanh"][:, -1]
print(
    f"condition number, orthogonal tanh: {condition.mean():.0f} ± {condition.std():.0f}"
)

# %% id="spectra-holds" holds=true
small = {name: (values < 1e-3).mean(axis=1) for name, values in found.items()}
assert small["orthogonal, tanh"].max() == 0, "Orthogonal tanh loses no direction."
assert found["orthogonal, tanh"][:, 0].max() < 2, (
    "Its largest singular value is below 2."
)
assert min(small["Gaussian, tanh"].min(), small["orthogonal, ReLU"].min()) > 0.75, (
    "The two others lose more than three quarters of them."
)

# %% id="figure"
fig, axes = plt.subplots()
share = np.linspace(0, 1, WIDTH)
for name, values in found.items():
    logs = np.log10(np.maximum(values, 1e-12))
    middle, spread = logs.mean(axis=0), logs.std(axis=0)
    line = axes.plot(share, 10**middle, label=name)[0]
    axes.fill_between(
        share,
        10 ** (middle - spread),
        10 ** (middle + spread),
        alpha=0.25,
        color=line.get_color(),
        linewidth=0,
    )
axes.set(
    xlabel="direction, in order",
    ylabel="singular value",
    yscale="log",
    ylim=(1e-8, 1e2),
)
axes.legend()
plt.show()

# %% [markdown]
# ## The paper and here
#
# The closed forms of the paper beside the networks.

# %% id="table"
rows = []
for name, (_, activation, w2, _, start) in cases.items():
    mean, variance = jacobian_moments(
        activation, start, w2, DEPTH, orthogonal=name.startswith("orth")
    )
    squares = found[name] ** 2
    rows += [
        (f"{name}: mean", mean, float(squares.mean()), "five networks of finite width"),
        (
            f"{name}: variance",
            variance,
            float(squares.var(axis=1).mean()),
            "heavy tails: a few singular values carry it"
            if variance > 1
            else "q moves along the layers",
        ),
    ]
print(comparison(rows))

# %% [markdown]
# ## Questions
#
# ??? question "Why does ReLU not become better with orthogonal weights?"
#     In each layer it sets half of the directions to zero, whatever the weights.
#     What is left is doubled: the mean of the squares is kept, and after a hundred layers hardly any direction carries it.
#
# ??? question "Why is the fixed point chosen so small?"
#     There tanh is nearly linear, so its derivative is nearly the same for all units, and the variance per layer, $\mu_2/\mu_1^2 - 1$, is nearly 0.
#
# ??? question "What does a larger $q^*$ do to the spread at depth 100?"
#     It grows in proportion to $q^*$ at first.
#     Try it below.

# %% id="try-it"
for start in (1 / 256, 1 / 64, 1 / 16, 1 / 4):
    w2, _ = critical_point("tanh", start)
    print(
        f"q* = {start:.4f}: variance of the squared singular values "
        f"{jacobian_moments('tanh', start, w2, DEPTH, orthogonal=True)[1]:.3f}"
    )
