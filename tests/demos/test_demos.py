import json
import struct
import zlib
from dataclasses import replace
from itertools import islice, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from initdocs import demos

modules = pytest.mark.parametrize("name", demos.NAMES)


def decode(content):
    """Read a recording as its format is written down, independently of the code that writes it.

    The values of each field by section, its entry, and half a step of its quantization.
    """
    raw = zlib.decompress(content)
    (length,) = struct.unpack("<I", raw[:4])
    header, at = json.loads(raw[4 : 4 + length]), 4 + length
    fields = {}
    for section, count in (("scene", 1), ("scenes", header["grid"]), ("frames", header["count"])):
        for entry in header[section]:
            size, bits = int(np.prod(entry["shape"])), entry["bits"]
            q = np.zeros((size, count), np.int64)
            for _ in range(-(-bits // 8)):
                part = np.frombuffer(raw, np.uint8, size * count, at).reshape(size, count)
                q = 256 * q + np.cumsum(part, axis=1, dtype=np.int64) % 256
                at += size * count
            each = size // max(1, (entry["shape"] or [1])[0])
            low, high = (np.repeat(entry[end], each)[:size, None] for end in ("low", "high"))
            top = 2**bits - (1 if entry["whole"] else 2)
            value = np.where(q > top, np.nan, low + q / top * (high - low))
            half = ((high - low) / top / 2).T
            fields[section, entry["name"]] = value.T, entry["log"], half
    assert at == len(raw)
    return fields, header


def agree(fields, section, states):
    """Every sample of a section is what the demo gave, to half a step of its quantization."""
    for name in states[0]:
        where = "scene" if ("scene", name) in fields and section == "scenes" else section
        stored, log, half = fields[where, name]
        truth = np.stack([np.ravel(state[name]).astype(float) for state in states])
        if log:
            truth = np.log(np.maximum(truth, 1e-30))
        assert (np.isnan(stored) == ~np.isfinite(truth)).all(), (name, section)
        stored, truth = np.nan_to_num(stored), np.where(np.isfinite(truth), truth, 0)
        assert (np.abs(stored - truth) <= half + 1e-7 * (1 + np.abs(truth))).all(), (name, section)


def runs(demo, settings, frames):
    kept = demo.recording.frames
    return [f for i, f in enumerate(islice(frames(settings), max(kept) + 1)) if i in kept]


@modules
def test_recording_is_the_run(name):
    """Every sample of the recording in the page is the run's at the default settings."""
    demo = demos.load(name)
    settings = demos.defaults(demo)
    content = demos.record(demo, settings)
    assert len(content) <= 40_000
    fields, header = decode(content)
    agree(fields, "scenes", [demo.scene(settings)])
    agree(fields, "frames", runs(demo, settings, demo.frames))
    assert header.get("texts", [{}]) == [demo.words.say(settings) if demo.words else {}]


AXES = [(name, i) for name in demos.NAMES for i in range(len(demos.load(name).axes))]


@pytest.mark.parametrize(("name", "number"), AXES)
@pytest.mark.parametrize("seed", [0, 1])
def test_a_recorded_setting_is_what_python_gives(name, number, seed):
    """A file of an axis holds what the demo gives at its settings: at a few combinations of each.

    What is sooner had together for all combinations may differ in what is drawn: by a pixel.
    """
    demo = demos.load(name)
    axis = demo.axes[number]
    rng = np.random.default_rng(seed)
    files = list(demos.combinations(axis))
    settings = demos.defaults(demo) | files[rng.integers(len(files))]
    content = demos.record(demo, settings, axis)
    assert len(content) <= 40_000
    fields, header = decode(content)
    nodes = [dict(zip(axis.grid, each, strict=True)) for each in product(*axis.grid.values())]
    assert header["grid"] == len(nodes)
    for node in {0, len(nodes) - 1, *rng.integers(len(nodes), size=4).tolist()}:
        here = settings | nodes[node]
        scene = demo.scene(here)
        if demo.words:
            assert header["texts"][node] == demo.words.say(here)
        for field, array in scene.items():
            where = "scene" if ("scene", field) in fields else "scenes"
            stored, log, half = fields[where, field]
            got = stored[0 if where == "scene" else node]
            if field in DRAWN.get(name, ()):
                at = fields["scene", "layers"][0][0].round().astype(int)
                kept = at <= here["depth"]
                np.testing.assert_allclose(got[kept], array[at[kept]], atol=half.max() + 3e-3)
            elif field != "layers":
                truth = np.ravel(array).astype(float)
                truth = np.log(np.maximum(truth, 1e-30)) if log else truth
                np.testing.assert_allclose(got, truth, rtol=1e-6, atol=half.max() + 1e-7)
    agree(fields, "frames", runs(demo, settings, axis.frames or demo.frames))


#: lines that a grid has from a table over its plane
DRAWN = {"phase": ("q", "c")}


@pytest.mark.parametrize(("name", "number"), AXES)
def test_an_axis_names_settings_that_the_demo_has(name, number):
    """Each value is allowed, the default stands on it, and no setting is named twice."""
    demo = demos.load(name)
    axis = demo.axes[number]
    known = {p.name: p for p in demo.parameters}
    named = [*axis.files, *axis.grid, *axis.free]
    assert len(set(named)) == len(named)
    for key, values in [*axis.files.items(), *axis.grid.items()]:
        assert known[key].default in values
        for value in values:
            assert known[key].read(value) == (value, None)
    assert not any(known[key].live for key in named)


@modules
def test_recording_is_deterministic(name):
    """The same code makes the same bytes."""
    demo = demos.load(name)
    settings = demos.defaults(demo)
    assert demos.record(demo, settings) == demos.record(demo, settings)


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
    fields, header = decode(demos.record(demo, demos.defaults(demo)))
    assert fields["frames", "shown"][0].tolist() == [[0.25, 0.25]]
    (entry,) = header["frames"]
    assert (entry["low"], entry["high"]) == ([0.25, 0.25], [1.25, 1.25])


def test_what_is_not_finite_is_recorded_as_such():
    """A run that diverges is shown diverging, and what is finite keeps its value beside it."""
    values = np.array([[0.5, np.inf], [np.nan, 2.0]])
    demo = replace(demos.load("gain"), frames=lambda settings: iter([{"shown": values}]))
    fields, header = decode(demos.record(demo, demos.defaults(demo)))
    assert header["frames"][0]["whole"] is False
    np.testing.assert_array_equal(
        fields["frames", "shown"][0], [[0.5, np.nan, np.nan, 2.0]], strict=True
    )


def test_live_settings_do_not_restart():
    """A live parameter acts on the running demo; any other is ignored until a restart."""
    run = demos.Run("playground", '{"speed": 1}')
    run.frame()
    first = json.loads(run.layout)["frame"][0]
    assert first == ["epoch", [1]]
    assert run.frame()[0] == 1
    assert run.frame('{"speed": 7, "lr": 5}')[0] == 8
    assert run.settings["lr"] == 0.1
