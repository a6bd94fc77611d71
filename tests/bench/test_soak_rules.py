"""Each rule of the soak, beside what breaks it: a rule that notices nothing holds for ever."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bench import soak_desk, soak_programme, soak_words
from bench.soak_rules import RULES, Evidence
from tests.bench.evidence import (
    BOOKING,
    CARD,
    EVENT,
    LONG_AGO,
    MENTOR,
    MESSAGE,
    NOW,
    PARCEL,
    SEAT,
    SOON,
    TICKET,
    TOPIC,
    UPDATE,
    after,
    evidence,
    message,
    play,
    said,
    sent,
)  # fmt: skip

ASSERTED = (soak_desk, soak_programme, soak_words)  # each holds rules of its own
SECOND = BOOKING | {"id": 2, "uid": "two@linja"}
WAITING = SEAT | {"id": 2, "person_id": 6, "status": "waiting", "since": LONG_AGO}
VOTE = {"id": 1, "options": {"en": ["a", "b"]}}


def heard(word: str, **parts: object) -> Evidence:
    """A member's word in a request, as its table has it, and in the topic unless it is said."""
    made = play()
    said(made, word)
    return evidence(made, tickets=[dict(TICKET)], messages=[MESSAGE | parts])


def forgotten() -> Evidence:
    made = play()
    made.souls[0].forgotten_at = 5.0
    said(made, "p0-1")
    return evidence(made)


def moved(found: Evidence, name: str, *rows: dict[str, object]) -> Evidence:
    found.tables[name] = list(rows)
    return found


def deleted_topic() -> Evidence:
    made = play()
    made.group.topics.clear()
    return evidence(made, tickets=[dict(TICKET)])


def another_card() -> Evidence:
    made = play()
    made.group.messages[CARD] = message(made, CARD, "Request 1 – taken", TOPIC)
    return evidence(made, tickets=[dict(TICKET)])


def orphan() -> Evidence:
    return evidence(play())


def astray(word: str, to: int) -> Evidence:
    made = play()
    said(made, word, "staff")
    sent(made, word, to=to)
    return evidence(made)


def of_two() -> Evidence:
    made = play()
    for word in ("p0-1", "p1-1"):
        said(made, word)
        sent(made, word, thread=TOPIC)
    return evidence(made)


def out_of_order() -> Evidence:
    made = play()
    for word, at in (("p0-1", 9.0), ("p0-2", 2.0)):
        said(made, word)
        sent(made, word, at=at, thread=TOPIC)
    rows = [MESSAGE, MESSAGE | {"id": 2, "html": "p0-2 Po"}]
    return evidence(made, tickets=[dict(TICKET)], messages=rows)


def noted_late() -> Evidence:
    found = out_of_order()
    first, second = found.tables["messages"]
    return moved(found, "messages", dict(second) | {"id": 1}, dict(first) | {"id": 2})


def twice() -> Evidence:
    made = play()
    said(made, "p0-1")
    for _ in range(2):
        sent(made, "p0-1", thread=TOPIC)
    return evidence(made)


def unedited() -> Evidence:
    made = play()
    known = said(made, "p0-1", edit="d0-9")
    sent(made, "p0-1", thread=TOPIC)
    row = MESSAGE | {"html": "p0-1 d0-9", "chat_id": known.chat_id}
    return evidence(made, tickets=[dict(TICKET)], messages=[row])


def note_outside() -> Evidence:
    made = play()
    said(made, "n0-1", "note")
    sent(made, "n0-1", to=0)
    return evidence(made)


def reminded_twice() -> Evidence:
    made = play()
    chat = made.world.private_chat(made.souls[0].person)
    button = {"inline_keyboard": [[{"text": "I'll come", "callback_data": "ev.come:1"}]]}
    for number in range(2):
        sent(made, "e1-0", to=0)
        chat.messages[number] = message(made, number, "e1-0") | {"reply_markup": button}
    return evidence(made, events=[dict(EVENT)], campaigns=[{"event_id": 1, "kind": "reminder"}])


def unkept() -> Evidence:
    made = play()
    said(made, "p0-1")
    return evidence(made)


def unanswered_reply() -> Evidence:
    made = play()
    said(made, "r0-1", "staff")
    row = MESSAGE | {"author": "staff", "html": "r0-1 Po"}
    return evidence(made, tickets=[dict(TICKET)], messages=[row])


def left_in_group() -> Evidence:
    found = forgotten()
    made = found.play
    made.group.messages[20] = message(made, 20, "p0-1 Po", TOPIC)
    return found


def unconfirmed() -> Evidence:
    made = play()
    made.world.updates.next_id += 1
    return evidence(made)


BREACHES: dict[str, Callable[[], Evidence]] = {
    "every update was taken in, once": unconfirmed,
    "every update was handled": lambda: evidence(inbox=[UPDATE | {"done_at": None}]),
    "no dead letters, and no update failed": lambda: evidence(inbox=[UPDATE | {"attempts": 1}]),
    "nothing waits to be sent but what is for later": lambda: evidence(
        outbox=[PARCEL | {"state": "pending"}]
    ),
    "nothing failed but for the block of a member": lambda: evidence(
        outbox=[PARCEL | {"state": "failed", "error": "Bad Request: no"}]
    ),
    "what goes to many came to nobody twice": reminded_twice,
    "every word that was said is kept": unkept,
    "every word of a request stood in its topic": lambda: heard("p0-1"),
    "every word of staff's reached its member": unanswered_reply,
    "no note has left the group": note_outside,
    "nobody has read the words of another's conversation": lambda: astray("r0-1", to=1),
    "no topic has the words of two members": of_two,
    "words of a request came in their order": out_of_order,
    "rows of a request are in the order in which it was said": noted_late,
    "doubled: no more than was in flight at a kill or cut off": twice,
    "topics without a request: no more than were in flight or cut off": orphan,
    "what was edited reads so on the other side": unedited,
    "no call was refused as too many, but those that were ordered": lambda: after(
        evidence(), floods=[{"at": 1.0, "method": "sendMessage", "params": {}}]
    ),
    "the log tells of no error of the line's own": lambda: after(
        evidence(), log="2026-11-23 ERROR bot.worker: an update could not be handled"
    ),
    "asked to stop, it has stopped": lambda: after(evidence(), exit_code=-9),
    "each request stands where its history leads": lambda: evidence(
        tickets=[TICKET | {"status": "closed", "closed_at": NOW}]
    ),
    "what a member says at once opens one request": lambda: evidence(
        tickets=[dict(TICKET), TICKET | {"id": 2}]
    ),
    "each request has one topic, which is there": deleted_topic,
    "each card shows how its request stands": another_card,
    "each topic's icon says who has the word": lambda: evidence(
        tickets=[TICKET | {"status": "solved"}]
    ),
    "each topic is named after its request": lambda: evidence(tickets=[TICKET | {"id": 2}]),
    "what a member goes on with is theirs": lambda: evidence(
        tickets=[TICKET | {"requester_id": 9}], people=[{"id": 5, "ticket_id": 1}]
    ),
    "who has a request works at the desk": lambda: evidence(tickets=[TICKET | {"owner_id": 9}]),
    "a request is answered when staff have answered it": unanswered_reply,
    "what is closed knows since when, and nothing else does": lambda: evidence(
        tickets=[TICKET | {"closed_at": NOW}]
    ),
    "grades are from one to five, and one for each request": lambda: evidence(
        tickets=[TICKET | {"rating": 6}]
    ),
    "every question has had its answer": lambda: evidence(
        questions=[
            {"id": 1, "person_id": 5, "kind": "text", "outcome": None, "plain": "Si?"}
            | {"ticket_id": None}
        ]
    ),
    "no clock of a request that is over runs on": lambda: evidence(
        tickets=[TICKET | {"status": "closed", "closed_at": NOW}],
        timers=[{"key": "k", "kind": "nudge", "ticket_id": 1, "fired_at": None}],
    ),
    "no timer is overdue, and none has failed": lambda: evidence(
        timers=[{"key": "k", "attempts": 0, "fired_at": None, "due_at": LONG_AGO}]
    ),
    "what was said in a request is found by its words": lambda: heard("p0-1"),
    "a member's language is one of ours": lambda: evidence(
        people=[{"id": 5, "language": "de", "ticket_id": None}]
    ),
    "held words are of somebody who was asked": lambda: evidence(held=[{"ticket_id": 4}]),
    "no mentor is in two places, nor in the time kept free": lambda: evidence(
        bookings=[dict(BOOKING), SECOND | {"requester_id": 6, "first_cell": 114}]
    ),
    "nobody is in two places, member or mentor": lambda: evidence(
        mentors=[dict(MENTOR), MENTOR | {"id": 2}],
        bookings=[dict(BOOKING), SECOND | {"mentor_id": 2}],
    ),
    "the cells are those of the sessions that stand": lambda: evidence(bookings=[dict(BOOKING)]),
    "no mentor has more in a day than they allow": lambda: evidence(
        mentors=[dict(MENTOR)], bookings=[dict(BOOKING), dict(SECOND)]
    ),
    "no hold outlives its time": lambda: evidence(
        bookings=[BOOKING | {"status": "held", "until": LONG_AGO}]
    ),
    "a wish that is booked has its booking, and one that is offered its hold": lambda: evidence(
        wishes=[{"id": 1, "state": "offered", "booking_id": None}]
    ),
    "both sides of a session were told of it as it stands": lambda: evidence(
        mentors=[dict(MENTOR)], bookings=[dict(BOOKING)]
    ),
    "whoever waits for a mentor stands in the line once": lambda: evidence(
        wishes=[
            {"person_id": 5, "mentor_id": None, "area": "finance", "kind": "mentor"}
            | {"state": "waiting"}
        ]
        * 2
    ),
    "no seat is given twice, and what is taken is counted": lambda: evidence(
        events=[dict(EVENT)], seats=[dict(SEAT), SEAT | {"id": 2, "person_id": 6}]
    ),
    "nobody has two seats at an event": lambda: evidence(seats=[dict(SEAT), SEAT | {"id": 2}]),
    "seats were offered in the order of the line": lambda: evidence(
        events=[dict(EVENT)],
        seats=[SEAT | {"since": NOW}, dict(WAITING)],
        seat_changes=[{"seat_id": 1, "step": "offer"}],
    ),
    "nobody waits while a seat is free": lambda: evidence(
        events=[EVENT | {"taken": 0}], seats=[dict(WAITING)]
    ),
    "no offer of a seat outlives its time": lambda: evidence(
        seats=[SEAT | {"status": "offered", "until": LONG_AGO}]
    ),
    "every campaign that was due has ended": lambda: evidence(
        campaigns=[{"key": "c", "cursor": 3, "ended_at": None, "due_at": LONG_AGO}]
    ),
    "each voter has one paper, of options that there are": lambda: evidence(
        ballots=[dict(VOTE)], ballot_papers=[{"ballot_id": 1, "voter": 5, "choices": [2]}]
    ),
    "those who were forgotten leave no word in any table": lambda: moved(
        forgotten(), "questions", {"html": "p0-1 Po"}
    ),
    "nor does their number": lambda: moved(
        found := forgotten(), "people", {"id": found.play.souls[0].person.id}
    ),
    "nor do their words stand in the staff group": left_in_group,
}


def test_every_rule_has_its_breach() -> None:
    assert set(BREACHES) == set(RULES)
    assert {check.__module__ for check in RULES.values()} == {one.__name__ for one in ASSERTED}


@pytest.mark.parametrize("name", list(BREACHES))
def test_a_rule_notices_what_breaks_it(name: str) -> None:
    assert list(RULES[name](BREACHES[name]()))


@pytest.mark.parametrize("name", list(RULES))
def test_a_rule_says_nothing_of_what_is_right(name: str) -> None:
    history = [
        {"id": n, "ticket_id": 1, "what": what, "detail": ""}
        for n, what in enumerate(("open", "acknowledge"))
    ]
    assert not list(RULES[name](evidence(tickets=[dict(TICKET)], history=history)))


def test_what_is_to_come_is_no_hurry() -> None:
    """A clock that is due later, and mail for the morning."""
    later = evidence(
        timers=[{"key": "k", "attempts": 0, "fired_at": None, "due_at": SOON}],
        outbox=[PARCEL | {"state": "pending", "priority": 5, "due_at": NOW + timedelta(hours=9)}],
    )
    for name in (
        "no timer is overdue, and none has failed",
        "nothing waits to be sent but what is for later",
    ):
        assert not list(RULES[name](later))
