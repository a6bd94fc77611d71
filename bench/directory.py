"""A directory of mentors with their diaries, and the members who ask them, for measurements."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert, text

from desk.holidays import Calendar
from desk.hours import Hours
from desk.languages import Language
from desk.mentoring.areas import Area
from desk.mentoring.booking import cells_of_mentor
from desk.mentoring.caps import Diary
from desk.mentoring.directory import Kind, Mentor, Standing, Terms
from desk.mentoring.slots import free_slots
from desk.mentoring.wishes import Wish
from desk.week import parse_hours
from storage.database import Database
from storage.mentoring.directory import MentorRows
from storage.mentoring.tables import bookings
from storage.migrate import upgrade
from storage.schema import organisations, people

NOW = datetime(2026, 10, 1, 7, tzinfo=UTC)  # the clock changes within the window
FIRST = 5_000_000_000  # the member with the lowest number
DAYS = 60  # that can be booked

_EVER = datetime.max.replace(tzinfo=UTC)
_ZONES = ("Europe/Belgrade", "Europe/Istanbul", "Europe/Madrid", "Europe/Tirane")
_HOURS = ("mo-fr 9-17", "mo 10-12 14-16; we 10-12", "tu-th 17-20", "mo-sa 8:30-12:15 13-18")
_AREAS = tuple(Area)
_HOLIDAYS = (Calendar.RS, Calendar.TR, Calendar.AL, None)


def _mentor(dice: random.Random, number: int, capacity: int) -> Mentor:
    zone = ZoneInfo(dice.choice(_ZONES))
    hours = Hours(zone, parse_hours(dice.choice(_HOURS)), dice.choice(_HOLIDAYS))
    return Mentor(
        0,
        f"Mentor {number:03}",
        frozenset((Kind.MENTOR,)),
        Standing.APPROVED,
        ("en", *dice.sample(("sq", "sr", "tr", "eu"), 2)),
        frozenset(dice.sample(_AREAS, 5)),
        hours,
        Terms(),
        capacity=capacity,
        added_at=NOW,
    )


async def fill(database: Database, mentors: int, members: int, capacity: int = 5) -> list[Mentor]:
    """The directory with everybody's own days, and members of as many organisations."""
    await upgrade(database)
    dice = random.Random(7)
    async with database.transaction() as tx:
        rows = MentorRows(tx)
        found = [await rows.add(_mentor(dice, n, capacity), f"token {n}") for n in range(mentors)]
        for mentor in found:
            days = {NOW.date() + timedelta(days=dice.randrange(DAYS)): () for _ in range(5)}
            await rows.put_days(mentor.id, days)
        many = range(members)
        told = {"reachable": True, "met_at": NOW, "language": Language.SQ, "name": "Arta"}
        await tx.execute(insert(people), [{**told, "id": FIRST + n} for n in many])
        names = [{"name": f"Agimi {n}", "folded": f"agimi {n}"} for n in many]
        await tx.execute(insert(organisations), names)
        return await rows.all()


async def fill_diaries(database: Database, mentors: list[Mentor], members: int) -> int:
    """Sessions of the last weeks and of all days to come."""
    dice, rows = random.Random(8), []
    for mentor in mentors:
        rows += list(_sessions(mentor, dice, members))
    async with database.transaction() as tx:
        await tx.execute(insert(bookings), rows)
    if not database.is_sqlite:  # as autovacuum does
        async with database.session() as session:
            await session.execute(text("VACUUM ANALYZE"))
    return len(rows)


def _sessions(mentor: Mentor, dice: random.Random, members: int) -> Iterator[dict[str, Any]]:
    """As much as a mentor's terms allow: so many organisations, so often a quarter."""
    begun, taken = NOW - timedelta(days=DAYS), set[int]()
    terms = replace(mentor.terms, window=timedelta(days=2 * DAYS), notice=timedelta())
    asked = Wish(0, 0, mentor.hours.zone, "en", begun)
    free = list(free_slots(replace(mentor, terms=terms), Diary(), asked, begun, _EVER, begun))
    served = dice.sample(range(members), dice.randrange(3, mentor.capacity + 1))
    most = len(served) * (mentor.terms.per_quarter or 0) * 2 * DAYS // 91
    for number, slot in enumerate(dice.sample(free, len(free))):
        own = cells_of_mentor(slot.starts_at, slot.ends_at, mentor.terms)
        if number < most and taken.isdisjoint(own):
            taken.update(own)
            who = dice.choice(served)
            yield {
                "uid": f"{mentor.id}:{number}",
                "mentor_id": mentor.id,
                "requester_id": FIRST + who,
                "organisation_id": who + 1,
                "starts_at": slot.starts_at,
                "ends_at": slot.ends_at,
                "timezone": mentor.hours.zone.key,
                "status": "booked",
                "made_at": begun,
                "language": "en",
                "is_online": True,
                "reason": "",
                "first_cell": own.start,
                "end_cell": own.stop,
            }
