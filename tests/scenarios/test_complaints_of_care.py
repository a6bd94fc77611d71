"""What people say against other desks, each as a story of this one: how people are treated.

The 25 heard most often; those about words that do not arrive are in test_complaints.
"""

from datetime import UTC, datetime

from desk.languages import Language
from tests.people import Staff
from tests.scenarios.test_complaints import topic_ids
from tests.scenarios.test_hours import at
from tests.scenarios.test_questions import ASKED
from tests.world import World


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
    besa = await small_world.staff()
    for name in ("Ane", "Jon", "Miren"):
        asker = await small_world.member(name, Language.EU)
        await asker.says(ASKED[Language.EU])
        await asker.presses("This helped")
    assert await small_world.topics() == []
    await asker.says(ASKED[Language.EU])
    assert await small_world.topics() == []
    ane = await small_world.member("Ane", Language.EU)
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
    ane, besa = await world.member("Ane"), await world.staff()
    thread = await ane.ticket("Raporti")
    await world.later(days=1, minutes=1)
    assert "overdue: nobody has answered it yet" in (await besa.told(thread)).text
    await besa.says("/queue overdue")
    assert "Raporti" in (await besa.told()).text
    await besa.says("Dërgojeni këtu", thread)
    before = len(await ane.reads())
    for days, asked in ((3, 1), (4, 2)):  # a question, then a warning
        await world.later(days=days, minutes=1)
        assert len(await ane.reads()) == before + asked
        assert ane.label("Add something") in (await ane.last()).labels
    await world.later(days=3, minutes=1)
    assert (await world.topics())[-1]["icon_emoji"] == "✅"
    await ane.says("Jo ende")
    assert (await besa.sees(thread))[-1].text == "Jo ende"
    assert (await world.topics())[-1]["icon_emoji"] != "✅"


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
    await ane.says("/forgetme")
    await ane.presses("Erase everything")
    await ane.presses("Yes, erase it now")
    await besa.says("/find vjetor")
    assert "#1" not in (await besa.told()).text


async def at_the_desk(mira: Staff, thread: int) -> str:
    """What /who answered last, whatever has come after it."""
    return [m.text for m in await mira.sees(thread) if "At the desk" in m.text][-1]


async def test_complaint_25_what_was_promised_for_an_hour_comes_at_another(world: World) -> None:
    """Complaint 25: the clock is changed or stands still, and what was due comes late or twice."""
    ane, besa, mira = await world.member("Ane"), await world.staff(), await world.staff("Mira")
    thread = await ane.ticket("Raporti")
    await besa.says("/away 2027-03-29")
    assert "Monday, 29 March 2027" in (await besa.told()).text
    await at(world, datetime(2027, 3, 28, 21, 59, tzinfo=UTC))  # 23:59, since the clocks changed
    await mira.says("/who", thread)
    assert "Besa – adviser (away" in await at_the_desk(mira, thread)
    await besa.says("Mirë", thread)
    await world.close()
    await world.later(hours=2)
    await world.open()
    await mira.says("/who", thread)
    assert "away" not in await at_the_desk(mira, thread)
    assert (await world.topics())[-1]["icon_emoji"] == "💬"
    assert [m.text for m in await ane.reads()].count("Mirë") == 1
