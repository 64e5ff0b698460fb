"""The answer box: for a layer, an activation and a framework the line that starts the weights.

The code differs between activations in one number alone: the page holds it once for each layer and
framework, and the numbers once for each activation.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

from initdocs.activations import ACTIVATIONS
from initdocs.frameworks import TARGETS, Call, call
from initdocs.frameworks._code import number

#: what the reader chooses from, and an example of each
LAYERS: dict[str, dict[str, Any]] = {
    "Linear (dense)": {"layer": "dense", "shape": (256, 512)},
    "Convolution": {"layer": "convolution", "shape": (64, 32, 3, 3)},
    "Depthwise convolution": {"layer": "convolution", "shape": (64, 1, 3, 3), "groups": 64},
    "Transposed convolution": {
        "layer": "convolution", "shape": (32, 64, 4, 4), "stride": 2, "transposed": True,
    },
    "Experts in one array": {"layer": "experts", "shape": (8, 256, 512)},
}  # fmt: skip
#: how an activation is called where its name is not its identifier
NAMES = {
    "identity": "none", "relu": "ReLU", "leaky_relu": "leaky ReLU", "prelu": "PReLU",
    "elu": "ELU", "selu": "SELU", "gelu": "GELU", "gelu_tanh": "GELU, tanh form",
    "silu": "SiLU (Swish)", "mish": "Mish",
}  # fmt: skip
#: those that are asked for most stand first
ORDER = ("relu", "gelu", "silu", "tanh", "leaky_relu")
#: stands for the number that belongs to the activation
MARK = "{scale}"


@dataclass(frozen=True)
class Answer:
    """What the box says: a line, the code that it is from, the gain, and why."""

    line: str
    code: str
    gain: str
    why: str


def activations() -> list[str]:
    """Every activation of the table, those that are asked for most first."""
    return [*ORDER, *(name for name in ACTIVATIONS if name not in ORDER)]


@lru_cache(maxsize=512)
def answer(layer: str, activation: str, framework: str) -> Answer:
    """The answer for a key of `LAYERS`, an activation of the table and a framework."""
    made = _call(layer, activation, framework)
    why = [_why(activation, made), f"{made.told}." if made.told else ""]
    gain = f"{made.law.std:.4g}"
    return Answer(made.line, str(made), gain, " ".join(part for part in why if part))


def _call(layer: str, activation: str, framework: str) -> Call:
    chosen = None if activation == "identity" else activation
    return call(**LAYERS[layer], activation=chosen, framework=framework)


def _why(activation: str, made: Call) -> str:
    if activation == "identity":
        return "Nothing is lost behind the layer: the variance 1/fan-in keeps the mean square."
    name = NAMES.get(activation, activation)
    return (
        f"{name} leaves {1 / made.law.scale:.3g} of the mean square of a standard normal input; "
        f"the variance {made.law.scale:.3g}/fan-in makes up for it."
    )


def told() -> dict[str, Any]:
    """All answers, as the page holds them: what depends on the activation taken out."""
    code = {}
    for layer in LAYERS:
        for framework in TARGETS:
            made = _call(layer, "gelu", framework)
            scale = number(made.law.scale)
            code[f"{layer}|{framework}"] = {
                "line": made.line.replace(scale, MARK),
                "code": str(made).replace(scale, MARK),
                "told": f"{made.told}." if made.told else "",
            }
    first, framework = next(iter(LAYERS)), TARGETS[0]
    values = {}
    for name in activations():
        made = _call(first, name, framework)
        values[name] = {
            "scale": number(made.law.scale),
            "gain": f"{made.law.std:.4g}",
            "why": _why(name, made),
        }
    return {"code": code, "activations": values}


def render() -> str:
    """The box with its first answer, and all others beside it."""
    first = (next(iter(LAYERS)), activations()[0], TARGETS[0])
    shown = answer(*first)
    labels = {name: NAMES.get(name, name) for name in activations()}
    selects = "".join(
        f'<label>{label} <select name="{name}">'
        + "".join(f'<option value="{escape(v)}">{escape(t)}</option>' for v, t in values.items())
        + "</select></label>"
        for name, label, values in (
            ("layer", "Layer", {name: name for name in LAYERS}),
            ("activation", "Activation behind it", labels),
            ("framework", "Framework", {name: name for name in TARGETS}),
        )
    )
    return (
        '<div class="answer" data-answer data-search-exclude>'
        f'<form class="atlas-filter" autocomplete="off">{selects}</form>'
        f'<div class="answer-line"><pre tabindex="0"><code data-line>{escape(shown.line)}</code>'
        '</pre><button type="button" class="md-button" data-copy-answer>Copy</button></div>'
        f'<p class="answer-why">Gain <b data-gain>{shown.gain}</b>. '
        f'<span data-why role="status">{escape(shown.why)}</span> '
        '<output role="status" data-copied></output></p>'
        "<details><summary>With its layer and imports</summary>"
        f'<pre tabindex="0"><code data-whole>{escape(shown.code)}</code></pre></details>'
        f"<template data-answers>{escape(json.dumps(told()), quote=False)}</template></div>"
    )
