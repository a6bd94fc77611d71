"""Composition: everything is made here, started in order and stopped in order."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from aiohttp import web

from bot import groups, profile
from bot.api import BotApi
from bot.delivery import Delivery, Limits
from bot.doctor import Rounds, Subject
from bot.feeds import add_feeds
from bot.forgetting import forget_again
from bot.intake import ALLOWED, Dispatch, Intake, Poller, add_webhook, doorway, open_door
from bot.keeping import Keeping
from bot.knowledge import Library
from bot.leading import Leading
from bot.mailboxes import Mailboxes
from bot.membership import Membership
from bot.opening import surely
from bot.scheduler import Scheduler
from bot.settings import Settings, listen
from bot.stoppage import Stoppage
from bot.tasks import end
from bot.ticker import Ticker
from bot.trouble import CannotUse
from bot.unit import Units
from bot.watch.door import Door
from bot.watch.lookout import Lookout, Parts
from bot.watch.traces import collected
from bot.watch.watch import Watch
from bot.worker import Worker
from desk.clock import Clock, SystemClock
from desk.events.plan import parse_plan
from desk.flood import Patience
from desk.mentoring.eligibility import parse_needs
from desk.offices import parse_languages
from faq import meaning as faq_meaning
from handlers.context import House
from handlers.texts import Catalogues
from storage.clock import SharedClock
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
        self._open_library = library or _library
        self._read_catalogues = catalogues
        self._is_rehearsal = clock is not None
        self._stack = AsyncExitStack()
        self.database = Database(settings.database_url)
        self._shared = None if clock or self.database.is_sqlite else SharedClock(self.database)
        self._clock = clock or self._shared or SystemClock()
        self._leadership = Leadership(self.database)
        self.leading = Leading(self._leadership)
        self.api = BotApi(settings.bot_api_url, settings.bot_token.get_secret_value())
        self._tasks: list[asyncio.Task[object]] = []
        self.units: Units | None = None  # from `start` on
        self._is_open = False
        self.watch = Watch(self._clock)
        self.api.called = self.watch.called
        self.lookout = Lookout(self.database, self._clock, self.watch)
        self.door: Door | None = None  # where monitoring asks, if it may
        self._end_at = 0.0
        self._on_nudge: tuple[Callable[[], None], ...] = ()

    def nudge(self) -> None:
        """The time has jumped: what is due is looked at again."""
        for nudge in self._on_nudge:
            nudge()

    async def start(self) -> None:
        """Raises AnotherProcess, NewerSchema, FaqError, TelegramError, DBAPIError, CannotUse."""
        stack = self._stack
        stack.push_async_callback(self.database.close)
        await self._open_watch()
        stack.push_async_callback(self._leadership.release)
        if self.database.is_sqlite:  # a second process has no business here
            await self._leadership.take()
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
        self.lookout.stops()
        self._end_at = asyncio.get_running_loop().time() + _GRACE
        await self._stack.aclose()

    async def _close(self, close: Callable[[float], Awaitable[None]]) -> None:
        """All parts together have the grace, not each of them."""
        await close(max(0.1, self._end_at - asyncio.get_running_loop().time()))

    async def _compose(self) -> None:
        stoppage = Stoppage(self.database)
        self._stack.push_async_callback(stoppage.close)
        self.lookout.stopped = lambda: stoppage.says
        units = self.units = await self._units()
        await units.learn()
        delivery = Delivery(units, self.api, _limits(self._settings), lambda: self.leading.is_sure)
        worker = Worker(units, self.api, Membership(self.api), delivery)
        ticker = Ticker(units, delivery.offer)
        scheduler = Scheduler(units, self._shared)
        await scheduler.start()
        self._stack.push_async_callback(scheduler.stop)
        self._stack.push_async_callback(worker.close)
        self._stack.push_async_callback(self._close, self.leading.close)
        self.leading.first(self._settle_first)
        self._keep_copies(units)
        for part in (scheduler.lead, delivery.lead, ticker.lead):
            self.leading.around(part)
        self.leading.add(self._settle_again)
        self._on_nudge += (delivery.nudge, ticker.nudge)
        self._look_after_itself(units, delivery)
        await self._share_out(units, worker, delivery)
        self._stack.push_async_callback(units.library.close)
        self._stack.push_async_callback(end, asyncio.create_task(units.library.warm()))

    async def _open_watch(self) -> None:
        """From the start on, so that a process that stands by can be seen too. Raises CannotUse."""
        settings = self._settings
        if settings.traces_url is not None:
            self.watch.traces = collected(settings.traces_url, settings.traces_share)
        self._stack.push_async_callback(self.watch.close)
        if settings.watch_listen:
            self.door = Door(self.lookout)
            await self.door.open(settings.watch_listen)
            self._stack.push_async_callback(self.door.close)

    def _keep_copies(self, units: Units) -> None:
        """And what is still to be done where one was put back."""
        self.leading.first(lambda: forget_again(units))
        if self._settings.backup_dir is not None:
            keeping = Keeping(self.database, self._clock, self._settings)
            self._on_nudge += (keeping.nudge,)
            self.leading.add(keeping.run)

    async def _share_out(self, units: Units, worker: Worker, delivery: Delivery) -> None:
        """The letters: over all replicas, or to the conversations in this process."""
        if self.database.is_sqlite or self._settings.webhook_url is None:
            mailboxes = Mailboxes(
                worker.handle,
                worker.resume,
                parallel=_PARALLEL,
                most=self._settings.max_pending,
            )
            intake = Intake(self.database, mailboxes, self._clock, self.watch)
            self.leading.around(mailboxes.lead)
            self.leading.first(intake.resume)
            self.leading.add(intake.look_again)
            if self._settings.webhook_url is None:
                self.leading.around(Poller(self.api, intake).lead)
            await self._open_door(intake, units)
            await self._lead()
            self._show(delivery, mailboxes)
            return
        from bot.replica import Replica  # noqa: PLC0415 - what it needs comes with [postgres]

        # Others work meanwhile, and whoever leads while it warms up sends at half its pace.
        await units.library.warm()
        replica = Replica(self.database, units, worker, delivery, self.leading, _PARALLEL)
        self._part(replica.run())
        self._stack.push_async_callback(self._close, replica.close)
        intake = Intake(self.database, replica.shift, self._clock, self.watch)
        await self._open_door(intake, units)
        await self._lead()
        self._show(delivery, replica.shift)

    def _show(self, delivery: Delivery, dispatch: Dispatch) -> None:
        """The line is open."""
        self.lookout.sees(
            Parts(
                lanes=lambda: delivery.depths,
                pending=lambda: dispatch.pending,
                term=lambda: self.leading.term,
                polls=self._settings.webhook_url is None,
            )
        )

    async def _lead(self) -> None:
        """At once where no other process does."""
        await self.leading.begin()
        self._is_open = True
        self._part(self.leading.run())

    async def _settle_first(self) -> None:
        """Before anything else where no process has led before; what is wrong ends the start."""
        if not self._is_open:
            await self._settle()

    async def _settle_again(self) -> None:
        """Whoever takes over from another sends first, and looks meanwhile."""
        if self._is_open:
            await self._settle()

    async def _settle(self) -> None:
        """What the line is to Telegram, and what has changed there. Raises TelegramError."""
        assert self.units is not None
        await groups.settle(self.units, self.api)
        async with self.units.begin() as unit:
            await profile.refresh(unit)
        if self._settings.webhook_url is not None:
            await surely(
                self.api,
                "setWebhook",
                {
                    "url": self._settings.webhook_url,
                    "secret_token": self._secret,
                    "allowed_updates": list(ALLOWED),
                },
            )

    def _look_after_itself(self, units: Units, delivery: Delivery) -> None:
        """In the process that leads, beside everything else; not where it is switched off."""
        if not self._settings.check_up_minutes:
            return
        subject = Subject(
            self._settings,
            self._clock,
            self.api,
            lambda: self._catalogues,
            units.library.checked,
            thorough=False,
            is_rehearsal=self._is_rehearsal,
        )
        rounds = Rounds(subject, units, delivery.offer)
        self._on_nudge = (*self._on_nudge, rounds.nudge)
        self.leading.add(rounds.run)

    async def _units(self) -> Units:
        settings = self._settings
        self._catalogues = self._read_catalogues()
        library = self._open_library(settings)
        me = await surely(self.api, "getMe")
        house = House(
            bot_id=me["id"],
            bot_username=me["username"],
            texts=self._catalogues.texts,
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
        return Units(self.database, house, library, self._clock, settings.groups, self.watch)

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
        runner = doorway(door)
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
        self._stack.push_async_callback(end, task)


def _library(settings: Settings) -> Library:
    """Raises FaqError, NoModel among them."""
    beside = path_of(parse(settings.database_url)) or Path("data/linja.db")
    meaning = (
        faq_meaning.model(beside.with_suffix(".vectors.npz")) if settings.semantic_search else None
    )
    return Library.read(settings.faq_dir, meaning, settings.false_answers)


async def _icons(api: BotApi) -> dict[str, str]:
    """Telegram's free topic icons, emoji to custom_emoji_id (getForumTopicIconStickers)."""
    stickers = await surely(api, "getForumTopicIconStickers")
    return {s["emoji"]: s["custom_emoji_id"] for s in stickers if "custom_emoji_id" in s}


def _limits(settings: Settings) -> Limits:
    return Limits(settings.send_per_second, settings.send_per_chat, settings.send_per_group_minute)
