"""Sound starts as PyTorch models with the names of their tensors: for tools that run a model."""

from collections.abc import Callable
from importlib import import_module
from itertools import pairwise
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from initdocs_site.maintain.starts import WIDTHS

VOCABULARY, LENGTH = 300, 16


def _dense(widths: tuple[int, ...], act: Callable[[], nn.Module]) -> nn.Sequential:
    layers: list[nn.Module] = []
    for inputs, outputs in pairwise(widths):
        layers += [nn.Linear(inputs, outputs), act()]
    return nn.Sequential(*layers[:-1])


class _Policy(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.critic = _dense((8, 64, 64, 1), nn.Tanh)
        self.actor = _dense((8, 64, 64, 4), nn.Tanh)

    def forward(self, x: Tensor) -> Any:
        return self.actor(x) + 0 * self.critic(x)


class _Attention(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.c_attn, self.c_proj = nn.Linear(width, 3 * width), nn.Linear(width, width)

    def forward(self, x: Tensor) -> Any:
        batch, length, width = x.shape
        parts = self.c_attn(x).view(batch, length, 3, 4, width // 4).permute(2, 0, 3, 1, 4)
        q, k, v = parts
        mixed = functional.scaled_dot_product_attention(q, k, v, is_causal=True)
        return self.c_proj(mixed.transpose(1, 2).reshape(x.shape))


class _Mlp(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.c_fc, self.c_proj = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x: Tensor) -> Any:
        return self.c_proj(functional.gelu(self.c_fc(x)))


class _Block(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.ln_1, self.ln_2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attn, self.mlp = _Attention(width), _Mlp(width)

    def forward(self, x: Tensor) -> Any:
        x = x + self.attn(self.ln_1(x))
        return x + self.mlp(self.ln_2(x))


class _Gpt(nn.Module):
    """GPT-2 with the head tied to the embedding."""

    def __init__(self, layers: int, width: int = 64) -> None:
        super().__init__()
        self.transformer = nn.ModuleDict({
            "wte": nn.Embedding(VOCABULARY, width), "wpe": nn.Embedding(48, width),
            "h": nn.ModuleList(_Block(width) for _ in range(layers)), "ln_f": nn.LayerNorm(width),
        })  # fmt: skip

    def forward(self, tokens: Tensor) -> Any:
        at: Any = self.transformer
        # a tool may hand over one-hot vectors
        x = at["wte"](tokens) + at["wpe"].weight[: tokens.shape[1]]
        for block in at["h"]:
            x = block(x)
        return at["ln_f"](x) @ at["wte"].weight.T


class _Bottleneck(nn.Module):
    def __init__(self, inputs: int, inner: int, stride: int, *, first: bool) -> None:
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(inputs, inner, 1, bias=False), nn.BatchNorm2d(inner)
        self.conv2 = nn.Conv2d(inner, inner, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(inner)
        self.conv3 = nn.Conv2d(inner, 4 * inner, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(4 * inner)
        self.downsample = nn.Sequential(
            nn.Conv2d(inputs, 4 * inner, 1, stride, bias=False), nn.BatchNorm2d(4 * inner)
        ) if first else None  # fmt: skip

    def forward(self, x: Tensor) -> Any:
        y = functional.relu(self.bn1(self.conv1(x)))
        y = functional.relu(self.bn2(self.conv2(y)))
        return functional.relu(
            self.bn3(self.conv3(y)) + (self.downsample(x) if self.downsample else x)
        )


class _ResNet(nn.Module):
    """ResNet-50, a quarter as wide."""

    def __init__(self, width: int = 16) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, width, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        inputs = width
        for stage, count in enumerate((3, 4, 6, 3), start=1):
            inner = width * 2 ** (stage - 1)
            blocks = []
            for i in range(count):
                stride = 2 if i == 0 and stage > 1 else 1
                blocks.append(_Bottleneck(inputs, inner, stride, first=i == 0))
                inputs = 4 * inner
            self.add_module(f"layer{stage}", nn.Sequential(*blocks))
        self.fc = nn.Linear(inputs, 100)

    def forward(self, x: Tensor) -> Any:
        x = functional.max_pool2d(functional.relu(self.bn1(self.conv1(x))), 3, 2, 1)
        for stage in range(1, 5):
            x = self.get_submodule(f"layer{stage}")(x)
        return self.fc(x.mean((2, 3)))


def _vit() -> Any:
    return import_module("timm.models.vision_transformer").VisionTransformer(
        img_size=56, patch_size=8, embed_dim=64, depth=8, num_heads=4, num_classes=100
    )


#: by the start's name: what makes the model, the shape of an input, and how many classes there are
MODELS: dict[str, tuple[Callable[[], Any], tuple[int, ...], int]] = {
    "stack": (lambda: _dense((64,) * 24 + (10,), nn.ReLU), (64,), 10),
    "funnel": (lambda: _dense((*WIDTHS, 10), nn.ReLU), (64,), 10),
    "ppo": (_Policy, (8,), 4),
    "gpt2": (lambda: _Gpt(12), (LENGTH,), VOCABULARY),
    "gpt2-deep": (lambda: _Gpt(40), (LENGTH,), VOCABULARY),
    "resnet": (_ResNet, (3, 64, 64), 100),
    "vit": (_vit, (3, 56, 56), 100),
}
#: a head that is the embedding again
TIED = ("lm_head.weight",)


def model(start: str, state: dict[str, Any]) -> Any | None:
    """The model with this state, or none where there is no model of these tensors."""
    if start not in MODELS:
        return None
    made = MODELS[start][0]()
    given = {n: torch.from_numpy(a.copy()) for n, a in state.items() if n not in TIED}
    if set(given) != set(made.state_dict()):
        return None
    made.load_state_dict(given)
    return made


def batch(start: str, size: int = 128) -> tuple[Tensor, Tensor]:
    """Inputs of variance 1, or tokens, and classes: the same each time."""
    _, shape, classes = MODELS[start]
    rng = torch.Generator().manual_seed(0)
    if start.startswith("gpt2"):
        tokens = torch.randint(classes, (size, shape[0] + 1), generator=rng)
        return tokens[:, :-1].contiguous(), tokens[:, 1:].contiguous()
    labels = torch.randint(classes, (size,), generator=rng)
    return torch.randn((size, *shape), generator=rng), labels
