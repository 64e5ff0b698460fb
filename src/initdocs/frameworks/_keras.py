"""Counted calls in Keras."""

from initdocs.frameworks._code import fan_lines, in_parts, kernel, made, number, root, size_lines
from initdocs.frameworks.counted import Law, Layer


def write(of: Layer, law: Law) -> list[str]:
    """The lines that make the layer with its initializers; biases are 0 by default."""
    if of.kind == "lstm":
        hidden = of.shape[0]
        body = [
            *_function("gates", law, of.parts), "", "",
            *_function("state", Law(1.0, "fan_in", "orthogonal"), of.parts), "", "",
            # unit_forget_bias opens the forget gate
            *made(f"layers.LSTM({hidden}",
                   ["kernel_initializer=gates", "recurrent_initializer=state"]),
        ]  # fmt: skip
    elif in_parts(of, law):
        body = [
            *_function("packed", law, of.parts), "", "",
            *made(_make(of), ["kernel_initializer=packed"]),
        ]  # fmt: skip
    elif of.kind == "experts":
        shape = (of.shape[0], of.shape[2], of.shape[1])
        body = [*fan_lines(of, law), *size_lines(law),
                f"layer = Variable({_draw(law)}, shape={shape})"]  # fmt: skip
    else:
        body = [*fan_lines(of, law), *size_lines(law),
                *made(_make(of), [f"{_option(of)}={_draw(law)}"])]  # fmt: skip
    wanted = ["Variable"] if of.kind == "experts" else []
    wanted += ["initializers"]
    wanted += ["layers"] if of.kind != "experts" else []
    wanted += ["ops"] if any("ops." in line for line in body) else []
    apart = ["", ""] if body[0].startswith("def ") else [""]
    return [*root(body), f"from keras import {', '.join(wanted)}", *apart, *body]


def _make(of: Layer) -> str:
    """The beginning of the call that makes the layer."""
    if of.kind == "dense":
        return f"layers.Dense({of.shape[0]}"
    if of.kind == "embedding":
        return f"layers.Embedding({of.shape[0]}, {of.shape[1]}"
    options = [kernel(of)]
    depthwise = of.is_depthwise and len(of.window) < 3
    options = options if depthwise else [str(of.shape[0]), *options]
    options += [f"strides={of.stride}"] if of.stride > 1 else []
    times = of.shape[0] // of.groups
    options += [f"depth_multiplier={times}"] if depthwise and times > 1 else []
    options += [f"groups={of.groups}"] if of.groups > 1 and not depthwise else []
    name = f"{'Depthwise' if depthwise else ''}Conv{len(of.window)}D"
    return f"layers.{name}{'Transpose' if of.transposed else ''}({', '.join(options)}"


def _option(of: Layer) -> str:
    if of.kind == "embedding":
        return "embeddings_initializer"
    depthwise = of.is_depthwise and len(of.window) < 3
    return "depthwise_initializer" if depthwise else "kernel_initializer"


def _draw(law: Law) -> str:
    gain = number(law.std) if law.scale != 1 else ""
    return {
        "normal": "initializers.RandomNormal(stddev=std)",
        "uniform": "initializers.RandomUniform(-bound, bound)",
        "truncated_normal": "initializers.TruncatedNormal(stddev=s)",
        "orthogonal": f"initializers.Orthogonal({gain})",
    }[law.distribution]


def _function(name: str, law: Law, parts: tuple[int, ...]) -> list[str]:
    """An initializer that draws the matrices of a packed kernel, each with a seed of its own."""
    return [
        f"def {name}(shape, dtype=None):",
        "    parts = []",
        f"    for n in {parts}:",
        *(f"        {line}" for line in size_lines(law, "shape[0]", "n")),
        f"        draw = {_draw(law)}",
        "        parts.append(draw((shape[0], n), dtype))",
        "    return ops.concatenate(parts, axis=-1)",
    ]
