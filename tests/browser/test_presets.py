"""Settings with a name are set by a link, and a question is asked before the run plays."""

import pytest

pytestmark = pytest.mark.browser

DEMO = "document.querySelector('[data-demo]').dataset"
DEPTH, PLAYED = (DEMO.replace("demo]", f"demo={name}]") for name in ("depth", "playground"))
GUESS = PLAYED.replace("]'", "] [data-status]'").replace(
    "dataset", "textContent.startsWith('Guess')"
)


def test_a_preset_of_the_list_sets_the_demo(open_page, address):
    """Its settings stand in the controls and in the address, its run is shown, without Python."""
    page = open_page(address + "tools/playground/")
    page.wait_for_function(f"{DEMO}.state == 'done'")
    page.evaluate("globalThis.sameTab = true")
    page.get_by_role("link", name="Dead ReLU").click()
    page.wait_for_function(f"{DEMO}.fresh == 'true'")
    assert page.locator("[name=data]:checked").get_attribute("value") == "gaussian"
    assert page.locator("[name=seed]").input_value() == "1"
    assert "playground.data=gaussian&playground.seed=1" in page.url
    assert "no gradient comes back" in page.locator("[data-notes]").inner_text()
    assert page.locator("[data-readout=accuracy]").inner_text() == "50 %"
    page.get_by_role("link", name="Zero never moves").click()
    assert page.locator("[name=data]:checked").get_attribute("value") == "circle"
    assert page.locator("[data-readout=cost]").inner_text() == "0.693"
    assert page.evaluate("globalThis.sameTab === true")
    assert page.cdn.asked == [] and page.errors == []


def test_a_link_in_prose_sets_the_demo_of_its_page(open_page, address):
    """The reader stays where they are, and the demo beside the text shows it."""
    page = open_page(address + "guide/exploding-vanishing/")
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    page.evaluate("globalThis.sameTab = true")
    page.locator("[data-preset*='orthogonal']").click()
    page.wait_for_function(f"{DEPTH}.fresh == 'true' && {DEPTH}.state == 'done'")
    assert page.locator("[name=matrix]:checked").get_attribute("value") == "orthogonal"
    assert page.evaluate("globalThis.sameTab === true")
    assert page.cdn.asked == [] and page.errors == []


def test_a_link_to_a_demo_elsewhere_leads_there(open_page, address):
    """Its address has the settings, and the demo shows them."""
    page = open_page(address + "tools/depth/?depth.matrix=gaussian&depth.alpha=0.9&depth.depth=50")
    page.wait_for_function(f"{DEMO}.fresh == 'true' && {DEMO}.state == 'done'")
    assert page.locator("[name=depth]").input_value() == "50"


def test_a_question_is_asked_before_the_run(open_page, address):
    """The demo stands at its start until the reader guesses; what came out stands beside it."""
    page = open_page(address + "guide/importance/")
    page.locator("[data-demo=playground]").scroll_into_view_if_needed()
    page.wait_for_function(GUESS)
    came = page.locator("[data-came]")
    assert page.locator("[data-demo=playground]").get_attribute("data-step") == "0"
    assert not came.is_visible()
    guess = page.locator("[data-guess=large]")
    guess.click()
    assert guess.get_attribute("aria-pressed") == "true"
    page.wait_for_function(f"{PLAYED}.state == 'done'")
    assert came.inner_text().startswith("Not “Too large”. Zero is at 0.693")
    page.click("[data-demo=playground] [data-reset]")
    page.wait_for_function(f"{PLAYED}.step == 0")
    assert not came.is_visible() and guess.get_attribute("aria-pressed") == "false"
    page.locator("[data-guess=zero]").click()
    page.wait_for_function(f"{PLAYED}.state == 'done'")
    assert came.inner_text().startswith("You were right.")
    assert page.cdn.asked == [] and page.errors == []


def test_a_question_is_of_the_default_settings_alone(open_page, address):
    """With other settings it is gone, and keeps its place: nothing moves."""
    page = open_page(address + "guide/importance/")
    page.locator("[data-demo=playground]").scroll_into_view_if_needed()
    page.wait_for_function(GUESS)
    top = page.locator("[data-demo=playground] form").bounding_box()["y"]
    page.check("[name=data][value=moon]", force=True)
    page.wait_for_function(f"{PLAYED}.fresh == 'true'")
    assert not page.locator("[data-question]").is_visible()
    assert abs(page.locator("[data-demo=playground] form").bounding_box()["y"] - top) < 1
