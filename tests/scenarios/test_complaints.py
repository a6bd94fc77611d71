"""What people say against other desks, each as a story of this one: the 25 heard most often."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import text

from desk.languages import Language
from tests.bot.shell import Operator
from tests.scenarios.test_hours import at
from tests.scenarios.test_questions import ASKED, NONSENSE
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


async def test_complaint_14_a_bot_speaks_one_language(small_world: World) -> None:
    """Complaint 14: people of several languages share a desk, and one of them is understood."""
    besa, asked = await small_world.staff(), "Your request <b>%(number)s</b> is closed."
    for place, language in enumerate(Language):
        number = 2 * place + 1
        ane = await small_world.member("Ane", language)
        thread = await ane.ticket(ASKED[language])
        assert language.own_name in (await besa.card(thread)).text
        await besa.says("/close", thread)
        assert ane.words(asked, number=number) in (await ane.last()).text
        await besa.says(f"/write {number} the report: OK")
        assert "OK" in (await ane.last()).text


async def test_complaint_15_the_language_of_the_phone_is_not_the_persons(world: World) -> None:
    """Complaint 15: a phone is set to one language, its owner wants to be answered in another."""
    ane = await world.member("Ane", Language.EU, code="tr")
    await ane.says("/laguntza")
    in_basque = (await ane.last()).text
    assert "/galderak" in in_basque
    await ane.says("/language")
    await ane.presses_title("Srpski")
    await world.close()
    await world.open()
    await ane.says("/help")
    assert "/pitanja" in (await ane.last()).text


async def test_complaint_16_the_two_scripts_of_serbian_are_mixed(small_world: World) -> None:
    """Complaint 16: a reader of one script gets the other, or an answer is found in one alone."""
    milan = await small_world.member("Милан", Language.SR_CYRL)
    found = []
    for script in (Language.SR_LATN, Language.SR_CYRL):
        await milan.says(ASKED[script])
        found.append((await milan.last()).text)
    assert found[0] == found[1]
    assert sum("а" <= letter <= "ш" for letter in found[0]) > len(found[0]) / 2
    ana = await small_world.member("Ana", Language.SR_LATN)
    await ana.says(ASKED[Language.SR_LATN])
    assert not any("а" <= letter <= "ш" for letter in (await ana.last()).text)


async def test_complaint_17_a_turkish_i_is_not_found(small_world: World) -> None:
    """Complaint 17: I with and without its dot are four letters, and a search knows two."""
    elif_, besa = await small_world.member("Elif", Language.TR), await small_world.staff()
    await elif_.says("mentör nasıl bulabilirim")
    answer = (await elif_.last()).text
    await elif_.says("MENTÖR NASIL BULABİLİRİM")
    assert (await elif_.last()).text == answer
    await elif_.ticket("IŞIKLI İKİNCİ DİLEKÇE")
    for words in ("ışıklı", "isikli", "IŞIKLI", "ikinci dilekçe", "İKİNCİ"):
        await besa.says(f"/find {words}")
        assert "IŞIKLI" in (await besa.told()).text


async def test_complaint_18_small_languages_get_an_empty_shelf(small_world: World) -> None:
    """Complaint 18: the answers are there in English, and the others find nothing."""
    for language in (Language.EU, Language.SQ, Language.TR, Language.SR_CYRL):
        ane = await small_world.member("Ane", language)
        await ane.says(ASKED[language])
        answer = await ane.last()
        assert ane.label("This helped") in answer.labels
        note = "<i>This text is only there in another language so far: %(language)s</i>"
        assert ane.words(note, language="English") not in answer.text
    assert await small_world.topics() == []


async def test_complaint_19_the_same_question_again_and_again(small_world: World) -> None:
    """Complaint 19: nobody reads the list of questions, so people must answer each of them."""
    ane, besa = await small_world.member("Ane", Language.EU), await small_world.staff()
    for _ in range(3):
        await ane.says(ASKED[Language.EU])
        await ane.presses("This helped")
    assert await small_world.topics() == []
    await ane.says(ASKED[Language.EU])
    await ane.presses("Talk to a person")
    (thread,) = await topic_ids(small_world)
    assert "How do I get a mentor?" in (await besa.card(thread)).text


async def test_complaint_20_nobody_says_that_the_office_is_closed(sqlite_address: str) -> None:
    """Complaint 20: it is Sunday, a feast or the lunch break, and people wait for an answer."""
    office = {"opening_hours": "mo-fr 9:00-12:30 13:30-17:00", "timezone": "Europe/Belgrade"}
    async with World(sqlite_address, **office) as world:
        ane = await world.member("Ane", Language.EN)
        await at(world, datetime(2026, 12, 7, 11, 45, tzinfo=UTC))  # a Monday, 12:45 in the office
        await ane.says("/ticket The report")
        assert "13:30" in (await ane.last()).text
        await at(world, datetime(2026, 12, 12, 11, 0, tzinfo=UTC))
        await ane.says("And on Saturday?")
        assert "14 December" in (await ane.last()).text
        assert "09:00" in (await ane.last()).text


async def test_complaint_21_unanswered_requests_are_forgotten(world: World) -> None:
    """Complaint 21: a request sinks below the others; another is closed behind people's backs."""
    ane, besa, mira = await world.member("Ane"), await world.staff(), await world.staff("Mira")
    forgotten = await ane.ticket("E vjetra")
    await besa.says("/claim", forgotten)
    await world.later(days=3)
    await (await world.member("Lea")).ticket("E reja")
    await besa.says("/away 3 days")
    await mira.says("/queue")
    told = (await mira.told()).text
    assert told.index("E vjetra") < told.index("E reja")
    assert "3 days ago" in told
    await world.later(days=60)
    await ane.says("A më mban mend dikush?")
    assert (await besa.sees(forgotten))[-1].text == "A më mban mend dikush?"
    await mira.says("/close", forgotten)
    await ane.says("Jo ende")
    assert "closed" not in (await mira.card(forgotten)).text


async def test_complaint_22_two_helpers_answer_at_once(world: World) -> None:
    """Complaint 22: two write different answers to the same person, and neither knows."""
    ane, besa, mira = await world.member("Ane"), await world.staff(), await world.staff("Mira")
    thread = await ane.ticket("Raporti")
    await besa.presses("I take it", thread)
    before = len(await ane.reads())
    await mira.says("Unë e di ndryshe", thread)
    asked = await mira.told(thread)
    assert "Besa is on request 1" in asked.text
    assert len(await ane.reads()) == before
    await mira.presses_on(asked, "Keep as a note")
    await besa.says("Kështu", thread)
    assert [message.text for message in await ane.reads()][before:] == ["Kështu"]


async def test_complaint_23_internal_talk_leaks_and_helpers_are_attacked(world: World) -> None:
    """Complaint 23: a note reaches the person it is about, and people learn who answered them."""
    ane, besa, mira = await world.member("Ane"), await world.staff(), await world.staff("Mira")
    thread = await ane.ticket("Raporti")
    noted = await besa.says("// nuk i besoj", thread)
    await mira.says("As unë", thread, reply_to=noted.id)
    await mira.says("Kush pi kafe?")
    wrong = await besa.says("Kjo ishte për Mirën", thread)
    await besa.says("/undo", thread, reply_to=wrong.id)
    await besa.says("Po e shikojmë", thread)
    await besa.says("/close", thread)
    read = "\n".join(message.text for message in await ane.reads())
    assert "Po e shikojmë" in read
    for secret in ("besoj", "As unë", "kafe", "Mirën", "Besa", "Mira"):
        assert secret not in read


async def test_complaint_24_words_are_lost_or_one_endless_thread(world: World) -> None:
    """Complaint 24: the group is gone and so is every word; or all matters share one number."""
    ane, besa = await world.member("Ane"), await world.staff()
    first = await ane.ticket("Raporti vjetor")
    await besa.says("Dërgojeni këtu", first)
    await besa.says("/close", first)
    await world.post("/control/topic", chat=world.group_id, thread=first, action="delete")
    await world.later(days=20)
    await ane.ticket("Trajnimi")
    await besa.says("/find vjetor")
    assert "#1" in (await besa.told()).text
    await besa.says("/ticket 1")
    assert "Dërgojeni këtu" in (await besa.told()).text
    await besa.says("/ticket 2")
    told = (await besa.told()).text
    assert "Trajnimi" in told
    assert "Dërgojeni" not in told


async def test_complaint_25_what_was_promised_for_an_hour_comes_at_another(world: World) -> None:
    """Complaint 25: the clock is changed or stands still, and what was due comes late or twice."""
    ane, besa, mira = await world.member("Ane"), await world.staff(), await world.staff("Mira")
    thread = await ane.ticket("Raporti")
    await besa.says("/away 2027-03-29")
    assert "Monday, 29 March 2027" in (await besa.told()).text
    await at(world, datetime(2027, 3, 28, 21, 59, tzinfo=UTC))  # 23:59, since the clocks changed
    await mira.says("/who", thread)
    assert "Besa – adviser (away" in (await mira.told(thread)).text
    await besa.says("Mirë", thread)
    await world.close()
    await world.later(hours=2)
    await world.open()
    await mira.says("/who", thread)
    assert "away" not in (await mira.told(thread)).text
    assert (await world.topics())[-1]["icon_emoji"] == "💬"
    assert [m.text for m in await ane.reads()].count("Mirë") == 1
