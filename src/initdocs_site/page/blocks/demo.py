"""A demo as HTML: its steps, its controls from the parameters, posters, and a recorded run."""

import json
from html import escape
from typing import Any

import yaml

from initdocs import demos
from initdocs.demos import Choice, Demo, Files, Number, Step, Text, plain
from initdocs_site.page import cache, compute, recorded, tasks


def render(name: str, body: str) -> str:
    """The demo called `name`; the fence's body may set `compact: true`.

    A `ValueError` names an unknown demo or option.
    """
    demo = demos.load(name)
    options = yaml.safe_load(body) if body.strip() else {}
    if not isinstance(options, dict) or set(options) - {"compact"}:
        msg = f"demo {name}: got the options {body.strip()!r}, allowed: compact: true"
        raise ValueError(msg)
    made = compute.result(tasks.demo(name))
    compact = " demo--compact" if options.get("compact") is True else ""
    pace = f' data-pace="{demo.pace}"' if demo.pace else ""
    steps = "".join(_step(i, s, demo, made) for i, s in enumerate(demo.steps, start=1))
    return (
        f'<section class="demo{compact}" data-demo="{name}" data-state="idle" data-step="0" '
        f'data-source="recorded"{pace} data-search-exclude aria-label="{escape(demo.title)}">'
        f'<form class="demo-steps" autocomplete="off">{steps}</form>'
        '<p class="demo-note" data-notes role="status"></p>'
        f"{_data('rules', demos.rules(demo))}{_data('constants', dict(demo.constants))}"
        f"{_data('axes', _axes(name, demo))}"
        f"<template data-recording>{made['recording']}</template></section>"
    )


def _axes(name: str, demo: Demo) -> list[dict[str, Any]]:
    """The axes of a demo, with the address of each file: in the order of their combinations."""
    if not cache.live():
        return []
    made = [(task.parts[1], compute.result(task)) for task in tasks.recorded(name)]
    return [
        {
            "files": {key: [_plain(v) for v in values] for key, values in axis.files.items()},
            "grid": {key: [_plain(v) for v in values] for key, values in axis.grid.items()},
            "free": list(axis.free),
            "at": [recorded.address(name, f) for n, files in made if n == i for f in files],
        }
        for i, axis in enumerate(demo.axes)
    ]


def _plain(value: Any) -> str:
    """A setting's value as its control has it."""
    return value if isinstance(value, str) else plain(value)


def _data(name: str, value: Any) -> str:
    """What the page's modules are told, as JSON."""
    return f"<template data-{name}>{escape(json.dumps(value), quote=False)}</template>"


def _step(number: int, step: Step, demo: Demo, made: dict[str, Any]) -> str:
    parameters = {p.name: p for p in demo.parameters}
    controls = "".join(_control(parameters[name], made) for name in step.parameters)
    views = "".join(
        f'<div class="demo-view" data-view="{v}"{_plane(demo, v)} '
        f'style="--ratio: {made["ratio"][v]}" role="img" '
        f'aria-label="{escape(made["titles"][v])}">{made["posters"][v]}</div>{_legend(step, v)}'
        for v in step.views
    )
    more = "".join(_control(parameters[name], made) for name in step.more)
    last = number == len(demo.steps)
    give = _give(demo.files) if number == 1 and demo.files else ""
    return (
        f'<div class="demo-step demo-step--{number}" role="group" '
        f'aria-label="{number}. {step.title}">'
        f'<p class="demo-title"><span class="demo-number">{number}</span> {step.title}</p>'
        f'{_bar(demo) if last else ""}<div class="demo-controls">{controls}</div>{views}'
        f'{give}<div class="demo-more">{more}</div>{_texts(demo, made) if last else ""}</div>'
    )


def _texts(demo: Demo, made: dict[str, Any]) -> str:
    """What the demo says in words and code."""
    if demo.words is None:
        return ""
    items = "".join(
        f'<dt>{escape(label)}</dt><dd data-text="{name}">{escape(made["texts"][name])}</dd>'
        for name, label in demo.words.labels.items()
    )
    return f'<dl class="demo-texts">{items}</dl>'


def _plane(demo: Demo, view: str) -> str:
    """Where the reader moves a point: the names of the two settings that follow it."""
    plane = demo.plane
    here = plane is not None and plane.view == view
    return f' data-plane="{plane.across} {plane.up}"' if plane and here else ""


def _give(files: Files) -> str:
    """Where the reader drops files of their own: they stay on the device."""
    return (
        f'<div class="demo-give" data-give><p>{escape(files.prompt)} '
        '<label class="demo-file"><input type="file" multiple data-files> choose them</label>. '
        "They never leave your device.</p>"
        '<button type="button" class="md-button" data-give-back hidden>'
        f"{escape(files.back)}</button></div>"
    )


def _legend(step: Step, view: str) -> str:
    if view not in step.legends:
        return ""
    keys = {
        name: f'<i style="--key: var(--fig-{name})"></i>'
        for name in ("negative", "zero", "positive")
    }
    return f'<p class="demo-legend">{step.legends[view].format(**keys)}</p>'


def _bar(demo: Demo) -> str:
    readouts = "".join(
        f'<div><dt>{escape(label)}</dt><dd data-readout="{name}">–</dd></div>'
        for name, label in demo.readouts.items()
    )
    return (
        '<div class="demo-bar">'
        '<button type="button" class="md-button md-button--primary" data-play>'
        f"{escape(demo.play)}</button>"
        '<button type="button" class="md-button" data-step-once>Step</button>'
        '<button type="button" class="md-button" data-reset>Reset</button></div>'
        '<p class="demo-status" data-status role="status">'
        "A recording of a run at these settings.</p>"
        f'<dl class="demo-readout">{readouts}</dl>'
    )


def _control(p: Choice | Number | Text, made: dict[str, Any]) -> str:
    if isinstance(p, Choice):
        return _select(p) if p.look == "select" else _radios(p, made)
    if isinstance(p, Text):
        return _text(p)
    live = " data-live" if p.live else ""
    title = f' title="{escape(p.help)}"' if p.help else ""
    step = "1" if p.whole else "any" if p.step is None else f"{p.step:g}"
    given = f' list="{p.name}-presets"' if p.presets else ""
    return (
        f'<label class="demo-field"{title}><span>{escape(p.label)}</span>'
        f'<input type="number" inputmode="decimal" name="{p.name}" value="{plain(p.default)}" '
        f'min="{plain(p.low)}" max="{plain(p.high)}" step="{step}"{given}{live}></label>'
        f"{_options(p)}{_slider(p)}"
    )


def _slider(p: Number) -> str:
    """A slider over the recorded values of a number, which stands beside it."""
    if not p.slides:
        return ""
    values = " ".join(map(plain, p.slides))
    near = min(range(len(p.slides)), key=lambda i: abs(p.slides[i] - p.default))
    return (
        f'<input type="range" class="demo-slider" data-slides="{p.name}" data-values="{values}" '
        f'min="0" max="{len(p.slides) - 1}" step="1" value="{near}" '
        f'aria-label="{escape(p.label)}" aria-valuetext="{plain(p.slides[near])}">'
    )


def _options(p: Number | Text) -> str:
    """What the browser proposes for a field."""
    values = "".join(f'<option value="{escape(_plain(value))}">' for value in p.presets)
    return f'<datalist id="{p.name}-presets">{values}</datalist>' if values else ""


def _text(p: Text) -> str:
    return (
        f'<label class="demo-field demo-field--text"><span>{escape(p.label)}</span>'
        f'<input type="text" name="{p.name}" value="{escape(p.default)}" list="{p.name}-presets" '
        f'spellcheck="false" autocapitalize="off" aria-describedby="{p.name}-error"></label>'
        f"{_options(p)}"
        f'<p class="demo-error" id="{p.name}-error" data-error="{p.name}" role="status"></p>'
    )


def _select(p: Choice) -> str:
    options = "".join(
        f'<option value="{v}"{" selected" if v == p.default else ""}>{escape(label)}</option>'
        for v, label in p.options.items()
    )
    return (
        f'<label class="demo-field"><span>{escape(p.label)}</span>'
        f'<select name="{p.name}"{" data-live" if p.live else ""}>{options}</select></label>'
    )


def _radios(p: Choice, made: dict[str, Any]) -> str:
    items = []
    for number, (value, label) in enumerate(p.options.items(), start=1):
        inside = escape(label)
        if p.look == "thumbnails":
            inside = f"{made['thumbnails'][value]}<span>{inside}</span>"
        elif p.look == "tiles":
            inside = (
                f'<canvas width="20" height="20" data-tile="{value}" aria-hidden="true"></canvas>'
                f'<span class="demo-tile-text"><b style="--line: var(--fig-{number})">{inside}</b>'
                f"<small>{escape(p.laws[value])}</small>"
                f'<small data-tile-cost="{value}">&nbsp;</small></span>'
            )
        checked = " checked" if value == p.default else ""
        items.append(
            f'<label class="demo-choice"><input type="radio" name="{p.name}" value="{value}"'
            f"{checked}{' data-live' if p.live else ''}>{inside}</label>"
        )
    return (
        f'<div class="demo-radios demo-radios--{p.look}" role="radiogroup" '
        f'aria-label="{escape(p.label)}">{"".join(items)}</div>'
    )
