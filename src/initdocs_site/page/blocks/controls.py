"""The controls of a demo, from its parameters: labelled form elements with their names."""

from html import escape
from typing import Any

from initdocs.colours import Line
from initdocs.demos import Choice, Number, Text, plain


def as_text(value: Any) -> str:
    """A setting's value as its control has it."""
    return value if isinstance(value, str) else plain(value)


def control(p: Choice | Number | Text, made: dict[str, Any]) -> str:
    """The control of a parameter; `made` holds the pictures of its options, where it has some."""
    if isinstance(p, Choice):
        return _select(p) if p.look == "select" else _radios(p, made)
    if isinstance(p, Text):
        return _text(p)
    live = " data-live" if p.live else ""
    title = f' title="{escape(p.help)}"' if p.help else ""
    step = "1" if p.whole else "any" if p.step is None else f"{p.step:g}"
    given = f' list="{p.name}-presets"' if p.presets else ""
    field = (
        f'<label class="demo-field"{title}><span>{escape(p.label)}</span>'
        f'<input type="number" inputmode="decimal" name="{p.name}" value="{plain(p.default)}" '
        f'min="{plain(p.low)}" max="{plain(p.high)}" step="{step}"{given}{live}></label>'
        f"{_options(p)}"
    )
    return f'<div class="demo-slid">{field}{_slider(p)}</div>' if p.slides else field


def _slider(p: Number) -> str:
    """A slider over the recorded values of a number, which stands above it."""
    values = " ".join(map(plain, p.slides))
    near = min(range(len(p.slides)), key=lambda i: abs(p.slides[i] - p.default))
    return (
        f'<input type="range" class="demo-slider" data-slides="{p.name}" data-values="{values}" '
        f'min="0" max="{len(p.slides) - 1}" step="1" value="{near}" '
        f'aria-label="{escape(p.label)}" aria-valuetext="{plain(p.slides[near])}">'
    )


def _options(p: Number | Text) -> str:
    """What the browser proposes for a field."""
    values = "".join(f'<option value="{escape(as_text(value))}">' for value in p.presets)
    return f'<datalist id="{p.name}-presets">{values}</datalist>' if values else ""


def _text(p: Text) -> str:
    return (
        f'<label class="demo-field demo-field--text"><span>{escape(p.label)}</span>'
        f'<input type="text" name="{p.name}" value="{escape(p.default)}" list="{p.name}-presets" '
        f'spellcheck="false" autocapitalize="off" aria-describedby="{p.name}-error"></label>'
        f"{_options(p)}"
        f'<p class="demo-error" id="{p.name}-error" data-error="{p.name}" role="status"></p>'
    )


def _line(line: Line) -> str:
    """How a choice is drawn in the charts: its colour and its dashes."""
    dashes = f' stroke-dasharray="{" ".join(map(str, line.dashes))}"' if line.dashes else ""
    return (
        f'<svg class="demo-tile-line" style="--line: var(--fig-{line.colour.name})" '
        f'viewBox="0 0 48 3" aria-hidden="true"><path d="M0 1.5h48"{dashes}/></svg>'
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
    for value, label in p.options.items():
        inside = escape(label)
        if p.look == "thumbnails":
            inside = f"{made['thumbnails'][value]}<span>{inside}</span>"
        elif p.look == "tiles":
            inside = (
                f'<canvas width="20" height="20" data-tile="{value}" aria-hidden="true"></canvas>'
                f'<span class="demo-tile-text"><b>{inside}</b>{_line(p.lines[value])}'
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
