"""The table of starts: each law is the recipe's, and each row leads to its page and its source."""

import re

import pytest

from initdocs import recipes
from initdocs_site.page.blocks import starts

HTML = starts.render(lambda page: f"/{page}")
ROWS = dict(
    zip(starts.TENSORS, re.findall(r"<tr>.*?</tr>", HTML.partition("<tbody>")[2]), strict=True)
)


@pytest.mark.parametrize("name", starts.TENSORS)
def test_a_row_is_the_recipe(name):
    """Every cell names a tensor of the recipe's, and tells the law of the rule that decides."""
    recipe, row = recipes.get(name), ROWS[name]
    cells = re.findall(r"<td[^>]*>(.*?)</td>", row)
    assert len(cells) == len(starts.KINDS) + 1
    for tensor, cell in zip(starts.TENSORS[name], cells, strict=False):
        if tensor == "(tied)":
            assert cell == "tied"
            continue
        rule = recipe.rule(tensor, recipe.shapes[tensor])
        assert tensor in cell and starts.law(rule.law, recipe) in cell
    assert f'href="/reference/recipes/{name}.md"' in row
    assert all(s.address in row and s.commit[:8] in row for s in recipe.sources)


def test_a_law_is_read_as_it_is_written():
    """A normal law by its deviation, a uniform one by its bound, a cut in words, a number plain."""
    gpt2, olmo = recipes.get("gpt2"), recipes.get("olmo-normal")
    plain = {told: re.sub(r"<[^>]+>", "", starts.law(told, gpt2)) for told in (
        "normal(std=0.02/sqrt(2*layers))", "uniform(bound=sqrt(6/(fan_in + outputs)))",
        "normal(std=1/sqrt(2*fan_in*(layer+1)), cut=3)",
    )}  # fmt: skip
    assert list(plain.values()) == [
        "0.02/2𝐿".replace("𝐿", "L"),
        "±6/(nin+n)",
        "1/2nin(l+1)cut at 3σ",
    ]
    assert re.sub(r"<[^>]+>", "", starts.law("normal(std=std)", olmo)) == "0.02"
    assert re.sub(r"<[^>]+>", "", starts.law(0, gpt2)) == "0"


def test_only_tied_heads_have_no_law():
    """What stands in no tensor is said in a word, and every other one is in the example."""
    for name, tensors in starts.TENSORS.items():
        assert {t for t in tensors if t not in recipes.get(name).shapes} <= {"(tied)"}
    for name, (_, tensor) in starts.BESIDES.items():
        assert tensor in recipes.get(name).shapes


def test_three_questions_part_the_rows():
    """A constant or the width, the last matrix of a branch smaller or not, zero or not."""
    told = {
        name: [recipes.get(name).rule(t, recipes.get(name).shapes[t]).law for t in tensors[1:5]]
        for name, tensors in starts.TENSORS.items()
    }
    assert all(told[name][0] == "normal(std=0.02)" for name in ("gpt2", "bert", "vit"))
    assert told["mixtral"][0] == "normal(std=std)" and recipes.get("mixtral").options["std"] == 0.02
    assert all("sqrt(fan_in" in told[name][0] for name in ("t5", "nanochat", "olmo-mitchell"))
    for name in ("gpt2", "olmo-megatron"):
        assert all("sqrt(2*layers)" in told[name][i] for i in (1, 3))
    for name in ("llama", "olmo-mitchell"):
        assert all("(layer+1)" in told[name][i] for i in (1, 3))
    assert not any("layer" in law for name in ("bert", "t5") for law in told[name])
    assert [name for name, laws in told.items() if 0 in laws] == ["nanochat"]
    dit = recipes.get("dit")
    assert dit.rule("blocks.0.adaLN_modulation.1.weight", (1, 1)).law == 0
