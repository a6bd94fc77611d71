"""What there is before a soak begins: mentors, events, votes and canned replies, put into tables.

Everybody's clock says about noon, whenever it is run: nothing waits for the morning.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from desk.canned import Text
from desk.events.ballots import Ballot, BallotStanding, Method
from desk.events.event import Day, Event, Kind, Standing, Terms
from desk.events.reminders import EventReminders
from desk.hours import Hours
from desk.languages import Language
from desk.mentoring.areas import Area
from desk.mentoring.directory import Kind as Help
from desk.mentoring.directory import Mentor
from desk.mentoring.directory import Standing as MentorStanding
from desk.mentoring.directory import Terms as MentorTerms
from desk.week import parse_hours
from storage.canned import CannedRows
from storage.database import Database
from storage.events.ballots import BallotRows
from storage.events.events import EventRows
from storage.mentoring.directory import MentorRows
from storage.migrate import upgrade
from storage.timers import TimerRows

_MENTORS = 12
_EVENTS = 8
_ROOM = (5, 12, 30)  # seats of an event; the others have none to spare or plenty
_SOON = timedelta(hours=2)  # before an event, people are reminded
_DAY = timedelta(days=1)
_AREAS = tuple(Area)[:6]
_TOKEN = "soak"  # noqa: S105 - what mentors open the line by


@dataclass(frozen=True, slots=True)
class Stocked:
    """`tokens` are the mentors' own links."""

    events: list[int]
    ballots: list[int]
    tokens: list[str]


def zone_at_noon(now: datetime) -> str:
    """In it, the hour is about twelve."""
    hours = 12 - now.hour
    return f"Etc/GMT{-hours:+d}" if hours else "UTC"  # there, what is ahead of UTC has a minus


async def fill(address: str, zone: ZoneInfo, minutes: float) -> Stocked:
    """Events whose reminders are due while the soak goes on, and a month of mentors' hours."""
    database = Database(address)
    try:
        await upgrade(database)
        now = datetime.now(UTC).replace(microsecond=0)
        async with database.transaction() as tx:
            events = [await _event(tx, n, now, zone, minutes) for n in range(_EVENTS)]
            ballots = [await _ballot(tx, n, now) for n in range(2)]
            tokens = [await mentor(tx, n, now, zone) for n in range(_MENTORS)]
            await _canned(tx, now)
        return Stocked(events, ballots, tokens)
    finally:
        await database.close()


async def _event(
    tx: AsyncConnection, number: int, now: datetime, zone: ZoneInfo, minutes: float
) -> int:
    """The first ones are so near that their reminders fall into the soak."""
    ahead = timedelta(days=number)
    if number < 3:
        ahead = _SOON + timedelta(minutes=minutes * (number + 2) / 6)
    starts_at = now + ahead
    seats = _ROOM[number % len(_ROOM)] if number % 4 else None
    event = Event(
        0,
        f"soak-{number}@linja",
        Kind.REGIONAL,
        Standing.PUBLISHED,
        zone,
        now - _DAY,
        days=(Day(starts_at, starts_at + timedelta(hours=4)),),
        title={"en": f"e{number}-0 forum"},
        languages=("sq", "sr"),
        link="https://meet.example.org/linja",
        terms=Terms(seats=seats, asks=frozenset(), reminders=(_SOON, _DAY)),
        published_at=now - _DAY,
    )
    added = await EventRows(tx).add(event)
    await EventReminders(TimerRows(tx)).follow(added, now)
    return added.id


async def _ballot(tx: AsyncConnection, number: int, now: datetime) -> int:
    ballot = Ballot(
        0,
        {"en": f"What is next, {number}?"},
        {"en": ("Waste", "Careers", "Elderly people")},
        Method.RANKING if number else Method.APPROVAL,
        now,
        BallotStanding.OPEN,
    )
    return (await BallotRows(tx).add(ballot)).id


async def mentor(tx: AsyncConnection, number: int, now: datetime, zone: ZoneInfo) -> str:
    """Approved, and of nobody yet: the token of the link by which they open the line."""
    token = f"{_TOKEN}-{number}"
    week = ("mo-fr 9-11", "tu 9-10", "mo-su 9-17")[number % 3]
    terms = MentorTerms(
        notice=timedelta(hours=1),
        window=timedelta(days=20 if number % 3 else 5),
        per_day=3,
        confirms=number % 4 == 0,
    )
    known = Mentor(
        id=0,
        name=f"Mentor {number}",
        kinds=frozenset({Help.MENTOR}),
        standing=MentorStanding.APPROVED,
        languages=("sq", "sr", "tr", "eu", "en"),
        areas=frozenset(_AREAS[number % 3 : number % 3 + 4]),
        hours=Hours(zone, parse_hours(week)),
        terms=terms,
        capacity=100,
        added_at=now,
    )
    await MentorRows(tx).add(known, token)
    return token


async def _canned(tx: AsyncConnection, now: datetime) -> None:
    for language in (Language.EN, Language.SQ, Language.SR_LATN):
        html = f"Thank you, {{name}}. Request {{number}}. ({language})"
        await CannedRows(tx).write(Text("thank-you", language, "general", html, 1, now), None)
