"""Recipes beside the calls of their sources, made by the installed frameworks."""

from math import sqrt

import numpy as np
import pytest

from initdocs import recipes


def calls(init):  # noqa: C901 - each source needs PyTorch, which is imported late
    """What a source calls for a tensor of a name: PyTorch's own functions."""

    def llama(name, w, layer):
        if name.startswith("tok"):
            init.normal_(w)
        elif name.startswith("output"):
            std = w.shape[1] ** -0.5
            init.trunc_normal_(w, 0.0, std, a=-3 * std, b=3 * std)
        elif "norm" in name:
            init.ones_(w)
        else:
            deep = name.endswith(("wo.weight", "w2.weight", "w3.weight"))
            init.trunc_normal_(w, 0.0, 0.02 / sqrt(2 * (layer + 1)) if deep else 0.02)

    def mitchell(name, w, layer):
        if "norm" in name or "ln" in name:
            return init.ones_(w)
        d = w.shape[1]
        std = 1 / sqrt(d) / (sqrt(2 * (layer + 1)) if "_out" in name and "blocks" in name else 1)
        return init.trunc_normal_(w, 0.0, std, a=-3 * std, b=3 * std)

    def vit(name, w, _):
        if name.startswith("patch"):
            fan = 3 * 8 * 8
            return init.uniform_(w, -(fan**-0.5), fan**-0.5)
        if name == "cls_token":
            return init.normal_(w, std=1e-6)
        if w.ndim == 2 or name == "pos_embed":
            return init.trunc_normal_(w, std=0.02)
        return (init.ones_ if "norm" in name and "weight" in name else init.zeros_)(w)

    def dit(name, w, _):
        if "adaLN" in name or name.startswith("final") or name.endswith("bias"):
            bound = (4 * 2 * 2) ** -0.5
            return (
                init.uniform_(w, -bound, bound)
                if name == "x_embedder.proj.bias"
                else init.zeros_(w)
            )
        if name.startswith(("t_", "y_")):
            return init.normal_(w, std=0.02)
        return init.xavier_uniform_(w.view(w.shape[0], -1))

    def resnet(name, w, _):
        if w.ndim == 4:
            return init.kaiming_normal_(w, mode="fan_out", nonlinearity="relu")
        if name.startswith("fc"):
            return init.uniform_(w, -1 / 8, 1 / 8)
        return (init.ones_ if name.endswith("weight") else init.zeros_)(w)

    def ppo(name, w, _):
        if w.ndim == 1:
            return init.zeros_(w)
        return init.orthogonal_(
            w, {"critic.4.weight": 1.0, "actor.4.weight": 0.01}.get(name, sqrt(2))
        )

    def lora(name, w, _):
        return init.zeros_(w) if name.endswith("B") else init.kaiming_uniform_(w, a=sqrt(5))

    return {"llama": llama, "olmo-mitchell": mitchell, "vit": vit, "dit": dit, "resnet": resnet,
            "ppo": ppo, "lora": lora}  # fmt: skip


@pytest.mark.parametrize(
    "name", ["llama", "olmo-mitchell", "vit", "dit", "resnet", "ppo", "lora"]
)  # fmt: skip
def test_pytorchs_own_calls(frameworks, name):
    """Ten states drawn by the calls of the source: nothing is otherwise."""
    torch = frameworks.torch
    fill = calls(torch.nn.init)[name]
    for seed in range(10):
        torch.manual_seed(seed)
        state = {}
        for tensor, shape in recipes.get(name).shapes.items():
            w = torch.empty(shape)
            digits = [int(part) for part in tensor.split(".") if part.isdigit()]
            fill(tensor, w, digits[0] if digits else 0)
            state[tensor] = w.numpy()
        assert recipes.check(name, state) == (), seed


def test_keras_lstm(frameworks):
    """The layer itself, and one whose gates were drawn one by one."""
    keras = frameworks.keras
    keras.utils.clear_session()
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.layers.Input((5, 48)), keras.layers.LSTM(64)])
    assert recipes.check("lstm", model) == ()
    kernel = next(w for w in model.weights if w.path.endswith("/kernel"))
    kernel.assign(np.asarray(kernel) * sqrt((48 + 256) / (48 + 64)))
    (told,) = recipes.check("lstm", model)
    assert "kernel: expected uniform(bound=0.14048787)" in told
