"""How soon a setting is drawn, without Python, on a machine four times slower than this one."""

import gzip

import pytest

from initdocs import demos
from initdocs_site.page import recorded

pytestmark = pytest.mark.browser

#: the demo's page, its parameter, and how many of its recorded values are tried
CHANGES = [
    ("tools/playground/", "playground", "scale", 12),
    ("tools/playground/", "playground", "activation", 7),
    ("tools/depth/", "depth", "alpha", 40),
    ("tools/digits/", "digits", "depth", 6),
    ("tools/phase-diagram/", "phase", "sigma_w2", 40),
    ("tools/gain/", "gain", "phi", 12),
]
#: every value twice: the second time its file is there
MEASURE = """async ([name, values]) => {
  const demo = document.querySelector("[data-demo]");
  const control = demo.querySelector(`[name=${name}]`);
  const change = (value) => new Promise((done) => {
    const start = performance.now();
    const seen = () => {
      if (demo.dataset.fresh !== "true") return;
      demo.removeEventListener("demo:frame", seen);
      requestAnimationFrame(() => done(performance.now() - start));
    };
    demo.addEventListener("demo:frame", seen);
    control.value = value;
    control.dispatchEvent(new Event("change", { bubbles: true }));
  });
  const rounds = [[], []];
  for (const round of rounds) for (const value of values) round.push(await change(value));
  return rounds;
}"""


@pytest.mark.parametrize(("path", "name", "parameter", "count"), CHANGES)
def test_a_setting_is_drawn(open_page, address, path, name, parameter, count):
    """Milliseconds from a change to its drawing, at fourfold slowdown: median, first and again."""
    demo = demos.load(name)
    axis = next(a for a in demo.axes if parameter in {**a.files, **a.grid})
    default = demos.defaults(demo)[parameter]
    values = [str(v) for v in {**axis.files, **axis.grid}[parameter] if v != default][:count]
    page = open_page(address + path)
    page.locator("[data-demo]").scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('[data-demo]').dataset.state == 'done'")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    first, again = (sorted(times) for times in page.evaluate(MEASURE, [parameter, values]))
    middle = len(values) // 2
    print(f"\n{name}.{parameter}: {first[middle]:.0f} ms, again {again[middle]:.0f} ms")
    assert page.cdn.asked == []
    assert again[middle] < 50


#: a number of each page's text, which is dragged to and fro
DRAGGED = [
    ("guide/importance/", "twins.updates"),
    ("guide/exploding-vanishing/", "product.factor"),
    ("guide/appropriate-values/", "spread.size"),
    ("guide/justification/", "sides.broken"),
    ("guide/in-practice/", "leak.slope"),
]
#: one move in an animation frame, and how many milliseconds each frame took
DRAG = """async (name) => {
  const node = document.querySelector(`[data-sets="${name}"]`);
  node.setPointerCapture = () => {};
  node.hasPointerCapture = () => true;
  const send = (type, clientX) => {
    node.dispatchEvent(new PointerEvent(type, { pointerId: 1, clientX, bubbles: true }));
  };
  const [frames, frame] = [[], () => new Promise(requestAnimationFrame)];
  send("pointerdown", 0);
  let last = await frame();
  for (let i = 0; i < 120; i++) {
    send("pointermove", 100 * Math.sin(i / 6));
    const now = await frame();
    frames.push(now - last);
    last = now;
  }
  return frames;
}"""


@pytest.mark.parametrize(("path", "name"), DRAGGED)
def test_a_number_is_dragged(open_page, address, path, name):
    """Redraws a second while a number of the text is dragged, at fourfold slowdown: median."""
    page = open_page(address + path)
    demo = f"[data-demo={name.partition('.')[0]}]"
    page.locator(demo).scroll_into_view_if_needed()
    page.wait_for_function(f"document.querySelector('{demo}').dataset.state == 'done'")
    page.evaluate("scrollTo(0, 0)")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    frames = sorted(page.evaluate(DRAG, name))
    print(f"\n{name}: {1000 / frames[60]:.0f} redraws a second, {1000 / frames[108]:.0f} at worst")
    assert page.cdn.asked == []
    assert frames[60] < 35


@pytest.mark.parametrize("name", demos.NAMES)
def test_bytes_of_a_demo(site, address, name):
    """Bytes that a demo has recorded, as they are sent: at most 40 KB a file, 6 MB in all."""
    del address  # builds the site
    files = [p for p in (site / recorded.FOLDER / name).rglob("*") if p.is_file()]
    sizes = [len(gzip.compress(path.read_bytes(), 6)) for path in files]
    print(f"\n{name}: {len(sizes)} files, {sum(sizes) / 1e6:.2f} MB, the largest {max(sizes)} B")
    assert max(sizes) <= 40_000
    assert sum(sizes) <= 6e6
