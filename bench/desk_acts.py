"""Acts of members and staff as whole updates: read, handled, its replies in the outbox, committed.

No Telegram is behind it: what follows from a commit is measured by bench.relay and bench.pace, and
what it costs the staff group by bench.desk_calls.
"""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import text
from telegram import Update

from bench.desk_stock import NOON, Stock
from bench.queueing import servers, turns
from bot.knowledge import Library
from bot.settings import Settings
from bot.unit import Unit, Units
from desk.clock import Clock
from desk.flood import Patience
from desk.groups import MAIN, StaffGroup
from desk.hours import Hours
from desk.languages import Language
from handlers import handle
from handlers.context import House
from handlers.texts import Catalogues
from storage.database import Database

_GROUP, _BOT, _STAFF = -1_001, 99, 42
_ZONE = ZoneInfo("Europe/Belgrade")


_BACKENDS = text(
    "SELECT pid FROM pg_stat_activity "
    "WHERE datname = current_database() AND backend_type = 'client backend'"
)


class Spent(NamedTuple):
    """Seconds of one act by the clock, and as it would be with a processor to itself."""

    clock: float
    own: float


class Noon:
    def now(self) -> datetime:
        return NOON


def units(
    database: Database,
    library: Library,
    zone: ZoneInfo = _ZONE,
    group_id: int = _GROUP,
    clock: Clock | None = None,
) -> Units:
    """The desk with its default settings, in this zone, and with this staff group."""
    settings = Settings()
    house = House(
        bot_id=_BOT,
        bot_username="linja_bot",
        texts=Catalogues().texts,
        base=lambda: library.base,
        search=library.search,
        likelihoods=library.likelihoods,
        staff_language=Language.EN,
        timezone=zone,
        hours=Hours(zone),
        promise=timedelta(days=1),
        plan=settings.plan,
        patience=Patience(0, timedelta()),
        office="",
        placeholders=settings.placeholders,
        files=settings.faq_dir,
    )
    return Units(database, house, library, clock or Noon(), [StaffGroup(MAIN, group_id)])


def sought(stock: Stock) -> tuple[tuple[str, Callable[[], str]], ...]:
    """What is looked for, by kind."""
    return (
        ("a word of one request", stock.rare),
        ("a word of many", stock.common),
        ("the name of all", lambda: "arta"),
        ("the beginning of a word", lambda: stock.common()[:4]),
        ("two words", lambda: f"{stock.common()} {stock.common()}"),
        ("three letters and a word", lambda: f"{stock.common()[:3]} {stock.rare()}"),
        ("a word of none", lambda: "xyzzy" + stock.rare()),
    )


class Desk:
    """Takes updates as the worker does. A round is the same work however much is stored."""

    def __init__(self, stock: Stock, library: Library) -> None:
        self._stock = stock
        self._units = units(stock.database, library)
        self._askers = stock.over()
        self._sought = sought(stock)
        self._numbers = count(10_000_000)
        self._servers: tuple[Path, ...] = ()

    async def look_for_servers(self) -> None:
        """The processes of PostgreSQL that work for us, once they do."""
        database = self._stock.database
        if not database.is_sqlite:
            async with database.transaction() as tx:
                self._servers = servers(await tx.scalars(_BACKENDS))

    async def round(self, number: int) -> list[tuple[str, Spent]]:
        """What each act took, by its name; a name may come twice."""
        spent = []
        for names, update in self._acts(number):
            one = await self._spent(update)
            spent += [(name, one) for name in names]
        return spent

    def _acts(self, number: int) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
        """Of members who open one, look at theirs, write on; of staff who answer and look."""
        asker = next(self._askers)
        member, topic = self._stock.going_on()
        kind, words = self._sought[number % len(self._sought)]
        say = self._stock.sentence
        yield ("a ticket opened",), self._private(asker, f"/ticket {say()}")
        yield ("/tickets",), self._private(asker, "/tickets")
        yield ("a member's message",), self._private(member, say())
        yield ("a reply",), self._in_group(say(), topic)
        yield ("a note",), self._in_group(f"// {say()}", topic)
        yield ("/queue",), self._in_group("/queue")
        yield ("/my",), self._in_group("/my")
        yield ("/find", f"/find, {kind}"), self._in_group(f"/find {words()}")

    async def _spent(self, raw: dict[str, Any]) -> Spent:
        update = Update.de_json(raw, None)
        assert update is not None
        before = turns(self._servers)
        async with self._opened() as unit:
            await handle(update, unit.context)
        after = turns(self._servers)
        return Spent(after.clock - before.clock, after.since(before))

    @asynccontextmanager
    async def _opened(self) -> AsyncIterator[Unit]:
        async with self._units.begin() as unit:
            unit.context.is_staff = unit.context.owns_group = True
            yield unit

    def _private(self, person: int, words: str) -> dict[str, Any]:
        chat = {"id": person, "type": "private", "first_name": f"Arta {person}"}
        return self._message({**chat, "is_bot": False}, chat, words)

    def _in_group(self, words: str, topic: int | None = None) -> dict[str, Any]:
        besa = {"id": _STAFF, "is_bot": False, "first_name": "Besa"}
        chat = {"id": _GROUP, "type": "supergroup", "title": "Staff", "is_forum": True}
        update = self._message(besa, chat, words)
        if topic is not None:
            update["message"] |= {"message_thread_id": topic, "is_topic_message": True}
        return update

    def _message(self, sender: dict[str, Any], chat: dict[str, Any], words: str) -> dict[str, Any]:
        number = next(self._numbers)
        sender = {key: value for key, value in sender.items() if key != "type"}
        message: dict[str, Any] = {"message_id": number, "date": int(NOON.timestamp())}
        message |= {"text": words, "from": sender, "chat": chat}
        if words.startswith("/") and not words.startswith("//"):
            length = len(words.split(maxsplit=1)[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        return {"update_id": number, "message": message}
