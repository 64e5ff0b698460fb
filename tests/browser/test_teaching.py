"""A class hands in strings, and the teacher's page has every answer run again."""

import base64
import json
import zlib

import pytest
from tests.browser.test_cells import write
from tests.browser.test_page import violations
from tests.conftest import DOCS

from initdocs_site import ROOT
from initdocs_site.page import collected

pytestmark = pytest.mark.browser

TASKS = {
    f"{page.source.removesuffix('.md')}/#{task.name}": task
    for page in collected.of_site(DOCS)
    for task in page.tasks
}
FLOOR, COST = "guide/importance/#zero-floor", "guide/importance/#part-the-twins"
TOLD = "document.querySelector('[data-told]').textContent"


def string(who, *answers):
    """A hand-in as the sheet makes it."""
    squeeze = zlib.compressobj(wbits=-15)
    text = json.dumps([who, answers]).encode()
    packed = base64.urlsafe_b64encode(squeeze.compress(text) + squeeze.flush())
    return "initdocs-1." + packed.decode().rstrip("=")


def opened(text):
    """What such a string says."""
    packed = text.removeprefix("initdocs-1.")
    raw = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
    return json.loads(zlib.decompress(raw, wbits=-15))


def right(task):
    return [task, TASKS[task].exercise.solution.body, "pass"]


def wrong(task, claims="fail"):
    return [task, TASKS[task].exercise.starter.body + "\n# mine", claims]


def marked(page, text):
    """Have strings checked, and wait until the page says that they were."""
    page.fill("[name=strings]", text)
    page.click("[data-mark]")
    page.wait_for_function(f"/were run here/.test({TOLD})", timeout=180_000)
    rows = page.locator(".teach-table tbody tr").all()
    return [row.locator("th, td").all_inner_texts() for row in rows]


def test_an_answer_goes_from_its_page_to_the_teacher(open_page, address):
    """What is kept on the device is in the string, verdict and all; nobody is sent anything."""
    page = open_page(address + "guide/importance/")
    solution = TASKS[FLOOR].exercise.solution.body
    write(page, "[data-exercise=zero-floor]", solution)
    page.click("[data-exercise=zero-floor] [data-check]")
    page.wait_for_function(
        "document.querySelector('[data-exercise=zero-floor]').dataset.verdict == 'pass'"
    )
    write(page, "[data-exercise=part-the-twins]", "cost = None")
    page.goto(address + "teach/exercises/")
    page.click("[data-hand-in] [type=submit]")
    assert "Write your name" in page.locator("[data-told]").inner_text()
    page.fill("[name=who]", "Zoë")
    page.click("[data-hand-in] [type=submit]")
    page.wait_for_function(f"{TOLD}.startsWith('2 answers, 1 of them solved')")
    text = page.locator("[data-made] textarea").input_value()
    who, answers = opened(text)
    assert who == "Zoë"
    assert answers == [[FLOOR, solution, "pass"], [COST, "cost = None", ""]]
    teacher = open_page(address + "teach/")
    assert marked(teacher, text) == [["Zoë", "1", "✓", "✗"]]
    assert teacher.errors == []


def test_thirty_strings_and_a_forged_verdict(open_page, address):
    """A table of all, run here: who says that they pass and do not is found."""
    page = open_page(address + "teach/")
    methods = []
    page.on("request", lambda request: methods.append(request.method))
    honest = [string(f"Student {i}", right(FLOOR)) for i in range(28)]
    strings = [*honest, string("Mallory", wrong(FLOOR, "pass")), string("Bob", wrong(FLOOR))]
    rows = marked(page, "\n".join([*strings, "initdocs-1.broken"]))
    assert rows[:28] == [[f"Student {i}", "1", "✓"] for i in range(28)]
    assert rows[28:] == [["Mallory", "0", "✗ says ✓"], ["Bob", "0", "✗"]]
    told = page.locator("[data-told]").inner_text()
    assert "30 answers of 30 strings were run here: 28 pass." in told
    assert "1 said so in their string and do not." in told and "String 31 is damaged" in told
    page.locator("details", has_text="Mallory").locator("summary").click()
    assert "# mine" in page.locator("details", has_text="Mallory").inner_text()
    assert set(methods) == {"GET"}
    assert page.errors == []


def test_an_answer_cannot_change_how_others_are_judged(open_page, address):
    """Whatever it does to the modules of the checks is gone before the next one, its own too."""
    bad = (
        "from initdocs.exercises import answers\n"
        "answers.expect_function = answers.expect = lambda *a, **k: None\nfloor = None"
    )
    page = open_page(address + "teach/")
    rows = marked(page, string("Eve", [FLOOR, bad, "pass"]) + " " + string("Bob", wrong(FLOOR)))
    assert rows == [["Eve", "0", "✗ says ✓"], ["Bob", "0", "✗"]]


def test_stop(open_page, address):
    """An answer that does not end is stopped, and the page can be used again."""
    page = open_page(address + "teach/")
    page.fill("[name=strings]", string("Eve", [FLOOR, "while True: pass", ""]))
    page.click("[data-mark]")
    page.wait_for_function(f"{TOLD}.startsWith('Answer 1 of 1')")
    page.click("[data-mark-stop]")
    page.wait_for_function(f"{TOLD}.startsWith('Stopped')")
    assert marked(page, string("Bob", right(FLOOR))) == [["Bob", "1", "✓"]]
    assert page.errors == []


def test_each_step_of_the_plans_opens_on_the_projector(open_page, address):
    """Every link of the two tables presents its demo, at its own settings."""
    page = open_page(address + "teach/")
    links = page.locator("td a").evaluate_all("(all) => all.map((a) => a.href)")
    steps = [link for link in links if "present=" in link]
    assert len(steps) >= 20
    for step in dict.fromkeys(steps):
        page.goto(step)
        page.locator(".alone[data-demo]").wait_for()
        name = page.locator(".alone").get_attribute("data-demo")
        assert f"present={name}" in step
        words = "document.querySelector('.stage-words').textContent"
        if "&" in step:  # at a preset, whose question comes first
            page.wait_for_function(f"{words}.endsWith('?')", timeout=20_000)
    assert page.errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["teach/", "teach/exercises/"])
def test_accessible(open_page, address, path, scheme):
    """Axe finds nothing, on a phone and with a table of marks, and nothing is wider than it."""
    page = open_page(address + path, color_scheme=scheme, viewport={"width": 390, "height": 844})
    if path == "teach/":
        marked(page, string("Mallory", wrong(FLOOR, "pass"), right(COST)))
        page.locator("details summary").click()
    page.evaluate((ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8"))
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_sheet_on_paper(open_page, address):
    """Every exercise is printed, and the box to hand in is not."""
    page = open_page(address + "teach/exercises/")
    page.emulate_media(media="print")
    assert not page.locator("[data-hand-in]").is_visible()
    assert not page.get_by_role("heading", name="Hand in").is_visible()
    tasks = page.locator("[data-task]")
    assert tasks.count() == len(TASKS)
    assert all(task.is_visible() for task in tasks.all())
