"""The last figures of the long measurements, with date and commit, in `figures.json`."""

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path

FILE = Path(__file__).with_name("figures.json")


def record(name, figures):
    """Keep `figures` (names and numbers) as the last ones of the measurement called `name`."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    ).stdout.strip()
    kept = json.loads(FILE.read_text("utf-8")) if FILE.is_file() else {}
    kept[name] = {"date": f"{datetime.now(UTC):%Y-%m-%d}", "commit": commit, **figures}
    FILE.write_text(json.dumps(kept, indent=2, sort_keys=True) + "\n", "utf-8")
