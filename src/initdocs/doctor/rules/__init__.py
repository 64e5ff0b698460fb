"""The rules: each module is one, found by being here; those with an underscore are shared.

A rule's module holds `PAGE`, the page that explains it, and `rule(model)`, which yields findings:
their level, the names of their tensors, a sentence, and the line of code that mends them. Its name
is the module's, with dashes. Its tests, a broken and a sound case, stand in
`tests/doctor/rules/test_NAME.py`.
"""

# It imports the doctor's rows and findings.

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pkgutil import iter_modules

from initdocs.doctor.findings import LEVELS, Finding, Model

NAMES = tuple(m.name for m in iter_modules(__path__) if not m.name.startswith("_"))


def run(model: Model) -> tuple[Finding, ...]:
    """Every rule's findings, the gravest first."""
    found = [finding for name in NAMES for finding in _one(name, model)]
    return tuple(sorted(found, key=lambda f: -LEVELS.index(f.level)))


def _one(name: str, model: Model) -> Iterator[Finding]:
    module = import_module(f"{__name__}.{name}")
    if model.is_trained and not getattr(module, "TRAINED", False):
        return
    for finding in module.rule(model):
        yield replace(finding, rule=name.replace("_", "-"), page=module.PAGE)
