"""What MkDocs calls, through `mkdocs build --strict` as a maintainer runs it."""

import os
import re
import subprocess
import sys

import pytest

from initdocs_site import ROOT
from initdocs_site.maintain import compare


@pytest.fixture
def build(tmp_path):
    """Build a small site from `pages` with the project's own settings; return rc and log."""

    def run(pages, settings="", **environment):
        (tmp_path / "docs").mkdir(exist_ok=True)
        for name, text in pages.items():
            (tmp_path / "docs" / name).write_text(text)
        config = tmp_path / "mkdocs.yml"
        config.write_text(
            f"INHERIT: {ROOT / 'mkdocs.yml'}\ndocs_dir: docs\nnav: null\nexclude_docs: ''\n"
            f"hooks: [{ROOT / 'src/initdocs_site/hooks.py'}]\nwatch: []\n"
            f"theme: {{name: material, custom_dir: {ROOT / 'overrides'}, font: false}}\n"
            f"extra_css: []\nextra_javascript: []\n{settings}"
        )
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(config)]
        env = {**os.environ, "INITDOCS_CACHE": str(tmp_path / "cache"), **environment}
        done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
        return done.returncode, done.stdout + done.stderr

    return run


def exercise(name, law, starter, solution):
    """An exercise of fifteen lines whose check asserts `law`."""
    return (
        f'```python starter id="{name}"\n{starter}\n```\n\n```python check\nassert {law}\n```\n'
        f"```python solution\n{solution}\n```\n\n```hint\nThink.\n```\n\n"
    )


def test_all_errors_in_one_report(build, tmp_path):
    """Wrong input of every kind fails the build, each with page and line, all at once."""
    good = "# Good\n\n```python live\n1 + 1\n```\n\n```output\n2\n```\n"
    bad = (
        "---\ntitle: Bad\n---\n# Bad\n\n"  # five lines of front matter and heading
        "```python live\n1 + 1\n```\n\n```output\n3\n```\n\n"  # 10: differs
        "```python live\nx = 1\nx / 0\n```\n\n"  # 16: fails
        "```figure lost\n```\n\n"  # 19
        "```demo lost\n```\n\n"  # 22
        "$\\nonsense$\n\n"  # 25
        "$$\n\\frac{1\n$$\n\n"  # 27
        "```demo playground\nspeed: 3\n```\n\n"  # 31
        + exercise("a", "x == 1", "x = 1", "x = 2")  # 35: passes; 42: fails
        + exercise("b", "x == 2, 'two'", "x = 1 / 0", "x = 2")  # 50: must run
        + exercise("c", "x == 2", "x = 1", "x = 2")  # 65: no reason
    )
    worse = (
        "# Worse\n\ncosts $5\n\n"  # 3
        "See [@nobody2020].\n\n"  # 5
        "```table lost\n```\n\n```card lost\n```\n"  # 7 and 10
    )
    code, log = build({"index.md": good, "bad.md": bad, "worse.md": worse})
    assert code != 0
    # a problem of form stops the cells of its page: their results would mislead
    expected = {
        "bad.md:10": "the output differs. The cell prints:",
        "bad.md:16": "the cell fails: ZeroDivisionError: division by zero",
        "bad.md:19": "figure: got 'lost', allowed: '",
        "bad.md:22": "demo: got 'lost', allowed: '",
        "bad.md:25": "the formula $\\nonsense$ cannot be read",
        "bad.md:27": "cannot be read",
        "bad.md:31": "allowed: presets: true",
        "bad.md:35": "the starter passes its own check",
        "bad.md:42": "the solution fails: ",
        "bad.md:50": "the starter must run and fail with a reason: Your code stops with an error",
        "bad.md:65": "the starter must run and fail with a reason: ",
        "worse.md:3": "unpaired $",
        "worse.md:5": "citation: got 'nobody2020', allowed: '",
        "worse.md:7": "table: got 'lost', allowed: '",
        "worse.md:10": "initializer: got 'lost', allowed: 'zeros'",
    }
    for place, message in expected.items():
        assert re.search(rf"{re.escape(place)}: .*{re.escape(message)}", log), (place, log)
    assert f"{len(expected)} problems in the pages" in log
    assert not (tmp_path / "site" / "index.html").exists()


def test_a_problem_in_a_docstring(build, tmp_path):
    """A docstring is not read by its page's converter: what is wrong in it fails the build too."""
    (tmp_path / "odd.py").write_text('"""See [@nobody2020]."""\n\nA = 1\n"""Sound."""\n')
    plugins = f"plugins: [mkdocstrings: {{handlers: {{python: {{paths: [{tmp_path}]}}}}}}]\n"
    code, log = build({"index.md": "# Odd\n\n::: odd\n"}, settings=plugins)
    assert code != 0 and "1 problem in the pages" in log
    assert "index.md, a docstring:1: citation: got 'nobody2020'" in log


def test_links_in_captions(build, tmp_path):
    """A link in a figure's caption is resolved as any other, and a lost one fails the build."""
    figure = "# Page\n\n```figure forget_bias\nSee [more]({}).\n```\n"
    pages = {"index.md": figure.format("more.md#more"), "more.md": "# More\n"}
    code, log = build(pages)
    assert code == 0, log
    assert 'href="more/#more"' in (tmp_path / "site" / "index.html").read_text()
    code, log = build({"index.md": figure.format("lost.md"), "more.md": "# More\n"})
    assert code != 0 and "lost.md" in log


def test_switched_off(build, tmp_path):
    """INITDOCS_LIVE=off runs no cell, draws no figure, and says so on the page."""
    page = (
        "# Page\n\n```python live\n1 / 0\n```\n\n```figure forget_bias\n```\n\n"
        "```demo playground\n```\n\n$x$\n"
    )
    code, log = build({"index.md": page}, INITDOCS_LIVE="off")
    assert code == 0, log
    html = (tmp_path / "site" / "index.html").read_text()
    assert html.count("is switched off") == 2 and "<math" in html and "data-cell" in html
    code, log = build({"index.md": page}, INITDOCS_LIVE="maybe")
    assert code != 0 and "INITDOCS_LIVE: got 'maybe', allowed: 'on', 'off'" in log


@pytest.mark.slow
def test_builds_are_identical(build, tmp_path):
    """Two builds from nothing give the same bytes, figures, recording and wheel included."""
    page = "# P\n\n```figure four_starts\n```\n\n```demo playground\n```\n"
    outcomes = []
    for number in range(2):
        code, log = build({"index.md": page}, INITDOCS_CACHE=str(tmp_path / f"cache-{number}"))
        assert code == 0, log
        site = tmp_path / "site"
        text = (site / "index.html").read_text()
        outcomes.append(
            (
                text,
                sorted(p.name for p in site.rglob("*.whl")),
                sorted(p.parent.name for p in site.rglob("*.whl")),
            )
        )
    assert outcomes[0] == outcomes[1]


@pytest.mark.browser
@pytest.mark.slow
def test_properdocs_gives_the_same_files(site, address, tmp_path):
    """It reads the same settings, plugins and hooks, and builds the site byte for byte."""
    pytest.importorskip("properdocs", reason="make builders")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "properdocs",
            "build",
            "--strict",
            "-f",
            "mkdocs.yml",
            "-d",
            tmp_path,
        ],
        cwd=ROOT,
        env={**os.environ, "SITE_URL": address, "INITDOCS_LIVE": "on"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    # the day of the build stands in the map of the site
    found = [line for line in compare.files(site, tmp_path) if not line.startswith("sitemap.xml")]
    assert found == []
