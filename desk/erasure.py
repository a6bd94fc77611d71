"""Forgetting: what is erased of somebody, what stays, and which copies Telegram lets a bot delete.

A request whose words are erased stays as a row, so that counts stay. One whose member is forgotten
belongs to a stand-in: a row of `people` with an id below zero, no name, and nobody behind it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from desk.events.seating import Seats
from desk.groups import Groups
from desk.history import Change
from desk.life import Act
from desk.mentoring.bookings import Bookings, Ended
from desk.mentoring.facilitations import Facilitations, Turn
from desk.people import Person
from desk.ticket import Ticket
from desk.tickets import Tickets

# Bot API, deleteMessage: less than 48 hours old. Some minutes are left for the way there.
DELETABLE = timedelta(hours=48) - timedelta(minutes=30)
_ALL = 1_000_000  # tickets


class Fate(StrEnum):
    KEPT = "kept"  # it says nothing of a member
    WORDS = "words"  # goes when the member says so, and when its time is over
    WHO = "who"  # goes when the member says so
    ROW = "row"  # the rows that are about the member go as they are


def _fates(**columns: str) -> dict[str, Fate]:
    return {name: Fate(fate) for fate, names in columns.items() for name in names.split()}


# Every table and every column. What staff have taken into the knowledge base is masked before, and
# what they are themselves is theirs.
FATES: Mapping[str, Mapping[str, Fate]] = {
    "inbox": _fates(
        kept="id update_id received_at attempts done_at dead_at", who="mailbox", words="raw error"
    ),
    "outbox": _fates(
        row="id lane ticket_id priority body key state attempts created_at due_at ended_at error "
        "cause term"
    ),
    "people": _fates(
        kept="language office notice met_at actor_type timezone blocked_until blocked_unseen_until",
        who="id name username reachable ticket_id awaiting place folded handle",
    ),
    "offices": _fates(kept="slug name timezone opening_hours holidays languages added_at"),
    "office_days": _fates(kept="office day is_open hours reason"),
    "organisations": _fates(kept="id name folded"),
    "memberships": _fates(row="id person_id organisation_id role"),
    "questions": _fates(
        kept="id kind tried outcome language helped ticket_id asked_at",
        who="person_id",
        words="message_ids html plain media_group_id gap",
    ),
    "tickets": _fates(
        kept="id language tried status opened_at first_reply_at closed_at helped service urgent "
        "topic_id card_id since owner_id priority tags sensitive parent_id rating erased_at due_at "
        "anonymous blocked_until group_name",
        who="requester_id origin",
        words="subject solution remark sign",
    ),
    "former_topics": _fates(kept="chat_id topic_id ticket_id told"),
    "history": _fates(kept="id ticket_id what by at", who="actor_id actor_name", words="detail"),
    "rushes": _fates(row="person_id since last count texts"),
    "kept": _fates(
        row="id person_id ticket_id anonymous why chat_id message_id incoming kept_at",
    ),
    "lookups": _fates(row="chat_id message_id sent_at"),
    "audit": _fates(kept="id deed actor_id actor_name ticket_id whom_id whom_name count at"),
    "timers": _fates(
        row="key kind ticket_id about_id planned_at due_at target fired_at attempts",
    ),
    "staff": _fates(kept="id name username role language away_until group_name"),
    "held": _fates(row="id ticket_id chat_id message_id author_id author_name incoming held_at"),
    "canned": _fates(kept="id slug language topic html author_id changed_at"),
    "canned_drafts": _fates(kept="message_id slug topic language before group_name"),
    "messages": _fates(
        kept="id ticket_id author kind sent_at recalled_at times",
        who="author_name",
        words="html chat_id message_id copy_chat_id copy_message_id media edits",
    ),
    "finds": _fates(kept="ticket_id", words="words"),
    "phrasings": _fates(kept="id language slug text folded author_id added_at"),
    "entries": _fates(kept="id slug language topic title answer author_id added_at"),
    "drafts": _fates(
        row="id language topic title answer phrasings question_ids message_id awaiting slug "
        "begun_at group_name"
    ),
    "tallies": _fates(kept="slug language shown helped asked_on"),
    "consents": _fates(kept="id what is_on version language at", who="person_id"),
    "mentors": _fates(
        kept="id token organisation_id kinds standing languages areas regions timezone "
        "weekly_hours holidays terms is_online capacity added_at",
        who="person_id name about place",
    ),
    "mentor_days": _fates(kept="mentor_id day hours"),
    "wishes": _fates(
        kept="id organisation_id timezone language made_at minutes kind area is_online region "
        "mentor_id avoided declined earliest latest state waiting_since booking_id rests_until",
        who="person_id",
        words="words",
    ),
    "mentor_forms": _fates(kept="message_id group_name mentor_id part"),
    "grants": _fates(kept="id organisation_id kind starts ends"),
    "open_calls": _fates(kept="id name folded until place"),
    "bookings": _fates(
        kept="id uid mentor_id organisation_id starts_at ends_at timezone status made_at made_by "
        "language area is_online until sequence member_comes mentor_comes ended_by missed wish_id "
        "cause first_cell end_cell changed_at facilitation_id",
        who="requester_id",
        words="reason",
    ),
    "booking_guests": _fates(row="booking_id person_id joined_at"),
    "mentor_cells": _fates(kept="mentor_id cell booking_id"),
    "person_cells": _fates(row="person_id cell booking_id"),
    "session_notes": _fates(
        kept="id booking_id author is_private kind written_at",
        words="html chat_id message_id",
    ),
    "session_accounts": _fates(
        kept="booking_id side told_at missed useful agreed another", words="words"
    ),
    "facilitations": _fates(
        kept="id organisation_id timezone stage made_at purpose areas day minute minutes is_online "
        "region languages people answered mentor_id until rounds avoided booking_id group_name "
        "message_id form sent_at ended_at ended_by",
        who="person_id",
        words="theme place hopes reason",
    ),
    "facilitation_items": _fates(kept="id facilitation_id item done_at done_by"),
    "facilitation_slips": _fates(
        kept="id facilitation_id item author kind written_at",
        words="html chat_id message_id",
    ),
    "feeds": _fates(row="person_id digest made_at revoked_at"),
    "plans": _fates(
        kept="id organisation_id mentor_id made_at revision last progress",
        who="person_id",
        words="draft",
    ),
    "plan_versions": _fates(kept="plan_id number made_by made_at", words="goals"),
    "plan_confirmations": _fates(kept="plan_id number side at", who="person_id"),
    "event_series": _fates(kept="id rule timezone starts_at made_at"),
    "events": _fates(
        kept="id uid kind standing timezone days starts_at ends_at title about region themes venue "
        "link languages interpreted donor roles agenda terms waived series_id recurs_at part_of "
        "sequence made_at made_by published_at changed_at reason seats taken",
    ),
    "event_files": _fates(kept="id event_id slot kind chat_id message_id title language added_at"),
    "event_counts": _fates(
        kept="event_id organisations persons counted_on counted_with since until"
    ),
    "event_forms": _fates(kept="message_id group_name event_id part said"),
    "event_organisations": _fates(kept="event_id organisation_id taken"),
    "seats": _fates(
        kept="id event_id organisation_id status language made_at changed_at code photos since "
        "until cause comes brought_by",
        who="person_id name token written_as",
        words="access interpretation",
    ),
    "seat_changes": _fates(kept="id seat_id step cause by at"),
    "event_doors": _fates(kept="event_id token group_name message_id"),
    "attendances": _fates(kept="seat_id day at way by"),
    "feedback": _fates(kept="seat_id told_at useful learnt again passed_on", words="words lesson"),
    "subscriptions": _fates(row="id person_id kind region theme made_at"),
    "campaigns": _fates(
        kept="id key kind event_id detail urgency due_at useless_at cursor sent ended_at"
    ),
    "topics": _fates(
        kept="id kind event_id theme language anonymous standing merged_into met_by made_at "
        "closed_at reason",
        who="author_id",
        words="words folded",
    ),
    "topic_votes": _fates(row="topic_id person_id organisation_id at"),
    "ballots": _fates(
        kept="id event_id question options method per_organisation quorum standing made_at "
        "closes_at closed_at"
    ),
    "ballot_papers": _fates(kept="ballot_id choices at", who="voter person_id"),
    "demand_forms": _fates(kept="message_id group_name part about_id"),
    "moved_chats": _fates(kept="old_id new_id"),
    "marks": _fates(row="key value set_at"),
}

# The changes of a ticket whose detail is a number, a grade, a group or a colleague's name.
TELL_NO_WORDS = (
    Act.CLAIM,
    Change.HELPED,
    Change.PRIORITY,
    Change.SENSITIVE,
    Change.LINK,
    Change.MERGE,
    Change.MOVE,
    Change.RATE,
    Change.TARGET,
    Change.BLOCK,
)


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much is kept of somebody. `oldest` is when the first of their closed requests closed."""

    tickets: int = 0
    messages: int = 0
    questions: int = 0
    ratings: int = 0
    oldest: datetime | None = None
    seats: int = 0
    subscriptions: int = 0
    topics: int = 0
    votes: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A message of a ticket's in a staff group."""

    ticket_id: int
    chat_id: int
    message_id: int
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Traces:
    """What a forgotten ticket has left in its topic; the topics that it has left go as a whole.

    `young` may be deleted one by one; where `has_older`, others only go with the whole topic.
    """

    ticket: Ticket
    young: tuple[int, ...] = ()
    has_older: bool = False


@dataclass(frozen=True, slots=True)
class Farewell:
    """What a forgotten member leaves behind, for those who are to clean it up or hear of it."""

    traces: tuple[Traces, ...]
    ended: Ended
    turns: tuple[Turn, ...] = ()


class ErasureStore(Protocol):
    async def holdings(self, person_id: int) -> Holdings: ...

    async def places(self, ticket_ids: Sequence[int], chat_ids: Sequence[int]) -> list[Place]: ...

    async def forget(self, person_id: int, at: datetime) -> None:
        """Everything that FATES says, in every table; the person's lock must be held."""

    async def erase(self, ticket_id: int, at: datetime) -> None:
        """The words of one ticket; the requester's lock must be held."""

    async def outlived(self, closed_before: datetime, most: int) -> list[int]:
        """Tickets that were closed before this, and have their words still."""

    async def erase_questions(self, asked_before: datetime, most: int) -> int:
        """The words of questions that became no ticket; how many it were."""

    async def drop_unfinished(self, begun_before: datetime) -> int:
        """What staff held back or began to write, and left."""


class Erasure:
    def __init__(
        self,
        store: ErasureStore,
        tickets: Tickets,
        bookings: Bookings,
        facilitations: Facilitations,
        seats: Seats,
    ) -> None:
        self._store = store
        self._tickets = tickets
        self._bookings = bookings
        self._facilitations = facilitations
        self._seats = seats
        self.has_erased = False  # whether the file and its index still hold what the rows do not

    async def holdings(self, person: Person) -> Holdings:
        return await self._store.holdings(person.id)

    async def forget(self, person: Person, groups: Groups, at: datetime) -> Farewell:
        """The person is nobody from now on; what is left of them where others see it."""
        tickets = await self._tickets.of(person, _ALL)
        numbers = [ticket.id for ticket in tickets]
        places = await self._store.places(numbers, [group.chat_id for group in groups.all])
        for ticket in tickets:
            await self._tickets.end(ticket, at)
        turns = await self._facilitations.forget(person.id, at)
        ended = await self._bookings.forget(person, at)
        await self._seats.forget(person, at)
        await self._store.forget(person.id, at)
        self.has_erased = True
        left = [await self._tickets.look(number) for number in numbers]
        gone = (traces(ticket, groups.chat_of(ticket), places, at) for ticket in left)
        return Farewell(tuple(gone), ended, tuple(turns))

    async def outlived(self, closed_before: datetime, most: int) -> list[int]:
        return await self._store.outlived(closed_before, most)

    async def erase(self, ticket_id: int, closed_before: datetime, at: datetime) -> None:
        """Unless somebody has opened it again meanwhile."""
        ticket = await self._tickets.get(ticket_id)
        if ticket.closed_at is not None and ticket.closed_at < closed_before:
            await self._store.erase(ticket_id, at)
            self.has_erased = True

    async def erase_questions(self, asked_before: datetime, most: int) -> int:
        return await self._store.erase_questions(asked_before, most)

    async def drop_unfinished(self, begun_before: datetime) -> int:
        return await self._store.drop_unfinished(begun_before)


def traces(ticket: Ticket, chat_id: int, places: Iterable[Place], at: datetime) -> Traces:
    """The card is not among them: it is edited, which is allowed at any age."""
    there = [p for p in places if (p.ticket_id, p.chat_id) == (ticket.id, chat_id)]
    mine = [p for p in there if p.message_id != ticket.card_id]
    young = sorted({p.message_id for p in mine if at - p.sent_at < DELETABLE})
    return Traces(ticket, tuple(young), any(at - p.sent_at >= DELETABLE for p in mine))
