import logging
import sys

from initdocs.cells import run_cell, streams


def run(source, namespace=None, lines=None):
    shown, waiting = [], list(lines or [])
    read = (lambda: waiting.pop(0)) if lines is not None else None
    space = {} if namespace is None else namespace
    failure = run_cell(source, space, write=shown.append, read=read)
    return "".join(shown), failure


def test_who_holds_the_output_writes_to_the_run_under_way():
    """A handler of logging that an earlier run has made, and a stream that it has kept."""
    namespace = {}
    make = (
        "import logging, sys\nlog = logging.getLogger('initdocs.test')\nlog.propagate = False\n"
        "log.addHandler(logging.StreamHandler()); held = sys.stdout"
    )
    try:
        run(make, namespace)
        assert run("log.warning('two'); print('three', file=held)", namespace)[0] == "two\nthree\n"
    finally:
        logging.getLogger("initdocs.test").handlers.clear()


def test_what_comes_after_a_run_is_shown_to_nobody():
    """A stream that is kept over the end of a cell does not fail."""
    namespace = {}
    shown, _ = run("import sys; held = sys.stdout", namespace)
    namespace["held"].write("late")
    namespace["held"].flush()
    assert shown == ""


def test_input_asks_for_a_line():
    """The prompt is printed first, the line comes without its end."""
    before = sys.stdin
    assert run("print(input('name? ') + '!')", lines=["Ada"]) == ("name? Ada!\n", None)
    read = "import sys; [*map(int, sys.stdin.readline().split())]"
    assert run(read, lines=["1 2"])[0] == "[1, 2]\n"
    assert sys.stdin is before


def test_a_run_that_is_stopped_while_it_waits_ends():
    """No line comes: it is the interrupt of whoever pressed Stop."""
    assert run("input()", lines=[None])[1].kind == "KeyboardInterrupt"


def test_input_where_it_cannot_wait_says_so():
    """One sentence, and what to do."""
    _, failure = run("input('name? ')")
    assert failure.kind == "EOFError" and "reload this page once" in failure.message


def test_only_text_is_printed():
    """As any text stream, it refuses bytes by name."""
    failure = run("import sys; sys.stdout.write(b'x')")[1]
    assert (failure.kind, "must be str, not bytes" in failure.message) == ("TypeError", True)


def test_a_full_cell_is_cut_once():
    """Exactly as many characters as are allowed, and one more: one note, at the limit."""
    source = f"import sys\nfor _ in range(3):\n    sys.stdout.write('x' * {streams.OUTPUT_LIMIT})"
    shown, _ = run(source + ";")
    assert shown.startswith("x" * streams.OUTPUT_LIMIT + "\n… cut here")
    assert shown.count("cut here") == 1


def test_what_is_printed_without_end_comes_in_frames(monkeypatch):
    """The first writes come at once; then all that was printed in a frame comes together."""
    clock = [0.0]
    monkeypatch.setattr(streams.time, "monotonic", lambda: clock[0])
    shown = []
    tick = lambda: clock.append(clock.pop() + streams.FLUSH_EVERY * 1.01)  # noqa: E731
    # two writes a line: its text and its end
    source = "for n in range(300):\n    print(n)\ntick()\nprint('after')\nprint('late')"
    assert run_cell(source, {"tick": tick}, write=shown.append) is None
    assert shown[: streams.FLUSH_AT_ONCE][:4] == ["0", "\n", "1", "\n"]
    assert len(shown) == streams.FLUSH_AT_ONCE + 2
    assert shown[-2].startswith("100\n") and shown[-2].endswith("299\nafter")
    assert shown[-1] == "\nlate\n"


def test_what_a_reader_types():
    """A line at a time, an empty one too; none ends the run; without a reader it says why."""
    lines = iter(["half", "", "double"])
    shown = []
    source = "print([input(), input()], __import__('sys').stdin.readline(3))\ninput()"
    failure = run_cell(source, {}, write=shown.append, read=lambda: next(lines, None))
    assert "".join(shown) == "['half', ''] dou\n"
    assert failure.kind == "KeyboardInterrupt"
    assert run("input()")[1].kind == "EOFError"


def test_a_run_inside_a_run_gives_the_streams_back():
    """An exercise's check runs in the middle of nothing else, but tests do."""
    outer = []
    inner = "from initdocs.cells import run_cell\nrun_cell('print(2)', {}, write=kept.append)"
    kept = []
    assert run_cell(f"print(1)\n{inner};\nprint(3)", {"kept": kept}, write=outer.append) is None
    assert ("".join(outer), "".join(kept)) == ("1\n3\n", "2\n")
