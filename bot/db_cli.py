"""`linja db`: brought up to date, copied, looked at, put back."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated

import typer

from bot.command import (
    FAILED,
    WRONG,
    attempt,
    read_settings,
    stop,
    with_database,
)
from bot.keeping import Keeping, NoCopy
from storage.backup import backup as make_copy
from storage.clock import clock_of
from storage.copies import Copy, examine
from storage.database import Database
from storage.leader import Leadership
from storage.migrate import upgrade as bring_up
from storage.restore import FRESH, NotEmpty, Restored
from storage.restore import restore as put_back

app = typer.Typer(no_args_is_help=True, help="The database: up to date, copied, put back.")

# Tables whose names say nothing to an operator.
_CALLED = {"inbox": "updates", "outbox": "calls to Telegram"}
_FILE = typer.Argument(help="A copy that `linja db backup` has made.")


@app.command()
def upgrade() -> None:
    """Bring the database to this version's tables. `run` does so by itself."""
    attempt(with_database(bring_up))
    typer.echo("The database is up to date.")


@app.command()
def backup(
    file: Annotated[
        Path | None,
        typer.Argument(help="Where to write the copy; it must not exist. Else into BACKUP_DIR."),
    ] = None,
) -> None:
    """Copy the database, while the line may stay open, and check the copy by restoring it.

    Without FILE, as it is done at night: into BACKUP_DIR, where only the last BACKUP_KEEP stay.
    """
    try:
        typer.echo(attempt(_nightly() if file is None else with_database(_into(file))))
    except FileExistsError:
        stop(f"{file} exists already: name a file that does not", WRONG)
    except FileNotFoundError as error:
        stop(f"no database at {error}: start the line once, or set DATABASE_URL", FAILED)
    except (NoCopy, OSError) as error:
        stop(f"no copy was made: {error}", FAILED)


@app.command()
def check(file: Annotated[Path, _FILE]) -> None:
    """Look whether a copy is whole, and what it holds. Nothing is changed.

    On PostgreSQL it is restored into a database of its own, which is dropped again.
    """
    typer.echo(f"{file} is whole: {_holds(attempt(with_database(lambda db: _examined(file, db))))}")


@app.command()
def restore(
    file: Annotated[Path, _FILE],
    replace: Annotated[  # noqa: FBT002 - a flag of the command line
        bool, typer.Option("--replace", help="Put the database that is there aside.")
    ] = False,
) -> None:
    """Put a copy in the place of the database. The line must be closed.

    The copy is checked first. What is there is refused, or with --replace kept beside it.
    """
    try:
        attempt(with_database(lambda database: _restore(database, file, replace=replace)))
    except NotEmpty:
        stop("there is a database already: --replace puts it aside and keeps it", WRONG)
    except OSError as error:
        stop(f"nothing was put back: {error}", FAILED)


def _into(file: Path) -> Callable[[Database], Awaitable[str]]:
    async def copied(database: Database) -> str:
        return f"Copied to {file}: {_holds(await make_copy(database, file))}"

    return copied


async def _nightly() -> str:
    """The line may be open: its own backups go on beside this one."""
    settings = read_settings(staff_chat_id=0)
    if settings.backup_dir is None:
        stop("name a FILE, or set BACKUP_DIR", WRONG)

    async def kept(database: Database) -> str:
        keeping = Keeping(database, await clock_of(database), settings)
        return f"Copied to {await keeping.keep()}"

    return await with_database(kept, settings)


async def _examined(file: Path, database: Database) -> Copy:
    try:
        return await examine(file, database)
    except OSError as error:
        stop(f"{file} cannot be read: {error.strerror or error}", WRONG)


async def _restore(database: Database, file: Path, *, replace: bool) -> None:
    """Raises NotEmpty, AnotherProcess, OSError."""
    leadership = Leadership(database)
    await leadership.take()
    leadership.keep()
    try:
        copy = await _examined(file, database)
        now = (await clock_of(database)).now()
        restored = await put_back(database, file, now, replace=replace)
    finally:
        await leadership.release()
    for line in _told(file, copy, restored):
        typer.echo(line)


def _told(file: Path, copy: Copy, restored: Restored) -> list[str]:
    kept, held, forgotten = restored
    lines = [f"Put back {file}: {_holds(copy)}"]
    if kept:
        lines.append(f"The database that was there is kept as {kept}: delete it once all is well.")
    if held.parcels or held.campaigns:
        lines.append(
            f"Held back, because they were due to many people more than {FRESH.seconds // 3600} "
            f"hours ago and have been sent since, most likely: {held.parcels} messages, "
            f"{held.campaigns} campaigns. `linja outbox list` shows the messages; "
            "`linja outbox retry N` sends one all the same."
        )
    lines.append(
        "What members and staff wrote after that copy is not in it: they find it in their chats."
    )
    if forgotten is None:
        lines.append(
            "Who asked to be forgotten since then is known again, and nothing here says who that "
            "is: tell members that /forgetme must be sent again."
        )
    elif forgotten:
        lines.append(
            f"{len(forgotten)} people who asked to be forgotten since then are forgotten again as "
            "soon as the line opens."
        )
    return lines


def _holds(copy: Copy) -> str:
    if copy.rows is None:
        return "only its list could be read, for this role may make no database to try it in."
    counts = ", ".join(f"{count} {_CALLED.get(name, name)}" for name, count in copy.rows.items())
    until = f"; the last update came {copy.last_at:%Y-%m-%d %H:%M} UTC" if copy.last_at else ""
    return f"{counts}{until}."
