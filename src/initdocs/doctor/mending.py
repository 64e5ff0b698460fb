"""The line of code that mends a tensor, in the words of its framework."""

import re
from collections.abc import Sequence
from itertools import pairwise
from math import sqrt

from initdocs.doctor.layouts import split
from initdocs.doctor.rows import Row

#: so many parts of a block are told in a loop; more are listed by their names
MOST = 12


def std(row: Row) -> float:
    """The *standard deviation* that keeps the signal through a row's activation (He's idea)."""
    from initdocs.propagation import gain_second_moment  # noqa: PLC0415 - for the few that ask

    gain = gain_second_moment(row.activation or "identity")
    return gain / sqrt(max(row.fans[0] if row.fans else row.place.width or 1, 1))


def normal(rows: Sequence[Row], deviation: float) -> str:
    """Draw from N(0, deviation²)."""
    return _line(rows, f"nn.init.normal_({{}}, std={deviation:.4g})",
                 f"keras.initializers.RandomNormal(stddev={deviation:.4g})",
                 f"nn.initializers.normal({deviation:.4g})")  # fmt: skip


def uniform(rows: Sequence[Row], bound: float) -> str:
    """Draw from U(−bound, bound)."""
    return _line(rows, f"nn.init.uniform_({{}}, -{bound:.4g}, {bound:.4g})",
                 f"keras.initializers.RandomUniform(-{bound:.4g}, {bound:.4g})",
                 f"lambda key, shape, dtype: jax.random.uniform(key, shape, dtype, -{bound:.4g}, "
                 f"{bound:.4g})")  # fmt: skip


def like(rows: Sequence[Row], family: str, size: float) -> str:
    """Draw from the family that the rows have, in another size."""
    return uniform(rows, size) if family == "uniform" else normal(rows, size)


def fresh(rows: Sequence[Row]) -> str:
    """Draw what keeps the signal."""
    return normal(rows, std(rows[0]))


def again(rows: Sequence[Row]) -> str:
    """Draw anew, as wide as it is."""
    if rows[0].framework != "PyTorch":
        return "give each layer an initializer of its own, with a seed of its own"
    return _line(rows, "nn.init.normal_({}, std={}.std().item())", "", "")


def constant(rows: Sequence[Row], value: float) -> str:
    """Fill with a number."""
    return _line(rows, f"nn.init.constant_({{}}, {value:g})",
                 f"keras.initializers.Constant({value:g})",
                 f"nn.initializers.constant({value:g})")  # fmt: skip


def _line(rows: Sequence[Row], torch: str, keras: str, flax: str) -> str:
    names = [row.name for row in rows]
    if rows[0].framework == "PyTorch":
        if len(names) == 1:
            return torch.replace("{}", f'model.get_parameter("{names[0]}")')
        head, each = _loop(names)
        return f"{head}{torch.replace('{}', f'model.get_parameter({each})')}"
    paths = list(dict.fromkeys(split(name)[0] for name in names))
    more = f" and {len(paths) - 3} more" if len(paths) > 3 else ""
    of = f"# of {', '.join(paths[:3])}{more}"
    leaf = split(names[0])[1]
    if rows[0].framework == "Keras":
        # Keras names two options otherwise than the parameters that they are for
        what = {"recurrent_kernel": "recurrent", "depthwise_kernel": "depthwise"}.get(leaf, leaf)
        what = "depthwise" if rows[0].role == "depthwise" else what
        return f"{what}_initializer={keras}  {of}"
    return f"{leaf}_init={flax}  {of}"


_NUMBERED = re.compile(r"^(?P<before>(?:.*?\.)??)(?P<index>\d+)(?P<after>\..*)$")


def _loop(names: list[str]) -> tuple[str, str]:
    """The head of a loop over exactly these names, and what a name is called in it.

    >>> _loop(["h.0.proj.weight", "h.1.proj.weight", "h.2.proj.weight"])
    ('for i in range(3): ', 'f"h.{i}.proj.weight"')
    """
    found = [_NUMBERED.match(name) for name in names]
    parts = [(m["before"], int(m["index"]), m["after"]) for m in found if m]
    befores = {before for before, _, _ in parts}
    indices = sorted({index for _, index, _ in parts})
    afters = list(dict.fromkeys(after for _, _, after in parts))
    whole = len(indices) * len(afters) == len(names) == len(parts)
    steps = {b - a for a, b in pairwise(indices)}
    if len(befores) != 1 or not whole or len(steps) != 1 or len(afters) > MOST:
        listed = ", ".join(f'"{name}"' for name in names)
        return f"for name in [{listed}]: ", "name"
    (before,), (step,) = befores, steps
    start, stop = indices[0], indices[-1] + 1
    told = f"{start}, {stop}, {step}" if step > 1 else f"{start}, {stop}" if start else f"{stop}"
    if len(afters) == 1:
        return f"for i in range({told}): ", f'f"{before}{{i}}{afters[0]}"'
    listed = ", ".join(f'"{after[1:]}"' for after in afters)
    return f"for i in range({told}):\n    for part in ({listed}): ", f'f"{before}{{i}}.{{part}}"'
