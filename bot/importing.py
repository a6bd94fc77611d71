"""What the commands that take in a table share: the file that is read, the cells to be mended."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import typer

from bot import tables
from bot.command import WRONG, stop
from desk.events import importing as events
from desk.mentoring import importing as mentors

T = TypeVar("T")

_SHOWN = 50  # problems


def opened(file: Path, read: Callable[[Path], T]) -> T:
    """What `read` makes of the file; where it cannot, one line says so, and the program ends."""
    try:
        return read(file)
    except tables.NoTable as error:
        stop(f"{file} {error}", WRONG)
    except OSError as error:
        stop(f"{file} cannot be opened: {error.strerror or error}", WRONG)


def refuse(
    problems: Sequence[events.Problem | mentors.Problem],
    cures: Mapping[Any, str],
    named: Mapping[str, str],
) -> NoReturn:
    """A line for each cell, with its cure from `cures`; `named` is what these may speak of."""
    for problem in problems[:_SHOWN]:
        where = f"row {problem.row}"
        column = f", column {problem.column}" if problem.column else ""
        whose = f" ({problem.name})" if problem.name else ""
        cure = cures[problem.what].format(given=problem.given, **named)
        typer.echo(f"{where}{column}{whose}: {cure}", err=True)
    if len(problems) > _SHOWN:
        typer.echo(f"and {len(problems) - _SHOWN} more", err=True)
    stop("Nothing was taken in. Mend this, and try again.", WRONG)
