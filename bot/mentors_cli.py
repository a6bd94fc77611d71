"""`linja import mentors`: a table of the coordinator's becomes the directory."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot import tables
from bot.command import attempt, read_settings, with_database
from bot.importing import opened, refuse
from desk.holidays import Calendar
from desk.languages import WRITTEN, Language
from desk.mentoring.booking import Cause
from desk.mentoring.cells import Dictionary, What
from desk.mentoring.directory import Kind
from desk.mentoring.importing import Change, Newcomers, Row, Table, columns_of, read
from desk.mentoring.mentors import MOST_ABOUT, MOST_CAPACITY, MOST_NAME, MOST_PLACE, Mentors
from desk.mentoring.waiting_list import freed
from handlers.texts import Catalogues
from handlers.views.mentoring import areas, words
from storage.clock import clock_of
from storage.database import Database
from storage.mentoring.directory import MentorRows
from storage.migrate import upgrade
from storage.timers import TimerRows

app = typer.Typer(no_args_is_help=True, help="Take in tables that were kept in a spreadsheet.")

_CURES: dict[What, str] = {
    What.UNKNOWN_COLUMN: "there is no such column; the columns are: {columns}",
    What.DOUBLE_COLUMN: "there are two columns of this name; take one away",
    What.NO_HEADING: "“{given}” stands below no heading; give the column a name",
    What.NO_NAME_COLUMN: "there is no column “name” in the first row; the columns are: {columns}",
    What.NO_NAME: f"write a name of at most {MOST_NAME} characters, or empty the row",
    What.DOUBLE_NAME: "stands in row {given} already; one row for each person",
    What.KIND: f"“{{given}}” is none of {', '.join(Kind)}",
    What.LANGUAGE: "“{given}” is none of " + ", ".join(one.telegram_code for one in WRITTEN),
    What.AREA: "“{given}” is no area; the areas are: {areas}",
    What.REGIONS: "write at most 12 names with commas between them",
    What.HOURS: "“{given}” is no hours; write them as mo-fr 9:00-12:30 13:30-17:00; sa 10-13",
    What.ZONE: "“{given}” is no time zone; write one such as Europe/Tirane, or its city",
    What.HOLIDAYS: f"“{{given}}” is none of {', '.join(Calendar)}; for none, write a dash",
    What.YES_OR_NO: "“{given}” is neither yes nor no",
    What.PLACE: f"write a name and an address of at most {MOST_PLACE} characters",
    What.NO_PLACE: "write where they meet people, or “no” below “in person”",
    What.DEGREES: "write degrees such as 42.6629, in both columns: latitude and longitude",
    What.LENGTH: "“{given}” is no length; write minutes such as 60, or 1,5 h, in steps of five",
    What.OUT_OF_BOUNDS: "“{given}” is too little or too much",
    What.COUNT: "“{given}” is no number from 1 to 200; for no limit, write a dash",
    What.CAPACITY: f"“{{given}}” is no number from 1 to {MOST_CAPACITY}",
    What.TEXT: f"write a text of at most {MOST_ABOUT} characters",
    What.NO_WAY: "they meet people neither online nor at a place; one of both must be",
    What.INCOMPLETE: "they cannot be approved yet; missing: {given}",
    What.DATE: "is a date for the spreadsheet; format the column as text and write it again",
    What.FORMULA: "is a formula whose result is not in the file; paste the value in its place",
    What.FAULT: "shows an error in the spreadsheet; mend it there",
}


@app.command()
def mentors(
    file: Annotated[Path, typer.Argument(help="A table, .csv or .xlsx; see the README.")],
    encoding: Annotated[
        str | None,
        typer.Option(
            help="How a .csv was saved, such as cp1254, where letters come out wrong.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Take a table of mentors into the directory: all of it, or nothing where a cell is wrong.

    Who is there already, by name, gets what the table says; an empty cell changes nothing. Doing
    it twice is doing it once. The line may stay open.
    """
    settings = read_settings(staff_chat_id=0)
    zone = settings.hours.zone
    sheet = opened(file, lambda path: tables.read(path, encoding))
    table = attempt(with_database(lambda database: _take_in(database, sheet.rows, zone), settings))
    for line in _remarks(sheet):
        typer.echo(line)
    if table.problems:
        refuse(table.problems, _CURES, _named())
    _tell(table)


async def _take_in(database: Database, rows: Sequence[Row], zone: ZoneInfo) -> Table:
    """In one transaction; the directory may be there before the line has ever been open."""
    await upgrade(database)
    now = (await clock_of(database)).now()
    async with database.transaction() as tx:
        timers = TimerRows(tx)
        directory = Mentors(MentorRows(tx), lambda one: timers.put([freed(one, Cause.HOURS, now)]))
        table = read(rows, await directory.all(), _dictionary(), Newcomers(now, zone))
        for change in table.changes:
            parts = None if change.before is None else change.parts
            await directory.bring_in(change.before or change.after, parts)
        return table


def _dictionary() -> Dictionary:
    """Areas and kinds may be named in any of the languages."""
    catalogues = Catalogues()
    every = [catalogues.texts(language) for language in Language]
    return Dictionary(lambda text: areas.called(text, every), lambda text: words.kind(text, every))


def _remarks(sheet: tables.Sheet) -> list[str]:
    told = []
    if sheet.encoding:
        told.append(
            f"The file does not say how its letters were saved, and was read as {sheet.encoding}. "
            "If names look wrong, save it as CSV UTF-8, or try --encoding."
        )
    if sheet.others:
        told.append(f"Only the first sheet was read, not: {', '.join(sheet.others)}.")
    return told


def _tell(table: Table) -> None:
    for change in table.changes:
        typer.echo(f"row {change.row}: {change.after.name}: {_what(change)}")
    new = sum(change.before is None for change in table.changes)
    typer.echo(f"{new} new, {len(table.changes) - new} changed, {table.same} as before.")
    if new:
        typer.echo("Who is new and not approved in the table is approved by /mentors in the group.")


def _what(change: Change) -> str:
    return "new" if change.before is None else ", ".join(sorted(change.parts)).replace("_", " ")


def _named() -> dict[str, str]:
    """All that a column or an area may be called, in English."""
    english = Catalogues().texts(Language.EN)
    return {
        "columns": ", ".join(columns_of(_dictionary())),
        "areas": "; ".join(areas.name(area, english) for area in areas.NAMES),
    }
