"""The rules of what guards people: floods, repetitions, blocks, code words, sensitive words."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.anonymity import code_word
from desk.blocks import LONGEST, USUAL, NoSuchLength, is_withheld, order
from desk.discretion import beginning, burst, copies
from desk.flood import Floods, Patience, Rush
from desk.history import Actor, By
from desk.incoming import Kind, MessageRef
from desk.languages import Language
from desk.messages import Author, Message
from desk.questions import Question
from desk.ticket import seen
from desk.tickets import member
from tests.desk.stores import (
    ARTA,
    MORNING,
    KnownTickets,
    later,
    sent,
    ticket_of,
)
from tests.desk.test_tickets import tickets_in

MOST = 20
PATIENCE = Patience(MOST, timedelta(minutes=10))
GROUP = -100


class NoRushes:
    """A store that nobody has written to."""

    async def get(self, _person_id: int) -> Rush | None:
        return None

    async def save(self, rush: Rush) -> None:
        self.saved = rush


def message(number: int, **parts: object) -> Message:
    original = MessageRef(ARTA.id, number)
    base = Message(number, 7, Author.MEMBER, "Arta", Kind.TEXT, "Tung", MORNING, original)
    return replace(base, **parts)  # type: ignore[arg-type]


@settings(max_examples=50)
@given(st.lists(st.integers(-90, 90), max_size=80))
def test_a_flood_is_told_once_and_only_silence_or_a_clock_that_jumps_ends_it(
    gaps: list[int],
) -> None:
    rush, at, told = Rush(1, MORNING, MORNING), MORNING, 0
    for gap in gaps:
        was_flood, before = rush.is_flood(MOST), rush
        at += timedelta(seconds=gap)
        rush = rush.with_message(at, MOST)
        told += rush.begins(MOST)
        if was_flood:
            assert rush.is_flood(MOST) is (0 <= gap < 60)
        if rush.is_flood(MOST) and not was_flood:
            assert rush.begins(MOST)
            assert before.count == MOST
        assert told or not rush.is_flood(MOST)


def test_messages_of_more_than_a_minute_are_no_flood_however_many() -> None:
    rush = Rush(1, MORNING, MORNING)
    for number in range(200):
        rush = rush.with_message(later(seconds=3.5 * number), MOST)
        assert not rush.is_flood(MOST)
    for _ in range(MOST):
        rush = rush.with_message(rush.last, MOST)
    assert rush.is_flood(MOST)
    assert not rush.is_flood(0)


def test_the_same_words_count_for_a_while_from_when_they_were_said_first() -> None:
    within = timedelta(minutes=10)
    rush = Rush(1, MORNING, MORNING).with_text("Alo?", MORNING).with_text("Tung", MORNING)
    assert rush.holds(" Alo?\n", later(minutes=9), within)
    assert not rush.holds("Alo", MORNING, within)
    assert not rush.holds("Alo?", later(minutes=10), within)
    assert not rush.holds("Alo?", later(minutes=-1), within)
    assert not rush.holds("Alo?", MORNING, timedelta(0))


@pytest.mark.parametrize(
    ("last", "folds"),
    [
        ([message(1)], True),
        ([message(1), message(2, html="Alo?")], True),
        ([message(1), message(2, author=Author.STAFF)], False),
        ([message(1, kind=Kind.PHOTO)], False),
        ([message(1, html="Alo?")], False),
        ([message(1, sent_at=later(minutes=-11))], False),
        ([], False),
    ],
)
def test_words_that_stand_there_already_add_nothing(last: list[Message], folds: bool) -> None:
    floods = Floods(NoRushes(), PATIENCE)
    found = floods.repeated(ticket_of(), sent(9), last)
    assert found == (last[0] if folds else None)
    waiting = ticket_of().did("reply", MORNING)  # type: ignore[arg-type]
    assert floods.repeated(waiting, sent(9), last) is None
    assert floods.repeated(ticket_of(), sent(9, kind=Kind.PHOTO), last) is None


@pytest.mark.parametrize(
    ("words", "length", "reason"),
    [
        ("", USUAL, ""),
        ("3d", timedelta(days=3), ""),
        ("12H rude words", timedelta(hours=12), "rude words"),
        ("2w", timedelta(weeks=2), ""),
        ("90d", LONGEST, ""),
        ("insults all of us", USUAL, "insults all of us"),
        ("3 days", USUAL, "3 days"),
    ],
)
def test_a_block_says_how_long_and_why(words: str, length: timedelta, reason: str) -> None:
    assert order(words) == (length, reason)


@pytest.mark.parametrize("words", ["0d", "91d", "13w", "9999w x"])
def test_a_block_has_an_end_within_ninety_days(words: str) -> None:
    with pytest.raises(NoSuchLength):
        order(words)


def test_words_are_withheld_until_the_end_but_never_where_a_life_may_be_in_danger() -> None:
    blocked = replace(ARTA, blocked_until=later(days=1))
    ticket = ticket_of()
    assert is_withheld(blocked, ticket, MORNING)
    assert is_withheld(blocked, None, MORNING)
    assert not is_withheld(blocked, ticket, later(days=1))
    assert not is_withheld(blocked, replace(ticket, urgent=True), MORNING)
    unseen = replace(ticket, anonymous=True)
    assert not is_withheld(blocked, unseen, MORNING)
    assert is_withheld(ARTA, replace(unseen, blocked_until=later(days=1)), MORNING)


@settings(max_examples=50)
@given(st.integers(1, 10**6), st.integers(1, 10**6), st.sampled_from(Language))
def test_no_two_tickets_share_a_code_word(one: int, other: int, language: Language) -> None:
    assert (code_word(one, language) == code_word(other, language)) is (one == other)


@pytest.mark.parametrize("language", list(Language))
def test_neighbours_look_nothing_alike(language: Language) -> None:
    words = [set(code_word(number, language).split("-")) for number in range(900)]
    assert all(a.isdisjoint(b) for a, b in pairwise(words))
    assert all(word.isalpha() and word.istitle() for pair in words for word in pair)
    assert len(set.union(*words)) == 60


def test_an_anonymous_member_is_a_code_word_and_a_language() -> None:
    arta = replace(ARTA, office="Pristina", reachable=False)
    ticket = replace(ticket_of(), anonymous=True)
    shown = seen(arta, ticket)
    assert (shown.name, shown.language) == (code_word(7, ticket.language), ARTA.language)
    assert (shown.id, shown.username, shown.office, shown.reachable) == (0, None, None, True)
    assert member(arta, ticket) == Actor(By.MEMBER, None, code_word(7, ticket.language))
    assert seen(arta, ticket_of()) == arta
    assert member(arta, ticket_of()) == Actor(By.MEMBER, arta.id, "Arta")


async def test_an_anonymous_ticket_is_linked_to_nothing_and_nothing_to_it() -> None:
    old = replace(ticket_of(number=1), closed_at=MORNING)
    question = Question(3, ARTA.id, (41,), Kind.TEXT, "", "Tung", MORNING)
    at, arta = later(days=30), replace(ARTA, ticket_id=1)
    for hidden, anonymous, parent in ((False, False, 1), (True, False, None), (False, True, None)):
        store = KnownTickets().having(replace(old, anonymous=hidden))
        opened, _ = await tickets_in(store).open(arta, question, at, anonymous=anonymous)
        assert (opened.parent_id, opened.anonymous) == (parent, anonymous)


def test_one_line_stands_for_what_a_member_writes_in_one_go() -> None:
    first, second = message(1), message(2, sent_at=later(seconds=50))
    third = message(3, sent_at=later(seconds=105))
    assert burst([first, second, third]) == [first, second, third]
    assert burst([first, third]) == [first]
    assert burst([first, message(2, author=Author.STAFF), second]) == [first]
    assert burst([]) == []
    staffs = message(9, author=Author.STAFF)
    assert beginning([staffs, first, second, third, staffs]) == first
    assert beginning([first, staffs, third]) == third
    assert beginning([staffs]) is beginning([]) is None


def test_what_telegram_lets_be_deleted_is_taken_out_and_the_card_never() -> None:
    ticket = replace(ticket_of(), card_id=10)
    at = later(hours=48)
    known = [
        message(1, copy=MessageRef(GROUP, 10), sent_at=at),
        message(2, copy=MessageRef(GROUP, 11), sent_at=at),
        message(3, copy=MessageRef(GROUP, 11), sent_at=at),
        message(4, copy=MessageRef(GROUP, 12), sent_at=MORNING),
        message(5, copy=MessageRef(GROUP, 13), sent_at=at, author=Author.STAFF),
        message(6, sent_at=at),
    ]
    assert copies(known, ticket, at) == ([MessageRef(GROUP, 11)], 1)
