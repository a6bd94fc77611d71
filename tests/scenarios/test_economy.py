"""Stories about the tightest limit, twenty calls a minute to the staff group: what talk costs."""

from tests.people import Seen, Staff
from tests.world import World

_FREE = ("setMessageReaction", "answerCallbackQuery", "getChatMember")


async def spent(world: World) -> list[str]:
    """The calls to the staff group so far that count against its limit."""
    calls = await world.calls()
    theirs = [call for call in calls if call["params"].get("chat_id") == world.group_id]
    return [call["method"] for call in theirs if call["method"] not in _FREE]


async def icon(world: World) -> str:
    """Of the newest topic, as it is shown at this moment."""
    await world.quiet()
    state = await world.get("/control/state")
    group = next(chat for chat in state["chats"] if chat["id"] == world.group_id)
    shown: str = group["topics"][-1]["icon_emoji"]
    return shown


async def replies(besa: Staff, words: str, thread: int) -> list[str]:
    """What a reply costs, once all that follows from it is done."""
    before = len(await spent(besa.world))
    await besa.says(words, thread)
    await besa.world.settled()
    return (await spent(besa.world))[before:]


async def test_ten_exchanges_cost_less_than_a_call_for_each_reply(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket("Raporti")
    assert await spent(world) == ["createForumTopic", "sendMessage"]
    for number in range(10):
        await besa.says(f"Përgjigjja {number}", thread)
        await arta.says(f"Pyetja {number}")
    talk = (await spent(world))[2:]
    assert talk == 10 * ["copyMessage"]
    assert await icon(world) == "❗️"
    await world.settled()
    assert await icon(world) == "👀"
    assert sorted((await spent(world))[12:]) == ["editForumTopic", "editMessageText"]
    assert "Taken by: Besa" in (await besa.card(thread)).text


async def test_a_reply_that_stands_alone_costs_one_call_and_a_note_none(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket("Raporti")
    await besa.says("/claim", thread)
    await world.settled()
    assert await replies(besa, "Mirëdita", thread) == ["editForumTopic"]
    assert await icon(world) == "💬"
    assert await replies(besa, "Edhe kjo", thread) == []
    assert await replies(besa, "// e vështirë", thread) == []
    await arta.says("Faleminderit")
    await besa.says("S'ka përse", thread)
    before = await spent(world)
    await world.settled()
    assert await spent(world) == [*before, "editMessageText"]  # when it was asked last
    assert await icon(world) == "💬"


async def shown_card(besa: Staff, thread: int) -> Seen:
    """At this moment, whatever has been put off."""
    return next(m for m in await besa.sees(thread) if m.labels)


async def test_a_reply_that_takes_a_request_costs_nothing_at_once_and_nobody_takes_it_by_mistake(
    world: World,
) -> None:
    arta, besa, genc = await world.member("Arta"), await world.staff(), await world.staff("Genc")
    thread = await arta.ticket("Raporti")
    before = await spent(world)
    await besa.says("Mirëdita", thread)
    assert await spent(world) == before
    old = await shown_card(besa, thread)
    assert "Taken by" not in old.text
    assert "Besa has it already" in await genc.presses_on(old, "I take it")
    assert "Taken by: Besa" in (await shown_card(besa, thread)).text
    assert await spent(world) == [*before, "editMessageText"]
    assert "is yours" in await besa.forges(world.group_id, old, old.data[0])
    await genc.says("/claim", thread)
    assert "Taken by: Genc" in (await shown_card(besa, thread)).text


async def test_an_answer_and_a_solution_after_it_edit_the_card_once(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket("Raporti")
    before = await spent(world)
    await besa.says("Po", thread)
    await besa.says("/solve me telefon", thread)
    await world.settled()
    assert (await spent(world))[len(before) :] == ["editMessageText", "editForumTopic"]
    assert "Solution: me telefon" in (await shown_card(besa, thread)).text


async def test_a_card_that_was_put_off_survives_a_restart(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket("Raporti")
    await besa.says("Mirëdita", thread)
    await world.close()
    await world.open()
    assert "Taken by" not in (await shown_card(besa, thread)).text
    assert "Taken by: Besa" in (await besa.card(thread)).text


async def test_what_staff_do_is_shown_at_once_in_the_midst_of_a_talk(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket("Raporti")
    await besa.says("Mirëdita", thread)
    assert await icon(world) == "❗️"
    await besa.says("/expert noteri", thread)
    assert await icon(world) == "🔬"
    await besa.says("/close", thread)
    assert await icon(world) == "✅"
    await arta.says("Jo ende")
    assert await icon(world) == "👀"


async def test_an_icon_that_was_put_off_survives_a_restart(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket("Raporti")
    await besa.says("Mirëdita", thread)
    await world.close()
    await world.open()
    assert await icon(world) == "❗️"
    await world.settled()
    assert await icon(world) == "💬"
