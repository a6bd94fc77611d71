"""What SECURITY.md says is shown by something is there to show it."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "SECURITY.md").read_text("utf-8")


def test_every_test_that_is_named_is_there() -> None:
    named = set(re.findall(r"`((?:tests|bench)/[\w/.-]+)`", TEXT))
    assert len(named) > 20
    assert sorted(name for name in named if not (ROOT / name).exists()) == []


def test_whoever_finds_a_weakness_reads_where_to_report_it() -> None:
    how = TEXT.partition("## How to report a weakness")[2].partition("\n## ")[0]
    assert "private report" in how


def test_every_threat_names_what_shows_that_it_is_held() -> None:
    table = TEXT.partition("what holds them, and the test")[2].partition("\n## ")[0]
    rows = [line.split("|") for line in table.splitlines() if line.startswith("|")][2:]
    assert len(rows) > 20
    assert [row[1] for row in rows if "`tests/" not in row[3]] == []
