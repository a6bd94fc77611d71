"""What the desk's acts cost with so many tickets and messages, on either engine.

Each act is timed in a transaction of its own, on a database filled in bulk with what people ask
(the knowledge base's own phrasings, in all its languages) and names. However many tickets there
have been, two hundred are going on: a desk grows old, not endless.

    python -m bench.desk             1,000 tickets and 10,000 messages, beside a hundred times that
    python -m bench.desk --quick     only the first
    python -m bench.desk --engine sqlite
"""

import argparse
import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncConnection

import faq
from bench.databases import ENGINES, empty
from bench.desk_acts import Desk, units
from bench.figures import Goals, ms, percentile, table
from desk.finding import Finding, words_of
from desk.holidays import Calendar
from desk.hours import Hours
from desk.incoming import Kind
from desk.languages import Language
from desk.messages import Author, Message
from desk.week import parse_hours
from storage.database import Database
from storage.finding import FindingRows, indexed
from storage.messages import MessageRows
from storage.migrate import upgrade
from storage.schema import finds, messages, people, tickets, timers
from storage.tickets import TicketRows

_MESSAGES = 10  # of a ticket
_TICKETS = 5  # of a person
_AT_ONCE = 1000  # tickets
_QUERIES = 200
_GOAL = 0.050  # seconds for any act, 99 times of 100
_GROWTH = 1.5  # times what it costs with a hundredth of the tickets
_GOING_ON = 200  # tickets
_BEGUN = datetime(2020, 1, 1, tzinfo=UTC)
_HOUR = timedelta(hours=1)
_OPEN = 50  # of so many tickets one is open
_OFFICE = Hours(ZoneInfo("Europe/Tirane"), parse_hours("mo-fr 9-17"), Calendar.AL)
_LANGUAGES = tuple(Language)

_NEXT = text(
    "SELECT setval(pg_get_serial_sequence('tickets', 'id'), (SELECT max(id) FROM tickets))"
)

Times = dict[str, list[float]]  # seconds, by what was timed


@dataclass(frozen=True, slots=True)
class Stock:
    """A filled database. `sentences` are what messages are made of, with their words."""

    database: Database
    tickets: int
    sentences: tuple[tuple[str, tuple[str, ...]], ...]
    dice: random.Random

    def rare(self) -> str:
        """A word that is in one ticket."""
        return _mark(self.dice.randrange(1, self.tickets + 1))

    def common(self) -> str:
        return self.dice.choice(self.dice.choice(self.sentences)[1])

    @asynccontextmanager
    async def timed(self, times: list[float]) -> AsyncIterator[AsyncConnection]:
        async with self.database.transaction() as tx:
            begun = time.perf_counter()
            yield tx
            times.append(time.perf_counter() - begun)


# Filling


def _sentences() -> tuple[tuple[str, tuple[str, ...]], ...]:
    base = faq.load(faq.SHIPPED)
    texts = {text for entry in base.entries for text in (entry.title, *entry.phrasings)}
    return tuple((one, tuple(words_of(one))) for one in sorted(texts))


def _mark(ticket_id: int) -> str:
    """A number as a word that nobody else says."""
    return "q" + "".join(
        "bdfgklmnpr"[int(digit)] + "aeiouaeiou"[int(digit)] for digit in str(ticket_id)
    )


async def fill(database: Database, count: int) -> Stock:
    await upgrade(database)
    stock = Stock(database, count, _sentences(), random.Random(7))
    for first in range(1, count + 1, _AT_ONCE):
        numbers = range(first, min(first + _AT_ONCE, count + 1))
        async with database.transaction() as tx:
            await _add(tx, stock, numbers)
    if not database.is_sqlite:  # as autovacuum does with what has come in over the years
        async with database.session() as session:
            await session.execute(_NEXT)
            await session.execute(text("VACUUM ANALYZE"))
    return stock


async def _add(tx: AsyncConnection, stock: Stock, numbers: range) -> None:
    """Tickets of these numbers, with their people, messages and words."""
    owners = sorted({_owner(number) for number in numbers})
    await tx.execute(insert(people), [_person(one) for one in owners])
    said: list[dict[str, Any]] = []
    found: list[dict[str, Any]] = []
    for number in numbers:
        chosen = [stock.dice.choice(stock.sentences) for _ in range(_MESSAGES)]
        said += (_message(number, place, one) for place, (one, _words) in enumerate(chosen))
        words = [word for _one, words in chosen for word in words]
        found.append({"ticket_id": number, "words": indexed([*words, _mark(number), "arta"])})
    await tx.execute(insert(tickets), [_ticket(number, stock.tickets) for number in numbers])
    await tx.execute(insert(messages), said)
    await tx.execute(insert(finds), found)
    waiting = [_nudge(number) for number in numbers if number % _OPEN == 0]
    await tx.execute(insert(timers), waiting)


def _owner(number: int) -> int:
    """The tickets of one batch are its own people's."""
    batch, place = divmod(number - 1, _AT_ONCE)
    return 1_000_000 + batch * _AT_ONCE + place % (_AT_ONCE // _TICKETS)


def _person(number: int) -> dict[str, Any]:
    person = {"id": number, "name": f"Arta {number}", "reachable": True, "met_at": _BEGUN}
    return {**person, "language": _LANGUAGES[number % len(_LANGUAGES)]}


def _ticket(number: int, newest: int) -> dict[str, Any]:
    opened_at = _BEGUN + timedelta(minutes=number)
    is_over = number <= newest - _GOING_ON
    return {
        "id": number,
        "requester_id": _owner(number),
        "origin": f"bench:{number}",
        "language": _LANGUAGES[number % len(_LANGUAGES)],
        "subject": _mark(number),
        "tried": [],
        "status": "closed" if is_over else "waiting",
        "opened_at": opened_at,
        "since": opened_at,
        "closed_at": opened_at if is_over else None,
        "topic_id": None if is_over else number,
    }


def _nudge(number: int) -> dict[str, Any]:
    at = _BEGUN + timedelta(minutes=number, days=3)
    key = f"nudge:{number}"
    return {"key": key, "kind": "nudge", "ticket_id": number, "planned_at": at, "due_at": at}


def _message(number: int, place: int, html: str) -> dict[str, Any]:
    author = (Author.MEMBER, Author.STAFF, Author.NOTE)[place % 3]
    return {
        "ticket_id": number,
        "author": author,
        "author_name": "Besa",
        "kind": Kind.TEXT,
        "html": html if place else f"{html} {_mark(number)}",
        "chat_id": _owner(number),
        "message_id": number * _MESSAGES + place,
        "edits": [],
        "sent_at": _BEGUN + timedelta(minutes=number, seconds=place),
    }


# Acts: each answers with its times


def _queries(stock: Stock) -> Iterator[tuple[str, str]]:
    """What is looked for, by kind."""
    kinds: tuple[tuple[str, Callable[[], str]], ...] = (
        ("a word of one ticket", stock.rare),
        ("a word of many", stock.common),
        ("the name of all", lambda: "arta"),
        ("the beginning of a word", lambda: stock.common()[:4]),
        ("two words", lambda: f"{stock.common()} {stock.common()}"),
        ("three letters and a word", lambda: f"{stock.common()[:3]} {stock.rare()}"),
        ("a word of none", lambda: "xyzzy" + stock.rare()),
    )
    for number in range(_QUERIES):
        name, make = kinds[number % len(kinds)]
        yield name, make()


async def find(stock: Stock) -> Times:
    """/find, from the words to what is shown of ten tickets."""
    times: Times = {"/find": []}
    for name, words in _queries(stock):
        one = times.setdefault(f"/find, {name}", [])
        async with stock.timed(one) as tx:
            finding = Finding(FindingRows(tx), MessageRows(tx), TicketRows(tx))
            await finding.find(words)
        times["/find"] += one[-1:]
    return times


async def write(stock: Stock) -> Times:
    """A message that is kept, with what it is found by."""
    times: list[float] = []
    for number in range(_QUERIES):
        html = stock.dice.choice(stock.sentences)[0]
        ticket = stock.dice.randrange(1, stock.tickets + 1)
        sent_at = _BEGUN + timedelta(seconds=number)
        message = Message(0, ticket, Author.NOTE, "Besa", Kind.TEXT, html, sent_at)
        async with stock.timed(times) as tx:
            await MessageRows(tx).add(message)
    return {"a message added": times}


async def desk(stock: Stock) -> Times:
    """What people do, as whole updates."""
    first = stock.tickets - _GOING_ON + 1

    def going_on() -> tuple[int, int]:
        number = stock.dice.randrange(first, stock.tickets + 1)
        return _owner(number), number

    def asker() -> int:
        return _owner(stock.dice.randrange(1, stock.tickets + 1))

    def words() -> str:
        return stock.dice.choice(stock.sentences)[0]

    return await Desk(units(stock.database), asker, going_on).measure(words, stock.rare)


ACTS: tuple[Callable[[Stock], Awaitable[Times]], ...] = (find, write, desk)


# Figures

_CHECKED = ("a ticket opened", "a reply", "/queue", "/tickets", "/find as staff type it")


async def measure(engine: str, count: int) -> Times:
    with (
        TemporaryDirectory(prefix="linja-bench-desk-") as folder,
        empty(engine, Path(folder)) as at,
    ):
        database = Database(at)
        try:
            begun = time.perf_counter()
            stock = await fill(database, count)
            print(f"  {engine}: {count:,} tickets in {time.perf_counter() - begun:.0f} s")
            times: Times = {}
            for act in ACTS:
                times |= await act(stock)
            return times
        finally:
            await database.close()


def show(engine: str, measured: dict[int, Times], goals: Goals) -> None:
    head = [engine, *(f"{n:,} {p}" for n in measured for p in ("p50", "p99"))]
    names = next(iter(measured.values()))
    rows = [
        [name, *(ms(percentile(times[name], p)) for times in measured.values() for p in (50, 99))]
        for name in names
    ]
    print()
    table(head, rows)
    few, many = measured[min(measured)], measured[max(measured)]
    for name in (*_CHECKED, "/find"):
        p99 = percentile(many[name], 99)
        goals.check(f"{name} on {engine}, p99", ms(p99), f"below {ms(_GOAL)}", reached=p99 < _GOAL)
        growth = percentile(many[name], 50) / percentile(few[name], 50)
        if few is not many:
            goals.check(
                f"{name} on {engine}, with more tickets",
                f"{growth:.2f} times",
                f"at most {_GROWTH}",
                reached=growth <= _GROWTH,
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--engine", choices=ENGINES)
    asked = parser.parse_args()
    counts = (1_000,) if asked.quick else (1_000, 100_000)
    goals = Goals()
    for engine in (asked.engine,) if asked.engine else ENGINES:
        measured = {count: asyncio.run(measure(engine, count)) for count in counts}
        show(engine, measured, goals)
    goals.end()


if __name__ == "__main__":
    main()
