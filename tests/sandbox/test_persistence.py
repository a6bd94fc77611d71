"""The same world after a restart, also after one nobody had planned."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from sandbox import Sandbox
from tests.sandbox.client import Client


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[Client]:
    box = Sandbox(data_dir=folder)
    await box.start()
    try:
        async with aiohttp.ClientSession() as http:
            yield Client(box, http)
    finally:
        await box.stop()


async def live_a_little(client: Client) -> None:
    """Something of everything that must survive."""
    arta = client.id_of("Arta")
    await client.updates(allowed_updates=["message", "message_reaction"])
    await client.control("people", first_name="Dafina", language_code="sq")
    await client.person_says("Arta", "hello")
    sent = await client.api("sendMessage", chat_id=arta, text="<b>hi</b>", parse_mode="HTML")
    await client.control("react", person=arta, chat=arta, message_id=2, emoji="👍")
    assert sent["message_id"] == 2
    topic = await client.api("createForumTopic", chat_id=client.group, name="Arta")
    place = {"chat_id": client.group, "message_thread_id": topic["message_thread_id"]}
    await client.api("closeForumTopic", **place)
    await client.control("send", person=arta, chat=arta, items=[{"kind": "photo"}])
    await client.api("pinChatMessage", chat_id=arta, message_id=1)
    await client.api("deleteMessage", chat_id=arta, message_id=2)
    await client.api("sendMessage", chat_id=arta, text="again")
    await client.api("setMyCommands", commands=[{"command": "a", "description": "b"}])
    await client.api("setMyName", name="Linja sq", language_code="sq")
    await client.control("clock", advance=3600)


async def snapshot(client: Client) -> dict[str, object]:
    state = await client.look("state")
    del state["now"]
    chats = [client.id_of("Arta"), client.group]
    return {
        "state": state,
        "messages": [await client.messages(chat) for chat in chats],
        "updates": await client.updates(),
        "commands": await client.api("getMyCommands"),
        "name": await client.api("getMyName", language_code="sq"),
    }


async def test_a_restart_changes_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as client:
        await live_a_little(client)
        before = await snapshot(client)
    async with running(tmp_path) as client:
        assert await snapshot(client) == before
        (photo,) = [m for m in await client.messages(client.id_of("Arta")) if "photo" in m]
        file = await client.api("getFile", file_id=photo["photo"][-1]["file_id"])
        url = f"{client.box.url}/file/bot{client.box.token}/{file['file_path']}"
        async with client.http.get(url) as response:
            assert (await response.read()).startswith(b"\x89PNG")
        said = await client.person_says("Arta", "after the restart")
        assert said["message_id"] == 6
        person = await client.control("people", first_name="New")
        assert person["id"] == client.id_of("Dafina") + 1


async def written(client: Client) -> None:
    """Until the journal holds everything: a moment after the last change."""
    storage = client.box._storage
    assert storage is not None
    assert storage._saving is not None
    await storage._saving


async def test_a_crash_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    async with running(tmp_path / "a") as client:
        await live_a_little(client)
        before = await snapshot(client)
        await asyncio.wait_for(written(client), 5)
        crashed = tmp_path / "b"
        _copy(tmp_path / "a", crashed)
    async with running(crashed) as client:
        assert await snapshot(client) == before


async def test_half_a_batch_is_not_read_and_does_not_hide_later_ones(tmp_path: Path) -> None:
    async with running(tmp_path / "a") as client:
        await live_a_little(client)
        before = await snapshot(client)
        await asyncio.wait_for(written(client), 5)
        crashed = tmp_path / "b"
        _copy(tmp_path / "a", crashed)
    with (crashed / "journal.jsonl").open("a", encoding="utf-8") as journal:
        journal.write(json.dumps(["people", "1", {"id": 1}]) + '\n["people", "2"')
    async with running(crashed) as client:
        assert await snapshot(client) == before
        await client.person_says("Arta", "after the crash")
        await asyncio.wait_for(written(client), 5)
        _copy(crashed, again := tmp_path / "c")
    async with running(again) as client:
        assert (await client.messages(client.id_of("Arta")))[-1]["text"] == "after the crash"


async def test_a_journal_older_than_the_picture_is_not_read(tmp_path: Path) -> None:
    async with running(tmp_path) as client:
        await client.person_says("Arta", "one")
        await asyncio.wait_for(written(client), 5)
        old = (tmp_path / "journal.jsonl").read_bytes()
        arta = client.id_of("Arta")
        await client.control("edit", person=arta, chat=arta, message_id=1, text="two")
    (tmp_path / "journal.jsonl").write_bytes(old)
    async with running(tmp_path) as client:
        (message,) = await client.messages(client.id_of("Arta"))
        assert message["text"] == "two"


async def test_the_webhook_survives(tmp_path: Path) -> None:
    async with running(tmp_path) as client:
        await client.api("setWebhook", url="http://127.0.0.1:9/x", secret_token="s")
    async with running(tmp_path) as client:
        assert (await client.api("getWebhookInfo"))["url"] == "http://127.0.0.1:9/x"
        assert client.box.world.webhook.secret_token == "s"


async def test_a_migrated_group_is_still_where_it_moved(tmp_path: Path) -> None:
    async with running(tmp_path) as client:
        await client.api("createForumTopic", chat_id=client.group, name="a")
        old = client.group
        await client.control("migrate", chat=old)
        before = await client.messages(client.group)
    async with running(tmp_path) as client:
        assert client.group != old
        assert await client.messages(client.group) == before
        assert "upgraded" in await client.refusal("sendMessage", chat_id=old, text="a")


async def test_a_reset_is_final(tmp_path: Path) -> None:
    async with running(tmp_path) as client:
        await live_a_little(client)
        await asyncio.wait_for(written(client), 5)
        await client.control("reset")
        await asyncio.wait_for(written(client), 5)
        _copy(tmp_path, crashed := tmp_path / "crashed")
    for folder in (tmp_path, crashed):
        async with running(folder) as client:
            assert await client.messages(client.id_of("Arta")) == []
            assert "Dafina" not in {p.first_name for p in client.box.world.people.values()}


def _copy(source: Path, target: Path) -> None:
    """What a crash would leave behind."""
    target.mkdir()
    for path in source.iterdir():
        if path.is_file():
            (target / path.name).write_bytes(path.read_bytes())
    (target / "files").mkdir()
    for path in (source / "files").iterdir():
        (target / "files" / path.name).write_bytes(path.read_bytes())
