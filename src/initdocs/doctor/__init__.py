"""The doctor: what the tensors of a fresh model were drawn from, and what is wrong with them.

`read` reads a file, `tensors` examines a state and gives a `Report`: a row a tensor, findings
with the code that mends them, and what cannot be judged. `Report.expect` asserts an intended
start, `Report.diff` compares two states.

>>> import numpy as np
>>> rng = np.random.default_rng(0)
>>> state = {f"{i}.weight": rng.normal(0, 0.02, (64, 64)) for i in range(4)}
>>> state["2.weight"] = rng.uniform(-1 / 8, 1 / 8, (64, 64))
>>> report = tensors(state)
>>> [(finding.level, finding.rule, finding.where) for finding in report.findings]
[('warn', 'odd-one-out', ('2.weight',)), ('note', 'default-left', ('2.weight',))]
"""

# It imports `propagation` and what that stands on.

from initdocs.doctor.differences import Change, Diff
from initdocs.doctor.findings import LEVELS, Finding, at_least
from initdocs.doctor.names import Law, decode
from initdocs.doctor.reading import read
from initdocs.doctor.report import Report, tensors
from initdocs.doctor.rows import Row
from initdocs.doctor.states import state_of

# as one reads it: the page of the API keeps this order
__all__ = [  # noqa: RUF022
    "read", "state_of", "tensors", "Report", "Row", "Law", "Finding", "Change", "Diff", "LEVELS",
    "at_least", "decode",
]  # fmt: skip
