"""Entries of a calendar for tests, in short."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from handlers.views.calendar import CalendarEntry

BELGRADE, ISTANBUL = ZoneInfo("Europe/Belgrade"), ZoneInfo("Europe/Istanbul")
HOUR = timedelta(hours=1)
MADE = datetime(2026, 3, 1, 8, tzinfo=UTC)
START = datetime(2026, 6, 13, 12, 5, tzinfo=UTC)


def entry_of(starts_at: datetime = START, zone: ZoneInfo = BELGRADE, **parts: Any) -> CalendarEntry:
    facts = {
        "uid": "b-7@linja",
        "starts_at": starts_at,
        "ends_at": starts_at + HOUR,
        "zone": zone,
        "summary": "Seancë mentorimi: Şükrü",
        "made_at": MADE,
        "changed_at": MADE,
        "organiser": "Linja për mbështetje",
        "attendee": "Arta",
    }
    return CalendarEntry(**{**facts, **parts})
