import gc
import threading
import types
import weakref

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from initdocs.exercises import copy_of, run_exercise


def judge(source, check, namespace=None):
    return run_exercise(source, check, namespace or {}, write=lambda _: None)


def test_a_page_is_untouched():
    """Arrays, lists, generators and functions of the page are the answer's own copies."""
    page = {"a": np.zeros(3), "nested": {"list": [1]}, "rng": np.random.default_rng(0)}
    exec("count = 0\ndef step():\n    global count\n    count += 1\n    return count", page)
    first = np.random.default_rng(0).random()
    source = "a += 1\nnested['list'].append(2)\nrng.random()\nstep()\nstep()\ndel step"
    assert judge(source, "assert count == 2 and a.sum() == 3", page).passed
    assert page["a"].sum() == 0 and page["nested"] == {"list": [1]}
    assert page["rng"].random() == first
    assert page["count"] == 0 and page["step"]() == 1


def test_what_is_shared_stays_shared():
    """Two names of one array are two names of one copy."""
    array = np.zeros(2)
    own = copy_of({"a": array, "b": array, "pair": [array]})
    assert own["a"] is own["b"] is own["pair"][0] is not array


def test_what_cannot_be_copied_is_shared():
    """A module or a lock does not stop an exercise."""
    lock = threading.Lock()
    own = copy_of({"np": np, "lock": lock, "f": judge})
    assert own == {"np": np, "lock": lock, "f": judge}


def test_functions_keep_their_defaults_and_closures():
    """A function of the page works in the copy as it did."""
    page = {}
    exec("def outer(n):\n    def inner(x, *, y=2): return n + x + y\n    return inner", page)
    exec("f = outer(10)\ndef g(x=1, *, y=5): return f(x, y=y)", page)
    own = copy_of(page)
    assert isinstance(own["g"], types.FunctionType)
    assert own["g"]() == page["g"]() == 16
    assert own["g"].__globals__ is own


@pytest.mark.parametrize(
    ("source", "check", "why"),
    [
        ("x = 1", "assert x == 2, 'x is not 2'", "x is not 2"),
        ("x = 1", "assert y == 2, 'no'", "The name y is asked for"),
        ("f = 3", "f(1)", "The check cannot use your answer: TypeError: 'int' object is not"),
        ("x = 1 / 0", "pass", "Your code stops with an error."),
        ("x = (", "pass", "Your code stops with an error."),
        ("import sys; sys.exit()", "pass", "Your code stops with an error."),
        ("print(7)", "assert printed == '8\\n', printed", "7"),
    ],
)
def test_the_reason_is_told(source, check, why):
    """Every answer that does not pass is told why."""
    verdict = judge(source, check)
    assert not verdict.passed and verdict.why.startswith(why)


@given(st.text())
def test_any_answer_gets_a_verdict(source):
    """Whatever a reader types, the check comes to an end and says why it is not right."""
    verdict = judge(source, "assert answer == 42, 'not 42'")
    assert not verdict.passed and verdict.why


def test_the_check_prints_nothing():
    """The reader sees what the answer prints and nothing of the check."""
    seen = []
    run_exercise("print('mine')", "print('secret')", {}, write=seen.append)
    assert "".join(seen) == "mine\n"


def test_a_function_in_a_list_is_the_copys_too():
    """However a function of the page is reached, it sees the copy."""
    page = {}
    exec("count = 0\ndef step():\n    global count\n    count += 1\ntable = [step]", page)
    assert judge("table[0]()", "assert count == 1 and table[0] is step", page).passed
    assert page["count"] == 0


def test_only_an_assertion_speaks_for_the_check():
    """Any other error of the check is told as what it is: its words are not meant for a reader."""
    assert judge("f = 3", "raise ValueError('inner')").why == (
        "The check cannot use your answer: ValueError: inner"
    )


def test_nothing_of_the_copy_is_kept():
    """Each check copies all variables of a page: their functions would hold the copies for ever."""

    copies = weakref.WeakSet()

    class Large:
        def __deepcopy__(self, memo):
            twin = Large()
            copies.add(twin)
            return twin

    page = {"large": Large()}
    exec("def use(): return large", page)
    gc.disable()
    try:
        assert judge("x = use()", "assert x is large", page).passed
        assert len(copies) == 0
    finally:
        gc.enable()
