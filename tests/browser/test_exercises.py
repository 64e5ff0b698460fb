"""Exercises in a real browser: checked, explained, kept on the device, without a trace."""

import html

import pytest
from tests.browser.test_cells import EXERCISES, check, run, write

pytestmark = pytest.mark.browser

GUIDE = "guide/importance/"
TWINS = "[data-exercise=part-the-twins]"
FLOOR = "[data-exercise=zero-floor]"


def test_every_guide_page_has_three():
    """Each page of the guide asks at least three questions."""
    for page in ("importance", "exploding-vanishing", "appropriate-values", "justification",
                 "in-practice"):  # fmt: skip
        assert len(EXERCISES[f"guide/{page}/"]) >= 3


def test_an_exercise_leaves_nothing_behind(open_page, address):
    """What an answer does to the page's variables, it does to a copy."""
    page = open_page(address + GUIDE)
    before = run(page, "[data-cell=first-training]", "kept = [1]\ndef total(): return sum(kept)")
    assert before[0] == "done"
    verdict, _ = check(page, FLOOR, "kept.append(2)\nprint(total())\nnew = 1")
    assert verdict == "fail"
    assert page.locator(f"{FLOOR} [data-output]").inner_text() == "3\n"
    state, after = run(page, "[data-cell=first-training]", "print(kept, 'new' in globals())")
    assert (state, after.strip()) == ("done", "[1] False")


def test_verdicts_and_answers_are_kept_on_the_device(open_page, address):
    """After a reload the answer and its verdict are there again; Reset forgets both."""
    page = open_page(address + GUIDE)
    answer = EXERCISES[GUIDE][0].solution.body
    assert check(page, FLOOR, answer)[0] == "pass"
    page.reload()
    exercise = page.locator(FLOOR)
    assert exercise.get_attribute("data-verdict") == "pass"
    assert exercise.locator("textarea").input_value() == answer
    assert "solved" in exercise.locator("[data-why]").inner_text()
    assert exercise.evaluate("(e) => !e.contains(document.activeElement)")
    exercise.locator("textarea").press("End")
    exercise.locator("textarea").type(" ")
    assert exercise.get_attribute("data-verdict") == ""
    exercise.locator("[data-reset]").click()
    page.reload()
    assert exercise.locator("textarea").count() == 0
    assert exercise.get_attribute("data-verdict") == ""


def test_kept_answers_that_are_damaged_do_no_harm(open_page, address):
    """Whatever stands in the store under our name, the exercise works."""
    page = open_page(address + GUIDE)
    for rubbish in ("{", "7", '{"source": 7}', '{"source": "x = 1", "verdict": "<b>"}'):
        key = "initdocs:cell:/guide/importance/#zero-floor"
        page.evaluate("([key, value]) => localStorage.setItem(key, value)", [key, rubbish])
        page.reload()
        assert page.locator(FLOOR).get_attribute("data-verdict") == ""
        assert page.locator(f"{FLOOR} [data-check]").is_visible()
    assert page.errors == []


def test_hints_come_one_by_one_and_the_solution_opens(open_page, address):
    """Each press shows one more hint; the solution is hidden until asked for; all by keyboard."""
    page = open_page(address + GUIDE)
    exercise = page.locator(FLOOR)
    hint = exercise.locator("[data-hint]")
    count = len(EXERCISES[GUIDE][0].hints)
    assert hint.inner_text() == f"Hint 1 of {count}"
    for shown in range(1, count + 1):
        hint.focus()
        page.keyboard.press("Enter")
        assert exercise.locator("[data-hints] > li:visible").count() == shown
    assert hint.inner_text() == "No more hints"
    solution = exercise.locator("[data-solution-code]")
    assert not solution.is_visible()
    exercise.locator("[data-solution]").focus()
    page.keyboard.press("Enter")
    assert solution.is_visible()
    assert solution.inner_text().strip() == html.unescape(EXERCISES[GUIDE][0].solution.body).strip()
    assert page.cdn.asked == []


def test_an_answer_that_fails_or_never_ends(open_page, address):
    """An error marks its line; an endless answer is stopped; the next check works."""
    page = open_page(address + GUIDE)
    verdict, why = check(page, FLOOR, "x = 1\nfloor = x / 0")
    assert (verdict, why) == ("fail", "✗ Not yet. Your code stops with an error.")
    assert page.locator(f"{FLOOR} [data-code]").get_attribute("data-error-line") == "2"
    write(page, FLOOR, "print('on')\nwhile True: pass")
    page.click(f"{FLOOR} [data-check]")
    page.wait_for_function(
        "(s) => document.querySelector(s).textContent == 'on\\n'", arg=f"{FLOOR} [data-output]"
    )
    page.click(f"{FLOOR} [data-stop]")
    page.wait_for_function("(s) => document.querySelector(s).dataset.state == 'stopped'", arg=FLOOR)
    assert check(page, FLOOR, EXERCISES[GUIDE][0].solution.body)[0] == "pass"


def test_run_does_not_judge(open_page, address):
    """Run shows what the answer prints and says nothing of right or wrong."""
    page = open_page(address + GUIDE)
    state, output = run(page, TWINS)
    assert state == "done" and output.strip().startswith("[[")
    assert page.locator(TWINS).get_attribute("data-verdict") == ""
    assert page.locator(f"{TWINS} [data-why]").inner_text() == ""
