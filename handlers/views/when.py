"""When something is, how long it takes and how many there are, in a person's words and zone.

Plain text, fit for HTML, labels and buttons alike. How a date is written is in `dates`.
"""

from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location

from desk.languages import Language
from handlers.texts import Texts
from handlers.views import dates

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def day(at: datetime, zone: tzinfo, _: Texts) -> str:
    """As in "Saturday, 13 June 2026"."""
    return dates.full(at.astimezone(zone), _.language)


def short_day(at: datetime, zone: tzinfo, _: Texts) -> str:
    """As in "Sat, 13 Jun"."""
    return dates.short(at.astimezone(zone), _.language)


def clock(at: datetime, zone: tzinfo) -> str:
    """As in "14:05", everywhere: CLDR alone has Albanians on a clock of twelve hours."""
    return f"{at.astimezone(zone):%H:%M}"


def near_day(at: datetime, zone: tzinfo, now: datetime, _: Texts) -> str:
    """As in "today", "tomorrow", "yesterday", and the full day beyond them."""
    match _days_until(at, zone, now):
        case 0:
            return _.label("today")
        case 1:
            return _.label("tomorrow")
        case -1:
            return _.label("yesterday")
    return day(at, zone, _)


def moment(at: datetime, zone: tzinfo, now: datetime, _: Texts) -> str:
    """As in "today 14:05" or "Saturday, 13 June 2026, 14:05"."""
    time = clock(at, zone)
    match _days_until(at, zone, now):
        case 0:
            return _.label("today %(clock)s", clock=time)
        case 1:
            return _.label("tomorrow %(clock)s", clock=time)
        case -1:
            return _.label("yesterday %(clock)s", clock=time)
    return stamp(at, zone, _)


def stamp(at: datetime, zone: tzinfo, _: Texts) -> str:
    """As in "Saturday, 13 June 2026, 14:05": right whenever it is read."""
    return _.label("%(day)s, %(clock)s", day=day(at, zone, _), clock=clock(at, zone))


def interval(start: datetime, end: datetime, zone: tzinfo, _: Texts) -> str:
    """As in "Saturday, 13 June 2026, 14:05–16:00" or "13–14 June 2026"."""
    first, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    if first != last:
        return dates.run(first, last, _.language)
    return _.label(
        "%(day)s, %(start)s–%(end)s",
        day=dates.full(first, _.language),
        start=clock(start, zone),
        end=clock(end, zone),
    )


def within(wait: timedelta, _: Texts) -> str:
    """As in "within 3 hours" or "within 2 working days"; rounded up, since it must hold.

    A day of `wait` is a working day.
    """
    if wait <= 59 * _MINUTE:
        n = max(1, _up(wait, _MINUTE))
        return _.plural("within %(n)s minute", "within %(n)s minutes", n=n).unescape()
    if wait <= 23 * _HOUR:
        n = _up(wait, _HOUR)
        return _.plural("within %(n)s hour", "within %(n)s hours", n=n).unescape()
    n = _up(wait, _DAY)
    return _.plural("within %(n)s working day", "within %(n)s working days", n=n).unescape()


def ago(passed: timedelta, _: Texts) -> str:
    """As in "just now" or "5 minutes ago"; rounded down."""
    if passed < _MINUTE:
        return _.label("just now")
    if passed < _HOUR:
        n = passed // _MINUTE
        return _.plural("%(n)s minute ago", "%(n)s minutes ago", n=n).unescape()
    if passed < _DAY:
        n = passed // _HOUR
        return _.plural("%(n)s hour ago", "%(n)s hours ago", n=n).unescape()
    n = passed // _DAY
    return _.plural("%(n)s day ago", "%(n)s days ago", n=n).unescape()


def duration(length: timedelta, _: Texts) -> str:
    """As in "1 hour 30 minutes" or "2 days": two units at most, rounded down."""
    minutes = length // _MINUTE
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    units = [
        (days, _.plural("%(n)s day", "%(n)s days", n=days)),
        (hours, _.plural("%(n)s hour", "%(n)s hours", n=hours)),
        (minutes, _.plural("%(n)s minute", "%(n)s minutes", n=minutes)),
    ]
    words = [word.unescape() for n, word in units if n] or [units[-1][1].unescape()]
    if len(words) == 1:
        return words[0]
    return _.label("%(longer)s %(shorter)s", longer=words[0], shorter=words[1])


def number(n: float, _: Texts) -> str:
    return _.number(n)


# What people call the time of the zones of the line. Kosovo's clocks are in Europe/Belgrade, so
# that zone goes by no city; an office says in its settings which one it names.
_TIMES = {
    "Europe/Belgrade": "CET",
    "Europe/Istanbul": "UTC+3",
    "Europe/Madrid": "CET",
    "Europe/Skopje": "CET",
    "Europe/Tirane": "CET",
}
_WITHOUT_CITY = "Europe/Belgrade"
# CLDR's English has the name of the file.
_CITIES = {("Europe/Tirane", Language.EN): "Tirana"}


def zone_label(zone: ZoneInfo, language: Language) -> str:
    """As in "Tiranë (CET)", for a time that is not in the reader's own zone."""
    time = _TIMES.get(zone.key, "")
    if zone.key == _WITHOUT_CITY:
        return time
    name = get_timezone_location(zone, locale=language.value, return_city=True)
    city = _CITIES.get((zone.key, language), name)
    return f"{city} ({time})" if time else city


def _days_until(at: datetime, zone: tzinfo, now: datetime) -> int:
    return (at.astimezone(zone).date() - now.astimezone(zone).date()).days


def _up(length: timedelta, unit: timedelta) -> int:
    return -(-length // unit)
