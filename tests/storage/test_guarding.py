"""What guards people, as rows: floods, what is kept, the audit, and sensitive questions."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.audit import Deed, Entry
from desk.blocks import Kept, Why
from desk.flood import Rush, Said
from desk.history import Actor, By
from desk.incoming import MessageRef
from desk.questions import Gap
from storage.audit import AuditRows
from storage.flood import RushRows
from storage.gaps import GapRows
from storage.kept import KeptRows
from storage.messages import MessageRows
from storage.people import PeopleRows
from storage.questions import QuestionRows
from storage.tickets import TicketRows
from tests.storage.rows import ARTA, MORNING, SHARED, later, message_in, moments, opened, words_of

BESA, DRITA = Actor(By.STAFF, 900, "Besa"), Actor(By.STAFF, 901, "Drita")
seconds = moments.map(lambda at: at.replace(microsecond=0))


@SHARED
@given(
    since=moments,
    last=moments,
    count=st.integers(0, 1000),
    texts=st.lists(st.builds(Said, st.text("abcdef0", min_size=1), seconds), max_size=3).map(tuple),
)
async def test_every_field_of_a_rush_comes_back(
    tx: AsyncConnection, since: object, last: object, count: int, texts: tuple[Said, ...]
) -> None:
    await PeopleRows(tx).save(ARTA)
    rows = RushRows(tx)
    rush = Rush(ARTA.id, since, last, count, texts)  # type: ignore[arg-type]
    await rows.save(replace(rush, count=count + 1))
    await rows.save(rush)
    assert await rows.get(ARTA.id) == rush
    assert await rows.get(ARTA.id + 1) is None


async def test_what_is_kept_is_taken_once_in_its_order_and_side_by_side(
    tx: AsyncConnection,
) -> None:
    ticket, rows = await opened(tx), KeptRows(tx)
    named = [
        Kept(ARTA.id, number, False, Why.BLOCK, words_of(message_id=place), later(hours=place))
        for place, number in ((1, None), (2, ticket.id))
    ]
    unseen = replace(named[1], anonymous=True, incoming=words_of(message_id=3))
    warned = replace(unseen, why=Why.WARNING, incoming=words_of(message_id=4))
    assert not await rows.has(ARTA.id, None)
    for kept in (*named, unseen, warned):
        await rows.put(kept)
    corrected = replace(named[1].incoming, html="Tjetër", plain="Tjetër")
    await rows.correct(corrected)
    assert await rows.has(ARTA.id, None)
    assert await rows.take_blocked(ARTA.id, None) == [
        named[0],
        replace(named[1], incoming=corrected),
    ]
    assert not await rows.has(ARTA.id, None)
    assert await rows.take_blocked(ARTA.id, ticket.id + 1) == []
    assert await rows.take_blocked(ARTA.id, ticket.id) == [unseen]
    assert await rows.take(MessageRef(ARTA.id, 4), Why.BLOCK) is None
    assert await rows.take(MessageRef(ARTA.id, 4), Why.WARNING) == warned
    assert await rows.take(MessageRef(ARTA.id, 4), Why.WARNING) is None


async def test_the_audit_is_read_from_its_end_by_ticket_and_by_colleague(
    tx: AsyncConnection,
) -> None:
    rows = AuditRows(tx)
    entries = [
        Entry(Deed.SEARCHED, BESA, MORNING, count=3),
        Entry(Deed.OPENED, BESA, later(hours=1), ticket_id=77_777_777),
        Entry(Deed.GAVE_ROLE, DRITA, later(hours=2), whom=BESA),
        Entry(Deed.BLOCKED, DRITA, later(hours=3), ticket_id=77_777_778),
    ]
    for entry in entries:
        await rows.add(entry)
    assert await rows.last(4) == entries[::-1]
    assert await rows.last(1) == entries[3:]
    assert await rows.last(9, ticket_id=77_777_777) == [entries[1]]
    assert await rows.last(3, colleague_id=BESA.id) == entries[2::-1]


async def test_what_was_asked_in_a_sensitive_ticket_is_no_gap(tx: AsyncConnection) -> None:
    ticket = await opened(tx)
    asked = await QuestionRows(tx).add(ARTA.id, words_of(), ())
    asked = replace(asked, ticket_id=ticket.id, gap=Gap.OPEN, language=ARTA.language)
    await QuestionRows(tx).save(asked)
    free = await QuestionRows(tx).add(ARTA.id, words_of(message_id=2), ())
    gaps = GapRows(tx)
    assert await gaps.of_ticket(ticket.id) == [asked]
    assert asked in await gaps.open(10)
    assert not await gaps.any_sensitive([asked.id, free.id])
    await TicketRows(tx).save(replace(ticket, sensitive=True))
    assert await gaps.of_ticket(ticket.id) == []
    assert asked not in await gaps.open(10)
    assert await gaps.questions([asked.id, free.id]) == [free]
    assert await gaps.any_sensitive([asked.id, free.id])
    assert await QuestionRows(tx).lately(ARTA.id, MORNING) == [free]
    assert await QuestionRows(tx).lately(ARTA.id, later(hours=1)) == []


async def test_a_message_is_read_by_its_number_and_with_what_came_after(
    tx: AsyncConnection,
) -> None:
    ticket, rows = await opened(tx), MessageRows(tx)
    first, second = [await rows.add(message_in(ticket, html=words)) for words in ("a", "b")]
    assert await rows.get(first.id) == first
    assert await rows.since(ticket.id, first.id, 10) == [first, second]
    assert await rows.since(ticket.id, second.id, 10) == [second]
    assert await rows.get(10**12) is None
