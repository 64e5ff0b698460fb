"""Three other tools on the broken starts and the sound ones, in one run with the doctor: recorded.

    python -m initdocs_site.maintain.rivals

It needs the extra `frameworks`; the tools themselves it installs into a folder of its own. Each is
called as its own documentation says. A fault is found by a tool that says something of the broken
start which it does not say of the sound one.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from io import StringIO
from typing import Any

import numpy as np

from initdocs.doctor import tensors
from initdocs_site import ROOT
from initdocs_site.maintain.faults import VARIANTS, single
from initdocs_site.maintain.starts import STARTS, State
from initdocs_site.page.proof import RIVALS

FOLDER = ROOT / ".cache" / "rivals-of-the-doctor"
VERSIONS = {"anyinit": "0.4.0", "model-clinic": "0.4.2", "neural-net-checklist": "1.1.0"}

#: what a tool says: things that can be compared, or none where it cannot be asked
Said = set[Any] | None


def doctor(start: str, state: State, text: str | None) -> Said:
    """Rules at warn or above, with the tensors that they name."""
    del start
    found = tensors(state, text).findings
    return {(f.rule, name) for f in found if f.level != "note" for name in f.where}


def clinic(start: str, state: State, text: str | None) -> Said:
    """`diagnose(state_dict)`: conditions at WARN or ERROR, with the tensors that they name."""
    del start, text
    torch = import_module("torch")
    given = {name: torch.from_numpy(array.copy()) for name, array in state.items()}
    found = import_module("model_clinic").diagnose(given, plugins=False)
    return {(f.condition, f.param_name) for f in found if f.severity in ("WARN", "ERROR")}


def checklist(start: str, state: State, text: str | None) -> Said:
    """Those of its assertions that look at the start and fail: the two that train are left out."""
    del text
    runnable = import_module("initdocs_site.maintain.runnable")
    if runnable.model(start, state) is None:
        return None
    of = import_module("neural_net_checklist.torch_diagnostics")
    make, provider = partial(runnable.model, start, state), runnable.batch(start)
    classes = runnable.MODELS[start][2]
    lm = start.startswith("gpt2")
    more: dict[str, Any] = {}
    if lm:
        functional = import_module("torch.nn.functional")
        one_hot = functional.one_hot(provider[0], classes).float()
        provider = one_hot, provider[1]
        make = of.replace_input_embedding_layer(make, "transformer.wte")
        more["loss_fn"] = lambda z, y: functional.cross_entropy(z.flatten(0, 1), y.flatten())
    start_of = "assert_balanced_classification_cross_entropy_"
    checks: dict[str, Callable[[], Any]] = {
        "loss": lambda: getattr(of, f"{start_of}loss_at_init")(
            make(), provider, num_classes=classes, **more
        ),
        "calibrated": lambda: getattr(of, f"{start_of}init_calibrated")(
            make(), provider, num_classes=classes
        ),
        "forward": lambda: of.assert_forward_batch_independence(make, provider),
        "gradients": lambda: of.assert_non_zero_gradients(make(), provider),
        "backward": lambda: of.assert_backward_batch_independence(make, provider),
    }
    if lm:
        checks["causal"] = lambda: of.assert_forward_causal_property(make, provider)
        checks["causal back"] = lambda: of.assert_backward_causal_property(make, provider)
    return {name for name, check in checks.items() if _fails(check)}


def _fails(check: Callable[[], Any]) -> bool:
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        try:
            check()
        except AssertionError:
            return True
    return False


def anyinit(start: str, state: State, text: str | None) -> Said:
    """Whether `report.assert_healthy()` refuses, after `initialize(model, "analytic", batch)`."""
    del text
    runnable = import_module("initdocs_site.maintain.runnable")
    model = runnable.model(start, state)
    if model is None:
        return None
    inputs, _ = runnable.batch(start)
    report = import_module("anyinit").initialize(model, "analytic", inputs, seed=0)
    return {"unhealthy"} if _fails(report.assert_healthy) else set()


TOOLS: dict[str, Callable[[str, State, str | None], Said]] = {
    "initdocs": doctor, "model-clinic": clinic, "neural-net-checklist": checklist,
    "anyinit": anyinit,
}  # fmt: skip


def fetch() -> None:
    """Have the tools at hand, in the releases that are compared."""
    if not FOLDER.is_dir():
        pinned = [f"{name}=={version}" for name, version in VERSIONS.items()]
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps",
                   "--target", str(FOLDER), *pinned]  # fmt: skip
        subprocess.run(command, check=True)  # noqa: S603 - this interpreter's pip
    sys.path.insert(0, str(FOLDER))


def record(names: tuple[str, ...] = tuple(TOOLS)) -> dict[str, Any]:
    """What each tool says of each start: found or not, or none where it cannot be asked."""
    sound: dict[str, dict[str, Said]] = {}
    for start, (_, make) in STARTS.items():
        state, text = make(np.random.default_rng(0))
        sound[start] = {name: TOOLS[name](start, single(state), text) for name in names}
    rows = []
    for variant in VARIANTS:
        _, broken, text = variant.made()
        said = {name: TOOLS[name](variant.start, broken, text) for name in names}
        before = sound[variant.start]
        found = {name: None if (now := said[name]) is None else bool(now - (before[name] or set()))
                 for name in names}  # fmt: skip
        rows.append({"start": variant.start, "about": variant.about, "found": found})
        print(json.dumps(rows[-1]), flush=True)  # noqa: T201 - how far it is
    alarms = {start: {n: None if s is None else bool(s) for n, s in of.items()}
              for start, of in sound.items()}  # fmt: skip
    return {"sound": alarms, "variants": rows}


def main() -> None:
    """Write the record."""
    fetch()
    told = {"date": datetime.now(UTC).date().isoformat(), "versions": VERSIONS, **record()}
    RIVALS.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
