"""Parcels as rows, from the moment a handler puts them in until Telegram has taken them."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    bindparam,
    delete,
    func,
    literal,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.groups import MAIN
from desk.incoming import MessageRef
from desk.outgoing import (
    STAFF_LANE,
    Body,
    Chat,
    Claimed,
    Mark,
    Parcel,
    Priority,
    Relay,
    Topic,
    Waiting,
    harmless,
    lane_of,
    staff_lane,
)
from storage.claims import CLAIM, CLAIM_IN_TERM, SOON
from storage.columns import Moment
from storage.database import OnBoth
from storage.packing import body_in, packed, unpacked
from storage.schema import outbox, tickets

_PENDING = text("outbox.state = 'pending'")
_SENDING = text("outbox.state = 'sending'")
_WAITS_UNDER_KEY = text("key IS NOT NULL AND state = 'pending'")


def _lane_of_ticket(number: Any) -> Any:
    """The lane of the group that the ticket is in now."""
    another = tickets.c.group_name != MAIN
    lane = select(literal(staff_lane("")) + tickets.c.group_name).where(tickets.c.id == number)
    return func.coalesce(lane.where(another).scalar_subquery(), STAFF_LANE)


def _put(insert: Any, **values: Any) -> Any:
    return (
        insert(outbox)
        .values(**values)
        .on_conflict_do_update(
            # In its old place in the queue, so that what waits behind it stays behind it.
            index_elements=[outbox.c.key],
            index_where=_WAITS_UNDER_KEY,
            set_={name: insert(outbox).excluded[name] for name in ("body", "cause")},
        )
        .returning(outbox.c.id, outbox.c.lane, outbox.c.priority, outbox.c.due_at)
    )


_PUT = OnBoth(_put)
_PUT_IN_TOPIC = OnBoth(lambda insert: _put(insert, lane=_lane_of_ticket(bindparam("of_ticket"))))
_FOLLOW = (
    update(outbox)
    .where(_PENDING, outbox.c.ticket_id == bindparam("ticket"))
    .values(lane=_lane_of_ticket(bindparam("ticket")))
)
_FOLLOW_ALL = (
    update(outbox)
    .where(_PENDING, outbox.c.lane == bindparam("left"), outbox.c.ticket_id.is_not(None))
    .values(lane=_lane_of_ticket(outbox.c.ticket_id))
)
_LAST_OF_TICKET = (
    select(outbox.c.id, outbox.c.body, outbox.c.error, outbox.c.cause)
    .where(_PENDING, outbox.c.ticket_id == bindparam("ticket"))
    .order_by(outbox.c.id.desc())
    .limit(1)
    .with_for_update()
)
_OF_EARLIER_TERM = text("(outbox.term IS NULL OR outbox.term < :now_term)")
_DROP = (
    update(outbox)
    .where(_PENDING, outbox.c.key == bindparam("named"))
    .values(state="recalled", ended_at=bindparam("now"))
)
_SENT = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("numbers", expanding=True)))
    .values(state="sent", error=None, ended_at=bindparam("now"))
)
# Whoever was sending it may still say "sent", and would mean what it held then: nothing joins it.
_IN_DOUBT = "in flight when another term began"
_BURST = 3500  # characters of a joined burst: below Telegram's 4096 with room for the names


class OutboxRows:
    """`fresh` are the rows of this transaction, to be offered to delivery after the commit.

    `cause` names what is being handled, and stands with each row that is put in.
    """

    def __init__(self, tx: AsyncConnection, now: datetime, cause: str | None = None) -> None:
        self._tx = tx
        self._now = now
        self._cause = cause
        self.fresh: list[Waiting] = []

    async def put(self, parcel: Parcel) -> None:
        due_at = parcel.due_at or self._now
        values = {
            "ticket_id": getattr(parcel.address, "ticket_id", None),
            "priority": int(parcel.priority),
            "body": packed(parcel.address, parcel.body, parcel.until),
            "key": parcel.key,
            "created_at": self._now,
            "due_at": due_at,
            "cause": self._cause,
        }
        if isinstance(parcel.address, Topic) and not isinstance(parcel.body, Mark):
            statement, values["of_ticket"] = _PUT_IN_TOPIC, parcel.address.ticket_id
        else:
            statement, values["lane"] = _PUT, lane_of(parcel)
        row = (await self._tx.execute(statement.on(self._tx), values)).one()
        if all(row.id != known.id for known in self.fresh):
            stands = (row.id, row.lane, Priority(row.priority), row.due_at)
            self.fresh.append(Waiting(*stands, harmless(parcel), self._cause))

    async def join(self, key: str, source: MessageRef) -> bool:
        query = select(outbox.c.id, outbox.c.body, outbox.c.cause)
        query = query.where(_PENDING, outbox.c.key == key)
        row = (await self._tx.execute(query.with_for_update())).first()
        return await self._join(row, source, size=0)

    async def join_burst(self, ticket_id: int, source: MessageRef, size: int) -> bool:
        row = (await self._tx.execute(_LAST_OF_TICKET, {"ticket": ticket_id})).first()
        if row is not None and row.error == _IN_DOUBT:
            return False
        return await self._join(row, source, size)

    async def drop(self, key: str) -> None:
        await self._tx.execute(_DROP, {"named": key, "now": self._now})

    async def follow(self, ticket_id: int) -> None:
        await self._tx.execute(_FOLLOW, {"ticket": ticket_id})

    async def follow_all(self, group: str) -> None:
        await self._tx.execute(_FOLLOW_ALL, {"left": staff_lane(group)})

    async def carries(self, source: MessageRef, ticket_id: int) -> bool:
        waiting = select(outbox.c.body).where(_PENDING, outbox.c.ticket_id == ticket_id)
        bodies = [body_in(one) for one in await self._tx.scalars(waiting)]
        return any(isinstance(body, Relay) and source in body.sources for body in bodies)

    async def recall(self, source: MessageRef, chat_id: int) -> bool:
        lane = lane_of(Parcel(Chat(chat_id), Relay((source,))))
        query = select(outbox.c.id, outbox.c.body).where(_PENDING, outbox.c.lane == lane)
        for number, kept in await self._tx.execute(query.with_for_update()):
            body = body_in(kept)
            if isinstance(body, Relay) and body.sources == (source,):
                await self._end(number, "recalled", None)
                return True
        return False

    async def withdraw(self, beginning: str) -> None:
        theirs = outbox.c.key.startswith(beginning, autoescape=True)
        gone = update(outbox).where(_PENDING, outbox.c.key.is_not(None), theirs)
        await self._tx.execute(gone.values(state="recalled", ended_at=self._now))

    async def holds(self, number: int) -> bool:
        query = select(outbox.c.id).where(outbox.c.id == number).with_for_update()
        return await self._tx.scalar(query) is not None

    async def has_many(self, most: int) -> bool:
        """Whether so many messages to people, or more, are due that nobody waits for."""
        due = (
            select(outbox.c.id)
            .where(
                _PENDING,
                outbox.c.priority >= Priority.NOTICE,
                outbox.c.lane.startswith("chat:"),
                outbox.c.due_at <= self._now,
            )
            .limit(most)
        )
        return (await self._tx.scalar(select(func.count()).select_from(due.subquery()))) == most

    async def waiting(self, *, bulk: bool, after: int = 0, most: int) -> list[Waiting]:
        query = (
            select(outbox.c.id, outbox.c.lane, outbox.c.priority, outbox.c.due_at)
            .where(_PENDING, outbox.c.id > after)
            .order_by(outbox.c.priority, outbox.c.id)
            .limit(most)
        )
        kind = outbox.c.priority
        if bulk:  # what waits for the morning takes no room from what may go now
            query = query.where(kind == Priority.BULK, outbox.c.due_at <= self._now)
        else:
            query = query.where(kind < Priority.BULK)
        rows = await self._tx.execute(query)
        return [Waiting(row.id, row.lane, Priority(row.priority), row.due_at) for row in rows]

    async def claim(self, number: int, term: int | None = None) -> Claimed | None:
        """Marks the row as being sent; None where it was recalled, is in other hands or of no use
        any more, and where that term of leadership is over or another row is before this one.
        Where nobody can read it, it has failed: it must not hold back what is behind it.
        """
        claim = CLAIM if term is None else CLAIM_IN_TERM
        values = {"number": number, "of_term": term, "soon": self._now + SOON}
        row = (await self._tx.execute(claim, values)).mappings().first()
        if row is None:
            return None
        content = unpacked(row["body"])
        if content is None:
            await self._end(number, "failed", "this version cannot read it")
            return None
        if content.until is not None and content.until <= self._now:
            await self._end(number, "recalled", None)
            return None
        return Claimed(
            id=row["id"],
            lane=row["lane"],
            address=content.address,
            body=content.body,
            priority=Priority(row["priority"]),
            attempts=row["attempts"],
            created_at=row["created_at"],
            until=content.until,
            cause=row["cause"],
            term=row["term"],
        )

    async def sent(self, *numbers: int) -> None:
        await self._tx.execute(_SENT, {"numbers": numbers, "now": self._now})

    async def failed(self, number: int, reason: str) -> None:
        await self._end(number, "failed", reason)

    async def again(self, row: Claimed, due_at: datetime, body: Body | None = None) -> Waiting:
        """Back into its place in the queue, not before `due_at`; with another body where given.

        Where a newer row has taken over its key meanwhile, this one lets go of it. A row that
        another term has taken over is no more this one's to change.
        """
        known = select(outbox.c.key).where(outbox.c.id == row.id).scalar_subquery()
        newer = select(outbox.c.id).where(_PENDING, outbox.c.key == known)
        values: dict[str, object] = {"state": "pending", "due_at": due_at}
        if (await self._tx.scalar(newer)) is not None:
            values["key"] = None
        if body is not None:
            values["body"] = packed(row.address, body, row.until)
        if isinstance(row.address, Topic):
            values["lane"] = _lane_of_ticket(row.address.ticket_id)
        mine = (outbox.c.id == row.id, _SENDING, outbox.c.term.is_not_distinct_from(row.term))
        changed = update(outbox).where(*mine).values(values)
        lane = await self._tx.scalar(changed.returning(outbox.c.lane))
        return Waiting(row.id, lane or row.lane, row.priority, due_at)

    async def restart(self, term: int = 0) -> int:
        """What an earlier term has left in flight goes again; bulk does not: nobody wants it twice.

        `term` is the one that is now. A leader that does not know yet that it is none any more
        leaves those of later terms alone.
        """
        left = (_SENDING, _OF_EARLIER_TERM.bindparams(now_term=term))
        doubtful = update(outbox).where(*left, outbox.c.priority == Priority.BULK)
        await self._tx.execute(
            doubtful.values(state="failed", error="in flight at a crash", ended_at=self._now)
        )
        again = update(outbox).where(*left).values(state="pending", key=None, error=_IN_DOUBT)
        return (await self._tx.execute(again)).rowcount

    async def lately(self, since: datetime) -> list[tuple[str, datetime]]:
        """What has gone out since, and what is in flight: its lane and when; the oldest first."""
        ended = select(outbox.c.lane, outbox.c.ended_at).where(
            outbox.c.ended_at > since, outbox.c.state == "sent"
        )
        flying = select(outbox.c.lane, literal(self._now, Moment())).where(_SENDING)
        rows = [*await self._tx.execute(ended), *await self._tx.execute(flying)]
        return sorted(((row[0], row[1]) for row in rows), key=lambda row: row[1])

    async def drop_mending(self, ticket_id: int) -> None:
        """A topic that is lost again needs no second card of the first mending."""
        await self._tx.execute(
            update(outbox)
            .where(
                _PENDING,
                outbox.c.ticket_id == ticket_id,
                outbox.c.priority == Priority.MENDING,
            )
            .values(state="recalled", ended_at=self._now)
        )

    async def count(self) -> dict[str, int]:
        """Rows by state."""
        query = select(outbox.c.state, func.count()).group_by(outbox.c.state)
        return {row.state: row[1] for row in await self._tx.execute(query)}

    async def sweep(self, before: datetime) -> int:
        """What has gone out holds personal words: it does not stay."""
        swept = delete(outbox).where(
            text("outbox.ended_at IS NOT NULL"), outbox.c.ended_at < before
        )
        return (await self._tx.execute(swept)).rowcount

    async def _join(self, row: Any, source: MessageRef, size: int) -> bool:
        if row is None:
            return False
        content = unpacked(row.body)
        relay = content.body if content else None
        if content is None or not isinstance(relay, Relay) or bool(size) != bool(relay.size):
            return False
        if relay.size + size > _BURST:
            return False
        joined = replace(relay, sources=(*relay.sources, source), size=relay.size + size)
        longer = packed(content.address, joined, content.until)
        causes = " ".join(filter(None, (row.cause, self._cause))) or None
        joining = update(outbox).where(outbox.c.id == row.id)
        await self._tx.execute(joining.values(body=longer, cause=causes))
        return True

    async def _end(self, number: int, state: str, error: str | None) -> None:
        await self._tx.execute(
            update(outbox)
            .where(outbox.c.id == number, outbox.c.ended_at.is_(None))
            .values(state=state, error=error, ended_at=self._now)
        )
