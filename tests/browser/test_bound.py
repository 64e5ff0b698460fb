"""Text that belongs to a demo is dragged, stepped by keys and read, and draws once in a frame."""

import json

import pytest

pytestmark = pytest.mark.browser

PAGE = "guide/exploding-vanishing/"
DEMO = "[data-demo=product]"
NUMBER = "[data-sets='product.factor']"
SHOWN = "document.querySelector(\"[data-shows='product.grown']\").textContent"
AT_REST = f'document.querySelector("{DEMO}").dataset.state == "done"'
#: what the picture is, and how often it was drawn since
DRAWN = f"""() => {{
  const canvas = document.querySelector("{DEMO} canvas");
  const clear = CanvasRenderingContext2D.prototype.clearRect;
  globalThis.drawn = [];
  CanvasRenderingContext2D.prototype.clearRect = function (...given) {{
    if (this.canvas === canvas) globalThis.drawn.push(globalThis.frameNumber);
    return clear.apply(this, given);
  }};
  globalThis.frameNumber = 0;
  const count = () => {{ globalThis.frameNumber += 1; requestAnimationFrame(count); }};
  count();
}}"""
PICTURE = f'document.querySelector("{DEMO} canvas").toDataURL()'


@pytest.fixture
def page(open_page, address):
    page = open_page(address + PAGE)
    page.locator(DEMO).scroll_into_view_if_needed()
    page.wait_for_function(AT_REST)
    page.evaluate("scrollTo(0, 0)")
    return page


def drag(page, far, steps=20):
    box = page.locator(NUMBER).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + far, y, steps=steps)
    page.mouse.up()


def test_a_dragged_number_changes_picture_and_words(page):
    """Without a download; the control and the address follow."""
    before = page.evaluate(PICTURE)
    drag(page, -120)
    page.wait_for_function(f"{SHOWN}.startsWith('1/')")
    value = page.locator(NUMBER).inner_text().strip()
    assert float(value) < 1
    assert page.locator(f"{DEMO} [name=factor]").input_value() == value
    assert page.evaluate(PICTURE) != before
    page.wait_for_function(f"location.search == '?product.factor={value}'")
    assert page.cdn.asked == [] and page.errors == []


def test_a_drag_draws_once_in_a_frame(page):
    """However many moves come: each drawing is that of another animation frame."""
    page.evaluate(DRAWN)
    page.evaluate(f"""async () => {{
      const node = document.querySelector("{NUMBER}");
      node.setPointerCapture = () => {{}};
      node.hasPointerCapture = () => true;
      const send = (type, clientX) => {{
        node.dispatchEvent(new PointerEvent(type, {{ pointerId: 1, clientX, bubbles: true }}));
      }};
      send("pointerdown", 0);
      for (let i = 1; i <= 40; i++) {{
        send("pointermove", -4 * i + 1);
        send("pointermove", -4 * i);
        if (i % 4 === 0) await new Promise(requestAnimationFrame);
      }}
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
    }}""")
    drawn = page.evaluate("globalThis.drawn")
    assert len(drawn) > 1 and len(set(drawn)) == len(drawn)


def test_a_number_is_a_slider_to_keys_and_screen_readers(page):
    """With a name and a value in words; an arrow key takes the next recorded value."""
    slider = page.locator(f"{NUMBER} input")
    assert slider.get_attribute("type") == "range"
    assert slider.get_attribute("aria-label") == "Factor of a layer"
    assert slider.get_attribute("aria-valuetext") == "1.1"
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"{SHOWN} == '1.1·10³'")
    assert slider.get_attribute("aria-valuetext") == "1.15"
    assert page.locator(NUMBER).inner_text().strip() == "1.15"
    page.keyboard.press("ArrowLeft")
    page.wait_for_function(f"{SHOWN} == '117'")


def test_the_text_follows_the_demo(page):
    """A slider of the demo and a preset change the number; what is not recorded is blank."""
    page.get_by_role("link", name="0.9", exact=True).click()
    page.wait_for_function(f"{SHOWN} == '1/194'")
    assert page.locator(NUMBER).inner_text().strip() == "0.9"
    control = page.locator(f"{DEMO} [name=factor]")
    control.fill("1.234")
    control.dispatch_event("change")
    page.wait_for_function(f"{SHOWN} == '–'")
    assert page.locator(NUMBER).inner_text().strip() == "1.234"


def test_a_number_that_is_touched_before_its_demo_is_there(open_page, address):
    """It brings the demo to life, which then shows it."""
    page = open_page("about:blank", viewport={"width": 1280, "height": 300})
    page.goto(address + PAGE)
    page.locator(f"{NUMBER} input").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"{SHOWN} == '1.1·10³'")
    assert page.cdn.asked == [] and page.errors == []


def test_a_finger_drags_sideways(open_page, address):
    """And scrolls the page where it goes up: only what moves sideways is taken from it."""
    page = open_page(address + PAGE, viewport={"width": 390, "height": 844}, has_touch=True)
    page.evaluate("scrollTo(0, 0)")
    assert (
        page.evaluate(f'getComputedStyle(document.querySelector("{NUMBER}")).touchAction')
        == "pan-y"
    )
    box = page.locator(NUMBER).bounding_box()
    touch = page.context.new_cdp_session(page)
    x, y = box["x"] + 10, box["y"] + 8

    def send(kind, x):
        points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    send("touchStart", x)
    for far in range(5, 121, 5):
        send("touchMove", x - far)
    send("touchEnd", x)
    page.wait_for_function(f"{SHOWN}.startsWith('1/')")
    assert page.errors == []


def test_without_javascript_it_is_plain_text(open_page, address):
    """What the build has checked stands there, and nothing that cannot be used."""
    page = open_page(address + PAGE, java_script_enabled=False)
    text = page.locator("article p").first.inner_text()
    assert "50 layers" in text and "a signal 1.1 times" in text and "117 times" in text
    assert page.locator("[data-sets] input").count() == 0


#: a number of a page's text, and one step of it
STEPPED = [
    ("guide/importance/", "twins.updates"),
    ("guide/exploding-vanishing/", "product.factor"),
    ("guide/appropriate-values/", "spread.size"),
    ("guide/justification/", "sides.broken"),
    ("guide/in-practice/", "leak.slope"),
    ("beyond/normalization/", "normalization.scale"),
]
#: until what was changed is drawn
FRAMES = """async () => {
  for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
}"""


@pytest.mark.parametrize(("path", "name"), STEPPED)
def test_a_step_restyles_no_page(open_page, address, path, name):
    """A setting asks for the style of what it changes, not of each element around it."""
    page = open_page(address + path)
    demo = f"[data-demo={name.partition('.')[0]}]"
    page.locator(demo).scroll_into_view_if_needed()
    page.wait_for_function(f"document.querySelector('{demo}').dataset.state == 'done'")
    number = page.locator(f"[data-sets='{name}']").first
    box = number.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    browser = page.context.browser
    browser.start_tracing(page=page, categories=["devtools.timeline"])
    for far in (8, -8, 16, -16, 24, -24):
        page.mouse.move(x + far, y)
        page.evaluate(FRAMES)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    styled = [
        event["args"].get("elementCount", 0)
        for event in events
        if event["name"] == "UpdateLayoutTree"
    ]
    everything = page.evaluate("document.querySelectorAll('*').length")
    assert styled and max(styled) < everything / 20
