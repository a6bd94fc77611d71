"""What people say against other desks, each as a story of this one: words that do not arrive.

The 25 heard most often; those about how people are treated are in test_complaints_of_care.
"""

import asyncio
import json
from pathlib import Path
from typing import Any

from sqlalchemy import text

from tests.bot.shell import Operator
from tests.scenarios.test_questions import NONSENSE
from tests.world import World


async def fault(world: World, **how: Any) -> None:
    await world.post("/control/faults", **how)


async def say(world: World, person: int, words: str) -> None:
    """Without waiting for what the line makes of it."""
    await world.post("/control/say", person=person, chat=person, text=words)


async def topic_ids(world: World) -> list[int]:
    return [topic["message_thread_id"] for topic in await world.topics()]


async def test_complaint_1_words_are_lost_when_the_bot_is_down_or_dies(
    sqlite_address: str, tmp_path: Path
) -> None:
    """Complaint 1: what people write while the bot is down, or just before it dies, is gone."""
    operator = Operator(tmp_path)
    async with World(sqlite_address) as world, world.patience(60):
        arta, besa = await world.member("Arta"), await world.staff()
        thread = await arta.ticket("Raporti")
        await world.close()
        world.box.clock.reset()  # the line as a process of its own has no other time
        for number in range(5):
            await say(world, arta.id, f"mbyllur-{number}")
        line = operator.starts(
            "run",
            BOT_TOKEN=world.box.token,
            BOT_API_URL=world.box.url,
            STAFF_CHAT_ID=str(world.group_id),
            DATABASE_URL=sqlite_address,
        )
        async with asyncio.timeout(60):
            while world.box.world.updates.pending:
                await asyncio.sleep(0.01)
        for number in range(5):
            await say(world, arta.id, f"vdekje-{number}")
        line.process.kill()
        operator.leaves()
        await world.open()
        seen = "\n".join(message.text for message in await besa.sees(thread))
        assert all(f"{word}-{n}" in seen for word in ("mbyllur", "vdekje") for n in range(5))


async def test_complaint_2_what_is_delivered_again_is_doubled(world: World) -> None:
    """Complaint 2: after a restart the same updates come once more, and people read all twice."""
    arta, besa = await world.member("Arta"), await world.staff()
    await world.post("/control/delivery", duplicate=True)
    thread = await arta.ticket("Raporti")
    await arta.says("Edhe kjo")
    await besa.says("E morëm", thread)
    before = [m.text for m in await arta.reads()], [m.text for m in await besa.sees(thread)]
    assert world.app is not None
    async with world.app.database.transaction() as tx:
        handled = list(await tx.scalars(text("SELECT raw FROM inbox ORDER BY id")))
    await world.close()
    for raw in handled:
        await world.post("/control/updates", update=json.loads(raw))
    await world.open()
    after = [m.text for m in await arta.reads()], [m.text for m in await besa.sees(thread)]
    assert after == before
    assert len(await world.topics()) == 1
    assert before[1].count("Edhe kjo") == 1


async def test_complaint_3_a_deleted_topic_silences_its_person(world: World) -> None:
    """Complaint 3: staff delete a topic, and whoever it was about is never heard again."""
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket("Raporti")
    await besa.says("Po shikoj", thread)
    await world.post("/control/topic", chat=world.group_id, thread=thread, action="delete")
    await arta.says("A ka lajm?")
    (again,) = await topic_ids(world)
    assert again != thread
    seen = [message.text for message in await besa.sees(again)]
    assert "Raporti" in seen[0]
    assert "Po shikoj" in seen[1]
    assert seen[-1] == "A ka lajm?"
    await besa.says("Po, ka", again)
    assert (await arta.last()).text == "Po, ka"


async def test_complaint_4_old_topics_cannot_be_reached_any_more(small_world: World) -> None:
    """Complaint 4: a topic stands there for everybody, and Telegram tells the bot there is none."""
    arta, besa = await small_world.member("Arta"), await small_world.staff()
    thread = await arta.ticket("Raporti")
    gone = {"error_code": 400, "description": "Bad Request: message thread not found"}
    await fault(small_world, method="copyMessage", chat=small_world.group_id, times=1, **gone)
    await arta.says("Pas një viti")
    old, new = await topic_ids(small_world)
    assert old == thread
    assert (await besa.sees(new))[-1].text == "Pas një viti"
    await besa.says("/close", new)
    await small_world.later(days=30)
    later = await arta.ticket("Diçka e re")
    assert later not in (old, new)


async def test_complaint_5_two_quick_messages_make_two_tickets(world: World) -> None:
    """Complaint 5: whoever writes twice at once, or presses twice, has two topics."""
    arta = await world.member("Arta")
    await arta.says(NONSENSE)
    offer = await arta.last()
    (button,) = [data for data in offer.data if data.startswith("qs.send")]
    await asyncio.gather(*(arta.forges(arta.id, offer, button) for _ in range(4)))
    assert len(await world.topics()) == 1
    lea = await world.member("Lea")
    await asyncio.gather(say(world, lea.id, "/ticket Ndihmë"), say(world, lea.id, "tani"))
    assert len(await world.topics()) == 2


async def test_complaint_6_edits_are_not_seen_or_destroy_what_was_said(world: World) -> None:
    """Complaint 6: an edited message stays as it was on the other side, or its text is lost."""
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket("Raporti")
    (photo,) = await arta.sends("photo", caption="Salla e vogël")
    await arta.edits(photo, caption="Salla e madhe")
    there = (await besa.sees(thread))[-1]
    assert there.text == "Salla e madhe\n\n(edited)"
    assert "photo" in there.raw
    reply = await besa.says("Në orën 10", thread)
    await besa.edits(reply, text="Në orën 11")
    assert (await arta.last()).text == "Në orën 11\n\n" + arta.label("(edited)")
    await besa.says("/ticket", thread)
    assert (await besa.told(thread)).text.count("edited") == 2


async def test_complaint_7_albums_fall_apart(small_world: World) -> None:
    """Complaint 7: five pictures sent together arrive as five messages."""
    arta, besa = await small_world.member("Arta"), await small_world.staff()
    thread = await arta.ticket()
    sent = await arta.sends("photo", "video", "photo")
    album = (await besa.sees(thread))[-3:]
    assert len({message.raw["media_group_id"] for message in album}) == 1
    await besa.says("E dyta është e qartë", thread, reply_to=album[1].id)
    assert (await arta.last()).answers == sent[1].id


async def test_complaint_8_some_kinds_of_messages_never_arrive(small_world: World) -> None:
    """Complaint 8: a round video or a place is swallowed, and nobody is told."""
    arta, besa = await small_world.member("Arta"), await small_world.staff()
    thread = await arta.ticket("Raporti")
    for kind in ("video_note", "location", "contact", "sticker", "voice", "animation", "poll"):
        await arta.sends(kind)
        assert kind in (await besa.sees(thread))[-1].raw
    never = {"error_code": 400, "description": "Bad Request: the message can't be copied"}
    await fault(small_world, method="copyMessage", times=1, **never)
    await arta.sends("poll")
    assert (await arta.last()).text == arta.words(
        "This message could not be passed on to our staff. Please send it in another form."
    )


async def test_complaint_9_whoever_hides_cannot_be_answered(small_world: World) -> None:
    """Complaint 9: answers go by the forward's origin, which careful people hide."""
    arta, besa = await small_world.member("Arta"), await small_world.staff()
    thread = await arta.ticket("Raporti")
    said = await arta.says("Askush nuk më sheh")
    there = (await besa.sees(thread))[-1]
    assert not any(key.startswith("forward") for key in there.raw)
    await besa.says("Por ju dëgjojmë", thread, reply_to=there.id)
    assert ((await arta.last()).text, (await arta.last()).answers) == ("Por ju dëgjojmë", said.id)


async def test_complaint_10_a_bracket_or_a_dash_stops_a_message(small_world: World) -> None:
    """Complaint 10: somebody writes a character that means something to a computer."""
    odd = "_*[a](b)~`>#+-=|{}.! <b> & </i> \\ %(number)s %"
    arta, besa = await small_world.member("A<b>rta_*["), await small_world.staff("Be&sa [x](y)")
    thread = await arta.ticket(odd)
    assert odd in (await besa.card(thread)).text
    assert "A<b>rta_*[" in (await besa.card(thread)).text
    await besa.says(f"/solve {odd}", thread)
    assert odd in (await arta.last()).text
    await besa.says(f"/write {arta.id} {odd[:20]}: {odd}")
    assert odd in (await arta.last()).text


async def test_complaint_11_the_group_became_another_one_and_all_stopped(world: World) -> None:
    """Complaint 11: Telegram gives the group a new number, and the bot writes to the old one."""
    arta, besa = await world.member("Arta"), await world.staff()
    await arta.ticket("Raporti")
    moved = await world.post("/control/migrate", chat=world.group_id)
    world.group_id = moved["id"]
    await arta.says("A jeni aty?")
    thread = (await topic_ids(world))[-1]
    assert "Raporti" in (await besa.sees(thread))[0].text
    await besa.says("Këtu jemi", thread)
    assert (await arta.last()).text == "Këtu jemi"


async def test_complaint_12_flood_limits_swallow_messages(sqlite_address: str) -> None:
    """Complaint 12: many write at once, Telegram refuses, and some are never shown."""
    async with World(sqlite_address, send_per_group_minute=20) as world:
        besa = await world.staff()
        people = [await world.member(f"Person {number}") for number in range(6)]
        flood = {"error_code": 429, "description": "Too Many Requests: retry after 1"}
        await fault(world, chat=world.group_id, retry_after=1, times=2, **flood)
        for person in people:
            for words in ("/ticket një", "dy", "tre"):
                await say(world, person.id, words)
        async with world.patience(30):
            for thread in await topic_ids(world):
                seen = "\n".join(message.text for message in await besa.sees(thread))
                assert [seen.count(word) for word in ("dy", "tre")] == [1, 1]


async def test_complaint_13_staff_write_to_somebody_who_has_blocked_the_bot(world: World) -> None:
    """Complaint 13: a person blocked the bot, and staff go on typing without knowing it."""
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket("Raporti")
    await world.post(f"/control/people/{arta.id}", blocked=True)
    reply = await besa.says("Mirëdita", thread)
    seen = await besa.sees(thread)
    assert next(m for m in seen if m.id == reply.id).reactions == ["👎"]
    assert "has blocked the bot" in (await besa.card(thread)).text
    await besa.says(f"/write {arta.id} the report: Mirëdita")
    assert "has blocked the bot" in (await besa.told()).text
    await world.post(f"/control/people/{arta.id}", blocked=False)
    await besa.says("Mirë se u kthyet", thread)
    assert (await arta.last()).text == "Mirë se u kthyet"
