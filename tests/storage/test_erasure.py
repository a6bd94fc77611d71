"""Erasing in rows, on both engines: what is someone's goes, what is others' stays as it was."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.erasure import Holdings, Place
from desk.gaps import Draft
from desk.groups import MAIN
from desk.held import Held
from desk.history import Actor, By, Change, Event
from desk.incoming import MessageRef
from desk.languages import Language
from desk.life import Act, Status
from desk.messages import Author
from desk.outgoing import Call, Chat, General, Nobody, Parcel, Topic
from desk.people import Person
from desk.privacy import Consent
from desk.ticket import Ticket
from storage.columns import metadata
from storage.database import Database
from storage.erasure import ErasureRows
from storage.finding import FindingRows
from storage.gaps import GapRows
from storage.held import HeldRows
from storage.history import HistoryRows
from storage.inbox import Arrived, Inbox
from storage.marks import Marks
from storage.messages import MessageRows
from storage.outbox import OutboxRows
from storage.people import PeopleRows
from storage.privacy import ConsentRows
from storage.questions import QuestionRows
from storage.schema import people, tickets
from storage.tickets import TicketRows
from tests.storage.rows import (
    ARTA,
    GROUP,
    MORNING,
    later,
    message_in,
    opened,
    somebody_waits,
    words_of,
)

ZANA = Person(4_000_000_002, "Zana", None, met_at=MORNING, language=Language.EU)
BESA = Actor(By.STAFF, 77, "Besa")
SECRET = "fshehtësi"


@pytest.fixture
def erasure(tx: AsyncConnection) -> ErasureRows:
    return ErasureRows(tx)


async def said(tx: AsyncConnection) -> str:
    """What all tables say."""
    rows = [
        repr(tuple(row))
        for table in metadata.sorted_tables
        for row in await tx.execute(select(table))
    ]
    return "\n".join(rows)


async def lived(tx: AsyncConnection, person: Person, message_id: int = 1) -> Ticket:
    """A ticket with a secret wherever there is room for one."""
    ticket = await opened(tx, f"{person.id}:{message_id}", person)
    full = replace(ticket, subject=SECRET, solution=SECRET, remark=SECRET, rating=4)
    await TicketRows(tx).save(full)
    ref = MessageRef(person.id, message_id)
    message = message_in(ticket, html=SECRET, author_name=person.name, original=ref)
    await MessageRows(tx).add(replace(message, copy=MessageRef(GROUP, 500 + message_id)))
    note = message_in(ticket, Author.NOTE, html=SECRET, author_name="Besa")
    await MessageRows(tx).add(replace(note, original=MessageRef(GROUP, 600 + message_id)))
    question = await QuestionRows(tx).add(
        person.id, words_of(person, html=SECRET, plain=SECRET), ()
    )
    await QuestionRows(tx).save(replace(question, ticket_id=ticket.id))
    who = Actor(By.MEMBER, person.id, person.name)
    for event in (
        Event(ticket.id, Act.SOLVE, BESA, MORNING, SECRET),
        Event(ticket.id, Act.CLAIM, BESA, MORNING, "Besa"),
        Event(ticket.id, Change.RATE, who, MORNING, "4"),
    ):
        await HistoryRows(tx).add(event)
    await HeldRows(tx).put(Held(ticket.id, BESA, words_of(message_id=message_id), MORNING))
    await GapRows(tx).save_draft(draft(question.id, message_id))
    await ConsentRows(tx).add(Consent(person.id, "story", True, 1, Language.SQ, MORNING))
    await posted(tx, person, ticket)
    return full


def draft(question_id: int, message_id: int, **parts: Any) -> Draft:
    made = Draft(
        0, Language.SQ, "visits", SECRET, "", (SECRET,), (question_id,), message_id, MORNING
    )
    return replace(made, **parts)


async def posted(tx: AsyncConnection, person: Person, ticket: Ticket) -> None:
    outbox = OutboxRows(tx, MORNING)
    hello = Call("sendMessage", {"text": SECRET})
    menu = Call("setMyCommands", {"scope": {"type": "chat", "chat_id": person.id}})
    await outbox.put(Parcel(Chat(person.id), hello))
    await outbox.put(Parcel(Topic(ticket.id), hello))
    await outbox.put(Parcel(Nobody(), menu))
    await outbox.put(Parcel(General(), Call("sendMessage", {"text": f"found: {SECRET}"})))
    await outbox.sent(outbox.fresh[-1].id)
    for number, box in enumerate((f"chat:{person.id}", f"chat:{GROUP}:9", f"chat:{GROUP}")):
        arrived = Arrived(person.id + ticket.id * 10 + number, box, f'{{"text":"{SECRET}"}}')
        (letter,) = await Inbox(tx).add([arrived], MORNING)
        await Inbox(tx).finish(letter, MORNING)
    await Marks(tx).put(f"closed:{person.id}", "2026-11-22", MORNING)


async def test_what_is_held_of_somebody_is_counted(
    tx: AsyncConnection, erasure: ErasureRows
) -> None:
    ticket = await lived(tx, ARTA)
    await lived(tx, ZANA, 2)
    await TicketRows(tx).save(replace(ticket, status=Status.CLOSED, closed_at=later(days=1)))
    assert await erasure.holdings(ARTA.id) == Holdings(1, 1, 1, 1, later(days=1))
    assert await erasure.holdings(99) == Holdings()


async def test_where_the_words_stand_in_the_group(
    tx: AsyncConnection, erasure: ErasureRows
) -> None:
    ticket = await lived(tx, ARTA)
    places = await erasure.places([ticket.id], [GROUP])
    assert places == [Place(ticket.id, GROUP, number, MORNING) for number in (501, 601)]
    assert await erasure.places([ticket.id], [GROUP - 1]) == []


async def test_a_forgotten_person_is_in_no_table(tx: AsyncConnection, erasure: ErasureRows) -> None:
    ticket = await lived(tx, ARTA)
    before = await said(tx)
    for words in (SECRET, "Arta", str(ARTA.id)):
        assert words in before
    await erasure.forget(ARTA.id, MORNING)
    after = await said(tx)
    for words in (SECRET, "Arta", "'arta'", str(ARTA.id)):
        assert words not in after, after
    left = await TicketRows(tx).look(ticket.id)
    assert left is not None
    assert left.requester_id < 0
    assert (left.rating, left.opened_at, left.erased_at) == (4, MORNING, MORNING)
    nobody = await PeopleRows(tx).get(left.requester_id)
    assert nobody is not None
    assert (nobody.name, nobody.language, nobody.reachable) == ("", Language.SQ, False)
    counts = [
        await tx.scalar(select(func.count()).select_from(metadata.tables[name]))
        for name in ("tickets", "messages", "questions", "consents", "history")
    ]
    assert counts == [1, 2, 1, 1, 3]
    events = await HistoryRows(tx).of(ticket.id, 10)
    assert [event.detail for event in events] == ["", "Besa", "4"]
    assert await FindingRows(tx).find(["fshehtesi"], 10) == []


async def test_two_who_are_forgotten_are_not_one(tx: AsyncConnection, erasure: ErasureRows) -> None:
    first, second = await lived(tx, ARTA), await lived(tx, ZANA, 2)
    for person in (ARTA, ZANA):
        await erasure.forget(person.id, MORNING)
    left = [await TicketRows(tx).look(ticket.id) for ticket in (first, second)]
    assert len({ticket.requester_id for ticket in left if ticket}) == 2


async def test_others_keep_everything(tx: AsyncConnection, erasure: ErasureRows) -> None:
    await lived(tx, ARTA)
    zanas = await lived(tx, ZANA, 2)
    await erasure.forget(ARTA.id, MORNING)
    assert await TicketRows(tx).look(zanas.id) == zanas
    assert await PeopleRows(tx).get(ZANA.id) == ZANA
    assert [m.html for m in await MessageRows(tx).everything(zanas.id, 9)] == [SECRET] * 2
    assert [q.plain for q in await QuestionRows(tx).by(ZANA.id)] == [SECRET]
    assert await FindingRows(tx).find(["fshehtesi"], 10) == [zanas.id]
    assert await GapRows(tx).draft(2, MAIN) is not None
    assert await Marks(tx).get(f"closed:{ZANA.id}") is not None
    waiting = await OutboxRows(tx, MORNING).waiting(bulk=False, most=10)
    assert sorted(row.lane for row in waiting) == [f"chat:{ZANA.id}", "profile", "staff"]


async def test_an_update_that_was_emptied_is_still_no_second_one(
    tx: AsyncConnection, erasure: ErasureRows
) -> None:
    await lived(tx, ARTA)
    later_on = Arrived(77, f"chat:{ARTA.id}", "{}")
    (waits,) = await Inbox(tx).add([later_on], MORNING)
    await erasure.forget(ARTA.id, MORNING)
    assert await Inbox(tx).add([later_on], MORNING) == []
    assert await Inbox(tx).pending(10) == [waits]


async def test_when_its_time_is_over_a_request_loses_its_words_and_keeps_its_member(
    tx: AsyncConnection, erasure: ErasureRows
) -> None:
    old = replace(await lived(tx, ARTA), status=Status.CLOSED, closed_at=MORNING)
    young = await lived(tx, ARTA, 2)
    await TicketRows(tx).save(old)
    await TicketRows(tx).save(replace(young, status=Status.CLOSED, closed_at=later(days=1)))
    assert await erasure.outlived(later(hours=1), 10) == [old.id]
    await erasure.erase(old.id, later(days=365))
    assert await erasure.outlived(later(hours=1), 10) == []
    left = await TicketRows(tx).look(old.id)
    assert left == replace(old, subject="", solution=None, remark=None, erased_at=later(days=365))
    assert await MessageRows(tx).everything(old.id, 9) == []
    assert await MessageRows(tx).first(old.id) is None
    assert await MessageRows(tx).last_reply(old.id) is None
    assert await MessageRows(tx).find(MessageRef(ARTA.id, 1)) is None
    assert await FindingRows(tx).find(["fshehtesi"], 10) == [young.id]
    assert await FindingRows(tx).find(["arta"], 10) == [young.id, old.id]
    assert [q.plain for q in await QuestionRows(tx).by(ARTA.id)] == ["", SECRET]


async def test_questions_and_what_was_never_finished_go_too(
    tx: AsyncConnection, erasure: ErasureRows
) -> None:
    ticket = await lived(tx, ARTA)
    await QuestionRows(tx).add(ARTA.id, words_of(html="vjetër", plain="vjetër"), ())
    new = words_of(html="ri", plain="ri", sent_at=later(days=9))
    await QuestionRows(tx).add(ARTA.id, new, ())
    assert await erasure.erase_questions(later(days=1), 10) == 1
    assert await erasure.erase_questions(later(days=1), 10) == 0
    assert [q.plain for q in await QuestionRows(tx).by(ARTA.id)] == [SECRET, "", "ri"]
    await GapRows(tx).save_draft(draft(1, 901, slug="visits"))
    await GapRows(tx).save_draft(draft(1, 902, begun_at=later(days=9)))
    await HeldRows(tx).put(Held(ticket.id, BESA, words_of(message_id=9), later(days=9)))
    assert await erasure.drop_unfinished(later(days=1)) == 2
    assert [await GapRows(tx).draft(number, MAIN) is None for number in (1, 901, 902)] == [
        True,
        False,
        False,
    ]
    assert await HeldRows(tx).get(MessageRef(ARTA.id, 9)) is not None


async def test_whoever_waited_for_a_person_who_is_forgotten_waits_in_the_new_line(
    postgresql_database: Database,
) -> None:
    async with postgresql_database.transaction() as tx:
        ticket = await lived(tx, ARTA)

    async def waits() -> Ticket | None:
        async with postgresql_database.transaction() as tx:
            found = await TicketRows(tx).get(ticket.id)
            locked = select(people.c.id).where(people.c.id < 0).with_for_update(nowait=True)
            assert await tx.scalar(locked) is not None
            return found

    async with postgresql_database.transaction() as tx:
        assert await PeopleRows(tx).get(ARTA.id) is not None
        waiting = asyncio.create_task(waits())
        await somebody_waits(postgresql_database)
        await ErasureRows(tx).forget(ARTA.id, MORNING)
    found = await asyncio.wait_for(waiting, 20)
    assert found is not None
    assert found.is_forgotten


async def test_a_scrubbed_file_holds_only_what_the_rows_say(database: Database) -> None:
    async with database.transaction() as tx:
        await lived(tx, ARTA)
        await tx.execute(update(tickets).values(subject=SECRET))
    async with database.transaction() as tx:
        await ErasureRows(tx).forget(ARTA.id, MORNING)
    assert await database.scrub() is True
    if database.path is not None:
        files = list(database.path.parent.glob(f"{database.path.name}*"))
        assert any(b"tickets" in file.read_bytes() for file in files)
        for file in files:
            assert SECRET.encode() not in file.read_bytes()
            assert b"fshehtesi" not in file.read_bytes()
    async with database.transaction() as tx:
        assert await tx.scalar(text("SELECT count(*) FROM tickets")) == 1
