"""What can be taken from a demo or a figure: its address, a frame, a QR code, a picture."""

import re
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from tests.browser.test_hosts import elsewhere
from tests.browser.test_page import violations
from tests.conftest import Handler, serving

from initdocs_site import ROOT

pytestmark = pytest.mark.browser

DEPTH = "tools/depth/?depth.depth=50&depth.alpha=1.1"
PLAYED = "document.querySelector('[data-demo]').dataset.state == 'done'"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def menu(open_page, address):
    """A function that opens what can be taken from the first such thing of a page."""

    def open_(path, within="[data-demo]", **options):
        page = open_page(address + path, **options)
        page.locator(within).first.scroll_into_view_if_needed()
        if within == "[data-demo]":
            page.wait_for_function(PLAYED)
        page.locator(f"{within} [data-take]").first.click()
        page.locator("dialog.take").wait_for()
        return page

    return open_


def taken(page, label):
    return page.locator(f"dialog.take textarea[aria-label={label}]").input_value()


def saved(page, kind):
    with page.expect_download() as coming:
        page.click(f"[data-picture={kind}]")
    return Path(coming.value.path()).read_bytes()


def pixels(png):
    image = pytest.importorskip("PIL.Image")
    return np.asarray(image.open(BytesIO(png)).convert("RGB"), float)


def coarse(image, size=6):
    """The mean of each square of so many pixels."""
    rows, columns = (n // size for n in image.shape[:2])
    cut = image[: rows * size, : columns * size]
    return cut.reshape(rows, size, columns, size, 3).mean(axis=(1, 3))


def test_the_address_has_the_settings_and_so_has_its_code(menu, address):
    """A phone's reader reads from the screen what the box says: the page with these settings."""
    reader = pytest.importorskip("zxingcpp")
    page = menu(DEPTH)
    assert taken(page, "Address") == address + DEPTH
    picture = pixels(page.locator(".take-code svg").screenshot())
    (code,) = reader.read_barcodes(picture.astype(np.uint8))
    assert code.text == address + DEPTH
    page.keyboard.press("Escape")
    page.locator("dialog.take").wait_for(state="detached")
    assert page.evaluate("'take' in document.activeElement.dataset")
    assert page.errors == [] and page.cdn.asked == []


def test_the_frame_stands_in_another_site_s_page(open_page, whole, tmp_path):
    """There the demo is alone, has its settings, says what Stop does, and runs live."""
    with serving(whole, Handler) as url:
        page = open_page(url + DEPTH)
        page.locator("[data-take]").first.click()
        code = taken(page, "Frame")
        assert 'src="' in code and "&amp;depth.depth=50" in code
        (tmp_path / "index.html").write_text(f"<h1>Course</h1>{code}")
        with serving(tmp_path, Handler) as outer:
            course = open_page("about:blank", save_data=False)
            course.goto(elsewhere(outer))
            course.locator("iframe").scroll_into_view_if_needed()
            frame = course.frame_locator("iframe")
            frame.locator(".alone[data-demo=depth][data-state=done]").wait_for()
            assert frame.locator("[name=depth]").input_value() == "50"
            for other in (".md-header", ".md-footer", "h1", ".md-sidebar", ".share"):
                assert not frame.locator(other).first.is_visible()
            assert "Stop restarts Python" in frame.locator(".embed-foot").inner_text()
            link = frame.locator(".embed-foot a")
            link.focus()
            assert link.get_attribute("href").startswith(url + "tools/depth/?depth.depth=50")
            assert link.get_attribute("target") == "_blank"
            frame.locator("[name=alpha]").fill("0.95")
            frame.locator("[data-play]").click()
            frame.locator("[data-source=live]").wait_for()
            inner = course.frames[1]
            assert inner.evaluate("document.documentElement.scrollWidth <= innerWidth")
            height = inner.evaluate("document.documentElement.scrollHeight - innerHeight")
            assert height <= 0, f"{height} pixels are cut off"
            assert course.errors == []


@pytest.mark.parametrize("name", ["1", "depth"])
def test_an_address_embeds(open_page, address, name):
    """With the name of a demo, or 1 for the first of the page; nothing moves while it comes."""
    page = open_page("about:blank")
    page.add_init_script(
        "globalThis.shift = 0; new PerformanceObserver((list) => list.getEntries().forEach((e) => {"
        "shift += e.value })).observe({type: 'layout-shift', buffered: true})"
    )
    page.goto(f"{address}tools/depth/?embed={name}")
    page.locator(".alone[data-demo=depth][data-state=done]").wait_for()
    assert not page.locator(".md-header").is_visible()
    assert page.evaluate("shift") <= 0.01


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["tools/playground/", "beyond/edge-of-chaos/"])
def test_a_picture_is_what_is_shown(menu, path, scheme):
    """SVG and PNG show each view as the screen does, with title and address, and stand alone."""
    page = menu(path, color_scheme=scheme)
    svg, png = saved(page, "svg").decode(), pixels(saved(page, "png"))
    root = ET.fromstring(svg)
    width, height = int(root.get("width")), int(root.get("height"))
    assert png.shape[:2] == (2 * height, 2 * width)
    assert "var(--" not in svg and not re.search(r'href="(?!data:)', svg)
    said = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert page.locator("[data-demo]").get_attribute("aria-label") in said
    assert any(text.startswith("http") for text in said)
    page.keyboard.press("Escape")
    views = [v for v in page.locator("[data-demo] [data-view]").all() if v.is_visible()]
    boxes = [box for box in root.iter(f"{SVG}svg") if box is not root]
    assert len(boxes) == len(views) > 1
    for box, view in zip(boxes, views, strict=True):
        x, y, w, h = (round(float(box.get(key))) for key in ("x", "y", "width", "height"))
        drawn = png[2 * y : 2 * (y + h) : 2, 2 * x : 2 * (x + w) : 2]
        screen = pixels(view.screenshot())[: drawn.shape[0], : drawn.shape[1]]
        drawn = drawn[: screen.shape[0], : screen.shape[1]]
        # lines are rastered at another size: what is compared is the mean of each 6×6 pixels
        apart = np.abs(coarse(drawn) - coarse(screen)).max(axis=2)
        assert np.mean(apart > 40) < 0.02, view
        assert np.abs(drawn.mean(axis=(0, 1)) - screen.mean(axis=(0, 1))).max() < 4
    assert page.errors == []


def test_a_figure_is_taken(menu):
    """A figure's SVG has the colours of the scheme in it, and a PNG of it is drawn."""
    page = menu("guide/importance/", ".figure")
    svg, png = saved(page, "svg").decode(), pixels(saved(page, "png"))
    assert ET.fromstring(svg).find(f"{SVG}svg") is not None
    names = set(re.findall(r"var\((--[\w-]+)", svg))
    assert names and all(f"{name}:" in svg for name in names)
    assert len(np.unique(png.reshape(-1, 3), axis=0)) > 20


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_accessible(menu, scheme, width):
    """Axe finds nothing in the box, and it fits the window."""
    page = menu("tools/depth/", color_scheme=scheme, viewport={"width": width, "height": 844})
    page.evaluate((ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8"))
    assert violations(page) == []
    box = page.locator("dialog.take").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= width
    assert page.evaluate("document.querySelector('dialog.take').scrollWidth") <= box["width"]


def test_nothing_of_it_comes_before_it_is_asked_for(open_page, address):
    """A page loads neither the menu nor the stage until a button is pressed."""
    page = open_page(address + "tools/depth/")
    page.wait_for_function(PLAYED)
    assert not [url for url in page.requests if "/share/" in url]
    page.locator("[data-take]").first.click()
    page.locator("dialog.take").wait_for()
    assert [url for url in page.requests if "/share/menu.js" in url]
