"""A line with something in it, so that buttons and commands of a fuzzer meet what is there."""

import asyncio
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.programs import line
from sandbox.model import Person
from tests.trial.process import NO_LIMITS, ROOT
from tests.trial.stage import Stage

_LANGUAGES = ("sq", "sr", "tr", "eu", "sr-cyrl")
_PEOPLE, _STAFF, _TICKETS = 16, 4, 8
_PATIENCE = 60.0  # seconds
_FILES = (("mentors", "mentors.csv"), ("events", "events.csv"))


@dataclass(frozen=True, slots=True)
class Cast:
    """`people` are members and staff, `threads` the topics of their requests."""

    people: tuple[int, ...]
    threads: tuple[int, ...]


async def cast(scene: Stage, folder: Path, address: str) -> Cast:
    """Members who have begun in every language, requests with an answer, mentors and events."""
    members, staff = scene.people(_PEOPLE), [scene.staff() for _ in range(_STAFF)]
    program = line(scene, folder, address, NO_LIMITS)
    try:
        await program.start(scene)
        await _talk(scene, members, staff)
    finally:
        await program.stop()
    for kind, name in _FILES:
        _import(kind, ROOT / "docs" / name, address)
    threads = sorted(set(scene.threads().values()))
    return Cast(tuple(person.id for person in (*members, *staff)), tuple(threads))


async def _talk(scene: Stage, members: list[Person], staff: list[Person]) -> None:
    for number, person in enumerate(members):
        scene.writes(person, f"/start lang_{_LANGUAGES[number % len(_LANGUAGES)]}")
    await asyncio.sleep(1)
    words = [f"t{number}-1" for number in range(_TICKETS)]
    for word, person in zip(words, members, strict=False):
        scene.writes(person, f"/ticket {word} Laguntza behar dugu")
    assert await scene.arrive(words, _PATIENCE), "no request has arrived"
    threads = scene.threads()
    answers = [f"r{number}-1" for number in range(_TICKETS)]
    for number, (word, answer) in enumerate(zip(words, answers, strict=True)):
        scene.writes(staff[number % len(staff)], f"{answer} Po", threads[word])
    assert await scene.arrive(answers, _PATIENCE), "no answer has arrived"


def _import(kind: str, path: Path, address: str) -> None:
    environment = {**os.environ, "DATABASE_URL": address, "PYTHONPATH": str(ROOT)}
    command = (sys.executable, "-m", "bot", "import", kind, str(path))
    subprocess.run(command, env=environment, check=True, capture_output=True)
