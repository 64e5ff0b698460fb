"""What many layers make of the signal: a product of n·σ² and of what the activations pass on."""

import re
from collections.abc import Iterator
from math import log10

from initdocs.doctor import mending
from initdocs.doctor.findings import Finding, Model
from initdocs.doctor.rows import Row
from initdocs.propagation import chi_1, second_moment

PAGE = "/guide/exploding-vanishing/"
#: fewer layers lose little; a skip connection or a gate carries what a product does not see
FEWEST = 8
_SKIP = re.compile(
    r"(res|skip|shortcut|att(entio)?n|lstm|gru|rnn|dense_?block|short)", re.IGNORECASE
)
WARN, FAIL = 4.0, 9.0


def rule(model: Model) -> Iterator[Finding]:
    """Without norms, skips and gates: signal or gradient off by 10⁴: warn, by 10⁹: fail."""
    rows = [row for row in model.weights if row.kept is not None]
    known = [*model.modules, *(m.type for m in model.modules.values())]
    if not model.modules or model.has_norm or any(_SKIP.search(told) for told in known):
        return
    first_sine = any(law.title.startswith("SIREN") for row in rows for law in row.laws)
    if len(rows) < FEWEST or first_sine or any(not row.kept for row in rows):
        return
    signal, gradient = powers(rows[:-1])
    for what, power in (("signal", signal), ("gradient", gradient)):
        if abs(power) > WARN:
            level = "fail" if abs(power) > FAIL else "warn"
            text = (
                f"{len(rows)} layers without normalization change the {what}'s mean square by "
                f"10^{power:.1f}, if no skip connection carries it"
            )
            yield Finding(level, tuple(row.name for row in rows), text, mending.fresh(rows))
            return


def powers(rows: list[Row]) -> tuple[float, float]:
    """The decades that a stack changes E[a²] and E[(∂L/∂z)²] by, from mean-field theory."""
    q, gradient, share = 1.0, 0.0, 1.0
    for row in rows:
        assert row.kept is not None
        q = min(max(row.kept * share * q, 1e-60), 1e60)
        of = row.activation or "identity"
        # outside these every activation of the package is a power or a constant
        at = min(max(q, 1e-12), 1e12)
        moment = second_moment(of, at)
        gradient += log10(max(row.kept * chi_1(of, at, 1.0), 1e-60))
        share = moment / at
        if at != q and moment:
            share = second_moment(of, at) / at
    return log10(max(q * share, 1e-60)), gradient
