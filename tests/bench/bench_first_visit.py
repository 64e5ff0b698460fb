"""A first visit over lines of four speeds: bytes and seconds, part by part."""

import contextlib
import functools
import gzip
import http.server
import os
import threading
import time
from pathlib import Path

from tests.bench.bench_start import FIRST, GUIDE, SOURCE, median
from tests.bench.record import record

from initdocs_site.publish import cdn

#: Mbit/s, and seconds from a request to the first byte of its answer
SPEEDS, LATENCY = (5, 20, 50, 100), 0.05
ROUNDS = 3

#: what a CDN compresses; wheels and the standard library are zip files already
PACKED = (".mjs", ".wasm", ".json", ".js", ".html", ".css")


class Line:
    """What all connections share: so many bytes a second; a machine that is late catches up."""

    def __init__(self, megabits):
        self.rate = megabits * 1e6 / 8
        self.free = time.monotonic()
        self.lock = threading.Lock()
        self.bytes = {}

    def send(self, wfile, name, content):
        """In packets, each when the line is free: connections take turns."""
        packet = 65_536
        for at in range(0, len(content), packet):
            part = content[at : at + packet]
            with self.lock:
                self.free = max(self.free, time.monotonic() - 0.5) + len(part) / self.rate
                due = self.free
                self.bytes[name] = self.bytes.get(name, 0) + len(part)
            time.sleep(max(0.0, due - time.monotonic()))
            wfile.write(part)


@functools.cache
def packed(path, changed):
    """A file as it goes over the line, and its encoding."""
    del changed  # another file then
    content = path.read_bytes()
    return (gzip.compress(content, 9), "gzip") if path.suffix in PACKED else (content, None)


@contextlib.contextmanager
def over(line, folder):
    """Serve a folder over a line; the value is its address."""

    class Host(http.server.SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            path = Path(self.translate_path(self.path))
            path = path / "index.html" if path.is_dir() else path
            if not path.is_file():
                return self.send_error(404)
            time.sleep(LATENCY)
            content, encoding = packed(path, path.stat().st_mtime_ns)
            self.send_response(200)
            self.send_header("content-type", self.guess_type(str(path)))
            self.send_header("content-length", str(len(content)))
            if encoding:
                self.send_header("content-encoding", encoding)
            self.end_headers()
            with contextlib.suppress(ConnectionError):
                line.send(self.wfile, path.name, content)
            return None

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(
        ("localhost", 0), functools.partial(Host, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()
    server.server_close()


#: milliseconds from the click at which the cell began to say something else, and was done
CLICK = """(cell) => new Promise((resolve) => {
  const element = document.querySelector(cell);
  const begin = performance.now();
  const parts = {};
  new MutationObserver(() => {
    const step = element.querySelector("[data-status]").textContent.replace(/,[^,]*%|…/g, "");
    parts[step] ??= performance.now() - begin;
    if (element.dataset.state === "done") resolve({ parts, done: performance.now() - begin });
  }).observe(element, { attributes: true, childList: true, subtree: true, characterData: true });
  element.querySelector("[data-run]").click();
})"""


def processor():
    """Seconds of processor that this process's browsers have had: another's load adds none."""
    tick = os.sysconf("SC_CLK_TCK")
    children, spent = {}, {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it may have ended
            told = place.read_text().rpartition(")")[2].split()
            number = int(place.parent.name)
            children.setdefault(int(told[1]), []).append(number)
            spent[number] = (int(told[11]) + int(told[12])) / tick
    found = list(children.get(os.getpid(), []))
    for number in found:
        found += children.get(number, [])
    return sum(spent.get(number, 0) for number in found)


def visit(open_page, folder, megabits, prepare=None):
    """One first visit: milliseconds of each part and of all, processor seconds, bytes by file."""
    line = Line(megabits)
    with over(line, folder) as url:
        page = open_page("about:blank", service_workers="block")
        page.goto(url + GUIDE)
        page.wait_for_load_state("networkidle")
        if prepare:
            prepare(page)
        cell = page.locator(FIRST)
        cell.locator("[data-code]").focus()
        page.keyboard.press("Enter")
        cell.locator("textarea").fill(SOURCE)
        before, spent = dict(line.bytes), processor()
        found = page.evaluate(CLICK, FIRST)
        found["processor"] = processor() - spent
        page.context.close()
    found["bytes"] = {
        n: b - before.get(n, 0) for n, b in line.bytes.items() if b > before.get(n, 0)
    }
    return found


def test_first_visit(open_page, whole):
    """What the first run costs at each speed; no bound: the line and the machine decide."""
    kept = {}
    for speed in SPEEDS:
        visits = [visit(open_page, whole, speed) for _ in range(ROUNDS)]
        print(f"\n{speed} Mbit/s, {LATENCY * 1000:.0f} ms")
        for step in visits[0]["parts"]:
            at = median(v["parts"].get(step, 0) for v in visits)
            print(f"    {at / 1000:6.1f} s  {step}")
        done = median(v["done"] for v in visits)
        total = sum(visits[0]["bytes"].values())
        spent = median(v["processor"] for v in visits)
        print(f"    {done / 1000:6.1f} s  done, {spent:.1f} of a processor, {total / 1e6:.1f} MB")
        for name, size in sorted(visits[0]["bytes"].items(), key=lambda entry: -entry[1])[:8]:
            print(f"        {size / 1e6:6.2f} MB  {name}")
        kept[str(speed)] = round(done / 1000, 1)
        assert set(cdn.read_lock()["files"]) <= set(visits[0]["bytes"])
    record("first visit", {"seconds at Mbit/s": kept})
