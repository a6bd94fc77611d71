"""`linja db restore`, killed on its way: one database or the other, whole, and none is lost."""

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from tests.bot.killing import AtTouch
from tests.bot.shell import Operator

_LONG_AGO = 1_700_000_000_000  # milliseconds
_BULK = json.dumps({"address": {"chat_id": 1, "to": "chat"}, "body": {"kind": "call"}})
_COPY, _OLD = ["Arta", "Drita"], ["Arta", "Besim"]


@dataclass(frozen=True)
class Office:
    """A database whose log is not in it yet, as a kill leaves it, and an older copy of it."""

    operator: Operator
    first: Path

    @property
    def path(self) -> Path:
        return self.operator.folder / "data" / "linja.db"

    def begins_anew(self) -> None:
        shutil.rmtree(self.path.parent, ignore_errors=True)
        shutil.copytree(self.first, self.path.parent)

    async def restores(self, dying: AtTouch | None) -> int:
        self.operator.first = dying
        return (await self.operator.types("db", "restore", "copy.db", "--replace")).code

    @property
    def is_untouched(self) -> bool:
        """But for the lock, and for a log that whoever looked has written into its file."""
        left = {path.name for path in self.path.parent.iterdir()}
        return left <= {"linja.db", "linja.db.lock", "linja.db-wal", "linja.db-shm"}

    def kept(self) -> list[list[str]]:
        """Whom the databases that were put aside know."""
        aside = self.path.parent.glob("linja.db.before-restore-*")
        names = (path for path in aside if not path.name.endswith(("-wal", "-shm")))
        return [people(path) for path in names]


def people(path: Path) -> list[str]:
    """Only of a file that is whole."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return [name for (name,) in connection.execute("SELECT name FROM people ORDER BY name")]


def waiting(path: Path) -> int:
    """What would be told to many once more."""
    with closing(sqlite3.connect(path)) as connection:
        (rows,) = connection.execute("SELECT count(*) FROM outbox WHERE state = 'pending'")
    return int(rows[0])


def know(path: Path, *names: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    rows = [(number, name, _LONG_AGO) for number, name in enumerate(names, 1)]
    connection.executemany(
        "INSERT INTO people (id, name, reachable, met_at) VALUES (?, ?, 1, ?)", rows
    )
    connection.execute(
        "INSERT INTO outbox (lane, priority, body, state, created_at, due_at)"
        " VALUES ('chat:1', 5, ?, 'pending', ?, ?)",
        (_BULK, _LONG_AGO, _LONG_AGO),
    )
    connection.commit()
    return connection


@pytest.fixture
def office(operator: Operator, migrated: Path, tmp_path: Path) -> Office:
    shutil.copyfile(migrated, operator.folder / "copy.db")
    know(operator.folder / "copy.db", *_COPY).close()
    line, first = tmp_path / "line.db", tmp_path / "first"
    first.mkdir()
    shutil.copyfile(migrated, line)
    with closing(know(line, *_OLD)):
        for ending in ("", "-wal", "-shm"):
            shutil.copyfile(f"{line}{ending}", first / f"linja.db{ending}")
    return Office(operator, first)


async def test_wherever_it_is_killed_there_is_one_whole_database_and_the_old_one(
    office: Office,
) -> None:
    tried_again = 0
    for number in count(1):
        office.begins_anew()
        if await office.restores(AtTouch(number, "linja.db")) == 0:
            break
        found = people(office.path)
        assert found in (_OLD, _COPY)
        assert found == _OLD or (waiting(office.path) == 0 and office.kept() == [_OLD])
        if office.is_untouched:
            continue
        tried_again += 1
        assert await office.restores(None) == 0
        assert people(office.path) == _COPY
        assert _OLD in office.kept()
    assert tried_again > 5, "it was hardly killed"
