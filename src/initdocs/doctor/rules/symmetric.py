"""Units that start equal stay equal: they get the same gradient for ever."""

from collections.abc import Iterator

import numpy as np

from initdocs.doctor import mending
from initdocs.doctor.findings import Finding, Model
from initdocs.doctor.layouts import matrix
from initdocs.doctor.rows import Row

PAGE = "/guide/importance/#constant-units-that-stay-twins"
#: structures in which rows repeat on purpose
MEANT = ("zeros", "identity", "dirac", "delta_orthogonal")
#: with fewer inputs two rounded rows may meet by chance
INPUTS = 4


def rule(model: Model) -> Iterator[Finding]:
    """A nonzero constant or equal rows: fail; a quarter of the rows repeated: warn."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in model.weights:
        if row.structure in MEANT or row.moments.finite < row.moments.count:
            continue
        units = matrix(row.array, row.place)
        if len(units) < 2 or units.shape[1] < (1 if row.structure else INPUTS):
            continue
        different = len(np.unique(units, axis=0)) if units.size < 2e6 else _distinct(units)
        repeated = 1 - different / len(units)
        if different == 1:
            what = f"all {len(units)} units have the same weights"
            groups.setdefault(("fail", f"{what}, and will keep them"), []).append(row)
        elif repeated >= 0.25:
            what = f"{len(units) - different} of {len(units)} units repeat another one's weights"
            groups.setdefault(("warn", what), []).append(row)
    for (level, text), rows in groups.items():
        yield Finding(level, tuple(row.name for row in rows), text, mending.fresh(rows))


def _distinct(units: np.ndarray) -> int:
    """How many rows differ, by their bytes."""
    return len({row.tobytes() for row in np.ascontiguousarray(units)})
