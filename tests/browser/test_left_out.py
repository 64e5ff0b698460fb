"""What a start leaves out of Python and NumPy: it comes when a reader's code imports it."""

import pytest
from tests.browser.test_cells import DONE, FIRST, run, write

from initdocs_site.publish import cdn, cut

pytestmark = pytest.mark.browser
GUIDE = "guide/importance/"
NUMPY = next(name for name in cdn.read_lock()["files"] if name.startswith("numpy-"))


def test_a_start_takes_what_the_site_has(open_page, address):
    """A cell of the page asks the CDN for neither file."""
    page = open_page(address + GUIDE)
    assert run(page, FIRST, "import numpy as np\nnp.linalg.norm(np.ones(4))")[0] == "done"
    assert not {cut.LIBRARY, NUMPY} & set(page.cdn.asked)
    assert page.errors == []


def test_what_code_names_comes_before_it_runs(open_page, address):
    """With a step that the reader sees, once, and kept for later visits."""
    page = open_page(address + GUIDE)
    source = "import xml.dom.minidom\nxml.dom.minidom.parseString('<a/>').firstChild.tagName"
    assert run(page, FIRST, source) == ("done", "'a'\n")
    assert page.cdn.asked.count(cut.LIBRARY) == 1 and NUMPY not in page.cdn.asked
    tested = "import numpy.testing as t\nt.assert_equal(1, 1)\nimport wave, sched\nsched.__name__"
    assert run(page, FIRST, tested) == ("done", "'sched'\n")
    assert [page.cdn.asked.count(name) for name in (cut.LIBRARY, NUMPY)] == [1, 1]
    page.reload()
    page.cdn.answer = lambda route, name: route.abort() or True
    assert run(page, FIRST, source) == ("done", "'a'\n")
    assert page.errors == []


def test_what_code_hides_comes_at_once(open_page, address):
    """An import that no reading of the code shows; what else runs is as it was."""
    page = open_page(address + GUIDE)
    source = "import importlib\nx = 7\nimportlib.import_module('xml.dom.minidom').__name__"
    assert run(page, FIRST, source) == ("done", "'xml.dom.minidom'\n")
    assert run(page, FIRST, "np.testing.__name__, x")[0] == "done"
    assert {cut.LIBRARY, NUMPY} <= set(page.cdn.asked)


def test_a_source_comes_for_who_asks(open_page, address):
    """A start brings bytecode alone; `inspect` shows the source of any module, as elsewhere."""
    page = open_page(address + GUIDE)
    source = (
        "import inspect, json, numpy as np\n"
        "for f in (json.dumps, np.linalg.norm):\n"
        "    print(inspect.getsource(f).count('return') > 0, inspect.getsourcelines(f)[1] > 1)"
    )
    assert run(page, FIRST, "import json\njson.dumps([1])") == ("done", "'[1]'\n")
    assert not {cut.LIBRARY, NUMPY} & set(page.cdn.asked)
    assert run(page, FIRST, source) == ("done", "True True\nTrue True\n")
    assert [page.cdn.asked.count(name) for name in (cut.LIBRARY, NUMPY)] == [1, 1]
    assert page.errors == []


def test_without_a_network_the_import_says_so(open_page, address):
    """Named or hidden, what cannot come is told; Python goes on, and a later try works."""
    page = open_page(address + GUIDE)
    assert run(page, FIRST, "1 + 1") == ("done", "2\n")
    page.cdn.answer = lambda route, name: route.abort() or True
    hidden = "import importlib\nimportlib.import_module('wave').__name__"
    state, output = run(page, FIRST, hidden)
    assert state == "error" and f"{cut.LIBRARY} could not be fetched" in output
    write(page, FIRST, "import wave")
    page.click(f"{FIRST} [data-run]")
    page.wait_for_function(DONE.format(FIRST))
    assert (
        f"{cut.LIBRARY} could not be fetched" in page.locator(f"{FIRST} [data-status]").inner_text()
    )
    assert run(page, FIRST, "2 + 2") == ("done", "4\n")
    page.cdn.answer = None
    assert run(page, FIRST, hidden) == ("done", "'wave'\n")


def test_a_woken_interpreter_finds_the_rest(open_page, address):
    """From a memory snapshot, which holds no files, as well."""
    page = open_page(address + GUIDE, save_data=False)
    assert run(page, FIRST, "1 + 1") == ("done", "2\n")
    page.wait_for_function("localStorage.getItem('initdocs:snapshot')")
    page.reload()
    hidden = (
        "import importlib\n[importlib.import_module(m).__name__ for m in ('wave', 'numpy.testing')]"
    )
    assert run(page, FIRST, hidden) == ("done", "['wave', 'numpy.testing']\n")
    assert page.evaluate("document.documentElement.dataset.woken") == "true"
    assert {cut.LIBRARY, NUMPY} <= set(page.cdn.asked)
