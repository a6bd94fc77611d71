"""When a plan is agreed: both sides have confirmed the very version, whatever else happened."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.mentoring import goals as rules
from desk.mentoring.booking import Side
from desk.mentoring.goals import (
    Action,
    Dimension,
    Goal,
    Goals,
    Lack,
    NoSuchPart,
    NotOffered,
    Owner,
    TooMuch,
    in_months,
    lacks,
)
from desk.mentoring.planning import Morning, overdue_by, reminders
from desk.mentoring.plans import (
    SIDES,
    ChangedMeanwhile,
    Confirmation,
    NotComplete,
    NothingNew,
    NotPending,
    Plan,
    Progress,
    confirmed,
    dropped,
    edited,
    handed_over,
    progressed,
    proposed,
)
from desk.mentoring.report import planned

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
BY = Confirmation(AT, 1)
DUE = date(2026, 12, 7)
ACTION = Action(2, "Write a page", Owner.ORGANISATION, DUE)
GOALS: Goals = (Goal(1, Dimension.PUBLIC, 2, "Members read what we decide", (ACTION,)),)
EMPTY = Plan(7, 3, AT, organisation_id=5)
DRAFT = edited(EMPTY, GOALS)


def agreed(plan: Plan = DRAFT) -> Plan:
    plan = proposed(plan, Side.MEMBER, BY, plan.revision)
    assert plan.latest is not None
    return confirmed(plan, plan.latest.number, Side.MENTOR, BY)


def scored(plan: Plan, score: int) -> Plan:
    return edited(plan, rules.with_score(plan.goals, 1, score))


moves = st.lists(
    st.one_of(
        st.tuples(st.just("score"), st.sampled_from(SIDES), st.integers(1, 5)),
        st.tuples(st.just("propose"), st.sampled_from(SIDES), st.integers(0, 1)),
        st.tuples(st.just("agree"), st.sampled_from(SIDES), st.integers(1, 6)),
        st.tuples(st.just("drop"), st.sampled_from(SIDES), st.just(0)),
        st.tuples(st.just("hand over"), st.just(Side.MENTOR), st.integers(1, 3)),
    ),
    max_size=40,
)


Said = dict[int, set[Side]]


def moved(plan: Plan, said: Said, move: str, side: Side, value: int) -> Plan:
    """`said` is who has said yes to which version, written down beside."""
    match move:
        case "score":
            return scored(plan, value)
        case "propose":
            plan = proposed(plan, side, BY, plan.revision - value)
            said[len(plan.versions)] = {side}
        case "agree":
            plan = confirmed(plan, value, side, BY)
            said[value].add(side)
        case "drop":
            return dropped(plan)
        case _:
            count = len(plan.versions)
            plan = handed_over(plan, value, BY)
            if len(plan.versions) > count:
                said[len(plan.versions)] = {side}
    return plan


@given(moves)
def test_a_plan_is_agreed_if_and_only_if_both_have_confirmed_this_version(
    walk: list[tuple[str, Side, int]],
) -> None:
    plan, said = DRAFT, Said()
    for move, side, value in walk:
        before = plan
        with suppress(NothingNew, ChangedMeanwhile, NotPending):
            plan = moved(plan, said, move, side, value)
        both = [number for number, sides in said.items() if sides == set(SIDES)]
        assert [one.number for one in plan.versions if one.is_agreed] == both
        assert (plan.holds.number if plan.holds else None) == max(both, default=None)
        known = [one.goals for one in before.versions]
        assert [one.goals for one in plan.versions][: len(known)] == known  # never changed
        if plan.goals != before.goals and plan.draft is not None:
            assert plan.pending is None
            assert plan.holds == before.holds
        if plan.pending is not None:
            assert any(plan.waits_for(one) for one in SIDES)
            assert plan.goals == plan.pending.goals


def test_a_confirmation_is_of_what_was_shown() -> None:
    shown = proposed(DRAFT, Side.MEMBER, BY, DRAFT.revision)
    changed = scored(shown, 4)
    with pytest.raises(NotPending):
        confirmed(changed, 1, Side.MENTOR, BY)
    with pytest.raises(ChangedMeanwhile):
        proposed(changed, Side.MENTOR, BY, shown.revision)
    assert scored(changed, 2).pending == shown.pending  # as it was
    assert confirmed(shown, 1, Side.MEMBER, BY) is shown


def test_nothing_is_proposed_that_lacks_something() -> None:
    bare = rules.with_action(rules.with_goal((), 1, "finance", 3), 1, 2, "Ask the bank")
    assert lacks(()) == [Lack.GOALS]
    assert lacks(bare) == [Lack.WORDS, Lack.OWNER, Lack.DUE]
    plan = edited(EMPTY, bare)
    with pytest.raises(NotComplete):
        proposed(plan, Side.MEMBER, BY, plan.revision)
    full = rules.with_due(rules.with_owner(bare, 2, "mentor"), 2, DUE, AT.date())
    assert lacks(rules.with_words(full, 1, " A  budget ")) == []
    assert rules.with_words(full, 1, " A  budget ")[0].words == "A budget"


def test_numbers_are_given_once() -> None:
    plan = edited(DRAFT, rules.without(DRAFT.goals, 2))
    assert plan.last == 2
    assert rules.without(plan.goals, 1) == ()
    for number in (2, 9):
        with pytest.raises(NoSuchPart):
            rules.without(plan.goals, number)


def test_there_is_an_end_to_goals_and_days() -> None:
    many: Goals = ()
    for number in range(6):
        many = rules.with_goal(many, number, "people", 1)
    with pytest.raises(TooMuch):
        rules.with_goal(many, 9, "people", 1)
    for dimension, score in (("money", 1), ("people", 0), ("people", 6)):
        with pytest.raises(NotOffered):
            rules.with_goal((), 1, dimension, score)
    for due in (DUE - timedelta(days=15), DUE.replace(year=2040)):
        with pytest.raises(NotOffered):
            rules.with_due(GOALS, 2, due, AT.date())


@pytest.mark.parametrize(
    ("today", "months", "day"),
    [
        (date(2026, 11, 23), 1, date(2026, 12, 23)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 1, 31), 3, date(2026, 4, 30)),
    ],
)
def test_a_month_on_is_the_same_day_or_the_last_one(today: date, months: int, day: date) -> None:
    assert in_months(today, months) == day


def test_another_mentor_asks_both_again_and_what_was_agreed_holds() -> None:
    plan = handed_over(agreed(), 4, Confirmation(AT, 2))
    assert plan.mentor_id == 4
    assert plan.pending is not None
    assert (plan.pending.number, set(plan.pending.confirmed)) == (2, {Side.MENTOR})
    assert plan.holds is not None
    assert plan.holds.number == 1


# Progress, and what is overdue

MORNING = Morning(ZoneInfo("Europe/Belgrade"), 8)


def test_what_is_overdue_is_of_what_holds_and_not_done() -> None:
    plan = agreed()
    late = DUE + timedelta(days=1)
    assert plan.overdue(DUE) == []
    assert plan.overdue(late) == [(GOALS[0], ACTION)]
    assert DRAFT.overdue(late) == []
    assert progressed(plan, 2, Progress.DONE).overdue(late) == []
    later = edited(plan, rules.with_due(plan.goals, 2, DUE + timedelta(days=30), DUE))
    assert later.overdue(late) == [(GOALS[0], ACTION)]  # nobody has agreed to that yet
    for number, value in ((2, 3), (1, 0), (1, 6), (9, 1)):
        with pytest.raises(NoSuchPart):
            progressed(plan, number, value)


def test_a_reminder_is_for_one_day_and_comes_in_the_morning_after_it() -> None:
    plan = agreed()
    (timer,) = reminders(plan, MORNING)
    assert timer.due_at == datetime(2026, 12, 8, 7, 0, tzinfo=UTC)
    assert overdue_by(timer, plan) == (GOALS[0], ACTION)
    moved = agreed(edited(plan, rules.with_due(plan.goals, 2, DUE + timedelta(days=1), DUE)))
    assert overdue_by(timer, moved) is None
    assert timer.key not in [one.key for one in reminders(moved, MORNING)]
    assert overdue_by(timer, agreed(edited(plan, rules.without(plan.goals, 2)))) is None
    done = progressed(plan, 2, Progress.DONE)
    assert overdue_by(timer, done) is None
    assert list(reminders(done, MORNING)) == []
    early = replace(MORNING, hour=0)
    assert early.after(DUE) == MORNING.after(DUE)  # nobody is reminded at midnight


def test_the_coordinator_counts_plans_and_what_is_overdue() -> None:
    ahead = progressed(agreed(), 1, 4)
    found = planned([DRAFT, agreed(), ahead], DUE + timedelta(days=1))
    assert (found.plans, found.agreed, found.overdue, found.change) == (3, 2, 2, 1.0)
    assert planned([DRAFT], DUE).change is None
