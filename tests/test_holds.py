import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from initdocs.holds import judge, texts

TWO = 'low, high = 1, 3\nassert low < x < high, "x is near two"\nassert x > 9, "x is large"'


def test_every_statement_is_tried():
    """One that does not hold hides none of those after it."""
    source = 'assert x > 9, "large"\nassert x > 1, "positive"\nassert x == "a", "a letter"'
    assert [s.holds for s in judge(source, {"x": 2})] == [False, True, False]


def test_what_cannot_be_judged_says_why():
    """A name that is gone is neither true nor false, and set-up that fails takes all after it."""
    alone = judge('assert y > 0, "y"\nassert x > 0, "x"', {"x": 2})
    assert [s.holds for s in alone] == [None, True]
    assert "NameError" in alone[0].why
    after = judge('assert x > 0, "before"\ny = lost\nassert x > 0, "after"', {"x": 2})
    assert [s.holds for s in after] == [True, None]
    assert "lost" in after[1].why


def test_the_first_thing_that_broke_is_told():
    """What comes after it may fail for that reason alone, and is not run."""
    (statement,) = judge('a = lost\nb = 1 / 0\nassert a, "a"', {})
    assert "lost" in statement.why and statement.holds is None


def test_the_page_stays_as_it_is(capsys):
    """The variables of a fence are its own, and it prints nothing on the page."""
    namespace = {"x": 2}
    assert [s.holds for s in judge(TWO, namespace)] == [True, False]
    assert namespace == {"x": 2}
    judge('print("seen")\nassert x, "x"', namespace)
    assert capsys.readouterr().out == ""


def test_arrays_are_statements_only_as_a_whole():
    """An array is neither true nor false: the statement cannot be judged, and says so."""
    (statement,) = judge('assert a > 0, "positive"', {"a": np.ones(3)})
    assert statement.holds is None
    assert "ambiguous" in statement.why
    (statement,) = judge('assert (a > 0).all(), "positive"', {"a": np.ones(3)})
    assert statement.holds is True


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), max_size=5))
def test_what_was_printed_is_there_as_numbers(values):
    """`shown` are the numbers of the text, in their order, whatever stands between them."""
    printed = "".join(f"x is {value!r}, " for value in values)
    (statement,) = judge(f'assert shown == {values!r}, "all"', {}, printed=printed)
    assert statement.holds, statement


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("x = 1", "nothing is asserted"),
        ("assert x > 0", "an assertion needs its statement"),
        ('assert x > 0, f"x is {x}"', "an assertion needs its statement"),
        ("assert x > 0, 7", "an assertion needs its statement"),
        ('for x in a:\n    assert x, "x"', "inside a loop or a function"),
        ("assert (", "line 1: "),
    ],
)
def test_the_form_of_a_fence(source, message):
    """What is no statement of a page is refused, with its line."""
    with pytest.raises(ValueError, match=message):
        texts(source)
