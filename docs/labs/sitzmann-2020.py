# %% [markdown]
# # Sitzmann et al. 2020: SIREN, and its own fixed point
#
# In a network of sines with weights of variance 2/n the sums settle at a standard deviation of 0.893, where the paper says 1, and keep it at any depth.
#
# The paper ([@sitzmann2020], supplement 1) draws the weights from $U(\pm\sqrt{6/n})$, states that the sums of all layers are then standard normal, and the sines arcsine, of deviation $1/\sqrt2$.
# Multiplying the sums by $\omega_0$ and dividing the weights by it, it says, leaves all that as it is, and makes the gradients of the weights $\omega_0$ times as large.
#
# ## Here
#
# One coordinate on [−1, 1], a first layer with $\omega_0 = 30$, twenty hidden layers of 512 units, five seeds.
# Three networks: that of the paper, without biases; that of [its code](../reference/recipes/siren.md), whose biases PyTorch draws from $U(\pm1/\sqrt n)$ and $\omega_0$ multiplies; and one whose activation is $\sin(\tfrac\pi2 z)$, which the paper's lemma 1.6 is about.

# %% id="setup"
import numpy as np
import matplotlib.pyplot as plt

from initdocs.colours import FADES, INK, KEPT, STEPS
from initdocs.comparison import comparison, holds
from initdocs.propagation import chi_1, fixed_point

OMEGA, WIDTH, DEPTH, POINTS, SEEDS = 30, 512, 20, 100, range(5)
KINDS = ("paper", "code's biases", "sin(π/2 z)")


def deviations(kind, seed):
    """The standard deviations of sums and sines of each hidden layer: (DEPTH, 2)."""
    rng = np.random.default_rng(seed)
    factor = np.pi / 2 if kind == "sin(π/2 z)" else 1
    x = np.linspace(-1, 1, POINTS)
    w, b = rng.uniform(-1, 1, (2, WIDTH, 1))
    h = np.sin(OMEGA * (w * x + b))
    found = []
    for _ in range(DEPTH):
        z = rng.uniform(-1, 1, (WIDTH, WIDTH)) * np.sqrt(6 / WIDTH) @ h
        if kind == "code's biases":
            z += OMEGA * rng.uniform(-1, 1, (WIDTH, 1)) / np.sqrt(WIDTH)
        h = np.sin(factor * z)
        found.append((z.std(), h.std()))
    return np.array(found)


# %% [markdown]
# ## Sums and sines by depth

# %% id="by-depth"
found = {kind: np.array([deviations(kind, seed) for seed in SEEDS]) for kind in KINDS}
middle = {kind: np.median(of, axis=0) for kind, of in found.items()}
print("median of five seeds: sums, sines")
print(f"{'':14}" + "".join(f"{f'layer {layer}':>15}" for layer in (1, 2, 8, 20)))
for kind, of in middle.items():
    told = [f"{sums:.3f}, {sines:.3f}" for sums, sines in of[[0, 1, 7, 19]]]
    print(f"{kind:14}" + "".join(f"{each:>15}" for each in told))

# %% id="by-depth-holds" holds=true
assert abs(middle["paper"][7, 0] - 0.893) < 0.03, (
    "In the eighth layer the sums have a deviation of 0.89."
)
assert abs(middle["paper"][7, 1] - 0.631) < 0.015, "The sines have 0.63."
assert abs(middle["sin(π/2 z)"][7, 0] - 1) < 0.03, (
    "With the factor π/2 the sums have 1."
)
assert middle["code's biases"][7, 0] > 1.15, "With the code's biases it is above 1.15."

# %% id="figure"
fig, axes = plt.subplots()
for kind, colour, marker in zip(KINDS, (FADES, STEPS[2], KEPT), "os^", strict=True):
    sums = found[kind][:, :, 0]
    ends = np.abs(np.quantile(sums, (0, 1), axis=0) - np.median(sums, axis=0))
    axes.errorbar(
        np.arange(1, DEPTH + 1),
        np.median(sums, axis=0),
        ends,
        fmt=f"{marker}-",
        color=colour,
        markersize=4,
        label=kind,
    )
axes.axhline(1, color=INK, linestyle="--", linewidth=0.8)
axes.set(xlabel="hidden layer", ylabel="deviation of the sums", ylim=(0.7, 1.8))
axes.set_xticks([1, 5, 10, 15, 20])
axes.legend()
plt.show()

# %% [markdown]
# Medians of five seeds, with the smallest and the largest; the dashed line is what the paper says.
#
# ## Where it settles
#
# For a normal sum of variance $q$ the mean square of its sine is $(1 - e^{-2q})/2$, and $n$ weights of variance $2/n$ make $1 - e^{-2q}$ of it.
# The gradient's square grows by $\chi_1 = 1 + e^{-2q}$ in each layer; [the derivation](../practice/coordinates.md#fixed-point) has more.


# %% id="theory"
def wide(z):
    return np.sin(np.pi / 2 * z)


THEORY = {
    "paper": (np.sin, 0.0),
    "code's biases": (np.sin, OMEGA**2 / (3 * WIDTH)),
    "sin(π/2 z)": (wide, 0.0),
}
growth = {}
for kind, (phi, sigma_b2) in THEORY.items():
    q = fixed_point(phi, 2, sigma_b2)
    growth[kind] = chi_1(phi, q, 2)
    print(f"{kind:14} sums {np.sqrt(q):.3f}, χ₁ {growth[kind]:.3f}")

# %% [markdown]
# ## What ω₀ does to the gradient
#
# One hidden layer, written with $\omega_0 = 30$ and with 1: the same function, and a random gradient that comes back.


# %% id="gradient"
def gradients(omega, seed):
    """The gradients of a hidden layer's weights and of its inputs, for the same function."""
    rng = np.random.default_rng(seed)
    h, back = (
        np.sin(rng.standard_normal((WIDTH, POINTS))),
        rng.standard_normal((WIDTH, POINTS)),
    )
    w = rng.uniform(-1, 1, (WIDTH, WIDTH)) * np.sqrt(6 / WIDTH) / omega
    through = omega * np.cos(omega * w @ h) * back
    return through @ h.T, w.T @ through


of_weights, of_inputs = (
    float(np.median([large.std() / small.std() for large, small in pairs]))
    for pairs in zip(
        *(
            zip(gradients(OMEGA, seed), gradients(1, seed), strict=True)
            for seed in SEEDS
        ),
        strict=True,
    )
)
print(
    f"with ω₀ = 30: gradient of the weights × {of_weights:.2f}, of the inputs × {of_inputs:.2f}"
)

# %% [markdown]
# ## The paper and here

# %% id="table"
z = np.random.default_rng(0).standard_normal(100_000)
rows = [
    (
        "deviation of the sums, hidden layer 1",
        1.0,
        float(middle["paper"][0, 0]),
        "within 1.05",
        "waves of many periods are arcsine",
    ),
    (
        "deviation of the sums, hidden layer 8",
        1.0,
        float(middle["paper"][7, 0]),
        "within 1.05",
        "0.893 is the fixed point",
    ),
    (
        "deviation of the sines, hidden layer 8",
        float(np.sqrt(1 / 2)),
        float(middle["paper"][7, 1]),
        "within 1.05",
        "0.631 is the fixed point; sin z of a normal z is not arcsine",
    ),
    (
        "sums of layer 20 over those of layer 8",
        1.0,
        float(middle["paper"][19, 0] / middle["paper"][7, 0]),
        "within 1.05",
        "irrespective of the depth",
    ),
    (
        "deviation of sin(π/2 z), z standard normal",
        float(np.sqrt(1 / 2)),
        float(wide(z).std()),
        "within 1.01",
        "lemma 1.6",
    ),
    (
        "gradient of the weights, ω₀ = 30 over 1",
        30.0,
        of_weights,
        "within 1.01",
        "supplement 1.5",
    ),
    (
        "gradient of the inputs, ω₀ = 30 over 1",
        1.0,
        of_inputs,
        "within 1.01",
        "supplement 1.5",
    ),
]
print(comparison(rows))

# %% id="table-holds" holds=true
assert [holds(row) for row in rows] == [True, False, False, True, True, True, True], (
    "All but the two deviations of deep layers are as the paper says."
)

# %% [markdown]
# ## Questions
#
# ??? question "Which weights would give the sums a deviation of 1?"
#     $q = 1$ needs $\sigma_w^2 = 2/(1 - e^{-2})$ in the place of 2.
#     Gradients then grow faster, as $\chi_1 = \sigma_w^2 (1 + e^{-2q})/2$ has the larger $\sigma_w^2$.
#
# ??? question "Does the difference of 11 % matter?"
#     Hardly: the sums keep their size, and that is what a start is for.
#     What does is $\chi_1 = 1.203$, and the biases of the code, with which it is nearer to 1.
#     See [networks of coordinates](../practice/coordinates.md#biases).
#
# ??? question "Why is the first hidden layer as the paper says?"
#     Its inputs are sines of sums of many radians: they wrap around, every phase is as likely, and the sine of an even phase is arcsine.
#     Try a smaller $\omega_0$ below.

# %% id="try-it"
x = np.linspace(-1, 1, POINTS)
for omega in (1, 3, 30):
    rng = np.random.default_rng(0)
    w, b = rng.uniform(-1, 1, (2, 2000, 1))
    print(
        f"ω₀ = {omega}: sines of the first layer {np.sin(omega * (w * x + b)).std():.3f}"
    )
