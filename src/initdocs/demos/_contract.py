"""What a demo is: its parameters with their ranges, its steps, and all that it offers."""

import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from initdocs.colours import Line

Array = NDArray[Any]
Frame = dict[str, Array]
Settings = dict[str, Any]

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


def say(template: str, value: object, near: str = "") -> str:
    """A sentence of a rule, with what was wrong and what was taken."""
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

    Where it is drawn as tiles, `laws` are what is told of each in small print, and `lines` how
    each is drawn in the demo's charts.
    """

    options: Mapping[str, str] = field(default_factory=dict)
    look: str = "select"
    laws: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, Line] = field(default_factory=dict)

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
        return self.default, say(self.rule["wrong"], value)


@dataclass(frozen=True)
class Number(Parameter):
    """A number from `low` to `high`; whole numbers where `whole`.

    `slides` are the values that a slider beside it runs over, `presets` those that it proposes.
    With `of`, the name of a text, it is a number of that text, and is there only where its own
    name stands in it.
    """

    low: float = 0
    high: float = 1
    step: float | None = None
    whole: bool = False
    slides: Sequence[float] = ()
    presets: Sequence[float] = ()
    of: str = ""

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
            return self.default, say(self.rule["wrong"], value)
        wanted = float(text)
        near = min(max(wanted, self.low), self.high)
        if self.whole:
            near = math.floor(near + 0.5)
        if near == wanted:
            return near, None
        return near, say(self.rule["outside"], value, plain(near))


@dataclass(frozen=True)
class Text(Parameter):
    """A line that the reader types; `parse` raises where it is wrong, and says at which letters.

    Numbers that may stand in the text are handed to `parse` by their names.
    """

    parse: Callable[..., Any] = str
    presets: tuple[str, ...] = ()

    @property
    def rule(self) -> dict[str, Any]:
        """Any text goes until Python is there, which alone can parse it."""
        return {"kind": "text", "default": self.default}

    def read(self, value: Any, **numbers: float) -> tuple[str, str | None]:
        """The text if it is right, else the default and a note that says why not."""
        try:
            self.parse(str(value), **numbers)
        except ValueError as error:
            return self.default, f"{self.label} {value}: {error}. Took {self.default}."
        return str(value), None


@dataclass(frozen=True)
class Step:
    """A numbered step of a demo: its heading, its controls and its views, from the top.

    `legends` says below a view what its colours mean; the name of one of `initdocs.colours`
    in braces, such as {negative}, stands for a patch of it, and {ramp:fades|0.1|1|explodes|10}
    for a scale from one to another over the paper, with what its ends and its middle are.
    """

    title: str
    parameters: tuple[str, ...] = ()
    views: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    legends: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Recording:
    """How runs are recorded: which frames of a run, and the bits that each field is kept with."""

    frames: Sequence[int]
    bits: Mapping[str, int]
    log: tuple[str, ...] = ()


@dataclass(frozen=True)
class Axis:
    """Settings that the build records beside the default run: the page answers them at once.

    `files` and `grid` are values by setting; every combination is recorded, all else standing at
    its default. A combination of `files` is a file of its own. The combinations of `grid`, the
    last setting's values running fastest, share that file: `scenes` gives their scenes where they
    are sooner had together, and `frames` what is shown of a run where a run differs between them.
    Without a grid the file holds a run. Nothing that is recorded depends on the settings in `free`.
    """

    files: Mapping[str, Collection[Any]]
    grid: Mapping[str, Collection[Any]] = field(default_factory=dict)
    free: tuple[str, ...] = ()
    scenes: Callable[[Settings], Iterator[Frame]] | None = None
    frames: Callable[[Settings], Iterator[Frame]] | None = None


@dataclass(frozen=True)
class Preset:
    """Settings with a name, and one sentence that says what to look at."""

    name: str
    settings: Mapping[str, Any]
    look: str

    @property
    def slug(self) -> str:
        """The name as it stands in an address.

        >>> Preset("Zero never moves", {}, "").slug
        'zero-never-moves'
        """
        return re.sub(r"\W+", "-", self.name.lower()).strip("-")


@dataclass(frozen=True)
class Question:
    """What the reader is asked before the default run plays, and the answers to choose from.

    `came` gives, from the frames of that run, the answer that came out and a sentence about it.
    """

    ask: str
    answers: Mapping[str, str]
    came: Callable[[Frame, Sequence[Frame]], tuple[str, str]]


@dataclass(frozen=True)
class Plane:
    """A view in which the reader moves a point, and the two numbers that it stands for.

    Where it has `cells`, each step of the numbers is one that fills its place, and a tap takes it;
    they fill the view, or stand within axes where they are not `bare`.
    """

    view: str
    across: str
    #: empty where the point moves along the abscissa alone
    up: str
    cells: bool = False
    bare: bool = True
    #: the second number counts from the top, as rows of an array do
    down: bool = False


@dataclass(frozen=True)
class Words:
    """What a demo tells in words and code: the label of each text, and the texts of a run.

    A text without a label stands in the page's own text alone, where that is bound to it.
    """

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


def at_rest(settings: Settings) -> Iterator[Frame]:
    """The run of a demo in which nothing moves: one frame."""
    del settings
    yield {"shown": np.array([1])}


@dataclass(frozen=True, kw_only=True)
class Demo:
    """All that a demo is. `play` is what its button says, `readouts` are labels of its numbers.

    A demo without a `play` is still: its picture follows the settings, and there is no run to wait
    for. Its button is there only for settings that are not recorded.

    `scene` gives what does not change during a run; `frames` yields the states of a run, the first
    before any training. `pace` are the milliseconds between two frames, 0 for as fast as the
    screen. `constants` are what the view draws by that no frame holds: words, counts and ranges.
    `axes` are the settings that are recorded beside the default ones, `presets` those that have a
    name. `result` are the views, one or two, that stay in sight on a narrow screen. `parts` are the
    names of what the view can light when the page's text points at it.
    """

    title: str
    play: str = ""
    parameters: tuple[Choice | Number | Text, ...]
    steps: tuple[Step, ...]
    readouts: Mapping[str, str] = field(default_factory=dict)
    recording: Recording
    scene: Callable[[Settings], Frame]
    frames: Callable[[Settings], Iterator[Frame]] = at_rest
    pace: int = 0
    plane: Plane | None = None
    words: Words | None = None
    files: Files | None = None
    constants: Mapping[str, Any] = field(default_factory=dict)
    axes: tuple[Axis, ...] = ()
    presets: tuple[Preset, ...] = ()
    question: Question | None = None
    result: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
