"""What a mentor says of the hours in which they may be booked, and of how: pure rules."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from desk.errors import DeskError
from desk.hours import Hours
from desk.mentoring.booking import Booking
from desk.mentoring.directory import Terms
from desk.week import Span, Spans, Week

AHEAD = timedelta(days=366)  # nobody is booked beyond the widest window
_DAY = timedelta(days=1)


class Term(StrEnum):
    """What is chosen among values; each is a field of Terms."""

    LENGTHS = "lengths"  # several
    BEFORE = "before"
    AFTER = "after"
    NOTICE = "notice"
    CANCEL_NOTICE = "cancel_notice"
    WINDOW = "window"
    PER_DAY = "per_day"
    PER_WEEK = "per_week"


NO_CAP = 0
_BREAKS = (0, 5, 10, 15, 30)
_NOTICES = (2 * 60, 12 * 60, 24 * 60, 48 * 60, 7 * 24 * 60)
_CAPS = (*range(1, 9), NO_CAP)
# Times are minutes.
CHOICES: Mapping[Term, tuple[int, ...]] = {
    Term.LENGTHS: (30, 45, 60, 90),
    Term.BEFORE: _BREAKS,
    Term.AFTER: _BREAKS,
    Term.NOTICE: _NOTICES,
    Term.CANCEL_NOTICE: _NOTICES,
    Term.WINDOW: tuple(days * 24 * 60 for days in (14, 30, 60, 90)),
    Term.PER_DAY: _CAPS,
    Term.PER_WEEK: _CAPS,
}
CAPS = (Term.PER_DAY, Term.PER_WEEK)


class NotOffered(DeskError):
    """Nobody is asked to choose this."""


class LastLength(DeskError):
    """Without any length there would be no sessions."""


def chosen(terms: Terms, term: Term) -> frozenset[int]:
    """As in CHOICES; what was said elsewhere need not be among them."""
    value = getattr(terms, term.value)
    if term in CAPS:
        return frozenset((value or NO_CAP,))
    lengths: Iterable[timedelta] = value if term is Term.LENGTHS else (value,)
    return frozenset(length // timedelta(minutes=1) for length in lengths)


def put(terms: Terms, term: Term, value: int) -> Terms:
    """A length is put on, or off where it is on. Raises NotOffered, LastLength."""
    if value not in CHOICES[term]:
        raise NotOffered(term, value)
    if term is not Term.LENGTHS:
        told: Any = (value or None) if term in CAPS else timedelta(minutes=value)
        return replace(terms, **{term.value: told})
    minutes = chosen(terms, term) ^ {value}
    if not minutes:
        raise LastLength
    return replace(terms, lengths=tuple(timedelta(minutes=one) for one in sorted(minutes)))


def in_a_week(week: Week) -> timedelta:
    minutes = sum(span.closes - span.opens for spans in week for span in spans)
    return timedelta(minutes=minutes)


def too_short(week: Week, terms: Terms) -> list[Span]:
    """Those into which no session fits, each once."""
    spans = dict.fromkeys(span for spans in week for span in spans)
    return [one for one in spans if timedelta(minutes=one.closes - one.opens) < min(terms.lengths)]


def outside(hours: Hours, bookings: Iterable[Booking]) -> list[Booking]:
    """Those of which a part is not in these hours."""
    return [one for one in bookings if hours.between(one.starts_at, one.ends_at) < one.length]


class Run(NamedTuple):
    """Days in a row that are alike: away without spans, else there in these."""

    first: date
    last: date
    spans: Spans


def runs(hours: Hours, today: date) -> list[Run]:
    """The days from today on that are not as usual."""
    own = {**dict.fromkeys(hours.days_off, ()), **hours.days_open}
    found: list[Run] = []
    for day, spans in sorted(own.items()):
        if day < today:
            continue
        if found and found[-1].last + _DAY == day and found[-1].spans == spans:
            found[-1] = found[-1]._replace(last=day)
        else:
            found.append(Run(day, day, spans))
    return found
