# %% [markdown]
# # Yang and Hu 2021: one learning rate for every width
#
# Under μP the best learning rate of a small network is the best one of a network nine times as wide; with the usual scaling it falls as the width grows.
#
# The papers ([@yanghu2021], [@yang2021]) find the only scaling of starts and learning rates under which all layers go on learning features as the width grows.
# Their tests are two: the *coordinate check*, which watches what a few steps do to each layer, and the *transfer* of the learning rate.
#
# ## Here
#
# Networks with two hidden ReLU layers of $n$ = 32, 96 and 288 units learn 64 of the digits, with half the squared error and whole-batch steps of SGD or of Adam.
# The scalings agree at $n = 32$, so only the way in which they depend on the width is compared.
# The papers train ResNets and transformers.
# Three seeds.

# %% id="setup"
from itertools import islice

import matplotlib.pyplot as plt
import numpy as np

from initdocs.colours import STEPS
from initdocs.comparison import comparison, holds
from initdocs.datasets import digits
from initdocs.network import Network
from initdocs.propagation import mup
from initdocs.training import SGD, Adam, train

WIDTHS, BASE, SEEDS = (32, 96, 288), 32, range(3)
OPTIMIZERS = {"sgd": SGD, "adam": Adam}
images, answers = (v[:, :64].astype("f4") for v in digits())


def start(width, scaling, optimizer):
    """Three networks, and the factor of the learning rate of each of their parameters."""
    net = Network(
        [64, width, width, 10], output="linear", networks=len(SEEDS), dtype=np.float32
    )
    factors = net.gradient()
    for layer, kind in enumerate(("input", "hidden", "output")):
        w = net.weights[layer]
        n_out, n_in = w.shape[1:]
        base_in, base_out = (BASE if n == width else n for n in (n_in, n_out))
        constant = 1 if kind == "output" else 2
        variance = constant / n_in
        factors.weights[layer][...] = factors.biases[layer][...] = 1
        if scaling == "μP":
            # all factors are proportional: the two scalings agree at the base width
            here = mup(kind, n_in, n_out, optimizer)
            base = mup(kind, base_in, base_out, optimizer)
            variance = constant / base_in * here.variance / base.variance
            factors.weights[layer][...] = here.learning_rate / base.learning_rate
            # a bias is an input weight whose input is 1
            if optimizer == "sgd":
                factors.biases[layer][...] = n_out / base_out
        for i, seed in enumerate(SEEDS):
            rng = np.random.default_rng([seed, layer])
            w[i] = rng.normal(0, np.sqrt(variance), (n_out, n_in))
    return net, factors.flat


class Scaled:
    """An optimizer whose steps are multiplied by a factor for each parameter."""

    def __init__(self, optimizer, factors):
        self.optimizer, self.factors = optimizer, factors

    def step(self, theta, gradient):
        move = np.zeros_like(theta)
        self.optimizer.step(move, gradient)
        theta += self.factors * move


def take(net, factors, optimizer, rate, wanted, steps):
    """Train for a number of steps, and return the new trace on the images."""
    rule = Scaled(OPTIMIZERS[optimizer](rate), factors)
    with np.errstate(all="ignore"):
        # a step is taken when the next one is asked for
        for _ in islice(train(net, images, wanted, optimizer=rule), steps + 1):
            pass
        return net.forward(images)


# %% [markdown]
# ## The coordinate check
#
# How far does the first step move the pre-activations of the second hidden layer and the output, as a root mean square?
# Every network is asked for the same change: what it puts out at the start, plus the answers.

# %% id="coordinate-check"
WIDE, SMALL = (64, 256, 1024), {"sgd": 1e-2, "adam": 1e-3}
moved = {}
for optimizer in OPTIMIZERS:
    for scaling in ("standard", "μP"):
        for width in WIDE:
            net, factors = start(width, scaling, optimizer)
            before = net.forward(images)
            wanted = before.output + answers
            after = take(net, factors, optimizer, SMALL[optimizer], wanted, 1)
            for layer, name in ((2, "hidden"), (3, "output")):
                change = after.z[layer] - before.z[layer]
                moved[optimizer, scaling, name, width] = np.sqrt(
                    (change**2).mean(axis=(1, 2))
                )


def powers(widths, sizes):
    """The power of the width, one for each seed, by least squares on logarithms."""
    return np.polyfit(np.log(widths), np.log(sizes), 1)[0]


checks = {}
print("moved by the first step    as n to the")
for optimizer in OPTIMIZERS:
    for scaling in ("standard", "μP"):
        for name in ("hidden", "output"):
            sizes = [moved[optimizer, scaling, name, width] for width in WIDE]
            power = checks[optimizer, scaling, name] = powers(WIDE, sizes)
            told = f"{optimizer}, {scaling}, {name}"
            print(f"{told:26} {power.mean():5.2f} ± {power.std():.2f}")

# %% id="coordinate-check-holds" holds=true
powers_ = {"sgd": 1.0, "adam": 1.5}
assert all(
    checks[o, "standard", "output"].mean() > p / 2 + 0.2 for o, p in powers_.items()
), "With the standard scaling the first step of the output grows with the width."
assert all(abs(checks[o, "μP", "output"].mean()) < 0.2 for o in powers_), (
    "Under μP it is the same at every width."
)

# %% [markdown]
# An exponent of 0 is what the papers ask for: the same step at every width.
#
# ## The learning rate
#
# Twenty steps at each of eight rates, a factor of 2 apart.

# %% id="transfer" varies=true
RATES = {"sgd": 2.0 ** np.arange(-7, 1), "adam": 2.0 ** np.arange(-11, -3)}
losses, best = {}, {}
for optimizer, rates in RATES.items():
    for scaling in ("standard", "μP"):
        for width in WIDTHS:
            runs = []
            for rate in rates:
                net, factors = start(width, scaling, optimizer)
                after = take(net, factors, optimizer, rate, answers, 20)
                with np.errstate(all="ignore"):
                    runs.append(net.cost(after, answers))
            # a rate that diverges is none of the best
            runs = np.where(np.isfinite(runs), runs, np.inf)
            losses[optimizer, scaling, width] = runs
            best[optimizer, scaling, width] = rates[np.argmin(runs, axis=0)]

print(f"{'best rate':16}" + "".join(f"{f'n = {width}':>10}" for width in WIDTHS))
for optimizer in RATES:
    for scaling in ("standard", "μP"):
        told = f"{optimizer}, {scaling}"
        middles = (
            np.exp(np.log(best[optimizer, scaling, width]).mean()) for width in WIDTHS
        )
        print(f"{told:16}" + "".join(f"{middle:10.4f}" for middle in middles))

# %% id="transfer-holds" holds=true
shifts = {
    which: powers(WIDTHS, [best[*which, width] for width in WIDTHS]).mean()
    for which in [(o, s) for o in OPTIMIZERS for s in ("standard", "μP")]
}
assert all(shifts[o, "standard"] < -0.6 for o in OPTIMIZERS), (
    "With the standard scaling the best rate falls with the width."
)
assert all(abs(shifts[o, "μP"]) < 0.25 for o in OPTIMIZERS), (
    "Under μP it stays, as well as rates a factor of 2 apart can tell."
)

# %% id="figure"
NAMES = {"sgd": "SGD", "adam": "Adam"}
fig, panels = plt.subplots(2, 2, figsize=(5, 5.4), sharey=True)
for row, (optimizer, rates) in zip(panels, RATES.items(), strict=True):
    for axes, scaling in zip(row, ("standard", "μP"), strict=True):
        for width, marker, colour in zip(WIDTHS, "os^", STEPS[::2], strict=True):
            runs = losses[optimizer, scaling, width]
            low, middle, high = np.quantile(runs, (0, 0.5, 1), axis=1, method="nearest")
            kept = high < 2
            axes.errorbar(
                rates[kept],
                middle[kept],
                (middle[kept] - low[kept], high[kept] - middle[kept]),
                fmt=f"{marker}-",
                color=colour,
                markersize=4,
                label=f"n = {width}",
            )
        axes.set(xscale="log", yscale="log", title=f"{NAMES[optimizer]}, {scaling}")
for axes in panels[1]:
    axes.set_xlabel("learning rate")
for axes in panels[:, 0]:
    axes.set_ylabel("loss after 20 steps")
    axes.set_yticks([0.03, 0.1, 0.3, 1], ["0.03", "0.1", "0.3", "1"])
    axes.minorticks_off()
panels[0, 0].legend()
plt.show()

# %% [markdown]
# Median of three seeds, with the smallest and the largest; a rate at which one diverges has no point.
# On the left the valley moves to smaller rates as the network grows; on the right it stays, and the wider network is the better one.
# The papers draw this figure for a transformer and widths up to 8,192.
#
# ## The paper and here
#
# The paper's column holds what follows from its rules: 1 under μP, and the powers of $n$ of [our derivation](../beyond/width.md#why-it-happens) for the standard scaling.

# %% id="table" varies=true
THEORY = {"sgd": 1.0, "adam": 1.5}


def shift(optimizer, scaling):
    """The power of the width with which the best rate goes, one for each seed."""
    return powers(WIDTHS, [best[optimizer, scaling, width] for width in WIDTHS])


def growth(sizes):
    """The last over the first, as the geometric mean over the seeds."""
    return float(np.exp(np.log(sizes[-1] / sizes[0]).mean()))


rows = []
for optimizer, power in THEORY.items():
    for scaling, theory, why in (
        (
            "standard",
            (WIDE[-1] / WIDE[0]) ** power,
            "a law of large n: smaller terms still count",
        ),
        ("μP", 1.0, "the same step at every width"),
    ):
        sizes = [moved[optimizer, scaling, "output", width] for width in WIDE]
        what = f"first step, {optimizer}, {scaling}, n = {WIDE[-1]} / {WIDE[0]}"
        rule = "within 1.5" if scaling == "μP" else "within 2.5"
        rows.append((what, theory, growth(sizes), rule, why))
for optimizer in OPTIMIZERS:
    for scaling, theory in (("standard", WIDTHS[0] / WIDTHS[-1]), ("μP", 1.0)):
        rates = [best[optimizer, scaling, width] for width in WIDTHS]
        what = f"best rate, {optimizer}, {scaling}, n = {WIDTHS[-1]} / {WIDTHS[0]}"
        rows.append(
            (what, theory, growth(rates), "within 2", "rates are a factor of 2 apart")
        )
for low, high in ((0, 1), (1, 2)):
    steps = [moved["adam", "standard", "output", WIDE[i]] for i in (low, high)]
    what = f"power of n, adam, standard, from {WIDE[low]} to {WIDE[high]}"
    power = float(powers([WIDE[low], WIDE[high]], steps).mean())
    rows.append((what, THEORY["adam"], power, "", "it rises towards the law"))
print(comparison(rows))

# %% id="table-holds" holds=true
assert all(abs(np.log(row[2])) < np.log(2) for row in rows if "μP" in row[0]), (
    "Under μP the step and the best rate change by less than a factor of two."
)
assert all(holds(row) for row in rows[:2] + rows[3:8]), (
    "All rows but one are as the papers say."
)
assert not holds(rows[2]), (
    "Adam's first step grows more slowly with the width than the law, under the standard scaling."
)
assert rows[8][2] < rows[9][2] < rows[9][1], (
    "Its power of the width rises towards that of the law."
)

# %% [markdown]
# ## Questions
#
# ??? question "Under the standard scaling the output starts at the same size for every width. Why does its first step grow with the width?"
#     At the start the weights are random, and a sum of $n$ terms with random signs grows as $\sqrt n$.
#     What a step adds lines up with the signal, and a sum of $n$ terms that line up grows as $n$.
#
# ??? question "Why does the best rate of Adam fall as $1/n$, when the first step of the output grows as $n^{3/2}$?"
#     The first step sees hidden layers that move and an output that is still random.
#     After a few steps the loss is ruled by the layers whose change is largest for good, the hidden ones, and their change grows as $n$ times the rate.
#
# ??? question "You move only the output to the variance $1/n^2$ and leave all learning rates as they are. Is that μP?"
#     No: the output starts smaller, but the hidden layers still move by $n$ times the rate with Adam.
#     Try it below.

# %% id="try-it"
for width in WIDE:
    net, factors = start(width, "standard", "adam")
    net.weights[2] *= np.sqrt(BASE / width)
    before = net.forward(images)
    after = take(net, np.ones_like(factors), "adam", 0.01, answers, 1)
    change = np.sqrt(((after.z[2] - before.z[2]) ** 2).mean())
    print(f"n = {width:4}: one step moves the hidden layer by {change:.2f}")
