"""The atlas: a card for each row of the table of initializers, and the list of all of them."""

from collections.abc import Callable
from html import escape
from typing import Any

from initdocs.figures.atlas import caption
from initdocs.frameworks import VERSIONS, call
from initdocs.frameworks.counted import SCALED
from initdocs.initializers import INITIALIZERS, Initializer, get
from initdocs.initializers.table import ACTIVATIONS, FRAMEWORKS, LAYERS
from initdocs_site.page.blocks import figure, maths
from initdocs_site.page.blocks.live import highlighted

RELEASE = {"PyTorch": "torch", "Keras": "keras", "JAX": "jax"}
#: the names that the code of a call uses
IMPORTS = {
    "PyTorch": "from torch.nn import init",
    "Keras": "from keras import initializers",
    "JAX": "from jax.nn import initializers",
}

#: layers whose fans no shape tells
COUNTED: dict[str, tuple[tuple[int, ...], dict[str, Any]]] = {
    "grouped": ((64, 8, 3, 3), {"groups": 4}),
    "depthwise": ((64, 1, 3, 3), {"groups": 64}),
    "transposed, stride 2": ((32, 64, 4, 4), {"transposed": True, "stride": 2}),
}
CALLED = {"PyTorch": "PyTorch", "Keras": "Keras", "JAX": "Flax nnx"}

Inline = Callable[[str], str]


def page(row: Initializer) -> str:
    """The source of the page that holds the row's card."""
    return f"reference/initializers/{row.family}.md"


def card(name: str, inline: Inline) -> str:
    """All that the table says of an initializer, with its figure and its calls elsewhere.

    A `ValueError` names an unknown initializer.
    """
    row = get(name)
    facts = [
        ("Keeps", inline(row.keeps)),
        ("Use it for", inline(row.use)),
        ("Not for", inline(row.avoid)),
        ("Layers", ", ".join(row.layers)),
        ("Activations", ", ".join(row.activations) or "any"),
        ("Also called", escape(", ".join(dict.fromkeys((*row.names, *row.aliases))))),
        ("Source", inline(_cited(row))),
    ]
    listed = "".join(f"<div><dt>{k}</dt> <dd>{v}</dd></div> " for k, v in facts if v)
    warning = f'<p class="card-warning">{inline(row.warning)}</p>' if row.warning else ""
    drawn = figure.render(f"atlas_{row.name}", inline(caption(row)))
    return (
        f'<div class="card" data-card="{row.name}">{maths.display(row.formula)}'
        f"<dl>{listed}</dl>{warning}{drawn}{_calls(row)}{_counted(row)}</div>"
    )


def _cited(row: Initializer) -> str:
    if not row.source:
        return ""
    key, _, place = row.source.partition(", ")
    return f"[@@{key}]: {place}"


def _calls(row: Initializer) -> str:
    if not row.calls:
        return ""
    items = "".join(
        f'<div><h3>{framework}</h3><div class="highlight"><pre tabindex="0"><code>'
        f"{highlighted(_shown(row, framework))}</code></pre></div></div>"
        for framework in FRAMEWORKS
        if framework in row.calls
    )
    releases = ", ".join(f"{f} {VERSIONS[RELEASE[f]]}" for f in FRAMEWORKS if f in row.calls)
    return (
        f'<div class="card-calls" data-search-exclude>{items}</div>'
        f'<p class="card-note">Not live, since a browser has none of these. '
        f"Tests draw from {releases} and compare.</p>"
    )


def _counted(row: Initializer) -> str:
    """Where the calls above miscount a fan: by how much, and code that counts it."""
    if row.name not in SCALED:
        return ""
    items = []
    for layer, (shape, options) in COUNTED.items():
        for framework in (f for f in FRAMEWORKS if f in row.calls):
            made = call("convolution", shape, law=row.name, framework=CALLED[framework], **options)
            if made.miscounts:
                items.append(
                    f"<details><summary>{framework}, {layer}: the call’s variance is "
                    f"{made.off[0]:.3g} of what it should be</summary>"
                    f'<div class="highlight"><pre tabindex="0"><code>{highlighted(made.code)}'
                    f"</code></pre></div></details>"
                )
    if not items:
        return ""
    shapes = ", ".join(f"{layer} {shape}" for layer, (shape, _) in COUNTED.items())
    return (
        f'<div class="card-counted" data-search-exclude><h3>Where these calls miscount</h3>'
        f"<p>They see the shape of a weight, not its layer. Open one for code that counts. "
        f"The shapes: {escape(shapes)}.</p>{''.join(items)}</div>"
    )


def _shown(row: Initializer, framework: str) -> str:
    code = row.calls[framework]
    head = [IMPORTS[framework]] if "init" in code else []
    if "math." in code:
        head.insert(0, "import math\n")
    for name, line in (("np.", "import numpy as np"), ("jnp.", "import jax.numpy as jnp"),
                       ("jax.random", "import jax")):  # fmt: skip
        if name in code and not (name == "np." and "jnp." in code):
            head.insert(0, line)
    return "\n".join([*head, "", code]) if head else code


def index(inline: Inline, address: Callable[[str], str]) -> str:
    """Every initializer as an entry that a reader can filter, linked to its card."""
    entries = []
    for row in INITIALIZERS.values():
        data = "".join(
            f' data-{kind}="{escape("|".join(values))}"'
            for kind, values in (
                ("layer", row.layers),
                ("activation", row.activations or ACTIVATIONS),
                ("framework", tuple(row.calls)),
            )
        )
        # in parts, since a formula does not wrap by itself
        formula = ", ".join(maths.to_mathml(part) for part in row.formula.split(r",\quad "))
        entries.append(
            f'<li{data}><a href="{address(page(row))}#{row.name}">{escape(row.title)}</a> '
            f'<span class="atlas-formula">{formula}</span><span>{inline(row.keeps)}</span></li>'
        )
    selects = "".join(
        _select(kind, label, values)
        for kind, label, values in (
            ("layer", "Layer", tuple(LAYERS)),
            ("activation", "Activation", ACTIVATIONS),
            ("framework", "Call known in", FRAMEWORKS),
        )
    )
    told = f"{len(entries)} of {len(entries)} initializers"
    return (
        f'<div class="atlas" data-atlas><form class="atlas-filter" autocomplete="off">'
        f'{selects}<output role="status">{told}</output></form><ul>{"".join(entries)}</ul></div>'
    )


def _select(kind: str, label: str, values: tuple[str, ...]) -> str:
    options = "".join(f'<option value="{escape(v)}">{escape(v)}</option>' for v in values)
    return (
        f'<label>{label} <select name="{kind}"><option value="">any</option>'
        f"{options}</select></label>"
    )
