"""What tickets are found by, as rows and by each engine's own index."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, insert, text
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.finding import Speech, sought_in, words_of
from desk.incoming import MessageRef
from desk.messages import Author, Message
from desk.ticket import Ticket
from storage.database import Database
from storage.finding import FindingRows
from storage.messages import MessageRows
from storage.migrate import upgrade
from storage.people import PeopleRows
from storage.schema import finds, messages
from storage.schema import tickets as ticket_table
from storage.tickets import TicketRows
from tests.storage.rows import (
    ARTA,
    MORNING,
    SHARED,
    changed,
    message_in,
    migrate_to,
    opened,
    ticket_of,
)


async def found(tx: AsyncConnection, words: str, most: int = 10) -> list[int]:
    return await FindingRows(tx).find(sought_in(words), most)


async def said(tx: AsyncConnection, html: str, origin: str, **parts: object) -> Message:
    """A message in a ticket of its own."""
    ticket = await opened(tx, origin)
    return await MessageRows(tx).add(changed(message_in(ticket), {"html": html, **parts}))


async def test_all_the_words_are_found_wherever_they_stand(tx: AsyncConnection) -> None:
    message = await said(tx, "<b>Raporti</b> final", "1:1")
    note = replace(message, id=0, author=Author.NOTE, html="ask the treasurer")
    await MessageRows(tx).add(note)
    number = message.ticket_id
    for words in ("raporti", "rap", "final treasurer", "arta raporti", "buxheti", "ARTA"):
        assert await found(tx, words) == [number], words
    for words in ("aporti", "raportin", "final secretary", "fi", "b"):
        assert await found(tx, words) == [], words


async def test_the_newest_come_first_and_no_more_than_asked_for(tx: AsyncConnection) -> None:
    tickets = [(await said(tx, "raporti", f"1:{n}")).ticket_id for n in range(4)]
    assert await found(tx, "raporti") == tickets[::-1]
    assert await found(tx, "raporti", 2) == tickets[:1:-1]


async def test_an_edit_is_found_by_its_new_words_only(tx: AsyncConnection) -> None:
    message = await said(tx, "raporti", "1:1")
    await MessageRows(tx).save(replace(message, html="fatura"))
    assert await found(tx, "fatura") == [message.ticket_id]
    assert await found(tx, "raporti") == []


async def test_what_is_taken_back_is_found_no_more_and_the_rest_is(tx: AsyncConnection) -> None:
    message = await said(tx, "raporti", "1:1")
    other = await MessageRows(tx).add(replace(message, id=0, html="fatura"))
    await MessageRows(tx).save(replace(other, recalled_at=MORNING))
    assert await found(tx, "fatura") == []
    assert await found(tx, "raporti") == [message.ticket_id]


async def test_what_is_erased_is_found_no_more(tx: AsyncConnection) -> None:
    message = await said(tx, "raporti", "1:1")
    await tx.execute(delete(messages).where(messages.c.id == message.id))
    await FindingRows(tx).renew(message.ticket_id)
    assert await found(tx, "raporti") == []
    assert await found(tx, "arta") == [message.ticket_id]


async def test_a_ticket_without_its_words_is_not_found(tx: AsyncConnection) -> None:
    message = await said(tx, "raporti", "1:1")
    await tx.execute(delete(finds).where(finds.c.ticket_id == message.ticket_id))
    assert await found(tx, "raporti") == []
    await FindingRows(tx).renew(message.ticket_id + 1)
    assert await found(tx, "raporti") == []


async def test_the_lines_own_words_lead_to_no_ticket(tx: AsyncConnection) -> None:
    await said(tx, "raporti", "1:1", author=Author.LINE)
    assert await found(tx, "raporti") == []


async def test_the_name_and_the_subject_are_those_of_today(tx: AsyncConnection) -> None:
    message = await said(tx, "raporti", "1:1")
    ticket = await TicketRows(tx).look(message.ticket_id)
    assert ticket is not None
    await PeopleRows(tx).save(replace(ARTA, name="Zana"))
    await TicketRows(tx).save(replace(ticket, subject="Fatura"))
    await FindingRows(tx).renew(ticket.id)
    assert await found(tx, "zana fatura") == [ticket.id]
    assert await found(tx, "arta") == []


async def test_a_ticket_of_very_many_words_is_kept(tx: AsyncConnection) -> None:
    many = " ".join(f"fjala{number}" for number in range(60_000))
    message = await said(tx, many, "1:1")
    assert await found(tx, "fjala0") == [message.ticket_id]
    await MessageRows(tx).add(replace(message, id=0, html="fund"))
    assert await found(tx, "arta") == [message.ticket_id]


@SHARED
@given(html=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0<&")))
async def test_whatever_is_said_is_found(tx: AsyncConnection, html: str) -> None:
    ticket = await opened(tx, f"1:{html}")
    await MessageRows(tx).add(message_in(ticket, html=html))
    for words in html.split():
        if sought_in(words):
            assert ticket.id in await found(tx, words, 1000)


@SHARED
@given(words=st.text(max_size=200))
async def test_nothing_that_is_looked_for_breaks(tx: AsyncConnection, words: str) -> None:
    if sought := sought_in(words):
        assert await FindingRows(tx).find(sought, 5) == []


async def test_what_may_be_shown_is_what_stands_the_newest_first(tx: AsyncConnection) -> None:
    first, other = await said(tx, "raporti", "1:1"), await said(tx, "fatura", "1:2")
    for author, html in ((Author.NOTE, "shënim"), (Author.LINE, "numri"), (Author.STAFF, "gabim")):
        last = await MessageRows(tx).add(replace(first, id=0, author=author, html=html))
    await MessageRows(tx).save(replace(last, recalled_at=MORNING))
    shown = {
        first.ticket_id: Speech("Arta", ("shënim", "raporti")),
        other.ticket_id: Speech("Arta", ("fatura",)),
    }
    assert await FindingRows(tx).said(list(shown), 3) == shown
    only = await FindingRows(tx).said([first.ticket_id], 1)
    assert only == {first.ticket_id: Speech("Arta", ("shënim",))}


async def test_a_ticket_that_goes_takes_its_words_with_it(tx: AsyncConnection) -> None:
    message = await said(tx, "raporti", "1:1")
    await tx.execute(delete(messages).where(messages.c.id == message.id))
    await tx.execute(delete(ticket_table).where(ticket_table.c.id == message.ticket_id))
    assert await found(tx, "raporti") == []


async def test_a_ticket_is_read_whole_without_the_lines_own_words(tx: AsyncConnection) -> None:
    rows = MessageRows(tx)
    ticket = await opened(tx)
    told = [
        await rows.add(message_in(ticket, author, html=author))
        for author in (Author.MEMBER, Author.NOTE, Author.LINE, Author.STAFF)
    ]
    recalled = replace(told[3], recalled_at=MORNING)
    await rows.save(recalled)
    assert await rows.everything(ticket.id, 10) == [told[0], told[1], recalled]
    assert await rows.everything(ticket.id, 1) == [recalled]


async def test_the_same_message_twice_is_found_once(tx: AsyncConnection) -> None:
    ticket = await opened(tx)
    message = message_in(ticket, html="raporti", original=MessageRef(ARTA.id, 5))
    for _ in range(2):
        await MessageRows(tx).add(message)
    assert await found(tx, "raporti") == [ticket.id]


# Whatever is written, changed and taken away, in whatever order

_LETTERS = st.text("ab", min_size=1, max_size=12)
_TEXTS = st.lists(_LETTERS | st.sampled_from(["аб", "é"]), min_size=1, max_size=4).map(" ".join)


@SHARED
@given(
    acts=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5), _TEXTS), max_size=12),
    sought=st.lists(_TEXTS, min_size=1, max_size=6),
)
async def test_what_is_found_is_what_a_reader_of_everything_finds(
    tx: AsyncConnection, acts: list[tuple[int, int, str]], sought: list[str]
) -> None:
    for table in (messages, finds, ticket_table):
        await tx.execute(delete(table))
    tickets = [await opened(tx, f"1:{number}") for number in range(3)]
    standing: dict[int, Message] = {}
    for what, which, html in acts:
        known = list(standing.values())
        if what < 2 or not known:
            new = await MessageRows(tx).add(message_in(tickets[which % 3], html=html))
            standing[new.id] = new
        elif what == 2:
            changed_one = replace(known[which % len(known)], html=html)
            await MessageRows(tx).save(changed_one)
            standing[changed_one.id] = changed_one
        else:
            gone = standing.pop(known[which % len(known)].id)
            await MessageRows(tx).save(replace(gone, recalled_at=MORNING))
    for words in sought:
        expected = [t.id for t in reversed(tickets) if _holds_all(t, standing.values(), words)]
        assert await found(tx, words) == expected, words
        assert await found(tx, words, 1) == expected[:1], words


def _holds_all(ticket: Ticket, standing: Iterable[Message], words: str) -> bool:
    """As a reader of everything sees it."""
    its = [message for message in standing if message.ticket_id == ticket.id]
    names = [ticket.subject, "Arta"] if its else []
    there = [word for one in (*names, *(m.html for m in its)) for word in words_of(one)]
    return all(
        any(word.startswith(one) if len(one) > 2 else word == one for word in there)
        for one in sought_in(words)
    )


# What was there before the index


@pytest.fixture
async def older(empty_address: str) -> AsyncIterator[Database]:
    """A database as it was before tickets could be found."""
    database = Database(empty_address)
    async with database.transaction() as tx:
        await tx.run_sync(migrate_to, "0004")
    yield database
    await database.close()


async def _opened_then(tx: AsyncConnection, many: int) -> list[Ticket]:
    """Arta and her tickets, in the columns that there were."""
    await tx.execute(
        text("INSERT INTO people (id, name, reachable, met_at) VALUES (:id, 'Arta', :yes, 0)"),
        {"id": ARTA.id, "yes": True},
    )
    opened = text(
        "INSERT INTO tickets (id, requester_id, origin, language, subject, tried, status, "
        "opened_at) VALUES (:id, :person, :origin, 'sq', 'Buxheti', '[]', 'new', 0)"
    )
    numbers = range(1, many + 1)
    rows = [{"id": n, "person": ARTA.id, "origin": f"1:{n}"} for n in numbers]
    await tx.execute(opened, rows)
    return [ticket_of(id=number) for number in numbers]


async def test_what_was_said_before_is_found(older: Database) -> None:
    async with older.transaction() as tx:
        tickets = await _opened_then(tx, 1001)
        for ticket in (tickets[0], tickets[-1]):
            for author, html, recalled_at in (
                (Author.MEMBER, "raporti", None),
                (Author.NOTE, "shënim", None),
                (Author.LINE, "numri", None),
                (Author.STAFF, "gabim", MORNING),
            ):
                values = {
                    "ticket_id": ticket.id,
                    "author": author,
                    "author_name": "Arta",
                    "kind": "text",
                    "html": html,
                    "edits": [],
                    "sent_at": MORNING,
                    "recalled_at": recalled_at,
                }
                await tx.execute(insert(messages).values(values))
    await upgrade(older)
    async with older.transaction() as tx:
        first, last = tickets[0].id, tickets[-1].id
        assert await found(tx, "shenim raporti buxheti arta") == [last, first]
        assert await found(tx, "numri") == []
        assert await found(tx, "gabim") == []
        message = message_in(tickets[-1], html="fatura")
        await MessageRows(tx).add(message)
        assert await found(tx, "fatura raporti") == [last]
