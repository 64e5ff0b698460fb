"""A small transformer in NumPy: every gradient written out, every place where one looks open.

Notation: V tokens, T places, width d, H heads, L blocks; m examples, k networks. The residual
stream h is what all branches read and add to.
"""

# It imports the activations.

from initdocs.transformer.model import Architecture, Gradient, Trace, Transformer
from initdocs.transformer.probes import attention_entropy, stream_size, update_ratios

# as one reads it: the page of the API keeps this order
__all__ = [  # noqa: RUF022
    "Architecture", "Transformer", "Trace", "Gradient",
    "stream_size", "attention_entropy", "update_ratios",
]  # fmt: skip
