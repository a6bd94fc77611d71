"""One line with its years behind it, as a process of its own, and what is asked of it in a round.

A round is the same work however many members there are: people of the sandbox act, and each wait is
from when something is said to when its answer stands in the chat.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bench.events_crowd import Due, put, to_tell
from bench.events_pace import Watch
from bench.programs import Program, Start
from sandbox.model import Person
from sandbox.speech import press
from storage.database import Database
from tests.trial.stage import Stage

_SETTLING = 2.0
_PATIENCE = 30.0
_WRITERS = 8  # who have a request that goes on
_REMINDED = 5  # people of an event
_AHEAD = timedelta(seconds=3)  # a reminder is due in; whole seconds count
_DAY = timedelta(days=1)
ACTING = 600  # members who are there to act

Times = dict[str, list[float]]  # seconds by what was done


class Stuck(RuntimeError):
    """What was said did not come out in time."""


@dataclass
class Line:
    """`threads` are the topics of the writers. `next_one` is somebody who has done nothing yet."""

    members: int
    scene: Stage
    program: Program
    database: Database
    event_id: int
    watch: Watch = field(init=False)
    people: list[Person] = field(init=False)
    times: Times = field(default_factory=lambda: defaultdict(list))
    starts: list[Start] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    _said: int = 0

    def __post_init__(self) -> None:
        self.people = self.scene.people(ACTING)
        self.staff = self.scene.staff()
        for person in self.people:
            self.scene.opens(person)
        self.watch = Watch(self.scene)
        self._fresh = iter(self.people[_WRITERS:])

    async def start(self) -> None:
        await self.program.stop()
        self.starts.append(await self.program.start(self.scene))
        await asyncio.sleep(_SETTLING)
        self.memory.append(self.program.memory())

    async def begin(self) -> None:
        """The writers open their requests, and whoever searches first waits for no index."""
        self.writers = self.people[:_WRITERS]
        words = [self._says(person, "/ticket ") for person in self.writers]
        await self._arrive(words)
        threads = self.scene.threads()
        self.threads = [threads[word] for word in words]
        await asyncio.sleep(_SETTLING)

    async def round(self, number: int) -> None:
        """Of the base, the desk, the programme."""
        asking, opening, booking, joining = (next(self._fresh) for _ in range(4))
        place = number % _WRITERS
        await self._asks(asking, number)
        await self._way("a request, a member's first", self._says(opening, "/ticket "))
        await self._way("a later message", self._says(self.writers[place]))
        await self._way("a reply of staff's", self._replies(place))
        await self._finds(f"/find raportin {number}")
        await self._books(booking)
        await self._signs_up(joining)

    async def _asks(self, person: Person, number: int) -> None:
        begun = time.monotonic()
        self.scene.writes(person, f"Si mund të hap një kërkesë te zyra e mbështetjes? {number}")
        await self.watch.next(person.id, "message")
        self._took("an answer from the base", begun)

    async def _finds(self, words: str) -> None:
        begun = time.monotonic()
        self.scene.writes(self.staff, words, 0)
        await self.watch.next(self.scene.group_id, "message")
        self._took("/find", begun)

    async def _books(self, person: Person) -> None:
        """Three offers of fifty mentors, for a field."""
        self.scene.writes(person, "/mentor")
        asked = await self.watch.next(person.id, "message")
        begun = time.monotonic()
        pressed = asyncio.create_task(self._press(person, asked, "mw.set"))
        await self.watch.next(person.id, "edited")
        self._took("offers of mentors", begun)
        await pressed

    async def _signs_up(self, person: Person) -> None:
        self.scene.writes(person, f"/start event_{self.event_id}")
        card = await self.watch.next(person.id, "message")
        begun = time.monotonic()
        pressed = asyncio.create_task(self._press(person, card, "ev.in"))
        await self.watch.next(person.id, "edited")
        self._took("a seat", begun)
        await pressed

    async def _press(self, person: Person, message: dict[str, Any], prefix: str) -> None:
        world = self.scene.box.world
        rows = message["reply_markup"]["inline_keyboard"]
        button = next(b for row in rows for b in row if b["callback_data"].startswith(prefix))
        await press(world, person, world.private_chat(person), message, button)

    # Reminders

    async def plan(self, number: int) -> Due:
        """People of an event are to be reminded in a moment."""
        crowd = [person.id for person in self.people[-_REMINDED:]]
        at = datetime.now(UTC) + _AHEAD
        async with self.database.transaction() as tx:
            return await put(tx, to_tell(f"e{number}-0", at, _DAY, crowd))

    async def reminded(self, due: Due) -> None:
        """Until the last of them has read it."""

        def are_told() -> bool:
            return len(self._told(due)) == _REMINDED

        if not await self.scene.until(are_told, _PATIENCE):
            raise Stuck(f"{self.members}: {due.token} has come {len(self._told(due))} times")
        wall = time.time() - time.monotonic()
        self.times["a reminder, from when it is due"].append(
            max(self._told(due)) - (due.at.timestamp() - wall)
        )

    def _told(self, due: Due) -> list[float]:
        posted = reversed(self.scene.posted)
        return [one.at for one in _newest(posted) if due.token in one.tokens]

    # The manner of it

    def _says(self, person: Person, beginning: str = "") -> str:
        word = self._word("p")
        self.scene.writes(person, f"{beginning}{word} Na duhet ndihmë me raportin.")
        return word

    def _replies(self, place: int) -> str:
        word = self._word("r")
        self.scene.writes(self.staff, f"{word} Po, deri nesër.", self.threads[place])
        return word

    def _word(self, kind: str) -> str:
        self._said += 1
        return f"{kind}{self._said}-0"

    async def _way(self, name: str, word: str) -> None:
        await self._arrive([word])
        self.times[name] += self.scene.ways([word])

    async def _arrive(self, words: Sequence[str]) -> None:
        if not await self.scene.arrive(words, _PATIENCE):
            raise Stuck(f"{self.members}: {words} did not come; {self.program.log()[-2000:]}")

    def _took(self, name: str, begun: float) -> None:
        self.times[name].append(time.monotonic() - begun)


def _newest(posted: Iterator[Any], most: int = 200) -> Iterator[Any]:
    for _, one in zip(range(most), posted, strict=False):
        yield one
