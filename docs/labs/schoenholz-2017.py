# %% [markdown]
# # Poole 2016 and Schoenholz 2017: how deep is trainable
#
# How deep a random tanh network can be trained is told by one number, the depth over which two inputs forget their correlation.
#
# Poole and others ([@poole2016]) compute how the correlation of two inputs goes from layer to layer, and find order and chaos.
# Schoenholz and others ([@schoenholz2017]) show that the distance to its fixed point falls as $e^{-l/\xi_c}$, and that networks train up to about $6\,\xi_c$ layers.
#
# ## Here
#
# First the correlation map itself, with tanh networks of 1,000 units and $\sigma_b = 0.3$.
# Then tanh networks of 40 units and up to 30 layers on the 8×8 digits, with $\sigma_b^2 = 0.05$.
# Schoenholz trains 300 units and up to 300 layers on MNIST; the factor 6 is an empirical rule for that.
#
# Five seeds; the grid of the second part runs in parallel where there are several cores, and takes six seconds on one.
# `FULL = True` takes 200 units, 60 layers and 200 steps.

# %% id="setup" verdict="reproduced at full size, with 4 to 8 depth scales around the paper's 6; the small run reaches 2 to 3" time="10 s"
from itertools import islice

import matplotlib.pyplot as plt
import numpy as np

from initdocs import propagation
from initdocs.comparison import comparison
from initdocs.datasets import digits
from initdocs.network import Network
from initdocs.sweep import sweep
from initdocs.training import SGD, train

# True: 200 units, 60 layers, 200 steps; the recorded result and its time are below the table
FULL = False
SEEDS = range(5)

# %% [markdown]
# ## The correlation map
#
# Two inputs of a correlation that we choose go through one random layer, at the fixed point of the variance.
# The theory is an integral ([the edge of chaos](../beyond/edge-of-chaos.md)), for layers of infinite width.

# %% id="maps"
MAPS, POINTS, UNITS = (1.3, 2.5, 4.0), np.linspace(0, 0.95, 6), 1000
SIGMA_B2 = 0.3**2


def one_layer(sigma_w2, correlation, seed):
    """The correlation of two pre-activations behind one layer of 1,000 units."""
    rng = np.random.default_rng(seed)
    q = propagation.fixed_point("tanh", sigma_w2, SIGMA_B2)
    u = rng.standard_normal((UNITS, 2))
    u[:, 1] = correlation * u[:, 0] + np.sqrt(1 - correlation**2) * u[:, 1]
    w = rng.normal(0, np.sqrt(sigma_w2 / UNITS), (UNITS, UNITS))
    z = w @ np.tanh(np.sqrt(q) * u) + rng.normal(0, np.sqrt(SIGMA_B2), (UNITS, 1))
    return z[:, 0] @ z[:, 1] / np.sqrt((z**2).sum(axis=0).prod())


maps, theories = {}, {}
for sigma_w in MAPS:
    s2 = sigma_w**2
    q = propagation.fixed_point("tanh", s2, SIGMA_B2)
    maps[sigma_w] = np.array(
        [[one_layer(s2, c, seed) for c in POINTS] for seed in SEEDS]
    )
    theories[sigma_w] = propagation.correlation_map("tanh", POINTS, q, s2, SIGMA_B2)
    off = np.abs(maps[sigma_w].mean(axis=0) - theories[sigma_w]).max()
    star = propagation.correlation_fixed_point("tanh", s2, SIGMA_B2)
    print(f"sigma_w = {sigma_w}: fixed point {star:.3f}; off by {off:.3f} at most")

# %% id="maps-holds" holds=true
apart = [np.abs(maps[w].mean(axis=0) - theories[w]).max() for w in MAPS]
assert max(apart) < 0.06, (
    "The map is the theory's, as well as five layers of 1,000 units tell."
)

# %% id="map-figure"
fig, axes = plt.subplots()
fine = np.linspace(0, 1, 60)
axes.plot(fine, fine, "--", linewidth=0.8, color="0.5")
for sigma_w, marker in zip(MAPS, "os^", strict=True):
    middle, spread = maps[sigma_w].mean(axis=0), maps[sigma_w].std(axis=0)
    q = propagation.fixed_point("tanh", sigma_w**2, SIGMA_B2)
    line = propagation.correlation_map("tanh", fine, q, sigma_w**2, SIGMA_B2)
    (drawn,) = axes.plot(fine, line, linewidth=1)
    axes.errorbar(
        POINTS,
        middle,
        spread,
        fmt=marker,
        color=drawn.get_color(),
        markersize=5,
        label=f"σ_w = {sigma_w}",
    )
axes.set(xlabel="correlation in front of the layer", ylabel="correlation behind it")
axes.legend()
plt.show()

# %% [markdown]
# Lines: the theory. Points: the mean of five seeds and their standard deviation.
# Where the line crosses the dashed diagonal from above, two inputs come to rest: at 1 in the ordered phase, below it in the chaotic one.
# Poole draws this map for the same weights and biases.
#
# ## Which networks train
#
# Each network takes 80 steps of gradient descent in batches of 50; then it is asked about all digits.
# The grid has seven weight variances and five depths.
# This is the long step of the lab.

# %% id="trainability" varies=true
if FULL:
    WIDTH, STEPS, RATE = 200, 200, 0.02
    DEPTHS = (10, 20, 30, 40, 60)
else:
    WIDTH, STEPS, RATE = 40, 80, 0.05
    DEPTHS = (5, 10, 15, 20, 30)
WEIGHTS, SIGMA_B2 = (1.0, 1.25, 1.5, 1.76, 2.25, 3.0, 4.0), 0.05
images, answers = (v.astype("f4") for v in digits())


def accuracies(sigma_w2):
    """The share of right answers, (depths, seeds)."""
    found = []
    for depth in DEPTHS:
        sizes = [64, *[WIDTH] * (depth - 1), 10]
        net = Network(
            sizes, hidden="tanh", output="softmax", networks=5, dtype=np.float32
        )
        for i, seed in enumerate(SEEDS):
            rng = np.random.default_rng(seed)
            for w, b in zip(net.weights, net.biases, strict=True):
                w[i] = rng.normal(0, np.sqrt(sigma_w2 / w.shape[2]), w.shape[1:])
                b[i] = rng.normal(0, np.sqrt(SIGMA_B2), b.shape[1:])
        steps = train(
            net,
            images,
            answers,
            optimizer=SGD(RATE),
            batch_size=50,
            rng=np.random.default_rng(0),
        )
        for _ in islice(steps, STEPS):
            pass
        right = net.forward(images).output.argmax(axis=1) == answers.argmax(axis=0)
        found.append(right.mean(axis=1))
    return np.array(found)


print("rows done:", end=" ")
shares = sweep(
    accuracies, WEIGHTS, progress=lambda done, total: print(f"{done}/{total}", end=" ")
)
print("\nright answers, median of five seeds, by depth", DEPTHS)
for sigma_w2, share in zip(WEIGHTS, shares, strict=True):
    told = "  ".join(f"{value:.2f}" for value in np.median(share, axis=1))
    print(f"sigma_w^2 = {sigma_w2:4.2f}: {told}")

# %% id="trainability-holds" holds=true
middle = np.array([np.median(share, axis=1) for share in shares])
assert middle[:, 0].max() > 0.6, "Shallow networks train."
assert middle[[0, -1], -1].max() < 0.5, "Far from criticality deep ones do not."

# %% [markdown]
# From such a row the depth at which half of the answers are still right is read off, for each seed, by interpolation.


# %% id="reach" varies=true
def reach(share):
    """The depth at which the share of right answers falls through one half."""
    for i in range(1, len(DEPTHS)):
        if share[i] < 0.5:
            part = (share[i - 1] - 0.5) / max(share[i - 1] - share[i], 1e-9)
            return DEPTHS[i - 1] + np.clip(part, 0, 1) * (DEPTHS[i] - DEPTHS[i - 1])
    return float(DEPTHS[-1])


reached = np.array([[reach(share[:, i]) for i in range(5)] for share in shares])
scale = np.array([propagation.correlation_depth("tanh", s, SIGMA_B2) for s in WEIGHTS])
for sigma_w2, depths, xi in zip(WEIGHTS, reached, scale, strict=True):
    told = f"{xi:5.1f}" if xi < 1000 else ">1000"
    low, middle, high = np.quantile(depths, (0, 0.5, 1))
    print(
        f"sigma_w^2 = {sigma_w2:4.2f}: xi_c {told}, trains to {middle:.1f} layers "
        f"({low:.1f} to {high:.1f})"
    )

# %% id="reach-holds" holds=true
weights, middle = np.array(WEIGHTS), np.median(reached, axis=1)
ordered, far = weights < 1.8, scale < 12
assert 1.5 <= weights[np.argmax(middle)] <= 2.25, (
    "The reach is deepest near criticality."
)
assert (np.diff(middle[ordered]) > 0).all(), "It grows towards it in the ordered phase."
assert (np.diff(middle[~ordered]) < 0).all(), "It falls behind it in the chaotic one."
assert (middle[far] > 1.5 * scale[far]).all() and (
    middle[far] < 7 * scale[far]
).all(), "Far from it the reach is a few depth scales."

# %% id="figure"
fig, axes = plt.subplots()
fine = np.linspace(0.9, 4.2, 150)
depth = np.array([propagation.correlation_depth("tanh", s, SIGMA_B2) for s in fine])
for factor, style in ((1, ":"), (6, "-")):
    name = "ξ_c" if factor == 1 else f"{factor} ξ_c"
    axes.plot(fine, np.minimum(factor * depth, 1e4), style, label=name)
for sigma_w2, share in zip(WEIGHTS, shares, strict=True):
    for layers, value in zip(DEPTHS, np.median(share, axis=1), strict=True):
        axes.plot(sigma_w2, layers, "o", color="C2", markersize=9 * np.sqrt(value))
low, middle, high = np.quantile(reached, (0, 0.5, 1), axis=1)
axes.errorbar(
    WEIGHTS,
    middle,
    (middle - low, high - middle),
    fmt="_",
    color="C3",
    markersize=14,
    label="half are right",
)
axes.plot([], [], "o", color="C2", markersize=9, label="all answers right")
axes.plot(
    [], [], "o", color="C2", markersize=9 * np.sqrt(0.1), label="a tenth: a guess"
)
axes.set(xlabel="σ_w²", ylabel="layers", ylim=(0, 1.15 * DEPTHS[-1]), xlim=(0.9, 4.2))
axes.legend(
    loc="lower center",
    bbox_to_anchor=(0.5, 1),
    ncols=2,
    fontsize="small",
    frameon=False,
)
plt.show()

# %% [markdown]
# The area of a dot is the share of right answers, median of five seeds; a bar marks where half are right, with the smallest and largest seed.
# The lines are the theory, which knows nothing of training.
# Schoenholz draws it as a map of colours, for 300 units and up to 300 layers.
#
# ## The paper and here

# %% id="table" varies=true
rows = [
    (
        f"one layer: {POINTS[4]:.2f} becomes, σ_w = {sigma_w}",
        float(theories[sigma_w][4]),
        float(maps[sigma_w][:, 4].mean()),
        "1,000 units, five seeds",
    )
    for sigma_w in MAPS
]
reaches = np.median(reached, axis=1)
rows += [
    (
        f"reach in units of ξ_c, σ_w² = {WEIGHTS[i]}",
        6.0,
        float(reaches[i] / scale[i]),
        "it grows with steps and width: see below",
    )
    for i in (0, 1, 5, 6)
]
deepest = float(WEIGHTS[np.argmax(reached.mean(axis=1))])
rows.append(
    (
        "σ_w² with the deepest reach",
        1.76,
        deepest,
        "near it the width is the limit, not ξ_c",
    )
)
print(comparison(rows))

# %% id="table-holds" holds=true
assert 1.5 <= deepest <= 2.25, "The deepest reach is near the critical variance."

# %% [markdown]
# ## Questions
#
# ??? question "At the critical point $\xi_c$ is infinite. Why does the reach end all the same?"
#     The theory is for infinite width.
#     In a layer of 40 units the correlation also moves at random, and over as many layers as units that adds up ([finite width](../beyond/finite-width.md)).
#
# ??? question "In the ordered phase the gradient vanishes, in the chaotic one it explodes. Is $\xi_c$ the depth scale of the gradient, then?"
#     In the ordered phase it is: $\xi_c = \xi_\nabla = 1/|\ln \chi_1|$.
#     In the chaotic phase the two differ, since the correlation comes to rest at $c^* < 1$, where the map has another slope.
#
# ??? question "Is the factor between reach and $\xi_c$ a constant of nature?"
#     No.
#     The signal that is left at the top falls as $e^{-l/\xi_c}$, and how small a signal can still be learned depends on the steps, the rate and the width.
#     Try more steps below.

# %% id="try-it" varies=true
few, DEPTHS = DEPTHS, (15, 20)
for STEPS in (40, 160):
    right = np.median(accuracies(4.0), axis=1)
    told = ", ".join(
        f"{value:.2f} at {depth}" for value, depth in zip(right, DEPTHS, strict=True)
    )
    print(f"sigma_w^2 = 4, {STEPS:3} steps: {told} layers")
DEPTHS = few

# %% id="try-it-holds" holds=true
assert right[0] > 0.2, "With more steps fifteen layers get beyond a guess."
