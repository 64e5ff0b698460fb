"""A model's start as an assertion: for tests of your own, in any framework.

pytest finds the fixture of the same name by itself, since the package brings a plugin.
"""

# It imports the doctor; the plugin beside it imports pytest, and nothing imports the plugin.

from collections.abc import Iterable, Mapping
from typing import Any

from initdocs import _check
from initdocs.doctor import LEVELS, Report, at_least, tensors
from initdocs.doctor.findings import Finding, without

__all__ = ["assert_initialized"]


def assert_initialized(
    model: Any,
    laws: Mapping[str, Any] | None = None,
    *,
    text: str | None = None,
    fail_on: str = "warn",
    ignore: Iterable[str] = (),
) -> Report:
    """Assert that a fresh model starts as it should, and return the doctor's report.

    `model` is a PyTorch module, a Keras model, a module of Flax nnx, a mapping of names to arrays
    or a file. No finding of the doctor may reach the level `fail_on` ('note', 'warn' or 'fail'),
    but those of `ignore`, each 'rule' or 'rule:pattern of names'. With `laws` the tensors must
    have been drawn as intended: a law for each pattern of names, as in `Report.expect`.

    Every tolerance follows from the number of values: a sound draw fails once in 100,000.
    Errors: an `AssertionError` that names tensors, what is wrong and the line that mends it; a
    `ValueError` for an argument that cannot be.

    >>> import numpy as np
    >>> from initdocs.initializers import he_normal
    >>> w = he_normal((200, 300), rng=np.random.default_rng(0))
    >>> report = assert_initialized({"fc.weight": w}, {"*.weight": "he_normal"})
    >>> assert_initialized({"fc.weight": w}, {"*.weight": "xavier_normal"})
    Traceback (most recent call last):
    AssertionError: fc.weight: expected xavier_normal, found He normal (std 0.08167)
    """
    _check.one_of("fail_on", fail_on, LEVELS)
    report = tensors(model, text)
    wrong = report.unmet(laws) if laws is not None else []
    wrong += [_told(f) for f in at_least(without(report.findings, ignore), fail_on)]
    if wrong:
        raise AssertionError("\n".join(wrong))
    return report


def _told(finding: Finding) -> str:
    mend = f"\n  mend: {finding.mend}" if finding.mend else ""
    return f"{finding.level} {finding.rule}: {', '.join(finding.where)}: {finding.text}{mend}"
