"""A demo as HTML: its steps, its controls from the parameters, posters, and a recorded run."""

import base64
import json
from html import escape
from typing import Any

import yaml

from initdocs import demos
from initdocs.colours import COLOURS
from initdocs.demos import Demo, Files, Step
from initdocs_site.page import axes, cache, compute, recorded, tasks
from initdocs_site.page.blocks import presets
from initdocs_site.page.blocks.controls import as_text, control, typeset
from initdocs_site.page.blocks.script import script
from initdocs_site.page.blocks.share import SHARE

#: what a fence may ask for: the list of named settings, the question before it plays
OPTIONS = ("presets", "ask")


def render(name: str, body: str) -> str:
    """The demo called `name`; the fence's body may set some of `OPTIONS` to true.

    A `ValueError` names an unknown demo or option.
    """
    demo = demos.load(name)
    options = yaml.safe_load(body) if body.strip() else {}
    if not isinstance(options, dict) or set(options) - {*OPTIONS}:
        allowed = ", ".join(f"{option}: true" for option in OPTIONS)
        msg = f"demo {name}: got the options {body.strip()!r}, allowed: {allowed}"
        raise ValueError(msg)
    chosen = {option for option in OPTIONS if options.get(option) is True}
    made = compute.result(tasks.demo(name))
    one = len(demo.steps) == 1
    looks = "".join(
        f" demo--{look}"
        for look, on in (
            ("still", one or not demo.play),
            ("plays", one and demo.play),
        )
        if on
    )
    pace = f' data-pace="{demo.pace}"' if demo.pace else ""
    asks = "ask" in chosen and demo.question is not None
    steps = "".join(_step(i, s, demo, made, asks) for i, s in enumerate(demo.steps, start=1))
    return (
        f'<section class="demo{looks}" data-demo="{name}" data-state="idle" data-step="0" '
        f'data-source="recorded"{pace} data-search-exclude aria-label="{escape(demo.title)}">'
        f"{presets.listed(name, demo) if 'presets' in chosen else ''}"
        f"{_question(demo, made) if asks else ''}"
        f'<form class="demo-steps" autocomplete="off">{steps}</form>'
        '<p class="demo-note" data-notes role="status"></p>'
        f"{SHARE}{_data('script', script(name, demo, _came(made)))}"
        f"{_data('rules', demos.rules(demo))}{_data('constants', dict(demo.constants))}"
        f"{_data('axes', _axes(name, demo))}"
        f"{_recording(demo, made['recording'])}</section>"
    )


def _recording(demo: Demo, packed: str) -> str:
    """The default run; a long one that an axis has too is nothing here: its file comes in time."""
    long = len(base64.b64decode(packed)) > recorded.IN_PAGE
    usual = demos.defaults(demo)
    elsewhere = cache.live() and any(recorded.covers(axis, usual) for axis in demo.axes)
    return "" if long and elsewhere else f"<template data-recording>{packed}</template>"


def _came(made: dict[str, Any]) -> str:
    """What came out of the run that a demo asks of, in a sentence."""
    return made["came"][1] if made["came"] else ""


def _question(demo: Demo, made: dict[str, Any]) -> str:
    """What the reader is asked before the run plays, and what came out: hidden until it has."""
    assert demo.question is not None
    answer, sentence = made["came"]
    buttons = "".join(
        f'<button type="button" class="md-button" data-guess="{escape(value)}" '
        f'aria-pressed="false">{escape(label)}</button>'
        for value, label in demo.question.answers.items()
    )
    return (
        '<div class="demo-question" data-question>'
        f"<p>{escape(demo.question.ask)}</p>"
        f'<div class="demo-guesses" role="group" aria-label="Your guess">{buttons}</div>'
        f'<p data-came="{escape(answer)}" role="status" hidden>{escape(sentence)}</p></div>'
    )


def _axes(name: str, demo: Demo) -> list[dict[str, Any]]:
    """The axes of a demo: their values, and the folder in which file i is that of combination i."""
    if not cache.live():
        return []
    return [
        {
            "files": {key: [as_text(v) for v in values] for key, values in axis.files.items()},
            "grid": {key: [as_text(v) for v in values] for key, values in axis.grid.items()},
            "free": list(axis.free),
            "at": at,
        }
        for axis, at in zip(demo.axes, axes.folders(name), strict=True)
    ]


def _data(name: str, value: Any) -> str:
    """What the page's modules are told, as JSON."""
    return f"<template data-{name}>{escape(json.dumps(value), quote=False)}</template>"


def _step(number: int, step: Step, demo: Demo, made: dict[str, Any], asks: bool) -> str:
    parameters = {p.name: p for p in demo.parameters}
    controls = "".join(control(parameters[name], made) for name in step.parameters)
    views = "".join(
        f'<div class="demo-view" data-view="{v}"{_plane(demo, v)}{_result(demo, v)} '
        f'style="--ratio: {made["ratio"][v]}" role="img" '
        f'aria-label="{escape(made["titles"][v])}">{made["posters"][v]}</div>{_legend(step, v)}'
        for v in step.views
    )
    more = "".join(control(parameters[name], made) for name in step.more)
    last = number == len(demo.steps)
    give = _give(demo.files) if number == 1 and demo.files else ""
    return (
        f'<div class="{_looks(number, step, demo)}" role="group" '
        f'aria-label="{number}. {step.title}">'
        f'<p class="demo-title"><span class="demo-number">{number}</span> {step.title}</p>'
        f'{_bar(demo, asks) if last else ""}<div class="demo-controls">{controls}</div>'
        f'<div class="demo-more">{more}</div>{views}{give}'
        f"{_texts(demo, made) if last else ''}</div>"
    )


def _looks(number: int, step: Step, demo: Demo) -> str:
    """The classes of a step: a sheet that asks what it holds would be asked at each change."""
    looks = {
        "views": len(step.views) > 1,
        "pair": sum(view not in demo.result for view in step.views) > 1,
        "legends": sum(bool(_legend(step, view)) for view in step.views) > 1,
    }
    held = (str(number), *(look for look, holds in looks.items() if holds))
    return " ".join(("demo-step", *(f"demo-step--{look}" for look in held)))


def _texts(demo: Demo, made: dict[str, Any]) -> str:
    """What the demo says in words and code."""
    if demo.words is None:
        return ""
    live = "" if demo.play else ' aria-live="polite"'
    items = "".join(
        f'<dt>{escape(label)}</dt><dd data-text="{name}"{live}>{escape(made["texts"][name])}</dd>'
        for name, label in demo.words.labels.items()
    )
    return f'<dl class="demo-texts">{items}</dl>'


def _plane(demo: Demo, view: str) -> str:
    """Where the reader moves a point: the names of the two settings that follow it."""
    plane = demo.plane
    here = plane is not None and plane.view == view
    if not plane or not here:
        return ""
    cells = f' data-cells="{"bare" if plane.bare else "axes"}"' if plane.cells else ""
    down = " data-down" if plane.down else ""
    return f' data-plane="{plane.across} {plane.up}"{cells}{down}'


def _result(demo: Demo, view: str) -> str:
    """What stays in sight on a narrow screen."""
    return " data-result" if view in demo.result else ""


def _give(files: Files) -> str:
    """Where the reader drops files of their own: they stay on the device."""
    return (
        f'<div class="demo-give" data-give><p>{escape(files.prompt)} '
        '<label class="demo-file"><input type="file" multiple data-files> choose them</label>. '
        "They never leave your device.</p>"
        '<button type="button" class="md-button" data-give-back hidden>'
        f"{escape(files.back)}</button></div>"
    )


class _Ramp:
    """From one colour over the paper to another, with what ends and middle are: see `Step`."""

    def __format__(self, names: str) -> str:
        below, low, middle, above, high = map(escape, names.split("|"))
        return (
            f'<span class="demo-ramp"><span>{low}</span> '
            f'<i style="--from: var(--fig-{below}); --to: var(--fig-paper)"></i> '
            f"<span>{middle}</span> "
            f'<i style="--from: var(--fig-paper); --to: var(--fig-{above})"></i> '
            f"<span>{high}</span></span>"
        )


def _legend(step: Step, view: str) -> str:
    if view not in step.legends:
        return ""
    keys = {c.name: f'<i style="--key: var(--fig-{c.name})"></i>' for c in COLOURS}
    text = step.legends[view].format(**keys, ramp=_Ramp())
    text = text.replace("</i> ", "</i>&nbsp;")  # a key stands with what it is the key of
    return f'<p class="demo-legend" data-legend="{view}">{text}</p>'


#: what a demo says of the recording in its page, and where it asks before it plays it
RECORDED = "A recording of a run at these settings."
ASKED = "Guess first: your answer plays a recording of the run."


def _bar(demo: Demo, asks: bool) -> str:
    readouts = "".join(
        f'<div><dt>{typeset(label)}</dt><dd data-readout="{name}">–</dd></div>'
        for name, label in demo.readouts.items()
    )
    return (
        '<div class="demo-bar">'
        '<button type="button" class="md-button md-button--primary" data-play>'
        f"{escape(demo.play)}</button>"
        '<button type="button" class="md-button" data-step-once>Step</button>'
        '<button type="button" class="md-button" data-reset>Reset</button></div>'
        f'<p class="demo-status" data-status data-recorded="{RECORDED}">'
        f"{ASKED if asks else RECORDED}</p>"
        f'<dl class="demo-readout">{readouts}</dl>'
    )
