"""The build of an unchanged site against the same site with cells, figures and demos off."""

import os
import subprocess
import sys
import time

from initdocs_site import ROOT


def seconds(folder, switch):
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(folder)]
    begin = time.perf_counter()
    env = {**os.environ, "INITDOCS_LIVE": switch, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=ROOT, check=True, env=env, capture_output=True)
    return time.perf_counter() - begin


def test_unchanged_build(tmp_path):
    """At most 1.5×, the median of 9 pairs, whole processes."""
    seconds(tmp_path, "on")
    pairs = [(seconds(tmp_path, "on"), seconds(tmp_path, "off")) for _ in range(9)]
    ratios = sorted(on / off for on, off in pairs)
    on, off = (sorted(times)[4] for times in zip(*pairs, strict=True))
    print(f"\nunchanged build {on:.2f} s, switched off {off:.2f} s: {ratios[4]:.2f}× (at most 1.5)")
    assert ratios[4] <= 1.5
