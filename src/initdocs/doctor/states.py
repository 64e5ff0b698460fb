"""The state of a model, from whatever framework made it: names, arrays, and the printed text."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from initdocs.doctor.reading import read

Array = NDArray[Any]


def state_of(source: Any) -> tuple[dict[str, Any], str | None]:
    """Names and values of a model's tensors, and the text of `print(model)` where there is one.

    `source` is a mapping of names to arrays, nested or not; a path to a .npz or .safetensors
    file; a PyTorch module; a Keras model; or a module or a state of Flax nnx. No framework is
    imported: a model comes with its own.

    Errors: a `ValueError` for anything else, and for tensors on PyTorch's meta device, which hold
    no values.

    >>> import numpy as np
    >>> state_of({"params": {"Dense_0": {"kernel": np.ones(3)}}})[0].keys()
    dict_keys(['params/Dense_0/kernel'])
    """
    if isinstance(source, Mapping):
        return dict(_flat(source)), None
    if isinstance(source, str | Path):
        return dict(read(source)), None
    # before PyTorch: on its torch backend a Keras model is a module too
    weights = getattr(source, "weights", None)
    if isinstance(weights, list) and weights and all(hasattr(w, "path") for w in weights):
        return {w.path: _of_keras(w) for w in weights}, _summary(source)
    if callable(getattr(source, "state_dict", None)):
        return {name: _from_torch(name, t) for name, t in source.state_dict().items()}, repr(source)
    nnx = sys.modules.get("flax.nnx")
    if nnx is not None and isinstance(source, nnx.Module | nnx.State):
        whole = source if isinstance(source, nnx.State) else nnx.state(source)
        pure = nnx.to_pure_dict(whole)
        return {name: value for name, value in _flat(pure) if not _is_key(value)}, None
    msg = (
        f"state: got {type(source).__name__}, allowed: a mapping of names to arrays, a file, "
        "a PyTorch module, a Keras model, a module of Flax nnx"
    )
    raise ValueError(msg)


def _flat(tree: Mapping[Any, Any], prefix: str = "") -> Iterator[tuple[Any, Any]]:
    for name, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}/")
        else:
            # a name that is none is told where the state is checked
            yield (f"{prefix}{name}" if prefix else name), value


def _from_torch(name: str, value: Any) -> Any:
    """As NumPy has it; bfloat16 becomes float32, exactly."""
    if not hasattr(value, "detach"):
        msg = f"state[{name!r}]: got {type(value).__name__}, allowed: a tensor"
        raise ValueError(msg)
    if value.is_meta:
        msg = f"state[{name!r}]: got a tensor on the meta device, allowed: one with values"
        raise ValueError(msg)
    found = value.detach().cpu()
    return (found.float() if str(found.dtype) == "torch.bfloat16" else found).numpy()


def _of_keras(weight: Any) -> Any:
    value = weight.value
    return _from_torch(weight.path, value) if hasattr(value, "detach") else np.asarray(weight)


def _is_key(value: Any) -> bool:
    """Whether it is a state of a generator, which is no tensor of the model."""
    kind = str(getattr(value, "dtype", ""))
    return kind.startswith("key<") or (kind == "uint32" and getattr(value, "shape", None) == ())


def _summary(model: Any) -> str | None:
    """Keras's summary, as wide as its names need."""
    lines: list[str] = []
    try:
        model.summary(print_fn=lambda line, **_: lines.append(line), line_length=200)
    except (ValueError, TypeError, AttributeError):
        return None
    return "\n".join(lines) or None
