"""Events, people and their seats, in short: on rows of either engine, at a time that tests set."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.events.event import Day, Event, Kind, Standing, Terms
from desk.events.line import cause_of
from desk.events.seating import Seats, Wanted
from desk.events.seats import Seat
from desk.languages import Language
from desk.mentoring.quiet import Quiet
from desk.people import Person
from desk.timers import Kind as TimerKind
from storage.events.events import EventRows
from storage.events.seats import SeatRows
from storage.events.tables import event_organisations, events, seats
from storage.organisations import OrganisationRows
from storage.people import PeopleRows
from storage.timers import TimerRows

ZONE = ZoneInfo("Europe/Belgrade")
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # 10 o'clock in Belgrade
BEGINS = MONDAY + timedelta(days=10)
FORUM = Event(
    0,
    "forum",
    Kind.REGIONAL,
    Standing.PUBLISHED,
    ZONE,
    MONDAY,
    days=(Day(BEGINS, BEGINS + timedelta(hours=6)),),
    title={"en": "Forum"},
    terms=Terms(seats=2, offer=timedelta(hours=4)),
)


def member(number: int) -> Person:
    name = f"Arta {number}"
    return Person(4_300_000_000 + number, name, None, met_at=MONDAY, language=Language.SQ)


class Hall:
    """Seats on one transaction."""

    def __init__(self, tx: AsyncConnection) -> None:
        async def zone_of(_person_id: int) -> ZoneInfo:
            return ZONE

        self.tx = tx
        self.now = MONDAY
        self.events, self.rows, self.timers = EventRows(tx), SeatRows(tx), TimerRows(tx)
        self.seats = Seats(self.rows, self.events, self.timers, zone_of, Quiet())

    async def event(self, uid: str = "forum", **terms: Any) -> Event:
        return await self.events.add(replace(FORUM, uid=uid, terms=replace(FORUM.terms, **terms)))

    async def person(self, number: int) -> Person:
        person = member(number)
        await PeopleRows(self.tx).save(person)
        return person

    async def organisation(self, name: str) -> int:
        return (await OrganisationRows(self.tx).named(name, name.lower())).id

    async def sign_up(
        self, event: Event, number: int, organisation_id: int | None = None, **parts: Any
    ) -> Seat:
        person = await self.person(number)
        wanted = Wanted("sq", organisation_id, **parts)
        return await self.seats.sign_up(event.id, person, wanted, self.now)

    async def tick(self) -> list[Seat]:
        """What is due happens, and what follows at once; the offers that were made."""
        made: list[Seat] = []
        while await self.step(made):
            continue
        return made

    async def step(self, made: list[Seat]) -> bool:
        """The next timer that is due, as the line has it: one in a transaction."""
        due = await self.timers.due(self.now, 1)
        for timer in due:
            assert timer.about_id is not None
            if timer.kind is TimerKind.SEAT_OFFER:
                await self.seats.expire(timer.about_id, self.now)
                await self.timers.drop([timer.key])  # the event's row first, as everywhere
            elif offer := await self.seats.promote(timer.about_id, cause_of(timer), self.now):
                made.append(offer)
        return bool(due)

    async def stands(self, event: Event) -> dict[int, str]:
        """The status of each person's newest seat, by the person's number."""
        query = select(seats).where(seats.c.event_id == event.id).order_by(seats.c.id)
        rows = await self.tx.execute(query)
        return {row.person_id - member(0).id: row.status for row in rows}

    async def taken(self, event: Event) -> int:
        query = select(events.c.taken).where(events.c.id == event.id)
        return int(await self.tx.scalar(query) or 0)

    async def taken_by(self, event: Event) -> dict[int, int]:
        """Of each organisation that has any."""
        table = event_organisations
        rows = await self.tx.execute(select(table).where(table.c.event_id == event.id))
        return {row.organisation_id: row.taken for row in rows if row.taken}
