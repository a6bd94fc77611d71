"""How updates arrive: polled or pushed, they are on disk before Telegram is told."""

import asyncio
import hmac
import json
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from typing import Any, Protocol

from aiohttp import web
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.api import BotApi
from bot.leading import Term
from bot.mailbox import mailbox_of
from bot.opening import surely
from bot.tasks import end
from bot.verdict import seconds_of
from bot.watch.watch import Watch
from bot.wire import is_update, parsed, written
from desk.clock import Clock
from storage.database import Database, Tx
from storage.inbox import Arrived, Inbox, Letter

log = logging.getLogger(__name__)

ALLOWED = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")
_HOLD = 50  # seconds of one long poll
_LOOK = 2.0  # seconds between looks for what an operator has given back
_LARGEST = 1 << 20  # bytes of a webhook's body; an update has a few kilobytes
_SLOWEST = 10.0  # seconds for a body; Telegram needs none
_IDLE = 75.0  # seconds that a connection may be silent, or at the head of a request
_SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name (Bot API, setWebhook)


class Dispatch(Protocol):
    """Who sees to it that letters are handled: this process alone, or any of several."""

    async def within(self, tx: Tx, letters: Sequence[Letter]) -> None:
        """In the transaction that writes them down: what must stand or fall with it."""

    def put(self, letters: Iterable[Letter]) -> None:
        """After its commit."""

    def resume(self, letters: Iterable[Letter]) -> None:
        """What an earlier process has left."""

    async def room(self) -> None:
        """Waits while too much is pending."""

    @property
    def pending(self) -> int:
        """Letters that this process has in hand or in its memory."""


class Intake:
    """Writes raw updates down, then hands them to dispatch."""

    def __init__(
        self, database: Database, dispatch: Dispatch, clock: Clock, watch: Watch | None = None
    ) -> None:
        self._watch = watch or Watch(clock)
        self._database = database
        self._dispatch = dispatch
        self._clock = clock

    async def accept(self, raws: list[dict[str, Any]]) -> None:
        """Returns after the commit; raises whatever the database raises, then nothing was kept."""
        began = time.perf_counter()
        arrived = [Arrived(raw["update_id"], mailbox_of(raw), written(raw)) for raw in raws]
        async with self._database.transaction(durable=True) as tx:
            letters = await Inbox(tx).add(arrived, self._clock.now())
            await self._dispatch.within(tx, letters)
        self._watch.received(letters, began)
        self._dispatch.put(letters)

    async def resume(self) -> None:
        """What was on disk and not done when the program ended."""
        async with self._database.transaction() as tx:
            letters = await Inbox(tx).pending(most=1_000_000)
        self._dispatch.resume(letters)

    async def again(self) -> None:
        """What is pending though nobody has anything in hand: somebody wants it tried again."""
        if self._dispatch.pending:
            return
        async with self._database.transaction() as tx:
            letters = await Inbox(tx).pending(most=100)
        self._dispatch.put(letters)

    async def look_again(self) -> None:
        """Until cancelled: where one process alone handles updates."""
        while True:
            await asyncio.sleep(_LOOK)
            try:
                await self.again()
            except Exception:
                log.exception("the inbox could not be looked at; again in %d s", _LOOK)

    async def room(self) -> None:
        await self._dispatch.room()


class Poller:
    """getUpdates with an offset that moves only after the commit (Bot API, getUpdates)."""

    def __init__(self, api: BotApi, intake: Intake) -> None:
        self._api = api
        self._intake = intake
        self._offset: int | None = None

    @asynccontextmanager
    async def lead(self, term: Term) -> AsyncIterator[None]:
        """Polls as long as the term goes on: Telegram allows one process to."""
        polling = term.start(self.run())
        try:
            yield
        finally:
            await end(polling)

    async def run(self) -> None:
        """Until cancelled; raises InvalidToken."""
        await surely(self._api, "deleteWebhook", {"drop_pending_updates": False})
        pause = 0.0
        while True:
            await asyncio.sleep(pause)
            await self._intake.room()
            pause = await self._once()

    async def _once(self) -> float:
        """Seconds to wait before the next call."""
        params = {"timeout": _HOLD, "allowed_updates": list(ALLOWED), "limit": 100}
        if self._offset is not None:
            params["offset"] = self._offset
        try:
            raws = await self._api.call("getUpdates", params, wait=_HOLD)
            return await self._keep(raws)
        except InvalidToken:
            raise
        except Conflict:
            log.warning("another process polls with this token: stop it; trying again in 5 s")
            return 5
        except RetryAfter as error:
            return seconds_of(error)
        except TelegramError as error:
            log.warning("Telegram cannot be reached (%s); trying again in 1 s", error)
            return 1
        except Exception:
            log.exception("updates could not be written down; they stay at Telegram, again in 1 s")
            return 1

    async def _keep(self, raws: list[Any]) -> float:
        """What is no update has no number either, by which it could be confirmed."""
        found = [raw for raw in raws if is_update(raw)]
        if found:
            await self._intake.accept(found)
            self._offset = found[-1]["update_id"] + 1
        elif raws:
            log.warning("Telegram answers with what is no update; asking again in 1 s")
            return 1
        return 0


def webhook(
    intake: Intake, secret: str, slowest: float = _SLOWEST
) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Answers 200 only after the commit: anything else, and Telegram delivers again."""

    async def receive(request: web.Request) -> web.Response:
        given = request.headers.get(_SECRET, "")
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), secret.encode()):
            return web.Response(status=403)
        try:
            async with asyncio.timeout(slowest):
                body = await request.read()
            raw = parsed(body.decode(json.detect_encoding(body), "surrogatepass"))
        except TimeoutError:
            return web.Response(status=408)
        except ValueError:
            return web.Response(status=400)
        if not is_update(raw):
            return web.Response(status=400)
        try:
            await intake.accept([raw])
        except Exception:
            log.exception("an update could not be written down; Telegram will deliver it again")
            return web.Response(status=503)
        return web.Response()

    return receive


def open_door() -> web.Application:
    """What other programs may ask of this one over HTTP; nothing yet."""
    return web.Application(client_max_size=_LARGEST)


def doorway(door: web.Application, idle: float = _IDLE) -> web.AppRunner:
    """Whoever says nothing, or says it too slowly, keeps no connection."""
    # No log of visits: an address may hold a secret.
    return web.AppRunner(door, access_log=None, keepalive_timeout=idle, lingering_time=1)


def add_webhook(app: web.Application, intake: Intake, secret: str, path: str) -> None:
    app.router.add_post(path, webhook(intake, secret))
