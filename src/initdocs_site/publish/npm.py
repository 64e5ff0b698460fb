"""What an npm package holds, without installing it."""

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path


def contents(package: str, below: str = "") -> dict[str, bytes]:
    """Every file of `package` (a name with a version) in the folder `below`, by its path there."""
    with tempfile.TemporaryDirectory() as scratch:
        npm = Path(sys.executable).with_name("npm")
        command = [str(npm) if npm.exists() else "npm", "pack", package, "--silent"]
        subprocess.run(command, cwd=scratch, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        with tarfile.open(next(Path(scratch).glob("*.tgz"))) as archive:
            files = {m.name: archive.extractfile(m) for m in archive if m.isfile()}
            found = {name: file.read() for name, file in files.items() if file}
    start = f"package/{below}"
    return {name.removeprefix(start): c for name, c in found.items() if name.startswith(start)}


def write(files: dict[str, bytes], folder: Path) -> None:
    """Put files below `folder`, each at its path."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
