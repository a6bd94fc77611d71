"""Mentors as rows: the directory comes back as it was put, with everybody's own days."""

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.holidays import Calendar
from desk.hours import Hours
from desk.mentoring.areas import Area
from desk.mentoring.directory import Kind, Mentor, Place, Standing, Terms
from desk.week import parse_hours, parse_spans
from storage.mentoring.directory import MentorRows
from storage.organisations import OrganisationRows
from storage.people import PeopleRows
from tests.storage.rows import ARTA, MORNING

HOURS = Hours(ZoneInfo("Europe/Istanbul"), parse_hours("mo 10-12 14-16; th 9-12"), Calendar.TR)
DEFNE = Mentor(
    0,
    "Defne",
    frozenset((Kind.MENTOR, Kind.TRAINER)),
    Standing.APPROVED,
    ("tr", "sq"),
    frozenset((Area.FINANCE, Area.LAW)),
    HOURS,
    Terms(
        lengths=(timedelta(minutes=30), timedelta(hours=1)),
        before=timedelta(minutes=5),
        notice=timedelta(hours=48),
        per_day=None,
        per_quarter=2,
        confirms=True,
    ),
    regions=("Prizren",),
    is_online=False,
    place=Place("Shtëpia e bardhë", 42.21, 20.74),
    capacity=3,
    about={"tr": "Muhasebe", "sq": "Kontabilitet"},
    added_at=MORNING,
)
PLAIN = Mentor(0, "Agim", frozenset((Kind.EXPERT,)), Standing.PROPOSED, ("sq",), frozenset(), HOURS)
PLAIN = replace(PLAIN, added_at=MORNING)


async def test_a_mentor_comes_back_as_they_were_added_and_saved(tx: AsyncConnection) -> None:
    rows = MentorRows(tx)
    await PeopleRows(tx).save(ARTA)
    theirs = await OrganisationRows(tx).named("Agimi", "agimi")
    added = await rows.add(replace(DEFNE, organisation_id=theirs.id), "t1")
    assert await rows.get(added.id) == added
    assert await rows.of_person(ARTA.id) is None
    known = replace(added, person_id=ARTA.id, standing=Standing.PAUSED, place=None, terms=Terms())
    await rows.save(known)
    assert await rows.of_person(ARTA.id) == known == await rows.with_token("t1")
    assert await rows.token_of(known.id) == "t1"
    assert await rows.with_token("t2") is None
    assert await rows.get(known.id + 1) is None


async def test_two_do_not_open_the_line_by_one_link(tx: AsyncConnection) -> None:
    await MentorRows(tx).add(DEFNE, "t1")
    with pytest.raises(IntegrityError):
        await MentorRows(tx).add(PLAIN, "t1")


async def test_days_of_their_own_are_closed_or_open_in_other_hours(tx: AsyncConnection) -> None:
    rows = MentorRows(tx)
    defne, agim = await rows.add(DEFNE, "t1"), await rows.add(PLAIN, "t2")
    monday, friday = date(2026, 11, 23), date(2026, 11, 27)
    long = parse_spans("8-12 13-20")
    await rows.put_days(defne.id, {monday: (), friday: long})
    await rows.put_days(agim.id, {monday: long})
    hours = (await rows.all(Standing.APPROVED))[0].hours
    assert hours.spans_on(monday) == ()
    assert hours.spans_on(friday) == long
    assert hours.spans_on(date(2026, 11, 30)) == HOURS.spans_on(date(2026, 11, 30)) != ()
    await rows.put_days(defne.id, {monday: long})
    await rows.drop_days(defne.id, [friday])
    found = await rows.get(defne.id)
    assert found is not None
    assert (found.hours.days_off, found.hours.days_open) == (frozenset(), {monday: long})


async def test_everybody_of_a_standing_by_name_in_two_queries(tx: AsyncConnection) -> None:
    rows, asked = MentorRows(tx), []
    many = [await rows.add(replace(DEFNE, name=f"M{n:03}"), f"t{n}") for n in reversed(range(40))]
    agim = await rows.add(PLAIN, "agim")
    for one in many:
        await rows.put_days(one.id, {date(2026, 11, 23): ()})
    event.listen(tx.sync_connection, "before_cursor_execute", lambda *said: asked.append(said[2]))
    approved = await rows.all(Standing.APPROVED)
    assert len(asked) == 2
    assert [one.id for one in approved] == [one.id for one in reversed(many)]
    assert all(one.hours.days_off for one in approved)
    assert [one.id for one in await rows.all()] == [agim.id, *(one.id for one in approved)]
