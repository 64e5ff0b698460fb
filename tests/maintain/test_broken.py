"""Broken starts: the record is what the doctor says today, and sound ones have nothing."""

import pytest

from initdocs_site.maintain import broken as made
from initdocs_site.maintain import faults
from initdocs_site.maintain.faults import VARIANTS, Variant
from initdocs_site.maintain.starts import STARTS
from initdocs_site.page.proof import broken


def test_they_are_many_and_of_many_kinds():
    """At least forty that are found, a dozen kinds; every sound start has a fault somewhere."""
    rows = broken()["variants"]
    assert sum(bool(row["rules"]) for row in rows) >= 40
    assert len({row["kind"] for row in rows}) >= 12
    assert len({variant.name for variant in VARIANTS}) == len(VARIANTS) == len(rows)
    assert {variant.start for variant in VARIANTS} == set(STARTS)


@pytest.mark.parametrize(
    ("variant", "told"),
    list(zip(VARIANTS, broken()["variants"], strict=True)),
    ids=[variant.name for variant in VARIANTS],
)
def test_the_record_is_what_is_found(variant, told):
    """Whoever changes a rule records anew: python -m initdocs_site.maintain.broken."""
    assert made.seen(variant) == told
    assert bool(variant.missed) != bool(told["rules"])


@pytest.mark.parametrize("start", STARTS)
def test_sound_starts_have_nothing(start):
    """Of draws that the record has not: by the rules, and by the recipe where there is one."""
    assert broken()["starts"][start]["alarms"] == 0
    assert made.alarms(start, seeds=1, first=made.SOUND) == 0
    sound = Variant("none", start, "nothing", lambda state, rng: {})
    told = made.seen(sound, made.SOUND)
    assert not told["told"] and told["tensors"] == 0 and told["rules"] == []


def test_a_fault_touches_something_and_nothing_else():
    """A pattern that matches no name is told; the sound state is left as it was."""
    with pytest.raises(ValueError, match="pattern: got 'nothing'"):
        faults._named({"a": 1}, "nothing")
    for variant in VARIANTS:
        if variant.start == "ppo":
            sound, state, _ = variant.made()
            again, _, _ = variant.made()
            assert all((sound[name] == again[name]).all() for name in sound)
            assert {n: a.shape for n, a in state.items()} == {n: a.shape for n, a in sound.items()}
