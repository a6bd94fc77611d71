"""Composition: everything is made here, started in order and stopped in order."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from aiohttp import web

from bot import groups, profile
from bot.api import BotApi
from bot.delivery import Delivery, Limits
from bot.feeds import add_feeds
from bot.intake import ALLOWED, Intake, Poller, add_webhook, open_door
from bot.knowledge import Library
from bot.mailboxes import Mailboxes
from bot.membership import Membership
from bot.scheduler import Scheduler
from bot.settings import Settings, listen
from bot.ticker import Ticker
from bot.trouble import CannotUse
from bot.unit import Units
from bot.worker import Worker
from desk.clock import Clock, SystemClock
from desk.events.plan import parse_plan
from desk.flood import Patience
from desk.mentoring.eligibility import parse_needs
from desk.offices import parse_languages
from faq import meaning as faq_meaning
from handlers.context import House
from handlers.texts import Catalogues
from storage.database import Database, parse, path_of
from storage.leader import Leadership
from storage.migrate import upgrade

log = logging.getLogger(__name__)

TAKEN = "is taken or not allowed: choose another"
_GRACE = 4.0  # seconds for what is in hand when the program is asked to stop: five in all
_PARALLEL = 8  # conversations handled at once


class App:
    """The line, open between `start` and `stop`."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock | None = None,
        library: Callable[[Settings], Library] | None = None,
        catalogues: Callable[[], Catalogues] = Catalogues,
    ) -> None:
        assert settings.bot_token is not None
        self._settings = settings
        self._clock = clock or SystemClock()
        self._open_library = library or _library
        self._read_catalogues = catalogues
        self._stack = AsyncExitStack()
        self.database = Database(settings.database_url)
        self.api = BotApi(settings.bot_api_url, settings.bot_token.get_secret_value())
        self._tasks: list[asyncio.Task[object]] = []
        self.units: Units | None = None  # from `start` on
        self._end_at = 0.0
        self._on_nudge: tuple[Callable[[], None], ...] = ()

    def nudge(self) -> None:
        """The time has jumped: what is due is looked at again."""
        for nudge in self._on_nudge:
            nudge()

    async def start(self, *, lead: Leadership | None = None) -> None:
        """Raises AnotherProcess, NewerSchema, FaqError, TelegramError, DBAPIError, CannotUse."""
        stack = self._stack
        stack.push_async_callback(self.database.close)
        leadership = lead or Leadership(self.database)
        if lead is None:
            await leadership.take()
        stack.push_async_callback(leadership.release)
        await upgrade(self.database)
        await self.api.open()
        stack.push_async_callback(self.api.close)
        await self._compose()

    async def run(self) -> None:
        """Until cancelled, or until one of the parts ends in an error; raises it."""
        done, _ = await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()

    async def stop(self) -> None:
        """Takes in nothing more, lets what is in hand finish, leaves the rest in the tables."""
        self._end_at = asyncio.get_running_loop().time() + _GRACE
        await self._stack.aclose()

    async def _close(self, close: Callable[[float], Awaitable[None]]) -> None:
        """All parts together have the grace, not each of them."""
        await close(max(0.1, self._end_at - asyncio.get_running_loop().time()))

    async def _compose(self) -> None:
        units = self.units = await self._units()
        await units.learn()
        delivery = Delivery(units, self.api, _limits(self._settings))
        worker = Worker(units, self.api, Membership(self.api), delivery)
        mailboxes = Mailboxes(worker.handle, parallel=_PARALLEL, most=self._settings.max_pending)
        intake = Intake(self.database, mailboxes, self._clock)
        await groups.settle(units, self.api)
        async with units.begin() as unit:
            await profile.refresh(unit)
        scheduler = Scheduler(units)
        scheduler.start()
        self._stack.push_async_callback(scheduler.stop)
        self._part(delivery.run())
        self._stack.push_async_callback(self._close, delivery.close)
        self._stack.push_async_callback(worker.close)
        self._stack.push_async_callback(self._close, mailboxes.close)
        ticker = await self._tick(units, delivery)
        self._on_nudge = (delivery.nudge, ticker.nudge)
        await intake.resume()
        await self._open_door(intake, units)
        await self._take_in(intake)
        self._stack.push_async_callback(units.library.close)
        self._stack.push_async_callback(_cancel, asyncio.create_task(units.library.warm()))

    async def _tick(self, units: Units, delivery: Delivery) -> Ticker:
        ticker = Ticker(units, delivery.offer)
        await ticker.begin()
        self._part(ticker.run())
        self._stack.push_async_callback(ticker.close)
        return ticker

    async def _units(self) -> Units:
        settings = self._settings
        library = self._open_library(settings)
        me = await self.api.call("getMe")
        house = House(
            bot_id=me["id"],
            bot_username=me["username"],
            texts=self._read_catalogues().texts,
            base=lambda: library.base,
            search=library.search,
            likelihoods=library.likelihoods,
            staff_language=settings.staff_language,
            timezone=ZoneInfo(settings.timezone),
            hours=settings.hours,
            promise=timedelta(hours=settings.reply_within_hours),
            plan=settings.plan,
            patience=Patience(settings.flood_per_minute, timedelta(minutes=settings.same_minutes)),
            office=settings.office_name,
            shows_names=settings.show_staff_names,
            placeholders=settings.placeholders,
            files=settings.faq_dir,
            icons=await _icons(self.api),
            office_languages=parse_languages(settings.office_languages),
            retention=settings.retention,
            public_url=settings.public_url,
            needs=parse_needs(settings.mentoring_needs),
            planned=parse_plan(settings.events_planned),
            topic_votes=settings.topic_votes,
            schedule=settings.schedule,
        )
        return Units(self.database, house, library, self._clock, settings.groups)

    async def _take_in(self, intake: Intake) -> None:
        if self._settings.webhook_url is None:
            self._part(Poller(self.api, intake).run())
            return
        await self.api.call(
            "setWebhook",
            {
                "url": self._settings.webhook_url,
                "secret_token": self._secret,
                "allowed_updates": list(ALLOWED),
            },
        )
        self._part(asyncio.Event().wait())

    async def _open_door(self, intake: Intake, units: Units) -> None:
        """Where something may come in: updates, or calendar programs. Raises CannotUse."""
        settings, door = self._settings, open_door()
        if settings.webhook_url is not None:
            path = urlsplit(settings.webhook_url).path or "/"
            add_webhook(door, intake, self._secret, path)
        if settings.public_url is not None:
            add_feeds(door, units, urlsplit(settings.public_url).path)
        if not door.router.resources():
            return
        runner = web.AppRunner(door, access_log=None)  # an address may hold a secret
        await runner.setup()
        self._stack.push_async_callback(runner.cleanup)
        place = settings.webhook_listen
        try:
            await web.TCPSite(runner, *listen(place)).start()
        except OSError as error:
            raise CannotUse("WEBHOOK_LISTEN", place, TAKEN) from error

    @property
    def _secret(self) -> str:
        assert self._settings.webhook_secret is not None
        return self._settings.webhook_secret.get_secret_value()

    def _part(self, work: Coroutine[None, None, object]) -> None:
        """Whatever is still at work when it should have ended would hold the database open."""
        task = asyncio.create_task(work)
        self._tasks.append(task)
        self._stack.push_async_callback(_cancel, task)


def _library(settings: Settings) -> Library:
    """Raises FaqError, NoModel among them."""
    beside = path_of(parse(settings.database_url)) or Path("data/linja.db")
    meaning = (
        faq_meaning.model(beside.with_suffix(".vectors.npz")) if settings.semantic_search else None
    )
    return Library.read(settings.faq_dir, meaning, settings.false_answers)


async def _icons(api: BotApi) -> dict[str, str]:
    """Telegram's free topic icons, emoji to custom_emoji_id (getForumTopicIconStickers)."""
    stickers = await api.call("getForumTopicIconStickers")
    return {s["emoji"]: s["custom_emoji_id"] for s in stickers if "custom_emoji_id" in s}


def _limits(settings: Settings) -> Limits:
    return Limits(settings.send_per_second, settings.send_per_chat, settings.send_per_group_minute)


async def _cancel(task: asyncio.Task[Any]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
