"""Sensitive tickets: what a line in the topic stands for, and which copies can be deleted."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from desk.incoming import MessageRef
from desk.messages import Author, Message
from desk.ticket import Ticket

_TOGETHER = timedelta(minutes=1)
_DELETABLE = timedelta(hours=48)  # Bot API, deleteMessage


def goes_with(message: Message, before: Message) -> bool:
    """Whether one line stands for both."""
    passed = message.sent_at - before.sent_at
    return message.author is before.author is Author.MEMBER and passed <= _TOGETHER


def burst(messages: Sequence[Message]) -> list[Message]:
    """The first, and what the member wrote right after it."""
    found = list(messages[:1])
    for before, message in pairwise(messages):
        if not goes_with(message, before):
            break
        found.append(message)
    return found


def beginning(messages: Sequence[Message]) -> Message | None:
    """The first of what the member wrote last in one go; None where they have written nothing."""
    found: Message | None = None
    for message in reversed(messages):
        if found is None:
            found = message if message.author is Author.MEMBER else None
        elif goes_with(found, message):
            found = message
        else:
            break
    return found


def copies(
    messages: Iterable[Message], ticket: Ticket, at: datetime
) -> tuple[list[MessageRef], int]:
    """The member's words that stand in the topic and can be deleted, and how many no longer can.

    The card is none of them: it is edited.
    """
    young: dict[MessageRef, None] = {}
    old: set[MessageRef] = set()
    for message in messages:
        if message.author is not Author.MEMBER or message.copy is None:
            continue
        if message.copy.message_id == ticket.card_id:
            continue
        if at - message.sent_at < _DELETABLE:
            young[message.copy] = None
        else:
            old.add(message.copy)
    return [ref for ref in young if ref not in old], len(old)
