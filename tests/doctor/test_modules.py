"""The text of a printed model."""

import pytest

from initdocs.doctor.modules import follows, modules

TORCH = """Net(
  (stem): Conv2d(3, 64, kernel_size=(7, 7), stride=(2, 2), groups=1)
  (bn): BatchNorm2d(64, eps=1e-05, affine=True)
  (act): ReLU(inplace=True)
  (layers): ModuleList(
    (0-2): 3 x Block(
      (fc): Linear(in_features=64, out_features=64, bias=True)
      (act): GELU(approximate='none')
    )
  )
  (head): Linear(in_features=64, out_features=10, bias=True)
)"""
KERAS = """Model: "sequential"
┏━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━┓
┃ Layer (type)         ┃ Output Shape      ┃ Param # ┃
│ conv2d (Conv2D)      │ (None, 30, 30, 8) │     224 │
│ dense_1 (Dense)      │ (None, 10)        │      90 │
"""


def test_pytorch():
    """Paths, types and options; a folded list unfolds, block by block."""
    found = modules(TORCH)
    assert [p for p in found if found[p].leaf] == [
        "stem", "bn", "act", *(f"layers.{i}.{part}" for i in range(3) for part in ("fc", "act")),
        "head",
    ]  # fmt: skip
    assert found["stem"].number("stride") == 2
    assert found["stem"].options["kernel_size"] == "(7, 7)"
    assert found["layers.1.fc"].type == "Linear"
    assert not found["layers"].leaf


@pytest.mark.parametrize(("path", "activation", "norm"), [
    ("stem", "relu", True), ("layers.1.fc", "gelu", False), ("head", "", False),
    ("nowhere", "", None),
])  # fmt: skip
def test_what_follows(path, activation, norm):
    """The activation and the norm before the next weights."""
    assert follows(modules(TORCH), path) == (activation, norm)


def test_keras():
    """Names and types of a summary."""
    assert {p: m.type for p, m in modules(KERAS).items()} == {
        "conv2d": "Conv2D",
        "dense_1": "Dense",
    }


@pytest.mark.parametrize("text", ["hello", 3, b"x"])
def test_no_model(text):
    """A text without modules is refused, and says what is allowed."""
    with pytest.raises(ValueError, match=r"text: got .*allowed: the text of print\(model\)"):
        modules(text)


def test_no_text():
    """None and an empty text tell nothing."""
    assert modules(None) == modules("") == {}


def test_a_norm_that_holds_its_activation():
    """timm prints a norm with an activation inside: it is a norm all the same."""
    lines = ["Net(", "  (conv): Conv2d(3, 8, kernel_size=(3, 3))", "  (bn): BatchNormAct2d(",
             "    8, eps=1e-05", "    (drop): Identity()", "    (act): ReLU(inplace=True)", "  )",
             "  (fc): Linear(in_features=8, out_features=8)", ")"]  # fmt: skip
    assert follows(modules("\n".join(lines)), "conv") == ("relu", True)
