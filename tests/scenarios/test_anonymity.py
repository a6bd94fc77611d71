"""Stories about members who do not want the desk to know who they are."""

import pytest
from sqlalchemy import text

from desk.anonymity import code_word
from desk.languages import Language
from handlers.views import menus
from tests.people import Member
from tests.scenarios.test_blocks import lead
from tests.world import World

COMMANDS = dict(
    zip((Language.SQ, Language.SR_LATN, Language.TR, Language.EU), menus.ANONYMOUS, strict=True)
)
EXPLAINED = (
    "What you send next opens a request under a code word. The desk does not see who you are: "
    "no name, no username, no office. Only the line itself keeps where to send the answers."
)


async def asks_anonymously(person: Member, words: str) -> int:
    await person.says("/anonymous")
    await person.says(words)
    thread: int = (await person.world.topics())[-1]["message_thread_id"]
    return thread


async def everything(world: World, thread: int) -> str:
    """All that the group has ever been sent or shown, the topic's name too."""
    calls = [c["params"] for c in await world.calls()]
    group = [c for c in calls if c.get("chat_id") == world.group_id]
    return f"{group} {await world.topics()} {await world.messages(world.group_id, thread)}"


@pytest.mark.parametrize("language", list(Language))
async def test_the_desk_reads_a_code_word_and_answers(world: World, language: Language) -> None:
    ane, besa = await world.member("Ane Secretname", language), await world.staff()
    await ane.says(f"/{COMMANDS.get(language, 'anonymous')}")
    assert ane.words(EXPLAINED) in (await ane.last()).text
    await ane.says("xyzzy")
    thread = (await world.topics())[-1]["message_thread_id"]
    word = code_word(1, language)
    assert word in (await ane.last()).text
    card = await besa.card(thread)
    assert f"Member: 🎭 {word}" in card.text
    assert f"Language: {language.own_name}" in card.text
    assert (await world.topics())[-1]["name"].endswith(f"{word} – xyzzy")
    await besa.says("Tung", thread)
    assert (await ane.last()).text == "Tung"
    await ane.says("plugh")
    assert (await besa.sees(thread))[-1].text == "plugh"


async def test_nothing_that_staff_can_ask_for_says_who_it_is(world: World) -> None:
    ane, besa = await world.member("Ane Secretname", Language.EN), await lead(world)
    named = await ane.ticket("Report")
    await besa.says("I am here", named)
    await ane.says("/new")
    thread = await asks_anonymously(ane, "Somebody steals")
    for words in ("/r", "/ticket", "/history", "/who", "/block 1h", "/unblock", "/expert Zana"):
        await besa.says(words, thread)
    for words in ("/queue", "/find steals", "/ticket 2"):
        await besa.says(words)
    await besa.presses_on(await besa.told(), "As a file")
    await ane.says("More")
    await world.post("/control/topic", chat=world.group_id, thread=thread, action="delete")
    await ane.says("And more")
    calls = [c["params"] for c in await world.calls()]
    lines = [str(params) for params in calls if params.get("chat_id") != ane.id]
    about = [one for one in lines if code_word(2, Language.EN) in one or "steals" in one]
    assert len(about) > 5
    assert [one for one in about if "Secretname" in one or str(ane.id) in one] == []
    assert "Linked to" not in str(about)


async def test_no_command_tells_whether_two_requests_are_the_same_persons(
    small_world: World,
) -> None:
    ane = await small_world.member("Ane Secretname", Language.EN)
    besa, zana = await lead(small_world), await small_world.member("Zana", Language.EN)
    named = await ane.ticket("Report")
    await zana.ticket("Another matter")
    await ane.says("/new")
    thread = await asks_anonymously(ane, "Somebody steals")
    for words, place in (("/merge 1", thread), ("/merge 2", thread), ("/merge 3", named)):
        await besa.says(words, place)
        assert "cannot become one" in (await besa.told(place)).text
    await besa.says("/find secretname")
    told = (await besa.told()).text
    assert "#1" in told
    assert "#3" not in told


async def test_the_rows_of_an_anonymous_request_hold_no_name(small_world: World) -> None:
    ane = await small_world.member("Ane Secretname", Language.EN)
    await asks_anonymously(ane, "Somebody steals")
    await ane.says("More")
    assert small_world.app is not None
    async with small_world.app.database.transaction() as tx:
        history = (await tx.execute(text("SELECT actor_id, actor_name FROM history"))).all()
        authors = (await tx.execute(text("SELECT author_name, author FROM messages"))).all()
        words = (await tx.execute(text("SELECT words FROM finds"))).all()
    assert "Secretname" not in f"{history} {authors}"
    assert ane.id not in [row.actor_id for row in history]
    assert {row.author_name for row in authors if row.author == "member"} == {
        code_word(1, Language.EN)
    }
    assert "secretname" not in str(words)


async def test_the_two_sides_do_not_mix(world: World) -> None:
    ane, besa = await world.member("Ane", Language.EN), await world.staff()
    named = await ane.ticket("Report")
    await ane.says("/anonymous")
    await besa.says("Which report?", named)
    assert "still goes to the desk without your name" in (await ane.last()).text
    await ane.says("Somebody steals")
    thread = (await world.topics())[-1]["message_thread_id"]
    assert thread != named
    reply = await besa.says("The report of May?", named)
    told = next(m for m in await ane.reads() if m.text == reply.text)
    await ane.says("It was the treasurer")
    assert (await besa.sees(thread))[-1].text == "It was the treasurer"
    await ane.says("Yes, of May", reply_to=told.id)
    assert (await besa.sees(named))[-1].text == "Yes, of May"
    await besa.says("Tell us more", thread)
    await ane.says("He has two accounts")
    assert (await besa.sees(thread))[-1].text == "He has two accounts"
    await ane.says("/new")
    await ane.says("xyzzy")
    await ane.presses("Send it to the support line")
    assert len(await world.topics()) == 3
    third = (await world.topics())[-1]["message_thread_id"]
    card = (await besa.card(third)).text
    assert "Member: Ane" in card
    assert "Linked" not in card


async def test_what_would_give_somebody_away_is_asked_about_first(world: World) -> None:
    ane, besa = await world.member("Ane", Language.EN), await world.staff()
    await ane.says("/anonymous")
    await ane.sends("contact")
    assert "Please write in words first" in (await ane.last()).text
    assert await world.topics() == []
    await ane.says("Somebody steals")
    thread = (await world.topics())[-1]["message_thread_id"]
    before = len(await besa.sees(thread))
    await ane.sends("location")
    assert "A place can show who you are" in (await ane.last()).text
    await ane.presses("Do not send it")
    assert (await ane.last()).text == "It was not passed on."
    await ane.sends("contact")
    asked = await ane.last()
    assert len(await besa.sees(thread)) == before
    await ane.presses("Send it", asked)
    assert len(await besa.sees(thread)) == before + 1
    assert "contact" in (await besa.sees(thread))[-1].raw
    old = await ane.forges(ane.id, asked, asked.data[0])
    assert "no longer works" in old


async def test_a_cry_for_help_stays_anonymous(small_world: World) -> None:
    ane, besa = await small_world.member("Ane Secretname", Language.EN), await small_world.staff()
    thread = await asks_anonymously(ane, "I want to kill myself")
    card = (await besa.card(thread)).text
    assert "URGENT" in card
    assert f"🎭 {code_word(1, Language.EN)}" in card
    assert "Secretname" not in await everything(small_world, thread)


async def test_a_block_tells_nothing_about_the_members_other_requests(world: World) -> None:
    ane, besa = await world.member("Ane", Language.EN), await lead(world)
    named = await ane.ticket("Report")
    await ane.says("/new")
    other = await asks_anonymously(ane, "Another matter")
    answer = await besa.says("Which one?", other)
    asked = next(m for m in await ane.reads() if m.text == answer.text)
    await ane.says("/new")
    thread = await asks_anonymously(ane, "You are all thieves")
    await besa.says("/block 2d", thread)
    await ane.says("Thieves!")
    assert "Thieves!" not in [m.text for m in await besa.sees(thread)]
    assert "Blocked until" in (await besa.card(thread)).text
    for place in (named, other):
        assert "Blocked" not in (await besa.card(place)).text
    await ane.says("The one of May", reply_to=asked.id)
    assert (await besa.sees(other))[-1].text == "The one of May"
    await ane.says("/new")
    await ane.says("/anonymous")
    assert "not passed on to our staff before" in (await ane.last()).text
    await ane.says("/ticket And my report?")
    assert len(await world.topics()) == 4
    await besa.says("/unblock", thread)
    assert (await besa.sees(thread))[-1].text == "Thieves!"


async def test_a_lost_chat_is_told_only_where_the_name_is_known(world: World) -> None:
    ane, besa = await world.member("Ane", Language.EN), await world.staff()
    named = await ane.ticket("Report")
    await ane.says("/new")
    thread = await asks_anonymously(ane, "Somebody steals")
    await world.post(f"/control/people/{ane.id}", blocked=True)
    reply = await besa.says("Are you there?", thread)
    assert next(m for m in await besa.sees(thread) if m.id == reply.id).reactions == ["👎"]
    assert "has blocked the bot" not in str([m.text for m in await besa.sees(thread)])
    assert "has blocked the bot" in str([m.text for m in await besa.sees(named)])


async def test_the_organisation_of_an_anonymous_member_is_neither_shown_nor_changed(
    small_world: World,
) -> None:
    ane, besa = await small_world.member("Ane", Language.EN), await small_world.staff()
    named = await ane.ticket("Report")
    await besa.says("/organisation Agimi", named)
    await ane.says("/new")
    thread = await asks_anonymously(ane, "Somebody steals")
    for words in ("/organisation", "/organisation Dielli", "/organisation Agimi -> Dielli"):
        await besa.says(words, thread)
        assert "This request is anonymous" in (await besa.told(thread)).text
    assert "Agimi" not in str([m.text for m in await besa.sees(thread) if not m.by(besa)])
    assert "Organisation: Agimi" in (await besa.card(named)).text
