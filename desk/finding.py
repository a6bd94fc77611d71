"""Search in tickets: the words that are looked for, and the piece of a text that shows them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple, Protocol

import faq
from desk.languages import Language
from desk.messages import Message
from desk.ticket import Ticket
from desk.tickets import TicketStore

COUNTED = 100  # tickets; how many more there are, nobody reads
_MOST_SOUGHT = 8  # words
_LONGEST = 40  # characters of a word: the rest says nothing that matters
_WHOLE = 2  # letters: so short a word is no beginning of another
_LOOKED_THROUGH = 2000  # messages of the tickets that are shown, the newest
_SPELT_AS = Language.SR_LATN  # the others lose nothing by it
_PIECE = 120  # characters
_BEFORE = 4  # words before the first that was looked for
_TAG = re.compile(r"<[^>]*>")


class Word(NamedTuple):
    text: str
    is_sought: bool


Piece = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """`piece` is empty where the words are not in a text that may be shown."""

    ticket: Ticket
    piece: Piece = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The newest first. `more` were found beside them; where `is_cut`, nobody counted them all."""

    hits: tuple[Hit, ...] = ()
    more: int = 0
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Speech:
    """What may be shown of a ticket: its member's name, and what was written, the newest first."""

    name: str
    html: tuple[str, ...] = ()


class FindingStore(Protocol):
    async def find(self, sought: Sequence[str], most: int, group: str | None = None) -> list[int]:
        """Numbers of the tickets that hold all the words, the newest first; of one group or all."""

    async def said(self, ticket_ids: Sequence[int], most: int) -> Mapping[int, Speech]:
        """In these tickets, of people's messages and notes the newest; nothing taken back."""

    async def renew(self, ticket_id: int) -> None:
        """What the ticket says has changed otherwise than by a message that was added."""


class Transcripts(Protocol):
    async def everything(self, ticket_id: int, most: int) -> list[Message]:
        """The newest of people's messages and notes, oldest first, those taken back too."""


class Finding:
    def __init__(
        self,
        store: FindingStore,
        transcripts: Transcripts,
        tickets: TicketStore,
    ) -> None:
        self._store = store
        self._transcripts = transcripts
        self._tickets = tickets

    async def find(self, words: str, most: int = 10, group: str | None = None) -> Found:
        """Tickets whose messages, notes, subject or member's name hold all the words."""
        sought = sought_in(words)
        numbers = await self._store.find(sought, COUNTED + 1, group) if sought else []
        counted = numbers[:COUNTED]
        tickets = await self._tickets.some(counted[:most]) if counted else []
        shown = [ticket.id for ticket in tickets if not ticket.sensitive]
        said = await self._store.said(shown, _LOOKED_THROUGH) if shown else {}
        hits = [Hit(ticket, _shown(said.get(ticket.id), sought)) for ticket in tickets]
        return Found(tuple(hits), len(counted) - len(hits), len(numbers) > COUNTED)

    async def renew(self, ticket: Ticket) -> None:
        """It is found by what it says now, and by nothing else."""
        await self._store.renew(ticket.id)

    async def messages(self, ticket: Ticket, most: int = 10_000) -> list[Message]:
        """All that people wrote in it, notes too."""
        return await self._transcripts.everything(ticket.id, most)


def text_of(html: str) -> str:
    """What Telegram's HTML says."""
    return unescape(_TAG.sub("", html))


def words_of(text: str) -> list[str]:
    """As they are found by: folded, and a Serbian đ, which people type as dj and as d, is a d."""
    return [word[:_LONGEST] for word in faq.searched(faq.fold(text), _SPELT_AS).split()]


def sought_in(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words_of(words)))[:_MOST_SOUGHT]


def is_beginning(sought: str) -> bool:
    """Whether a word counts that only begins so."""
    return len(sought) > _WHOLE


def number_in(words: str) -> int | None:
    """The number that is meant by "#12" or "12"; None for anything else."""
    digits = words.strip().removeprefix("#")
    is_number = digits.isascii() and digits.isdecimal() and len(digits) < 19  # 64 bits
    return int(digits) if is_number else None


def piece(text: str, sought: Sequence[str]) -> Piece:
    """The words around the first that was looked for; nothing where none is there."""
    words = text.split()
    first = next((place for place, word in enumerate(words) if _held(word, sought)), None)
    if first is None:
        return ()
    start = max(0, first - _BEFORE)
    end, length = start, 0
    while end < len(words) and (end <= first or length < _PIECE):
        length += len(words[end]) + 1
        end += 1
    cut = [Word(word[:_LONGEST], _held(word, sought) > 0) for word in words[start:end]]
    before = [Word("…", is_sought=False)] if start else []
    after = [Word("…", is_sought=False)] if end < len(words) else []
    return (*before, *cut, *after)


def _shown(speech: Speech | None, sought: Sequence[str]) -> Piece:
    if speech is None:
        return ()
    best = _best(map(text_of, speech.html), sought)
    return piece(speech.name if best is None else best, sought)


def _best(texts: Iterable[str], sought: Sequence[str]) -> str | None:
    """The text that holds the most of the words, of equals the first."""
    best, most = None, 0
    for text in texts:
        held = _held(text, sought)
        if held > most:
            best, most = text, held
        if most == len(sought):
            break
    return best


def _held(text: str, sought: Sequence[str]) -> int:
    """How many of those looked for are there."""
    there = f" {' '.join(words_of(text))} "
    return sum((f" {one}" if is_beginning(one) else f" {one} ") in there for one in sought)
