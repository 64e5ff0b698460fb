# %% [markdown]
# # Klambauer et al. 2017: the fixed point of SELU
#
# SELU, with its two constants and weights of variance 1/n, sends mean 0 and variance 1 to mean 0 and variance 1, and whatever starts nearby is drawn there.
#
# The paper ([@klambauer2017]) writes a layer as a map of two numbers, the mean $\mu$ and the variance $\nu$ of the activations.
# Its fixed point is $(0, 1)$; that it attracts is told by the map's Jacobian there, whose norm is below 1.
#
# ## Here
#
# The map by numerical integration, its Jacobian by differences, networks of 200 units, and a training of thirty layers.
# Five seeds.

# %% id="setup"
import numpy as np
import matplotlib.pyplot as plt

from initdocs import activations
from initdocs.colours import HE, INK, LECUN, STEPS
from initdocs.comparison import comparison, holds
from initdocs.datasets import digits
from initdocs.initializers import he_normal, lecun_normal
from initdocs.network import Network
from initdocs.training import SGD, train

selu = activations.get("selu").phi
grid = np.linspace(-10, 10, 40_001)
density = np.exp(-(grid**2) / 2) / np.sqrt(2 * np.pi) * (grid[1] - grid[0])


def moments(mu, nu, omega=0.0, tau=1.0):
    """Mean and variance of a layer's activations from those of the layer below.

    `omega` is the sum of a unit's weights and `tau` that of their squares.
    """
    a = selu(mu * omega + np.sqrt(nu * tau) * grid)
    mean = (a * density).sum()
    return mean, (a**2 * density).sum() - mean**2


# %% [markdown]
# ## The fixed point and its Jacobian
#
# With weights whose sum is $\omega = 0$ and whose squares sum to $\tau = 1$, as normalized weights have, the paper gives the Jacobian at $(0, 1)$ in numbers.

# %% id="jacobian"
mean, variance = moments(0.0, 1.0)
print(f"(0, 1) goes to ({abs(mean):.5f}, {variance:.5f})")

step = 1e-3
columns = []
for d_mu, d_nu in ((step, 0.0), (0.0, step)):
    up, down = moments(d_mu, 1 + d_nu), moments(-d_mu, 1 - d_nu)
    columns.append([(u - d) / (2 * step) for u, d in zip(up, down, strict=True)])
jacobian = np.array(columns).T + 0.0
norm = np.linalg.norm(jacobian, 2)
print("Jacobian:")
for row in jacobian:
    print("  " + "  ".join(f"{abs(entry):.5f}" for entry in row))
print(f"norm: {norm:.4f}")

# %% id="jacobian-holds" holds=true
assert abs(mean) < 1e-5 and abs(variance - 1) < 1e-5, "(0, 1) is a fixed point."
assert np.allclose(jacobian, [[0, 0.08883], [0, 0.78265]], atol=2e-4), (
    "Its Jacobian is the paper's."
)
assert abs(norm - 0.7877) < 1e-3, "The norm is below 1: it attracts."

# %% [markdown]
# ## Real networks are drawn there
#
# Inputs of other means and variances, sent through forty layers of 200 units.
# The dots are means over five networks, the bars their spread.


# %% id="networks"
def layers(mean, std, seed, depth=40, n=200):
    """The variance of the activations in each layer of one network, on fifty inputs."""
    rng = np.random.default_rng(seed)
    a = rng.normal(mean, std, (n, 50))
    found = []
    for _ in range(depth):
        a = selu(lecun_normal((n, n), rng=rng) @ a)
        found.append(a.var())
    return found


starts = {(0.0, 0.5): None, (0.0, 2.0): None, (0.5, 1.0): None}
for start in starts:
    starts[start] = np.array([layers(*start, seed) for seed in range(5)])
    last = starts[start][:, -1]
    print(
        f"mean {start[0]}, std {start[1]}: variance {last.mean():.3f} ± {last.std():.3f} after 40 layers"
    )

# %% id="networks-holds" holds=true
assert all(abs(found[:, -1].mean() - 1) < 0.2 for found in starts.values()), (
    "Networks go there from every start, as the mean of five within a fifth."
)

# %% id="variance-figure"
fig, axes = plt.subplots()
for ((mu, std), found), colour, marker in zip(
    starts.items(), STEPS[::2], "os^", strict=True
):
    axes.errorbar(
        np.arange(1, 41),
        found.mean(axis=0),
        found.std(axis=0),
        fmt=f"{marker}-",
        color=colour,
        markersize=2.5,
        linewidth=1,
        label=f"mean {mu:g}, std {std:g}",
    )
axes.axhline(1, color=INK, linestyle="--", linewidth=0.8)
axes.set(xlabel="layer", ylabel="variance of the activations", yscale="log")
axes.legend(title="inputs")
plt.show()

# %% [markdown]
# ## What it buys
#
# The paper trains deep dense networks on 121 small tasks, where those with SELU do best; its figure 1 shows them learn faster, and more evenly, than networks with batch normalization.
# Here thirty layers of 48 units learn the digits, with SELU and with ReLU, each with its own variance; four epochs of gradient descent with momentum 0.9, each at a rate that suits it.


# %% id="training" varies=true
def costs(hidden, draw, rate, depth=30, epochs=4):
    """The cost on a quarter of the images before each epoch and after the last, (epochs + 1, seeds)."""
    images, answers = (v.astype("f4") for v in digits())
    sizes = [64, *[48] * (depth - 1), 10]
    net = Network(sizes, hidden=hidden, output="softmax", networks=5, dtype=np.float32)
    net.initialize(draw, rng=[np.random.default_rng(seed) for seed in range(5)])
    rule, order = SGD(rate, momentum=0.9), np.random.default_rng(0)
    found = []
    for step in train(
        net, images, answers, optimizer=rule, epochs=epochs, batch_size=100, rng=order
    ):
        if step.index % 18 == 0:
            found.append(net.cost(net.forward(images[:, ::4]), answers[:, ::4]))
    found.append(net.cost(net.forward(images[:, ::4]), answers[:, ::4]))
    return np.array(found)


LAWS = {
    "SELU, 1/n": ("selu", lecun_normal, 0.005),
    "ReLU, 2/n": ("relu", he_normal, 0.02),
}
curves = {}
for name, law in LAWS.items():
    curves[name] = costs(*law)
    end = curves[name][-1]
    print(f"{name}: cost {np.median(end):.2f}, {end.min():.2f} to {end.max():.2f}")

# %% id="training-holds" holds=true
selu_cost, relu_cost = (curves[name][-1] for name in ("SELU, 1/n", "ReLU, 2/n"))
assert selu_cost.max() < relu_cost.min(), (
    "Every SELU network ends below every ReLU network."
)

# %% id="figure"
fig, axes = plt.subplots()
for (name, curve), marker, colour in zip(
    curves.items(), "os", (LECUN, HE), strict=True
):
    middle = np.median(curve, axis=1)
    ends = np.abs(np.quantile(curve, (0, 1), axis=1) - middle)
    axes.errorbar(
        np.arange(len(curve)),
        middle,
        ends,
        fmt=f"{marker}-",
        color=colour,
        markersize=4,
        label=name,
    )
axes.axhline(np.log(10), color=INK, linestyle="--", linewidth=0.8)
axes.set(
    xlabel="epoch",
    ylabel="cost, thirty layers",
    ylim=(0, 3),
    xticks=range(len(curve)),
)
axes.legend()
plt.show()

# %% [markdown]
# Median of five seeds, with the smallest and the largest; the dashed line is a guess.
#
# ## The paper and here

# %% id="table" varies=true
rows = [
    (
        "fixed point, variance",
        1.0,
        float(variance),
        "within 1.001",
        "the constants are made for it",
    ),
    (
        "J12, mean by variance",
        0.08883,
        float(abs(jacobian[0, 1])),
        "within 1.01",
        "",
    ),
    (
        "J22, variance by variance",
        0.78265,
        float(jacobian[1, 1]),
        "within 1.01",
        "",
    ),
    (
        "norm of the Jacobian",
        0.7877,
        float(norm),
        "within 1.01",
        "below 1: it attracts",
    ),
    *(
        (
            f"variance after 40 layers, from mean {mu:g}, std {std:g}",
            1.0,
            float(of[:, -1].mean()),
            "within 1.2",
            "fresh weights of finite width: omega is not 0 in a drawn row",
        )
        for (mu, std), of in starts.items()
    ),
    (
        "cost at thirty layers, SELU over ReLU",
        None,
        float(np.median(curves["SELU, 1/n"][-1]) / np.median(curves["ReLU, 2/n"][-1])),
        "below 1",
        "medians of five seeds",
    ),
]
print(comparison(rows))

# %% id="table-holds" holds=true
assert all(holds(row) for row in rows), "Every row is as the paper says."

# %% [markdown]
# ## Questions
#
# ??? question "The Jacobian's eigenvalue for the variance is 0.78. After how many layers has a deviation shrunk to a tenth?"
#     After $\ln 0.1 / \ln 0.78265 = 9.4$ layers.
#
# ??? question "The map attracts the signal. What does a gradient do?"
#     It is multiplied by $\chi_1 = \mathrm{E}[\phi'^2] = 1.0716$ in each layer, and grows slowly: the fixed point is no critical point.
#
# ??? question "What happens with He's weights, variance 2/n?"
#     There is no fixed point then: for large signals SELU keeps about $1.05^2/2$ of the second moment, and twice that is above 1.
#     Try it below.

# %% id="try-it"
mu, nu = 0.0, 1.0
for layer in range(1, 101):
    mu, nu = moments(mu, nu + mu**2, tau=2.0)
    if layer in (1, 10, 100):
        print(f"He's weights, layer {layer:3}: mean {mu:.3g}, variance {nu:.3g}")
