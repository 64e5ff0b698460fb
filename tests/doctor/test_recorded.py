"""What a recording says, from nodes as they are written here: levels at their thresholds."""

import json
from dataclasses import replace

import numpy as np
import pytest
from tests.doctor.test_report import slugs

from initdocs.doctor import tensors
from initdocs.doctor.recorded import _PAGES, Node, Recording
from initdocs_site import ROOT

NODE = Node("0", "linear", "weight", "0.weight", (64, 32), 1.0, 1.0, 1.0, 0.1, None, None, 1.0)


def recording(*changes, count=8, **whole):
    """Eight sound layers, the last ones changed; by default nothing is wrong."""
    nodes = [replace(NODE, path=str(i)) for i in range(count)]
    for place, change in changes:
        nodes[place] = replace(nodes[place], **change)
    report = tensors({"0.weight": np.random.default_rng(0).normal(0, 0.1, (64, 64))})
    sound = {"losses": (2.3,), "classes": 10, "ratios": {"0.weight": 1.0}, "blocked": (),
             "unused": (), "likeness": 0.0, "tensors": report}  # fmt: skip
    return Recording(tuple(nodes), **{**sound, **whole})


def found(*changes, **whole):
    return [(f.rule, f.level) for f in recording(*changes, **whole).findings]


def last(**change):
    """The same in the whole last quarter."""
    return (6, change), (7, change)


CASES = [
    ((), {}, []),
    (last(mean_square=2e-4, spread=2e-4), {}, []),
    (last(mean_square=5e-5, spread=5e-5), {}, [("forward", "warn")]),
    (last(mean_square=1.0, spread=5e-9), {}, [("forward", "fail")]),
    (last(mean_square=2e4, spread=2e4), {}, [("forward", "warn")]),
    # the strongest path arrives
    (((7, {"mean_square": 1e-9, "spread": 1e-9}),), {}, []),
    # weights of zero, meant or not, let nothing through
    (last(mean_square=0.0, spread=0.0, zero=True), {}, []),
    (((0, {"gradient": 5e-5}), (1, {"gradient": 5e-5})), {}, [("gradient", "warn")]),
    (((0, {"gradient": 1e9}),), {}, [("gradient", "fail")]),
    (((0, {"gradient": None}), (1, {"gradient": 0.0})), {}, []),
    (last(likeness=0.996), {}, [("likeness", "warn")]),
    (last(likeness=0.99995), {}, [("likeness", "fail")]),
    (last(likeness=0.99995), {"likeness": 0.95}, []),
    (((3, {"dead": 0.5}),), {}, []),
    (((3, {"dead": 0.6}), (4, {"dead": 0.95})), {}, [("dead", "fail"), ("dead", "warn")]),
    (((3, {"saturated": 0.3}),), {}, [("saturated", "warn")]),
    ((), {"losses": (3.0,)}, []),
    ((), {"losses": (3.1,)}, [("first-loss", "warn")]),
    ((), {"losses": (5.2,)}, [("first-loss", "fail")]),
    ((), {"losses": (float("nan"),)}, [("first-loss", "fail")]),
    ((), {"losses": (99.0,), "classes": 0}, []),
    ((), {"blocked": ("0.weight",), "unused": ("1.weight",)},
     [("blocked", "fail"), ("unused", "note")]),
    (((5, {"mean_square": float("inf"), "spread": None}),), {}, [("not-finite", "fail")]),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "whole", "expected"), CASES)
def test_levels(changes, whole, expected):
    """Each rule at its thresholds, and what it leaves alone."""
    assert found(*changes, **whole) == expected


def test_few_layers_have_no_depth():
    """Of three layers none is the first quarter."""
    assert recording(*((i, {"likeness": 0.99999, "spread": 1e-9}) for i in range(3)),
                     count=3).findings == ()  # fmt: skip


def test_the_verdict_and_its_json():
    """Tensors and recording together; what is not finite is null."""
    sound = recording()
    assert sound.verdict == "ok"
    broken = recording((5, {"mean_square": float("inf")}), blocked=("0.weight",))
    assert broken.verdict == "fail"
    told = json.loads(broken.to_json())
    assert told["nodes"][5]["mean_square"] is None and told["nodes"][4]["mean_square"] == 1.0
    assert [f["rule"] for f in told["findings"]][:2] == ["not-finite", "blocked"]
    assert str(broken).splitlines()[0] == "8 functions, 1 tensors: fail"


@pytest.mark.parametrize("page", sorted(set(_PAGES.values())))
def test_pages(page):
    """Each finding's link leads to an anchor of this site."""
    address, _, anchor = page.partition("#")
    file = (ROOT / "docs" / address.strip("/")).with_suffix(".md")
    assert file.is_file() and (not anchor or anchor in slugs(file))
