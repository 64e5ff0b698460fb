"""The recorder on PyTorch's models: what it sees, what it finds, what it leaves as it was."""

import json
import random

import numpy as np
import pytest
from tests.frameworks.models import models


@pytest.fixture
def torch(frameworks):
    frameworks.torch.manual_seed(0)
    return frameworks.torch


@pytest.fixture
def examine(torch):  # noqa: ARG001 - PyTorch is there
    from initdocs.doctor.torch import examine  # noqa: PLC0415 - it imports PyTorch

    return examine


def stack(torch, depth=12, width=128, act=None, std=None, classes=10):
    """A plain stack, He's law by default, with a head of LeCun's."""
    nn, parts = torch.nn, []
    for i in range(depth):
        layer = nn.Linear(32 if i == 0 else width, width)
        nn.init.normal_(layer.weight, std=std or (2 / layer.in_features) ** 0.5)
        nn.init.zeros_(layer.bias)
        parts += [layer, act or nn.ReLU()]
    head = nn.Linear(width, classes)
    nn.init.normal_(head.weight, std=width**-0.5)
    return nn.Sequential(*parts, head)


def data(torch, n=128, classes=10):
    return torch.randn(n, 32), torch.randint(0, classes, (n,))


def rules_of(recording, level=None):
    return {f.rule for f in recording.findings if level in (None, f.level)}


def test_a_sound_stack(torch, examine):
    """Nothing is found; theory stands beside measurement in every layer."""
    recording = examine(stack(torch), *data(torch))
    assert recording.findings == () and recording.verdict == "ok"
    weights = [n for n in recording.nodes if n.kind == "weight"]
    assert [n.path for n in weights] == [str(i) for i in range(0, 25, 2)]
    assert weights[0].parameter == "0.weight"
    for node in weights:
        # the weights are one draw of 128 units, the inputs alike the deeper they are
        assert 0.5 < node.mean_square / node.predicted < 2
        assert node.gradient > 0
    assert len([n for n in recording.nodes if n.function == "relu"]) == 12
    assert recording.classes == 10 and len(recording.losses) == 4
    assert recording.losses[-1] < recording.losses[0]
    assert abs(recording.likeness) < 0.1
    assert set(recording.ratios) == {f"{i}.weight" for i in range(0, 25, 2)} | {"24.bias"}


def default(torch):
    """What PyTorch's own start does: biases hide that no input arrives any more."""
    parts = [p for i in range(30)
             for p in (torch.nn.Linear(32 if i == 0 else 128, 128), torch.nn.ReLU())]  # fmt: skip
    return torch.nn.Sequential(*parts, torch.nn.Linear(128, 10))


BROKEN = {
    "vanishing": (lambda t: stack(t, depth=30, std=0.02), {"forward", "gradient"}, "fail"),
    "exploding": (lambda t: stack(t, depth=30, std=0.5), {"forward", "first-loss"}, "fail"),
    "saturated": (lambda t: stack(t, act=t.nn.Tanh(), std=1.0), {"saturated"}, "fail"),
    "the default, thirty layers": (default, {"forward", "gradient", "likeness"}, "fail"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_stack(torch, examine, name):
    """What is wrong is told, at its level, with the place and a page."""
    make, expected, level = BROKEN[name]
    recording = examine(make(torch), *data(torch))
    assert expected <= rules_of(recording, level), str(recording)
    for finding in recording.findings:
        assert finding.where and finding.page.startswith("/") and finding.text


def test_functions_are_seen(torch, examine):
    """Activations that are called as functions stand in the recording, with their modules."""
    nn, F = torch.nn, torch.nn.functional  # noqa: N806 - as everyone calls it

    class Block(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv, self.norm = nn.Conv2d(8, 8, 3, padding=1), nn.BatchNorm2d(8)

        def forward(self, x):
            return x + F.gelu(self.norm(self.conv(x))).relu_()

    model = nn.Sequential(nn.Conv2d(3, 8, 3), Block(), nn.Flatten(), nn.Linear(8 * 36, 5))
    recording = examine(model, torch.randn(16, 3, 8, 8), torch.randint(0, 5, (16,)))
    assert [(n.path, n.function) for n in recording.nodes] == [
        ("0", "conv2d"), ("1.conv", "conv2d"), ("1.norm", "batch_norm"), ("1", "gelu"),
        ("1", "relu_"), ("3", "linear"),
    ]  # fmt: skip


def test_dead_units(torch, examine):
    """Units that no example switches on."""
    model = stack(torch, depth=3)
    with torch.no_grad():
        model[2].bias[:100] = -100.0
    (finding,) = [f for f in examine(model, *data(torch)).findings if f.rule == "dead"]
    assert (finding.level, finding.where) == ("warn", ("3",))
    assert "78%" in finding.text


def test_zeros_on_purpose_and_not(torch, examine):
    """A zero at a branch's end gets its gradient at once, what stands before it after a step; two
    zeros in series never do."""
    nn = torch.nn

    class Residual(nn.Module):
        def __init__(self):
            super().__init__()
            self.fc1, self.fc2 = nn.Linear(32, 32), nn.Linear(32, 32)

        def forward(self, x):
            return x + self.fc2(torch.relu(self.fc1(x)))

    model = nn.Sequential(Residual(), Residual(), nn.Linear(32, 10))
    for part in model[:2]:
        nn.init.zeros_(part.fc2.weight)
        nn.init.zeros_(part.fc2.bias)
    assert examine(model, *data(torch)).blocked == ()
    nn.init.zeros_(model[0].fc1.weight)
    nn.init.zeros_(model[0].fc1.bias)
    recording = examine(model, *data(torch))
    assert set(recording.blocked) == {"0.fc1.weight", "0.fc1.bias", "0.fc2.weight"}
    assert rules_of(recording, "fail") == {"blocked", "dead"}
    model[1].extra = nn.Linear(3, 3)
    assert set(examine(model, *data(torch)).unused) == {"1.extra.weight", "1.extra.bias"}


def test_everything_is_as_it_was(torch, examine):
    """Weights, buffers, gradients, modes, hooks, generators, and the batch, to the bit."""
    nn = torch.nn
    model = nn.Sequential(nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8), nn.ReLU(inplace=True),
                          nn.Dropout(0.5), nn.Flatten(), nn.Linear(8 * 36, 8),
                          nn.Linear(8, 8))  # fmt: skip
    model[5].weight.requires_grad_(False)
    model[1].eval()
    batch, target = torch.randn(16, 3, 8, 8), torch.randint(0, 8, (16,))
    model[6].weight.grad = torch.ones_like(model[6].weight)
    calls = []
    handle = model[0].register_forward_hook(lambda *_: calls.append(1))

    def everything():
        hooks = [(len(m._forward_hooks), len(m._forward_pre_hooks)) for m in model.modules()]
        return (
            {k: v.clone() for k, v in model.state_dict().items()},
            {k: None if p.grad is None else p.grad.clone() for k, p in model.named_parameters()},
            [m.training for m in model.modules()], hooks, batch.clone(),
            [p.requires_grad for p in model.parameters()],
            torch.get_rng_state(), random.getstate(), str(np.random.get_state()),  # noqa: NPY002
        )  # fmt: skip

    before, pointers = everything(), [p.data_ptr() for p in model.parameters()]
    grad = model[6].weight.grad
    recording = examine(model, batch, target)
    after = everything()
    for name in before[0]:
        assert torch.equal(before[0][name], after[0][name]), name
    for name, was in before[1].items():
        now = after[1][name]
        assert (was is None) == (now is None) and (was is None or torch.equal(was, now)), name
    assert model[6].weight.grad is grad
    assert torch.equal(before[4], after[4]) and torch.equal(before[6], after[6])
    assert before[2:4] + before[5:6] + before[7:] == after[2:4] + after[5:6] + after[7:]
    assert pointers == [p.data_ptr() for p in model.parameters()]
    assert len(calls) == 4, "its own hooks run as ever: once at the start, once after each step"
    assert recording.losses[0] != recording.losses[1]
    handle.remove()


def test_it_is_as_it_was_after_an_error(torch, examine):
    """A model that raises in the middle is given back as well, and its hooks are gone."""

    class Raises(torch.nn.Module):
        def forward(self, _):
            torch.rand(3)
            msg = "no"
            raise RuntimeError(msg)

    model = torch.nn.Sequential(torch.nn.BatchNorm1d(32), torch.nn.Linear(32, 4), Raises())
    state = {k: v.clone() for k, v in model.state_dict().items()}
    generator = torch.get_rng_state()
    with pytest.raises(RuntimeError, match="no"):
        examine(model, torch.randn(8, 32))
    # the batch was drawn by the test itself
    torch.set_rng_state(generator)
    torch.randn(8, 32)
    for name, value in model.state_dict().items():
        assert torch.equal(value, state[name]), name
    assert all(not m._forward_hooks and not m._forward_pre_hooks for m in model.modules())


def test_recipes_are_sound(torch, examine):
    """Small models of public recipes: no finding above a note in the recording."""
    made = models(torch)
    batches = {
        "VGG": lambda: (torch.randn(32, 3, 17, 17), torch.randint(0, 10, (32,))),
        "SIREN": None, "DCGAN": lambda: (torch.randn(32, 50, 1, 1), None),
    }  # fmt: skip
    for name in ("VGG", "DCGAN"):
        for seed in range(3):
            torch.manual_seed(seed)
            recording = examine(made[name](), *batches[name]())
            assert [f for f in recording.findings if f.level != "note"] == [], (name, seed)
    encoder = torch.nn.TransformerEncoderLayer(64, 4, batch_first=True)
    recording = examine(encoder, torch.randn(8, 10, 64))
    assert rules_of(recording) == set()
    assert "MultiheadAttention" in {n.function for n in recording.nodes}


def test_a_language_model(torch, examine):
    """Classes stand last; an embedding of deviation 1 as a head is sure of nonsense."""
    nn = torch.nn
    tokens = torch.randint(0, 200, (8, 12))
    model = nn.Sequential(nn.Embedding(200, 64), nn.LSTM(64, 64, batch_first=True))

    class Head(nn.Module):
        def __init__(self, std):
            super().__init__()
            self.body, self.head = model, nn.Linear(64, 200, bias=False)
            self.norm = nn.LayerNorm(64)
            nn.init.normal_(self.head.weight, std=std)

        def forward(self, x):
            return self.head(self.norm(self.body(x)[0]))

    sound, loud = (examine(Head(std), tokens, tokens) for std in (0.02, 1.0))
    assert (sound.classes, loud.classes) == (200, 200)
    assert "first-loss" not in rules_of(sound) and "first-loss" in rules_of(loud)
    assert {"embedding", "LSTM", "layer_norm", "linear"} == {n.function for n in sound.nodes}


def test_losses_and_json(torch, examine):
    """A loss of one's own, a target of numbers, and what the JSON holds."""
    model = stack(torch, depth=4, classes=3)
    x, y = torch.randn(16, 32), torch.randn(16, 3)
    assert examine(model, x, y).losses[0] == pytest.approx(
        float(torch.nn.functional.mse_loss(model(x), y)))  # fmt: skip
    own = examine(model, {"input": x}, y, loss=lambda out, t: (out - t).abs().mean(), steps=0)
    assert own.losses[0] == pytest.approx(float((model(x) - y).abs().mean()))
    named = examine(model, (x,), torch.zeros(16, dtype=torch.long), torch.nn.CrossEntropyLoss())
    assert named.classes == 3
    told = json.loads(own.to_json())
    assert told["verdict"] == "ok" and len(told["nodes"]) == 9
    assert told["tensors"]["rows"][0]["name"] == "0.weight"
    assert "linear" in str(own) and own.blocked == ()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda t, e: e(5, t.ones(3)), "model: got int, allowed: a torch.nn.Module"),
        (lambda t, e: e(t.nn.ReLU(), t.ones(3)), "model: got one without parameters"),
        (lambda t, e: e(t.nn.Linear(3, 2), t.ones(4, 3), steps=-1), "steps: got -1"),
        (lambda t, e: e(t.nn.Linear(3, 2), t.ones(4, 3), loss=lambda *_: 3), "loss: got 3"),
        (lambda t, e: e(t.nn.Linear(3, 2), t.ones(4, 3), t.ones(4)), r"target: got \(4,\), all"),
        (lambda t, e: e(t.nn.Linear(3, 2), t.ones(4, 3), t.ones(5, dtype=t.long)),
         r"target: got \(5,\), allowed: a class"),
    ],
)  # fmt: skip
def test_bad_input(torch, examine, call, message):
    """The error names the argument, the value and what is allowed."""
    with pytest.raises(ValueError, match=message):
        call(torch, examine)
