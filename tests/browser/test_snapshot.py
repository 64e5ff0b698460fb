"""The memory snapshot: later starts wake from it, and nothing but a good one is used."""

import numpy as np
import pytest
from tests.browser.test_cells import DONE, FIRST, GUIDE, MADE, WOKEN, been_here, run, write

from initdocs import datasets

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def device(browser, pyodide, address):
    """A browser context on whose device a snapshot has been made, and its page."""
    with been_here(browser, pyodide, address) as page:
        yield page
        assert page.errors == []


def wake(page, source):
    """Load the page anew and run `source`; return whether Python woke, and what it printed."""
    page.evaluate("localStorage.removeItem('initdocs:cell:/guide/importance/#first-training')")
    page.reload()
    state, output = run(page, FIRST, source)
    assert state == "done", output
    return page.evaluate(WOKEN) == "true", output.strip()


def test_a_later_start_wakes(device):
    """The second visit wakes from the snapshot, and its cells print what the page says."""
    device.evaluate("localStorage.removeItem('initdocs:cell:/guide/importance/#first-training')")
    device.reload()
    device.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    names = device.eval_on_selector_all("[data-cell]", "all => all.map((e) => e.dataset.cell)")
    for name in names:
        state, output = run(device, f"[data-cell={name}]")
        assert state == "done", (name, output)
        same = device.locator(f"[data-cell={name}]").get_attribute("data-same")
        assert same == "true", (name, output)
    assert device.evaluate(WOKEN) == "true"


def test_numpy_is_whole(device):
    """What the snapshot did not import is there as well; what it computes is what it was."""
    woken, output = wake(
        device,
        """
import numpy as np
print(np.unique([3, 1, 3]).tolist(), np.ma.masked_equal([1, 2], 1).sum())
print(np.linalg.svd(np.arange(6.0).reshape(2, 3))[1].round(6).tolist())
print(np.random.default_rng(0).standard_normal(2).tolist())
print(np.fft.rfft([1, 0, 0, 0]).real.tolist(), np.polynomial.Polynomial([1, 2])(3))
import numpy.testing
numpy.testing.assert_allclose(1, 1)
from initdocs import datasets
print(datasets.digits().x.shape)
""",
    )
    assert woken
    assert output.splitlines() == [
        "[1, 3] 2",
        "[7.348469, 1.0]",
        str(np.random.default_rng(0).standard_normal(2).tolist()),
        "[1.0, 1.0, 1.0] 7.0",
        str(datasets.digits().x.shape),
    ]


def test_chance_is_chance(device):
    """Two starts from one snapshot draw different numbers where no seed is given."""
    source = "import random, numpy as np\nprint(random.random(), np.random.random())"
    (first, a), (second, b) = wake(device, source), wake(device, source)
    assert first and second
    assert all(x != y for x, y in zip(a.split(), b.split(), strict=True))


def test_python_wakes_after_a_stop(device):
    """An interpreter that had to be ended is back from the snapshot."""
    assert wake(device, "1 + 1") == (True, "2")
    device.evaluate("document.documentElement.dataset.woken = ''")
    stubborn = "print('on')\nwhile 1:\n    try:\n        while 1: pass\n    except BaseException: 0"
    write(device, FIRST, stubborn)
    device.click(f"{FIRST} [data-run]")
    device.wait_for_function(
        f"document.querySelector('{FIRST} [data-output]').textContent.startsWith('on')"
    )
    device.click(f"{FIRST} [data-stop]")
    device.wait_for_function(DONE.format(FIRST))
    device.wait_for_function(f"{WOKEN} == 'true'")
    assert run(device, FIRST, "2 + 2")[1].strip() == "4"


def test_python_wakes_when_the_reader_is_about_to_run(device):
    """A pointer on Run wakes Python where nothing has to be downloaded, and nowhere else."""
    device.reload()
    device.mouse.move(5, 5)
    device.wait_for_timeout(200)
    assert device.evaluate("document.documentElement.dataset.runtime") == "off"
    device.hover(f"{FIRST} [data-run]")
    device.wait_for_function("document.documentElement.dataset.runtime == 'ready'")
    assert device.evaluate(WOKEN) == "true"
    assert device.locator(FIRST).get_attribute("data-state") == "idle"


def test_a_pointer_downloads_nothing(device):
    """With a digest kept and the files gone, a pointer on Run starts no download."""
    device.evaluate("caches.delete('initdocs-runtime')")
    device.reload()
    device.hover(f"{FIRST} [data-run]")
    device.wait_for_timeout(600)
    assert device.evaluate("document.documentElement.dataset.runtime") == "off"
    assert wake(device, "1 + 1") == (True, "2")


CHANGE = """async (change) => {
  const store = await caches.open("initdocs-snapshot");
  const [{ url }] = await store.keys();
  const packed = await (await store.match(url)).arrayBuffer();
  if (change === "bytes") new Uint8Array(packed)[packed.byteLength >> 1] ^= 1;
  let content = packed;
  const kept = JSON.parse(localStorage.getItem("initdocs:snapshot"));
  if (["layout", "half", "blank"].includes(change)) {
    const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    const bytes = new Uint8Array(await new Response(plain).arrayBuffer());
    const size = new DataView(bytes.buffer).getUint32(0, true);
    const shape = new TextDecoder().decode(bytes.subarray(4, 4 + size));
    // one number of the layout, half of the memory, or the second half blank
    const wrong = shape.replace(/,(\\d)(\\d+)\\]/, (_, a, b) => `,${(Number(a) % 9) + 1}${b}]`);
    if (change === "blank") bytes.fill(0, bytes.length >> 1);
    const cut = bytes.subarray(4 + size, change === "half" ? bytes.length >> 1 : bytes.length);
    const text = new TextEncoder().encode(change === "layout" ? wrong : shape);
    const blob = new Blob([new Uint32Array([text.length]), text, cut]);
    const again = blob.stream().pipeThrough(new CompressionStream("gzip"));
    content = await new Response(again).arrayBuffer();
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
    kept.digest = btoa(String.fromCharCode(...sum));
  }
  await store.put(url, new Response(content));
  if (change === "files") kept.key = kept.key.replace("sha256", "sha512");
  localStorage.setItem("initdocs:snapshot", JSON.stringify(kept));
}"""


@pytest.mark.parametrize("change", ["bytes", "layout", "half", "blank", "files"])
def test_a_snapshot_that_does_not_fit_is_not_used(device, change):
    """Whatever is wrong with it, the normal start follows, silently."""
    device.wait_for_function(MADE)
    device.evaluate(CHANGE, change)
    woken, output = wake(device, "import numpy as np\nprint(np.arange(3).sum())")
    assert not woken and output == "3"
    device.wait_for_function(MADE)  # made anew, at rest
    assert wake(device, "1 + 1") == (True, "2")


def test_no_snapshot_where_traffic_or_memory_is_short(open_page, address):
    """With saveData, or on a small device, nothing is made."""
    page = open_page(address + GUIDE)  # it asks to save data
    assert run(page, FIRST)[0] == "done"
    page.wait_for_timeout(6000)
    assert len([w for w in page.workers if w.url.endswith("worker.js")]) == 1
    assert page.evaluate(MADE) is None
