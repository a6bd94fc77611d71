"""Calendar files: what three libraries read in them is what was meant, complaint by complaint."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desk.mentoring.directory import Place
from handlers.views.calendar import CalendarEntry, Method, State, feed, invitation
from tests.views.calendars import entries_in, entry_in, lines_of, values_of
from tests.views.entries import BELGRADE, HOUR, ISTANBUL, MADE, START, entry_of

ZONES = [
    BELGRADE,
    ISTANBUL,
    *map(ZoneInfo, ("Europe/Tirane", "Europe/Madrid", "America/New_York", "Africa/Casablanca")),
]
WORDS = {
    "sq": "Seancë mentorimi: Çlirim Gjoçaj; shfrytëzuesi, “ë” \\ fund",
    "sr_Latn": "Mentorska sesija: Đorđe Šćepanović, Čačak; žuti; džep",
    "sr_Cyrl": "Менторска сесија: Ђорђе Шћепановић, Његош; џеп",
    "tr": "Mentorluk görüşmesi: Şükrü Iğdırlı, İzmir; çağrı",
    "eu": "Mentoria-saioa: Iñaki Añorga; 2026ko ekainaren 13an",
}


def facts_of(entry: CalendarEntry) -> tuple[object, ...]:
    return (entry.uid, entry.sequence, entry.starts_at, entry.ends_at, entry.summary)


def test_all_programs_read_what_was_meant() -> None:
    meant = entry_of(
        sequence=3,
        description="Fusha: financat\nShënim: “sa kushton?”; shpejt, ju lutem\\",
        place=Place("Rr. “Nëna Terezë” 3, Prishtinë", 42.66, 21.16),
        url="https://t.me/linja_bot",
        categories=("Mentorim, bashkë", "Takim"),
        changed_at=MADE + HOUR,
    )
    read = entry_in(invitation(meant))
    assert facts_of(meant) == (
        read.uid,
        read.sequence,
        read.starts_at,
        read.ends_at,
        read.summary,
    )
    assert (read.method, read.status) == ("REQUEST", "CONFIRMED")
    assert (read.description, read.url) == (meant.description, meant.url)
    assert (read.location, read.geo) == ("Rr. “Nëna Terezë” 3, Prishtinë", (42.66, 21.16))
    assert read.categories == ("Mentorim bashkë", "Takim")
    assert read.alarms == (timedelta(hours=-24), timedelta(hours=-2))
    assert (read.organiser, read.stamped_at) == ("Linja për mbështetje", MADE + HOUR)


@pytest.mark.parametrize("language", WORDS)
def test_every_language_and_script_arrives_whole(language: str) -> None:
    words = WORDS[language]
    long = "\n".join([words] * 9)
    read = entry_in(invitation(entry_of(summary=words, description=long, organiser=words)))
    assert (read.summary, read.description, read.organiser) == (words, long, words)


# What people suffered elsewhere


def test_cancelling_sent_as_a_request_left_the_session_in_the_calendar() -> None:
    booked = entry_of(sequence=1)
    cancelled = replace(booked, sequence=2, state=State.CANCELLED)
    first, last = entry_in(invitation(booked)), entry_in(invitation(cancelled))
    assert (first.method, first.status) == ("REQUEST", "CONFIRMED")
    assert (last.method, last.status) == ("CANCEL", "CANCELLED")
    assert (last.uid, last.sequence) == (first.uid, 2)


def test_a_cancelled_session_still_rang_and_kept_the_hour_busy() -> None:
    for file in (invitation(CANCELLED), feed("Seancat", BELGRADE, [CANCELLED], MADE)):
        assert entry_in(file).alarms == ()
        assert list(values_of(file, "TRANSP")) == ["TRANSPARENT"]


CANCELLED = entry_of(state=State.CANCELLED)


def test_a_method_inside_the_event_was_not_seen() -> None:
    for file in (invitation(entry_of()), feed("Seancat", BELGRADE, [entry_of()], MADE)):
        lines = lines_of(file)
        assert len(list(values_of(file, "METHOD"))) == 1
        assert lines.index("BEGIN:VEVENT") > next(
            number for number, line in enumerate(lines) if line.startswith("METHOD:")
        )


def test_a_file_with_two_methods_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="too many values"):
        invitation(entry_of(), CANCELLED)


def test_a_file_without_its_zone_showed_another_hour() -> None:
    """Nor does one whose zone is right for another year only."""
    for year in (2024, 2026, 2031):
        for month in (1, 7):
            start = datetime(year, month, 5, 9, tzinfo=UTC)
            for file in (
                invitation(entry_of(start)),
                feed("x", ISTANBUL, [entry_of(start), entry_of(START, ISTANBUL)], MADE),
            ):
                assert entries_in(file)[0].starts_at == start
                used = {line[5:].partition(":")[0] for line in times_in(file) if "TZID" in line}
                assert used <= set(values_of(file, "TZID"))


def test_a_time_without_a_zone_was_read_as_utc() -> None:
    for file in (invitation(entry_of()), feed("x", ISTANBUL, [entry_of()], MADE)):
        times = times_in(file)
        assert len(times) == 5
        assert [t for t in times if not t.endswith("Z") and not t.startswith("TZID=")] == []
        assert all(stamp.endswith("Z") for stamp in values_of(file, "DTSTAMP"))


def times_in(file: bytes) -> list[str]:
    """The times of the events; those of a zone are its own."""
    events = file[file.index(b"BEGIN:VEVENT") :]
    names = ("DTSTART", "DTEND", "DTSTAMP", "CREATED", "LAST-MODIFIED")
    return [value for name in names for value in values_of(events, name)]


def test_several_days_were_one_long_block() -> None:
    days = [START + timedelta(days=n) for n in range(3)]
    file = invitation(*(entry_of(day, uid=f"t-{n}@linja") for n, day in enumerate(days)))
    assert [(read.starts_at, read.ends_at - read.starts_at) for read in entries_in(file)] == [
        (day, HOUR) for day in days
    ]


def test_one_day_of_a_series_could_not_be_moved_alone() -> None:
    series = entry_of(repeats="FREQ=WEEKLY;COUNT=20")
    week = START + timedelta(weeks=1)
    file = invitation(series, entry_of(week + HOUR, instead_of=week, sequence=1))
    assert list(values_of(file, "RRULE"))[-1] == "FREQ=WEEKLY;COUNT=20"
    assert list(values_of(file, "RECURRENCE-ID")) == ["TZID=Europe/Belgrade:20260620T140500"]
    assert {read.uid for read in entries_in(file)} == {"b-7@linja"}


def test_a_request_without_an_organiser_was_refused_and_one_with_was_answered_by_mail() -> None:
    file = invitation(entry_of(attendee='Arta "A"; Gashi'))
    assert list(values_of(file, "ORGANIZER")) == ['CN="Linja për mbështetje":invalid:nomail']
    (attendee,) = values_of(file, "ATTENDEE")
    assert attendee.endswith(":invalid:nomail")
    assert "CN=\"Arta 'A'; Gashi\"" in attendee
    assert "RSVP=FALSE" in attendee
    assert b"mailto" not in file.lower()


def test_a_feed_asked_people_to_answer() -> None:
    file = feed("Seancat", BELGRADE, [entry_of()], MADE)
    assert list(values_of(file, "METHOD")) == [Method.PUBLISH]
    assert list(values_of(file, "ATTENDEE")) == []


def test_long_lines_broke_in_the_middle_of_a_letter() -> None:
    for words in WORDS.values():
        file = invitation(entry_of(description=words * 5, attendee=words))
        assert file.endswith(b"END:VCALENDAR\r\n")
        lines = file.removesuffix(b"\r\n").split(b"\r\n")
        assert max(map(len, lines)) <= 75
        assert all(line.decode() and b"\n" not in line for line in lines)


def test_a_name_could_write_lines_of_its_own() -> None:
    evil = "Arta\r\nATTENDEE:mailto:a@b.c\nX:1\x00\x0b"
    file = invitation(entry_of(summary=evil, attendee=evil, organiser=evil, description=evil))
    assert [line for line in lines_of(file) if line.startswith(("ATTENDEE:", "X:"))] == []
    assert entry_in(file).summary == "Arta ATTENDEE:mailto:a@b.c X:1"


def test_an_empty_feed_was_taken_for_a_broken_one() -> None:
    file = feed("Seancat", ISTANBUL, [], MADE)
    assert entries_in(file) == []
    assert list(values_of(file, "TZID")) == ["Europe/Istanbul"]


def test_a_feed_was_never_fetched_again() -> None:
    file = feed("Seancat", ISTANBUL, [], MADE)
    assert list(values_of(file, "REFRESH-INTERVAL")) == ["VALUE=DURATION:PT1H"]
    assert list(values_of(file, "X-PUBLISHED-TTL")) == ["PT1H"]
    assert list(values_of(file, "X-WR-CALNAME")) == ["Seancat"]


def test_every_fetch_looked_like_a_change() -> None:
    assert feed("x", BELGRADE, [entry_of()], MADE) == feed("x", BELGRADE, [entry_of()], START)


# The days on which clocks are changed

CHANGES = [datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)]


@pytest.mark.parametrize("zone", [BELGRADE, ISTANBUL], ids=lambda zone: zone.key)
@pytest.mark.parametrize("change", CHANGES, ids=lambda at: f"{at:%d %B}")
def test_an_hour_around_a_clock_change_is_the_hour_that_was_meant(
    change: datetime, zone: ZoneInfo
) -> None:
    for minutes in range(-150, 151, 30):
        entry = entry_of(change + timedelta(minutes=minutes), zone)
        read = entry_in(invitation(entry))
        assert (read.starts_at, read.ends_at) == (entry.starts_at, entry.ends_at)


def test_an_hour_that_comes_twice_is_told_in_utc() -> None:
    twice = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 2:30 in Belgrade, and an hour later again
    first, second = (invitation(entry_of(at)) for at in (twice, twice + HOUR))
    assert list(values_of(second, "DTSTART"))[-1] == "20261025T013000Z"
    assert [entry_in(file).starts_at for file in (first, second)] == [twice, twice + HOUR]


words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Cn"]), max_size=60)
near_changes = st.builds(
    lambda at, minutes: at + timedelta(minutes=5 * minutes),
    st.sampled_from([*CHANGES, datetime(2027, 3, 28, 1, tzinfo=UTC), START]),
    st.integers(-600, 600),
)


@settings(max_examples=30)
@given(
    start=near_changes,
    length=st.integers(1, 60),
    zone=st.sampled_from(ZONES),
    summary=words | st.sampled_from(list(WORDS.values())),
    description=words,
    state=st.sampled_from(State),
    sequence=st.integers(0, 40),
)
@example(CHANGES[1] - HOUR, 24, BELGRADE, WORDS["sr_Cyrl"], "; , \\ \\n", State.CANCELLED, 2)
def test_whatever_is_booked_all_programs_agree_on_it(  # noqa: PLR0913, PLR0917 - a row of facts
    start: datetime,
    length: int,
    zone: ZoneInfo,
    summary: str,
    description: str,
    state: State,
    sequence: int,
) -> None:
    entry = entry_of(
        start,
        zone,
        ends_at=start + timedelta(minutes=5 * length),
        summary=summary,
        description=description.strip(),
        state=state,
        sequence=sequence,
        place=Place(summary.strip() or "Zyra", 42.5, -2.25),
    )
    read = entry_in(invitation(entry))
    line = " ".join(summary.split())
    assert (read.uid, read.sequence, read.starts_at, read.ends_at, read.summary) == (
        *facts_of(entry)[:-1],
        line,
    )
    assert (read.description, read.location) == (description.strip(), line or "Zyra")
    assert (read.status, read.method) == (state, entry.method)
    assert len(read.alarms) == (0 if state is State.CANCELLED else 2)
