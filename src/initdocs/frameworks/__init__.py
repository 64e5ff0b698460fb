"""What PyTorch, Keras and Flax do, as data: fans as they read them, every default, and
code that starts a layer by counted fans.

The tests of this project hold each row against the installed frameworks of `VERSIONS`.
"""

# It imports `initializers` and `propagation`.

from initdocs.frameworks.calls import Call, call
from initdocs.frameworks.defaults import DEFAULTS, Default
from initdocs.frameworks.fans import READINGS, Reading, reading
from initdocs.frameworks.port import LAYERS, TARGETS, port
from initdocs.frameworks.releases import VERSIONS
from initdocs.frameworks.table import as_values

__all__ = [
    "DEFAULTS", "LAYERS", "READINGS", "TARGETS", "VERSIONS", "Call", "Default", "Reading",
    "as_values", "call", "port", "reading",
]  # fmt: skip
