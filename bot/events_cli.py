"""`linja import events`: a table or a calendar of somebody's becomes events."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot import ics, tables
from bot.command import FAILED, WRONG, attempt, read_settings, stop, with_database
from bot.importing import opened, refuse
from desk.events.campaigns import Campaigns
from desk.events.cells import Dictionary, What
from desk.events.event import Event, Kind, Standing
from desk.events.events import Events
from desk.events.importing import Change, Known, Table, columns_of, read
from desk.events.line import promotion
from desk.events.making import Counts
from desk.events.parts import CODES, MOST_REGION, MOST_SEATS
from desk.events.recurrence import MOST_DATES
from desk.events.reminders import EventReminders
from desk.events.seats import BelowTaken, Cause
from desk.events.themes import Theme
from desk.languages import Language
from desk.mentoring.importing import Row
from handlers.texts import Catalogues
from handlers.views.events import words
from storage.clock import clock_of
from storage.database import Database, Tx
from storage.events.campaigns import CampaignRows
from storage.events.events import EventRows
from storage.events.making import MakingRows
from storage.events.subscriptions import SubscriptionRows
from storage.migrate import upgrade
from storage.timers import TimerRows

_CURES: dict[What, str] = {
    What.UNKNOWN_COLUMN: "there is no such column; the columns are: {columns}",
    What.DOUBLE_COLUMN: "there are two columns of this name; take one away",
    What.NO_HEADING: "“{given}” stands below no heading; give the column a name",
    What.NO_TITLE: "write a title in one language at least",
    What.NO_KIND: "write what it is; the kinds are: {kinds}",
    What.DOUBLE: "stands in row {given} already; give each an id of its own",
    What.KIND: "“{given}” is no kind; the kinds are: {kinds}",
    What.STATE: f"“{{given}}” cannot be; write {', '.join(Standing)}, and nothing that was before",
    What.TEXT: f"write a text that is not too long: a region {MOST_REGION}, a title 120 characters",
    What.DAYS: "“{given}” is no days with hours; write 13.6.2027 9-16, 14.6.2027 9-14",
    What.ORDER: "“{given}” is not in order; each day ends after it begins, and before the next",
    What.NO_SUCH_TIME: "“{given}” is a time that no clock shows then: they are put forward",
    What.TWICE_THERE: "“{given}” comes twice: clocks are put back; write 2:30a or 2:30b",
    What.HELD: "“{given}” is no time that has been; write 9.2018, or 10.2018-4.2019",
    What.ZONE: "“{given}” is no time zone; write one such as Europe/Tirane, or its city",
    What.THEME: "“{given}” is no theme; the themes are: {themes}",
    What.LANGUAGE: f"“{{given}}” is none of {', '.join(CODES)}",
    What.PLACE: "write the name of the place, at most 120 characters",
    What.NO_PLACE: "write the name of the place below “place”",
    What.DEGREES: "write degrees such as 42.6629, in both columns: latitude and longitude",
    What.LINK: "“{given}” is no address; write one such as https://meet.example.org/forum",
    What.NAMES: "write at most 6 names with commas between them",
    What.LIMIT: f"“{{given}}” is no number from 1 to {MOST_SEATS}, or less than is taken",
    What.YES_OR_NO: "“{given}” is neither yes nor no",
    What.REMINDERS: "“{given}” is no lengths of time; write 7 days, 1 day, 2 h",
    What.RULE: "“{given}” cannot be kept to; it needs days, an end (COUNT or UNTIL), and at most "
    f"{MOST_DATES} dates",
    What.COUNT: "“{given}” is no number",
    What.DAY: "“{given}” is no day with its year; write 14.6.2018",
    What.COUNTED_WITH: "“{given}” is no id of a row that has the numbers, for both together",
    What.SERIES: "“{given}” is no id of a series, or “instead of” is missing",
    What.INCOMPLETE: "it cannot stand so yet; missing: {given}",
    What.IS_PUBLISHED: "it is published; change days and place by /event {given}: people are told",
    What.DATE: "is a date for the spreadsheet; format the column as text and write it again",
    What.FORMULA: "is a formula whose result is not in the file; paste the value in its place",
    What.FAULT: "shows an error in the spreadsheet; mend it there",
}


def events(
    file: Annotated[Path, typer.Argument(help="A table, .csv or .xlsx, or a calendar, .ics.")],
    encoding: Annotated[
        str | None,
        typer.Option(help="How a .csv was saved, such as cp1254.", show_default=False),
    ] = None,
    kind: Annotated[
        str, typer.Option(help="What the entries of a calendar are, such as training.")
    ] = "",
    language: Annotated[
        str | None,
        typer.Option(help="In which a calendar is written, such as sq.", show_default=False),
    ] = None,
) -> None:
    """Take in events, with what was counted of past ones: all, or nothing where a cell is wrong.

    An event is known by its id, else by title, region and days; an empty cell changes nothing.
    Doing it twice is doing it once. Nobody is told. The line may stay open.
    """
    settings = read_settings(staff_chat_id=0)
    zone, code = settings.hours.zone, language or settings.staff_language
    sheet = opened(file, lambda path: _sheet(path, encoding, ics.Said(kind, code[:2], zone)))
    try:
        table, counts = attempt(
            with_database(lambda database: _take_in(database, sheet.rows, zone), settings)
        )
    except BelowTaken as error:
        stop(f"More seats were given meanwhile in event {error}. Nothing was taken in.", FAILED)
    if table.problems:
        refuse(table.problems, _CURES, _named())
    _tell(table, counts)


def _sheet(file: Path, encoding: str | None, said: ics.Said) -> tables.Sheet:
    if file.suffix.lower() not in (".ics", ".ical", ".ifb"):
        return tables.read(file, encoding)
    if said.language not in CODES:
        stop(f"--language {said.language} is none of {', '.join(CODES)}", WRONG)
    return ics.read(file, said)


async def _take_in(
    database: Database, rows: Sequence[Row], zone: ZoneInfo
) -> tuple[Table, Mapping[int, Counts]]:
    """In one transaction; events may be there before the line has ever been open."""
    await upgrade(database)
    now = (await clock_of(database)).now()
    async with database.transaction() as tx:
        found = Events(EventRows(tx), MakingRows(tx))
        every = [one for standing in Standing for one in await found.standing(standing)]
        by_uid = {event.uid: event for event in every}
        known = Known(by_uid, await found.counts(), now, zone)
        table = read(rows, known, _dictionary())
        for change in table.changes:
            await _take(change, by_uid, found, known)
        for change in table.changes:
            await _count(change, by_uid, found)
        await _begin_to_tell(every, found, tx, now)
        return table, await found.counts()


async def _take(change: Change, by_uid: dict[str, Event], found: Events, known: Known) -> None:
    """What it is counted with may come later."""
    event = change.after
    series = by_uid[change.of].series_id if change.of in by_uid else None
    if series is not None:
        event = replace(event, series_id=series)
    by_uid[event.uid] = await found.bring_in(event)
    if change.rule is not None:
        await _repeat(by_uid[event.uid], change, found, known)
        by_uid[event.uid] = await found.get(by_uid[event.uid].id)


async def _repeat(event: Event, change: Change, found: Events, known: Known) -> None:
    assert change.rule is not None
    await found.repeat(event.id, change.rule, known.at, None, change.besides)
    if event.standing is Standing.PUBLISHED:
        await found.publish_all(event.id, known.at)


async def _begin_to_tell(before: Sequence[Event], found: Events, tx: Tx, now: datetime) -> None:
    """Whoever signs up for what the file publishes is reminded; whoever has a seat at what it
    cancels is told. It is no news: a year's plan would be thirty messages at once. Who waits gets
    the seats that there are more of.
    """
    stood = {event.id: event.standing for event in before}
    terms = {event.id: event.terms for event in before}
    timers = TimerRows(tx)
    reminders = EventReminders(timers)
    telling = Campaigns(CampaignRows(tx), EventRows(tx), SubscriptionRows(tx), reminders)
    for event in await found.standing(Standing.PUBLISHED):
        if _is_ahead(event, now):
            await telling.published(event, now, is_told=False)
            if terms.get(event.id, event.terms) != event.terms:
                await timers.put([promotion(event.id, Cause.ROOM, now)])
    for event in await found.standing(Standing.CANCELLED):
        if stood.get(event.id) is Standing.PUBLISHED and _is_ahead(event, now):
            await telling.cancelled(event, now)


def _is_ahead(event: Event, now: datetime) -> bool:
    return event.starts_at is not None and event.starts_at > now


async def _count(change: Change, by_uid: Mapping[str, Event], found: Events) -> None:
    if change.counts is not None:
        number = by_uid[change.after.uid].id
        other = by_uid[change.counted_with].id if change.counted_with else None
        await found.put_counts(replace(change.counts, event_id=number, counted_with=other))


def _dictionary() -> Dictionary:
    """Kinds and themes may be named in any of the languages."""
    catalogues = Catalogues()
    every = [catalogues.texts(language) for language in Language]
    return Dictionary(
        lambda text: words.kind_called(text, every), lambda text: words.theme_called(text, every)
    )


def _tell(table: Table, counts: Mapping[int, Counts]) -> None:
    for change in table.changes:
        title = ", ".join(filter(None, (*[*change.after.title.values()][:1], change.after.region)))
        told = "new" if change.before is None else "changed"
        typer.echo(f"row {change.row}: {title}: {told}{_counted(change)}")
    new = sum(change.before is None for change in table.changes)
    typer.echo(f"{new} new, {len(table.changes) - new} changed, {table.same} as before.")
    persons = sum(one.persons or 0 for one in counts.values())
    organisations = sum(one.organisations or 0 for one in counts.values())
    if counts:
        typer.echo(f"Counted in all: {persons} persons, {organisations} organisations.")
    if any(change.after.standing is Standing.DRAFT for change in table.changes):
        typer.echo("Drafts are published by /events in the group.")


def _counted(change: Change) -> str:
    counts = change.counts
    if counts is None:
        return ""
    if change.counted_with:
        return f", counted with {change.counted_with}"
    told = [
        *([f"{counts.organisations} organisations"] if counts.organisations is not None else []),
        *([f"{counts.persons} persons"] if counts.persons is not None else []),
    ]
    return f", {', '.join(told)}" if told else ""


def _named() -> dict[str, str]:
    """All that a column, a kind or a theme may be called, in English."""
    return {
        "columns": ", ".join(columns_of(_dictionary())),
        "kinds": ", ".join(Kind),
        "themes": ", ".join(Theme),
    }
