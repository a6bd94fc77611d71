"""What may befall a fleet: nothing is lost, no two send at once, and it goes on by itself."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from psycopg import AsyncConnection

from desk.outgoing import Call, Chat, Parcel, Priority
from tests.fleet.fleet import END, OF_THE_LINE, Fleet, Replica
from tests.fleet.test_replicas import writes
from tests.people import Member
from tests.trial.cluster import cabled

SOON = 2.0  # seconds within which another leads
WORDS = [f"fjala {number}" for number in range(12)]
_MANY = 20


async def told_once(arta: Member, words: list[str]) -> None:
    """Each of them was read, in this order and no more than once."""
    read = [message.text for message in await arta.reads() if message.text in set(words)]
    assert read == words


async def many(replica: Replica, person: Member, priority: Priority = Priority.PERSON) -> list[str]:
    """Messages to one person that wait to be sent, all at once."""
    words = [f"lajmi {number}" for number in range(_MANY)]
    assert replica.app.units is not None
    async with replica.app.units.begin() as unit:
        for said in words:
            call = Call("sendMessage", {"text": said})
            await unit.outbox.put(Parcel(Chat(person.id), call, priority))
    replica.app.nudge()
    return words


async def test_when_the_leader_stops_another_leads_within_two_seconds(fleet: Fleet) -> None:
    arta = await fleet.member("Arta")
    stopping, staying = fleet.leader, fleet.followers
    closing = asyncio.create_task(fleet.stops(stopping))
    assert await fleet.led_by(*staying) < SOON
    await closing
    await arta.ticket()
    assert "1" in (await arta.last()).text


async def test_a_leader_whose_lock_is_taken_away_stops_at_once_and_nothing_is_doubled(
    pair: Fleet,
) -> None:
    arta = await pair.member("Arta")
    was, term = pair.leader, pair.leader.app.leading.term
    words = await many(was, arta)
    await pair.ends_the_leaders_session()
    await pair.sees(lambda: was.app.leading.term != term)  # it may lead again at once
    assert await pair.led_by(*pair.replicas) < SOON
    await told_once(arta, words)


async def test_terms_rise_and_rows_are_claimed_in_them(pair: Fleet) -> None:
    arta = await pair.member("Arta")
    first = pair.leader.app.leading.term
    await pair.ends_the_leaders_session()
    await pair.sees(lambda: any(r.leads and r.app.leading.term != first for r in pair.replicas))
    await many(pair.leader, arta)
    await pair.quiet()
    terms = await pair.asks("SELECT DISTINCT term FROM outbox WHERE body LIKE '%lajmi%'")
    assert first is not None
    assert terms == [(first + 1,)]


async def test_a_leader_that_is_cut_off_sends_nothing_and_another_goes_on(pair: Fleet) -> None:
    """It lives, it has rows to send and reaches Telegram: only the database is away."""
    (plain,) = pair.followers
    await pair.stops(pair.leader)
    await pair.led_by(plain)
    async with cabled(pair.address) as (cable, address):
        cut = await pair.adds(database_url=address)
        await pair.ends_the_leaders_session()
        while not cut.leads:
            await pair.ends_the_leaders_session()
            await asyncio.sleep(0.1)
        arta = await pair.member("Arta")
        pair.balancer.ports = [plain.port]
        cable.block()
        blocked = time.monotonic()
        words = await many(plain, arta)
        assert await pair.led_by(plain) < SOON
        await told_once(arta, words)
        await pair.sees(lambda: not cut.leads)
        assert cut.sent_since(blocked + 0.85) == 0
        cable.mend()
        await arta.ticket()
        assert not cut.leads
        await pair.stops(cut)


async def test_bulk_mail_is_not_doubled_when_leaders_change(pair: Fleet) -> None:
    people = [await pair.member(f"Nr{number}") for number in range(3)]
    for person in people:
        words = await many(pair.leader, person, Priority.BULK)
    for _ in range(2):
        await asyncio.sleep(0.1)
        await pair.ends_the_leaders_session()
    await pair.led_by(*pair.replicas)
    for person in people:
        read = [m.text for m in await person.reads() if m.text.startswith("lajmi")]
        assert read == [one for one in words if one in read]
        assert len(read) >= len(words) - 2  # what a leader had in hand does not go out again


async def test_the_database_restarts_under_load(fleet: Fleet) -> None:
    """All connections of all replicas end, again and again, while people write."""
    people = [await fleet.member(name) for name in ("Arta", "Blerta", "Dita")]
    besa = await fleet.staff()
    threads = [await person.ticket(f"Nga {person.name}") for person in people]
    writing = asyncio.gather(*(writes(person, *WORDS) for person in people))
    for _ in range(3):
        await asyncio.sleep(0.1)
        assert await fleet.ends_backends() > 0
    await writing
    async with fleet.patience(30):
        await fleet.quiet()
        for thread in threads:
            seen = " ".join(message.text for message in await besa.sees(thread))
            places = [seen.index(said) for said in WORDS]
            assert places == sorted(places)


async def test_while_the_database_is_away_telegram_is_told_to_come_again(pair: Fleet) -> None:
    arta = await pair.member("Arta")
    async with database_away(pair):
        await writes(arta, "/ticket Na duhet ndihmë")
        await asyncio.sleep(0.3)
        assert pair.box.world.updates.pending
    async with pair.patience(30):
        assert "1" in (await arta.last()).text


@asynccontextmanager
async def database_away(fleet: Fleet) -> AsyncIterator[None]:
    """Nobody may connect to it, and whoever was is not any more."""
    ((name,),) = await fleet.asks("SELECT current_database()")
    base = fleet.address.replace(f"/{name}", "/postgres")
    away = f"ALTER DATABASE {name} ALLOW_CONNECTIONS"
    async with await AsyncConnection.connect(base, autocommit=True) as server:
        try:
            await server.execute(f"{away} false".encode())
            await server.execute(f"{END} datname = '{name}' AND {OF_THE_LINE}".encode())
            yield
        finally:
            await server.execute(f"{away} true".encode())
