"""Mentors and wishes, made in a line: what a test does not say is as simple as can be."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from desk.hours import Hours
from desk.mentoring.areas import Area
from desk.mentoring.booking import cells_of_mentor
from desk.mentoring.caps import Diary
from desk.mentoring.directory import Kind, Mentor, Standing, Terms
from desk.mentoring.fitting import Care
from desk.mentoring.matching import Candidate
from desk.mentoring.slots import Slot, free_slots
from desk.mentoring.wishes import Wish
from desk.week import parse_hours

BELGRADE = ZoneInfo("Europe/Belgrade")
ISTANBUL = ZoneInfo("Europe/Istanbul")
MADRID = ZoneInfo("Europe/Madrid")
KOLKATA = ZoneInfo("Asia/Kolkata")  # half an hour off the others
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")  # its clock changes by half an hour
HAVANA = ZoneInfo("America/Havana")  # and here at midnight

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

# A Thursday in Belgrade, at ten
NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
OPEN = Terms(
    after=timedelta(),
    notice=timedelta(),
    window=365 * DAY,
    per_day=None,
    per_week=None,
    per_quarter=None,
)
EMPTY = Diary()
NOBODY = Care()


def at(day: str, clock: str = "00:00", zone: ZoneInfo = BELGRADE, *, fold: int = 0) -> datetime:
    wall = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=zone, fold=fold)
    return wall.astimezone(UTC)


def mentor(hours: str | Hours = "mo-fr 9-17", *, number: int = 1, **given: Any) -> Mentor:
    """Speaks Serbian, knows finance, and is bound by no terms but those of the test."""
    known: dict[str, Any] = {
        "name": "Vesna",
        "kinds": frozenset({Kind.MENTOR}),
        "standing": Standing.APPROVED,
        "languages": ("sr",),
        "areas": frozenset({Area.FINANCE}),
        "terms": OPEN,
    }
    if isinstance(hours, str):
        hours = Hours(BELGRADE, parse_hours(hours))
    return Mentor(number, hours=hours, **{**known, **given})


def wish(number: int = 1, **given: Any) -> Wish:
    known = {"person_id": number, "zone": BELGRADE, "language": "sr", "made_at": NOW}
    return Wish(number, **{**known, **given})


def candidate(who: Mentor, diary: Diary = EMPTY, care: Care = NOBODY) -> Candidate:
    return Candidate(who, diary, care)


def diary(who: Mentor, *starts: datetime, length: timedelta = HOUR, whose: int = 7) -> Diary:
    """Of sessions that begin then, all with one organisation."""
    cells = (cells_of_mentor(start, start + length, who.terms) for start in starts)
    taken = {cell for each in cells for cell in each}
    return Diary.of(who.hours.zone, taken, [(start, whose) for start in starts])


def free(
    who: Mentor,
    day: str,
    booked: Diary = EMPTY,
    days: int = 1,
    length: timedelta = HOUR,
    now: datetime = datetime(2026, 1, 1, tzinfo=UTC),
) -> Iterator[Slot]:
    """Of whole days of the mentor's clock."""
    since = at(day, zone=who.hours.zone)
    until = at(str((datetime.fromisoformat(day) + days * DAY).date()), zone=who.hours.zone)
    return free_slots(who, booked, wish(length=length), since, until, now)


def walls(slots: Iterator[Slot], zone: ZoneInfo = BELGRADE) -> list[str]:
    """When they begin, by a clock of this zone; the offset tells the two hours apart."""
    return [f"{slot.starts_at.astimezone(zone):%a %d %b %H:%M %z}" for slot in slots]


def clocks(slots: Iterator[Slot], zone: ZoneInfo = BELGRADE) -> str:
    return " ".join(f"{slot.starts_at.astimezone(zone):%H:%M}" for slot in slots)
