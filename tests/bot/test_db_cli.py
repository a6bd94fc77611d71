"""`linja db`, `linja dead` and `linja outbox`, as an operator meets them."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copyfile

import pytest

from tests.bot.shell import Operator

_NOW = 1_795_000_000_000
_WORDS = "Fjalët e Artës"
_CALL = {"method": "sendMessage", "params": {"text": _WORDS}, "kind": "call"}
_BODY = json.dumps({"address": {"chat_id": 1, "to": "chat"}, "body": _CALL}, ensure_ascii=False)


@pytest.fixture
def kept(operator: Operator, migrated: Path) -> Path:
    """A database in its usual place, with one dead letter and one failed message."""
    path = operator.folder / "data" / "linja.db"
    path.parent.mkdir()
    copyfile(migrated, path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "INSERT INTO inbox (id, update_id, mailbox, raw, received_at, dead_at, error) "
            "VALUES (4, 9, 'chat:1', ?, ?, ?, ?)",
            (
                f'{{"update_id":9,"message":{{"text":"{_WORDS}"}}}}',
                _NOW,
                _NOW,
                f"KeyError: {_WORDS}",
            ),
        )
        connection.execute(
            "INSERT INTO outbox (id, lane, priority, body, state, created_at, due_at, ended_at,"
            " error) VALUES (7, 'chat:1', 1, ?, 'failed', ?, ?, ?, 'blocked')",
            (_BODY, _NOW, _NOW, _NOW),
        )
        connection.commit()
    return path


@pytest.mark.usefixtures("kept")
async def test_a_list_holds_no_words_and_show_does(operator: Operator) -> None:
    listed = await operator.types("dead", "list")
    assert (listed.code, listed.err) == (0, "")
    row = listed.out.splitlines()[1].split()
    assert row[0] == "4"
    assert "message" in row
    assert "KeyError" in row
    assert _WORDS not in listed.out
    shown = await operator.types("dead", "show", "4")
    assert _WORDS in shown.out
    assert "keep it to yourself" in shown.err
    parcels = await operator.types("outbox", "list")
    assert "sendMessage" in parcels.out
    assert "blocked" in parcels.out
    assert _WORDS not in parcels.out


@pytest.mark.usefixtures("kept")
async def test_what_is_tried_again_or_dropped_leaves_the_list(operator: Operator) -> None:
    again = await operator.types("dead", "retry", "4", "5")
    assert (again.code, again.out) == (1, "1 will be handled again.\n")
    assert again.line == "not in the list: 5"
    assert (await operator.types("dead", "list")).out == "No update was set aside.\n"
    shown = await operator.types("outbox", "show", "7")
    assert _WORDS in shown.out
    sent = await operator.types("outbox", "retry", "7")
    assert (sent.code, sent.out) == (0, "1 will be sent again.\n")
    waiting = await operator.types("outbox", "list", "--state", "pending")
    assert waiting.out.splitlines()[1].split()[0] == "7"


@pytest.mark.usefixtures("kept")
async def test_what_is_dropped_is_gone_words_and_all(operator: Operator, kept: Path) -> None:
    letter = await operator.types("dead", "drop", "4")
    assert (letter.code, letter.out) == (0, "1 dropped.\n")
    dropped = await operator.types("outbox", "drop", "7")
    assert (dropped.code, dropped.out) == (0, "1 dropped.\n")
    with closing(sqlite3.connect(kept)) as connection:
        assert connection.execute("SELECT count(*) FROM inbox WHERE raw <> ''").fetchone() == (0,)
    neither = await operator.types("outbox", "retry")
    assert (neither.code, neither.line) == (2, "name numbers of the list, or --all")


async def test_a_copy_is_made_checked_and_put_back(operator: Operator, kept: Path) -> None:
    made = await operator.types("db", "backup", BACKUP_DIR="copies")
    assert (made.code, made.err) == (0, "")
    (copy,) = (operator.folder / "copies").iterdir()
    checked = await operator.types("db", "check", str(copy))
    assert "is whole: 0 people, 0 tickets, 0 messages, 1 updates" in checked.out
    refused = await operator.types("db", "restore", str(copy))
    assert (refused.code, refused.out) == (2, "")
    assert "--replace" in refused.line
    damage(kept)
    restored = await operator.types("db", "restore", str(copy), "--replace")
    assert (restored.code, restored.err) == (0, "")
    assert "before-restore" in restored.out
    assert "asked to be forgotten" in restored.out
    assert "KeyError" in (await operator.types("dead", "list")).out


def damage(path: Path) -> None:
    path.write_bytes(b"\xff" * path.stat().st_size)


async def test_while_the_line_is_open_nothing_is_put_back(operator: Operator, kept: Path) -> None:
    await operator.types("db", "backup", "copy.db")
    running, _said = await operator.opens("run", SANDBOX_LISTEN="127.0.0.1:0")
    refused = await operator.types("db", "restore", "copy.db", "--replace")
    assert refused.code == 1
    assert refused.line.startswith("another process runs on ")
    await running.stopped()
    assert list(kept.parent.glob("*before*")) == []


@pytest.mark.parametrize("words", [("run",), ("dead", "list")], ids=" ".join)
async def test_a_damaged_file_is_named_in_one_line_with_its_cure(
    operator: Operator, kept: Path, words: tuple[str, ...]
) -> None:
    damage(kept)
    ended = await operator.types(*words, SANDBOX_LISTEN="127.0.0.1:0")
    assert (ended.code, ended.out) == (1, "")
    assert "the database is damaged" in ended.line
    assert "linja db restore" in ended.line


async def test_a_file_that_cannot_be_written_is_named_in_one_line(
    operator: Operator, kept: Path
) -> None:
    lock = kept.with_name("linja.db.lock")
    lock.mkdir()
    ended = await operator.types("run", SANDBOX_LISTEN="127.0.0.1:0")
    assert ended.code == 2
    assert "linja.db.lock cannot be written" in ended.line


async def test_where_nothing_was_ever_opened_there_is_nothing_to_list(operator: Operator) -> None:
    ended = await operator.types("dead", "list")
    assert (ended.code, ended.out) == (1, "")
    assert "no database yet" in ended.line


async def test_tables_of_another_version_are_left_alone(operator: Operator, kept: Path) -> None:
    with closing(sqlite3.connect(kept)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
        connection.commit()
    ended = await operator.types("dead", "retry", "--all")
    assert "linja db upgrade" in ended.line


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("db", "check", "nowhere.db"), "nowhere.db cannot be read"),
        (("db", "check", ".env"), "the copy cannot be used: it is no copy of a database"),
        (("db", "backup"), "name a FILE, or set BACKUP_DIR"),
        (("dead", "show", "99"), "there is no letter 99"),
        (("outbox", "show", "99"), "there is no message 99"),
    ],
)
async def test_what_cannot_be_done_is_said_in_one_line(
    operator: Operator, words: tuple[str, ...], line: str
) -> None:
    (operator.folder / ".env").touch()
    ended = await operator.types(*words)
    assert ended.code in (1, 2)
    assert ended.line.startswith(line)
