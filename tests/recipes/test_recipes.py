"""Recipes: what they draw, what they find otherwise, and that no rule is idle."""

import re
from fnmatch import fnmatchcase

import numpy as np
import pytest

from initdocs import recipes
from initdocs.recipes import RECIPES

each = pytest.mark.parametrize("recipe", RECIPES.values(), ids=lambda r: r.name)
#: what a drawn tensor of fewer values does not show when its size is half as large again
TELLING = 300


@each
def test_a_draw_is_as_the_recipe_has_it(recipe):
    """Twenty draws of each, in double and in single precision: nothing is otherwise."""
    for seed in range(20):
        dtype = ("f8", "f4")[seed % 2]
        state = recipes.draw(recipe.name, recipe.shapes, rng=np.random.default_rng(seed),
                             dtype=dtype)  # fmt: skip
        assert {name: array.shape for name, array in state.items()} == dict(recipe.shapes)
        assert all(array.dtype == dtype for array in state.values())
        assert recipes.check(recipe.name, state) == (), seed


@each
def test_each_tensor_that_is_otherwise_is_told(recipe):
    """One tensor at a time half as large again, or not what it is constantly: named alone."""
    state = recipes.draw(recipe.name, recipe.shapes, rng=np.random.default_rng(1))
    tried = 0
    for name, array in state.items():
        constant = np.ptp(array) == 0
        if not constant and array.size < TELLING:
            continue
        wrong = {**state, name: array + 0.5 if constant else 1.5 * array}
        (told,) = recipes.check(recipe.name, wrong)
        assert told.startswith(f"{name}: expected ")
        tried += 1
    assert tried >= len(state) / 3


@each
def test_no_rule_is_idle(recipe):
    """Each rule decides about a tensor of the example, and each tensor has a rule."""
    deciding = {recipe.rule(name, shape) for name, shape in recipe.shapes.items()}
    assert deciding == set(recipe.rules)
    assert recipe.key in recipe.shapes


@each
def test_where_it_was_read(recipe):
    """A repository, a file and a whole commit, in an address."""
    for source in recipe.sources:
        assert re.fullmatch(r"[\w.-]+/[\w.-]+", source.repository)
        assert re.fullmatch(r"[0-9a-f]{40}", source.commit)
        assert source.path.endswith(".py") and not source.path.startswith("/")
        assert source.address.count("/") >= 6
    assert recipe.about.endswith(".") and (not recipe.note or recipe.note.endswith("."))


#: numbers from the sources, written here a second time
WRITTEN = [
    ("gpt2", {"layers": 12}, "transformer.h.0.attn.c_proj.weight", (768, 768), "std=0.0040824829"),
    ("llama", {}, "layers.7.attention.wo.weight", (64, 64), "std=0.005"),
    ("llama", {}, "layers.7.feed_forward.w1.weight", (64, 64), "std=0.02"),
    ("olmo-mitchell", {}, "transformer.blocks.7.ff_out.weight", (64, 256), "std=0.015625"),
    ("olmo-normal", {"layers": 8}, "transformer.blocks.7.attn_out.weight", (64, 64), "std=0.02"),
    ("olmo-normal", {"layers": 8}, "transformer.blocks.7.ff_out.weight", (64, 256), "std=0.005"),
    ("t5", {"d_kv": 16}, "decoder.block.0.layer.0.SelfAttention.q.weight", (64, 64), "std=0.03125"),
    ("nanochat", {}, "transformer.h.0.mlp.c_fc.weight", (256, 64), "std=0.125"),
    ("completep", {"width_multiplier": 4}, "transformer.h.0.mlp.c_fc.weight", (8, 8), "std=0.01"),
    ("resnet", {}, "layer1.0.conv2.weight", (32, 16, 3, 3), "std=0.083333333"),
    ("dit", {}, "blocks.0.attn.qkv.weight", (192, 64), "bound=0.15309311"),
    ("mamba", {"layers": 4}, "backbone.layers.0.mixer.out_proj.weight", (32, 64), "bound=0.0625"),
    ("siren", {}, "net.3.0.weight", (256, 256), "bound=0.0051031036"),
    ("lora", {}, "q.lora_A", (8, 256), "bound=0.0625"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "options", "tensor", "shape", "size"), WRITTEN)
def test_numbers(name, options, tensor, shape, size):
    """The size of a law with its numbers put in is that of the source's formula."""
    law = recipes.laws(name, {tensor: shape}, **options)[tensor]
    assert size in law.strip(")").replace("(", ", ").split(", ")


def test_what_names_count():
    """Two blocks by their names give GPT-2's constant over the root of four branches."""
    laws = recipes.laws("gpt2", RECIPES["gpt2"].shapes)
    assert laws["transformer.h.1.mlp.c_proj.weight"] == "normal(std=0.01)"
    rates = recipes.draw("mamba", {"layers.0.A_log": (3, 4)}, rng=np.random.default_rng(0))
    np.testing.assert_allclose(np.exp(rates["layers.0.A_log"]), [[1, 2, 3, 4]] * 3)


def test_mambas_steps():
    """Half-lives of all scales: steps uniform in the logarithm, others are told."""
    name = "backbone.layers.0.mixer.dt_proj.bias"
    state = recipes.draw("mamba", {name: (4000,)}, rng=np.random.default_rng(0))
    steps = np.log1p(np.exp(state[name]))
    assert 0.001 <= steps.min() < 0.00102 and 0.098 < steps.max() <= 0.1
    assert np.median(steps) == pytest.approx(0.01, rel=0.15)
    even = np.random.default_rng(0).uniform(0.001, 0.1, 4000)
    (told,) = recipes.check("mamba", {name: even + np.log(-np.expm1(-even))})
    assert told.endswith("found steps that are not uniform in the logarithm")
    (told,) = recipes.check("mamba", {name: np.zeros(4000)})
    assert told.endswith("found steps from 0.693 to 0.693")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda rng: recipes.get("gpt3"), "recipe: got 'gpt3', .*did you mean 'gpt2'"),
        (lambda rng: recipes.laws("gpt2", {"x": (3,)}), r"shapes: got 'x', for which gpt2 has no"),
        (lambda rng: recipes.laws("gpt2", {}), "shapes: got {}"),
        (lambda rng: recipes.laws("gpt2", {"a.weight": (0, 3)}), r"shape\[0\]: got 0"),
        (lambda rng: recipes.laws("t5", {"a.weight": (2, 3)}, heads=3), "option: got 'heads'"),
        (lambda rng: recipes.draw("gpt2", {"a.weight": (2, 3)}, rng=3), "rng: got 3"),
        (lambda rng: recipes.draw("gpt2", {"a.weight": (2, 3)}, rng=rng, dtype="i4"),
         "dtype: got 'i4'"),
        (lambda rng: recipes.check("gpt2", {"x": np.zeros(3)}), "shapes: got 'x'"),
    ],
)  # fmt: skip
def test_bad_input(call, message):
    """The error names the argument, the value and what is allowed."""
    with pytest.raises(ValueError, match=message):
        call(np.random.default_rng(0))


def test_a_name_is_no_pattern():
    """A name with brackets is compared as it stands."""
    name = "layers[0].lora_B"
    assert not fnmatchcase(name, name)
    assert recipes.check("lora", {name: np.zeros((8, 4))}) == ()
    assert len(recipes.check("lora", {name: np.ones((8, 4))})) == 1
