"""Canned replies as rows, on both engines."""

import asyncio
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.canned import Draft, Text
from desk.groups import MAIN
from desk.languages import Language
from storage.canned import CannedRows
from storage.database import Database
from tests.storage.rows import MORNING, SHARED, ids, later, moments, somebody_waits, words

THANKS = Text("thank-you", Language.EN, "general", "Thank <b>you</b>", 77, MORNING)
TURKISH = replace(THANKS, language=Language.TR, html="Teşekkürler")
DRAFT = Draft(900, "thank-you", "general", Language.SR_CYRL, None)


@pytest.fixture
def rows(tx: AsyncConnection) -> CannedRows:
    return CannedRows(tx)


async def test_a_text_is_written_once_where_there_was_none(rows: CannedRows) -> None:
    assert await rows.write(THANKS, None)
    assert not await rows.write(replace(THANKS, html="Thanks"), None)
    assert await rows.all() == [THANKS]


async def test_a_text_takes_the_place_of_the_one_that_its_writer_saw(rows: CannedRows) -> None:
    await rows.write(THANKS, None)
    await rows.write(TURKISH, None)
    new = replace(THANKS, html="Thanks", author_id=78, changed_at=later(hours=1))
    assert not await rows.write(new, "something else")
    assert await rows.write(new, THANKS.html)
    assert await rows.of("thank-you") == [new, TURKISH]


async def test_a_text_that_was_deleted_has_no_place(rows: CannedRows) -> None:
    assert not await rows.write(THANKS, "Thank you")
    assert await rows.all() == []


async def test_what_is_deleted_is_of_that_name_and_those_languages_only(rows: CannedRows) -> None:
    other = replace(THANKS, slug="welcome")
    for text in (THANKS, TURKISH, other):
        await rows.write(text, None)
    await rows.delete("thank-you", [Language.EN, Language.EU])
    assert await rows.all() == [TURKISH, other]
    assert await rows.of("thank-you", locked=True) == [TURKISH]


@SHARED
@given(
    text=st.builds(
        Text, words.map("a{}".format), st.sampled_from(Language), words, words, ids, moments
    )
)
async def test_every_field_of_a_text_comes_back(rows: CannedRows, text: Text) -> None:
    await rows.delete(text.slug, list(Language))
    assert await rows.write(text, None)
    assert await rows.of(text.slug) == [text]


async def test_of_two_who_write_the_same_text_at_once_one_is_told(database: Database) -> None:
    async def write(html: str, before: str | None) -> bool:
        async with database.transaction() as tx:
            return await CannedRows(tx).write(replace(THANKS, html=html), before)

    for before in (None, "won"):
        names = ["one", "two", "three"]
        written = await asyncio.gather(*(write(html, before) for html in names))
        assert sorted(written) == [False, False, True]
        async with database.transaction() as tx:
            (kept,) = await CannedRows(tx).all()
        assert kept.html == names[written.index(True)]
        assert await write("won", kept.html)


async def test_who_writes_while_it_is_being_deleted_waits_and_is_told(
    postgresql_database: Database,
) -> None:
    async with postgresql_database.transaction() as tx:
        await CannedRows(tx).write(THANKS, None)

    async def write_beside() -> bool:
        async with postgresql_database.transaction() as tx:
            return await CannedRows(tx).write(replace(THANKS, html="Thanks"), THANKS.html)

    async with postgresql_database.transaction() as tx:
        rows = CannedRows(tx)
        assert await rows.of("thank-you", locked=True) == [THANKS]
        beside = asyncio.create_task(write_beside())
        await somebody_waits(postgresql_database)
        await rows.delete("thank-you", [Language.EN])
    assert await beside is False


# Drafts


@SHARED
@given(
    draft=st.builds(
        Draft, ids, words, words, st.none() | st.sampled_from(Language), st.none() | words
    )
)
async def test_every_field_of_a_draft_comes_back(rows: CannedRows, draft: Draft) -> None:
    await rows.keep(draft)
    assert await rows.draft(draft.message_id, MAIN) == draft


async def test_a_message_is_about_the_text_that_was_chosen_last(rows: CannedRows) -> None:
    await rows.keep(DRAFT)
    await rows.keep(replace(DRAFT, message_id=901))
    chosen = replace(DRAFT, language=Language.EN, before="Thank you")
    await rows.keep(chosen)
    assert await rows.draft(900, MAIN) == chosen
    await rows.drop(900, MAIN)
    assert await rows.draft(900, MAIN) is None
    assert await rows.draft(901, MAIN) == replace(DRAFT, message_id=901)


async def test_a_name_was_begun_in_the_topic_of_its_newest_draft(rows: CannedRows) -> None:
    assert await rows.begun("welcome") is None
    for number, topic in ((7, "forums"), (9, "grants"), (8, "general")):
        await rows.keep(Draft(number, "welcome", topic))
    assert await rows.begun("welcome") == "grants"
