"""Tables of what frameworks do, and the code that ports a layer, from `initdocs.frameworks`."""

from collections.abc import Callable
from html import escape
from itertools import groupby

from initdocs.frameworks import DEFAULTS, LAYERS, READINGS, TARGETS, VERSIONS, Default, port
from initdocs.frameworks.fans import FRAMEWORKS as READERS
from initdocs.frameworks.fans import KINDS
from initdocs_site.page.blocks import maths
from initdocs_site.page.blocks.live import highlighted

RELEASES = {
    "PyTorch": ("torch",),
    "Keras": ("keras",),
    "Flax linen": ("flax", "jax"),
    "Flax nnx": ("flax", "jax"),
}


def _scrolling(table: str, label: str) -> str:
    # the box takes focus, since what scrolls must scroll by keyboard too
    return (
        f'<div class="wide-table" tabindex="0" role="group" aria-label="{escape(label)}">'
        f"{table}</div>"
    )


def defaults(inline: Callable[[str], str]) -> str:
    """A table a framework: layer, parameter, law, and what it does to the variance."""
    parts: list[str] = []
    for framework, rows in groupby(DEFAULTS, key=lambda row: row.framework):
        releases = ", ".join(f"{name} {VERSIONS[name]}" for name in RELEASES[framework])
        body = "".join(_layer(list(of), inline) for _, of in groupby(rows, lambda r: r.layer))
        head = (
            "<thead><tr><th scope=col>Parameter<th scope=col>Law"
            '<th scope=col class="number">Bound or σ<th scope=col class="number">n Var(w)'
        )
        slug = framework.lower().replace(" ", "-")
        table = _scrolling(
            f"<table class=facts>{head}</thead>{body}</table>", f"Defaults of {framework}"
        )
        parts.append(
            f'<details id="{slug}"{" open" if not parts else ""}><summary>{framework}, '
            f"asserted against {releases}</summary>{table}</details>"
        )
    return f'<div class="defaults" data-search-exclude>{"".join(parts)}</div>'


def _layer(rows: list[Default], inline: Callable[[str], str]) -> str:
    head = f"{escape(rows[0].layer)} <code>{escape(rows[0].make)}</code>"
    lines = [f'<tr class="layer"><th scope=rowgroup colspan="4">{head}</th></tr>']
    for row in rows:
        counts = ", ".join(f"{name} = {code}" for name, code in row.counts)
        counts = f"<small>{escape(counts.replace(' * ', '·').replace(' // ', '/'))}</small>"
        kept = f"{row.kept:.3g}" if row.terms else ""
        lines.append(
            f"<tr><td><code>{escape(row.parameter)}</code></td>"
            f"<td>{maths.to_mathml(row.formula)} {counts if row.counts else ''}</td>"
            f'<td class="number">{row.value:.4g}</td><td class="number">{kept}</td></tr>'
        )
    flag = next((row.flag for row in rows if row.flag), "")
    if flag:
        lines.append(f'<tr class="flag"><td colspan="4"><div>{inline(flag)}</div></td></tr>')
    return f"<tbody>{''.join(lines)}</tbody>"


def fans() -> str:
    """How each framework reads the fans of each kind of weight, miscounts marked."""
    body = []
    for kind in KINDS:
        rows = [reading for reading in READINGS if reading.kind == kind]
        counted = rows[0].counted
        cells = "".join(
            f"<td>{_fan('fan_in', r.fan_in, r.miscounts)}, "
            f"{_fan('fan_out', r.fan_out, r.miscounts)}</td>"
            for r in rows
        )
        body.append(
            f"<tr><th scope=row>{kind}</th><td>{counted[0]:g}, {counted[1]:g}</td>{cells}</tr>"
        )
    head = "".join(f"<th scope=col>{name}" for name in ("Weights", "Counted", *READERS))
    table = f"<table class=facts><thead><tr>{head}</thead><tbody>{''.join(body)}</tbody></table>"
    return _scrolling(table, "fan-in and fan-out, counted and as read")


def _fan(name: str, value: int, miscounts: tuple[str, ...]) -> str:
    if name in miscounts:
        return f'<strong class="wrong">{value}<span aria-label=", miscounted"> ✗</span></strong>'
    return str(value)


def ports() -> str:
    """Every pair of frameworks for every layer, as code; a script shows the one asked for."""
    made: list[str] = []
    for layer in LAYERS:
        for source in TARGETS:
            for target in TARGETS:
                if source == target:
                    continue
                code = highlighted(port(layer, source=source, target=target))
                # what the selects show at first; without a script all of it is shown
                state = "hidden" if made else "open"
                made.append(
                    f'<details {state} data-layer="{layer}" data-source="{source}" '
                    f'data-target="{target}"><summary>{layer}: {source} to {target}</summary>'
                    f'<div class="highlight"><pre tabindex="0"><code>{code}</code></pre></div>'
                    "</details>"
                )
    selects = "".join(
        f'<label>{label} <select name="{name}">'
        + "".join(f'<option value="{v}">{v}</option>' for v in values)
        + "</select></label>"
        for name, label, values in (
            ("layer", "Layer", tuple(LAYERS)),
            ("source", "should start as in", TARGETS),
            ("target", "but is built in", (*TARGETS[1:], TARGETS[0])),
        )
    )
    return (
        '<div class="port" data-port data-search-exclude>'
        f'<form class="atlas-filter" autocomplete="off">{selects}'
        '<button type="button" class="md-button" data-copy-port>Copy</button>'
        f'<output role="status"></output></form>{"".join(made)}</div>'
    )
