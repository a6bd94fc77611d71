"""Killed with SIGKILL again and again while people write: what is lost, doubled, out of order.

New people open tickets, then they and staff write in random order; each message carries a word of
its own. Telegram cannot be asked whether it has taken a message, so what was in flight at a kill
is sent again: no more than that may be doubled. The peer goes through the same.

    python -m bench.crash                      300 people, 2,000 messages, about ten minutes
    python -m bench.crash --quick
    python -m bench.crash --engine postgresql
"""

import argparse
import asyncio
import logging
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bench import limits
from bench.databases import ENGINES, empty
from bench.figures import Goals, table
from bench.programs import Program, leave_nothing, line, stock
from sandbox.model import Person
from storage.database import Database
from tests.trial.process import NO_LIMITS
from tests.trial.stage import Stage, stage
from tests.trial.tally import Tally, tally

_LONGEST = 3.0  # seconds from ready to the kill
_WHILE_STARTING = 0.2  # share of the kills that come before the program is ready
_START = 1.5  # seconds within which those come
_PATIENCE = 20.0  # seconds without any message after which the rest counts as lost
_SETTLING = 4.0
_SENDING = text(
    "SELECT id, attempts FROM outbox "
    "WHERE state = 'sending' AND (lane = 'staff' OR lane LIKE 'chat:%')"
)

Send = tuple[int, int]  # a row of the outbox, and which attempt it was


@dataclass(frozen=True, slots=True)
class Load:
    people: int
    messages: int
    replies: int
    kills: int
    rate: float
    seed: int


@dataclass(slots=True)
class Ordeal:
    """One program under kills; `in_flight` tells how many sends a dead program had under way."""

    stage: Stage
    program: Program
    load: Load
    greeting: str
    in_flight: Callable[[], Awaitable[set[Send]]]
    kills: list[float] = field(default_factory=list)
    sends: set[Send] = field(default_factory=set)
    said: list[str] = field(default_factory=list)

    async def run(self) -> None:
        people, staff = self.stage.people(self.load.people), self.stage.staff()
        dice = random.Random(self.load.seed)
        await self._under_fire(self._first_words(people), self.load.kills // 3)
        for person in people if self.greeting else ():
            self.stage.writes(person, "/start lang_sq")
        await asyncio.sleep(_SETTLING)
        await self._under_fire(self._talk(people, staff, dice), self.load.kills)

    def _first_words(self, people: list[Person]) -> Iterator[None]:
        for number, person in enumerate(people):
            self._say(person, f"p{number}-0", self.greeting)
            yield

    def _talk(self, people: list[Person], staff: Person, dice: random.Random) -> Iterator[None]:
        """People and staff in random order, each numbered within its conversation."""
        threads = self.stage.threads()
        kinds = ["p"] * self.load.messages + ["r"] * self.load.replies
        dice.shuffle(kinds)
        numbers: Counter[str] = Counter()
        for kind in kinds:
            place = dice.randrange(len(people))
            numbers[f"{kind}{place}"] += 1
            word = f"{kind}{place}-{numbers[f'{kind}{place}']}"
            if kind == "p":
                self._say(people[place], word)
            elif (thread := threads.get(f"p{place}-0")) is not None:
                self._say(staff, word, thread=thread)
            yield

    def _say(
        self, person: Person, word: str, greeting: str = "", thread: int | None = None
    ) -> None:
        self.said.append(word)
        self.stage.writes(person, f"{greeting}{word} Si të vazhdojmë?", thread)

    async def _under_fire(self, words: Iterator[None], kills: int) -> None:
        """Says all of it while the program is killed and started, then lets it settle."""
        dice = random.Random(self.load.seed + len(self.kills))
        await self.program.stop()
        speaking = asyncio.create_task(self._speak(words, dice))
        while len(self.kills) < kills:
            await self._life(dice)
        await self.program.start(self.stage)
        await speaking
        await self._settle()

    async def _speak(self, words: Iterator[None], dice: random.Random) -> None:
        for _ in words:
            await asyncio.sleep(dice.expovariate(self.load.rate))

    async def _life(self, dice: random.Random) -> None:
        """From a start to a kill."""
        if dice.random() < _WHILE_STARTING:
            self.program.spawn()
            await asyncio.sleep(dice.uniform(0, _START))
        else:
            await self.program.start(self.stage)
            await asyncio.sleep(dice.uniform(0, _LONGEST))
        self.program.kill()
        self.kills.append(time.monotonic())
        self.sends |= await self.in_flight()

    async def _settle(self) -> None:
        """Until all words have arrived, or nothing has for a long time; doubled ones come last."""
        await self.stage.settle(self.said, _PATIENCE)
        await asyncio.sleep(_SETTLING)


@dataclass(frozen=True, slots=True)
class Outcome:
    """`orphans` are topics without a word in them; `in_flight` are sends cut off by a kill."""

    to_staff: Tally
    to_people: Tally
    orphans: int
    kills: list[float]
    in_flight: int

    @property
    def repeats(self) -> list[float]:
        return self.to_staff.repeats + self.to_people.repeats

    @property
    def longest(self) -> float:
        """Seconds at most between a send that was repeated and a kill.

        A call that was on its way at the kill is carried out a moment after it.
        """
        apart = (min(abs(at - sent) for at in self.kills) for sent in self.repeats)
        return max(apart, default=0.0)


def outcome(ordeal: Ordeal) -> Outcome:
    scene = ordeal.stage
    to_staff = tally((word for word in ordeal.said if word[0] == "p"), scene.posted)
    to_people = tally((word for word in ordeal.said if word[0] == "r"), scene.posted)
    topics = scene.box.world.staff_group.topics.keys()
    orphans = len(topics - to_staff.threads)
    return Outcome(to_staff, to_people, orphans, ordeal.kills, len(ordeal.sends))


async def ours(folder: Path, address: str, load: Load) -> Outcome:
    async with stage() as scene:
        program = line(scene, folder / "line", address, NO_LIMITS)
        return await _through(Ordeal(scene, program, load, "/ticket ", partial(in_flight, address)))


async def peers(folder: Path, load: Load) -> Outcome:
    async def unknown() -> set[Send]:
        return set()

    async with stage() as scene:
        return await _through(Ordeal(scene, stock(scene, folder / "peer"), load, "", unknown))


async def in_flight(address: str) -> set[Send]:
    """What the dead program had marked as being sent and not as sent."""
    database = Database(address)
    try:
        async with database.transaction() as tx:
            return {(row.id, row.attempts) for row in await tx.execute(_SENDING)}
    except DBAPIError:  # killed before the tables were there
        return set()
    finally:
        await database.close()


async def _through(ordeal: Ordeal) -> Outcome:
    try:
        await ordeal.run()
    finally:
        ordeal.program.kill()
    return outcome(ordeal)


def show(results: tuple[Outcome, Outcome], engine: str) -> None:
    rows = [["killed", *(f"{len(r.kills)} times" for r in results)]]
    for name, way in (("to staff", "to_staff"), ("to people", "to_people")):
        counts = [getattr(result, way) for result in results]
        rows += [
            [f"{name}: said", *(f"{len(c.said)}" for c in counts)],
            [f"{name}: lost", *(f"{len(c.lost)}" for c in counts)],
            [f"{name}: doubled", *(f"{len(c.doubled)}" for c in counts)],
            [f"{name}: out of order", *(f"{c.disordered}" for c in counts)],
            [f"{name}: people in several places", *(f"{c.scattered}" for c in counts)],
        ]
    mine = results[0]
    rows += [
        ["topics without a word in them", *(f"{r.orphans}" for r in results)],
        ["sends in flight at the kills", f"{mine.in_flight}", "unknown"],
        ["sends repeated", *(f"{len(r.repeats)}" for r in results)],
        ["  first sent at most so far from a kill", f"{mine.longest * 1e3:.0f} ms", ""],
    ]
    table(["SIGKILL at random moments", f"the line, {engine}", "stock PTB"], rows)


def judge(mine: Outcome, goals: Goals) -> None:
    both = (mine.to_staff, mine.to_people)
    lost = sum(len(count.lost) for count in both)
    goals.check("lost", f"{lost}", "none", reached=lost == 0)
    again, most = len(mine.repeats), mine.in_flight
    goals.check("sends repeated", f"{again}", f"at most {most} in flight", reached=again <= most)
    disordered = sum(count.disordered for count in both)
    goals.check("out of order", f"{disordered}", "none", reached=disordered == 0)
    astray = sum(count.scattered + count.mixed for count in both)
    goals.check("more than one topic, or another's", f"{astray}", "none", reached=astray == 0)
    orphans = mine.orphans
    goals.check("empty topics", f"{orphans}", f"at most {most}", reached=orphans <= most)


async def run(wanted: argparse.Namespace, folder: Path, address: str) -> Goals:
    load = Load(
        wanted.people, wanted.messages, wanted.replies, wanted.kills, wanted.rate, wanted.seed
    )
    results = (await ours(folder, address, load), await peers(folder, load))
    show(results, wanted.engine)
    rushes = await limits.limits(folder, wanted.rush)
    limits.show(*rushes, wanted.rush)
    goals = Goals()
    judge(results[0], goals)
    limits.judge(rushes[0], wanted.rush, goals)
    return goals


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.crash")
    parser.add_argument("--quick", action="store_true", help="a short run")
    parser.add_argument("--engine", choices=ENGINES, default="sqlite")
    parser.add_argument("--people", type=int)
    parser.add_argument("--messages", type=int)
    parser.add_argument("--replies", type=int)
    parser.add_argument("--kills", type=int)
    parser.add_argument("--rush", type=int, help="new people at once in the test of the limits")
    parser.add_argument("--rate", type=float, default=25, help="messages a second")
    parser.add_argument("--seed", type=int, default=1)
    short = {"people": 40, "messages": 300, "replies": 40, "kills": 8, "rush": 11}
    long = {"people": 300, "messages": 2000, "replies": 200, "kills": 25, "rush": 30}
    wanted = parser.parse_args()
    for name, value in (short if wanted.quick else long).items():
        setattr(wanted, name, getattr(wanted, name) or value)
    leave_nothing()
    # A killed program cuts its connections: no news here, but the server would say so each time.
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    with (
        TemporaryDirectory(prefix="linja-bench-") as folder,
        empty(wanted.engine, Path(folder)) as at,
    ):
        goals = asyncio.run(run(wanted, Path(folder), at))
    goals.end()


if __name__ == "__main__":
    main()
