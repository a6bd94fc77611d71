"""A session in the words of one of those who come, for their calendar."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

import faq
from desk.mentoring.booking import Status
from desk.mentoring.directory import Place
from desk.mentoring.feeds import Attendance
from desk.outgoing import TextFile
from handlers.texts import Texts
from handlers.views.calendar import CalendarEntry, State, feed, invitation
from handlers.views.mentoring.areas import NAMES
from handlers.views.mentoring.feed import calendar_name
from handlers.views.menus import name as line_name

_STATES: Mapping[Status, State] = {
    Status.HELD: State.TENTATIVE,
    Status.ASKED: State.TENTATIVE,
    Status.BOOKED: State.CONFIRMED,
}  # all others are over


class Reader(NamedTuple):
    """Whose calendar it is; `office` serves them, `line` is a link to the bot."""

    name: str
    zone: ZoneInfo
    office: str
    line: str


class Published(NamedTuple):
    """All that a feed is made of: it is written when the database is not needed any more. `others`
    are entries of what is no session.
    """

    reader: Reader
    attendances: Sequence[Attendance]
    at: datetime
    texts: Texts
    others: Sequence[CalendarEntry] = ()

    def written(self) -> bytes:
        _ = self.texts
        sessions = [entry(one, self.reader, _) for one in self.attendances]
        return feed(calendar_name(_), self.reader.zone, [*sessions, *self.others], self.at)

    def as_file(self) -> TextFile:
        name = f"{_ascii(calendar_name(self.texts))}.ics"
        return TextFile(name, self.written().decode())


def entry(attendance: Attendance, reader: Reader, _: Texts, note: str = "") -> CalendarEntry:
    booking = attendance.booking
    return CalendarEntry(
        uid=booking.uid,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        zone=booking.zone,
        summary=_summary(attendance, _),
        made_at=booking.made_at,
        changed_at=booking.changed_at or booking.made_at,
        organiser=reader.office or line_name(_),
        attendee=reader.name,
        sequence=booking.sequence,
        state=_STATES.get(booking.status, State.CANCELLED),
        description=_description(attendance, reader, note, _),
        place=_place(attendance, _),
        url=reader.line,
        categories=(_.label("Mentoring"),),
    )


def document(attendance: Attendance, reader: Reader, _: Texts, note: str = "") -> TextFile:
    file = invitation(entry(attendance, reader, _, note))
    return TextFile(_filename(attendance, reader, _), file.decode())


def caption_of_all(_: Texts) -> str:
    return _.label("For your calendar: open it, and add all of them.")


def caption(attendance: Attendance, _: Texts) -> str:
    booking = attendance.booking
    if booking.status not in _STATES:
        return _.label("Open this file, and the session leaves your calendar.")
    if booking.sequence:
        return _.label("What has changed, for your calendar: open it, and the old entry is gone.")
    return _.label("For your calendar: open it, and add the session.")


def _summary(attendance: Attendance, _: Texts) -> str:
    """Whoever has been forgotten has no name."""
    other, is_session = attendance.other, attendance.booking.facilitation_id is None
    if not is_session:
        return _.label("Facilitation: %(name)s", name=other) if other else _.label("Facilitation")
    if not other:
        return _.label("Mentoring session")
    return _.label("Mentoring session: %(name)s", name=other)


def _description(attendance: Attendance, reader: Reader, note: str, _: Texts) -> str:
    booking = attendance.booking
    lines = []
    if booking.area is not None:
        lines.append(_.label("Area: %(area)s", area=_.label(NAMES[booking.area])))
    if note:
        lines.append(_.label("Note: %(note)s", note=note))
    if booking.status is Status.ASKED:
        lines.append(_.label("It is not confirmed yet."))
    if booking.status in _STATES:
        how = _.label("To move or cancel it, open the support line: %(link)s", link=reader.line)
    else:
        how = _.label("This session is cancelled. The support line: %(link)s", link=reader.line)
    return "\n".join([*lines, how])


def _place(attendance: Attendance, _: Texts) -> Place | None:
    return Place(_.label("Online")) if attendance.booking.is_online else attendance.place


def _filename(attendance: Attendance, reader: Reader, _: Texts) -> str:
    """Of ASCII alone: other letters do not survive every phone."""
    day = attendance.booking.starts_at.astimezone(reader.zone)
    return f"{_ascii(_.label('Mentoring session'))}-{day:%Y-%m-%d}.ics"


def _ascii(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", faq.fold(words)).strip("-")
