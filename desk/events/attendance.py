"""Who was there, day by day: marks of seats, when they may be set, and how many came."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

import faq
from desk.errors import DeskError
from desk.events.event import Event, Standing
from desk.events.seats import NoSuchSeat, NotNow, Seat, Status

EARLY = timedelta(minutes=60)  # before a day begins, its door is open


class Way(StrEnum):
    """How somebody was checked in."""

    SCAN = "scan"  # staff scanned their code
    DOOR = "door"  # they scanned the code at the door
    CODE = "code"  # they said their six digits
    NAME = "name"  # staff found them by name
    WALK_IN = "walk_in"  # staff wrote them down at the door


@dataclass(frozen=True, slots=True)
class Mark:
    """`day` counts from nought; `by` is the colleague who set it."""

    seat_id: int
    day: int
    at: datetime
    way: Way
    by: int | None = None


@dataclass(frozen=True, slots=True)
class Door:
    """What is known of an event's door: `token` is in the link of its code; `message_id` is where
    the count stands in the staff group of this name.
    """

    event_id: int
    token: str
    group_name: str
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """`is_first` is False where the mark had been set before."""

    seat: Seat
    event: Event
    mark: Mark
    is_first: bool


class NotToday(DeskError):
    """The door of no day of the event is open."""

    def __init__(self, event: Event) -> None:
        super().__init__(event.id)
        self.event = event


class AttendanceStore(Protocol):
    async def put(self, mark: Mark) -> Mark:
        """The one that stands: the first."""

    async def of_seat(self, seat_id: int) -> list[Mark]: ...

    async def of_event(self, event_id: int) -> list[Mark]: ...

    async def came(self, event_id: int, after: int, most: int) -> list[Seat]:
        """Who came, by the numbers of their seats."""

    async def with_marks(self, event_id: int) -> list[Seat]:
        """Who came or has a seat, by name."""

    async def door(self, event_id: int) -> Door | None: ...

    async def door_with(self, token: str) -> Door | None: ...

    async def keep_door(self, door: Door) -> None: ...


class SeatSource(Protocol):
    async def look(self, seat_id: int) -> Seat | None: ...


class EventSource(Protocol):
    async def look(self, event_id: int) -> Event | None: ...


class Attendance:
    def __init__(self, store: AttendanceStore, seats: SeatSource, events: EventSource) -> None:
        self._store = store
        self._seats = seats
        self._events = events

    async def check_in(
        self, seat_id: int, way: Way, now: datetime, by: int | None = None
    ) -> CheckedIn:
        """For the day that it is. Raises NoSuchSeat, NotNow, NotToday."""
        seat, event = await self._get(seat_id)
        return await self._put(seat, event, today(event, now, way), Mark(seat_id, 0, now, way, by))

    async def check_in_on(self, seat_id: int, day: int, now: datetime, by: int) -> CheckedIn:
        """What is on a list of paper. Raises NoSuchSeat, NotNow, NotToday."""
        seat, event = await self._get(seat_id)
        if day not in begun(event, now):
            raise NotToday(event)
        return await self._put(seat, event, day, Mark(seat_id, 0, now, Way.NAME, by))

    async def _get(self, seat_id: int) -> tuple[Seat, Event]:
        seat = await self._seats.look(seat_id)
        if seat is None:
            raise NoSuchSeat(seat_id)
        event = await self._events.look(seat.event_id)
        assert event is not None
        if seat.status is not Status.TAKEN:
            raise NotNow(seat.status)
        return seat, event

    async def _put(self, seat: Seat, event: Event, day: int, mark: Mark) -> CheckedIn:
        wanted = Mark(mark.seat_id, day, mark.at, mark.way, mark.by)
        known = [one for one in await self._store.of_seat(seat.id) if one.day == day]
        stands = known[0] if known else await self._store.put(wanted)
        return CheckedIn(seat, event, stands, is_first=not known)

    async def of_seat(self, seat_id: int) -> list[Mark]:
        return await self._store.of_seat(seat_id)

    async def of_event(self, event_id: int) -> "Roll":
        seats = await self._store.with_marks(event_id)
        return Roll(seats, await self._store.of_event(event_id))

    async def came(self, event_id: int, after: int, most: int) -> list[Seat]:
        """Some of those who came, by the numbers of their seats, for writing to all of them."""
        return await self._store.came(event_id, after, most)

    async def open_door(self, event_id: int, group: str) -> Door:
        """From now on the count stands in a new message of this group."""
        known = await self._store.door(event_id)
        token = known.token if known else secrets.token_urlsafe(12)
        door = Door(event_id, token, group)
        await self._store.keep_door(door)
        return door

    async def door(self, event_id: int) -> Door | None:
        return await self._store.door(event_id)

    async def door_with(self, token: str) -> Door | None:
        return await self._store.door_with(token)

    async def stands_at(self, door: Door, message_id: int) -> None:
        await self._store.keep_door(Door(door.event_id, door.token, door.group_name, message_id))


# When


def today(event: Event, now: datetime, way: Way) -> int:
    """The day whose door is open; to staff it is that all the day long. Raises NotToday."""
    if event.standing in (Standing.PUBLISHED, Standing.DONE):
        for number, day in reversed(list(enumerate(event.days))):
            if day.starts_at - EARLY <= now <= day.ends_at:
                return number
        date = now.astimezone(event.zone).date()
        for number, day in enumerate(event.days if way is not Way.DOOR else ()):
            if day.starts_at.astimezone(event.zone).date() == date:
                return number
    raise NotToday(event)


def begun(event: Event, now: datetime) -> list[int]:
    """The days of which it can be said who came."""
    return [n for n, day in enumerate(event.days) if day.starts_at - EARLY <= now]


# How many


@dataclass(frozen=True, slots=True)
class Turnout:
    persons: int
    organisations: int


class Roll:
    """All seats that are taken or were used, and their marks."""

    def __init__(self, seats: Sequence[Seat], marks: Iterable[Mark]) -> None:
        self.seats = list(seats)
        self.marks: dict[int, dict[int, Mark]] = {}
        for mark in marks:
            self.marks.setdefault(mark.seat_id, {})[mark.day] = mark

    @property
    def last(self) -> tuple[Seat, Mark] | None:
        """Who came last."""
        known = {seat.id: seat for seat in self.seats}
        every = [mark for days in self.marks.values() for mark in days.values()]
        found = max(every, key=lambda mark: (mark.at, mark.seat_id), default=None)
        return (known[found.seat_id], found) if found else None

    def has_completed(self, seat: Seat, event: Event) -> bool:
        """All days, and there was one."""
        there = self.marks.get(seat.id, {})
        return bool(event.days) and all(n in there for n in range(len(event.days)))

    def on(self, day: int) -> Turnout:
        return _turnout(seat for seat in self.seats if day in self.marks.get(seat.id, {}))

    def ever(self) -> Turnout:
        return _turnout(seat for seat in self.seats if self.marks.get(seat.id))

    def completed(self, event: Event) -> Turnout:
        return _turnout(seat for seat in self.seats if self.has_completed(seat, event))

    def missing(self, day: int) -> list[Seat]:
        """Who has a seat and did not come on that day."""
        taken = [seat for seat in self.seats if seat.status is Status.TAKEN]
        return [seat for seat in taken if day not in self.marks.get(seat.id, {})]

    def taken(self) -> Turnout:
        return _turnout(seat for seat in self.seats if seat.status is Status.TAKEN)


def _turnout(seats: Iterable[Seat]) -> Turnout:
    known = list(seats)
    organisations = {seat.organisation_id for seat in known if seat.organisation_id is not None}
    return Turnout(len(known), len(organisations))


def called(seats: Iterable[Seat], name: str) -> list[Seat]:
    """In any script, without marks; all words of it, in any order, from their beginning."""
    wanted = faq.fold(name).split()
    return [seat for seat in seats if wanted and _is_called(faq.fold(seat.name).split(), wanted)]


def _is_called(own: Sequence[str], wanted: Sequence[str]) -> bool:
    return all(any(part.startswith(word) for part in own) for word in wanted)
