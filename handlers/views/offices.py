"""Offices as anybody reads of them: name, place, week."""

from datetime import date, datetime
from itertools import groupby

from markupsafe import Markup

import faq
from desk.holidays import days_off
from desk.holidays import name_of as holiday
from desk.hours import Hours
from desk.offices import Office
from desk.week import ALWAYS, Span, Spans, Week
from handlers.texts import Texts
from handlers.views import dates, when

_MIDNIGHT = 24 * 60  # minutes


def name_of(office: Office, _: Texts) -> str:
    """The first office need have no name where it is the only one."""
    return office.name or _.label("Main office")


def place(office: Office, _: Texts) -> str:
    """As in "Mitrovica, CET" or "İstanbul (UTC+3)": whose clock a time is by."""
    zone = when.zone_label(office.hours.zone, _.language)
    if faq.fold(office.name) in faq.fold(zone):
        return zone
    return f"{office.name}, {zone}"


def gone(_: Texts) -> str:
    return _.label("This office is no longer there. Please choose another one: /profile")


def week(whole: Week, _: Texts) -> str:
    """As in "Mon–Fri 09:00–12:30, 13:30–17:00; Sat 10:00–13:00"."""
    if whole == ALWAYS:
        return _.label("always open")
    alike = [(spans, list(days)) for spans, days in groupby(range(7), whole.__getitem__)]
    told = [f"{_days(days, _)} {hours(spans)}" for spans, days in alike if spans]
    return "; ".join(told) or _.label("always closed")


def hours(spans: Spans) -> str:
    """As in "09:00–12:30, 13:30–17:00"."""
    return ", ".join(f"{_clock(span.opens)}–{_clock(span.closes)}" for span in spans)


def today(office: Office, now: datetime, _: Texts) -> Markup:
    week, day = office.hours, now.astimezone(office.hours.zone).date()
    spans = week.spans_on(day)
    if not spans:
        why = _why(office, day, _)
        if why:
            return _("Today: closed (%(reason)s)", reason=why)
        return _("Today: closed")
    told = _.label("all day") if is_whole(spans) else hours(spans)
    if week.is_open(now):
        return _("Today: %(hours)s · open now", hours=told)
    return _("Today: %(hours)s · closed now", hours=told)


def _why(office: Office, day: date, _: Texts) -> str:
    """The reason that staff gave, or the name of the holiday."""
    if day in office.hours.days_off:
        return office.reasons.get(day, "")
    calendar = office.hours.calendar
    return (holiday(calendar, day, _.language) or "") if calendar else ""


def clock(hours: Hours, now: datetime, _: Texts) -> Markup:
    """An echo that shows whether it is the right zone."""
    zone = when.zone_label(hours.zone, _.language)
    shown = when.clock(now, hours.zone)
    return _("Time zone: %(zone)s, where it is %(clock)s now", zone=zone, clock=shown)


def holidays(hours: Hours, calendar: str, now: datetime, _: Texts) -> str:
    """What the calendar is called, and its next day: an echo that shows whether it is the right
    one.
    """
    if hours.calendar is None:
        return _.label("none")
    today = now.astimezone(hours.zone).date()
    years = (today.year, today.year + 1)
    coming = [day for year in years for day in days_off(hours.calendar, year)]
    day = next(day for day in coming if day > today)
    return _.label(
        "%(calendar)s (next: %(day)s, %(name)s)",
        calendar=calendar,
        day=dates.full(day, _.language),
        name=holiday(hours.calendar, day, _.language),
    )


def is_whole(spans: Spans) -> bool:
    return spans == (Span(0, _MIDNIGHT),)


def _days(days: list[int], _: Texts) -> str:
    first, last = (dates.weekday(day, _.language) for day in (days[0], days[-1]))
    return first if len(days) == 1 else f"{first}–{last}"


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
