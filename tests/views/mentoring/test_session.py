"""A session in the words and on the clock of whoever reads it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desk.incoming import Kind
from desk.languages import Language
from desk.mentoring.areas import Area
from desk.mentoring.attending import As
from desk.mentoring.booking import Booking, Side, Status
from desk.mentoring.directory import Place
from desk.mentoring.notes import Note
from handlers.views.html import plain
from handlers.views.mentoring import reminding, session, telling
from handlers.views.mentoring.session import Seen
from tests.desk.mentoring.cast import BELGRADE, ISTANBUL, mentor
from tests.world import CATALOGUES

_ = CATALOGUES.texts(Language.EN)
STARTS = datetime(2026, 3, 27, 9, tzinfo=UTC)  # ten in Belgrade, before the clock goes forward
HOUR = timedelta(hours=1)
BOOKING = Booking(
    7, "u", 1, 2, STARTS, STARTS + HOUR, BELGRADE, Status.BOOKED, STARTS, "sq", Area.FINANCE
)
VESNA = mentor()


def seen(
    booking: Booking = BOOKING,
    role: As = As.REQUESTER,
    zone: ZoneInfo = BELGRADE,
    *others: ZoneInfo,
    now: datetime = STARTS - 5 * HOUR,
) -> Seen:
    zones = (zone, *others, booking.zone)
    return Seen(booking, VESNA, "Arta", "Agimi", role, zone, zones, now)


def when_it_is(one: Seen) -> str:
    return session.time_of(one.booking, one, _)


def test_everybody_reads_their_own_clock_and_the_zone_where_clocks_differ() -> None:
    assert when_it_is(seen()) == "Friday, 27 March 2026, 10:00–11:00"
    skopje = ZoneInfo("Europe/Skopje")
    assert when_it_is(seen(BOOKING, As.REQUESTER, skopje)) == "Friday, 27 March 2026, 10:00–11:00"
    turkish = seen(BOOKING, As.REQUESTER, ISTANBUL)
    assert when_it_is(turkish) == "Friday, 27 March 2026, 12:00–13:00 · Istanbul (UTC+3)"
    hers = seen(BOOKING, As.MENTOR, BELGRADE, ISTANBUL)
    assert when_it_is(hers) == "Friday, 27 March 2026, 10:00–11:00 · CET"


def test_where_people_meet_it_is_the_clock_of_the_place() -> None:
    there = replace(BOOKING, is_online=False)
    place = replace(VESNA, place=Place("Qendra rinore"))
    one = replace(seen(there, As.REQUESTER, ISTANBUL), mentor=place)
    assert when_it_is(one) == "Friday, 27 March 2026, 10:00–11:00 · CET"
    assert "Where: Qendra rinore" in plain(str(session.facts(one, _)))


def test_over_a_change_of_the_clock_and_over_midnight_the_hours_are_those_on_the_wall() -> None:
    night = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)  # half past one; at two it becomes three
    sunday = replace(BOOKING, starts_at=night, ends_at=night + HOUR)
    assert when_it_is(seen(sunday)) == "Sunday, 29 March 2026, 01:30–03:30"
    late = datetime(2026, 3, 27, 22, 30, tzinfo=UTC)
    friday = replace(BOOKING, starts_at=late, ends_at=late + HOUR)
    assert when_it_is(seen(friday)) == "Friday, 27 March 2026, 23:30–00:30"


def test_the_mentor_reads_for_whom_somebody_comes_and_the_member_who_helps() -> None:
    assert "With: Arta (Agimi)" in plain(str(session.facts(seen(role=As.MENTOR), _)))
    assert "With: Vesna\n" in plain(str(session.facts(seen(), _)))


@pytest.mark.parametrize(
    ("by", "reason", "role", "told"),
    [
        (Side.MEMBER, "ill", As.MENTOR, "Cancelled by: Arta\nWhy: I am ill"),
        (Side.MEMBER, "", As.REQUESTER, "Cancelled by: you"),
        (Side.MEMBER, "", As.GUEST, "Cancelled by: Arta"),
        (Side.MENTOR, "Flu <38>", As.REQUESTER, "Cancelled by: Vesna\nWhy: Flu <38>"),
        (Side.STAFF, "Snow", As.MENTOR, "Cancelled by: our staff\nWhy: Snow"),
    ],
)
def test_who_has_cancelled_and_why(by: Side, reason: str, role: As, told: str) -> None:
    ended = replace(BOOKING, status=Status.CANCELLED, ended_by=by, reason=reason)
    assert told in plain(str(telling.cancelled(seen(ended, role), [], _).text))


def note(html: str, kind: Kind = Kind.TEXT) -> Note:
    return Note(1, 7, Side.MENTOR, html, kind, STARTS)


def test_a_long_note_is_a_message_of_its_own() -> None:
    short, long = [note("<b>Hi</b>")], [note("x" * 501)]
    assert "Note: Hi" in plain(str(telling.booked(seen(role=As.MENTOR), short, _).text))
    assert telling.long_note(short, seen(), _) is None
    assert "Note:" not in str(telling.booked(seen(role=As.MENTOR), long, _).text)
    own = telling.long_note(long, seen(), _)
    assert own is not None
    assert "x" * 501 in own.text


def test_the_day_before_both_read_the_goals_and_the_newest_notes_of_last_time() -> None:
    notes = [note("a" * 1500), note("b" * 1500)]
    screen = reminding.day_before(seen(), ["A budget", "A board"], notes, _)
    text = plain(str(screen.text))
    assert "Goals of the plan:\n• A budget\n• A board" in text
    assert "b" * 1500 in text
    assert "a" * 1500 not in text
    nothing = plain(str(reminding.day_before(seen(), [], [], _).text))
    assert "Goals" not in nothing
    assert "Notes" not in nothing
