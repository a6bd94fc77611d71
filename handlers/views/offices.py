"""Offices as anybody reads of them: name, place, week."""

from itertools import groupby

import faq
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


def is_whole(spans: Spans) -> bool:
    return spans == (Span(0, _MIDNIGHT),)


def _days(days: list[int], _: Texts) -> str:
    first, last = (dates.weekday(day, _.language) for day in (days[0], days[-1]))
    return first if len(days) == 1 else f"{first}–{last}"


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
