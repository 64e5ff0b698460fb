"""What one looks at in a transformer at its start, and while it trains."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from initdocs.transformer.model import Parameters, Trace

Array = NDArray[Any]


def stream_size(trace: Trace) -> Array:
    """The root mean square of the residual stream, (k, 2L + 1): after the embeddings first.

    Over all places and features: √(mean h²).
    """
    sizes = [np.sqrt((h * h).mean(axis=(-2, -1))) for h in trace.stream]
    return np.stack(sizes, axis=-1)


def attention_entropy(trace: Trace) -> Array:
    """How widely each head looks, (k, L, H): the mean of −Σ p ln p over ln t, from 0 to 1.

    Row t of the weights has t places to choose from: 1 where it takes all alike, 0 where it takes
    one. The first place, which has no choice, does not count.
    """
    entropies = []
    for weights in trace.attention:
        logs = np.log(np.where(weights > 0, weights, 1))
        rows = -(weights * logs).sum(axis=-1)[..., 1:]
        most = np.log(np.arange(2, rows.shape[-1] + 2))
        entropies.append((rows / most).mean(axis=(1, -1)))
    return np.stack(entropies, axis=1)


def update_ratios(before: Parameters, after: Parameters) -> dict[str, Array]:
    """How far a step moves each parameter: ‖after − before‖ / ‖before‖, (k,) each.

    A parameter that stands at zero has a ratio of ∞ when it moves, and of 0 when it does not.
    """
    ratios = {}
    for name, old in before.items():
        axes = tuple(range(1, old.ndim))
        moved = np.sqrt(((after[name] - old) ** 2).sum(axis=axes))
        size = np.sqrt((old * old).sum(axis=axes))
        with np.errstate(divide="ignore", invalid="ignore"):
            ratios[name] = np.where(moved > 0, moved / size, 0.0)
    return ratios
