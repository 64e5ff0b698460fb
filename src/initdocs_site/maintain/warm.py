"""A process that has imported what tests need beside our own code, and runs pytest in children.

A line of JSON comes in for each run: its folder, its environment, its arguments and its limit in
seconds. The status of pytest goes out, a negative number where the run was ended. Nearly all of
a short run is spent on imports: a child has them from the beginning, and nothing of ours.
"""

import contextlib
import json
import os
import signal
import sys
from importlib import import_module
from typing import Any

#: imported once, for all runs
SHARED = ("numpy", "hypothesis.extra.numpy", "pytest", "sybil.integration.pytest",
          "sybil.parsers.rest", "threadpoolctl", "xdist.scheduler")  # fmt: skip


def run(folder: str, env: dict[str, str], arguments: list[str], limit: int) -> int:
    """The status of pytest, run in a child of this process for `limit` seconds, 0 for no limit."""
    child = os.fork()
    if not child:
        _begin(folder, env, arguments, limit)
    _, status = os.waitpid(child, 0)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)  # what the tests have started, too
    return os.waitstatus_to_exitcode(status)


def _begin(folder: str, env: dict[str, str], arguments: list[str], limit: int) -> None:
    os.setsid()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    if limit:
        signal.alarm(limit)
    os.chdir(folder)
    os.environ.update(env)
    sys.path[:0] = [folder, env["PYTHONPATH"]]
    # that plugins are here already is what this process is for
    quiet = ("-W", "ignore::pytest.PytestAssertRewriteWarning")
    os._exit(int(import_module("pytest").main([*quiet, *arguments])))


def main() -> None:
    """Run what is asked for, until nobody asks any more."""
    del sys.path[0]  # the folder of this file, whose modules have common names
    for name in SHARED:
        import_module(name)
    for line in sys.stdin:
        asked: dict[str, Any] = json.loads(line)
        print(run(**asked), flush=True)  # noqa: T201 - the answer


if __name__ == "__main__":
    main()
