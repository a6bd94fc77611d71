"""What the contract tests put into the tables: people, tickets and messages, in short."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection

import storage
from desk.incoming import Incoming, Kind, MessageRef
from desk.languages import Language
from desk.messages import Author, Message
from desk.people import Person
from desk.ticket import Ticket
from storage.database import Database
from storage.people import PeopleRows
from storage.tickets import TicketRows

MORNING = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ARTA = Person(4_000_000_001, "Arta", "arta", met_at=MORNING, language=Language.SQ)
GROUP = -1_002_000_000_000

# For properties of rows: all examples share one transaction, and each looks at a row of its own.
SHARED = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

# What both engines keep: no lone surrogates, and no NUL, which PostgreSQL refuses in a text.
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
ids = st.integers(1, 2**52)
moments = st.integers(0, 4_000_000_000_000).map(
    lambda milliseconds: datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=milliseconds)
)
refs = st.builds(MessageRef, st.integers(-(2**52), 2**52), ids)


def later(**since: float) -> datetime:
    return MORNING + timedelta(**since)


def words_of(person: Person = ARTA, message_id: int = 1, **parts: Any) -> Incoming:
    """Something that the person sends in private."""
    at = MessageRef(person.id, message_id)
    return replace(Incoming(at, Kind.TEXT, "Tung", "Tung", MORNING), **parts)


def ticket_of(person: Person = ARTA, **parts: Any) -> Ticket:
    return replace(
        Ticket(0, person.id, Language.SQ, "Buxheti", opened_at=MORNING, since=MORNING), **parts
    )


def message_in(ticket: Ticket, author: Author = Author.MEMBER, **parts: Any) -> Message:
    message = Message(0, ticket.id, author, "Arta", Kind.TEXT, "Tung", sent_at=MORNING)
    return changed(message, parts)


def changed(message: Message, parts: dict[str, Any]) -> Message:
    return replace(message, **parts)


async def opened(tx: AsyncConnection, origin: str = "1:1", person: Person = ARTA) -> Ticket:
    """A ticket in its table, with the person that it belongs to."""
    await PeopleRows(tx).save(person)
    ticket, _ = await TicketRows(tx).open(ticket_of(person), origin)
    return ticket


class Broken(Exception):
    """What goes wrong in a unit of work, whatever it is."""


async def break_after(
    database: Database, work: Callable[[AsyncConnection], Awaitable[Any]]
) -> None:
    """A unit that does its work and then breaks."""
    with suppress(Broken):
        async with database.transaction() as tx:
            await work(tx)
            raise Broken


async def somebody_waits(database: Database) -> None:
    """Returns as soon as a transaction on this PostgreSQL waits for another one's lock."""
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    async with asyncio.timeout(20), database.session() as session:
        while not await session.scalar(waiting):
            await asyncio.sleep(0.01)


def migrate_to(connection: Connection, revision: str) -> None:
    """As an earlier version left it."""
    config = Config()
    folder = Path(storage.__file__).parent / "migrations"
    config.set_main_option("script_location", str(folder))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
