"""The messages of tickets as rows: found from both sides, the first word kept."""

import asyncio
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.incoming import Kind, Media, MessageRef
from desk.messages import Author, Edit, Message
from desk.ticket import Ticket
from storage.database import Database
from storage.messages import MessageRows
from tests.storage.rows import (
    ARTA,
    GROUP,
    SHARED,
    changed,
    later,
    message_in,
    moments,
    opened,
    refs,
    somebody_waits,
    words,
)

in_private = partial(MessageRef, ARTA.id)
in_group = partial(MessageRef, GROUP)
parts = st.fixed_dictionaries(
    {
        "author": st.sampled_from(Author),
        "author_name": words,
        "kind": st.sampled_from(Kind),
        "html": words,
        "sent_at": moments,
        "copy": st.none() | refs,
        "media": st.none() | st.builds(Media, words, words, words),
        "edits": st.lists(st.builds(Edit, words, words), max_size=3).map(tuple),
        "recalled_at": st.none() | moments,
        "times": st.integers(1, 1000),
    }
)


@pytest.fixture
async def ticket(tx: AsyncConnection) -> Ticket:
    return await opened(tx)


@pytest.fixture
def rows(tx: AsyncConnection) -> MessageRows:
    return MessageRows(tx)


@SHARED
@given(before=parts, after=parts)
async def test_every_field_of_a_message_comes_back(
    rows: MessageRows, ticket: Ticket, before: dict[str, Any], after: dict[str, Any]
) -> None:
    kept = await rows.add(changed(message_in(ticket), before))
    at = in_private(kept.id)
    for parts in (before, after):
        message = replace(changed(kept, parts), original=at)
        await rows.save(message)
        assert await rows.find(at) == message


async def test_the_same_original_twice_is_the_first_message(
    rows: MessageRows, ticket: Ticket
) -> None:
    first = await rows.add(message_in(ticket, original=in_private(1), html="Tung"))
    again = await rows.add(message_in(ticket, original=in_private(1), html="Tjetër"))
    assert again == first
    assert first.html == "Tung"
    assert await rows.last(ticket.id, most=10) == [first]


async def test_a_message_waits_for_the_same_one_that_is_not_committed_yet(
    postgresql_database: Database,
) -> None:
    async with postgresql_database.transaction() as tx:
        ticket = await opened(tx)

    async def add(html: str) -> Message:
        async with postgresql_database.transaction() as beside:
            return await MessageRows(beside).add(message_in(ticket, original=at, html=html))

    at = in_private(1)
    async with postgresql_database.transaction() as tx:
        first = await MessageRows(tx).add(message_in(ticket, original=at, html="Tung"))
        second = asyncio.create_task(add("Tjetër"))
        await somebody_waits(postgresql_database)
    assert await second == first


async def test_messages_without_an_original_are_all_their_own(
    rows: MessageRows, ticket: Ticket
) -> None:
    lines = [await rows.add(message_in(ticket, Author.LINE)) for _ in range(2)]
    assert lines[0].id < lines[1].id


async def test_a_message_is_found_from_both_sides(rows: MessageRows, ticket: Ticket) -> None:
    message = await rows.add(message_in(ticket, original=in_private(1), copy=in_group(9)))
    assert await rows.find(in_private(1)) == message
    assert await rows.find(in_group(9)) == message
    assert await rows.find(in_group(1)) is None
    assert await rows.find(in_private(9)) is None


async def test_a_message_that_was_written_here_comes_before_a_copy(
    rows: MessageRows, ticket: Ticket
) -> None:
    await rows.add(message_in(ticket, original=in_private(1), copy=in_group(9)))
    written = await rows.add(message_in(ticket, Author.STAFF, original=in_group(9)))
    assert await rows.find(in_group(9)) == written


async def test_a_burst_shares_one_copy(rows: MessageRows, ticket: Ticket) -> None:
    burst = [await rows.add(message_in(ticket, original=in_private(n))) for n in (3, 1, 2)]
    for message in burst:
        assert message.original is not None
        await rows.copied(message.original, in_group(9))
    assert await rows.sharing(in_group(9)) == [replace(m, copy=in_group(9)) for m in burst]
    assert await rows.sharing(in_group(8)) == []
    assert await rows.find(in_group(9)) == replace(burst[0], copy=in_group(9))


async def test_the_last_words_leave_out_notes_the_line_and_what_was_recalled(
    rows: MessageRows, ticket: Ticket
) -> None:
    hers = await rows.add(message_in(ticket))
    await rows.add(message_in(ticket, Author.NOTE))
    await rows.add(message_in(ticket, Author.LINE))
    await rows.add(message_in(ticket, Author.STAFF, recalled_at=later(minutes=1)))
    ours = await rows.add(message_in(ticket, Author.STAFF))
    assert await rows.last(ticket.id, most=10) == [hers, ours]


async def test_the_last_words_are_the_newest_oldest_first(
    rows: MessageRows, ticket: Ticket, tx: AsyncConnection
) -> None:
    said = [await rows.add(message_in(ticket)) for _ in range(4)]
    await rows.add(message_in(await opened(tx, "1:2")))
    assert await rows.last(ticket.id, most=2) == said[2:]


async def test_the_first_and_the_last_are_the_members(rows: MessageRows, ticket: Ticket) -> None:
    assert await rows.first(ticket.id) is None
    await rows.add(message_in(ticket, Author.NOTE))
    said = [await rows.add(message_in(ticket)) for _ in range(3)]
    await rows.add(message_in(ticket, Author.STAFF))
    assert await rows.first(ticket.id) == said[0]
    assert await rows.last_original(ticket.id) == said[2]


async def test_the_last_reply_is_the_last_that_still_stands(
    rows: MessageRows, ticket: Ticket
) -> None:
    assert await rows.last_reply(ticket.id) is None
    first = await rows.add(message_in(ticket, Author.STAFF))
    second = await rows.add(message_in(ticket, Author.STAFF))
    await rows.add(message_in(ticket, Author.NOTE))
    assert await rows.last_reply(ticket.id) == second
    await rows.save(replace(second, recalled_at=later(minutes=1)))
    assert await rows.last_reply(ticket.id) == first


async def test_where_the_topic_is_gone_the_members_words_have_no_copy(
    rows: MessageRows, ticket: Ticket, tx: AsyncConnection
) -> None:
    elsewhere = await opened(tx, "1:2")
    hers = await rows.add(message_in(ticket, original=in_private(1), copy=in_group(9)))
    ours = message_in(ticket, Author.STAFF, original=in_group(10), copy=in_private(2))
    ours = await rows.add(ours)
    other = await rows.add(message_in(elsewhere, original=in_private(3), copy=in_group(11)))
    await rows.uncopied(ticket.id)
    assert await rows.find(in_private(1)) == replace(hers, copy=None)
    assert await rows.find(in_group(9)) is None
    assert await rows.find(in_private(2)) == ours
    assert await rows.find(in_group(11)) == other


async def test_where_staff_wrote_first_their_words_are_the_first(
    rows: MessageRows, ticket: Ticket
) -> None:
    letter = await rows.add(message_in(ticket, Author.STAFF))
    await rows.add(message_in(ticket))
    assert await rows.first(ticket.id) == letter
