"""Commands that read files: doctor and diff."""

import argparse
import json
import sys
from pathlib import Path

from initdocs import _check, recipes
from initdocs.commands._command import Answer, Command
from initdocs.commands._text import prose, table
from initdocs.doctor import LEVELS, Report, at_least, read, tensors
from initdocs.doctor.findings import without
from initdocs.frameworks.table import ADDRESS
from initdocs.recipes import RECIPES

INPUTS = """\
The two files, from PyTorch:
  np.savez("model.npz", **{k: v.float().numpy() for k, v in model.state_dict().items()})
  open("model.txt", "w").write(repr(model))
A .safetensors file does as well. The text tells groups, strides and activations.
Status: 0, 1 for a finding at or above --fail-on, 2 where something cannot be read."""


def _doctor_arguments(part: argparse.ArgumentParser) -> None:
    part.add_argument("file", help="a .npz or .safetensors file of the fresh model")
    part.add_argument("--text", metavar="FILE", help="a file with the text of print(model)")
    part.add_argument("--json", action="store_true", help="the whole report as JSON")
    part.add_argument("--fail-on", default="warn", metavar="LEVEL",
                      help=f"{', '.join(LEVELS)}; by default warn")  # fmt: skip
    part.add_argument("--ignore", action="append", default=[], metavar="RULE:GLOB",
                      help="leave out a rule's findings of these names: zeros:head.*")  # fmt: skip
    part.add_argument("--tensors", action="store_true", help="a line a tensor, too")


def _doctor(given: argparse.Namespace) -> Answer:
    _check.one_of("--fail-on", given.fail_on, LEVELS)
    without((), given.ignore)
    report = _report(given.file, given.text)
    found = without(report.findings, given.ignore)
    status = 1 if at_least(found, given.fail_on) else 0
    if given.json:
        told = json.loads(report.to_json())
        told["findings"] = [finding.to_json() for finding in found]
        yield json.dumps(told, ensure_ascii=True)
        return status
    for finding in found:
        yield f"{finding.level} {finding.rule}: {' '.join(finding.where)}: {finding.text}"
        for i, line in enumerate(finding.mend.splitlines()):
            yield f"{'        ' if i else '  mend: '}{line}"
        yield f"  page: {ADDRESS}{finding.page.removeprefix('/')}"
    for reason, names in report.unjudged.items():
        yield f"cannot judge: {reason}" + (f": {' '.join(names)}" if names else "")
    if given.tensors:
        yield from report.table()
    counts = ", ".join(f"{sum(f.level == level for f in found)} {level}" for level in LEVELS[::-1])
    yield f"{len(report.rows)} tensors: {counts}"
    return status


def _report(file: str, text: str | None) -> Report:
    _progress(f"reading {file}")
    state = read(file)
    told = _text(text) if text else None
    _progress(f"examining {len(state)} tensors")
    report = tensors(state, told)
    _progress("")
    return report


def _text(file: str) -> str:
    try:
        return Path(file).read_text("utf-8")
    except OSError as error:
        msg = f"--text: {file}: cannot be read ({error.strerror or error})"
        raise ValueError(msg) from error
    except UnicodeDecodeError as error:
        msg = f"--text: {file}: got no text in UTF-8, allowed: the text of print(model)"
        raise ValueError(msg) from error


def _progress(told: str) -> None:
    """One line that is written over, where someone watches."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{told}", end="", file=sys.stderr, flush=True)


def _diff_arguments(part: argparse.ArgumentParser) -> None:
    part.add_argument("before", help="a .npz or .safetensors file")
    part.add_argument("after", help="a .npz or .safetensors file")
    part.add_argument("--json", action="store_true", help="every tensor as JSON")


def _diff(given: argparse.Namespace) -> Answer:
    found = _report(given.after, None).diff(_report(given.before, None))
    if given.json:
        yield json.dumps(found.to_json(), ensure_ascii=True)
    else:
        yield from str(found).splitlines()
    return 1 if found.changed else 0


def _recipe_arguments(part: argparse.ArgumentParser) -> None:
    part.add_argument("name", nargs="?", help=", ".join(RECIPES))
    part.add_argument("file", nargs="?", help="a .npz or .safetensors file to compare with it")


def _recipe(given: argparse.Namespace) -> Answer:
    if given.name is None:
        yield from table([(r.name, r.about) for r in RECIPES.values()])
        return 0
    recipe = recipes.get(given.name)
    if given.file is None:
        yield f"{recipe.name}: {recipe.about}"
        yield from table([(rule.pattern, str(rule.law), rule.why) for rule in recipe.rules])
        yield from ([f"note: {prose(recipe.note)}"] if recipe.note else [])
        yield from (f"read in {source.told}" for source in recipe.sources)
        return 0
    wrong = recipes.check(recipe.name, read(given.file))
    yield from wrong or ["as the recipe has it"]
    return 1 if wrong else 0


COMMANDS = {
    "doctor": Command("what a fresh model's tensors were drawn from, and what is wrong",
                      _doctor_arguments, _doctor, INPUTS),
    "recipe": Command("what a well-known model draws, and whether a file is so",
                      _recipe_arguments, _recipe, "initdocs recipe gpt2 model.npz"),
    "diff": Command("two states, tensor by tensor: law, spread, distribution",
                    _diff_arguments, _diff, "Status: 0, 1 where a law differs, 2 unread."),
}  # fmt: skip
