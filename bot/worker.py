"""One update, one transaction: its state, its replies and its done mark stand or fall together."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from sqlalchemy.exc import DBAPIError
from telegram import Update
from telegram.error import RetryAfter, TelegramError

from bot.api import BotApi
from bot.delivery import Delivery, InHand
from bot.membership import Membership, Place
from bot.sound import is_sound
from bot.tasks import finish
from bot.unit import Unit, Units
from bot.verdict import seconds_of
from bot.wire import kind_of, read
from desk.outgoing import Instants
from handlers import handle, trouble
from storage.away import is_away
from storage.inbox import Inbox, Letter

log = logging.getLogger(__name__)

_TRIES = 3
LEFT = "an earlier process has left it"
_PAUSE = 1.0  # seconds before what is out of reach is tried again
_MOMENT = 5.0  # seconds at most until an answer that was too much for Telegram is given once more
_SCRUBS = (0.0, 1.0, 5.0, 25.0)  # seconds before each try; the file may be read by a backup


class Unparsable(ValueError):
    """python-telegram-bot cannot read this update: trying again would not help."""


class Deadly(RuntimeError):
    """Each process that handled this update died of it."""


class OutOfReach(Exception):
    """The database or Telegram is away: nobody's fault, so it is no failure of the update's."""


class Worker:
    def __init__(
        self, units: Units, api: BotApi, membership: Membership, delivery: Delivery
    ) -> None:
        self._units = units
        self._api = api
        self._membership = membership
        self._delivery = delivery
        self._answers: set[asyncio.Task[None]] = set()
        self._learning: asyncio.Task[None] | None = None

    async def handle(self, letter: Letter) -> None:
        """Returns when the letter is done or set aside."""
        with self._units.watch.handling(letter):
            while not await self._is_over(letter):
                self._units.watch.retried("update")

    async def _is_over(self, letter: Letter) -> bool:
        """One try; False where there has to be another."""
        try:
            await self._attempt(letter)
        except OutOfReach as error:
            log.warning("update waits: %s", error)
            await asyncio.sleep(_PAUSE)
            return False
        except Exception as error:
            log.exception("an update could not be handled")
            return await self._failed(letter, error)
        self._units.watch.handled(letter)
        return True

    async def resume(self, letter: Letter) -> None:
        """As `handle`, for a letter that an earlier process has left: it may have died of it.

        That is written down before it is begun, so that it is not begun for ever.
        """
        if letter.attempts >= _TRIES - 1:
            await self.give_up(letter)
            return
        await self._note(lambda inbox: inbox.fail(letter, LEFT))
        try:
            await self.handle(letter)
        except asyncio.CancelledError:  # stopped in good order
            await self._note(lambda inbox: inbox.absolve(letter))
            raise

    async def _note(self, change: Callable[[Inbox], Awaitable[object]]) -> None:
        try:
            async with self._units.begin() as unit:
                await change(unit.inbox)
        except DBAPIError as error:
            log.warning("what became of an update could not be written down (%s)", error)

    async def give_up(self, letter: Letter) -> None:
        """Whoever began with this letter died, again and again: it is set aside unread."""
        with self._units.watch.handling(letter):
            while not await self._failed(letter, Deadly("its handling ended the process")):
                continue

    async def close(self) -> None:
        await finish(self._answers, 1)

    async def _attempt(self, letter: Letter) -> None:
        """Raises OutOfReach where it was nobody's fault."""
        update = _parse(letter.raw)
        if self._learning is not None and not self._learning.done():
            await asyncio.wait([self._learning])
        try:
            place = await self._membership.place(update, await self._units.groups())
            await self._in_one_transaction(letter, update, place)
        except DBAPIError as error:
            if is_away(error):
                raise OutOfReach(type(error).__name__) from error
            raise
        except TelegramError as error:
            raise OutOfReach(error.message) from error

    async def _in_one_transaction(self, letter: Letter, update: Update, place: Place) -> None:
        begun: list[InHand] = []
        try:
            async with self._units.begin() as unit:
                if not await unit.inbox.finish(letter, unit.context.now):
                    return
                unit.context.is_staff = place is not Place.OUTSIDE
                unit.context.owns_group = place is Place.OWNER
                await handle(update, unit.context)
                unit.moves_groups = _is_about_a_group(update)
                if not unit.context.keeps_update:
                    await unit.inbox.empty(letter)
                    unit.context.erasure.has_erased = True
                for row in unit.outbox.fresh:
                    in_hand = await self._delivery.begin(row, unit)
                    begun += [in_hand] if in_hand else []
        except BaseException:
            for in_hand in begun:
                self._delivery.let_go(in_hand)
            raise
        self._follow(unit)
        for in_hand in begun:
            self._delivery.go(in_hand)
        ids = {in_hand.row.id for in_hand in begun}
        self._delivery.offer(row for row in unit.fresh if row.id not in ids)
        self._answer(update, unit.context.instants)

    def _follow(self, unit: Unit) -> None:
        """What must be done outside of the transaction, and may be done after the answer."""
        if unit.context.gaps.has_learnt:
            self.learn()
        if unit.context.erasure.has_erased:
            self._in_background(self._scrub())

    def learn(self) -> None:
        """Something has been added, here or by another replica."""
        self._learning = self._in_background(self._learn())

    async def _learn(self) -> None:
        """What staff have just added is searched by whatever comes after it."""
        try:
            await self._units.learn()
        except Exception:
            log.exception("what was added is not searched yet; it is looked for again")

    async def _scrub(self) -> None:
        """Somebody was forgotten: the file forgets them too, as soon as nobody else reads it."""
        try:
            for pause in _SCRUBS:
                await asyncio.sleep(pause)
                if await self._units.scrub():
                    return
        except Exception:
            log.exception("the file could not be scrubbed; it is tried again within the hour")

    def _in_background(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)
        return task

    def _answer(self, update: Update, instants: Instants) -> None:
        """Every press is answered, so that no button keeps turning; nobody waits for it."""
        pressed = update.callback_query
        if pressed is not None and not instants.calls:
            instants.add("answerCallbackQuery", callback_query_id=pressed.id)
        for method, params in instants.calls:
            self._in_background(self._at_once(method, params))

    async def _at_once(self, method: str, params: dict[str, Any]) -> None:
        """Once more, where Telegram asks for a moment: no pace knows of it."""
        try:
            try:
                await self._api.call(method, params)
            except RetryAfter as error:
                await asyncio.sleep(min(seconds_of(error), _MOMENT))
                await self._api.call(method, params)
        except TelegramError as error:
            log.info("%s came too late: %s", method, error)

    async def _failed(self, letter: Letter, error: Exception) -> bool:
        """Counts the failure, and the last one sets the letter aside.

        True where nothing is left to be done about it.
        """
        try:
            async with self._units.begin() as unit:
                attempts = await unit.inbox.fail(letter, f"{type(error).__name__}: {error}"[:500])
                if attempts is None:
                    return True
                hopeless = attempts >= _TRIES or isinstance(error, Unparsable | Deadly)
                if hopeless:
                    await unit.inbox.set_aside(letter, unit.context.now)
                    kind = f"{type(error).__name__} ({kind_of(letter.raw)})"
                    await trouble.update_set_aside(_private(letter.mailbox), kind, unit.context)
                    self._units.watch.set_aside(letter)
        except Exception as another:
            log.exception("a failure could not be written down")
            if not is_away(another):
                await self._bury(letter, error)
                return True
            await asyncio.sleep(_PAUSE)
            return False
        self._delivery.offer(unit.fresh)
        return hopeless

    async def _bury(self, letter: Letter, error: Exception) -> None:
        """Where even telling of it fails, the letter is set aside without a word."""
        async with self._units.begin() as unit:
            await unit.inbox.fail(letter, f"{type(error).__name__}, and nobody could be told")
            await unit.inbox.set_aside(letter, unit.context.now)
        self._units.watch.set_aside(letter)


def _parse(raw: str) -> Update:
    """Raises Unparsable."""
    try:
        update = Update.de_json(read(raw), None)
        assert update is not None
        sound = is_sound(update)
    except Exception as error:
        raise Unparsable(f"{type(error).__name__}: {error}") from error
    if not sound:
        raise Unparsable("a number or words are not what Telegram has in their place")
    return update


def _is_about_a_group(update: Update) -> bool:
    """Whether a staff group may have moved, or the bot's own place in one may have changed."""
    message = update.message
    return update.my_chat_member is not None or (
        message is not None and message.migrate_to_chat_id is not None
    )


def _private(mailbox: str) -> int | None:
    """The person, where the mailbox is a private chat."""
    name = mailbox.removeprefix("chat:")
    return int(name) if name.isdecimal() else None
