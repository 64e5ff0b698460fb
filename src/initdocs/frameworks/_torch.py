"""Counted calls in PyTorch."""

from initdocs.frameworks._code import fan_lines, in_parts, kernel, number, root, size_lines
from initdocs.frameworks.counted import Law, Layer


def write(of: Layer, law: Law) -> list[str]:
    """The lines that make the layer and draw its weights."""
    if of.kind == "lstm":
        body = _lstm(of, law)
    else:
        body = [f"layer = {_make(of)}", *_weights(of, law), *_bias(of)]
    head = ["import torch", "from torch import nn"] if of.kind == "experts" else [
        "from torch import nn"
    ]  # fmt: skip
    return [*root(body), *head, "", *body]


def _make(of: Layer) -> str:
    if of.kind == "dense":
        return f"nn.Linear({of.inputs}, {of.shape[0]})"
    if of.kind == "embedding":
        return f"nn.Embedding({of.shape[0]}, {of.shape[1]})"
    if of.kind == "experts":
        return f"nn.Parameter(torch.empty{of.shape})"
    options = [str(of.inputs), str(of.shape[0]), kernel(of)]
    options += [f"stride={of.stride}"] if of.stride > 1 else []
    options += [f"groups={of.groups}"] if of.groups > 1 else []
    name = f"nn.Conv{'Transpose' if of.transposed else ''}{len(of.window)}d"
    return f"{name}({', '.join(options)})"


def _weights(of: Layer, law: Law) -> list[str]:
    weight = "layer" if of.kind == "experts" else "layer.weight"
    if not in_parts(of, law):
        return [*fan_lines(of, law), *size_lines(law), _draw(law, weight)]
    return [
        f"for part in {weight}.split({list(of.parts)}):",
        *(f"    {line}" for line in _by_part(law)),
    ]


def _by_part(law: Law) -> list[str]:
    sizes = size_lines(law)
    return [*(["fan_out, fan_in = part.shape"] if sizes else []), *sizes, _draw(law, "part")]


def _draw(law: Law, weight: str) -> str:
    gain = f", {number(law.std)}" if law.scale != 1 else ""
    return {
        "normal": f"nn.init.normal_({weight}, std=std)",
        "uniform": f"nn.init.uniform_({weight}, -bound, bound)",
        "truncated_normal": f"nn.init.trunc_normal_({weight}, std=s, a=-2 * s, b=2 * s)",
        "orthogonal": f"nn.init.orthogonal_({weight}{gain})",
    }[law.distribution]


def _bias(of: Layer) -> list[str]:
    return [] if of.kind in ("embedding", "experts") else ["nn.init.zeros_(layer.bias)"]


def _lstm(of: Layer, law: Law) -> list[str]:
    hidden, into = of.shape
    return [
        f"layer = nn.LSTM({into}, {hidden})",
        "for part in layer.weight_ih_l0.chunk(4):",
        *(f"    {line}" for line in _by_part(law)),
        "for part in layer.weight_hh_l0.chunk(4):",
        "    nn.init.orthogonal_(part)",
        "# input, forget, cell, output: the two biases are added, so one of them opens the gate",
        "nn.init.zeros_(layer.bias_ih_l0)",
        "nn.init.zeros_(layer.bias_hh_l0)",
        "nn.init.ones_(layer.bias_hh_l0.chunk(4)[1])",
    ]
