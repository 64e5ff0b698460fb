"""Every snippet of "port this layer", run."""

from itertools import product

import numpy as np
import pytest
from tests.frameworks.support import parameters, same_law, samples

from initdocs.frameworks import LAYERS, TARGETS, port
from initdocs.frameworks.port import rows

CASES = [
    (layer, source, target)
    for layer, source, target in product(LAYERS, TARGETS, TARGETS)
    if source != target
]


@pytest.mark.parametrize(
    ("layer", "source", "target"), CASES, ids=lambda part: part.replace(" ", "_")
)
def test_ported_layer(frameworks, layer, source, target):
    """The target's layer starts with the source's law, weights and bias, and of its own sizes."""
    code = port(layer, source=source, target=target)
    for theirs, own in zip(rows(layer, source), rows(layer, target), strict=True):

        def ported(seed, own=own):
            return parameters(frameworks, target, own.layer, code, seed)[own.parameter]

        def original(seed, theirs=theirs):
            make = f"layer = {theirs.make}"
            return parameters(frameworks, source, theirs.layer, make, seed)[theirs.parameter]

        # three matrices are one in PyTorch's attention
        packed = (own.parameter == "in_proj_weight") - (theirs.parameter == "in_proj_weight")
        if own.parameter != "in_proj_bias" and theirs.parameter != "in_proj_bias":
            assert ported(0).size == original(0).size * 3.0**packed
        if theirs.law == "constant":
            assert np.unique(ported(0)).tolist() == np.unique(original(0)).tolist()
        else:
            same_law(samples(ported, 10_000), samples(original, 10_000))


def test_weights_and_bias_are_drawn_apart(frameworks):
    """No seed is used twice: a bias is not the beginning of the weights."""
    for target in ("Keras", "Flax linen", "Flax nnx"):
        code, own = port("dense", source="PyTorch", target=target), rows("dense", target)[0]
        made = parameters(frameworks, target, own.layer, code, 0)
        bias, kernel = made["bias"], made["kernel"].ravel()
        assert (bias != kernel[: bias.size]).mean() > 0.99
