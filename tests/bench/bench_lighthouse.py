"""Lighthouse in its mobile setting, on every page.

A long page of mathematics in plain Material, without a script or a style of ours, does not
always reach the performance that is asked for on a slow machine. Where a page of ours misses it,
that page without ours is measured in the same run, and ours must do as well, but for noise.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.bench.record import record

from initdocs_site import ROOT

ASKED = {"performance": 0.97, "accessibility": 1, "best-practices": 1, "seo": 1}
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run"
TRIES = 3
#: what two runs of Lighthouse on one page differ by here
NOISE = 0.03


def scores(url, report):
    """The four scores of one page."""
    node = Path(sys.executable).with_name("node")
    subprocess.run(
        [node if node.exists() else "node", ROOT / "node_modules/lighthouse/cli/index.js", url,
         "--quiet", "--output=json", f"--output-path={report}", f"--chrome-flags={FLAGS}",
         "--form-factor=mobile", f"--only-categories={','.join(ASKED)}"],
        check=True, env={**os.environ, "CHROME_PATH": shutil.which("chromium") or ""},
    )  # fmt: skip
    categories = json.loads(Path(report).read_text("utf-8"))["categories"]
    return {name: categories[name]["score"] for name in ASKED}


def plain(site, page):
    """A copy of a page beside it, with Material's sheets and scripts alone; its name."""
    source = site / page / "index.html"
    html = source.read_text("utf-8")
    root = "../" * len(source.parent.relative_to(site).parts)
    theme = sorted((site / "assets/stylesheets").glob("*.css"))
    links = "".join(
        f'<link rel="stylesheet" href="{root}assets/stylesheets/{t.name}">' for t in theme
    )
    html = re.sub(r'<link rel="stylesheet" href="[./]*stylesheets/[^>]*>', links, html)
    script = r'<script defer src="[./]*javascripts/[^"]*"[^>]*></script>'
    html = re.sub(script, "", html)
    html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)
    html = re.sub(r"<template data-recording>.*?</template>", "", html, flags=re.DOTALL)
    name = f"{page}-plain" if page != "." else "plain"
    (site / name).mkdir(exist_ok=True)
    (site / name / "index.html").write_text(html, "utf-8")
    return f"{name}/"


def misses(best, wanted):
    """The scores that are lower than asked for."""
    return {key for key in ASKED if best[key] < wanted[key]}


def measured(address, site, page, report):
    """The best scores of a page and, if asked for, of its plain copy; what it misses.

    The page and its copy are tried in turn until the page has what is asked for.
    """
    name = "" if page == "." else f"{page}/"
    best, bare, wanted = dict.fromkeys(ASKED, 0), 0, dict(ASKED)
    for _ in range(TRIES):
        once = scores(address + name, report)
        best = {key: max(best[key], once[key]) for key in ASKED}
        if not misses(best, wanted):
            break
        if best["performance"] < ASKED["performance"]:
            bare = max(bare, scores(address + plain(site, page), report)["performance"])
            wanted["performance"] = min(ASKED["performance"], bare) - NOISE
        if not misses(best, wanted):
            break
    return {**best, **({"plain": bare} if bare else {})}, misses(best, wanted)


def test_lighthouse(address, site, tmp_path):
    """Performance at least 0.97 or that of the plain page, the other three 1."""
    found, low = {}, {}
    pages = sorted(p.parent.relative_to(site).as_posix() for p in site.rglob("index.html"))
    for page in pages:
        best, missed = measured(address, site, page, tmp_path / "report.json")
        found[page] = best
        if missed:
            low[page] = missed
        print(f"\n{page}: {best}", flush=True)
    record("lighthouse", {"pages": found})
    assert not low
