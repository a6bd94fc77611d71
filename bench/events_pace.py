"""Reminders of many events in the same hour at Telegram's flood limits, while people sign up.

The line does all of it itself: timers come due, campaigns are written, messages are sent at 29 a
second. Meanwhile people open an event and press "Sign up", and wait for its card to say so.
"""

import asyncio
import contextlib
import itertools
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.events_crowd import Due, Size, fill, plan
from bench.figures import Goals, ms, percentile, table
from bench.programs import line
from desk.events.campaigns import Urgency
from desk.events.event import Event
from sandbox.flood import STRICT
from sandbox.model import Person
from sandbox.speech import press
from tests.trial.stage import Posted, Stage, stage

_LIMIT = 29  # calls a second
_ALONE = 10  # people who sign up before anything is sent
_EVERY = 2.0  # seconds between people who sign up
_SETTLING = 3.0
_AHEAD = timedelta(seconds=5)  # from when all is written down to when the first of it is due
_SLACK = 8.0  # seconds for a tick, and for as much as waits to be sent at a time
_PATIENCE = 30.0
_NAMES = {Urgency.HOURS: "two hours before", Urgency.DAY: "a day", Urgency.DAYS: "a week"}


@dataclass(slots=True)
class SignUps:
    """Seconds from the link to the card, and from the press to the card that says it."""

    asked: int = 0
    opened: list[float] = field(default_factory=list)
    signed: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Told:
    """One reminder: when it was due, and when it came."""

    due: Due
    chat_id: int
    due_at: float
    at: float

    @property
    def rank(self) -> tuple[int, datetime]:
        assert self.due.event.starts_at is not None
        return self.due.urgency, self.due.event.starts_at


@dataclass(frozen=True, slots=True)
class Result:
    """`calls` are all from the first reminder to the last, those to people who sign up too."""

    told: Sequence[Told]
    wanted: Counter[tuple[str, int]]
    calls: int
    refusals: int
    alone: SignUps
    meanwhile: SignUps

    @property
    def rate(self) -> float:
        return self.calls / (self.told[-1].at - self.told[0].at)

    @property
    def is_once(self) -> bool:
        return Counter((one.due.token, one.chat_id) for one in self.told) == self.wanted

    def overtaken(self) -> int:
        """How many waited, although long due, while something less urgent was sent."""
        found, least = 0, (-1, datetime.min.replace(tzinfo=UTC))
        slow = sorted(self.told, key=lambda one: one.due_at)
        for one in self.told:
            least = max(least, one.rank)
            if one.rank < least and one.at - one.due_at > _SLACK:
                found += any(
                    one.due_at + _SLACK < other.at < one.at and other.rank > one.rank
                    for other in slow
                )
        return found

    def waits(self, of: Urgency) -> list[float]:
        return [one.at - one.due_at for one in self.told if one.due.urgency is of]


class Watch:
    """When the bot's messages in each chat came or changed last; all that counts as a call."""

    def __init__(self, scene: Stage) -> None:
        self.calls: list[float] = []
        self.seen: dict[tuple[int, str], asyncio.Event] = {}
        self.last: dict[tuple[int, str], dict[str, Any]] = {}
        self._bot = scene.box.world.bot.id
        scene.box.world.events.watch(self._happened)

    def _happened(self, event: dict[str, Any]) -> None:
        kind = event["type"]
        if kind not in ("message", "edited") or event["message"]["from"]["id"] != self._bot:
            return
        self.calls.append(time.monotonic())
        place = (event["chat"], kind)
        self.last[place] = event["message"]
        if place in self.seen:
            self.seen[place].set()

    async def next(self, chat_id: int, kind: str) -> dict[str, Any]:
        """What comes next there. Raises TimeoutError."""
        event = self.seen[chat_id, kind] = asyncio.Event()
        async with asyncio.timeout(_PATIENCE):
            await event.wait()
        del self.seen[chat_id, kind]
        return self.last[chat_id, kind]


@dataclass(slots=True)
class Joining:
    scene: Stage
    watch: Watch
    event: Event

    async def go(self, people: Iterator[Person], times: SignUps, every: float) -> None:
        """One person after the other, until there is nobody left or the task is cancelled."""
        pending: set[asyncio.Task[None]] = set()
        with contextlib.suppress(asyncio.CancelledError):
            for person in people:
                times.asked += 1
                task = asyncio.create_task(self._sign_up(person, times))
                pending.add(task)
                await asyncio.sleep(every)
        await asyncio.gather(*pending, return_exceptions=True)

    async def _sign_up(self, person: Person, times: SignUps) -> None:
        begun = time.monotonic()
        self.scene.writes(person, f"/start event_{self.event.id}")
        card = await self.watch.next(person.id, "message")
        times.opened.append(time.monotonic() - begun)
        await asyncio.sleep(1)
        button = card["reply_markup"]["inline_keyboard"][0][0]
        begun = time.monotonic()
        world = self.scene.box.world
        pressed = asyncio.create_task(
            press(world, person, world.private_chat(person), card, button)
        )
        await self.watch.next(person.id, "edited")
        times.signed.append(time.monotonic() - begun)
        await pressed


async def measure(folder: Path, address: str, size: Size) -> Result:
    async with stage() as scene:
        scene.box.api.flood.set_limits(STRICT)
        crowd = scene.people(size.crowd)
        joiners = scene.people(_ALONE + round(2 * size.messages / _LIMIT / _EVERY) + 60)
        for person in (*crowd, *joiners):
            scene.opens(person)
        joining = Joining(scene, Watch(scene), await fill(address, [*crowd, *joiners]))
        program = line(scene, folder, address, {})
        try:
            await program.start(scene)
            await asyncio.sleep(_SETTLING)
            rest, alone = iter(joiners), SignUps()
            await joining.go(itertools.islice(rest, _ALONE), alone, _EVERY)
            await asyncio.sleep(_SETTLING)
            return await _remind(joining, address, [one.id for one in crowd], size, rest, alone)
        finally:
            await program.stop()


async def _remind(
    joining: Joining,
    address: str,
    crowd: list[int],
    size: Size,
    rest: Iterator[Person],
    alone: SignUps,
) -> Result:
    scene, before = joining.scene, len(joining.scene.posted)
    begins = datetime.now(UTC) + _AHEAD
    planned = await plan(address, crowd, size, begins)
    meanwhile = SignUps()
    people = asyncio.create_task(joining.go(rest, meanwhile, _EVERY))
    patience = 60 + 2 * size.messages / _LIMIT
    await scene.until(lambda: _reminders(scene.posted[before:]) >= size.messages, patience)
    people.cancel()
    await people
    await asyncio.sleep(_SETTLING)
    told = _told(planned, scene.posted[before:])
    first, last = told[0].at, told[-1].at
    return Result(
        told=told,
        wanted=Counter((due.token, chat_id) for due in planned for chat_id in due.crowd),
        calls=sum(first < at <= last for at in joining.watch.calls),
        refusals=scene.refusals(),
        alone=alone,
        meanwhile=meanwhile,
    )


def _reminders(posted: Sequence[Posted]) -> int:
    return sum(bool(one.tokens) for one in posted)


def _told(planned: Sequence[Due], posted: Sequence[Posted]) -> list[Told]:
    by_token = {due.token: due for due in planned}
    wall = time.time() - time.monotonic()
    return [
        Told(by_token[token], one.chat_id, by_token[token].at.timestamp() - wall, one.at)
        for one in posted
        for token in one.tokens
    ]


def show(engine: str, result: Result, size: Size) -> None:
    seconds = result.told[-1].at - result.told[0].at
    print(f"\n{engine}: {size.crowd:,} reminded of one event, and those of {size.others} others")
    rows = [
        ["reminders delivered", f"{len(result.told)}", f"{size.messages}"],
        ["seconds for all calls", f"{seconds:.1f}", f"{result.calls / _LIMIT:.1f}"],
        ["calls a second", f"{result.rate:.2f}", f"{_LIMIT}"],
        ["refused (429)", f"{result.refusals}", "0"],
    ]
    table(["", "the line", "the limit"], rows)
    waits = {name: result.waits(of) for of, name in _NAMES.items()}
    rows = [
        [name, f"{len(times)}", *(f"{percentile(times, share):.1f} s" for share in (50, 99))]
        for name, times in waits.items()
    ]
    table(["from due to delivered", "reminders", "p50", "p99"], rows)
    both = (result.meanwhile, result.alone)
    rows = [
        ["signed up", *(f"{len(one.signed)} of {one.asked}" for one in both)],
        *(
            [f"{name}, p{share}", *(ms(percentile(getattr(one, of), share)) for one in both)]
            for name, of in (("the card", "opened"), ("the seat", "signed"))
            for share in (50, 99)
        ),
    ]
    table(["sign-ups", "during reminders", "without them"], rows)


def judge(result: Result, size: Size, goals: Goals) -> None:
    share, late = result.rate / _LIMIT, result.overtaken()
    goals.check("rate, share of 29/s", f"{share:.1%}", "at least 98 %", reached=share >= 0.98)
    once = result.is_once and len(result.told) == size.messages
    goals.check("each reminder once", "yes" if once else "no", "yes", reached=once)
    goals.check("overtaken by less urgent ones", f"{late}", "none", reached=late == 0)
    soon = max(result.waits(Urgency.HOURS))
    goals.check("two hours before: latest", f"{soon:.1f} s", f"{_SLACK:g} s", reached=soon < _SLACK)
    meanwhile = result.meanwhile
    done = len(meanwhile.signed) == meanwhile.asked > 0
    goals.check("each sign-up answered", "yes" if done else "no", "yes", reached=done)
    goals.check("refused", f"{result.refusals}", "none", reached=result.refusals == 0)
    for name, times in (("card", meanwhile.opened), ("seat", meanwhile.signed)):
        p99 = percentile(times, 99)
        goals.check(f"sign-ups, the {name}, p99", ms(p99), "below 300 ms", reached=p99 < 0.3)
