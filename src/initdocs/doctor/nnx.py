"""The doctor's recorder for Flax nnx: one pass forward and back of a fresh model, and some steps.

JAX writes down what a model computes before it computes it (`jax.make_jaxpr`). That program is
run here, operation by operation, so that code with parameters of its own is seen as well as
layers. What multiplies by a parameter is a layer and has its name; activations are seen where
they are called by their names in `jax.nn`, `flax.nnx` or `jax.numpy`. What runs in a loop of JAX
(`scan`, `while_loop`, `cond`) is one node.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from posixpath import commonpath
from typing import Any
from unittest.mock import patch

import jax
import jax.numpy as jnp
from flax import nnx
from jax.extend.core import Literal
from jax.interpreters.partial_eval import dce_jaxpr

from initdocs import _check
from initdocs.doctor.recorded import EXAMPLES, FEWEST, NEAR, STEP, Node, Recording
from initdocs.doctor.report import tensors

#: operations of JAX that sum over a parameter, and what a layer of theirs is called here
WEIGHTS = {"dot_general": "linear", "conv_general_dilated": "conv", "gather": "embedding"}
#: operations that hand a parameter on as it is, but for its shape and type
ALIKE = ("convert_element_type", "reshape", "transpose", "squeeze", "broadcast_in_dim", "copy")
#: activations with the bounds that they saturate at
BOUNDED = {"tanh": (-1.0, 1.0), "sigmoid": (0.0, 1.0), "hard_tanh": (-1.0, 1.0),
           "hard_sigmoid": (0.0, 1.0), "soft_sign": (-1.0, 1.0)}  # fmt: skip
ACTIVATIONS = ("relu", "relu6", "gelu", "silu", "swish", "mish", "elu", "selu", "celu",
               "leaky_relu", "softplus", "hard_swish", "hard_silu", *BOUNDED)  # fmt: skip
#: before the name of an activation, where its output is passed on under that name
_MARK = "initdocs_"


def examine(
    model: Any, batch: Any, target: Any = None, loss: Callable[..., Any] | None = None,
    steps: int = 3,
) -> Recording:  # fmt: skip
    """Record a fresh model of Flax nnx on one batch, as `initdocs.doctor.torch.examine` does.

    `batch` is what the model is called with: an array, a tuple of arguments or a mapping of them.
    `loss(output, target)` gives a scalar; without it cross-entropy is taken for a target of
    integers and the mean square for one of numbers, and without a target a random projection of
    the output, which has no first loss. After it `steps` steps are taken, each parameter by
    1 % of its own size against its gradient.

    A node is a function of the model with the bias that is added to it. The model trains as it
    would, but without dropout; it is copied, and nothing of it changes.

    Errors: a `ValueError` for what is no `nnx.Module`, a model without parameters, a loss that is
    no number, and an output without an array of numbers.
    """
    if not isinstance(model, nnx.Module):
        msg = f"model: got {type(model).__name__}, allowed: a flax.nnx.Module"
        raise ValueError(msg)  # noqa: TRY004 - as for every other argument
    steps = _check.integer("steps", steps, at_least=0)
    program = _Program(model, batch, target, loss)
    values = program.values
    outcome, grads, pulled = program.run(values)
    ratios = {n: _size(grads[n]) / _size(values[n]) for n in values
              if n not in program.unused and bool(jnp.any(values[n] != 0))}  # fmt: skip
    losses = [float(outcome["loss"])]
    still = {n for n in values if _size(grads[n]) == 0} - program.unused
    for _ in range(steps):
        values = {n: _stepped(values[n], grads[n]) for n in values}
        later, grads, _ = program.run(values)
        losses.append(float(later["loss"]))
        still -= {n for n in still if _size(grads[n]) > 0}
    nodes = [
        Node(**node, gradient=float(jnp.sum(jnp.square(g.astype(float)))) if back else None)
        for node, g, back in zip(outcome["nodes"], pulled, program.floats, strict=True)
    ]
    return Recording(
        tuple(nodes), tuple(losses), program.classes, ratios,
        tuple(n for n in values if n in still) if steps else (),
        tuple(n for n in values if n in program.unused),
        _likeness(_first(batch)), tensors(model),
    )  # fmt: skip


class _Program:
    """What a model computes on its batch, as JAX writes it down, and its parameters by name."""

    def __init__(self, model: Any, batch: Any, target: Any, loss: Any) -> None:
        copy = nnx.clone(model)
        for _, module in nnx.iter_modules(copy):
            if isinstance(module, nnx.Dropout):
                module.deterministic = True
        graph, own, rest = nnx.split(copy, nnx.Param, ...)
        leaves, shape = jax.tree_util.tree_flatten_with_path(own)
        self.values = {_name(path): value for path, value in leaves}
        if not self.values:
            msg = "model: got one without parameters, allowed: one that learns"
            raise ValueError(msg)
        self.classes = 0

        def computed(values: list[Any], rest: Any) -> Any:
            here = nnx.merge(graph, jax.tree_util.tree_unflatten(shape, values), rest)
            value, self.classes = _loss(_call(here, batch), target, loss)
            return value

        with _marked():
            closed = jax.make_jaxpr(computed)(list(self.values.values()), rest)
        self.jaxpr, self.constants = closed.jaxpr, closed.consts
        self.rest = jax.tree.leaves(rest)
        used = dce_jaxpr(self.jaxpr, [True])[1][: len(self.values)]
        self.unused = {n for n, is_used in zip(self.values, used, strict=True) if not is_used}
        # once without a shift: how many nodes there are, and their shapes
        self.shifts: list[Any] | None = None
        self.shifts = [jnp.zeros_like(z) for z in self._through(self.values, None)[1]]
        self.floats = [jnp.issubdtype(z.dtype, jnp.floating) for z in self.shifts]

    def run(self, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any], list[Any]]:
        """Loss and nodes at these parameters, the gradients of them, and those of the nodes."""
        pulled = jax.value_and_grad(self._through_loss, argnums=(0, 1), has_aux=True)
        (value, (shown, before)), (grads, back) = pulled(dict(values), self.shifts)
        told = zip(self.about, shown, before, strict=True)
        nodes = [about | _measured(about, z, values.get(about["parameter"]), x)
                 for about, z, x in told]  # fmt: skip
        return {"loss": value, "nodes": nodes}, grads, back

    def _through_loss(self, values: Any, shifts: Any) -> Any:
        value, shown, before = self._through(values, shifts)
        return value, (shown, before)

    def _through(self, values: Mapping[str, Any], shifts: list[Any] | None) -> Any:
        """Run the program, with a shift added to each node: its gradient is that of the node."""
        walk = _Walk(shifts)
        # JAX hands a mapping back in the order of its names
        given = [*(values[name] for name in self.values), *self.rest]
        origins = [*self.values, *[None] * len(self.rest)]
        (value,) = walk.run(self.jaxpr, self.constants, given, origins, inside=False)
        self.about = walk.about
        return value, walk.shown, walk.before


class _Walk:
    """One run through a program: what each node is called, what came out, E[x²] of what came in."""

    def __init__(self, shifts: list[Any] | None) -> None:
        self.shifts = shifts
        self.about: list[dict[str, Any]] = []
        self.shown: list[Any] = []
        self.before: list[Any] = []

    def run(
        self, jaxpr: Any, constants: Any, given: list[Any], origins: list[str | None], *,
        inside: bool,
    ) -> list[Any]:  # fmt: skip
        """What a program gives; `origins` names those of its arguments that are parameters."""
        held = dict(zip((*jaxpr.constvars, *jaxpr.invars), (*constants, *given), strict=True))
        names = {v: o for v, o in zip(jaxpr.invars, origins, strict=True) if o}

        def read(v: Any) -> Any:
            return v.val if isinstance(v, Literal) else held[v]

        for step in jaxpr.eqns:
            values = [read(v) for v in step.invars]
            whose = [None if isinstance(v, Literal) else names.get(v) for v in step.invars]
            held.update(
                zip(step.outvars, self._step(step, values, whose, inside=inside), strict=True)
            )
            if step.primitive.name in ALIKE and whose[0]:
                names[step.outvars[0]] = whose[0]
        return [read(v) for v in jaxpr.outvars]

    def _step(self, step: Any, values: list[Any], whose: list[Any], *, inside: bool) -> list[Any]:
        kind, name = step.primitive.name, _called(step.params)
        inner = step.params.get("jaxpr")
        marked = name.startswith(_MARK)
        acts = not inside and (marked or name in ACTIVATIONS)
        if inner is not None and kind in ("jit", "pjit", "closed_call", "checkpoint", "remat2"):
            closed = hasattr(inner, "jaxpr")
            out = self.run(
                inner.jaxpr if closed else inner, inner.consts if closed else (), values, whose,
                inside=inside or acts,
            )  # fmt: skip
        else:
            bound = step.primitive.get_bind_params(step.params)
            # releases of JAX differ: with the functions that it calls, or all by name
            functions, params = bound if isinstance(bound, tuple) else ((), bound)
            out = step.primitive.bind(*functions, *values, **params)
            out = list(out) if step.primitive.multiple_results else [out]
        if acts and not (marked and self._is_last(values[0])):
            out = [self._seen(name.removeprefix(_MARK), "activation", "", out[0], None)]
        elif kind in WEIGHTS and (place := _place(kind, whose)) is not None:
            x = _square(values[1 - place]) if kind != "gather" else None
            out = [self._seen(WEIGHTS[kind], "weight", whose[place], out[0], x)]
        elif kind in ("scan", "while", "cond") and any(whose):
            last = max(i for i, z in enumerate(out) if jnp.issubdtype(z.dtype, jnp.floating))
            path = commonpath([name for name in whose if name])
            out[last] = self._seen(kind, "module", "", out[last], None, path)
        elif kind == "add" and self._is_bias(values, whose):
            self.shown[-1] = out[0]
        return out

    def _is_last(self, value: Any) -> bool:
        """Whether it is what an activation gave that has a name of JAX's own as well."""
        return (
            bool(self.shown) and self.about[-1]["kind"] == "activation" and value is self.shown[-1]
        )

    def _is_bias(self, values: list[Any], whose: list[Any]) -> bool:
        """Whether a parameter of the same layer is added to what the layer gave."""
        if not self.shown or self.about[-1]["kind"] != "weight":
            return False
        layer = self.about[-1]["path"]
        return any(
            z is self.shown[-1] and name is not None and name.rpartition("/")[0] == layer
            for z, name in zip(values, reversed(whose), strict=True)
        )

    def _seen(
        self, function: str, kind: str, parameter: str, z: Any, before: Any, path: str = ""
    ) -> Any:
        z = z if self.shifts is None else z + self.shifts[len(self.shown)]
        last = self.about[-1]["path"] if self.about else ""
        path = parameter.rpartition("/")[0] if parameter else path or last
        self.about.append(
            {"path": path, "function": function, "kind": kind, "parameter": parameter}
        )
        self.shown.append(z)
        self.before.append(before)
        return z


@contextmanager
def _marked() -> Iterator[None]:
    """Within, activations pass their output on under their name: JAX keeps it for some alone."""
    inside = False

    def marking(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def passed_on(z: Any) -> Any:
            return jnp.copy(z)

        passed_on.__name__ = _MARK + name
        mark = jax.jit(passed_on)

        def called(*args: Any, **kwargs: Any) -> Any:
            nonlocal inside
            if inside:
                return function(*args, **kwargs)
            inside = True
            try:
                return mark(function(*args, **kwargs))
            finally:
                inside = False

        return called

    with ExitStack() as stack:
        for space in (jax.nn, nnx, jnp):
            for name in ACTIVATIONS:
                if callable(function := getattr(space, name, None)):
                    stack.enter_context(patch.object(space, name, marking(name, function)))
        yield


def _called(params: Mapping[str, Any]) -> str:
    """The name of a function that JAX keeps whole; one with a derivative of its own wraps it."""
    steps: Any = getattr(getattr(params.get("call_jaxpr"), "jaxpr", None), "eqns", ())
    return str((steps[0].params if len(steps) == 1 else params).get("name", ""))


def _place(kind: str, whose: list[Any]) -> int | None:
    """Which of the two operands is the parameter: it is the first of a lookup."""
    places = [i for i, name in enumerate(whose[:2]) if name]
    return places[0] if len(places) == 1 and (kind != "gather" or places == [0]) else None


def _name(path: Any) -> str:
    parts = [
        str(getattr(key, "key", getattr(key, "name", getattr(key, "idx", "")))) for key in path
    ]
    return "/".join(parts).removesuffix("/value")


def _call(model: Any, batch: Any) -> Any:
    if isinstance(batch, Mapping):
        return model(**batch)
    return model(*batch) if isinstance(batch, tuple | list) else model(batch)


def _first(output: Any) -> Any:
    """The first array of numbers that are not whole, in what a model takes or gives."""
    arrays = [a for a in jax.tree.leaves(output) if hasattr(a, "dtype")]
    return next((a for a in arrays if jnp.issubdtype(a.dtype, jnp.floating)), None)


def _loss(output: Any, target: Any, loss: Callable[..., Any] | None) -> tuple[Any, int]:
    """The loss, and the number of classes if it is a cross-entropy of integers."""
    if loss is not None:
        value = jnp.asarray(loss(output, target))
        if value.size != 1 or not jnp.issubdtype(value.dtype, jnp.floating):
            msg = f"loss: got an array {value.shape} of {value.dtype}, allowed: one number"
            raise ValueError(msg)
        return value.reshape(()), 0
    found = _first(output)
    if found is None:
        msg = f"model: its output is {type(output).__name__}, allowed: an array, or a loss beside"
        raise ValueError(msg)
    if target is None:
        signs = jax.random.rademacher(jax.random.key(0), found.shape, found.dtype)
        return (found * signs).sum() / found.size**0.5, 0
    target = jnp.asarray(target)
    if jnp.issubdtype(target.dtype, jnp.floating):
        if target.shape != found.shape:
            msg = f"target: got {target.shape}, allowed: the output's {found.shape}"
            raise ValueError(msg)
        return jnp.mean(jnp.square(found - target)), 0
    if target.shape != found.shape[:-1]:
        msg = f"target: got {target.shape}, allowed: a class for each of {found.shape}"
        raise ValueError(msg)
    logs = jax.nn.log_softmax(found)
    return -jnp.take_along_axis(logs, target[..., None], axis=-1).mean(), int(found.shape[-1])


def _stepped(value: Any, grad: Any) -> Any:
    """By a hundredth of its size against its gradient; zeros by a hundredth."""
    size = _size(grad)
    return value - grad * (STEP * (_size(value) or 1.0) / size) if size > 0 else value


def _size(t: Any) -> float:
    """The root mean square."""
    return math.sqrt(float(_square(t)))


def _square(t: Any) -> Any:
    return jnp.mean(jnp.square(t.astype(float)))


def _measured(about: Mapping[str, Any], z: Any, weight: Any, before: Any) -> dict[str, Any]:
    """What `initdocs.doctor.recorded.Node` holds of an output, without the gradient."""
    shares = _shares(about["function"], z) if about["kind"] == "activation" else {}
    return {
        "shape": tuple(z.shape), "mean_square": float(_square(z)),
        "predicted": _predicted(about["function"], weight, before),
        "spread": _spread(z), "likeness": _likeness(z),
        "dead": shares.get("dead"), "saturated": shares.get("saturated"),
        "zero": weight is not None and not bool(jnp.any(weight != 0)),
    }  # fmt: skip


def _predicted(function: str, weight: Any, before: Any) -> float | None:
    """E[x²] times what one output sums, n·σ²: kernels have their outputs last."""
    plain = function == "conv" or (function == "linear" and weight is not None and weight.ndim == 2)
    if weight is None or before is None or not plain:
        return None
    return float(before) * int(math.prod(weight.shape[:-1])) * float(_square(weight))


def _spread(z: Any) -> float | None:
    """The mean square of the deviations from the mean over the examples."""
    return float(jnp.var(z.astype(float), axis=0).mean()) if z.ndim > 1 and len(z) > 1 else None


def _likeness(z: Any) -> float | None:
    """The mean cosine between two of the first examples."""
    if z is None or z.ndim < 2 or len(z) < 2:
        return None
    flat = z[:EXAMPLES].astype(float).reshape(min(len(z), EXAMPLES), -1)
    norms = jnp.linalg.norm(flat, axis=1, keepdims=True)
    if not bool(((norms > 0) & jnp.isfinite(norms)).all()):
        return None
    unit = flat / norms
    count = len(unit)
    return float((unit @ unit.T).sum() - count) / (count * (count - 1))


def _shares(name: str, z: Any) -> dict[str, float]:
    """Dead units of what can be exactly 0, and the share of values at a bound."""
    if name in BOUNDED:
        least, most = BOUNDED[name]
        near = NEAR * (most - least) / 2
        return {"saturated": float(((z < least + near) | (z > most - near)).mean())}
    units = z.reshape(-1, z.shape[-1])
    if name not in ("relu", "relu6") or z.ndim < 2 or len(units) < FEWEST:
        return {}
    return {"dead": float((units == 0).all(axis=0).mean())}
