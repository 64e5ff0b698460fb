"""Recipes beside the models of the packages that they were read in, small and freshly started."""

import numpy as np
import pytest

from initdocs import recipes


@pytest.fixture(scope="module")
def packages(frameworks):
    """The three packages, where they are installed: no weights are fetched."""
    frameworks.torch.manual_seed(0)
    return {name: pytest.importorskip(name) for name in ("transformers", "timm", "torchvision")}


SIZES = {"vocab_size": 300, "bos_token_id": 0, "eos_token_id": 1}


def gpt2(p):
    config = p.GPT2Config(n_layer=4, n_embd=64, n_head=4, n_positions=64, **SIZES)
    return p.GPT2LMHeadModel(config)


def bert(p):
    return p.BertModel(p.BertConfig(hidden_size=64, num_hidden_layers=3, num_attention_heads=4,
                                    intermediate_size=256, vocab_size=300))  # fmt: skip


def t5(p):
    return p.T5ForConditionalGeneration(p.T5Config(d_model=64, d_kv=16, d_ff=256, num_layers=3,
                                                   num_heads=4, vocab_size=300))  # fmt: skip


def mixtral(p):
    return p.MixtralForCausalLM(p.MixtralConfig(
        hidden_size=64, intermediate_size=128, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2, num_local_experts=4, **SIZES))  # fmt: skip


#: a recipe, the package and what makes the model, the recipe's options
MODELS = {
    "gpt2": ("transformers", gpt2, {}),
    "bert": ("transformers", bert, {}),
    "t5": ("transformers", t5, {"d_kv": 16}),
    "mixtral": ("transformers", mixtral, {}),
    "vit": ("timm", lambda p: p.create_model("vit_tiny_patch16_224", depth=3, num_classes=100), {}),
    "resnet": ("torchvision", lambda p: p.models.resnet50(), {}),
    "resnet-zero": ("torchvision", lambda p: p.models.resnet50(zero_init_residual=True), {}),
}


def state_of(model):
    """Each tensor under its first name: a tied one is drawn once."""
    found, seen = {}, set()
    for name, t in model.state_dict().items():
        if t.data_ptr() not in seen or t.numel() == 1:
            found[name] = t.float().numpy()
        seen.add(t.data_ptr())
    return found


@pytest.mark.parametrize("name", MODELS)
def test_a_fresh_model_is_as_its_recipe_has_it(packages, name):
    """Every tensor of the installed package's own model; and one that is changed is told."""
    package, make, options = MODELS[name]
    state = state_of(make(packages[package]))
    assert len(state) > 20
    assert recipes.check(name, state, **options) == ()
    wrong = max(state, key=lambda n: state[n].ndim * 1e6 + state[n].size)
    state[wrong] = state[wrong] * np.float32(1.5)
    (told,) = recipes.check(name, state, **options)
    assert told.startswith(wrong)


def test_the_ports_of_mamba_differ(packages):
    """As its recipe's note says: another law for matrices, the same decay rates."""
    p = packages["transformers"]
    model = p.MambaForCausalLM(p.MambaConfig(hidden_size=64, num_hidden_layers=3, **SIZES))
    wrong = recipes.check("mamba", state_of(model))
    told = [line for line in wrong if "in_proj.weight" in line]
    assert len(told) == 3 and all("found 0.1 " in line for line in told)
    assert not any("A_log" in line for line in wrong)
    assert "transformers" in recipes.get("mamba").note
