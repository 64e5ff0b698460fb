"""A fan that the framework read off the shape, where counting gives another."""

from collections.abc import Iterator
from math import sqrt

from initdocs.doctor import mending
from initdocs.doctor.findings import Finding, Model
from initdocs.doctor.laws import is_size
from initdocs.doctor.names import Context, Law, recognized
from initdocs.doctor.rows import Row

PAGE = "/reference/frameworks/#how-frameworks-read-the-fans"
#: what a transposed convolution may keep of what its activation wants
TRANSPOSED = (0.55, 1.8)
#: what a framework draws kernels from by itself
DEFAULTS = {"PyTorch": "PyTorch's default", "Keras": "Xavier", "Flax": "LeCun"}
#: laws that people and frameworks call by name
NAMED = ("He", "LeCun", "Xavier", "PyTorch's default")


def rule(model: Model) -> Iterator[Finding]:
    """A law that fits with the framework's fans only: warn.

    A note where a norm follows, where one matrix holds several, and for a transposed convolution
    of unknown stride.
    """
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in model.rows:
        text = _stack(row) if row.role == "stack" else _counted(row)
        if text:
            gentle = row.norm_after or row.place.parts > 1 or (
                row.role == "transposed" and row.module is None
            )  # fmt: skip
            groups.setdefault(("note" if gentle else "warn", text), []).append(row)
    for (level, text), rows in groups.items():
        stack = rows[0].role == "stack"
        mend = f'for part in model.get_parameter("{rows[0].name}"): nn.init.kaiming_normal_(part)'
        names = tuple(row.name for row in rows)
        yield Finding(level, names, text, mend if stack else mending.fresh(rows))


def _counted(row: Row) -> str:
    read, fans = row.place.read, row.fans
    if not row.laws or not fans or not read or read == fans:
        return ""
    if row.role == "transposed":
        wanted = mending.std(row) ** 2 * fans[0]
        near = TRANSPOSED[0] < (row.kept or 0) / wanted < TRANSPOSED[1]
        # counted by accident like another law, it is still what the framework's call gave
        laws: tuple[Law, ...] = () if near else recognized(row.fit, Context(read))
        laws = tuple(law for law in laws if law.title.startswith(NAMED))
    else:
        laws = row.laws if all(law.miscounted for law in row.laws) else ()
    if not laws:
        return ""
    titles = [law.title.partition(", as ")[0] for law in laws]
    default = DEFAULTS[row.framework]
    title = next((told for told in titles if told.startswith(default)), titles[0])
    # by the law and not by its draw, so that siblings are one finding
    law = laws[titles.index(title)]
    kept = fans[0] * law.size**2 / (3 if law.family == "uniform" else 1)
    return (
        f"{row.role}: {title} with the fans {read[0]:g} and {read[1]:g}; counted they are "
        f"{fans[0]:g} and {fans[1]:g}, so n·σ² is {kept:.3g}"
    )


def _stack(row: Row) -> str:
    """A stack of matrices (e, a, b), of which a convolution's reader takes b for a window."""
    e, a, b = row.shape
    scales = {"He": 2.0, "LeCun": 1.0, "PyTorch's default": 1 / 3}
    for family in row.fit.families:
        factor = sqrt(3) if family == "uniform" else 1.0
        sizes = {(name, n): factor * sqrt(scale / n) for name, scale in scales.items()
                 for n in (a, b, a * b, e * b)}  # fmt: skip
        fitting = [key for key, size in sizes.items() if is_size(family, row.fit, size)]
        if fitting and all(n in (a * b, e * b) and n not in (a, b) for _, n in fitting):
            name, n = fitting[0]
            return (
                f"a stack of {e} matrices: {name} with the fan-in {n}, taken for one kernel; "
                f"each matrix sums {a} or {b}"
            )
    return ""
