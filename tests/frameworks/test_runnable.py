"""Sound starts as models of PyTorch: they take the tensors, and give classes."""

from importlib import import_module

import numpy as np
import pytest

from initdocs_site.maintain.faults import single
from initdocs_site.maintain.starts import STARTS
from initdocs_site.page.proof import rivals


def test_those_that_run_a_model_are_asked_the_same(frameworks):
    """Each start that is made as a model takes its sound tensors, and gives classes."""
    pytest.importorskip("timm")
    runnable = import_module("initdocs_site.maintain.runnable")
    assert frameworks
    told = rivals()["sound"]
    for start, (_, make) in STARTS.items():
        state, _ = make(np.random.default_rng(0))
        model = runnable.model(start, single(state))
        assert (model is None) == (start not in runnable.MODELS) == (told[start]["anyinit"] is None)
        if model is not None:
            inputs, classes = runnable.batch(start, 4)
            model.eval()
            assert model(inputs).shape == (*classes.shape, runnable.MODELS[start][2])
