"""What a recipe is: rules, their source, and shapes to try it on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

Shapes = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True)
class Rule:
    """A law for the tensors whose names match: `why` says what it is for.

    `axes` restricts it to tensors of so many axes, where names alone do not part kernels from
    scales. The law is written as for `Report.expect`, in these names beside the fans: `layers`
    (how many blocks the names count), `layer` (the block's index, from 0), `width` (the features
    of the first embedding), `outputs` (the first axis) and the recipe's options.
    """

    pattern: str
    law: str | float
    why: str
    axes: int = 0


@dataclass(frozen=True)
class Source:
    """Where a recipe was read: a file of a public repository at a commit."""

    repository: str
    path: str
    commit: str

    @property
    def address(self) -> str:
        """The file as a link."""
        return f"https://github.com/{self.repository}/blob/{self.commit}/{self.path}"

    @property
    def told(self) -> str:
        """The file in a line."""
        return f"{self.repository}, {self.path}, at {self.commit[:8]}"


@dataclass(frozen=True)
class Recipe:
    """A model's start: its rules in order, where they were read, and a small example.

    `options` are numbers that no shape tells, with the values that the source has. `note` says
    what the rules do not: scalings in `forward`, what a reader may not expect. `key` is a tensor
    of the example that shows the recipe's point.
    """

    name: str
    title: str
    about: str
    rules: tuple[Rule, ...]
    sources: tuple[Source, ...]
    shapes: Shapes
    key: str
    note: str = ""
    options: Mapping[str, float] = field(default_factory=dict)

    def rule(self, name: str, shape: tuple[int, ...]) -> Rule:
        """The rule for a tensor: the last whose pattern matches.

        Errors: a `ValueError` for a tensor that no rule is for.
        """
        fitting = [rule for rule in self.rules
                   if fnmatchcase(name, rule.pattern) and rule.axes in (0, len(shape))]  # fmt: skip
        if not fitting:
            patterns = ", ".join(dict.fromkeys(rule.pattern for rule in self.rules))
            msg = f"shapes: got {name!r}, for which {self.name} has no rule, allowed: {patterns}"
            raise ValueError(msg)
        return fitting[-1]
