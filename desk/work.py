"""What staff do with a ticket: each act is one step of its life, or a change of what it says."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from desk.history import Actor, Change
from desk.life import Act, can
from desk.ticket import Priority, Ticket, subject_of
from desk.tickets import Tickets, yes

_MOST_TAGS, _LONGEST_TAG = 10, 30  # characters


class Work:
    def __init__(self, tickets: Tickets) -> None:
        self._tickets = tickets

    async def claim(self, ticket: Ticket, by: Actor, at: datetime, owner: Actor) -> Ticket:
        """The ticket is the owner's, whoever says so. Raises NotNow."""
        if ticket.owner_id == owner.id:
            return ticket
        claimed = ticket.did(Act.CLAIM, at, owner_id=owner.id)
        return await self._tickets.change(ticket, claimed, Act.CLAIM, by, at, owner.name)

    async def release(self, ticket: Ticket, by: Actor, at: datetime) -> Ticket:
        """Raises NotNow."""
        return await self._act(ticket, Act.RELEASE, by, at, owner_id=None)

    async def replied(self, ticket: Ticket, by: Actor, at: datetime) -> Ticket:
        """Who answers what is nobody's has it from then on."""
        replied = ticket.did(
            Act.REPLY,
            at,
            owner_id=ticket.owner_id or by.id,
            first_reply_at=ticket.first_reply_at or at,
        )
        return await self._tickets.change(ticket, replied, Act.REPLY, by, at)

    async def wait(self, ticket: Ticket, by: Actor, at: datetime) -> Ticket:
        """Raises NotNow."""
        return await self._act(ticket, Act.WAIT, by, at, owner_id=ticket.owner_id or by.id)

    async def consult(self, ticket: Ticket, by: Actor, at: datetime, whom: str) -> Ticket:
        """Raises NotNow."""
        asked = ticket.did(Act.CONSULT, at, owner_id=ticket.owner_id or by.id)
        return await self._tickets.change(ticket, asked, Act.CONSULT, by, at, whom)

    async def solve(self, ticket: Ticket, by: Actor, at: datetime, solution: str) -> Ticket:
        """Raises NotNow."""
        owner_id = ticket.owner_id or by.id
        solved = ticket.did(Act.SOLVE, at, owner_id=owner_id, solution=solution or None)
        return await self._tickets.change(ticket, solved, Act.SOLVE, by, at, solution)

    async def close(self, ticket: Ticket, by: Actor, at: datetime) -> Ticket:
        """Raises NotNow."""
        return await self._act(ticket, Act.CLOSE, by, at)

    async def reopen(self, ticket: Ticket, by: Actor, at: datetime) -> Ticket:
        """Raises NotNow."""
        return await self._act(ticket, Act.REOPEN, by, at)

    async def tag(self, ticket: Ticket, by: Actor, at: datetime, tags: Sequence[str]) -> Ticket:
        """Those that it has are taken away, the others put on."""
        kept = [tag for tag in ticket.tags if tag not in tags]
        short = dict.fromkeys(tag[:_LONGEST_TAG] for tag in tags if tag)
        new = [tag for tag in short if tag not in ticket.tags]
        tagged = replace(ticket, tags=(*kept, *new)[:_MOST_TAGS])
        return await self._tickets.change(ticket, tagged, Change.TAG, by, at, " ".join(tags))

    async def set_priority(
        self, ticket: Ticket, by: Actor, at: datetime, priority: Priority
    ) -> Ticket:
        changed = replace(ticket, priority=priority)
        return await self._tickets.change(ticket, changed, Change.PRIORITY, by, at, priority)

    async def call(self, ticket: Ticket, by: Actor, at: datetime, subject: str) -> Ticket:
        """It has another subject from now on."""
        called = replace(ticket, subject=subject_of(subject))
        return await self._tickets.change(ticket, called, Change.SUBJECT, by, at, called.subject)

    async def mark_sensitive(
        self, ticket: Ticket, by: Actor, at: datetime, *, sensitive: bool
    ) -> Ticket:
        marked = replace(ticket, sensitive=sensitive)
        return await self._tickets.change(ticket, marked, Change.SENSITIVE, by, at, yes(sensitive))

    async def link(self, ticket: Ticket, by: Actor, at: datetime, other: Ticket) -> Ticket:
        linked = replace(ticket, parent_id=other.id)
        return await self._tickets.change(ticket, linked, Change.LINK, by, at, str(other.id))

    async def merge(self, ticket: Ticket, by: Actor, at: datetime, into: Ticket) -> Ticket:
        """What was asked here goes on there. Raises NotNow."""
        merged = ticket.did(Act.CLOSE, at, parent_id=into.id)
        return await self._tickets.change(ticket, merged, Change.MERGE, by, at, str(into.id))

    async def block(
        self, ticket: Ticket, by: Actor, at: datetime, until: datetime | None, detail: str = ""
    ) -> Ticket:
        """Of an anonymous ticket itself; a member with a name is blocked as a person.

        None ends it.
        """
        changed = replace(ticket, blocked_until=until) if ticket.anonymous else ticket
        what = Change.UNBLOCK if until is None else Change.BLOCK
        changed = await self._tickets.keep(ticket, changed)
        await self._tickets.tell(changed, what, by, at, detail)
        return changed

    async def move(self, ticket: Ticket, by: Actor, at: datetime, group: str) -> Ticket:
        """Into another group, whose people may take it: it is nobody's there, and has no topic."""
        free = _given(ticket, Act.RELEASE, at, None)
        moved = replace(free, group_name=group, topic_id=None, card_id=None, sign=None)
        return await self._tickets.change(ticket, moved, Change.MOVE, by, at, group)

    async def note(self, ticket: Ticket, by: Actor, at: datetime, change: Change) -> None:
        """Something was done that changes nothing of the ticket itself."""
        await self._tickets.tell(ticket, change, by, at)

    async def hand_over(self, ticket: Ticket, by: Actor, at: datetime, to: Actor | None) -> Ticket:
        """To somebody else, or back to everybody, in whatever status; who waits has waited on."""
        act = Act.CLAIM if to else Act.RELEASE
        owner_id = to.id if to else None
        given = _given(ticket, act, at, owner_id)
        return await self._tickets.change(ticket, given, act, by, at, to.name if to else "")

    async def _act(
        self, ticket: Ticket, act: Act, by: Actor, at: datetime, **changes: Any
    ) -> Ticket:
        changed = ticket.did(act, at, **changes)
        return await self._tickets.change(ticket, changed, act, by, at)


def _given(ticket: Ticket, act: Act, at: datetime, owner_id: int | None) -> Ticket:
    """In whatever status; who waits has waited on."""
    if not can(ticket.status, act):
        return replace(ticket, owner_id=owner_id)
    return replace(ticket.did(act, at, owner_id=owner_id), since=ticket.since)
