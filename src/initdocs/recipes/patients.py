"""Starts to try the doctor on: broken ones, each with one fault that happened, and sound ones."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from initdocs import _check
from initdocs.doctor import Report, tensors
from initdocs.initializers import (
    constant,
    he_normal,
    he_normal_fan_out,
    normal,
    pytorch_linear,
    uniform,
)
from initdocs.recipes.applied import draw
from initdocs.recipes.recipe import Shapes

Array = NDArray[Any]
State = dict[str, Array]
Model = tuple[State, str | None]


@dataclass(frozen=True)
class Patient:
    """A start: its name, a title, what was done, and a function that makes tensors and text.

    `verdict` is what the doctor says of it.
    """

    name: str
    title: str
    about: str
    verdict: str
    make: Callable[[np.random.Generator], Model]

    def model(self, seed: int = 0) -> Model:
        """The tensors in float32, and the text of `print(model)` where the fault needs it."""
        state, text = self.make(np.random.default_rng(seed))
        return {name: np.asarray(a, np.float32) for name, a in state.items()}, text

    def report(self, seed: int = 0) -> Report:
        """What the doctor says of it."""
        return tensors(*self.model(seed))


def get(name: str) -> Patient:
    """A patient by its name.

    >>> get("copies").report().verdict
    'warn'
    """
    return PATIENTS[_check.one_of("patient", name, PATIENTS)]


def _gpt2(layers: int, width: int = 64) -> Shapes:
    shapes: dict[str, tuple[int, ...]] = {"transformer.wte.weight": (256, width),
                                          "transformer.wpe.weight": (64, width)}  # fmt: skip
    for i in range(layers):
        at = f"transformer.h.{i}."
        for part, (n, m) in {
            "attn.c_attn": (3 * width, width),
            "attn.c_proj": (width, width),
            "mlp.c_fc": (4 * width, width),
            "mlp.c_proj": (width, 4 * width),
        }.items():
            norm = {"attn.c_attn": "ln_1", "mlp.c_fc": "ln_2"}.get(part)
            if norm:
                shapes |= {f"{at}{norm}.weight": (width,), f"{at}{norm}.bias": (width,)}
            shapes |= {f"{at}{part}.weight": (n, m), f"{at}{part}.bias": (n,)}
    return shapes | {"transformer.ln_f.weight": (width,), "transformer.ln_f.bias": (width,)}


def _sound_gpt2(rng: np.random.Generator) -> Model:
    return draw("gpt2", _gpt2(12), rng=rng), None


def _unscaled(rng: np.random.Generator) -> Model:
    shapes = _gpt2(40, 32)
    state = draw("gpt2", shapes, rng=rng)
    last = [name for name in shapes if name.endswith("c_proj.weight")]
    return state | {name: normal(shapes[name], std=0.02, rng=rng) for name in last}, None


def _odd(rng: np.random.Generator) -> Model:
    state = draw("gpt2", _gpt2(12), rng=rng)
    name = "transformer.h.7.mlp.c_fc.weight"
    return state | {name: pytorch_linear(state[name].shape, rng=rng)}, None


def _unwritten(rng: np.random.Generator) -> Model:
    state = draw("mixtral", {
        f"model.layers.{i}.{part}": shape for i in range(4) for part, shape in {
            "self_attn.q_proj.weight": (64, 64), "self_attn.o_proj.weight": (64, 64),
            "block_sparse_moe.gate.weight": (8, 64),
            "block_sparse_moe.experts.0.w1.weight": (128, 64),
            "block_sparse_moe.experts.0.w2.weight": (64, 128),
        }.items()
    }, rng=rng)  # fmt: skip
    # what memory held before: tiny numbers, and some that are none
    left = np.frombuffer(rng.bytes(4 * 8 * 64), np.uint32) >> np.uint32(4)
    left[::97] = np.uint32(0x7FC00000)
    return state | {
        "model.layers.2.block_sparse_moe.gate.weight": left.view(np.float32).reshape(8, 64)
    }, None


def _resnet(blocks: tuple[int, ...] = (3, 4, 6, 3), width: int = 16) -> Shapes:
    """The names of torchvision's ResNet-50, a quarter as wide, with its buffers."""
    shapes: dict[str, tuple[int, ...]] = {}

    def put(conv: str, norm: str, kernel: tuple[int, ...]) -> None:
        shapes[f"{conv}.weight"] = kernel
        for part in ("weight", "bias", "running_mean", "running_var"):
            shapes[f"{norm}.{part}"] = kernel[:1]
        shapes[f"{norm}.num_batches_tracked"] = ()

    put("conv1", "bn1", (width, 3, 7, 7))
    inputs = width
    for stage, count in enumerate(blocks, start=1):
        inner = width * 2 ** (stage - 1)
        for i in range(count):
            at = f"layer{stage}.{i}."
            put(f"{at}conv1", f"{at}bn1", (inner, inputs, 1, 1))
            put(f"{at}conv2", f"{at}bn2", (inner, inner, 3, 3))
            put(f"{at}conv3", f"{at}bn3", (4 * inner, inner, 1, 1))
            if i == 0:
                put(f"{at}downsample.0", f"{at}downsample.1", (4 * inner, inputs, 1, 1))
            inputs = 4 * inner
    return shapes | {"fc.weight": (100, inputs), "fc.bias": (100,)}


def _drawn_resnet(rng: np.random.Generator) -> State:
    shapes = _resnet()
    buffers = {name: np.full(shape, float(name.endswith("var"))) for name, shape in shapes.items()
               if name.endswith(("mean", "var", "tracked"))}  # fmt: skip
    learned = {name: shape for name, shape in shapes.items() if name not in buffers}
    drawn = draw("resnet", learned, rng=rng)
    return {name: buffers.get(name, drawn.get(name)) for name in shapes}  # type: ignore[misc]


def _sound_resnet(rng: np.random.Generator) -> Model:
    return _drawn_resnet(rng), None


def _trained(rng: np.random.Generator) -> Model:
    state = _drawn_resnet(rng)
    for name, array in state.items():
        if name.endswith("running_mean"):
            state[name] = normal(array.shape, std=0.3, rng=rng)
        if name.endswith("weight"):
            state[name] = array + normal(array.shape, std=0.01, rng=rng)
    return state, None


def _sound_vit(rng: np.random.Generator) -> Model:
    shapes: dict[str, tuple[int, ...]] = {"patch_embed.proj.weight": (96, 3, 8, 8),
                                          "patch_embed.proj.bias": (96,)}  # fmt: skip
    parts = {"norm1": (96,), "attn.qkv": (288, 96), "attn.proj": (96, 96), "norm2": (96,),
             "mlp.fc1": (384, 96), "mlp.fc2": (96, 384)}  # fmt: skip
    for i in range(8):
        for part, shape in parts.items():
            shapes |= {f"blocks.{i}.{part}.weight": shape, f"blocks.{i}.{part}.bias": shape[:1]}
    shapes |= {"norm.weight": (96,), "norm.bias": (96,), "head.weight": (100, 96),
               "head.bias": (100,)}  # fmt: skip
    return draw("vit", shapes, rng=rng), None


DEPTH, WIDTH = 24, 64


def _printed(layers: list[str]) -> str:
    return "\n".join(["Sequential(", *(f"  ({i}): {layer}" for i, layer in enumerate(layers)), ")"])


def _stack(
    rng: np.random.Generator, weights: Callable[..., Array], biases: Callable[..., Array]
) -> Model:
    """Linear and ReLU in turn, with a head of ten classes."""
    state, layers = {}, []
    for i in range(DEPTH):
        outputs = WIDTH if i < DEPTH - 1 else 10
        state[f"{2 * i}.weight"] = weights((outputs, WIDTH), rng=rng)
        state[f"{2 * i}.bias"] = biases((outputs,), rng)
        layers += [f"Linear(in_features={WIDTH}, out_features={outputs}, bias=True)", "ReLU()"]
    return state, _printed(layers[:-1])


def _zeros(shape: tuple[int, ...], _: np.random.Generator) -> Array:
    return constant(shape)


def _left(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    return uniform(shape, bound=1 / np.sqrt(WIDTH), rng=rng)


def _default(rng: np.random.Generator) -> Model:
    return _stack(rng, pytorch_linear, _left)


def _sound_stack(rng: np.random.Generator) -> Model:
    return _stack(rng, he_normal, _zeros)


def _alike(rng: np.random.Generator) -> Model:
    return _stack(rng, lambda shape, rng: constant(shape, value=0.05, rng=rng), _zeros)


def _copies(rng: np.random.Generator) -> Model:
    bound = np.sqrt(6 / (4 * 64))
    one = {"self_attn.in_proj_weight": uniform((192, 64), bound=bound, rng=rng),
           "self_attn.in_proj_bias": constant((192,)),
           "self_attn.out_proj.weight": pytorch_linear((64, 64), rng=rng),
           "self_attn.out_proj.bias": constant((64,)),
           "linear1.weight": pytorch_linear((256, 64), rng=rng),
           "linear1.bias": uniform((256,), bound=1 / 8, rng=rng),
           "linear2.weight": pytorch_linear((64, 256), rng=rng),
           "linear2.bias": uniform((64,), bound=1 / 16, rng=rng)}  # fmt: skip
    for norm in ("norm1", "norm2"):
        one |= {f"{norm}.weight": np.ones(64), f"{norm}.bias": np.zeros(64)}
    return {f"layers.{i}.{name}": array for i in range(6) for name, array in one.items()}, None


def _mobilenet(rng: np.random.Generator) -> Model:
    state: State = {}
    layers = []
    for i in range(8):
        for at, kernel, groups in ((4 * i, (64, 1, 3, 3), 64), (4 * i + 2, (64, 64, 1, 1), 1)):
            # by the shape: the fan-out of a depthwise kernel without its groups
            state[f"{at}.weight"] = he_normal_fan_out(kernel, rng=rng)
            state[f"{at}.bias"] = constant((64,))
            size = f"kernel_size=({kernel[2]}, {kernel[3]})"
            layers += [f"Conv2d(64, 64, {size}, stride=(1, 1), groups={groups})", "ReLU6()"]
    return state, _printed(layers)


def _decoder(rng: np.random.Generator) -> Model:
    state: State = {}
    layers = []
    widths = (256, 128, 64, 32, 16)
    for i, (inputs, outputs) in enumerate(pairwise(widths)):
        # as the framework counts a transposed kernel (in, out, 4, 4): k²·out for the fan-in
        state[f"{2 * i}.weight"] = normal(
            (inputs, outputs, 4, 4), std=np.sqrt(2 / (16 * outputs)), rng=rng
        )
        state[f"{2 * i}.bias"] = constant((outputs,))
        layers += [
            f"ConvTranspose2d({inputs}, {outputs}, kernel_size=(4, 4), stride=(2, 2))",
            "ReLU()",
        ]
    return state, _printed(layers)


def _adapter(zero_a: bool) -> Callable[[np.random.Generator], Model]:
    def make(rng: np.random.Generator) -> Model:
        state: State = {}
        for i in range(8):
            for part in ("q_proj", "v_proj"):
                at = f"layers.{i}.self_attn.{part}."
                state[f"{at}lora_A.weight"] = (
                    np.zeros((8, 64)) if zero_a else pytorch_linear((8, 64), rng=rng)
                )
                state[f"{at}lora_B.weight"] = np.zeros((64, 8))
        return state, None

    return make


def _sure(rng: np.random.Generator) -> Model:
    state = draw("bert", {
        f"encoder.layer.{i}.{part}.weight": shape for i in range(6) for part, shape in {
            "attention.self.query": (64, 64), "attention.self.key": (64, 64),
            "attention.self.value": (64, 64), "attention.output.dense": (64, 64),
            "intermediate.dense": (256, 64), "output.dense": (64, 256)}.items()
    }, rng=rng)  # fmt: skip
    return state | {
        "classifier.weight": normal((50, 64), std=1.0, rng=rng),
        "classifier.bias": np.zeros(50),
    }, None


def _generator(rng: np.random.Generator) -> Model:
    state: State = {}
    widths = (100, 128, 64, 32)
    for i, (inputs, outputs) in enumerate(pairwise(widths)):
        state[f"main.{3 * i}.weight"] = normal((inputs, outputs, 4, 4), std=0.02, rng=rng)
        # N(0, 0.02²) for every parameter: the scales were to be about 1
        state[f"main.{3 * i + 1}.weight"] = normal((outputs,), std=0.02, rng=rng)
        state[f"main.{3 * i + 1}.bias"] = np.zeros(outputs)
    state["main.9.weight"] = normal((32, 3, 4, 4), std=0.02, rng=rng)
    return state, None


def _layer_scale(rng: np.random.Generator) -> Model:
    state, _ = _sound_vit(rng)
    first = "blocks.0."
    block = {
        name.removeprefix(first): array for name, array in state.items() if name.startswith(first)
    }
    for i in range(24):
        for part, like in block.items():
            drawn = normal(like.shape, std=0.02, rng=rng) if like.ndim > 1 else like
            state[f"blocks.{i}.{part}"] = drawn
        state |= {f"blocks.{i}.ls{n}.gamma": np.ones(96) for n in (1, 2)}
    return state, None


def _keras(rng: np.random.Generator) -> Model:
    shared = normal((64, 64), std=0.05, rng=rng)
    state: State = {"embedding/embeddings": uniform((200, 64), bound=0.05, rng=rng)}
    for name in ("query", "key", "value"):
        state |= {f"attention/{name}/kernel": shared, f"attention/{name}/bias": np.zeros(64)}
    state |= {
        "dense/kernel": uniform((64, 10), bound=np.sqrt(6 / 74), rng=rng),
        "dense/bias": np.zeros(10),
    }
    return state, None


PATIENTS: dict[str, Patient] = {
    patient.name: patient
    for patient in (
        Patient("unscaled", "GPT-2 without its residual scaling",
                "40 blocks whose last matrices are 0.02, and not 0.02/√80.", "warn", _unscaled),
        Patient("default", "24 ReLU layers at PyTorch's default",
                "No normalization, and n·σ² is 1/3 in each layer.", "fail", _default),
        Patient("alike", "Every weight 0.05", "A constant: all units of a layer are one.",
                "fail", _alike),
        Patient("odd", "One matrix that a name pattern missed",
                "12 blocks of GPT-2; one matrix is at the framework's default.", "warn", _odd),
        Patient("unwritten", "A gate that nobody wrote",
                "A parameter from torch.empty holds what memory held.", "fail", _unwritten),
        Patient("copies", "Six copies of one layer",
                "TransformerEncoder copies the layer that it is given, weights and all.",
                "warn", _copies),
        Patient("shared", "One Keras initializer for three layers",
                "An initializer with a seed gives the same numbers each time.", "warn", _keras),
        Patient("zeros", "LoRA with both matrices zero",
                "Each one's gradient is a product with the other.", "fail", _adapter(zero_a=True)),
        Patient("depthwise", "Depthwise kernels by their fan-out",
                "kaiming_normal_(mode='fan_out') does not know of groups.", "fail", _mobilenet),
        Patient("transposed", "He's law on transposed convolutions",
                "The call reads the fan-in off the wrong axis.", "warn", _decoder),
        Patient("sure", "A head that is sure of nonsense",
                "The classifier is drawn from N(0, 1).", "fail", _sure),
        Patient("scale", "Norms that begin at 0",
                "N(0, 0.02²) for every parameter, the scales of the norms too.", "fail",
                _generator),
        Patient("layer-scale", "LayerScale of 1 at 24 blocks",
                "The scale was meant to be 1e-5 and was reset.", "warn", _layer_scale),
        Patient("resnet", "ResNet-50, as torchvision starts it",
                "A quarter as wide, with the buffers of its norms.", "ok", _sound_resnet),
        Patient("gpt2", "GPT-2, as nanoGPT starts it", "12 blocks, with the residual scaling.",
                "ok", _sound_gpt2),
        Patient("vit", "ViT, as timm starts it", "8 blocks.", "ok", _sound_vit),
        Patient("he", "24 ReLU layers by He", "The same layers, with n·σ² = 2.", "ok",
                _sound_stack),
        Patient("lora", "LoRA, one matrix zero",
                "The zero is meant: the adapter starts as nothing.", "ok", _adapter(zero_a=False)),
        Patient("trained", "A model that has been trained",
                "The running means have moved: there is no start to judge.", "ok", _trained),
    )
}  # fmt: skip
