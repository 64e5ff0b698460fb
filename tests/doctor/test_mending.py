"""The code that mends, run on a model that writes down what is asked of it."""

import re

import numpy as np
import pytest

from initdocs.doctor import mending, tensors
from initdocs.doctor.rows import inspect

NAMES = {
    "one": ["h.3.w.weight"],
    "blocks": [f"h.{i}.w.weight" for i in range(12)],
    "two parts": [f"h.{i}.{p}.weight" for i in range(6) for p in ("a", "b")],
    "a stack": [f"{2 * i}.weight" for i in range(9)],
    "from the middle": [f"net.{i}.weight" for i in range(4, 9)],
    "not every block": [f"h.{i}.w.weight" for i in (0, 1, 5)],
    "not every part": ["h.0.a.weight", "h.0.b.weight", "h.1.a.weight"],
    "no index": ["query.weight", "key.weight"],
    "two lists": ["encoder.0.weight", "decoder.1.weight"],
    "two indices": [f"h.{i}.experts.{j}.weight" for i in range(2) for j in range(3)],
}


@pytest.mark.parametrize("names", NAMES.values(), ids=NAMES)
def test_the_code_mends_these_and_no_others(names):
    """It asks the model for each of the names once, and draws what it is to draw."""
    rows = inspect({name: np.ones((8, 8)) for name in names}, {})
    asked = []

    class Model:
        def get_parameter(self, name):
            asked.append(name)
            return name

    class Init:
        def normal_(self, name, *, std):
            assert name and std == pytest.approx(0.25)

    code = mending.normal(rows, 0.25)
    exec(code, {"model": Model(), "nn": type("nn", (), {"init": Init()})})
    assert sorted(asked) == sorted(names)


def test_every_finding_s_code_can_be_read():
    """What stands in a report of PyTorch's names compiles."""
    state = {f"h.{i}.w.weight": np.zeros((8, 8)) for i in range(3)} | {"q.weight": np.ones((8, 8))}
    codes = [f.mend for f in tensors(state).findings if f.mend]
    assert codes
    for code in codes:
        compile(code, "mend", "exec")
        assert not re.search("…", code)
