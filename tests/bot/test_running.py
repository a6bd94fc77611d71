"""The sandbox of a rehearsal: what is in its way is named, and no second start spoils the first."""

import asyncio
import shutil
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot import running
from bot.settings import Settings, load
from bot.trouble import CannotUse
from sandbox import Sandbox

pytestmark = pytest.mark.usefixtures("folder")


async def cannot(settings: Settings) -> CannotUse:
    with pytest.raises(CannotUse) as caught:
        await running._sandbox(settings)
    return caught.value


async def post(box: Sandbox, path: str, **body: Any) -> Any:
    async with aiohttp.ClientSession(box.url) as http, http.post(path, json=body) as answer:
        return (await answer.json())["result"]


def at(box: Sandbox) -> str:
    return box.url.removeprefix("http://")


async def test_a_place_that_is_taken_is_named(tmp_path: Path) -> None:
    box = Sandbox(populate=False)
    await box.start()
    settings = load(sandbox_listen=at(box), sandbox_dir=tmp_path / "other")
    trouble = await cannot(settings)
    await box.stop()
    assert (trouble.setting, trouble.value) == ("SANDBOX_LISTEN", at(box))


async def test_a_folder_that_cannot_be_made_is_not_taken_for_a_place_to_listen(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").touch()
    settings = load(sandbox_listen="127.0.0.1:0", sandbox_dir=tmp_path / "file" / "world")
    assert (await cannot(settings)).setting == "SANDBOX_DIR"


async def test_a_second_start_leaves_the_running_sandbox_its_world(tmp_path: Path) -> None:
    """Even if the machine loses its power before the first one has ended in order."""
    world = tmp_path / "world"
    box = Sandbox(data_dir=world)
    await box.start()
    arta = (await post(box, "/control/people", first_name="Arta"))["id"]
    await cannot(load(sandbox_listen=at(box), sandbox_dir=world))
    await post(box, "/control/say", person=arta, chat=arta, text="after the second start")
    journal = world / "journal.jsonl"
    async with asyncio.timeout(10):
        while not journal.exists() or "after the second" not in journal.read_text("utf-8"):
            await asyncio.sleep(0.02)
    shutil.copytree(world, tmp_path / "after a crash")
    await box.stop()
    reopened = Sandbox(data_dir=tmp_path / "after a crash")
    await reopened.start()
    async with (
        aiohttp.ClientSession(reopened.url) as http,
        http.get(f"/control/chats/{arta}/messages") as answer,
    ):
        found = (await answer.json()).get("result", [])
    await reopened.stop()
    assert [message["text"] for message in found] == ["after the second start"]
