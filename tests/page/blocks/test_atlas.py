"""The atlas: what a reader can filter by, and code that runs as it is shown."""

import pytest
from bs4 import BeautifulSoup

from initdocs.initializers import INITIALIZERS
from initdocs.initializers.table import ACTIVATIONS
from initdocs_site.page import compute
from initdocs_site.page.blocks import atlas

#: the names that code may use, and the line that brings each
NAMES = {"math.": "import math", "np.": "import numpy as np", "jnp.": "import jax.numpy as jnp",
         "jax.random": "import jax", "init.": "from torch.nn import init"}  # fmt: skip


@pytest.fixture(autouse=True)
def _undrawn(monkeypatch):
    monkeypatch.setattr(compute, "result", lambda task: ("<svg ></svg>", "title", "description"))


def test_the_list_can_be_filtered():
    """A row that names no activation suits any; each leads to its card."""
    page = BeautifulSoup(atlas.index(str, lambda source: f"/{source}"), "html.parser")
    rows = page.select("li")
    assert len(rows) == len(INITIALIZERS)
    for item, row in zip(rows, INITIALIZERS.values(), strict=True):
        assert item["data-activation"].split("|") == list(row.activations or ACTIVATIONS)
        assert item["data-framework"].split("|") == (list(row.calls) or [""])
        assert item.a["href"] == f"/reference/initializers/{row.family}.md#{row.name}"


@pytest.mark.parametrize("row", INITIALIZERS.values(), ids=lambda row: row.name)
def test_code_brings_what_it_uses(row):
    """Each name by one line before it, and no line for nothing."""
    for framework, code in row.calls.items():
        head = atlas._shown(row, framework).removesuffix(code).split("\n")
        lines = {line for line in head if line}
        used = {line for name, line in NAMES.items() if name in f" {code}".replace("jnp.", "J.")}
        used -= {NAMES["init."]}
        used |= {NAMES["jnp."]} if "jnp." in code else set()
        used |= {atlas.IMPORTS[framework]} if "init" in code else set()
        assert lines == used, (framework, code)


def test_a_card_says_any_where_no_activation_is_named():
    """As it says every other fact of its row."""
    card = BeautifulSoup(atlas.card("ones", str), "html.parser")
    facts = {dt.text: dd.text for dt, dd in zip(card("dt"), card("dd"), strict=True)}
    assert facts["Activations"] == "any"
    assert "Also called" not in facts
    he = BeautifulSoup(atlas.card("he_normal", str), "html.parser")
    facts = {dt.text: dd.text for dt, dd in zip(he("dt"), he("dd"), strict=True)}
    assert facts["Activations"] == "ReLU, leaky ReLU"
    assert facts["Also called"] == "Kaiming, MSRA, kaiming_normal"
    assert facts["Source"] == "[@@he2015]: eq. 10"


def test_a_card_tells_where_its_calls_miscount():
    """For each framework and layer by which factor, with code that counts; Flax's are right."""
    card = BeautifulSoup(atlas.card("he_normal", str), "html.parser")
    told = [each.text.partition(" of what")[0] for each in card.select(".card-counted summary")]
    assert told == [
        "Keras, depthwise: the call’s variance is 0.0156",
        "PyTorch, transposed, stride 2: the call’s variance is 0.5",
        "Keras, transposed, stride 2: the call’s variance is 0.5",
        "JAX, transposed, stride 2: the call’s variance is 0.25",
    ]
    codes = [each.text for each in card.select(".card-counted code")]
    assert len(codes) == 4 and "DepthwiseConv2D" in codes[0]
    for code in codes:
        compile(code, "card", "exec")
    plain = BeautifulSoup(atlas.card("zeros", str), "html.parser")
    assert not plain.select(".card-counted")
