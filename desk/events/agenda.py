"""The agenda of an event: lines as staff write them, one language after the other."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from desk.errors import DeskError
from desk.events.days import moment_at
from desk.events.event import Block, Day, Event

MOST_LINES, MOST_TITLE = 40, 200
_LINE = re.compile(r"(?:([0-9]{1,2})\s*[/)]\s*)?([0-9]{1,2})[:.]([0-9]{2})\s*[-–—:]?\s+(\S.*)")


class UnreadableLine(DeskError):
    """`line` is no time with words, or on no day of the event."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


def read_agenda(event: Event, code: str, text: str) -> tuple[Block, ...]:
    """What is said of a time in other languages stays; without words, only those stay.

    "9:00 Welcome" is on the first day, "2/ 9:00 Welcome" on the second.
    Raises UnreadableLine, NoSuchTime, TwiceThere.
    """
    rows = [line.strip() for line in text.splitlines() if line.strip()]
    said: dict[tuple[int, datetime], str] = {}
    for row in rows:
        day, starts_at, title = _line(event, row)
        said[day, starts_at] = title
    if len(said) > MOST_LINES:
        raise UnreadableLine(rows[-1])
    others = {(block.day, block.starts_at): _without(block.title, code) for block in event.agenda}
    merged = {
        key: {**others.get(key, {}), **({code: said[key]} if key in said else {})}
        for key in sorted({*said, *others})
    }
    return tuple(Block(*key, title) for key, title in merged.items() if title)


def written(event: Event, code: str) -> str:
    """In this language, as it can be read again."""
    lines = [
        f"{_number(event, block)}{block.starts_at.astimezone(event.zone):%H:%M} {block.title[code]}"
        for block in event.agenda
        if block.title.get(code)
    ]
    return "\n".join(lines)


def carried(
    agenda: Sequence[Block], before: Sequence[Day], event: Event, zone: ZoneInfo
) -> tuple[Block, ...]:
    """To the days that the event has now; a line of a day that is no more goes.

    `zone` is the one before. Raises NoSuchTime, TwiceThere.
    """
    moved = []
    for block in agenda:
        if block.day >= len(event.days) or block.day >= len(before):
            continue
        later = _date(event.days[block.day], event.zone) - _date(before[block.day], zone)
        wall = block.starts_at.astimezone(zone)
        at = moment_at(wall.date() + later, wall.time(), event.zone, "b" if wall.fold else "a")
        moved.append(Block(block.day, at, block.title))
    return tuple(moved)


def _date(day: Day, zone: ZoneInfo) -> date:
    return day.starts_at.astimezone(zone).date()


def _line(event: Event, row: str) -> tuple[int, datetime, str]:
    found = _LINE.fullmatch(row)
    if found is None or len(found[4]) > MOST_TITLE:
        raise UnreadableLine(row)
    number = int(found[1] or 1) - 1
    if not 0 <= number < len(event.days):
        raise UnreadableLine(row)
    day = event.days[number]
    try:
        clock = time(int(found[2]), int(found[3]))
    except ValueError as error:
        raise UnreadableLine(row) from error
    at = moment_at(_date(day, event.zone), clock, event.zone)
    if not day.starts_at <= at < day.ends_at:
        raise UnreadableLine(row)
    return number, at, found[4].strip()


def _number(event: Event, block: Block) -> str:
    return f"{block.day + 1}/ " if len(event.days) > 1 else ""


def _without(words: Mapping[str, str], code: str) -> dict[str, str]:
    return {one: text for one, text in words.items() if one != code}
