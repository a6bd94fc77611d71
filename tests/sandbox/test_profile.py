"""The bot's own card: commands by scope and language, its texts, its menu button."""

from typing import Any

import pytest

from tests.sandbox.client import Client


def commands(*names: str) -> list[dict[str, str]]:
    return [{"command": name, "description": name.title()} for name in names]


async def shown(client: Client, person: int, chat: int | None = None) -> list[str]:
    where = f"&chat={chat}" if chat else ""
    return [c["command"] for c in await client.look(f"commands?person={person}{where}")]


async def test_a_person_sees_the_narrowest_commands_in_their_language(client: Client) -> None:
    arta, elif_ = client.id_of("Arta"), client.id_of("Elif")
    await client.api("setMyCommands", commands=commands("start"))
    assert await shown(client, arta) == ["start"]
    await client.api("setMyCommands", commands=commands("ndihme"), language_code="sq")
    assert await shown(client, arta) == ["ndihme"]
    assert await shown(client, elif_) == ["start"]
    private = {"type": "all_private_chats"}
    await client.api("setMyCommands", commands=commands("private"), scope=private)
    assert await shown(client, arta, arta) == ["private"]
    own = {"type": "chat", "chat_id": arta}
    await client.api("setMyCommands", commands=commands("own"), scope=own)
    assert await shown(client, arta, arta) == ["own"]
    await client.api("deleteMyCommands", scope=own)
    await client.api("deleteMyCommands", scope=private)
    assert await shown(client, arta, arta) == ["ndihme"]


async def test_in_a_group_administrators_and_members_see_their_own(client: Client) -> None:
    besa, jovan = client.id_of("Besa"), client.id_of("Jovan")
    await client.api("setMyCommands", commands=commands("default"))
    for kind in ("all_group_chats", "all_chat_administrators"):
        await client.api("setMyCommands", commands=commands(kind), scope={"type": kind})
    assert await shown(client, besa, client.group) == ["all_chat_administrators"]
    assert await shown(client, jovan, client.group) == ["all_group_chats"]
    member = {"type": "chat_member", "chat_id": client.group, "user_id": jovan}
    await client.api("setMyCommands", commands=commands("jovan"), scope=member)
    assert await shown(client, jovan, client.group) == ["jovan"]
    assert await client.api("getMyCommands", scope=member) == commands("jovan")


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        ({"commands": commands("Big")}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "a", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": commands(*"a" * 101)}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": [], "language_code": "sr-Latn"}, "invalid language code specified"),
        ({"commands": [], "scope": {"type": "chat", "chat_id": 5}}, "chat not found"),
    ],
)
async def test_commands_that_telegram_refuses(
    client: Client, params: dict[str, Any], refusal: str
) -> None:
    assert await client.refusal("setMyCommands", **params) == f"400 Bad Request: {refusal}"


@pytest.mark.parametrize(
    ("field", "limit"), [("Name", 64), ("Description", 512), ("ShortDescription", 120)]
)
async def test_texts_are_per_language_and_fall_back(client: Client, field: str, limit: int) -> None:
    name = {"ShortDescription": "short_description"}.get(field, field.lower())
    await client.api(f"setMy{field}", **{name: "Line"})
    await client.api(f"setMy{field}", **{name: "Linja"}, language_code="sq")
    assert await client.api(f"getMy{field}", language_code="sq") == {name: "Linja"}
    assert await client.api(f"getMy{field}", language_code="tr") == {name: "Line"}
    await client.api(f"setMy{field}", language_code="sq")
    assert await client.api(f"getMy{field}", language_code="sq") == {name: "Line"}
    too_long = {name: "a" * (limit + 1)}
    assert "too long" in await client.refusal(f"setMy{field}", **too_long)


async def test_the_name_is_the_one_in_getme(client: Client) -> None:
    await client.api("setMyName", name="The line")
    assert (await client.api("getMe"))["first_name"] == "The line"


async def test_the_menu_button_is_kept(client: Client) -> None:
    await client.api("setChatMenuButton", menu_button={"type": "commands"})
    assert (await client.look("state"))["bot"]["menu_button"] == {"type": "commands"}
