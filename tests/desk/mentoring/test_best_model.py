"""What is offered first, over random mentors and wishes: nobody who must not be, none left out."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.hours import Hours
from desk.mentoring.areas import Area
from desk.mentoring.booking import cells
from desk.mentoring.caps import Diary
from desk.mentoring.directory import Mentor, Standing, Terms
from desk.mentoring.fitting import Care
from desk.mentoring.matching import Candidate, Offer, best, free_days, on_day
from desk.mentoring.slots import Slot, check, free_slots
from desk.mentoring.wishes import Start, Wish
from desk.week import parse_hours
from tests.desk.mentoring.cast import BELGRADE, DAY, HOUR, ISTANBUL, LORD_HOWE, mentor, wish

NOW = datetime(2026, 10, 22, 9, 7, tzinfo=UTC)  # the clock changes on Sunday
EVER = datetime.max.replace(tzinfo=UTC)
ZONES = st.sampled_from([BELGRADE, ISTANBUL, LORD_HOWE])
HOURS = st.sampled_from(
    ["fr 9-11", "th-sa 9-10 14-15:30", "mo-fr 9-12", "su 1-4", "sa 22-24; su 0-2"]
)
LANGUAGES = st.sampled_from([("sr",), ("sr", "tr"), ("tr",)])
AREAS = st.frozensets(st.sampled_from([Area.FINANCE, Area.LAW]), min_size=1)
REGIONS = st.sampled_from([(), ("Niš",), ("Niš", "Pirot")])
CARE = st.builds(Care, *[st.frozensets(st.integers(1, 4), max_size=3)] * 2)
MOMENTS = st.integers(0, 9 * 48).map(
    lambda halves: datetime(2026, 10, 22, tzinfo=UTC) + halves * HOUR / 2
)


class Case(NamedTuple):
    wish: Wish
    candidates: list[Candidate]
    busy: frozenset[int]
    most: int

    def offers(self, change: Callable[[list[Candidate]], list[Candidate]] = list) -> list[Offer]:
        return best(self.wish, change(self.candidates), NOW, self.busy, self.most)


@st.composite
def people(draw: st.DrawFn, number: int) -> Candidate:
    terms = Terms(
        lengths=draw(st.sampled_from([(HOUR,), (HOUR / 2, HOUR), (HOUR / 2,)])),
        after=timedelta(),
        notice=draw(st.integers(0, 30)) * HOUR,
        window=draw(st.integers(2, 8)) * DAY,
        per_day=draw(st.sampled_from([None, None, 2])),
    )
    who = mentor(
        Hours(draw(ZONES), parse_hours(draw(HOURS))),
        number=number,
        terms=terms,
        standing=draw(st.sampled_from([Standing.APPROVED] * 4 + [Standing.PAUSED])),
        languages=draw(LANGUAGES),
        areas=draw(AREAS),
        regions=draw(REGIONS),
        capacity=draw(st.integers(1, 4)),
    )
    starts = draw(st.lists(MOMENTS, max_size=4))
    taken = {cell for start in starts for cell in cells(start, start + HOUR)}
    diary = Diary.of(who.hours.zone, taken, [(start, 9) for start in starts])
    return Candidate(who, diary, draw(CARE))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    count = draw(st.integers(1, 5))
    starts = st.builds(Start, st.integers(1, count), MOMENTS)
    asked: dict[str, Any] = {
        "zone": draw(ZONES),
        "area": draw(st.sampled_from([None, Area.FINANCE])),
        "region": draw(st.sampled_from([None, "nis"])),
        "organisation_id": draw(st.sampled_from([None, 1, 2])),
        "mentor_id": draw(st.sampled_from([None, None, None, 1])),
        "avoided": draw(st.sampled_from([(), (), (1,)])),
        "declined": draw(st.frozensets(starts, max_size=5)),
        "latest": draw(st.sampled_from([None, date(2026, 10, 25)])),
    }
    busy = (cells(start, start + HOUR) for start in draw(st.lists(MOMENTS, max_size=4)))
    return Case(
        wish(**asked),
        [draw(people(number)) for number in range(1, count + 1)],
        frozenset(cell for each in busy for cell in each),
        draw(st.integers(1, 4)),
    )


def is_wanted(asked: Wish, one: Candidate) -> bool:
    who = one.mentor
    return (
        who.standing is Standing.APPROVED
        and asked.mentor_id in (None, who.id)
        and who.id not in asked.avoided
        and asked.language in who.languages
        and (asked.area is None or asked.area in who.areas or asked.mentor_id == who.id)
        and HOUR in who.terms.lengths
        and (len(one.care.now) < who.capacity or asked.organisation_id in one.care.now)
    )


def badness(asked: Wish, one: Candidate) -> tuple[int, int, int]:
    """The less, the better somebody fits."""
    near = asked.region is not None and "Niš" in one.mentor.regions
    known = asked.organisation_id in one.care.now | one.care.before
    return not near, not known, len(one.care.now) / one.mentor.capacity >= 0.5


def all_of(case: Case) -> dict[tuple[int, datetime], tuple[Candidate, Slot]]:
    """Everything that may be offered, by mentor and start."""
    found: dict[tuple[int, datetime], tuple[Candidate, Slot]] = {}
    for one in case.candidates:
        for slot in free_slots(one.mentor, one.diary, case.wish, NOW, EVER, NOW):
            start = Start(one.mentor.id, slot.starts_at)
            day = slot.starts_at.astimezone(case.wish.zone).date()
            if (
                is_wanted(case.wish, one)
                and start not in case.wish.declined
                and not case.busy.intersection(cells(slot.starts_at, slot.ends_at))
                and (case.wish.latest is None or day <= case.wish.latest)
            ):
                found[start] = (one, slot)
    return found


def day_of(who: Mentor, start: datetime) -> tuple[int, date]:
    return who.id, start.astimezone(who.hours.zone).date()


@settings(max_examples=50, deadline=None)
@given(cases())
def test_what_is_offered_may_be_booked_by_this_person(case: Case) -> None:
    possible = all_of(case)
    offers = case.offers()
    starts = [(offer.mentor.id, offer.slot.starts_at) for offer in offers]
    assert len(set(starts)) == len(starts) == min(case.most, len(possible))
    for start, offer in zip(starts, offers, strict=True):
        one, slot = possible[start]
        assert (offer.mentor, offer.slot) == (one.mentor, slot)
        check(one.mentor, one.diary, case.wish, slot.starts_at, NOW)


@settings(max_examples=50, deadline=None)
@given(cases())
def test_nobody_who_fits_better_or_is_sooner_is_left_out_for_another(case: Case) -> None:
    offers = case.offers()
    possible = all_of(case)
    shown = {(offer.mentor.id, offer.slot.starts_at) for offer in offers}
    days = [day_of(offer.mentor, offer.slot.starts_at) for offer in offers]

    def place(one: Candidate, slot: Slot) -> tuple[Any, ...]:
        return (*badness(case.wish, one), slot.starts_at, len(one.care.now), one.mentor.id)

    for start, (one, slot) in possible.items():
        for offer in offers:
            other = possible[offer.mentor.id, offer.slot.starts_at]
            is_doubled = days.count(day_of(offer.mentor, offer.slot.starts_at)) > 1
            if start not in shown and place(one, slot) < place(*other):
                assert day_of(one.mentor, slot.starts_at) in days
            if start not in shown and is_doubled:  # a day twice, only where there is no other
                assert day_of(one.mentor, slot.starts_at) in days


@settings(max_examples=25, deadline=None)
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_in_which_mentors_are_known_makes_no_difference(case: Case, dice: Random) -> None:
    def shuffled(candidates: list[Candidate]) -> list[Candidate]:
        return dice.sample(candidates, len(candidates))

    assert case.offers(shuffled) == case.offers()


@settings(max_examples=25, deadline=None)
@given(cases())
def test_the_calendar_shows_what_is_free_and_nothing_else(case: Case) -> None:
    days = [NOW.date() + number * DAY for number in range(-1, 10)]
    possible = all_of(case)
    by_day: dict[date, dict[datetime, list[tuple[Any, ...]]]] = {}
    for one, slot in possible.values():
        day = slot.starts_at.astimezone(case.wish.zone).date()
        entry = (*badness(case.wish, one), len(one.care.now), one.mentor.id)
        by_day.setdefault(day, {}).setdefault(slot.starts_at, []).append(entry)
    assert free_days(case.wish, case.candidates, days, NOW, case.busy) == set(by_day)
    for day in days:
        offers = on_day(case.wish, case.candidates, day, NOW, case.busy)
        wanted = [(start, min(who)[-1]) for start, who in sorted(by_day.get(day, {}).items())]
        assert [(offer.slot.starts_at, offer.mentor.id) for offer in offers] == wanted
