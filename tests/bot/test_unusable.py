"""A database that cannot be used, met by commands that do something else: one line, with a cure."""

import sqlite3
from pathlib import Path

import pytest

from tests.bot.shell import Ended, Operator

TABLE = "name\nArta Krasniqi\n"
IMPORTS = (("import", "mentors", "table.csv"), ("import", "events", "table.csv"))
READS = (("faq", "export", "out"), ("dead", "list"), ("outbox", "list"))
EACH = pytest.mark.parametrize("words", IMPORTS + READS, ids=" ".join)


async def typed(operator: Operator, words: tuple[str, ...], address: str) -> Ended:
    (operator.folder / "table.csv").write_text(TABLE, "utf-8")
    ended = await operator.types(*words, DATABASE_URL=address)
    assert ended.out == ""
    assert "sqlite3." not in ended.line
    return ended


@EACH
async def test_a_folder_that_cannot_be_made(operator: Operator, words: tuple[str, ...]) -> None:
    ended = await typed(operator, words, "sqlite:////proc/nowhere/linja.db")
    assert ended.line.startswith("DATABASE_URL cannot be opened: /proc/nowhere")
    assert ended.code == 2


@EACH
async def test_a_file_that_is_no_database(
    operator: Operator, tmp_path: Path, words: tuple[str, ...]
) -> None:
    (tmp_path / "other.db").write_bytes(b"what is this?" * 1000)
    ended = await typed(operator, words, f"sqlite:///{tmp_path}/other.db")
    assert "damaged" in ended.line or "not a database" in ended.line


@EACH
async def test_a_newer_schema(
    operator: Operator, sqlite_address: str, words: tuple[str, ...]
) -> None:
    with sqlite3.connect(sqlite_address.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    ended = await typed(operator, words, sqlite_address)
    assert ended.line == "the database is newer than this version (9999): update Linja"
    assert ended.code == 1


@pytest.mark.parametrize("words", READS, ids=" ".join)
async def test_what_only_reads_makes_no_database(
    operator: Operator, tmp_path: Path, words: tuple[str, ...]
) -> None:
    ended = await typed(operator, words, f"sqlite:///{tmp_path}/none.db")
    assert "there is no database yet: start the line once" in ended.line
    assert ended.code == 1
