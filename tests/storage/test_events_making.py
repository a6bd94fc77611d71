"""The store of what is kept while events are made, on both engines; and its use cases on it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.events.event import Day, Event, Kind, Standing, StandsElsewise
from desk.events.events import Events, NoSuchEvent, NotOver, OfSeries
from desk.events.lacks import Incomplete
from desk.events.making import Counts, Form, Series
from desk.events.recurrence import parse_rule
from storage.events.events import EventRows
from storage.events.making import MakingRows
from storage.events.tables import seats
from storage.people import PeopleRows
from tests.storage.rows import ARTA

TIRANE = ZoneInfo("Europe/Tirane")
NOW = datetime(2027, 2, 1, 9, tzinfo=UTC)
DAY = Day(NOW + timedelta(days=10), NOW + timedelta(days=10, hours=3))
PARTS = {
    "title": {"sq": "Takim"},
    "days": (DAY,),
    "link": "https://meet.example.org/x",
    "languages": ("sq",),
}


@pytest.fixture
def rows(tx: AsyncConnection) -> MakingRows:
    return MakingRows(tx)


@pytest.fixture
def events(tx: AsyncConnection, rows: MakingRows) -> Events:
    return Events(EventRows(tx), rows)


async def made(events: Events, **parts: object) -> Event:
    return await events.make(Kind.WORKSHOP, TIRANE, NOW, 7, **{**PARTS, **parts})


async def test_a_message_asks_for_one_part_until_it_is_turned(
    rows: MakingRows, events: Events
) -> None:
    number = (await made(events)).id
    form = Form(5, "main", number, "title.sq")
    await rows.keep_form(form)
    assert await rows.form(5, "main") == form
    assert await rows.form(5, "other") is None
    await rows.keep_form(replace(form, part="days", said="1.1. 9-12"))
    assert await rows.form(5, "main") == Form(5, "main", number, "days", "1.1. 9-12")
    await rows.drop_form(5, "main")
    assert await rows.form(5, "main") is None


async def test_series_and_counts_are_kept_as_they_are(rows: MakingRows, events: Events) -> None:
    series = await rows.add_series(Series(0, "FREQ=WEEKLY;COUNT=3", TIRANE, NOW, NOW))
    assert await rows.series(series.id) == series
    assert await rows.series(series.id + 1) is None
    first, second = (await made(events)).id, (await made(events)).id
    counts = Counts(first, 16, None, date(2018, 4, 27), None, date(2018, 4, 1), date(2018, 4, 30))
    await rows.put_counts(counts)
    await rows.put_counts(Counts(second, counted_with=first))
    assert await rows.counts() == {first: counts, second: Counts(second, counted_with=first)}
    await rows.put_counts(replace(counts, persons=20))
    assert (await rows.counts())[first].persons == 20


async def test_whoever_has_a_seat_or_waits_for_one_would_be_told(
    tx: AsyncConnection, rows: MakingRows, events: Events
) -> None:
    await PeopleRows(tx).save(ARTA)
    event = await made(events)
    others = [await made(events) for _ in range(3)]
    for number, (one, status, person) in enumerate(
        (
            (event, "waiting", ARTA.id),
            (event, "taken", None),  # staff wrote them down: nobody to write to
            (event, "given_up", ARTA.id),
            (others[0], "refused", ARTA.id),
            (others[1], "offered", ARTA.id),
        )
    ):
        seat = {
            "status": status,
            "name": "A",
            "language": "sq",
            "made_at": NOW,
            "code": f"{number}",
        }
        more = {"event_id": one.id, "person_id": person, "token": f"t{number}"}
        await tx.execute(insert(seats).values({**seat, **more}))
    assert [await rows.people_of(one.id) for one in (event, *others)] == [1, 0, 1, 0]


async def test_an_event_is_published_and_changed(events: Events) -> None:
    event = await made(events)
    with pytest.raises(StandsElsewise):
        await events.finish(event.id, NOW)
    published = await events.publish(event.id, NOW)
    assert (published.standing, published.published_at) == (Standing.PUBLISHED, NOW)
    with pytest.raises(StandsElsewise):
        await events.publish(event.id, NOW)
    later = Day(DAY.starts_at + timedelta(hours=1), DAY.ends_at + timedelta(hours=2))
    both = {"days": (later,), "link": "https://other.example.org/"}
    changed = await events.change(event.id, lambda _event: both, NOW)
    assert (changed.before, changed.is_told) == (published, True)
    assert (changed.after.sequence, changed.after.changed_at) == (1, NOW)
    assert await events.get(event.id) == changed.after
    same = await events.change(event.id, lambda _event: both, NOW)
    assert same.after.sequence == 1
    with pytest.raises(Incomplete):
        await events.change(event.id, lambda _event: {"link": ""}, NOW)


async def test_an_event_is_finished_once_it_is_over_and_copied(events: Events) -> None:
    event = await events.publish((await made(events)).id, NOW)
    with pytest.raises(NotOver):
        await events.finish(event.id, NOW)
    done = await events.finish(event.id, DAY.ends_at)
    with pytest.raises(StandsElsewise):
        await events.change(event.id, lambda _event: {"region": "Pejë"}, NOW)
    copied = await events.copy(event.id, NOW, 8)
    assert copied.uid != done.uid
    assert (copied.standing, copied.sequence, copied.made_by) == (Standing.DRAFT, 0, 8)
    assert (copied.title, copied.days, copied.published_at) == (done.title, done.days, None)
    with pytest.raises(NoSuchEvent):
        await events.get(99)


async def test_dates_of_a_series_are_events_of_their_own(events: Events, rows: MakingRows) -> None:
    event = await made(events)
    rule = parse_rule("FREQ=WEEKLY;COUNT=4", TIRANE)
    left_out = DAY.starts_at + timedelta(days=14)
    of_it = await events.repeat(event.id, rule, NOW, 7, [left_out])
    assert [one.recurs_at for one in of_it] == [
        DAY.starts_at + timedelta(days=days) for days in (0, 7, 21)
    ]
    assert len({one.uid for one in of_it}) == 3
    assert [one.days[0].starts_at for one in of_it] == [one.recurs_at for one in of_it]
    assert await events.of_series(of_it[2]) == list(of_it)
    with pytest.raises(OfSeries):
        await events.repeat(event.id, rule, NOW, 7)
    series = await rows.series(of_it[0].series_id or 0)
    assert series is not None
    assert series.rule == "FREQ=WEEKLY;COUNT=4"
    await events.change(of_it[1].id, lambda _event: {"link": ""}, NOW)
    with pytest.raises(Incomplete):
        await events.publish_all(event.id, NOW)
    assert {one.standing for one in await events.of_series(event)} <= {Standing.DRAFT}
    await events.cancel(of_it[1].id, NOW)
    assert len(await events.publish_all(event.id, NOW)) == 2
    cancelled = await events.cancel(event.id, NOW)
    assert (cancelled.sequence, cancelled.standing) == (1, Standing.CANCELLED)


async def test_lists_begin_with_the_next_one_and_end_with_those_without_days(
    events: Events,
) -> None:
    later = Day(DAY.starts_at + timedelta(days=1), DAY.ends_at + timedelta(days=1))
    numbers = [(await made(events, days=days)).id for days in ((), (later,), (DAY,))]
    found = await events.standing(Standing.DRAFT)
    assert [event.id for event in found] == list(reversed(numbers))
