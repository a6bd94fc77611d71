"""A line of years with so many members: most have only asked the base, and a quarter has written.

In proportion to members are people, what they have asked, requests and their words, seats, past
sessions, and the clocks of all that. As many requests go on as ten of the staff can keep going, and
as many mentors give sessions, however many members there are.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bench.desk_stock import fill as fill_requests
from bench.desk_stock import put
from bench.events_crowd import known, open_event
from bench.soak_stock import mentor
from desk.events.event import Day, Event, Kind, Standing
from desk.languages import Language
from desk.mentoring.booking import CELL
from desk.privacy import VERSIONS
from sandbox.world import FIRST_PERSON_ID
from storage.database import Database
from storage.events.events import EventRows
from storage.schema import people

_AT_ONCE = 5_000  # members
_PER_REQUEST, _WORDS = 4, 4  # members, and messages of a request
_MENTORS = 50
_AT_AN_EVENT = 50
_DAY = timedelta(days=1)
_QUARTER, _BETWEEN = timedelta(days=100), timedelta(hours=3)
_THIS_QUARTER = 2  # sessions of a mentor
_TO_COME = 30  # days in which clocks of what is to come are due
_MILLI = 1000
# So that the topics that Telegram makes from now on have numbers of their own.
_ELSEWHERE = text("UPDATE tickets SET topic_id = topic_id + 1000000000 WHERE topic_id > 0")
_ZONE = ZoneInfo("Europe/Belgrade")


class Years:
    """Rows by the numbers of members, who are those of a sandbox: the first ones can act."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._at = round(now.timestamp() * _MILLI)

    def people(self, numbers: range) -> Iterator[tuple[Any, ...]]:
        for number in numbers:
            language = tuple(Language)[number % len(Language)]
            name = f"Person {number}"
            at = self._past(number)
            yield (
                FIRST_PERSON_ID + number, name, name.lower(), language, True, VERSIONS[language], at
            )  # fmt: skip

    def questions(self, numbers: range) -> Iterator[tuple[Any, ...]]:
        """What every third one has asked, and read."""
        for number in numbers[::3]:
            asked = f"Si mund të hap një kërkesë, {number}?"
            yield (
                FIRST_PERSON_ID + number, f"[{number}]", "text", asked, asked, "[]", "found", "sq",
                True, self._past(number),
            )  # fmt: skip

    def seats(self, numbers: range, first_event: int) -> Iterator[tuple[Any, ...]]:
        """Every tenth was somewhere."""
        for number in numbers[::10]:
            place = number // 10
            yield (
                first_event + place // _AT_AN_EVENT, FIRST_PERSON_ID + number, "Arta", "taken",
                "sq", self._past(number), f"years-{number}", f"{place % _AT_AN_EVENT:06}",
            )  # fmt: skip

    def bookings(self, numbers: range) -> Iterator[tuple[Any, ...]]:
        """Every tenth has had a session with somebody: as many in the last quarter as there are
        mentors for, the others in the years before.
        """
        for number in numbers[5::10]:
            mentor_id, place = number // 10 % _MENTORS + 1, number // 10 // _MENTORS
            ago = _DAY * 7 * (place + 1)
            if place >= _THIS_QUARTER:
                ago = _QUARTER + (place - _THIS_QUARTER) * _BETWEEN
            starts = self._at - ago // timedelta(milliseconds=1)
            cell = starts // (round(CELL.total_seconds()) * _MILLI)
            yield (
                f"years-{number}", mentor_id, FIRST_PERSON_ID + number, starts,
                starts + 3_600 * _MILLI, "Europe/Belgrade", "booked", starts - 86_400 * _MILLI,
                "sq", True, "", cell, cell + 12,
            )  # fmt: skip

    def timers(self, numbers: range) -> Iterator[tuple[Any, ...]]:
        """Every other member has one: half of them have fired, half are to come."""
        for number in numbers[::2]:
            is_over = number % 4 == 0
            at = self._past(number) if is_over else self._ahead(number)
            yield (
                f"years:{number}", "soon", 10**9 + number, at, at, at if is_over else None, 0
            )  # fmt: skip

    def _past(self, number: int) -> int:
        return self._at - (number % 20_000 + 60) * 60 * _MILLI

    def _ahead(self, number: int) -> int:
        return self._at + _DAY // timedelta(milliseconds=1) * (1 + number % _TO_COME)


_PEOPLE = ("id", "name", "folded", "language", "reachable", "notice", "met_at")
_QUESTIONS = (
    *("person_id", "message_ids", "kind", "html", "plain", "tried", "outcome", "language"),
    *("helped", "asked_at"),
)
_SEATS = ("event_id", "person_id", "name", "status", "language", "made_at", "token", "code")
_BOOKINGS = (
    *("uid", "mentor_id", "requester_id", "starts_at", "ends_at", "timezone", "status", "made_at"),
    *("language", "is_online", "reason", "first_cell", "end_cell"),
)
_TIMERS = ("key", "kind", "about_id", "planned_at", "due_at", "fired_at", "attempts")


async def fill(database: Database, members: int, acting: int) -> int:
    """The number of an event that anybody may sign up for; the first `acting` are in no way new."""
    now = datetime.now(UTC).replace(microsecond=0)
    await fill_requests(database, members // _PER_REQUEST, noon=now, messages=_WORDS)
    years = Years(now)
    async with database.transaction() as tx:
        await tx.execute(_ELSEWHERE)
        await _mentors(tx, now)
        first_event = await _events(tx, members, now)
    for begin in range(0, members, _AT_ONCE):
        numbers = range(begin, min(begin + _AT_ONCE, members))
        async with database.transaction() as tx:
            await _add(tx, years, numbers, first_event, acting)
    if not database.is_sqlite:
        async with database.session() as session:
            await session.execute(text("VACUUM ANALYZE"))  # as autovacuum does over the years
    async with database.transaction() as tx:
        return (await open_event(tx, now)).id


async def _add(
    tx: AsyncConnection, years: Years, numbers: range, first_event: int, acting: int
) -> None:
    own = range(max(numbers.start, acting), numbers.stop)
    if numbers.start < acting:
        rows = [known(FIRST_PERSON_ID + number, years.now) for number in range(acting)]
        await tx.execute(insert(people), rows)
    await put(tx, "people", _PEOPLE, years.people(own))
    await put(tx, "questions", _QUESTIONS, years.questions(own))
    await put(tx, "seats", _SEATS, years.seats(own, first_event))
    await put(tx, "bookings", _BOOKINGS, years.bookings(own))
    await put(tx, "timers", _TIMERS, years.timers(own))


async def _mentors(tx: AsyncConnection, now: datetime) -> None:
    for number in range(_MENTORS):
        await mentor(tx, number, now, _ZONE)


async def _events(tx: AsyncConnection, members: int, now: datetime) -> int:
    """Those that are over; the number of the first."""
    rows = EventRows(tx)
    first = await rows.add(_over(0, now - _DAY))
    for number in range(1, members // (10 * _AT_AN_EVENT) + 1):
        await rows.add(_over(number, now - (number % 700 + 1) * _DAY))
    return first.id


def _over(number: int, at: datetime) -> Event:
    return Event(
        0,
        f"years-{number}@linja",
        Kind.TRAINING,
        Standing.DONE,
        _ZONE,
        at - _DAY,
        days=(Day(at, at + timedelta(hours=4)),),
        title={"en": f"Training {number}"},
        published_at=at - _DAY,
    )
