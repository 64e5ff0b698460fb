import logging
import sys

from initdocs.cells import run_cell


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
