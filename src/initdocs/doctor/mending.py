"""The line of code that mends a tensor, in the words of its framework."""

from collections.abc import Sequence
from math import sqrt

from initdocs.doctor.layouts import split
from initdocs.doctor.rows import Row


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
        shown = ", ".join(f'"{name}"' for name in names[:3])
        more = f"  # … {len(names)} in all" if len(names) > 3 else ""
        return f"for name in [{shown}]: {torch.replace('{}', 'model.get_parameter(name)')}{more}"
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
