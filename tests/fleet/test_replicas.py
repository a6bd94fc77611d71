"""Any number of replicas behind one webhook: every one handles updates, and one of them leads."""

import asyncio
import time

from desk.languages import Language
from tests.fleet.fleet import Fleet, Replica
from tests.people import Member
from tests.scenarios.test_gaps import ASKED, REPLY, gaps, handed_on


async def writes(member: Member, *words: str) -> None:
    """One after the other without waiting for an answer, as people do."""
    for said in words:
        await member.world.post("/control/say", person=member.id, chat=member.id, text=said)


def handled(fleet: Fleet) -> list[int]:
    """How many messages of staff each replica has looked at: each asks who writes."""
    return [
        sum(method == "getChatMember" for _, method in replica.calls) for replica in fleet.replicas
    ]


async def test_a_member_and_staff_talk_over_three_replicas(fleet: Fleet) -> None:
    arta, besa = await fleet.member("Arta"), await fleet.staff("Besa")
    thread = await arta.ticket("Na duhet ndihmë")
    await besa.says("Çfarë buxheti keni?", thread)
    await arta.says("Rreth 5000 euro.")
    assert (await arta.last()).text == "Çfarë buxheti keni?"
    assert "Rreth 5000 euro." in (await besa.sees(thread))[-1].text


async def test_exactly_one_leads_and_sends(fleet: Fleet) -> None:
    arta = await fleet.member("Arta")
    await arta.ticket()
    assert sum(replica.leads for replica in fleet.replicas) == 1
    assert all(replica.sent_since(0) == 0 for replica in fleet.followers)
    assert fleet.leader.sent_since(0) > 0


async def test_every_replica_handles_updates(fleet: Fleet) -> None:
    arta = await fleet.member("Arta")
    threads = [await arta.ticket(f"Pyetja {number}") for number in range(3)]
    for name in "ABCDEF":
        staff = await fleet.staff(name)
        await asyncio.gather(*(staff.says(f"{name} përgjigjet", thread) for thread in threads))
    assert all(handled(fleet)), handled(fleet)


async def test_a_conversation_keeps_its_order_wherever_it_is_handled(fleet: Fleet) -> None:
    people = [await fleet.member(name) for name in ("Arta", "Blerta", "Dita")]
    besa = await fleet.staff()
    threads = [await person.ticket(f"Nga {person.name}") for person in people]
    said = [str(number) for number in range(8)]
    await asyncio.gather(*(writes(person, *said) for person in people))
    for thread in threads:
        seen = "\n".join(message.text for message in (await besa.sees(thread))[1:])
        assert [line for line in seen.split() if line.isdecimal()] == said


async def test_a_reply_through_a_follower_goes_out_at_once(pair: Fleet) -> None:
    """Whoever leads is told of it, and need not look: a look comes once a second."""
    arta = await pair.member("Arta")
    (follower,) = pair.followers
    pair.balancer.ports = [follower.port]
    waits = []
    for number in range(5):
        before = pair.sent
        began = time.monotonic()
        await writes(arta, f"/ticket Pyetja e {number}-të")
        await pair.sees(lambda: pair.sent > before)  # noqa: B023 - seen at once
        waits.append(time.monotonic() - began)
        await pair.quiet()
    assert min(waits) < 0.4


async def test_a_replica_that_stops_in_order_leaves_its_work_to_the_others(fleet: Fleet) -> None:
    arta, besa = await fleet.member("Arta"), await fleet.staff()
    thread = await arta.ticket()
    for number in range(2):
        await writes(arta, f"para {number}")
        await fleet.stops(fleet.leader)
        await writes(arta, f"pas {number}")
        await fleet.led_by(*fleet.replicas)
    seen = " ".join(message.text for message in await besa.sees(thread))
    places = [seen.index(f"{when} {number}") for number in range(2) for when in ("para", "pas")]
    assert places == sorted(places)


async def test_what_staff_publish_through_one_replica_is_known_to_the_other(pair: Fleet) -> None:
    ane, besa = await pair.member("Ane", Language.EN), await pair.staff()
    asked = ASKED[Language.EN]
    pair.balancer.ports = [pair.replicas[0].port]
    await handed_on(ane, asked)
    (topic,) = await pair.topics()
    await besa.says(REPLY, topic["message_thread_id"])
    await besa.presses_on(await gaps(besa), "1")
    await besa.presses_on(await besa.told(), "New entry")
    await besa.presses_on(await besa.told(), "Publish")
    pair.balancer.ports = [pair.replicas[1].port]
    await pair.sees(lambda: len({_revision(replica) for replica in pair.replicas}) == 1)
    mira = await pair.member("Mira", Language.EN)
    await mira.says(asked)
    assert REPLY in (await mira.last()).text


def _revision(replica: Replica) -> str | None:
    assert replica.app.units is not None
    return replica.app.units.library._revision


async def test_a_group_that_moved_is_followed_by_all(fleet: Fleet) -> None:
    arta, besa = await fleet.member("Arta"), await fleet.staff()
    await arta.ticket()
    fleet.group_id = (await fleet.post("/control/migrate", chat=fleet.group_id))["id"]
    await fleet.quiet()
    thread = await arta.ticket("Edhe një pyetje tjetër")
    for number in range(3):  # through each of the three
        await besa.says(f"Përgjigjja {number}", thread)
    read = [message.text for message in await arta.reads()]
    assert read[-3:] == [f"Përgjigjja {number}" for number in range(3)]


async def test_a_person_may_be_forgotten_while_another_replica_has_their_words_in_hand(
    pair: Fleet,
) -> None:
    arta = await pair.member("Arta")
    await arta.ticket()
    await arta.says("/forgetme")
    await arta.presses("Erase everything")
    asked = await arta.last()
    await asyncio.gather(
        *(pair.post("/control/say", person=arta.id, chat=arta.id, text=f"{n}") for n in range(5)),
        arta.forges(arta.id, asked, "pv.gone"),
    )
    await pair.quiet()
    for kept in ("inbox", "messages", "outbox"):
        assert "buxhetin" not in str(await pair.asks(f"SELECT * FROM {kept}"))
    assert await pair.asks("SELECT count(*) FROM inbox WHERE dead_at IS NOT NULL") == [(0,)]


async def test_what_is_in_hand_is_finished_by_whoever_stops(pair: Fleet) -> None:
    arta, besa = await pair.member("Arta"), await pair.staff()
    thread = await arta.ticket()
    await writes(arta, *(f"fjala {number}" for number in range(10)))
    for replica in list(pair.replicas):
        await pair.stops(replica)
    held = await pair.asks("SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'")
    assert held == [(0,)]
    await pair.adds()
    seen = " ".join(message.text for message in await besa.sees(thread))
    places = [seen.index(f"fjala {number}") for number in range(10)]
    assert places == sorted(places)
