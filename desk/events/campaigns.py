"""Campaigns: the same told to many, a hundred of them at a time.

Whom a campaign writes to is worked out by its kind, from a cursor on. The cursor moves in the
transaction that puts the parcels into the outbox, so nobody is written to twice, or not at all,
whenever the program is killed.
"""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from desk.events.event import Day, Event, Standing, Venue
from desk.events.events import Changed
from desk.events.reminders import EventReminders, Reminder
from desk.events.seats import Seat, Status
from desk.people import Person
from desk.privacy import Purpose

MOST = 100  # people of one transaction

FirstToTell = Callable[[int, int | None], Awaitable[Collection[int]]]


class Kind(StrEnum):
    REMINDER = "reminder"  # whoever has a seat
    CHANGE = "change"  # whoever has a seat, or waits for one, of another date or place
    CANCELLED = "cancelled"  # them too
    FIRST = "first"  # those who have asked for it hear of a new event
    NEWS = "news"  # and then whoever wants to hear of such


class Urgency(IntEnum):
    """Of what is due at the same time, the lower goes first."""

    HOURS = 0  # before the start
    DAY = 1
    DAYS = 2
    CHANGE = 3
    FIRST = 4
    NEWS = 5


class Arranged(NamedTuple):
    """What people are told of where it changes."""

    days: tuple[Day, ...]
    zone: ZoneInfo
    venue: Venue | None
    link: str


class Was(NamedTuple):
    """How those know the event whose seats have a higher number than `after`."""

    after: int
    arranged: Arranged


@dataclass(frozen=True, slots=True)
class Campaign:
    """`cursor`: who comes after it has not been written to. After `useless_at` nobody is.

    `before` is how long before the start a reminder comes. `was` is for a change, by `after`.
    `topic_id` is where only those hear of an event who asked for this.
    """

    id: int
    key: str
    kind: Kind
    event_id: int
    urgency: Urgency
    due_at: datetime
    useless_at: datetime | None = None
    sequence: int = 0
    before: timedelta = timedelta()
    was: tuple[Was, ...] = field(default=(), hash=False)
    topic_id: int | None = None
    cursor: int = 0
    sent: int = 0
    ended_at: datetime | None = None

    def was_for(self, seat: Seat) -> Arranged:
        return [one.arranged for one in self.was if one.after < seat.id][-1]

    @property
    def presses(self) -> bool:
        """It cannot wait for the morning."""
        return self.kind in (Kind.CHANGE, Kind.CANCELLED) or self.urgency is Urgency.HOURS


class Reached(NamedTuple):
    """Somebody who is written to, with the seat it is about."""

    person: Person
    seat: Seat | None


class Batch(NamedTuple):
    campaign: Campaign
    event: Event
    reached: Sequence[Reached]


class CampaignStore(Protocol):
    async def add(self, campaign: Campaign) -> None:
        """Unless there is one with its key."""

    async def next(self, at: datetime) -> Campaign | None:
        """The most urgent of those that are due and have not ended, in line with others."""

    async def open_of(self, event_id: int) -> list[Campaign]:
        """Those that have not ended, in line with whoever writes them."""

    async def move(self, campaign: Campaign, cursor: int, sent: int) -> None: ...

    async def postpone(self, campaign: Campaign, until: datetime) -> None: ...

    async def end(self, campaign_id: int, at: datetime) -> None: ...

    async def seats(
        self,
        campaign: Campaign,
        statuses: Collection[Status],
        unless_off: Purpose | None,
        most: int,
    ) -> list[Reached]:
        """Of its event, after its cursor, by their numbers: of those who can be reached."""

    async def people(self, numbers: Collection[int], unless_off: Purpose) -> list[Reached]:
        """Those who can be reached and have not switched it off, by their numbers."""

    async def forget_answers(self, event_id: int) -> None:
        """Who said that they come has said it of another date."""


class Subscribers(Protocol):
    async def to_tell(self, event: Event, after: int, most: int) -> list[int]: ...


class EventLook(Protocol):
    async def look(self, event_id: int) -> Event | None: ...


async def _nobody(_event_id: int, _topic_id: int | None) -> tuple[int, ...]:
    return ()


_COMING = (Status.TAKEN,)
_CONCERNED = tuple(status for status in Status if status.is_open)
_STANDS = dict.fromkeys(Kind, Standing.PUBLISHED) | {Kind.CANCELLED: Standing.CANCELLED}


class Campaigns:
    """`first_to_tell` are the numbers of those who asked for an event, or for one topic of it."""

    def __init__(
        self,
        store: CampaignStore,
        events: EventLook,
        subscribers: Subscribers,
        reminders: EventReminders,
        first_to_tell: FirstToTell = _nobody,
    ) -> None:
        self._store = store
        self._events = events
        self._subscribers = subscribers
        self._reminders = reminders
        self._first_to_tell = first_to_tell

    # What there is to tell. The event's row must be held.

    async def published(self, event: Event, now: datetime, *, is_told: bool = True) -> None:
        """`is_told`: whoever wants to hear of such events does."""
        await self._reminders.follow(event, now)
        if is_told:
            await self._begin(Kind.FIRST, event, Urgency.FIRST, now, useless_at=event.starts_at)
            await self._begin(Kind.NEWS, event, Urgency.NEWS, now, useless_at=event.starts_at)

    async def meets(self, event: Event, topic_id: int, now: datetime) -> None:
        """Who asked for what an event takes up hears of it: of a draft, when it is published."""
        if event.standing is not Standing.PUBLISHED:
            return
        parts = {"useless_at": event.starts_at, "topic_id": topic_id}
        await self._begin(Kind.FIRST, event, Urgency.FIRST, now, f":{topic_id}", **parts)

    async def changed(self, changed: Changed, now: datetime) -> None:
        event = changed.after
        await self._reminders.follow(event, now)
        if not changed.is_told:
            return
        known: tuple[Was, ...] = (Was(0, _arranged(changed.before)),)
        for older in await self._store.open_of(event.id):
            if older.kind is Kind.CHANGE:
                known += _still_known(older)
            if older.kind in (Kind.CHANGE, Kind.REMINDER):
                await self._store.end(older.id, now)
        if changed.in_time:
            await self._store.forget_answers(event.id)
        parts = {"useless_at": event.ends_at, "was": known}
        await self._begin(Kind.CHANGE, event, Urgency.CHANGE, now, f":{event.sequence}", **parts)

    async def cancelled(self, event: Event, now: datetime) -> None:
        await self._reminders.follow(event, now)
        for older in await self._store.open_of(event.id):
            await self._store.end(older.id, now)
        if event.published_at is not None:
            await self._begin(Kind.CANCELLED, event, Urgency.CHANGE, now, useless_at=event.ends_at)

    async def remind(self, event: Event, one: Reminder, now: datetime) -> None:
        seconds = one.before // timedelta(seconds=1)
        parts = {"useless_at": one.until, "before": one.before}
        detail = f":{event.sequence}:{seconds}"
        await self._begin(Kind.REMINDER, event, urgency(one.before), now, detail, **parts)

    async def _begin(
        self,
        kind: Kind,
        event: Event,
        urgency: Urgency,
        now: datetime,
        detail: str = "",
        **parts: object,
    ) -> None:
        key = f"{kind}:{event.id}{detail}"
        parts = {"sequence": event.sequence, **parts}
        campaign = Campaign(0, key, kind, event.id, urgency, now, **parts)  # type: ignore[arg-type]
        await self._store.add(campaign)

    # Telling it

    async def batch(self, now: datetime, most: int = MOST) -> Batch | None:
        """Whom to write to in this transaction; None where there is nothing to tell."""
        campaign = await self._store.next(now)
        if campaign is None:
            return None
        event = await self._events.look(campaign.event_id)
        assert event is not None
        if not is_of_use(campaign, event, now):
            await self._store.end(campaign.id, now)
            return Batch(campaign, event, ())
        seen, reached = await self._after(campaign, event, most)
        await self._store.move(campaign, seen, campaign.sent + len(reached))
        if seen == campaign.cursor:
            await self._store.end(campaign.id, now)
        return Batch(campaign, event, reached)

    async def put_off(self, now: datetime, until: datetime) -> Campaign | None:
        """The one that could not be gone on with: others are not held up by it."""
        campaign = await self._store.next(now)
        if campaign is not None:
            await self._store.postpone(campaign, until)
        return campaign

    async def _after(
        self, campaign: Campaign, event: Event, most: int
    ) -> tuple[int, list[Reached]]:
        """The new cursor, and whom to write to."""
        match campaign.kind:
            case Kind.REMINDER:
                found = await self._store.seats(campaign, _COMING, Purpose.REMINDERS, most)
            case Kind.CHANGE | Kind.CANCELLED:
                found = await self._store.seats(campaign, _CONCERNED, None, most)
            case Kind.FIRST:
                first = sorted(await self._first_to_tell(event.id, campaign.topic_id))
                some = [number for number in first if number > campaign.cursor][:most]
                told = await self._store.people(some, Purpose.CAMPAIGNS)
                return (some[-1] if some else campaign.cursor), told
            case Kind.NEWS:
                return await self._subscribed(campaign, event, most)
        seats = [one.seat.id for one in found if one.seat is not None]
        return (seats[-1] if seats else campaign.cursor), found

    async def _subscribed(
        self, campaign: Campaign, event: Event, most: int
    ) -> tuple[int, list[Reached]]:
        """Whoever was told first is not told again."""
        first, cursor = frozenset(await self._first_to_tell(event.id, None)), campaign.cursor
        while some := await self._subscribers.to_tell(event, cursor, most):
            cursor = some[-1]
            others = [number for number in some if number not in first]
            if told := await self._store.people(others, Purpose.CAMPAIGNS):
                return cursor, told
        return cursor, []


def urgency(before: timedelta) -> Urgency:
    if before < timedelta(hours=12):
        return Urgency.HOURS
    return Urgency.DAY if before < timedelta(days=3) else Urgency.DAYS


def is_of_use(campaign: Campaign, event: Event, now: datetime) -> bool:
    if campaign.useless_at is not None and campaign.useless_at <= now:
        return False
    if campaign.kind is Kind.REMINDER and campaign.sequence != event.sequence:
        return False
    return event.standing is _STANDS[campaign.kind]


def _arranged(event: Event) -> Arranged:
    return Arranged(event.days, event.zone, event.venue, event.link)


def _still_known(older: Campaign) -> tuple[Was, ...]:
    """Who has not been told of an older change still knows what was before it."""
    (*_told, at_cursor), later = (
        [one for one in older.was if one.after <= older.cursor],
        [one for one in older.was if one.after > older.cursor],
    )
    return (Was(older.cursor, at_cursor.arranged), *later)
