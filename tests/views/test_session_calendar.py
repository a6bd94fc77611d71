"""A session in somebody's calendar: the same one for life, in their words, where it really is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from desk.languages import Language
from desk.mentoring.areas import Area
from desk.mentoring.booking import Booking, Status
from desk.mentoring.directory import Place
from desk.mentoring.feeds import Attendance
from handlers.texts import Catalogues, Texts
from handlers.views.mentoring import calendar as views
from handlers.views.mentoring.areas import NAMES
from handlers.views.mentoring.calendar import Reader
from tests.views.calendars import Read, entries_in, entry_in, values_of

BELGRADE, ISTANBUL = ZoneInfo("Europe/Belgrade"), ZoneInfo("Europe/Istanbul")
START = datetime(2026, 3, 30, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LINK = "https://t.me/linja_bot"
OFFICE = Place("Shtëpia e bardhë, Prizren", 42.21, 20.74)
EN = Catalogues().texts(Language.EN)
ARTA = Reader("Arta", ISTANBUL, "Zyra në Prishtinë", LINK)


def booking_of(**parts: Any) -> Booking:
    booked = Booking(
        id=7,
        uid="6f1c@linja",
        mentor_id=3,
        requester_id=1,
        starts_at=START,
        ends_at=START + HOUR,
        zone=BELGRADE,
        status=Status.BOOKED,
        made_at=START - 9 * DAY,
        language="sq",
        area=Area.FINANCE,
    )
    return replace(booked, **parts)


def read(booking: Booking, place: Place | None = None, note: str = "", _: Texts = EN) -> Read:
    file = views.document(Attendance(booking, "Şükrü Öz", place), ARTA, _, note)
    return entry_in(file.content.encode())


def test_it_says_with_whom_about_what_and_how_to_change_it() -> None:
    known = read(booking_of(), note="Sa kushton?")
    assert known.summary == "Mentoring session: Şükrü Öz"
    assert known.description.splitlines() == [
        "Area: Finance",
        "Note: Sa kushton?",
        f"To move or cancel it, open the support line: {LINK}",
    ]
    assert (known.location, known.url, known.organiser) == ("Online", LINK, "Zyra në Prishtinë")


@pytest.mark.parametrize("language", Language)
def test_the_words_are_the_readers(language: Language) -> None:
    _ = Catalogues().texts(language)
    known = read(booking_of(), _=_)
    assert known.summary == _.label("Mentoring session: %(name)s", name="Şükrü Öz")
    assert _.label(NAMES[Area.FINANCE]) in known.description
    assert known.categories == (_.label("Mentoring"),)


@pytest.mark.parametrize("language", Language)
def test_the_name_of_the_file_survives_every_phone(language: Language) -> None:
    attendance = Attendance(booking_of(), "Şükrü", None)
    file = views.document(attendance, ARTA, Catalogues().texts(language))
    assert file.name.isascii()
    assert file.name.endswith("-2026-03-30.ics")
    assert "--" not in file.name
    assert not file.name.startswith("-")


# What people suffered elsewhere


def test_a_second_move_kept_the_old_number_so_calendars_kept_the_old_hour() -> None:
    life = [
        booking_of(),
        booking_of(sequence=1, starts_at=START + DAY, ends_at=START + DAY + HOUR),
        booking_of(sequence=2, starts_at=START + 2 * DAY, ends_at=START + 2 * DAY + HOUR),
        booking_of(sequence=3, status=Status.CANCELLED),
    ]
    told = [read(booking) for booking in life]
    assert {one.uid for one in told} == {"6f1c@linja"}
    assert [one.sequence for one in told] == [0, 1, 2, 3]
    assert [one.method for one in told] == ["REQUEST", "REQUEST", "REQUEST", "CANCEL"]
    assert [one.starts_at - START for one in told[:3]] == [0 * DAY, DAY, 2 * DAY]


def test_the_two_sides_had_different_hours_in_their_calendars() -> None:
    """Whoever reads it where: it is the hour that was agreed in the mentor's zone."""
    file = views.document(Attendance(booking_of(), "Şükrü", None), ARTA, EN).content.encode()
    assert entry_in(file).starts_at == START
    assert list(values_of(file, "DTSTART"))[-1] == "TZID=Europe/Belgrade:20260330T110000"


def test_a_meeting_at_a_place_was_shown_in_the_travellers_zone_and_nobody_found_it() -> None:
    attendance = Attendance(booking_of(is_online=False), "Şükrü", OFFICE)
    file = views.document(attendance, ARTA, EN).content.encode()
    known = entry_in(file)
    assert (known.location, known.geo) == (OFFICE.name, (OFFICE.latitude, OFFICE.longitude))
    assert list(values_of(file, "DTSTART"))[-1].startswith("TZID=Europe/Belgrade:")
    assert read(booking_of(is_online=False)).location == ""


def test_a_file_that_was_sent_again_looked_like_a_change() -> None:
    changed = booking_of(sequence=1, changed_at=START - DAY)
    assert read(changed).stamped_at == START - DAY
    assert read(booking_of()).stamped_at == START - 9 * DAY


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.DECLINED, Status.EXPIRED])
def test_what_nobody_will_come_to_leaves_the_calendar(status: Status) -> None:
    over = booking_of(status=status, sequence=1)
    known = read(over)
    assert (known.method, known.status, known.alarms) == ("CANCEL", "CANCELLED", ())
    assert "cancelled" in known.description
    assert "leaves" in views.caption(Attendance(over, "", None), EN)


def test_what_the_mentor_has_not_confirmed_is_not_sure() -> None:
    known = read(booking_of(status=Status.ASKED))
    assert (known.method, known.status) == ("REQUEST", "TENTATIVE")
    assert "It is not confirmed yet." in known.description


def test_each_file_says_what_to_do_with_it() -> None:
    said = {
        views.caption(Attendance(booking_of(**parts), "", None), EN)
        for parts in ({}, {"sequence": 1}, {"status": Status.CANCELLED})
    }
    assert len(said) == 3


def test_a_session_with_somebody_forgotten_has_no_name() -> None:
    file = views.document(Attendance(booking_of(), "", None), ARTA, EN)
    assert entry_in(file.content.encode()).summary == "Mentoring session"


def test_an_office_without_a_name_is_the_support_line() -> None:
    reader = ARTA._replace(office="")
    file = views.document(Attendance(booking_of(), "Şükrü", None), reader, EN)
    assert entry_in(file.content.encode()).organiser == "Support line"


def test_a_feed_has_them_all_and_no_note() -> None:
    """What was written for one reader is not for the servers that fetch a feed."""
    both = [Attendance(booking_of(), "Şükrü", None), Attendance(OTHER, "Ane", OFFICE)]
    feed = views.Published(ARTA, both, START, EN).written()
    assert [one.uid for one in entries_in(feed)] == ["6f1c@linja", "other@linja"]
    assert {one.method for one in entries_in(feed)} == {"PUBLISH"}
    assert list(values_of(feed, "X-WR-CALNAME")) == ["Mentoring sessions"]
    assert b"Note" not in feed


OTHER = booking_of(id=8, uid="other@linja", is_online=False, zone=ISTANBUL)
