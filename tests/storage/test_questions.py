"""Questions as rows."""

import asyncio
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

import faq
from desk.incoming import Incoming, Kind, MessageRef
from desk.languages import Language
from desk.people import Person
from desk.questions import Event, Gap, Question
from storage.database import Database
from storage.people import PeopleRows
from storage.questions import QuestionRows
from storage.written import tallies
from tests.storage.rows import ARTA, MORNING, SHARED, ids, moments, words, words_of

BLERTA = Person(2, "Blerta", None, met_at=MORNING)
questions = st.builds(
    Question,
    id=st.just(0),
    person_id=st.just(ARTA.id),
    message_ids=st.lists(ids, min_size=1, max_size=4).map(tuple),
    kind=st.sampled_from(Kind),
    html=words,
    plain=words,
    asked_at=moments,
    media_group_id=st.none(),
    tried=st.lists(words, max_size=3).map(tuple),
    outcome=st.none() | st.sampled_from(faq.Outcome),
    language=st.none() | st.sampled_from(Language),
    gap=st.none() | st.sampled_from(Gap),
    helped=st.none() | st.booleans(),
    ticket_id=st.none() | ids,
)


@pytest.fixture
async def rows(tx: AsyncConnection) -> QuestionRows:
    for person in (ARTA, BLERTA):
        await PeopleRows(tx).save(person)
    return QuestionRows(tx)


@SHARED
@given(question=questions)
async def test_every_field_of_a_question_comes_back(rows: QuestionRows, question: Question) -> None:
    kept = await rows.add(ARTA.id, words_of(), ())
    question = replace(question, id=kept.id)
    await rows.save(question)
    assert await rows.get(kept.id) == question


async def test_a_question_holds_what_was_sent(rows: QuestionRows) -> None:
    sent = Incoming(
        MessageRef(ARTA.id, 41), Kind.PHOTO, "<b>Tung</b>", "Tung", MORNING, media_group_id="g"
    )
    question = await rows.add(ARTA.id, sent, ("grants", "deadlines"))
    assert question == Question(
        id=question.id,
        person_id=ARTA.id,
        message_ids=(41,),
        kind=Kind.PHOTO,
        html="<b>Tung</b>",
        plain="Tung",
        asked_at=MORNING,
        media_group_id="g",
        tried=("grants", "deadlines"),
    )
    assert await rows.get(question.id) == question


async def test_an_album_is_found_by_its_owner_only(rows: QuestionRows) -> None:
    album = await rows.add(ARTA.id, words_of(media_group_id="g"), ())
    assert await rows.album(ARTA.id, "g") == album
    assert await rows.album(BLERTA.id, "g") is None
    assert await rows.album(ARTA.id, "h") is None


async def test_the_same_album_of_two_people_is_two_questions(rows: QuestionRows) -> None:
    hers = await rows.add(ARTA.id, words_of(media_group_id="g"), ())
    other = await rows.add(BLERTA.id, words_of(BLERTA, media_group_id="g"), ())
    assert hers.id != other.id
    with pytest.raises(IntegrityError):
        await rows.add(ARTA.id, words_of(message_id=2, media_group_id="g"), ())


async def test_what_has_no_answer_yet_waits_in_order(rows: QuestionRows) -> None:
    first = await rows.add(ARTA.id, words_of(message_id=9), ())
    answered = await rows.add(ARTA.id, words_of(message_id=10), ())
    last = await rows.add(ARTA.id, words_of(message_id=8), ())
    await rows.add(BLERTA.id, words_of(BLERTA), ())
    await rows.save(replace(answered, outcome=faq.Outcome.NONE))
    assert await rows.unanswered(ARTA.id) == [first, last]


async def test_a_question_that_nobody_asked_is_not_there(rows: QuestionRows) -> None:
    kept = await rows.add(ARTA.id, words_of(), ())
    assert await rows.get(kept.id + 1) is None


# What is counted of entries


async def counted(tx: AsyncConnection) -> dict[tuple[str, str], tuple[int, int, int]]:
    """Shown, helped, asked on: by entry and language."""
    rows = await tx.execute(select(tallies))
    return {(r.slug, r.language): (r.shown, r.helped, r.asked_on) for r in rows}


async def test_each_event_is_counted_for_its_entry_and_language(
    tx: AsyncConnection, rows: QuestionRows
) -> None:
    for event in (Event.SHOWN, Event.SHOWN, Event.HELPED, Event.SHOWN, Event.ASKED_ON):
        await rows.count("parking", Language.SQ, event)
    await rows.count("parking", Language.SR_CYRL, Event.HELPED)
    await rows.count("lunch", Language.SQ, Event.ASKED_ON)
    assert await counted(tx) == {
        ("parking", "sq"): (3, 1, 1),
        ("parking", "sr_Cyrl"): (0, 1, 0),
        ("lunch", "sq"): (0, 0, 1),
    }


async def test_nothing_that_is_counted_at_once_is_lost(database: Database) -> None:
    async def count(event: Event) -> None:
        async with database.transaction() as tx:
            await QuestionRows(tx).count("parking", Language.SQ, event)

    await asyncio.gather(*(count(event) for event in [*Event] * 4))
    async with database.transaction() as tx:
        assert await counted(tx) == {("parking", "sq"): (4, 4, 4)}
