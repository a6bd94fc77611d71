"""What fits whom: near, in their fields, in their language; what is followed, and what is asked."""

from dataclasses import replace

import pytest

from desk.events.bringing import invitation, invited_by, is_invitation
from desk.events.event import Event, Kind, Question, Venue
from desk.events.programme import Interests, Only, fits
from desk.events.seats import Answers, Seat, Status
from desk.events.signing import Way, asked, next_question
from desk.events.subscriptions import EVERYTHING, Interest
from desk.events.themes import Theme
from tests.hosts import FORUM, MONDAY

ONLINE = replace(FORUM, venue=None, region="", link="https://meet.example")
SEAT = Seat(7, 1, "Arta", Status.TAKEN, "sq", MONDAY, "secret", "123456")


@pytest.mark.parametrize(
    ("event", "place", "near"),
    [
        (FORUM, "prizren", True),
        (FORUM, "PRIZREN ", True),
        (replace(FORUM, region="Mitrovicë"), "Mitrovica", False),
        (replace(FORUM, region="Mitrovicë / Mitrovica"), "Mitrovica", True),
        (replace(FORUM, region="", venue=Venue("Hall", "Rr. 3, Pejë")), "peje", True),
        (FORUM, "Prizrend", False),
        (FORUM, "", False),
        (ONLINE, "", True),
    ],
)
def test_near_is_by_the_names_of_town_and_region(event: Event, place: str, near: bool) -> None:
    assert fits(event, Only.NEAR, Interests(place)) is near


def test_all_that_is_turned_on_must_fit() -> None:
    known = Interests("Prizren", (Theme.WASTE,), "tr")
    assert fits(FORUM, Only.NEAR | Only.FIELDS | Only.LANGUAGE, known)  # Turkish is interpreted
    assert not fits(FORUM, Only.LANGUAGE, Interests(language="eu"))
    assert not fits(FORUM, Only.FIELDS, Interests(fields=(Theme.ELDERLY,)))
    assert fits(FORUM, Only(0), Interests())


@pytest.mark.parametrize(
    ("interest", "is_so"),
    [
        (EVERYTHING, True),
        (Interest(kind=Kind.REGIONAL), True),
        (Interest(kind=Kind.TRAINING), False),
        (Interest(region="Prizren", theme=Theme.WASTE), True),
        (Interest(region="Prizren", theme=Theme.ELDERLY), False),
        (Interest(region="Peja"), False),
    ],
)
def test_an_interest_fits_where_all_of_it_does(interest: Interest, is_so: bool) -> None:
    assert interest.fits(FORUM) is is_so


def test_only_what_the_event_asks_is_asked_and_in_order() -> None:
    everything = replace(FORUM, terms=replace(FORUM.terms, asks=frozenset(Question)))
    plain = replace(everything, interpreted=())
    assert Question.INTERPRETATION not in list(asked(plain))
    assert list(asked(FORUM)) == []
    way = Way()
    questions = []
    while (question := next_question(everything, way)) is not None:
        questions.append(question)
        way = {
            Question.ORGANISATION: way.with_organisation(3),
            Question.ACCESS: way.with_access("A ramp"),
            Question.INTERPRETATION: way.with_interpretation("tr"),
            Question.PHOTOS: way.with_photos(may=False),
        }[question]
    assert questions == [
        Question.ORGANISATION,
        Question.ACCESS,
        Question.INTERPRETATION,
        Question.PHOTOS,
    ]
    wanted = way.wanted("sq")
    assert (wanted.organisation_id, wanted.answers) == (3, Answers("A ramp", "tr", photos=False))


def test_the_link_for_a_colleague_tells_nothing_of_the_code_that_is_scanned() -> None:
    token = invitation(SEAT)
    assert invited_by(token) == SEAT.id
    assert is_invitation(SEAT, token)
    assert SEAT.token not in token
    assert not is_invitation(replace(SEAT, token="other"), token)
    assert not is_invitation(SEAT, f"{SEAT.id}-")
    assert [invited_by(forged) for forged in ("", "x-1", f"{10**30}-1", "-1")] == [None] * 4
