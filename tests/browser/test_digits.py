"""The digits demo in a real browser: Python's numbers, and the reader's own MNIST files."""

import gzip
import itertools
import struct

import numpy as np
import pytest
from tests.browser.test_playground import WATCH

from initdocs import demos
from initdocs.demos import digits

pytestmark = pytest.mark.browser

DEMO = "[data-demo=digits]"
STATE = f"document.querySelector('{DEMO}').dataset"


def idx(array):
    header = struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape)
    return header + array.astype(np.uint8).tobytes()


def mnist(count=240, side=28):
    """Two files in MNIST's format: bright squares at ten places, one place a class."""
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 10, count)
    images = rng.integers(0, 60, (count, side, side))
    for image, label in zip(images, labels, strict=True):
        image[2 * label : 2 * label + 6, 4:24] = 255
    return idx(images), idx(labels)


IMAGES, LABELS = mnist()


def upload(name, content):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def test_digits_train_live_as_natively(open_page, address):
    """The same settings and seed give, in the browser, the numbers that Python gives here."""
    page = open_page(address + "tools/digits/?digits.width=12&digits.depth=2")
    page.evaluate(WATCH)
    page.click("[data-play]")
    page.wait_for_function("frames.length > 5")
    page.click("[data-play]")
    live = page.evaluate("frames")
    demo = demos.load("digits")
    settings, notes = demos.read_settings(demo, {"width": 12, "depth": 2})
    assert not notes
    for got, truth in zip(live[:6], itertools.islice(demo.frames(settings), 6), strict=True):
        for name, array in truth.items():
            here = np.array(got["frame"][name]).reshape(array.shape)
            # a value on the edge of a bin may fall to either side of it
            near = {"histograms": 0.1, "right": 0.02}.get(name, 1e-3)
            known = np.isfinite(array)  # weights of zero have no step in proportion to them
            assert (np.isfinite(here) == known).all(), name
            here, there = here[known], array[known]
            assert np.abs(here - there).mean() <= near * max(1e-3, np.abs(there).max()), name
    assert page.errors == []


def test_mnist_from_the_reader_s_disk(open_page, address):
    """Two IDX files, one gzipped, become the data; the network learns from them."""
    page = open_page(address + "tools/digits/?digits.width=20&digits.depth=2&digits.speed=5")
    page.set_input_files(
        "[data-files]", [upload("a.gz", gzip.compress(IMAGES)), upload("b", LABELS)]
    )
    page.wait_for_function(f"{STATE}.source == 'live' && {STATE}.step > 12")
    assert page.locator("[data-notes]").inner_text() == ""
    page.wait_for_function(
        "parseInt(document.querySelector('[data-readout=held_out]').innerText) < 20"
    )
    assert page.locator("[data-readout=batch]").inner_text().endswith("of 2")
    page.click("[data-give-back]")
    page.wait_for_function(f"{STATE}.state == 'stopped' && {STATE}.step == 0")
    assert page.locator("[data-readout=batch]").inner_text() == "1 of 15"
    assert page.locator("[data-give-back]").is_hidden()
    assert page.errors == []


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ([upload("cat.png", b"\x89PNG\r\n\x1a\n")], "cat.png: IDX data: got a header of 89 50"),
        ([upload("train-images", IMAGES[:-9]), upload("l", LABELS)], "train-images: IDX data: got"),
        ([upload("train-images", IMAGES)], "labels: got none"),
    ],
)
def test_wrong_files_keep_the_running_network(open_page, address, files, message):
    """What is wrong is said, and the network that runs goes on."""
    page = open_page(address + "tools/digits/?digits.width=8&digits.depth=1")
    page.click("[data-play]")
    page.wait_for_function(f"{STATE}.source == 'live' && {STATE}.step > 3")
    page.set_input_files("[data-files]", files)
    page.wait_for_function("document.querySelector('[data-notes]').innerText != ''")
    note = page.locator("[data-notes]").inner_text()
    assert message in note and "stays" in note
    step = int(page.locator(DEMO).get_attribute("data-step"))
    assert step > 3
    page.wait_for_function(f"{STATE}.step > {step} && {STATE}.state == 'running'")
    assert page.errors == []


def test_files_are_dropped_on_the_demo(open_page, address):
    """Dragging does what choosing does: the two files are dropped anywhere on the demo."""
    page = open_page(address + "tools/digits/?digits.width=8&digits.depth=1")
    page.evaluate(
        """([images, labels]) => {
          const files = new DataTransfer();
          files.items.add(new File([new Uint8Array(images)], "images"));
          files.items.add(new File([new Uint8Array(labels)], "labels"));
          const target = document.querySelector("[data-demo=digits] [data-view=histograms]");
          for (const type of ["dragover", "drop"]) {
            const how = {dataTransfer: files, bubbles: true, cancelable: true};
            target.dispatchEvent(new DragEvent(type, how));
          }
        }""",
        [list(IMAGES), list(LABELS)],
    )  # fmt: skip
    page.wait_for_function(f"{STATE}.source == 'live' && {STATE}.step > 3")
    assert page.locator("[data-readout=batch]").inner_text().endswith("of 2")
    assert digits.HELD_OUT > 240 // 6
    assert page.errors == []
