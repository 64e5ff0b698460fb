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
    ValueError: initializer: got 'kaiming', allowed: 'zeros', 'ones', 'constant', ...
    """
    name = ALIASES.get(initializer, initializer) if isinstance(initializer, str) else initializer
    return INITIALIZERS[_check.one_of("initializer", name, INITIALIZERS)]
