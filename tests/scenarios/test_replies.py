"""Stories about staff: notes, taking back, closing, and who may do it."""

from typing import Any

import pytest

from tests.world import World


async def test_an_internal_note_never_leaves(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    before = len(await arta.reads())
    note = await besa.says("// ky është rast i vështirë", thread)
    await besa.edits(note, text="ky është rast shumë i vështirë")
    assert len(await arta.reads()) == before
    assert next(m for m in await besa.sees(thread) if m.id == note.id).reactions == ["✍"]


async def test_talk_in_general_is_nobodys(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    await arta.ticket()
    before = len(await arta.reads())
    await besa.says("Kush pi kafe?")
    assert len(await arta.reads()) == before


async def test_undo_takes_back_the_message_it_answers(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    wrong = await besa.says("Kjo ishte për dikë tjetër", thread)
    await besa.says("Kjo është për ju", thread)
    await besa.says("/undo", thread, reply_to=wrong.id)
    texts = [message.text for message in await arta.reads()]
    assert "Kjo ishte për dikë tjetër" not in texts
    assert texts[-1] == "Kjo është për ju"


async def test_undo_alone_takes_back_the_last_message(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    await besa.says("Gabim", thread)
    await besa.says("/undo", thread)
    assert "Gabim" not in [message.text for message in await arta.reads()]
    await besa.says("/undo", thread)
    assert "nothing to take back" in (await besa.sees(thread))[-1].text


@pytest.mark.parametrize("way", ["command", "button", "topic"])
async def test_closing_asks_the_member_whether_it_helped(world: World, way: str) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    if way == "command":
        await besa.says("/close", thread)
    elif way == "button":
        assert "1" in await besa.presses("Close", thread)
    else:
        await world.post(
            "/control/topic",
            chat=world.group_id,
            thread=thread,
            action="close",
            person=besa.id,
        )
    asked = await arta.last()
    assert asked.labels[:5] == ["1", "2", "3", "4", "5"]
    assert arta.label("Not solved") in asked.labels
    assert "closed" in (await besa.card(thread)).text
    assert (await besa.card(thread)).labels == ["Reopen"]
    assert (await world.topics())[-1]["icon_emoji"] == "✅"


async def test_closing_twice_says_so_once(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    await besa.says("/close", thread)
    before = len(await arta.reads())
    await besa.says("/close", thread)
    assert len(await arta.reads()) == before


async def test_only_staff_act_on_tickets(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    refusal = await arta.forges(arta.id, await arta.last(), "tk.close:1")
    assert refusal == arta.label("Only the staff can do this. To write to them, send /ticket.")
    await arta.says("/close")
    assert (await arta.last()).text == arta.words(
        "Only the staff can do this. To write to them, send /ticket."
    )
    assert (await besa.card(thread)).labels == ["I take it", "Close"]


async def test_whoever_has_left_the_group_can_do_nothing_there(world: World) -> None:
    arta, besa, jovan = await world.member("Arta"), await world.staff(), await world.staff("Jovan")
    thread = await arta.ticket()
    card = await besa.card(thread)
    await jovan.says("Unë jam këtu", thread)
    await world.post("/control/members", chat=world.group_id, person=jovan.id, status="left")
    await world.post("/control/updates", update=_press(jovan.id, world.group_id, card.raw))
    assert (await besa.card(thread)).labels == ["Solved", "Close", "Wait for the member"]
    (answer,) = await world.calls("answerCallbackQuery")
    assert answer["params"]["text"] == "Only members of the staff group can do this."


def _press(person_id: int, chat_id: int, message: dict[str, Any]) -> dict[str, Any]:
    """A press that Telegram's own clients could no longer make."""
    chat = {"id": chat_id, "type": "supergroup", "title": "Linja staff", "is_forum": True}
    return {
        "callback_query": {
            "id": "1",
            "from": {"id": person_id, "is_bot": False, "first_name": "Jovan"},
            "message": {"message_id": message["message_id"], "date": 0, "chat": chat},
            "chat_instance": "1",
            "data": "tk.close:1",
        }
    }


async def test_a_mistyped_command_never_reaches_the_member(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    before = len(await arta.reads())
    await besa.says("/colse", thread)
    assert len(await arta.reads()) == before
    assert "/help" in (await besa.sees(thread))[-1].text


async def test_a_command_outside_a_ticket_says_where_to_send_it(world: World) -> None:
    besa = await world.staff()
    await besa.says("/close")
    assert "No request belongs to this topic" in (await besa.general())[-1].text
