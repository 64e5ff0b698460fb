"""The report: rows, findings, what cannot be judged; as text, as JSON, against an intention."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from initdocs.doctor import differences, expectations, rules
from initdocs.doctor.findings import LEVELS, Finding, Model, at_least, is_embedding_perhaps
from initdocs.doctor.laws import NO_LAW
from initdocs.doctor.modules import Module, modules
from initdocs.doctor.reading import numbers
from initdocs.doctor.rows import Row, inspect, siblings
from initdocs.doctor.states import state_of


@dataclass(frozen=True)
class Report:
    """What the doctor sees in a state: `rows`, `findings`, and what it cannot judge."""

    model: Model

    @property
    def rows(self) -> tuple[Row, ...]:
        """A row a tensor, in the order of the state."""
        return self.model.rows

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the rules found, the gravest first."""
        return rules.run(self.model)

    @property
    def verdict(self) -> str:
        """The gravest level, or 'ok' where nothing is at warn or above."""
        levels = [f.level for f in at_least(self.findings, "warn")]
        return max(levels, key=LEVELS.index, default="ok")

    @cached_property
    def unjudged(self) -> dict[str, tuple[str, ...]]:
        """What cannot be judged: the names of the tensors by the reason."""
        found: dict[str, list[str]] = {}
        if self.model.is_trained:
            names = [row.name for row in self.rows if row.role == "buffer" and not row.is_zero]
            return {
                "not fresh, running means have moved: trained tensors have no law": tuple(names)
            }
        for row in self.rows:
            reasons = _reasons(row)
            if is_embedding_perhaps(row, self.model):
                reasons.append("N(0, 1) without a bias: an embedding, or a layer that explodes")
            for reason in reasons:
                found.setdefault(reason, []).append(row.name)
        if not self.model.modules:
            found["no text of the model: its activations, groups and strides are unknown"] = []
        return {reason: tuple(names) for reason, names in found.items()}

    def expect(self, laws: Mapping[str, Any]) -> None:
        """Assert an intended start: a law for each pattern of names.

        A law is a number (every entry), the name of an initializer ('he_normal', 'zeros'), or
        one with a size: 'normal(std=0.02/sqrt(24))', 'uniform(bound=1/sqrt(fan_in))',
        'orthogonal(gain=sqrt(2))'. The last pattern that matches a name decides.

        Errors: an `AssertionError` that names each tensor that is otherwise, and each pattern
        that matches nothing; a `ValueError` for a law that is none.

        >>> import numpy as np
        >>> state = {"a.weight": np.zeros((3, 4)), "a.bias": np.ones(3)}
        >>> tensors(state).expect({"*.weight": "zeros", "*.bias": 0})
        Traceback (most recent call last):
        AssertionError: a.bias: expected 0, found constant 1
        """
        wrong = self.unmet(laws)
        if wrong:
            raise AssertionError("\n".join(wrong))

    def unmet(self, laws: Mapping[str, Any]) -> list[str]:
        """What is otherwise than `laws` have it, a sentence each: what `expect` raises."""
        return expectations.unmet(self.rows, laws)

    def diff(self, before: "Report") -> differences.Diff:
        """Set this state beside an earlier one, tensor by tensor: law, spread, distribution."""
        if not isinstance(before, Report):
            msg = f"before: got {type(before).__name__}, allowed: a report, as tensors(state) gives"
            raise ValueError(msg)  # noqa: TRY004 - as for every other argument
        return differences.compare(before.rows, self.rows)

    def to_json(self) -> str:
        """The whole report as JSON, without the values."""
        return json.dumps(
            {
                "verdict": self.verdict,
                "findings": [f.to_json() for f in self.findings],
                "unjudged": self.unjudged,
                "rows": [row.to_json() for row in self.rows],
            },
            ensure_ascii=False,
        )

    def __str__(self) -> str:
        count = sum(row.moments.count for row in self.rows)
        levels = [f.level for f in self.findings]
        told = ", ".join(f"{levels.count(level)} {level}" for level in reversed(LEVELS))
        lines = [f"{len(self.rows)} tensors, {count:,} values: {self.verdict} ({told})"]
        for finding in self.findings:
            lines += ["", f"{finding.level.upper()} {finding.rule}: {finding.text}"]
            lines += [f"    {name}" for name in finding.where]
            code = finding.mend.replace("\n", "\n          ")
            lines += [f"    mend: {code}"] if code else []
            lines += [f"    page: {finding.page}"]
        lines += ["", "Cannot judge"] if self.unjudged else []
        for reason, names in self.unjudged.items():
            lines.append(f"    {reason}" + (f": {_few(names)}" if names else ""))
        return "\n".join([*lines, "", *self.table()])

    def table(self) -> list[str]:
        """A line a tensor; siblings with one law share theirs."""
        return _table(self.rows)


def _reasons(row: Row) -> list[str]:
    judged = row.is_weight or row.role in ("embedding", "stack", "parameter")
    if not judged or row.structure or row.array.dtype.kind != "f":
        return []
    if row.moments.finite < row.moments.count:
        return []
    reasons = []
    if row.fit.why == NO_LAW:
        reasons.append(NO_LAW)
    elif row.fit.why:
        reasons.append("too few values to tell the law")
    if row.role == "stack":
        reasons.append("a stack of matrices, whose fans no shape tells")
    return reasons


def _few(names: tuple[str, ...], most: int = 4) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _table(rows: tuple[Row, ...]) -> list[str]:
    """A line a tensor; siblings with one law share theirs."""
    lines: list[tuple[str, ...]] = []
    for (key, shape), group in siblings(rows).items():
        laws = {row.law for row in group}
        shown = [(key, group)] if len(laws) == 1 and len(group) > 1 else [
            (row.name, [row]) for row in group
        ]  # fmt: skip
        for name, together in shown:
            kept = together[0].kept
            times = f" ({len(together)})" if len(together) > 1 else ""
            lines.append((name + times, str(shape).replace(" ", ""), together[0].role,
                          f"{kept:.3g}" if kept is not None else "", together[0].law))  # fmt: skip
    heads = ("tensor", "shape", "role", "n var", "law")
    widths = [max(len(line[i]) for line in [heads, *lines]) for i in range(len(heads))]
    return [
        "  ".join(f"{cell:{width}}" for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in [heads, *lines]
    ]


def tensors(state: Any, text: str | None = None) -> Report:
    """Examine the tensors of a fresh model.

    `state` maps names to arrays, as PyTorch's `state_dict`, Keras's paths and Flax's trees give
    them, or is the model itself, or a file, as `state_of` has it; `text`, of `print(model)` or of
    a Keras summary, tells groups, strides and activations, which no shape does. A model prints
    itself.

    Errors: a `ValueError` for a state that is no mapping of names to numbers.

    >>> import numpy as np
    >>> rng = np.random.default_rng(0)
    >>> report = tensors({"fc.weight": rng.uniform(-0.05, 0.05, (300, 400))})
    >>> report.rows[0].law, report.verdict
    ("PyTorch's default or Keras's default for embeddings", 'ok')
    """
    found, printed = state_of(state)
    known = modules(text) if text is not None else _printed(printed)
    return Report(Model(inspect(_checked(found, state), known), known))


def _printed(text: str | None) -> dict[str, Module]:
    """The modules that a model prints by itself; a bare layer prints none."""
    try:
        return modules(text)
    except ValueError:
        return {}


def _checked(state: Mapping[str, Any], source: Any) -> dict[str, Any]:
    if not state:
        msg = f"state: got {type(source).__name__} without tensors, allowed: names with arrays"
        raise ValueError(msg)
    arrays = {}
    for name, value in state.items():
        try:
            array = numbers(value)
        except (TypeError, ValueError, RuntimeError) as error:
            msg = f"state[{name!r}]: got {type(value).__name__} ({error}), allowed: an array"
            raise ValueError(msg) from error
        if not isinstance(name, str) or array.dtype.kind not in "biuf" or array.size == 0:
            msg = (
                f"state[{name!r}]: got {array.dtype} of shape {array.shape}, "
                "allowed: real numbers under a name, at least one"
            )
            raise ValueError(msg)
        arrays[name] = array
    return arrays
