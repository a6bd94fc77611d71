"""What is to happen by itself: from a ticket's state to its timers, and when a timer is late."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from desk.hours import Hours
from desk.life import Act
from desk.targets import clock_of
from desk.ticket import Priority, Ticket
from desk.timers import (
    LATE,
    Kind,
    Plan,
    Timer,
    kept,
    next_digest,
    opened_before,
    second,
    timers_of,
)
from desk.week import NEVER, parse_hours
from tests.desk.stores import ARTA, ticket_of

BELGRADE = ZoneInfo("Europe/Belgrade")
OFFICE = Hours(BELGRADE, parse_hours("mo-fr 9-17"))
ALWAYS = Hours(BELGRADE)
DAY = timedelta(days=1)
MONDAY = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)  # noon in the office


def ticket(act: Act | None = None, **parts: Any) -> Ticket:
    begun = replace(ticket_of(ARTA), opened_at=MONDAY, since=MONDAY)
    return replace(begun if act is None else begun.did(act, MONDAY), **parts)


def planned(
    one: Ticket, plan: Plan | None = None, hours: Hours = OFFICE, **fired: datetime
) -> dict[str, str]:
    """Each kind with the moment on the office's wall."""
    keys = {f"{kind}:7:{round(MONDAY.timestamp())}": at for kind, at in fired.items()}
    found = timers_of(one, clock_of(one, []), hours, plan or Plan(), keys)
    return {
        f"{timer.kind}{f' {timer.target}' if timer.target else ''}": (
            f"{timer.planned_at.astimezone(hours.zone):%a %d %b %H:%M}"
        )
        for timer in found
    }


def test_a_new_request_has_three_marks_for_each_of_its_targets() -> None:
    assert planned(ticket()) == {
        "warn reply": "Tue 24 Nov 10:00",
        "lead reply": "Tue 24 Nov 12:00",
        "coordinator reply": "Wed 25 Nov 12:00",
        "warn solution": "Fri 27 Nov 10:00",
        "lead solution": "Mon 30 Nov 12:00",
        "coordinator solution": "Mon 07 Dec 12:00",
    }


def test_who_is_waited_for_is_asked_then_warned_then_let_go() -> None:
    waiting = ticket(Act.WAIT)
    assert planned(waiting) == {"nudge": "Thu 26 Nov 12:00"}
    nudged = MONDAY + 3 * DAY
    told = planned(waiting, nudge=nudged)
    assert told["farewell"] == "Mon 30 Nov 12:00"
    assert "close" not in told
    warned = MONDAY + 7 * DAY
    assert planned(waiting, nudge=nudged, farewell=warned)["close"] == "Thu 03 Dec 12:00"


def test_nobody_is_written_to_while_the_office_is_closed() -> None:
    plan = Plan(nudge_after=5 * DAY)  # a Saturday
    assert planned(ticket(Act.WAIT), plan) == {"nudge": "Mon 30 Nov 09:00"}
    assert planned(ticket(Act.SOLVE), Plan(settle_after=5 * DAY)) == {"settle": "Mon 30 Nov 09:00"}


def test_a_warning_that_came_late_leaves_as_much_time_as_one_that_did_not() -> None:
    late = MONDAY + 20 * DAY
    told = planned(ticket(Act.WAIT), hours=ALWAYS, nudge=late, farewell=late + 4 * DAY)
    assert told["close"] == "Sun 20 Dec 12:00"


@pytest.mark.parametrize(
    ("off", "left"),
    [
        ({"nudge_after": timedelta()}, {"farewell": "Fri 27 Nov 12:00"}),
        ({"nudge_after": timedelta(), "warn_after": timedelta()}, {"close": "Thu 26 Nov 12:00"}),
        (dict.fromkeys(("nudge_after", "close_after"), timedelta()), {}),
    ],
)
def test_a_delay_of_nothing_switches_off_what_it_delays(
    off: dict[str, timedelta], left: dict[str, str]
) -> None:
    assert planned(ticket(Act.WAIT), Plan(**off)) == left  # type: ignore[arg-type]


def test_what_is_solved_is_closed_after_three_days() -> None:
    assert planned(ticket(Act.SOLVE)) == {"settle": "Thu 26 Nov 12:00"}
    assert planned(ticket(Act.SOLVE), Plan(settle_after=timedelta())) == {}


def test_what_is_pressing_is_never_closed_and_who_is_in_danger_is_never_reminded() -> None:
    pressing: dict[str, Any] = {"priority": Priority.URGENT}
    assert planned(ticket(Act.WAIT, **pressing)) == {"nudge": "Thu 26 Nov 12:00"}
    assert planned(ticket(Act.WAIT, **pressing), nudge=MONDAY) == {"nudge": "Thu 26 Nov 12:00"}
    for act in (Act.WAIT, Act.SOLVE):
        assert planned(ticket(act, urgent=True, **pressing)) == {}
    assert planned(ticket(Act.SOLVE, **pressing)) == {}


def test_what_is_closed_has_nothing_coming() -> None:
    assert planned(ticket(Act.CLOSE)) == {}


def test_an_office_that_never_opens_still_closes_what_was_left() -> None:
    never = Hours(BELGRADE, NEVER)
    assert planned(ticket(Act.WAIT), hours=never) == {"nudge": "Thu 26 Nov 12:00"}
    assert planned(ticket(), hours=never) == {}


# What is written down


def timer(planned_at: datetime, **parts: Any) -> Timer:
    return replace(Timer("warn:7", Kind.WARN, 7, planned_at, planned_at), **parts)


NOW = MONDAY
BEFORE, AFTER = NOW - DAY, NOW + DAY


def test_a_timer_comes_at_the_second_of_what_ends_with_it() -> None:
    amid = (MONDAY + timedelta(milliseconds=970)).astimezone(BELGRADE)
    found = Timer.once("hold:7", Kind.HOLD, amid, about_id=7)
    assert found == Timer("hold:7", Kind.HOLD, None, MONDAY, MONDAY, about_id=7)
    assert found.due_at == second(amid)
    assert found.due_at.tzinfo is UTC


def test_a_timer_that_was_put_off_stays_put_off() -> None:
    off = timer(BEFORE, due_at=AFTER)
    assert kept(timer(BEFORE), off, NOW) == off


def test_what_has_fired_does_not_fire_at_another_time() -> None:
    over = timer(BEFORE, fired_at=BEFORE)
    assert kept(timer(AFTER), over, NOW) == over


def test_a_timer_moves_with_what_it_is_about() -> None:
    assert kept(timer(AFTER), timer(AFTER + DAY), NOW) == timer(AFTER)
    assert kept(timer(AFTER), timer(BEFORE), NOW) == timer(AFTER)


def test_what_nobody_could_know_before_is_due_now_and_not_late() -> None:
    assert kept(timer(BEFORE), None, NOW) == timer(NOW)
    assert kept(timer(BEFORE), timer(AFTER), NOW) == timer(NOW)


def test_what_was_due_already_keeps_its_moment() -> None:
    missed = timer(BEFORE - DAY)
    assert kept(timer(BEFORE), missed, NOW) == missed


def test_an_hour_is_in_time_and_more_is_late() -> None:
    assert not timer(NOW).is_late(NOW + LATE)
    assert timer(NOW).is_late(NOW + LATE + timedelta(seconds=1))


# The morning


@pytest.mark.parametrize(
    ("hours", "now", "when"),
    [
        (OFFICE, "2026-11-23T08:59", "Mon 23 Nov 09:00"),
        (OFFICE, "2026-11-23T09:00", "Tue 24 Nov 09:00"),
        (OFFICE, "2026-11-27T12:00", "Mon 30 Nov 09:00"),
        (OFFICE, "2026-10-23T12:00", "Mon 26 Oct 09:00"),
        (ALWAYS, "2026-11-28T12:00", "Sun 29 Nov 09:00"),
    ],
)
def test_the_digest_comes_when_the_office_opens_in_the_morning(
    hours: Hours, now: str, when: str
) -> None:
    found = next_digest(hours, datetime.fromisoformat(now).replace(tzinfo=BELGRADE))
    assert found is not None
    assert f"{found.astimezone(BELGRADE):%a %d %b %H:%M}" == when


def test_an_office_that_never_opens_has_no_morning() -> None:
    assert next_digest(Hours(BELGRADE, NEVER), MONDAY) is None


def test_what_has_waited_for_a_working_day_is_found_over_a_weekend() -> None:
    before = opened_before(OFFICE, MONDAY, timedelta(hours=8))
    assert abs(before - (MONDAY - 3 * DAY)) <= timedelta(seconds=1)
    assert opened_before(Hours(BELGRADE, NEVER), MONDAY, DAY) < MONDAY - 365 * DAY
