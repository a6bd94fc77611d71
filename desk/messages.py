"""The words of a ticket, and where each stands on both sides: its original and its copy."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from desk.errors import NothingToUndo
from desk.incoming import Incoming, Kind, Media, MessageRef
from desk.ticket import Ticket


class Author(StrEnum):
    MEMBER = "member"
    STAFF = "staff"
    NOTE = "note"  # internal: it has no copy and never gets one
    LINE = "line"  # the bot itself: a copy without an original


@dataclass(frozen=True, slots=True)
class Edit:
    """What stood there before, and until when."""

    html: str
    until: str


@dataclass(frozen=True, slots=True)
class Message:
    """Several messages may share one copy: a burst goes to staff as one.

    `times`: how often the same was said, one after the other.
    """

    id: int
    ticket_id: int
    author: Author
    author_name: str
    kind: Kind
    html: str
    sent_at: datetime
    original: MessageRef | None = None
    copy: MessageRef | None = None
    media: Media | None = None
    edits: tuple[Edit, ...] = ()
    recalled_at: datetime | None = None
    times: int = 1

    @property
    def is_for_member(self) -> bool:
        return self.author is not Author.NOTE and self.recalled_at is None

    def is_swapped_by(self, edit: Incoming) -> bool:
        """Whether the edit puts another file in the place of this one."""
        return edit.media is not None and (
            self.media is None or self.media.unique_id != edit.media.unique_id
        )

    def edited(self, incoming: Incoming, at: datetime) -> "Message":
        before = Edit(self.html, at.isoformat(timespec="seconds"))
        return replace(self, html=incoming.html, media=incoming.media, edits=(*self.edits, before))


@dataclass(frozen=True, slots=True)
class Changed:
    """An edited message; `swapped`: another file stands in its place."""

    message: Message
    swapped: bool


class MessageStore(Protocol):
    async def add(self, message: Message) -> Message:
        """With its number; the same original twice is one message, the first."""

    async def find(self, ref: MessageRef) -> Message | None:
        """The message that stands here, as an original or as a copy."""

    async def sharing(self, copy: MessageRef) -> list[Message]:
        """All that went out as this one copy, in order."""

    async def last(self, ticket_id: int, most: int) -> list[Message]:
        """The last of the ticket that both sides know, oldest first: no notes, nothing recalled."""

    async def first(self, ticket_id: int) -> Message | None:
        """The first that both sides know: what the ticket is about."""

    async def last_reply(self, ticket_id: int) -> Message | None:
        """The last of staff's that still stands."""

    async def last_original(self, ticket_id: int) -> Message | None:
        """The last of the member's."""

    async def whole(self, ticket_id: int) -> list[Message]:
        """Everything that has its words still, the line's own too, oldest first."""

    async def get(self, message_id: int) -> Message | None:
        """By our own number."""

    async def since(self, ticket_id: int, message_id: int, most: int) -> list[Message]:
        """The one and what came after it, as `last` counts, oldest first."""

    async def save(self, message: Message) -> None: ...

    async def copied(self, original: MessageRef, copy: MessageRef) -> bool:
        """Whether there is such an original: it may have been erased on its way."""

    async def uncopied(self, ticket_id: int) -> None:
        """The topic is gone: what the member sent has no copy any more."""


class Messages:
    def __init__(self, store: MessageStore) -> None:
        self._store = store

    async def add(self, ticket: Ticket, author: Author, name: str, incoming: Incoming) -> Message:
        return await self._store.add(
            Message(
                id=0,
                ticket_id=ticket.id,
                author=author,
                author_name=name,
                kind=incoming.kind,
                html=incoming.html,
                sent_at=incoming.sent_at,
                original=incoming.at,
                media=incoming.media,
            )
        )

    async def add_line(self, ticket_id: int, html: str, copy: MessageRef, at: datetime) -> None:
        """A message of the bot's own about a ticket, so that an answer to it finds its way."""
        line = Message(0, ticket_id, Author.LINE, "", Kind.TEXT, html, at, copy=copy)
        await self._store.add(line)

    async def find(self, ref: MessageRef | None) -> Message | None:
        return None if ref is None else await self._store.find(ref)

    async def sharing(self, copy: MessageRef) -> list[Message]:
        return await self._store.sharing(copy)

    async def last(self, ticket: Ticket, most: int = 5) -> list[Message]:
        return await self._store.last(ticket.id, most)

    async def first(self, ticket: Ticket) -> Message | None:
        return await self._store.first(ticket.id)

    async def for_member(self, ticket: Ticket) -> list[Message]:
        """All that the member may read of it: no notes, nothing taken back."""
        return [message for message in await self._store.whole(ticket.id) if message.is_for_member]

    async def last_original(self, ticket: Ticket) -> Message | None:
        return await self._store.last_original(ticket.id)

    async def get(self, message_id: int) -> Message | None:
        return await self._store.get(message_id)

    async def since(self, message: Message, most: int = 50) -> list[Message]:
        """The one and what both sides wrote after it."""
        return await self._store.since(message.ticket_id, message.id, most)

    async def again(self, message: Message) -> Message:
        """The same was said once more."""
        repeated = replace(message, times=message.times + 1)
        await self._store.save(repeated)
        return repeated

    async def edit(self, incoming: Incoming, at: datetime) -> Changed | None:
        """The message with its new words, the old ones kept; None where nothing of it changed."""
        message = await self._store.find(incoming.at)
        if message is None or message.original != incoming.at:
            return None
        swapped = message.is_swapped_by(incoming)
        if message.html == incoming.html and not swapped:
            return None
        edited = message.edited(incoming, at)
        await self._store.save(edited)
        return Changed(edited, swapped)

    async def undo(self, ticket: Ticket, ref: MessageRef | None, at: datetime) -> Message:
        """The staff's message that is taken back: the one meant, or the last.

        Raises NothingToUndo.
        """
        meant = await self.find(ref) if ref else await self._store.last_reply(ticket.id)
        if (
            meant is None
            or meant.ticket_id != ticket.id
            or meant.author is not Author.STAFF
            or meant.recalled_at is not None
        ):
            raise NothingToUndo(ticket.id)
        recalled = replace(meant, recalled_at=at)
        await self._store.save(recalled)
        return recalled

    async def copied(self, original: MessageRef, copy: MessageRef) -> bool:
        return await self._store.copied(original, copy)

    async def uncopied(self, ticket: Ticket) -> None:
        await self._store.uncopied(ticket.id)
