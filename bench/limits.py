"""Thirty new people at once at Telegram's limit of 20 calls a minute in the staff group.

Each needs two calls there, a topic and a message in it. The windows of the sandbox are strict.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.figures import Goals, table
from bench.programs import Program, line, stock
from sandbox.flood import STRICT
from tests.trial.stage import Stage, stage

_CALLS, _PER_MINUTE = 2, 20
_LEEWAY = 1.1
_SETTLING = 2.0


@dataclass(frozen=True, slots=True)
class Rush:
    """How many reached staff, in how many seconds, and how often Telegram refused a call."""

    arrived: int
    seconds: float
    refusals: int


def shortest(people: int) -> float:
    """Seconds that so many people take when no call comes too early and none too late."""
    return 60.0 * ((people * _CALLS - 1) // _PER_MINUTE)


async def limits(
    folder: Path, people: int, other: Callable[[Stage], Program] | None = None
) -> tuple[Rush, Rush]:
    """The line with its default settings, and the peer or another desk, at the same time."""
    async with stage() as ours, stage() as theirs:
        address = f"sqlite:///{folder}/limits/linja.db"
        beside = other(theirs) if other else stock(theirs, folder / "stock")
        programs = (line(ours, folder / "limits", address, {}), beside)
        return await asyncio.gather(
            _rush(ours, programs[0], people, "/ticket "), _rush(theirs, programs[1], people, "")
        )


async def _rush(scene: Stage, program: Program, people: int, command: str) -> Rush:
    scene.box.api.flood.set_limits(STRICT)
    try:
        await program.start(scene)
        await asyncio.sleep(_SETTLING)
        said = [f"p{number}-0" for number in range(people)]
        for person, word in zip(scene.people(people), said, strict=True):
            scene.writes(person, f"{command}{word} Na duhet ndihmë")
        await scene.arrive(said, shortest(people) * _LEEWAY + 20)
    finally:
        await program.stop()
    arrived = [scene.heard[word] for word in said if word in scene.heard]
    begun = scene.said[said[0]]
    return Rush(len(arrived), max(arrived, default=begun) - begun, scene.refusals())


def show(ours: Rush, peer: Rush, people: int) -> None:
    rows = [
        ["reached staff", f"{ours.arrived}", f"{peer.arrived}", f"{people}"],
        ["seconds", f"{ours.seconds:.1f}", f"{peer.seconds:.1f}", f"{shortest(people):.0f}"],
        ["refused (429)", f"{ours.refusals}", f"{peer.refusals}", "0"],
    ]
    head = [f"{people} new people at once, flood limits", "the line", "stock PTB", "the limit"]
    table(head, rows)


def judge(ours: Rush, people: int, goals: Goals) -> None:
    whole = ours.arrived == people
    goals.check("limits: reached staff", f"{ours.arrived}", f"{people}", reached=whole)
    goals.check("limits: refused", f"{ours.refusals}", "none", reached=ours.refusals == 0)
    most = shortest(people) * _LEEWAY
    in_time = ours.seconds <= most
    goals.check("limits: seconds", f"{ours.seconds:.1f}", f"at most {most:.0f}", reached=in_time)
