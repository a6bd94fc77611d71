"""A time zone as calendar programs read it (RFC 5545, 3.6.5).

The library can make one too, but writes the hour after a spring change where the hour before it
belongs, and a list of days where some programs only know rules.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

from desk.clock_changes import ClockChange, change_at, clock_changes

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@lru_cache(maxsize=64)
def vtimezone(zone: ZoneInfo, first: int, last: int) -> Timezone:
    """Right from the year `first` to the year `last`, and as long after as its rules stay."""
    begins, ends = datetime(first - 1, 1, 1, tzinfo=UTC), datetime(last + 2, 1, 1, tzinfo=UTC)
    alike: dict[tuple[timedelta, timedelta, str, bool], list[ClockChange]] = {}
    for change in clock_changes(zone, begins, ends):
        kind = (change.before, change.after, change.name, change.is_summer)
        alike.setdefault(kind, []).append(change)
    years = range(begins.year, ends.year)
    rules = [_yearly([change.shown for change in changes], years) for changes in alike.values()]
    made = Timezone()
    made.add("tzid", zone.key)
    if not rules or None in rules:
        at_first = change_at(zone, begins)
        made.add_component(_observance(at_first, (at_first.at + at_first.after), []))
    for changes, rule in zip(alike.values(), rules, strict=True):
        others = [] if rule else [change.shown for change in changes[1:]]
        part = _observance(changes[0], changes[0].shown, others)
        if rule:
            part.add("rrule", rule)
        made.add_component(part)
    return made


def _observance(
    change: ClockChange, begins: datetime, others: Sequence[datetime]
) -> TimezoneStandard | TimezoneDaylight:
    part = TimezoneDaylight() if change.is_summer else TimezoneStandard()
    part.add("dtstart", begins.replace(tzinfo=None))
    part.add("tzoffsetfrom", change.before)
    part.add("tzoffsetto", change.after)
    part.add("tzname", change.name)
    if others:
        part.add("rdate", list(others))
    return part


def _yearly(days: Sequence[datetime], years: range) -> vRecur | None:
    """Such as on the last Sunday of March, where that is what happens in each of the years."""
    month, weekday = days[0].month, days[0].weekday()
    same = {(day.month, day.weekday(), day.time()) for day in days}
    if len(same) > 1 or [day.year for day in days] != list(years):
        return None
    if all((day + timedelta(days=7)).month != month for day in days):
        which = -1
    elif len({(day.day - 1) // 7 for day in days}) == 1:
        which = (days[0].day - 1) // 7 + 1
    else:
        return None
    return vRecur(freq="YEARLY", bymonth=month, byday=f"{which}{_DAYS[weekday]}")
