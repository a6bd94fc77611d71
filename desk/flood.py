"""Somebody who writes more than anybody can answer, and somebody who says the same again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import NamedTuple, Protocol

from desk.incoming import Incoming, Kind
from desk.life import Act
from desk.messages import Author, Message
from desk.ticket import Ticket

_NOW, _MINUTE = timedelta(0), timedelta(minutes=1)
_REMEMBERED = 10  # texts
LOOKED_BACK = 20  # messages of a ticket


class Patience(NamedTuple):
    """So many messages in a minute are answered one by one; the same words count once for so long.

    Zero switches either off.
    """

    most: int
    same_within: timedelta


class Said(NamedTuple):
    """`digest` stands for the words, which are not kept here."""

    digest: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Rush:
    """What somebody sent lately. A flood lasts until they have been silent for a minute."""

    person_id: int
    since: datetime
    last: datetime
    count: int = 0
    texts: tuple[Said, ...] = ()

    def is_flood(self, most: int) -> bool:
        return 0 < most < self.count

    def begins(self, most: int) -> bool:
        """Whether the last message was the first one too many."""
        return 0 < most == self.count - 1

    def with_message(self, at: datetime, most: int) -> "Rush":
        passed = at - (self.last if self.is_flood(most) else self.since)
        if not _NOW <= passed < _MINUTE:  # the clock may have jumped either way
            return replace(self, since=at, last=at, count=1)
        return replace(self, last=at, count=self.count + 1)

    def with_text(self, plain: str, at: datetime) -> "Rush":
        known = [said for said in self.texts if said.digest != digest(plain)]
        return replace(self, texts=(*known, Said(digest(plain), at))[-_REMEMBERED:])

    def holds(self, plain: str, at: datetime, within: timedelta) -> bool:
        """Whether these words were said so lately; then they do not begin to count anew."""
        return any(
            said.digest == digest(plain) and _NOW <= at - said.at < within for said in self.texts
        )


@dataclass(frozen=True, slots=True)
class Heard:
    """What a message is besides its words. `since`: when the person began to write so much."""

    is_flood: bool
    begins_flood: bool
    is_repeat: bool
    since: datetime


class RushStore(Protocol):
    async def get(self, person_id: int) -> Rush | None: ...

    async def save(self, rush: Rush) -> None: ...


class Floods:
    """Whoever calls holds the person's lock."""

    def __init__(self, store: RushStore, patience: Patience) -> None:
        self._store = store
        self._patience = patience

    async def hear(self, person_id: int, words: Incoming) -> Heard:
        """The time is Telegram's: what waited for us while we were away is no flood."""
        at, (most, same_within) = words.sent_at, self._patience
        known = await self._store.get(person_id) or Rush(person_id, at, at)
        rush = known.with_message(at, most)
        is_text = words.kind is Kind.TEXT
        is_repeat = is_text and known.holds(words.plain, at, same_within)
        if is_text and not is_repeat:
            rush = rush.with_text(words.plain, at)
        await self._store.save(rush)
        return Heard(rush.is_flood(most), rush.begins(most), is_repeat, rush.since)

    async def turn(self, person_id: int) -> None:
        """After a command the same words are another matter."""
        known = await self._store.get(person_id)
        if known is not None and known.texts:
            await self._store.save(replace(known, texts=()))

    def repeated(self, ticket: Ticket, words: Incoming, last: Sequence[Message]) -> Message | None:
        """The message of the ticket that says the same already, so that these words add nothing.

        They do where staff have spoken since, or where the desk no longer has the word.
        """
        if words.kind is not Kind.TEXT or ticket.did(Act.ASK, words.sent_at) != ticket:
            return None
        for message in reversed(last):
            passed = words.sent_at - message.sent_at
            if message.author is not Author.MEMBER or not _NOW <= passed < self._patience[1]:
                return None
            if message.kind is Kind.TEXT and message.html == words.html:
                return message
        return None


def digest(plain: str) -> str:
    return blake2b(plain.strip().encode(), digest_size=8).hexdigest()
