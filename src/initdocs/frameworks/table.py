"""The table of defaults as plain values, for programs in any language."""

from typing import Any

from initdocs.frameworks.defaults import DEFAULTS, Default
from initdocs.frameworks.fans import READINGS
from initdocs.frameworks.port import LAYERS, MISCOUNTS, TARGETS
from initdocs.frameworks.releases import VERSIONS

#: raised when a field is removed or means something else; new fields leave it as it is
FORMAT = 1
ADDRESS = "https://initdocs.github.io/initdocs/"


def as_values() -> dict[str, Any]:
    """Every default and every reading of the fans, with the releases that they were held against.

    This is what stands in `initdocs/data/defaults.json` and, under a stable address, on the site;
    `defaults.schema.json` beside it is its schema.

    >>> table = as_values()
    >>> table["format"], sorted(table["releases"]), table["defaults"][0]["size"]
    (1, ['flax', 'jax', 'keras', 'torch'], '1 / sqrt(n)')
    """
    return {
        "$schema": f"{ADDRESS}defaults.schema.json",
        "format": FORMAT,
        "releases": VERSIONS,
        "defaults": [_default(row) for row in DEFAULTS],
        "readings": [
            {
                "framework": r.framework, "weights": r.kind, "shape": list(r.shape),
                "fan_in": r.fan_in, "fan_out": r.fan_out,
                "counted": {"fan_in": r.counted[0], "fan_out": r.counted[1]},
            }
            for r in READINGS
        ],
    }  # fmt: skip


def _default(row: Default) -> dict[str, Any]:
    """A row: its size as an expression of its counts, as LaTeX, and as a number."""
    return {
        "framework": row.framework, "layer": row.layer, "make": row.make,
        "parameter": row.parameter, "law": row.law, "size": row.size,
        "counts": dict(row.counts), "value": row.value, "latex": row.formula,
        "terms": row.terms, "kept": row.kept if row.terms else None,
        "miscounted_by": _miscount(row), "note": row.flag,
    }  # fmt: skip


def _miscount(row: Default) -> float | None:
    """How many times as large the variance would be by counted fans, None where it is right."""
    if not row.terms or row.framework not in TARGETS:
        return None
    place = TARGETS.index(row.framework)
    for layer, names in LAYERS.items():
        if names[place] == row.layer:
            return MISCOUNTS.get((row.framework, layer))
    return None
