"""A desk's database as it is after years: filled in bulk with what people ask.

Words are the knowledge base's own phrasings, in all its languages. However many tickets there have
been, so many are going on: a desk grows old, not endless.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

import faq
from desk.finding import words_of
from desk.history import By, Change
from desk.incoming import Kind
from desk.languages import Language
from desk.life import Act
from desk.messages import Author
from desk.privacy import VERSIONS
from storage.database import Database
from storage.migrate import upgrade
from storage.schema import FINDS_INDEX
from storage.words import Words

NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)  # when it is looked at
GOING_ON = 160  # tickets, the newest
_MOST = 10  # messages of a ticket
_TICKETS = 4  # of a person
_AT_ONCE = 1000  # tickets
_DIGITS = 6  # of a ticket's mark
_MINUTE = 60_000  # milliseconds
_EVERY = 20 * _MINUTE  # a ticket
_LANGUAGES = tuple(Language)
_AUTHORS = (Author.MEMBER, Author.STAFF, Author.NOTE)

# An index over all at once is made a hundred times quicker than one row at a time.
_DEFINITION = text("SELECT indexdef FROM pg_indexes WHERE indexname = :name")
_NEXT = text("SELECT setval(pg_get_serial_sequence(:table, 'id'), (SELECT max(id) FROM tickets))")


@dataclass(frozen=True, slots=True)
class Stock:
    """A filled database. `sentences` are what messages are made of, with their words."""

    database: Database
    tickets: int
    sentences: tuple[tuple[str, tuple[str, ...]], ...]
    dice: random.Random
    noon: datetime = NOON
    messages: int = 10  # of a ticket

    @property
    def newest(self) -> int:
        """When the newest ticket was opened, in milliseconds since 1970."""
        return round(self.noon.timestamp() * 1000) - 60 * _MINUTE

    def sentence(self) -> str:
        return self.dice.choice(self.sentences)[0]

    def rare(self) -> str:
        """A word that is in one ticket."""
        return _mark(self.dice.randrange(1, self.tickets + 1))

    def common(self) -> str:
        return self.dice.choice(self.dice.choice(self.sentences)[1])

    def going_on(self) -> tuple[int, int]:
        """A member, and the number and topic of their newest ticket, which is going on."""
        newest = range(self.tickets, self.tickets - GOING_ON, -_TICKETS)
        number = self.dice.choice(newest)
        return _owner(number), number

    def over(self) -> Iterator[int]:
        """Members of whom no ticket is going on, each once, in any order."""
        known = (self.tickets - GOING_ON) // _TICKETS
        yield from (_owner(1) + place for place in self.dice.sample(range(known), known))


async def fill(
    database: Database, count: int, *, noon: datetime = NOON, messages: int = 10
) -> Stock:
    await upgrade(database)
    stock = Stock(database, count, _sentences(), random.Random(7), noon, messages)
    definition = await _drop_index(database)
    for first in range(1, count + 1, _AT_ONCE):
        numbers = range(first, min(first + _AT_ONCE, count + 1))
        async with database.transaction() as tx:
            await _add(tx, stock, numbers)
    if definition is not None:
        async with database.session() as session:
            await session.execute(text(definition))
            await session.execute(_NEXT, {"table": "tickets"})
            # As autovacuum does with what has come in over the years.
            await session.execute(text("VACUUM ANALYZE"))
    return stock


async def _drop_index(database: Database) -> str | None:
    """What makes it anew; None on SQLite, where triggers fill it."""
    if database.is_sqlite:
        return None
    async with database.transaction() as tx:
        definition: str | None = await tx.scalar(_DEFINITION, {"name": FINDS_INDEX})
        await tx.execute(text(f"DROP INDEX {FINDS_INDEX}"))
        return definition


def _sentences() -> tuple[tuple[str, tuple[str, ...]], ...]:
    base = faq.load(faq.SHIPPED)
    texts = {text for entry in base.entries for text in (entry.title, *entry.phrasings)}
    return tuple((one, tuple(words_of(one))) for one in sorted(texts))


def _mark(ticket_id: int) -> str:
    """A number as a word that nobody else says, nor any that begins so."""
    digits = str(ticket_id).zfill(_DIGITS)
    return "q" + "".join("bdfgklmnpr"[int(digit)] + "aeiouaeiou"[int(digit)] for digit in digits)


def _owner(number: int) -> int:
    return 1_000_000 + (number - 1) // _TICKETS


# Rows


async def _add(tx: AsyncConnection, stock: Stock, numbers: range) -> None:
    """Tickets of these numbers, with their people, messages, history and words."""
    chosen = {number: stock.dice.choices(stock.sentences, k=stock.messages) for number in numbers}
    moments = {number: stock.newest - (stock.tickets - number) * _EVERY for number in numbers}
    met = [(number, moments[number]) for number in numbers[::-_TICKETS]]
    await put(tx, "people", _PERSON, (_person(*one) for one in met))
    begun = (_ticket(number, at, stock.tickets) for number, at in moments.items())
    await put(tx, "tickets", _TICKET, begun)
    said = (
        _message(number, place, one, moments[number])
        for number in numbers
        for place, (one, _words) in enumerate(chosen[number])
    )
    await put(tx, "messages", _MESSAGE, said)
    events = (row for number, at in moments.items() for row in _events(number, at))
    await put(tx, "history", _EVENT, events)
    kept = Words()
    found = (
        (number, kept.process_bind_param(_found(number, chosen[number]), tx.dialect))
        for number in numbers
    )
    await put(tx, "finds", ("ticket_id", "words"), found)


async def put(
    tx: AsyncConnection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """As quickly as the engine can: a desk of years is loaded in a minute or two."""
    names = ", ".join(columns)
    driver: Any = (await tx.get_raw_connection()).driver_connection
    if tx.dialect.name == "sqlite":
        marks = ", ".join("?" * len(columns))
        statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - names of ours
        driver.raw.executemany(statement, rows)
        return
    async with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            await copy.write_row(row)


_PERSON = ("id", "name", "folded", "language", "reachable", "ticket_id", "notice", "met_at")


def _person(newest: int, at: int) -> tuple[Any, ...]:
    """Whose newest ticket that is; everybody has read of their data."""
    number = _owner(newest)
    language = _LANGUAGES[number % len(_LANGUAGES)]
    name, folded = f"Arta {number}", f"arta {number}"
    return (number, name, folded, language, True, newest, VERSIONS[language], at)


_TICKET = (
    *("id", "requester_id", "origin", "language", "subject", "tried", "status", "opened_at"),
    *("since", "first_reply_at", "closed_at", "topic_id"),
)


def _ticket(number: int, opened_at: int, newest: int) -> tuple[Any, ...]:
    is_over = number <= newest - GOING_ON
    language = _LANGUAGES[_owner(number) % len(_LANGUAGES)]
    begun = (number, _owner(number), f"bench:{number}", language, _mark(number), "[]")
    since = opened_at + _MINUTE
    if is_over:
        return (*begun, "closed", opened_at, since, since, since, None)
    return (*begun, "waiting", opened_at, since, since, None, number)


_MESSAGE = (
    *("ticket_id", "author", "author_name", "kind", "html", "chat_id", "message_id", "edits"),
    "sent_at",
)


def _message(number: int, place: int, html: str, opened_at: int) -> tuple[Any, ...]:
    return (
        number,
        _AUTHORS[place % len(_AUTHORS)],
        "Besa",
        Kind.TEXT,
        html if place else f"{html} {_mark(number)}",
        _owner(number),
        number * _MOST + place,
        "[]",
        opened_at + place * 1000,
    )


_EVENT = ("ticket_id", "what", "by", "actor_name", "detail", "at")


def _events(number: int, at: int) -> Iterator[tuple[Any, ...]]:
    yield (number, Change.OPEN, By.MEMBER, "Arta", "", at)
    yield (number, Act.REPLY, By.STAFF, "Besa", "", at + _MINUTE)


def _found(number: int, chosen: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[str, ...]:
    words = {word for _one, words in chosen for word in words}
    return tuple(sorted({*words, _mark(number), "arta", str(_owner(number))}))
