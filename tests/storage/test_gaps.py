"""What the knowledge base lacks and what staff have added, as rows."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncConnection

import faq
from desk.gaps import Draft, Worst
from desk.groups import MAIN
from desk.languages import Language
from desk.questions import Event, Gap, Question
from storage.database import Database
from storage.gaps import GapRows
from storage.people import PeopleRows
from storage.questions import QuestionRows
from tests.storage.rows import (
    ARTA,
    MORNING,
    SHARED,
    break_after,
    ids,
    moments,
    somebody_waits,
    words,
    words_of,
)

GRACE, ADA = 77, 78  # of staff
PARKING = faq.Entry("parking", "visits", "en", "Where do we park?", "In the **yard**.", ())
DRAFT = Draft(
    id=0,
    language=Language.SR_CYRL,
    topic="visits",
    title="Где се паркира?",
    answer="",
    phrasings=("где да паркирам", "паркинг"),
    question_ids=(3, 5),
    message_id=900,
    begun_at=MORNING,
)


@pytest.fixture
async def rows(tx: AsyncConnection) -> GapRows:
    await PeopleRows(tx).save(ARTA)
    return GapRows(tx)


async def asked(tx: AsyncConnection, plain: str = "parking", **parts: Any) -> Question:
    """A question in its table, open as a gap unless it is said otherwise."""
    kept = await QuestionRows(tx).add(ARTA.id, words_of(plain=plain), ())
    question = replace(kept, **{"gap": Gap.OPEN, "language": Language.SQ, **parts})
    await QuestionRows(tx).save(question)
    return question


async def add(rows: GapRows, text: str, slug: str = "parking", language: str = "en") -> bool:
    return await rows.add_phrasing(
        faq.Phrasing(slug, language, text), faq.fold(text), GRACE, MORNING
    )


# Questions


async def test_open_gaps_come_newest_first(tx: AsyncConnection, rows: GapRows) -> None:
    first = await asked(tx)
    await asked(tx, gap=Gap.CLOSED)
    await asked(tx, gap=None)
    last = await asked(tx, language=Language.TR)
    assert await rows.open(10) == [last, first]
    assert await rows.open(1) == [last]


async def test_questions_are_found_by_their_numbers_whatever_became_of_them(
    tx: AsyncConnection, rows: GapRows
) -> None:
    kept = [await asked(tx, gap=gap) for gap in (Gap.OPEN, Gap.CLOSED, None)]
    found = await rows.questions([question.id for question in kept[1:]])
    assert sorted(found, key=lambda question: question.id) == kept[1:]
    assert await rows.questions([]) == []
    assert await rows.questions([kept[-1].id + 1]) == []


async def test_what_a_ticket_asked_comes_in_the_order_of_asking(
    tx: AsyncConnection, rows: GapRows
) -> None:
    first = await asked(tx, ticket_id=7, gap=None)
    await asked(tx, ticket_id=8)
    last = await asked(tx, ticket_id=7)
    assert await rows.of_ticket(7) == [first, last]
    assert await rows.of_ticket(9) == []


async def test_marking_tells_how_many_were_not_marked_so_before(
    tx: AsyncConnection, rows: GapRows
) -> None:
    first, second, other = [await asked(tx, gap=gap) for gap in (Gap.OPEN, None, Gap.OPEN)]
    assert await rows.mark([first.id, second.id], Gap.CLOSED) == 2
    assert await rows.mark([first.id, second.id, other.id], Gap.CLOSED) == 1
    assert await rows.mark([], Gap.OPEN) == 0
    assert await rows.open(10) == []
    assert await rows.mark([first.id], Gap.OPEN) == 1
    assert await rows.open(10) == [first]


# Phrasings


async def test_a_phrasing_is_added_once_in_its_language(rows: GapRows) -> None:
    assert await add(rows, "a place for the car")
    assert not await add(rows, "A place for the car?!")
    assert not await add(rows, "a place for the car", slug="travel-costs")
    assert await add(rows, "a place for the car", language="tr")
    assert await rows.additions() == faq.Additions(
        (
            faq.Phrasing("parking", "en", "a place for the car"),
            faq.Phrasing("parking", "tr", "a place for the car"),
        )
    )


async def test_phrasings_come_in_the_order_in_which_they_were_added(rows: GapRows) -> None:
    texts = ["z", "a", "ш", "👍 x", "m'n"]
    assert all([await add(rows, text) for text in texts])
    assert [phrasing.text for phrasing in (await rows.additions()).phrasings] == texts


async def test_what_is_removed_is_of_that_entry_and_language_only(rows: GapRows) -> None:
    await add(rows, "the car")
    await add(rows, "the bus", slug="travel-costs")
    await add(rows, "the car", language="tr")
    await add(rows, "a bicycle")
    await rows.remove_phrasings("parking", Language.EN, ["the car", "the bus", "never there"])
    left = [(p.slug, p.language, p.text) for p in (await rows.additions()).phrasings]
    assert left == [
        ("travel-costs", "en", "the bus"),
        ("parking", "tr", "the car"),
        ("parking", "en", "a bicycle"),
    ]
    assert await add(rows, "the car")


async def test_two_people_who_add_the_same_phrasing_at_once_add_one(database: Database) -> None:
    async def add_one(slug: str) -> bool:
        async with database.transaction() as tx:
            return await add(GapRows(tx), "a place for the car", slug)

    added = await asyncio.gather(*(add_one(slug) for slug in ("parking", "travel-costs") * 3))
    assert sorted(added) == [False] * 5 + [True]
    async with database.transaction() as tx:
        found = (await GapRows(tx).additions()).phrasings
    assert [phrasing.text for phrasing in found] == ["a place for the car"]
    assert found[0].slug == ("parking", "travel-costs")[added.index(True) % 2]


async def test_two_people_who_add_different_phrasings_at_once_lose_neither(
    database: Database,
) -> None:
    async def add_one(text: str) -> bool:
        async with database.transaction() as tx:
            return await add(GapRows(tx), text)

    texts = [f"car number {number}" for number in range(6)]
    assert all(await asyncio.gather(*map(add_one, texts)))
    async with database.transaction() as tx:
        found = (await GapRows(tx).additions()).phrasings
    assert {phrasing.text for phrasing in found} == set(texts)


@pytest.mark.parametrize("is_kept", [True, False])
async def test_who_comes_second_waits_to_see_what_becomes_of_the_first(
    postgresql_database: Database, is_kept: bool
) -> None:
    beside: list[asyncio.Task[bool]] = []

    async def add_beside() -> bool:
        async with postgresql_database.transaction() as tx:
            return await add(GapRows(tx), "the car", "travel-costs")

    async def add_first(tx: AsyncConnection) -> None:
        assert await add(GapRows(tx), "the car")
        beside.append(asyncio.create_task(add_beside()))
        await somebody_waits(postgresql_database)

    if is_kept:
        async with postgresql_database.transaction() as tx:
            await add_first(tx)
    else:
        await break_after(postgresql_database, add_first)
    assert await beside[0] is not is_kept


# Entries


async def test_an_entry_is_added_once_in_each_language(rows: GapRows) -> None:
    turkish = replace(PARKING, language="tr", title="Nereye park ederiz?")
    assert await rows.add_entry(PARKING, GRACE, MORNING)
    assert not await rows.add_entry(replace(PARKING, title="Another"), ADA, MORNING)
    assert await rows.add_entry(turkish, ADA, MORNING)
    assert await rows.add_entry(replace(PARKING, slug="lunch"), ADA, MORNING)
    assert (await rows.additions()).entries == (PARKING, turkish, replace(PARKING, slug="lunch"))


async def test_an_entry_is_removed_and_its_phrasings_wait_for_it(rows: GapRows) -> None:
    turkish = replace(PARKING, language="tr")
    for entry in (PARKING, turkish):
        await rows.add_entry(entry, GRACE, MORNING)
        await add(rows, "the car", language=entry.language)
    await add(rows, "the bus", slug="travel-costs")
    await rows.remove_entry("parking", Language.EN)
    assert await rows.additions() == faq.Additions(
        (
            faq.Phrasing("parking", "en", "the car"),
            faq.Phrasing("parking", "tr", "the car"),
            faq.Phrasing("travel-costs", "en", "the bus"),
        ),
        (turkish,),
    )
    assert await rows.add_entry(PARKING, GRACE, MORNING)


async def test_two_people_who_publish_under_one_name_at_once_publish_one(
    database: Database,
) -> None:
    async def publish(title: str) -> bool:
        async with database.transaction() as tx:
            return await GapRows(tx).add_entry(replace(PARKING, title=title), GRACE, MORNING)

    titles = ["Where do we park?", "Is there parking?"]
    published = await asyncio.gather(*map(publish, titles))
    assert sorted(published) == [False, True]
    async with database.transaction() as tx:
        (kept,) = (await GapRows(tx).additions()).entries
    assert kept.title == titles[published.index(True)]


@SHARED
@given(
    entry=st.builds(
        faq.Entry, words, words, st.sampled_from(["en", "eu"]), words, words, st.just(())
    )
)
async def test_every_word_of_an_entry_comes_back(rows: GapRows, entry: faq.Entry) -> None:
    assert await rows.add_entry(entry, GRACE, MORNING) is True
    assert (await rows.additions()).entries == (entry,)
    await rows.remove_entry(entry.slug, Language(entry.language))


# The revision


async def test_other_additions_are_another_revision(rows: GapRows) -> None:
    turkish = replace(PARKING, language="tr")
    seen = {await rows.revision(): await rows.additions()}
    for change in (
        add(rows, "the car"),
        add(rows, "the bus"),
        rows.add_entry(PARKING, GRACE, MORNING),
        rows.add_entry(turkish, GRACE, MORNING),
        rows.remove_phrasings("parking", Language.EN, ["the car"]),
        rows.remove_entry("parking", Language.EN),
    ):
        await change
        revision = await rows.revision()
        assert revision not in seen
        seen[revision] = await rows.additions()
    the_bus = faq.Phrasing("parking", "en", "the bus")
    assert list(seen.values())[-1] == faq.Additions((the_bus,), (turkish,))


async def test_what_changes_nothing_leaves_the_revision(rows: GapRows) -> None:
    await add(rows, "the car")
    await rows.add_entry(PARKING, GRACE, MORNING)
    before = await rows.revision()
    assert not await add(rows, "the car")
    assert not await rows.add_entry(PARKING, GRACE, MORNING)
    await rows.save_draft(DRAFT)
    await rows.remove_entry("never-there", Language.EN)
    assert await rows.revision() == before


async def test_another_phrasing_in_place_of_the_last_one_makes_another_revision(
    rows: GapRows,
) -> None:
    await add(rows, "the car")
    before = await rows.revision()
    await rows.remove_phrasings("parking", Language.EN, ["the car"])
    await add(rows, "the bus")
    assert await rows.revision() != before


async def test_an_entry_published_anew_with_other_words_makes_another_revision(
    rows: GapRows,
) -> None:
    await rows.add_entry(PARKING, GRACE, MORNING)
    before = await rows.revision()
    await rows.remove_entry("parking", Language.EN)
    await rows.add_entry(replace(PARKING, answer="Behind the house."), GRACE, MORNING)
    assert await rows.revision() != before


# Drafts

drafts = st.builds(
    Draft,
    id=st.just(0),
    language=st.sampled_from(Language),
    topic=words,
    title=words,
    answer=words,
    phrasings=st.lists(words, max_size=3).map(tuple),
    question_ids=st.lists(ids, max_size=3).map(tuple),
    message_id=ids,
    begun_at=moments,
    awaiting=st.none() | st.sampled_from(["title", "answer", "entry"]),
    slug=st.none() | words,
)


@SHARED
@given(draft=drafts)
async def test_every_field_of_a_draft_comes_back(rows: GapRows, draft: Draft) -> None:
    await rows.save_draft(draft)
    found = await rows.draft(draft.message_id, MAIN)
    assert found is not None
    assert replace(found, id=0) == draft
    await rows.drop_draft(draft.message_id, MAIN)


async def test_a_draft_saved_again_is_the_same_one_with_other_words(rows: GapRows) -> None:
    await rows.save_draft(DRAFT)
    first = await rows.draft(900, MAIN)
    assert first is not None
    assert first.id > 0
    changed = replace(first, answer="У дворишту.", awaiting="title", phrasings=(), slug="parking")
    await rows.save_draft(changed)
    assert await rows.draft(900, MAIN) == changed


async def test_a_draft_belongs_to_the_message_that_shows_it(rows: GapRows) -> None:
    await rows.save_draft(DRAFT)
    await rows.save_draft(replace(DRAFT, message_id=901, title="Други"))
    await rows.drop_draft(900, MAIN)
    assert await rows.draft(900, MAIN) is None
    left = await rows.draft(901, MAIN)
    assert left is not None
    assert left.title == "Други"
    await rows.drop_draft(902, MAIN)


async def test_of_two_who_save_a_draft_at_once_one_stands_whole(database: Database) -> None:
    async def save(words: str) -> None:
        async with database.transaction() as tx:
            await GapRows(tx).save_draft(replace(DRAFT, title=words, answer=words))

    await asyncio.gather(*(save(f"version {number}") for number in range(5)))
    async with database.transaction() as tx:
        found = await GapRows(tx).draft(900, MAIN)
    assert found is not None
    assert found.title == found.answer
    assert found.title.startswith("version ")


# What is counted


async def counted(tx: AsyncConnection, slug: str, language: Language, **times: int) -> None:
    for name, number in times.items():
        for _ in range(number):
            await QuestionRows(tx).count(slug, language, Event(name))


async def test_entries_that_leave_many_asking_are_the_worst(
    tx: AsyncConnection, rows: GapRows
) -> None:
    await counted(tx, "half", Language.EN, shown=6, asked_on=3, helped=1)
    await counted(tx, "all", Language.EN, shown=5, asked_on=5)
    await counted(tx, "half", Language.TR, shown=5, asked_on=4, helped=1)
    assert await rows.worst(shown=5, most=10) == [
        Worst("all", Language.EN, shown=5, asked_on=5),
        Worst("half", Language.TR, shown=5, asked_on=4),
        Worst("half", Language.EN, shown=6, asked_on=3),
    ]
    assert [one.slug for one in await rows.worst(shown=5, most=1)] == ["all"]


async def test_what_is_seldom_shown_or_helps_as_often_is_none_of_them(
    tx: AsyncConnection, rows: GapRows
) -> None:
    await counted(tx, "seldom", Language.EN, shown=4, asked_on=4)
    await counted(tx, "as-often", Language.EN, shown=6, asked_on=3, helped=3)
    await counted(tx, "silent", Language.EN, shown=9)
    assert await rows.worst(shown=5, most=10) == []
    assert [one.slug for one in await rows.worst(shown=4, most=10)] == ["seldom"]


async def test_a_small_difference_in_a_large_number_is_a_difference(
    tx: AsyncConnection, rows: GapRows
) -> None:
    """67 of 100 and 66 of 99 are both two thirds to a whole number."""
    await counted(tx, "a", Language.EN, shown=99, asked_on=66)
    await counted(tx, "b", Language.EN, shown=100, asked_on=67)
    assert [one.slug for one in await rows.worst(shown=5, most=2)] == ["b", "a"]
