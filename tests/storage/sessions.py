"""Mentors, members and what stands between them, in short: bookings on rows of either engine."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.hours import Hours
from desk.languages import Language
from desk.mentoring.areas import Area
from desk.mentoring.booking import Booking
from desk.mentoring.bookings import Bookings
from desk.mentoring.candidates import Candidates
from desk.mentoring.directory import Kind, Mentor, Standing, Terms
from desk.mentoring.reminders import Reminders, Schedule
from desk.mentoring.waiting_list import cause_of
from desk.mentoring.wishes import Wish
from desk.people import Person
from desk.timers import OF_BOOKINGS, Timer
from desk.timers import Kind as TimerKind
from desk.week import parse_hours
from storage.mentoring.bookings import BookingRows
from storage.mentoring.diaries import DiaryRows
from storage.mentoring.directory import MentorRows
from storage.mentoring.tables import mentor_cells, person_cells
from storage.mentoring.wishes import WishRows
from storage.organisations import OrganisationRows
from storage.people import PeopleRows
from storage.timers import TimerRows

ZONE = ZoneInfo("Europe/Belgrade")
MONDAY = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)  # 8 o'clock in Belgrade
HOUR = timedelta(hours=1)
EASY = Terms(after=timedelta(), notice=timedelta(), per_day=None, per_week=None, per_quarter=None)
LIRA = Mentor(
    0,
    "Lira",
    frozenset((Kind.MENTOR,)),
    Standing.APPROVED,
    ("sq", "tr"),
    frozenset((Area.FINANCE,)),
    Hours(ZONE, parse_hours("mo-fr 9-17")),
    EASY,
    capacity=50,
    added_at=MONDAY,
)


def at(day: int, hour: float) -> datetime:
    """So many days after that Monday, by the clock of Belgrade."""
    midnight = datetime(2026, 11, 23, tzinfo=UTC) - HOUR
    return midnight + timedelta(days=day, hours=hour)


def member(number: int) -> Person:
    name = f"Arta {number}"
    return Person(4_100_000_000 + number, name, None, met_at=MONDAY, language=Language.SQ)


class Desk:
    """Bookings on one transaction, at a time that the test sets."""

    def __init__(self, tx: AsyncConnection, schedule: Schedule | None = None) -> None:
        async def zone_of(_person_id: int) -> ZoneInfo:
            return ZONE

        self.tx = tx
        self.now = MONDAY
        self.mentors, self.wishes = MentorRows(tx), WishRows(tx)
        self.timers, self.rows = TimerRows(tx), BookingRows(tx)
        candidates = Candidates(self.mentors, DiaryRows(tx))
        reminders = Reminders(self.timers, zone_of, schedule or Schedule())
        self.bookings = Bookings(self.rows, candidates, self.wishes, self.timers, reminders)

    async def mentor(self, name: str = "Lira", **parts: Any) -> Mentor:
        return await self.mentors.add(replace(LIRA, name=name, **parts), f"token {name}")

    async def person(self, number: int, organisation: str = "") -> Person:
        person = member(number)
        await PeopleRows(self.tx).save(person)
        if organisation:
            await OrganisationRows(self.tx).join(
                person.id, await self.organisation(organisation), None
            )
        return person

    async def organisation(self, name: str) -> int:
        return (await OrganisationRows(self.tx).named(name, name.lower())).id

    async def wish(self, person: Person, **parts: Any) -> Wish:
        wish = Wish(0, person.id, ZONE, "sq", self.now, area=Area.FINANCE)
        return await self.wishes.add(replace(wish, **parts))

    async def hold(
        self, person: Person, mentor: Mentor, starts_at: datetime, **parts: Any
    ) -> Booking:
        wish = await self.wish(person, **parts)
        return await self.bookings.hold(wish, person, mentor.id, starts_at, self.now)

    async def book(
        self, person: Person, mentor: Mentor, starts_at: datetime, **parts: Any
    ) -> Booking:
        held = await self.hold(person, mentor, starts_at, **parts)
        return await self.bookings.confirm(held.id, person, self.now)

    async def know(self, wish: Wish) -> Wish:
        found = await self.wishes.get(wish.id)
        assert found is not None
        return found

    async def cells(self) -> set[int]:
        """The bookings that take up any time."""
        tables = (mentor_cells, person_cells)
        return {
            row.booking_id
            for table in tables
            for row in await self.tx.execute(select(table.c.booking_id))
        }

    async def timers_of(self, booking: Booking) -> list[Timer]:
        return await self.timers.about(booking.id, OF_BOOKINGS)

    async def planned(self, booking: Booking) -> dict[str, datetime]:
        """What is to come of it, and when."""
        return {timer.kind.value: timer.due_at for timer in await self.timers_of(booking)}

    async def tick(self) -> list[Booking]:
        """What is due happens, and what follows at once; the offers that were made."""
        made: list[Booking] = []
        while due := await self.timers.due(self.now, 1):
            if offer := await self.fire(due[0]):
                made.append(offer)
        return made

    async def fire(self, timer: Timer) -> Booking | None:
        about = timer.about_id
        assert about is not None
        if timer.kind in OF_BOOKINGS:
            await self.timers.claim(timer.key, self.now)
            await self.bookings.expire(about, self.now)
            return None
        await self.timers.drop([timer.key])
        if timer.kind is TimerKind.LOOK:
            await self.bookings.waiting.look(about, self.now)
            return None
        return await self.bookings.waiting.promote(about, cause_of(timer), self.now)
