"""The audit finds what is stored in advisories, and takes silence for no answer."""

import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from bench import audit
from bench.audit import Report, Weakness, is_affected, looked_up, pins, reported, shown, stored

LOCKED = {"pillow": ["12.0.0"], "numpy": ["2.4.6", "2.5.5"]}


def advisory(name: str, *events: dict[str, str], **more: Any) -> dict[str, Any]:
    affected = {
        "package": {"ecosystem": "PyPI", "name": name},
        "ranges": [{"type": "ECOSYSTEM", "events": list(events)}],
    }
    return {"id": f"TEST-{name}", "affected": [affected], **more}


@pytest.mark.parametrize(
    ("version", "is_in"),
    [("1.0", False), ("1.2", True), ("1.9.9", True), ("2.0", False), ("3.1", True), ("4.0", False)],
)
def test_a_range_begins_and_ends_and_may_begin_again(version: str, is_in: bool) -> None:
    events = [
        {"introduced": "3.0"},
        {"last_affected": "3.9"},
        {"introduced": "1.1"},
        {"fixed": "2.0"},
    ]
    (affected,) = advisory("pillow", *events)["affected"]
    assert is_affected(version, affected) is is_in


def test_a_stored_list_is_read_as_osv_exports_it(tmp_path: Path) -> None:
    export = tmp_path / "all.zip"
    known = [
        advisory("Pillow", {"introduced": "0"}, {"fixed": "12.1"}),
        advisory("numpy", {"introduced": "2.5"}),
        advisory("numpy", {"introduced": "0"}, withdrawn="2026-01-01T00:00:00Z"),
        advisory("somebody-elses", {"introduced": "0"}),
    ]
    with ZipFile(export, "w") as file:
        for number, one in enumerate(known):
            file.writestr(f"{number}.json", json.dumps(one))
    found = looked_up(LOCKED, stored(export))
    assert found.weaknesses == [
        Weakness("numpy", "2.5.5", "TEST-numpy", ""),
        Weakness("pillow", "12.0.0", "TEST-Pillow", "12.1"),
    ]


def test_an_empty_list_is_no_good_news_either(tmp_path: Path) -> None:
    empty = tmp_path / "advisories.json"
    empty.write_text("[]")
    with pytest.raises(ValueError, match="there is none"):
        stored(empty)


def test_what_is_listed_counts_without_a_range() -> None:
    assert is_affected("1.0", {"versions": ["1.0"]})
    assert not is_affected("1.1", {"versions": ["1.0"]})


def test_silence_is_no_good_news(capsys: pytest.CaptureFixture[str]) -> None:
    """pip-audit itself is content where it could ask nobody."""
    report = reported({"dependencies": [{"name": "pillow", "skip_reason": "not found"}]})
    assert shown(report, 1) == audit.UNASKED
    assert "1 of 1 packages could not be audited" in capsys.readouterr().out


def test_what_is_found_is_told_with_its_cure(capsys: pytest.CaptureFixture[str]) -> None:
    flaw = {"id": "CVE-2026-1", "fix_versions": ["12.1"]}
    known = {"name": "pillow", "version": "12.0.0", "vulns": [flaw]}
    assert shown(reported({"dependencies": [known]}), 1) == audit.FOUND
    assert capsys.readouterr().out == "pillow 12.0.0: CVE-2026-1, mended in 12.1\n"
    assert shown(Report([], []), 1) == 0


def test_the_lock_is_read_whole() -> None:
    found = pins(audit.LOCK)
    assert len(found) > 40
    assert len(found["numpy"]) > 1
