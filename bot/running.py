"""Ways to run: the line against Telegram, the whole house on one machine, the sandbox alone."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bot.app import TAKEN, App
from bot.settings import Settings, listen
from bot.trouble import CannotUse

if TYPE_CHECKING:
    from sandbox import Sandbox


_STANDS_BY = "Another process leads. This one stands by and takes over when that one ends."
_BESIDE = "Another process leads. This one handles updates too, and leads when that one ends."


async def line(settings: Settings) -> None:
    """Against the Telegram of BOT_API_URL, until SIGTERM or SIGINT."""
    stop = _signals()
    async with _opened(App(settings)) as app:
        where = settings.webhook_url or "polling"
        _say(f"The line is open ({where}). Stop it with Ctrl-C.")
        if not app.leading.leads:
            _say(_BESIDE if settings.webhook_url else _STANDS_BY)
        await _until_stopped(app, stop)


async def rehearsal(settings: Settings) -> None:
    """The line and a Telegram of its own, with a page to talk in."""
    stop = _signals()
    box = await _sandbox(settings)
    try:
        settings = settings.model_copy(
            update={
                "bot_token": SecretStr(box.token),
                "bot_api_url": box.url,
                "staff_chat_id": box.world.staff_group_id,
                "staff_groups": "",
                "webhook_url": None,
            }
        )
        async with _opened(App(settings, box.clock)) as app:
            box.clock.on_advance.append(app.nudge)
            _say(f"The line is open, with a Telegram of its own: {box.url}\nStop it with Ctrl-C.")
            await _until_stopped(app, stop)
    finally:
        await box.stop()


async def sandbox(settings: Settings) -> None:
    stop = _signals()
    box = await _sandbox(settings)
    try:
        _say(
            f"A Telegram of your own: {box.url}\n"
            f"BOT_API_URL={box.url}\nBOT_TOKEN={box.token}\nSTAFF_CHAT_ID={box.world.staff_group_id}"
        )
        await stop.wait()
    finally:
        await box.stop()


async def _sandbox(settings: Settings) -> "Sandbox":
    """Raises CannotUse."""
    from sandbox import Sandbox  # noqa: PLC0415 - a fifth of a second that Telegram needs not

    try:
        settings.sandbox_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = f"cannot be made: {error.strerror}"
        raise CannotUse("SANDBOX_DIR", str(settings.sandbox_dir), why) from error
    box = Sandbox(data_dir=settings.sandbox_dir)
    try:
        await box.start(*listen(settings.sandbox_listen))
    except OSError as error:
        raise CannotUse("SANDBOX_LISTEN", settings.sandbox_listen, TAKEN) from error
    return box


@asynccontextmanager
async def _opened(app: App) -> AsyncIterator[App]:
    """Raises AnotherProcess, NewerSchema, FaqError, TelegramError, DBAPIError, CannotUse."""
    try:
        await app.start()
        yield app
    finally:
        await app.stop()


async def _until_stopped(app: App, stop: asyncio.Event) -> None:
    stopped = asyncio.create_task(stop.wait())
    running = asyncio.create_task(app.run())
    done, _ = await asyncio.wait({stopped, running}, return_when=asyncio.FIRST_COMPLETED)
    for task in {stopped, running} - done:
        task.cancel()
    if running in done:
        running.result()


def _signals() -> asyncio.Event:
    """Set at SIGTERM or SIGINT, from now on: also while the line is still opening."""
    signalled = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, signalled.set)
    return signalled


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
