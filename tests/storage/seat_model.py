"""A plain model of seats: lists and dictionaries, no rows and no timers, and obviously right."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from hypothesis import strategies as st

from desk.events.event import Event
from desk.events.line import offer_until, offered_from
from desk.mentoring.quiet import Quiet
from tests.storage.halls import BEGINS, FORUM, MONDAY, ZONE, Hall

PEOPLE = 9
CAP = 2  # seats of one organisation
LEAD = FORUM.terms.lead
_EVER = datetime.max.replace(tzinfo=UTC)


class Deed(NamedTuple):
    """`number` is a person, a count of seats, or hours."""

    what: str
    number: int


LONG = ("later", "down")  # hours pass: with the line open, and with nobody to see to anything
WHAT = (*["sign_up"] * 3, "give_up", "accept", "let_go", "resize", "tick", *LONG)
DEEDS = st.lists(
    st.sampled_from(WHAT).flatmap(
        lambda what: st.builds(
            Deed, st.just(what), st.integers(0, 60 if what in LONG else PEOPLE - 1)
        )
    ),
    max_size=40,
)


@dataclass
class Model:
    """`line` is who waits, in order; `offers` are who has one, and until when."""

    now: datetime = MONDAY
    seats: int = 2
    stands: dict[int, str] = field(default_factory=dict)
    line: list[int] = field(default_factory=list)
    offers: dict[int, tuple[datetime, int]] = field(default_factory=dict)
    tries: int = 0
    numbers: dict[int, int] = field(default_factory=dict)

    def do(self, deed: Deed) -> None:
        getattr(self, deed.what)(deed.number)

    def sign_up(self, person: int) -> None:
        stands = self.stands.get(person)
        if self.now >= BEGINS or stands in ("taken", "offered"):
            return
        if stands == "waiting":
            if not self.is_served and self._has_room(person):
                self.line.remove(person)
                self.stands[person] = "taken"
            return
        self.tries += 1
        self.numbers[person] = self.tries
        is_first = not self.is_served or not any(map(self._is_within_cap, self.line))
        if is_first and self._has_room(person):
            self.stands[person] = "taken"
        else:
            self.stands[person] = "waiting"
            self.line.append(person)

    def give_up(self, person: int) -> None:
        if self.stands.get(person) in ("taken", "offered", "waiting"):
            self._leave(person)

    def accept(self, person: int) -> None:
        if self.stands.get(person) == "offered" and self.now < BEGINS:
            del self.offers[person]
            self.stands[person] = "taken"

    def let_go(self, person: int) -> None:
        if self.stands.get(person) == "offered":
            self._leave(person)

    def resize(self, number: int) -> None:
        seats = _few(number)
        if seats >= len(self.holders):
            self.seats = seats

    def later(self, hours: int) -> None:
        """Offers lapse one by one, each at its time."""
        self.tick()
        end = self.now + timedelta(hours=hours)
        while (at := min(self._morning(), self._lapse())) <= end:
            is_lapse = at < self._morning()
            self.now = max(self.now, at)
            if is_lapse:
                self._leave(min((*offer, one) for one, offer in self.offers.items())[2])
            self.tick()
        self.now = end

    def down(self, hours: int) -> None:
        """What would have happened meanwhile does not, until somebody sees to it."""
        self.now += timedelta(hours=hours)

    def tick(self, _number: int = 0) -> None:
        """Offers whose time is over lapse; all that is free is offered, in order."""
        for person in [one for one, (until, _number) in self.offers.items() if until <= self.now]:
            self._leave(person)
        while self._is_pending() and self._morning() == _EVER:
            first = self._first()
            assert first is not None
            self.line.remove(first)
            self.stands[first] = "offered"
            until = offer_until(FORUM, ZONE, Quiet(), self.now).replace(microsecond=0)
            self.offers[first] = (until, self.numbers[first])

    @property
    def is_served(self) -> bool:
        return self.now < BEGINS - LEAD

    @property
    def holders(self) -> list[int]:
        return [one for one, stands in self.stands.items() if stands in ("taken", "offered")]

    def taken_by(self) -> Counter[int]:
        return Counter(of(one) for one in self.holders if of(one))

    def _is_pending(self) -> bool:
        return self.is_served and self._first() is not None

    def _morning(self) -> datetime:
        """When something is to be offered that is not offered in the night."""
        morning = offered_from(FORUM, Quiet(), self.now)
        return morning if self._is_pending() and morning > self.now else _EVER

    def _lapse(self) -> datetime:
        return min((until for until, _number in self.offers.values()), default=_EVER)

    def _first(self) -> int | None:
        return next((one for one in self.line if self._has_room(one)), None)

    def _has_room(self, person: int) -> bool:
        return len(self.holders) < self.seats and self._is_within_cap(person)

    def _is_within_cap(self, person: int) -> bool:
        return not of(person) or self.taken_by()[of(person)] < CAP

    def _leave(self, person: int) -> None:
        self.stands[person] = "given_up"
        self.offers.pop(person, None)
        if person in self.line:
            self.line.remove(person)


def of(person: int) -> int:
    """The organisation of this person; 0 where they come for none."""
    return person % 3


def _few(number: int) -> int:
    """Seats, fewer than there are people."""
    return number % 4


async def do(deed: Deed, hall: Hall, event: Event, organisations: dict[int, int]) -> None:
    """The same with rows. Raises what the desk refuses."""
    number = deed.number
    match deed.what:
        case "sign_up":
            await hall.sign_up(event, number, organisations.get(of(number)))
        case "resize":
            await hall.seats.resize(event.id, _few(number), hall.now)
        case "later":
            await hall.tick()
            await _pass(hall, number)
        case "down":
            hall.now += timedelta(hours=number)
        case "tick":
            await hall.tick()
        case "give_up" | "accept" | "let_go":
            person = await hall.person(number)
            seat = await hall.seats.last_of(event.id, person.id)
            if seat is not None:
                await getattr(hall.seats, deed.what)(seat.id, hall.now)


async def _pass(hall: Hall, hours: int) -> None:
    """What is due on the way happens at its time."""
    end = hall.now + timedelta(hours=hours)
    while due := await hall.timers.due(end, 1):
        hall.now = max(hall.now, due[0].due_at)
        await hall.tick()
    hall.now = end
