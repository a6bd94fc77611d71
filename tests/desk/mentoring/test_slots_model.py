"""Free starts against a model that looks at the clock every minute: slow, and obviously right."""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple, TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.hours import Hours
from desk.mentoring.caps import Diary
from desk.mentoring.directory import Mentor, Terms
from desk.mentoring.slots import free_slots, is_free
from desk.week import MINUTES, Span, Spans
from tests.desk.mentoring.cast import (
    BELGRADE,
    DAY,
    HAVANA,
    ISTANBUL,
    KOLKATA,
    LORD_HOWE,
    MADRID,
    MINUTE,
    mentor,
    wish,
)

T = TypeVar("T")

REACH = 3 * MINUTES  # how far the model looks
CELL = 300  # seconds
CHANGES = [
    (BELGRADE, datetime(2026, 3, 29, 1, tzinfo=UTC)),
    (BELGRADE, datetime(2026, 10, 25, 1, tzinfo=UTC)),
    (MADRID, datetime(2026, 10, 25, 1, tzinfo=UTC)),
    (ISTANBUL, datetime(2026, 3, 29, 1, tzinfo=UTC)),
    (KOLKATA, datetime(2026, 12, 31, 18, 30, tzinfo=UTC)),  # a year and its last quarter end
    (LORD_HOWE, datetime(2026, 4, 4, 15, tzinfo=UTC)),
    (LORD_HOWE, datetime(2026, 10, 3, 15, 30, tzinfo=UTC)),
    (HAVANA, datetime(2026, 3, 8, 5, tzinfo=UTC)),
    (HAVANA, datetime(2026, 11, 1, 5, tzinfo=UTC)),
]
LENGTHS = st.sampled_from([15, 20, 30, 45, 60, 90, 180]).map(lambda minutes: minutes * MINUTE)
BUFFERS = st.sampled_from([0, 5, 15, 35]).map(lambda minutes: minutes * MINUTE)
CAPS = st.sampled_from([None, None, None, None, None, 0, 1, 2, 3])
FULL: Spans = (Span(0, MINUTES),)


class Case(NamedTuple):
    """`start` is where the model begins to look."""

    mentor: Mentor
    start: datetime
    since: datetime
    until: datetime
    now: datetime
    length: timedelta
    taken: frozenset[int]
    booked: tuple[tuple[datetime, int | None], ...]
    organisation_id: int | None

    @property
    def diary(self) -> Diary:
        return Diary.of(self.mentor.hours.zone, self.taken, self.booked)


def mostly(usual: T, others: st.SearchStrategy[T]) -> st.SearchStrategy[T]:
    return st.one_of(*[st.just(usual)] * 3, others)


@st.composite
def spans(draw: st.DrawFn) -> Spans:
    marks = st.integers(0, MINUTES) | st.integers(0, 24).map(lambda hour: hour * 60)
    bounds = sorted(draw(st.sets(marks, min_size=2, max_size=4)))
    return tuple(Span(*pair) for pair in zip(bounds[::2], bounds[1::2], strict=False))


@st.composite
def mentors(draw: st.DrawFn) -> tuple[Mentor, datetime]:
    """Somebody, and a midnight by their clock, mostly before it changes."""
    zone, change = draw(st.sampled_from(CHANGES))
    first = change.astimezone(zone).date() - draw(st.integers(1, 2)) * DAY
    days = st.dates(first, first + 3 * DAY)
    usual = draw(st.lists(spans() | st.just(FULL), min_size=1, max_size=3))
    hours = Hours(
        zone,
        week=tuple(usual[day % len(usual)] for day in range(7)),
        days_off=draw(st.frozensets(days, max_size=1)),
        days_open=draw(st.dictionaries(days, spans(), max_size=1)),
    )
    terms = Terms(
        lengths=(draw(LENGTHS),),
        before=draw(BUFFERS),
        after=draw(BUFFERS),
        notice=draw(mostly(0, st.integers(0, 1500))) * MINUTE,
        window=draw(mostly(REACH, st.integers(0, REACH))) * MINUTE,
        per_day=draw(CAPS),
        per_week=draw(CAPS),
        per_quarter=draw(CAPS),
    )
    midnight = datetime(first.year, first.month, first.day, tzinfo=zone).astimezone(UTC)
    return mentor(hours, terms=terms), midnight


@st.composite
def cases(draw: st.DrawFn) -> Case:
    who, start = draw(mentors())
    moments = st.integers(0, REACH - 1).map(lambda minutes: start + minutes * MINUTE)
    # A day before the model looks: the quarter and the week may have sessions there too.
    booked = st.integers(-MINUTES, REACH).map(lambda minutes: start + minutes * MINUTE)
    first = int(start.timestamp()) // CELL
    runs = st.tuples(st.integers(0, REACH // 5), st.integers(1, 30))
    return Case(
        who,
        start,
        since=draw(mostly(start, moments)),
        until=draw(mostly(start + REACH * MINUTE, moments)),
        now=draw(mostly(start, moments)) + draw(st.sampled_from([0, 1, 59])) * MINUTE / 60,
        length=who.terms.lengths[0],
        taken=frozenset(
            first + place + number
            for place, count in draw(st.lists(runs, max_size=5))
            for number in range(count)
        ),
        booked=tuple(draw(st.lists(st.tuples(booked, st.sampled_from([None, 7, 8])), max_size=6))),
        organisation_id=draw(st.sampled_from([None, 7])),
    )


def open_minutes(hours: Hours, day: date) -> set[int]:
    if day in hours.days_off:
        return set()
    spans = hours.days_open.get(day, ()) or hours.week[day.weekday()]
    return {minute for span in spans for minute in range(span.opens, span.closes)}


def opened_at(case: Case) -> list[tuple[date, int | None]]:
    """For each minute the day on the wall, and since which minute of that day it has been open."""
    found: list[tuple[date, int | None]] = []
    known: dict[date, set[int]] = {}
    for number in range(REACH):
        clock = (case.start + number * MINUTE).astimezone(case.mentor.hours.zone)
        day = clock.date()
        if day not in known:
            known[day] = open_minutes(case.mentor.hours, day)
        opened = number if clock.hour * 60 + clock.minute in known[day] else None
        if opened is not None and found and found[-1][0] == day and found[-1][1] is not None:
            opened = found[-1][1]
        found.append((day, opened))
    return found


def by_the_minute(case: Case) -> list[datetime]:
    """The starts that are free, by looking at each minute of each session that could be."""
    looked_at = opened_at(case)
    is_open = [opened is not None for _, opened in looked_at]
    session = case.length // MINUTE
    return [
        case.start + number * MINUTE
        for number, (day, opened) in enumerate(looked_at[:-session])
        if opened is not None
        and (number - opened) % min(30, session) == 0
        and all(is_open[number : number + session])
        and is_in_time(case, case.start + number * MINUTE)
        and has_room(case, day)
        and is_undisturbed(case, number)
    ]


def is_in_time(case: Case, start: datetime) -> bool:
    terms = case.mentor.terms
    return (
        case.since <= start < case.until
        and case.now + terms.notice <= start <= case.now + terms.window
    )


def has_room(case: Case, day: date) -> bool:
    terms, zone = case.mentor.terms, case.mentor.hours.zone
    booked = [(start.astimezone(zone).date(), whose) for start, whose in case.booked]
    week = [one for one, _ in booked if one.isocalendar()[:2] == day.isocalendar()[:2]]
    quarter = [
        one
        for one, whose in booked
        if whose == case.organisation_id is not None
        and (one.year, (one.month + 2) // 3) == (day.year, (day.month + 2) // 3)
    ]
    counts = (
        (terms.per_day, [one for one, _ in booked].count(day)),
        (terms.per_week, len(week)),
        (terms.per_quarter if case.organisation_id else None, len(quarter)),
    )
    return all(most is None or count < most for most, count in counts)


def is_undisturbed(case: Case, number: int) -> bool:
    """Every minute of the session, and of what is kept free around it, is in a free cell."""
    first = number - case.mentor.terms.before // MINUTE
    last = number + (case.length + case.mentor.terms.after) // MINUTE
    begun = int(case.start.timestamp())
    return not any((begun + minute * 60) // CELL in case.taken for minute in range(first, last))


@settings(max_examples=80, deadline=None)
@given(cases())
def test_what_is_free_is_what_a_look_at_every_minute_finds(case: Case) -> None:
    asked = wish(length=case.length, organisation_id=case.organisation_id)
    slots = list(free_slots(case.mentor, case.diary, asked, case.since, case.until, case.now))
    end = case.start + REACH * MINUTE - case.length  # the model sees no further
    found = [slot.starts_at for slot in slots if slot.starts_at < end]
    assert found == by_the_minute(case)
    assert all(slot.ends_at - slot.starts_at == case.length for slot in slots)


@settings(max_examples=30, deadline=None)
@given(cases(), st.lists(st.integers(0, REACH), max_size=20))
def test_a_start_can_be_taken_when_it_is_one_of_the_free_ones(
    case: Case, minutes: list[int]
) -> None:
    asked = wish(length=case.length, organisation_id=case.organisation_id)
    since, until = case.start - DAY, case.start + 6 * DAY
    slots = free_slots(case.mentor, case.diary, asked, since, until, case.now)
    found = {slot.starts_at for slot in slots}
    guesses = {case.start + number * MINUTE for number in minutes}
    for start in found | guesses:
        local = start.astimezone(case.mentor.hours.zone)
        assert is_free(case.mentor, case.diary, asked, local, case.now) is (start in found)
