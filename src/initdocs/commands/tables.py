"""Commands that answer from tables: initializers, defaults, port."""

import argparse
import json

from initdocs import _check
from initdocs.activations import ACTIVATIONS
from initdocs.commands._command import Answer, Command, shape
from initdocs.commands._text import prose, table
from initdocs.expressions import parse
from initdocs.frameworks import DEFAULTS, LAYERS, TARGETS, as_values, call, port
from initdocs.frameworks.counted import SHAPES
from initdocs.frameworks.defaults import FRAMEWORKS
from initdocs.initializers import INITIALIZERS, get


def _initializers_arguments(part: argparse.ArgumentParser) -> None:
    part.add_argument("name", nargs="?", help="one of them, by any of its names")


def _initializers(given: argparse.Namespace) -> Answer:
    if given.name is None:
        yield from table([(r.name, r.title, prose(r.keeps)) for r in INITIALIZERS.values()])
        return 0
    row = get(given.name)
    yield f"{row.name}: {row.title}"
    if row.aliases or row.names:
        yield f"also called: {', '.join((*row.aliases, *row.names))}"
    yield f"keeps: {prose(row.keeps)}"
    yield f"for: {prose(row.use)}"
    yield f"not for: {prose(row.avoid)}"
    yield f"mean square at {row.shape}: {row.mean_square(row.shape):.4g}"
    for framework, code in row.calls.items():
        first, *rest = code.splitlines()
        yield f"{framework}: {first}"
        yield from (" " * (len(framework) + 2) + line for line in rest)
    yield from ([f"note: {prose(row.warning)}"] if row.warning else [])
    return 0


def _defaults_arguments(part: argparse.ArgumentParser) -> None:
    part.add_argument("framework", nargs="?", help=", ".join(FRAMEWORKS))
    part.add_argument("layer", nargs="?", help="a part of a layer's name, as conv")
    part.add_argument("--json", action="store_true", help="the whole table, as defaults.json")


def _defaults(given: argparse.Namespace) -> Answer:
    if given.json:
        yield json.dumps(as_values(), ensure_ascii=True)
        return 0
    if given.framework is not None:
        _check.one_of("framework", given.framework, FRAMEWORKS)
    rows = [r for r in DEFAULTS if given.framework in (None, r.framework)
            and (given.layer or "").lower() in r.layer.lower()]  # fmt: skip
    if not rows:
        layers = dict.fromkeys(r.layer for r in DEFAULTS if r.framework == given.framework)
        msg = f"layer: got {given.layer!r}, allowed: a part of {', '.join(layers)}"
        raise ValueError(msg)
    lines = [("framework", "layer", "parameter", "law", "size", "n var")]
    lines += [
        (r.framework, r.layer, r.parameter, r.law, r.size, f"{r.kept:.3g}" if r.terms else "")
        for r in rows
    ]
    yield from table(lines)
    return 0


def _port_arguments(part: argparse.ArgumentParser) -> None:
    part.add_argument("layer", help=", ".join(LAYERS))
    part.add_argument("--from", dest="source", required=True, help=", ".join(TARGETS))
    part.add_argument("--to", dest="target", required=True, help=", ".join(TARGETS))


def _port(given: argparse.Namespace) -> Answer:
    yield from port(given.layer, source=given.source, target=given.target).splitlines()
    return 0


def _call_arguments(part: argparse.ArgumentParser) -> None:
    part.add_argument("layer", help=", ".join(SHAPES))
    part.add_argument("shape", help="; ".join(f"{k} {v}" for k, v in SHAPES.items()))
    part.add_argument("--framework", default="PyTorch", help=", ".join(TARGETS))
    part.add_argument("--groups", type=int, default=1)
    part.add_argument("--stride", type=int, default=1)
    part.add_argument("--transposed", action="store_true")
    part.add_argument("--packed", metavar="N,...", help="how many matrices, or outputs of each")
    part.add_argument("--activation", help="a name, as relu, or an expression, as 'x * tanh(x)'")
    part.add_argument("--law", help="a row of the table, as xavier_uniform, or orthogonal")


def _call(given: argparse.Namespace) -> Answer:
    phi = given.activation
    packed = shape(given.packed) if given.packed else None
    made = call(
        given.layer, shape(given.shape), groups=given.groups, stride=given.stride,
        transposed=given.transposed, law=given.law, framework=given.framework,
        packed=packed[0] if packed and len(packed) == 1 else packed,
        activation=parse(phi) if phi and phi not in ACTIVATIONS else phi,
    )  # fmt: skip
    yield from str(made).splitlines()
    return 0


COMMANDS = {
    "call": Command("code that starts a layer by counted fans", _call_arguments, _call,
                    "initdocs call convolution 64,1,3,3 --groups 64 --framework Keras"),
    "port": Command("code that starts a layer as another framework does", _port_arguments, _port,
                    "initdocs port dense --from PyTorch --to Keras"),
    "defaults": Command("what the frameworks draw by default", _defaults_arguments, _defaults),
    "initializers": Command("the table of initializers, or one of them",
                            _initializers_arguments, _initializers),
}  # fmt: skip
