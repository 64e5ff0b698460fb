"""The doctor's recorder for PyTorch: one pass forward and back of a fresh model, and some steps.

`torch.overrides.TorchFunctionMode` sees the functions, hooks say in which module they run: many
models call activations as functions, which no hook sees.
"""

import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from math import prod
from typing import Any

import numpy as np
import torch
from torch.overrides import TorchFunctionMode

from initdocs import _check
from initdocs.doctor.recorded import EXAMPLES, FEWEST, NEAR, STEP, Node, Recording
from initdocs.doctor.report import tensors

#: functions whose second argument is a weight, with the axes that one output sums
WEIGHTS = ("linear", "conv1d", "conv2d", "conv3d", "conv_transpose1d", "conv_transpose2d",
           "conv_transpose3d", "bilinear", "embedding")  # fmt: skip
#: where the second argument is a parameter, a dense layer whose weight is (in, out)
PRODUCTS = ("matmul", "mm", "__matmul__")
NORMS = ("batch_norm", "layer_norm", "group_norm", "instance_norm", "rms_norm")
#: activations with the bounds that they saturate at
BOUNDED = {"tanh": (-1.0, 1.0), "sigmoid": (0.0, 1.0), "hardtanh": (-1.0, 1.0),
           "hardsigmoid": (0.0, 1.0), "softsign": (-1.0, 1.0)}  # fmt: skip
ACTIVATIONS = ("relu", "relu_", "relu6", "gelu", "silu", "mish", "elu", "elu_", "selu", "selu_",
               "leaky_relu", "leaky_relu_", "softplus", "hardswish", "prelu", "celu",
               *BOUNDED, "tanh_", "sigmoid_")  # fmt: skip
#: modules that compute inside what no function shows
OPAQUE = (torch.nn.RNNBase, torch.nn.MultiheadAttention)


def examine(
    model: Any, batch: Any, target: Any = None, loss: Callable[..., Any] | None = None,
    steps: int = 3, *, text: str | None = None,
) -> Recording:  # fmt: skip
    """Record a fresh PyTorch model on one batch: signal, gradient, first loss, what cannot learn.

    `batch` is what the model is called with: a tensor, a tuple of arguments or a mapping of them.
    `loss(output, target)` gives a scalar; without it cross-entropy is taken for a target of
    integers and the mean square for one of numbers, and without a target a random projection of
    the output, which has no first loss. After it `steps` steps are taken, each parameter by
    1 % of its own size against its gradient: what is zero on purpose gets a gradient then.

    A Keras model on its torch backend is one too: its weights have the names of Keras, and layers
    with the bookkeeping of their own are told by them.

    The model trains as it would, but without dropout. Weights, buffers, gradients, modes, hooks
    and the states of all generators are afterwards what they were.

    Errors: a `ValueError` for a model without parameters, a loss that is no number, and an output
    without a tensor.
    """
    if not isinstance(model, torch.nn.Module):
        msg = f"model: got {type(model).__name__}, allowed: a torch.nn.Module"
        raise ValueError(msg)  # noqa: TRY004 - as for every other argument
    steps = _check.integer("steps", steps, at_least=0)
    names = _names(model)
    parameters = {names[id(p)]: p for p in model.parameters() if p.requires_grad}
    if not parameters:
        msg = "model: got one without parameters that require gradients, allowed: one that learns"
        raise ValueError(msg)
    report = tensors(model, text)
    with _as_it_was(model):
        recorder = _Recorder(model)
        with recorder.hooked(), recorder, torch.enable_grad():
            output = _call(model, _copy(batch))
        value, classes = _loss(output, target, loss)
        value.backward()
        nodes = recorder.nodes()
        grads = {name: _size(p.grad) for name, p in parameters.items()}
        unused = tuple(name for name, p in parameters.items() if p.grad is None)
        ratios = {name: grads[name] / max(_size(p), 1e-30) for name, p in parameters.items()
                  if name not in unused and bool(p.detach().any())}  # fmt: skip
        losses, still = (
            [float(value.detach())],
            {n for n, g in grads.items() if g == 0} - set(unused),
        )
        for _ in range(steps):
            _step(parameters)
            value, _ = _loss(_call(model, _copy(batch)), target, loss)
            losses.append(float(value.detach()))
            value.backward()
            still -= {n for n in still if _size(parameters[n].grad) > 0}
        likeness = _likeness(_first(batch))
    return Recording(
        tuple(nodes), tuple(losses), classes, ratios,
        tuple(n for n in parameters if n in still) if steps else (), unused, likeness, report,
    )  # fmt: skip


def _names(model: Any) -> dict[int, str]:
    """Each parameter's name by its identity; in a Keras model its path, as the report has it."""
    names = {id(p): name for name, p in model.named_parameters()}
    own = getattr(model, "weights", None)
    of_keras = own if isinstance(own, list) else []
    return names | {id(w.value): w.path for w in of_keras if id(getattr(w, "value", None)) in names}


@contextmanager
def _as_it_was(model: Any) -> Iterator[None]:
    """Give everything back: values in place, so that who holds a tensor still holds it."""
    held = {id(t): t for t in (*model.parameters(), *model.buffers())}
    values = {key: t.detach().clone() for key, t in held.items()}
    grads = {key: t.grad for key, t in held.items()}
    modes = {module: module.training for module in model.modules()}
    python, numpy = random.getstate(), np.random.get_state()  # noqa: NPY002 - others' state
    devices = sorted({t.device.index or 0 for t in held.values() if t.device.type == "cuda"})
    with torch.random.fork_rng(devices):
        try:
            for t in held.values():
                t.grad = None
            for module in modes:
                module.training = not isinstance(module, torch.nn.modules.dropout._DropoutNd)  # noqa: SLF001
            yield
        finally:
            random.setstate(python)
            np.random.set_state(numpy)  # noqa: NPY002
            for module, training in modes.items():
                module.training = training
            with torch.no_grad():
                for key, t in held.items():
                    # what did not change is left alone, its version too
                    if not _same(t, values[key]):
                        t.copy_(values[key])
                    t.grad = grads[key]


def _same(one: Any, other: Any) -> bool:
    return bool(torch.equal(one.detach(), other))


def _copy(batch: Any) -> Any:
    """A batch of its own: a function in place must not change the caller's."""
    if isinstance(batch, torch.Tensor):
        return batch.detach().clone()
    if isinstance(batch, Mapping):
        return {key: _copy(value) for key, value in batch.items()}
    if isinstance(batch, tuple | list):
        return type(batch)(_copy(value) for value in batch)
    return batch


def _call(model: Any, batch: Any) -> Any:
    if isinstance(batch, Mapping):
        return model(**batch)
    return model(*batch) if isinstance(batch, tuple | list) else model(batch)


def _first(output: Any) -> Any:
    """The first floating tensor in what a model takes or gives."""
    if isinstance(output, torch.Tensor):
        return output if output.is_floating_point() else None
    parts = output.values() if isinstance(output, Mapping) else output
    if isinstance(output, Mapping | tuple | list) or hasattr(output, "__dataclass_fields__"):
        parts = vars(output).values() if hasattr(output, "__dataclass_fields__") else parts
        return next((t for part in parts if (t := _first(part)) is not None), None)
    return None


def _loss(output: Any, target: Any, loss: Callable[..., Any] | None) -> tuple[Any, int]:
    """The loss, and the number of classes if it is a cross-entropy of integers."""
    if loss is not None:
        value = loss(output, target)
        if not isinstance(value, torch.Tensor) or value.numel() != 1 or not value.requires_grad:
            msg = f"loss: got {value!r}, allowed: a tensor of one number with a gradient"
            raise ValueError(msg)
        return value.reshape(()), _classes(_first(output), target, loss)
    found = _first(output)
    if found is None or not found.requires_grad:
        msg = f"model: its output is {type(output).__name__}, allowed: a tensor, or a loss beside"
        raise ValueError(msg)
    if target is None:
        generator = torch.Generator().manual_seed(0)
        signs = torch.randint(0, 2, found.shape, generator=generator).to(found) * 2 - 1
        return (found * signs).sum() / found.numel() ** 0.5, 0
    if target.is_floating_point():
        if target.shape != found.shape:
            msg = f"target: got {tuple(target.shape)}, allowed: the output's {tuple(found.shape)}"
            raise ValueError(msg)
        return torch.nn.functional.mse_loss(found, target), 0
    if target.shape == found.shape[:-1]:
        # classes last, as language models have them
        found, target = found.reshape(-1, found.shape[-1]), target.reshape(-1)
    elif target.shape != (found.shape[0], *found.shape[2:]):
        msg = (
            f"target: got {tuple(target.shape)}, allowed: a class for each of {tuple(found.shape)}"
        )
        raise ValueError(msg)
    return torch.nn.functional.cross_entropy(found, target), int(found.shape[1])


def _classes(output: Any, target: Any, loss: Any) -> int:
    """The classes of a cross-entropy that was handed over by its name."""
    entropy = getattr(loss, "__name__", type(loss).__name__) in (
        "cross_entropy",
        "CrossEntropyLoss",
    )
    integers = isinstance(target, torch.Tensor) and not target.is_floating_point()
    return int(output.shape[1]) if entropy and integers and output is not None else 0


def _step(parameters: Mapping[str, Any]) -> None:
    """Each parameter by a hundredth of its size against its gradient; zeros by a hundredth."""
    with torch.no_grad():
        for p in parameters.values():
            size = _size(p.grad)
            if size > 0:
                p.sub_(p.grad * (STEP * (_size(p) or 1.0) / size))
            p.grad = None


def _size(t: Any) -> float:
    """The root mean square, 0 of nothing."""
    return 0.0 if t is None else float(t.detach().double().square().mean().sqrt())


class _Recorder(TorchFunctionMode):  # type: ignore[misc]
    """The functions of one forward pass, each with the path of the module that it runs in."""

    def __init__(self, model: Any) -> None:
        super().__init__()
        self.model = model
        self.names = _names(model)
        self.paths: list[str] = []
        self.found: list[dict[str, Any]] = []

    @contextmanager
    def hooked(self) -> Iterator[None]:
        """Follow which module runs, and record those whose inside no function shows."""
        handles = []
        for name, module in self.model.named_modules():
            handles.append(module.register_forward_pre_hook(
                lambda _, __, name=name: self.paths.append(name)))  # fmt: skip
            handles.append(module.register_forward_hook(self._leave, always_call=True))
        try:
            yield
        finally:
            for handle in handles:
                handle.remove()

    def _leave(self, module: Any, _: Any, output: Any) -> None:
        if isinstance(module, OPAQUE) and (z := _first(output)) is not None:
            self._record(type(module).__name__, "module", z, None, None)
        self.paths.pop()

    def __torch_function__(
        self, func: Any, types: Any, args: Any = (), kwargs: Any = None
    ) -> Any:  # fmt: skip
        """Call the function, and record what comes out of it."""
        del types
        kwargs = kwargs or {}
        name = getattr(func, "__name__", "")
        product = name in PRODUCTS and len(args) > 1 and id(args[1]) in self.names
        kind = ("weight" if name in WEIGHTS or product else "norm" if name in NORMS else
                "activation" if name in ACTIVATIONS else "")  # fmt: skip
        # in place the input is gone afterwards
        before = _size(args[0]) ** 2 if kind == "weight" and args and _floats(args[0]) else None
        output = func(*args, **kwargs)
        if kind and _floats(output):
            weight = kwargs.get("weight", args[1] if len(args) > 1 else None)
            self._record(name, kind, output, weight if kind == "weight" else None, before)
        return output

    def _record(self, name: str, kind: str, z: Any, weight: Any, before: float | None) -> None:
        if any(self.paths) and isinstance(self._module(), OPAQUE) and kind != "module":
            return
        # a layer of Keras hands over a kernel with its axes exchanged
        base = getattr(weight, "_base", None)
        parameter = self.names.get(id(weight), "") or self.names.get(id(base), "")
        entry = {"path": self._path(parameter), "function": name, "kind": kind,
                 "parameter": parameter, "shape": tuple(z.shape),
                 "mean_square": _size(z) ** 2, "spread": _spread(z),
                 "likeness": _likeness(z), "dead": None, "saturated": None, "gradient": None,
                 "predicted": _predicted(name, weight, before),
                 "zero": weight is not None and not bool(weight.detach().any())}  # fmt: skip
        if kind == "activation":
            entry |= _shares(name.rstrip("_"), z.detach())
        self.found.append(entry)
        if z.requires_grad:

            def keep(grad: Any) -> None:
                entry["gradient"] = float(grad.detach().double().square().sum())

            z.register_hook(keep)

    def _path(self, parameter: str) -> str:
        """The module that runs; where hooks do not tell, as in Keras, that of the last weight."""
        if self.paths and self.paths[-1]:
            return self.paths[-1]
        if "/" in parameter:
            return parameter.rpartition("/")[0]
        last = self.found[-1]["path"] if self.found else ""
        return last if "/" in last else ""

    def _module(self) -> Any:
        return self.model.get_submodule(self.paths[-1]) if self.paths else None

    def nodes(self) -> list[Node]:
        """What was recorded, with the gradients that have come back."""
        return [Node(**entry) for entry in self.found]


def _floats(value: Any) -> bool:
    return isinstance(value, torch.Tensor) and value.is_floating_point() and value.numel() > 0


def _predicted(name: str, weight: Any, before: float | None) -> float | None:
    """E[x²] times what one output sums, n·σ²: for dense layers and convolutions."""
    if weight is None or before is None:
        return None
    if name in PRODUCTS:
        return float(before * weight.shape[0] * _size(weight) ** 2) if weight.ndim == 2 else None
    if name not in ("linear", "conv1d", "conv2d", "conv3d"):
        return None
    return float(before * prod(weight.shape[1:]) * _size(weight) ** 2)


def _spread(z: Any) -> float | None:
    """The mean square of the deviations from the mean over the examples."""
    if z.ndim < 2 or z.shape[0] < 2:
        return None
    return float(z.detach().double().var(dim=0, correction=0).mean())


def _likeness(z: Any) -> float | None:
    """The mean cosine between two of the first examples."""
    if z is None or z.ndim < 2 or z.shape[0] < 2:
        return None
    flat = z.detach()[:EXAMPLES].double().flatten(1)
    norms = flat.norm(dim=1, keepdim=True)
    if not bool((norms > 0).all()) or not bool(torch.isfinite(norms).all()):
        return None
    unit = flat / norms
    count = len(unit)
    return float((unit @ unit.T).sum() - count) / (count * (count - 1))


def _shares(name: str, z: Any) -> dict[str, float]:
    """Dead units of what can be exactly 0, and the share of values at a bound."""
    if name in BOUNDED:
        least, most = BOUNDED[name]
        near = NEAR * (most - least) / 2
        return {"saturated": float(((z < least + near) | (z > most - near)).double().mean())}
    if name not in ("relu", "relu6") or z.ndim < 2:
        return {}
    # channels stand second in images, last elsewhere
    units = z.transpose(0, 1).flatten(1) if z.ndim == 4 else z.flatten(0, -2).T
    if units.shape[1] < FEWEST:
        return {}
    return {"dead": float((units == 0).all(dim=1).double().mean())}
