import json
import struct
import zlib
from itertools import islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from initdocs import demos

modules = pytest.mark.parametrize("name", demos.NAMES)


def decode(content):
    """Read a recording as its format is written down, independently of the code that writes it."""
    raw = zlib.decompress(content)
    (length,) = struct.unpack("<I", raw[:4])
    header, at = json.loads(raw[4 : 4 + length]), 4 + length
    fields = {}
    for entry, count in [(e, 1) for e in header["scene"]] + [
        (e, header["count"]) for e in header["frames"]
    ]:
        size = int(np.prod(entry["shape"]))
        planes = []
        for _ in range(2 if entry["bits"] == 16 else 1):
            part = np.frombuffer(raw, np.uint8, size * count, at).reshape(size, count)
            planes.append(np.cumsum(part, axis=1, dtype=np.int64) % 256)
            at += size * count
        q = planes[0] if len(planes) == 1 else planes[0] * 256 + planes[1]
        groups = np.repeat(np.arange(entry["shape"][0]), size // entry["shape"][0])
        low = np.array(entry["low"])[groups][:, None]
        high = np.array(entry["high"])[groups][:, None]
        value = low + q / (2 ** entry["bits"] - 1) * (high - low)
        fields[entry["name"]] = (np.exp(value) if entry["log"] else value).T, entry, high - low
    assert at == len(raw)
    return fields


@modules
def test_recording_is_the_run(name):
    """Every sample of a recording is the run's, to half a step of its quantization."""
    demo = demos.load(name)
    content = demos.record(demo)
    assert len(content) <= 40_000
    fields = decode(content)
    frames = list(islice(demo.frames(demos.defaults(demo)), demo.recording.frames))
    for field in frames[0]:
        stored, entry, span = fields[field]
        truth = np.stack([np.ravel(f[field]) for f in frames])
        if entry["log"]:
            stored, truth = np.log(stored), np.log(np.maximum(truth, 1e-30))
        half = span.T / (2 ** entry["bits"] - 1) * 0.5
        assert (np.abs(stored - truth) <= half + 2e-5 * (1 + np.abs(truth))).all(), field


@modules
def test_recording_is_deterministic(name):
    """The same code makes the same bytes."""
    demo = demos.load(name)
    assert demos.record(demo) == demos.record(demo)


@modules
def test_run_packs_what_the_demo_yields(name):
    """A live run hands over the demo's own frames, as float32, in the layout it tells."""
    demo = demos.load(name)
    run = demos.Run(name, "{}")
    layout = json.loads(run.layout)
    frames = demo.frames(demos.defaults(demo))
    for truth in islice(frames, 3):
        packed = run.frame()
        at = 0
        for field, shape in layout["frame"]:
            size = int(np.prod(shape))
            np.testing.assert_array_equal(
                packed[at : at + size], np.ravel(truth[field]).astype(np.float32)
            )
            at += size
        assert at == packed.size and packed.dtype == np.float32


@modules
def test_steps_and_parameters_belong_together(name):
    """Every parameter stands in exactly one step, and every step names parameters that exist."""
    demo = demos.load(name)
    placed = [p for step in demo.steps for p in (*step.parameters, *step.more)]
    assert sorted(placed) == sorted(p.name for p in demo.parameters)


anything = st.one_of(
    st.none(),
    st.booleans(),
    st.text(),
    st.integers(),
    st.floats(),
    st.just("1e999"),
    st.just("nan"),
)


@modules
@given(data=st.data())
def test_any_settings_are_mended(name, data):
    """Whatever an address holds, the settings are allowed ones, and each change is told."""
    demo = demos.load(name)
    keys = st.sampled_from([*(p.name for p in demo.parameters), "nonsense"])
    values = data.draw(st.dictionaries(keys, anything))
    settings, notes = demos.read_settings(demo, values)
    for p in demo.parameters:
        value = settings[p.name]
        if isinstance(p, demos.Choice):
            assert value in p.options
        elif isinstance(p, demos.Text):
            p.parse(value)
        else:
            assert p.low <= value <= p.high and (not p.whole or value == int(value))
        if p.name in values and str(values[p.name]) == str(value):
            continue
        if p.name in values and isinstance(values[p.name], str | None.__class__):
            assert any(p.label in note for note in notes) or float(values[p.name]) == value
    assert ("nonsense" in values) == any("nonsense" in note for note in notes)


def test_live_settings_do_not_restart():
    """A live parameter acts on the running demo; any other is ignored until a restart."""
    run = demos.Run("playground", '{"speed": 1}')
    run.frame()
    first = json.loads(run.layout)["frame"][0]
    assert first == ["epoch", [1]]
    assert run.frame()[0] == 1
    assert run.frame('{"speed": 7, "lr": 5}')[0] == 8
    assert run.settings["lr"] == 0.1
