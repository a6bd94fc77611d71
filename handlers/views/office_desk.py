"""What staff read when they look at the offices and arrange them."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from markupsafe import Markup

from desk.holidays import Calendar
from desk.languages import resolve
from desk.offices import Office
from handlers.profile_buttons import (
    ListOffices,
    OpenOffice,
    PutCalendar,
    ReallyRemoveOffice,
    RemoveOffice,
)
from handlers.screen import Button, Rows, Screen, bullets, column, lines, paragraphs
from handlers.texts import Texts
from handlers.views import dates, offices

_DAYS = 8  # of an office's own


class Looked(NamedTuple):
    """An office as somebody looks at it: when, and how many people belong to it."""

    office: Office
    now: datetime
    people: int


def listed(known: Sequence[Office], now: datetime, _: Texts) -> Screen:
    """With the hours of today."""
    told = [lines(_named(one, _), offices.today(one, now, _)) for one in known]
    how = _(
        "Press one to see all of it and how to change it. "
        "For a further one: <code>/office new Mitrovica</code>"
    )
    rows = column(*(Button(offices.name_of(one, _), OpenOffice(one.slug)) for one in known))
    return Screen(paragraphs(_("<b>Offices</b>"), *told, how), rows)


def one(looked: Looked, _: Texts) -> Screen:
    office, now = looked.office, looked.now
    parts = [
        lines(_named(office, _), *_facts(looked, _)),
        _own_days(office, now, _),
        how(office, _),
    ]
    back = Button(_.label("All offices"), ListOffices())
    if office.is_main:
        return Screen(paragraphs(*parts), column(back))
    remove = Button(_.label("Remove"), RemoveOffice(office.slug))
    return Screen(paragraphs(*parts), ((remove, back),))


def _named(office: Office, _: Texts) -> Markup:
    name = offices.name_of(office, _)
    return Markup("<b>{}</b> · <code>{}</code>").format(name, office.slug)


def _facts(looked: Looked, _: Texts) -> Iterator[Markup]:
    office, hours = looked.office, looked.office.hours
    yield offices.today(office, looked.now, _)
    yield _("Hours: %(hours)s", hours=offices.week(hours.week, _))
    yield offices.clock(hours, looked.now, _)
    calendar = hours.calendar or ""
    yield _("Holidays: %(holidays)s", holidays=offices.holidays(hours, calendar, looked.now, _))
    yield _("Languages: %(languages)s", languages=_languages(office, _))
    if not office.is_main:
        yield _.plural("%(n)s person belongs to it.", "%(n)s people belong to it.", n=looked.people)


def _languages(office: Office, _: Texts) -> str:
    if not office.languages:
        return _.label("all that no other office names")
    names = [resolve(code) for code in office.languages]
    return ", ".join(language.own_name for language in names if language)


def _own_days(office: Office, now: datetime, _: Texts) -> Markup | None:
    """From today on; several that are alike in a row are one line."""
    today = now.astimezone(office.hours.zone).date()
    told = [
        (day, _own_day(office, day, _))
        for day in sorted({*office.hours.days_off, *office.hours.days_open})
        if day >= today
    ]
    runs: list[tuple[date, date, Markup]] = []
    for day, words in told:
        if runs and runs[-1][2] == words and (day - runs[-1][1]).days == 1:
            runs[-1] = (runs[-1][0], day, words)
        else:
            runs.append((day, day, words))
    if not runs:
        return None
    shown = [Markup("{}: {}").format(_run(first, last, _), said) for first, last, said in runs]
    return lines(_("Days of its own:"), bullets(shown[:_DAYS]))


def _own_day(office: Office, day: date, _: Texts) -> Markup:
    spans = office.hours.days_open.get(day)
    if spans is None:
        reason = office.reasons.get(day, "")
        return _("closed (%(reason)s)", reason=reason) if reason else _("closed all day")
    return _("open") if not spans else _("open %(hours)s", hours=offices.hours(spans))


def _run(first: date, last: date, _: Texts) -> str:
    return dates.full(first, _.language) if first == last else dates.run(first, last, _.language)


def how(office: Office, _: Texts) -> Markup:
    """Commands with the office's own name in them, to be copied with a tap."""
    words = [
        "closed 24.12. team day",
        "closed 2026-12-28 - 2026-12-31",
        "open 26.12. 10-12",
        "usual 24.12.",
    ]
    if not office.is_main:
        words = [
            "hours mo-fr 9-13, 14-17; sa 10-13",
            "zone Europe/Belgrade",
            "holidays RS",
            "languages sq, sr",
            "rename Mitrovica North",
            *words,
        ]
    examples = [Markup("<code>/office {} {}</code>").format(office.slug, word) for word in words]
    return lines(_("To change it, such as:"), *examples)


def choose_holidays(office: Office, _: Texts) -> Screen:
    text = _("On whose public holidays is <b>%(name)s</b> closed?", name=offices.name_of(office, _))
    calendars = [Button(one, PutCalendar(office.slug, n)) for n, one in enumerate(Calendar)]
    none = Button(_.label("No holidays"), PutCalendar(office.slug, len(Calendar)))
    half = len(calendars) // 2
    rows: Rows = (tuple(calendars[:half]), tuple(calendars[half:]), (none,))
    return Screen(text, rows)


def really_remove(looked: Looked, _: Texts) -> Screen:
    office = looked.office
    text = _("Remove <b>%(name)s</b>?", name=office.name)
    fate = _.plural(
        "%(n)s person belongs to it, and will belong to the first office, or to the one that "
        "serves their language.",
        "%(n)s people belong to it, and will belong to the first office, or to the one that "
        "serves their language.",
        n=looked.people,
    )
    yes = Button(_.label("Yes, remove it"), ReallyRemoveOffice(office.slug, looked.people))
    back = Button(_.label("Back"), OpenOffice(office.slug))
    return Screen(paragraphs(text, fate if looked.people else None), ((yes, back),))


def removed(looked: Looked, _: Texts) -> Screen:
    text = _("<b>%(name)s</b> is removed.", name=looked.office.name)
    fell = _.plural("%(n)s person belonged to it.", "%(n)s people belonged to it.", n=looked.people)
    return Screen(
        paragraphs(text, fell if looked.people else None),
        column(Button(_.label("All offices"), ListOffices())),
    )


def more_belong(_: Texts) -> str:
    return _.label("Other people belong to it by now, so it was not removed. Please look again.")


def gone(_: Texts) -> str:
    return _.label("This office is no longer there. All offices: /office")
