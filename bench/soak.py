"""Half an hour of a whole line: 1,000 members, ten staff, and all that may befall it.

People ask, write, edit, send files, rate, book, cancel, move, sign up, leave, vote, and are
forgotten; staff answer, note, hand on, close, look. Meanwhile Telegram refuses, fails, cuts
connections and is slow; the program is killed with -9 every few minutes in the first half; topics
are deleted, members block the bot, its rights are taken. Then everything is let settle, and what
tables, topics and people say is held against the rules of the desk (bench/soak_rules.py).

    python -m bench.soak                     30 minutes
    python -m bench.soak --minutes 3
    python -m bench.soak --engine postgresql
"""

import argparse
import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from bench import memory, soak_desk, soak_programme, soak_words  # noqa: F401 - they hold the rules
from bench.crash import in_flight
from bench.databases import ENGINES, empty
from bench.figures import Goals, table
from bench.memory import Sample
from bench.programs import Program, leave_nothing, line
from bench.soak_desk import cards
from bench.soak_faults import Faults
from bench.soak_people import Members, questions
from bench.soak_rules import RULES, Evidence, Ordeal, judge, read
from bench.soak_staff import Staff, hire
from bench.soak_stage import Play, Soul
from bench.soak_stock import Stocked, fill, zone_at_noon
from desk.languages import Language
from sandbox.errors import SandboxError
from sandbox.flood import Limits
from storage.database import Database
from tests.onlooker import Onlooker
from tests.trial.stage import Stage, stage

_STAFF_SHARE = 0.35
_KILLED_FOR = 0.5  # of the time: then one life long enough to see its memory
_PATIENCE = 240.0  # seconds for what is left when everybody is silent
_FLAT = 0.05
# One staff group could not take so much in; all else is as Telegram has it.
_LIMITS = Limits(overall=(30, 1.0), private=(3, 3.0))


@dataclass
class Soak:
    """`acts` are all that people are doing at this moment."""

    play: Play
    members: Members
    staff: Staff
    program: Program
    faults: Faults
    rate: float
    samples: list[Sample] = field(default_factory=list)
    acts: set[asyncio.Task[None]] = field(default_factory=set)
    refused: int = 0

    async def run(self, seconds: float) -> None:
        faults = asyncio.create_task(self.faults.run())
        watching = asyncio.create_task(self._sample())
        try:
            await self._live(seconds, faults)
        finally:
            broken = faults.done()
            faults.cancel()
            watching.cancel()
            await asyncio.gather(faults, watching, return_exceptions=True)
        if broken:  # such as a line that did not start again
            faults.result()
        self.play.scene.box.api.faults.clear()
        if self.acts:
            await asyncio.wait(self.acts)

    async def _live(self, seconds: float, faults: asyncio.Task[None]) -> None:
        """At moments of their own, as people do who know nothing of each other."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not faults.done():
            await asyncio.sleep(self.play.dice.expovariate(self.rate))
            is_staff = self.play.dice.random() < _STAFF_SHARE
            act = asyncio.create_task(self._try(self.staff.act if is_staff else self.members.act))
            self.acts.add(act)
            act.add_done_callback(self.acts.discard)

    async def _try(self, act: Callable[[], Awaitable[None]]) -> None:
        """Telegram's own refusals (a topic that is gone) end nothing."""
        try:
            await act()
        except SandboxError:
            self.refused += 1

    async def _sample(self) -> None:
        while True:
            if self.faults.is_up:
                life = len(self.faults.lives)
                self.samples.append(Sample(time.monotonic(), life, self.program.memory()))
            await asyncio.sleep(1)


@dataclass
class Look:
    """At the line's own tables from beside it."""

    onlooker: Onlooker

    async def is_at_work(self) -> bool:
        left = await self.onlooker.left(round(time.time() * 1000))
        return bool(left.waiting or left.going)

    async def settle(self, play: Play) -> bool:
        """Whether it has nothing left to do, not even later, within the patience."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            is_late = play.world.updates.pending or await self.onlooker.put_off() is not None
            if not is_late and not await self.is_at_work():
                await asyncio.sleep(2)
                return True
            await asyncio.sleep(1)
        return False


async def soak(wanted: argparse.Namespace, folder: Path, address: str) -> tuple[Soak, Evidence]:
    zone = ZoneInfo(zone_at_noon(datetime.now(UTC)))
    stocked = await fill(address, zone, wanted.minutes)
    async with stage() as scene:
        scene.box.api.flood.set_limits(_LIMITS)
        settings = {"SEND_PER_GROUP_MINUTE": "0", "TIMEZONE": zone.key}
        program, look = line(scene, folder / "line", address, settings), Look(Onlooker(address))
        try:
            running = await _begin(wanted, scene, stocked, program, address, look)
            await running.run(60 * wanted.minutes)
            if not await look.settle(running.play):
                print("  it has not come to rest")
            evidence = await _evidence(running, address, zone)
        finally:
            program.kill()
            await look.onlooker.close()
        return running, evidence


async def _begin(
    wanted: argparse.Namespace,
    scene: Stage,
    stocked: Stocked,
    program: Program,
    address: str,
    look: Look,
) -> Soak:
    dice = random.Random(wanted.seed)
    play = Play(scene, dice, _souls(scene, wanted.people, dice), [])
    hire(play)
    members = Members(play, questions(), stocked.events, stocked.ballots)
    faults = Faults(
        play,
        program,
        partial(in_flight, address),
        look.is_at_work,
        every=60 * min(3.0, wanted.minutes / 6),
        quiet_at=time.monotonic() + 60 * wanted.minutes * _KILLED_FOR,
    )
    running = Soak(play, members, Staff(play), program, faults, wanted.rate)
    await program.start(scene)
    faults.lives.append(time.monotonic())
    for soul, token in zip(play.souls, stocked.tokens, strict=False):
        soul.has_met = True
        soul.is_mentor = True
        play.command(soul, f"/start lang_{soul.language}")
        play.command(soul, f"/start mentor_{token}")
    return running


def _souls(scene: Stage, count: int, dice: random.Random) -> list[Soul]:
    people = scene.people(count)
    return [Soul(person, n, dice.choice(list(Language))) for n, person in enumerate(people)]


async def _evidence(running: Soak, address: str, zone: ZoneInfo) -> Evidence:
    play, faults, database = running.play, running.faults, Database(address)
    await running.program.stop()
    floods = [e for e in play.scene.box.api.log.entries if e["error_code"] == 429]
    try:
        tables = await read(database)
        alive = [row for row in tables["tickets"] if row["requester_id"] > 0]
        expected = await cards(database, alive, zone, play.group.id)
    finally:
        await database.close()
    ordeal = Ordeal(
        kills=faults.kills,
        in_flight=len(faults.sends),
        cut=faults.cut,
        floods=floods,
        ordered_floods=faults.ordered_floods,
        log=running.program.log(),
        exit_code=running.program.process.poll(),
    )
    return Evidence(tables, play, ordeal, expected, datetime.now(UTC), zone)


def show(running: Soak, evidence: Evidence) -> None:
    play, tables = running.play, evidence.tables
    counts = {
        "updates": len(tables["inbox"]),
        "messages of the bot's": len(play.watch.sent),
        "requests": len(tables["tickets"]),
        "words followed": len(play.said),
        "forgotten": len(evidence.gone),
        "killed with -9": len(evidence.ordeal.kills),
        "sends in flight at that": evidence.ordeal.in_flight,
        "answers cut off": evidence.ordeal.cut,
        "acts that Telegram refused": running.refused,
    }
    table(["what there was", ""], [[name, f"{count:,}"] for name, count in counts.items()])
    table(["acts", ""], [[name, f"{count:,}"] for name, count in play.done.most_common()])


def show_memory(running: Soak, goals: Goals) -> None:
    found = memory.lives(running.samples)
    rows = [
        [f"life {one.number}, {one.seconds:.0f} s"]
        + [f"{value:.1f} MB" for value in (one.begun, one.ended)]
        + [f"{one.growth:+.1%}"]
        for one in found
    ]
    table(["memory", "warm", "at the end", "growth"], rows)
    for one in found:
        if one.is_long:
            name = f"memory of life {one.number}, after its warm-up"
            flat = one.growth <= _FLAT
            goals.check(name, f"{one.growth:+.1%}", f"at most {_FLAT:.0%} more", reached=flat)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.soak")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--engine", choices=ENGINES, default="sqlite")
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--rate", type=float, default=4, help="acts a second")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for the database and the log")
    wanted = parser.parse_args()
    leave_nothing()
    # A killed program cuts its connections: no news here, but the server would say so each time.
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    goals = Goals()
    with TemporaryDirectory(prefix="linja-bench-soak-") as made:
        folder = wanted.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        with empty(wanted.engine, folder) as address:
            running, evidence = asyncio.run(soak(wanted, folder, address))
    show(running, evidence)
    print(f"  {len(RULES)} rules")
    judge(evidence, goals)
    show_memory(running, goals)
    goals.end()


if __name__ == "__main__":
    main()
