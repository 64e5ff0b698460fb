"""Whether the tests bite: small faults, each put into a copy of the tree, that a test must see.

    python -m initdocs_site.maintain.mutants [FILE …]

The faults stand in `tests/mutants/`, a file for each room, a table for each file of the room:

    ["src/initdocs/sweep.py"]
    tests = ["tests/test_sweep.py"]
    mutants = [["len(points) < 2", "len(points) < 3"]]
    survives = [["RETRIES = 5", "RETRIES = 6", "why no test can tell the two apart"]]

A mutant is what stands in the file, once, and what stands there instead. `tests` are those of the
module's own room: files of pytest (a module among them for its doctests) and of Node.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Literal

from initdocs_site import ROOT
from initdocs_site.page import compute

LISTS = "tests/mutants"
#: the share of all mutants that must be killed
ENOUGH = 0.95
#: one thread a run, since others run beside it
ONE = {"OPENBLAS_NUM_THREADS": "1"}
#: what the tree holds beside the project
BESIDE = {".git", ".venv", ".cache", "node_modules", "site", "offline"}
#: the tests that are tried: as in the quick ones, none that takes minutes
QUICK = "not browser and not slow"
#: a run of the tests that takes this many times as long as a clean one, and a minute, never ends
PATIENCE = 20

End = Literal["killed", "survived", "broken"]


@dataclass(frozen=True)
class Mutant:
    """A fault: `old`, which stands in `file` once, becomes `new`; `tests` must see it.

    One that no test can see says why.
    """

    room: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]
    why: str = ""

    def __str__(self) -> str:
        return f"{self.file}: {self.old!r} → {self.new!r}"

    def applied(self, text: str) -> str:
        """The text of the file with the fault; a `ValueError` if it cannot be put there."""
        if (count := text.count(self.old)) != 1:
            msg = f"{self}: the first stands there {count} times, allowed: once"
            raise ValueError(msg)
        return text.replace(self.old, self.new)


def read(root: Path = ROOT) -> list[Mutant]:
    """All mutants of the lists below `root`."""
    found = []
    for path in sorted((root / LISTS).glob("*.toml")):
        for file, told in tomllib.loads(path.read_text("utf-8")).items():
            tests = tuple(told["tests"])
            found += [
                Mutant(path.stem, file, old, new, tests, *why)
                for old, new, *why in (*told["mutants"], *told.get("survives", []))
            ]
    return found


def check(root: Path, mutants: Iterable[Mutant]) -> list[str]:
    """What is wrong with the lists: faults that cannot be put in, tests that are not there."""
    wrong = []
    for mutant in mutants:
        wrong += [f"{mutant}: no {test}" for test in mutant.tests if not (root / test).is_file()]
        try:
            text = mutant.applied((root / mutant.file).read_text("utf-8"))
            if mutant.file.endswith(".py"):
                compile(text, mutant.file, "exec")
        except (OSError, ValueError, SyntaxError) as error:
            wrong.append(str(error) if isinstance(error, ValueError) else f"{mutant}: {error}")
    return wrong


def copied(root: Path, place: Path) -> Path:
    """A copy of the tree at `place`, without what stands in it beside the project."""

    def beside(folder: str, _: list[str]) -> set[str]:
        return BESIDE if Path(folder) == root else set()

    shutil.copytree(root, place, ignore=beside)
    if (root / "node_modules").exists():
        (place / "node_modules").symlink_to((root / "node_modules").resolve())
    return place


class Runner:
    """Runs tests in copies of a tree, one at a time, in a process that is warm."""

    def __init__(self) -> None:
        self._warm = subprocess.Popen(  # noqa: S603 - our own script
            [sys.executable, Path(__file__).with_name("warm.py")],
            env={**os.environ, **ONE}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def close(self) -> None:
        """End the process."""
        self._warm.communicate()

    def attempt(
        self, root: Path, tests: Iterable[str], mutant: Mutant | None = None, limit: int = 0
    ) -> End:
        """What comes of `tests` in a copy of the tree with the fault of `mutant` in it, or none.

        They run for at most `limit` seconds, if there is one. A copy in which they cannot even
        begin is broken.
        """
        with tempfile.TemporaryDirectory(prefix="initdocs-mutant-") as scratch:
            copy = copied(root, Path(scratch, "tree"))
            if mutant:
                place = copy / mutant.file
                place.write_text(mutant.applied(place.read_text("utf-8")), "utf-8")
            node = [test for test in tests if test.endswith(".js")]
            python = [test for test in tests if not test.endswith(".js")]
            try:
                if node and mutant and _node(copy, limit, "--check", mutant.file):
                    return "broken"
                if node and _node(copy, limit, "--test", *node):
                    return "killed"
            except subprocess.TimeoutExpired:
                return "killed"
            status = self._pytest(copy, limit, python) if python else 0
        # 1: a test failed, below 0: it never ended; any other number: pytest did not get so far
        return "survived" if status == 0 else "killed" if status <= 1 else "broken"

    def _pytest(self, copy: Path, limit: int, tests: list[str]) -> int:
        env = {
            "CI": "1",  # what Hypothesis tries is the same each time
            "INITDOCS_CACHE": str(copy.with_name("cache")),
            **ONE,
            "PYTHONPATH": str(copy / "src"),
        }
        arguments = ["-x", "-q", "-p", "no:cacheprovider", "-m", QUICK, *tests]
        asked = {"folder": str(copy), "env": env, "arguments": arguments, "limit": limit}
        assert self._warm.stdin
        assert self._warm.stdout
        self._warm.stdin.write(json.dumps(asked) + "\n")
        self._warm.stdin.flush()
        return int(self._warm.stdout.readline())


def _node(copy: Path, limit: int, *arguments: str) -> int:
    return subprocess.run(  # noqa: S603 - the tests of this project
        ["node", *arguments], cwd=copy, check=False, timeout=limit or None,  # noqa: S607
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ).returncode  # fmt: skip


def hunt(
    root: Path, mutants: list[Mutant], tell: Callable[[str], None] = print
) -> dict[Mutant, End]:
    """What becomes of each mutant, several at a time.

    Errors: a `ValueError` for lists that do not fit the tree, and where tests fail without a fault.
    """
    if wrong := check(root, mutants):
        raise ValueError("\n".join(wrong))
    clean: dict[tuple[str, ...], float] = {}
    with ExitStack() as stack:
        scratch = stack.enter_context(tempfile.TemporaryDirectory(prefix="initdocs-mutants-"))
        # as it stands now: whoever waits may go on writing
        tree = copied(root, Path(scratch, "tree"))
        pool = stack.enter_context(ThreadPoolExecutor(compute.cores()))
        free: SimpleQueue[Runner] = SimpleQueue()
        for _ in range(compute.cores()):
            runner = Runner()
            stack.callback(runner.close)
            free.put(runner)

        def attempt(tests: tuple[str, ...], mutant: Mutant | None = None, limit: int = 0) -> End:
            runner = free.get()
            try:
                return runner.attempt(tree, tests, mutant, limit)
            finally:
                free.put(runner)

        def alone(tests: tuple[str, ...]) -> End:
            begun = time.monotonic()
            end = attempt(tests)
            clean[tests] = time.monotonic() - begun
            return end

        kinds = list(dict.fromkeys(mutant.tests for mutant in mutants))
        ends = dict(zip(kinds, pool.map(alone, kinds), strict=True))
        if wrong := [" ".join(tests) for tests in kinds if ends[tests] != "survived"]:
            raise ValueError("\n".join(f"without any fault these fail: {line}" for line in wrong))
        tell(f"{len(kinds)} sets of tests pass without a fault")

        def one(mutant: Mutant) -> End:
            return attempt(mutant.tests, mutant, 60 + int(PATIENCE * clean[mutant.tests]))

        found: dict[Mutant, End] = {}
        for mutant, end in zip(mutants, pool.map(one, mutants), strict=True):
            found[mutant] = end
            if end != "killed":
                tell(f"{end}: {mutant}")
            if len(found) % 50 == 0:
                tell(f"{len(found)} of {len(mutants)}")
    return found


def table(found: dict[Mutant, End]) -> str:
    """Killed and survived, room by room."""
    rows: dict[str, list[End]] = {}
    for mutant, end in found.items():
        rows.setdefault(mutant.room, []).append(end)
    rows["all"] = list(found.values())
    width = max(map(len, rows))
    lines = [f"{'room':{width}}  killed  survived"]
    for room, ends in rows.items():
        killed = ends.count("killed")
        lines.append(f"{room:{width}}  {killed:6}  {len(ends) - killed:8}")
    return "\n".join(lines)


def verdict(found: dict[Mutant, End]) -> list[str]:
    """What is wrong: too few killed, one that survives without a reason or is killed against it."""
    wrong = [f"broken, its tests do not begin: {m}" for m, end in found.items() if end == "broken"]
    wrong += [
        f"survives, and nothing says why: {m}"
        for m, end in found.items()
        if end == "survived" and not m.why
    ]
    wrong += [
        f"is said to survive, and is killed: {m}"
        for m, end in found.items()
        if end == "killed" and m.why
    ]
    share = sum(end == "killed" for end in found.values()) / len(found)
    if share < ENOUGH:
        wrong.append(f"{share:.1%} are killed, allowed: at least {ENOUGH:.0%}")
    return wrong


def main(*files: str) -> int:
    """Try the mutants of those files, or all; print what became of them; 1 if too many live."""
    mutants = [m for m in read() if not files or m.file in files]
    if not mutants:
        msg = f"files: got {' '.join(files)}, allowed: those of {LISTS}"
        raise ValueError(msg)
    found = hunt(ROOT, mutants)
    print(table(found))  # noqa: T201 - a command
    wrong = verdict(found)
    print("\n".join(wrong))  # noqa: T201 - likewise
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
