"""Let a sleep be interrupted in the browser, where WebAssembly's own hears no signal."""

import time
from collections.abc import Callable


def install(wait: Callable[[float], object]) -> None:
    """Let `time.sleep` wait by `wait`, which takes seconds and may come back early.

    It does so when a signal has come: Python raises it between two bytecodes, so this returns to
    them. Arguments are refused as the original refuses them.

    >>> original = time.sleep
    >>> def interrupted(seconds):
    ...     raise InterruptedError("Stop")
    >>> install(interrupted)
    >>> time.sleep(600)
    Traceback (most recent call last):
    InterruptedError: Stop
    >>> time.sleep(-1)
    Traceback (most recent call last):
    ValueError: sleep length must be non-negative
    >>> time.sleep = original
    """
    original = time.sleep

    def sleep(seconds: float, /) -> None:
        end = time.monotonic() + seconds
        original(min(seconds, 0))  # whether it may be slept at all
        while (left := end - time.monotonic()) > 0:
            wait(left)

    sleep.__doc__ = original.__doc__
    sleep.__qualname__ = "sleep"
    time.sleep = sleep  # type: ignore[assignment]
