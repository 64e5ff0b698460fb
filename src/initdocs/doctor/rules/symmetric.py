"""Units that start equal stay equal: they get the same gradient for ever."""

from collections.abc import Iterator

import numpy as np

from initdocs.doctor import mending
from initdocs.doctor.findings import Finding, Model
from initdocs.doctor.layouts import matrix

PAGE = "/guide/importance/#constant-units-that-stay-twins"
#: structures in which rows repeat on purpose
MEANT = ("zeros", "identity", "dirac", "delta_orthogonal")
#: with fewer inputs two rounded rows may meet by chance
INPUTS = 4


def rule(model: Model) -> Iterator[Finding]:
    """A nonzero constant or equal rows: fail; a quarter of the rows repeated: warn."""
    for row in model.weights:
        if row.structure in MEANT or row.moments.finite < row.moments.count:
            continue
        units = matrix(row.array, row.place)
        if len(units) < 2 or units.shape[1] < (1 if row.structure else INPUTS):
            continue
        different = len(np.unique(units, axis=0)) if units.size < 2e6 else _distinct(units)
        repeated = 1 - different / len(units)
        mend = mending.fresh([row])
        if different == 1:
            what = f"all {len(units)} units have the same weights"
            yield Finding("fail", (row.name,), f"{what}, and will keep them", mend)
        elif repeated >= 0.25:
            what = f"{len(units) - different} of {len(units)} units repeat another one's weights"
            yield Finding("warn", (row.name,), what, mend)


def _distinct(units: np.ndarray) -> int:
    """How many rows differ, by their bytes."""
    return len({row.tobytes() for row in np.ascontiguousarray(units)})
