"""Sound starts: most are drawn by their recipe, in as many blocks as a fault needs."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from initdocs.initializers import he_normal, normal
from initdocs.recipes import RECIPES, draw
from initdocs.recipes.patients import PATIENTS
from initdocs.recipes.recipe import Shapes

Array = NDArray[Any]
State = dict[str, Array]
Start = Callable[[np.random.Generator], tuple[State, str | None]]


def _deeper(shapes: Shapes, layers: int) -> Shapes:
    """The same model of so many blocks: each is as the first is in the recipe's example."""
    found: dict[str, tuple[int, ...]] = {}
    for name, shape in shapes.items():
        first = re.match(r"^(.*?[./])(\d+)([./].*)$", name)
        if not first:
            found[name] = shape
        elif first[2] == "0":
            block = [other for other in shapes if other.startswith(f"{first[1]}0")]
            if name == block[0]:
                found |= {f"{first[1]}{i}{other[len(first[1]) + 1 :]}": shapes[other]
                          for i in range(layers) for other in block}  # fmt: skip
    return found


def _recipe(name: str, layers: int = 0, shapes: Shapes | None = None) -> Start:
    known = shapes or RECIPES[name].shapes
    whole = _deeper(known, layers) if layers else known
    return lambda rng: (draw(name, whole, rng=rng), None)


_PARTS = {"norm1": (64,), "attn.qkv": (192, 64), "attn.proj": (64, 64), "norm2": (64,),
          "mlp.fc1": (256, 64), "mlp.fc2": (64, 256)}  # fmt: skip
#: every tensor of timm's model, in its order
_VIT: Shapes = {
    "cls_token": (1, 1, 64), "pos_embed": (1, 50, 64), "patch_embed.proj.weight": (64, 3, 8, 8),
    "patch_embed.proj.bias": (64,),
    **{f"blocks.0.{name}.{leaf}": shape if leaf == "weight" else shape[:1]
       for name, shape in _PARTS.items() for leaf in ("weight", "bias")},
    "norm.weight": (64,), "norm.bias": (64,), "head.weight": (100, 64), "head.bias": (100,),
}  # fmt: skip


def _printed(layers: list[str]) -> str:
    return "\n".join(["Sequential(", *(f"  ({i}): {layer}" for i, layer in enumerate(layers)), ")"])


WIDTHS = (64, *(256, 64) * 8)


def _funnel(rng: np.random.Generator) -> tuple[State, str]:
    """Linear and ReLU in turn, of 64 and of 256 units, and a head of ten classes."""
    state: State = {}
    layers = []
    for i, (inputs, outputs) in enumerate(zip(WIDTHS, (*WIDTHS[1:], 10), strict=True)):
        state[f"{2 * i}.weight"] = he_normal((outputs, inputs), rng=rng)
        state[f"{2 * i}.bias"] = np.zeros(outputs)
        layers += [f"Linear(in_features={inputs}, out_features={outputs}, bias=True)", "ReLU()"]
    return state, _printed(layers[:-1])


def _depthwise(rng: np.random.Generator) -> tuple[State, str]:
    """Eight times a depthwise and a pointwise convolution with ReLU, without norms."""
    state: State = {}
    layers = []
    for i in range(8):
        for at, kernel, groups in ((4 * i, (64, 1, 3, 3), 64), (4 * i + 2, (64, 64, 1, 1), 1)):
            state[f"{at}.weight"] = he_normal(kernel, rng=rng)
            state[f"{at}.bias"] = np.zeros(64)
            size = f"kernel_size=({kernel[2]}, {kernel[3]})"
            layers += [f"Conv2d(64, 64, {size}, stride=(1, 1), groups={groups})", "ReLU()"]
    return state, _printed(layers)


def _decoder(rng: np.random.Generator) -> tuple[State, str]:
    """Four transposed convolutions of stride 2 with ReLU: an output sees a quarter of a window."""
    state: State = {}
    layers = []
    for i, inputs in enumerate((256, 128, 64, 32)):
        kernel = (inputs, inputs // 2, 4, 4)
        state[f"{2 * i}.weight"] = normal(kernel, std=np.sqrt(2 / (4 * inputs)), rng=rng)
        state[f"{2 * i}.bias"] = np.zeros(inputs // 2)
        layers += [f"ConvTranspose2d({inputs}, {inputs // 2}, kernel_size=(4, 4), stride=(2, 2))",
                   "ReLU()"]  # fmt: skip
    return state, _printed(layers)


#: a sound start by its name, with its title
STARTS: dict[str, tuple[str, Start]] = {
    "stack": ("24 ReLU layers by He", PATIENTS["he"].make),
    "funnel": ("17 ReLU layers of two widths by He", _funnel),
    "depthwise": ("16 convolutions, half of them depthwise, by He", _depthwise),
    "decoder": ("4 transposed convolutions by He", _decoder),
    "gpt2": ("GPT-2 of 12 blocks", _recipe("gpt2", 12)),
    "gpt2-deep": ("GPT-2 of 40 blocks", _recipe("gpt2", 40)),
    "llama": ("Llama of 12 blocks", _recipe("llama", 12)),
    "bert": ("BERT of 6 blocks", _recipe("bert", 6)),
    "t5": ("T5 of 6 blocks", _recipe("t5", 6)),
    "mixtral": ("Mixtral of 6 blocks", _recipe("mixtral", 6)),
    "mup": ("μP, 6 blocks", _recipe("mup", 6)),
    "mamba": ("Mamba of 12 blocks", _recipe("mamba", 12)),
    "vit": ("ViT of 8 blocks", _recipe("vit", 8, _VIT)),
    "dit": ("DiT of 6 blocks", _recipe("dit", 6)),
    "resnet": ("ResNet, as torchvision starts it", PATIENTS["resnet"].make),
    "dcgan": ("DCGAN", _recipe("dcgan")),
    "unet": ("U-Net with zero modules", _recipe("unet")),
    "lstm": ("LSTM, as Keras starts it", _recipe("lstm")),
    "siren": ("SIREN", _recipe("siren")),
    "ppo": ("PPO, as CleanRL starts it", _recipe("ppo")),
    "lora": ("LoRA of 6 blocks", _recipe("lora", 6)),
}
#: the recipe that says what was meant, where it is not called as the start is
MEANT = {"gpt2-deep": "gpt2"}
NO_RECIPE = ("stack", "funnel", "depthwise", "decoder")
