"""The web socket tells the page what happens, in order."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.sandbox.client import Client


class Socket:
    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket

    async def next(self) -> dict[str, Any]:
        event: dict[str, Any] = await asyncio.wait_for(self._socket.receive_json(), 5)
        return event

    async def until(self, kind: str) -> dict[str, Any]:
        while (event := await self.next())["type"] != kind:
            pass
        return event


@pytest.fixture
async def socket(client: Client) -> AsyncIterator[Socket]:
    async with client.http.ws_connect(f"{client.box.url}/control/events") as socket:
        yield Socket(socket)


async def test_words_and_what_becomes_of_them(client: Client, socket: Socket) -> None:
    said = await client.person_says("Arta", "hello")
    arta = said["chat"]["id"]
    assert (await socket.next())["person"]["started"] is True
    assert await socket.next() == {"type": "message", "chat": arta, "message": said}
    place = {"chat_id": arta, "message_id": 1}
    await client.api("setMessageReaction", **place, reaction=[{"type": "emoji", "emoji": "👍"}])
    reaction = await socket.next()
    assert (reaction["type"], reaction["reactions"][0]["emoji"]) == ("reaction", "👍")
    await client.control("edit", person=arta, chat=arta, message_id=1, text="hi")
    edited = await socket.next()
    assert (edited["type"], edited["message"]["text"]) == ("edited", "hi")
    assert edited["message"]["reactions"] == reaction["reactions"]
    await client.api("deleteMessage", **place)
    assert await socket.next() == {"type": "deleted", "chat": arta, "message_ids": [1]}


async def test_a_pin_and_its_end(client: Client, arta: int, socket: Socket) -> None:
    place = {"chat_id": arta, "message_id": 1}
    await client.api("pinChatMessage", **place)
    pinned = await socket.next()
    assert (pinned["type"], pinned["message"]["message_id"]) == ("edited", 1)
    assert pinned["message"]["pinned"] is True
    assert "pinned_message" in (await socket.next())["message"]
    await client.api("unpinChatMessage", **place)
    unpinned = await socket.next()
    assert (unpinned["type"], unpinned["message"]["pinned"]) == ("edited", False)


async def test_topics_and_typing(client: Client, socket: Socket) -> None:
    topic = await client.api("createForumTopic", chat_id=client.group, name="a")
    thread = topic["message_thread_id"]
    assert (await socket.next())["type"] == "message"
    created = await socket.next()
    assert (created["type"], created["topic"]["name"]) == ("topic", "a")
    place = {"chat_id": client.group, "message_thread_id": thread}
    await client.api("sendChatAction", **place, action="typing")
    assert await socket.next() == {
        "type": "chat_action",
        "chat": client.group,
        "thread": thread,
        "action": "typing",
    }
    await client.api("closeForumTopic", **place)
    assert (await socket.until("topic"))["topic"]["is_closed"] is True
    await client.api("deleteForumTopic", **place)
    gone = await socket.until("topic_deleted")
    assert (gone["chat"], gone["message_thread_id"]) == (client.group, thread)


async def test_the_clock_the_profile_the_commands_and_a_reset(
    client: Client, socket: Socket
) -> None:
    await client.control("clock", advance=60)
    assert (await socket.next())["offset_seconds"] == 60
    await client.api("setMyCommands", commands=[{"command": "a", "description": "b"}])
    assert await socket.next() == {"type": "commands"}
    await client.api("setMyName", name="Line")
    assert (await socket.next())["bot"]["first_name"] == "Line"
    await client.control("reset")
    assert await socket.until("reset") == {"type": "reset"}


async def test_an_answered_press(client: Client, arta: int, socket: Socket) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}
    await client.api("sendMessage", chat_id=arta, text="?", reply_markup=keyboard)
    press = asyncio.create_task(client.control("press", person=arta, chat=arta, message_id=2))
    (update,) = await client.updates(timeout=5)
    query_id = update["callback_query"]["id"]
    await client.api("answerCallbackQuery", callback_query_id=query_id, text="ok", show_alert=True)
    answer = await socket.until("callback_answer")
    assert (answer["person"], answer["message_id"], answer["text"]) == (arta, 2, "ok")
    assert (await press)["show_alert"] is True


async def test_a_stopping_sandbox_says_goodbye(client: Client, socket: Socket) -> None:
    await client.box.stop()
    message = await socket._socket.receive(5)
    assert message.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED)
