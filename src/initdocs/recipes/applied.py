"""A recipe put to names and shapes: the laws with their numbers, a draw, a comparison."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from initdocs import _check
from initdocs.activations import softplus
from initdocs.doctor import Report, layouts, tensors
from initdocs.doctor.expectations import _CALL, arguments, value
from initdocs.initializers import (
    constant,
    forget_bias,
    normal,
    orthogonal,
    uniform,
)
from initdocs.initializers.laws import checked_shape
from initdocs.recipes.recipe import Rule, Shapes
from initdocs.recipes.table import get

Array = NDArray[Any]


def laws(name: str, shapes: Shapes, **options: float) -> dict[str, str | float]:
    """The law of each tensor, with its numbers put in.

    `options` are the recipe's own, and `layers`, where the names are those of a part of a model.
    Errors: an unknown recipe or option; a tensor that no rule is for; a shape that cannot be.

    >>> laws("dcgan", {"main.0.weight": (100, 512, 4, 4), "main.1.weight": (512,)})
    {'main.0.weight': 'normal(std=0.02)', 'main.1.weight': 'normal(mean=1, std=0.02)'}
    """
    recipe = get(name)
    for option in options:
        _check.one_of("option", option, [*recipe.options, "layers"])
    if not isinstance(shapes, Mapping) or not shapes:
        msg = f"shapes: got {shapes!r}, allowed: names with shapes, at least one"
        raise ValueError(msg)
    checked = {each: checked_shape(shape) for each, shape in shapes.items()}
    # places need no values: an array of one number in every shape
    state = {each: np.broadcast_to(np.float32(0), shape) for each, shape in checked.items()}
    whose = layouts.framework(list(state))
    known = {**recipe.options, **_counts(checked), **options}
    return {each: _law(recipe.rule(each, shape), each, state, whose, known)
            for each, shape in checked.items()}  # fmt: skip


def draw(
    name: str, shapes: Shapes, *, rng: np.random.Generator, dtype: DTypeLike = np.float64,
    **options: float,
) -> dict[str, Array]:  # fmt: skip
    """A state drawn as the recipe has it: an array of each shape under its name.

    Errors: as `laws`, and a generator that is none.
    """
    _check.generator(rng)
    found = laws(name, shapes, **options)
    return {
        each: _draw(law, tuple(shapes[each]), rng).astype(_check.floating("dtype", dtype))
        for each, law in found.items()
    }


def check(name: str, state: Any, **options: float) -> tuple[str, ...]:
    """What is otherwise in a state than the recipe has it, a sentence each; nothing if all holds.

    `state` is a model, a file, or names with arrays, as `initdocs.doctor.tensors` takes it. Its
    tolerances follow from the number of values. Errors: as `laws`.
    """
    report = tensors(state)
    rows = [row for row in report.rows if row.role != "buffer"]
    meant = laws(name, {row.name: row.shape for row in rows}, **options)
    special = {each: law for each, law in meant.items() if isinstance(law, str) and law in _SPECIAL}
    plain = {_exactly(each): law for each, law in meant.items() if each not in special}
    wrong = Report(replace(report.model, rows=tuple(rows))).unmet(plain) if plain else []
    for row in rows:
        problem = _SPECIAL[special[row.name]][1](row.array) if row.name in special else ""
        wrong += [f"{row.name}: expected {special[row.name]}, {problem}"] if problem else []
    return tuple(wrong)


def _exactly(name: str) -> str:
    """A pattern that matches this name alone."""
    return re.sub(r"([*?[])", r"[\1]", name)


def _counts(shapes: Shapes) -> dict[str, float]:
    """How many blocks there are, and how wide the first embedding is."""
    indices = [int(found) for name in shapes for found in re.findall(r"[./](\d+)[./]", name)[:1]]
    wide = next((shape[-1] for name, shape in shapes.items()
                 if len(shape) == 2 and re.search(r"(wte|emb|shared)", name)), 0)  # fmt: skip
    counts: dict[str, float] = {"layers": max(indices, default=0) + 1}
    return counts | ({"width": wide} if wide else {})


def _law(rule: Rule, name: str, state: Mapping[str, Array], whose: str,
         known: Mapping[str, float]) -> str | float:  # fmt: skip
    if not isinstance(rule.law, str) or rule.law in _SPECIAL:
        return rule.law
    call = _CALL.match(rule.law)
    if not call:
        return value(rule.law, None, known)
    told = {**known, **_fans(name, state, whose), "outputs": state[name].shape[0]}
    index = re.search(r"[./](\d+)[./]", name)
    if index:
        told["layer"] = int(index[1])
    sizes = arguments(rule.law, call[1], call[2], None, told)
    return f"{call[1]}({', '.join(f'{key}={size:.8g}' for key, size in sizes.items())})"


def _fans(name: str, state: Mapping[str, Array], whose: str) -> dict[str, float]:
    """Counted; a bias has those of its weight."""
    _path, leaf = layouts.split(name)
    beside = name[: len(name) - len(leaf)] + leaf.replace("bias", "weight")
    of = beside if leaf.startswith("bias") and beside in state else name
    place = layouts.place(of, state[of].shape, {}, state, whose)
    if place.fans is None and state[of].ndim == 2:
        rows, columns = state[of].shape
        return {"fan_in": columns, "fan_out": rows}
    return {"fan_in": place.fans[0], "fan_out": place.fans[1]} if place.fans else {}


def _draw(law: str | float, shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    if isinstance(law, int | float):
        return constant(shape, value=law)
    if law in _SPECIAL:
        return _SPECIAL[law][0](shape, rng)
    call = _CALL.match(law)
    assert call
    sizes = arguments(law, call[1], call[2], None)
    if call[1] == "uniform":
        return uniform(shape, bound=sizes["bound"], rng=rng)
    if call[1] == "orthogonal":
        return orthogonal(shape, gain=sizes["gain"], rng=rng)
    if call[1] == "forget_bias":
        return forget_bias(shape, value=sizes["value"], rng=rng)
    drawn = normal(shape, std=1.0, rng=rng)
    while (outside := np.abs(drawn) > sizes.get("cut", np.inf)).any():
        drawn[outside] = rng.standard_normal(int(outside.sum()))
    return sizes.get("mean", 0.0) + sizes["std"] * drawn


#: Mamba's steps: from 0.001 to 0.1, uniform in the logarithm
LEAST, MOST = np.log(0.001), np.log(0.1)


def _steps(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """The bias b with softplus(b) = dt, and ln dt uniform."""
    dt = np.exp(rng.uniform(LEAST, MOST, shape))
    return dt + np.log(-np.expm1(-dt))


def _are_steps(values: Array) -> str:
    logs = np.sort(np.log(softplus(values.astype(np.float64).reshape(-1))))
    slack = 1e-3
    if logs[0] < LEAST - slack or logs[-1] > MOST + slack:
        return f"found steps from {np.exp(logs[0]):.3g} to {np.exp(logs[-1]):.3g}"
    n = logs.size
    cumulative = (logs - LEAST) / (MOST - LEAST)
    distance = np.sqrt(n) * np.abs(cumulative - (np.arange(n) + 0.5) / n).max()
    # Kolmogorov and Smirnov's at a level of 1e-5
    return "" if distance < 2.47 else "found steps that are not uniform in the logarithm"


def _decays(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Row by row the logarithms of 1, 2, …: the state's decay rates."""
    del rng
    return np.broadcast_to(np.log(np.arange(1, shape[-1] + 1)), shape).copy()


def _are_decays(values: Array) -> str:
    meant = _decays(values.shape, np.random.default_rng(0))
    return "" if np.allclose(values, meant, atol=1e-2) else "found other values"


#: laws of one model only: how they are drawn, and what is wrong with values (empty: nothing)
_SPECIAL = {
    "softplus⁻¹(dt), dt log-uniform in [0.001, 0.1]": (_steps, _are_steps),
    "log(1, 2, …) in each row": (_decays, _are_decays),
}
