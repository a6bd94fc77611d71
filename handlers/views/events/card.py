"""An event as staff see it while they make it: all of its parts, and what is missing."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from markupsafe import Markup

from desk.events.event import Event, Standing, Step
from desk.events.lacks import TO_WAIVE, Lack, Told, lacks, untranslated
from desk.events.making import Counts
from desk.events.parts import CODES
from desk.events.topic import NO_DEMAND, Demand
from handlers.events.door_buttons import ShowReport
from handlers.events.making_buttons import (
    ChooseOf,
    ListEvents,
    LookAs,
    SetOf,
    ShowSeries,
    TakeStep,
    WriteOf,
)
from handlers.events.seat_buttons import ShowSeats
from handlers.screen import Button, Rows, Screen, in_pairs, lines, paragraphs, ticked
from handlers.texts import N_, Texts
from handlers.views import when
from handlers.views.events import shown, words
from handlers.views.events import topics as wanted
from handlers.views.html import clip
from handlers.views.mentoring.words import own_name

_TITLE, _TEXT = 60, 120  # characters
_DAYS = 10
LACKS = {
    Lack.TITLE: N_("a title"),
    Lack.DAYS: N_("the days"),
    Lack.OVER: N_("days that are ahead"),
    Lack.WHERE: N_("a place or a link"),
    Lack.LANGUAGES: N_("a language"),
    Lack.FACILITATOR: N_("a facilitator"),
    Lack.EXPERT: N_("an expert"),
}
TEXTS = {
    Told.TITLE: N_("title"),
    Told.ABOUT: N_("description"),
    Told.ACCESS: N_("getting in"),
    Told.DONOR: N_("donor line"),
    Told.AGENDA: N_("agenda"),
    Told.REASON: N_("reason"),
}


class Looked(NamedTuple):
    """An event as somebody of the staff looks at it. `dates` are those of its series."""

    event: Event
    now: datetime
    dates: int = 0
    counts: Counts | None = None
    may_waive: bool = False
    demand: Demand = NO_DEMAND


def title_of(event: Event, _: Texts) -> str:
    return clip(words.spoken(event.title, _) or _.label("No title yet"), _TITLE)


def head(event: Event, _: Texts) -> Markup:
    return Markup("<b>{}</b>\n{} · {} · {}").format(
        title_of(event, _),
        words.kind(event.kind, _),
        _.label(words.STANDINGS[event.standing]),
        _.label("number %(number)s", number=event.id),
    )


def card(looked: Looked, _: Texts) -> Screen:
    event = looked.event
    text = paragraphs(
        head(event, _),
        lines(*_facts(event, _)),
        lines(*_terms(event, _)),
        wanted.demand(looked.demand, _),
        _series(looked, _),
        counted(looked.counts, _) if looked.counts else None,
        _untold(event, _),
        _missing(looked, _),
    )
    return Screen(text, _buttons(looked, _))


def _facts(event: Event, _: Texts) -> Iterator[Markup]:
    times = shown.times(event, None, _)
    yield from (_("When: %(time)s", time=time) for time in times[:_DAYS])
    if len(times) > _DAYS:
        yield _.plural("and %(n)s more", "and %(n)s more", n=len(times) - _DAYS)
    yield from shown.where(event, _)
    if event.link:
        yield _("Link: %(link)s", link=event.link)
    yield from shown.how(event, _)
    for told in filter(None, (words.spoken(event.about, _), words.spoken(event.donor, _))):
        yield Markup("<i>{}</i>").format(clip(told, _TEXT))
    if event.agenda:
        yield _.plural("Agenda: %(n)s line", "Agenda: %(n)s lines", n=len(event.agenda))
    if event.reason:
        yield _("Reason: %(reason)s", reason=clip(words.spoken(event.reason, _), _TEXT))


def _terms(event: Event, _: Texts) -> Iterator[Markup]:
    terms, none = event.terms, _.label("no limit")
    seats = none if terms.seats is None else _.number(terms.seats)
    each = none if terms.per_organisation is None else _.number(terms.per_organisation)
    taken = _.number(event.taken)
    yield _(
        "Seats: %(seats)s · per organisation: %(each)s · taken: %(taken)s",
        seats=seats,
        each=each,
        taken=taken,
    )
    asked = ", ".join(_.label(words.QUESTIONS[one]) for one in words.QUESTIONS if one in terms.asks)
    yield _("Asked at the sign-up: %(asked)s", asked=asked or _.label("nothing"))
    before = ", ".join(when.duration(one, _) for one in terms.reminders)
    yield _("Reminders before: %(before)s", before=before or _.label("none"))


def _series(looked: Looked, _: Texts) -> Markup | None:
    if looked.dates < 2:
        return None
    return _.plural(
        "One of %(n)s date of a series. Each can be moved or cancelled by itself.",
        "One of %(n)s dates of a series. Each can be moved or cancelled by itself.",
        n=looked.dates,
    )


def counted(counts: Counts, _: Texts) -> Markup:
    """Where one number is of several events, it stands with one of them."""
    if counts.counted_with is not None:
        return _("Counted together with number %(number)s", number=counts.counted_with)
    told = []
    if counts.organisations is not None:
        told.append(_.plural("%(n)s organisation", "%(n)s organisations", n=counts.organisations))
    if counts.persons is not None:
        told.append(_.plural("%(n)s person", "%(n)s persons", n=counts.persons))
    return _("Counted: %(counts)s", counts=Markup(", ").join(told))


def _untold(event: Event, _: Texts) -> Markup | None:
    """English is what is read where nothing else is there, so it is not asked for."""
    missing = untranslated(event, tuple(code for code in CODES if code != "en"))
    if not missing:
        return None
    told = [
        Markup("{}: {}").format(own_name(code, _), ", ".join(_.label(TEXTS[one]) for one in parts))
        for code, parts in missing.items()
    ]
    return lines(_("Not written yet in:"), *told)


def _missing(looked: Looked, _: Texts) -> Markup | None:
    event = looked.event
    missing = lacks(event, looked.now) if event.standing is Standing.DRAFT else ()
    if not missing:
        return None
    told = ", ".join(_.label(LACKS[lack]) for lack in missing)
    return _("Before it can be published: %(lacks)s.", lacks=told)


def _buttons(looked: Looked, _: Texts) -> Rows:
    event = looked.event
    number, every = event.id, Button(_.label("All events"), ListEvents(_which(looked), 0))
    see = Button(_.label("Preview"), LookAs(number, _.language))
    copy = Button(_.label("Copy"), TakeStep(number, "copy"))
    seats = Button(_.label("Seats"), ShowSeats(number, 0))
    told = Button(_.label("Report"), ShowReport(number))
    if event.standing not in (Standing.DRAFT, Standing.PUBLISHED):
        return ((see, copy), (seats, told), (every,))
    dates = ((Button(_.label("Dates of the series"), ShowSeries(number, 0)),),)
    return (
        *_parts(event, _),
        *(dates if looked.dates > 1 else ()),
        (see, copy),
        *(((seats, told),) if event.standing is Standing.PUBLISHED else ()),
        *_steps(looked, _),
        (every,),
    )


def _parts(event: Event, _: Texts) -> Rows:
    number, is_draft = event.id, event.standing is Standing.DRAFT
    among = [
        ("title", _.label("Title"), event.title),
        ("about", _.label("Description"), event.about),
    ]
    after = [
        ("languages", _.label("Languages"), event.languages),
        ("interpreted", _.label("Interpretation"), event.interpreted),
        ("themes", _.label("Themes"), event.themes),
        ("people", _.label("People"), event.roles),
        ("donor", _.label("Donor line"), event.donor),
        ("agenda", _.label("Agenda"), event.agenda),
        ("asks", _.label("What is asked"), event.terms.asks),
    ]
    written = [
        ("days", _.label("Days"), event.days),
        ("zone", _.label("Time zone"), ()),
        ("place", _.label("Place"), event.venue),
        ("link", _.label("Link"), event.link),
        ("region", _.label("Region"), event.region),
    ]
    limits = [
        ("seats", _.label("Seats"), event.terms.seats),
        ("per_organisation", _.label("Per organisation"), event.terms.per_organisation),
    ]
    reminders = [("reminders", _.label("Reminders"), event.terms.reminders)]
    approves = _.label("Staff say yes: %(so)s", so=_yes_no(event.terms.approves, _))
    buttons = [
        *([Button(_.label("Kind"), ChooseOf(number, "kind"))] if is_draft else []),
        *_choosing(number, among),
        *_writing(number, written),
        *_choosing(number, [("access", _.label("Getting in"), event.venue and event.venue.access)]),
        *_choosing(number, after),
        *_writing(number, [*(limits if is_draft else []), *reminders]),
        Button(approves, SetOf(number, f"approves.{'no' if event.terms.approves else 'yes'}")),
    ]
    if event.series_id is None and event.days:
        buttons.append(Button(_.label("Repeat"), ChooseOf(number, "repeat")))
    return in_pairs(buttons)


def _choosing(number: int, parts: Sequence[tuple[str, str, object]]) -> list[Button]:
    return [
        Button(ticked(label, is_so=bool(has)), ChooseOf(number, part)) for part, label, has in parts
    ]


def _writing(number: int, parts: Sequence[tuple[str, str, object]]) -> list[Button]:
    return [
        Button(ticked(label, is_so=bool(has)), WriteOf(number, part)) for part, label, has in parts
    ]


def _steps(looked: Looked, _: Texts) -> Rows:
    event = looked.event
    cancel = Button(_.label("Cancel the event"), ChooseOf(event.id, "reason"))
    if event.standing is Standing.PUBLISHED:
        return ((Button(_.label("It is done"), TakeStep(event.id, Step.FINISH)), cancel),)
    publish = Button(_.label("Publish"), TakeStep(event.id, Step.PUBLISH))
    waivable = TO_WAIVE & set(lacks(event, looked.now))
    waive = Button(_.label("Publish without them all the same"), TakeStep(event.id, "waive"))
    return ((publish, cancel), *(((waive,),) if waivable and looked.may_waive else ()))


def _yes_no(is_so: bool, _: Texts) -> str:  # noqa: FBT001 - it is what is shown
    return _.label("yes") if is_so else _.label("no")


def _which(looked: Looked) -> str:
    event = looked.event
    if event.standing is Standing.DRAFT:
        return "drafts"
    is_ahead = event.ends_at is not None and event.ends_at > looked.now
    return "published" if event.standing is Standing.PUBLISHED and is_ahead else "past"
