"""Offices and their own days as rows, on both engines."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.holidays import Calendar
from desk.hours import Hours
from desk.offices import MAIN, LocalDay, Office
from desk.week import ALWAYS, NEVER, Span, parse_hours
from storage.offices import OfficeRows
from storage.people import PeopleRows
from tests.storage.rows import ARTA, MORNING, SHARED, later, words

WEEK = parse_hours("mo-fr 9-13, 14-17; sa 10-13")
NORTH = Office(
    "mitrovica", "Mitrovicë", Hours(ZoneInfo("Europe/Belgrade"), WEEK, Calendar.XK), ("sq", "sr")
)
SOUTH = Office("prishtina", "Prishtinë", Hours(ZoneInfo("Europe/Belgrade")))
EVE, FEAST = date(2026, 12, 24), date(2026, 12, 25)

spans = st.sampled_from([(), (Span(600, 720),), (Span(540, 780), Span(840, 1440))])


@pytest.fixture
def rows(tx: AsyncConnection) -> OfficeRows:
    return OfficeRows(tx)


async def test_offices_come_back_in_the_order_in_which_they_were_made(rows: OfficeRows) -> None:
    assert await rows.all() == []
    assert await rows.add(SOUTH, MORNING)
    assert await rows.add(NORTH, later(hours=1))
    assert not await rows.add(replace(NORTH, name="Another"), later(hours=2))
    assert await rows.all() == [SOUTH, NORTH]


@SHARED
@given(
    name=words,
    week=st.sampled_from([ALWAYS, NEVER, WEEK]),
    calendar=st.none() | st.sampled_from(Calendar),
    languages=st.lists(st.sampled_from(["sq", "sr", "tr"]), unique=True).map(tuple),
)
async def test_every_part_of_an_office_comes_back(
    tx: AsyncConnection,
    name: str,
    week: tuple[tuple[Span, ...], ...],
    calendar: Calendar | None,
    languages: tuple[str, ...],
) -> None:
    rows = OfficeRows(tx)
    await rows.add(NORTH, MORNING)
    hours = Hours(ZoneInfo("Europe/Istanbul"), week, calendar)
    changed = Office(NORTH.slug, name, hours, languages)
    await rows.save(changed)
    assert await rows.all() == [changed]


@SHARED
@given(is_open=st.booleans(), spans=spans, reason=words, day=st.dates())
async def test_a_day_comes_back_and_the_last_word_on_it_counts(
    tx: AsyncConnection, is_open: bool, spans: tuple[Span, ...], reason: str, day: date
) -> None:
    rows = OfficeRows(tx)
    said = LocalDay(day, is_open, spans, reason)
    await rows.put_days(MAIN, [LocalDay(day, is_open=False), said])
    assert said in (await rows.days())[MAIN]
    assert len([one for one in (await rows.days())[MAIN] if one.day == day]) == 1


async def test_days_are_taken_back_one_by_one(rows: OfficeRows) -> None:
    both = [LocalDay(EVE, is_open=False), LocalDay(FEAST, is_open=True)]
    await rows.put_days(MAIN, both)
    await rows.put_days(NORTH.slug, both)
    await rows.drop_days(MAIN, [EVE])
    assert await rows.days() == {MAIN: both[1:], NORTH.slug: both}


async def test_whoever_belonged_to_an_office_that_is_removed_belongs_to_none(
    tx: AsyncConnection, rows: OfficeRows
) -> None:
    for office in (NORTH, SOUTH):
        await rows.add(office, MORNING)
        await rows.put_days(office.slug, [LocalDay(EVE, is_open=False)])
    elsewhere = replace(ARTA, id=ARTA.id + 1, office=SOUTH.slug)
    for person in (replace(ARTA, office=NORTH.slug), elsewhere):
        await PeopleRows(tx).save(person)
    assert await rows.belonging(NORTH.slug) == 1
    await rows.remove(NORTH.slug)
    assert await rows.all() == [SOUTH]
    assert list(await rows.days()) == [SOUTH.slug]
    assert await PeopleRows(tx).get(ARTA.id) == ARTA
    assert await PeopleRows(tx).get(elsewhere.id) == elsewhere
