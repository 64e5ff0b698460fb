"""The framework's default, left where the others were given a law."""

from tests.doctor.support import levels, stack

from initdocs.initializers import pytorch_linear


def test_broken(rng):
    """Two of ten."""
    state = stack(rng)
    for name in ("4.weight", "6.weight"):
        state[name] = pytorch_linear((64, 64), rng=rng)
    assert levels(state, "default-left") == [("note", ("4.weight", "6.weight"))]


def test_sound(rng):
    """None of them, and all of them."""
    assert levels(stack(rng), "default-left") == []
    assert levels(stack(rng, draw=pytorch_linear), "default-left") == []
