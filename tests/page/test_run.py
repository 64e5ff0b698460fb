import numpy as np
import pytest

from initdocs_site.page.run import Outcome, other_seeds, outcome, run_code

DRAW = "import numpy as np\nx = np.random.default_rng(0).random()\nprint(x)"


def test_results_come_in_order():
    """A page is one namespace; statements belong to the cell before them, exercises to none."""
    code = [
        ("live", "x = 1"),
        ("live", "print(x + 1)"),
        ("holds", 'assert shown == [2], "two"\nassert x == 2, "x is two"'),
        ("starter", "y = 0"),
        ("check", "assert y == x, 'no'"),
        ("solution", "y = 1"),
    ]
    found = run_code(code)
    assert [r.printed for r in found.results] == ["", "2\n"]
    assert [s.holds for s in found.results[1].statements] == [True, False]
    assert found.problems == []
    assert Outcome.read(found.plain()) == found


def test_a_wrong_exercise_has_its_place():
    """The part that is wrong is named by its place in the code."""
    code = [("live", "x = 1"), ("starter", "y = 1"), ("check", "assert y"), ("solution", "y = 0")]
    assert [at for at, _ in run_code(code).problems] == [3, 1]


def test_nothing_is_said_of_a_cell_that_fails():
    """Its statements are not tried: there is nothing that they could be about."""
    (result,) = run_code([("live", "1 / 0"), ("holds", 'assert True, "so"')]).results
    assert "ZeroDivisionError" in result.failure
    assert result.statements == []


def test_other_seeds_are_other_draws():
    """Each shift gives a stream of its own for every seed, and the same one each time."""
    drawn = {s: run_code([("live", DRAW)], shift=s).results[0].printed for s in range(5)}
    assert len(set(drawn.values())) == 5
    assert drawn[3] == run_code([("live", DRAW)], shift=3).results[0].printed
    assert float(drawn[0]) == np.random.default_rng(0).random()


def test_equal_seeds_stay_equal():
    """Two generators of one seed draw the same under other seeds too, those of two do not."""
    with other_seeds(7):
        same = [np.random.default_rng(3).random() for _ in range(2)]
        listed = np.random.default_rng([3, 1]).random()
        other = np.random.default_rng(4).random()
    assert same[0] == same[1] != other
    assert listed not in (same[0], other)
    made = np.random.default_rng(5)
    with other_seeds(7):
        assert np.random.default_rng(made) is made


def test_other_seeds_end():
    """After a run seeds mean what they meant, also when it fails."""
    make = np.random.default_rng
    run_code([("live", "1 / 0")], shift=2)
    assert np.random.default_rng is make


def test_under_other_seeds_nothing_is_drawn_or_solved():
    """Figures and exercises are not tried again: a conclusion is about numbers."""
    page = [["live", DRAW], ["starter", "y = 1"], ["check", "assert y"], ["solution", "y = 0"]]
    assert outcome(page)["problems"]
    assert outcome(page, 1)["problems"] == []


def test_a_page_is_a_program():
    """Its cells run as the main module, as in the browser."""
    (result,) = run_code([("live", "print(__name__)")]).results
    assert result.printed == "__main__\n"


def test_a_starter_must_be_told_why():
    """A check that says nothing leaves the reader alone; so does one that the starter passes."""
    silent = [("starter", "y = 0"), ("check", "assert y"), ("solution", "y = 1")]
    assert [(at, text.rstrip()) for at, text in run_code(silent).problems] == [
        (0, "the starter must run and fail with a reason:")
    ]
    told = [silent[0], ("check", "assert y, 'y is 0'"), silent[2]]
    assert run_code(told).problems == []


def test_figures_of_a_cell():
    """Each as it was shown last; none under other seeds."""
    pytest.importorskip("matplotlib")
    source = (
        "import matplotlib.pyplot as plt\nplt.plot([1])\nplt.title('a')\nplt.show()\n"
        "plt.title('b')\nplt.show()\nplt.figure()\nplt.plot([2])\nplt.title('c');"
    )
    figures = outcome([["live", source]])["results"][0]["figures"]
    assert [text for _, text in figures] == ["b", "c"]
    assert outcome([["live", source]], 1)["results"][0]["figures"] == []


def test_a_table_is_no_figure():
    """What a value shows as HTML is for the screen: the page's figures are its drawings."""
    source = "class T:\n    def _repr_html_(self): return '<table></table>'\nT()"
    assert run_code([("live", source)]).results[0].figures == []
