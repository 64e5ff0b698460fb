"""What the doctor says of fresh public models and of broken starts, as it was recorded."""

import json
from pathlib import Path
from typing import Any

RECORD = Path(__file__).with_name("proof.json")
BROKEN = Path(__file__).with_name("broken.json")
RIVALS = Path(__file__).with_name("rivals.json")


def record() -> dict[str, Any]:
    """The versions of the packages, and a row a model."""
    told: dict[str, Any] = json.loads(RECORD.read_text("utf-8"))
    return told


def broken() -> dict[str, Any]:
    """The sound starts with their alarms, and a row a broken one."""
    told: dict[str, Any] = json.loads(BROKEN.read_text("utf-8"))
    return told


def rivals() -> dict[str, Any]:
    """What other tools say of the same starts, with their versions and the date."""
    told: dict[str, Any] = json.loads(RIVALS.read_text("utf-8"))
    return told


_SQUEEZE = (
    "The first layer of each channel attention is drawn by its fan-out, so n·σ² is far above 2. "
    "Its inputs are means over an image, which are small."
)
_DEEP = "36 branches at one constant: none is scaled by the depth."
#: of each model with a finding at warn or above: what it is about
EXPLAINED: dict[str, str] = {
    "inception_v3": "The head has σ = 0.1 whatever its 2,048 inputs, so the first loss is high.",
    "crossvit_tiny_240": _DEEP, "volo_d1_224": _DEEP,
    "visformer_tiny": "The fan-out of its grouped kernels forgets the groups.",
    "repvgg_a0": "The scales of its identity branches are drawn around 0.",
    **dict.fromkeys(
        ("efficientnet_b0", "efficientnet_v2_s", "regnet_y_400mf", "mixnet_s", "regnety_002",
         "sebotnet33ts_256", "seresnet18", "tf_efficientnet_b0", "tinynet_e"), _SQUEEZE,
    ),
}  # fmt: skip


def explained(name: str) -> str:
    """A sentence on a model's findings, empty where there are none."""
    return EXPLAINED.get(name, "")
