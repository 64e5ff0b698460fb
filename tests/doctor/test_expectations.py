"""An intended start, asserted."""

import numpy as np
import pytest

from initdocs.doctor import tensors
from initdocs.initializers import he_normal, orthogonal, truncated_normal, xavier_uniform


@pytest.fixture
def report(rng):
    return tensors({
        "a.weight": he_normal((64, 96), rng=rng), "a.bias": np.zeros(64),
        "b.weight": xavier_uniform((64, 96), rng=rng), "b.bias": np.full(64, 0.25),
        "c.weight": orthogonal((64, 64), gain=np.sqrt(2), rng=rng),
        "d.weight": truncated_normal((64, 96), std=0.02, rng=rng),
        "e.weight": rng.normal(0, 0.02, (3, 4)),
        "h.0.c_proj.weight": rng.normal(0, 0.02 / np.sqrt(24), (64, 64)).astype("f4"),
    })  # fmt: skip


HELD = {
    "a.weight": "he_normal", "*.bias": 0, "b.bias": "0.25", "b.weight": "glorot_uniform",
    "c.weight": "orthogonal(gain=sqrt(2))", "d.*": "truncated_normal(std=0.02)",
    "e.*": "normal(std=0.02)", "*.c_proj.weight": "normal(std=0.02/√24)",
}  # fmt: skip


def test_a_held_start(report):
    """Names, numbers, sizes in arithmetic; the last pattern that matches decides."""
    report.expect(HELD)
    report.expect({"a.weight": "normal(std=sqrt(2/fan_in))"})
    report.expect({"b.weight": "uniform(bound=sqrt(6 / (fan_in + fan_out)))"})


@pytest.mark.parametrize(("pattern", "law", "told"), [
    ("a.weight", "xavier_normal", "found He normal"), ("a.weight", "he_uniform", "found He normal"),
    ("b.bias", "zeros", "expected zeros, found constant 0.25"),
    ("c.weight", "he_normal", "times 1.414"),
    ("c.weight", "orthogonal(gain=1)", "times 1.414"),
    ("d.weight", "normal(std=0.02)", "truncated"),
    ("h.*", "normal(std=0.02)", "std 0.004"), ("a.weight", "uniform(bound=0.1)", "He normal"),
    ("a.weight", 0, "He normal"), ("e.weight", "normal(std=1e-6)", "e.weight"),
    ("e.weight", "uniform(bound=0.001)", "e.weight"),
])  # fmt: skip
def test_another_start(report, pattern, law, told):
    """The tensor, what was meant and what is there."""
    with pytest.raises(AssertionError) as error:
        report.expect({pattern: law})
    assert told in str(error.value)
    assert len(str(error.value).splitlines()) == 1


def test_a_name_that_never_matches(report):
    """A pattern without a tensor is the bug that it was written against."""
    with pytest.raises(AssertionError, match=r"^\*\.c_prj\.weight: no tensor has such a name"):
        report.expect({"*.c_prj.weight": "normal(std=0.02)"})


@pytest.mark.parametrize(("laws", "told"), [
    ({"*": "he_normall"}, "did you mean 'he_normal'"),
    ({"*": "N(0, 0.02)"}, "a deviation or a variance"),
    ({"*": "normal(var=0.02)"}, r"normal\(std=…, mean=…, cut=…\)"),
    ({"*": "normal(std=import os)"}, "allowed: numbers"),
    ({"*": "normal(std=sqrt(-1))"}, "allowed: numbers"),
    ({"*": "normal(std=fanin)"}, "allowed: numbers"),
    ({"*": None}, "law: got None"), ({"*": True}, "law: got True"),
    ({}, "laws: got"), (3, "laws: got"),
    ({"*": "normall(std=1)"}, "did you mean 'normal'"), ({"*": "1/0"}, "allowed: numbers"),
    ({"*": "constant(value=().__class__)"}, "allowed: numbers"),
])  # fmt: skip
def test_no_law(report, laws, told):
    """A law that is none is an error of the test, not of the start."""
    with pytest.raises(ValueError, match=told):
        report.expect(laws)


def test_true_laws_are_accepted():
    """In 300 draws of 64 to 4,096 values none is called wrong: it is meant for 1 in 100,000."""
    laws = {"he_normal": (8, 8), "he_uniform": (8, 8), "xavier_normal": (20, 50),
            "lecun_truncated": (64, 64), "pytorch_linear": (20, 50)}  # fmt: skip
    from initdocs.initializers import get  # noqa: PLC0415 - beside its one use

    for seed in range(300):
        rng = np.random.default_rng(seed)
        state = {f"{name}.weight": get(name).draw(shape, rng=rng) for name, shape in laws.items()}
        tensors(state).expect({f"{name}.weight": name for name in laws})
