"""Tickets in several groups, and the topics they have left, on both engines."""

from dataclasses import replace

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.gaps import Draft
from desk.groups import MAIN, FormerTopic
from desk.incoming import MessageRef
from desk.languages import Language
from desk.life import Status
from desk.outgoing import Call, Card, Chat, Mark, Parcel, Relay, Topic
from desk.queues import Sieve
from desk.ticket import Ticket
from desk.tickets import Queue
from storage.canned import CannedRows
from storage.finding import FindingRows
from storage.gaps import GapRows
from storage.groups import MoveRows
from storage.messages import MessageRows
from storage.outbox import OutboxRows
from storage.tickets import TicketRows
from tests.storage.rows import MORNING, message_in, opened
from tests.storage.test_canned import DRAFT as CANNED
from tests.storage.test_gaps import DRAFT

CALL = Call("sendMessage", {"text": "hello"})


async def in_group(tx: AsyncConnection, origin: str, group: str, **parts: object) -> Ticket:
    ticket = replace(await opened(tx, origin), group_name=group, **parts)  # type: ignore[arg-type]
    await TicketRows(tx).save(ticket)
    return ticket


async def test_two_groups_may_have_the_same_topic_id(tx: AsyncConnection) -> None:
    here = await in_group(tx, "1:1", MAIN, topic_id=77)
    there = await in_group(tx, "1:2", "turkish", topic_id=77)
    rows = TicketRows(tx)
    assert await rows.in_topic(77, MAIN) == here
    assert await rows.in_topic(77, "turkish") == there
    assert await rows.in_topic(77, "peja") is None
    await rows.forget_topics("turkish")
    assert await rows.in_topic(77, "turkish") is None
    assert await rows.in_topic(77, MAIN) == here


async def test_what_goes_on_is_asked_of_one_group_or_of_all(tx: AsyncConnection) -> None:
    here, there = await in_group(tx, "1:1", MAIN), await in_group(tx, "1:2", "turkish")
    rows = TicketRows(tx)
    assert (await rows.queue(Sieve(), 10)).tickets == (here, there)
    assert await rows.queue(Sieve(group="turkish"), 1) == Queue((there,), 1)


async def test_words_are_found_in_one_group_or_in_all(tx: AsyncConnection) -> None:
    for origin, group in (("1:1", MAIN), ("1:2", "turkish")):
        await MessageRows(tx).add(message_in(await in_group(tx, origin, group), html="raporti"))
    rows = FindingRows(tx)
    here, there = (
        await rows.find(["raporti"], 10, MAIN),
        await rows.find(["raporti"], 10, "turkish"),
    )
    assert await rows.find(["raporti"], 10) == [*there, *here]
    assert len(here) == len(there) == 1
    assert await rows.find(["raporti"], 10, "peja") == []


async def test_a_group_that_is_emptied_leaves_all_to_the_main_one(tx: AsyncConnection) -> None:
    here = await in_group(tx, "1:1", MAIN, topic_id=7, card_id=8)
    there = await in_group(tx, "1:2", "turkish", topic_id=7, card_id=8)
    closed = await in_group(tx, "1:3", "turkish", status=Status.CLOSED)
    rows, tickets = MoveRows(tx), TicketRows(tx)
    assert await rows.strangers([MAIN]) == ["turkish"]
    assert await rows.strangers([MAIN, "turkish"]) == []
    assert await rows.empty("turkish", -100) == [there.id]
    assert await rows.left(-100, 7) == there.id
    assert await tickets.look(here.id) == here
    for ticket in (there, closed):
        moved = replace(ticket, group_name=MAIN, topic_id=None, card_id=None)
        assert await tickets.look(ticket.id) == moved
    assert await rows.empty("turkish", -100) == []


async def test_a_topic_that_was_left_is_known_and_told_once(tx: AsyncConnection) -> None:
    ticket = await opened(tx)
    former = FormerTopic(-100, 7, ticket.id)
    rows = MoveRows(tx)
    await rows.leave(former)
    assert await rows.left(-100, 7) == ticket.id
    assert await rows.left(-100, 8) is await rows.left(-200, 7) is None
    assert await rows.take_untold(ticket.id) == [former]
    assert await rows.take_untold(ticket.id) == []
    assert await rows.left(-100, 7) == ticket.id


async def test_all_topics_that_were_left_are_taken_at_once_and_said_no_more(
    tx: AsyncConnection,
) -> None:
    ticket, other = await opened(tx, "1:1"), await opened(tx, "1:2")
    rows = MoveRows(tx)
    left = [FormerTopic(-100, 7, ticket.id), FormerTopic(-200, 7, ticket.id)]
    for former in (*left, FormerTopic(-100, 8, other.id)):
        await rows.leave(former)
    assert sorted(await rows.take(ticket.id), key=lambda one: -one.chat_id) == left
    assert await rows.take_untold(ticket.id) == []
    assert await rows.left(-100, 7) == ticket.id


async def test_whether_words_wait_for_a_topic_is_known(tx: AsyncConnection) -> None:
    ticket, source = await opened(tx, "1:1"), MessageRef(5, 6)
    outbox = OutboxRows(tx, MORNING)
    await outbox.put(Parcel(Topic(ticket.id), Relay((MessageRef(5, 4), source))))
    assert await outbox.carries(source, ticket.id)
    assert not await outbox.carries(MessageRef(5, 7), ticket.id)
    assert not await outbox.carries(source, ticket.id + 1)
    await outbox.claim(outbox.fresh[0].id)
    assert not await outbox.carries(source, ticket.id)


async def test_a_parcel_waits_in_the_lane_of_its_tickets_group(tx: AsyncConnection) -> None:
    here, there = await opened(tx, "1:1"), await in_group(tx, "1:2", "turkish")
    outbox = OutboxRows(tx, MORNING)
    for parcel in (
        Parcel(Topic(here.id), CALL),
        Parcel(Topic(there.id), Card("a", {})),
        Parcel(Topic(there.id), Mark(MessageRef(5, 6), "👀")),
        Parcel(Chat(5), CALL),
        Parcel(Topic(999), CALL),
    ):
        await outbox.put(parcel)
    lanes = [waiting.lane for waiting in outbox.fresh]
    assert lanes == ["staff", "staff:turkish", "marks:5", "chat:5", "staff"]


async def test_what_waits_follows_its_ticket(tx: AsyncConnection) -> None:
    ticket, other = await opened(tx, "1:1"), await opened(tx, "1:2")
    outbox = OutboxRows(tx, MORNING)
    for number in (ticket.id, other.id, ticket.id):
        await outbox.put(Parcel(Topic(number), CALL))
    flying = await outbox.claim(outbox.fresh[2].id)
    assert flying is not None
    await TicketRows(tx).save(replace(ticket, group_name="turkish"))
    await outbox.follow(ticket.id)
    assert await lanes(tx) == ["staff:turkish", "staff", "staff"]
    assert (await outbox.again(flying, MORNING)).lane == "staff:turkish"
    await MoveRows(tx).empty("turkish", None)
    await outbox.follow_all("turkish")
    assert await lanes(tx) == ["staff"] * 3


async def lanes(tx: AsyncConnection) -> list[str]:
    return list(await tx.scalars(text("SELECT lane FROM outbox ORDER BY id")))


async def test_drafts_of_two_groups_may_stand_in_messages_of_the_same_id(
    tx: AsyncConnection,
) -> None:
    gaps, canned = GapRows(tx), CannedRows(tx)
    entry: Draft = replace(DRAFT, group_name="turkish", title="Nerede?")
    reply = replace(CANNED, group_name="turkish", slug="teşekkür", language=Language.TR)
    for draft in (DRAFT, entry):
        await gaps.save_draft(draft)
    for one in (CANNED, reply):
        await canned.keep(one)
    found = await gaps.draft(entry.message_id, "turkish")
    assert found is not None
    assert found.title == "Nerede?"
    assert await canned.draft(reply.message_id, "turkish") == reply
    await gaps.drop_draft(entry.message_id, "turkish")
    await canned.drop(reply.message_id, "turkish")
    assert await gaps.draft(DRAFT.message_id, MAIN) is not None
    assert await canned.draft(CANNED.message_id, MAIN) == CANNED
    assert await gaps.draft(entry.message_id, "turkish") is None
