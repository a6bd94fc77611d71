"""An event in the words of somebody who comes, for their calendar: an entry for each day."""

from datetime import datetime

from desk.events.event import Event, Standing
from desk.mentoring.directory import Place
from desk.outgoing import TextFile
from handlers.texts import Texts
from handlers.views import menus
from handlers.views.calendar import CalendarEntry, State, invitation
from handlers.views.events import words
from handlers.views.html import clip
from handlers.views.mentoring.calendar import Reader

_ABOUT = 600  # characters


def document(
    event: Event, reader: Reader, at: datetime, _: Texts, *, comes: bool = True
) -> TextFile:
    """What their calendar is to do now: where they do not come, the event leaves it."""
    first = event.starts_at or event.made_at
    day = first.astimezone(event.zone)
    file = invitation(*entries(event, reader, at, _, comes=comes))
    return TextFile(f"event-{event.id}-{day:%Y-%m-%d}.ics", file.decode())


def entries(
    event: Event, reader: Reader, at: datetime, _: Texts, *, comes: bool = True
) -> list[CalendarEntry]:
    """The first day has the event's own UID, so that it stays the same where days are added.

    `at`: since when they come or not. Of files with the same number, the later one counts
    (RFC 5546, 2.1.5), so that somebody may sign up again.
    """
    is_on = comes and event.standing in (Standing.PUBLISHED, Standing.DONE)
    changed_at = max(at, event.changed_at or event.made_at)
    return [
        CalendarEntry(
            uid=event.uid if number == 0 else f"{number + 1}-{event.uid}",
            starts_at=day.starts_at,
            ends_at=day.ends_at,
            zone=event.zone,
            summary=words.spoken(event.title, _),
            made_at=event.published_at or event.made_at,
            changed_at=changed_at,
            organiser=reader.office or menus.name(_),
            attendee=reader.name,
            sequence=event.sequence,
            state=State.CONFIRMED if is_on else State.CANCELLED,
            description=_description(event, _),
            place=_place(event, _),
            url=reader.line,
            categories=(words.kind(event.kind, _),),
        )
        for number, day in enumerate(event.days)
    ]


def _description(event: Event, _: Texts) -> str:
    told = [clip(words.spoken(event.about, _), _ABOUT)]
    if event.link:
        told.append(event.link)
    return "\n".join(filter(None, told))


def _place(event: Event, _: Texts) -> Place | None:
    venue = event.venue
    if venue is None:
        return Place(_.label("Online"))
    name = ", ".join(filter(None, (venue.name, venue.address)))
    return Place(name, venue.latitude, venue.longitude)


def caption(event: Event, _: Texts, *, comes: bool = True) -> str:
    if not comes or event.standing is Standing.CANCELLED:
        return _.label("Open this file, and the event leaves your calendar.")
    if event.sequence:
        return _.label("What has changed, for your calendar: open it, and the old entry is gone.")
    return _.label("For your calendar: open it, and add the event.")
