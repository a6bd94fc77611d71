"""`linja dead` and `linja outbox`: what could not be handled, and what could not be delivered."""

import json
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, TypeVar

import typer

from bot.command import FAILED, WRONG, attempt, stop, with_tables
from bot.wire import kind_of
from desk.outgoing import is_staff_lane
from storage.clock import clock_of
from storage.database import Database
from storage.dead import DeadRows

T = TypeVar("T")

dead = typer.Typer(
    no_args_is_help=True, help="Updates that could not be handled and were set aside."
)
outbox = typer.Typer(no_args_is_help=True, help="Messages that wait, or could not be delivered.")

_MOST = 200
_PERSONAL = "It holds people's own words: keep it to yourself."


class State(StrEnum):
    FAILED = "failed"
    PENDING = "pending"
    SENDING = "sending"


_NONE = {
    State.FAILED: "has failed",
    State.PENDING: "waits",
    State.SENDING: "is being sent",
}
_Numbers = Annotated[
    list[int] | None, typer.Argument(metavar="N", help="Their numbers in the list.")
]
_All = Annotated[bool, typer.Option("--all", help="All that are in the list.")]
_Most = Annotated[int, typer.Option("--most", min=1, help="At most so many, the youngest.")]


@dead.command(name="list")
def dead_list(most: _Most = _MOST) -> None:
    """List the updates that were set aside, without anybody's words."""
    letters = _asked(lambda rows, _now: rows.all(most))
    if not letters:
        typer.echo("No update was set aside.")
        return
    rows = [
        [str(one.id), _moment(one.dead_at), kind_of(one.raw), _side(one.mailbox), _short(one.error)]
        for one in letters
    ]
    _table(["N", "set aside (UTC)", "update", "from", "why"], rows)


@dead.command(name="show")
def dead_show(number: Annotated[int, typer.Argument(metavar="N", help="In the list.")]) -> None:
    """Show one update as Telegram sent it. It holds people's own words."""
    letter = _asked(lambda rows, _now: rows.get(number))
    if letter is None:
        stop(f"there is no letter {number}: see linja dead list", WRONG)
    typer.echo(f"# {_PERSONAL}\n# {letter.error}", err=True)
    typer.echo(_pretty(letter.raw))


@dead.command(name="retry")
def dead_retry(numbers: _Numbers = None, all_of_them: _All = False) -> None:  # noqa: FBT002
    """Have updates handled again, in seconds if the line is open, else when it opens.

    Each is handled as it was written, after what its sender has written since.
    """
    chosen = _chosen(numbers, all_of_them=all_of_them)
    _report(_asked(lambda rows, _now: rows.retry(chosen)), chosen, "handled again")


@dead.command(name="drop")
def dead_drop(
    numbers: Annotated[list[int], typer.Argument(metavar="N", help="In the list.")],
) -> None:
    """Forget updates that were set aside, words and all."""
    _report(_asked(lambda rows, now: rows.drop(numbers, now)), numbers, "dropped")


@outbox.command(name="list")
def outbox_list(
    state: Annotated[State, typer.Option(help="Which of them.")] = State.FAILED,
    most: _Most = _MOST,
) -> None:
    """List messages that could not be delivered, wait or are being sent; without their words."""
    parcels = _asked(lambda rows, _now: rows.undelivered(state, most))
    if not parcels:
        typer.echo(f"No message {_NONE[state]}.")
        return
    rows = [
        [
            str(one.id),
            _moment(one.created_at),
            _moment(one.due_at),
            _lane(one.lane),
            _what(one.body),
            one.priority.name.lower(),
            str(one.attempts),
            one.error or "",
        ]
        for one in parcels
    ]
    _table(["N", "made (UTC)", "due (UTC)", "to", "what", "urgency", "tries", "why"], rows)


@outbox.command(name="show")
def outbox_show(number: Annotated[int, typer.Argument(metavar="N", help="In the list.")]) -> None:
    """Show one message as it is kept. It may hold people's own words."""
    parcel = _asked(lambda rows, _now: rows.undelivered_one(number))
    if parcel is None:
        stop(f"there is no message {number}: see linja outbox list", WRONG)
    typer.echo(f"# {_PERSONAL}\n# {parcel.state}, {parcel.error or 'no error'}", err=True)
    typer.echo(_pretty(parcel.body))


@outbox.command(name="retry")
def outbox_retry(numbers: _Numbers = None, all_of_them: _All = False) -> None:  # noqa: FBT002
    """Send messages that could not be delivered once more, whatever their age.

    In seconds if the line is open, else when it opens. What Telegram refuses again fails again.
    """
    chosen = _chosen(numbers, all_of_them=all_of_them)
    _report(_asked(lambda rows, now: rows.send_again(chosen, now)), chosen, "sent again")


@outbox.command(name="drop")
def outbox_drop(
    numbers: Annotated[list[int], typer.Argument(metavar="N", help="In the list.")],
) -> None:
    """Take messages out that failed or still wait: they are never sent."""
    _report(_asked(lambda rows, now: rows.recall(numbers, now)), numbers, "dropped")


def _asked(use: Callable[[DeadRows, datetime], Awaitable[T]]) -> T:
    """In one transaction, and at the time that the line itself goes by."""

    async def within(database: Database) -> T:
        now = (await clock_of(database)).now()
        async with database.transaction() as tx:
            return await use(DeadRows(tx), now)

    return attempt(with_tables(within))


def _chosen(numbers: Sequence[int] | None, *, all_of_them: bool) -> Sequence[int] | None:
    """None for all."""
    if bool(numbers) == all_of_them:
        stop("name numbers of the list, or --all", WRONG)
    return numbers or None


def _report(done: Sequence[int], chosen: Sequence[int] | None, what: str) -> None:
    missing = sorted(set(chosen or ()) - set(done))
    typer.echo(f"{len(done)} will be {what}." if "again" in what else f"{len(done)} {what}.")
    if missing:
        stop(f"not in the list: {', '.join(map(str, missing))}", FAILED)


def _side(mailbox: str) -> str:
    number = mailbox.removeprefix("chat:")
    if number == mailbox:
        return "elsewhere"
    return "a group" if number.startswith("-") else "a private chat"


def _lane(lane: str) -> str:
    if is_staff_lane(lane):
        return "staff"
    return {"chat": "a person", "marks": "a mark"}.get(lane.partition(":")[0], lane)


def _what(body: str) -> str:
    """The method, or the kind of parcel."""
    content: dict[str, Any] = json.loads(body).get("body", {})
    return str(content.get("method") or content.get("kind"))


def _short(error: str) -> str:
    """An error's message may repeat somebody's words; its kind does not."""
    return error.partition(":")[0]


def _pretty(raw: str) -> str:
    try:
        return json.dumps(json.loads(raw), ensure_ascii=False, indent=2)
    except ValueError:
        return raw


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    widths = [max(len(row[place]) for row in (head, *rows)) for place in range(len(head))]
    for row in (head, *rows):
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        typer.echo("  ".join(cells).rstrip())
