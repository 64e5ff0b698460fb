"""The answer box: what it shows is what `frameworks.call` gives, for every combination."""

import json
from itertools import product

import pytest
from bs4 import BeautifulSoup

from initdocs.activations import ACTIVATIONS
from initdocs.frameworks import TARGETS, call
from initdocs.propagation import gain_second_moment
from initdocs_site.page.blocks import answers

TOLD = answers.told()


@pytest.mark.parametrize(
    ("layer", "activation", "framework"), [*product(answers.LAYERS, ACTIVATIONS, TARGETS)]
)
def test_put_together_it_is_the_call(layer, activation, framework):
    """Line, code, gain and reason of the page's parts are the call's own."""
    code, value = TOLD["code"][f"{layer}|{framework}"], TOLD["activations"][activation]
    chosen = None if activation == "identity" else activation
    made = call(**answers.LAYERS[layer], activation=chosen, framework=framework)
    assert code["code"].replace(answers.MARK, value["scale"]) == str(made)
    assert code["line"].replace(answers.MARK, value["scale"]) == made.line
    assert float(value["gain"]) == pytest.approx(gain_second_moment(activation), rel=1e-3)
    shown = answers.answer(layer, activation, framework)
    assert (shown.line, shown.code) == (made.line, str(made))
    assert shown.why == " ".join(part for part in (value["why"], code["told"]) if part)
    if made.miscounts:
        assert made.told in shown.why


def test_the_first_answer_stands_in_the_page():
    """What the selects show at first is answered without a script; none is asked for twice."""
    box = BeautifulSoup(answers.render(), "html.parser")
    chosen = [select.select("option")[0]["value"] for select in box.select("select")]
    assert box.select_one("[data-line]").text == answers.answer(*chosen).line
    assert box.select_one("[data-whole]").text == answers.answer(*chosen).code
    assert json.loads(box.template.text) == TOLD
    names = [o["value"] for o in box.select("[name=activation] option")]
    assert sorted(names) == sorted(ACTIVATIONS)
