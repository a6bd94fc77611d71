"""An event as whoever may come reads it: what, when, where, in which languages, with whom."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from markupsafe import Markup

from desk.events.event import Block, Event, Venue
from handlers.screen import Screen, bullets, lines, paragraphs
from handlers.texts import Texts
from handlers.views import when
from handlers.views.events import words
from handlers.views.html import clip
from handlers.views.mentoring.words import languages

_ABOUT, _LINE = 1200, 90  # characters
_AGENDA, _DAYS = 15, 10  # lines


def event(event: Event, reader: ZoneInfo | None, _: Texts, demand: Markup | None = None) -> Screen:
    """`reader` is the zone of whoever reads; None where it is not known. `demand` says who
    asked for it.
    """
    title = words.spoken(event.title, _) or _.label("No title yet")
    head = Markup("<b>{}</b>\n{}").format(title, words.kind(event.kind, _))
    about = clip(words.spoken(event.about, _), _ABOUT)
    donor = words.spoken(event.donor, _)
    return Screen(
        paragraphs(
            head,
            Markup("{}").format(about) if about else None,
            lines(*_when(event, reader, _), *where(event, _)),
            lines(*how(event, _)) or None,
            demand,
            _agenda(event, _),
            Markup("<i>{}</i>").format(donor) if donor else None,
        )
    )


def times(event: Event, reader: ZoneInfo | None, _: Texts) -> list[str]:
    """A line for each day: on the place's clocks where there is a place, else on the reader's."""
    zone = event.zone if event.venue is not None or reader is None else reader
    named = f" · {when.zone_label(zone, _.language)}" if zone != reader else ""
    return [f"{when.interval(day.starts_at, day.ends_at, zone, _)}{named}" for day in event.days]


def _when(event: Event, reader: ZoneInfo | None, _: Texts) -> Iterator[Markup]:
    told = times(event, reader, _)
    if not told:
        yield _("When: not known yet")
    elif len(told) == 1:
        yield _("When: %(time)s", time=told[0])
    else:
        yield _("When:")
        yield bullets([*told[:_DAYS], "…"] if len(told) > _DAYS else told)


def where(event: Event, _: Texts) -> Iterator[Markup]:
    if event.venue is not None:
        yield _("Where: %(place)s", place=place(event.venue))
        if access := words.spoken(event.venue.access, _):
            yield _("Getting in: %(notes)s", notes=access)
    if event.link:
        yield _("Online") if event.venue is None else _("Online too")
    if event.region:
        yield _("Region: %(region)s", region=event.region)


def place(venue: Venue) -> str:
    told = ", ".join(filter(None, (venue.name, venue.address)))
    return f"{told} 📍" if venue.latitude is not None else told


def how(event: Event, _: Texts) -> Iterator[Markup]:
    if event.languages:
        yield _("Languages: %(languages)s", languages=languages(event.languages, _))
    if event.interpreted:
        yield _("Interpretation into: %(languages)s", languages=languages(event.interpreted, _))
    if event.themes:
        yield _("Themes: %(themes)s", themes=words.themes(event.themes, _))
    for part, label in words.PARTS.items():
        if named := ", ".join(role.name for role in event.roles if role.part is part):
            yield Markup("{}: {}").format(_.label(label), named)


def _agenda(event: Event, _: Texts) -> Markup | None:
    if not event.agenda:
        return None
    shown = [_block(event, block, _) for block in event.agenda[:_AGENDA]]
    return lines(_("<b>Agenda</b>"), *shown)


def _block(event: Event, block: Block, _: Texts) -> Markup:
    day = f"{when.short_day(block.starts_at, event.zone, _)}, " if len(event.days) > 1 else ""
    clock = when.clock(block.starts_at, event.zone)
    return Markup("{}{} {}").format(day, clock, clip(words.spoken(block.title, _), _LINE))
