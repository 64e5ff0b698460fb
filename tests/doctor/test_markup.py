"""A report as HTML and as Markdown: all of it is there, and text stays text."""

import json
import re

import numpy as np
import pytest
from bs4 import BeautifulSoup

from initdocs.doctor import markup, tensors
from initdocs.doctor.dropped import shown
from initdocs.doctor.markdown import markdown
from initdocs.doctor.recorded import Node, Recording
from initdocs.recipes.patients import PATIENTS
from initdocs_site import ROOT


def told(report):
    return json.loads(report.to_json())


def read(html):
    return BeautifulSoup(html, "html.parser")


@pytest.fixture(scope="module")
def copies():
    return PATIENTS["copies"].report()


def test_every_finding_is_there_the_gravest_first(copies):
    """Its rule, its names, its code and its page; notes are folded away."""
    page = read(markup.page(told(copies)))
    items = page.select(".doctor-findings > li")
    assert [i["data-rule"] for i in items] == [f.rule for f in copies.findings]
    for item, finding in zip(items, copies.findings, strict=True):
        names = [code.get_text() for code in item.select(".doctor-where code")]
        assert names == list(finding.where)
        assert item.select_one(".doctor-mend code").get_text() == finding.mend
        assert item.find("a")["href"] == f"../..{finding.page}"
        noted = item.find_parent("details", class_="doctor-more") is not None
        assert noted == (finding.level == "note")


def test_every_tensor_is_a_line(copies):
    """Folded or not: its name, its law, n·σ² as text and as a mark."""
    page = read(markup.page(told(copies)))
    lines = page.select(".doctor-tensors li:not(:has(li))")
    assert [line.select_one("code").get_text() for line in lines] and len(lines) == 72
    by_name = {line.select_one("code").get_text(): line for line in lines}
    for row in copies.rows:
        line = by_name[row.name]
        assert (
            line.select_one(".doctor-law").get_text() == " or ".join(law.title for law in row.laws)
            or line.select_one(".doctor-law").get_text() == row.law
        )
        mark = line.select_one(".doctor-kept small")
        assert (mark is None) == (row.kept is None)
        if mark:
            assert f"{row.kept:.3g}" in mark.get_text()


@pytest.mark.parametrize(("kept", "x"), [(1, 66), (10, 96), (0.1, 36), (0.01, 6), (1e9, 126)])
def test_the_axis_is_logarithmic(kept, x):
    """A decade is a quarter of it; what is beyond stands at its end, as an arrow."""
    assert markup._at(kept) == pytest.approx(x)
    arrow = "l-8-5v10z" in markup._mark(x, kept, kept)
    assert arrow == (kept > 100)


def test_what_a_file_holds_is_text():
    """No name, no law and no text of a report becomes an element."""
    evil = "<script>x</script>&\"'"
    report = told(tensors({f"{evil}.weight": np.full((4, 4), np.nan)}))
    report["findings"][0] |= {"text": evil, "mend": evil, "rule": evil, "page": "javascript:x"}
    report["unjudged"] = {evil: [evil]}
    report["rows"][0]["law"] = evil
    report["verdict"] = "fail"
    page = read(markup.page(report))
    assert page.find("script") is None and page.find("a") is None
    assert evil in page.select_one(".doctor-mend code").get_text()


def test_a_verdict_in_words():
    """A trained model is not called sound: it cannot be judged."""
    words = {name: read(markup.page(told(PATIENTS[name].report()))).strong.get_text()
             for name in ("sure", "shared", "he", "trained")}  # fmt: skip
    assert words == {"sure": "Broken", "shared": "Look at this", "he": "Nothing to mend",
                     "trained": markup.NOT_FRESH}  # fmt: skip


def test_powers_and_code_in_sentences():
    """10^-17.9 stands as a power, and what is in back quotes as code."""
    assert markup._sentence("off by 10^-17.9, in `forward`") == (
        "Off by 10<sup>−17.9</sup>, in <code>forward</code>."
    )


def test_pages_that_findings_lead_to_are_there():
    """Every page that a rule or a recording names is a page of the site."""
    from importlib import import_module  # noqa: PLC0415

    from initdocs.doctor import recorded, rules  # noqa: PLC0415

    pages = {import_module(f"{rules.__name__}.{name}").PAGE for name in rules.NAMES}
    for page in pages | set(recorded._PAGES.values()):
        place = page.partition("#")[0].strip("/")
        found = [ROOT / "docs" / f"{place}{end}.md" for end in ("", "/index")]
        assert any(path.is_file() for path in found), page


def recording(copies):
    nodes = [Node("a", "linear", "weight", "w", (4, 4), 10.0**-i, 1.5 * 10.0**-i, None, 0.5, None,
                  None, 10.0 ** (i - 9)) for i in range(9)]  # fmt: skip
    return Recording(tuple(nodes), (2.3, 2.2, float("nan")), 10, {"w": 0.1}, (), (), 0.1, copies)


def test_a_recording_has_its_curves(copies):
    """Three charts with their ends in words, the losses, and the tensors' report below."""
    page = read(shown("r.json", recording(copies).to_json().encode()))
    labels = [svg["aria-label"] for svg in page.select(".doctor-curves svg")]
    assert len(labels) == 3 and "from 1 to 1e-08" in labels[0] and "from 1e-09" in labels[1]
    assert "2.3, 2.2, not finite" in page.get_text()
    assert len(page.select(".doctor-tensors li:not(:has(li))")) == 72
    path = page.select_one('[data-line="forward"]')["d"]
    ys = [float(y) for y in re.findall(r" ([\d.]+)", path)]
    steps = np.diff(ys)
    # a straight line over eight decades
    assert len(ys) == 9 and np.allclose(steps, steps[0], atol=0.11)


@pytest.mark.parametrize(
    "broken",
    [
        "[]", "3", "{", '{"verdict": "ok", "rows": [], "findings": []}',
        '{"rows": [{}], "findings": [], "unjudged": {}}',
    ],
)  # fmt: skip
def test_other_json_is_refused(broken):
    """In words, with the file's name."""
    with pytest.raises(ValueError, match=r"^x\.json: "):
        shown("x.json", broken.encode())


def test_markdown_has_the_findings_and_the_lines(copies):
    """Levels, code in fences that close, and a row of the table a folded line."""
    text = markdown(told(copies))
    for finding in copies.findings:
        assert f"**{finding.level}, {finding.rule}**" in text
    assert text.count("```") == 2 * sum(bool(f.mend) for f in copies.findings)
    assert "| `layers.*.linear1.weight` × 6 | 256×64 | 0.33 | PyTorch's default |" in text
