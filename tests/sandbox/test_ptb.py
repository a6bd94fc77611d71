"""python-telegram-bot reads every update the sandbox sends, and its client works against it."""

import json

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters, Update

from tests.sandbox.client import Client
from tests.sandbox.life import KINDS, live


async def test_ptb_reads_every_update_and_leaves_nothing_over(client: Client) -> None:
    updates = await live(client)
    assert {kind for update in updates for kind in update} == {*KINDS, "update_id"}
    for raw in updates:
        update = Update.de_json(json.loads(json.dumps(raw)), None)
        assert not update.api_kwargs
        (kind,) = raw.keys() - {"update_id"}
        assert getattr(update, kind) is not None
        if update.message:
            assert not update.message.api_kwargs
            assert update.effective_chat is not None


async def test_ptb_talks_to_the_sandbox_with_its_own_forms(client: Client, arta: int) -> None:
    bot = Bot(
        client.box.token,
        base_url=f"{client.box.url}/bot",
        base_file_url=f"{client.box.url}/file/bot",
    )
    async with bot:
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="yes")]])
        sent = await bot.send_message(
            arta, "a", reply_markup=keyboard, reply_parameters=ReplyParameters(1)
        )
        assert sent.reply_markup == keyboard
        assert sent.reply_to_message
        file = await bot.send_document(arta, b"%PDF", filename="a.pdf", caption="b")
        assert file.document
        assert bytes(await (await file.document.get_file()).download_as_bytearray()) == b"%PDF"
        copies = await bot.copy_messages(client.group, arta, [1, sent.message_id])
        assert len(copies) == 2
        await bot.delete_message(arta, sent.message_id)
