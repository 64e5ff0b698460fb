# %% [markdown]
# # Dong et al. 2021: attention alone loses its rank
#
# Layers of attention with neither skips nor MLPs make all tokens alike, doubly exponentially in the depth: each layer cubes what is left of their differences.
#
# The paper ([@dong2021]) proves that the output of pure attention converges to a matrix of rank one with identical rows "with a cubic rate", that skip connections "play a key role" against it, and that MLPs can slow it down.
# It shows both on BERT, ALBERT and XLNet.
#
# ## Here
#
# Random attention on 32 random tokens of width 64, four heads, all matrices with the variance 1/n, twelve layers, five seeds.
# What is left of the differences is $\lVert X - \mathbf 1 \bar x^\top \rVert / \lVert X \rVert$, where $\bar x$ is the mean of the tokens.
# No norm stands between the layers.

# %% id="setup"
import numpy as np
import matplotlib.pyplot as plt

from initdocs.colours import FADES, KEPT, NETWORK, STEPS
from initdocs.comparison import comparison, holds
from initdocs.transformer.parts import softmax

TOKENS, WIDTH, HEADS, DEPTH, SEEDS = 32, 64, 4, 12, range(5)


def attention(x, rng, scale=1.0):
    """Random attention of `HEADS` heads; `scale` multiplies the scores."""
    q, k, v, out = rng.normal(0, np.sqrt(1 / WIDTH), (4, WIDTH, WIDTH))
    heads = [(x @ w).reshape(TOKENS, HEADS, -1).swapaxes(0, 1) for w in (q, k, v)]
    q, k, v = heads
    weights = softmax(scale * q @ k.swapaxes(1, 2) / np.sqrt(WIDTH // HEADS))
    return (weights @ v).swapaxes(0, 1).reshape(TOKENS, WIDTH) @ out


def mlp(x, rng):
    """A random MLP of ReLUs with He's weights, four times as wide inside."""
    up = rng.normal(0, np.sqrt(2 / WIDTH), (WIDTH, 4 * WIDTH))
    down = rng.normal(0, np.sqrt(2 / (4 * WIDTH)), (4 * WIDTH, WIDTH))
    return np.maximum(x @ up, 0) @ down


def layer(x, kind, rng):
    """One layer of a kind of network."""
    if kind == "attention":
        return attention(x, rng)
    if kind == "with MLPs":
        return mlp(attention(x, rng), rng)
    small = np.sqrt(2 * DEPTH) if kind == "skips, branches over √(2L)" else 1
    return x + attention(x, rng) / small


KINDS = ("attention", "with MLPs", "with skips", "skips, branches over √(2L)")


def left(x):
    """What of the tokens is not their mean, as a share of all."""
    return float(np.linalg.norm(x - x.mean(axis=0)) / np.linalg.norm(x))


# %% [markdown]
# ## By depth
#
# Below $10^{-12}$ the differences are those of rounding, and are told as that.


# %% id="by-depth" varies=true
def path(kind, seed):
    """What is left behind each layer, that of the input first."""
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((TOKENS, WIDTH))
    found = [left(x)]
    for _ in range(DEPTH):
        x = layer(x, kind, rng)
        found.append(max(left(x), 1e-12))
    return found


paths = {kind: np.array([path(kind, seed) for seed in SEEDS]) for kind in KINDS}
print("left of the differences, median of five seeds")
print(f"{'':27}" + "".join(f"{f'layer {at}':>10}" for at in (1, 2, 3, 12)))
middle = {kind: np.median(of, axis=0) for kind, of in paths.items()}
for kind, of in middle.items():
    print(f"{kind:27}" + "".join(f"{of[at]:10.2g}" for at in (1, 2, 3, 12)))

# %% id="by-depth-holds" holds=true
assert middle["attention"][4] < 1e-6, "Four layers of attention, and nothing is left."
assert middle["with skips"][4] > 0.5, (
    "With skips most of the differences are there after four layers."
)
assert middle["skips, branches over √(2L)"][-1] > 0.9, (
    "With the branches over √(2L) they are there after twelve."
)

# %% id="figure"
fig, axes = plt.subplots()
LOOKS = dict(
    zip(
        KINDS, ((FADES, "o"), (STEPS[2], "s"), (NETWORK, "^"), (KEPT, "D")), strict=True
    )
)
for kind, (colour, marker) in LOOKS.items():
    values = paths[kind]
    axes.errorbar(
        np.arange(DEPTH + 1),
        np.median(values, axis=0),
        np.abs(np.quantile(values, (0, 1), axis=0) - np.median(values, axis=0)),
        fmt=f"{marker}-",
        color=colour,
        markersize=4,
        label=kind,
    )
axes.set(
    xlabel="layer", ylabel="left of the differences", yscale="log", ylim=(5e-13, 3)
)
axes.legend()
plt.show()

# %% [markdown]
# Medians of five seeds, with the smallest and the largest.
#
# ## Why the cube
#
# Let the tokens be alike up to a small $\varepsilon$: $x_i = \bar x + \varepsilon r_i$.
# With $A = W_q^\top W_k$ the score of tokens $i$ and $j$ is
#
# $$
# x_i^\top A\, x_j = \underbrace{x_i^\top A\, \bar x}_{\text{the same for all } j} + \;\varepsilon\, \bar x^\top A\, r_j + \varepsilon^2\, r_i^\top A\, r_j .
# $$
#
# The first term cancels in the softmax.
# The second does not depend on $i$: it makes all tokens listen to the same others.
# So the weights of two tokens differ by terms of order $\varepsilon^2$, and what they weigh, the values, by $\varepsilon$.
# Their outputs differ by $\varepsilon^3$.
#
# To see it, one layer is given tokens with differences of a tenth, and of a hundredth, and the power is read off.


# %% id="power"
def power(kind, seed, epsilon=0.1):
    """By which power of the differences those behind one layer fall, from ε to ε/10."""
    found = []
    for size in (epsilon, epsilon / 10):
        rng = np.random.default_rng(seed)
        mean, r = rng.standard_normal(WIDTH), rng.standard_normal((TOKENS, WIDTH))
        found.append(left(layer(mean + size * r, kind, rng)))
    return np.log10(found[0] / found[1])


powers = {kind: np.array([power(kind, seed) for seed in SEEDS]) for kind in KINDS}
for kind, of in powers.items():
    print(f"{kind:27} {of.mean():.2f} ± {of.std():.2f}")

# %% id="power-holds" holds=true
assert abs(powers["attention"].mean() - 3) < 0.1, "Attention cubes the differences."
assert abs(powers["with MLPs"].mean() - 3) < 0.15, (
    "With an MLP behind it, it still does."
)
assert abs(powers["with skips"].mean() - 1) < 0.05, "With a skip they pass as they are."

# %% [markdown]
# ## The paper and here

# %% id="table" varies=true
rows = [
    (
        "power of the differences, attention",
        3.0,
        float(powers["attention"].mean()),
        "within 1.05",
        "the cubic rate, of differences of a tenth",
    ),
    (
        "the same, with skips",
        None,
        float(powers["with skips"].mean()),
        "below 1.1",
        "",
    ),
    (
        "left after four layers, attention",
        None,
        float(middle["attention"][4]),
        "below 0.000001",
        "rank one, identical rows; smaller is told as 1e-12",
    ),
    (
        "left after four layers, with skips",
        None,
        float(middle["with skips"][4]),
        "above 0.5",
        "",
    ),
    *(
        (
            f"left after {layers}, MLPs over attention alone",
            None,
            float(np.median(paths["with MLPs"][:, at] / paths["attention"][:, at])),
            "above 1",
            reason,
        )
        for at, layers, reason in (
            (1, "one layer", "ReLUs add what all tokens share"),
            (3, "three layers", "MLPs can slow it down; paired seeds"),
        )
    ),
]
print(comparison(rows))

# %% id="table-holds" holds=true
assert [holds(row) for row in rows[:4]] == [True] * 4, (
    "The cube and the skip are as the paper says."
)

# %% [markdown]
# ## Questions
#
# ??? question "Do larger scores help?"
#     They do: a query that hears one key alone does not hear the mean, and the differences last longer.
#     Where several tokens hear the same one they become alike all the same.
#     Try it below, with scores eight times as large.
#
# ??? question "Twelve layers with skips lose much of the differences. Why does GPT-2 not?"
#     Its branches are divided by $\sqrt{2L}$, so that all of them together change the stream about as much as one would: the last kind here.
#     See [the modern transformer's start](../practice/transformers.md).
#
# ??? question "Causal attention lets a token hear only those before it. Does it collapse as well?"
#     It does, by a factor in each layer: no two tokens hear the same others, so their weights never agree, and there is no cube.
#     See [attention at the start](../practice/attention.md#rank-collapse).

# %% id="try-it"
for scale in (1, 8):
    rng = np.random.default_rng(0)
    x = rng.standard_normal((TOKENS, WIDTH))
    shares = []
    for _ in range(4):
        x = attention(x, rng, scale)
        x = x / np.sqrt((x**2).mean())  # else the scores would become small again
        shares.append(left(x))
    print(f"scores × {scale}: " + " ".join(f"{share:.1g}" for share in shares))
