"""What a mentor reads of their hours, word for word in English, and whole in every language."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from desk.days import DayIsOver
from desk.holidays import Calendar
from desk.hours import Hours
from desk.languages import Language
from desk.mentoring.areas import Area
from desk.mentoring.availability import Run, Term
from desk.mentoring.booking import Booking, Status
from desk.mentoring.directory import Kind, Mentor, Place, Standing
from desk.offices import MAIN, Office
from desk.week import ALWAYS, NEVER, Span, parse_hours
from handlers.screen import Screen
from handlers.views.html import plain, units
from handlers.views.mentoring import hours, office, terms, week
from tests.world import CATALOGUES

BELGRADE = ZoneInfo("Europe/Belgrade")
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
WEEK = parse_hours("mo 10-12 14-16; we-fr 9-12")
ENGLISH = CATALOGUES.texts(Language.EN)
VESNA = Mentor(
    id=1,
    name="Vesna",
    kinds=frozenset({Kind.MENTOR, Kind.TRAINER}),
    standing=Standing.PAUSED,
    languages=("sr", "sq"),
    areas=frozenset({Area.FINANCE}),
    hours=Hours(
        BELGRADE,
        WEEK,
        Calendar.XK,
        days_off=frozenset({date(2026, 12, 24), date(2026, 12, 25)}),
        days_open={date(2026, 12, 28): (Span(600, 720),)},
    ),
    place=Place("Office, Mitrovica"),
    about={language.telegram_code: "Budgets & <reports>" for language in Language},
)
LOOKED = hours.Looked(VESNA, NOW)
ENDS = datetime(2026, 11, 30, 16, tzinfo=UTC)
SESSION = Booking(
    1, "uid", 1, 2, ENDS.replace(hour=15), ENDS, BELGRADE, Status.BOOKED, NOW, "sq", Area.FINANCE
)
PAGE = """When and how you can be booked

New bookings are paused. What is booked stays.

• Monday: 10:00–12:00, 14:00–16:00
• Wednesday – Friday: 09:00–12:00
Hours a week: 13

Not as usual:
• 24–25 December 2026: away
• Monday, 28 December 2026: 10:00–12:00

Time zone: CET, where it is 10:30 now
Public holidays: Kosovo (next: Friday, 25 December 2026, Catholic Christmas Day)
Online: yes
Place for sessions in person: Office, Mitrovica

Length of a session: 1 hour
Break before a session: none
Break after a session: 15 minutes
Notice for booking: 1 day
Notice for cancelling: 1 day
How far ahead: 60 days
Most sessions a day: 4
Most sessions a week: 12
I confirm each booking myself: no

Your text: Budgets & <reports>

The coordinator says:
Kinds: Mentor, Trainer
Areas: Finance
Languages: Srpski, Shqip
Organisations at a time: 5
Sessions with one organisation in three months: 6"""
ECHO = """I have read:
• Monday: 10:00–12:00, 14:00–16:00
• Wednesday – Friday: 09:00–12:00

Hours a week: 13
Time zone: CET, where it is 10:30 now

Is that right? Until you say yes, nothing changes."""


def said(screen: Screen) -> str:
    return plain(str(screen.text))


def test_the_page_says_all_of_it_in_one_message() -> None:
    assert said(hours.page(LOOKED, ENGLISH)) == PAGE


def test_a_week_is_read_back_before_it_counts() -> None:
    assert said(week.is_it_right(VESNA, WEEK, 7, NOW, ENGLISH)) == ECHO


def test_hours_into_which_no_session_fits_are_named() -> None:
    short = parse_hours("mo 9-9:30; tu 9-9:30 10-11; we 14-14:45")
    told = said(week.is_it_right(VESNA, short, 7, NOW, ENGLISH))
    assert "shortest session (1 hour): 09:00–09:30, 14:00–14:45" in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("off", "No hours: nobody can book you."),
        ("24/7", "All day, every day"),
        ("mo-su 8:30-9", "• Monday – Sunday: 08:30–09:00"),
        ("sa, mo 10-12", "• Monday: 10:00–12:00\n• Saturday: 10:00–12:00"),
    ],
)
def test_a_week_is_told_day_by_day(text: str, told: str) -> None:
    assert plain(str(week.told(parse_hours(text), ENGLISH))) == told


@pytest.mark.parametrize("language", list(Language))
def test_the_examples_of_every_language_are_read_and_mean_the_same(language: Language) -> None:
    first, second = week.EXAMPLES[language]
    assert parse_hours(first) == WEEK
    assert parse_hours(second) == parse_hours("mo-fr 9-13")


@pytest.mark.parametrize("language", list(Language))
def test_every_screen_can_be_written_in_every_language(language: Language) -> None:
    for screen in screens(CATALOGUES.texts(language)):
        assert 0 < units(said(screen)) <= 4096
        assert "%(" not in str(screen.text)
        for row in screen.rows:
            assert all(0 < len(button.label) <= 60 and "%(" not in button.label for button in row)


def screens(_: Any) -> Iterator[Screen]:
    bare = replace(VESNA, hours=Hours(BELGRADE, NEVER), place=None, about={}, areas=frozenset())
    for standing in Standing:
        yield hours.page(hours.Looked(replace(VESNA, standing=standing), NOW), _)
    yield hours.page(hours.Looked(bare, NOW), _)
    for name in hours.PARTS:
        yield terms.part(LOOKED, name, _)
    for term in Term:
        yield terms.choose_term(VESNA, term, _)
    stay = [SESSION] * 9
    run = Run(date(2026, 12, 24), date(2026, 12, 26), ())
    yield from (
        week.write(VESNA.hours, NOW, _),
        week.is_it_right(VESNA, ALWAYS, 1, NOW, _),
        week.kept(VESNA.hours, stay, _),
        week.unread("jo të premten", _),
        week.named_twice("e hënë", _),
        week.away([run], _),
        week.away([], _),
        week.write_away(_),
        week.away_kept(run, VESNA.hours, stay, _),
        week.no_day("tomorrow", _),
        week.day_is_over(DayIsOver(date(2026, 1, 1)), _),
        terms.place(LOOKED, stay, _),
        terms.choose_zone(LOOKED, [BELGRADE], _),
        terms.no_such_zone(_),
        terms.choose_calendar(LOOKED, _),
        terms.write_about(VESNA, _),
        terms.write_about(bare, _),
        terms.write_place(VESNA, _),
        terms.too_long(hours.ABOUT, _),
        terms.too_long(hours.MEETING_PLACE, _),
        terms.session(SESSION, LOOKED, _),
        office.hours(Office(MAIN, "Skopje", VESNA.hours), NOW, _),
        office.was_mentor(_),
    )
