# %% [markdown]
# # Fixup, SkipInit and ReZero: a hundred layers without normalization
#
# Residual networks of a hundred layers train without any normalization, if each branch adds nothing, or little, at the start.
#
# Fixup ([@zhang2019]) makes the weights inside each branch smaller and starts its last layer at zero.
# SkipInit ([@desmith2020]) and ReZero ([@bachlechner2021]) multiply each branch by a learned scalar $\alpha$, which starts at zero, or at $1/\sqrt B$ at most for $B$ blocks.
# Without any of that each block doubles the variance ([@yangschoenholz2017]).
#
# ## Here
#
# Residual networks on the 8×8 digits, $x \leftarrow x + \alpha\, W_2\, \mathrm{relu}(W_1 x)$ in each of $B$ blocks, with 32 units and a linear layer at each end.
# Fifty blocks hold a hundred layers.
# SkipInit starts at $\alpha = 1/\sqrt B$ here, since at zero it would be ReZero.
# Fixup's scalar biases and its zero classifier are left out: all four starts share the same ends, so that only the branches differ.
# The papers train convolutional networks and transformers.
#
# Five seeds, all at once.

# %% id="setup"
import matplotlib.pyplot as plt
import numpy as np

from initdocs.colours import HE, STEPS
from initdocs.comparison import comparison, holds
from initdocs.datasets import digits
from initdocs.initializers import fixup, he_normal, lecun_normal
from initdocs.network import OUTPUTS
from initdocs.propagation import residual_growth

WIDTH, SEEDS = 32, range(5)
STARTS = ("He", "Fixup", "SkipInit", "ReZero")
SOFTMAX = OUTPUTS["softmax"]
images, answers = (v.astype("f4") for v in digits())


class Residual:
    """One residual network for each seed; `start` says how its branches begin."""

    def __init__(self, start, blocks, dtype=np.float32):
        sources = [np.random.default_rng(seed) for seed in SEEDS]
        inner = {"blocks": blocks} if start == "Fixup" else {}
        alpha = {"SkipInit": blocks**-0.5, "ReZero": 0.0}.get(start, 1.0)

        def draw(law, shape, **options):
            return np.array(
                [law(shape, rng=rng, dtype=dtype, **options) for rng in sources]
            )

        square = (WIDTH, WIDTH)
        self.first = draw(lecun_normal, (WIDTH, 64))
        self.inner = [
            draw(fixup if inner else he_normal, square, **inner) for _ in range(blocks)
        ]
        self.outer = [draw(lecun_normal, square) for _ in range(blocks)]
        if start == "Fixup":
            self.outer = [np.zeros_like(w) for w in self.outer]
        self.last = draw(lecun_normal, (10, WIDTH))
        self.alpha = [np.full((len(SEEDS), 1, 1), alpha, dtype) for _ in range(blocks)]
        self.learns_alpha = start in ("SkipInit", "ReZero")

    def forward(self, x):
        """The signal in front of each block and behind the last, and the logits."""
        self.x, self.signal, self.hidden, self.branch = x, [self.first @ x], [], []
        for inner, outer, alpha in zip(self.inner, self.outer, self.alpha, strict=True):
            self.hidden.append(np.maximum(inner @ self.signal[-1], 0))
            self.branch.append(outer @ self.hidden[-1])
            self.signal.append(self.signal[-1] + alpha * self.branch[-1])
        self.logits = self.last @ self.signal[-1]
        return self.logits

    def backward(self, y):
        """Pairs of a parameter and its gradient, after `forward`."""
        error = (SOFTMAX.activation(self.logits) - y) / y.shape[-1]
        pairs = [(self.last, error @ self.signal[-1].swapaxes(1, 2))]
        error = self.last.swapaxes(1, 2) @ error
        for block in reversed(range(len(self.inner))):
            inner, outer, alpha = (
                p[block] for p in (self.inner, self.outer, self.alpha)
            )
            hidden = self.hidden[block]
            if self.learns_alpha:
                slope = (error * self.branch[block]).sum(axis=(1, 2), keepdims=True)
                pairs.append((alpha, slope))
            back = alpha * error
            pairs.append((outer, back @ hidden.swapaxes(1, 2)))
            back = (outer.swapaxes(1, 2) @ back) * (hidden > 0)
            pairs.append((inner, back @ self.signal[block].swapaxes(1, 2)))
            error = error + inner.swapaxes(1, 2) @ back
        pairs.append((self.first, error @ self.x.swapaxes(-1, -2)))
        return pairs

    def step(self, x, y, rate):
        """One step of gradient descent."""
        self.forward(x)
        for parameter, gradient in self.backward(y):
            parameter -= rate * gradient


# %% [markdown]
# ## The start
#
# The mean square of the signal behind the last of fifty blocks, over that in front of the first.
# For equal $\alpha$ the theory is $(1 + \alpha^2)^B$, in which $\alpha = 0$ stands for a branch that is zero.

# %% id="growth"
BLOCKS = 50
ALPHA = {"He": 1.0, "Fixup": 0.0, "SkipInit": BLOCKS**-0.5, "ReZero": 0.0}
grown, theory = {}, {}
for start in STARTS:
    net = Residual(start, BLOCKS)
    net.forward(images)
    before, after = ((net.signal[i] ** 2).mean(axis=(1, 2)) for i in (0, -1))
    grown[start] = after / before
    theory[start] = residual_growth(np.full(BLOCKS, ALPHA[start]))
    low, high = grown[start].min(), grown[start].max()
    print(f"{start:8}: {low:.3g} to {high:.3g} over seeds, theory {theory[start]:.3g}")

# %% id="growth-holds" holds=true
assert all(np.allclose(grown[start], 1) for start in ("Fixup", "ReZero")), (
    "Fixup and ReZero add nothing at the start."
)
assert abs(np.log2(np.median(grown["He"])) - 50) < 10, (
    "With He's weights the signal about doubles in each of fifty blocks."
)
assert (grown["SkipInit"] < np.e * 1.5).all(), (
    "With SkipInit it grows to a few times its size."
)

# %% [markdown]
# ## The first step
#
# Fixup asks for more: a step of gradient descent should change what the network computes by the same amount at any depth.
# How far does one small step move the logits, as a root mean square?

# %% id="first-step"
DEPTHS = (5, 15, 50)
few, their_answers = images[:, :200], answers[:, :200]
moved = {}
for start in STARTS:
    for blocks in DEPTHS:
        net = Residual(start, blocks)
        before = net.forward(few)
        with np.errstate(all="ignore"):
            net.step(few, their_answers, 1e-3)
            change = net.forward(few) - before
            moved[start, blocks] = np.sqrt((change**2).mean(axis=(1, 2)))
    middles = [np.median(moved[start, blocks]) for blocks in DEPTHS]
    told = [f"{m:.2g}" if np.isfinite(m) else "overflow" for m in middles]
    print(f"{start:8}: {', '.join(told)} for {DEPTHS} blocks")

# %% id="first-step-holds" holds=true
assert np.median(moved["He", 15]) > 100 * np.median(moved["He", 5]), (
    "With He's weights the first step grows more than a hundredfold from 5 to 15 blocks."
)
assert np.median(moved["Fixup", 50]) < 2 * np.median(moved["Fixup", 5]), (
    "With Fixup it does not double from 5 to 50."
)

# %% id="figure"
fig, axes = plt.subplots()
LOOKS = ("o-", "s-", "^-", "D--")  # Fixup and ReZero lie on each other
for start, look, colour in zip(STARTS, LOOKS, (HE, *STEPS[::2]), strict=True):
    found = np.array([moved[start, blocks] for blocks in DEPTHS])
    middle = np.median(found, axis=1)
    axes.errorbar(
        DEPTHS,
        middle,
        (middle - found.min(axis=1), found.max(axis=1) - middle),
        fmt=look,
        color=colour,
        label=start,
        capsize=3,
    )
axes.set(
    xlabel="blocks",
    ylabel="change of logits in a step",
    xscale="log",
    yscale="log",
)
axes.set_xticks(DEPTHS, [str(blocks) for blocks in DEPTHS])
axes.minorticks_off()
axes.legend()
plt.show()

# %% [markdown]
# Median of five seeds, with the smallest and the largest.
# The papers have no such figure; Fixup's theorem is the flat line.
#
# ## Training
#
# Three epochs of gradient descent in batches of 100, at the better of two learning rates for each start.
# This is the long step of the lab: each line appears when its networks are trained.


# %% id="training" varies=true
def cost_after(start, blocks, rate, epochs=3):
    """The cost of each seed's network on all the digits after training."""
    net, rng = Residual(start, blocks), np.random.default_rng(0)
    with np.errstate(all="ignore"):
        for _ in range(epochs):
            order = rng.permutation(images.shape[1])
            for cut in range(0, len(order), 100):
                some = order[cut : cut + 100]
                net.step(images[:, some], answers[:, some], rate)
                if not np.isfinite(net.logits).any():
                    return np.full(len(SEEDS), np.inf)
        return SOFTMAX.cost(net.forward(images), answers)


# He's start has a very small rate too, and ends at its first overflow
RATES, costs = {"He": (0.0001, 0.1)}, {}
print(f"a guess costs {np.log(10):.2f}")
for start in STARTS:
    runs = np.array(
        [cost_after(start, BLOCKS, rate) for rate in RATES.get(start, (0.1, 0.3))]
    )
    runs = np.where(np.isfinite(runs), runs, np.inf)
    cost = costs[start] = runs[np.argmin(np.median(runs, axis=1))]
    spread = f"{np.median(cost):.2f}, {cost.min():.2f} to {cost.max():.2f} over seeds"
    print(f"{start:8}: {spread if np.isfinite(cost).all() else 'diverges'}")

# %% id="training-holds" holds=true
assert not np.isfinite(costs["He"]).any(), "He's start diverges at every rate."
assert all(
    np.median(costs[s]) < np.log(10) / 2 for s in ("Fixup", "SkipInit", "ReZero")
), "The three others learn a hundred layers."

# %% [markdown]
# The start with He's weights diverges even at a rate of 0.0001.
#
# ## The paper and here
#
# The paper's column holds the laws of the papers; a training is counted as the share of the seeds whose cost falls below half of a guess.

# %% id="table" varies=true
he, scaled = Residual("He", BLOCKS).inner, Residual("Fixup", BLOCKS).inner
learned = {start: float((costs[start] < np.log(10) / 2).mean()) for start in STARTS}
step = {start: moved[start, 50] / moved[start, 5] for start in STARTS}
rows = [
    (
        "doublings over 50 blocks, He",
        float(np.log2(theory["He"])),
        float(np.log2(np.median(grown["He"]))),
        "within 1.2",
        "32 units: networks scatter, and the typical one grows less than the mean",
    ),
    (
        "growth over 50 blocks, SkipInit",
        theory["SkipInit"],
        float(np.median(grown["SkipInit"])),
        "within 1.5",
        "the same, in a small way",
    ),
    (
        "Fixup's W₁ over He's",
        BLOCKS**-0.5,
        float(np.std(scaled) / np.std(he)),
        "within 1.05",
        "as its rule says, for two layers a branch",
    ),
    (
        "first step, Fixup, 50 / 5 blocks",
        1.0,
        float(np.median(step["Fixup"])),
        "within 2",
        "the theorem gives the order, not the factor",
    ),
    (
        "first step, ReZero, 50 / 5 blocks",
        None,
        float(np.median(step["ReZero"])),
        "",
        "the α move, and the two ends: a little more at each depth",
    ),
]
rows += [
    (
        f"share that learns at 50 blocks, {start}",
        paper,
        learned[start],
        "above 0.5" if paper else "below 0.5",
        "five seeds",
    )
    for start, paper in zip(STARTS, (0.0, 1.0, 1.0, 1.0), strict=True)
]
print(comparison(rows))

# %% id="table-holds" holds=true
assert learned["He"] == 0, "No network with He's start learns."
assert min(learned[s] for s in ("Fixup", "SkipInit", "ReZero")) > 0.5, (
    "Of each of the others most do."
)
assert all(holds(row) is not False for row in rows), "Every row is as the papers say."

# %% [markdown]
# ## Questions
#
# ??? question "Fixup makes the weights $W_1$ smaller by $B^{-1/2}$. Why does that make the first step independent of the depth?"
#     At the first step only the last layers of the branches move, since they are zero.
#     What moves in one block is proportional to the square of its hidden signal, which has the factor $1/B$; and there are $B$ blocks.
#
# ??? question "Which parameters of a ReZero network have a gradient at the first step?"
#     The scalars $\alpha$ and the two ends.
#     The gradient of $W_1$ and of $W_2$ has the factor $\alpha$, which is zero.
#
# ??? question "To be on the safe side you start $\alpha$ *and* $W_2$ at zero. What happens?"
#     The gradient of $\alpha$ is the branch, which is zero; that of $W_2$ has the factor $\alpha$, which is zero.
#     No branch ever moves, and what learns is a linear network.
#     Try it below.

# %% id="try-it"
net = Residual("ReZero", BLOCKS)
for outer in net.outer:
    outer[...] = 0
for _ in range(20):
    net.step(images[:, :200], answers[:, :200], 0.1)
print("largest |alpha| after 20 steps:", float(np.abs(net.alpha).max()))
print("largest |W2| after 20 steps:   ", float(np.abs(net.outer).max()))
