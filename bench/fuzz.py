"""Any update at all, valid or not, brought to a real line: does it stand, and what becomes of each?

Valid ones come from the schema and touch people, topics and buttons that are there, so that the
handlers run. Others have something wrong in them: a type, a length, a depth, a character that text
cannot hold. Half of both comes through the webhook, half through getUpdates. None may crash the
line or hang it, no valid one may be set aside, and memory is to be as it was.

    python -m bench.fuzz                       50,000 valid ones and 20,000 others, half an hour
    python -m bench.fuzz --quick               a fiftieth of that, about a minute
    python -m bench.fuzz --engine postgresql
"""

import argparse
import asyncio
import itertools
import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import text

from bench.databases import ENGINES, empty
from bench.figures import Goals, table
from bench.fuzz_doors import SECRET, Door, polling, posting
from bench.fuzz_world import Cast, cast
from bench.programs import Program, leave_nothing, line
from storage.database import Database
from tests.attack.surface import PAYLOADS, commands, pressed
from tests.doors import free_ports
from tests.onlooker import Onlooker
from tests.schema.generator import Knobs, updates
from tests.schema.mutations import Mutant, mutants
from tests.trial.process import NO_LIMITS
from tests.trial.stage import Stage, stage

_FIRST_ID = 1_000_000_000
_AT_ONCE = 500  # updates, then the line may handle them
_HANG = 180.0  # seconds in which nothing is handled
_GROWTH = 1.05  # times the memory after the first third
_WARM = 1 / 3
_REASONS = 12  # shown of those for which updates were set aside
# What no program that stands should ever write into its log.
_BAD_LINES = re.compile(r"never retrieved|Unclosed|Error handling request|stays in the table")


@dataclass(slots=True)
class Result:
    """By kind: how many were brought, turned away, set aside; `memory` is MB, along the way."""

    name: str
    brought: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    stuck: Counter[str] = field(default_factory=Counter)
    dead: Counter[str] = field(default_factory=Counter)
    why: Counter[str] = field(default_factory=Counter)
    memory: list[float] = field(default_factory=list)
    seconds: float = 0.0
    bad_lines: int = 0
    crashed: bool = False
    hung: bool = False
    answers: bool = False

    def set_aside(self, dead: Iterable[tuple[int, str]], kinds: Mapping[int, str]) -> None:
        for number, why in dead:
            if number in kinds:
                self.dead[kinds[number]] += 1
                self.why[f"{kinds[number]}: {why}"] += 1

    @property
    def growth(self) -> float:
        """How many times the memory after the warm-up the memory at the end is."""
        first = max(1, round(len(self.memory) * _WARM))
        if not self.memory:
            return float("nan")
        return median(self.memory[-first:]) / median(self.memory[first - 1 : 2 * first])


@dataclass(frozen=True, slots=True)
class Load:
    valid: int
    mutated: int
    seed: int
    first_id: int

    def mixed(self, knobs: Knobs) -> Iterator[Mutant]:
        """Both in one stream, the ids rising."""
        dice, count = random.Random(self.seed), self.valid + self.mutated
        spoilt = set(dice.sample(range(count), self.mutated))
        several = enumerate(_without_moves(updates(self.seed, count, knobs)))
        for place, update in several:
            if place in spoilt:
                yield from mutants(self.seed * count + place, [update], place)
            else:
                yield Mutant(_kind(update), json.dumps(update).encode(), update["update_id"])


async def fuzz(name: str, program: Program, door: Door, load: Load, at: "Place") -> Result:
    """The line is started, fuzzed and stopped."""
    result, begun = Result(name), time.monotonic()
    kinds: dict[int, str] = {}
    stream = load.mixed(at.knobs(load.first_id))
    if name == "getUpdates":
        stream = (one for one in stream if one.may_be_polled)
    program.spawn()
    await asyncio.wait_for(door.ready(), _HANG)
    while chunk := list(itertools.islice(stream, _AT_ONCE)):
        kinds |= {one.number: one.kind for one in chunk}
        result.brought.update(one.kind for one in chunk)
        await door.bring(chunk)
        result.hung = not await at.handled()
        result.crashed = program.process.poll() is not None
        if result.hung or result.crashed:
            print(f"{name} ended after {result.brought.total():,}\n{program.log()[-4000:]}")
            break
        result.memory.append(program.memory())
    result.refused, result.stuck = door.refused, door.stuck
    result.answers = not (result.crashed or result.hung) and await at.answers(door, load)
    await program.stop()
    result.bad_lines = len(_BAD_LINES.findall(program.log()))
    result.set_aside(await at.dead(), kinds)
    result.seconds = time.monotonic() - begun
    return result


class Place:
    """Where the fuzz happens: a stage, its cast, and the line's tables."""

    def __init__(self, scene: Stage, cast_: Cast, address: str) -> None:
        self._scene = scene
        self._cast = cast_
        self._address = address
        self._onlooker = Onlooker(address)
        self._dice = random.Random(1)

    def knobs(self, first_id: int) -> Knobs:
        return Knobs(
            people=self._cast.people,
            chats=(self._scene.group_id,),
            threads=self._cast.threads,
            known=0.8,
            bot_id=self._scene.box.world.bot.id,
            bot_username=self._scene.box.world.bot.username,
            buttons=pressed(self._dice),
            commands=commands(),
            payloads=PAYLOADS,
            first_update_id=first_id,
            now=self._scene.box.clock.timestamp(),
        )

    async def handled(self) -> bool:
        """Waits until nothing waits; False where nothing happens any more."""
        seen, since = None, time.monotonic()
        while (left := (await self._onlooker.left(0)).waiting) > 0:
            if left != seen:
                seen, since = left, time.monotonic()
            if time.monotonic() - since > _HANG:
                return False
            await asyncio.sleep(0.05)
        return True

    async def answers(self, door: Door, load: Load) -> bool:
        """Whether somebody new is served as if nothing had been."""
        (person,) = self._scene.people(1)
        self._scene.opens(person)
        number = load.first_id + load.valid + load.mutated
        await door.bring([Mutant("", _greeting(person.as_user(), number), number)])
        return await self._scene.until(
            lambda: any(posted.chat_id == person.id for posted in self._scene.posted), _HANG
        )

    async def dead(self) -> list[tuple[int, str]]:
        database = Database(self._address)
        query = text("SELECT update_id, error FROM inbox WHERE dead_at IS NOT NULL")
        try:
            async with database.transaction() as tx:
                found = await tx.execute(query)
                # Whoever is forgotten takes along why, too.
                return [(row.update_id, (row.error or "").partition("\n")[0][:90]) for row in found]
        finally:
            await database.close()

    async def close(self) -> None:
        await self._onlooker.close()


def _greeting(user: dict[str, Any], number: int) -> bytes:
    entity = {"type": "bot_command", "offset": 0, "length": 6}
    chat = {"id": user["id"], "type": "private", "first_name": user["first_name"]}
    message = {"message_id": 1, "date": int(time.time()), "chat": chat, "from": user}
    message |= {"text": "/start", "entities": [entity]}
    return json.dumps({"update_id": number, "message": message}).encode()


def _kind(update: dict[str, Any]) -> str:
    return next(name for name in update if name != "update_id")


def _without_moves(several: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The line would follow its group anywhere, and Telegram says only what is so."""
    for update in several:
        update.get("message", {}).pop("migrate_to_chat_id", None)
        yield update


def show(results: Sequence[Result], valid: frozenset[str]) -> None:
    """The reasons that came most often, and each one for which a valid update was set aside."""
    for result in results:
        counts = (result.brought, result.refused, result.dead, result.stuck)
        count = result.brought.total()
        along = result.memory[:: max(1, len(result.memory) // 10)]
        print(f"\n{result.name}: {count:,} updates in {result.seconds:.0f} s")
        print(f"  MB along the way: {' '.join(f'{one:.0f}' for one in along)}")
        table(
            ["kind", "brought", "turned away", "set aside", "nothing came of"],
            [[kind, *(f"{by[kind]:,}" for by in counts)] for kind in sorted(result.brought)],
        )
        for place, (why, times) in enumerate(result.why.most_common()):
            if place < _REASONS or why.partition(":")[0] in valid:
                print(f"  {times:6,}  {why}")


def judge(results: Sequence[Result], goals: Goals, valid: frozenset[str]) -> None:
    print()
    for result in results:
        name = result.name
        dead = sum(count for kind, count in result.dead.items() if kind in valid)
        refused = sum(count for kind, count in result.refused.items() if kind in valid)
        stuck, lines = result.stuck.total(), result.bad_lines
        goals.check(f"{name}: valid, set aside", f"{dead}", "none", reached=dead == 0)
        goals.check(f"{name}: valid, turned away", f"{refused}", "none", reached=refused == 0)
        goals.check(f"{name}: nothing came of", f"{stuck}", "none", reached=stuck == 0)
        goals.check(f"{name}: errors of the program", f"{lines}", "none", reached=lines == 0)
        alive = "yes" if result.answers else "no"
        goals.check(f"{name}: serves as before", alive, "yes", reached=alive == "yes")
        grown, reached = f"{result.growth:.3f}", result.growth <= _GROWTH
        goals.check(f"{name}: memory, times that before", grown, f"{_GROWTH}", reached=reached)


async def run(wanted: argparse.Namespace, folder: Path, address: str) -> Goals:
    half = (wanted.valid // 2, wanted.mutated // 2)
    results = []
    async with AsyncExitStack() as stack:
        scene = await stack.enter_async_context(stage())
        place = Place(scene, await cast(scene, folder / "line", address), address)
        stack.push_async_callback(place.close)
        (port,) = free_ports(1)
        listen = f"127.0.0.1:{port}"
        hook = {"WEBHOOK_URL": f"http://{listen}/hook", "WEBHOOK_SECRET": SECRET}
        settings = {**NO_LIMITS, **hook, "WEBHOOK_LISTEN": listen}
        post = await stack.enter_async_context(posting(f"http://{listen}/hook"))
        poll = await stack.enter_async_context(polling(scene.box))
        polled = {**NO_LIMITS, "BOT_API_URL": poll.url}
        doors: tuple[tuple[str, Door, dict[str, str]], ...] = (
            ("webhook", post, settings),
            ("getUpdates", poll, polled),
        )
        for number, (name, door, more) in enumerate(doors):
            load = Load(*half, wanted.seed + number, _FIRST_ID * (number + 1))
            program = line(scene, folder / name, address, more)
            stack.callback(program.kill)
            results.append(await fuzz(name, program, door, load, place))
    goals, valid = Goals(), frozenset(_kinds())
    show(results, valid)
    judge(results, goals, valid)
    return goals


def _kinds() -> Iterator[str]:
    return (_kind(update) for update in updates(1, 2000))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz")
    parser.add_argument("--quick", action="store_true", help="a short run")
    parser.add_argument("--engine", choices=ENGINES, default="sqlite")
    parser.add_argument("--valid", type=int)
    parser.add_argument("--mutated", type=int)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    short, long = {"valid": 1000, "mutated": 400}, {"valid": 50_000, "mutated": 20_000}
    for name, value in (short if wanted.quick else long).items():
        setattr(wanted, name, getattr(wanted, name) or value)
    leave_nothing()
    with (
        TemporaryDirectory(prefix="linja-bench-fuzz-") as folder,
        empty(wanted.engine, Path(folder)) as at,
    ):
        goals = asyncio.run(run(wanted, Path(folder), at))
    goals.end()


if __name__ == "__main__":
    main()
