import numpy as np
from tests.figures.support import first, plain, poster


def test_steps():
    """A lane for each layer and one for the cost: bars from 0 to what is recorded."""
    shown = poster("wake", "steps")
    scene, _ = first("wake")
    assert not plain(shown.series)
    *lanes, cost = shown.series.values()
    for lane, moves in zip(lanes, scene["moves"], strict=True):
        assert not lane.low.any()
        np.testing.assert_array_equal(lane.high, moves)
    np.testing.assert_array_equal(cost.high, scene["costs"][1:] / scene["costs"][0])
    assert cost.x[0] == 1, "The first bar stands at step 1."
