"""How fast Telegram is called: strict where a call arrives, whatever happens on its way."""

import asyncio
from collections import defaultdict
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery import Limits
from bot.pace import Pace, Window
from desk.outgoing import STAFF_LANE, Priority
from tests.bot.simulation import Arrival, Row, Sender, crowded, play, restless, row

STRICT = Limits()


def mixed(random: Random, many: int, chats: int) -> list[Row]:
    """Rows for a few busy chats and the staff group, of every urgency, some of them albums."""
    lanes = [*(f"chat:{number}" for number in range(chats)), STAFF_LANE]
    return [
        row(
            number,
            random.choice(lanes),
            random.choice(list(Priority)),
            weight=random.choice((1,) * 12 + (2, 3, 5)),
            at=random.choice((0.0, random.uniform(0, 5))),
        )
        for number in range(many)
    ]


def by_lane(arrivals: list[Arrival]) -> dict[str, list[Arrival]]:
    lanes: dict[str, list[Arrival]] = defaultdict(list)
    for arrival in arrivals:
        lanes[arrival.lane].append(arrival)
    return lanes


def refused(arrivals: list[Arrival]) -> list[Arrival]:
    """What Telegram would refuse (Bot FAQ, "My bot is hitting limits"), read strictly."""
    found = crowded(arrivals, 30, 1)
    for lane, its in by_lane(arrivals).items():
        found += crowded(its, 20, 60) if lane == STAFF_LANE else crowded(its, 3, 3)
    return found


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 10**9),
    many=st.integers(1, 150),
    chats=st.integers(1, 60),
    slowest=st.sampled_from((0.0, 0.05, 0.4, 1.5, 6.0)),
    hands=st.sampled_from((1, 8, 64)),
)
def test_whatever_the_way_no_limit_is_exceeded_and_each_chat_keeps_its_order(
    seed: int, many: int, chats: int, slowest: float, hands: int
) -> None:
    random = Random(seed)
    sender = Sender(STRICT, restless(random, slowest), hands)
    arrivals = play(sender.send(mixed(random, many, chats)))
    assert len(arrivals) == many
    assert refused(arrivals) == []
    assert sender.doubled == []


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**9), slowest=st.sampled_from((0.0, 0.4, 3.0)))
def test_within_a_chat_and_an_urgency_what_was_said_first_arrives_first(
    seed: int, slowest: float
) -> None:
    random = Random(seed)
    rows = [
        row(number, f"chat:{random.randrange(4)}", random.choice((Priority.PERSON, Priority.BULK)))
        for number in range(40)
    ]
    arrivals = play(Sender(STRICT, restless(random, slowest)).send(rows))
    for lane in by_lane(arrivals).values():
        order = [(arrival.row.waiting.priority, arrival.row.waiting.id) for arrival in lane]
        assert order == sorted(order)


def test_a_receiver_as_strict_as_ours_would_catch_a_sender_that_counts_from_the_start() -> None:
    """The check itself: three at the start, late on their way, and three a window later."""
    late = [Arrival(2.9, row(number)) for number in range(3)]
    early = [Arrival(3.1, row(number)) for number in range(3, 6)]
    assert len(crowded([*late, *early], 3, 3)) == 3


def test_a_crowd_is_served_at_nearly_thirty_a_second() -> None:
    rows = [row(number, f"chat:{number}") for number in range(290)]
    arrivals = play(Sender(STRICT, lambda: (0.01, 0.01)).send(rows))
    assert 9.5 < arrivals[-1].at < 10.5


def test_limits_of_nought_let_everything_through_at_once() -> None:
    rows = [row(number, ("chat:1", STAFF_LANE)[number % 2]) for number in range(100)]
    arrivals = play(Sender(Limits(0, 0, 0), lambda: (0.0, 0.0)).send(rows))
    assert arrivals[-1].at == pytest.approx(0, abs=0.001)


def mailing(people_per_second: int, seconds: int) -> list[Arrival]:
    """A mailing without end beside people who keep writing."""
    bulk = [row(n, f"chat:b{n}", Priority.BULK) for n in range(25 * seconds)]
    many = people_per_second * seconds
    people = [row(1000 + n, f"chat:p{n}", at=n / people_per_second) for n in range(many)]
    return play(Sender(STRICT, lambda: (0.02, 0.02)).send([*bulk, *people]))


def test_people_hardly_wait_while_a_mailing_fills_every_free_slot() -> None:
    arrivals = mailing(people_per_second=20, seconds=5)
    people = [arrival for arrival in arrivals if arrival.row.waiting.priority is Priority.PERSON]
    assert max(arrival.at - arrival.row.at for arrival in people) < 0.25
    assert sum(arrival.at < 5 for arrival in arrivals) >= 28 * 5


def test_bulk_mail_gets_on_even_when_people_alone_are_too_many() -> None:
    arrivals = mailing(people_per_second=40, seconds=5)
    bulk = [arrival for arrival in arrivals if arrival.row.waiting.priority is Priority.BULK]
    assert sum(arrival.at < 5 for arrival in bulk) >= 12


def test_an_album_waits_until_all_of_it_fits() -> None:
    rows = [row(1), row(2, weight=3)]
    first, album = play(Sender(STRICT, lambda: (0.0, 0.0)).send(rows))
    assert album.at - first.at >= 3


def test_an_album_larger_than_the_window_goes_alone_rather_than_never() -> None:
    rows = [row(1), row(2, weight=10), row(3)]
    arrivals = play(Sender(STRICT, lambda: (0.0, 0.0)).send(rows))
    assert [arrival.row.weight for arrival in arrivals] == [1, 10, 1]
    assert all(later.at - sooner.at >= 3 for sooner, later in pairwise(arrivals))


# The window


def test_a_window_takes_its_limit_and_then_none_until_the_first_has_been_answered_long_ago() -> (
    None
):
    window = Window(2, 3)
    window.start(2)
    assert window.free_at(0) == float("inf")
    window.land(1.0)
    assert window.free_at(1.0) == pytest.approx(4.0, abs=0.05)
    assert window.free_at(1.0) > 4.0
    window.land(2.0)
    assert window.free_at(4.0) == pytest.approx(4.0, abs=0.05)
    assert window.free_at(4.5) == 4.5


def test_a_window_of_nought_is_none() -> None:
    window = Window(0, 60)
    window.start(1000)
    window.land(0, 999)
    assert window.free_at(0) == 0


def test_a_window_is_empty_when_nothing_flies_and_nothing_has_landed_lately() -> None:
    window = Window(3, 3)
    assert window.is_empty(0)
    window.start()
    assert not window.is_empty(0)
    window.land(1.0)
    assert not window.is_empty(3.9)
    assert window.is_empty(4.1)


@settings(max_examples=30, deadline=None)
@given(
    limit=st.sampled_from((1.5, 2.5, 3.9)),
    landed=st.lists(st.floats(0, 3), min_size=1, max_size=3).map(sorted),
    weight=st.integers(1, 3),
)
def test_a_window_counts_whole_calls_where_its_limit_is_a_fraction(
    limit: float, landed: list[float], weight: int
) -> None:
    fraction, whole = Window(limit, 3), Window(int(limit), 3)
    for window in (fraction, whole):
        for at in landed[: int(limit)]:
            window.start()
            window.land(at)
    assert fraction.free_at(3, weight) == whole.free_at(3, weight)


# The pace, on a loop


async def turns(pace: Pace, order: list[str], name: str, priority: Priority) -> None:
    await pace.slot(priority)
    order.append(name)
    pace.landed()


def test_the_most_urgent_goes_first_and_equals_keep_their_order() -> None:
    async def story() -> list[str]:
        pace, order = Pace(29, asyncio.get_running_loop().time), list[str]()
        await pace.slot(Priority.PERSON)
        async with asyncio.TaskGroup() as group:
            for name, priority in (
                ("bulk", Priority.BULK),
                ("notice", Priority.NOTICE),
                ("staff", Priority.STAFF),
                ("ada", Priority.PERSON),
                ("bob", Priority.PERSON),
            ):
                group.create_task(turns(pace, order, name, priority))
        return order

    assert play(story()) == ["ada", "bob", "staff", "notice", "bulk"]


@pytest.mark.parametrize("per_second", [29, 0])
def test_while_held_nothing_starts_not_even_without_a_limit(per_second: float) -> None:
    async def story() -> tuple[float, float]:
        loop = asyncio.get_running_loop()
        pace = Pace(per_second, loop.time)
        pace.hold(7)
        pace.hold(2)
        await pace.slot(Priority.PERSON)
        first = loop.time()
        pace.landed()
        await pace.slot(Priority.PERSON)
        return first, loop.time()

    first, second = play(story())
    assert first == pytest.approx(7, abs=0.01)
    assert second == pytest.approx(7, abs=0.1)


def test_a_hold_reaches_those_who_wait_already() -> None:
    async def story() -> float:
        loop = asyncio.get_running_loop()
        pace = Pace(1, loop.time)
        await pace.slot(Priority.PERSON)
        waiting = asyncio.create_task(pace.slot(Priority.PERSON))
        await asyncio.sleep(0.5)
        pace.hold(5)
        await waiting
        return loop.time()

    assert play(story()) >= 5.5


def test_whoever_is_cancelled_while_waiting_takes_no_slot() -> None:
    async def story() -> float:
        loop = asyncio.get_running_loop()
        pace = Pace(1, loop.time)
        await pace.slot(Priority.PERSON)
        pace.landed()
        impatient = asyncio.create_task(pace.slot(Priority.PERSON))
        patient = asyncio.create_task(pace.slot(Priority.NOTICE))
        await asyncio.sleep(0.2)
        impatient.cancel()
        await patient
        return loop.time()

    assert play(story()) == pytest.approx(1.02, abs=0.05)


def test_whoever_is_cancelled_just_as_the_slot_comes_leaves_it_to_others() -> None:
    """The slot was given, and nobody will say that its call has landed."""

    async def story() -> None:
        now = 0.0
        pace = Pace(1, lambda: now)
        pace.hold(1)
        given_up = [asyncio.create_task(pace.slot(Priority.PERSON)) for _ in range(2)]
        await asyncio.sleep(0)
        now = 10.0
        for waiting in given_up:
            pace.landed(0)  # serves
            waiting.cancel()
            now += 1.0
        await asyncio.gather(*given_up, return_exceptions=True)
        async with asyncio.timeout(60):
            now += 10.0
            await pace.slot(Priority.PERSON)

    play(story())
