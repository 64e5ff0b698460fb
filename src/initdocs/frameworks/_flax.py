"""Counted calls in Flax: linen and nnx."""

from initdocs.frameworks._code import fan_lines, in_parts, made, number, root, size_lines
from initdocs.frameworks.counted import Law, Layer

_ORTHOGONAL = Law(1.0, "fan_in", "orthogonal")


def write(of: Layer, law: Law, *, nnx: bool) -> list[str]:
    """The lines that make the layer with its initializers; biases are 0 by default."""
    if of.kind == "lstm":
        body = _packed_lstm(of, law) if nnx else _lstm(of, law)
    elif in_parts(of, law):
        body = [*_function("packed", law, of.parts), "", "",
                *_made(_make(of, nnx=nnx), ["kernel_init=packed"], nnx=nnx)]  # fmt: skip
    elif of.kind == "experts":
        shape = (of.shape[0], of.shape[2], of.shape[1])
        draw = f"{_draw(law)}(jax.random.key(0), {shape})"
        body = [*fan_lines(of, law), *size_lines(law), *_uniform(law),
                f"layer = {f'nnx.Param({draw})' if nnx else draw}"]  # fmt: skip
    else:
        option = "embedding_init" if of.kind == "embedding" else "kernel_init"
        body = [*fan_lines(of, law), *size_lines(law), *_uniform(law),
                *_made(_make(of, nnx=nnx), [f"{option}={_draw(law)}"], nnx=nnx)]  # fmt: skip
    text = "\n".join(body)
    head = ["import jax"] if "jax." in text.replace("jax.numpy", "") else []
    head += ["import jax.numpy as jnp"] if "jnp." in text else []
    flax = ["from flax import nnx" if nnx else "from flax import linen as nn"]
    head += flax if ("nnx." in text or " nn." in text) else []
    head += ["from jax.nn import initializers"] if "initializers." in text else []
    apart = ["", ""] if body[0].startswith("def ") else [""]
    return [*root(body), *head, *apart, *body]


def _make(of: Layer, *, nnx: bool) -> str:
    """The beginning of the call that makes the layer."""
    if of.kind == "embedding":
        return f"{'nnx' if nnx else 'nn'}.Embed({of.shape[0]}, {of.shape[1]}"
    sizes = f"{of.inputs}, {of.shape[0]}" if nnx else f"{of.shape[0]}"
    if of.kind == "dense":
        return f"nnx.Linear({sizes}" if nnx else f"nn.Dense({sizes}"
    window = f"({', '.join(map(str, of.window))}{',' if len(of.window) == 1 else ''})"
    options = [sizes, window]
    options += [f"strides={of.stride}"] if of.stride > 1 else []
    options += [f"feature_group_count={of.groups}"] if of.groups > 1 else []
    name = "ConvTranspose" if of.transposed else "Conv"
    return f"{'nnx' if nnx else 'nn'}.{name}({', '.join(options)}"


def _made(start: str, options: list[str], *, nnx: bool) -> list[str]:
    return made(start, [*options, "rngs=nnx.Rngs(0)"] if nnx else options)


def _draw(law: Law) -> str:
    gain = number(law.std) if law.scale != 1 else ""
    return {
        "normal": "initializers.normal(std)",
        "uniform": "uniform",
        "truncated_normal": "initializers.truncated_normal(s)",
        "orthogonal": f"initializers.orthogonal({gain})",
    }[law.distribution]


def _uniform(law: Law) -> list[str]:
    """JAX's own begins at 0."""
    if law.distribution != "uniform":
        return []
    return ["", "", "def uniform(key, shape, dtype=None, **_):",
            "    return jax.random.uniform(key, shape, dtype, -bound, bound)", "", ""]  # fmt: skip


def _function(name: str, law: Law, parts: tuple[int, ...]) -> list[str]:
    """An initializer that draws the matrices of a packed kernel, each with a key of its own."""
    drawn = (
        "jax.random.uniform(key, (shape[0], n), dtype, -bound, bound)"
        if law.distribution == "uniform"
        else f"{_draw(law)}(key, (shape[0], n), dtype)"
    )
    return [
        f"def {name}(key, shape, dtype=None, **_):",
        f"    widths, parts = {parts}, []",
        "    for key, n in zip(jax.random.split(key, len(widths)), widths, strict=True):",
        *(f"        {line}" for line in size_lines(law, "shape[0]", "n")),
        f"        parts.append({drawn})",
        "    return jnp.concatenate(parts, axis=-1)",
    ]


def _packed_lstm(of: Layer, law: Law) -> list[str]:
    hidden, into = of.shape
    return [
        *_function("gates", law, of.parts), "", "",
        *_function("state", _ORTHOGONAL, of.parts), "", "",
        "def opened(key, shape, dtype=None, **_):",
        "    # input, forget, cell, output",
        "    return jnp.repeat(jnp.array([0, 1, 0, 0], dtype), shape[0] // 4)", "", "",
        *_made(f"nnx.OptimizedLSTMCell({into}, {hidden}",
               ["kernel_init=gates", "recurrent_kernel_init=state", "bias_init=opened"], nnx=True),
    ]  # fmt: skip


def _lstm(of: Layer, law: Law) -> list[str]:
    """Each gate of linen's cell is a layer of its own, whose fans are read right."""
    hidden, into = of.shape
    gate = Layer("dense", (hidden, into))
    return [
        *fan_lines(gate, law), *size_lines(law), *_uniform(law),
        *_made(f"nn.OptimizedLSTMCell({hidden}", [f"kernel_init={_draw(law)}"], nnx=False), "", "",
        "def opened(params):",
        "    # after layer.init: the forget gate starts open",
        '    forget = params["hf"] | {"bias": jnp.ones_like(params["hf"]["bias"])}',
        '    return params | {"hf": forget}',
    ]  # fmt: skip
