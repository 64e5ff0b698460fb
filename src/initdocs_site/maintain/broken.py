"""The doctor on starts with one fault each, and on the same starts without it: recorded.

    python -m initdocs_site.maintain.broken

A fault is found where a finding at warn or above names a tensor that was changed. Beside it
stands whether `initdocs.recipes.check` tells it, which knows what was meant.
"""

import json
from typing import Any

import numpy as np

from initdocs.doctor import LEVELS, tensors
from initdocs.recipes import check
from initdocs_site.maintain.faults import VARIANTS, Variant, single
from initdocs_site.maintain.starts import MEANT, NO_RECIPE, STARTS, State
from initdocs_site.page.proof import BROKEN

#: draws of each broken start, which must agree, and of each sound one
DRAWS, SOUND = 3, 20


def seen(variant: Variant, seed: int = 0) -> dict[str, Any]:
    """What is recorded of a broken start: its fault, and what names a tensor that has it."""
    sound, broken, text = variant.made(seed)
    changed = {
        name for name, array in broken.items()
        if name not in sound or not np.array_equal(sound[name], array)
    }  # fmt: skip
    grave = [
        f for f in tensors(broken, text).findings if f.level != "note" and changed & set(f.where)
    ]
    return {
        "kind": variant.kind, "start": variant.start, "about": variant.about,
        "tensors": len(changed),
        "level": max((f.level for f in grave), key=LEVELS.index, default=""),
        "rules": sorted({f.rule for f in grave}),
        "told": _told(variant, {name: broken[name] for name in sound}), "missed": variant.missed,
    }  # fmt: skip


def _told(variant: Variant, state: State) -> bool | None:
    """Whether a comparison with the recipe names anything; none where the start has no recipe."""
    if variant.start in NO_RECIPE:
        return None
    return bool(check(MEANT.get(variant.start, variant.start), _learned(state)))


def _learned(state: State) -> State:
    return {n: a for n, a in state.items() if not n.endswith(("mean", "var", "tracked"))}


def alarms(start: str, seeds: int = SOUND, first: int = 0) -> int:
    """In how many draws of a sound start something is found at warn or above."""
    count = 0
    for seed in range(first, first + seeds):
        state, text = STARTS[start][1](np.random.default_rng(seed))
        count += tensors(single(state), text).verdict != "ok"
    return count


def record() -> dict[str, Any]:
    """The whole record. Errors: a `ValueError` for a fault that other draws judge otherwise."""
    rows = []
    for variant in VARIANTS:
        rows.append(seen(variant))
        for seed in range(1, DRAWS):
            if bool(seen(variant, seed)["rules"]) != bool(rows[-1]["rules"]):
                msg = f"variant: got {variant.name!r}, which is found in some draws, allowed: all"
                raise ValueError(msg)
    starts = {name: {"title": title, "alarms": alarms(name)} for name, (title, _) in STARTS.items()}
    return {"draws": DRAWS, "sound": SOUND, "starts": starts, "variants": rows}


def main() -> None:
    """Write the record."""
    BROKEN.write_text(json.dumps(record(), indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
