"""The command line: what an operator types, and one line where it cannot be done."""

import asyncio
import contextlib
import os
from collections.abc import Coroutine
from typing import Annotated, Any

import typer

from bot import db_cli, doctor, events_cli, faq_cli, letters_cli, mentors_cli, running
from bot.command import FAILED, WRONG, attempt, read_settings, stop

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Linja, the support line of civil society on Telegram. "
    "Settings come from the environment and from .env; .env.example explains each.",
)
app.add_typer(db_cli.app, name="db")
app.add_typer(letters_cli.dead, name="dead")
app.add_typer(letters_cli.outbox, name="outbox")
app.add_typer(faq_cli.app, name="faq")
app.add_typer(mentors_cli.app, name="import")
mentors_cli.app.command()(events_cli.events)


@app.command()
def run() -> None:
    """Open the line. Without BOT_TOKEN, with a Telegram of its own on this machine.

    Stop it with Ctrl-C or SIGTERM: what is in hand is finished, the rest waits in the database.
    """
    settings = read_settings()
    _start(running.line(settings) if settings.bot_token else running.rehearsal(settings))


@app.command()
def sandbox() -> None:
    """Start only the sandbox: a Telegram for one machine, for a bot started elsewhere.

    The bot is pointed at it with BOT_API_URL, BOT_TOKEN and STAFF_CHAT_ID, which it prints.
    """
    _start(running.sandbox(read_settings()))


@app.command(name="doctor")
def check_up(
    *, as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False
) -> None:
    """Look at everything the line needs, and say of each trouble how to mend it.

    Nothing is changed, whether the line is open or not. Ends with 1 where something is wrong;
    hints do not count.
    """
    findings = asyncio.run(doctor.by_hand(read_settings())).findings
    typer.echo(doctor.as_json(findings) if as_json else doctor.as_text(findings))
    raise typer.Exit(FAILED if any(finding.is_trouble for finding in findings) else 0)


@app.command()
def groups() -> None:
    """List the groups that have written to the bot lately, with the number for STAFF_CHAT_ID.

    Further groups of staff stand in STAFF_GROUPS, by the same numbers.
    """
    settings = read_settings(staff_chat_id=0)
    if settings.bot_token is None:
        stop("BOT_TOKEN is missing: copy it from @BotFather into .env", WRONG)
    found = attempt(doctor.groups(settings))
    for chat_id, title in found.items():
        typer.echo(f"STAFF_CHAT_ID={chat_id}  {title}")
    if not found:
        typer.echo("No group has written lately. Write a message in the group, then try again.")


def main() -> None:
    app()


def _start(program: Coroutine[Any, Any, None]) -> None:
    os.umask(0o077)  # what is written holds people's words
    with contextlib.suppress(KeyboardInterrupt):
        attempt(program)
