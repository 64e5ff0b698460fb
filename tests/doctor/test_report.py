"""The report as a whole: text, JSON, what it cannot judge, and wrong input."""

import json
import re
import subprocess
import sys

import numpy as np
import pytest
from tests.doctor.support import printed, stack

from initdocs.doctor import LEVELS, at_least, rules, tensors
from initdocs_site import ROOT


@pytest.fixture
def broken(rng):
    state = stack(rng)
    state["4.weight"][...] = 0.1
    state["6.weight"] = rng.normal(size=(64, 64))
    return tensors(state)


def test_text(broken):
    """The verdict first, each finding with its names, its code and its page, then all tensors."""
    text = str(broken)
    assert text.startswith("20 tensors, 41,600 values: fail (")
    for finding in broken.findings:
        assert f"{finding.level.upper()} {finding.rule}: {finding.text}" in text
        assert f"mend: {finding.mend}" in text
        for name in finding.where:
            assert f"    {name}\n" in text
    assert "Cannot judge" in text
    assert "He normal" in text


def test_siblings_are_folded(rng):
    """Twelve equal blocks take one line a tensor."""
    state = {f"h.{i}.{part}.weight": rng.normal(0, 0.02, (32, 32))
             for i in range(12) for part in ("q", "k")}  # fmt: skip
    lines = [line for line in str(tensors(state)).splitlines() if line.startswith("h/")]
    assert [line.split("  ")[0] for line in lines] == ["h/*/q/weight (12)", "h/*/k/weight (12)"]


def test_json(broken):
    """Everything but the values, in plain JSON: no NaN, which no other language reads."""
    told = json.loads(broken.to_json(), parse_constant=pytest.fail)
    assert told["verdict"] == "fail"
    assert [row["name"] for row in told["rows"]] == [row.name for row in broken.rows]
    assert [f["rule"] for f in told["findings"]] == [f.rule for f in broken.findings]
    assert all(f["count"] == len(f["where"]) for f in told["findings"])
    state = {"fc.weight": np.full((8, 8), np.nan)}
    json.loads(tensors(state).to_json(), parse_constant=pytest.fail)


def test_findings_come_gravest_first(broken):
    """And only warn and fail make a verdict."""
    order = [LEVELS.index(f.level) for f in broken.findings]
    assert order == sorted(order, reverse=True)
    assert broken.verdict == "fail"
    assert {f.level for f in at_least(broken.findings, "warn")} == {"warn", "fail"}


def test_notes_do_not_change_the_verdict(rng):
    """A zero head is worth knowing, and no more."""
    state = stack(rng)
    state["18.weight"][...] = 0
    report = tensors(state)
    assert [f.level for f in report.findings] == ["note"]
    assert report.verdict == "ok"


def test_trained_tensors_have_no_law(rng):
    """Where running means have moved, only what is not finite is told."""
    state = {**stack(rng), "bn.running_mean": rng.normal(size=64)}
    state["2.weight"][...] = 0.1
    report = tensors(state)
    assert report.findings == ()
    assert any("not fresh" in reason for reason in report.unjudged)
    state["4.weight"][0] = np.nan
    assert [f.rule for f in tensors(state).findings] == ["not-finite"]


def test_what_cannot_be_judged(rng):
    """Few values, no law, a stack, no text: each with the names of its tensors."""
    state = {"a.weight": rng.normal(size=(3, 4)), "b.weight": rng.laplace(size=(64, 64)),
             "experts.w": rng.normal(size=(4, 8, 16))}  # fmt: skip
    unjudged = tensors(state).unjudged
    assert unjudged["too few values to tell the law"] == ("a.weight",)
    assert unjudged["no law that initializers draw from"] == ("b.weight",)
    assert any("stack" in reason and names == ("experts.w",) for reason, names in unjudged.items())
    assert any("no text" in reason for reason in unjudged)
    assert not any("no text" in r for r in tensors(stack(rng), printed()).unjudged)


@pytest.mark.parametrize(("state", "told"), [
    ({}, "state: got dict"), (None, "state: got NoneType"), ([np.ones(3)], "state: got list"),
    ({"w": "text"}, "state['w']"), ({"w": np.ones(3) + 0j}, "complex128"),
    ({"w": np.ones((0, 3))}, "shape (0, 3)"), ({3: np.ones(3)}, "state[3]"),
    ({"w": None}, "state['w']"), ({"w": [[1], [2, 3]]}, "state['w']"),
])  # fmt: skip
def test_no_state(state, told):
    """What is no mapping of names to real numbers is refused, by its name."""
    with pytest.raises(ValueError, match="allowed: ") as error:
        tensors(state)
    assert told in str(error.value)


@pytest.mark.parametrize("value", [np.ones(3), 1.5, np.arange(12), np.ones((2, 3, 4, 5), "f2"),
                                   np.full((3, 3), 1e300), np.array([True, False])])  # fmt: skip
@pytest.mark.parametrize("name", ["w.weight", "x/kernel", "a", "..", "b.bias", "n.gamma", "0/1.2"])
def test_any_array_under_any_name_is_examined(name, value):
    """No shape, type or name stops the examination; every report has a text and JSON."""
    report = tensors({name: value, "other.weight": np.zeros((4, 4))})
    assert len(report.rows) == 2
    assert str(report)
    assert json.loads(report.to_json())


def slugs(page):
    """The anchors of a page: those that are given, and those of its headings."""
    found = set()
    for line in page.read_text("utf-8").splitlines():
        if line.startswith("#"):
            given = re.search(r"\{ #([\w-]+)", line)
            title = re.sub(r"\{.*\}", "", line.lstrip("# ")).strip().lower()
            found.add(given[1] if given else re.sub(r"\W+", "-", title).strip("-"))
    return found


@pytest.mark.parametrize("name", rules.NAMES)
def test_a_rule_has_a_page_and_tests(name):
    """Its link leads to an anchor of this site, its tests have a broken and a sound case."""
    page = __import__(f"initdocs.doctor.rules.{name}", fromlist=["PAGE"]).PAGE
    address, _, anchor = page.partition("#")
    path = ROOT / "docs" / address.strip("/")
    (file,) = (p for p in (path.with_suffix(".md"), path / "index.md") if p.is_file())
    assert not anchor or anchor in slugs(file)
    tests = (ROOT / "tests" / "doctor" / "rules" / f"test_{name}.py").read_text("utf-8")
    assert "def test_broken" in tests
    assert "def test_sound" in tests


def test_it_needs_numpy_alone():
    """The reader's browser and a server without frameworks can examine tensors."""
    code = (
        "import sys; import initdocs.doctor, numpy as np\n"
        "initdocs.doctor.tensors({'w.weight': np.eye(9)}).findings\n"
        "print(sorted({m.partition('.')[0] for m in sys.modules} & "
        "{'torch', 'keras', 'jax', 'flax', 'safetensors', 'scipy', 'matplotlib'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
