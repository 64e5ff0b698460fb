"""What PyTorch, Keras and Flax do, as data: fans as they read them, every default, and
code that starts a layer by counted fans.

The tests of this project hold each row against the installed frameworks of `VERSIONS`.
"""

# It imports `initializers` and `propagation`.

from initdocs.frameworks.calls import Call, call
from initdocs.frameworks.defaults import DEFAULTS, Default
from initdocs.frameworks.fans import READINGS, Reading, reading
from initdocs.frameworks.port import LAYERS, TARGETS, port

#: the releases that every row was asserted against
VERSIONS = {"torch": "2.15.0", "keras": "3.15.1", "jax": "0.10.2", "flax": "0.12.8"}

__all__ = [
    "DEFAULTS", "LAYERS", "READINGS", "TARGETS", "VERSIONS", "Call", "Default", "Reading", "call",
    "port", "reading",
]  # fmt: skip
