"""A report as HTML: the same on the page that is built, and for a file that a reader drops.

It is made from the report's JSON alone, so a report that was written elsewhere is shown as well.
What stands in a file is text here: every name is escaped.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from math import log10
from typing import Any

from initdocs.doctor import curves, folding
from initdocs.doctor.findings import LEVELS
from initdocs.doctor.markdown import markdown, summary

Told = Mapping[str, Any]
#: a verdict in a word
VERDICTS = {"fail": "Broken", "warn": "Look at this", "ok": "Nothing to mend"}
NOT_FRESH = "Not fresh: cannot be judged"
#: from the doctor's page to the site
ROOT = "../.."
#: so many names of a finding are shown before the rest is folded away
FEW = 3
#: the axis of n·σ²: four decades
LOW, HIGH = -2.0, 2.0


def page(told: Told, root: str = ROOT) -> str:
    """A report, or a recording, as HTML; `root` leads to the site from where it is shown.

    Errors: a `ValueError` for what is no report.
    """
    tensors = told.get("tensors", told) if isinstance(told, Mapping) else {}
    if not isinstance(tensors, Mapping) or not {"rows", "findings", "unjudged"} <= set(tensors):
        msg = "report: got other JSON, allowed: what `initdocs doctor --json` or `to_json()` writes"
        raise ValueError(msg)
    try:
        return _page(told, tensors, root)
    except (KeyError, TypeError, IndexError, AttributeError) as error:
        msg = f"report: {type(error).__name__} {error} is not as `to_json()` of this version writes"
        raise ValueError(msg) from error


def _page(told: Told, tensors: Told, root: str) -> str:
    findings = told["findings"]
    grave = [f for f in findings if f["level"] != "note"]
    notes = [f for f in findings if f["level"] == "note"]
    verdict = told["verdict"]
    word = NOT_FRESH if _is_trained(tensors) else VERDICTS[verdict]
    head = (
        f'<p class="doctor-head"><strong class="doctor-verdict">{word}</strong> '
        f"<span>{escape(summary(told))}</span> "
        '<button type="button" class="md-button" data-copy-report>Copy as Markdown</button></p>'
    )
    parts = [f'<div class="doctor-report" data-verdict="{escape(verdict)}">', head]
    if grave:
        parts += ['<h2 class="doctor-title">Findings</h2>', _findings(grave, root)]
    if notes:
        count = "1 note" if len(notes) == 1 else f"{len(notes)} notes"
        parts.append(
            f'<details class="doctor-more"><summary>{count}: worth knowing, in sound models too'
            f"</summary>{_findings(notes, root)}</details>"
        )
    parts += [_unjudged(tensors["unjudged"]), curves.depth(told) if "nodes" in told else ""]
    parts += [_tensors(tensors["rows"], findings)]
    parts.append(f"<template data-markdown>{escape(markdown(told))}</template></div>")
    return "".join(parts)


def _is_trained(tensors: Told) -> bool:
    return any(reason.startswith("not fresh") for reason in tensors["unjudged"])


def _findings(findings: Sequence[Told], root: str) -> str:
    return f'<ol class="doctor-findings">{"".join(_finding(f, root) for f in findings)}</ol>'


def title(rule: str) -> str:
    """A rule as one reads it.

    >>> title("odd-one-out")
    'Odd one out'
    """
    told = rule.replace("-", " ")
    return told[:1].upper() + told[1:]


def _finding(finding: Told, root: str) -> str:
    names = [f"<code>{escape(name)}</code>" for name in finding["where"] if name]
    few, rest = names[:FEW], names[FEW:]
    shown = " ".join(few)
    if rest:
        shown += f" <details><summary>and {len(rest)} more</summary>{' '.join(rest)}</details>"
    told = title(finding["rule"])
    mend = (
        '<div class="doctor-mend"><pre tabindex="0"><code>'
        f"{escape(finding['mend'])}</code></pre>"
        '<button type="button" class="md-button" data-copy-code>Copy</button></div>'
        if finding["mend"]
        else ""
    )
    link = (
        f'<a href="{escape(root + finding["page"])}">Why<span class="doctor-hidden">: '
        f"{escape(told.lower())}</span></a>"
        if finding["page"].startswith("/")
        else ""
    )
    return (
        f'<li data-level="{escape(finding["level"])}" data-rule="{escape(finding["rule"])}">'
        f'<p><span class="doctor-level">{escape(finding["level"])}</span> '
        f"<strong>{escape(told)}.</strong> {_sentence(finding['text'])} {link}</p>"
        f'<div class="doctor-where">{shown}</div>{mend}</li>'
    )


def _sentence(text: str) -> str:
    """A finding's text as a sentence; what stands in back quotes is code."""
    told = escape(text[:1].upper() + text[1:]).rstrip(".") + "."
    told = re.sub(r"10\^(-?)([\d.]+\d)", _power, told)
    parts = told.split("`")
    if len(parts) % 2 == 0:
        return told
    return "".join(f"<code>{part}</code>" if i % 2 else part for i, part in enumerate(parts))


def _power(found: re.Match[str]) -> str:
    return f"10<sup>{'−' if found[1] else ''}{found[2]}</sup>"


def _unjudged(unjudged: Told) -> str:
    if not unjudged:
        return ""
    items = []
    for reason, names in unjudged.items():
        shown = ", ".join(f"<code>{escape(name)}</code>" for name in names[:FEW])
        more = f" and {len(names) - FEW} more" if len(names) > FEW else ""
        items.append(f"<li>{escape(reason)}{': ' + shown + more if names else ''}</li>")
    return (
        '<details class="doctor-more"><summary>What cannot be judged</summary>'
        f"<ul>{''.join(items)}</ul></details>"
    )


def _tensors(rows: Sequence[Told], findings: Sequence[Told]) -> str:
    levels: dict[str, str] = {}
    for finding in sorted(findings, key=lambda f: LEVELS.index(f["level"])):
        if finding["level"] != "note":
            levels |= dict.fromkeys(finding["where"], finding["level"])
    groups = folding.folded(rows)
    lines = "".join(_group(name, of, levels) for name, of in groups)
    count = f"{len(rows)} in {len(groups)} lines" if len(groups) < len(rows) else f"{len(rows)}"
    return (
        f'<h2 class="doctor-title">Tensors <small>{count}</small></h2>'
        '<form class="doctor-filter" autocomplete="off">'
        '<label>Filter <input type="search" name="filter" placeholder="name, role or law"></label>'
        '<label><input type="checkbox" name="found"> only those of findings</label>'
        '<output role="status"></output></form>'
        '<div class="doctor-row doctor-columns" aria-hidden="true"><span>tensor</span>'
        f"<span>its values, its law</span><span>n·σ²{_scale()}</span><span>law</span></div>"
        f'<ul class="doctor-tensors">{lines}</ul>'
    )


def _group(name: str, rows: Sequence[Told], levels: Mapping[str, str]) -> str:
    found = [levels[row["name"]] for row in rows if row["name"] in levels]
    level = f' data-level="{max(found, key=LEVELS.index)}"' if found else ""
    if len(rows) == 1:
        return f"<li{level}>{_line(name, rows, 'div')}</li>"
    members = "".join(_group(row["name"], [row], levels) for row in rows)
    return f"<li{level}><details>{_line(name, rows, 'summary')}<ul>{members}</ul></details></li>"


def _line(name: str, rows: Sequence[Told], tag: str) -> str:
    times = f' <span class="doctor-times">× {len(rows)}</span>' if len(rows) > 1 else ""
    roles = " and ".join(dict.fromkeys(row["role"] for row in rows))
    # a long name breaks after its dots
    shown = escape(name).replace(".", ".<wbr>").replace("/", "/<wbr>")
    return (
        f'<{tag} class="doctor-row"><span class="doctor-name"><code>{shown}</code>{times} '
        f"<small>{escape(folding.shapes(rows))} {escape(roles)}</small></span>"
        f'<span class="doctor-strip">{_strip(rows)}</span>'
        f'<span class="doctor-kept">{_kept(rows)}</span>'
        f'<span class="doctor-law">{escape(folding.laws(rows))}</span></{tag}>'
    )


WIDE, TALL = 120, 30


def _strip(rows: Sequence[Told]) -> str:
    """A histogram, and the counts that the law expects as a line of the law's colour."""
    strip = folding.pooled(rows)
    if strip is None:
        return ""
    counts, law = strip["counts"], strip["law"]
    most = max([*counts, *(law or [])]) or 1
    step = WIDE / len(counts)

    def y(count: float) -> str:
        return f"{TALL - (TALL - 2) * count / most:.0f}"

    bars = "".join(f"V{y(n)}h{step:g}" for n in counts)
    line = ""
    if law:
        tops = "".join(f"{'V' if i else f'M0 {TALL}V'}{y(n)}h{step:g}" for i, n in enumerate(law))
        line = f'<path class="doctor-curve" data-law="{_start(rows)}" d="{tops}V{TALL}"/>'
    return (
        f'<svg viewBox="0 0 {WIDE} {TALL}" aria-hidden="true" preserveAspectRatio="none">'
        f'<path class="doctor-bars" d="M0 {TALL}{bars}V{TALL}z"/>{line}</svg>'
    )


def _start(rows: Sequence[Told]) -> str:
    """Whose law it is, for its colour: of the starts that have one."""
    law = Counter(row["law"] for row in rows).most_common(1)[0][0]
    return next((name.lower() for name in ("He", "LeCun", "Xavier") if law.startswith(name)), "own")


AXIS = 132


def _at(value: float) -> float:
    """Where n·σ² stands on the axis: at its ends what is beyond."""
    power = log10(value) if value > 0 else LOW
    return 6 + (AXIS - 12) * (min(max(power, LOW), HIGH) - LOW) / (HIGH - LOW)


def _scale() -> str:
    marks = ((0.01, "10⁻²", "start"), (1, "1", "middle"), (2, "2", "middle"), (100, "10²", "end"))
    texts = "".join(
        f'<text x="{_at(v):.0f}" y="10" text-anchor="{anchor}">{told}</text>'
        for v, told, anchor in marks
    )
    return f'<svg viewBox="0 0 {AXIS} 12" width="{AXIS}" height="12">{texts}</svg>'


def _kept(rows: Sequence[Told]) -> str:
    ends = folding.kept(rows)
    if ends is None:
        return ""
    low, high = ends
    dots = sorted({round(_at(row["kept"])) for row in rows if row["kept"] is not None})
    grid = "".join(
        f'<path class="{kind}" d="M{_at(v):.1f} 2V22"/>'
        for v, kind in ((0.1, "doctor-decade"), (10, "doctor-decade"), (1, "doctor-one"),
                        (2, "doctor-two"))
    )  # fmt: skip
    line = f'<path class="doctor-span" d="M{dots[0]} 12H{dots[-1]}"/>' if len(dots) > 1 else ""
    marks = "".join(_mark(x, low, high) for x in dots)
    told = _number(low) if _number(low) == _number(high) else f"{_number(low)} to {_number(high)}"
    return (
        f'<svg viewBox="0 0 {AXIS} 24" width="{AXIS}" height="24" aria-hidden="true">'
        f'<path class="doctor-axis" d="M6 12H{AXIS - 6}"/>{grid}{line}{marks}</svg>'
        f'<small><span class="doctor-hidden">n·σ² </span>{told}</small>'
    )


def _mark(x: int, low: float, high: float) -> str:
    """A dot; at an end of the axis that a value is beyond, an arrow."""
    if x <= 6 and low < 10**LOW:
        return '<path class="doctor-dot" d="M2 12l8-5v10z"/>'
    if x >= AXIS - 6 and high > 10**HIGH:
        return f'<path class="doctor-dot" d="M{AXIS - 2} 12l-8-5v10z"/>'
    return f'<circle class="doctor-dot" cx="{x}" cy="12" r="3.5"/>'


def _number(value: float) -> str:
    return "0" if value == 0 else f"{value:.3g}"
