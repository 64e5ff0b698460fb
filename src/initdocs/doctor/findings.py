"""What a rule finds, and what it looks at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import Any

from initdocs import _check
from initdocs.doctor.layouts import split
from initdocs.doctor.modules import Module
from initdocs.doctor.rows import Row, siblings

#: from what is worth knowing to what will not train
LEVELS = ("note", "warn", "fail")


@dataclass(frozen=True)
class Finding:
    """One finding: `where` holds the names of its tensors, `mend` the code that mends it.

    `page` is the address of the page of this site that explains it. A rule gives level, names,
    text and code; its own name and its page are added where all rules are run.
    """

    level: str
    where: tuple[str, ...]
    text: str
    mend: str = ""
    rule: str = ""
    page: str = ""

    @property
    def count(self) -> int:
        """How many tensors it is about."""
        return len(self.where)

    def to_json(self) -> dict[str, Any]:
        """The finding as plain values."""
        return {
            "rule": self.rule, "level": self.level, "where": list(self.where),
            "count": self.count, "text": self.text, "mend": self.mend, "page": self.page,
        }  # fmt: skip


@dataclass(frozen=True)
class Model:
    """What a rule sees: the rows in the order of the state, and the modules if they are known."""

    rows: tuple[Row, ...]
    modules: dict[str, Module] = field(default_factory=dict)

    @property
    def weights(self) -> list[Row]:
        """Rows whose entries multiply a signal."""
        return [row for row in self.rows if row.is_weight]

    @property
    def framework(self) -> str:
        """Whose names the rows have."""
        return self.rows[0].framework if self.rows else "PyTorch"

    @property
    def siblings(self) -> list[list[Row]]:
        """Groups of rows that play one part in several blocks."""
        return list(siblings(self.rows).values())

    @property
    def has_norm(self) -> bool:
        """Whether anything normalizes."""
        return any(m.is_norm for m in self.modules.values()) or any(
            row.role == "norm scale" for row in self.rows
        )

    @property
    def is_trained(self) -> bool:
        """Whether running means have moved: then the tensors are no draws any more."""
        return any(
            row.role == "buffer" and "mean" in row.name and not row.is_zero for row in self.rows
        )

    def head(self) -> Row | None:
        """The last weight, if it is a matrix."""
        last = [row for row in self.weights if row.role != "recurrent"][-1:]
        return last[0] if last and last[0].role == "dense" and len(self.weights) > 1 else None


def is_embedding_perhaps(row: Row, model: Model) -> bool:
    """Whether a matrix from N(0, 1) without a bias may be an embedding that no text names."""
    bias = row.name[: len(row.name) - len(split(row.name)[1])] + "bias"
    return (
        row.module is None
        and len(row.shape) == 2
        and any(law.title == "standard normal" for law in row.laws)
        and all(other.name != bias for other in model.rows)
    )


def at_least(findings: Sequence[Finding], level: str) -> tuple[Finding, ...]:
    """The findings at or above a level of `LEVELS`."""
    least = LEVELS.index(_check.one_of("level", level, LEVELS))
    return tuple(f for f in findings if LEVELS.index(f.level) >= least)


def without(findings: Sequence[Finding], ignore: Iterable[str]) -> tuple[Finding, ...]:
    """The findings without those of `ignore`, each 'rule' or 'rule:pattern of names'.

    A finding loses the names that match, and is gone with its last. Errors: an unknown rule.
    """
    from initdocs.doctor import rules  # noqa: PLC0415 - the rules stand on this module

    if isinstance(ignore, str):
        ignore = (ignore,)
    pairs = []
    for text in ignore:
        rule, _, pattern = str(text).partition(":")
        _check.one_of("ignore", rule, [name.replace("_", "-") for name in rules.NAMES])
        pairs.append((rule, pattern or "*"))
    left = []
    for finding in findings:
        patterns = [pattern for rule, pattern in pairs if rule == finding.rule]
        names = [n for n in finding.where if not any(fnmatchcase(n, p) for p in patterns)]
        left += [replace(finding, where=tuple(names))] if names else []
    return tuple(left)
