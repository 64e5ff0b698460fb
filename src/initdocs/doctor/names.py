"""The names of laws: which initializers give a family of a certain size to a weight of given fans.

A law is recognized by its size, to the tolerance that the number of draws leaves. All that fit are
named: two fans that are equal make two laws one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import sqrt

from initdocs import _check
from initdocs.doctor.laws import Fit, is_size
from initdocs.initializers import TRUNCATED_STD

NORMALS = ("normal", "truncated_normal")


@dataclass(frozen=True)
class Law:
    """A law by its title and its formula, for one family and one size.

    `size` is a uniform law's bound, else a *standard deviation*. `miscounted` says that it is the
    size that the framework's reading of the fans gives, where counting gives another.
    """

    title: str
    formula: str
    family: str
    size: float
    miscounted: bool = False


@dataclass(frozen=True)
class Context:
    """What the size of a law may depend on."""

    fans: tuple[float, float] | None = None
    read: tuple[float, float] | None = None
    width: int = 0
    blocks: int = 0
    framework: str = ""


#: Var(W) by the fans n and m: what is kept of a linear signal, and the paper's name
_VARIANCES: tuple[tuple[str, str, Callable[[float, float], float]], ...] = (
    ("He", "2/n_in", lambda n, _: 2 / n),
    ("LeCun", "1/n_in", lambda n, _: 1 / n),
    ("Xavier", "2/(n_in + n_out)", lambda n, m: 2 / (n + m)),
    ("He, fan-out", "2/n_out", lambda _, m: 2 / m),
    ("LeCun, fan-out", "1/n_out", lambda _, m: 1 / m),
    ("He for leaky ReLU with 0.2", "2/(1.04 n_in)", lambda n, _: 2 / 1.04 / n),
    ("PyTorch's default", "1/(3 n_in)", lambda n, _: 1 / (3 * n)),
    ("small init", "2/(5 n_in)", lambda n, _: 2 / (5 * n)),
    ("Xavier with the gain 5/3", "(5/3)²·2/(n_in + n_out)", lambda n, m: 50 / 9 / (n + m)),
    ("Xavier with the gain √2", "4/(n_in + n_out)", lambda n, m: 4 / (n + m)),
    ("SIREN with ω₀ = 30", "6/(3·30² n_in)", lambda n, _: 2 / 900 / n),
    ("μP's output layer", "1/n_in²", lambda n, _: 1 / n**2),
)
_BOUND_OF = {
    "He": "√(6/n_in)", "LeCun": "√(3/n_in)", "Xavier": "√(6/(n_in + n_out))",
    "He, fan-out": "√(6/n_out)", "LeCun, fan-out": "√(3/n_out)", "PyTorch's default": "1/√n_in",
    "SIREN with ω₀ = 30": "√(6/n_in)/30",
}  # fmt: skip
#: standard deviations that no fan sets, by who uses them
_DEVIATIONS = (
    (1.0, "standard normal"), (0.02, "0.02, the transformers' constant"),
    (0.01, "0.01"), (0.05, "Keras's RandomNormal"), (0.006, "0.006"), (0.001, "0.001"),
    (0.1, "0.1"), (1e-4, "1e-4"),
)  # fmt: skip
#: those that are drawn truncated, too
_TRUNCATED = (1.0, 0.05, 0.02, 0.01)
_BOUNDS = (
    (0.05, "Keras's default for embeddings"), (1.0, "uniform on ±1"), (0.1, "±0.1"),
    (0.08, "±0.08"), (0.01, "±0.01"), (0.001, "±0.001"), (1e-4, "±1e-4"),
)  # fmt: skip
_TITLES = {"normal": "normal", "truncated_normal": "truncated normal", "uniform": "uniform"}


def laws(context: Context) -> Iterator[Law]:
    """Every law that has a name, for a weight of these fans: counted ones first."""
    if context.fans:
        yield from _scaled(*context.fans)
    if context.read and context.read != context.fans:
        whose = f", as {context.framework or 'the framework'} counts"
        for law in _scaled(*context.read):
            yield replace(law, title=law.title + whose, miscounted=True)
    yield from _recurrent(context)
    if context.blocks > 1:
        n = 2 * context.blocks
        yield Law("GPT-2's residual scaling", f"N(0, 0.02²/{n})", "normal", 0.02 / sqrt(n))
    for std, told in _DEVIATIONS:
        yield Law(told, f"N(0, {std:g}²)", "normal", std)
    for std in _TRUNCATED:
        yield Law(f"truncated normal with {std:g}", f"N(0, s²) in ±2s, σ = {std:g}",
                  "truncated_normal", std)  # fmt: skip
        yield Law(f"truncated normal with {std:g}, not corrected", f"N(0, {std:g}²) in ±2·{std:g}",
                  "truncated_normal", std * TRUNCATED_STD)  # fmt: skip
    for bound, told in _BOUNDS:
        yield Law(told, f"U(±{bound:g})", "uniform", bound)


def _scaled(n: float, m: float) -> Iterator[Law]:
    for title, formula, variance in _VARIANCES:
        std = sqrt(variance(n, m))
        for family, word in _TITLES.items():
            if family == "uniform":
                bound = _BOUND_OF.get(title, f"√(3·{formula})")
                yield Law(_uniform(title), f"U(±{bound})", family, std * sqrt(3))
            elif title != "PyTorch's default":
                told = f"{title} {word}" if title in ("He", "LeCun", "Xavier") else title
                law = f"N(0, {formula})"
                yield Law(told, law if family == "normal" else f"truncated {law}", family, std)
    yield Law("SIREN's first layer", "U(±1/n_in)", "uniform", 1 / n)


def _uniform(title: str) -> str:
    """As practice calls a law in its uniform form."""
    return title if title.startswith(("PyTorch", "SIREN")) else f"{title} uniform"


def _recurrent(context: Context) -> Iterator[Law]:
    if context.width and context.fans and context.framework == "PyTorch":
        yield Law("PyTorch's recurrent default", "U(±1/√hidden)", "uniform",
                  1 / sqrt(context.width))  # fmt: skip
    if context.width and not context.fans:
        for family in NORMALS:
            yield Law("embedding of length 1", "N(0, 1/features)", family, 1 / sqrt(context.width))


def recognized(found: Fit, context: Context, *, rounding: float = 0.0) -> tuple[Law, ...]:
    """The laws that fit: in the families of `found`, and of its size.

    >>> found = Fit(("uniform",), 0.0, 0.0333, 0.05773, 60000)
    >>> [law.title for law in recognized(found, Context((300, 200)))]
    ["PyTorch's default"]
    """
    if found.center:
        return ()
    fitting: dict[tuple[str, bool], Law] = {}
    for law in laws(context):
        near = law.family in found.families and is_size(
            law.family, found, law.size, rounding=rounding
        )
        if near and not (law.miscounted and _same_size(law, fitting)):
            fitting.setdefault((law.title, law.miscounted), law)
    return tuple(fitting.values())


def _same_size(law: Law, fitting: dict[tuple[str, bool], Law]) -> bool:
    """Whether a counted law explains the same size: then nothing was miscounted."""
    return any(abs(other.size / law.size - 1) < 1e-9 and other.family == law.family
               for other in fitting.values() if not other.miscounted)  # fmt: skip


def decode(
    number: float, fans: tuple[float, float] | None = None, *, slack: float = 0.0
) -> tuple[tuple[str, str], ...]:
    """What a number may be: (what it is the size of, the law with the fans put in).

    `number` may be a bound, a *standard deviation* or a *variance*; `slack` is how far it may be
    off. Errors: a number that is not above 0.

    >>> decode(0.0361, (768, 768), slack=5e-5)[0]
    ('bound', "U(±1/√768): PyTorch's default")
    """
    number = _check.number("number", number, above=0)
    found: dict[tuple[str, str], None] = {}
    for law in sorted(laws(Context(fans)), key=lambda law: "default" not in law.title):
        std = law.size / sqrt(3) if law.family == "uniform" else law.size
        sizes = {"bound": law.size} if law.family == "uniform" else {}
        sizes |= {"standard deviation": std, "variance": std * std}
        for meaning, size in sizes.items():
            if abs(size - number) <= max(slack, 1e-9 * number):
                formula = law.formula
                if fans:
                    formula = formula.replace("n_in", f"{fans[0]:g}").replace(
                        "n_out", f"{fans[1]:g}"
                    )
                found[meaning, f"{formula}: {law.title}"] = None
    return tuple(found)
