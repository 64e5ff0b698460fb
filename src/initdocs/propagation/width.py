"""μP: how variance and learning rate go with width, so that features learn at any width."""

from typing import NamedTuple

from initdocs import _check


class MuP(NamedTuple):
    """A layer's scaling: the variance of its weights and the factor of its learning rate."""

    variance: float
    learning_rate: float


def mup(layer: str, fan_in: int, fan_out: int, optimizer: str) -> MuP:
    """μP for one layer: `layer` is input, hidden or output, `optimizer` sgd or adam.

    Variance 1/fan_in, for the output 1/fan_in²; the learning rate's factor is fan_out, 1,
    1/fan_in for SGD and 1, 1/fan_in, 1/fan_in for Adam (Yang and Hu 2021, table 3). All are
    proportional: the constants are found at one width and kept at the others.

    >>> mup("hidden", 256, 256, "adam")
    MuP(variance=0.00390625, learning_rate=0.00390625)
    """
    layer = _check.one_of("layer", layer, ("input", "hidden", "output"))
    optimizer = _check.one_of("optimizer", optimizer, ("sgd", "adam"))
    n = _check.integer("fan_in", fan_in, at_least=1)
    m = _check.integer("fan_out", fan_out, at_least=1)
    variance = 1 / n**2 if layer == "output" else 1 / n
    rates = {
        "sgd": {"input": float(m), "hidden": 1.0, "output": 1 / n},
        "adam": {"input": 1.0, "hidden": 1 / n, "output": 1 / n},
    }
    return MuP(variance, rates[optimizer][layer])
