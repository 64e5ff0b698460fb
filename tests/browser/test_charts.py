"""What a chart tells beside its lines: by pointer, touch and keys, and as a table."""

import numpy as np
import pytest
from tests.browser.test_fresh import PAGES

from initdocs import demos
from initdocs.demos import depth, playground

pytestmark = pytest.mark.browser

DONE = "document.querySelector('[data-demo]').dataset.state == 'done'"
CARD = """() => {
  const card = document.querySelector(".demo-card");
  if (!card || card.hidden || getComputedStyle(card).display === "none") return null;
  const rows = [...card.querySelectorAll("div")].map((row) => [...row.querySelectorAll("span, b")].map((e) => e.textContent));
  return { where: card.querySelector("strong").textContent, rows: Object.fromEntries(rows) };
}"""  # noqa: E501


@pytest.fixture
def opened(open_page, address):
    """A function that opens a demo's page, its recording at its end."""

    def open_(name, query="", **options):
        page = open_page(address + PAGES[name] + query, **options)
        page.locator("[data-demo]").scroll_into_view_if_needed()
        page.wait_for_function(DONE)
        return page

    return open_


def read_table(page, view):
    """The table beside a view: its columns by name."""
    table = page.locator(f"[data-view={view}] + .demo-values")
    page.wait_for_function(f"document.querySelector('[data-view={view}] + .demo-values td')")
    head, *rows = [row.locator("th, td").all_inner_texts() for row in table.locator("tr").all()]
    return dict(zip(head, zip(*rows, strict=True), strict=True))


def number(text):
    return float(text.replace("−", "-"))


def test_all_costs_are_read_by_pointer_and_by_keys(opened):
    """At the end of the race the card and the spoken text give the cost of each of the eight."""
    page = opened("playground")
    tiles = page.locator("[data-tile-cost]").all_inner_texts()
    costs = [text.removeprefix("J ") for text in tiles]
    names = [label for label, _ in playground.CONTENDERS.values()]
    chart = page.locator("[data-view=cost]")
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    assert page.evaluate(CARD) is None
    page.mouse.move(box["x"] + 0.75 * box["width"], box["y"] + box["height"] / 2)
    seen = page.evaluate(CARD)
    assert seen["where"] == "epoch 1000" and seen["rows"] == dict(zip(names, costs, strict=True))
    page.mouse.move(box["x"] + 60, box["y"] + box["height"] / 2)
    assert 0 < int(page.evaluate(CARD)["where"].split()[1]) < 300
    page.mouse.move(0, 0)
    assert page.evaluate(CARD) is None
    chart.focus()
    page.keyboard.press("Home")
    assert page.evaluate(CARD)["where"] == "epoch 0"
    page.keyboard.press("ArrowRight")
    assert page.evaluate(CARD)["where"] == "epoch 10"
    page.keyboard.press("End")
    spoken = chart.get_attribute("aria-valuetext")
    assert spoken.startswith("epoch 1000: ")
    told = (f"{name} {cost}" for name, cost in zip(names, costs, strict=True))
    assert spoken.removeprefix("epoch 1000: ") == ", ".join(told)
    page.keyboard.press("Escape")
    assert page.evaluate(CARD) is None
    assert page.errors == []


def test_a_finger_reads_across_and_scrolls_up_and_down(opened):
    """A tap shows the values; the browser keeps what moves up and down."""
    page = opened("depth", viewport={"width": 390, "height": 844}, has_touch=True)
    chart = page.locator("[data-view=norms]")
    assert chart.evaluate("(e) => getComputedStyle(e).touchAction") == "pan-y"
    box = chart.bounding_box()
    page.touchscreen.tap(box["x"] + 45, box["y"] + box["height"] / 2)
    seen = page.evaluate(CARD)
    assert seen["where"] == "layer 0"
    scene = demos.load("depth").scene(demos.defaults(demos.load("depth")))
    assert number(seen["rows"]["activations"]) == 1
    assert np.isclose(number(seen["rows"]["signal back"]), 10 ** scene["down"][0, 1], atol=0.06)


def test_a_table_holds_what_the_chart_shows(opened):
    """For those who do not see it: each layer's norms, and the law, as Python has them."""
    page = opened("depth", "?depth.matrix=orthogonal&depth.alpha=0.8")
    told = read_table(page, "norms")
    demo = demos.load("depth")
    settings = {**demos.defaults(demo), "matrix": "orthogonal", "alpha": 0.8}
    scene = demo.scene(settings)
    assert [*told["layer"]] == [str(layer) for layer in range(11)]
    for name, key in (("activations", "up"), ("signal back", "down")):
        np.testing.assert_allclose([*map(number, told[name])], 10 ** scene[key][:, 1], atol=6e-4)
        law = [*map(number, told[f"theory, {name}"])]
        np.testing.assert_allclose(law, 10 ** scene[f"law_{key}"], atol=6e-4)
    size = page.locator(".demo-values").first.bounding_box()
    assert size["width"] <= 1 and size["height"] <= 1


def test_what_is_read_belongs_to_the_settings(opened):
    """From a change on that is not recorded there is no card, no table and no spoken value."""
    page = opened("depth")
    page.locator("[data-view=norms]").focus()
    page.keyboard.press("End")
    assert page.evaluate(CARD)
    read_table(page, "norms")
    control = page.locator("[name=width]")
    control.evaluate("""(e) => {
      e.value = "5"; e.dispatchEvent(new Event("change", { bubbles: true }));
    }""")
    assert page.locator("[data-demo]").get_attribute("data-fresh") == "false"
    assert page.evaluate(CARD) is None
    assert not page.locator(".demo-values").first.is_visible()
    page.locator("[data-view=norms]").press("ArrowLeft")
    assert page.locator("[data-view=norms]").get_attribute("aria-valuetext") is None


@pytest.mark.parametrize("name", PAGES)
def test_canvases_write_in_the_type_of_the_page(opened, name):
    """Each canvas has the family of the page's text; its size follows the page's."""
    page = opened(name)
    fonts = page.evaluate("""() => {
      const family = getComputedStyle(document.body).fontFamily;
      const canvases = [...document.querySelectorAll(".demo-view canvas")];
      const probe = document.createElement("canvas").getContext("2d");
      probe.font = "12px " + family;
      return [probe.font, ...canvases.map((c) => c.getContext("2d").font)];
    }""")
    family = fonts[0].removeprefix("12px ")
    plain = [font for font in fonts[1:] if font != "10px sans-serif"]  # writes nothing
    assert plain and all(font.endswith(family) for font in plain)


def test_a_bound_is_told_at_its_control(open_page, address):
    """Fifty hidden layers become eight, and the field itself says so, typed or in an address."""
    note = "Hidden layers: 50 is not allowed (1 to 8); took 8."
    page = open_page(address + PAGES["playground"] + "?playground.depth=50")
    said = page.locator("[data-said=depth]")
    assert said.inner_text() == note
    assert page.locator("[name=depth]").input_value() == "8"
    field, words = page.locator("[name=depth]").bounding_box(), said.bounding_box()
    assert 0 <= words["y"] - field["y"] - field["height"] < 12
    page.fill("[name=depth]", "3")
    page.locator("[name=depth]").dispatch_event("change")
    assert said.inner_text() == ""
    page.fill("[name=depth]", "50")
    page.locator("[name=depth]").dispatch_event("change")
    assert said.inner_text() == note


def test_mathematics_is_set_as_mathematics(opened):
    """No underscore stands for an index: labels are MathML, and are called by their names."""
    page = opened("phase")
    labels = page.locator("[data-demo] :is(dt, .demo-field > span)")
    assert not [text for text in labels.all_inner_texts() if "_" in text]
    assert page.locator("dt math msub").count() == 3
    assert page.locator(".demo-field math msubsup").count() == 2
    assert "σ_w² = n Var(w) 2" in page.locator("[data-plane]").get_attribute("aria-valuetext")


def test_the_depth_of_a_colour_is_a_power_of_ten(opened):
    """A cell is mixed from paper and the colour of its fate by its unit's power of ten."""
    page = opened("depth", "?depth.matrix=gaussian&depth.alpha=1.4&depth.depth=20")
    demo = demos.load("depth")
    settings = {**demos.defaults(demo), "matrix": "gaussian", "alpha": 1.4, "depth": 20}
    powers = demo.scene(settings)["units_up"]
    pixels = page.evaluate("""() => {
      const canvas = document.querySelector("[data-view=network] canvas");
      const style = getComputedStyle(document.body);
      const rgb = (name) => {
        const value = parseInt(style.getPropertyValue(`--fig-${name}`).trim().slice(1), 16);
        return [value >> 16, (value >> 8) & 255, value & 255];
      };
      const context = canvas.getContext("2d");
      const cells = [];
      for (let layer = 0; layer <= 20; layer++) for (let unit = 0; unit < 2; unit++) {
        const em = parseFloat(getComputedStyle(canvas.parentElement).fontSize);
        const scale = canvas.height / canvas.clientHeight;
        const room = (canvas.clientHeight - 1.6 * em) / 2;
        const y = 1.6 * em + (room - 2.1 * em) / 2 * (unit + 0.4);
        const x = canvas.clientWidth * (layer + 0.5) / 21;
        cells.push([...context.getImageData(Math.round(x * scale), Math.round(y * scale), 1, 1).data]);
      }
      return { cells, paper: rgb("paper"), fades: rgb("fades"), explodes: rgb("explodes") };
    }""")  # noqa: E501
    for power, cell in zip(powers.ravel(), pixels["cells"], strict=True):
        end = np.array(pixels["fades" if power < 0 else "explodes"])
        share = min(1, abs(power) / depth.REACH)
        shown = np.array(cell[:3]) * (cell[3] / 255) + np.array(pixels["paper"]) * (
            1 - cell[3] / 255
        )
        mixed = np.array(pixels["paper"]) * (1 - share) + end * share
        np.testing.assert_allclose(shown, mixed, atol=8)
