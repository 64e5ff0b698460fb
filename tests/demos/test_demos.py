import json
import struct
import zlib
from dataclasses import replace
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


def test_a_half_goes_up():
    """Of two whole numbers that are equally near it is the upper one, in both languages."""
    width = next(p for p in demos.load("playground").parameters if p.name == "width")
    assert [width.read(text)[0] for text in ("2.5", "3.5", "4.49")] == [3, 4, 4]


def test_notes_repeat_what_was_given():
    """Whatever it is: no part of it is taken for a place in the sentence."""
    settings, notes = demos.read_settings(demos.load("playground"), {"width": 99, "lr": "{near}"})
    assert settings["width"] == 24
    assert "99" in notes[0] and notes[0].endswith("took 24.")
    assert "“{near}” is not a number" in notes[1]


def test_a_text_that_is_right_stays():
    """And of one that is wrong the place is told."""
    settings, notes = demos.read_settings(demos.load("gain"), {"phi": "x**2"})
    assert (settings["phi"], notes) == ("x**2", [])
    run = demos.Run("gain", '{"phi": "x * lost(x)"}')
    assert run.settings["phi"] == "tanh(x)"
    assert (run.errors["phi"]["start"], run.errors["phi"]["end"]) == (4, 8)


def test_what_does_not_change_is_recorded_exactly():
    """A field with one value has a range all the same, which divides by nothing."""
    demo = replace(
        demos.load("gain"), frames=lambda settings: iter([{"shown": np.array([0.25, 0.25])}])
    )
    stored, entry, _ = decode(demos.record(demo))["shown"]
    assert stored.tolist() == [[0.25, 0.25]]
    assert (entry["low"], entry["high"]) == ([0.25, 0.25], [1.25, 1.25])


def test_what_is_not_finite_is_not_recorded():
    """A recording of it could only show something else."""
    demo = replace(
        demos.load("gain"), frames=lambda settings: iter([{"shown": np.array([np.inf])}])
    )
    with pytest.raises(ValueError, match="recording: shown is not finite at the default settings"):
        demos.record(demo)


def test_live_settings_do_not_restart():
    """A live parameter acts on the running demo; any other is ignored until a restart."""
    run = demos.Run("playground", '{"speed": 1}')
    run.frame()
    first = json.loads(run.layout)["frame"][0]
    assert first == ["epoch", [1]]
    assert run.frame()[0] == 1
    assert run.frame('{"speed": 7, "lr": 5}')[0] == 8
    assert run.settings["lr"] == 0.1
