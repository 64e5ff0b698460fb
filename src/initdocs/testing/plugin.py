"""The pytest plugin: a fixture, and what a project ignores as options of its configuration."""

from collections.abc import Callable
from functools import partial

import pytest

from initdocs import testing
from initdocs.doctor import Report


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the two options, for `[tool.pytest.ini_options]`."""
    parser.addini("initdocs_fail_on", "the level at which assert_initialized fails", default="warn")
    parser.addini("initdocs_ignore", "findings that it leaves out, as zeros:head.*", type="args",
                  default=[])  # fmt: skip


@pytest.fixture
def assert_initialized(request: pytest.FixtureRequest) -> Callable[..., Report]:
    """Assert that a fresh model starts as it should: `initdocs.testing.assert_initialized`.

    Its `fail_on` and `ignore` are by default those of the project's configuration.
    """
    config = request.config
    return partial(
        testing.assert_initialized,
        fail_on=config.getini("initdocs_fail_on"),
        ignore=config.getini("initdocs_ignore"),
    )
