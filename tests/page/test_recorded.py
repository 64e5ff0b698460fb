import base64

import pytest

from initdocs import demos
from initdocs_site.page import recorded, tasks


@pytest.mark.parametrize("name", demos.NAMES)
def test_the_tasks_of_an_axis_are_all_of_its_files(name):
    """Every combination is in one task, in the order in which the page counts them."""
    parts = [task.parts for task in tasks.recorded(name)]
    for i, axis in enumerate(demos.load(name).axes):
        spans = [(start, stop) for _, number, start, stop in parts if number == i]
        assert len(spans) <= tasks.PARTS
        inside = [place for start, stop in spans for place in range(start, stop)]
        assert inside == list(range(len(list(demos.combinations(axis)))))


def test_a_file_is_the_record_of_its_settings():
    """The files from one combination to another are those of the demo, in this order."""
    demo = demos.load("depth")
    axis = demo.axes[0]
    found = recorded.files("depth", 0, 1, 3)
    settings = list(demos.combinations(axis))[1:3]
    for (address, file), values in zip(found, settings, strict=True):
        content = demos.record(demo, demos.defaults(demo) | values, axis)
        assert base64.b64decode(file) == content
        assert address == recorded.address("depth", content)


def test_an_address_is_named_by_content():
    """Other bytes have another address; equal ones share theirs."""
    assert recorded.address("depth", b"1") != recorded.address("depth", b"2")
    assert recorded.address("depth", b"1").startswith("recordings/depth/")
