"""Bulk mail at Telegram's flood limits, and how long a person waits for an answer meanwhile.

The rows are those that a reminder to everybody would put into the outbox. The limit is 29 calls a
second, one below Telegram's; the windows of the sandbox are strict and refuse the 31st.

    python -m bench.pace            10,000 notices, about six minutes
    python -m bench.pace --quick    600
"""

import argparse
import asyncio
import contextlib
import itertools
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.databases import ENGINES, empty
from bench.figures import Goals, ms, percentile, table
from bench.programs import leave_nothing, line
from desk.outgoing import Call, Chat, Parcel, Priority
from sandbox.flood import STRICT
from sandbox.model import Person
from storage.database import Database
from storage.outbox import OutboxRows
from tests.trial.stage import Posted, Stage, stage

_LIMIT = 29  # calls a second
_ASKING = 10  # people, so that nobody asks more often than a private chat allows
_EVERY = 2.0  # seconds between questions
_AT_ONCE = 50  # rows of one transaction, so that the line can write in between
_SETTLING = 3.0
_QUESTION = "Si mund të hap një kërkesë te zyra e mbështetjes?"


@dataclass(frozen=True, slots=True)
class Asked:
    at: float
    chat_id: int


@dataclass(frozen=True, slots=True)
class Result:
    """What went out from the first notice to the last; waits are from question to answer."""

    notices: list[Posted]
    calls: int
    refusals: int
    asked: int
    waits: list[float]
    idle: list[float]

    @property
    def seconds(self) -> float:
        return self.notices[-1].at - self.notices[0].at

    @property
    def rate(self) -> float:
        """Calls a second, for answers take the same slots as notices."""
        return self.calls / self.seconds


def tokens(people: list[Person]) -> list[str]:
    return [f"n{number}-0" for number in range(len(people))]


async def put_notices(address: str, people: list[Person]) -> None:
    database = Database(address)
    notices = [
        Parcel(Chat(person.id), Call("sendMessage", {"text": f"{token} Nesër"}), Priority.BULK)
        for person, token in zip(people, tokens(people), strict=True)
    ]
    for start in range(0, len(notices), _AT_ONCE):
        async with database.transaction() as tx:
            outbox = OutboxRows(tx, datetime.now(UTC))
            for notice in notices[start : start + _AT_ONCE]:
                await outbox.put(notice)
        await asyncio.sleep(0.02)
    await database.close()


async def ask(scene: Stage, people: Iterable[Person], every: float) -> list[Asked]:
    """A question every so many seconds, until there is nobody left or the task is cancelled.

    Each in words of its own: the same words twice would be answered once.
    """
    asked: list[Asked] = []
    with contextlib.suppress(asyncio.CancelledError):
        for person in people:
            await asyncio.sleep(every)
            asked.append(Asked(time.monotonic(), person.id))
            scene.writes(person, f"{_QUESTION} {len(asked)} {every:g}")
    return asked


def waits(asked: list[Asked], posted: list[Posted]) -> list[float]:
    """Each question's answer is the next message in its chat; seconds, where there is one."""
    found = []
    for question in asked:
        after = (p.at for p in posted if p.chat_id == question.chat_id and p.at > question.at)
        if (answered_at := next(after, None)) is not None:
            found.append(answered_at - question.at)
    return found


async def measure(folder: Path, address: str, notices: int) -> Result:
    async with stage() as scene:
        scene.box.api.flood.set_limits(STRICT)
        people, asking = scene.people(notices), scene.people(_ASKING)
        for person in people:
            scene.opens(person)
        program = line(scene, folder, address, {})
        try:
            await program.start(scene)
            for person in asking:
                scene.writes(person, "/start lang_sq")
            await asyncio.sleep(_SETTLING)
            alone = await ask(scene, asking, _EVERY / 4)
            await asyncio.sleep(_SETTLING)
            return await _send(scene, address, people, asking, waits(alone, scene.posted))
        finally:
            await program.stop()


async def _send(
    scene: Stage, address: str, people: list[Person], asking: list[Person], idle: list[float]
) -> Result:
    before = len(scene.posted)
    questions = asyncio.create_task(ask(scene, itertools.cycle(asking), _EVERY))
    await put_notices(address, people)
    await scene.arrive(tokens(people), 60 + 2 * len(people) / _LIMIT)
    questions.cancel()
    asked = await questions
    await asyncio.sleep(_SETTLING)
    sent = scene.posted[before:]
    notices = [posted for posted in sent if posted.tokens]
    first, last = notices[0].at, notices[-1].at
    return Result(
        notices=notices,
        calls=sum(first < posted.at <= last for posted in sent),
        refusals=scene.refusals(),
        asked=len(asked),
        waits=waits(asked, sent),
        idle=idle,
    )


def show(result: Result, wanted: int) -> None:
    middle = [ms(percentile(times, 50)) for times in (result.waits, result.idle)]
    late = [ms(percentile(times, 99)) for times in (result.waits, result.idle)]
    rows = [
        ["notices delivered", f"{len(result.notices)}", f"{wanted}"],
        [
            "seconds for notices and answers",
            f"{result.seconds:.1f}",
            f"{result.calls / _LIMIT:.1f}",
        ],
        ["calls a second", f"{result.rate:.2f}", f"{_LIMIT}"],
        ["refused (429)", f"{result.refusals}", "0"],
    ]
    table(["", "the line", "the limit"], rows)
    rows = [
        ["answered", f"{len(result.waits)} of {result.asked}", f"{len(result.idle)} of {_ASKING}"],
        ["p50", *middle],
        ["p99", *late],
    ]
    table(["question to answer", "during bulk mail", "without it"], rows)


def judge(result: Result, wanted: int) -> Goals:
    goals = Goals()
    share = result.rate / _LIMIT
    goals.check("rate, share of 29/s", f"{share:.1%}", "at least 98 %", reached=share >= 0.98)
    once = len({posted.tokens for posted in result.notices}) == len(result.notices) == wanted
    goals.check("each notice once", "yes" if once else "no", "yes", reached=once)
    answered = len(result.waits) == result.asked
    goals.check("each question answered", "yes" if answered else "no", "yes", reached=answered)
    goals.check("refused", f"{result.refusals}", "none", reached=result.refusals == 0)
    p99 = percentile(result.waits, 99)
    goals.check("question to answer, p99", ms(p99), "below 300 ms", reached=p99 < 0.3)
    return goals


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.pace")
    parser.add_argument("--quick", action="store_true", help="a short run")
    parser.add_argument("--engine", choices=ENGINES, default="sqlite")
    parser.add_argument("--notices", type=int)
    wanted = parser.parse_args()
    notices = wanted.notices or (600 if wanted.quick else 10_000)
    leave_nothing()
    with (
        TemporaryDirectory(prefix="linja-bench-") as folder,
        empty(wanted.engine, Path(folder)) as address,
    ):
        result = asyncio.run(measure(Path(folder), address, notices))
    show(result, notices)
    judge(result, notices).end()


if __name__ == "__main__":
    main()
