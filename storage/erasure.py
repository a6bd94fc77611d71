"""Erasing in rows: what each column becomes is read from the list of the desk."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Integer,
    Table,
    Text,
    case,
    cast,
    delete,
    func,
    insert,
    select,
    text,
    union,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.erasure import TELL_NO_WORDS, Fate, Holdings, Place
from desk.history import By
from desk.messages import Author
from desk.outgoing import STAFF_LANE, staff_lane
from storage.blank import blank
from storage.database import OnBoth
from storage.events.forgetting import VOTING, drop_old_drafts, forget_demand, forget_seats
from storage.events.tables import ballot_papers, seats, subscriptions, topic_votes, topics
from storage.finding import FindingRows
from storage.guarding import held, kept, rushes
from storage.mentoring.facilitation_tables import facilitations
from storage.mentoring.forgetting import forget_plans, forget_sessions
from storage.mentoring.plans_tables import plans
from storage.mentoring.tables import (
    booking_guests,
    bookings,
    feeds,
    grants,
    mentors,
    person_cells,
    wishes,
)
from storage.schema import (
    consents,
    history,
    inbox,
    marks,
    memberships,
    messages,
    organisations,
    outbox,
    people,
    questions,
    tickets,
)
from storage.written import drafts

_THEIRS = (memberships, rushes, kept, feeds, booking_guests, person_cells, subscriptions)
_STAND_INS = "stand-ins"
_HANDLED = inbox.c.done_at.is_not(None) | inbox.c.dead_at.is_not(None)
_KEPT = text("tickets.closed_at IS NOT NULL AND tickets.erased_at IS NULL")
_ASKED = text("questions.ticket_id IS NULL AND questions.html <> ''")


def _next(insert: Any) -> Any:
    """A counter, so that no two stand-ins are one."""
    return (
        insert(marks)
        .on_conflict_do_update(
            index_elements=[marks.c.key],
            set_={"value": cast(cast(marks.c.value, Integer) + 1, Text)},
        )
        .returning(marks.c.value)
    )


_NEXT = OnBoth(_next)
# An organisation of nobody's tells who asked; where staff know it on their own, it does not.
_BELONGED = union(
    select(memberships.c.organisation_id),
    *(
        select(table.c.organisation_id).where(table.c.organisation_id.is_not(None))
        for table in (
            grants,
            mentors,
            bookings,
            wishes,
            plans,
            facilitations,
            seats,
            topic_votes,
        )
    ),
    VOTING,
)
_TICKET_WORDS = blank(tickets, Fate.WORDS)
_MESSAGE_WORDS = blank(messages, Fate.WORDS)
_QUESTION_WORDS = blank(questions, Fate.WORDS)
_HISTORY_WORDS = {"detail": case((history.c.what.in_(TELL_NO_WORDS), history.c.detail), else_="")}


# What both sides know of, and what has its words still.
_SHOWN = (
    messages.c.author.in_([Author.MEMBER, Author.STAFF]),
    messages.c.recalled_at.is_(None),
    messages.c.chat_id.is_not(None),
)


class ErasureRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def holdings(self, person_id: int) -> Holdings:
        theirs = tickets.c.requester_id == person_id
        counted = select(func.count(), func.count(tickets.c.rating)).where(theirs)
        number, ratings = (await self._tx.execute(counted)).one()
        said = select(func.count()).select_from(messages).join(tickets)
        asked = select(func.count()).where(questions.c.person_id == person_id)
        oldest = select(tickets.c.closed_at).where(theirs, _KEPT).order_by(tickets.c.closed_at)
        return Holdings(
            tickets=number,
            messages=await self._tx.scalar(said.where(theirs, *_SHOWN)) or 0,
            questions=await self._tx.scalar(asked) or 0,
            ratings=ratings,
            oldest=await self._tx.scalar(oldest.limit(1)),
            seats=await self._count_of(seats, person_id),
            subscriptions=await self._count_of(subscriptions, person_id),
            topics=await self._count_of(topics, person_id, "author_id"),
            votes=await self._count_of(topic_votes, person_id)
            + await self._count_of(ballot_papers, person_id),
        )

    async def _count_of(self, table: Table, person_id: int, column: str = "person_id") -> int:
        query = select(func.count()).where(table.c[column] == person_id)
        return await self._tx.scalar(query) or 0

    async def places(self, ticket_ids: Sequence[int], chat_ids: Sequence[int]) -> list[Place]:
        """Copies of what the member sent, and what staff wrote there themselves."""
        found: list[Place] = []
        for chat, number in (
            (messages.c.copy_chat_id, messages.c.copy_message_id),
            (messages.c.chat_id, messages.c.message_id),
        ):
            query = select(messages.c.ticket_id, chat, number, messages.c.sent_at).where(
                messages.c.ticket_id.in_(ticket_ids), chat.in_(chat_ids)
            )
            found += [Place(*row) for row in await self._tx.execute(query)]
        return found

    async def forget(self, person_id: int, at: datetime) -> None:
        theirs = select(tickets.c.id).where(tickets.c.requester_id == person_id)
        numbers = list(await self._tx.scalars(theirs.order_by(tickets.c.id)))
        asked = list(
            await self._tx.scalars(select(questions.c.id).where(questions.c.person_id == person_id))
        )
        nobody = await self._stand_in(person_id, at)
        for number in numbers:
            await self._forget_ticket(number, nobody, at)
        await self._ask_as(nobody, person_id)
        await self._tx.execute(
            update(consents).where(consents.c.person_id == person_id).values(person_id=nobody)
        )
        await forget_sessions(self._tx, person_id, nobody)
        await forget_plans(self._tx, person_id, nobody)
        await forget_seats(self._tx, person_id, nobody)
        await forget_demand(self._tx, person_id, nobody, at)
        await self._drop_drafts(set(asked))
        await self._drop_post(person_id, numbers)
        await self._drop_marks(person_id)
        for table in _THEIRS:
            await self._tx.execute(delete(table).where(table.c.person_id == person_id))
        await self._tx.execute(delete(organisations).where(organisations.c.id.not_in(_BELONGED)))
        await self._tx.execute(delete(people).where(people.c.id == person_id))
        for number in numbers:
            await FindingRows(self._tx).renew(number)

    async def erase(self, ticket_id: int, at: datetime) -> None:
        await self._blank_ticket(ticket_id, at)
        await FindingRows(self._tx).renew(ticket_id)

    async def outlived(self, closed_before: datetime, most: int) -> list[int]:
        query = (
            select(tickets.c.id)
            .where(_KEPT, tickets.c.closed_at < closed_before)
            .order_by(tickets.c.closed_at)
            .limit(most)
        )
        return list(await self._tx.scalars(query))

    async def erase_questions(self, asked_before: datetime, most: int) -> int:
        old = select(questions.c.id).where(_ASKED, questions.c.asked_at < asked_before).limit(most)
        erased = update(questions).where(questions.c.id.in_(list(await self._tx.scalars(old))))
        return (await self._tx.execute(erased.values(_QUESTION_WORDS))).rowcount

    async def drop_unfinished(self, begun_before: datetime) -> int:
        unpublished = drafts.c.slug.is_(None) & (drafts.c.begun_at < begun_before)
        dropped = [
            await self._tx.execute(delete(held).where(held.c.held_at < begun_before)),
            await self._tx.execute(delete(drafts).where(unpublished)),
            await drop_old_drafts(self._tx, begun_before),
        ]
        return sum(result.rowcount for result in dropped)

    async def _stand_in(self, person_id: int, at: datetime) -> int:
        """Somebody with what may stay of the person, who can be reached by nobody."""
        known = (await self._tx.execute(select(people).where(people.c.id == person_id))).mappings()
        first = {"key": _STAND_INS, "value": "1", "set_at": at}
        nobody = -int(await self._tx.scalar(_NEXT.on(self._tx), first) or 0)
        nameless = {**blank(people, Fate.WHO), "id": nobody, "reachable": False}
        await self._tx.execute(insert(people).values({**known.one(), **nameless}))
        return nobody

    async def _forget_ticket(self, ticket_id: int, nobody: int, at: datetime) -> None:
        await self._blank_ticket(ticket_id, at)
        await self._tx.execute(
            update(tickets)
            .where(tickets.c.id == ticket_id)
            .values(requester_id=nobody, origin=f"erased:{ticket_id}")
        )
        await self._tx.execute(
            update(messages)
            .where(messages.c.ticket_id == ticket_id, messages.c.author == Author.MEMBER)
            .values(blank(messages, Fate.WHO))
        )
        await self._tx.execute(
            update(history)
            .where(history.c.ticket_id == ticket_id, history.c.by == By.MEMBER)
            .values(blank(history, Fate.WHO))
        )
        await self._tx.execute(delete(held).where(held.c.ticket_id == ticket_id))

    async def _blank_ticket(self, ticket_id: int, at: datetime) -> None:
        """Questions are found by who asked them: they have no index by ticket."""
        who = select(tickets.c.requester_id).where(tickets.c.id == ticket_id).scalar_subquery()
        theirs = questions.c.person_id == who
        for table, mine, values in (
            (tickets, tickets.c.id == ticket_id, {**_TICKET_WORDS, "erased_at": at}),
            (messages, messages.c.ticket_id == ticket_id, _MESSAGE_WORDS),
            (questions, theirs & (questions.c.ticket_id == ticket_id), _QUESTION_WORDS),
            (history, history.c.ticket_id == ticket_id, _HISTORY_WORDS),
        ):
            await self._tx.execute(update(table).where(mine).values(values))

    async def _ask_as(self, nobody: int, person_id: int) -> None:
        await self._tx.execute(
            update(questions)
            .where(questions.c.person_id == person_id)
            .values({**_QUESTION_WORDS, "person_id": nobody})
        )

    async def _drop_drafts(self, asked: set[int]) -> None:
        """Entries in the making that were begun from one of these questions."""
        rows = await self._tx.execute(select(drafts.c.id, drafts.c.question_ids))
        theirs = [row.id for row in rows if asked.intersection(row.question_ids)]
        await self._tx.execute(delete(drafts).where(drafts.c.id.in_(theirs)))

    async def _drop_post(self, person_id: int, ticket_ids: Sequence[int]) -> None:
        """What came from them and went to them; and what came from the staff groups, and went there
        about no ticket in particular: a screen of it may have shown their words. What staff have
        looked up and not read yet does not come any more.
        """
        chat = f"chat:{person_id}"
        of_staff = (outbox.c.lane == STAFF_LANE) | outbox.c.lane.startswith(staff_lane(""))
        ended_in_general = of_staff & outbox.c.ended_at.is_not(None)
        looked_up = of_staff & outbox.c.body.contains('"looked_up":true')
        pressed = outbox.c.lane.startswith("chat:-")  # screens of the groups, turned over
        menu = (outbox.c.lane == "profile") & outbox.c.body.contains(f'"chat_id":{person_id}}}')
        mine = outbox.c.lane.in_([chat, f"marks:{person_id}"])
        about = outbox.c.ticket_id.in_(ticket_ids)
        shown = ended_in_general | looked_up | pressed
        await self._tx.execute(delete(outbox).where(mine | about | shown | menu))
        private = (inbox.c.mailbox == chat) | inbox.c.mailbox.startswith(f"{chat}:")
        words = blank(inbox, Fate.WORDS)
        await self._tx.execute(
            update(inbox).where(_HANDLED, private).values({**words, **blank(inbox, Fate.WHO)})
        )
        of_groups = inbox.c.mailbox.startswith("chat:-") | (inbox.c.mailbox == "other")
        await self._tx.execute(
            update(inbox).where(_HANDLED, of_groups, inbox.c.raw != "").values(words)
        )

    async def _drop_marks(self, person_id: int) -> None:
        named = marks.c.key.endswith(f":{person_id}") | marks.c.key.contains(f":{person_id}:")
        await self._tx.execute(delete(marks).where(named))
