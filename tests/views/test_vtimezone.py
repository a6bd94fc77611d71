"""A zone as it is written into a file has the clock of the zone itself, at every moment."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical

from desk.clock_changes import clock_changes
from handlers.views.vtimezone import vtimezone

ABOLISHED = ("Europe/Istanbul", 2016)  # its clocks were changed for the last time then
ZONES = (
    "Europe/Belgrade",
    "Europe/Istanbul",
    "Europe/Tirane",
    "Europe/Dublin",
    "America/New_York",
    "America/Santiago",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Asia/Kathmandu",
)


@pytest.mark.parametrize(("name", "year"), [ABOLISHED, *((name, 2026) for name in ZONES)])
def test_the_clock_of_the_file_is_the_clock_of_the_zone(name: str, year: int) -> None:
    zone = ZoneInfo(name)
    written = tzical(StringIO(vtimezone(zone, year, year + 1).to_ical().decode())).get()
    assert written is not None
    begins, ends = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 2, 1, 1, tzinfo=UTC)
    moments = [begins + timedelta(hours=7 * n) for n in range(2 * 365 * 24 // 7)]
    for change in clock_changes(zone, begins, ends):
        moments += [change.at + timedelta(minutes=15 * n) for n in range(-16, 17)]
    for at in moments:
        local = at.astimezone(zone)
        assert local.replace(tzinfo=written).utcoffset() == local.utcoffset(), local


def test_where_clocks_are_changed_every_year_there_is_a_rule() -> None:
    """Some programs know rules only, and no lists of days."""
    text = vtimezone(ZoneInfo("Europe/Tirane"), 2026, 2026).to_ical().decode()
    assert text.count("RRULE") == 2
    assert "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3" in text
    assert (text.count("BEGIN:STANDARD"), text.count("BEGIN:DAYLIGHT")) == (1, 1)


def test_the_change_is_told_by_the_clock_that_has_not_been_changed() -> None:
    """RFC 5545, 3.6.5: in spring it is at two, and nowhere at three."""
    text = vtimezone(ZoneInfo("Europe/Belgrade"), 2026, 2026).to_ical().decode()
    assert "DTSTART:20250330T020000" in text
    assert "DTSTART:20251026T030000" in text


def test_where_clocks_are_never_changed_there_is_one_time() -> None:
    text = vtimezone(ZoneInfo("Europe/Istanbul"), 2026, 2026).to_ical().decode()
    assert text.count("BEGIN:") == 2
    assert "TZOFFSETTO:+0300" in text
