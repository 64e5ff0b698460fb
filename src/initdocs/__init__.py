"""Initializers, signal propagation and small trainable networks in NumPy.

The package behind the site *Initializing neural networks, an executable guide*.
The same functions run under pytest, at build time and in the reader's browser.
"""

# It imports NumPy; matplotlib in `figures` alone, Dask in `sweep` alone.

__version__ = "0.1.0"
