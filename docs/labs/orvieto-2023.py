# %% [markdown]
# # Orvieto et al. 2023: eigenvalues on a ring
#
# States near the unit circle hold long and grow large: a factor γ takes the size back, two exponentials keep them inside while they are learned, and a small range of phases gives up single inputs for averages.
#
# The paper ([@orvieto2023]) takes a recurrent network apart until a *linear recurrent unit* is left, the LRU, which does as well as state-space models on a benchmark of long sequences.
# The nonlinearity between the steps is dropped, and the start is changed: where the eigenvalues are drawn, in which form they are learned, and how large the input is.
# [Recurrence and state spaces](../practice/recurrence.md#ring) derives the ring and $\gamma$; here they are put to the paper's tests, and trained.
#
# ## Here
#
# Each state $x$ is a complex number with an eigenvalue $\lambda$ of its own,
#
# $$
# x_t = \lambda\, x_{t-1} + \gamma\, b\, u_t,
# \qquad
# \lambda = e^{-\nu + i\theta},
# \qquad
# \gamma = \sqrt{1 - |\lambda|^2} .
# $$
#
# $u_t$ is the input of step $t$, and $b$ a weight.
# $|\lambda| = e^{-\nu}$ is the *size* of an eigenvalue and $\theta$ its *phase*, the angle by which a state turns in each step.
# At the start the eigenvalues are even over the area of a ring between the radii $r_0$ and $r_1$, with phases from 0 to $\theta_1$: $2\pi$ in most of the paper, $\pi/10$ for its longest sequences.
#
# The paper trains six layers on images and texts; here one layer learns to recall noise.
# Ten draws, and eight seeds where something is trained.
# `FULL = True` takes 20,000 states, and trains twice as many to remember twice as long.

# %% id="setup"
import matplotlib.pyplot as plt
import numpy as np

from initdocs.colours import EXPLODES, FADES, KEPT, ORTHOGONAL
from initdocs.comparison import comparison, holds

# True: more states, longer memories; `make full LAB=orvieto-2023` records what comes out
FULL = False
WHOLE = 2 * np.pi


def ring(r0, r1, phase, shape, rng):
    """Eigenvalues that are even over a ring, with phases from 0 to `phase`."""
    size = np.sqrt(rng.uniform(r0**2, r1**2, shape))
    return size * np.exp(1j * phase * rng.random(shape))


def law(r0, r1):
    """The mean of 1/(1 − |λ|²) over a ring: proposition 3 of the paper."""
    return np.log((1 - r0**2) / (1 - r1**2)) / (r1**2 - r0**2)


def normal(rng, shape):
    """Complex normal numbers of variance 1."""
    real, imaginary = rng.standard_normal((2, *shape)) / np.sqrt(2)
    return real + 1j * imaginary


# %% [markdown]
# ## How large a state becomes
#
# Proposition 3 of the paper: without $\gamma$ the mean square of the states, over that of what enters them, comes to
#
# $$
# \frac{1}{r_1^2 - r_0^2} \ln \frac{1 - r_0^2}{1 - r_1^2},
# $$
#
# for white noise, and for an input that stays the same.
# It is looked at as in the paper's figure 9: 500 states, ten runs.


# %% id="size" varies=true
RUNS, STATES = (40 if FULL else 10), 500
RINGS = (0.9, 0.99), (0.9, 0.999), (0.99, 0.999)


def squares(r0, r1, seed=0):
    """Mean squares of each run: of noise, of noise with γ, and of a constant."""
    rng = np.random.default_rng(seed)
    values = ring(r0, r1, WHOLE, (RUNS, STATES), rng)
    x = 0
    for _ in range(int(2.5 / (1 - r1))):
        x = values * x + normal(rng, values.shape)
    constant = 1 / (1 - values)
    gamma = np.sqrt(1 - abs(values) ** 2)
    return [(abs(of) ** 2).mean(axis=1) for of in (x, gamma * x, constant)]


found = {ends: squares(*ends) for ends in RINGS}
print("ring              law   noise      ±  with γ  constant       5 to 95 %")
for (r0, r1), (noise, kept, constant) in found.items():
    low, middle, high = np.quantile(constant, (0.05, 0.5, 0.95))
    print(
        f"{f'{r0} to {r1}':15}{law(r0, r1):6.1f} {noise.mean():7.1f} "
        f"{noise.std(ddof=1) / RUNS**0.5:6.1f} {kept.mean():7.2f} "
        f"{middle:9.1f} {f'{low:.1f} to {high:.1f}':>15}"
    )
scatter = float(np.mean([np.std(of[2]) / np.std(of[0]) for of in found.values()]))
print(f"scatter from run to run, a constant over noise: {scatter:.1f}")

# %% id="size-holds" holds=true
assert all(
    abs(noise.mean() / law(*ends) - 1) < 0.15 for ends, (noise, *_) in found.items()
), "Noise has the size of the law, within 15 %."
assert all(abs(kept.mean() - 1) < 0.05 for _, kept, _ in found.values()), (
    "With γ it is 1."
)
assert scatter > 1, "From run to run a constant scatters more than noise."
below = [found[ends][2] < law(*ends) for ends in ((0.9, 0.999), (0.99, 0.999))]
assert np.mean(below) > 0.5, (
    "From rings to 0.999 most runs of a constant stay below the law."
)

# %% [markdown]
# Noise: means of the runs and their standard errors; a constant: the middle run, and what nine in ten lie between.
#
# For a constant the law is a mean that few states carry, those whose $\lambda$ lies next to 1 itself.
# From rings to 0.999 most runs stay below it, for want of such a state.
# "More accurate in the random input setting", says the paper.
#
# The proof asks for phases all around the circle.
# With phases from 0 to $\theta_1$ only the noise keeps its size: a constant adds up where the phase is small, and its mean square with $\gamma$ is about $\pi/\theta_1$.

# %% id="constant" varies=true
values = {
    phase: ring(0.99, 0.999, phase, 400_000, np.random.default_rng(1))
    for phase in (WHOLE, np.pi, np.pi / 10)
}
constants = {
    phase: float(((1 - abs(of) ** 2) / abs(1 - of) ** 2).mean())
    for phase, of in values.items()
}
for phase, square in constants.items():
    print(f"phases to {phase:5.3f}: a constant with γ {square:5.2f}")

# %% id="constant-holds" holds=true
assert abs(constants[WHOLE] - 1) < 0.15, (
    "With all phases a constant has the size 1 too."
)
assert abs(constants[np.pi / 10] / 10 - 1) < 0.1, "With phases to π/10 it is 10."

# %% [markdown]
# ## How far a memory reaches
#
# How much of an input is still there after $t$ steps?
# Take 64 states that read white noise, and the linear readout of their real and imaginary parts that guesses the input $t$ steps ago best.
# The share of its variance that the guess explains is what is remembered.
# Each part gets noise of a hundredth of its variance, or digits far behind the point would count as memory.
#
# A second readout guesses the *mean* of 64 inputs, from $t$ steps ago backwards.


# %% id="reach" varies=true
STARTS = {
    "disc": (0, 0.999, WHOLE),
    "ring from 0.9": (0.9, 0.999, WHOLE),
    "ring from 0.99": (0.99, 0.999, WHOLE),
    "the same, phases to π/10": (0.99, 0.999, np.pi / 10),
}
LAGS = np.array([1, 2, 3, 5, 10, 20, 30, 50, 100, 150, 200, 300, 500, 700, 1000, 2000])


def remembered(values, lags, width=1, noise=0.01):
    """The share that the best readout explains of the mean of `width` inputs before each lag."""
    gamma = np.sqrt(1 - abs(values) ** 2)
    both, turned = (
        np.outer(gamma, gamma) / (1 - np.outer(values, other))
        for other in (values, values.conj())
    )
    covariance = np.block([
        [(turned + both).real, (both - turned).imag],
        [(both + turned).imag, (turned - both).real],
    ]) / 2  # fmt: skip
    held = gamma * values ** lags[:, None] * (1 - values**width) / (1 - values)
    held = np.concatenate([held.real, held.imag], axis=1) / np.sqrt(width)
    covariance += noise / 2 * np.eye(len(covariance))
    return (held * np.linalg.solve(covariance, held.T).T).sum(axis=1)


drawn = {
    name: [ring(*start, 64, np.random.default_rng(seed)) for seed in range(10)]
    for name, start in STARTS.items()
}
reach = {
    width: {
        name: np.array([remembered(of, LAGS, width) for of in draws])
        for name, draws in drawn.items()
    }
    for width in (1, 64)
}
ASKED = np.searchsorted(LAGS, (10, 100, 300))
for width, what in ((1, "one input"), (64, "mean of 64")):
    print(
        ("\n" if width > 1 else "")
        + f"{what:26}"
        + "".join(f"{f't = {LAGS[i]}':>10}" for i in ASKED)
    )
    for name, shares in reach[width].items():
        print(
            f"{name:26}"
            + "".join(f"{share:10.2f}" for share in shares.mean(axis=0)[ASKED])
        )

# %% id="reach-holds" holds=true
one, mean = (
    [shares.mean(axis=0) for shares in reach[width].values()] for width in (1, 64)
)
near, far = ASKED[:2]
assert one[1][near] > 0.9 and 0.55 < one[2][near] < 0.8, (
    "After ten steps the ring from 0.9 holds nearly all of an input, and that from 0.99 two thirds."
)
assert one[0][far] < one[1][far] < one[2][far], (
    "The larger the inner radius, the more is left of an input after 100 steps."
)
assert one[2][near] < one[1][near], "It is paid for with inputs that are near."
assert one[3][far] < one[2][far] / 2, (
    "Small phases hold less than half as much of one input."
)
assert mean[3][far] > 0.8 and max(of[far] for of in mean[:3]) < 0.5, (
    "Of a mean small phases hold more than 80 %, and no other start the half."
)


# %% id="figure"
LOOKS = ((FADES, "v"), (KEPT, "o"), (ORTHOGONAL, "s"), (EXPLODES, "^"))


def picture(width, what):
    """What each start holds of the past, over ten draws."""
    _, axes = plt.subplots(figsize=(5, 3.4))
    for (name, shares), (colour, marker) in zip(
        reach[width].items(), LOOKS, strict=True
    ):
        axes.errorbar(
            LAGS,
            shares.mean(axis=0),
            shares.std(axis=0, ddof=1),
            fmt=f"{marker}-",
            color=colour,
            markersize=4,
            label=name,
        )
    axes.set(
        xlabel="steps ago", ylabel=f"share of {what}", xscale="log", ylim=(0, 1.05)
    )
    axes.set_yticks([0, 0.5, 1])
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2)
    plt.show()


picture(1, "one input")

# %% [markdown]
# Means of ten draws, with their deviations.
# What 64 states hold of single inputs is spread: a far reach is a thin one.
# The same for the mean of 64 inputs:

# %% id="figure-mean"
picture(64, "a mean of 64")

# %% [markdown]
# A mean of many inputs is a slow wave, and only states that turn slowly follow it.
# Of all phases between 0 and $2\pi$ few are small, and the long bars tell that it is chance whether a start has drawn one; of those below $\pi/10$ all are.
#
# ## The rings of the paper
#
# The paper sweeps both radii for each task; these are its choices with $\gamma$ (its table 8), and the lengths that it names.

# %% id="rings" varies=true
TASKS = {
    "Text": (0.5, 0.9, WHOLE, None),
    "ListOps": (0, 0.99, WHOLE, None),
    "sCIFAR, Pathfinder": (0.9, 0.999, WHOLE, 1024),
    "PathX": (0.999, 0.9999, np.pi / 10, 16_000),
}
print("                                         half-lives in steps")
print("task                ring                 half below   longest   of a sequence")
longest = {}
for name, (r0, r1, _, length) in TASKS.items():
    middle = np.log(2) / -np.log(np.sqrt((r0**2 + r1**2) / 2))
    longest[name] = np.log(2) / -np.log(r1)
    part = f"{longest[name] / length:15.2f}" if length else ""
    print(
        f"{name:20}{f'{r0} to {r1}':20}{middle:11.1f} {longest[name]:9.0f} {part}".rstrip()
    )

# %% id="rings-holds" holds=true
parts = [longest[name] / of[3] for name, of in TASKS.items() if of[3]]
assert all(0.4 < part < 0.7 for part in parts), (
    "For images the slowest state holds half of an input for about half of the sequence."
)
assert longest["Text"] < 7, "For texts no state holds half of an input for 7 steps."

# %% [markdown]
# For images the slowest state holds half of an input for about half of the sequence; for texts none does for 7 steps.
# So the ring is set by the task, and not by the length alone.
#
# ## What is learned
#
# Now the eigenvalues are trained, and a readout $c$ with them: $y_t$ is the sum of $\mathrm{Re}(c\, x_t)$ over the states, with $b = 1$.
# Of white noise the error of $y$ needs no examples: with the *kernel* $K_j = \sum \mathrm{Re}(c\, \gamma\, \lambda^j)$, what $y$ holds of the input $j$ steps ago, the mean squared error is $\sum_j (K_j - K^*_j)^2$.
# $K^*$ is the task: one input, or the mean of many.
# Costs are told over that of saying nothing, which is 1.
#
# $\gamma$ stays as drawn, and Adam trains the rest.
# The eigenvalues are learned in one of three forms of the paper, by
#
# - *real*: the real and the imaginary part of $\lambda$,
# - *exp*: $\nu$ and $\theta$,
# - *stable*: $\ln \nu$ and $\ln \theta$, so that $|\lambda| = e^{-e^{\ln \nu}}$ is below 1 wherever a step leads.


# %% id="training"
UNITS, LENGTH, LAG, WIDTH, STEPS = (
    (64, 576, 200, 128, 300) if FULL else (32, 256, 100, 64, 300)
)
AGO = np.arange(LENGTH)
GOALS = {
    "one input": (AGO == LAG) * 1.0,
    "a mean": ((AGO >= LAG) & (AGO < LAG + WIDTH)) / np.sqrt(WIDTH),
}
SEEDS = range(8)


def told(values, way):
    """The two parameters of each eigenvalue."""
    if way == "real":
        return np.array([values.real, values.imag])
    polar = np.array([-np.log(abs(values)), np.angle(values) % WHOLE])
    return np.log(polar) if way == "stable" else polar


def meant(parameters, way):
    """The eigenvalues, and how they change with each parameter."""
    if way == "real":
        return parameters[0] + 1j * parameters[1], np.array([1, 1j])[:, None, None]
    polar = np.exp(parameters) if way == "stable" else parameters
    values = np.exp(-polar[0] + 1j * polar[1])
    slopes = np.array([-values, 1j * values])
    return values, slopes * polar if way == "stable" else slopes


def powers(values, length):
    """The powers 0 to length − 1 of each value."""
    few = int(np.sqrt(length))
    low = values[..., None] ** np.arange(few)
    high = (values**few)[..., None] ** np.arange(length // few)
    return (high[..., None] * low[..., None, :]).reshape(*values.shape, length)


def slope(parameters, way, gamma, goal):
    """The gradient of the cost for (λ, λ, Re c, Im c), the cost, and the largest |λ|."""
    values, by = meant(parameters[:2], way)
    c = parameters[2] + 1j * parameters[3]
    past = powers(values, len(goal))
    error = ((c * gamma)[:, None] @ past)[:, 0].real - goal
    sums = 2 * past @ np.stack([error, error * np.arange(len(goal))], axis=-1)
    by_c, by_value = sums[..., 0] * gamma, sums[..., 1] * gamma * c / values
    gradient = [*(by_value * by).real, by_c.real, -by_c.imag]
    return np.array(gradient), (error**2).sum(axis=1), abs(values).max(axis=1)


def adam(parameters, of, rate, steps):
    """The parameters after Adam, and what `of` tells beside the gradient before each step."""
    m, v, seen = 0, 0, []
    with np.errstate(over="ignore", invalid="ignore"):
        for t in range(1, steps + 1):
            gradient, *beside = of(parameters)
            seen.append(beside)
            m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
            step = m / (1 - 0.9**t) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
            parameters = parameters - rate * step
    return parameters, [np.array(what) for what in zip(*seen, strict=True)]


def train(start, goal, way="stable", rate=0.01, normalized=True):
    """The costs and the largest |λ| before each step, (steps, seeds), and the end with its γ."""
    values, c = [], []
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        values.append(ring(*start, UNITS, rng))
        c.append(normal(rng, (UNITS,)) / np.sqrt(UNITS))
    values, c = np.array(values), np.array(c)
    gamma = np.sqrt(1 - abs(values) ** 2) if normalized else np.ones(values.shape)
    begin = np.concatenate([told(values, way), [c.real, c.imag]])
    end, seen = adam(begin, lambda p: slope(p, way, gamma, goal), rate, STEPS)
    return *seen, (end, gamma)


# %% id="learned" varies=true
trained = {
    goal: {name: train(start, of)[0] for name, start in STARTS.items()}
    for goal, of in GOALS.items()
}
learned = {
    goal: {name: costs[-1] for name, costs in runs.items()}
    for goal, runs in trained.items()
}
print(f"stable form, {STEPS} steps: medians of eight seeds, and their range")
print(f"{'start':26}" + "".join(f"{goal:>11}{'range':>15}" for goal in GOALS))
for name in STARTS:
    ends = [learned[goal][name] for goal in GOALS]
    print(
        f"{name:26}"
        + "".join(
            f"{np.median(c):11.2f}{f'{c.min():.2f} to {c.max():.2f}':>15}" for c in ends
        )
    )

# %% id="learned-holds" holds=true
one, mean = ([np.median(c) for c in learned[goal].values()] for goal in GOALS)
assert max(one[1:3]) < 0.8 * one[0], (
    "From a ring one input is learned better than from a disc."
)
assert one[0] > 0.85 and one[3] > 0.8, (
    "From the disc and from small phases hardly at all."
)
others = np.concatenate(list(learned["a mean"].values())[:3])
assert max(learned["a mean"]["the same, phases to π/10"]) < 0.1, (
    "From small phases every seed learns the mean."
)
assert others.min() < 0.5 and (others > 0.5).mean() > 0.5, (
    "From all phases a few do, and most do not."
)

# %% [markdown]
# So training does not make up for the start, in these steps: each start learns what its states held before (compare the two figures).
# From small phases every seed learns the mean; from all phases a few do, and most do not.
#
# ### Without $\gamma$
#
# The paper sees the loss blow up at the start as the ring comes near 1, and could not learn its longest sequences with small phases alone.

# %% id="gamma" varies=true
SMALL, goal = "the same, phases to π/10", GOALS["a mean"]
with_gamma, without = (
    np.median(costs, axis=1)
    for costs in (
        trained["a mean"][SMALL],
        train(STARTS[SMALL], goal, normalized=False)[0],
    )
)
print("from small phases to a mean, medians of eight seeds")
for name, cost in (("with γ", with_gamma), ("without", without)):
    print(f"{name:8} cost at the start {cost[0]:6.2f}, at the end {cost[-1]:.3f}")

# %% id="gamma-holds" holds=true
assert without[0] > 10 * with_gamma[0], (
    "Without γ the first cost is more than ten times as large."
)
assert without[-1] < 0.1, "One layer recovers under Adam."

# %% [markdown]
# The first cost is as large here, and yet one layer recovers under Adam.
# Six of them on sequences of 16,000 steps are another matter.
#
# ## Why two exponentials
#
# From small phases to the mean, in all three forms and at two learning rates.
# What was learned on sequences of one length is then read on sequences of sixteen times that length.

# %% id="stable" varies=true
longer = np.concatenate([goal, np.zeros(15 * LENGTH)])
forms, read = {}, {}
print("rate   form    largest cost  at the end  had |λ| > 1  16 times as long")
for rate in (0.003, 0.03):
    for way in ("real", "exp", "stable"):
        costs, largest, (end, gamma) = train(STARTS[SMALL], goal, way, rate)
        forms[way, rate] = costs, largest
        with np.errstate(over="ignore", invalid="ignore"):
            far = np.nan_to_num(slope(end, way, gamma, longer)[1], nan=np.inf)
        read[way, rate] = float(np.median(far))
        print(
            f"{rate:<6} {way:6}{np.nanmax(costs):14.2g} {np.median(costs[-1]):11.2f} "
            f"{(largest > 1).any(axis=0).mean():12.0%} {read[way, rate]:17.2g}"
        )
last = {of: float(np.median(costs[-1])) for of, (costs, _) in forms.items()}
beyond = {of: (largest > 1).any(axis=0).mean() for of, (_, largest) in forms.items()}

# %% id="stable-holds" holds=true
assert max(last[way, 0.003] for way in ("real", "exp", "stable")) < 0.1, (
    "At the small rate all three forms learn."
)
assert min(beyond["real", 0.003], beyond["exp", 0.003]) > 0.8, (
    "In nearly all seeds real and exp have had an eigenvalue beyond 1 by then."
)
assert beyond["stable", 0.003] == beyond["stable", 0.03] == 0, (
    "The stable form never has."
)
assert (
    last["stable", 0.03] < 0.1 and min(last["real", 0.03], last["exp", 0.03]) > 0.9
), "At ten times the rate the stable form learns, and the others have lost everything."
assert min(np.nanmax(forms[way, 0.03][0]) for way in ("real", "exp")) > 1e6, (
    "Their cost has been above a million."
)
assert (
    read["stable", 0.003] < 10 and min(read["real", 0.003], read["exp", 0.003]) > 1e3
), "On longer sequences real and exp blow up, and the stable form does not."

# %% [markdown]
# The cost at the end, and on sequences 16 times as long, are medians; before them stands the largest of all seeds and steps, and the share of seeds that had an eigenvalue beyond 1.
#
# On its way each form moves an eigenvalue near 1 by about the rate in each step of Adam.
# For *real* and *exp* 1 is a place like any other, and they step over it.
# A step of *stable* multiplies $\nu$, so the nearer to 1 the shorter it is.
#
# An eigenvalue beyond 1 need not show on the sequences of the training, where it has no time to grow; on longer ones it does.
#
# ## To learn a turn
#
# A smaller experiment of the paper (its figure 8): one eigenvalue of the right size has the wrong phase, and Adam is to find $\lambda^{100}$ from the real and the imaginary part, or from $\nu$ and $\theta$.
# The paper says that the first gets slower as the phase comes near $\pi/2$.
# Here are forty draws of how far the phase is off.

# %% id="turn" varies=true
PHASES = np.linspace(0, np.pi / 2, 5)
rng = np.random.default_rng(0)
OFF = rng.uniform(0.005, 0.025, 40) * rng.choice([-1, 1], 40)


def turn(way, rate=1e-3, power=100, size=0.99):
    """The steps until the cost stays below a hundredth of the first: (phases, draws)."""
    right = size * np.exp(1j * PHASES[:, None])
    begin = np.array([(v := right * np.exp(1j * OFF)).real, v.imag])
    if way == "exp":
        begin = np.array([-np.log(abs(v)), PHASES[:, None] + OFF])

    def of(parameters):
        values, by = meant(parameters, way)
        error = values**power - right**power
        chain = error.conj() * power * values ** (power - 1)
        return (chain * by).real, abs(error) ** 2 / 2

    costs = adam(begin, of, rate, 500)[1][0]
    return 500 - np.argmax(costs[::-1] > costs[0] / 100, axis=0)


turns = {way: turn(way).mean(axis=1) for way in ("real", "exp")}
print("phase / π   steps, real   steps, exp")
for phase, real, polar in zip(PHASES / np.pi, *turns.values(), strict=True):
    print(f"{phase:9.3f} {real:13.1f} {polar:12.1f}")

# %% id="turn-holds" holds=true
assert np.ptp(turns["exp"]) < 1, "By ν and θ every phase takes as many steps."
assert abs(turns["real"][-1] / turns["real"][0] - 1) < 0.02, (
    "By real and imaginary part π/2 takes as many as 0."
)

# %% [markdown]
# By real and imaginary part $\pi/2$ takes as many steps as 0, and it must: multiply all values by $i$, and the two parts only change places and signs, while the cost stays, as $i^{100} = 1$.
# So this claim does not hold as it is told.
# The axes of Adam lie aslant to the circle at $\pi/4$, as far from $\pi/2$ as from 0.
#
# ## The paper and here
#
# What is marked (\*) is another task than in the paper, which trains on a benchmark of images and texts, or stands in a figure of which only the caption could be read.

# %% id="table" varies=true
small, whole = (
    np.median(learned["a mean"][name]) for name in (SMALL, "ring from 0.99")
)
near_disc, disc = (
    np.median(learned["one input"][name]) for name in ("ring from 0.9", "disc")
)
rows = [
    *(
        (
            f"mean square of noise, {r0} to {r1}",
            float(law(r0, r1)),
            float(noise.mean()),
            "within 1.15",
            "",
        )
        for (r0, r1), (noise, *_) in found.items()
    ),
    (
        "mean square of noise with γ",
        1.0,
        float(np.mean([kept for _, kept, _ in found.values()])),
        "within 1.05",
        "over all rings",
    ),
    (
        "scatter from run to run, a constant over noise",
        None,
        scatter,
        "above 1",
        "'more accurate in the random input setting'",
    ),
    (
        "mean square of a constant with γ, phases to π/10",
        None,
        constants[np.pi / 10],
        "",
        "not in the paper, whose proposition asks for all phases",
    ),
    (
        "cost of one input, ring from 0.9 over disc *",
        None,
        float(near_disc / disc),
        "below 1",
        "in the paper 88.1 % are right instead of 87.2 % (sCIFAR), and 94.4 % instead of 93.5 % (Pathfinder)",
    ),
    (
        "cost of a mean, phases to π/10 over all *",
        None,
        float(small / whole),
        "below 1",
        "in the paper PathX is learned with small phases alone",
    ),
    (
        "first cost, without γ over with *",
        None,
        float(without[0] / with_gamma[0]),
        "above 1",
        "as the loss of PathX",
    ),
    (
        "last cost, without γ over with *",
        None,
        float(without[-1] / with_gamma[-1]),
        "",
        "in the paper PathX is not learned without it",
    ),
    (
        "seeds with an eigenvalue beyond 1, stable form",
        0.0,
        float(max(beyond["stable", rate] for rate in (0.003, 0.03))),
        "below 0.01",
        "",
    ),
    (
        "last cost at the rate 0.03, stable over exp *",
        None,
        last["stable", 0.03] / last["exp", 0.03],
        "below 1",
        "in the paper 93.5 % are right instead of 65.4 % (Pathfinder)",
    ),
    (
        "steps to learn a turn, phase π/2 over 0 *",
        None,
        float(turns["real"][-1] / turns["real"][0]),
        "above 1.02",
        "by real and imaginary part; where the figure starts, and its rate, its text does not say",
    ),
]
print(comparison(rows))

# %% id="table-holds" holds=true
assert all(holds(row) in (True, None) for row in rows[:-1]), (
    "All rows but the last are as the paper says."
)
assert not holds(rows[-1]), "A turn at π/2 is as easy as one at 0."

# %% [markdown]
# ## Questions
#
# ??? question "Why not put all states next to 1?"
#     Look at the first figure at ten steps: the ring from 0.9 holds nearly all of an input, and the one from 0.99 about two thirds.
#     So many numbers can hold so many others; a state that reaches far back shares itself out over all that it has read.
#     The paper's ring for texts ends at 0.9.
#
# ??? question "Why the logarithm of ν, and not a bound on it?"
#     What counts near the circle is the distance to it, by its order of magnitude: from $\nu = 0.01$ to 0.001 is a half-life of 69 steps, or of 693.
#     In $\ln \nu$ both lie an equal step apart.
#     The paper gives that reason too: it takes the exponential over a ReLU for the finer grain near 1.
#
# ??? question "Which phases for which task?"
#     A state with phase $\theta$ adds up what swings at the rate $\theta$.
#     Single inputs swing at all rates, so their memory needs all phases; the longer a mean, the slower what is left of them.
#     Try it below.

# %% id="try-it" varies=true
RANGES, WIDTHS = (
    {"2π": WHOLE, "π/3": np.pi / 3, "π/10": np.pi / 10, "π/50": np.pi / 50},
    (1, 8, 64, 256),
)
best = []
print("share held after 100 steps, by the range of phases")
print(f"{'mean of':8}" + "".join(f"{name:>8}" for name in RANGES))
for width in WIDTHS:
    shares = [
        np.mean([
            remembered(ring(0.99, 0.999, phase, 64, np.random.default_rng(seed)), np.array([100]), width)
            for seed in range(10)
        ])
        for phase in RANGES.values()
    ]  # fmt: skip
    best.append(int(np.argmax(shares)))
    print(f"{width:7} " + "".join(f"{share:8.2f}" for share in shares))

# %% id="try-it-holds" holds=true
assert best == sorted(best) and best[0] == 0 and best[-1] == 3, (
    "The longer the mean, the smaller the best range of phases."
)
