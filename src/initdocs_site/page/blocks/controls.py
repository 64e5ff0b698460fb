"""The controls of a demo, from its parameters: labelled form elements with their names."""

import re
from html import escape
from typing import Any

from initdocs.colours import Line
from initdocs.demos import Choice, Number, Text, plain


def as_text(value: Any) -> str:
    """A setting's value as its control has it."""
    return value if isinstance(value, str) else plain(value)


#: a letter with an index, and perhaps a square; one with a star; a quantity that ends a label
MATHEMATICS = re.compile(
    r"(?P<of>\w)_(?P<at>\w|∇)(?P<square>²?)|(?P<star>\w)\*|(?<= )(?P<last>[^\W\d_])$"
)
SUBSCRIPTS = str.maketrans("₀₁₂₃", "0123")


def typeset(label: str) -> str:
    """A label as HTML, what is mathematics in it set as such.

    >>> typeset("q*")
    '<math><msup><mi>q</mi><mo>*</mo></msup></math>'
    >>> typeset("Factor α")
    'Factor <math><mi>α</mi></math>'
    """

    def mathematics(found: re.Match[str]) -> str:
        of, at, square, star, last = found.group("of", "at", "square", "star", "last")
        if last:
            return f"<math><mi>{last}</mi></math>"
        if star:
            return f"<math><msup><mi>{star}</mi><mo>*</mo></msup></math>"
        kind = "mn" if at.isdigit() else "mo" if at == "∇" else "mi"
        index = f"<mi>{of}</mi><{kind}>{at}</{kind}>"
        if square:
            return f"<math><msubsup>{index}<mn>2</mn></msubsup></math>"
        return f"<math><msub>{index}</msub></math>"

    indexed = re.sub(r"(?<=\w)[₀-₃]", lambda found: "_" + found[0].translate(SUBSCRIPTS), label)
    return MATHEMATICS.sub(mathematics, escape(indexed))


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
        f'<label class="demo-field"{title}><span>{typeset(p.label)}</span>'
        f'<input type="number" inputmode="decimal" name="{p.name}" value="{plain(p.default)}" '
        f'data-label="{escape(p.label)}" '
        f'min="{plain(p.low)}" max="{plain(p.high)}" step="{step}"{given}{live}></label>'
        f'{_options(p)}<small class="demo-said" data-said="{p.name}" role="status"></small>'
    )
    # the page shows a number of a text where the text has it
    of = f' data-of="{p.of}" hidden' if p.of else ""
    return f'<div class="demo-slid"{of}>{field}{_slider(p) if p.slides else ""}</div>'


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
        f'<label class="demo-field demo-field--text"><span>{typeset(p.label)}</span>'
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
                f'<canvas width="20" height="20" data-tile="{value}" data-title="{inside}" '
                'aria-hidden="true"></canvas>'
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
