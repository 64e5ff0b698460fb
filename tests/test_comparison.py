"""A lab's verdict: what the rules of its table say of the rows, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initdocs.comparison import VERDICT, comparison, holds, verdict

sizes = st.floats(1e-6, 1e6)


@given(sizes, st.floats(1, 100), st.floats(1e-3, 1e3))
def test_within_a_factor_is_the_same_both_ways(paper, factor, ratio):
    """A ratio and its inverse are judged alike, and the bound is the factor."""
    rule = f"within {factor}"
    row = holds(("a", paper, paper * ratio, rule, ""))
    if abs(ratio - factor) > 1e-9 * factor and abs(1 / ratio - factor) > 1e-9 * factor:
        assert row == holds(("a", paper, paper / ratio, rule, ""))
        assert row == (max(ratio, 1 / ratio) < factor)


@given(sizes, sizes)
def test_sides(bound, here):
    """Above and below exclude each other."""
    above, below = (
        holds(("a", None, here, f"{side} {bound!r}", "")) for side in ("above", "below")
    )
    assert not (above and below) and (above or below) == (here != bound)


@pytest.mark.parametrize(
    "rule",
    ["within", "within 0.5", "within x", "near 2", "above", "above 3", "below 1"],
)
def test_bad_rules(rule):
    """A rule that is none, or that the paper's own number breaks, names its row."""
    with pytest.raises(ValueError, match=f"rule of 'a': got '{rule}', allowed: "):
        holds(("a", 2.0, 1.0, rule, ""))


def test_a_factor_of_nothing():
    """A factor needs a number of the paper to be of."""
    with pytest.raises(ValueError, match="within F' of a number"):
        holds(("a", None, 1.0, "within 2", ""))


def test_the_verdict_counts_and_names():
    """Rows without a rule do not count; what does not hold is named, without its mark."""
    good, bad, told = (
        ("a", 1.0, 1.0, "within 2", ""),
        ("b *", None, 1.0, "above 2", ""),
        ("c", None, 1, "", ""),
    )
    assert verdict([good, told]) == "reproduced in all of 1 rows"
    assert verdict([good, bad, told]) == "reproduced in 1 of 2 rows; not: b"
    assert verdict([bad]) == "not reproduced in any of 1 rows"
    assert verdict([told]) == "nothing is judged"


def test_the_table_tells_its_rule_and_ends_with_the_verdict():
    """Each row shows the rule that judged it; reasons are broken to the page's width."""
    table = comparison([("a", 1.0, 3.0, "within 2", "why " * 40), ("b", None, 1.0, "", "")])
    row, *reason, untold, empty, last = table.split("\n")[1:]
    assert row.split() == ["a", "1.0", "3.0", "3.00", "within", "2", "no"]
    assert max(map(len, reason)) <= 76 and untold.split() == ["b", "1.0"] and not empty
    assert last == f"{VERDICT}not reproduced in any of 1 rows"


def test_the_ratio_is_ours_over_the_papers():
    """Above 1 where more came out here; none where the paper gives no number, or 0."""
    rows = [("a", 2.0, 3.0, "", ""), ("b", None, 3.0, "", ""), ("c", 0.0, 3.0, "", "")]
    lines = comparison(rows).split("\n")[1:4]
    assert [line.split() for line in lines] == [["a", "2.0", "3.0", "1.50"], ["b", "3.0"],
                                                ["c", "0.0", "3.0"]]  # fmt: skip


def test_what_was_measured_keeps_its_point():
    """10 units are a count, 10.0 a measurement; eight letters hold any number."""
    rows = [("a", 10, 10.0, "", ""), ("b", 1.2345e-07, -1.2345e-07, "", "")]
    lines = comparison(rows).split("\n")[1:3]
    assert lines[0].split()[1:3] == ["10", "10.0"]
    assert lines[1].split()[1:3] == ["1.23e-07", "-1.23e-07"]
    assert lines[0].index("10 ") + 2 == lines[1].index("1.23e-07") + 8
