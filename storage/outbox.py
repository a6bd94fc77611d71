"""Parcels as rows, from the moment a handler puts them in until Telegram has taken them."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import bindparam, delete, func, literal, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.groups import MAIN
from desk.incoming import MessageRef
from desk.outgoing import (
    STAFF_LANE,
    Address,
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
from storage.database import OnBoth
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
            set_={"body": insert(outbox).excluded.body},
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
    select(outbox.c.id, outbox.c.body)
    .where(_PENDING, outbox.c.ticket_id == bindparam("ticket"))
    .order_by(outbox.c.id.desc())
    .limit(1)
    .with_for_update()
)
_CLAIM = (
    update(outbox)
    .where(outbox.c.id == bindparam("number"), _PENDING)
    .values(state="sending", attempts=outbox.c.attempts + 1)
    .returning(outbox)
)
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
_BURST = 3500  # characters of a joined burst: below Telegram's 4096 with room for the names


@dataclass(frozen=True, slots=True)
class _Content:
    address: Address
    body: Body
    until: datetime | None = None


_CONTENT = TypeAdapter(_Content)


class OutboxRows:
    """`fresh` are the rows of this transaction, to be offered to delivery after the commit."""

    def __init__(self, tx: AsyncConnection, now: datetime) -> None:
        self._tx = tx
        self._now = now
        self.fresh: list[Waiting] = []

    async def put(self, parcel: Parcel) -> None:
        due_at = parcel.due_at or self._now
        values = {
            "ticket_id": getattr(parcel.address, "ticket_id", None),
            "priority": int(parcel.priority),
            "body": _packed(parcel.address, parcel.body, parcel.until),
            "key": parcel.key,
            "created_at": self._now,
            "due_at": due_at,
        }
        if isinstance(parcel.address, Topic) and not isinstance(parcel.body, Mark):
            statement, values["of_ticket"] = _PUT_IN_TOPIC, parcel.address.ticket_id
        else:
            statement, values["lane"] = _PUT, lane_of(parcel)
        row = (await self._tx.execute(statement.on(self._tx), values)).one()
        if all(row.id != known.id for known in self.fresh):
            stands = (row.id, row.lane, Priority(row.priority), row.due_at)
            self.fresh.append(Waiting(*stands, harmless(parcel)))

    async def join(self, key: str, source: MessageRef) -> bool:
        query = select(outbox.c.id, outbox.c.body).where(_PENDING, outbox.c.key == key)
        row = (await self._tx.execute(query.with_for_update())).first()
        return await self._join(row, source, size=0)

    async def join_burst(self, ticket_id: int, source: MessageRef, size: int) -> bool:
        row = (await self._tx.execute(_LAST_OF_TICKET, {"ticket": ticket_id})).first()
        return await self._join(row, source, size)

    async def drop(self, key: str) -> None:
        await self._tx.execute(_DROP, {"named": key, "now": self._now})

    async def follow(self, ticket_id: int) -> None:
        await self._tx.execute(_FOLLOW, {"ticket": ticket_id})

    async def follow_all(self, group: str) -> None:
        await self._tx.execute(_FOLLOW_ALL, {"left": staff_lane(group)})

    async def carries(self, source: MessageRef, ticket_id: int) -> bool:
        waiting = select(outbox.c.body).where(_PENDING, outbox.c.ticket_id == ticket_id)
        bodies = [_CONTENT.validate_json(one).body for one in await self._tx.scalars(waiting)]
        return any(isinstance(body, Relay) and source in body.sources for body in bodies)

    async def recall(self, source: MessageRef, chat_id: int) -> bool:
        lane = lane_of(Parcel(Chat(chat_id), Relay((source,))))
        query = select(outbox.c.id, outbox.c.body).where(_PENDING, outbox.c.lane == lane)
        for number, packed in await self._tx.execute(query.with_for_update()):
            body = _CONTENT.validate_json(packed).body
            if isinstance(body, Relay) and body.sources == (source,):
                await self._end(number, "recalled", None)
                return True
        return False

    async def withdraw(self, beginning: str) -> None:
        theirs = outbox.c.key.startswith(beginning, autoescape=True)
        gone = update(outbox).where(_PENDING, outbox.c.key.is_not(None), theirs)
        await self._tx.execute(gone.values(state="recalled", ended_at=self._now))

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

    async def claim(self, number: int) -> Claimed | None:
        """Marks the row as being sent; None where it was recalled, is in other hands or of no use
        any more.
        """
        row = (await self._tx.execute(_CLAIM, {"number": number})).mappings().first()
        if row is None:
            return None
        content = _CONTENT.validate_json(row["body"])
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
        )

    async def sent(self, *numbers: int) -> None:
        await self._tx.execute(_SENT, {"numbers": numbers, "now": self._now})

    async def failed(self, number: int, reason: str) -> None:
        await self._end(number, "failed", reason)

    async def again(self, row: Claimed, due_at: datetime, body: Body | None = None) -> Waiting:
        """Back into its place in the queue, not before `due_at`; with another body where given.

        Where a newer row has taken over its key meanwhile, this one lets go of it.
        """
        known = select(outbox.c.key).where(outbox.c.id == row.id).scalar_subquery()
        newer = select(outbox.c.id).where(_PENDING, outbox.c.key == known)
        values: dict[str, object] = {"state": "pending", "due_at": due_at}
        if (await self._tx.scalar(newer)) is not None:
            values["key"] = None
        if body is not None:
            values["body"] = _packed(row.address, body, row.until)
        if isinstance(row.address, Topic):
            values["lane"] = _lane_of_ticket(row.address.ticket_id)
        changed = update(outbox).where(outbox.c.id == row.id).values(values)
        lane = await self._tx.scalar(changed.returning(outbox.c.lane))
        return Waiting(row.id, lane or row.lane, row.priority, due_at)

    async def restart(self) -> int:
        """After a crash: what was in flight goes again, except bulk, which nobody wants twice."""
        doubtful = update(outbox).where(_SENDING, outbox.c.priority == Priority.BULK)
        await self._tx.execute(
            doubtful.values(state="failed", error="in flight at a crash", ended_at=self._now)
        )
        again = update(outbox).where(_SENDING).values(state="pending", key=None)
        return (await self._tx.execute(again)).rowcount

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
        content = _CONTENT.validate_json(row.body)
        match content.body:
            case Relay() as relay if bool(size) == bool(relay.size):
                pass
            case _:
                return False
        if relay.size + size > _BURST:
            return False
        joined = replace(relay, sources=(*relay.sources, source), size=relay.size + size)
        packed = _packed(content.address, joined, content.until)
        await self._tx.execute(update(outbox).where(outbox.c.id == row.id).values(body=packed))
        return True

    async def _end(self, number: int, state: str, error: str | None) -> None:
        await self._tx.execute(
            update(outbox)
            .where(outbox.c.id == number)
            .values(state=state, error=error, ended_at=self._now)
        )


def _packed(address: Address, body: Body, until: datetime | None) -> str:
    return _CONTENT.dump_json(_Content(address, body, until)).decode()
