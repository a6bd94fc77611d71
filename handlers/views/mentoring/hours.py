"""What a mentor reads of the hours and the terms in which they may be booked, and changes there."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from markupsafe import Markup

from desk.holidays import Calendar
from desk.mentoring.availability import (
    CAPS,
    NO_CAP,
    Term,
    chosen,
    runs,
)
from desk.mentoring.directory import Mentor, Standing
from handlers.mentoring.directory_buttons import AskCoordinator
from handlers.mentoring.hours_buttons import (
    PutFlag,
    ShowAway,
    ShowPart,
    WriteOwn,
    WriteWeek,
)
from handlers.screen import Button, Rows, Screen, bullets, column, lines, paragraphs
from handlers.texts import N_, Texts
from handlers.views import offices, when
from handlers.views.html import clip
from handlers.views.mentoring import areas, week, words

_SHOWN = 150  # characters of their text, on the page
_RUNS = 5  # of days that are not as usual, on the page
_ABROAD = N_("Basque Country")
SESSIONS, LIMITS, PLACE = "sessions", "limits", "place"  # the parts of the page
ABOUT, MEETING_PLACE = "about", "meeting"  # what is typed
CONFIRMS, ONLINE, OPEN = "confirms", "online", "open"  # what is on or off
TERMS: Mapping[Term, str] = {
    Term.LENGTHS: N_("Length of a session"),
    Term.BEFORE: N_("Break before a session"),
    Term.AFTER: N_("Break after a session"),
    Term.NOTICE: N_("Notice for booking"),
    Term.CANCEL_NOTICE: N_("Notice for cancelling"),
    Term.WINDOW: N_("How far ahead"),
    Term.PER_DAY: N_("Most sessions a day"),
    Term.PER_WEEK: N_("Most sessions a week"),
}
PARTS_OF: Mapping[str, tuple[Term, ...]] = {
    SESSIONS: (Term.LENGTHS, Term.BEFORE, Term.AFTER),
    LIMITS: (Term.NOTICE, Term.CANCEL_NOTICE, Term.WINDOW, Term.PER_DAY, Term.PER_WEEK),
}
PARTS = (*PARTS_OF, PLACE)


def part_of(term: Term) -> str:
    """Where it is chosen."""
    return next(name for name, terms in PARTS_OF.items() if term in terms)


class Looked(NamedTuple):
    """A mentor who looks at themselves."""

    mentor: Mentor
    now: datetime

    @property
    def zone(self) -> ZoneInfo:
        return self.mentor.hours.zone


def page(looked: Looked, _: Texts) -> Screen:
    mentor, hours = looked.mentor, looked.mentor.hours
    days = [week.run_told(run, _) for run in runs(hours, _today(looked))]
    sums = [] if not any(hours.week) else [week.total(hours.week, _)]
    text = paragraphs(
        _("<b>When and how you can be booked</b>"),
        _standing(mentor, _),
        lines(week.told(hours.week, _), *sums),
        lines(_("Not as usual:"), bullets(days[:_RUNS])) if days else None,
        lines(*place_facts(looked, _)),
        lines(*term_facts(mentor, _)),
        _about(mentor, _),
        lines(*_of_the_coordinator(mentor, _)),
    )
    return Screen(text, _ways(mentor, _))


def _ways(mentor: Mentor, _: Texts) -> Rows:
    pause = {
        Standing.APPROVED: Button(_.label("Pause new bookings"), PutFlag(OPEN, 0)),
        Standing.PAUSED: Button(_.label("Take bookings again"), PutFlag(OPEN, 1)),
    }
    buttons = [
        Button(_.label("Write my week"), WriteWeek()),
        Button(_.label("Days away"), ShowAway()),
        Button(_.label("Length and breaks"), ShowPart(SESSIONS)),
        Button(_.label("Notice and limits"), ShowPart(LIMITS)),
        Button(_.label("Place and time"), ShowPart(PLACE)),
        Button(_.label("My text"), WriteOwn(ABOUT)),
        *([pause[mentor.standing]] if mentor.standing in pause else []),
        Button(_.label("Ask the coordinator"), AskCoordinator()),
    ]
    return column(*buttons)


def _standing(mentor: Mentor, _: Texts) -> Markup | None:
    match mentor.standing:
        case Standing.PROPOSED:
            return _(
                "The coordinator has not approved you yet: nobody is offered your hours so far."
            )
        case Standing.PAUSED:
            return _("New bookings are paused. What is booked stays.")
    return None


def place_facts(looked: Looked, _: Texts) -> Iterator[Markup]:
    mentor = looked.mentor
    yield offices.clock(mentor.hours, looked.now, _)
    yield _("Public holidays: %(holidays)s", holidays=_holidays(looked, _))
    yield _("Online: %(answer)s", answer=yes_or_no(is_so=mentor.is_online, _=_))
    place = mentor.place.name if mentor.place else _.label("none")
    yield _("Place for sessions in person: %(place)s", place=place)


def term_facts(mentor: Mentor, _: Texts, terms: Sequence[Term] = tuple(Term)) -> Iterator[Markup]:
    for term in terms:
        values = ", ".join(value_of(term, one, _) for one in sorted(chosen(mentor.terms, term)))
        yield Markup("{}: {}").format(_.label(TERMS[term]), values)
    if Term.NOTICE in terms:
        answer = yes_or_no(is_so=mentor.terms.confirms, _=_)
        yield _("I confirm each booking myself: %(answer)s", answer=answer)


def _about(mentor: Mentor, _: Texts) -> Markup | None:
    text = mentor.about.get(_.language.telegram_code)
    return _("Your text: %(text)s", text=clip(text, _SHOWN)) if text else None


def _of_the_coordinator(mentor: Mentor, _: Texts) -> Iterator[Markup]:
    """What is not the mentor's to change."""
    yield _("The coordinator says:")
    yield _("Kinds: %(kinds)s", kinds=words.kinds(mentor.kinds, _))
    yield _("Areas: %(areas)s", areas=areas.names(mentor.areas, _) or _.label("none"))
    languages = words.languages(mentor.languages, _) or _.label("none")
    yield _("Languages: %(languages)s", languages=languages)
    yield _("Organisations at a time: %(count)s", count=_.number(mentor.capacity))
    most = value_of(Term.PER_DAY, mentor.terms.per_quarter or NO_CAP, _)
    yield _("Sessions with one organisation in three months: %(count)s", count=most)


def value_of(term: Term, value: int, _: Texts) -> str:
    if term in CAPS:
        return _.label("no limit") if value == NO_CAP else _.number(value)
    return when.duration(timedelta(minutes=value), _) if value else _.label("none")


def _holidays(looked: Looked, _: Texts) -> str:
    hours = looked.mentor.hours
    called = country(hours.calendar, _) if hours.calendar else ""
    return offices.holidays(hours, called, looked.now, _)


def country(calendar: Calendar, _: Texts) -> str:
    name: str | None = _.locale.territories.get(calendar.value)
    return name or _.label(_ABROAD)


def _today(looked: Looked) -> date:
    return looked.now.astimezone(looked.zone).date()


def yes_or_no(*, is_so: bool, _: Texts) -> str:
    return _.label("yes") if is_so else _.label("no")
