"""Parts of an event as they are written: read, taken away by a dash, or refused."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from desk.events.days import written
from desk.events.event import Event, Kind, Part, Role, Standing, Venue
from desk.events.parts import (
    NeedsFirst,
    Unreadable,
    is_part,
    on_map,
    read_names,
    read_part,
    with_role,
    without,
)

TODAY = date(2027, 2, 1)
TIRANE = ZoneInfo("Europe/Tirane")
BLANK = Event(1, "u", Kind.TRAINING, Standing.DRAFT, TIRANE, datetime(2027, 2, 1, tzinfo=UTC))


def read(part: str, text: str, event: Event = BLANK) -> Event:
    changed: dict[str, Any] = read_part(event, part, text, TODAY)
    return replace(event, **changed)


def test_a_text_is_kept_in_its_language_until_a_dash_takes_it_away() -> None:
    event = read("title.tr", "  İki\n günlük  eğitim ")
    event = read("title.sq", "Trajnim", event)
    assert list(event.title.items()) == [("sq", "Trajnim"), ("tr", "İki günlük eğitim")]
    assert read("title.tr", "–", event).title == {"sq": "Trajnim"}
    assert read("about.sq", "Një\n\ndy").about == {"sq": "Një\n\ndy"}
    for part, text in (
        ("title.sq", "a" * 121),
        ("title.sq", "?!"),
        ("title.xx", "A"),
    ):
        with pytest.raises(Unreadable):
            read(part, text)


def test_a_place_has_a_name_an_address_and_a_point_on_the_map() -> None:
    event = read("place", "Qendra Rinore\nRruga B\n12")
    assert event.venue == Venue("Qendra Rinore", "Rruga B 12")
    event = read("map", on_map(42.2, 20.7, "", ""), event)
    event = read("access.sq", "Ashensor", event)
    event = read("place", "Qendra Rinore\nRruga C", event)
    assert event.venue == Venue("Qendra Rinore", "Rruga C", 42.2, 20.7, {"sq": "Ashensor"})
    assert read("place", "Teatri", event).venue == Venue("Teatri")
    assert read("place", "-", event).venue is None
    named = read("map", on_map(42.2, 20.7, "Teatri", "Sheshi 1")).venue
    assert named == Venue("Teatri", "Sheshi 1", 42.2, 20.7)
    for part, text in (("map", on_map(42.2, 20.7, "", "")), ("access.sq", "Ashensor")):
        with pytest.raises(NeedsFirst):
            read(part, text)
    with pytest.raises(NeedsFirst):
        read("agenda.sq", "9:00 Hapja")
    with pytest.raises(Unreadable):
        read("map", on_map(142.2, 20.7, "", ""), event)
    with pytest.raises(Unreadable):
        read("map", "north", event)


def test_limits_links_and_reminders_are_read_or_refused() -> None:
    assert read("seats", "20").terms.seats == 20
    assert read("seats", "-", read("seats", "20")).terms.seats is None
    assert read("per_organisation", "2").terms.per_organisation == 2
    assert read("link", "meet.example.org/x").link == "https://meet.example.org/x"
    assert read("reminders", "2 h, 7 days; 1").terms.reminders == (
        timedelta(days=7),
        timedelta(days=1),
        timedelta(hours=2),
    )
    assert read("reminders", "-").terms.reminders == ()
    slips = {
        "seats": ("0", "20001", "1.5", "ten"),
        "link": (
            "here",
            "ftp://example.org",
            "https://exa mple.org/x",
            "http://[::1",
            "x.y/" + "a" * 300,
        ),
        "reminders": ("soon", "61 days", "1 h, 2 h, 3 h, 4 h, 5 h", "0"),
        "region": ("a" * 61, "?"),
    }
    for part, texts in slips.items():
        for text in texts:
            with pytest.raises(Unreadable):
                read(part, text)


def test_another_zone_has_the_same_hours_on_its_clocks() -> None:
    event = read("agenda.sq", "9:00 Hapja", read("days", "13.6.2027 9-16"))
    moved = read("zone", "Ankara", event)
    assert moved.zone.key == "Europe/Istanbul"
    assert written(moved.days, moved.zone) == "13.6.2027 09:00-16:00"
    assert f"{moved.agenda[0].starts_at.astimezone(moved.zone):%H:%M}" == "09:00"
    assert moved.days[0].starts_at == event.days[0].starts_at - timedelta(hours=1)


def test_facilitators_come_before_experts_and_each_once() -> None:
    roles = (Role(Part.EXPERT, "A"), Role(Part.FACILITATOR, "A"), Role(Part.EXPERT, "A", 3))
    event = BLANK
    for role in roles:
        event = replace(event, roles=with_role(event, role))
    assert event.roles == (Role(Part.FACILITATOR, "A"), Role(Part.EXPERT, "A", 3))
    assert without(event, Part.EXPERT) == (Role(Part.FACILITATOR, "A"),)
    assert read_names("A, B; C,") == ("A", "B", "C")
    for text in ("", " , ", "a" * 81, "1,2,3,4,5,6,7"):
        with pytest.raises(Unreadable):
            read_names(text)


def test_what_is_asked_is_a_part_and_nothing_else() -> None:
    parts = ("days", "zone", "place", "link", "seats", "title.sq", "agenda.eu", "reason.tr")
    assert all(map(is_part, parts))
    assert not any(map(is_part, ("title", "title.", "agenda.xx", "days.sq.x", "soup", "")))
