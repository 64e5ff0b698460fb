"""What whoever writes waits for: a cold build, an edit of a page, an edit of the machinery."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from initdocs_site import ROOT

#: the last commit that computed a page's cells while it rendered the page
BEFORE = "e119f8b"
PAGE = "docs/guide/importance.md"


def git(*words):
    done = subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout


def environment(tree, cache):
    """The project in `tree` is what Python finds, with a cache of its own."""
    return {
        **os.environ, "PYTHONPATH": str(tree / "src"), "INITDOCS_CACHE": str(cache),
        "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1",
    }  # fmt: skip


def built(tree, scratch):
    """Seconds of a build in `tree` that finds nothing computed."""
    shutil.rmtree(tree / ".cache", ignore_errors=True)  # where the commit before keeps its own
    cache = scratch / "cold"
    shutil.rmtree(cache, ignore_errors=True)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(scratch / "site")]
    begin = time.perf_counter()
    subprocess.run(command, cwd=tree, check=True, env=environment(tree, cache), capture_output=True)
    return time.perf_counter() - begin


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The project as it stands here, uncommitted changes included."""
    folder = tmp_path_factory.mktemp("copy")
    for name in git("ls-files", "--cached", "--others", "--exclude-standard").splitlines():
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


def test_cold_build(copy, tmp_path):
    """At most 0.6 times the time of the build before, median of three pairs of whole processes."""
    before = tmp_path / "before"
    git("worktree", "add", "--detach", str(before), BEFORE)
    try:
        pairs = [(built(copy, tmp_path), built(before, tmp_path)) for _ in range(3)]
    finally:
        git("worktree", "remove", "--force", str(before))
    ratios = sorted(now / then for now, then in pairs)
    now, then = (sorted(times)[1] for times in zip(*pairs, strict=True))
    print(f"\ncold build {now:.0f} s, at {BEFORE} {then:.0f} s: {ratios[1]:.2f}× (at most 0.6)")
    assert ratios[1] <= 0.6


@contextlib.contextmanager
def serving(tree, scratch):
    """`make serve` in `tree`: its address, and how often it has built anew."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = scratch / "log"
    command = [sys.executable, "-m", "mkdocs", "serve", "--dirty", "-a", f"127.0.0.1:{port}"]
    with log.open("w") as out:
        process = subprocess.Popen(
            command, cwd=tree, env=environment(tree, scratch / "cache"), stdout=out, stderr=out
        )
    try:
        yield (
            f"http://127.0.0.1:{port}/initdocs/",
            lambda: log.read_text().count("Reloading browsers"),
        )
    finally:
        process.terminate()
        process.wait(20)


def until(true, limit=600):
    """Seconds until `true()`, looked at often."""
    begin = time.perf_counter()
    while not true():
        assert time.perf_counter() - begin < limit
        time.sleep(0.02)
    return time.perf_counter() - begin


def seen(address, text):
    """Whether the server answers with a page that holds `text`."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return text in answer.read().decode()
    except (urllib.error.URLError, ConnectionError):
        return False


def test_edits_are_seen(copy, tmp_path):
    """A page within 5 s, a comment in the machinery within 10 s, and nothing computed for it."""
    with serving(copy, tmp_path) as (address, builds):
        guide = f"{address}guide/importance/"
        until(lambda: seen(guide, "Why initialization matters"))
        page, module = copy / PAGE, copy / "src/initdocs_site/page/pages.py"
        pages, comments = [], []
        for n in range(3):
            text = page.read_text("utf-8")
            page.write_text(re.sub(r"\n## ", f"\nEdited {n} times.\n\n## ", text, count=1), "utf-8")
            pages.append(until(lambda n=n: seen(guide, f"Edited {n} times.")))
            before = builds()
            module.write_text(module.read_text("utf-8") + f"# edited {n} times\n", "utf-8")
            comments.append(until(lambda before=before: builds() > before))
    page_, comment = sorted(pages)[1], sorted(comments)[1]
    print(f"\nan edit of a page is seen after {page_:.1f} s (at most 5), of a comment after "
          f"{comment:.1f} s (at most 10)")  # fmt: skip
    assert page_ <= 5
    assert comment <= 10
