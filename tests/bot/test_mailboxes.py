"""Mailboxes: order inside a conversation, conversations beside each other, an orderly end."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.mailboxes import Mailboxes
from storage.inbox import Letter

_SOON = 0.05  # seconds; a grace that has to pass


def letter(number: int, mailbox: str = "chat:1", attempts: int = 0) -> Letter:
    return Letter(number, mailbox, "{}", attempts, datetime(2026, 11, 22, tzinfo=UTC))


class Desk:
    """Handles a letter as soon as the test lets go of it; `hang`: not even then."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.done: list[int] = []
        self.cancelled: list[int] = []
        self.most_at_once = 0
        self._gates: dict[int, asyncio.Event] = {}
        self._open = False

    async def handle(self, letter: Letter) -> None:
        self.begun.append(letter.id)
        in_hand = len(self.begun) - len(self.done) - len(self.cancelled)
        self.most_at_once = max(self.most_at_once, in_hand)
        try:
            if not self._open:
                await self._gate(letter.id).wait()
        except asyncio.CancelledError:
            self.cancelled.append(letter.id)
            raise
        self.done.append(letter.id)

    def lets_go(self, *numbers: int) -> None:
        for number in numbers:
            self._gate(number).set()

    def opens(self) -> None:
        """From now on nothing is held back."""
        self._open = True
        for gate in self._gates.values():
            gate.set()

    def _gate(self, number: int) -> asyncio.Event:
        return self._gates.setdefault(number, asyncio.Event())


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
async def mailboxes(desk: Desk) -> AsyncIterator[Mailboxes]:
    mailboxes = Mailboxes(desk.handle, desk.handle, parallel=3, most=10)
    yield mailboxes
    await mailboxes.close(0)


async def settled() -> None:
    """Every task has come as far as it can."""
    for _ in range(10):
        await asyncio.sleep(0)


async def test_within_a_conversation_each_letter_waits_for_the_one_before(
    desk: Desk, mailboxes: Mailboxes
) -> None:
    mailboxes.put([letter(1), letter(2), letter(3)])
    await settled()
    assert desk.begun == [1]
    desk.lets_go(3, 2)
    await settled()
    assert desk.begun == [1]
    desk.lets_go(1)
    await mailboxes.idle()
    assert desk.done == [1, 2, 3]


async def test_conversations_do_not_wait_for_each_other(desk: Desk, mailboxes: Mailboxes) -> None:
    mailboxes.put([letter(1, "chat:1"), letter(2, "chat:2"), letter(3, "chat:2")])
    desk.lets_go(2, 3)
    await settled()
    assert desk.done == [2, 3]
    assert desk.begun == [1, 2, 3]


async def test_not_more_than_so_many_are_handled_at_once(desk: Desk, mailboxes: Mailboxes) -> None:
    mailboxes.put(letter(number, f"chat:{number}") for number in range(9))
    await settled()
    assert desk.begun == [0, 1, 2]
    desk.opens()
    await mailboxes.idle()
    assert sorted(desk.done) == list(range(9))
    assert desk.most_at_once == 3


async def test_of_what_may_have_ended_an_earlier_process_there_is_one_in_hand(
    desk: Desk, mailboxes: Mailboxes
) -> None:
    suspects = [letter(number, f"chat:{number}", attempts=1) for number in (1, 2)]
    mailboxes.resume([*suspects, letter(3, "chat:3")])
    mailboxes.put([letter(4, "chat:4")])
    await settled()
    assert desk.begun == [1, 3, 4]
    desk.lets_go(1)
    await settled()
    assert desk.begun == [1, 3, 4, 2]
    desk.opens()
    await mailboxes.idle()


async def test_what_comes_while_a_conversation_is_in_hand_follows_in_its_order(
    desk: Desk, mailboxes: Mailboxes
) -> None:
    mailboxes.put([letter(1)])
    await settled()
    mailboxes.put([letter(2)])
    mailboxes.put([letter(3)])
    desk.opens()
    await mailboxes.idle()
    assert desk.done == [1, 2, 3]


async def test_a_conversation_that_was_done_can_begin_again(
    desk: Desk, mailboxes: Mailboxes
) -> None:
    desk.opens()
    for number in (1, 2):
        mailboxes.put([letter(number)])
        await mailboxes.idle()
    assert desk.done == [1, 2]
    assert mailboxes.pending == 0


# Too much at once


async def test_intake_waits_while_too_much_is_pending_and_goes_on_when_half_is_done(
    desk: Desk, mailboxes: Mailboxes
) -> None:
    mailboxes.put(letter(number) for number in range(9))
    await mailboxes.room()
    mailboxes.put([letter(9)])
    intake = asyncio.create_task(mailboxes.room())
    desk.lets_go(0, 1, 2, 3)
    await settled()
    assert desk.done == [0, 1, 2, 3]
    assert not intake.done()
    desk.lets_go(4)
    await asyncio.wait_for(intake, 5)
    assert mailboxes.pending == 5


async def test_a_full_house_is_full_again_after_it_has_had_room(
    desk: Desk, mailboxes: Mailboxes
) -> None:
    mailboxes.put(letter(number) for number in range(10))
    desk.opens()
    await mailboxes.idle()
    await asyncio.wait_for(mailboxes.room(), 5)
    again = Desk()
    crowded = Mailboxes(again.handle, again.handle, parallel=1, most=2)
    crowded.put([letter(1), letter(2)])
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(crowded.room(), _SOON)
    await crowded.close(0)


# The end


async def test_at_the_end_what_is_in_hand_is_finished_and_nothing_new_is_begun(
    desk: Desk, mailboxes: Mailboxes
) -> None:
    mailboxes.put([letter(1), letter(2), letter(3, "chat:2")])
    await settled()
    closing = asyncio.create_task(mailboxes.close(5))
    await settled()
    assert not closing.done()
    mailboxes.put([letter(4, "chat:4")])
    desk.opens()
    await asyncio.wait_for(closing, 5)
    await settled()
    assert sorted(desk.done) == [1, 3]
    assert desk.begun == [1, 3]


async def test_at_the_end_those_who_wait_for_a_hand_are_not_begun(desk: Desk) -> None:
    mailboxes = Mailboxes(desk.handle, desk.handle, parallel=1, most=10)
    mailboxes.put([letter(1, "chat:1"), letter(2, "chat:2")])
    await settled()
    closing = asyncio.create_task(mailboxes.close(5))
    await settled()
    desk.opens()
    await closing
    assert desk.begun == desk.done == [1]


async def test_what_hangs_is_cancelled_after_the_grace(desk: Desk, mailboxes: Mailboxes) -> None:
    mailboxes.put([letter(1), letter(2), letter(3, "chat:2")])
    desk.lets_go(3)
    await settled()
    await asyncio.wait_for(mailboxes.close(_SOON), 5)
    assert desk.done == [3]
    assert desk.cancelled == [1]


async def test_the_end_lets_intake_go_that_waits_for_room(desk: Desk, mailboxes: Mailboxes) -> None:
    mailboxes.put(letter(number) for number in range(10))
    intake = asyncio.create_task(mailboxes.room())
    await settled()
    await mailboxes.close(0)
    await asyncio.wait_for(intake, 5)
    assert desk.done == []


async def test_the_end_of_an_empty_house_takes_no_time(mailboxes: Mailboxes) -> None:
    await asyncio.wait_for(mailboxes.close(60), 5)


async def test_a_letter_that_breaks_its_handler_does_not_stop_its_conversation() -> None:
    """The worker takes care of what it foresees; a mailbox must outlive what it does not."""
    done = []

    async def handle(letter: Letter) -> None:
        if letter.id == 1:
            raise RuntimeError("not foreseen")
        done.append(letter.id)

    mailboxes = Mailboxes(handle, handle, parallel=1, most=10)
    mailboxes.put([letter(1), letter(2)])
    await settled()
    mailboxes.put([letter(3)])
    await settled()
    assert done == [2, 3]
    assert mailboxes.pending <= 1
