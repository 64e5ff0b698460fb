# %% [markdown]
# # Woodworth et al. 2020: the scale of the start chooses the solution
#
# Forty examples of a hundred inputs have many exact fits: from a small start gradient descent finds a sparse one, from a large start that of least squares, which leaves about half of the error.
#
# The paper ([@woodworth2020]) takes the simplest network whose two regimes can be told apart, a *diagonal* linear one.
# It shows how the scale of the start moves its solution from the *rich* regime, where features are learned, to that of a *kernel*, where they stay as they are.
#
# ## Here
#
# Inputs $x$ of $d = 100$ numbers, $N = 40$ examples, the rows of $X$, and answers $y$ that depend on five of the inputs alone.
# The network is $f(x) = \beta \cdot x$ with
#
# $$
# \beta = w_+^D - w_-^D,
# \qquad
# w_+ = w_- = (\alpha, \dots, \alpha) \text{ at the start},
# $$
#
# powers taken entry by entry, so that $\beta = 0$ at the start, whatever the scale.
# $D$ is the depth, 2 or 3.
# The paper has $d = 1000$ (\*).
# Ten seeds.

# %% id="setup"
import matplotlib.pyplot as plt
import numpy as np

from initdocs.colours import FORWARD, INK, ORTHOGONAL
from initdocs.comparison import comparison, holds

INPUTS, EXAMPLES, RELEVANT, SEEDS = 100, 40, 5, range(10)


def problem(seed, examples=EXAMPLES):
    """Inputs, answers, and the truth, whose five entries have the squares' sum 1."""
    x = np.random.default_rng(seed).standard_normal((examples, INPUTS))
    truth = np.where(np.arange(INPUTS) < RELEVANT, RELEVANT**-0.5, 0)
    return x, x @ truth, truth


def error(beta, truth):
    """The mean squared error on new inputs."""
    return float(((beta - truth) ** 2).sum())


# %% [markdown]
# ## Where gradient flow ends
#
# Let $g = X^\top (X\beta - y)$: up to a factor that is the gradient of $\beta$.
# At $D = 2$ $w_+$ changes at the rate $-2\, w_+\, g$, and $w_-$ at $2\, w_-\, g$, so they are $\alpha\, e^{-u}$ and $\alpha\, e^{u}$, where $u$ adds up $2g$ over time.
# As $g$ is a combination of the examples, $u$ is one too.
# With $z = X^\top c$, a multiple of $u$, the network ends at
#
# $$
# \beta = 2\alpha^2 \sinh z \ \ (D = 2),
# \qquad
# \beta = \alpha^3 \Bigl( \frac{1}{(1 - z)^3} - \frac{1}{(1 + z)^3} \Bigr) \ \ (D = 3),
# $$
#
# with the one vector $c$ that gives $X\beta = y$.
# The paper says the same as a minimum: of all exact fits the end is the one with the least $Q_\alpha(\beta)$, a sum over the entries that goes as $\beta_i^2$ where these are small beside $\alpha^D$, and as $|\beta_i|$, up to a logarithm at $D = 2$, where they are large.
# Newton's method finds $c$, and so the minimum, without a learning rate.


# %% id="flow" varies=true
def of(z, alpha, depth):
    """β by z, and its slope."""
    if depth == 2:
        return 2 * alpha**2 * np.sinh(z), 2 * alpha**2 * np.cosh(z)
    signs = np.array([[-1.0], [1.0]])
    powers = alpha**3 * (1 + signs * z) ** -3
    return powers[0] - powers[1], 3 * (powers / (1 + signs * z)).sum(axis=0)


def flow(x, y, alpha, depth=2):
    """The end of gradient flow from a scale: β, and z."""
    c = np.zeros(len(y))
    for _ in range(300):
        z = x.T @ c
        beta, slope = of(z, alpha, depth)
        off = y - x @ beta
        if np.linalg.norm(off) < 1e-9 * np.linalg.norm(y):
            break
        step = np.linalg.solve(slope * x @ x.T, off)
        for share in 0.5 ** np.arange(60):
            # a shorter step as long as it leaves |z| < 1, or makes the errors larger
            z = x.T @ (c + share * step)
            if abs(z).max() >= (300 if depth == 2 else 1):
                continue
            if np.linalg.norm(y - x @ of(z, alpha, depth)[0]) < np.linalg.norm(off):
                break
        c = c + share * step
    return beta, z


problems = [problem(seed) for seed in SEEDS]
SCALES = 10.0 ** np.arange(-8, 2.5, 0.5)  # α to the power of the depth
ends = {
    depth: [
        [flow(x, y, scale ** (1 / depth), depth) for x, y, _ in problems]
        for scale in SCALES
    ]
    for depth in (2, 3)
}
errors = {
    depth: np.array(
        [
            [
                error(beta, problem[2])
                for (beta, _), problem in zip(row, problems, strict=True)
            ]
            for row in found
        ]
    )
    for depth, found in ends.items()
}
middle = {depth: np.median(found, axis=1) for depth, found in errors.items()}
least_squares = [np.linalg.pinv(x) @ y for x, y, _ in problems]
base = float(
    np.median(
        [
            error(b, truth)
            for b, (*_, truth) in zip(least_squares, problems, strict=True)
        ]
    )
)
print(f"error of least squares {base:.3f}, of β = 0: 1")
print("depth" + "".join(f"{f'α^D {scale:g}':>12}" for scale in SCALES[::4]))
for depth, found in middle.items():
    print(f"{depth:5}" + "".join(f"{e:12.5f}" for e in found[::4]))

# %% id="flow-holds" holds=true
assert (np.diff(middle[2]) > 0).all(), "The smaller the scale, the smaller the error."
assert middle[2][0] < 1e-4 and abs(middle[2][-1] / base - 1) < 0.01, (
    "From the smallest start the truth is found, and from the largest that of least squares."
)
assert 0.4 < base < 0.75, "Least squares leaves about half of the error."
between = (SCALES > 1e-5) & (SCALES < 0.5)
assert (middle[3] < middle[2])[between].all(), (
    "At the same α^D depth 3 is nearer to the truth."
)

# %% id="figure"
fig, axes = plt.subplots()
for depth, aside, colour, marker in (
    (2, 1, ORTHOGONAL, "o"),
    (3, 1.4, FORWARD, "s"),
):
    ranges = np.abs(np.quantile(errors[depth], (0, 1), axis=1) - middle[depth])
    axes.errorbar(
        aside * np.array(SCALES),  # so that both can be seen
        middle[depth],
        ranges,
        fmt=f"{marker}-",
        color=colour,
        markersize=4,
        label=f"D = {depth}",
    )
axes.axhline(base, color=INK, linestyle="--", linewidth=0.8)
axes.set(xlabel="α^D", ylabel="error on new inputs", xscale="log")
axes.legend(loc="upper left")
plt.show()

# %% [markdown]
# Medians of ten seeds, with the smallest and the largest, those of $D = 3$ a little to the right; the dashed line is least squares, the exact fit with the smallest sum of squares.
#
# ## Gradient descent
#
# The same at $D = 2$ by 6,000 steps on $w_+$ and $w_-$.
# Small steps are a twentieth of what the largest curvature bears, larger ones three times that.


# %% id="descent" varies=true
def descend(scales, share, steps=6000):
    """Gradient descent from each scale α² and on each problem: β, (scales, seeds, inputs)."""
    x, y = (np.array([p[i] for p in problems]) for i in range(2))
    w = np.sqrt(scales)[:, None, None] * np.ones((2, len(scales), len(SEEDS), INPUTS))
    largest = np.linalg.norm(x, 2, axis=(1, 2))[:, None] ** 2
    for _ in range(steps):
        off = np.einsum("pni,spi->spn", x, w[0] ** 2 - w[1] ** 2) - y
        gradient = np.einsum("pni,spn->spi", x, off)
        curvature = 4 * largest * (w**2).sum(axis=0).max(axis=-1, keepdims=True)
        w = w - 2 * share / curvature * 2 * w * np.array([gradient, -gradient])
    return w[0] ** 2 - w[1] ** 2


TRAINED = SCALES[[12, 14, 16]]
steps = {
    share: np.median(
        [
            [error(b, p[2]) for b, p in zip(row, problems, strict=True)]
            for row in descend(TRAINED, share)
        ],
        axis=1,
    )
    for share in (1 / 20, 3 / 20)
}
small, large = steps.values()
exact = middle[2][[12, 14, 16]]
print(f"{'α²':>4} {'small steps':>12} {'larger steps':>13} {'minimum':>9}")
for scale, by_small, by_large, least in zip(TRAINED, small, large, exact, strict=True):
    print(f"{scale:4g} {by_small:12.4f} {by_large:13.4f} {least:9.4f}")

# %% id="descent-holds" holds=true
assert (abs(small / exact - 1) < 0.08).all(), "Small steps end where the minimum is."
assert (exact < small).all() and (small < large).all(), (
    "Larger steps end further off, as from a larger start."
)

# %% [markdown]
# ## How many examples it takes, and what becomes of the kernel
#
# The tangent kernel of two inputs at $D = 2$ is $4 \sum_i (w_{+,i}^2 + w_{-,i}^2)\, x_i x'_i$.
# The sum of the squares is $2\alpha^2 \cosh z_i$, so the kernel is as it was if all $z$ are small.
# The table tells the part of it that grows most; the examples are those for an error of 0.025.


# %% id="examples" varies=true
COUNTS = range(10, 101, 5)


def needed(scale, target=0.025):
    """The fewest examples with which the median error is below the target."""
    for count in COUNTS:
        found = []
        for seed in SEEDS:
            x, y, truth = problem(seed, count)
            found.append(error(flow(x, y, np.sqrt(scale))[0], truth))
        if np.median(found) < target:
            return count
    return max(COUNTS)


few, many = needed(1e-6), needed(100)
growth = {
    scale: float(
        np.median(
            [np.cosh(z).max() for _, z in ends[2][np.argmin(abs(SCALES - scale))]]
        )
    )
    for scale in (1e-6, 1e-2, 100)
}
print(f"{'α²':>6} {'examples needed':>16} {'kernel, end over start':>23}")
for scale, count in ((1e-6, few), (100, many)):
    print(f"{scale:6g} {count:16} {growth[scale]:23.4g}")

# %% id="examples-holds" holds=true
assert few < 0.6 * many, "The small start needs fewer than 60 % of the examples."
assert growth[100] < 1.001 and growth[1e-2] > 10, (
    "From α² = 100 the kernel stays, from 0.01 a part of it grows more than tenfold."
)

# %% [markdown]
# ## The paper and here
#
# What is marked (\*) comes second-hand, or is a limit that the paper proves and that is looked at here at one scale.

# %% id="table" varies=true
sums = [
    np.median(
        [
            abs(b).sum() / abs(t).sum()
            for (b, _), (*_, t) in zip(row, problems, strict=True)
        ]
    )
    for row in ends[2]
]
squares = np.median(
    [
        np.linalg.norm(b) / np.linalg.norm(ls)
        for (b, _), ls in zip(ends[2][-1], least_squares, strict=True)
    ]
)
excess = {
    depth: float(
        np.median(
            [
                abs(b).sum() / abs(t).sum() - 1
                for (b, _), (*_, t) in zip(ends[depth][8], problems, strict=True)
            ]
        )
    )
    for depth in (2, 3)
}
rows = [
    (
        "error by small steps over that of the minimum, α² = 0.01",
        1.0,
        float(small[0] / exact[0]),
        "within 1.1",
        "the paper lets time flow; these steps have a size",
    ),
    (
        "sum of |β| over that of the truth, α² = 1e-8 *",
        1.0,
        float(sums[0]),
        "within 1.02",
        "α to 0: the least sum of |β|, here that of the truth",
    ),
    (
        "norm of β over that of least squares, α² = 100 *",
        1.0,
        float(squares),
        "within 1.001",
        "α to infinity: the least sum of β²",
    ),
    (
        "growth of the kernel, α² = 100",
        1.0,
        growth[100],
        "within 1.01",
        "the kernel regime: the part that grows most",
    ),
    (
        "growth of the kernel, α² = 1e-2",
        None,
        growth[1e-2],
        "above 2",
        "the rich regime: features are learned",
    ),
    (
        "examples needed, α² = 1e-6 over 100 *",
        None,
        few / many,
        "below 0.6",
        "sparse solutions need few; least squares needs nearly all 100",
    ),
    (
        "excess of the sum of |β|, D = 3 over 2, α^D = 1e-4 *",
        None,
        excess[3] / excess[2],
        "below 1",
        "deeper: rich from a larger start on",
    ),
]
print(comparison(rows))

# %% id="table-holds" holds=true
assert all(holds(row) for row in rows), "All rows are as the paper says."

# %% [markdown]
# ## Questions
#
# ??? question "Then why not start as small as can be?"
#     At $\alpha = 0$ all gradients are zero, and nothing ever moves.
#     Near it training begins slowly: at $D = 2$ weights grow in proportion to themselves, and take a time of the order of $\ln(1/\alpha)$; at $D = 3$ it is $1/\alpha$.
#     And what is learned is sparse: the wrong guess where all inputs matter a little.
#     Try such a truth below.
#
# ??? question "Is that the scale that the laws of the guide set?"
#     It is the same knob with another question.
#     There the variance keeps the signal, whatever is learned; here every scale fits the examples, and the scale decides which fit.
#     In a wide network both meet: [standard starts and μP](yang-hu-2021.py) differ in how far the features move.
#
# ??? question "Why does depth 3 change over faster?"
#     Look at the two formulas of $\beta$: at depth 2 an entry of size 1 needs $z = \ln(1/\alpha^2)$, and with half of that $z$ another one is still $\alpha^2 e^{z/2} = \alpha$.
#     The power of depth 3 is steeper: near $z = 1$ an entry is large, and at half of that $z$ it is still below $8 \alpha^3$.

# %% id="try-it" varies=true
by_scale = {}
print(f"{'truth':22}" + "".join(f"{f'α² {s:g}':>10}" for s in (1e-6, 1e-2, 100)))
for name, relevant in (("5 of 100 inputs matter", 5), ("all inputs matter", 100)):
    truth = np.where(np.arange(INPUTS) < relevant, relevant**-0.5, 0)
    by_scale[relevant] = [
        np.median([error(flow(x, x @ truth, s**0.5)[0], truth) for x, *_ in problems])
        for s in (1e-6, 1e-2, 100)
    ]
    print(f"{name:22}" + "".join(f"{e:10.3f}" for e in by_scale[relevant]))

# %% id="try-it-holds" holds=true
assert by_scale[5][0] < 0.01, "Where few inputs matter, small is best."
assert by_scale[100][0] > by_scale[100][2], "Where all do, large is."
