"""What staff do with events: they make, change, publish, copy, repeat, cancel and finish them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from desk.errors import DeskError
from desk.events import agenda, cycles, recurrence
from desk.events.event import Event, Kind, Standing, StandsElsewise, Step, after
from desk.events.lacks import Incomplete, Lack, lacks
from desk.events.making import Counts, EventStore, Form, MakingStore, Series

_CHANGEABLE = (Standing.DRAFT, Standing.PUBLISHED)
_TIME = ("days", "zone")


class NoSuchEvent(DeskError):
    """No event has this number."""


class NotOver(DeskError):
    """The event goes on, or has not begun."""


class OfSeries(DeskError):
    """The event is one of a series already."""


@dataclass(frozen=True, slots=True)
class Changed:
    """An event as it was and as it is."""

    before: Event
    after: Event

    @property
    def in_time(self) -> bool:
        return any(getattr(self.before, part) != getattr(self.after, part) for part in _TIME)

    @property
    def in_place(self) -> bool:
        """Where it is; what helps to get in is no other place."""
        return _where(self.before) != _where(self.after)

    @property
    def is_told(self) -> bool:
        """Everybody with an open seat is told of it."""
        return self.before.standing is Standing.PUBLISHED and (self.in_time or self.in_place)


Changing = Callable[[Event], dict[str, Any]]


class Events:
    def __init__(self, store: EventStore, making: MakingStore) -> None:
        self._store = store
        self._making = making

    async def get(self, event_id: int) -> Event:
        """To be shown. Raises NoSuchEvent."""
        found = await self._store.look(event_id)
        if found is None:
            raise NoSuchEvent(event_id)
        return found

    async def make(
        self, kind: Kind, zone: ZoneInfo, at: datetime, by: int | None = None, **parts: Any
    ) -> Event:
        blank = Event(0, _uid(), kind, Standing.DRAFT, zone, at, made_by=by)
        return await self._store.add(replace(blank, **parts))

    async def would_be(self, event_id: int, changing: Changing, at: datetime) -> Changed:
        """What a change would come to; nothing is saved. Raises as `change`."""
        return _changed(await self.get(event_id), changing, at)

    async def change(self, event_id: int, changing: Changing, at: datetime) -> Changed:
        """`changing` is given the event as it stands, and answers the parts that become others.

        A change that people are told of counts once in `sequence`, however much it changes.
        Raises NoSuchEvent, StandsElsewise, Incomplete, BelowTaken, and what `changing` raises.
        """
        changed = _changed(await self._locked(event_id), changing, at)
        if changed.after != changed.before:
            await self._store.save(changed.after)
        return changed

    # Its life

    async def publish(self, event_id: int, at: datetime) -> Event:
        """Raises NoSuchEvent, StandsElsewise, Incomplete."""
        return await self._save(_ready(await self._locked(event_id), at))

    async def cancel(self, event_id: int, at: datetime) -> Event:
        """`reason` says why. Calendars take it out by its sequence (RFC 5546, 3.2.5).

        Raises NoSuchEvent, StandsElsewise.
        """
        event = await self._locked(event_id)
        standing = after(event.standing, Step.CANCEL)
        sequence = event.sequence + (event.standing is Standing.PUBLISHED)
        return await self._save(replace(event, standing=standing, sequence=sequence, changed_at=at))

    async def finish(self, event_id: int, at: datetime) -> Event:
        """Raises NoSuchEvent, StandsElsewise, NotOver."""
        event = await self._locked(event_id)
        standing = after(event.standing, Step.FINISH)
        if event.ends_at is None or event.ends_at > at:
            raise NotOver(event_id)
        return await self._save(replace(event, standing=standing))

    async def waive(self, event_id: int, at: datetime) -> Event:
        """Nobody need be facilitator or expert: for whoever may say so. As `change`."""
        return (await self.change(event_id, lambda _event: {"waived": True}, at)).after

    async def copy(self, event_id: int, at: datetime, by: int | None) -> Event:
        """A draft; its days are those of the other until they are written anew."""
        return await self._store.add(_copied(await self.get(event_id), at, by))

    # Series

    async def repeat(
        self,
        event_id: int,
        rule: recurrence.Rule,
        at: datetime,
        by: int | None,
        besides: Collection[datetime] = (),
    ) -> Sequence[Event]:
        """The event and its later dates, which are drafts and events of their own.

        So one of them is moved or cancelled as any event is; `recurs_at` stays what the rule says.
        `besides` are dates of the rule that there are not.
        Raises NoSuchEvent, StandsElsewise, OfSeries, Incomplete, TooMany, NoSuchTime, TwiceThere.
        """
        event = await self._locked(event_id)
        _check_changeable(event)
        if event.series_id is not None:
            raise OfSeries(event_id)
        if event.starts_at is None:
            raise Incomplete((Lack.DAYS,))
        first, *others = recurrence.dates(rule, event.starts_at, event.zone)
        dates = [one for one in others if one not in besides]
        later = [on_date(_copied(event, at, by), starts_at) for starts_at in dates]
        series = await self.begin_series(str(rule), event.zone, event.starts_at, at)
        made = [await self._save(replace(event, series_id=series.id, recurs_at=first))]
        for starts_at, one in zip(dates, later, strict=True):
            of_series = replace(one, series_id=series.id, recurs_at=starts_at)
            made.append(await self._store.add(replace(of_series, waived=event.waived)))
        return made

    async def begin_series(
        self, rule: str, zone: ZoneInfo, starts_at: datetime, at: datetime
    ) -> Series:
        return await self._making.add_series(Series(0, rule, zone, starts_at, at))

    async def make_cycle(self, first: datetime, drafts: Sequence[Event]) -> list[Event]:
        """A series whose first date all others are parts of; each says when it recurs."""
        zone, at = drafts[0].zone, drafts[0].made_at
        series = await self.begin_series(cycles.RULE, zone, first, at)
        made: list[Event] = []
        for draft in drafts:
            part_of = made[0].id if made else None
            one = replace(draft, uid=_uid(), series_id=series.id, part_of=part_of)
            made.append(await self._store.add(one))
        return made

    async def of_series(self, event: Event) -> list[Event]:
        """All of its dates, the event itself among them."""
        if event.series_id is None:
            return [event]
        found = await self._store.of_series(event.series_id)
        return sorted(found, key=lambda one: (one.recurs_at or one.made_at, one.id))

    async def publish_all(self, event_id: int, at: datetime) -> list[Event]:
        """The drafts of its series, or none of them. Raises as `publish`."""
        dates = await self.of_series(await self.get(event_id))
        drafts = sorted(one.id for one in dates if one.standing is Standing.DRAFT)
        ready = [_ready(await self._locked(number), at) for number in drafts]
        return [await self._save(event) for event in ready]

    # What is read

    async def standing(self, standing: Standing) -> list[Event]:
        """The next one first; those without days at the end."""
        found = await self._store.standing(standing)
        return sorted(found, key=lambda event: (event.starts_at or _NEVER, event.id))

    async def with_uid(self, uid: str) -> Event | None:
        return await self._store.with_uid(uid)

    async def bring_in(self, event: Event) -> Event:
        """One of a file: new, or in the place of the one with its number."""
        return await self._save(event) if event.id else await self._store.add(event)

    async def counts(self) -> Mapping[int, Counts]:
        """What was counted elsewhere, by the numbers of the events."""
        return await self._making.counts()

    async def put_counts(self, counts: Counts) -> None:
        await self._making.put_counts(counts)

    async def people_of(self, event: Event) -> int:
        """How many would be told of a change."""
        return await self._making.people_of(event.id)

    # What is written as an answer to a message of the staff group

    async def form(self, message_id: int, group: str) -> Form | None:
        return await self._making.form(message_id, group)

    async def ask(self, form: Form) -> None:
        """Whatever answers the message is this part of the event."""
        await self._making.keep_form(form)

    async def turn(self, message_id: int, group: str) -> None:
        """Whatever answers the message is nothing of the kind any more."""
        await self._making.drop_form(message_id, group)

    async def _locked(self, event_id: int) -> Event:
        found = await self._store.get(event_id)
        if found is None:
            raise NoSuchEvent(event_id)
        return found

    async def _save(self, event: Event) -> Event:
        await self._store.save(event)
        return event


_NEVER = datetime.max.replace(tzinfo=UTC)


def on_date(event: Event, starts_at: datetime) -> Event:
    """With its agenda. Raises NoSuchTime, TwiceThere."""
    moved = replace(event, days=recurrence.on_other_date(event.days, starts_at, event.zone))
    lines = agenda.carried(event.agenda, event.days, moved, event.zone)
    return replace(moved, agenda=lines)


def _changed(before: Event, changing: Changing, at: datetime) -> Changed:
    _check_changeable(before)
    changed = Changed(before, replace(before, **changing(before)))
    if before.standing is Standing.PUBLISHED:
        known = lacks(before, at)
        if missing := tuple(one for one in lacks(changed.after, at) if one not in known):
            raise Incomplete(missing)
    if changed.is_told:
        told = replace(changed.after, sequence=before.sequence + 1, changed_at=at)
        return Changed(before, told)
    return changed


def _ready(event: Event, at: datetime) -> Event:
    standing = after(event.standing, Step.PUBLISH)
    if missing := lacks(event, at):
        raise Incomplete(missing)
    return replace(event, standing=standing, published_at=at)


def _check_changeable(event: Event) -> None:
    if event.standing not in _CHANGEABLE:
        raise StandsElsewise(event.standing)


def _copied(event: Event, at: datetime, by: int | None) -> Event:
    return replace(
        event,
        id=0,
        uid=_uid(),
        standing=Standing.DRAFT,
        made_at=at,
        made_by=by,
        waived=False,
        series_id=None,
        recurs_at=None,
        part_of=None,
        sequence=0,
        published_at=None,
        changed_at=None,
        reason={},
        taken=0,
    )


def _where(event: Event) -> tuple[Any, ...]:
    venue = event.venue
    at = (venue.name, venue.address, venue.latitude, venue.longitude) if venue else None
    return at, event.link


def _uid() -> str:
    return f"{uuid4()}@linja"
