"""Random walks of members and mentors through the front door, and what must hold after each act.

The rules are read off the rows of bookings in the plainest way, and off what was sent; not off the
cells.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any

from sqlalchemy import select

from desk.mentoring.booking import Status, cells
from desk.mentoring.directory import Terms
from storage.mentoring.tables import bookings, mentor_cells, mentors, person_cells, wishes
from storage.schema import outbox, timers
from tests.bookers import anybody, now
from tests.mentors import BELGRADE, MONDAY, TOKEN, listed, rows
from tests.people import Member, Seen
from tests.scenarios.test_hours import at
from tests.world import World

_TERMS = Terms(
    after=timedelta(minutes=10),
    notice=timedelta(hours=1),
    window=timedelta(days=8),
    per_day=2,
    per_week=2,
)
_WEEKS = ("tu-we 9-12", "tu 9-11, th 10-12", "we-fr 9-11", "mo-fr 16-18")
_HOURS = (0.05, 0.05, 1, 7, 26)
_LATEST = 5  # messages whose buttons somebody may still press
_OURS = ("mw.", "ms.")
_DEEDS = ("ms.come", "ms.move", "ms.t:", "ms.end", "ms.gone", "ms.yes", "ms.whynot", "ms.never")
_UID = re.compile(r"UID:([-0-9a-f]{36}@linja)")
_SEQUENCE = re.compile(r"SEQUENCE:([0-9]+)")
_SOON = timedelta(hours=2)


@dataclass
class Walk:
    """`told` are the chats that a booking was sent to, with the number of its change; `done` is for
    whoever reads a failure.
    """

    world: World
    dice: Random
    steps: int
    members: list[Member] = field(default_factory=list)
    mentors: list[Member] = field(default_factory=list)
    told: set[tuple[int, str, int]] = field(default_factory=set)
    done: list[str] = field(default_factory=list)

    async def go(self) -> None:
        await at(self.world, MONDAY)
        for name, confirms in (("Lira", False), ("Drin", True)):
            terms = Terms(**{**_parts(_TERMS), "confirms": confirms})
            await listed(self.world, name, week=_WEEKS[0], terms=terms)
        self.mentors = await anybody(self.world, "Lira", "Drin")
        for mentor in self.mentors:
            await mentor.says(f"/start mentor_{TOKEN}-{mentor.name}")
        self.members = await anybody(self.world, "Arta", "Zana", "Blin", "Ema")
        for _ in range(self.steps):
            step = self.dice.choice(_STEPS)
            self.done.append(step.__name__)
            await step(self)
            await self.world.quiet()
            await self.holds()

    # What people do

    async def _books(self) -> None:
        member = self.dice.choice(self.members)
        await member.says("/mentor")
        await self._press(member, await member.last(), "mw.set")
        for prefix in ("mw.t:", "mw.book"):
            if self.dice.random() < 0.9:
                await self._press(member, await member.last(), prefix)
        await self._press(member, await member.last(), "mw.wait:")

    async def _acts(self) -> None:
        """On a session of theirs: it is moved, cancelled, accepted, declined, or come to."""
        member = self.dice.choice((*self.members, *self.mentors))
        await member.says("/sessions")
        shown = await member.last()
        for prefixes in (("ms.open",), _DEEDS, _DEEDS):
            await self._press(member, await now(member, shown), *prefixes)

    async def _presses(self) -> None:
        """Anything that is shown, however old, and what comes of it."""
        member = self.dice.choice((*self.members, *self.mentors))
        shown = [one for one in (await member.reads())[-_LATEST:] if one.raw.get("reply_markup")]
        if shown:
            message = self.dice.choice(shown)
            for _ in range(2):
                await self._press(member, await now(member, message), *_OURS)

    async def _changes_hours(self) -> None:
        mentor = self.dice.choice(self.mentors)
        await mentor.says(f"/hours {self.dice.choice(_WEEKS)}")
        await self._press(mentor, await mentor.last(), "mh.")

    async def _press(self, member: Member, message: Seen, *prefixes: str) -> None:
        found = [one for one in message.data if one.startswith(prefixes)]
        if found:
            data = self.dice.choice(found)
            self.done[-1] += f" {member.name}: {data}"
            await member.forges(member.id, message, data)

    # What befalls them

    async def _time_goes_on(self) -> None:
        await self.world.later(hours=self.dice.choice(_HOURS))
        await self.world.quiet()

    async def _restarts(self) -> None:
        await self.world.close()
        await self.world.open()

    # What must hold

    async def holds(self) -> None:
        async with rows(self.world) as tx:
            known = (await tx.execute(select(bookings).order_by(bookings.c.id))).mappings().all()
            people = dict((await tx.execute(select(mentors.c.id, mentors.c.person_id))).all())
            today = self.world.box.clock.now()
            open_ = [one for one in known if Status(one["status"]).is_open]
            standing = [one for one in open_ if one["status"] != "held" or one["until"] > today]
            self._nobody_is_in_two_places(standing, people)
            self._caps_are_kept(standing)
            await self._cells_are_those_of(standing, tx)
            await self._timers_are_there(standing, today, tx)
            await self._nobody_gets_back_what_they_freed(known, tx)
            await self._everybody_was_told(standing, people, tx)

    def _nobody_is_in_two_places(self, standing: list[Any], people: dict[int, int]) -> None:
        busy: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for one in standing:
            own, kept = cells(one["starts_at"], one["ends_at"]), _kept(one)
            busy[f"mentor {one['mentor_id']}"].append((kept.start, kept.stop))
            for person in (one["requester_id"], people[one["mentor_id"]]):
                busy[f"person {person}"].append((own.start, own.stop))
        for taken in busy.values():
            for (_, end), (later, _) in pairwise(sorted(taken)):
                assert end <= later, self.story(str(busy))

    def _caps_are_kept(self, standing: list[Any]) -> None:
        days = Counter((one["mentor_id"], _day(one)) for one in standing)
        weeks = Counter((one["mentor_id"], _day(one).isocalendar()[:2]) for one in standing)
        assert max(days.values(), default=0) <= (_TERMS.per_day or 0), self.story(str(days))
        assert max(weeks.values(), default=0) <= (_TERMS.per_week or 0), self.story(str(weeks))

    async def _cells_are_those_of(self, standing: list[Any], tx: Any) -> None:
        numbers = [one["id"] for one in standing]
        wanted = {(one["id"], one["mentor_id"], cell) for one in standing for cell in _kept(one)}
        own = {
            (one["id"], one["requester_id"], cell)
            for one in standing
            for cell in cells(one["starts_at"], one["ends_at"])
        }
        for table, cells_wanted in ((mentor_cells, wanted), (person_cells, own)):
            owner, cell, booking, *_ = table.c.values()
            query = select(booking, owner, cell).where(booking.in_(numbers))
            found = {tuple(row) for row in await tx.execute(query)}
            assert found == cells_wanted, self.story(f"{found ^ cells_wanted}")

    async def _timers_are_there(self, standing: list[Any], now: datetime, tx: Any) -> None:
        query = select(timers.c.about_id, timers.c.kind).where(timers.c.fired_at.is_(None))
        waiting = {tuple(row) for row in await tx.execute(query)}
        for one in standing:
            kinds = {"held": {"hold", "offer"}, "asked": {"answer"}}.get(one["status"], {"soon"})
            if one["status"] == "booked" and one["starts_at"] <= now + _SOON:
                kinds = {"afterwards", "soon"} if one["ends_at"] > now else set()
            there = any((one["id"], kind) in waiting for kind in kinds)
            assert there or not kinds, self.story(f"{one} {kinds}")

    async def _nobody_gets_back_what_they_freed(self, known: list[Any], tx: Any) -> None:
        """Whoever cancels, or declines what they are offered, is not offered it again."""
        freed: set[tuple[int, int, datetime]] = set()
        for one in known:
            slot = (one["wish_id"], one["mentor_id"], one["starts_at"])
            assert one["cause"] is None or slot not in freed, self.story(str(one))
            if one["status"] == "cancelled" and one["ended_by"] == "member":
                freed.add(slot)
        states = dict((await tx.execute(select(wishes.c.id, wishes.c.state))).all())
        held = {one["wish_id"] for one in known if one["cause"] and one["status"] == "held"}
        lost = [number for number, state in states.items() if state == "offered"]
        assert set(lost) <= held, self.story(f"{lost} {held}")

    async def _everybody_was_told(
        self, standing: list[Any], people: dict[int, int], tx: Any
    ) -> None:
        for chat, uid, sequence in await _sent(tx):
            self.told.add((chat, uid, sequence))
        for one in standing:
            if one["status"] == "booked":
                for person in (one["requester_id"], people[one["mentor_id"]]):
                    was = (person, one["uid"], one["sequence"])
                    assert was in self.told, self.story(f"{was} of {one}")

    def story(self, what: str) -> str:
        return "\n".join((what, *self.done))


async def _sent(tx: Any) -> Iterator[tuple[int, str, int]]:
    """What was put into the post for somebody's calendar."""
    calendars = outbox.c.body.contains("BEGIN:VEVENT")
    found = await tx.execute(select(outbox.c.lane, outbox.c.body).where(calendars))
    return iter(
        [
            (int(lane.partition(":")[2]), uid[1], int(sequence[1]))
            for lane, body in found
            if (uid := _UID.search(body)) and (sequence := _SEQUENCE.search(body))
        ]
    )


def _kept(one: Any) -> range:
    """With what is kept free after it."""
    return cells(one["starts_at"], one["ends_at"] + _TERMS.after)


def _day(one: Any) -> Any:
    return one["starts_at"].astimezone(BELGRADE).date()


def _parts(terms: Terms) -> dict[str, Any]:
    return {name: getattr(terms, name) for name in Terms.__dataclass_fields__}


_STEPS: tuple[Callable[[Walk], Awaitable[None]], ...] = (
    *[Walk._books] * 5,
    *[Walk._acts] * 4,
    *[Walk._presses] * 3,
    *[Walk._time_goes_on] * 2,
    Walk._changes_hours,
    Walk._restarts,
)
