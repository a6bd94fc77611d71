"""What is done once for all replicas is done by whoever leads, and by nobody who did."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot import keeping
from bot.doctor import examination, rounds
from storage.copies import Copy
from storage.database import Database
from tests.fleet.fleet import Fleet, Replica


class Night:
    """Whose backups and rounds there are; a backup of `slow` goes on for ever."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.copied: list[Database] = []
        self.cut_off: list[Database] = []
        self.looked: list[Any] = []
        self.slow: Database | None = None

        async def looks(subject: Any) -> Any:
            self.looked.append(subject.api)
            return await examination.examine(subject)

        monkeypatch.setattr(keeping, "backup", self._copies)
        monkeypatch.setattr(rounds, "examine", looks)

    async def _copies(self, database: Database, file: Path) -> Copy:
        if database is self.slow:
            try:
                await asyncio.Event().wait()
            finally:
                self.cut_off.append(database)
        await asyncio.to_thread(file.parent.mkdir, exist_ok=True)
        await asyncio.to_thread(file.touch)
        self.copied.append(database)
        return Copy()


async def test_the_next_leader_makes_the_backup_and_the_rounds_that_the_last_one_owes(
    postgresql_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    night = Night(monkeypatch)
    settings = {"backup_dir": tmp_path / "copies", "check_up_minutes": 5}
    async with Fleet(postgresql_address, 2, **settings) as pair:
        old = pair.leader
        pair.nudge()  # no calm before the first round
        await pair.sees(lambda: night.copied == [old.app.database])
        await pair.sees(lambda: night.looked == [old.app.api])
        night.slow = old.app.database
        await pair.later(days=1)
        await pair.sees(lambda: len(night.looked) == 2)
        new = await another_leads(pair, old)
        assert set(night.cut_off) == {old.app.database}
        night.looked = [api for api in night.looked if api is not old.app.api]
        await pair.sees(lambda: night.copied == [old.app.database, new.app.database])
        for _ in range(2):
            await pair.sees(lambda: bool(night.looked))
            assert set(night.looked) == {new.app.api}
            night.looked.clear()
            await pair.later(days=1)
        await pair.sees(lambda: len(night.copied) == 4)
        assert set(night.copied[1:]) == {new.app.database}


async def another_leads(pair: Fleet, old: Replica) -> Replica:
    """The old one lives, and stands by."""
    (new,) = pair.followers
    while not new.leads:
        await pair.ends_the_leaders_session()
        await asyncio.sleep(0.1)
    await pair.sees(lambda: not old.leads)
    return new
