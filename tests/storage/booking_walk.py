"""A random walk of members and mentors over the rows, and what must hold after every step.

The rules are read off the rows of bookings in the plainest way, and not off the cells.
"""

from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import pairwise
from random import Random
from typing import Any

from sqlalchemy import select

from desk.errors import DeskError
from desk.mentoring.booking import Booking, Side, Status, cells
from desk.mentoring.directory import Mentor
from desk.mentoring.wishes import Start, Wish, WishState
from desk.people import Person
from storage.database import Database
from storage.mentoring.tables import booking_guests, bookings, mentor_cells, person_cells
from tests.storage.sessions import EASY, MONDAY, ZONE, Desk, member

_PEOPLE, _ORGANISATIONS = 6, 3
_MINUTES = (0, 1, 5, 60, 60 * 7, 60 * 26)
TERMS = replace(
    EASY,
    after=timedelta(minutes=10),
    window=timedelta(days=8),
    per_day=2,
    per_week=5,
    per_quarter=6,
)
_RESTARTS = 0.1
_SIDES = (Side.MEMBER, Side.MENTOR, Side.STAFF)


@dataclass
class Walk:
    """`said` is what people were told last of each booking; `done` is for who reads a failure."""

    address: str
    dice: Random
    steps: int
    database: Database = field(init=False)
    desk: Desk = field(init=False)
    mentors: list[Mentor] = field(default_factory=list)
    said: dict[int, Booking] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    now = MONDAY

    async def go(self) -> None:
        self.database = Database(self.address)
        await self._in_one(self._begin)
        for _ in range(self.steps):
            step = self.dice.choice(_STEPS)
            self.done.append(f"{self.now:%d %H:%M} {step.__name__}")
            await self._in_one(lambda step=step: step(self))  # type: ignore[misc]
            await self._in_one(self._holds)
            if self.dice.random() < _RESTARTS:  # what a process knew is gone, the rows are not
                await self.database.close()
                self.database = Database(self.address)
        await self.database.close()

    async def _in_one(self, work: Callable[[], Awaitable[None]]) -> None:
        """A refusal undoes nothing: whatever was done before it stands."""
        async with self.database.transaction() as tx:
            self.desk = Desk(tx)
            self.desk.now = self.now
            with suppress(DeskError):
                await work()
            self.now = self.desk.now

    async def _begin(self) -> None:
        arta = await self.desk.person(0, "Agimi 0")
        asks = replace(TERMS, confirms=True)
        self.mentors = [
            await self.desk.mentor("Lira", terms=TERMS),
            await self.desk.mentor("Drin", terms=asks, capacity=2),
            await self.desk.mentor("Arta", terms=TERMS, person_id=arta.id),
        ]
        for number in range(1, _PEOPLE):
            await self.desk.person(number, f"Agimi {number % _ORGANISATIONS}")

    # What people do

    async def _books(self) -> None:
        person, wish = await self._wishes()
        offers = await self.desk.bookings.offers(wish, person, self.now)
        if not offers:
            await self.desk.bookings.waiting.wait(wish, self.now)
            return
        slot = self.dice.choice(offers).slot
        start = slot.starts_at + self.dice.choice((timedelta(), timedelta(days=1)))
        held = await self.desk.bookings.hold(wish, person, slot.mentor_id, start, self.now)
        if self.dice.random() < 0.8:
            self.desk.now += timedelta(minutes=self.dice.choice((0, 1, 3)))
            self._tell(await self.desk.bookings.confirm(held.id, person, self.desk.now))

    async def _takes_an_offer(self) -> None:
        offers = [one for one in await self._open() if one.cause and one.status is Status.HELD]
        if offers:
            offer = self.dice.choice(offers)
            if self.dice.random() < 0.5:
                await self.desk.bookings.cancel(offer.id, Side.MEMBER, "", self.now)
                return
            person = member(offer.requester_id - member(0).id)
            self._tell(await self.desk.bookings.confirm(offer.id, person, self.now))

    async def _waits(self) -> None:
        _, wish = await self._wishes()
        await self.desk.bookings.waiting.wait(wish, self.now)

    async def _moves(self) -> None:
        if booking := await self._some(Status.BOOKED):
            mentor = self.dice.choice(self.mentors).id
            days, half = self.dice.randrange(3), timedelta(minutes=30)
            start = booking.starts_at + timedelta(days=days) + half * self.dice.randrange(-3, 4)
            side = self.dice.choice(_SIDES)
            moved = await self.desk.bookings.move(booking.id, mentor, start, side, self.now)
            self._tell(moved)

    async def _cancels(self) -> None:
        if booking := await self._some(*Status):
            side = self.dice.choice(_SIDES)
            self._tell(await self.desk.bookings.cancel(booking.id, side, "po", self.now))

    async def _reassigns(self) -> None:
        if booking := await self._some(Status.ASKED, Status.BOOKED):
            mentor = self.dice.choice(self.mentors).id
            self._tell(await self.desk.bookings.reassign(booking.id, mentor, self.now))

    async def _answers(self) -> None:
        if booking := await self._some(Status.ASKED):
            if self.dice.random() < 0.5:
                self._tell(await self.desk.bookings.accept(booking.id, self.now))
            else:
                self._tell(await self.desk.bookings.decline(booking.id, "", self.now))

    async def _joins(self) -> None:
        if booking := await self._some(Status.BOOKED):
            guest = member(self.dice.randrange(_PEOPLE))
            await self.desk.bookings.join(booking.id, guest, self.now)

    # What befalls them

    async def _goes_on(self) -> None:
        self.desk.now += timedelta(minutes=self.dice.choice(_MINUTES))

    async def _ticks(self) -> None:
        """Of the waiting list, nobody was passed over whom it would have suited."""
        for timer in await self.desk.timers.due(self.now, 30):
            waiting = await self.desk.wishes.waiting()
            offer = await self.desk.fire(timer)
            if offer is not None:
                before = [wish for wish in waiting if wish.id != offer.wish_id]
                own = next(wish for wish in waiting if wish.id == offer.wish_id)
                for wish in before[: waiting.index(own)]:
                    assert not await self._suits(wish, offer), self._told(f"{wish} {offer}")

    # What must hold

    async def _holds(self) -> None:
        rows = [one for one in await self._open() if not one.is_stale(self.now)]
        spans = {one.id: cells(one.starts_at, one.ends_at + TERMS.after) for one in rows}
        guests = await self._guests()
        mentors: dict[int, list[tuple[int, int]]] = defaultdict(list)
        people: dict[int, list[tuple[int, int]]] = defaultdict(list)
        own_mentor = {one.person_id: one.id for one in self.mentors if one.person_id}
        for one in rows:
            mentors[one.mentor_id].append((spans[one.id].start, spans[one.id].stop))
            time = cells(one.starts_at, one.ends_at)
            for person in (one.requester_id, *guests[one.id]):
                people[person].append((time.start, time.stop))
                if person in own_mentor and person == one.requester_id:
                    mentors[own_mentor[person]].append((time.start, time.stop))
        for taken in (*mentors.values(), *people.values()):
            assert all(end <= later for (_, end), (later, _) in pairwise(sorted(taken))), (
                self._told()
            )
        self._keeps_caps(rows)
        await self._cells_are_those(rows, spans, guests)
        await self._nothing_is_lost()
        await self._offers_are_held()

    def _keeps_caps(self, rows: Sequence[Booking]) -> None:
        days = Counter((one.mentor_id, _day(one)) for one in rows)
        weeks = Counter((one.mentor_id, _day(one).isocalendar()[:2]) for one in rows)
        quarters = Counter(
            (one.mentor_id, one.organisation_id, _day(one).year, (_day(one).month - 1) // 3)
            for one in rows
        )
        for count, most in ((days, 2), (weeks, 5), (quarters, 6)):
            assert max(count.values(), default=0) <= most, self._told(str(count))

    async def _cells_are_those(
        self, rows: Sequence[Booking], spans: dict[int, range], guests: dict[int, list[int]]
    ) -> None:
        wanted: dict[tuple[Any, int, int], set[int]] = {}
        for one in rows:
            own = set(cells(one.starts_at, one.ends_at))
            wanted[mentor_cells, one.id, one.mentor_id] = set(spans[one.id])
            for person in (one.requester_id, *guests[one.id]):
                wanted[person_cells, one.id, person] = own
        found: dict[tuple[Any, int, int], set[int]] = defaultdict(set)
        for table in (mentor_cells, person_cells):
            owner, cell, booking, *_ = table.c.values()
            query = select(booking, owner, cell)
            for number, whose, taken in await self.desk.tx.execute(query):
                found[table, number, whose].add(taken)
        stale = {one.id for one in await self._open() if one.is_stale(self.now)}
        known = {key: taken for key, taken in found.items() if key[1] not in stale}
        assert known == wanted, self._told(f"{known} {wanted}")

    async def _nothing_is_lost(self) -> None:
        for number, told in self.said.items():
            known = await self.desk.rows.look(number)
            assert known is not None, self._told(str(told))
            is_over = known.status is Status.EXPIRED and told.status is Status.ASKED
            assert known == told or is_over, self._told(f"{told} became {known}")

    async def _offers_are_held(self) -> None:
        offers = {one.wish_id for one in await self._open() if one.cause}
        for number in range(_PEOPLE):
            for wish in await self.desk.wishes.of(member(number).id):
                is_offered = wish.state is WishState.OFFERED
                assert not is_offered or wish.id in offers, self._told(str(wish))

    # The manner of it

    async def _wishes(self) -> tuple[Person, Wish]:
        """Anew, or for what they have in hand."""
        number = self.dice.randrange(_PEOPLE)
        person = member(number)
        known = [one for one in await self.desk.wishes.of(person.id) if one.booking_id is None]
        if known and self.dice.random() < 0.5:
            return person, self.dice.choice(known)
        organisation = await self.desk.organisation(f"Agimi {number % _ORGANISATIONS}")
        return person, await self.desk.wish(person, organisation_id=organisation)

    async def _suits(self, wish: Wish, offer: Booking) -> bool:
        """Whether an earlier one in the line would have taken this very time."""
        start = Start(offer.mentor_id, offer.starts_at)
        mentor = next(one for one in self.mentors if one.id == offer.mentor_id)
        if start in wish.declined or mentor.person_id == wish.person_id:
            return False
        if wish.organisation_id != offer.organisation_id:
            return False  # they have caps and room of their own
        time = set(cells(offer.starts_at, offer.ends_at))
        query = select(person_cells.c.cell).where(person_cells.c.person_id == wish.person_id)
        return time.isdisjoint(await self.desk.tx.scalars(query))

    async def _open(self) -> list[Booking]:
        query = select(bookings.c.id).where(bookings.c.status.in_(("held", "asked", "booked")))
        found = [await self.desk.rows.look(one) for one in await self.desk.tx.scalars(query)]
        return [one for one in found if one is not None]

    async def _some(self, *statuses: Status) -> Booking | None:
        known = [one for one in self.said.values() if one.status in statuses]
        return self.dice.choice(known) if known else None

    async def _guests(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for booking, person, _ in await self.desk.tx.execute(select(booking_guests)):
            found[booking].append(person)
        return found

    def _tell(self, booking: Booking) -> None:
        self.said[booking.id] = booking

    def _told(self, what: str = "") -> str:
        return "\n".join((what, *self.done))


def _day(booking: Booking) -> Any:
    return booking.starts_at.astimezone(ZONE).date()


_STEPS: tuple[Callable[[Walk], Awaitable[None]], ...] = (
    *[Walk._books] * 5,
    *[Walk._goes_on, Walk._ticks] * 2,
    Walk._takes_an_offer,
    Walk._waits,
    Walk._moves,
    Walk._cancels,
    Walk._reassigns,
    Walk._answers,
    Walk._joins,
)
