"""Three replicas on PostgreSQL, killed again and again while people write; and what they carry.

People write and staff answer, each message a word of its own. Every ten seconds the leader is
killed with SIGKILL, at random moments any other; each starts again after a moment, and the last one
that is up is let live. Telegram cannot be asked whether it has taken a message, so what was in
flight at a kill is sent again: no more than that may be doubled. Then, without faults, how many
updates a second one, two and three of them carry, and the line on SQLite alone.

    python -m bench.replicas            20,000 updates in 500 chats
    python -m bench.replicas --quick    about a minute
"""

import argparse
import asyncio
import contextlib
import logging
import os
import random
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory, mkdtemp

from bench import replicas_pace
from bench.figures import Goals, percentile, table
from bench.programs import leave_nothing
from tests.trial.cluster import Cluster, cluster
from tests.trial.fleet import Fleet, Plan, Replica, fleet
from tests.trial.process import NO_LIMITS
from tests.trial.stage import stage
from tests.trial.stops import longest, stops
from tests.trial.talk import Talk, talk
from tests.trial.tally import Tally

_MANY = 3
_LEADER_EVERY = 10.0  # seconds between two deaths of leaders
_OTHERS_EVERY = 12.0  # seconds between two deaths of any, on average
_MOMENT = 1.0  # seconds until the dead one is started again
_PATIENCE = 300.0
_QUIET = 20.0  # seconds without any message after which the rest counts as lost
_SETTLING = 4.0  # what is doubled comes last


@dataclass(slots=True)
class Deaths:
    """`led` are the kills of leaders, `others` of those that did not lead; monotonic seconds."""

    fleet: Fleet
    dice: random.Random
    led: list[float] = field(default_factory=list)
    others: list[float] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    told: list[tuple[float, str]] = field(default_factory=list)
    _rising: set[asyncio.Task[None]] = field(default_factory=set)

    async def run(self) -> None:
        """Until cancelled."""
        now = time.monotonic()
        leader_at, other_at = now + _LEADER_EVERY, now + self._soon()
        while True:
            await asyncio.sleep(max(0.0, min(leader_at, other_at) - time.monotonic()))
            if leader_at <= other_at:
                leader_at += _LEADER_EVERY
                victim: Replica | None = await self.fleet.led(_LEADER_EVERY)
            else:
                other_at += self._soon()
                victim = self.dice.choice([r for r in self.fleet.replicas if r.ready] or [None])
            if victim is not None and sum(r.ready for r in self.fleet.replicas) > 1:
                await self._kill(victim)

    def _soon(self) -> float:
        return self.dice.expovariate(1 / _OTHERS_EVERY)

    async def _kill(self, victim: Replica) -> None:
        leads = await self.fleet.kill(victim)
        (self.led if leads else self.others).append(self.fleet.blows[-1])
        what = f"replica {victim.number} is killed" + (", the leader" if leads else "")
        self.told.append((self.fleet.blows[-1], what))
        task = asyncio.create_task(self._rise(victim))
        self._rising.add(task)
        task.add_done_callback(self._rising.discard)

    async def _rise(self, victim: Replica) -> None:
        await asyncio.sleep(_MOMENT)
        self.starts.append(await victim.start())
        self.told.append((time.monotonic(), f"replica {victim.number} is ready again"))

    async def risen(self) -> None:
        await asyncio.gather(*self._rising)


@dataclass(frozen=True, slots=True)
class Outcome:
    """`stop` is (since, until) of the longest time without a message while words were due.

    `told` is what happened around it, in seconds from its beginning.
    """

    to_staff: Tally
    to_people: Tally
    led: int
    others: int
    in_flight: int
    refused: int
    stop: tuple[float, float]
    told: list[tuple[float, str]]
    after_kills: list[float]
    starts: list[float]
    seconds: float

    @property
    def repeats(self) -> int:
        return len(self.to_staff.repeats + self.to_people.repeats)


async def survive(server: Cluster, folder: Path, wanted: argparse.Namespace) -> Outcome:
    address = server.create("survive")
    async with stage() as scene, fleet(scene, folder, address, Plan(_MANY, NO_LIMITS)) as replicas:
        await replicas.start()
        words = talk(scene, wanted.chats)
        await words.open(_PATIENCE)
        deaths = Deaths(replicas, random.Random(wanted.seed))
        begun = time.monotonic()
        async with _while_it_lasts(deaths):
            await words.go_on(
                wanted.updates // 2, wanted.updates - wanted.updates // 2, wanted.rate
            )
        await words.settle(_QUIET)
        await asyncio.sleep(_SETTLING)
        return _outcome(words, deaths, begun)


@contextlib.asynccontextmanager
async def _while_it_lasts(deaths: Deaths) -> AsyncIterator[None]:
    task = asyncio.create_task(deaths.run())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
    await deaths.risen()


def _outcome(words: Talk, deaths: Deaths, begun: float) -> Outcome:
    scene = words.stage
    sent = [posted.at for posted in scene.posted]
    said = {word: scene.said[word] for word in words.said if scene.said[word] >= begun}
    stop = longest(stops(said, scene.heard, sent))
    since, until = stop
    around = [(at - since, what) for at, what in deaths.told if since - 15 < at < until + 1]
    waits = [min((at for at in sent if at > kill), default=kill) - kill for kill in deaths.led]
    return Outcome(
        words.to_staff(),
        words.to_people(),
        len(deaths.led),
        len(deaths.others),
        len(deaths.fleet.in_flight),
        deaths.fleet.balancer.refused,
        stop,
        around,
        waits,
        deaths.starts,
        max(scene.heard.values()) - begun,
    )


def show(found: Outcome) -> None:
    rows = []
    for name, count in (("to staff", found.to_staff), ("to people", found.to_people)):
        rows += [
            [f"{name}: said", f"{len(count.said)}"],
            [f"{name}: lost", f"{len(count.lost)}"],
            [f"{name}: doubled", f"{len(count.doubled)}"],
            [f"{name}: out of order", f"{count.disordered}"],
            [f"{name}: people in several places", f"{count.scattered}"],
        ]
    since, until = found.stop
    waits = found.after_kills
    rows += [
        ["kills of leaders, of others", f"{found.led}, {found.others}"],
        ["sends in flight at the kills", f"{found.in_flight}"],
        ["sends repeated", f"{found.repeats}"],
        ["updates that nobody took at once", f"{found.refused}"],
        ["from a leader's death to a message: median", f"{median(waits or [0]):.2f} s"],
        ["  the longest", f"{max(waits, default=0):.2f} s"],
        ["longest stop of sending", f"{until - since:.2f} s"],
        ["ready after a start: median, p90", _both(found.starts)],
        ["all of it", f"{found.seconds:.0f} s"],
    ]
    table(["three replicas, SIGKILL at random moments", "the line, postgresql"], rows)


def show_stop(found: Outcome) -> None:
    """What happened around the longest stop, for whoever looks for its cause."""
    since, until = found.stop
    print(f"  around the longest stop, which ended after {until - since:.2f} s:")
    for at, what in found.told:
        print(f"    {at:+7.2f} s  {what}")
    print()


def _both(seconds: list[float]) -> str:
    return f"{percentile(seconds, 50):.1f}, {percentile(seconds, 90):.1f} s"


def judge(found: Outcome, goals: Goals) -> None:
    both = (found.to_staff, found.to_people)
    lost = sum(len(count.lost) for count in both)
    goals.check("lost", f"{lost}", "none", reached=lost == 0)
    disordered = sum(count.disordered for count in both)
    goals.check("out of order", f"{disordered}", "none", reached=disordered == 0)
    again, most = found.repeats, found.in_flight
    goals.check("sends repeated", f"{again}", f"at most {most} in flight", reached=again <= most)
    astray = sum(count.scattered + count.mixed for count in both)
    goals.check("more than one topic, or another's", f"{astray}", "none", reached=astray == 0)
    stop = found.stop[1] - found.stop[0]
    goals.check("longest stop of sending", f"{stop:.2f} s", "below 2 s", reached=stop < 2)


async def run(wanted: argparse.Namespace, folder: Path) -> Goals:
    goals = Goals()
    with cluster(durable=True) as server:
        if not wanted.pace_only:
            found = await survive(server, folder / "survive", wanted)
            show(found)
            show_stop(found)
            judge(found, goals)
            print()
        if not wanted.kills_only:
            replicas_pace.show(await replicas_pace.measure(server, folder, wanted), wanted)
    return goals


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.replicas")
    parser.add_argument("--quick", action="store_true", help="a short run")
    parser.add_argument("--updates", type=int, help="messages under kills")
    parser.add_argument("--chats", type=int)
    parser.add_argument("--rate", type=float, help="messages a second under kills")
    parser.add_argument("--backlog", type=int, help="updates at once, to see how many a second")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--kills-only", action="store_true")
    parser.add_argument("--pace-only", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    short = {"updates": 900, "chats": 40, "rate": 30, "backlog": 300, "rounds": 1}
    long = {"updates": 20_000, "chats": 500, "rate": 50, "backlog": 2000, "rounds": 3}
    wanted = parser.parse_args()
    for name, value in (short if wanted.quick else long).items():
        setattr(wanted, name, getattr(wanted, name) or value)
    leave_nothing()
    os.environ.setdefault("XDG_RUNTIME_DIR", mkdtemp())  # else platformdirs warns
    # A killed program cuts its connections: no news here, but the server would say so each time.
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    with TemporaryDirectory(prefix="linja-bench-") as folder:
        goals = asyncio.run(run(wanted, Path(folder)))
    goals.end()


if __name__ == "__main__":
    main()
