"""Which row goes next: order inside a lane, urgency between lanes, nothing before it is due."""

import asyncio
import time
from datetime import timedelta

import pytest

from bot.delivery import Limits
from bot.lanes import Lane, Lanes
from bot.pace import Window
from desk.outgoing import STAFF_LANE, Priority, Waiting, staff_lane
from tests.bot.simulation import DAY, row


def free(_lane: str) -> Window:
    return Window(0, 3)


def lanes_with(*rows: Waiting) -> Lanes:
    lanes = Lanes(free)
    for waiting in rows:
        lanes.add(waiting)
    return lanes


def waiting(
    number: int, lane: str = "chat:1", priority: Priority = Priority.PERSON, due_in: float = 0
) -> Waiting:
    return row(number, lane, priority, at=due_in).waiting


def take(lanes: Lanes, now: float = 0.0) -> tuple[Lane, int]:
    """The lane and the number of the row that goes at this second."""
    taken = lanes.take(now, DAY + timedelta(seconds=now))
    assert taken is not None
    return taken[0], taken[1].id


def sent_in_order(lanes: Lanes, many: int) -> list[int]:
    order = []
    for _ in range(many):
        lane, number = take(lanes)
        order.append(number)
        lanes.release(lane, 0.0)
    return order


def nothing_goes(lanes: Lanes, now: float = 0.0) -> bool:
    return lanes.take(now, DAY + timedelta(seconds=now)) is None


def test_while_one_row_of_a_lane_is_under_way_the_next_waits() -> None:
    lanes = lanes_with(waiting(1), waiting(2))
    lane, first = take(lanes)
    assert first == 1
    assert nothing_goes(lanes)
    assert lanes.wait(0.0, DAY) == float("inf")
    lanes.release(lane, 0.0)
    assert take(lanes)[1] == 2


def test_a_row_that_comes_while_its_lane_is_busy_waits_for_it_too() -> None:
    lanes = lanes_with(waiting(1))
    lane, _ = take(lanes)
    lanes.add(waiting(2))
    assert nothing_goes(lanes)
    lanes.release(lane, 0.0)
    assert take(lanes)[1] == 2


def test_lanes_do_not_wait_for_each_other() -> None:
    lanes = lanes_with(waiting(1, "chat:1"), waiting(2, "chat:2"))
    assert {take(lanes)[1], take(lanes)[1]} == {1, 2}


def test_in_a_lane_the_urgent_goes_first_and_equals_keep_their_order() -> None:
    rows = [
        waiting(3, priority=Priority.PERSON),
        waiting(1, priority=Priority.BULK),
        waiting(4, priority=Priority.MENDING),
        waiting(2, priority=Priority.PERSON),
    ]
    assert sent_in_order(lanes_with(*rows), 4) == [4, 2, 3, 1]


def test_between_lanes_the_urgent_goes_first() -> None:
    rows = [
        waiting(1, "chat:1", Priority.BULK),
        waiting(2, STAFF_LANE, Priority.STAFF),
        waiting(3, "chat:3", Priority.PERSON),
    ]
    assert sent_in_order(lanes_with(*rows), 3) == [3, 2, 1]


def test_every_tenth_turn_is_the_eldests_however_unimportant() -> None:
    bulk = [waiting(number, f"chat:{number}", Priority.BULK) for number in (1, 2)]
    people = [waiting(number, f"chat:{number}") for number in range(3, 40)]
    order = sent_in_order(lanes_with(*bulk, *people), 20)
    assert [turn for turn, number in enumerate(order, 1) if number in (1, 2)] == [10, 20]


def test_a_row_that_is_known_already_is_not_taken_twice() -> None:
    lanes = lanes_with(waiting(1), waiting(1))
    assert len(lanes) == 1
    lane, _ = take(lanes)
    lanes.release(lane, 0.0)
    assert nothing_goes(lanes)
    assert len(lanes) == 0


def test_a_row_that_has_gone_may_come_again() -> None:
    lanes = lanes_with(waiting(1))
    lane, _ = take(lanes)
    lanes.add(waiting(1))
    lanes.release(lane, 0.0)
    assert take(lanes)[1] == 1


def test_what_is_due_later_waits_and_says_how_long() -> None:
    lanes = lanes_with(waiting(1, due_in=5))
    assert nothing_goes(lanes)
    assert lanes.wait(0.0, DAY) == pytest.approx(5)
    assert nothing_goes(lanes, 4.9)
    assert take(lanes, 5.0)[1] == 1


def test_what_comes_later_stays_behind_what_waits_for_its_time() -> None:
    """An album that is still gathering is not overtaken by the words that followed it."""
    lanes = lanes_with(waiting(1, due_in=5), waiting(2))
    assert nothing_goes(lanes)
    assert [take(lanes, 5.0)[1]] == [1]


def test_a_lane_that_is_held_waits_and_others_do_not() -> None:
    lanes = lanes_with(waiting(1, "chat:1"), waiting(2, "chat:1"), waiting(3, "chat:2"))
    lane, _ = take(lanes)
    lane.held_until = 7.0
    lanes.release(lane, 0.0)
    assert take(lanes)[1] == 3
    assert nothing_goes(lanes, 6.9)
    assert lanes.wait(0.0, DAY) == pytest.approx(7)
    assert take(lanes, 7.0)[1] == 2


def test_a_lane_whose_window_is_full_waits_until_it_opens() -> None:
    lanes = Lanes(Limits().window_of)
    for number in range(4):
        lanes.add(waiting(number))
    for _ in range(3):
        lane, _number = take(lanes)
        lane.window.start()
        lane.window.land(0.0)
        lanes.release(lane, 0.0)
    assert nothing_goes(lanes, 3.0)
    assert 3.0 < lanes.wait(0.0, DAY) < 3.1
    assert take(lanes, 3.1)[1] == 3


@pytest.mark.parametrize(
    ("lane", "fits"),
    [
        ("chat:1", 3),
        (STAFF_LANE, 20),
        (staff_lane("turkish"), 20),
        ("marks:1", 1000),
        ("profile", 1000),
    ],
)
def test_each_kind_of_lane_has_its_own_window(lane: str, fits: int) -> None:
    window = Limits().window_of(lane)
    for _ in range(fits):
        assert window.free_at(0.0) == 0.0
        window.start()
        window.land(0.0)
    assert (window.free_at(0.0) > 0.0) == (fits < 1000)


def test_the_settings_switch_each_window_off() -> None:
    limits = Limits(per_second=0, per_chat=0, per_group_minute=0)
    for lane in ("chat:1", STAFF_LANE, staff_lane("turkish")):
        assert limits.window_of(lane).free_at(0.0, 1000) == 0.0


def test_idle_lanes_are_forgotten_but_not_what_still_holds_one_back() -> None:
    lanes = Lanes(Limits().window_of)
    for number in range(1100):
        lanes.add(waiting(number, f"chat:{number}"))
        lane, _ = take(lanes, 10.0)
        if number == 500:
            lane.held_until = 99.0
        if number == 501:
            lane.window.start()
            lane.window.land(8.0)
        lanes.release(lane, 10.0)
    assert len(lanes) == 0
    kept = lanes._lanes
    assert len(kept) <= 1000
    assert {"chat:500", "chat:501"} <= kept.keys()


async def test_a_lane_makes_room_for_as_much_as_an_album_needs() -> None:
    lane = Lane("chat:1", Window(3, 0.08))
    lane.window.start(2)
    landed = time.monotonic()
    lane.window.land(landed, 2)
    async with asyncio.timeout(5):
        await lane.room(3)
    assert time.monotonic() - landed >= 0.08


def test_what_nobody_waits_for_leaves_half_of_the_window_to_what_people_write() -> None:
    lanes = Lanes(lambda _lane: Window(20, 60))
    for number in range(1, 31):
        lanes.add(waiting(number, priority=Priority.IDLE))
    gone = []
    while (taken := lanes.take(0.0, DAY)) is not None:
        lane, row = taken
        lane.window.start()
        lane.window.land(0.0)
        lanes.release(lane, 0.0)
        gone.append(row.id)
    assert gone == list(range(1, 12))
    lanes.add(waiting(31, priority=Priority.STAFF))
    assert take(lanes)[1] == 31


def test_what_nobody_waits_for_gets_on_after_a_while_where_it_is_never_quiet() -> None:
    """Twelve calls in each minute leave no half of the window, and a quarter."""
    lanes = Lanes(lambda _lane: Window(20, 60))
    lanes.add(waiting(1, priority=Priority.IDLE, due_in=100))
    at = [0.0]
    while (taken := lanes.take(at[-1], DAY + timedelta(seconds=at[-1]))) is None:
        lane = lanes._lane("chat:1")
        lane.window.start()
        lane.window.land(at[-1])
        at.append(at[-1] + 5)
        assert at[-1] < 1000
    assert taken[1].id == 1
    assert at[-1] == 220
    lanes.release(taken[0], at[-1])
    for _ in range(4):
        taken[0].window.start()
        taken[0].window.land(at[-1])
    lanes.add(waiting(2, priority=Priority.IDLE))
    assert nothing_goes(lanes, at[-1])


def test_each_staff_group_has_a_window_of_its_own() -> None:
    """The main group's minute is used up: another group's goes on."""
    lanes = Lanes(Limits().window_of)
    for number in range(1, 31):
        lanes.add(waiting(number, STAFF_LANE))
        lanes.add(waiting(100 + number, staff_lane("turkish")))
    for _ in range(20):
        lane, number = take(lanes)
        assert lane.name == STAFF_LANE
        lane.window.start(1)
        lane.window.land(0.0, 1)
        lanes.release(lane, 0.0)
    lane, number = take(lanes)
    assert (lane.name, number) == ("staff:turkish", 101)
