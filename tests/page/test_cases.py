"""Each problem of an engineer has an answer: its command is run, its section is read."""

import contextlib
import io
import shlex
from urllib.parse import urlsplit

import numpy as np
import pytest
from markdown.extensions.toc import slugify

from initdocs.commands import main
from initdocs.recipes.patients import PATIENTS
from initdocs_site import ROOT
from initdocs_site.page.cases import CASES


def test_there_are_twenty_five():
    """Each with an answer of its own kind."""
    assert len(CASES) == 25
    assert {case.kind for case in CASES} == {"command", "python", "page"}


def of_command(answer):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert main(shlex.split(answer)[1:]) == 0
    return out.getvalue()


def of_python(answer):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            exec(answer, {"np": np})
        except ValueError as refused:
            return str(refused)
    return out.getvalue()


def anchor(heading):
    """The place that the builder gives a heading."""
    line = heading.partition("\n")[0]
    words, _, own = line.partition("{ #")
    return own.removesuffix("}").strip() or slugify(words.strip(), "-")


def of_page(answer):
    """The section, or what the doctor finds in the example that is shown."""
    place = urlsplit(answer)
    text = (ROOT / "docs" / place.path).read_text("utf-8")
    if place.query:
        patient = PATIENTS[place.query.removeprefix("doctor.example=")]
        return " ".join(f.rule for f in patient.report().findings if f.level != "note")
    if place.fragment:
        named = (i for i in range(len(text)) if text.startswith("\n## ", i))
        start = next((i for i in named if anchor(text[i + 4 :]) == place.fragment), None)
        assert start is not None, answer
        start += 1
        return text[start:].partition("\n## ")[0]
    return text


@pytest.mark.parametrize("case", CASES, ids=[case.told for case in CASES])
def test_its_answer(case):
    """What is to be seen stands in it."""
    read = {"command": of_command, "python": of_python, "page": of_page}[case.kind]
    assert case.holds in read(case.answer)
