"""What follows from Telegram's answer to a row: ids written down, remedies, the truth."""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from markupsafe import Markup
from telegram.error import TelegramError

from bot.lanes import Lane
from bot.ready import Ready
from bot.resolve import sign_in
from bot.unit import Unit, Units
from bot.verdict import STAFF_TROUBLE, Again, Moved, Never, Remedy, Verdict, judge
from desk.groups import MAIN
from desk.incoming import MessageRef
from desk.outgoing import (
    Call,
    Card,
    Chat,
    Claimed,
    Priority,
    Relay,
    Revision,
    Sign,
    Topic,
    Waiting,
)
from handlers import groups, receipts, topics
from handlers.context import Context
from handlers.views.html import plain

log = logging.getLogger(__name__)

_LATELY = 60.0  # seconds within which a call that was taken says that Telegram works


class Outcomes:
    """`offer` takes rows that have just been committed; `flooded` hears of refused lanes."""

    def __init__(
        self,
        units: Units,
        offer: Callable[[Iterable[Waiting]], None],
        flooded: Callable[[Lane, float], None],
    ) -> None:
        self._units = units
        self._offer = offer
        self._flooded = flooded
        self._worked_at = float("-inf")

    async def record(
        self, row: Claimed, ready: Ready, result: Any, gone: Iterable[int] = ()
    ) -> None:
        """`gone` are rows that went out without a claim: they are written down along with it."""
        self._worked_at = time.monotonic()
        async with self._units.begin() as unit:
            if ready.makes_topic:
                await _has_topic(row, ready, result, unit.context)
                is_done = False
            elif await _has_moved(row, ready, unit.context):
                is_done = not _is_said_again(row, ready)
            else:
                if isinstance(row.body, Sign) and isinstance(row.address, Topic):
                    ticket = await unit.context.tickets.get(row.address.ticket_id)
                    await unit.context.tickets.has_sign(ticket, sign_in(ready.params))
                await receipts.delivered(row, _made(row, ready, result), unit.context)
                is_done = True
            if not is_done:
                await self._again(row, unit)
            if is_done or gone:
                await unit.outbox.sent(*([row.id] if is_done else []), *gone)
        self._offer(unit.fresh)

    async def homeless(self, row: Claimed) -> None:
        """The row's topic is not there, and it is not the row to begin one with."""
        async with self._units.begin() as unit:
            await self._mend(row, unit)
        self._offer(unit.fresh)

    async def refusal(self, lane: Lane, row: Claimed, ready: Ready, error: TelegramError) -> None:
        async with self._units.begin() as unit:
            works = time.monotonic() - self._worked_at < _LATELY
            verdict = judge(error, row, unit.context.now - row.created_at, works=works)
            if isinstance(verdict, Remedy | Never) and await _has_moved(row, ready, unit.context):
                verdict = Again(0)
            log.info("row %d (%s): %s; %s", row.id, ready.method, error, verdict)
            await self._carry_out(verdict, lane, row, ready, unit)
            unit.moves_groups = isinstance(verdict, Moved) or verdict is Remedy.GROUP_LOST
        self._offer(unit.fresh)

    async def _carry_out(
        self, verdict: Verdict, lane: Lane, row: Claimed, ready: Ready, unit: Unit
    ) -> None:
        context, outbox = unit.context, unit.outbox
        match verdict:
            case Again(seconds, is_flood):
                self._units.watch.retried("parcel")
                lane.held_until = time.monotonic() + seconds
                if is_flood:
                    self._flooded(lane, seconds)
                await self._again(row, unit)
            case Moved(new_chat_id):
                await _move_chat(ready.params.get("chat_id"), new_chat_id, unit)
                if isinstance(row.address, Chat):  # it names a message that stayed behind
                    await outbox.failed(row.id, "the chat has moved")
                else:
                    await self._again(row, unit)
            case Remedy.GROUP_LOST:
                await self._lose(lane, row, ready, unit)
            case Never(reason):
                log.warning("row %d will never be delivered: %s", row.id, reason)
                await receipts.failed(row, reason, context)
                await outbox.failed(row.id, reason)
            case Remedy():
                await self._apply(verdict, row, unit)

    async def _apply(self, remedy: Remedy, row: Claimed, unit: Unit) -> None:
        context, outbox = unit.context, unit.outbox
        match remedy, row.body, row.address:
            case Remedy.UNREACHABLE, _, Chat(person_id):
                await receipts.unreachable(row, person_id, context)
                await outbox.failed(row.id, "the person has blocked the bot")
            case Remedy.TOPIC_GONE, _, Topic():
                await self._mend(row, unit)
            case Remedy.TOPIC_CLOSED, _, Topic(ticket_id):
                await topics.reopen(context, ticket_id)
                await self._again(row, unit)
            case Remedy.CARD_GONE, _, Topic(ticket_id):
                ticket = await context.tickets.get(ticket_id)
                await context.tickets.has_topic(ticket, ticket.topic_id, ticket.sign)
                await self._again(row, unit)
            case Remedy.WITHOUT_TAGS | Remedy.WITHOUT_QUOTE | Remedy.SEND_ANEW, body, _:
                await self._mended_again(_mended(remedy, body), row, unit)
            case _:
                await outbox.sent(row.id)

    async def _lose(self, lane: Lane, row: Claimed, ready: Ready, unit: Unit) -> None:
        """What was for a ticket goes on in the main group; what was said to the group, nowhere."""
        context, group = unit.context, unit.context.groups.in_chat(ready.params.get("chat_id"))
        if group is None or group.name == MAIN:
            lane.held_until = time.monotonic() + STAFF_TROUBLE
            await self._again(row, unit)
            return
        await groups.lost(group.name, context)
        if isinstance(row.address, Topic):
            await self._again(row, unit)
        else:
            await unit.outbox.failed(row.id, "the bot was thrown out of the group")

    async def _mend(self, row: Claimed, unit: Unit) -> None:
        """The topic is made anew before this row; a mending that met the same fate begins again."""
        assert isinstance(row.address, Topic)
        ticket = await unit.context.tickets.get(row.address.ticket_id)
        if ticket.is_forgotten:
            await unit.context.tickets.has_topic(ticket, None)
            await unit.outbox.failed(row.id, "its member is forgotten")
            return
        await unit.outbox.drop_mending(ticket.id)
        await topics.mend(unit.context, ticket)
        if row.priority is Priority.MENDING:
            await unit.outbox.failed(row.id, "the topic was gone again")
        else:
            await self._again(row, unit)

    async def _mended_again(self, body: Any, row: Claimed, unit: Unit) -> None:
        """A body that no remedy changes would be refused for ever."""
        if body == row.body:
            reason = "Telegram refuses its words"
            await receipts.failed(row, reason, unit.context)
            await unit.outbox.failed(row.id, reason)
        else:
            await self._again(row, unit, body)

    async def _again(self, row: Claimed, unit: Unit, body: Any = None) -> None:
        unit.outbox.fresh.append(await unit.outbox.again(row, unit.context.now, body))


async def _has_topic(row: Claimed, ready: Ready, result: Any, context: Context) -> None:
    """The topic is the ticket's, unless that is in another group since the call began."""
    assert isinstance(row.address, Topic)
    ticket = await context.tickets.get(row.address.ticket_id)
    thread_id, chat_id = result["message_thread_id"], ready.params["chat_id"]
    if chat_id == context.groups.chat_of(ticket):
        await context.tickets.has_topic(ticket, thread_id, sign_in(ready.params))
    else:
        await groups.landed_elsewhere(context, ticket, chat_id, thread_id)


async def _has_moved(row: Claimed, ready: Ready, context: Context) -> bool:
    """Whether the ticket has left the topic that the call named."""
    several = context.groups.are_several
    if not several or not isinstance(row.address, Topic) or isinstance(row.body, Revision):
        return False
    ticket = await context.tickets.look(row.address.ticket_id)
    thread_id = ready.params.get("message_thread_id", ticket.topic_id)
    there = (context.groups.chat_of(ticket), ticket.topic_id)
    return (ready.params.get("chat_id"), thread_id) != there


def _is_said_again(row: Claimed, ready: Ready) -> bool:
    """Words that have landed in the old topic; the card is in the new one already."""
    return isinstance(row.body, Relay) or (
        isinstance(row.body, Call) and ready.method == "sendMessage"
    )


async def _move_chat(old_id: Any, new_id: int, unit: Unit) -> None:
    """Where that is news: another row may have said so already."""
    group = unit.context.groups.in_chat(old_id)
    if group is not None:
        await unit.marks.move_chat(old_id, new_id)
        await unit.context.tickets.forget_topics(group.name)


def _made(row: Claimed, ready: Ready, result: Any) -> tuple[MessageRef, ...]:
    """The messages that a call has made, as its answer tells (Message, MessageId, a list, true)."""
    several = result if isinstance(result, list) else [result]
    chat_id = ready.params.get("chat_id")
    ids = [
        item["message_id"] for item in several if isinstance(item, dict) and "message_id" in item
    ]
    refs = tuple(MessageRef(chat_id, message_id) for message_id in ids if chat_id is not None)
    if isinstance(row.body, Relay) and row.body.size and len(refs) == 1:
        return refs * len(row.body.sources)
    return refs


def _mended(remedy: Remedy, body: Any) -> Any:
    """The same without what Telegram did not take."""
    match remedy, body:
        case Remedy.WITHOUT_TAGS, Call(params=params):
            words = {name: value for name, value in params.items() if name != "parse_mode"}
            return replace(body, params={**words, "text": plain(str(params.get("text", "")))})
        case Remedy.WITHOUT_TAGS, Card(text=text):
            return replace(body, text=str(Markup.escape(plain(text))))
        case Remedy.WITHOUT_TAGS, Relay() | Revision():
            return replace(body, is_plain=True)
        case Remedy.WITHOUT_QUOTE, Relay():
            return replace(body, quote=None)
        case Remedy.SEND_ANEW, Call(params=params):
            params = {name: value for name, value in params.items() if name != "message_id"}
            return replace(body, method="sendMessage", params=params)
    return body
