"""What can be done about a session, by whom and until when; and what each side says of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desk.mentoring.accounts import Account, NoAnswer, Question, answered, next_question
from desk.mentoring.again import is_open, like
from desk.mentoring.attending import As, Deed, deeds, is_short_notice
from desk.mentoring.booking import Booking, Side, Status
from desk.mentoring.directory import Kind, Standing
from desk.mentoring.wishes import Start, Wish, WishState
from tests.desk.mentoring.cast import mentor

STARTS = datetime(2026, 11, 24, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
BEFORE, DURING, AFTER = STARTS - HOUR, STARTS, STARTS + HOUR
BELGRADE = ZoneInfo("Europe/Belgrade")
BOOKED = Booking(
    7, "u", 1, 2, STARTS, STARTS + HOUR, BELGRADE, Status.BOOKED, BEFORE, "sr", wish_id=4
)


def test_what_can_be_done_before_during_and_after() -> None:
    member, lead, guest = As.REQUESTER, As.MENTOR, As.GUEST
    assert deeds(BOOKED, member, BEFORE) == (Deed.COME, Deed.MOVE, Deed.CANCEL)
    assert deeds(BOOKED, lead, BEFORE) == (Deed.COME, Deed.WRITE, Deed.MOVE, Deed.CANCEL)
    assert deeds(BOOKED, guest, BEFORE) == (Deed.PART,)
    assert deeds(BOOKED, member, DURING) == (Deed.MISS,)
    assert deeds(BOOKED, lead, DURING) == (Deed.MISS, Deed.NOTE)
    assert deeds(BOOKED, member, AFTER) == (Deed.TELL, Deed.AGAIN, Deed.MISS)
    assert deeds(BOOKED, lead, AFTER) == (Deed.TELL, Deed.NOTE, Deed.MISS)
    assert deeds(BOOKED, guest, AFTER) == ()


def test_who_has_said_that_they_come_is_not_asked_again() -> None:
    said = replace(BOOKED, member_comes=True)
    assert Deed.COME not in deeds(said, As.REQUESTER, BEFORE)
    assert Deed.COME in deeds(said, As.MENTOR, BEFORE)
    assert Deed.COME not in deeds(replace(BOOKED, mentor_comes=True), As.MENTOR, BEFORE)


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.DECLINED, Status.EXPIRED])
def test_what_does_not_take_place_can_be_had_another_time_and_nothing_else(status: Status) -> None:
    for now in (BEFORE, DURING, AFTER):
        assert deeds(replace(BOOKED, status=status), As.REQUESTER, now) == (Deed.AGAIN,)
        assert deeds(replace(BOOKED, status=status), As.MENTOR, now) == ()


def test_what_is_asked_for_waits_for_the_mentor() -> None:
    asked = replace(BOOKED, status=Status.ASKED)
    assert deeds(asked, As.MENTOR, BEFORE) == (Deed.ACCEPT, Deed.DECLINE)
    assert deeds(asked, As.REQUESTER, BEFORE) == (Deed.CANCEL,)
    assert deeds(asked, As.MENTOR, DURING) == ()
    assert deeds(replace(BOOKED, status=Status.HELD), As.REQUESTER, BEFORE) == ()


def test_who_cancels_late_says_why_but_not_of_what_is_only_asked_for() -> None:
    vesna = mentor()
    notice = vesna.terms.cancel_notice
    assert not is_short_notice(BOOKED, vesna, STARTS - notice)
    assert is_short_notice(BOOKED, vesna, STARTS - notice + timedelta(seconds=1))
    assert not is_short_notice(replace(BOOKED, status=Status.ASKED), vesna, BEFORE)


def test_another_time_is_wished_for_as_the_first_one_was() -> None:
    vesna = mentor(number=1)
    declined = Start(3, STARTS)
    known = Wish(
        4, 2, BELGRADE, "sq", BEFORE, kind=Kind.EXPERT, region="Prizren", declined={declined}
    )
    moved = like(BOOKED, vesna, known, BELGRADE, BEFORE)
    assert (moved.kind, moved.region, moved.language) == (Kind.EXPERT, "Prizren", "sr")
    assert moved.mentor_id == 1
    assert moved.booking_id == BOOKED.id  # its own time is nobody else's
    assert moved.declined == {declined, Start(1, STARTS)}  # and is not offered again
    over = like(BOOKED, vesna, None, BELGRADE, AFTER)
    assert over.booking_id is None
    assert over.kind is Kind.MENTOR
    left = replace(vesna, standing=Standing.LEFT)
    assert like(BOOKED, left, None, BELGRADE, BEFORE).mentor_id is None


def test_a_wish_is_used_again_where_nothing_has_come_of_it() -> None:
    wish = Wish(4, 2, BELGRADE, "sq", BEFORE)
    assert is_open(wish, 2)
    assert is_open(replace(wish, state=WishState.WAITING), 2)
    assert not is_open(replace(wish, state=WishState.BOOKED), 2)
    assert not is_open(wish, 3)
    assert not is_open(None, 2)


def test_three_things_are_asked_in_their_order_and_may_be_answered_anew() -> None:
    account = Account(7, Side.MEMBER, AFTER)
    assert next_question(account) is Question.USEFUL
    account = answered(account, "useful", 4)
    assert next_question(account) is Question.AGREED
    account = answered(account, "another", 0)  # from an older message
    assert next_question(account) is Question.AGREED
    account = answered(account, "agreed", 1)
    assert next_question(account) is None
    assert answered(account, "useful", 5) == replace(account, useful=5)


@pytest.mark.parametrize(
    ("question", "value"), [("useful", 0), ("useful", 6), ("agreed", 2), ("words", 1), ("", 1)]
)
def test_a_forged_answer_is_none(question: str, value: int) -> None:
    with pytest.raises(NoAnswer):
        answered(Account(7, Side.MEMBER, AFTER), question, value)
