"""Other tools on the broken starts: what is recorded is of these starts, and the doctor's is so."""

from datetime import date

from initdocs_site.maintain import rivals as made
from initdocs_site.maintain.faults import VARIANTS
from initdocs_site.maintain.starts import STARTS
from initdocs_site.page.proof import broken, rivals


def test_the_record_is_of_these_starts():
    """Every variant and every start, by every tool, in the releases that are named, on a day."""
    told = rivals()
    assert [(row["start"], row["about"]) for row in told["variants"]] == [
        (variant.start, variant.about) for variant in VARIANTS
    ]
    assert list(told["sound"]) == list(STARTS)
    assert all(set(row["found"]) == set(made.TOOLS) for row in told["variants"])
    assert told["versions"] == made.VERSIONS
    assert date.fromisoformat(told["date"])


def test_the_doctors_column_is_what_it_says_elsewhere():
    """It finds what the record of the broken starts has, and says nothing of a sound one."""
    told = rivals()
    for row, seen in zip(told["variants"], broken()["variants"], strict=True):
        assert row["found"]["initdocs"] == bool(seen["rules"]), row["about"]
    assert not any(of["initdocs"] for of in told["sound"].values())
