"""A world to tell stories in: people and staff who talk to the line through the sandbox's HTTP.

Nothing here looks inside the program: it waits until the line has nothing left to do, by its own
tables, and reads what a person would see.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import aiohttp
from pydantic import SecretStr

import faq
from bot.app import App
from bot.knowledge import Library
from bot.settings import Settings
from desk.languages import Language
from handlers.texts import Catalogues
from sandbox import Sandbox
from tests.onlooker import Left, Onlooker
from tests.people import Member, Person, Seen, Staff
from tests.schema.validator import validate
from tests.statements import share, watch

CATALOGUES = Catalogues()
# A Sunday, eleven o'clock in Belgrade: stories begin here whenever they are told.
BEGINS = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


@cache
def _known(directory: Path) -> tuple[faq.Base, faq.Index]:
    base = faq.load(directory)
    return base, faq.Index(base)


def library(settings: Settings) -> Library:
    return Library(settings.faq_dir, *_known(settings.faq_dir))


_PATIENCE = 10.0  # seconds in which nothing happens: a machine may be busy with other tests
_ENDLESS = 6  # times the patience, for what goes on and on
_SHORTEST, _LONGEST = 0.001, 0.016  # seconds between two looks


class Unfiled(Settings):
    """Settings that nothing of a developer's can change, neither a .env nor the environment."""

    @classmethod
    def settings_customise_sources(cls, *_: Any, **sources: Any) -> tuple[Any, ...]:
        return (sources["init_settings"],)


class SchemaCheck:
    """Every request of the line must be one that the Bot API knows."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.heard = 0

    def request(self, method: str, params: dict[str, Any]) -> None:
        self.heard += 1
        self.problems += [f"{method}: {problem}" for problem in validate(method, params)]


class World:
    """`groups` are further staff groups: their names, and what each takes as in STAFF_GROUPS."""

    def __init__(self, address: str, **settings: Any) -> None:
        self.box = Sandbox(populate=False)
        self.check = SchemaCheck()
        self.box.observers.append(self.check)
        self.address = address
        self._settings = {
            "send_per_second": 0,
            "send_per_chat": 0,
            "send_per_group_minute": 0,
            "check_up_minutes": 0,
            **settings,
        }
        self.takes: Mapping[str, str] = self._settings.pop("groups", {})
        self.groups: dict[str, int] = {}
        self.app: App | None = None
        self.engine = address.partition(":")[0]
        self.hook = ""
        self.telegram = ""  # where the line finds Telegram, if that is not the sandbox itself
        self._patience = _PATIENCE
        self._onlooker = Onlooker(address)

    @asynccontextmanager
    async def patience(self, seconds: float) -> AsyncIterator[None]:
        """For what takes longer on purpose."""
        self._patience = seconds
        yield
        self._patience = _PATIENCE

    async def __aenter__(self) -> Self:
        self.box.clock.advance(BEGINS - self.box.clock.now())
        await self.box.start()
        self._http = aiohttp.ClientSession(self.box.url)
        state = await self.get("/control/state")
        self.group_id: int = state["staff_group"]
        for name in self.takes:
            chat = await self.post("/control/chats", title=f"Linja {name}")
            self.groups[name] = chat["id"]
        await self.open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()
        await self._http.close()
        await self.box.stop()
        assert not self.check.problems, self.check.problems[:5]

    @property
    def for_a_process(self) -> dict[str, str]:
        """Settings of a line that is none of this process: its Telegram, and its staff group."""
        return {
            "BOT_API_URL": self.box.url,
            "BOT_TOKEN": self.box.token,
            "STAFF_CHAT_ID": str(self.group_id),
        }

    async def open(self) -> None:
        """Starts the line; after `close`, again on the same database and the same Telegram."""
        self.app = self.made()
        await self.app.start()

    def made(self, **settings: Any) -> App:
        """The line, not open yet."""
        place = {
            "bot_token": SecretStr(self.box.token),
            "bot_api_url": self.telegram or self.box.url,
            "staff_chat_id": self.group_id,
            "staff_groups": "; ".join(
                f"{name} {self.groups[name]} {takes}" for name, takes in self.takes.items()
            ),
            "database_url": self.address,
        }
        settings = {**place, **self._settings, **settings}
        app = App(Unfiled(**settings), self.box.clock, library, lambda: CATALOGUES)
        share(app.database)
        watch(app.database)
        return app

    async def close(self) -> None:
        if self.app is not None:
            app, self.app = self.app, None
            await self._onlooker.close()
            await app.stop()

    # What the world does

    async def post(self, path: str, **body: Any) -> Any:
        async with self._http.post(path, json=body) as answer:
            return _result(await answer.json())

    async def get(self, path: str) -> Any:
        async with self._http.get(path) as answer:
            return _result(await answer.json())

    async def member(
        self, name: str = "Arta", language: Language | None = Language.SQ, code: str | None = None
    ) -> Member:
        """A person who has started the bot and speaks this language with it already."""
        person = await self.post("/control/people", first_name=name, language_code=code or "en")
        member = Member(self, person["id"], name, CATALOGUES.texts(language or Language.EN))
        if language is not None:
            await member.says(f"/start lang_{language}")
        return member

    async def staff(self, name: str = "Besa", group: str | None = None) -> Staff:
        """Somebody of the main group, or of the one with this name."""
        person = await self.post(
            "/control/people", first_name=name, language_code="en", is_staff=group is None
        )
        staff = Staff(self, person["id"], name, CATALOGUES.texts(Language.EN), group)
        if group is not None:
            place = {"chat": staff.group_id, "person": staff.id}
            await self.post("/control/members", **place, status="member")
        return staff

    async def owner(self, name: str = "Drita") -> Staff:
        """Whoever made the staff group."""
        drita = await self.staff(name)
        await self.post("/control/members", chat=self.group_id, person=drita.id, status="creator")
        return drita

    async def later(self, **passed: float) -> None:
        """The clock moves on, for Telegram and for the line."""
        await self.post("/control/clock", advance=timedelta(**passed).total_seconds())
        self.nudge()

    def nudge(self) -> None:
        if self.app is not None:
            self.app.nudge()

    async def quiet(self) -> None:
        """Waits until the line has nothing left to do; what is due a little later is due now."""
        pause, seen, since = _SHORTEST, None, time.monotonic()
        async with asyncio.timeout(_ENDLESS * self._patience):
            while (left := await self._left()) is not None:
                if seen != (seen := (*left, self.check.heard)):
                    since = time.monotonic()
                if time.monotonic() - since > self._patience:
                    raise TimeoutError(f"nothing happens, and there is {left}")
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LONGEST)

    async def _left(self) -> Left | None:
        """What there is to do; None if nothing."""
        now = round(self.box.clock.now().timestamp() * 1000)
        left = await self._onlooker.left(now)
        if self.box.world.updates.pending or left.waiting:
            return left
        if left.due_at is not None and left.due_at > now:
            await self.later(seconds=1)
        return left if left.going else None

    async def settled(self) -> None:
        """Waits until nobody has written for a while, so that what was put off is done too."""
        await self.quiet()
        due_at = await self._onlooker.put_off()
        if due_at is not None:
            await self.later(seconds=due_at / 1000 - self.box.clock.now().timestamp() + 0.001)
            await self.quiet()

    async def until(self, true: Callable[[], Any]) -> None:
        """Waits for something that the tables do not show, such as an answer to a press."""
        async with asyncio.timeout(_ENDLESS * self._patience):
            while not await true():
                await asyncio.sleep(0.01)

    # What can be seen

    async def messages(self, chat_id: int, thread: int | None = None) -> list[Seen]:
        await self.quiet()
        query = "" if thread is None else f"?thread={thread}"
        found = await self.get(f"/control/chats/{chat_id}/messages{query}")
        return [Seen(message) for message in found]

    async def topics(self, chat_id: int | None = None) -> list[dict[str, Any]]:
        """Of the main staff group, or of another chat."""
        await self.settled()
        state = await self.get("/control/state")
        wanted = chat_id or state["staff_group"]
        return next(c["topics"] for c in state["chats"] if c["id"] == wanted)

    async def menu(self, person: Person, chat_id: int) -> list[dict[str, str]]:
        """The commands that a person's client shows in a chat."""
        await self.quiet()
        shown: list[dict[str, str]] = await self.get(
            f"/control/commands?person={person.id}&chat={chat_id}"
        )
        return shown

    async def calls(self, method: str | None = None) -> list[dict[str, Any]]:
        """The Bot API calls so far."""
        await self.quiet()
        found = await self.get("/control/log")
        return [c for c in found if method is None or c["method"].lower() == method.lower()]


def _result(answer: dict[str, Any]) -> Any:
    if not answer["ok"]:
        raise AssertionError(answer["error"])
    return answer["result"]
