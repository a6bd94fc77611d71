"""Acts of members and staff as whole updates: read, handled, its replies in the outbox, committed.

No Telegram is behind it: what follows from a commit is measured by bench.relay and bench.pace.
"""

import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from telegram import Update

import faq
from bot.knowledge import Library
from bot.settings import Settings
from bot.unit import Unit, Units
from desk.flood import Patience
from desk.groups import MAIN, StaffGroup
from desk.hours import Hours
from desk.languages import Language
from handlers import handle
from handlers.context import House
from handlers.texts import Catalogues
from storage.database import Database

GROUP, BOT, STAFF = -1_001, 99, 42
_TIMES, _WARM = 200, 10
_ZONE = ZoneInfo("Europe/Belgrade")


class Noon:
    def now(self) -> datetime:
        return datetime(2026, 11, 23, 11, tzinfo=UTC)


def units(database: Database) -> Units:
    base = faq.load(faq.SHIPPED)
    library = Library(faq.SHIPPED, base, faq.Index(base))
    settings = Settings()
    house = House(
        bot_id=BOT,
        bot_username="linja_bot",
        texts=Catalogues().texts,
        base=lambda: library.base,
        search=library.search,
        likelihoods=library.likelihoods,
        staff_language=Language.EN,
        timezone=_ZONE,
        hours=Hours(_ZONE),
        promise=timedelta(days=1),
        plan=settings.plan,
        patience=Patience(0, timedelta()),
        office="",
        placeholders=settings.placeholders,
        files=faq.SHIPPED,
    )
    return Units(database, house, library, Noon(), [StaffGroup(MAIN, GROUP)])


class Desk:
    """Takes updates as the worker does; `asker` chooses a member, `going_on` a ticket in hand."""

    def __init__(
        self, units: Units, asker: Callable[[], int], going_on: Callable[[], tuple[int, int]]
    ) -> None:
        self._units = units
        self._asker = asker
        self._going_on = going_on
        self._numbers = count(10_000_000)

    async def measure(self, words: Callable[[], str], rare: Callable[[], str]) -> dict[str, Any]:
        """Seconds of each act, by its name."""
        times: dict[str, list[float]] = {}
        for _ in range(_WARM + _TIMES):
            for name, update in self._acts(words, rare):
                times.setdefault(name, []).append(await self._timed(update))
        return {name: several[_WARM:] for name, several in times.items()}

    def _acts(
        self, words: Callable[[], str], rare: Callable[[], str]
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        """Of a member who opens one and looks at theirs, and of staff who answer another."""
        asker = self._asker()
        member, topic = self._going_on()
        yield "a ticket opened", self._private(asker, f"/ticket {words()}")
        yield "/tickets", self._private(asker, "/tickets")
        yield "a member's message added", self._private(member, words())
        yield "a reply", self._in_group(words(), topic)
        yield "/queue", self._in_group("/queue")
        yield "/my", self._in_group("/my")
        yield "/find as staff type it", self._in_group(f"/find {rare()}")

    async def _timed(self, raw: dict[str, Any]) -> float:
        update = Update.de_json(raw, None)
        assert update is not None
        begun = time.perf_counter()
        async with self._opened() as unit:
            await handle(update, unit.context)
        return time.perf_counter() - begun

    @asynccontextmanager
    async def _opened(self) -> AsyncIterator[Unit]:
        async with self._units.begin() as unit:
            unit.context.is_staff = unit.context.owns_group = True
            yield unit

    def _private(self, person: int, words: str) -> dict[str, Any]:
        chat = {"id": person, "type": "private", "first_name": f"Arta {person}"}
        return self._message({**chat, "is_bot": False}, chat, words)

    def _in_group(self, words: str, topic: int | None = None) -> dict[str, Any]:
        besa = {"id": STAFF, "is_bot": False, "first_name": "Besa"}
        chat = {"id": GROUP, "type": "supergroup", "title": "Staff", "is_forum": True}
        update = self._message(besa, chat, words)
        if topic is not None:
            update["message"] |= {"message_thread_id": topic, "is_topic_message": True}
        return update

    def _message(self, sender: dict[str, Any], chat: dict[str, Any], words: str) -> dict[str, Any]:
        number = next(self._numbers)
        at = int(Noon().now().timestamp())
        sender = {key: value for key, value in sender.items() if key != "type"}
        message: dict[str, Any] = {"message_id": number, "date": at, "text": words}
        if words.startswith("/"):
            length = len(words.split(maxsplit=1)[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        return {"update_id": number, "message": {**message, "from": sender, "chat": chat}}
