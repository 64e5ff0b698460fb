# %% [markdown]
# # Hayou et al. 2024: which factor of LoRA is random
#
# With $A$ random Adam bears rates of the order of $n^{-1/2}$, with $B$ random of $n^{-1}$; the larger rates learn far more, and are paid for with features inside the adapter that grow as $n^{1/2}$.
#
# A LoRA adapter adds a product $BA$ to a frozen layer, and starts with one of the two at zero.
# The paper ([@hayou2024]) asks which, for layers of large width $n$ at a fixed rank.
# It finds that a random $A$ with $B = 0$, *Init[A]*, allows larger rates and learns more efficiently, at the cost of an *internal instability*; that a random $B$ with $A = 0$, *Init[B]*, is stable and leaves $B$ all but untrained; and that Init[A] does better on average, on RoBERTa and Llama.
#
# ## Here
#
# No language model: an adapter of rank 4 beside a frozen layer, 100 steps of Adam.
# Eight examples of $n$ standard normal numbers, eight outputs each, and answers of another product of rank 4.
# The random factor has the variance 1 over its number of columns.
# Eight seeds.
# Costs are told relative to that of the start, where the adapter adds nothing.

# %% id="setup"
import matplotlib.pyplot as plt
import numpy as np

from initdocs.colours import FORWARD, ORTHOGONAL
from initdocs.comparison import comparison, holds

OUTPUTS, RANK, EXAMPLES, STEPS, SEEDS = 8, 4, 8, 100, range(8)
WIDTHS = (256, 1024, 4096)


def draw(width, seed):
    """Inputs, answers, and both factors before one of them is set to zero."""
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((width, EXAMPLES))
    teacher = [
        rng.normal(0, columns**-0.5, shape)
        for columns, shape in ((RANK, (OUTPUTS, RANK)), (width, (RANK, width)))
    ]
    b = rng.normal(0, RANK**-0.5, (OUTPUTS, RANK))
    return (
        x,
        teacher[0] @ (teacher[1] @ x),
        rng.normal(0, width**-0.5, (RANK, width)),
        b,
    )


def adapt(width, random, rates, ratio=1):
    """Adam on both factors, at rates of (…, seeds): costs and sizes, (…, seeds).

    Costs are the largest and the last, sizes the rms of Ax and of what B has moved;
    `ratio` is the rate of B over that of A.
    """
    x, y, a, b = (
        np.array(v, "f4")[None]
        for v in zip(*(draw(width, seed) for seed in SEEDS), strict=True)
    )
    eta = np.array(rates, "f4").reshape(-1, len(SEEDS), 1, 1)
    a, b = (a, 0 * b) if random == "A" else (0 * a, b)
    a, b = (np.repeat(w, len(eta), axis=0) for w in (a, b))
    start, costs = b, []
    means, squares = [0 * a, 0 * b], [0 * a, 0 * b]
    with np.errstate(over="ignore", invalid="ignore"):
        for t in range(1, STEPS + 2):
            inner = a @ x
            error = b @ inner - y
            costs.append((error**2).sum(axis=(2, 3)) / (y**2).sum(axis=(2, 3)))
            if t > STEPS:
                break
            gradients = b.mT @ error @ x.mT / EXAMPLES, error @ inner.mT / EXAMPLES
            for i, g in enumerate(gradients):
                means[i] = 0.9 * means[i] + 0.1 * g
                squares[i] = 0.999 * squares[i] + 0.001 * g**2
            a, b = (
                w - k * eta * m / (1 - 0.9**t) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
                for w, m, v, k in zip((a, b), means, squares, (1, ratio), strict=True)
            )
    rms = [np.sqrt((v**2).mean(axis=(2, 3))) for v in (inner, b - start)]
    return np.max(costs, axis=0), costs[-1], *rms


# %% [markdown]
# ## The largest stable rate
#
# Stable means here: in a hundred steps the cost never becomes twice that of the start.
# The edge is found by halving an interval, for each seed, and the table gives medians.
# From there on four rates are tried, each half of the one before, and the best tells how much can be learned.


# %% id="stable" varies=true
def power(values):
    """The power of the width by which values grow."""
    return float(np.polyfit(np.log(WIDTHS), np.log(values), 1)[0])


def edge(width, random):
    """The largest stable rate of each seed."""
    low, high = np.full(len(SEEDS), -3.5), np.zeros(len(SEEDS))
    for _ in range(8):
        middle = (low + high) / 2
        largest = adapt(width, random, 10**middle)[0][0]
        bears = largest < 2  # what is not a number is not
        low, high = np.where(bears, middle, low), np.where(bears, high, middle)
    return 10**low


HEAD = "".join(f"{f'n = {n:,}':>11}" for n in WIDTHS) + "  power of n"
print(f"{'start':29}{HEAD}")
stable = {random: [] for random in "AB"}
lowest = {random: [] for random in "AB"}
for random in "AB":
    for width in WIDTHS:
        edges = edge(width, random)
        rates = edges * 0.5 ** np.arange(4)[:, None]
        last = adapt(width, random, rates)[1]
        stable[random].append(float(np.median(edges)))
        lowest[random].append(float(np.median(last.min(axis=0))))
    for name, values in (
        ("largest stable rate", stable[random]),
        ("cost at the best", lowest[random]),
    ):
        told = "".join(f"{value:11.2g}" for value in values)
        print(f"{random} random, {name:19}{told}  {power(values):10.2f}")

# %% id="stable-holds" holds=true
assert all(a > b for a, b in zip(stable["A"], stable["B"], strict=True)), (
    "At every width a random A bears the larger rates."
)
assert all(a < b / 100 for a, b in zip(lowest["A"], lowest["B"], strict=True)), (
    "At its best rate it leaves less than a hundredth of the other's cost."
)

# %% id="figure"
fig, axes = plt.subplots()
for random, colour, marker, exponent in (
    ("A", FORWARD, "o", -0.5),
    ("B", ORTHOGONAL, "s", -1),
):
    middle = stable[random][1] * (np.array(WIDTHS) / WIDTHS[1]) ** exponent
    axes.plot(WIDTHS, stable[random], marker, color=colour, label=f"{random} random")
    axes.plot(
        WIDTHS,
        middle,
        "--",
        color=colour,
        label=f"n to the {exponent:g}".replace("-", "−"),
    )
axes.set(xlabel="width n", ylabel="largest stable rate", xscale="log", yscale="log")
axes.set_xticks(WIDTHS, [f"{n:,}" for n in WIDTHS])
axes.minorticks_off()
axes.legend()
plt.show()

# %% [markdown]
# Points are medians of eight seeds; the dashed lines have the powers of the paper and go through the middle points.
#
# ## Why these powers
#
# A step of Adam moves each entry by about the rate $\eta$.
# $Ax$ sums $n$ of them, so a step that counts moves $Ax$ by $\eta\, n$, and $B$ by $\eta$.
#
# *B random:* the output moves by $B$, of size 1, times $\eta\, n$.
# For that to stay finite $\eta$ must be of the order of $1/n$, and then $B$ moves by $1/n$ a step.
#
# *A random:* $B$ is zero at first and then of the size $\eta$, so the output moves by $\eta \cdot \eta\, n$.
# $\eta$ may be of the order of $n^{-1/2}$, and then $Ax$ moves by $n^{1/2}$: large inside, and multiplied by a small $B$.
#
# ## Inside the adapter
#
# The rates now follow these powers: $\eta = 0.3\, n^{-1/2}$ with $A$ random, $0.5/n$ with $B$ random.

# %% id="inside" varies=true
inside, roughest = {}, {}
print(f"{'start':17}{HEAD}")
for random, factor, exponent in (("A", 0.3, -0.5), ("B", 0.5, -1)):
    found = [
        adapt(n, random, np.full(len(SEEDS), factor * n**exponent)) for n in WIDTHS
    ]
    roughest[random] = float(max(largest.max() for largest, *_ in found))
    inside[random] = np.median([of[1:] for of in found], axis=(2, 3)).T
    for name, values in zip(("cost", "Ax", "B moves"), inside[random], strict=True):
        told = "".join(f"{value:11.2g}" for value in values)
        print(f"{random} random, {name:7}{told}  {power(values):10.2f}")

# %% id="inside-holds" holds=true
assert max(roughest.values()) < 2, "Both are stable at every width and seed."
cost, features, _ = inside["A"]
assert features[-1] > 2 * features[0], "With A random Ax grows with the width."
assert max(cost) < 1e-3, "All the same nearly all is learned, at every width."
cost, _, moves = inside["B"]
assert moves[-1] < moves[0] / 8 and cost[-1] > 0.1, (
    "With B random B moves less and less, and much of the cost stays."
)

# %% [markdown]
# ## The paper and here
#
# What is marked (\*) comes second-hand: of the paper only the abstract and summaries could be read, which give no powers.

# %% id="table" varies=true
rows = [
    (
        "power of n in the largest stable rate, A random *",
        -0.5,
        power(stable["A"]),
        "within 1.2",
        "B is of the size η, and Ax moves by η n",
    ),
    (
        "the same, B random *",
        -1.0,
        power(stable["B"]),
        "within 1.2",
        "B has the size 1",
    ),
    (
        "largest stable rate, A random over B random, n = 4,096",
        None,
        float(stable["A"][-1] / stable["B"][-1]),
        "above 1",
        "",
    ),
    (
        "cost at the best stable rate, A random over B, n = 4,096",
        None,
        float(lowest["A"][-1] / lowest["B"][-1]),
        "below 1",
        "Init[A] learns more efficiently; here without a language model",
    ),
    (
        "power of n in Ax, A random, rate as n^-½ *",
        0.5,
        power(inside["A"][1]),
        "within 1.3",
        "the internal instability",
    ),
    (
        "largest cost at those rates over that of the start",
        None,
        roughest["A"],
        "below 2",
        "and still the output is stable; the largest of all widths and seeds",
    ),
    (
        "power of n in what B moves, B random, rate as 1/n *",
        -1.0,
        power(inside["B"][2]),
        "within 1.2",
        "B stays all but untrained",
    ),
]
print(comparison(rows))

# %% id="table-holds" holds=true
assert all(holds(row) for row in rows), "All rows are as the paper says."

# %% [markdown]
# ## Questions
#
# ??? question "Which of the two do libraries draw?"
#     $A$: the paper names it as the default of PEFT.
#     For embeddings PEFT does the reverse; see [adapters](../practice/adapters.md#lora).
#
# ??? question "Can both factors be random?"
#     Then $BA$ is not zero, and the layer is another one before the first step.
#     Unless $BA$ is taken from the frozen weights first, as [PiSSA](../practice/adapters.md#pissa) does.
#
# ??? question "Must Ax grow for B to learn?"
#     Not with a rate for each factor: $1/n$ for $A$, so that $Ax$ moves by 1, and one that does not depend on $n$ for $B$.
#     That is the idea of LoRA+ ([@hayou2024plus]).
#     Try it below.

# %% id="try-it" varies=true
print(f"{'n':>6} {'cost':>9} {'Ax':>6}")
both = []
for width in WIDTHS:
    rate, other = 0.3 / width, 0.05
    _, last, features, _ = adapt(width, "A", np.full(len(SEEDS), rate), other / rate)
    both.append([float(np.median(values)) for values in (last, features)])
    print(f"{width:6,} {both[-1][0]:9.1e} {both[-1][1]:6.2f}")

# %% id="try-it-holds" holds=true
costs, sizes = np.transpose(both)
assert max(sizes) < 1.5 * min(sizes) and max(costs) < 0.01, (
    "With a rate for each factor Ax does not grow with the width, and the cost falls at every width."
)
