"""Lighthouse in its mobile setting, on every page."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.bench.record import record

from initdocs_site.cache import ROOT

ASKED = {"performance": 0.97, "accessibility": 1, "best-practices": 1, "seo": 1}
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run"
TRIES = 3


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


def test_lighthouse(address, site, tmp_path):
    """Performance at least 0.97, the other three 1: the best of three, the machine is noisy."""
    found = {}
    pages = sorted(p.parent.relative_to(site).as_posix() for p in site.rglob("index.html"))
    for page in pages:
        name = "" if page == "." else f"{page}/"
        best = dict.fromkeys(ASKED, 0)
        for _ in range(TRIES):
            once = scores(address + name, tmp_path / "report.json")
            best = {key: max(best[key], once[key]) for key in ASKED}
            if all(best[key] >= ASKED[key] for key in ASKED):
                break
        found[f"/{name}"] = best
        print(f"\n/{name}: {best}")
    record("lighthouse", {"pages": found})
    low = {p: s for p, s in found.items() if any(s[key] < ASKED[key] for key in ASKED)}
    assert not low
