"""What happens to a ticket, in every order that people manage to do things in."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.errors import NoSuchTicket, NotYours
from desk.groups import MAIN
from desk.history import Actor, By, Change, History
from desk.incoming import Kind
from desk.languages import Language
from desk.life import Act, Status, can
from desk.questions import Question
from desk.ticket import Ticket, subject_of
from desk.tickets import Tickets, expectation
from tests.desk.stores import (
    ARTA,
    BLERTA,
    MORNING,
    KnownHistory,
    KnownTickets,
    OneGroup,
    Untimed,
    later,
    ticket_of,
)

histories = st.lists(
    st.tuples(st.sampled_from([Act.ASK, Act.REPLY, Act.CLOSE]), st.integers(0, 10_000)),
    max_size=12,
)
CLOSED = ticket_of().did(Act.CLOSE, later(hours=1))
PROMISE = timedelta(hours=24)
BESA = Actor(By.STAFF, 900, "Besa")


def tickets_in(store: KnownTickets) -> Tickets:
    return Tickets(store, History(KnownHistory()), Untimed(), OneGroup())


def lived(history: list[tuple[Act, int]]) -> list[Ticket]:
    """The ticket after each act; minutes pass between them, and what is over is not closed."""
    stages, minutes = [ticket_of()], 0
    for act, passed in history:
        minutes += passed
        ticket, at = stages[-1], later(minutes=minutes)
        if can(ticket.status, act):
            ticket = ticket.did(act, at, owner_id=BESA.id)
        stages.append(ticket)
    return stages


@settings(max_examples=50)
@given(histories)
def test_a_ticket_is_closed_exactly_while_it_has_a_closing_time(
    history: list[tuple[Act, int]],
) -> None:
    for ticket in lived(history):
        assert (ticket.closed_at is not None) is ticket.is_closed


@settings(max_examples=50)
@given(histories)
def test_who_spoke_last_decides_who_has_the_word(history: list[tuple[Act, int]]) -> None:
    ours = {Act.ASK: True, Act.REPLY: False, Act.CLOSE: False}
    for ticket, (act, _) in zip(lived(history)[1:], history, strict=True):
        assert ticket.is_ours is ours[act]


@settings(max_examples=50)
@given(histories)
def test_somebody_waits_since_the_word_last_passed(history: list[tuple[Act, int]]) -> None:
    for before, ticket in pairwise(lived(history)):
        assert (ticket.since > before.since) <= (ticket.status is not before.status)
        assert ticket.since >= before.since


@settings(max_examples=50)
@given(histories)
def test_what_a_ticket_is_about_never_changes(history: list[tuple[Act, int]]) -> None:
    for ticket in lived(history):
        assert (ticket.id, ticket.requester_id, ticket.subject) == (7, ARTA.id, "Buxheti")
        assert ticket.opened_at == MORNING


@pytest.mark.parametrize("act", [Act.ASK, Act.REPLY, Act.REOPEN])
def test_new_words_take_back_what_was_said_of_the_old_ones(act: Act) -> None:
    again = replace(CLOSED, helped=True).did(act, later(hours=2))
    assert (again.helped, again.closed_at) == (None, None)


def test_a_closed_ticket_is_continued_for_fourteen_days_to_the_moment() -> None:
    end = later(hours=1) + timedelta(days=14)
    assert CLOSED.continues(later(hours=1))
    assert CLOSED.continues(end)
    assert not CLOSED.continues(end + timedelta(microseconds=1))


def test_an_open_ticket_is_continued_years_later() -> None:
    assert ticket_of().continues(later(days=3650))


def test_the_subject_is_the_first_line_that_says_something() -> None:
    assert subject_of("\n  \n Buxheti për forumin \nPërshëndetje,") == "Buxheti për forumin"
    assert subject_of("") == subject_of(" \n\t\n") == ""
    assert subject_of("a" * 60) == "a" * 60


def test_a_long_subject_is_cut_at_a_word() -> None:
    words = "Na duhet ndihmë me buxhetin e projektit tonë, sepse afati është nesër"
    assert subject_of(words) == "Na duhet ndihmë me buxhetin e projektit tonë, sepse afati…"
    assert subject_of("a" * 61) == "a" * 60 + "…"
    assert subject_of("Na duhet ndihmë, " + "x" * 60) == "Na duhet ndihmë…"


@given(st.text())
def test_a_subject_is_short_and_on_one_line(plain: str) -> None:
    subject = subject_of(plain)
    assert len(subject) <= 61
    assert len(subject.splitlines()) <= 1
    assert bool(subject) is bool(plain.strip())


@settings(max_examples=20)
@given(st.sampled_from("-*.:;,•"), st.integers(60, 200))
def test_a_subject_says_something_where_the_line_does(bullet: str, length: int) -> None:
    """A list's first item, or a link, has no space to cut at but the one after its bullet."""
    assert "a" in subject_of(f"{bullet} {'a' * length}")


@settings(max_examples=20)
@given(st.lists(st.integers(0, 10**6), max_size=4))
def test_too_few_replies_promise_nothing_new(seconds: list[int]) -> None:
    assert expectation([timedelta(seconds=each) for each in seconds], PROMISE) == PROMISE


@settings(max_examples=50)
@given(st.lists(st.integers(0, 10**6), min_size=5, max_size=20))
def test_the_expectation_is_the_middle_of_what_was_measured(seconds: list[int]) -> None:
    waits = [timedelta(seconds=each) for each in seconds]
    middle = expectation(waits, PROMISE)
    assert 2 * sum(wait <= middle for wait in waits) >= len(waits)
    assert 2 * sum(wait >= middle for wait in waits) >= len(waits)
    assert expectation(waits[::-1], PROMISE) == middle


async def test_one_slow_reply_does_not_frighten_anybody() -> None:
    waits = [later(hours=1), later(hours=2), later(hours=2), later(days=30), later(minutes=1)]
    replied = [replace(ticket_of(number=n), first_reply_at=at) for n, at in enumerate(waits)]
    tickets = tickets_in(KnownTickets().having(*replied))
    assert await tickets.expected_wait(PROMISE) == timedelta(hours=2)


async def test_the_same_question_twice_is_the_same_ticket() -> None:
    tickets = tickets_in(KnownTickets())
    question = Question(3, ARTA.id, (41, 42), Kind.TEXT, "", "Si fillojmë?\nTung", MORNING)
    question = replace(question, tried=("start",))
    ticket, is_new = await tickets.open(ARTA, question, later(hours=1))
    assert (ticket.subject, ticket.tried, ticket.language) == ("Si fillojmë?", ("start",), "sq")
    assert (ticket.requester_id, ticket.opened_at, is_new) == (ARTA.id, later(hours=1), True)
    assert await tickets.open(ARTA, question, later(hours=2)) == (ticket, False)
    other, is_new = await tickets.open(BLERTA, question, MORNING)
    assert (other.language, is_new) == (Language.EN, True)


async def test_words_belong_to_the_ticket_they_answer_before_the_one_in_hand() -> None:
    answered, in_hand = ticket_of(number=1), ticket_of(number=2)
    tickets = tickets_in(KnownTickets().having(answered, in_hand))
    arta = replace(ARTA, ticket_id=2)
    assert await tickets.continued_by(arta, 1, MORNING) == answered
    assert await tickets.continued_by(arta, None, MORNING) == in_hand
    assert await tickets.continued_by(arta, 99, MORNING) == in_hand
    assert await tickets.continued_by(ARTA, None, MORNING) is None


async def test_words_belong_to_nobody_elses_ticket_and_to_no_old_one() -> None:
    tickets = tickets_in(KnownTickets().having(ticket_of(BLERTA, 1), CLOSED))
    arta = replace(ARTA, ticket_id=1)
    assert await tickets.continued_by(arta, 1, MORNING) is None
    assert await tickets.continued_by(ARTA, CLOSED.id, later(days=10)) == CLOSED
    assert await tickets.continued_by(ARTA, CLOSED.id, later(days=20)) is None


async def test_a_number_is_shown_to_its_owner_only() -> None:
    tickets = tickets_in(KnownTickets().having(ticket_of(ARTA, 1)))
    assert await tickets.one_of(ARTA, 1) == ticket_of(ARTA, 1)
    for person, number in ((BLERTA, 1), (ARTA, 2)):
        with pytest.raises(NotYours):
            await tickets.one_of(person, number)


async def test_a_ticket_that_never_was_is_said_to_be_none() -> None:
    tickets = tickets_in(KnownTickets())
    with pytest.raises(NoSuchTicket):
        await tickets.get(1)
    with pytest.raises(NoSuchTicket):
        await tickets.look(1)
    assert await tickets.in_topic(None, MAIN) is None


@pytest.mark.parametrize("status", [Status.CLOSED, Status.SOLVED])
async def test_a_matter_that_got_no_help_is_open_again(status: Status) -> None:
    over = replace(CLOSED, status=status)
    store = KnownTickets().having(over)
    rated = await tickets_in(store).rate(over, ARTA, later(days=1), helped=False)
    assert (rated.status, rated.closed_at, rated.helped) == (Status.NEW, None, False)
    assert store.rows[over.id] == rated


async def test_a_matter_that_got_help_is_over() -> None:
    store = KnownTickets().having(CLOSED)
    rated = await tickets_in(store).rate(CLOSED, ARTA, later(days=1), helped=True)
    assert rated == replace(CLOSED, helped=True)
    solved = ticket_of().did(Act.SOLVE, later(hours=1))
    rated = await tickets_in(store).rate(solved, ARTA, later(days=1), helped=True)
    assert (rated.status, rated.closed_at, rated.helped) == (Status.CLOSED, later(days=1), True)


async def test_every_change_is_written_down_once_and_what_changes_nothing_is_not() -> None:
    history = KnownHistory()
    tickets = Tickets(KnownTickets(), History(history), Untimed(), OneGroup())
    question = Question(3, ARTA.id, (41,), Kind.TEXT, "", "Si fillojmë?", MORNING)
    ticket, _ = await tickets.open(ARTA, question, later(hours=1))
    await tickets.open(ARTA, question, later(hours=2))
    assert [event.what for event in history.told] == [Change.OPEN, Change.ACKNOWLEDGE]
    assert [event.actor.by for event in history.told] == [By.MEMBER, By.LINE]
    await tickets.asked(ticket, ARTA, later(hours=2))
    assert len(history.told) == 2


async def test_a_number_that_can_go_on_no_more_is_linked_to_the_new_one() -> None:
    old = replace(CLOSED, id=1)
    tickets = tickets_in(KnownTickets().having(old))
    question = Question(3, ARTA.id, (41,), Kind.TEXT, "", "Prapë unë", MORNING)
    arta = replace(ARTA, ticket_id=1)
    ticket, _ = await tickets.open(arta, question, later(days=30))
    assert ticket.parent_id == 1
    other, _ = await tickets.open(ARTA, replace(question, message_ids=(42,)), later(days=30))
    assert other.parent_id is None


async def test_a_new_topic_has_no_card_yet() -> None:
    store = KnownTickets().having(ticket_of())
    tickets = tickets_in(store)
    carded = await tickets.has_card(await tickets.has_topic(ticket_of(), 77), 78)
    assert (carded.topic_id, carded.card_id) == (77, 78)
    moved = await tickets.has_topic(carded, 99)
    assert (moved.topic_id, moved.card_id) == (99, None)
    assert store.rows[carded.id] == moved


async def test_what_staff_begin_waits_for_the_member_and_one_letter_is_one_ticket() -> None:
    store = KnownTickets()
    tickets, besa = tickets_in(store), Actor(By.STAFF, 900, "Besa")
    letter = (ARTA, besa, "the grant", "write:1:2", MORNING)
    written, is_new = await tickets.write(*letter, parent_id=3)
    assert is_new
    assert (written.status, written.owner_id, written.parent_id) == (Status.WAITING, 900, 3)
    assert (written.subject, written.language) == ("the grant", ARTA.language)
    assert await tickets.write(*letter) == (written, False)
    assert await tickets.owned_by(900) == [written.id]
