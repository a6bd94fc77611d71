"""How updates arrive: polled or pushed, they are on disk before Telegram is told."""

import asyncio
import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.api import BotApi
from bot.mailbox import mailbox_of
from bot.mailboxes import Mailboxes
from bot.verdict import seconds_of
from bot.wire import is_update, written
from desk.clock import Clock
from storage.database import Database
from storage.inbox import Arrived, Inbox

log = logging.getLogger(__name__)

ALLOWED = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")
_HOLD = 50  # seconds of one long poll
_LARGEST = 1 << 20  # bytes of a webhook's body; an update has a few kilobytes
_SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name (Bot API, setWebhook)


class Intake:
    """Writes raw updates down, then hands them to their mailboxes."""

    def __init__(self, database: Database, mailboxes: Mailboxes, clock: Clock) -> None:
        self._database = database
        self._mailboxes = mailboxes
        self._clock = clock

    async def accept(self, raws: list[dict[str, Any]]) -> None:
        """Returns after the commit; raises whatever the database raises, then nothing was kept."""
        arrived = [Arrived(raw["update_id"], mailbox_of(raw), written(raw)) for raw in raws]
        async with self._database.transaction(durable=True) as tx:
            letters = await Inbox(tx).add(arrived, self._clock.now())
        self._mailboxes.put(letters)

    async def resume(self) -> None:
        """What was on disk and not done when the program ended."""
        async with self._database.transaction() as tx:
            letters = await Inbox(tx).pending(most=1_000_000)
        self._mailboxes.put(letters)

    async def room(self) -> None:
        await self._mailboxes.room()


class Poller:
    """getUpdates with an offset that moves only after the commit (Bot API, getUpdates)."""

    def __init__(self, api: BotApi, intake: Intake) -> None:
        self._api = api
        self._intake = intake
        self._offset: int | None = None

    async def run(self) -> None:
        """Until cancelled; raises InvalidToken."""
        await self._api.call("deleteWebhook", {"drop_pending_updates": False})
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
            found = [raw for raw in raws if is_update(raw)]
            if found:
                await self._intake.accept(found)
                self._offset = found[-1]["update_id"] + 1
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
        return 0


def webhook(intake: Intake, secret: str) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Answers 200 only after the commit: anything else, and Telegram delivers again."""

    async def receive(request: web.Request) -> web.Response:
        given = request.headers.get(_SECRET, "")
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), secret.encode()):
            return web.Response(status=403)
        try:
            raw = json.loads(await request.read())
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


def add_webhook(app: web.Application, intake: Intake, secret: str, path: str) -> None:
    app.router.add_post(path, webhook(intake, secret))
