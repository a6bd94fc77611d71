"""What all commands share: settings, a database, and one line for what an operator can mend."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, NoReturn, TypeVar

import typer
from sqlalchemy.exc import DBAPIError
from telegram.error import InvalidToken, TelegramError

from bot import logs, stoppage
from bot.settings import Settings, WrongSetting, load
from bot.trouble import CannotUse
from faq import FaqError
from storage.copies import Unusable
from storage.database import CannotOpen, Database
from storage.leader import AnotherProcess
from storage.migrate import NewerSchema, NoTables, OlderSchema, check
from storage.stopped import Stopped
from storage.tools import NoBackupTool

T = TypeVar("T")

WRONG, FAILED = 2, 1
_UNOPENED = "DATABASE_URL cannot be opened"
_TROUBLES: dict[type[Exception], tuple[Callable[[Any], str], int]] = {
    AnotherProcess: (
        lambda error: f"another process runs on {error}: stop it first, or set DATABASE_URL",
        FAILED,
    ),
    NewerSchema: (
        lambda error: f"the database is newer than this version ({error.revision}): update Linja",
        FAILED,
    ),
    OlderSchema: (
        lambda _: (
            "the tables are those of another version: start the line once, or linja db upgrade"
        ),
        FAILED,
    ),
    NoTables: (
        lambda _: "there is no database yet: start the line once, or set DATABASE_URL",
        FAILED,
    ),
    FaqError: (lambda error: f"FAQ_DIR: {error}", WRONG),
    InvalidToken: (
        lambda _: "BOT_TOKEN is refused by Telegram: copy it anew from @BotFather",
        WRONG,
    ),
    TelegramError: (
        lambda error: f"BOT_API_URL cannot be reached ({error.message}): check it, and the network",
        FAILED,
    ),
    Unusable: (lambda error: f"the copy cannot be used: {error}", FAILED),
    NoBackupTool: (str, FAILED),
    CannotUse: (str, WRONG),
    CannotOpen: (lambda error: f"{_UNOPENED}: {error}", WRONG),
    Stopped: (lambda error: f"{_UNOPENED}: {stoppage.words(error)}", FAILED),
    DBAPIError: (lambda error: f"{_UNOPENED}: {_first_line(error.orig)}", WRONG),
}


def read_settings(**overrides: Any) -> Settings:
    try:
        found = load(**overrides)
    except WrongSetting as error:
        stop(str(error), WRONG)
    logs.set_up(found.log_level, found.log_format)
    return found


def attempt(work: Coroutine[Any, Any, T]) -> T:
    """Troubles that an operator can mend end in one line; all others are mistakes of ours."""
    try:
        return asyncio.run(work)
    except tuple(_TROUBLES) as error:
        kind = next(kind for kind in _TROUBLES if isinstance(error, kind))
        line, code = _TROUBLES[kind]
        stop(line(error), code)


async def with_database(
    use: Callable[[Database], Awaitable[T]], settings: Settings | None = None
) -> T:
    """Whatever DATABASE_URL names, as it is; `settings` where they have been read already."""
    database = Database((settings or read_settings(staff_chat_id=0)).database_url)
    try:
        return await use(database)
    finally:
        await database.close()


async def with_tables(
    use: Callable[[Database], Awaitable[T]], settings: Settings | None = None
) -> T:
    """The same where its tables are those of this version: a line that runs is not upgraded by it.

    Raises NoTables, OlderSchema, NewerSchema.
    """

    async def looked_at(database: Database) -> T:
        await check(database)
        return await use(database)

    return await with_database(looked_at, settings)


def stop(line: str, code: int) -> NoReturn:
    typer.echo(line, err=True)
    sys.exit(code)


def _first_line(error: BaseException | None) -> str:
    return (str(error).splitlines() or ["no reason given"])[0]
