"""Lists of events as staff read them: how many were held, which there are, dates, quarters."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, TypeVar

from markupsafe import Markup

from desk.events.cycles import Year
from desk.events.event import Event, Kind, Standing
from desk.events.making import Counts
from handlers.callback import Callback
from handlers.events.making_buttons import (
    ListEvents,
    OpenEvent,
    ShowCycles,
    ShowEvents,
    ShowSeries,
    TakeStep,
)
from handlers.screen import Button, Rows, Screen, column, lines, paragraphs
from handlers.texts import N_, Texts
from handlers.views import dates, when
from handlers.views.events import card, mistakes, words

PER_PAGE = 8
_YEARS_A_PAGE = 10
LISTS: Mapping[str, str] = {
    "drafts": N_("Drafts"),
    "published": N_("Published"),
    "past": N_("Past"),
}
One = TypeVar("One")
_MARKS = ("–", "◌", "✓")  # nothing, a draft, a meeting


class Known(NamedTuple):
    """All events that stand somewhere, and what was counted elsewhere."""

    lists: Mapping[str, Sequence[Event]]
    counts: Mapping[int, Counts]
    now: datetime

    @property
    def held(self) -> Counter[Kind]:
        """Those that took place."""
        past = self.lists["past"]
        return Counter(one.kind for one in past if one.standing is not Standing.CANCELLED)


def overview(known: Known, planned: Mapping[Kind, int], _: Texts) -> Screen:
    held = known.held
    ahead = Counter(one.kind for one in known.lists["published"])
    kinds = [kind for kind in Kind if planned.get(kind) or held[kind] or ahead[kind]]
    told = [_of_kind(kind, held[kind], ahead[kind], planned.get(kind), _) for kind in kinds]
    buttons = [
        Button(f"{_.label(label)}: {_.number(len(known.lists[which]))}", ListEvents(which, 0))
        for which, label in LISTS.items()
    ]
    cycles = Button(_.label("Meetings with municipalities"), ShowCycles(known.now.year, 0))
    parts = (lines(_("Held, of those planned:"), *told) if told else None, _counted(known, _))
    text = paragraphs(_("<b>Events</b>"), *parts, mistakes.how_to(_).text)
    return Screen(text, column(*buttons, cycles))


def _of_kind(kind: Kind, held: int, ahead: int, planned: int | None, _: Texts) -> Markup:
    of = _.number(held) if planned is None else f"{_.number(held)}/{_.number(planned)}"
    more = _.label(" · published: %(n)s", n=_.number(ahead)) if ahead else ""
    return Markup("{}: {}{}").format(words.kind(kind, _), of, more)


def _counted(known: Known, _: Texts) -> Markup | None:
    """Each number once, of however many events it is."""
    counts = [known.counts[one.id] for one in known.lists["past"] if one.id in known.counts]
    if not counts:
        return None
    return _(
        "Counted elsewhere: %(persons)s, %(organisations)s",
        persons=_.plural(
            "%(n)s person", "%(n)s persons", n=sum(one.persons or 0 for one in counts)
        ),
        organisations=_.plural(
            "%(n)s organisation",
            "%(n)s organisations",
            n=sum(one.organisations or 0 for one in counts),
        ),
    )


def listed(known: Known, which: str, number: int, _: Texts) -> Screen:
    events = known.lists[which]
    number, shown = _page(events, number, PER_PAGE)
    told = [_one(one, known.counts.get(one.id), _) for one in shown]
    title = Markup("<b>{}</b>").format(_.label(LISTS[which]))
    text = paragraphs(title, *(told or [_("There are none.")]))
    turns = _turns(
        number, len(events), ListEvents(which, max(0, number - 1)), ListEvents(which, number + 1)
    )
    return Screen(text, (*_opening(shown, _), *turns, (_up(_),)))


def _one(event: Event, counts: Counts | None, _: Texts) -> Markup:
    standing = _.label(words.STANDINGS[event.standing])
    told = [
        Markup("<b>{}</b>").format(card.title_of(event, _)),
        Markup("{} · {} · {}").format(words.kind(event.kind, _), standing, _when(event, counts, _)),
    ]
    place = ", ".join(filter(None, (event.venue.name if event.venue else "", event.region)))
    more = [Markup("{}").format(place)] if place else []
    return lines(*told, *more, *([card.counted(counts, _)] if counts else []))


def _when(event: Event, counts: Counts | None, _: Texts) -> str:
    """Of an event of long ago, sometimes no more is known than between which days it was."""
    if event.starts_at is not None and event.ends_at is not None:
        return when.interval(event.starts_at, event.ends_at, event.zone, _)
    if counts is not None and counts.since is not None and counts.until is not None:
        return dates.run(counts.since, counts.until, _.language)
    return _.label("no day yet")


def _opening(events: Sequence[Event], _: Texts) -> Rows:
    return column(*(Button(card.title_of(one, _), OpenEvent(one.id)) for one in events))


def series(event: Event, of: Sequence[Event], number: int, _: Texts) -> Screen:
    """All dates; the drafts of them are published at once."""
    number, shown = _page(of, number, PER_PAGE)
    told = [
        Markup("{} · {}").format(_when(one, None, _), _.label(words.STANDINGS[one.standing]))
        for one in shown
    ]
    drafts = sum(one.standing is Standing.DRAFT for one in of)
    publish = Button(
        _.label("Publish all drafts: %(n)s", n=_.number(drafts)), TakeStep(event.id, "publish_all")
    )
    buttons = column(*(Button(_day(one, _), OpenEvent(one.id)) for one in shown))
    turns = _turns(
        number, len(of), ShowSeries(event.id, max(0, number - 1)), ShowSeries(event.id, number + 1)
    )
    back = Button(_.label("Back"), OpenEvent(event.id))
    rows = (*buttons, *turns, *(((publish,),) if drafts else ()), (back,))
    return Screen(paragraphs(card.head(event, _), lines(*told)), rows)


def _day(event: Event, _: Texts) -> str:
    at = event.starts_at or event.recurs_at
    return when.short_day(at, event.zone, _) if at else card.title_of(event, _)


def cycles(years: Sequence[Year], year: int, number: int, _: Texts) -> Screen:
    """Which quarters are missing where."""
    missing = [one for one in years if one.missing]
    number, shown = _page(years, number, _YEARS_A_PAGE)
    told = [_year(one, _) for one in shown]
    text = paragraphs(
        _("<b>Meetings with municipalities</b>: %(year)s", year=str(year)),
        lines(*told) if told else _("There are none."),
        _("✓ held or published · ◌ a draft · – nothing") if told else None,
        _.plural(
            "%(n)s municipality lacks a quarter.",
            "%(n)s municipalities lack a quarter.",
            n=len(missing),
        )
        if told
        else None,
        mistakes.how_to_make_cycles(_),
    )
    turns = _turns(
        number,
        len(years),
        ShowCycles(year, max(0, number - 1)),
        ShowCycles(year, number + 1),
        _YEARS_A_PAGE,
    )
    near = (
        Button(f"◀ {year - 1}", ShowCycles(year - 1, 0)),
        Button(f"{year + 1} ▶", ShowCycles(year + 1, 0)),
    )
    return Screen(text, (*turns, near, (_up(_),)))


def _year(year: Year, _: Texts) -> Markup:
    marks = [
        _MARKS[2 if met else bool(planned)]
        for met, planned in zip(year.met, year.planned, strict=True)
    ]
    told = " ".join(f"Q{number}{mark}" for number, mark in enumerate(marks, 1))
    return Markup("{}: {}").format(year.municipality, told)


def _page(of: Sequence[One], number: int, size: int) -> tuple[int, Sequence[One]]:
    number = min(number, max(0, (len(of) - 1) // size))
    return number, of[number * size : (number + 1) * size]


def _turns(number: int, count: int, back: Callback, on: Callback, size: int = PER_PAGE) -> Rows:
    turns = [
        *([Button("◀", back)] if number else []),
        *([Button("▶", on)] if (number + 1) * size < count else []),
    ]
    return (tuple(turns),) if turns else ()


def _up(_: Texts) -> Button:
    return Button(_.label("All events"), ShowEvents())
