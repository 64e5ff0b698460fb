"""What a cell meets when it runs: no event loop of whoever drives a browser in this process."""

import asyncio

import pytest


@pytest.fixture(autouse=True)
def no_running_loop():
    """Playwright's loop counts as running while its browser is there: a cell begins without."""
    running = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(running)
