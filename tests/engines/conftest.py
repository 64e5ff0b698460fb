"""Firefox and WebKit at the offline copy of the site: real Pyodide, nothing rerouted."""

import os
import shutil

import pytest
from tests.engines.drivers import ENGINES

from initdocs_site.publish import offline


@pytest.fixture(scope="session")
def copy(site, address, tmp_path_factory):
    """The folder of the offline copy."""
    assert address
    folder = tmp_path_factory.mktemp("engines") / "copy"
    offline.write(site, folder)
    return folder


@pytest.fixture(scope="module", params=ENGINES)
def tab(request):
    """A tab of each engine; a missing one skips the tests, but not for root on Debian."""
    engine = ENGINES[request.param]
    if reason := engine.missing():
        root = hasattr(os, "geteuid") and os.geteuid() == 0
        assert not (root and shutil.which("apt-get")), f"{reason}: .ci/browser installs it"
        pytest.skip(reason)
    tab = engine()
    tab.name = request.param
    yield tab
    tab.close()
