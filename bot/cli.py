"""The command line: what an operator types, and one line where it cannot be done."""

import asyncio
import contextlib
import sys
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from sqlalchemy.exc import DBAPIError
from telegram.error import InvalidToken, TelegramError

from bot import doctor, events_cli, faq_cli, logs, mentors_cli, running
from bot.settings import Settings, WrongSetting, load
from bot.trouble import CannotUse
from faq import FaqError
from storage.backup import NoBackupTool, backup
from storage.database import CannotOpen, Database
from storage.leader import AnotherProcess
from storage.migrate import NewerSchema, upgrade

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Linja, the support line of civil society on Telegram. "
    "Settings come from the environment and from .env; .env.example explains each.",
)
db = typer.Typer(no_args_is_help=True, help="The database: bring it up to date, copy it.")
app.add_typer(db, name="db")
app.add_typer(faq_cli.app, name="faq")
app.add_typer(mentors_cli.app, name="import")
mentors_cli.app.command()(events_cli.events)

_WRONG, _FAILED = 2, 1
_UNOPENED = "DATABASE_URL cannot be opened"
_TROUBLES: dict[type[Exception], tuple[Callable[[Any], str], int]] = {
    AnotherProcess: (
        lambda error: f"another process runs on {error}: stop it first, or set DATABASE_URL",
        _FAILED,
    ),
    NewerSchema: (
        lambda error: f"the database is newer than this version ({error.revision}): update Linja",
        _FAILED,
    ),
    FaqError: (lambda error: f"FAQ_DIR: {error}", _WRONG),
    InvalidToken: (
        lambda _: "BOT_TOKEN is refused by Telegram: copy it anew from @BotFather",
        _WRONG,
    ),
    TelegramError: (
        lambda error: f"BOT_API_URL cannot be reached ({error.message}): check it, and the network",
        _FAILED,
    ),
    CannotUse: (str, _WRONG),
    CannotOpen: (lambda error: f"{_UNOPENED}: {error}", _WRONG),
    DBAPIError: (lambda error: f"{_UNOPENED}: {_first_line(error.orig)}", _WRONG),
}


@app.command()
def run() -> None:
    """Open the line. Without BOT_TOKEN, with a Telegram of its own on this machine.

    Stop it with Ctrl-C or SIGTERM: what is in hand is finished, the rest waits in the database.
    """
    settings = _settings()
    _start(running.line(settings) if settings.bot_token else running.rehearsal(settings))


@app.command()
def sandbox() -> None:
    """Start only the sandbox: a Telegram for one machine, for a bot started elsewhere.

    The bot is pointed at it with BOT_API_URL, BOT_TOKEN and STAFF_CHAT_ID, which it prints.
    """
    _start(running.sandbox(_settings()))


@app.command(name="doctor")
def check_up() -> None:
    """Look at everything the line needs, and say of each trouble how to mend it.

    Ends with 1 where something is wrong.
    """
    settings = _settings()
    findings = asyncio.run(doctor.examine(settings))
    for finding in findings:
        typer.echo(
            f"{'ok     ' if finding.is_well else 'TROUBLE'}  {finding.about}: {finding.text}"
        )
    raise typer.Exit(0 if all(finding.is_well for finding in findings) else _FAILED)


@app.command()
def groups() -> None:
    """List the groups that have written to the bot lately, with the number for STAFF_CHAT_ID.

    Further groups of staff stand in STAFF_GROUPS, by the same numbers.
    """
    settings = _settings(staff_chat_id=0)
    if settings.bot_token is None:
        _stop("BOT_TOKEN is missing: copy it from @BotFather into .env", _WRONG)
    found = _try(doctor.groups(settings))
    for chat_id, title in found.items():
        typer.echo(f"STAFF_CHAT_ID={chat_id}  {title}")
    if not found:
        typer.echo("No group has written lately. Write a message in the group, then try again.")


@db.command(name="upgrade")
def db_upgrade() -> None:
    """Bring the database to this version's tables. `run` does so by itself."""
    _try(_with_database(upgrade))
    typer.echo("The database is up to date.")


@db.command(name="backup")
def db_backup(
    file: Annotated[Path, typer.Argument(help="Where to write the copy; it must not exist.")],
) -> None:
    """Copy the database into FILE, while the line may stay open."""
    try:
        _try(_with_database(lambda database: backup(database, file)))
    except FileExistsError:
        _stop(f"{file} exists already: name a file that does not", _WRONG)
    except FileNotFoundError as error:
        _stop(f"no database at {error}: start the line once, or set DATABASE_URL", _FAILED)
    except NoBackupTool:
        _stop("pg_dump is missing: install PostgreSQL's client programs", _FAILED)
    except OSError as error:
        _stop(f"no copy was made: {error}", _FAILED)
    typer.echo(f"Copied to {file}.")


def main() -> None:
    app()


def _settings(**overrides: Any) -> Settings:
    try:
        settings = load(**overrides)
    except WrongSetting as error:
        _stop(str(error), _WRONG)
    logs.set_up(settings.log_level)
    return settings


async def _with_database(use: Callable[[Database], Awaitable[None]]) -> None:
    database = Database(_settings(staff_chat_id=0).database_url)
    try:
        await use(database)
    finally:
        await database.close()


def _start(program: Coroutine[Any, Any, None]) -> None:
    with contextlib.suppress(KeyboardInterrupt):
        _try(program)


def _try(work: Coroutine[Any, Any, Any]) -> Any:
    """Troubles that an operator can mend end in one line; all others are mistakes of ours."""
    try:
        return asyncio.run(work)
    except tuple(_TROUBLES) as error:
        kind = next(kind for kind in _TROUBLES if isinstance(error, kind))
        line, code = _TROUBLES[kind]
        _stop(line(error), code)


def _first_line(error: BaseException | None) -> str:
    return (str(error).splitlines() or ["no reason given"])[0]


def _stop(line: str, code: int) -> NoReturn:
    typer.echo(line, err=True)
    sys.exit(code)
