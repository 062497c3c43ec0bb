"""Other people's front-end files: fetched once by name and version, kept here with licence and checksum.

`python -m benfu.ui.vendor` fetches what vendor.json names (needs npm); `--check` compares every file with its recorded
checksum and needs nothing.
"""

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
WANTED = HERE / "vendor.json"
HOMES = (HERE / "static" / "vendor", HERE / "data" / "vendor")
RECORD = HERE / "THIRD_PARTY.json"
LEGAL = ("LICENSE", "LICENCE", "NOTICE", "COPYING")


def fetch() -> dict[str, Any]:
    """Replace the vendored files by those vendor.json names and return the new record. Raises CalledProcessError."""
    record: dict[str, Any] = {}
    for name, wish in json.loads(WANTED.read_text()).items():
        with tempfile.TemporaryDirectory() as scratch:
            package = _unpack(f"{name}@{wish['version']}", Path(scratch))
            record[name] = _take(package, wish)
    RECORD.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n")
    return record


def faults() -> Iterator[str]:
    """Yield a sentence for each vendored file that is missing, altered or unknown."""
    record: dict[str, Any] = json.loads(RECORD.read_text())
    known: set[Path] = set()
    for name, entry in record.items():
        for file, digest in entry["sha256"].items():
            path = HERE / entry["into"] / entry["version"] / file
            known.add(path)
            if not path.is_file():
                yield f"{name}: {file} is missing"
            elif _sha256(path) != digest:
                yield f"{name}: {file} was altered"
        if not any(file.upper().startswith(LEGAL) for file in entry["sha256"]):
            yield f"{name}: has no licence text beside it"
    for path in (path for home in HOMES for path in home.rglob("*")):
        if path.is_file() and path not in known:
            yield f"{path.relative_to(HERE)} belongs to nothing vendor.json names"


def _unpack(spec: str, scratch: Path) -> Path:
    subprocess.run(["npm", "pack", "--silent", spec], cwd=scratch, check=True, capture_output=True)
    with tarfile.open(next(scratch.glob("*.tgz"))) as archive:
        archive.extractall(scratch, filter="data")
    return scratch / "package"


def _take(package: Path, wish: dict[str, Any]) -> dict[str, Any]:
    target = HERE / wish["into"] / wish["version"]
    shutil.rmtree(HERE / wish["into"], ignore_errors=True)
    target.mkdir(parents=True)
    sources = [package / wish.get("from", ".") / file for file in wish["files"]]
    sources += [path for path in sorted(package.iterdir()) if path.name.upper().startswith(LEGAL)]
    for source in sources:
        shutil.copyfile(source, target / source.name)
    about = json.loads((package / "package.json").read_text())
    return {
        "version": wish["version"],
        "into": wish["into"],
        "licence": wish["licence"],
        "homepage": about.get("homepage", ""),
        "sha256": {path.name: _sha256(path) for path in sorted(target.iterdir())},
    }


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main(arguments: list[str]) -> int:
    """Fetch, or with --check compare; return the process's exit code."""
    parser = argparse.ArgumentParser(prog="python -m benfu.ui.vendor", description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare with the recorded checksums, fetch nothing")
    if not parser.parse_args(arguments).check:
        fetch()
    wrong = list(faults())
    sys.stdout.write("".join(f"{line}\n" for line in wrong) or "vendored files are as recorded\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
