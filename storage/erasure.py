"""Erasing in rows: what each column becomes is read from the list of the desk."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
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

from desk.erasure import FATES, TELL_NO_WORDS, Fate, Holdings, Place
from desk.history import By
from desk.mentoring.booking import Side
from desk.messages import Author
from desk.outgoing import STAFF_LANE, staff_lane
from desk.timers import OF_BOOKINGS, Kind
from storage.database import OnBoth
from storage.finding import FindingRows
from storage.guarding import kept, rushes
from storage.mentoring.facilitation_tables import facilitation_slips, facilitations
from storage.mentoring.plans_tables import plan_confirmations, plan_versions, plans
from storage.mentoring.tables import (
    booking_guests,
    bookings,
    feeds,
    grants,
    mentors,
    person_cells,
    session_accounts,
    session_notes,
    wishes,
)
from storage.schema import (
    consents,
    held,
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
    timers,
)
from storage.written import drafts

_STAND_INS = "stand-ins"
_HANDLED = inbox.c.done_at.is_not(None) | inbox.c.dead_at.is_not(None)
_KEPT = text("tickets.closed_at IS NOT NULL AND tickets.erased_at IS NULL")
_ASKED = text("questions.ticket_id IS NULL AND questions.html <> ''")


def _blank(table: Table, *fates: Fate) -> dict[str, Any]:
    """Nothing, in every column that has one of these fates."""
    known = FATES[table.name]
    return {column.name: _nothing(column) for column in table.c if known[column.name] in fates}


def _nothing(column: Column[Any]) -> Any:
    if column.nullable:
        return None
    return [] if isinstance(column.type, JSON) else ""


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
        for table in (grants, mentors, bookings, wishes, plans, facilitations)
    ),
)
_TICKET_WORDS = _blank(tickets, Fate.WORDS)
_MESSAGE_WORDS = _blank(messages, Fate.WORDS)
_QUESTION_WORDS = _blank(questions, Fate.WORDS)
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
        )

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
        await self._forget_sessions(person_id, nobody)
        await self._forget_plans(person_id, nobody)
        await self._drop_drafts(set(asked))
        await self._drop_post(person_id, numbers)
        await self._drop_marks(person_id)
        for table in (memberships, rushes, kept, feeds, booking_guests, person_cells):
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
        ]
        return sum(result.rowcount for result in dropped)

    async def _stand_in(self, person_id: int, at: datetime) -> int:
        """Somebody with what may stay of the person, who can be reached by nobody."""
        known = (await self._tx.execute(select(people).where(people.c.id == person_id))).mappings()
        first = {"key": _STAND_INS, "value": "1", "set_at": at}
        nobody = -int(await self._tx.scalar(_NEXT.on(self._tx), first) or 0)
        blank = {**_blank(people, Fate.WHO), "id": nobody, "reachable": False}
        await self._tx.execute(insert(people).values({**known.one(), **blank}))
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
            .values(_blank(messages, Fate.WHO))
        )
        await self._tx.execute(
            update(history)
            .where(history.c.ticket_id == ticket_id, history.c.by == By.MEMBER)
            .values(_blank(history, Fate.WHO))
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

    async def _forget_sessions(self, person_id: int, nobody: int) -> None:
        """What they asked for and booked is a stand-in's; a mentor is nobody of the directory."""
        theirs = select(bookings.c.id).where(bookings.c.requester_id == person_id)
        given = select(bookings.c.id).join(mentors).where(mentors.c.person_id == person_id)
        by_mentor = session_notes.c.author == Side.MENTOR
        noted = session_notes.c.booking_id.in_(theirs) | (
            session_notes.c.booking_id.in_(given) & by_mentor
        )
        said = (session_accounts.c.booking_id.in_(theirs)) | (
            session_accounts.c.booking_id.in_(given) & (session_accounts.c.side == Side.MENTOR)
        )
        wanted = select(facilitations.c.id).where(facilitations.c.person_id == person_id)
        held_by = select(facilitations.c.id).join(mentors).where(mentors.c.person_id == person_id)
        along = facilitation_slips.c.facilitation_id.in_(wanted) | (
            facilitation_slips.c.facilitation_id.in_(held_by)
            & (facilitation_slips.c.author == Side.MENTOR)
        )
        booked = list(await self._tx.scalars(theirs))
        gone = timers.c.about_id.in_(booked) & timers.c.kind.in_(OF_BOOKINGS)
        await self._tx.execute(delete(timers).where(gone))
        blank = {**_blank(mentors, Fate.WHO), "about": {}}
        for table, mine, values in (
            (session_notes, noted, _blank(session_notes, Fate.WORDS)),
            (session_accounts, said, _blank(session_accounts, Fate.WORDS)),
            (
                bookings,
                bookings.c.requester_id == person_id,
                {**_blank(bookings, Fate.WORDS), "requester_id": nobody},
            ),
            (
                wishes,
                wishes.c.person_id == person_id,
                {**_blank(wishes, Fate.WORDS), "person_id": nobody},
            ),
            (facilitation_slips, along, _blank(facilitation_slips, Fate.WORDS)),
            (
                facilitations,
                facilitations.c.person_id == person_id,
                {**_blank(facilitations, Fate.WORDS), "person_id": nobody},
            ),
            (mentors, mentors.c.person_id == person_id, blank),
        ):
            await self._tx.execute(update(table).where(mine).values(values))

    async def _forget_plans(self, person_id: int, nobody: int) -> None:
        """Words are the organisation's, as long as anybody else writes for it."""
        known = memberships.c.organisation_id
        own = select(known).where(memberships.c.person_id == person_id)
        others = select(known).where(memberships.c.person_id != person_id)
        alone = plans.c.organisation_id.in_(own) & plans.c.organisation_id.not_in(others)
        mine = plans.c.person_id == person_id
        theirs = list(await self._tx.scalars(select(plans.c.id).where(mine | alone)))
        about = timers.c.about_id.in_(theirs) & (timers.c.kind == Kind.OVERDUE)
        await self._tx.execute(delete(timers).where(about))
        for table, which, values in (
            (plans, plans.c.id.in_(theirs), _blank(plans, Fate.WORDS)),
            (plans, mine, {"person_id": nobody}),
            (
                plan_versions,
                plan_versions.c.plan_id.in_(theirs),
                _blank(plan_versions, Fate.WORDS),
            ),
            (
                plan_confirmations,
                plan_confirmations.c.person_id == person_id,
                _blank(plan_confirmations, Fate.WHO),
            ),
        ):
            await self._tx.execute(update(table).where(which).values(values))

    async def _drop_drafts(self, asked: set[int]) -> None:
        """Entries in the making that were begun from one of these questions."""
        rows = await self._tx.execute(select(drafts.c.id, drafts.c.question_ids))
        theirs = [row.id for row in rows if asked.intersection(row.question_ids)]
        await self._tx.execute(delete(drafts).where(drafts.c.id.in_(theirs)))

    async def _drop_post(self, person_id: int, ticket_ids: Sequence[int]) -> None:
        """What came from them and went to them; and what came from the staff groups, and went there
        about no ticket in particular: a screen of it may have shown their words.
        """
        chat = f"chat:{person_id}"
        of_staff = (outbox.c.lane == STAFF_LANE) | outbox.c.lane.startswith(staff_lane(""))
        ended_in_general = of_staff & outbox.c.ended_at.is_not(None)
        menu = (outbox.c.lane == "profile") & outbox.c.body.contains(f'"chat_id":{person_id}}}')
        mine = outbox.c.lane.in_([chat, f"marks:{person_id}"])
        about = outbox.c.ticket_id.in_(ticket_ids)
        await self._tx.execute(delete(outbox).where(mine | about | ended_in_general | menu))
        private = (inbox.c.mailbox == chat) | inbox.c.mailbox.startswith(f"{chat}:")
        words = _blank(inbox, Fate.WORDS)
        await self._tx.execute(
            update(inbox).where(_HANDLED, private).values({**words, **_blank(inbox, Fate.WHO)})
        )
        of_groups = inbox.c.mailbox.startswith("chat:-") | (inbox.c.mailbox == "other")
        await self._tx.execute(
            update(inbox).where(_HANDLED, of_groups, inbox.c.raw != "").values(words)
        )

    async def _drop_marks(self, person_id: int) -> None:
        named = marks.c.key.endswith(f":{person_id}") | marks.c.key.contains(f":{person_id}:")
        await self._tx.execute(delete(marks).where(named))
