"""Tables of what the doctor was tried on: public models, broken starts, engineers' problems."""

from collections import Counter
from collections.abc import Callable
from html import escape
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from initdocs.recipes.patients import PATIENTS
from initdocs_site.page.blocks.frameworks import _scrolling
from initdocs_site.page.cases import CASES, Case
from initdocs_site.page.proof import broken, explained, record, rivals

Address = Callable[[str], str]


def models() -> str:
    """A table a package: each fresh model with its verdict, and what is at warn or above."""
    told = record()
    parts = []
    for package, rows in groupby(told["models"], key=lambda row: row["package"]):
        body = []
        for row in rows:
            found = ", ".join(f"{key} ({n})" for key, n in row["found"].items())
            why = explained(row["name"])
            body.append(
                f"<tr><th scope=row><code>{escape(row['name'])}</code></th>"
                f'<td class="number">{row["tensors"]}</td>'
                f'<td class="number">{row["named"]} of {row["weights"]}</td>'
                f"<td>{escape(row['verdict'])}</td><td>{escape(found)}"
                f"{f'<br>{escape(why)}' if why else ''}</td></tr>"
            )
        head = (
            '<thead><tr><th scope=col>Model<th scope=col class="number">Tensors'
            '<th scope=col class="number">Laws named<th scope=col>Verdict<th scope=col>Found'
        )
        table = f"<table class=facts>{head}</thead><tbody>{''.join(body)}</tbody></table>"
        count = len(body)
        parts.append(
            f"<details><summary>{count} of {package} {told['versions'][package]}</summary>"
            f"{_scrolling(table, f'The doctor on models of {package}')}</details>"
        )
    return (
        f"<p>{_counted(told['models'])}</p>"
        f'<div class="defaults" data-search-exclude>{"".join(parts)}</div>'
    )


def _counted(rows: list[dict[str, Any]]) -> str:
    verdicts = Counter(row["verdict"] for row in rows)
    tensors, weights, named = (
        sum(row[key] for row in rows) for key in ("tensors", "weights", "named")
    )
    return (
        f"{len(rows)} models with {tensors:,} tensors: in {verdicts['ok']} nothing is to be "
        f"mended, {verdicts['warn']} have a warning, {verdicts['fail']} a fault. "
        f"Of {weights:,} weights {named:,} have a law with a name or a structure."
    )


def patients(address: Address) -> str:
    """The broken starts and the sound ones, each with what was done and its verdict."""
    body = "".join(
        f'<tr><th scope=row><a href="{address("tools/doctor.md")}?doctor.example={p.name}">'
        f"{escape(p.title)}</a></th><td>{escape(p.about)}</td><td>{p.verdict}</td></tr>"
        for p in PATIENTS.values()
    )
    head = "<thead><tr><th scope=col>Start<th scope=col>What was done<th scope=col>Verdict"
    table = f"<table class=facts>{head}</thead><tbody>{body}</tbody></table>"
    return _scrolling(table, "Broken and sound starts")


def variants() -> str:
    """A table a kind of fault: each start that has it, and which rules named its tensors."""
    told = broken()
    parts = []
    for kind, group in groupby(told["variants"], key=lambda row: row["kind"]):
        rows = list(group)
        found = sum(bool(row["rules"]) for row in rows)
        body = "".join(
            f"<tr><th scope=row>{escape(told['starts'][row['start']]['title'])}</th>"
            f"<td>{escape(row['about'])}</td>"
            f"<td>{_seen(row)}</td></tr>"
            for row in rows
        )
        head = "<thead><tr><th scope=col>Start<th scope=col>What was done<th scope=col>Found"
        table = f"<table class=facts>{head}</thead><tbody>{body}</tbody></table>"
        title = f"{kind[0].upper()}{kind[1:]}"
        parts.append(
            f"<details><summary>{escape(title)}: {found} of {len(rows)} found</summary>"
            f"{_scrolling(table, title)}</details>"
        )
    return (
        f"<p>{_of_variants(told)}</p>"
        f'<div class="defaults" data-search-exclude>{"".join(parts)}</div>'
    )


def _seen(row: dict[str, Any]) -> str:
    if row["rules"]:
        return f"{row['level']}: {escape(', '.join(row['rules']))}"
    told = " <code>recipes.check</code> tells it." if row["told"] else ""
    return f"Not found. {escape(row['missed'])}{told}"


def _of_variants(told: dict[str, Any]) -> str:
    rows, starts = told["variants"], told["starts"]
    found = sum(bool(row["rules"]) for row in rows)
    left = [row for row in rows if not row["rules"]]
    alarms = sum(start["alarms"] for start in starts.values())
    return (
        f"{len(rows)} broken starts: in {found} a finding at warn or above names a tensor that was "
        f"changed, in {len(left)} none does. Of these {sum(bool(r['told']) for r in left)} are "
        "told by <code>initdocs.recipes.check</code>, which knows what was meant. "
        f"In {told['sound']} draws of each of the {len(starts)} sound starts there "
        f"{'was' if alarms == 1 else 'were'} {alarms or 'no'} "
        f"false alarm{'' if alarms == 1 else 's'}."
    )


#: what each tool is given, what is called, and what counts as a word about a start
TOOLS = {
    "initdocs": ("the tensors, and the text of the model where there is one",
                 "tensors(state, text)", "a finding at warn or above"),
    "model-clinic": ("the tensors", "diagnose(state_dict)", "a finding at WARN or ERROR"),
    "neural-net-checklist": ("a model that runs, a batch and its classes",
                             "its assertions about the start; the two that train were left out",
                             "an assertion that fails"),
    "anyinit": ("a model that runs, and a batch",
                'initialize(model, "analytic", batch), which draws the start anew',
                "report.assert_healthy() raises"),
}  # fmt: skip


def tools() -> str:
    """A line a tool: what it needs, and in how many of the broken and the sound starts it speaks.

    The second count is over the starts that every tool could be given.
    """
    told = rivals()
    variants, sound = told["variants"], told["sound"]
    shared = [row for row in variants if None not in row["found"].values()]
    body = []
    for name, (needs, called, counts) in TOOLS.items():
        given = [row["found"][name] for row in variants if row["found"][name] is not None]
        alarms = [of[name] for of in sound.values() if of[name] is not None]
        release = f" {told['versions'][name]}" if name in told["versions"] else ""
        body.append(
            f"<tr><th scope=row>{escape(name)}{release}</th>"
            f"<td>{escape(needs)}</td><td>{escape(called)}<br><small>{escape(counts)}</small></td>"
            f'<td class="number">{sum(given)} of {len(given)}</td>'
            f'<td class="number">{sum(row["found"][name] for row in shared)} of {len(shared)}</td>'
            f'<td class="number">{sum(alarms)} of {len(alarms)}</td></tr>'
        )
    head = (
        "<thead><tr><th scope=col>Tool<th scope=col>Needs<th scope=col>Called"
        '<th scope=col class="number">Found<th scope=col class="number">Where all could be asked'
        '<th scope=col class="number">Sound starts with a word'
    )
    table = f"<table class=facts>{head}</thead><tbody>{''.join(body)}</tbody></table>"
    when = f"<p>Run on {escape(told['date'])}.</p>"
    return _scrolling(table, "Other tools on the same starts") + when


def cases(address: Address) -> str:
    """The problems of engineers, each with its one command or its section."""
    body = "".join(
        f"<tr><th scope=row>{escape(case.problem)}<br><small>{escape(case.told)}</small></th>"
        f"<td>{_answer(case, address)}</td></tr>"
        for case in CASES
    )
    head = "<thead><tr><th scope=col>Problem<th scope=col>Answer"
    table = f"<table class=facts>{head}</thead><tbody>{body}</tbody></table>"
    return _scrolling(table, "Problems and their answers")


def _answer(case: Case, address: Address) -> str:
    if case.kind != "page":
        return f"<code>{escape(case.answer)}</code>".replace("\n", "<br>")
    place = urlsplit(case.answer)
    more = (f"?{place.query}" if place.query else "") + (
        f"#{place.fragment}" if place.fragment else ""
    )
    name = place.query.rpartition("=")[2] or place.fragment or place.path
    if place.query:
        name = PATIENTS[name].title
    return f'<a href="{address(place.path)}{escape(more)}">{escape(name.removesuffix(".md"))}</a>'
