"""The one table of initializers, from which the atlas, the tests and the demos draw.

A family is a module with its rows, as on its page of the atlas.
"""

# It imports the laws beside it.

from initdocs import _check
from initdocs.initializers.table import (
    constants,
    data,
    fan_in,
    fixed,
    he,
    orthogonal,
    residual,
    xavier,
)
from initdocs.initializers.table.row import ACTIVATIONS, FRAMEWORKS, LAYERS, SHAPES, Initializer

__all__ = [
    "ACTIVATIONS", "ALIASES", "FRAMEWORKS", "INITIALIZERS", "LAYERS", "SHAPES",
    "Initializer", "get",
]  # fmt: skip

FAMILIES = (constants, fixed, fan_in, xavier, he, orthogonal, residual, data)
_ROWS = tuple(row for family in FAMILIES for row in family.ROWS)

INITIALIZERS: dict[str, Initializer] = {row.name: row for row in _ROWS}
ALIASES: dict[str, str] = {alias: row.name for row in _ROWS for alias in row.aliases}


def get(initializer: str) -> Initializer:
    """Look an initializer up by its name or an alias.

    >>> get("kaiming_normal").name
    'he_normal'
    >>> get("kaiming")
    Traceback (most recent call last):
    ValueError: initializer: got 'kaiming', which several are called: he_normal, he_uniform, ...
    """
    name = ALIASES.get(initializer, initializer) if isinstance(initializer, str) else initializer
    if isinstance(name, str) and name not in INITIALIZERS:
        called = [row.name for row in INITIALIZERS.values() if _is_called(row, name)]
        if called:
            msg = f"initializer: got {name!r}, which several are called: {', '.join(called)}"
            raise ValueError(msg)
    return INITIALIZERS[_check.one_of("initializer", name, [*INITIALIZERS, *ALIASES])]


def _is_called(row: Initializer, name: str) -> bool:
    """Whether people call a row so: by a word of its title or by another of its names."""
    return name.lower() in {told.lower() for told in (*row.names, row.title.split()[0])}
