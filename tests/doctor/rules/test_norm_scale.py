"""The scale of a normalization."""

import numpy as np
from tests.doctor.support import levels


def test_broken(rng):
    """Drawn around 0 by a loop over all parameters: fail; of few values: warn."""
    assert levels({"bn.weight": rng.normal(0, 0.02, 128)}, "norm-scale")[0][0] == "fail"
    assert levels({"bn.weight": rng.normal(0, 0.02, 32)}, "norm-scale")[0][0] == "warn"


def test_sound(rng):
    """1, DCGAN's N(1, 0.02²), and 0 on purpose."""
    for scale in (np.ones(128), rng.normal(1, 0.02, 128), np.zeros(128)):
        assert levels({"bn.weight": scale}, "norm-scale") == []
