import asyncio
import time

import pytest

from initdocs.cells import awaiting, run_cell

HEAD = """
import asyncio
async def twice(x, log=None):
    await asyncio.sleep(0.01)
    if log is not None: log.append(x)
    return 2 * x
async def one():
    yield 1
"""


def run(source, namespace=None):
    shown = []
    failure = run_cell(source, {} if namespace is None else namespace, write=shown.append)
    return "".join(shown), failure


def stop():
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("print(await twice(2))\nawait twice(3)", "4\n6\n"),
        ("await asyncio.gather(*map(twice, range(3)))", "[0, 2, 4]\n"),
        ("async with asyncio.timeout(1):\n    x = await twice(5)\nx", "10\n"),
        ("[x async for x in one()]", "[1]\n"),
        ("asyncio.run(twice(4))", "8\n"),
        ("[await twice(n) for n in range(2)]", "[0, 2]\n"),
    ],
)
def test_a_cell_awaits(source, shown):
    """At its top, as in a notebook; and asyncio.run works in a cell that does not."""
    assert run(HEAD + source) == (shown, None)


def test_tasks_go_on_at_the_next_await():
    """One loop serves all cells: what a task has not done yet it does when something waits."""
    space = {}
    run(HEAD + "log = []\nt = asyncio.create_task(twice(7, log))\nawait asyncio.sleep(0)", space)
    assert space["log"] == []
    assert run("await t", space)[0] == "14\n"
    assert space["log"] == [7]


def test_an_error_behind_an_await_has_its_line():
    """And the next cell awaits as before."""
    _, failure = run("import asyncio\nasync def f():\n    1 / 0\nawait f()")
    assert failure.kind == "ZeroDivisionError" and failure.line == 3
    assert run("import asyncio\nawait asyncio.sleep(0, 'well')")[0] == "'well'\n"


def test_what_nothing_can_wake_is_an_error():
    """A loop with a system below it would wait for ever."""
    _, failure = run("import asyncio\nawait asyncio.Event().wait()")
    assert failure.kind == "RuntimeError" and "nothing is left" in failure.message
    assert run("import asyncio\nawait asyncio.sleep(0, 'well')")[0] == "'well'\n"


def test_what_was_stopped_does_not_go_on():
    """A run that is interrupted at an await ends there: no later await runs the rest of it."""
    space = {"stop": stop}
    run(HEAD + "log = []", space)
    source = "call = asyncio.get_running_loop().call_later\n"
    source += "call(0.005, stop); call(0.006, log.append, 2)\nawait twice(1, log)"
    assert run(source, space)[1].kind == "KeyboardInterrupt"
    assert run("await asyncio.sleep(0.03)", space) == ("", None)
    assert space["log"] == []


def test_timers_keep_their_time():
    """The loop sleeps until its next timer, and no less."""
    loop = awaiting.Loop()
    begin = time.monotonic()
    loop.run_until_complete(asyncio.sleep(0.05))
    loop.close()
    assert time.monotonic() - begin >= 0.05
