"""What is held about somebody's seats and what they follow: to read, and for other programs."""

from collections.abc import Iterator, Sequence
from datetime import tzinfo
from typing import Any, NamedTuple

from markupsafe import Markup

from desk.events.attendance import Mark
from desk.events.event import Event, said
from desk.events.feedback import Asked, Feedback
from desk.events.seats import Seat
from desk.events.subscriptions import Interest
from handlers.texts import Texts
from handlers.views import when
from handlers.views.events import subscribing, words
from handlers.views.events.seats import STATES, answers


class Place(NamedTuple):
    """A seat, with its event, for which organisation it is, and what came of it."""

    seat: Seat
    event: Event
    organisation: str | None
    marks: Sequence[Mark] = ()
    told: Feedback | None = None


class Held(NamedTuple):
    seats: Sequence[Place]
    interests: Sequence[Interest]


def as_lists(held: Held) -> dict[str, list[dict[str, Any]]]:
    """Times are moments, for whoever writes them down."""
    return {
        "seats": [_seat(one) for one in held.seats],
        "subscriptions": [
            {"kind": one.kind, "region": one.region, "theme": one.theme} for one in held.interests
        ],
    }


def _seat(of: Place) -> dict[str, Any]:
    seat = of.seat
    return {
        "event": said(of.event.title, seat.language),
        "starts_at": of.event.starts_at,
        "status": seat.status,
        "organisation": of.organisation,
        "needs_for_access": seat.answers.access,
        "interpretation": seat.answers.interpretation,
        "may_be_in_pictures": seat.answers.photos,
        "signed_up_at": seat.made_at,
        "code": seat.code,
        "name_on_certificate": seat.written_as,
        "came": [{"day": mark.day + 1, "at": mark.at, "by": mark.way} for mark in of.marks],
        "said_afterwards": None if of.told is None else _told(of.told),
    }


def _told(told: Feedback) -> dict[str, Any]:
    """1 is yes, and 0 is no."""
    return {
        **{one.value: getattr(told, one) for one in Asked},
        "words": told.words,
        "lesson": told.lesson,
        "passed_on_to": told.passed_on,
        "at": told.told_at,
    }


def seats(held: Held, zone: tzinfo, _: Texts) -> Iterator[Markup]:
    """A line for each."""
    for seat, event, organisation, marks, said_afterwards in held.seats:
        told = [
            words.spoken(event.title, _),
            when.stamp(event.starts_at, zone, _) if event.starts_at else "",
            _.label(STATES[seat.status]),
            organisation or "",
            *answers(seat, _),
            *[_.label("came: %(when)s", when=when.stamp(mark.at, zone, _)) for mark in marks],
            *((said_afterwards.words, said_afterwards.lesson) if said_afterwards else ()),
        ]
        yield Markup("{}").format(", ".join(filter(None, told)))


def interests(held: Held, _: Texts) -> Iterator[Markup]:
    for one in held.interests:
        yield Markup("{}").format(subscribing.name(one, _))
