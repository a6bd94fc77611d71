"""Many who have a seat at one event, and few at each of many others: rows as a real line has them.

The one is tomorrow, and so is a part of the others; a part is in a week, and a part in two hours,
so that their reminders come due one by one while all the rest is being told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.events.campaigns import Urgency, urgency
from desk.events.event import Day, Event, Kind, Standing, Terms
from desk.events.reminders import EventReminders
from desk.events.seats import Status
from desk.languages import Language
from desk.people import Person
from desk.privacy import VERSIONS
from sandbox import model
from storage.database import Database
from storage.events.events import EventRows
from storage.events.tables import seats
from storage.migrate import upgrade
from storage.schema import people
from storage.timers import TimerRows

_UTC = ZoneInfo("UTC")
_HOURS, _DAY, _WEEK = timedelta(hours=2), timedelta(days=1), timedelta(days=7)
_AT_EACH = 5  # people
_ROOM = 100_000


@dataclass(frozen=True, slots=True)
class Size:
    """`seconds` are those in which the reminders of two hours before come due."""

    crowd: int
    others: int
    seconds: int

    @property
    def messages(self) -> int:
        return self.crowd + self.others * _AT_EACH


FULL = Size(10_000, 200, 300)
SMALL = Size(600, 40, 20)


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be told of one event, to whom, and from when on."""

    event: Event
    at: datetime
    crowd: Sequence[int]

    @property
    def token(self) -> str:
        return self.event.title["en"]

    @property
    def urgency(self) -> Urgency:
        return urgency(self.event.terms.reminders[0])


async def fill(address: str, crowd: Sequence[model.Person]) -> Event:
    """Everybody is known; an event that all may sign up for."""
    database = Database(address)
    await upgrade(database)
    now = datetime.now(UTC)
    async with database.transaction() as tx:
        await tx.execute(insert(people), [known(person.id, now) for person in crowd])
        event = await open_event(tx, now)
    await database.close()
    return event


async def open_event(tx: AsyncConnection, now: datetime) -> Event:
    """One that all may sign up for: a press is all that it takes."""
    ahead = _event("open", now + 30 * _DAY, _DAY, now)
    terms = Terms(_ROOM, asks=frozenset())
    return await EventRows(tx).add(replace(ahead, terms=terms))


def known(person_id: int, now: datetime) -> dict[str, object]:
    """It is about noon where they are, whenever this is measured: nobody waits for the morning."""
    hours = 12 - now.hour
    zone = f"Etc/GMT{-hours:+d}" if hours else "UTC"  # there, what is ahead of UTC has a minus
    known = Person(person_id, "Arta", None, now, Language.SQ, timezone=zone)
    return {**asdict(known), "notice": VERSIONS[Language.SQ]}


async def plan(address: str, crowd: Sequence[int], size: Size, begins: datetime) -> list[Due]:
    """Seats at all these events, and the timers that remind of them."""
    database = Database(address)
    async with database.transaction() as tx:
        found = [await put(tx, due) for due in _events(crowd, size, begins)]
    await database.close()
    return found


def _events(crowd: Sequence[int], size: Size, begins: datetime) -> Iterator[Due]:
    """The many come first; what is due together comes within seconds, the nearest first."""
    yield to_tell("e0-0", begins, _DAY, crowd)
    for number in range(1, size.others + 1):
        before, at = (_HOURS, _DAY, _WEEK)[number % 3], begins + timedelta(seconds=number / 50)
        if before is _HOURS:
            at = begins + timedelta(seconds=size.seconds * number / size.others)
        first = number * _AT_EACH % (len(crowd) - _AT_EACH)
        yield to_tell(f"e{number}-0", at, before, crowd[first : first + _AT_EACH])


def to_tell(token: str, at: datetime, before: timedelta, crowd: Sequence[int]) -> Due:
    at = at.replace(microsecond=0)
    return Due(_event(token, at + before, before, at), at, crowd)


def _event(token: str, starts_at: datetime, before: timedelta, made_at: datetime) -> Event:
    return Event(
        0,
        token,
        Kind.REGIONAL,
        Standing.PUBLISHED,
        _UTC,
        made_at,
        days=(Day(starts_at, starts_at + _HOURS),),
        title={"en": token},
        link="https://meet.example.org/linja",
        terms=Terms(_ROOM, reminders=(before,)),
        published_at=made_at,
    )


async def put(tx: AsyncConnection, due: Due) -> Due:
    event = await EventRows(tx).add(due.event)
    before = due.at - _DAY
    rows = [_seat(event, number, person_id, before) for number, person_id in enumerate(due.crowd)]
    await tx.execute(insert(seats), rows)
    await EventReminders(TimerRows(tx)).follow(event, before)
    return replace(due, event=event)


def _seat(event: Event, number: int, person_id: int, made_at: datetime) -> dict[str, object]:
    return {
        "event_id": event.id,
        "person_id": person_id,
        "name": "Arta",
        "status": Status.TAKEN,
        "language": "sq",
        "made_at": made_at,
        "token": f"{event.id}-{number}",
        "code": f"{number:06}",
    }
