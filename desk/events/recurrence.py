"""Rules by which something happens again (RFC 5545, 3.3.10), on the wall clock of a zone.

What a rule says is read here and kept within bounds; which dates those are is dateutil's to say.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil import rrule

from desk.days import UnreadableDay, parse_period
from desk.errors import DeskError
from desk.events.days import moment_at
from desk.events.event import Day

MOST_DATES = 60
_LONGEST = timedelta(days=5 * 366)  # from the first date to the last
_OFTEN = {
    "DAILY": rrule.DAILY,
    "WEEKLY": rrule.WEEKLY,
    "MONTHLY": rrule.MONTHLY,
    "YEARLY": rrule.YEARLY,
}
_WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAYS = dict(zip(_WEEK, rrule.weekdays, strict=True))
OFTEN = {
    "weekly": "FREQ=WEEKLY",
    "fortnightly": "FREQ=WEEKLY;INTERVAL=2",
    "monthly": "FREQ=MONTHLY",
    "weekday": "FREQ=MONTHLY;BYDAY={place}{day}",
}
_DAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"([0-9]{8})(?:T([0-9]{6})(Z?))?")
_LISTS = {
    "BYMONTH": ("bymonth", 1, 12),
    "BYMONTHDAY": ("bymonthday", -31, 31),
    "BYSETPOS": ("bysetpos", -366, 366),
}


class UnreadableRule(DeskError):
    """`part` says nothing that the line can keep to."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class Endless(DeskError):
    """The rule does not say how often, or until when."""


class TooMany(DeskError):
    """The rule has more dates than anybody plans, or later ones, or fewer than it says."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`parts` as in the text, upper case; `count` and `until` (on the wall clock) end it."""

    parts: tuple[tuple[str, str], ...]
    count: int | None = None
    until: datetime | None = None

    def __str__(self) -> str:
        return ";".join(f"{name}={value}" for name, value in self.parts)


def parse_rule(text: str, zone: ZoneInfo) -> Rule:
    """`zone` is whose wall clock it goes by. Raises UnreadableRule, Endless."""
    cleaned = re.sub(r"\s+", "", text.upper()).removeprefix("RRULE:").rstrip(";")
    parts = tuple(_part(part) for part in cleaned.split(";"))
    said = dict(parts)
    if len(said) != len(parts) or said.get("FREQ") not in _OFTEN:
        raise UnreadableRule(text)
    _arguments(said)
    count = _number(said["COUNT"], 1, 9999) if "COUNT" in said else None
    until = _until(said["UNTIL"], zone) if "UNTIL" in said else None
    if count is None and until is None:
        raise Endless(text)
    return Rule(parts, count, until)


def read_repeat(often: str, text: str, starts_at: datetime, zone: ZoneInfo) -> Rule:
    """How often something comes again, and how many times in all or until which day.

    `often` is one of `OFTEN`; a whole rule may be written instead of what ends it.
    Raises UnreadableRule, Endless.
    """
    text = text.strip()
    if "=" in text:
        return parse_rule(text, zone)
    wall = starts_at.astimezone(zone)
    rule = OFTEN[often].format(day=_WEEK[wall.weekday()], place=_place_in_month(wall.date()))
    if re.fullmatch(r"[0-9]{1,3}", text):
        return parse_rule(f"{rule};COUNT={int(text)}", zone)
    try:
        last = parse_period(text, wall.date())
    except UnreadableDay as error:
        raise UnreadableRule(text) from error
    if last.rest or last.first != last.last:
        raise UnreadableRule(text)
    return parse_rule(f"{rule};UNTIL={last.last:%Y%m%d}", zone)


def _place_in_month(day: date) -> int:
    """Of its weekday; where it may be the fifth, it is meant to be the last."""
    place = (day.day + 6) // 7
    return place if place < 5 else -1


def dates(rule: Rule, starts_at: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """In UTC, the first of them included: each at the same time on the clocks of the zone.

    Where no clock shows that time, RFC 5545 has it pass over the gap; here nobody is asked to come
    at a time that there is not. Raises TooMany, NoSuchTime.
    """
    wall = starts_at.astimezone(zone)
    first = wall.replace(tzinfo=None, fold=0)
    last = min(rule.until or first + _LONGEST, first + _LONGEST)
    wanted = min(rule.count or MOST_DATES + 1, MOST_DATES + 1)
    found = list(islice(_walls(rule, first, last), wanted))
    if not found or len(found) > MOST_DATES:
        raise TooMany(str(rule))
    if rule.count is not None and len(found) < min(rule.count, MOST_DATES):
        raise TooMany(str(rule))
    return tuple(_at(one, zone, is_second=bool(wall.fold)) for one in found)


def without_first(
    rule: Rule, starts_at: datetime, zone: ZoneInfo, besides: Collection[datetime]
) -> tuple[Rule, datetime]:
    """The same series, begun by the first of its dates that is not among those left out.

    Raises TooMany, also where none is left, NoSuchTime.
    """
    found = dates(rule, starts_at, zone)
    place = next((place for place, one in enumerate(found) if one not in besides), None)
    if place is None:
        raise TooMany(str(rule))
    count = rule.count and rule.count - place
    parts = tuple((name, str(count) if name == "COUNT" else said) for name, said in rule.parts)
    return Rule(parts, count, rule.until), found[place]


def on_other_date(days: Sequence[Day], starts_at: datetime, zone: ZoneInfo) -> tuple[Day, ...]:
    """The same days and hours, so that the first begins then. Raises NoSuchTime, TwiceThere."""
    if not days:
        return ()
    first = days[0].starts_at.astimezone(zone).date()
    later = starts_at.astimezone(zone).date() - first
    return tuple(
        Day(_later(day.starts_at, later, zone), _later(day.ends_at, later, zone)) for day in days
    )


def _later(at: datetime, by: timedelta, zone: ZoneInfo) -> datetime:
    wall = at.astimezone(zone)
    return _at(wall.replace(tzinfo=None, fold=0) + by, zone, is_second=bool(wall.fold))


def _at(wall: datetime, zone: ZoneInfo, *, is_second: bool) -> datetime:
    """Of times that come twice the first, or the second where the first date was so."""
    return moment_at(wall.date(), wall.time(), zone, "b" if is_second else "a")


def _walls(rule: Rule, first: datetime, last: datetime) -> Iterator[datetime]:
    """What begins the series is a date of it, whatever the rule says (RFC 5545, 3.8.5.3)."""
    said = dict(rule.parts)
    found = rrule.rrule(_OFTEN[said["FREQ"]], dtstart=first, until=last, **_arguments(said))
    yield first
    yield from (one for one in found if one != first)


def _part(part: str) -> tuple[str, str]:
    name, _equals, value = part.partition("=")
    if not value:
        raise UnreadableRule(part)
    return name, value


def _arguments(said: dict[str, str]) -> dict[str, object]:
    """As dateutil names them. Raises UnreadableRule."""
    found: dict[str, object] = {}
    for name, value in said.items():
        if name == "INTERVAL":
            found["interval"] = _number(value, 1, 366)
        elif name == "WKST" and value in _DAYS:
            found["wkst"] = _DAYS[value]
        elif name == "BYDAY":
            found["byweekday"] = [_weekday(day, said["FREQ"]) for day in value.split(",")]
        elif name in _LISTS:
            key, least, most = _LISTS[name]
            found[key] = [_number(one, least, most) for one in value.split(",")]
        elif name not in ("FREQ", "COUNT", "UNTIL"):
            raise UnreadableRule(f"{name}={value}")
    return found


def _weekday(text: str, often: str) -> rrule.weekday:
    day = _DAY.fullmatch(text)
    if day is None or (day[1] and often not in ("MONTHLY", "YEARLY")):
        raise UnreadableRule(text)
    return _DAYS[day[2]](int(day[1])) if day[1] else _DAYS[day[2]]


def _number(text: str, least: int, most: int) -> int:
    number = int(text) if re.fullmatch(r"[+-]?[0-9]{1,4}", text) else 0
    if number == 0 or not least <= number <= most:
        raise UnreadableRule(text)
    return number


def _until(text: str, zone: ZoneInfo) -> datetime:
    """A day alone is meant to its end."""
    found = _UNTIL.fullmatch(text)
    try:
        assert found is not None
        day = date.fromisoformat(found[1])
        clock = time.fromisoformat(found[2]) if found[2] else time(23, 59, 59)
    except (AssertionError, ValueError) as error:
        raise UnreadableRule(text) from error
    until = datetime.combine(day, clock)
    if found[3]:
        return until.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)
    return until
