"""The doctor's page: where a file is dropped, the examples, and a report of one of them."""

from collections.abc import Callable, Iterable
from html import escape

from initdocs.doctor import markup
from initdocs.recipes.patients import PATIENTS, Patient
from initdocs_site.page import cache, compute, examined, tasks

#: what is shown at first
FIRST = "odd"


def render(address: Callable[[str], str]) -> str:
    """All of it, with the report of the first example: whole without a script.

    `address` tells where a page is seen from this one: builders do not agree.
    """
    if not cache.live():
        return '<p class="switched-off">The doctor is switched off.</p>'
    broken = [p for p in PATIENTS.values() if p.verdict != "ok"]
    sound = [p for p in PATIENTS.values() if p.verdict == "ok"]
    first = PATIENTS[FIRST]
    report = compute.result(tasks.patient(FIRST))
    report = report.replace(f'href="{markup.ROOT}/', f'href="{address("index.md")}')
    return (
        '<section class="doctor" data-doctor data-state="idle" data-search-exclude '
        f'aria-label="The doctor">{_give()}'
        f"{_examples('Broken', broken)}{_examples('Sound', sound)}"
        '<p class="doctor-status" data-status role="status"></p>'
        f'<p class="doctor-subject" data-subject tabindex="-1">{_subject(first)}</p>'
        f"<div data-report>{report}</div></section>"
    )


def _subject(patient: Patient) -> str:
    return f"<strong>Example: {escape(patient.title)}.</strong> {escape(patient.about)}"


def _give() -> str:
    return (
        '<div class="doctor-give" data-give>'
        '<p class="doctor-drop"><strong>Drop a file anywhere on this page</strong>, or '
        '<label class="demo-file"><input type="file" data-files '
        'accept=".npz,.safetensors,.json,application/octet-stream"> choose one</label>: '
        "<code>.npz</code>, <code>.safetensors</code>, or a report as <code>.json</code>, up to "
        "200 MB. It never leaves your device.</p>"
        '<p class="doctor-cost" data-cost>Python examines it in this page, and loads then '
        "(some megabytes, once, then kept on this device).</p>"
        '<details class="doctor-text"><summary>Paste <code>print(model)</code>, so that groups, '
        "strides and activations are known</summary>"
        '<textarea name="text" rows="6" spellcheck="false" aria-label="The text of print(model) '
        'or of a Keras summary" placeholder="Sequential(&#10;  (0): Linear(in_features=784, …"'
        "></textarea>"
        '<button type="button" class="md-button" data-again disabled>Examine the file with it'
        "</button></details></div>"
    )


def _examples(title: str, patients: Iterable[Patient]) -> str:
    items = []
    for patient in patients:
        html = compute.result(tasks.patient(patient.name))
        current = ' aria-current="true"' if patient.name == FIRST else ""
        items.append(
            f'<li><a href="?doctor.example={patient.name}" data-example="{patient.name}"{current} '
            f'data-at="{examined.address(patient.name, html)}" '
            f'title="{escape(patient.about)}">{escape(patient.title)}</a></li>'
        )
    return (
        f'<div class="doctor-examples"><span id="doctor-{title.lower()}">{title}</span>'
        f'<ul class="demo-presets" aria-labelledby="doctor-{title.lower()}">{"".join(items)}</ul>'
        "</div>"
    )
