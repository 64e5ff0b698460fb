"""What a cell prints and reads: the streams stay, where they lead changes from run to run."""

import contextlib
import io
import sys
import time
from collections.abc import Callable, Iterator

# What one cell may print before the rest is dropped with a note, in characters.
OUTPUT_LIMIT = 100_000
# The first writes reach the reader's screen at once. A cell that goes on printing reaches
# it once in a frame of a 30 Hz display, in seconds.
FLUSH_AT_ONCE = 200
FLUSH_EVERY = 1 / 30

NO_INPUT = (
    "input() cannot wait for you here. It can where the browser lets the page share memory with "
    "Python, which it does from the second load of a page on: reload this page once."
)


class Output:
    """What one run prints: coalesced over time, cut at the limit."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write
        self._left = OUTPUT_LIMIT
        self._waiting: list[str] = []
        self._flushes = 0
        self._due = 0.0

    def write(self, text: str) -> None:
        """Take text: all of it until the limit, nothing beyond."""
        if self._left > 0 and text:
            self._waiting.append(text[: self._left])
            self._left -= len(text)
            if self._left <= 0:
                self._waiting.append(f"\n… cut here: a cell shows {OUTPUT_LIMIT:,} characters.\n")
            cut, early = self._left <= 0, self._flushes < FLUSH_AT_ONCE
            if cut or early or time.monotonic() >= self._due:
                self.flush()

    def flush(self) -> None:
        """Hand over what was held back."""
        if self._waiting:
            text = "".join(self._waiting)
            self._waiting.clear()
            self._flushes += 1
            self._due = time.monotonic() + FLUSH_EVERY
            self._write(text)


class Stream(io.TextIOBase):
    """Standard output of all cells: who holds it, a handler of `logging` say, writes to the run."""

    encoding = "utf-8"
    errors = "backslashreplace"

    def __init__(self) -> None:
        self.target: Output | None = None

    def writable(self) -> bool:
        """Whether it can be written to."""
        return True

    def write(self, text: str) -> int:
        """Write to the run under way; without one nobody reads it."""
        if not isinstance(text, str):
            msg = f"write() argument must be str, not {type(text).__name__}"
            raise TypeError(msg)
        if self.target:
            self.target.write(text)
        return len(text)

    def flush(self) -> None:
        """Hand over what was held back."""
        if self.target:
            self.target.flush()

    def close(self) -> None:
        """Ignore a cell that closes its output: the next one needs it."""


class Input(io.TextIOBase):
    """Standard input of a cell: each line is asked of the reader."""

    encoding = "utf-8"
    errors = "strict"

    def __init__(self, read: Callable[[], str | None] | None) -> None:
        self._read = read

    def readable(self) -> bool:
        """Whether it can be read from."""
        return True

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        """Wait for a line; `EOFError` says where that cannot be had."""
        if self._read is None:
            raise EOFError(NO_INPUT)
        STREAM.flush()
        line = self._read()
        if line is None:
            raise KeyboardInterrupt
        return f"{line}\n" if size is None or size < 0 else f"{line}\n"[:size]

    def read(self, size: int | None = -1, /) -> str:
        """A line, since nobody closes this input."""
        return self.readline(size)


STREAM = Stream()


@contextlib.contextmanager
def streams(
    write: Callable[[str], None], read: Callable[[], str | None] | None
) -> Iterator[Output]:
    """Lead the streams to one run."""
    output, before = Output(write), STREAM.target
    held, sys.stdin = sys.stdin, Input(read)
    STREAM.target = output
    try:
        with contextlib.redirect_stdout(STREAM), contextlib.redirect_stderr(STREAM):
            yield output
    finally:
        sys.stdin = held
        output.flush()
        STREAM.target = before
