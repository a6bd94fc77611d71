"""Campaigns as rows, and whom they write to."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, bindparam, func, select, text, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.events.campaigns import Arranged, Campaign, Kind, Reached, Urgency, Was
from desk.events.seats import Status
from desk.privacy import Purpose
from storage.database import OnBoth
from storage.events.parts import days_in, venue_in, written_days, written_venue
from storage.events.seats import seat_in
from storage.events.tables import campaigns, seats
from storage.people import PeopleRows
from storage.schema import consents, people

_PLAIN = ("key", "event_id", "due_at", "useless_at", "cursor", "sent", "ended_at")
_SECOND = timedelta(seconds=1)
_GOES_ON = text("campaigns.ended_at IS NULL")
_THIS = update(campaigns).where(campaigns.c.id == bindparam("this"))

_ADD = OnBoth(lambda put: put(campaigns).on_conflict_do_nothing(index_elements=[campaigns.c.key]))
_NEXT = (
    select(campaigns)
    .where(_GOES_ON, campaigns.c.due_at <= bindparam("now"))
    .order_by(campaigns.c.urgency, campaigns.c.due_at, campaigns.c.id)
    .limit(1)
    .with_for_update()
)
_OPEN_OF = (
    select(campaigns)
    .where(_GOES_ON, campaigns.c.event_id == bindparam("event"))
    .order_by(campaigns.c.id)
    .with_for_update()
)
_MOVE = _THIS.values(cursor=bindparam("seen"), sent=bindparam("told"))
_POSTPONE = _THIS.values(due_at=bindparam("until"))
_END = _THIS.where(_GOES_ON).values(ended_at=bindparam("now"))
_FORGET = (
    update(seats)
    .where(seats.c.event_id == bindparam("event"), seats.c.comes.is_not(None))
    .values(comes=None)
)


class CampaignRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def add(self, campaign: Campaign) -> None:
        await self._tx.execute(_ADD.on(self._tx), _values(campaign))

    async def next(self, at: datetime) -> Campaign | None:
        row = (await self._tx.execute(_NEXT, {"now": at})).mappings().first()
        return _campaign(row) if row else None

    async def open_of(self, event_id: int) -> list[Campaign]:
        rows = (await self._tx.execute(_OPEN_OF, {"event": event_id})).mappings()
        return [_campaign(row) for row in rows]

    async def move(self, campaign: Campaign, cursor: int, sent: int) -> None:
        await self._tx.execute(_MOVE, {"this": campaign.id, "seen": cursor, "told": sent})

    async def postpone(self, campaign: Campaign, until: datetime) -> None:
        await self._tx.execute(_POSTPONE, {"this": campaign.id, "until": until})

    async def end(self, campaign_id: int, at: datetime) -> None:
        await self._tx.execute(_END, {"this": campaign_id, "now": at})

    async def seats(
        self,
        campaign: Campaign,
        statuses: Collection[Status],
        unless_off: Purpose | None,
        most: int,
    ) -> list[Reached]:
        """Whoever has signed up since knows it as it is."""
        query = (
            select(seats)
            .join(people, people.c.id == seats.c.person_id)
            .where(
                seats.c.event_id == campaign.event_id,
                seats.c.id > campaign.cursor,
                seats.c.status.in_([*statuses]),
                seats.c.made_at <= campaign.due_at,
                _can_be_told(unless_off),
            )
            .order_by(seats.c.id)
            .limit(most)
        )
        found = [seat_in(row) for row in (await self._tx.execute(query)).mappings()]
        numbers = [seat.person_id for seat in found if seat.person_id is not None]
        known = await PeopleRows(self._tx).some(numbers)
        return [Reached(known[seat.person_id], seat) for seat in found if seat.person_id in known]

    async def people(self, numbers: Collection[int], unless_off: Purpose) -> list[Reached]:
        query = select(people.c.id).where(people.c.id.in_([*numbers]), _can_be_told(unless_off))
        told = sorted(await self._tx.scalars(query))
        known = await PeopleRows(self._tx).some(told)
        return [Reached(known[number], None) for number in told]

    async def forget_answers(self, event_id: int) -> None:
        await self._tx.execute(_FORGET, {"event": event_id})


def _can_be_told(unless_off: Purpose | None) -> ColumnElement[bool]:
    """Stand-ins of those who are forgotten have no chat. The last word on a purpose counts."""
    there = people.c.reachable & (people.c.id > 0)
    if unless_off is None:
        return there
    said = (
        select(consents.c.is_on)
        .where(consents.c.person_id == people.c.id, consents.c.what == unless_off)
        .order_by(consents.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return there & func.coalesce(said, true())


def _values(campaign: Campaign) -> dict[str, Any]:
    return {
        **{name: getattr(campaign, name) for name in _PLAIN},
        "kind": campaign.kind,
        "urgency": int(campaign.urgency),
        "detail": {
            "sequence": campaign.sequence,
            "before": campaign.before // _SECOND,
            "was": [[one.after, _written(one.arranged)] for one in campaign.was],
            "topic": campaign.topic_id,
        },
    }


def _campaign(row: Any) -> Campaign:
    detail = row["detail"]
    return Campaign(
        id=row["id"],
        kind=Kind(row["kind"]),
        urgency=Urgency(row["urgency"]),
        sequence=detail["sequence"],
        before=detail["before"] * _SECOND,
        topic_id=detail["topic"],
        was=tuple(Was(after, _arranged(written)) for after, written in detail["was"]),
        **{name: row[name] for name in _PLAIN},
    )


def _written(one: Arranged) -> dict[str, Any]:
    return {
        "days": written_days(one.days),
        "zone": one.zone.key,
        "venue": written_venue(one.venue),
        "link": one.link,
    }


def _arranged(written: Any) -> Arranged:
    return Arranged(
        days_in(written["days"]),
        ZoneInfo(written["zone"]),
        venue_in(written["venue"]),
        written["link"],
    )
