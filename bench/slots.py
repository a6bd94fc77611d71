"""What it costs to offer three slots of 200 mentors over 60 days, once their rows are loaded.

Each mentor has hours, holidays and sessions of their own. Beside it the plain way, in the same run:
every free start of every mentor who fits, sorted, and then the first three. Both must agree.

Times are of the processor, for a machine has other things to do.

    python -m bench.slots
"""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bench.figures import Goals, ms, percentile, table
from desk.holidays import Calendar
from desk.hours import Hours
from desk.mentoring.areas import Area
from desk.mentoring.booking import cells_of_mentor
from desk.mentoring.caps import Diary
from desk.mentoring.directory import Kind, Mentor, Standing, Terms
from desk.mentoring.fitting import Care, Reason, fits, reasons
from desk.mentoring.matching import Candidate, best, free_days, on_day
from desk.mentoring.slots import Slot, free_slots
from desk.mentoring.wishes import Wish
from desk.week import parse_hours

_MENTORS = 200
_DAYS = 60
_ASKED = 200  # times
_ASKED_PLAINLY = 5
_GOAL = 0.025  # seconds for three slots, so that as much is left for loading
_GOAL_BEYOND = 0.100  # where all has to be looked at: next to nothing is left, or a calendar
_NOW = datetime(2026, 10, 1, 9, 12, tzinfo=UTC)  # the clock changes within the window
_EVER = datetime.max.replace(tzinfo=UTC)
_OFFICES = (("free", 0.0, _GOAL), ("half booked", 0.15, _GOAL), ("booked out", 0.9, _GOAL_BEYOND))
_ZONES = ("Europe/Belgrade", "Europe/Istanbul", "Europe/Madrid", "Europe/Tirane", "Europe/Skopje")
_HOURS = ("mo-fr 9-17", "mo 10-12 14-16; we 10-12", "tu-th 17-20", "mo-sa 8:30-12:15 13-18")
_LANGUAGES = ("sq", "sr", "tr", "eu", "en")
_AREAS = tuple(Area)
_ORGANISATIONS = range(1, 400)


@dataclass(frozen=True, slots=True)
class Office:
    """Mentors with their diaries."""

    dice: random.Random
    candidates: list[Candidate]

    @classmethod
    def with_booked(cls, share: float) -> "Office":
        """Each start that still can be is booked with this probability."""
        dice = random.Random(5)
        mentors = [_mentor(dice, number) for number in range(1, _MENTORS + 1)]
        return cls(dice, [_candidate(dice, mentor, share) for mentor in mentors])

    def wish(self) -> Wish:
        """Of somebody who asks for a field in their language."""
        dice = self.dice
        common = self.open_wish()
        language = dice.choice(_LANGUAGES[:4])
        region = dice.choice((None, "Mitrovica"))
        return replace(common, language=language, area=dice.choice(_AREAS), region=region)

    def open_wish(self) -> Wish:
        """Everybody fits but those who are full."""
        zone = ZoneInfo(self.dice.choice(_ZONES))
        organisation = self.dice.choice(_ORGANISATIONS)
        return Wish(1, 1, zone, "en", _NOW, organisation_id=organisation)


def _mentor(dice: random.Random, number: int) -> Mentor:
    zone = ZoneInfo(dice.choice(_ZONES))
    days_off = frozenset(_NOW.date() + timedelta(days=dice.randrange(_DAYS)) for _ in range(5))
    hours = Hours(zone, parse_hours(dice.choice(_HOURS)), dice.choice(tuple(Calendar)), days_off)
    return Mentor(
        number,
        f"Mentor {number}",
        kinds=frozenset({Kind.MENTOR}),
        standing=Standing.APPROVED,
        languages=("en", *dice.sample(_LANGUAGES[:4], 2)),
        areas=frozenset(dice.sample(_AREAS, 5)),
        hours=hours,
        terms=Terms(window=timedelta(days=_DAYS)),
        regions=tuple(dice.sample(("Mitrovica", "Priština", "Tiranë", "İzmir"), 2)),
    )


def _candidate(dice: random.Random, mentor: Mentor, share: float) -> Candidate:
    asked = Wish(1, 1, mentor.hours.zone, "en", _NOW)
    booked: list[tuple[datetime, int | None]] = []
    taken: set[int] = set()
    for slot in free_slots(mentor, Diary(), asked, _NOW, _EVER, _NOW):
        cells = cells_of_mentor(slot.starts_at, slot.ends_at, mentor.terms)
        if dice.random() < share and taken.isdisjoint(cells):
            taken.update(cells)
            booked.append((slot.starts_at, dice.choice(_ORGANISATIONS)))
    diary = Diary.of(mentor.hours.zone, taken, booked)
    now, before = (frozenset(dice.sample(_ORGANISATIONS, dice.randrange(6))) for _ in range(2))
    return Candidate(mentor, diary, Care(now, before))


# The plain way


def plainly(wish: Wish, candidates: list[Candidate]) -> list[tuple[int, datetime]]:
    """The same three, by looking at all there is."""
    entries = []
    for one in candidates:
        if fits(wish, one.mentor, one.care):
            rank = _rank(wish, one)
            slots = list(free_slots(one.mentor, one.diary, wish, _NOW, _EVER, _NOW))
            entries += [(*rank, slot.starts_at, one.load, one.mentor.id, slot) for slot in slots]
    zones = {one.mentor.id: one.mentor.hours.zone for one in candidates}
    firsts: dict[tuple[int, date], Slot] = {}
    for *_, slot in sorted(entries):
        day = slot.starts_at.astimezone(zones[slot.mentor_id]).date()
        firsts.setdefault((slot.mentor_id, day), slot)
    return [(slot.mentor_id, slot.starts_at) for slot in list(firsts.values())[:3]]


def _rank(wish: Wish, one: Candidate) -> tuple[bool, bool, bool]:
    said = reasons(wish, one.mentor, one.care)
    is_half_full = len(one.care.now) >= one.mentor.capacity / 2
    return Reason.REGION not in said, Reason.KNOWN not in said, is_half_full


# Figures


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of question, with the processor's seconds for each time that it was asked."""

    name: str
    goal: float
    times: list[float]


def timed(ask: Callable[[Wish], object], wishes: list[Wish]) -> list[float]:
    times = []
    for wish in wishes:
        begun = time.process_time()
        ask(wish)
        times.append(time.process_time() - begun)
    return times


def three(office: Office, wishes: list[Wish]) -> list[float]:
    return timed(lambda wish: best(wish, office.candidates, _NOW), wishes)


def lines(office: Office, name: str, goal: float) -> Iterator[Line]:
    theirs = [office.wish() for _ in range(_ASKED)]
    anybodys = [office.open_wish() for _ in range(_ASKED)]
    yield Line(f"{name}: a field, a language", _GOAL, three(office, theirs))
    yield Line(f"{name}: anybody", goal, three(office, anybodys))
    month = [_NOW.date() + timedelta(days=number) for number in range(31)]
    few = anybodys[: _ASKED // 5]
    times = timed(lambda wish: on_day(wish, office.candidates, month[25], _NOW), few)
    yield Line(f"{name}: anybody, a day", _GOAL_BEYOND, times)
    times = timed(lambda wish: free_days(wish, office.candidates, month, _NOW), few)
    yield Line(f"{name}: anybody, a month", _GOAL_BEYOND, times)


def compared(office: Office) -> tuple[list[float], bool]:
    """What the plain way costs where anybody will do, and whether it finds the same."""
    wishes = [office.open_wish() for _ in range(_ASKED_PLAINLY)]
    times = timed(lambda wish: plainly(wish, office.candidates), wishes)
    wishes += [office.wish() for _ in range(_ASKED_PLAINLY)]
    return times, all(_agree(office, wish) for wish in wishes)


def _agree(office: Office, wish: Wish) -> bool:
    offers = best(wish, office.candidates, _NOW)
    found = [(offer.mentor.id, offer.slot.starts_at) for offer in offers]
    return found == plainly(wish, office.candidates)


def main() -> None:
    goals = Goals()
    checked: list[Line] = []
    rows: list[list[str]] = []
    agree = True
    for name, share, goal in _OFFICES:
        office = Office.with_booked(share)
        checked += lines(office, name, goal)
        plain, same = compared(office)
        agree = agree and same
        rows.append([f"{name}: anybody, the plain way", *_figures(plain)])
    table(
        [f"{_MENTORS} mentors, {_DAYS} days", "p50", "p99"],
        [*([line.name, *_figures(line.times)] for line in checked), *rows],
    )
    for line in checked:
        p99 = percentile(line.times, 99)
        goals.check(f"{line.name}, p99", ms(p99), f"below {ms(line.goal)}", reached=p99 < line.goal)
    goals.check("both ways agree", "yes" if agree else "no", "yes", reached=agree)
    goals.end()


def _figures(times: list[float]) -> list[str]:
    return [ms(percentile(times, share)) for share in (50, 99)]


if __name__ == "__main__":
    main()
