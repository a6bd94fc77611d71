"""A day in the sandbox that makes it send every kind of update it has."""

import asyncio
from typing import Any

from tests.sandbox.client import Client

KINDS = {
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "chosen_inline_result",
    "message_reaction",
    "my_chat_member",
    "chat_member",
}
ITEMS = (
    "photo document voice video audio animation video_note sticker location contact venue poll dice"
)
BUTTON = {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}
ARTICLE = {
    "type": "article",
    "id": "a",
    "title": "Hours",
    "input_message_content": {"message_text": "9-17"},
    "reply_markup": BUTTON,
}


async def live(client: Client) -> list[dict[str, Any]]:
    """Every update of the day, as JSON."""
    await client.updates(allowed_updates=sorted(KINDS))
    seen: list[dict[str, Any]] = []
    for part in (_talk, _press, _ask_inline, _manage, _block):
        await part(client, seen)
    return seen + await client.confirmed_updates()


async def _talk(client: Client, _seen: list[dict[str, Any]]) -> None:
    arta, besa = client.id_of("Arta"), client.id_of("Besa")
    said = await client.person_says("Arta", "/start 😀 https://a.org @besa #x")
    await client.person_says("Arta", "a reply", reply_to=said["message_id"], quote="start")
    for kind in ITEMS.split():
        await client.control("send", person=arta, chat=arta, items=[{"kind": kind}])
    album = [{"kind": "photo"}, {"kind": "photo"}]
    await client.control("send", person=arta, chat=arta, items=album, caption="two")
    await client.control("edit", person=arta, chat=arta, message_id=1, text="/start")
    await client.control("react", person=arta, chat=arta, message_id=1, emoji="👍")
    topic = await client.api("createForumTopic", chat_id=client.group, name="Arta")
    thread = topic["message_thread_id"]
    await client.person_says("Besa", "hello", chat=client.group, thread=thread)
    place = {"chat": client.group, "thread": thread, "person": besa}
    await client.control("topic", **place, action="rename", name="Arta B.")
    await client.control("topic", **place, action="close")
    await client.control("topic", **place, action="reopen")
    await client.api(
        "forwardMessage", chat_id=arta, from_chat_id=client.group, message_id=thread + 1
    )
    await client.api("pinChatMessage", chat_id=client.group, message_id=thread + 1)


async def _press(client: Client, seen: list[dict[str, Any]]) -> None:
    arta = client.id_of("Arta")
    sent = await client.api("sendMessage", chat_id=arta, text="?", reply_markup=BUTTON)
    seen += await client.confirmed_updates()
    press = client.control("press", person=arta, chat=arta, message_id=sent["message_id"])
    pressing = asyncio.create_task(press)
    updates = await client.confirmed_updates(timeout=5)
    query_id = updates[0]["callback_query"]["id"]
    await client.api("answerCallbackQuery", callback_query_id=query_id)
    await pressing
    seen += updates


async def _ask_inline(client: Client, seen: list[dict[str, Any]]) -> None:
    arta = client.id_of("Arta")
    asking = asyncio.create_task(client.control("inline", person=arta, query="hours"))
    updates = await client.confirmed_updates(timeout=5)
    query_id = updates[0]["inline_query"]["id"]
    await client.api("answerInlineQuery", inline_query_id=query_id, results=[ARTICLE])
    await asking
    await client.control("inline/choose", person=arta, chat=arta, result_id="a")
    seen += updates


async def _manage(client: Client, _seen: list[dict[str, Any]]) -> None:
    elif_ = client.id_of("Elif")
    for status in ("member", "administrator", "kicked", "left"):
        await client.control("members", chat=client.group, person=elif_, status=status)
    await client.control("rights", chat=client.group, administrator=False)
    await client.control("rights", chat=client.group, administrator=True)
    await client.control("migrate", chat=client.group)


async def _block(client: Client, _seen: list[dict[str, Any]]) -> None:
    for blocked in (True, False):
        await client.control(f"people/{client.id_of('Arta')}", blocked=blocked)
