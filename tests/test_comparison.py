"""A lab's table: numbers, ratios and reasons in their columns."""

from initdocs.comparison import LINE, WHY, comparison


def table(*rows):
    head, *lines = comparison(rows).split("\n")
    return head, lines


def test_the_ratio_is_ours_over_the_papers():
    """Above 1 where more came out here; none where the paper gives no number, or 0."""
    _, lines = table(("a", 2.0, 3.0, ""), ("b", None, 3.0, ""), ("c", 0.0, 3.0, ""))
    assert [line.split() for line in lines] == [["a", "2.0", "3.0", "1.50"], ["b", "3.0"],
                                                ["c", "0.0", "3.0"]]  # fmt: skip


def test_what_was_measured_keeps_its_point():
    """10 units are a count, 10.0 a measurement; eight letters hold any number."""
    _, lines = table(("a", 10, 10.0, ""), ("b", 1.2345e-07, -1.2345e-07, ""))
    assert lines[0].split()[1:3] == ["10", "10.0"]
    assert lines[1].split()[1:3] == ["1.23e-07", "-1.23e-07"]
    assert lines[0].index("10 ") + 2 == lines[1].index("1.23e-07") + 8


def test_reasons_go_on_below_themselves():
    """A long reason is wrapped within the page's width, each line below the first."""
    why = "word " * 40
    head, lines = table(("a name", 1.0, 1.0, why))
    start = head.index("why")
    assert len(lines) > 2
    assert all(line[start - 1] == " " and line[start:].startswith("word") for line in lines)
    room = LINE - start
    assert all(room - len("word ") <= len(line) - start <= room for line in lines[:-1])
    assert sum(line.count("word") for line in lines) == 40


def test_a_long_name_leaves_reasons_their_least_width():
    """However long a name is, a reason is not cut into single words."""
    head, lines = table(("n" * LINE, 1.0, 1.0, "word " * 10))
    start = head.index("why")
    assert WHY - len("word ") <= len(lines[0]) - start <= WHY
