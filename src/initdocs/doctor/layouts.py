"""What a tensor is, from its name, its shape and its neighbours: framework, role, counted fans."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from initdocs.doctor.modules import Module

Array = NDArray[Any]

#: roles whose entries multiply a signal
WEIGHTS = (
    "dense", "convolution", "grouped", "depthwise", "transposed", "packed", "recurrent",
)  # fmt: skip
CONVOLUTIONS = ("convolution", "grouped", "depthwise", "transposed")
_EMBEDDING = re.compile(r"^(wte|wpe|.*emb(ed(ding)?s?)?)$", re.IGNORECASE)
_PACKED = re.compile(r"(qkv|c_attn|in_proj|query_key_value)", re.IGNORECASE)
_BUFFERS = (
    "running_mean", "running_var", "num_batches_tracked", "moving_mean", "moving_variance",
    "mean", "var",
)  # fmt: skip
_ATTENTION_IN, _ATTENTION_OUT = ("query", "key", "value"), ("out", "attention_output")


@dataclass(frozen=True)
class Place:
    """What a tensor is: its role, the fans that counting gives, those that the framework reads.

    `fans` are (fan_in, fan_out), None where nothing is summed or where it cannot be told; `read`
    are those that the framework takes for them. `order` brings the array to the layout
    (n_out, n_in / groups, *kernel), `parts` matrices share it, `width` is the hidden size of a
    recurrent cell or the features of an embedding.
    """

    role: str
    fans: tuple[float, float] | None = None
    read: tuple[float, float] | None = None
    order: tuple[int, ...] = ()
    parts: int = 1
    width: int = 0


def split(name: str) -> tuple[str, str]:
    """The path of the module and the name of its parameter.

    >>> split("encoder.layers.0.weight"), split("params/Dense_0/kernel")
    (('encoder.layers.0', 'weight'), ('params/Dense_0', 'kernel'))
    """
    cut = max(name.rfind("."), name.rfind("/"))
    return (name[:cut], name[cut + 1 :]) if cut >= 0 else ("", name)


def framework(names: list[str]) -> str:
    """Whose names these are: PyTorch's, Keras's or Flax's.

    >>> framework(["sequential/dense/kernel"]), framework(["params/Dense_0/kernel"])
    ('Keras', 'Flax')
    """
    leaves = {split(name)[1] for name in names}
    if not leaves & {"kernel", "embeddings", "depthwise_kernel", "embedding"}:
        return "PyTorch"
    flax = any(re.search(r"(^|[/.])(params|[A-Z]\w*_\d+)[/.]", name) for name in names)
    ours = leaves & {"gamma", "beta", "embeddings", "recurrent_kernel", "depthwise_kernel"}
    return "Flax" if flax or (leaves & {"scale", "embedding"} and not ours) else "Keras"


#: parameters that multiply no signal, whatever their shape: positions, biases, rates of decay
_TABLE = re.compile(r"(_table|_biases|^rel_pos|^relative_|^A_log$)", re.IGNORECASE)


def place(
    name: str, shape: tuple[int, ...], known: Mapping[str, Module], state: Mapping[str, Array],
    whose: str,
) -> Place:  # fmt: skip
    """The place of one tensor among those of `state`."""
    path, leaf = split(name)
    module = known.get(path)
    parent = re.split(r"[./]", path)[-1]
    is_buffer = leaf in _BUFFERS and (leaf not in ("mean", "var") or whose == "Flax")
    is_buffer = is_buffer or state[name].dtype.kind in "iub"
    if is_buffer or leaf.startswith("bias") or leaf.endswith("bias"):
        return Place("buffer" if is_buffer else "bias")
    if _TABLE.search(leaf):
        return Place("parameter")
    if len(shape) < 2 or prod(shape) == max(shape):
        return Place(_vector(name, parent, module, state, shape))
    named = leaf == "weight" and len(shape) == 2 and not module and _EMBEDDING.match(parent)
    typed = module and module.type in ("Embedding", "Embed")
    if named or typed or leaf in ("embedding", "embeddings"):
        return Place("embedding", width=shape[-1])
    if whose == "PyTorch":
        return _pytorch(name, shape, module, state)
    return _channels_last(name, shape, module, state, whose)


def _vector(
    name: str,
    parent: str,
    module: Module | None,
    state: Mapping[str, Array],
    shape: tuple[int, ...],
) -> str:
    leaf = split(name)[1]
    joint = name[: len(name) - len(leaf)]
    if leaf == "beta" and f"{joint}gamma" in state:
        return "norm shift"
    if leaf == "gamma" and f"{joint}beta" not in state and not (module and module.is_norm):
        return "layer scale"
    if re.search(r"(layer_?scale|^ls\d?$|lambda|\.gamma_?\d)", f"{parent}.{leaf}", re.IGNORECASE):
        return "layer scale"
    if module and module.activation:
        return "parameter"
    if leaf in ("weight", "scale", "gamma") and len(shape) == 1 and "relu" not in parent.lower():
        return "norm scale"
    return "parameter"


def _neighbour(name: str, leaf: str, state: Mapping[str, Array]) -> Array | None:
    path, _ = split(name)
    return state.get(f"{name[: len(path) + 1] if path else ''}{leaf}")


def _pytorch(name: str, shape: tuple[int, ...], module: Module | None,
             state: Mapping[str, Array]) -> Place:  # fmt: skip
    leaf = split(name)[1]
    kind = module.type if module else ""
    read = (shape[1] * prod(shape[2:]), shape[0] * prod(shape[2:]))
    identity = tuple(range(len(shape)))
    if re.fullmatch(r"weight_[ih]h(_l\d+(_reverse)?)?", leaf):
        hidden = _neighbour(name, leaf.replace("_ih", "_hh"), state)
        width = int(hidden.shape[-1]) if hidden is not None else shape[1]
        parts = max(shape[0] // width, 1)
        return Place("recurrent", (shape[1], width), read, identity, parts, width)
    raw = leaf not in {"weight", "in_proj_weight"}
    if raw and len(shape) >= 3:
        return Place("stack" if len(shape) == 3 and not kind.startswith("Conv") else "parameter",
                     None, read, identity)  # fmt: skip
    if len(shape) == 2:
        bias = _neighbour(name, "bias", state)
        flipped = bias is not None and bias.size == shape[1] != shape[0]
        if kind == "Conv1D" or (not kind and flipped):  # GPT-2's: (n_in, n_out)
            shape, identity = shape[::-1], (1, 0)
        if _PACKED.search(name) and shape[0] == 3 * shape[1]:
            return Place("packed", (shape[1], shape[1]), (shape[1], shape[0]), identity, 3)
        return Place("dense", (shape[1], shape[0]), read, identity)
    if kind == "Bilinear":
        return Place("parameter", None, read, identity)
    return _kernel(name, shape, module, state, read)


def _kernel(name: str, shape: tuple[int, ...], module: Module | None,
            state: Mapping[str, Array], read: tuple[float, float]) -> Place:  # fmt: skip
    bias = _neighbour(name, "bias", state)
    groups = module.number("groups") if module else 1
    transposed = (
        "Transpose" in module.type
        if module
        else (bias is not None and bias.size == shape[1] != shape[0])
    )
    window = prod(shape[2:])
    identity = tuple(range(len(shape)))
    if transposed:
        stride = module.number("stride") if module else 1
        skipped = stride ** (len(shape) - 2)
        fans = (shape[0] // groups * window / skipped, shape[1] * window)
        return Place("transposed", fans, read, (1, 0, *identity[2:]))
    stride = module.number("stride") if module else 1
    if not module and shape[1] == 1 < shape[0] and _has_predecessor(name, shape[0], state):
        groups = shape[0]
    fan_out = shape[0] / groups * window / stride ** (len(shape) - 2)
    fans = (shape[1] * window, max(fan_out, 1))
    role = "convolution" if groups == 1 else "depthwise" if shape[1] == 1 else "grouped"
    return Place(role, fans, read, identity)


def _has_predecessor(name: str, channels: int, state: Mapping[str, Array]) -> bool:
    """Whether an earlier kernel gives `channels`: a first layer of one channel is not depthwise."""
    for other, array in state.items():
        if other == name:
            return False
        if array.ndim > 2 and array.shape[0] == channels:
            return True
    return False


def _channels_last(name: str, shape: tuple[int, ...], module: Module | None,
                   state: Mapping[str, Array], whose: str) -> Place:  # fmt: skip
    path, leaf = split(name)
    parent = re.split(r"[./]", path)[-1]
    read = (shape[-2] * prod(shape[:-2]), shape[-1] * prod(shape[:-2]))
    axes = tuple(range(len(shape)))
    order = (axes[-1], axes[-2], *axes[:-2])
    hidden = _neighbour(name, "recurrent_kernel", state)
    if hidden is not None:
        width = int(hidden.shape[0])
        return Place("recurrent", (shape[0], width), read, order, shape[1] // width, width)
    if leaf not in ("kernel", "depthwise_kernel"):
        return Place("stack" if len(shape) == 3 else "parameter", None, read, order)
    heads = len(shape) == 3 and (parent in _ATTENTION_IN) - (parent in _ATTENTION_OUT)
    if heads == 1:
        return Place("dense", (shape[0], shape[1] * shape[2]), read, (1, 2, 0))
    if heads == -1:
        return Place("dense", (shape[0] * shape[1], shape[2]), read, (2, 0, 1))
    if len(shape) == 2:
        return Place("dense", (shape[0], shape[1]), read, order)
    role = _direction(f"{module.type if module else ''} {parent} {leaf}", name, shape, state, whose)
    window = prod(shape[:-2])
    # Keras exchanges the channels of these two, Flax does not
    if whose == "Keras" and role != "convolution":
        order = (axes[-2], axes[-1], *axes[:-2])
    fans = (window * shape[order[1]], window * shape[order[0]])
    return Place(role, (window, window) if role == "depthwise" else fans, read, order)


def _direction(told: str, name: str, shape: tuple[int, ...], state: Mapping[str, Array],
               whose: str) -> str:  # fmt: skip
    """Transposed, depthwise, or neither: by the name of the layer, or by its neighbours' sizes."""
    if re.search(r"transpose", told, re.IGNORECASE):
        return "transposed"
    keras = shape[-1] == 1 < shape[-2] and bool(re.search(r"depthwise", told, re.IGNORECASE))
    flax = shape[-2] == 1 < shape[-1] and _has_last(name, shape[-1], state)
    return "depthwise" if (keras if whose == "Keras" else flax) else "convolution"


def _has_last(name: str, channels: int, state: Mapping[str, Array]) -> bool:
    return any(a.ndim > 2 and a.shape[-1] == channels for n, a in state.items() if n != name)


def matrix(array: Array, at: Place) -> Array:
    """The tensor as (n_out, fan_in of one group): the layout of this package, flattened."""
    ordered = np.transpose(array, at.order) if at.order else array
    return ordered.reshape(ordered.shape[0], -1)
