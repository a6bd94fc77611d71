"""Telegram for a measurement: a sandbox in this process, where each message gets its moment.

People speak here without a client in between, so both ends of a way are read from one clock, in
one process, and what measures adds nothing to what is measured.
"""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from sandbox import Sandbox
from sandbox.model import Person
from sandbox.population import add_person, join_staff
from sandbox.speech import Place, say

TOKEN = re.compile(r"\b[a-z]+\d+-\d+\b")
_LOOK = 0.02  # seconds between looks at what has arrived


@dataclass(frozen=True, slots=True)
class Posted:
    """A message of the bot's; `at` is monotonic, `tokens` are the words that are counted."""

    at: float
    chat_id: int
    thread: int
    message_id: int
    tokens: tuple[str, ...]


class Stage:
    """`said` is when each counted word was said, `heard` when it stood on the other side first."""

    def __init__(self, box: Sandbox) -> None:
        self.box = box
        self.group_id = box.world.staff_group_id
        self.posted: list[Posted] = []
        self.said: dict[str, float] = {}
        self.heard: dict[str, float] = {}
        self._where: dict[str, int] = {}
        self._polled = asyncio.Event()
        box.observers.append(self)
        box.world.events.watch(self._happened)

    def request(self, method: str, params: dict[str, Any]) -> None:  # noqa: ARG002 - an Observer
        if method == "getUpdates":
            self._polled.set()

    async def polled(self) -> None:
        """Waits for the next getUpdates: whoever asks for updates is ready for them."""
        self._polled.clear()
        await self._polled.wait()

    def people(self, many: int) -> list[Person]:
        return [add_person(self.box.world, f"Person {number}") for number in range(many)]

    def opens(self, person: Person) -> None:
        """The private chat, as if they had written before: the bot may write there."""
        person.started = True
        self.box.world.private_chat(person)

    def staff(self) -> Person:
        person = add_person(self.box.world, "Besa")
        join_staff(self.box.world, person)
        return person

    def writes(self, person: Person, text: str, thread: int | None = None) -> None:
        """In the private chat; with a thread, in that topic of the staff group."""
        world = self.box.world
        chat = world.private_chat(person) if thread is None else world.staff_group
        now = time.monotonic()
        for token in TOKEN.findall(text):
            self.said[token] = now
            self._where[token] = chat.id
        say(world, person, Place(chat, thread), text)

    async def arrive(self, tokens: Iterable[str], seconds: float) -> bool:
        """Waits until the other side has all of these; False where it takes longer."""
        missing = set(tokens)

        def complete() -> bool:
            missing.difference_update(self.heard)
            return not missing

        return await self.until(complete, seconds)

    async def settle(self, tokens: Iterable[str], quiet: float) -> set[str]:
        """Until all have arrived, or nothing has for so many seconds; those that have not."""
        missing = set(tokens)
        while missing:
            before = len(self.posted)
            if await self.arrive(missing, quiet):
                return set()
            missing.difference_update(self.heard)
            if len(self.posted) == before:
                break
        return missing

    async def until(self, true: Callable[[], bool], seconds: float) -> bool:
        """Waits until it is true; False where it takes longer."""
        deadline = time.monotonic() + seconds
        while not true():
            if time.monotonic() > deadline:
                return False
            await asyncio.sleep(_LOOK)
        return True

    def threads(self) -> dict[str, int]:
        """The topic in which each word stands."""
        return {
            token: posted.thread
            for posted in self.posted
            if posted.chat_id == self.group_id
            for token in posted.tokens
        }

    def ways(self, tokens: Iterable[str]) -> list[float]:
        """Seconds from said to heard."""
        return [self.heard[token] - self.said[token] for token in tokens if token in self.heard]

    def refusals(self) -> int:
        """How often Telegram had to say "Too Many Requests"."""
        return sum(call["error_code"] == 429 for call in self.box.api.log.entries)

    def _happened(self, event: dict[str, Any]) -> None:
        now = time.monotonic()
        if event["type"] != "message":
            return
        message = event["message"]
        if message["from"]["id"] != self.box.world.bot.id:
            return
        found = TOKEN.findall(message.get("text", ""))
        here = event["chat"]
        tokens = tuple(token for token in found if self._where.get(token) != here)
        thread = message.get("message_thread_id", 0)
        self.posted.append(Posted(now, here, thread, message["message_id"], tokens))
        for token in tokens:
            self.heard.setdefault(token, now)


@asynccontextmanager
async def stage() -> AsyncIterator[Stage]:
    box = Sandbox(populate=False)
    await box.start()
    try:
        yield Stage(box)
    finally:
        await box.stop()
