"""Several replicas, each watched: who leads, who is ready, and one id over all of them."""

from collections.abc import AsyncIterator

import pytest

from tests.fleet.fleet import Fleet, Replica
from tests.watch.journal import journal
from tests.watch.monitoring import ANYWHERE, Scrape, answer_of, scrape_of


@pytest.fixture
async def pair(postgresql_address: str) -> AsyncIterator[Fleet]:
    async with Fleet(postgresql_address, 2, watch_listen=ANYWHERE) as fleet:
        yield fleet


async def seen(replica: Replica) -> Scrape:
    return await scrape_of(replica.app)


async def test_one_leads_and_all_are_ready(pair: Fleet) -> None:
    (follower,) = pair.followers
    leading, following = await seen(pair.leader), await seen(follower)
    assert (leading.of("linja_leader"), following.of("linja_leader")) == (1, 0)
    assert leading.of("linja_leader_term") == pair.leader.app.leading.term
    assert following.of("linja_leader_term") == 0
    assert (leading.of("linja_ready"), following.of("linja_ready")) == (1, 1)
    for replica in pair.replicas:
        assert (await answer_of(replica.app, "/readyz")).status == 200


async def test_what_is_in_the_tables_is_the_same_from_each(pair: Fleet) -> None:
    arta = await pair.member("Arta")
    await arta.ticket("Na duhet ndihmë")
    found = [await seen(replica) for replica in pair.replicas]
    assert [one.of("linja_requests_open", status="new") for one in found] == [1, 1]


async def test_each_counts_its_own_and_together_they_count_all(pair: Fleet) -> None:
    arta = await pair.member("Arta")
    for number in range(6):
        await arta.says(f"/help {number}")
    found = [await seen(replica) for replica in pair.replicas]
    received = [one.of("linja_updates_received_total") or 0 for one in found]
    handled = [one.sum("linja_updates_total", outcome="handled") for one in found]
    assert all(received)  # the balancer gives to each
    assert sum(handled) == sum(received)
    replied = [one.of("linja_reply_seconds_count", to="member") or 0 for one in found]
    assert [bool(count) for count in replied] == [replica.leads for replica in pair.replicas]


async def test_one_id_leads_through_whichever_replicas_it_were(pair: Fleet) -> None:
    arta = await pair.member("Arta")
    with journal("INFO", "json") as read:
        for number in range(6):
            await arta.says(f"/help {number}")
    received = [line["cause"] for line in read.lines if line["event"] == "update received"]
    assert len(received) == 6
    for cause in received:
        assert {"update received", "update done", "parcel delivered"} <= set(read.events(cause))


async def test_who_takes_over_says_so(pair: Fleet) -> None:
    old, (heir,) = pair.leader, pair.followers
    term = (await seen(old)).of("linja_leader_term") or 0
    await pair.stops(old)
    await pair.led_by(heir)
    found = await seen(heir)
    assert found.of("linja_leader") == 1
    assert (found.of("linja_leader_term") or 0) > term
