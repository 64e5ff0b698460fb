"""The examples of the doctor: each is what it says."""

import numpy as np
import pytest

from initdocs.recipes import patients
from initdocs.recipes.patients import PATIENTS

#: what must be found in each of the broken ones
FAULTS = {
    "unscaled": "residual-scale", "default": "depth", "alike": "symmetric", "odd": "odd-one-out",
    "unwritten": "not-finite", "copies": "duplicates", "shared": "duplicates", "zeros": "zeros",
    "depthwise": "miscounted", "transposed": "miscounted", "sure": "first-loss",
    "scale": "norm-scale", "layer-scale": "layer-scale",
}  # fmt: skip


@pytest.mark.parametrize("name", PATIENTS)
@pytest.mark.parametrize("seed", [0, 1])
def test_the_verdict(name, seed):
    """Of two draws: the fault is found, by its rule; in a sound start nothing is."""
    patient = PATIENTS[name]
    report = patient.report(seed)
    assert report.verdict == patient.verdict
    grave = {f.rule for f in report.findings if f.level != "note"}
    assert (FAULTS[name] in grave) if name in FAULTS else not grave


def test_they_are_many_and_of_both_kinds():
    """At least a dozen broken ones and some sound, each with a title and a sentence of its own."""
    assert len(FAULTS) >= 12 and len(PATIENTS) - len(FAULTS) >= 5
    for texts in ([p.title for p in PATIENTS.values()], [p.about for p in PATIENTS.values()]):
        assert len(set(texts)) == len(texts) and all(texts)


def test_models_are_float32_and_the_same_each_time():
    """As frameworks have it: 4 bytes a value, and the seed decides."""
    one, text = patients.get("depthwise").model()
    again, _ = patients.get("depthwise").model()
    assert all(a.dtype == np.float32 for a in one.values()) and "groups=64" in text
    assert all(np.array_equal(one[name], again[name]) for name in one)
    with pytest.raises(ValueError, match="patient: got 'od'"):
        patients.get("od")
