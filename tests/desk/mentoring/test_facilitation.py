"""A request for a facilitator: what is asked, where it may go, who fits, what makes it complete."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from desk.days import DayIsOver, UnreadableDay
from desk.hours import Hours
from desk.incoming import Kind as Sort
from desk.mentoring.areas import Area
from desk.mentoring.booking import Side, cells
from desk.mentoring.caps import Diary
from desk.mentoring.directory import Kind, Mentor, Place, Standing
from desk.mentoring.facilitation import (
    Facilitation,
    Item,
    Part,
    Phase,
    Purpose,
    Slip,
    Stage,
    StandsElsewise,
    Step,
    after,
    checklist,
    lacks_notes,
    may_tick,
    next_part,
)
from desk.mentoring.facilitators import Why, judge, ranked
from desk.mentoring.fitting import Care
from desk.mentoring.matching import Candidate
from desk.mentoring.occasion_words import TooFar, UnreadableTime, read_clock, read_day, read_when
from desk.week import parse_hours

ZONE = ZoneInfo("Europe/Belgrade")
MADE = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = date(2026, 11, 23)
FORUM = Facilitation(
    1,
    7,
    ZONE,
    Stage.SENT,
    MADE,
    organisation_id=3,
    purpose=Purpose.FORUM,
    areas=(Area.FINANCE, Area.MEDIA),
    day=date(2026, 12, 4),
    minute=600,
    length=timedelta(hours=4),
    is_online=False,
    region="Prizren",
    languages=("sq", "tr"),
)


def somebody(number: int = 1, **parts: Any) -> Mentor:
    known = Mentor(
        id=number,
        name=f"M{number}",
        kinds=frozenset({Kind.FACILITATOR}),
        standing=Standing.APPROVED,
        languages=("sq",),
        areas=frozenset({Area.MEDIA}),
        hours=Hours(ZONE, parse_hours("mo-fr 9-17")),
        regions=("prizren",),
        person_id=100 + number,
    )
    return replace(known, **parts)


def candidate(mentor: Mentor, taken: range = range(0), care: Care | None = None) -> Candidate:
    return Candidate(mentor, Diary.of(ZONE, frozenset(taken), []), care or Care())


def why(request: Facilitation = FORUM, care: Care | None = None, **parts: Any) -> set[Why]:
    found = judge(request, candidate(somebody(**parts), care=care))
    assert found is not None
    return set(found.why)


def test_parts_are_asked_in_their_order_and_only_where_they_make_sense() -> None:
    draft = Facilitation(1, 7, ZONE, Stage.DRAFT, MADE)
    assert next_part(draft) is Part.PURPOSE
    said = replace(draft, answered=(Part.PURPOSE, Part.THEME, Part.DAY))
    assert next_part(said) is Part.HOW
    assert next_part(replace(said, day=TODAY)) is Part.TIME
    how = replace(said, answered=(*said.answered, Part.HOW))
    assert next_part(replace(how, is_online=True)) is Part.LANGUAGES
    assert next_part(replace(how, is_online=False)) is Part.PLACE
    assert next_part(replace(how, answered=tuple(Part), is_online=False)) is None


def test_no_step_leads_on_from_an_end() -> None:
    for stage in (Stage.DONE, Stage.REFUSED, Stage.CANCELLED):
        for step in Step:
            with pytest.raises(StandsElsewise):
                after(stage, step)
    assert after(Stage.AGREED, Step.RELEASE) is Stage.SENT
    with pytest.raises(StandsElsewise):
        after(Stage.SENT, Step.COMPLETE)


def test_what_speaks_for_somebody_and_against_them() -> None:
    good = {Why.LANGUAGE, Why.THEME, Why.REGION, Why.HOURS, Why.ROOM}
    assert why() == good
    assert why(areas=frozenset({Area.LAW})) == good - {Why.THEME}
    assert why(regions=("Nis",)) == good - {Why.REGION} | {Why.FAR}
    away = why(regions=(), place=None)
    assert {Why.FAR, Why.OTHER_WAY} <= away
    assert Why.OTHER_WAY not in why(regions=(), place=Place("Office"))
    assert Why.OTHER_WAY in why(replace(FORUM, is_online=True), is_online=False)
    assert why(hours=Hours(ZONE, parse_hours("mo 9-17"))) == good - {Why.HOURS} | {Why.FREE}
    full = Care(now=frozenset(range(10, 15)))
    assert why(care=full) == good - {Why.ROOM} | {Why.FULL}
    assert Why.KNOWN in why(care=Care(before=frozenset({3})))
    assert Why.REFUSED in why(replace(FORUM, avoided=(1,)))
    assert Why.HOURS not in why(replace(FORUM, day=None, minute=None))


def test_who_is_taken_or_out_of_reach_cannot_be_asked_and_who_asks_is_not_offered() -> None:
    assert FORUM.starts_at is not None
    taken = cells(FORUM.starts_at + timedelta(hours=3), FORUM.starts_at + timedelta(hours=5))
    busy = judge(FORUM, candidate(somebody(), taken))
    unknown = judge(FORUM, candidate(somebody(2, person_id=None)))
    assert busy is not None
    assert unknown is not None
    assert not busy.can_be_asked
    assert not unknown.can_be_asked
    assert judge(FORUM, candidate(somebody(person_id=7))) is None
    assert judge(FORUM, candidate(somebody(languages=("sr",)))) is None
    far, other, best = (
        judge(FORUM, candidate(somebody(number, **parts)))
        for number, parts in ((3, {"regions": ("Nis",)}), (4, {"areas": frozenset()}), (5, {}))
    )
    fits = [one for one in (busy, far, other, best) if one]
    assert [one.mentor.id for one in ranked(fits)] == [5, 4, 3, 1]


def test_a_forum_lacks_what_follows_from_it_and_nothing_else_does() -> None:
    slip = Slip(1, 1, Item.NOTES, Side.MENTOR, "a", Sort.TEXT, MADE)
    assert lacks_notes(FORUM, [slip])
    assert not lacks_notes(FORUM, [slip, replace(slip, item=Item.FOLLOW_UP)])
    assert not lacks_notes(replace(FORUM, purpose=Purpose.ACTIVITY), [])


def test_the_lists_follow_from_what_it_is() -> None:
    assert Item.CONCLUSIONS in checklist(FORUM, Phase.AFTER)
    own = replace(FORUM, purpose=Purpose.ACTIVITY, is_online=True)
    assert Item.CONCLUSIONS not in checklist(own, Phase.AFTER)
    assert Item.PLACE not in checklist(own, Phase.BEFORE)
    assert may_tick(Item.PLACE, Side.MEMBER)
    assert not may_tick(Item.AGENDA, Side.MEMBER)
    assert all(may_tick(item, Side.MENTOR) for item in Item)


def test_it_is_over_when_it_has_begun_or_its_day_is_past() -> None:
    starts = datetime.combine(date(2026, 12, 4), time(9), UTC)  # ten o'clock there
    assert FORUM.starts_at == starts
    assert FORUM.is_over(starts)
    assert not FORUM.is_over(starts - timedelta(minutes=1))
    some_time = replace(FORUM, minute=None)
    assert not some_time.is_over(starts + timedelta(hours=8))
    assert some_time.is_over(starts + timedelta(hours=15))
    assert not replace(FORUM, day=None, minute=None).is_over(starts)


@pytest.mark.parametrize(
    ("text", "minute"), [("9", 540), ("9:30", 570), (" 17.05 ", 1025), ("9h", 540), ("0:00", 0)]
)
def test_a_time_is_read(text: str, minute: int) -> None:
    assert read_clock(text) == minute


@pytest.mark.parametrize("text", ["24:00", "9:61", "nine", "", "9-10"])
def test_what_is_no_time_is_not_guessed(text: str) -> None:
    with pytest.raises(UnreadableTime):
        read_clock(text)


def test_a_day_and_a_time_are_read_together() -> None:
    assert read_when("24.12. 9:30", TODAY) == (date(2026, 12, 24), 570)
    assert read_when("2026-12-24 17", TODAY) == (date(2026, 12, 24), 1020)
    assert read_day("1.2.", TODAY) == date(2027, 2, 1)
    for text, error in (
        ("24.12.", UnreadableTime),
        ("24.12.-26.12. 9", UnreadableTime),
        ("soon", UnreadableDay),
        ("1.1.2026 9", DayIsOver),
        ("1.1.2039 9", TooFar),
    ):
        with pytest.raises(error):
            read_when(text, TODAY)
