"""Real processes on a real PostgreSQL, killed, frozen and cut off while people write.

What each story holds, beside its own: every word arrives, in order, in one place, and what is sent
twice is no more than what was being sent at that moment.
"""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.trial import clocks
from tests.trial.cluster import Cluster, cluster
from tests.trial.fleet import Plan, fleet
from tests.trial.process import NO_LIMITS
from tests.trial.stage import stage
from tests.trial.talk import talk
from tests.trial.trial import Trial

EVERYTHING = bool(os.environ.get("EVERYTHING"))
SMALL_BASE = Path(__file__).parents[1] / "faq" / "small_base"
# Seconds until another one leads. In the check other tests have the processor most of the time, and
# this says that somebody does; how quickly is measured by `bench.replicas`.
FAILOVER = 2.0 if EVERYTHING else 15.0
ROUNDS = 5 if EVERYTHING else 1
MANY = 5 if EVERYTHING else 3
CLOCKS = (0, 60, -60)  # seconds ahead: in every story they are a minute apart
IN_HAND = 8  # calls at once, at most: where what was under way cannot be looked up

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("fleet"),  # one fleet for all of them
]


@pytest.fixture(scope="module")
def server() -> Iterator[Cluster]:
    with cluster() as made:
        yield made


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def trial(server: Cluster, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Trial]:
    """All replicas have started at once, on an empty database."""
    folder, address = tmp_path_factory.mktemp("fleet"), server.create("trials")
    plan = Plan(MANY, {**NO_LIMITS, "FAQ_DIR": str(SMALL_BASE)}, cables=True, clocks=CLOCKS)
    async with (
        stage() as scene,
        fleet(scene, folder, address, plan) as replicas,
    ):
        await replicas.start()
        people = talk(scene, 40 if EVERYTHING else 10)
        await people.open(60)
        yield Trial(replicas, people)


async def test_replicas_that_start_at_once_on_an_empty_database_all_take_updates(
    trial: Trial,
) -> None:
    async with trial.while_people_write():
        for replica in trial.fleet.replicas:
            await trial.takes_updates(replica, 5)
        leader = await trial.fleet.led(1)
    assert [r for r in trial.fleet.replicas if r.sends(0)] == [leader]


@pytest.mark.skipif(not clocks.HAVE, reason=clocks.MISSING)
async def test_replicas_whose_clocks_are_minutes_apart_answer_as_quickly(trial: Trial) -> None:
    told = len(trial.talk.said)
    async with trial.while_people_write():
        for replica in trial.fleet.replicas:
            await trial.takes_updates(replica, 5)
    # Who went by their own clock would wait for a minute, or for two.
    assert max(trial.talk.stage.ways(trial.talk.said[told:])) < max(CLOCKS) / 2


@pytest.mark.parametrize("_round", range(ROUNDS))
async def test_a_replica_that_is_killed_at_work_takes_nothing_with_it(
    trial: Trial, _round: int
) -> None:
    async with trial.while_people_write():
        leader = await trial.fleet.led(1)
        await trial.fleet.kill(await trial.follower())
        assert await trial.fleet.led(1) is leader
    assert trial.stop < FAILOVER


@pytest.mark.parametrize("_round", range(ROUNDS))
async def test_a_leader_that_is_killed_is_followed_by_another(trial: Trial, _round: int) -> None:
    async with trial.while_people_write():
        leader = await trial.fleet.led(1)
        await trial.fleet.kill(leader)
        _, seconds = await trial.succession(leader, 10)
    assert seconds < FAILOVER
    assert trial.stop < FAILOVER


@pytest.mark.parametrize("_round", range(ROUNDS))
async def test_a_leader_that_was_frozen_sends_nothing_when_it_wakes(
    trial: Trial, _round: int
) -> None:
    async with trial.while_people_write():
        leader = await trial.fleet.led(1)
        already = len(trial.fleet.in_flight)
        await trial.fleet.strike(leader, leader.process.freeze)
        _, seconds = await trial.succession(leader, 10)
        woken = time.monotonic()
        leader.process.thaw()
        await trial.takes_updates(leader, 10)
        assert await trial.fleet.led(1) is not leader
    assert seconds < FAILOVER
    # Between its last look at the lock and the wire a call may have been caught by the frost.
    assert len(leader.sends(woken)) <= len(trial.fleet.in_flight) - already
    assert leader.sends(woken + 0.3) == []


WAYS = ("block", "cut") if EVERYTHING else ("block",)


@pytest.mark.parametrize("way", WAYS)
async def test_a_leader_that_is_cut_off_from_the_database_stops_before_another_begins(
    trial: Trial, way: str
) -> None:
    async with trial.while_people_write():
        leader = await trial.fleet.led(1)
        cable = leader.data
        assert cable is not None
        await trial.fleet.strike(leader, getattr(cable, way))
        new, seconds = await trial.succession(leader, 10)
        begun = time.monotonic()
        await trial.takes_updates(new, 5)
        cable.mend()
        await trial.takes_updates(leader, 15)
    assert seconds < FAILOVER
    assert leader.sends(begun) == []


async def test_a_slow_replica_keeps_nobody_else_waiting(trial: Trial) -> None:
    async with trial.while_people_write():
        slow = await trial.follower()
        assert slow.data is not None
        slow.data.delay = 0.02  # seconds each way: ten times a usual question
        await trial.takes_updates(slow, 5)
        slow.data.delay = 0.0
    assert trial.stop < FAILOVER


HOWS = ("immediate", "fast") if EVERYTHING else ("immediate",)


@pytest.mark.parametrize("how", HOWS)
async def test_a_database_that_restarts_under_load_is_waited_for(
    trial: Trial, server: Cluster, how: str
) -> None:
    async with trial.while_people_write(in_hand=IN_HAND):
        await asyncio.to_thread(server.stop, how)
        await asyncio.to_thread(server.start)
        await trial.fleet.led(10)
        for replica in trial.fleet.replicas:
            await trial.takes_updates(replica, 10)


@pytest.mark.parametrize("_round", range(ROUNDS))
async def test_a_leader_that_is_asked_to_stop_hands_over_and_doubles_nothing(
    trial: Trial, _round: int
) -> None:
    """So is a new version rolled out: one after the other ends, and the next one of it starts."""
    async with trial.while_people_write():
        leader = await trial.fleet.led(1)
        ending = asyncio.create_task(leader.process.stop())
        _, seconds = await trial.succession(leader, 10)
        await ending
    assert seconds < FAILOVER
    assert trial.stop < FAILOVER
