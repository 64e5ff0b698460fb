"""What goes wrong with a start: a list of kinds of fault, each put into some sound starts.

A fault changes some tensors and nothing else, so that whatever is found in others is no find.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from initdocs.initializers import (
    he_normal_fan_out,
    lecun_normal,
    normal,
    orthogonal,
    pytorch_linear,
)
from initdocs_site.maintain.starts import STARTS, Array, State

Change = Callable[[State, np.random.Generator], State]


@dataclass(frozen=True)
class Variant:
    """A start with one fault: the kind of fault, the start's name, what was done to which tensors.

    `missed` says why nothing is found, and is empty where it is.
    """

    kind: str
    start: str
    about: str
    change: Change
    missed: str = ""

    @property
    def name(self) -> str:
        """What it is called by in the record: unlike any other."""
        return f"{self.start}: {self.about}"

    def made(self, seed: int = 0) -> tuple[State, State, str | None]:
        """The sound state, the broken one and the text, as float32: only the fault differs."""
        rng = np.random.default_rng(seed)
        sound, text = STARTS[self.start][1](rng)
        broken = {**sound, **self.change(sound, rng)}
        return single(sound), single(broken), text


def single(state: State) -> State:
    """As frameworks have it: 4 bytes a value."""
    return {name: np.asarray(array, np.float32) for name, array in state.items()}


# what changes a tensor: of an array and a generator an array of the same shape

Draw = Callable[[Array, np.random.Generator], Array]


def _each(pattern: str, made: Draw) -> Change:
    """Of every tensor whose name matches."""
    return lambda state, rng: {name: made(state[name], rng) for name in _named(state, pattern)}


def _named(state: State, pattern: str) -> list[str]:
    found = [name for name in state if re.search(pattern, name)]
    if not found:
        msg = f"pattern: got {pattern!r}, allowed: one that a name matches, of {', '.join(state)}"
        raise ValueError(msg)
    return found


def _matrices(made: Draw) -> Change:
    return lambda state, rng: {n: made(a, rng) for n, a in state.items() if a.ndim > 1}


def _std(std: float) -> Draw:
    return lambda a, rng: normal(a.shape, std=std, rng=rng)


def _default(a: Array, rng: np.random.Generator) -> Array:
    return pytorch_linear(a.shape, rng=rng)


def _zero(a: Array, _: np.random.Generator) -> Array:
    return np.zeros(a.shape)


def _times(factor: float) -> Draw:
    return lambda a, _: factor * a


def _cut(std: float, bound: float) -> Draw:
    def made(a: Array, rng: np.random.Generator) -> Array:
        drawn = normal(a.shape, std=std, rng=rng)
        while (outside := np.abs(drawn) > bound).any():
            drawn[outside] = std * rng.standard_normal(int(outside.sum()))
        return drawn

    return made


def _nan(a: Array, rng: np.random.Generator) -> Array:
    found = np.array(a)
    found.reshape(-1)[rng.integers(a.size)] = np.nan
    return found


def _memory(a: Array, rng: np.random.Generator) -> Array:
    """What memory held before: tiny numbers of all sizes."""
    bits = np.frombuffer(rng.bytes(4 * a.size), np.uint32) >> np.uint32(4)
    return bits.view(np.float32).reshape(a.shape)


def _repeated(a: Array, _: np.random.Generator) -> Array:
    """The second half of the units repeats the first."""
    found = np.array(a)
    found[len(a) // 2 : 2 * (len(a) // 2)] = found[: len(a) // 2]
    return found


def _stepped(a: Array, _: np.random.Generator) -> Array:
    step = float(np.abs(a).max()) / 128
    return np.asarray(np.round(a / step) * step)


def _copied(pattern: str) -> Change:
    """All that match are the first of them."""
    return lambda state, _: {n: state[_named(state, pattern)[0]] for n in _named(state, pattern)}


def _one_seed(pattern: str, std: float) -> Change:
    """Each is drawn by a generator of the same seed."""
    return lambda state, _: {
        n: normal(state[n].shape, std=std, rng=np.random.default_rng(7))
        for n in _named(state, pattern)
    }


def _tied(state: State, rng: np.random.Generator) -> State:
    """N(0, 1) is the default of an embedding, and the head is the same matrix."""
    name = _named(state, r"wte")[0]
    shared = normal(state[name].shape, std=1.0, rng=rng)
    return {name: shared, "lm_head.weight": shared}


def _head(classes: int, std: float) -> Change:
    def made(state: State, rng: np.random.Generator) -> State:
        width = next(a.shape[0] for name, a in reversed(state.items()) if a.ndim == 1)
        return {"classifier.weight": normal((classes, width), std=std, rng=rng),
                "classifier.bias": np.zeros(classes)}  # fmt: skip

    return made


def _layer_scales(_state: State, _: np.random.Generator) -> State:
    return {f"blocks.{i}.ls{n}.gamma": np.ones(64) for i in range(24) for n in (1, 2)}


_ALONE = "The law is a sound one: only who knows what was meant can tell."
_FORWARD = "What the forward pass multiplies by is in no tensor."
_NORMS = "Every branch begins with a norm, which takes any size, so this start trains too."

VARIANTS: tuple[Variant, ...] = (
    *(Variant("one constant for all", *rest) for rest in (
        ("stack", "N(0, 0.02²) for every matrix", _matrices(_std(0.02))),
        ("funnel", "N(0, 0.02²) for every matrix", _matrices(_std(0.02))),
        ("depthwise", "N(0, 0.02²) for every kernel", _matrices(_std(0.02))),
        ("stack", "N(0, 1) for every matrix", _matrices(_std(1.0))),
        ("siren", "N(0, 0.02²) for every matrix", _matrices(_std(0.02)), _FORWARD),
    )),
    *(Variant("a fan misread", *rest) for rest in (
        ("depthwise", "the fan-out without its groups",
         _each(r"^(0|4|8|12|16|20|24|28)\.weight",
               lambda a, rng: he_normal_fan_out(a.shape, rng=rng))),
        ("decoder", "k²·out for the fan-in",
         _each("weight", lambda a, rng: normal(a.shape, std=np.sqrt(2 / (16 * a.shape[1])),
                                               rng=rng))),
        ("funnel", "fan-out for fan-in",
         _each("weight", lambda a, rng: he_normal_fan_out(a.shape, rng=rng))),
    )),
    *(Variant("a gain forgotten", *rest) for rest in (
        ("stack", "n·σ² = 1 where ReLU wants 2",
         _matrices(lambda a, rng: lecun_normal(a.shape, rng=rng))),
        ("funnel", "n·σ² = 1 where ReLU wants 2",
         _matrices(lambda a, rng: lecun_normal(a.shape, rng=rng))),
        ("stack", "orthogonal with gain 1",
         _matrices(lambda a, rng: orthogonal(a.shape, rng=rng))),
        ("ppo", "a policy head of gain 1 in place of 0.01",
         _each("actor.4.weight", lambda a, rng: orthogonal(a.shape, rng=rng)), _ALONE),
        ("siren", "hidden layers not divided by ω₀",
         _each(r"net\.[123].*weight", _times(30.0)), _FORWARD),
    )),
    *(Variant("scaled twice", *rest) for rest in (
        ("stack", "n·σ² = 4 where ReLU wants 2", _matrices(_times(np.sqrt(2)))),
        ("gpt2", "0.02/(2L) for 0.02/√(2L) at the end of each branch",
         _each("c_proj.weight", _times(24 ** -0.5)),
         "Branches that begin smaller still learn: no rule forbids a scale below the usual."),
    )),
    *(Variant("one layer left", *rest) for rest in (
        ("gpt2", "one matrix at PyTorch's default", _each(r"h\.7\.mlp\.c_fc.weight", _default)),
        ("llama", "one matrix at PyTorch's default", _each(r"layers\.3\..*wq", _default)),
        ("bert", "one matrix at PyTorch's default", _each(r"\.4\.intermediate.*weight", _default)),
        ("t5", "one matrix of std 0.02", _each(r"block\.2\..*\.wi\.", _std(0.02))),
        ("vit", "one matrix at PyTorch's default", _each(r"blocks\.5\.attn.qkv.weight", _default)),
        ("dit", "one matrix of std 0.02", _each(r"blocks\.2\.mlp.fc1.weight", _std(0.02))),
        ("mixtral", "one router at PyTorch's default", _each(r"layers\.2\..*gate", _default)),
        ("mixtral", "all of one expert at PyTorch's default",
         _each(r"layers\.1\..*experts\.1\.", _default)),
        ("mamba", "one output never scaled by depth",
         _each(r"layers\.5\..*out_proj", _times(np.sqrt(12)))),
        ("resnet", "one kernel at PyTorch's default",
         _each(r"layer3\.2\.conv2", lambda a, rng: pytorch_linear(a.shape, rng=rng))),
        ("stack", "one matrix at PyTorch's default", _each(r"^20\.weight", _default)),
    )),
    *(Variant("never applied", *rest) for rest in (
        ("stack", "every matrix at PyTorch's default", _matrices(_default)),
        ("gpt2", "every matrix at PyTorch's default",
         _each(r"(attn|mlp).*weight", _default), _NORMS),
    )),
    *(Variant("the same numbers again", *rest) for rest in (
        ("gpt2", "two blocks with one matrix", _copied(r"h\.[45]\.mlp\.c_fc.weight")),
        ("mixtral", "the experts of a block are copies", _copied(r"layers\.1.*\.w1\.")),
        ("vit", "blocks copied from the first", _copied(r"attn.proj.weight")),
        ("bert", "one seed for each matrix of a block",
         _one_seed(r"layer\.0\..*(dense|query).weight", 0.02)),
        ("stack", "one seed for each layer", _one_seed(r"weight", np.sqrt(2 / 64))),
        ("resnet", "half of the kernels of a layer repeat the others",
         _each(r"layer2\.1\.conv1", _repeated)),
        ("ppo", "actor and critic begin as one",
         lambda s, _: {f"actor.{i}.weight": s[f"critic.{i}.weight"] for i in (0, 2)}),
    )),
    *(Variant("no symmetry broken", *rest) for rest in (
        ("stack", "0.05 for every weight", _matrices(lambda a, _: np.full(a.shape, 0.05))),
        ("lstm", "0.05 for every weight of the inputs",
         _each(r"cell/kernel", lambda a, _: np.full(a.shape, 0.05))),
        ("vit", "equal rows in one matrix",
         _each(r"blocks\.2\.mlp.fc1.weight", lambda a, _: np.broadcast_to(a[:1], a.shape))),
    )),
    *(Variant("zero where it should not be", *rest) for rest in (
        ("stack", "one layer of zeros", _each(r"^20\.weight", _zero)),
        ("gpt2", "the first matrix of each branch", _each(r"c_fc.weight", _zero)),
        ("resnet", "the first kernel of each block", _each(r"layer\d\.\d\.conv1", _zero)),
        ("lora", "both factors", _each(r"lora_A", _zero)),
        ("mup", "the embedding, where the readout is zero", _each(r"^encoder.weight", _zero),
         "Zeros in series are sought within a block, and these stand at both ends of the model."),
        ("mixtral", "every router", _each(r"gate", _zero),
         "A zero at the end of a path still learns, and is often meant: it is told in a note."),
    )),
    *(Variant("a meant zero drawn over", *rest) for rest in (
        ("dit", "one block's modulation", _each(r"blocks\.3\..*adaLN.*weight", _std(0.02))),
        ("lora", "one B at PyTorch's default", _each(r"layers\.3\.lora_B", _default)),
        ("unet", "the end of a branch at PyTorch's default",
         _each(r"out_layers.3.weight", _default), _ALONE),
    )),
    *(Variant("a norm without a scale", *rest) for rest in (
        ("dcgan", "scales drawn around 0",
         _each(r"main.[14].weight", lambda a, rng: normal(a.shape, std=0.02, rng=rng))),
        ("vit", "scales drawn around 0", _each(r"norm\d?\.weight", _std(0.02))),
        ("resnet", "scales of 0 in the middle of each branch", _each(r"bn1\.weight", _zero),
         "A zero scale at a branch's end is meant, and no name tells which is the last: a note."),
    )),
    *(Variant("a head that is sure", *rest) for rest in (
        ("bert", "a classifier from N(0, 1)", _head(50, 1.0)),
        ("resnet", "the head from N(0, 1)", _each("^fc.weight", _std(1.0))),
        ("vit", "the head from N(0, 1)", _each("^head.weight", _std(1.0))),
        ("gpt2", "tied with an embedding from N(0, 1)", _tied),
    )),
    *(Variant("depth not counted", *rest) for rest in (
        ("gpt2-deep", "no branch scaled by depth", _each("c_proj.weight", _std(0.02))),
        ("mixtral", "w3 scaled by depth, w2 not", _each(r"\.w3\.", _times(12**-0.5))),
        ("llama", "w1 scaled by depth, w2 not",
         lambda s, _: {**{n: s[n.replace("w2", "w1")].T for n in s if "w2" in n},
                       **{n: s[n.replace("w1", "w2")].T for n in s if "w1" in n}},
         "All matrices of this shape are scaled, so none is left to compare them with."),
        ("vit", "LayerScale of 1 in 24 blocks", _layer_scales),
    )),
    *(Variant("never written", *rest) for rest in (
        ("t5", "one NaN", _each(r"block\.1\..*SelfAttention\.k\.", _nan)),
        ("mixtral", "a router that holds what memory held", _each(r"layers\.4\..*gate", _memory)),
        ("resnet", "a bias that holds what memory held", _each(r"^fc.bias", _memory)),
        ("bert", "a matrix of infinities",
         _each(r"\.2\.output.dense.weight", lambda a, _: np.full(a.shape, np.inf))),
    )),
    *(Variant("a law cut elsewhere", *rest) for rest in (
        ("vit", "cut at one deviation", _each(r"mlp.*weight", _cut(0.02, 0.02)), _ALONE),
        ("mup", "cut at two deviations, the spread not made up for",
         _each(r"linear1.weight", _cut(1 / 8, 2 / 8)), _ALONE),
        ("dit", "drawn in steps of 1/128, as bfloat16 counts",
         _each(r"blocks\.1\.mlp.fc1.weight", _stepped),
         "256 levels over the whole range train as a uniform law does."),
    )),
    *(Variant("a bias out of place", *rest) for rest in (
        ("resnet", "a head that begins at 100", _each(r"^fc.bias", lambda a, _: a + 100)),
        ("lstm", "a forget gate that begins closed", _each(r"bias", _zero), _ALONE),
        ("mamba", "time steps set to 0", _each(r"dt_proj.bias", _zero), _ALONE),
    )),
)  # fmt: skip
