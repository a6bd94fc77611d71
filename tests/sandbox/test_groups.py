"""Groups: who is in, what the bot may and sees there, and the move to a new id."""

import pytest

from tests.sandbox.client import BotApiError, Client, ControlError


async def test_the_default_world_has_a_staff_group_and_people_of_four_languages(
    client: Client,
) -> None:
    state = await client.look("state")
    (group,) = state["chats"]
    assert (group["id"], group["title"], group["is_forum"]) == (
        -1001000000001,
        "Linja staff",
        True,
    )
    names = {person["id"]: person["first_name"] for person in state["people"]}
    assert [names[id_] for id_ in group["members"]] == ["Besa", "Jovan"]
    assert {person["language_code"] for person in state["people"]} == {"sq", "sr", "tr", "eu"}
    assert group["bot"]["rights"]["can_manage_topics"] is True


async def test_members_come_and_go_and_the_bot_hears_of_it_if_it_asked(client: Client) -> None:
    await client.updates(allowed_updates=["message", "chat_member"])
    arta = client.id_of("Arta")
    await client.control("members", chat=client.group, person=arta, status="member")
    joined, change = await client.confirmed_updates()
    assert joined["message"]["new_chat_members"][0]["id"] == arta
    assert change["chat_member"]["old_chat_member"]["status"] == "left"
    assert change["chat_member"]["new_chat_member"]["status"] == "member"
    await client.control("members", chat=client.group, person=arta, status="administrator")
    (change,) = await client.confirmed_updates()
    assert change["chat_member"]["new_chat_member"]["can_manage_topics"] is True
    await client.control("members", chat=client.group, person=arta, status="kicked")
    left, change = await client.confirmed_updates()
    assert left["message"]["left_chat_member"]["id"] == arta
    assert change["chat_member"]["new_chat_member"]["status"] == "kicked"
    with pytest.raises(ControlError, match="Arta is not a member of Linja staff"):
        await client.person_says("Arta", "hello", chat=client.group)


async def test_staff_are_those_in_the_staff_group(client: Client) -> None:
    person = await client.control("people", first_name="Dafina", is_staff=True)
    member = await client.api("getChatMember", chat_id=client.group, user_id=person["id"])
    assert member["status"] == "member"
    await client.control("members", chat=client.group, person=person["id"], status="left")
    people = {p["id"]: p for p in (await client.look("state"))["people"]}
    assert people[person["id"]]["is_staff"] is False
    member = await client.api("getChatMember", chat_id=client.group, user_id=person["id"])
    assert member["status"] == "left"


async def test_administrators_are_the_bot_and_the_owner(client: Client) -> None:
    administrators = await client.api("getChatAdministrators", chat_id=client.group)
    assert {a["user"]["first_name"]: a["status"] for a in administrators} == {
        "Linja": "administrator",
        "Besa": "creator",
    }
    assert await client.api("getChatMemberCount", chat_id=client.group) == 3


async def test_a_bot_that_is_no_administrator_sees_only_what_is_for_it(client: Client) -> None:
    said = await client.api("sendMessage", chat_id=client.group, text="from the bot")
    await client.control("rights", chat=client.group, administrator=False)
    await client.confirmed_updates()
    await client.person_says("Besa", "among ourselves", chat=client.group)
    await client.person_says("Besa", "/help", chat=client.group)
    await client.person_says("Besa", "ok", chat=client.group, reply_to=said["message_id"])
    assert [u["message"]["text"] for u in await client.updates()] == ["/help", "ok"]


async def test_a_bot_that_was_thrown_out_is_told_so(client: Client) -> None:
    bot = client.box.world.bot.id
    await client.control("members", chat=client.group, person=bot, status="kicked")
    (update,) = await client.confirmed_updates()
    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert await client.refusal("sendMessage", chat_id=client.group, text="a") == (
        "403 Forbidden: bot was kicked from the supergroup chat"
    )
    await client.person_says("Besa", "/secret", chat=client.group)
    assert await client.updates() == []


async def test_a_bot_that_left_is_no_member(client: Client) -> None:
    assert await client.api("leaveChat", chat_id=client.group) is True
    assert await client.refusal("sendMessage", chat_id=client.group, text="a") == (
        "403 Forbidden: bot is not a member of the supergroup chat"
    )


async def test_there_can_be_a_second_group(client: Client) -> None:
    besa = client.id_of("Besa")
    group = await client.control("chats", title="Office Peja", members=[besa])
    assert group["id"] != client.group
    await client.api("createForumTopic", chat_id=group["id"], name="a")
    await client.person_says("Besa", "hello", chat=group["id"])


async def test_a_group_that_moved_answers_with_its_new_id(client: Client) -> None:
    topic = await client.api("createForumTopic", chat_id=client.group, name="Arta")
    await client.confirmed_updates()
    old = client.group
    new = (await client.control("migrate", chat=old))["id"]
    assert new == client.group != old
    with pytest.raises(BotApiError) as refused:
        await client.api("sendMessage", chat_id=old, text="a")
    assert refused.value.description == (
        "Bad Request: group chat was upgraded to a supergroup chat"
    )
    assert refused.value.parameters == {"migrate_to_chat_id": new}
    to, from_ = await client.confirmed_updates()
    assert (to["message"]["chat"]["id"], to["message"]["migrate_to_chat_id"]) == (old, new)
    assert (from_["message"]["chat"]["id"], from_["message"]["migrate_from_chat_id"]) == (new, old)
    place = {"chat_id": new, "message_thread_id": topic["message_thread_id"]}
    sent = await client.api("sendMessage", **place, text="still here")
    assert sent["reply_to_message"]["chat"]["id"] == new
    with pytest.raises(ControlError, match=f"has moved to {new}"):
        await client.person_says("Besa", "a", chat=old)


async def test_reset_brings_the_default_world_back_and_keeps_the_bots_settings(
    client: Client, arta: int
) -> None:
    await client.api("setMyCommands", commands=[{"command": "help", "description": "Help"}])
    await client.control("people", first_name="Dafina")
    await client.control("limits", strict=True)
    await client.control("clock", advance=60)
    await client.person_says("Arta", "a")
    (before,) = await client.updates()
    await client.control("reset")
    state = await client.look("state")
    assert [p["first_name"] for p in state["people"]][-1] == "Ane"
    assert (state["offset_seconds"], state["limits"]["overall"]) == (0, None)
    assert await client.messages(arta) == []
    assert await client.updates() == []
    assert len(await client.api("getMyCommands")) == 1
    await client.person_says("Arta", "b")
    (after,) = await client.updates()
    assert after["update_id"] > before["update_id"]


async def test_a_world_without_people(client: Client) -> None:
    client.box.world.populated = False
    await client.control("reset")
    state = await client.look("state")
    assert state["people"] == []
    assert len(state["chats"]) == 1
