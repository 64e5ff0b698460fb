"""What a recording of a fresh model says: nodes in the order of the forward pass, and findings.

Nothing here needs a framework: `initdocs.doctor.torch` and `initdocs.doctor.nnx` record.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from math import isfinite, log
from typing import Any

from initdocs.doctor.findings import LEVELS, Finding, at_least
from initdocs.doctor.report import Report

# how it is recorded, by whichever recorder
#: at a bound: nearer than 3 % of the range
NEAR = 0.03
#: fewer values a unit do not tell a dead one from one that is seldom on
FEWEST = 64
#: the size of a step, relative to the parameter's root mean square
STEP = 0.01
#: so many examples are compared with each other
EXAMPLES = 8
#: what is judged, as (warn, fail): ratios outwards from 1, shares and likenesses upwards
FORWARD = ((1e-4, 1e4), (1e-8, 1e8))
BACKWARD = ((1e-4, 1e5), (1e-8, 1e8))
LIKENESS = (0.995, 0.9999)
DEAD = (0.5, 0.9)
SATURATED = (0.25, 0.5)
#: two inputs that are more alike than this at the start say nothing at the end
APART = 0.9
_PAGES = {
    "forward": "/guide/exploding-vanishing/", "gradient": "/guide/exploding-vanishing/",
    "likeness": "/beyond/edge-of-chaos/", "dead": "/beyond/relu-and-he/",
    "saturated": "/guide/exploding-vanishing/", "first-loss": "/reference/bugs/#first-loss",
    "blocked": "/reference/bugs/#both-zero", "unused": "/reference/bugs/#never-applied",
    "not-finite": "/guide/exploding-vanishing/",
}  # fmt: skip


@dataclass(frozen=True)
class Node:
    """One function of the forward pass: what came out of it, and the gradient that came back.

    `path` is the module it ran in, `function` its name, `kind` 'weight', 'activation', 'norm' or
    'module', `parameter` the name of its weight. `mean_square` is E[z²] of its output,
    `predicted` what input and weights give for it if the entries are independent, None where that
    is not counted. `likeness` is the mean cosine between the outputs of two examples, `dead` the
    share of units that are 0 for every example and `saturated` the share of values at a bound,
    None where they are not defined. `gradient` is ‖∂L/∂z‖², None where none came back.
    """

    path: str
    function: str
    kind: str
    parameter: str
    shape: tuple[int, ...]
    mean_square: float
    predicted: float | None
    spread: float | None
    likeness: float | None
    dead: float | None
    saturated: float | None
    gradient: float | None
    zero: bool = False


@dataclass(frozen=True)
class Recording:
    """What was recorded: nodes, the loss before each step, gradients, and the tensors' report.

    `losses` has the loss at the start and after each step, `classes` is C where the loss is a
    cross-entropy over C classes. `ratios` maps a parameter to the ratio of its gradient's root
    mean square to its own; `blocked` and `unused` are the parameters that never got a gradient,
    and those that the forward pass does not use.
    """

    nodes: tuple[Node, ...]
    losses: tuple[float, ...]
    classes: int
    ratios: dict[str, float]
    blocked: tuple[str, ...]
    unused: tuple[str, ...]
    likeness: float | None
    tensors: Report

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the recording shows, the gravest first; the tensors have findings of their own."""
        found = [each for rule in _RULES for each in rule(self)]
        return tuple(sorted(found, key=lambda f: -LEVELS.index(f.level)))

    @property
    def verdict(self) -> str:
        """The gravest level of recording and tensors together, or 'ok' below warn."""
        levels = [f.level for f in at_least((*self.findings, *self.tensors.findings), "warn")]
        return max(levels, key=LEVELS.index, default="ok")

    def to_json(self) -> str:
        """The recording as JSON: nodes by depth, findings of both kinds; no NaN, no infinity."""
        return json.dumps({
            "verdict": self.verdict,
            "findings": [f.to_json() for f in (*self.findings, *self.tensors.findings)],
            "losses": [_plain(loss) for loss in self.losses], "classes": self.classes,
            "ratios": {name: _plain(ratio) for name, ratio in self.ratios.items()},
            "nodes": [{key: _plain(value) for key, value in asdict(node).items()}
                      for node in self.nodes],
            "tensors": json.loads(self.tensors.to_json()),
        }, ensure_ascii=False)  # fmt: skip

    def __str__(self) -> str:
        count = f"{len(self.nodes)} functions, {len(self.tensors.rows)} tensors: {self.verdict}"
        lines = [count]
        for finding in (*self.findings, *self.tensors.findings):
            lines += [f"{finding.level} {finding.rule}: {finding.text}"]
            lines += [f"    {name}" for name in finding.where[:8]]
            code = finding.mend.replace("\n", "\n          ")
            lines += [f"    mend: {code}"] if code else []
        heads = ("where", "function", "E[z²]", "predicted", "gradient²", "likeness")
        table = [heads, *(_line(node) for node in self.nodes)]
        widths = [max(len(line[i]) for line in table) for i in range(len(heads))]
        return "\n".join([*lines, "", *(
            "  ".join(f"{cell:{w}}" for cell, w in zip(line, widths, strict=True)).rstrip()
            for line in table
        )])  # fmt: skip


def _line(node: Node) -> tuple[str, ...]:
    numbers = (node.mean_square, node.predicted, node.gradient, node.likeness)
    return (node.path, node.function, *("" if n is None else f"{n:.3g}" for n in numbers))


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return value if isfinite(value) else None
    return list(value) if isinstance(value, tuple) else value


def _outside(value: float, bounds: tuple[tuple[float, float], tuple[float, float]]) -> str:
    for level, (least, most) in zip(("fail", "warn"), reversed(bounds), strict=True):
        if not least <= value <= most:
            return level
    return ""


def _above(value: float, bounds: tuple[float, float]) -> str:
    return "fail" if value > bounds[1] else "warn" if value > bounds[0] else ""


def _found(rule: str, level: str, where: Sequence[str], text: str) -> Finding:
    return Finding(level, tuple(where), text, "", rule, _PAGES[rule])


def _weights(recording: Recording) -> list[Node]:
    """Nodes that a signal must pass: zero weights, meant or not, let none through."""
    return [n for n in recording.nodes if n.kind in ("weight", "module") and not n.zero]


def _not_finite(recording: Recording) -> Iterator[Finding]:
    broken = [n for n in recording.nodes if not isfinite(n.mean_square)]
    if broken:
        yield _found("not-finite", "fail", [broken[0].path],
                     "the forward pass gives values that are not finite, here first")  # fmt: skip


def _forward(recording: Recording) -> Iterator[Finding]:
    weights = [n for n in _weights(recording) if isfinite(n.mean_square)]
    last = weights[-max(len(weights) // 4, 1):]  # fmt: skip
    if len(weights) < 4:
        return
    # medians mislead where a network branches: what is strongest arrives
    for value in (_told, _size):
        strongest = max(last, key=value)
        level = _outside(value(strongest), FORWARD)
        if level:
            what = "what depends on the input" if value is _told else "E[z²]"
            text = (
                f"{what} is {value(strongest):.3g} in the last quarter of the layers, on the "
                f"strongest path, and {value(weights[0]):.3g} in the first"
            )
            yield _found("forward", level, [strongest.path], text)
            return


def _size(node: Node) -> float:
    return node.mean_square


def _told(node: Node) -> float:
    """Biases give every input the same: they carry no signal."""
    return node.mean_square if node.spread is None else node.spread


def _gradient(recording: Recording) -> Iterator[Finding]:
    weights = [n for n in _weights(recording) if n.gradient and isfinite(n.gradient)]
    if len(weights) < 4:
        return
    first = max(weights[: max(len(weights) // 4, 1)], key=lambda n: n.gradient or 0)
    ratio = (first.gradient or 0) / (weights[-1].gradient or 1)
    level = _outside(ratio, BACKWARD)
    if level:
        yield _found("gradient", level, [first.path],
                     f"‖∂L/∂z‖² in the first quarter of the layers is {ratio:.3g} of that in the "
                     "last layer, on the strongest path")  # fmt: skip


def _likeness(recording: Recording) -> Iterator[Finding]:
    known = [n for n in _weights(recording) if n.likeness is not None]
    if len(known) < 4 or recording.likeness is None or recording.likeness > APART:
        return
    last = min(known[-max(len(known) // 4, 1):], key=lambda n: n.likeness or 0)  # fmt: skip
    level = _above(last.likeness or 0, LIKENESS)
    if level:
        yield _found("likeness", level, [last.path],
                     f"two examples that differ ({recording.likeness:.2f}) are alike to "
                     f"{last.likeness:.5f} in the last quarter of the layers")  # fmt: skip


def _shares(recording: Recording) -> Iterator[Finding]:
    for rule, bounds, told in (
        ("dead", DEAD, "of its units are 0 for every example"),
        ("saturated", SATURATED, "of its values are at a bound, where the slope is near 0"),
    ):
        levels: dict[str, list[Node]] = {}
        for node in recording.nodes:
            share = getattr(node, rule)
            if share is not None and (level := _above(share, bounds)):
                levels.setdefault(level, []).append(node)
        for level, nodes in levels.items():
            most = max(getattr(n, rule) for n in nodes)
            yield _found(rule, level, [n.path for n in nodes], f"up to {most:.0%} {told}")


def _first_loss(recording: Recording) -> Iterator[Finding]:
    if recording.classes < 2 or not recording.losses:
        return
    due, found = log(recording.classes), recording.losses[0]
    level = ("fail" if not found <= 2 * due + 0.5 else
             "warn" if found > 1.25 * due + 0.15 else "")  # fmt: skip
    if level:
        yield _found("first-loss", level, [recording.nodes[-1].path if recording.nodes else ""],
                     f"the first loss is {found:.3g}, where ln {recording.classes} = {due:.3g} is "
                     "due")  # fmt: skip


def _blocked(recording: Recording) -> Iterator[Finding]:
    if recording.blocked:
        text = "no gradient at the start, and none after the steps: they cannot learn"
        yield _found("blocked", "fail", recording.blocked, text)
    if recording.unused:
        yield _found("unused", "note", recording.unused, "the forward pass does not use them")


_RULES = (_not_finite, _forward, _gradient, _likeness, _shares, _first_loss, _blocked)
