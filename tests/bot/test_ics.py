"""Series of somebody's calendar: read by the line, they are on the dates that another library has.

Dates are left out (EXDATE) and moved (RECURRENCE-ID), the first among them.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from hypothesis import given
from hypothesis import strategies as st

from bot import ics
from desk.events.cells import Dictionary
from desk.events.event import Kind
from desk.events.importing import Known, Table, read
from desk.events.recurrence import dates

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
NOW = datetime(2026, 1, 1, tzinfo=UTC)
ZONES = [ZoneInfo(f"Europe/{town}") for town in ("Tirane", "Istanbul", "Madrid", "Podgorica")]
DICTIONARY = Dictionary(Kind, lambda _text: None)
FREQUENCIES = ("DAILY", "WEEKLY", "WEEKLY;INTERVAL=2", "DAILY;INTERVAL=3")
STARTS = st.builds(
    lambda day, hour, zone: datetime(2026, 1, 1, hour, 30, tzinfo=zone) + day * DAY,
    st.integers(0, 730),
    st.integers(6, 22),  # no clock of theirs is changed by day
    st.sampled_from(ZONES),
)
# By their place in the series: which are left out, and by how many hours which are moved.
LEFT_OUT = st.sets(st.integers(0, 11), max_size=4)
MOVED = st.dictionaries(st.integers(0, 11), st.integers(1, 30), max_size=3)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("calendar") / "club.ics"


@given(STARTS, st.sampled_from(FREQUENCIES), st.integers(9, 12), LEFT_OUT, MOVED)
def test_a_series_is_on_the_dates_that_the_calendar_shows(
    path: Path,
    starts_at: datetime,
    often: str,
    count: int,
    left_out: set[int],
    moved: dict[int, int],
) -> None:
    rule = f"FREQ={often};COUNT={count}"
    every = shown(calendar(starts_at, rule))
    out = [every[place] for place in left_out if place < count and place not in moved]
    elsewhere = {every[place]: hours * HOUR for place, hours in moved.items() if place < count}
    file = calendar(starts_at, rule, out, elsewhere)
    path.write_bytes(file.to_ical())
    there = shown(icalendar.Calendar.from_ical(path.read_bytes()))
    said = ics.Said(Kind.WORKSHOP, "sq", ZONES[0])
    table = read(ics.read(path, said).rows, Known({}, {}, NOW, ZONES[0]), DICTIONARY)
    assert not table.problems
    assert sorted(taken_in(table)) == there


def calendar(
    starts_at: datetime,
    rule: str,
    left_out: list[datetime] | None = None,
    moved: dict[datetime, timedelta] | None = None,
) -> icalendar.Calendar:
    zone = starts_at.tzinfo
    found, series = icalendar.Calendar(), entry(starts_at)
    series.add("rrule", icalendar.vRecur.from_ical(rule))
    if left_out:
        series.add("exdate", [at.astimezone(zone) for at in left_out])
    found.add_component(series)
    for at, by in (moved or {}).items():
        one = entry((at + by).astimezone(zone))
        one.add("recurrence-id", at.astimezone(zone))
        found.add_component(one)
    return found


def entry(starts_at: datetime) -> icalendar.Event:
    found = icalendar.Event()
    found.add("uid", "club@example.org")
    found.add("summary", "Klubi")
    found.add("dtstart", starts_at)
    found.add("dtend", starts_at + HOUR / 4)  # before midnight
    return found


def shown(file: icalendar.Calendar) -> list[datetime]:
    found = recurring_ical_events.of(file).between(NOW, NOW + 4 * 366 * DAY)
    return sorted(one["DTSTART"].dt.astimezone(UTC) for one in found)


def taken_in(table: Table) -> Iterator[datetime]:
    """When the events begin that are made of it."""
    for change in table.changes:
        starts_at = change.after.starts_at
        assert starts_at is not None
        if change.rule is None:
            yield starts_at
        else:
            every = dates(change.rule, starts_at, change.after.zone)
            assert every[0] not in change.besides  # the event itself
            yield from (at for at in every if at not in change.besides)
