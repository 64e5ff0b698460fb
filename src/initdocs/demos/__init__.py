"""Demos: parameters with ranges, and generators of frames that are plain arrays.

Each module of this package is a demo and offers one `Demo` as `DEMO`. The same one runs at build
time for the recording, under pytest, and live in the reader's browser.
"""

# It imports what computes, and no figure.

import json
import math
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from itertools import islice
from pkgutil import iter_modules
from typing import Any

import numpy as np
from numpy.typing import NDArray

from initdocs import _check

Array = NDArray[Any]
Frame = dict[str, Array]
Settings = dict[str, Any]

#: every module of this package is a demo
NAMES = tuple(module.name for module in iter_modules(__path__))


#: what is read as a number, of what stands in an address or a field: JavaScript reads by it too
NUMERAL = r" *[-+]?(?:(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|Infinity) *"
#: what is said of a setting that a demo does not have
FOREIGN = "“{value}” is not a setting of this demo; left out."


def plain(number: float) -> str:
    """A number in digits, as JavaScript writes it too.

    >>> plain(1_000_000), plain(0.0001), plain(24)
    ('1000000', '0.0001', '24')
    """
    return f"{number:.15g}"


def _say(template: str, value: object, near: str = "") -> str:
    return template.replace("{near}", near).replace("{value}", str(value))


@dataclass(frozen=True)
class Parameter:
    """Something the reader sets. `live` ones act on the running demo; the others restart it.

    The `rule` of each is what `read` goes by, as data: the page mends by it what stands in an
    address or a field while Python is not there.
    """

    name: str
    label: str
    default: Any
    help: str = ""
    live: bool = False


@dataclass(frozen=True)
class Choice(Parameter):
    """One of `options`, a mapping of value to label; `look` is how the control is drawn.

    `laws` are what is told of each in small print, where it is drawn as tiles.
    """

    options: Mapping[str, str] = field(default_factory=dict)
    look: str = "select"
    laws: Mapping[str, str] = field(default_factory=dict)

    @property
    def rule(self) -> dict[str, Any]:
        """The options, and what is said of any other value."""
        options = list(self.options)
        allowed = ", ".join(options)
        wrong = f"{self.label}: “{{value}}” is not known ({allowed}); took {self.default}."
        return {"kind": "choice", "default": self.default, "options": options, "wrong": wrong}

    def read(self, value: Any) -> tuple[str, str | None]:
        """The value if it is allowed, else the default and a note that says so."""
        if value in self.options:
            return value, None
        return self.default, _say(self.rule["wrong"], value)


@dataclass(frozen=True)
class Number(Parameter):
    """A number from `low` to `high`; whole numbers where `whole`."""

    low: float = 0
    high: float = 1
    step: float | None = None
    whole: bool = False

    @property
    def rule(self) -> dict[str, Any]:
        """The range, and what is said of what is no number and of what lies outside."""
        low, high, default = plain(self.low), plain(self.high), plain(self.default)
        return {
            "kind": "number", "default": default, "low": self.low, "high": self.high,
            "whole": self.whole,
            "wrong": f"{self.label}: “{{value}}” is not a number; took {default}.",
            "outside": f"{self.label}: {{value}} is not allowed ({low} to {high}); took {{near}}.",
        }  # fmt: skip

    def read(self, value: Any) -> tuple[float, str | None]:
        """The value if it is allowed, else the nearest that is and a note that says so.

        Of two whole numbers that are equally near it is the upper one.
        """
        text = str(value)
        if not re.fullmatch(NUMERAL, text):
            return self.default, _say(self.rule["wrong"], value)
        wanted = float(text)
        near = min(max(wanted, self.low), self.high)
        if self.whole:
            near = math.floor(near + 0.5)
        if near == wanted:
            return near, None
        return near, _say(self.rule["outside"], value, plain(near))


@dataclass(frozen=True)
class Text(Parameter):
    """A line that the reader types; `parse` raises where it is wrong, and says at which letters."""

    parse: Callable[[str], Any] = str
    presets: tuple[str, ...] = ()

    @property
    def rule(self) -> dict[str, Any]:
        """Any text goes until Python is there, which alone can parse it."""
        return {"kind": "text", "default": self.default}

    def read(self, value: Any) -> tuple[str, str | None]:
        """The text if it is right, else the default and a note that says why not."""
        try:
            self.parse(str(value))
        except ValueError as error:
            return self.default, f"{self.label} {value}: {error}. Took {self.default}."
        return str(value), None


@dataclass(frozen=True)
class Step:
    """A numbered step of a demo: its heading, its controls and its views, from the top.

    `legends` says below a view what its colours mean; {negative}, {zero} and {positive}
    stand for patches of these colours.
    """

    title: str
    parameters: tuple[str, ...] = ()
    views: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    legends: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Recording:
    """How a run is recorded: how many frames, and the bits that each field is kept with."""

    frames: int
    bits: Mapping[str, int]
    log: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plane:
    """A view in which the reader moves a point, and the two numbers that it stands for."""

    view: str
    across: str
    up: str


@dataclass(frozen=True)
class Words:
    """What a demo tells in words and code: the label of each text, and the texts of a run."""

    labels: Mapping[str, str]
    say: Callable[[Settings], dict[str, str]]


@dataclass(frozen=True)
class Files:
    """Data of the reader's own: what invites them, and the button that brings the demo's back.

    `take` turns names and contents into what `scene` and `frames` find in the settings as
    `given`; it raises a `ValueError` that says what is wrong with them.
    """

    prompt: str
    back: str
    take: Callable[[Mapping[str, bytes]], Any]


@dataclass(frozen=True, kw_only=True)
class Demo:
    """All that a demo is. `play` is what its button says, `readouts` are labels of its numbers.

    `scene` gives what does not change during a run; `frames` yields the states of a run, the first
    before any training. `pace` are the milliseconds between two frames, 0 for as fast as the
    screen. `constants` are what the view draws by that no frame holds: words, counts and ranges.
    """

    title: str
    play: str
    parameters: tuple[Choice | Number | Text, ...]
    steps: tuple[Step, ...]
    readouts: Mapping[str, str]
    recording: Recording
    scene: Callable[[Settings], Frame]
    frames: Callable[[Settings], Iterator[Frame]]
    pace: int = 0
    plane: Plane | None = None
    words: Words | None = None
    files: Files | None = None
    constants: Mapping[str, Any] = field(default_factory=dict)


def load(name: str) -> Demo:
    """Import a demo by name.

    >>> load("playgroud")
    Traceback (most recent call last):
    ValueError: demo: got 'playgroud', allowed: ...
    """
    module = import_module(f"initdocs.demos.{_check.one_of('demo', name, NAMES)}")
    demo: Demo = module.DEMO
    return demo


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
    for name, value in values.items():
        if name not in known:
            notes.append(_say(FOREIGN, name))
            continue
        settings[name], note = known[name].read(value)
        if note:
            notes.append(note)
    return settings, notes


def _errors(demo: Demo, values: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """For each text that is wrong: why, and from which letter to which."""
    found = {}
    for p in demo.parameters:
        if isinstance(p, Text) and p.name in values:
            try:
                p.parse(str(values[p.name]))
            except ValueError as error:
                place = {key: getattr(error, key, 0) for key in ("start", "end")}
                found[p.name] = {"message": str(error), **place}
    return found


class Run:
    """A run of a demo as the browser's worker drives it: one packed array a frame."""

    def __init__(self, name: str, settings: str, given: Any = None) -> None:
        self._demo = load(name)
        self.settings, self.notes = read_settings(self._demo, json.loads(settings))
        self.errors = _errors(self._demo, json.loads(settings))
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
        if self._first is not None:
            frame, self._first = self._first, None
        else:
            following = next(self._frames, None)
            if following is None:
                return None
            frame = following
        return pack(frame)


def layout(frame: Frame) -> list[tuple[str, list[int]]]:
    """Names and shapes, in the order in which `pack` lays the arrays out."""
    return [(name, list(np.shape(array))) for name, array in frame.items()]


def pack(frame: Frame) -> Array:
    """All arrays of a frame in one flat float32 array: one copy to the screen, not ten."""
    parts = [np.asarray(array, np.float32).ravel() for array in frame.values()]
    return np.concatenate(parts)


def record(demo: Demo) -> bytes:
    """A run at default settings, quantized, delta-coded and deflated.

    The format, for the reader in JavaScript: a zlib stream of a 4-byte little-endian length,
    a JSON header of that length, and for each field of `header.frames` its samples. A field
    of 8 or 4 bits is one byte a sample, of 16 bits two planes of bytes, high first; time runs
    fastest, and each byte is the difference, modulo 256, to the one before. A sample q stands
    for low + q (high − low)/top, per first axis; for a `log` field that is the logarithm.
    """
    settings = defaults(demo)
    runs = list(islice(demo.frames(settings), demo.recording.frames))
    header: dict[str, Any] = {"count": len(runs), "scene": [], "frames": []}
    planes: list[bytes] = []
    for name, array in demo.scene(settings).items():
        series = np.asarray(array, float)[None]
        bits = demo.recording.bits.get(name, 16)
        entry, data = _quantize(name, series, bits=bits, log=False)
        header["scene"].append(entry)
        planes += data
    for name in runs[0]:
        series = np.stack([np.asarray(frame[name], float) for frame in runs])
        bits, log = demo.recording.bits.get(name, 16), name in demo.recording.log
        entry, data = _quantize(name, series, bits=bits, log=log)
        header["frames"].append(entry)
        planes += data
    head = json.dumps(header, separators=(",", ":")).encode()
    content = len(head).to_bytes(4, "little") + head + b"".join(planes)
    return zlib.compress(content, 9)


def _quantize(
    name: str, series: Array, *, bits: int, log: bool
) -> tuple[dict[str, Any], list[bytes]]:
    frames, shape = len(series), series.shape[1:]
    groups = shape[0] if shape else 1
    flat = series.reshape(frames, groups, -1)
    if not np.isfinite(flat).all():
        msg = f"recording: {name} is not finite at the default settings"
        raise ValueError(msg)
    if log:
        flat = np.log(np.maximum(flat, 1e-30))
    low, high = flat.min(axis=(0, 2)), flat.max(axis=(0, 2))
    top = 2**bits - 1
    span = np.where(high > low, high - low, 1.0)
    q = np.rint((flat - low[:, None]) / span[:, None] * top).astype(np.int64)
    entry = {
        "name": name, "shape": list(shape), "bits": bits, "log": log,
        "low": [float(f"{v:.7g}") for v in low], "high": [float(f"{v:.7g}") for v in low + span],
    }  # fmt: skip
    by_time = q.transpose(1, 2, 0)
    planes = [by_time >> 8, by_time & 255] if bits == 16 else [by_time]
    return entry, [np.diff(p, axis=-1, prepend=0).astype(np.uint8).tobytes() for p in planes]
