"""What the doctor says, as an operator and as a program read it."""

import json

from bot.doctor.finding import Finding, hint, ok, trouble
from bot.doctor.printed import as_json, as_text

LONG = "a page of the knowledge base at /a/very/long/path/that/nobody/would/ever/break/in/two.md"
FOUND: list[Finding] = [
    ok("Token", "it belongs to @linja_bot"),
    hint("Inline mode", "off", "send /setinline to @BotFather"),
    trouble("Staff group peja-and-all-around-it", LONG, "turn Topics on " * 8),
]


def test_troubles_come_first_and_what_is_well_last() -> None:
    firsts = [line.split()[0] for line in as_text(FOUND).splitlines() if line[:1].strip()]
    assert firsts == ["TROUBLE", "hint", "ok", "1"]


def test_every_line_fits_into_80_columns_and_texts_stand_below_each_other() -> None:
    lines = as_text(FOUND).splitlines()
    path = LONG.rpartition(" ")[2]
    assert all(len(line) <= 80 for line in lines if path not in line)
    assert any(line.strip().endswith(path) for line in lines)  # whole, to be copied
    starts = {line[28] != " " for line in lines if "->" in line}
    assert starts == {True}


def test_the_last_line_counts() -> None:
    assert as_text(FOUND).endswith("1 trouble, 1 hint.")
    assert as_text(FOUND[:2]).endswith("All is well; 1 hint.")
    assert as_text(FOUND[:1]).endswith("All is well.")


def test_programs_read_the_same_as_json() -> None:
    read = json.loads(as_json(FOUND))
    assert read["is_well"] is False
    assert [one["level"] for one in read["findings"]] == ["trouble", "hint", "ok"]
    assert set(read["findings"][0]) == {"about", "level", "text", "cure"}
    assert json.loads(as_json(FOUND[:2]))["is_well"] is True
