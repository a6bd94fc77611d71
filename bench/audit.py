"""Whether a known weakness is in what the line depends on: `make audit`.

Asks the advisories of PyPI through pip-audit, or a stored list of them: OSV's export of the
ecosystem PyPI, a zip of JSON files, or one such file. Ends with 0 where nothing is known, with 1
where something is, and with 3 where somebody could not be asked, which is no good news.
"""

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

LOCK = Path(__file__).parent.parent / "requirements.lock"
FOUND, UNASKED = 1, 3
_PIN = re.compile(r"(?m)^([\w.-]+)==([^\s;\\]+)")
_PATIENCE = 900  # seconds for all of it

Advisory = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Weakness:
    name: str
    version: str
    id: str
    fixed: str

    def __str__(self) -> str:
        mended = f"mended in {self.fixed}" if self.fixed else "not mended yet"
        return f"{self.name} {self.version}: {self.id}, {mended}"


@dataclass(frozen=True, slots=True)
class Report:
    """`unasked` are packages about which nobody could be asked."""

    weaknesses: list[Weakness]
    unasked: list[str]


def pins(lock: Path) -> dict[str, list[str]]:
    """Each package with its versions: more than one where the platform decides."""
    found: dict[str, list[str]] = {}
    for name, version in _PIN.findall(lock.read_text("utf-8")):
        found.setdefault(canonicalize_name(name), []).append(version)
    return found


def asked(lock: Path) -> Report:
    """By pip-audit. Raises OSError, subprocess.SubprocessError, ValueError."""
    words = ["pip_audit", "--requirement", str(lock), "--disable-pip", "--require-hashes"]
    options = ["--format", "json", "--progress-spinner", "off"]
    done = subprocess.run(
        [sys.executable, "-m", *words, *options],
        capture_output=True,
        text=True,
        check=False,
        timeout=_PATIENCE,
    )
    if not done.stdout:
        raise ValueError(done.stderr.strip().splitlines()[-1] if done.stderr else "no answer")
    return reported(json.loads(done.stdout))


def reported(answer: Mapping[str, Any]) -> Report:
    """What pip-audit says. It is content where nobody knows anything of a package; we are not."""
    packages = answer["dependencies"]
    weaknesses = [
        Weakness(one["name"], one["version"], flaw["id"], ", ".join(flaw["fix_versions"]))
        for one in packages
        for flaw in one.get("vulns", ())
    ]
    return Report(weaknesses, [one["name"] for one in packages if "skip_reason" in one])


def looked_up(locked: Mapping[str, list[str]], advisories: Iterable[Advisory]) -> Report:
    """In a stored list."""
    weaknesses = [
        Weakness(name, version, advisory["id"], _fixed(affected))
        for advisory in advisories
        if "withdrawn" not in advisory
        for affected in advisory.get("affected", ())
        if (name := _name(affected)) in locked
        for version in locked[name]
        if is_affected(version, affected)
    ]
    return Report(sorted(set(weaknesses), key=str), [])


def stored(path: Path) -> list[Advisory]:
    """Raises OSError, ValueError where there is none in it, BadZipFile."""
    found = list(_stored(path))
    if not found:
        raise ValueError(f"there is none in {path}")
    return found


def _stored(path: Path) -> Iterator[Advisory]:
    if path.suffix == ".zip":
        with ZipFile(path) as file:
            for name in file.namelist():
                yield json.loads(file.read(name))
        return
    read = json.loads(path.read_text("utf-8"))
    yield from read if isinstance(read, list) else [read]


def is_affected(version: str, affected: Mapping[str, Any]) -> bool:
    """OSV schema: a version that is listed, or that lies in a range."""
    ranges = [one for one in affected.get("ranges", ()) if one["type"] == "ECOSYSTEM"]
    return version in affected.get("versions", ()) or any(_lies_in(version, one) for one in ranges)


def _lies_in(version: str, within: Mapping[str, Any]) -> bool:
    """Its events in the order of their versions: each opens the range or ends it."""
    at, is_in = Version(version), False
    events = [next(iter(event.items())) for event in within["events"]]
    for kind, limit in sorted(events, key=lambda event: _place(event[1])):
        reached = _place(limit)
        if kind == "introduced" and reached <= at:
            is_in = True
        elif (kind == "fixed" and reached <= at) or (kind == "last_affected" and reached < at):
            is_in = False
    return is_in


def _place(limit: str) -> Version:
    """What is no version of Python's is before everything, as "0" is."""
    try:
        return Version(limit)
    except InvalidVersion:
        return Version("0")


def _name(affected: Mapping[str, Any]) -> str:
    package = affected.get("package", {})
    return canonicalize_name(package["name"]) if package.get("ecosystem") == "PyPI" else ""


def _fixed(affected: Mapping[str, Any]) -> str:
    events = [event for one in affected.get("ranges", ()) for event in one["events"]]
    return ", ".join(event["fixed"] for event in events if "fixed" in event)


def shown(report: Report, number: int) -> int:
    """Prints it; how the program ends."""
    for weakness in report.weaknesses:
        print(weakness)
    if report.unasked:
        print(
            f"{len(report.unasked)} of {number} packages could not be audited: no advisories are "
            "to be had from here. Audit where the network is, or against a stored list: "
            "make audit ADVISORIES=all.zip"
        )
    if report.weaknesses:
        return FOUND
    if report.unasked:
        return UNASKED
    print(f"No weakness is known in any of {number} packages.")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lock", type=Path, default=LOCK)
    parser.add_argument("--advisories", type=Path, help="OSV's export: all.zip, or a JSON file")
    given = parser.parse_args()
    locked = pins(given.lock)
    try:
        report = (
            looked_up(locked, stored(given.advisories)) if given.advisories else asked(given.lock)
        )
    except (OSError, ValueError, BadZipFile, subprocess.SubprocessError) as error:
        print(f"The advisories cannot be read: {error}")
        return UNASKED
    return shown(report, len(locked))


if __name__ == "__main__":
    sys.exit(main())
