"""Clocks that run in open time while the desk has the word: weekends, holidays, pauses."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.history import LINE, Change, Event
from desk.holidays import Calendar
from desk.hours import Hours
from desk.life import Act, Status, can
from desk.targets import (
    RUNNING,
    Allowance,
    Clock,
    Target,
    Turn,
    UnreadableTargets,
    clock_of,
    parse_allowances,
    targets_of,
    written,
)
from desk.ticket import Priority, Ticket
from desk.timers import Kind, Plan, due_of, timers_of
from desk.week import NEVER, parse_hours
from tests.desk.stores import ARTA, ticket_of

BELGRADE = ZoneInfo("Europe/Belgrade")
OFFICE = Hours(BELGRADE, parse_hours("mo-fr 9-17"), Calendar.AL)
PLAN = Plan()
HOUR = timedelta(hours=1)
USUAL = {priority: Allowance(days=1) for priority in Priority}


def at(day: str, clock: str = "09:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=BELGRADE).astimezone(UTC)


def opened(moment: datetime) -> Ticket:
    return replace(ticket_of(ARTA), opened_at=moment, since=moment)


def lived(ticket: Ticket, *acts: tuple[Act, datetime]) -> tuple[Ticket, list[Event]]:
    """The ticket after these acts, and its history."""
    events = [Event(ticket.id, Change.OPEN, LINE, ticket.opened_at)]
    for act, moment in acts:
        changes = {"first_reply_at": moment} if act is Act.REPLY else {}
        ticket = ticket.did(act, moment, owner_id=900, **changes)
        events.append(Event(ticket.id, act, LINE, moment))
    return ticket, events


def due(ticket: Ticket, events: list[Event], hours: Hours = OFFICE) -> str:
    moment = due_of(timers_of(ticket, clock_of(ticket, events), hours, PLAN, {}))
    return "never" if moment is None else f"{moment.astimezone(BELGRADE):%a %d %b %H:%M}"


# What an operator writes


def test_targets_are_written_in_working_days_and_open_hours() -> None:
    read = parse_allowances("high 4h, low=2.5d; urgent: 30h\nnormal off", USUAL)
    assert read == {
        Priority.HIGH: Allowance(hours=4),
        Priority.LOW: Allowance(days=2.5),
        Priority.URGENT: Allowance(hours=30),
        Priority.NORMAL: Allowance(),
    }
    assert parse_allowances(" ", USUAL) == USUAL
    assert parse_allowances(written(read), {}) == read
    assert parse_allowances("low 0", USUAL)[Priority.LOW] == Allowance()


@pytest.mark.parametrize(
    "part", ["soon 1d", "high", "high 4", "high 4 weeks", "high -1d", "4h", "low 1000d"]
)
def test_what_is_no_target_is_named(part: str) -> None:
    with pytest.raises(UnreadableTargets) as refused:
        parse_allowances(f"low 1d, {part}", USUAL)
    assert refused.value.part == part


# When a request is due


@pytest.mark.parametrize(
    ("day", "clock", "when"),
    [
        ("2026-11-16", "09:00", "Mon 16 Nov 17:00"),
        ("2026-11-16", "15:00", "Tue 17 Nov 15:00"),
        ("2026-11-13", "16:00", "Mon 16 Nov 16:00"),  # a Friday
        ("2026-11-14", "12:00", "Mon 16 Nov 17:00"),  # a Saturday
        ("2026-11-27", "16:00", "Wed 02 Dec 16:00"),  # two holidays are made up for on weekdays
        ("2026-10-23", "16:00", "Mon 26 Oct 16:00"),  # the clock goes back in between
        ("2027-03-26", "16:00", "Tue 30 Mar 16:00"),  # and forward, over an Easter Monday
    ],
)
def test_a_first_reply_is_due_after_a_working_day_of_the_office(
    day: str, clock: str, when: str
) -> None:
    assert due(*lived(opened(at(day, clock)))) == when


def test_each_priority_has_its_own_targets() -> None:
    ticket, events = lived(opened(at("2026-11-16", "10:00")))
    found = [due(replace(ticket, priority=one), events) for one in Priority]
    assert found == ["Wed 18 Nov 10:00", "Tue 17 Nov 10:00", "Mon 16 Nov 14:00", "Mon 16 Nov 12:00"]


def test_after_the_first_reply_the_solution_is_what_is_due() -> None:
    ticket, events = lived(
        opened(at("2026-11-16")),
        (Act.REPLY, at("2026-11-16", "11:00")),
        (Act.ASK, at("2026-11-18", "11:00")),
    )
    assert list(targets_of(ticket)) == [Target.SOLUTION]
    assert due(ticket, events) == "Wed 25 Nov 17:00"  # 38 hours are left on Wednesday


def test_nothing_is_due_while_the_member_has_the_word() -> None:
    for act in (Act.REPLY, Act.WAIT, Act.SOLVE, Act.CLOSE):
        assert due(*lived(opened(at("2026-11-16")), (act, at("2026-11-16", "11:00")))) == "never"


def test_an_experts_time_is_the_desks() -> None:
    asked = (Act.CONSULT, at("2026-11-16", "10:00"))
    assert due(*lived(opened(at("2026-11-16")), asked)) == "Mon 16 Nov 17:00"


def test_what_was_solved_and_is_not_goes_on_with_its_time() -> None:
    ticket, events = lived(
        opened(at("2026-11-16")),
        (Act.REPLY, at("2026-11-16", "12:00")),
        (Act.ASK, at("2026-11-17", "09:00")),
        (Act.SOLVE, at("2026-11-17", "14:00")),
        (Act.ASK, at("2026-11-24", "09:00")),
    )
    assert clock_of(ticket, events).used(OFFICE, at("2026-11-24", "10:00")) == 9 * HOUR


@pytest.mark.parametrize("act", [Act.ASK, Act.REOPEN])
def test_what_was_closed_and_opens_again_has_a_new_time_for_its_solution(act: Act) -> None:
    ticket, events = lived(
        opened(at("2026-11-02")),
        (Act.REPLY, at("2026-11-02", "12:00")),
        (Act.CLOSE, at("2026-11-13")),
        (act, at("2026-11-16", "09:00")),
    )
    assert clock_of(ticket, events) == Clock(at("2026-11-16"), (Turn(at("2026-11-16")),))
    assert due(ticket, events) == "Fri 20 Nov 17:00"


def test_a_members_word_on_whether_it_helped_counts_as_what_it_does() -> None:
    ticket, events = lived(opened(at("2026-11-16")), (Act.SOLVE, at("2026-11-16", "10:00")))
    no = Event(ticket.id, Change.HELPED, LINE, at("2026-11-17"), "no")
    again = ticket.did(Act.ASK, no.at)
    assert clock_of(again, [*events, no]).turns[-1] == Turn(no.at)
    yes = replace(no, detail="yes")
    over = ticket.did(Act.CLOSE, yes.at)
    back = (*events, yes, replace(no, at=at("2026-11-18")))
    assert clock_of(over.did(Act.ASK, at("2026-11-18")), back).begun == at("2026-11-18")


def test_a_history_that_lacks_something_gives_way_to_the_ticket() -> None:
    waiting = opened(at("2026-11-16")).did(Act.WAIT, at("2026-11-17"))
    assert clock_of(waiting, []).turns == (Turn(at("2026-11-16"), at("2026-11-17")),)
    merged, events = lived(opened(at("2026-11-16")))
    merged = merged.did(Act.CLOSE, at("2026-11-17"))
    events.append(Event(merged.id, Change.MERGE, LINE, at("2026-11-17"), "3"))
    assert not clock_of(merged, events).runs


def test_an_office_that_never_opens_has_no_targets_to_miss() -> None:
    assert due(*lived(opened(at("2026-11-16"))), Hours(BELGRADE, NEVER)) == "never"


# Whatever happens to a request

weeks = st.sampled_from(
    ["mo-fr 9-17", "24/7", "mo-fr 9:00-12:30 13:30-17:00; sa 10-13", "su 0-24", "fr 22-24; sa 0-6"]
)
offices = st.builds(
    lambda week, zone, calendar: Hours(ZoneInfo(zone), parse_hours(week), calendar),
    weeks,
    st.sampled_from(["Europe/Belgrade", "Europe/Istanbul", "America/Havana"]),
    st.sampled_from([None, *Calendar]),
)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 6, 1)).map(  # noqa: DTZ001
    lambda naive: naive.replace(tzinfo=UTC, microsecond=0)
)
lives = st.lists(
    st.tuples(st.sampled_from(Act), st.integers(0, 60 * 24 * 6)), min_size=1, max_size=10
)


def story(begun: datetime, life: list[tuple[Act, int]]) -> list[tuple[Ticket, list[Event]]]:
    """The ticket and its history after each act that was possible."""
    stages, acts, now = [lived(opened(begun))], [], begun
    for act, minutes in life:
        now += timedelta(minutes=minutes)
        if can(stages[-1][0].status, act):
            acts.append((act, now))
            stages.append(lived(opened(begun), *acts))
    return stages


@settings(max_examples=60, deadline=None)
@given(offices, moments, lives, st.integers(0, 60 * 24 * 9))
def test_time_never_runs_while_the_member_has_the_word(
    hours: Hours, begun: datetime, life: list[tuple[Act, int]], minutes: int
) -> None:
    for ticket, events in story(begun, life):
        clock = clock_of(ticket, events)
        now = events[-1].at
        later = now + timedelta(minutes=minutes)
        passed = clock.used(hours, later) - clock.used(hours, now)
        runs = ticket.status in RUNNING
        assert clock.runs is runs
        assert passed == (hours.between(now, later) if runs else timedelta())
        assert (due_of(timers_of(ticket, clock, hours, PLAN, {})) is None) or runs


@settings(max_examples=60, deadline=None)
@given(offices, moments, lives, st.sampled_from(Priority))
def test_marks_come_in_order_and_when_so_much_is_used(
    hours: Hours, begun: datetime, life: list[tuple[Act, int]], priority: Priority
) -> None:
    ticket, events = story(begun, life)[-1]
    ticket = replace(ticket, priority=priority)
    clock = clock_of(ticket, events)
    for target in Target:
        found = timers_of(ticket, clock, hours, PLAN, {})
        marks = {timer.kind: timer.planned_at for timer in found if timer.target is target}
        ordered = [marks[kind] for kind in (Kind.WARN, Kind.LEAD, Kind.COORDINATOR) if marks]
        assert all(one <= two for one, two in pairwise(ordered))
        length = PLAN.allowance(target, priority).within(hours)
        if marks:
            assert ticket.status in RUNNING
            used = clock.used(hours, marks[Kind.LEAD])
            assert timedelta() <= length - used < timedelta(seconds=1)


def test_every_status_that_waits_for_nobody_outside_runs() -> None:
    assert set(Status) - RUNNING == {Status.WAITING, Status.SOLVED, Status.CLOSED}
