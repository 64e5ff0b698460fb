# %% [markdown]
# # Hanin and Nica 2020: the mean and the typical network
#
# In a ReLU network with He's weights the logarithm of the squared signal is nearly normal, with a variance of about five times the sum of the inverse widths and a mean of minus half of that.
#
# The paper ([@haninnica2020]) proves it for products of many large random matrices, and [@hanin2018] names the number that decides, $\beta = \sum_l 1/n_l$.
# A log-normal variable of mean 1 has a median below 1: the *typical* network loses the signal that the mean keeps.
#
# ## Here
#
# The law of one network is known exactly: each layer multiplies the squared signal by an independent random number.
# So 20,000 draws of that law stand beside 400 real networks, at $n = L = 50$, where $\beta = 1$.
# The paper's own object is the Jacobian: each network also gives a column of it, and one entry.

# %% id="setup"
import numpy as np
import matplotlib.pyplot as plt

from initdocs.colours import BACKWARD, FORWARD, INK, NETWORK
from initdocs.comparison import comparison, holds
from initdocs.initializers import he_normal
from initdocs.network import Network

N, DEPTH = 50, 50
beta = DEPTH / N


def law(draws, seed=0):
    """The squared signal after DEPTH layers, drawn from its exact law.

    A unit's pre-activation is normal, so half of the units are on, a binomial number k, and the
    layer multiplies the mean square by 2/n times a chi-squared variable of k degrees.
    """
    rng = np.random.default_rng(seed)
    log = np.zeros(draws)
    for _ in range(DEPTH):
        on = rng.binomial(N, 0.5, draws)
        with np.errstate(divide="ignore"):
            log += np.log(2 / N * rng.chisquare(np.maximum(on, 1)) * (on > 0))
    return np.exp(log)


def networks(count, seed=0):
    """Of `count` real networks: the squared signal, the squared length of the Jacobian's first
    column, and the square of an entry of it."""
    signals, columns, entries = [], [], []
    x = np.ones((N, 1))
    for start in range(0, count, 50):
        net = Network([N] * (DEPTH + 1), hidden="relu", output="linear", networks=50)
        net.initialize(
            he_normal, rng=[np.random.default_rng([seed, start + k]) for k in range(50)]
        )
        trace = net.forward(x)
        # what the network makes of a small change of its first input
        column = np.eye(N)[:, :1]
        for w, z in zip(net.weights, trace.z[1:], strict=True):
            column = (z > 0) * (w @ column)
        signals += (np.maximum(trace.logits, 0)[:, :, 0] ** 2).mean(axis=1).tolist()
        columns += (column[:, :, 0] ** 2).sum(axis=1).tolist()
        entries += (column[:, 0, 0] ** 2).tolist()
    return np.array(signals), np.array(columns), np.array(entries)


# %% id="both"
drawn = law(20_000)
real, columns, entries = networks(400)
for name, sizes in (("law", drawn), ("signal", real), ("Jacobian", columns)):
    logs = np.log(sizes)
    error = logs.std() / np.sqrt(len(logs))
    print(
        f"{name:8}: mean {sizes.mean():.2f}, median {np.median(sizes):.3f}, "
        f"mean of the log {logs.mean():.2f} ± {error:.2f}, its variance {logs.var():.2f}"
    )
# the other half of the entries is 0: that unit is off
on = np.log(entries[entries > 0])
print(
    f"an entry : {np.mean(entries > 0):.0%} are not 0, variance of the log {on.var():.2f}"
)

# %% id="both-holds" holds=true
logs, found, column = np.log(drawn), np.log(real), np.log(columns)
assert abs(logs.mean() / beta + 2.5) < 0.2, "The mean of the logarithm is near −5β/2."
assert abs(logs.var() / beta - 5) < 0.7, "Its variance is near 5β."
assert abs(found.mean() - logs.mean()) < 4 * np.sqrt(5 / 400), (
    "Four hundred networks agree with the law within four standard errors."
)
assert abs(column.mean() - logs.mean()) < 4 * np.sqrt(5 / 400), (
    "So do the columns of their Jacobians."
)
assert abs(column.var() / logs.var() - 1) < 4 * np.sqrt(2 / 400), (
    "The columns scatter as the law does, within four standard errors."
)
assert on.var() > logs.var() + 2, "A single entry scatters more than a column."

# %% id="figure"
fig, axes = plt.subplots()
bins = np.linspace(-10, 6, 41)
axes.hist(
    np.log(drawn),
    bins,
    density=True,
    alpha=0.35,
    color=NETWORK,
    label="20,000 draws of the law",
)
axes.hist(
    np.log(real),
    bins,
    density=True,
    histtype="step",
    linewidth=1.8,
    color=FORWARD,
    label="signal, 400 networks",
)
axes.hist(
    np.log(columns),
    bins,
    density=True,
    histtype="step",
    linewidth=1.8,
    color=BACKWARD,
    label="Jacobian's column",
)
z = np.linspace(-10, 6, 200)
axes.plot(
    z,
    np.exp(-((z + 2.5 * beta) ** 2) / (10 * beta)) / np.sqrt(10 * np.pi * beta),
    "--",
    color=INK,
    label="normal, −5β/2 and 5β",
)
axes.set(xlabel="logarithm of the squared signal", ylabel="density", ylim=(0, 0.36))
axes.legend()
plt.show()

# %% [markdown]
# The column of the Jacobian follows the same law as the signal, as the paper proves: a ReLU network is linear around its input, and the same units are on for both.
# An entry is a unit's share of its column: half of them are 0, and the rest carry the scatter of one more squared normal number, whose logarithm has the variance $\pi^2/2 = 4.9$.
#
# ## It is β that counts
#
# Networks of other widths and depths, each with five sets of draws: the variance of the logarithm over $\beta$.


# %% id="beta"
def slope(n, depth, seed):
    """The variance of the log over β, from 4,000 draws of the law."""
    rng = np.random.default_rng(seed)
    log = np.zeros(4000)
    for _ in range(depth):
        on = np.maximum(rng.binomial(n, 0.5, 4000), 1)
        log += np.log(2 / n * rng.chisquare(on))
    return log.var() * n / depth


slopes = {}
for n, depth in ((50, 25), (100, 50), (100, 200), (400, 100)):
    found = [slope(n, depth, seed) for seed in range(5)]
    slopes[n, depth] = found
    print(f"n = {n:3}, L = {depth:3}: {np.mean(found):.2f} ± {np.std(found):.2f}")

# %% id="beta-holds" holds=true
assert all(abs(np.mean(s) / 5 - 1) < 10 / n + 0.05 for (n, _), s in slopes.items()), (
    "The variance of the logarithm is 5β at every width and depth, up to a term in 1/n."
)

# %% [markdown]
# ## The paper and here

# %% id="table"
logs = np.log(drawn)
rows = [
    (
        "mean of the signal",
        1.0,
        float(drawn.mean()),
        "within 1.5",
        "exact; a mean over log-normal draws scatters",
    ),
    (
        "mean of the log / β",
        -2.5,
        float(logs.mean() / beta),
        "within 1.1",
        "the paper's law is for large n",
    ),
    (
        "variance of the log / β",
        5.0,
        float(logs.var() / beta),
        "within 1.15",
        "corrections of order 1/n",
    ),
    (
        "the same, Jacobian's column",
        5.0,
        float(np.log(columns).var() / beta),
        "within 1.4",
        "400 networks",
    ),
    (
        "variance of the log, an entry that is not 0",
        5.0 + np.pi**2 / 2,
        float(on.var() / beta),
        "within 1.4",
        "5β and that of the log of one squared normal number",
    ),
    *(
        (
            f"variance of the log / β, n = {n}, L = {depth}",
            5.0,
            float(np.mean(found)),
            "within 1.3",
            "",
        )
        for (n, depth), found in slopes.items()
    ),
]
print(comparison(rows))

# %% id="table-holds" holds=true
assert all(holds(row) for row in rows), "Every row is as the paper says."

# %% [markdown]
# The figures of the paper's column are its formulas.
#
# ## Questions
#
# ??? question "A network is twice as deep and twice as wide. What does the typical signal do?"
#     In the law nothing: $\beta$ stays, and with it the whole distribution.
#     In networks nearly nothing: the law is the better, the wider they are.
#
# ??? question "Why does the *mean* need so many networks?"
#     The mean of a log-normal variable with $\sigma^2 = 5$ is carried by draws that are rare: half of it comes from those above $e^{-2.5 + 5}$, one in eighty.
#
# ??? question "What would a linear network have in the place of 5?"
#     Without ReLU nothing is switched off, and a layer multiplies by $\chi^2_n/n$, whose logarithm has the variance $2/n$: 2 in the place of 5.
#     Try it below.

# %% id="try-it"
rng = np.random.default_rng(0)
log = sum(np.log(rng.chisquare(N, 20_000) / N) for _ in range(DEPTH))
print(f"linear network: variance of the log {log.var():.2f}, mean {log.mean():.2f}")
