"""Demos: parameters with ranges, and generators of frames that are plain arrays.

Each module of this package is a demo and offers one `Demo` as `DEMO`; those with an underscore are
what all demos share. The same demo runs at build time for the recordings, under pytest, and live
in the reader's browser.
"""

# It imports what computes, and no figure.

import json
from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import numpy as np

from initdocs import _check
from initdocs.demos._contract import (
    FOREIGN,
    NUMERAL,
    Array,
    Axis,
    Choice,
    Demo,
    Files,
    Frame,
    Number,
    Parameter,
    Plane,
    Preset,
    Question,
    Recording,
    Settings,
    Step,
    Text,
    Words,
    plain,
    say,
)
from initdocs.demos._recording import combinations, record, recorded_frames

#: every module of this package is a demo, but for what all of them share
NAMES = tuple(m.name for m in iter_modules(__path__) if not m.name.startswith("_"))

__all__ = [
    "NAMES", "Array", "Axis", "Choice", "Demo", "Files", "Frame", "Number", "Parameter", "Plane",
    "Preset", "Question", "Recording", "Run", "Settings", "Step", "Text", "Words", "combinations",
    "defaults", "layout", "load", "pack", "plain", "preset", "read_settings", "record",
    "recorded_frames", "rules",
]  # fmt: skip


def load(name: str) -> Demo:
    """Import a demo by name.

    >>> load("playgroud")
    Traceback (most recent call last):
    ValueError: demo: got 'playgroud', allowed: ...
    """
    module = import_module(f"initdocs.demos.{_check.one_of('demo', name, NAMES)}")
    demo: Demo = module.DEMO
    return demo


def preset(name: str, slug: str) -> Preset:
    """A preset of a demo, by the name that stands in an address.

    >>> preset("playground", "zero-never-moves").settings
    {'init': 'zero'}
    """
    known = {each.slug: each for each in load(name).presets}
    return known[_check.one_of("preset", slug, known)]


def defaults(demo: Demo) -> Settings:
    """Every parameter at its default."""
    return {p.name: p.default for p in demo.parameters}


def rules(demo: Demo) -> dict[str, Any]:
    """All that `read_settings` goes by, as data for the page."""
    parameters = {p.name: p.rule for p in demo.parameters}
    return {"numeral": NUMERAL, "foreign": FOREIGN, "parameters": parameters}


def read_settings(demo: Demo, values: Mapping[str, Any]) -> tuple[Settings, list[str]]:
    """Settings from values that may be anything (an address, say), and notes on what was mended.

    >>> settings, notes = read_settings(load("playground"), {"lr": "banana", "width": 1e9})
    >>> settings["lr"], settings["width"]
    (0.1, 24)
    >>> notes[0]
    'Learning rate: “banana” is not a number; took 0.1.'
    """
    settings, notes = defaults(demo), []
    known = {p.name: p for p in demo.parameters}
    # a text is read with the numbers that stand in it
    for name, value in sorted(
        values.items(), key=lambda pair: isinstance(known.get(pair[0]), Text)
    ):
        p = known.get(name)
        if p is None:
            notes.append(say(FOREIGN, name))
            continue
        numbers = _numbers(demo, p, settings) if isinstance(p, Text) else {}
        settings[name], note = p.read(value, **numbers)
        if note:
            notes.append(note)
    return settings, notes


def _numbers(demo: Demo, text: Text, settings: Settings) -> dict[str, float]:
    """The numbers that may stand in a text."""
    return {p.name: settings[p.name] for p in demo.parameters
            if isinstance(p, Number) and p.of == text.name}  # fmt: skip


def _errors(demo: Demo, values: Mapping[str, Any], settings: Settings) -> dict[str, dict[str, Any]]:
    """For each text that is wrong: why, and from which letter to which."""
    found = {}
    for p in demo.parameters:
        if isinstance(p, Text) and p.name in values:
            try:
                p.parse(str(values[p.name]), **_numbers(demo, p, settings))
            except ValueError as error:
                place = {key: getattr(error, key, 0) for key in ("start", "end")}
                found[p.name] = {"message": str(error), **place}
    return found


class Run:
    """A run of a demo as the browser's worker drives it: one packed array a frame."""

    def __init__(self, name: str, settings: str, given: Any = None) -> None:
        self._demo = load(name)
        self.settings, self.notes = read_settings(self._demo, json.loads(settings))
        self.errors = _errors(self._demo, json.loads(settings), self.settings)
        words = self._demo.words
        self.texts = words.say(self.settings) if words else {}
        # the reader's own data cannot stand in an address: it comes beside the settings
        self._run = {**self.settings, "given": given}
        self._scene = self._demo.scene(self._run)
        self._frames = self._demo.frames(self._run)
        self._first: Frame | None = next(self._frames)
        self.layout = json.dumps({"scene": layout(self._scene), "frame": layout(self._first)})

    def scene(self) -> Array:
        """What does not change during the run, packed."""
        return pack(self._scene)

    def frame(self, live: str = "{}") -> Array | None:
        """The next frame, packed, or None at the run's end.

        `live` holds new values of the parameters that act at once.
        """
        allowed = {p.name for p in self._demo.parameters if p.live}
        changed = {k: v for k, v in json.loads(live).items() if k in allowed}
        if changed:
            settings, _ = read_settings(self._demo, {**self.settings, **changed})
            self.settings.update(settings)
            self._run.update(settings)
        frame, self._first = self._first, None
        if frame is None:
            frame = next(self._frames, None)
        return None if frame is None else pack(frame)


def layout(frame: Frame) -> list[tuple[str, list[int]]]:
    """Names and shapes, in the order in which `pack` lays the arrays out."""
    return [(name, list(np.shape(array))) for name, array in frame.items()]


def pack(frame: Frame) -> Array:
    """All arrays of a frame in one flat float32 array: one copy to the screen, not ten."""
    parts = [np.asarray(array, np.float32).ravel() for array in frame.values()]
    return np.concatenate(parts)
