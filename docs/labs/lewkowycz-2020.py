# %% [markdown]
# # Lewkowycz et al. 2020: the catapult
#
# At a learning rate between 2 and 4 over the curvature of the start the loss first grows, the more the wider the network, and then falls to where the curvature is lower; above 4 it does not come back.
#
# The paper ([@lewkowycz2020]) solves how a linear network with one hidden layer learns one example.
# It finds three phases, which two learning rates part: $2/\lambda_0$ and $4/\lambda_0$ (\*), where $\lambda_0$ is the curvature of the loss at the start.
# Deep networks show the same phases; with ReLU the upper rate is about $12/\lambda_0$ (\*).
# They often do best with a large rate.
#
# ## Here
#
# The linear network of the paper, and ReLU networks that tell even digits from odd ones.
# Both have standard normal weights, and factors like $1/\sqrt n$ in front of them, where $n$ is the number of hidden units.
# Twenty seeds.

# %% id="setup"
import matplotlib.pyplot as plt
import numpy as np

from initdocs.colours import EXPLODES, KEPT, STEPS
from initdocs.comparison import comparison, holds
from initdocs.datasets import digits

SEEDS, WIDTHS, ARRIVED = range(20), (64, 256, 1024, 4096), 1e-4


def linear(width, rate, steps=300):
    """The loss before each step, and the curvature: (steps, seeds). The rate is told times λ₀."""
    u, v = np.swapaxes(
        [np.random.default_rng(s).standard_normal((2, width)) for s in SEEDS], 0, 1
    )
    losses, curvatures = [], []
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(steps):
            f = (u * v).sum(axis=1, keepdims=True) / np.sqrt(width)
            losses.append(f[:, 0] ** 2 / 2)
            curvatures.append((u**2 + v**2).sum(axis=1) / width)
            move = rate / curvatures[0][:, None] * f / np.sqrt(width)
            u, v = u - move * v, v - move * u
    return np.array(losses), np.array(curvatures)


# %% [markdown]
# ## Three phases
#
# The network is $f = v \cdot u / \sqrt n$, the loss $f^2/2$: the input is 1 and the answer 0.
# The curvature is $\lambda = (\lVert u \rVert^2 + \lVert v \rVert^2)/n$, about 2 at the start.
# Learning rates $\eta$ are told as $\eta \lambda_0$.

# %% id="phases"
RATES = (1, 1.5, 2.5, 3, 3.5, 4.2)
found = {rate: linear(1024, rate) for rate in RATES}
print("n = 1,024, medians of twenty seeds")
print(f"{'ηλ₀':>4} {'largest loss':>13} {'arrives':>8} {'curvature, end / start':>24}")
for rate, (loss, curvature) in found.items():
    arrives = (loss[-1] < ARRIVED).mean()
    end = f"{np.median(curvature[-1] / curvature[0]):.3f}" if arrives else ""
    largest = f"{np.median(loss.max(axis=0)):.1f}" if arrives else "no bound"
    print(f"{rate:4} {largest:>13} {arrives:8.0%} {end:>24}".rstrip())

# %% id="phases-holds" holds=true
loss, curvature = found[1.5]
assert (loss.max(axis=0) == loss[0]).all() and (loss[-1] < ARRIVED).all(), (
    "Below 2 the loss is never larger than at the start, and arrives."
)
assert abs(curvature[-1] / curvature[0] - 1).max() < 0.02, (
    "The curvature stays as it is, within 2 %."
)
thrown = {rate: found[rate] for rate in (2.5, 3, 3.5)}
assert all(
    (loss[1] > loss[0]).all() and (loss[-1] < ARRIVED).mean() > 0.9
    for loss, _ in thrown.values()
), "Between 2 and 4 it grows first, and arrives."
assert all((r * end[-1] / end[0] < 2).all() for r, (_, end) in thrown.items()), (
    "The curvature ends below 2/η."
)
assert not (found[4.2][0][-1] < ARRIVED).any(), "Above 4 it does not arrive."

# %% id="figure"
fig, axes = plt.subplots()
LOOKS = {
    1: (KEPT, "o"),
    2.5: (STEPS[1], "s"),
    3.5: (STEPS[3], "^"),
    4.2: (EXPLODES, "D"),
}
for rate, (colour, marker) in LOOKS.items():
    curve = np.median(found[rate][0][:31], axis=1)
    axes.plot(curve, f"{marker}-", color=colour, markersize=4, label=f"ηλ₀ = {rate}")
axes.set(xlabel="step", ylabel="loss", yscale="log", ylim=(1e-6, 1e6))
axes.legend(loc="upper right")
plt.show()

# %% [markdown]
# Medians of twenty seeds, $n$ = 1,024.
#
# ## Two numbers tell it all
#
# Insert the step into $f$ and into $\lambda$, and nothing else of the weights is left:
#
# $$
# f \leftarrow f \Bigl(1 - \eta\lambda + \frac{\eta^2 f^2}{n}\Bigr),
# \qquad
# \lambda \leftarrow \lambda + \frac{\eta f^2}{n}\,(\eta\lambda - 4) .
# $$
#
# While $f^2$ is small beside $n$, $\lambda$ stays and $f$ is multiplied by $1 - \eta\lambda$.
# Above $\eta\lambda = 2$ that is less than $-1$: $f$ grows, and its sign changes in every step.
#
# When $f^2$ has reached the order of $n$, $\lambda$ moves.
# Below $\eta\lambda = 4$ it falls, until $\eta\lambda$ is below 2, and $f$ shrinks again.
# Above 4 it grows, and $f$ with it.
#
# So $f^2$ must come from 1 to $n$, by the factor $(\eta\lambda_0 - 1)^2$ a step: the largest loss goes as $n$, and the steps until then as $\ln n$.
# The two numbers are cheap, so here are a thousand draws for widths up to a million.


# %% id="widths"
def two_numbers(width, rate, draws=1000, steps=60):
    """The largest loss and its step, medians and means of draws, by the two equations."""
    f, curvature = np.random.default_rng(0).standard_normal(draws), np.full(draws, 2.0)
    eta, losses = rate / 2, []
    for _ in range(steps):
        losses.append(f**2 / 2)
        f, curvature = (
            f * (1 - eta * curvature + eta**2 * f**2 / width),
            curvature + eta * f**2 / width * (eta * curvature - 4),
        )
    return np.median(np.max(losses, axis=0)), np.argmax(losses, axis=0).mean()


wide = {width: two_numbers(width, 3) for width in (2**10, 2**15, 2**20)}
real = {width: linear(width, 3, steps=40)[0] for width in WIDTHS}
print("                         largest loss   after steps")
for width, loss in real.items():
    told = f"network, n = {width:,}"
    print(f"{told:24} {np.median(loss.max(axis=0)):12.0f}")
for width, (largest, step) in wide.items():
    told = f"numbers, n = {width:,}"
    print(f"{told:24} {largest:12.0f} {step:13.1f}")

# %% [markdown]
# ## ReLU, and digits that it has not seen
#
# One hidden layer of 256 ReLUs, 64 images, half the mean squared error.
# $\lambda_0$ is the largest eigenvalue of the tangent kernel over the number of images: the curvature of the loss, but for a part that goes to zero with the errors.
# All runs have 200 steps, but for that with $\eta\lambda_0 = 1$: it has 800, so that rate times steps is what it is at 4.
# "Learns" is a loss below 0.1; a network that says 0 to everything has 0.5, and is wrong everywhere.

# %% id="relu" varies=true
UNITS, IMAGES = 256, 64
pixels, classes = (values.astype("f4") for values in digits())
pixels = pixels / np.sqrt((pixels**2).mean())
parity = np.where(classes.argmax(axis=0) % 2, -1, 1).astype("f4")


def relu(runs):
    """The last loss, and the share of wrong answers to new images: (runs, seeds)."""
    draws, both = [], []
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        order = rng.permutation(pixels.shape[1])
        both.append((pixels[:, order], parity[None, order]))
        draws.append([rng.standard_normal((UNITS, k)).astype("f4") for k in (64, 1)])
    x, y = (np.array(values)[..., :IMAGES] for values in zip(*both, strict=True))
    new, right = (
        np.array(values)[..., IMAGES:1000] for values in zip(*both, strict=True)
    )
    first, last = (np.array(values) for values in zip(*draws, strict=True))
    a, b = np.float32(1 / 8), np.float32(np.sqrt(2 / UNITS))

    z = a * first @ x
    h, slope = np.maximum(z, 0), (z > 0) * last
    kernel = b**2 * h.mT @ h + (a * b) ** 2 * (x.mT @ x) * (slope.mT @ slope)
    curvature = np.linalg.eigvalsh(kernel)[:, -1] / IMAGES
    found = []
    for rate, steps in runs.items():
        u, v, eta = first, last, (rate / curvature)[:, None, None]
        with np.errstate(over="ignore", invalid="ignore"):
            for _ in range(steps):
                z = a * u @ x
                h = np.maximum(z, 0)
                error = (b * v.mT @ h - y) / IMAGES
                u, v = (
                    u - eta * a * b * (v * error * (z > 0)) @ x.mT,
                    v - eta * b * h @ error.mT,
                )
            loss = IMAGES / 2 * (error**2).sum(axis=(1, 2))
            said = v.mT @ np.maximum(u @ new, 0)
        found.append((loss, (np.sign(said) != right).mean(axis=(1, 2))))
    return np.swapaxes(found, 0, 1)


RUNS = {1: 800, 4: 200, 8: 200, 12: 200, 16: 200, 20: 200, 24: 200}
last_losses, errors = relu(RUNS)
learns = dict(zip(RUNS, (last_losses < 0.1).mean(axis=1), strict=True))
wrong = dict(zip(RUNS, errors.mean(axis=1), strict=True))
print("ηλ₀    learns    new ones wrong")
for rate in RUNS:
    print(f"{rate:3} {learns[rate]:9.0%} {wrong[rate]:17.1%}")

# %% id="relu-holds" holds=true
assert learns[1] == learns[4] == 1 and learns[8] > 0.9, "All learn at 1 and at 4."
assert wrong[4] < wrong[1], "At 4 fewer new digits are wrong than at 1."
assert learns[12] > 0.7 and learns[24] < 0.7, (
    "At 12 most networks learn, and at 24 far fewer."
)

# %% [markdown]
# ## The paper and here
#
# What is marked (\*) comes second-hand: of the paper only the abstract could be read.

# %% id="table" varies=true
loss, curvature = found[3]
rows = [
    (
        "curvature, end over start, ηλ₀ = 1.5",
        1.0,
        float(np.median(found[1.5][1][-1] / found[1.5][1][0])),
        "within 1.05",
        "the first phase: it moves by the order of 1/n",
    ),
    (
        "loss grows, then vanishes, share of seeds, ηλ₀ = 3",
        1.0,
        float(((loss[1] > loss[0]) & (loss[-1] < ARRIVED)).mean()),
        "above 0.9",
        "",
    ),
    (
        "η/2 times the curvature at the end, ηλ₀ = 3",
        None,
        float((3 / 2 * curvature[-1] / curvature[0]).max()),
        "below 1",
        "a flatter place, and flatter than the rate asks for; the largest of the seeds",
    ),
    (
        "share of seeds that arrive, ηλ₀ = 4.2 *",
        0.0,
        float((found[4.2][0][-1] < ARRIVED).mean()),
        "below 0.5",
        "from 4 on the curvature grows with the loss",
    ),
    (
        "power of n in the largest loss, ηλ₀ = 3 *",
        1.0,
        float(
            np.polyfit(
                np.log(WIDTHS),
                np.log([np.median(of.max(axis=0)) for of in real.values()]),
                1,
            )[0]
        ),
        "within 1.1",
        "the curvature moves when f² has the order of n",
    ),
    (
        "steps to the largest loss, n = 2²⁰ over 2¹⁰ *",
        2.0,
        float(wide[2**20][1] / wide[2**10][1]),
        "within 1.2",
        "ln n of them, and a constant",
    ),
    (
        "largest ηλ₀ at which most ReLU networks learn *",
        12.0,
        float(max(rate for rate, share in learns.items() if share >= 0.5)),
        "above 4",
        "no sharp edge: the share falls from 12 on",
    ),
    (
        "new digits that are wrong, ηλ₀ = 4 over 1",
        None,
        float(wrong[4] / wrong[1]),
        "below 1",
        "the paper: best with large rates, often; here at equal rate times steps",
    ),
]
print(comparison(rows))

# %% id="table-holds" holds=true
assert all(holds(row) for row in rows), "All rows are as the paper says."

# %% [markdown]
# ## Questions
#
# ??? question "What does the start have to do with it?"
#     The curvature is one of its properties.
#     In the linear network $\lambda_0$ is the mean square of the weights, twice: with weights of twice the deviation it is four times as large, and all phases lie at a fourth of the rate.
#     A rate is large or small for a start, not by itself.
#
# ??? question "Why is the curvature lower behind a catapult?"
#     In the linear network it *is* the mean square of the weights, and a catapult shrinks them: steps that overshoot pull both layers towards zero.
#     The loss is zero for many weights; the large step picks small ones among them.
#
# ??? question "Can a rate above 4 be reached after all?"
#     It can, behind a catapult: at the lower curvature that rate is no longer above 4.
#     That is one reason to raise the rate in the first steps, a *warm-up*.
#     Try it below.

# %% id="try-it"
for name, rates in (("6 at once", [6] * 60), ("3, then 6", [3] * 30 + [6] * 30)):
    f, curvature, width = 1.0, 2.0, 1024
    for rate in rates:
        eta, share = rate / 2, min(f**2 / width, 1e9)
        f *= 1 - eta * curvature + eta**2 * share
        curvature += eta * share * (eta * curvature - 4)
        if f**2 > 1e9:
            break
    print(f"{name}: " + ("arrives" if f**2 < ARRIVED else "does not come back"))
