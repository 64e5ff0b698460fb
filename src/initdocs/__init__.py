"""Initializers, signal propagation and small trainable networks in NumPy.

The package behind the site *Initializing neural networks, an executable guide*.
The same functions run under pytest, at build time and in the reader's browser.
"""

# It imports NumPy; matplotlib in `figures` alone, Dask in `sweep` alone.

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

#: modules that `import initdocs` finds when they are first asked for
_MODULES = (
    "activations", "data_dependent", "datasets", "doctor", "expressions", "frameworks",
    "initializers", "network", "propagation", "training", "transformer",
)  # fmt: skip


def __getattr__(name: str) -> Any:
    """`initdocs.initializers`, without an import of its own."""
    if name in _MODULES:
        return import_module(f"initdocs.{name}")
    msg = f"module 'initdocs' has no attribute {name!r}"
    raise AttributeError(msg)


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES})
