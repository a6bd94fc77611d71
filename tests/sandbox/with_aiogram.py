"""What aiogram does with the sandbox. Importing it costs five seconds: see test_aiogram."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from io import BytesIO
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaDocument,
    InputMediaPhoto,
    InputTextMessageContent,
    MenuButtonCommands,
    ReactionTypeEmoji,
    ReplyParameters,
    Update,
)
from pydantic import BaseModel

from sandbox.methods import METHODS
from sandbox.methods.receiving import ASYNC_METHODS
from sandbox.samples import png
from tests.sandbox.client import Client
from tests.sandbox.life import KINDS, live


@asynccontextmanager
async def bot_of(client: Client) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(client.box.url))
    yield Bot(client.box.token, session=session)
    await session.close()


def unknown_fields(value: Any, path: str = "") -> list[str]:
    """Whatever the sandbox sent that the Bot API does not know."""
    if isinstance(value, list | tuple):
        return [found for item in value for found in unknown_fields(item, f"{path}[]")]
    if not isinstance(value, BaseModel):
        return []
    found = [f"{path}.{name}" for name in value.model_extra or {}]
    for name in value.model_fields_set:
        found += unknown_fields(getattr(value, name, None), f"{path}.{name}")
    return found


def picture() -> BufferedInputFile:
    return BufferedInputFile(png(20, 10, (9, 9, 9)), "a.png")


def document() -> BufferedInputFile:
    return BufferedInputFile(b"%PDF", "a.pdf")


BUTTON = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="Yes", callback_data="yes")]]
)
ARTICLE = InlineQueryResultArticle(
    id="a", title="A", input_message_content=InputTextMessageContent(message_text="a")
)
Calls = dict[str, Callable[[], Awaitable[Any]]]


def sending(bot: Bot, to: int) -> Calls:
    return {
        "sendMessage": lambda: bot.send_message(
            to,
            "<b>a</b> https://a.org",
            parse_mode="HTML",
            reply_markup=BUTTON,
            reply_parameters=ReplyParameters(message_id=1, quote="start"),
        ),
        "sendPhoto": lambda: bot.send_photo(to, picture(), caption="a", has_spoiler=True),
        "sendDocument": lambda: bot.send_document(to, document()),
        "sendVideo": lambda: bot.send_video(to, document(), width=1, height=2, duration=3),
        "sendAudio": lambda: bot.send_audio(to, document(), performer="a", title="b"),
        "sendVoice": lambda: bot.send_voice(to, document(), duration=3),
        "sendAnimation": lambda: bot.send_animation(to, document()),
        "sendVideoNote": lambda: bot.send_video_note(to, document(), length=9),
        "sendSticker": lambda: bot.send_sticker(to, picture(), emoji="👍"),
        "sendLocation": lambda: bot.send_location(to, 42.6, 21.1, horizontal_accuracy=5),
        "sendVenue": lambda: bot.send_venue(to, 1, 2, "a", "b"),
        "sendContact": lambda: bot.send_contact(to, "+383", "A", last_name="B"),
        "sendPoll": lambda: bot.send_poll(
            to, "?", ["a", "b"], type="quiz", correct_option_ids=[1], explanation="so"
        ),
        "sendDice": lambda: bot.send_dice(to),
        "sendMediaGroup": lambda: bot.send_media_group(
            to, [InputMediaPhoto(media=picture(), caption="a"), InputMediaPhoto(media=picture())]
        ),
        "sendChatAction": lambda: bot.send_chat_action(to, "typing"),
    }


def repeating(bot: Bot, to: int, from_: int) -> Calls:
    return {
        "copyMessage": lambda: bot.copy_message(to, from_, 1, reply_markup=BUTTON),
        "copyMessages": lambda: bot.copy_messages(to, from_, [1, 2]),
        "forwardMessage": lambda: bot.forward_message(to, from_, 1),
        "forwardMessages": lambda: bot.forward_messages(to, from_, [1, 2]),
    }


def changing(bot: Bot, chat: int, text: int, file: int) -> Calls:
    media = InputMediaDocument(media=document(), caption="new")
    return {
        "editMessageText": lambda: bot.edit_message_text("b", chat_id=chat, message_id=text),
        "editMessageReplyMarkup": lambda: bot.edit_message_reply_markup(
            chat_id=chat, message_id=text, reply_markup=BUTTON
        ),
        "editMessageCaption": lambda: bot.edit_message_caption(
            chat_id=chat, message_id=file, caption="c"
        ),
        "editMessageMedia": lambda: bot.edit_message_media(media, chat_id=chat, message_id=file),
        "setMessageReaction": lambda: bot.set_message_reaction(
            chat, text, [ReactionTypeEmoji(emoji="👍")]
        ),
        "pinChatMessage": lambda: bot.pin_chat_message(chat, text),
        "unpinChatMessage": lambda: bot.unpin_chat_message(chat, message_id=text),
        "deleteMessage": lambda: bot.delete_message(chat, text),
        "deleteMessages": lambda: bot.delete_messages(chat, [file]),
    }


def topics(bot: Bot, chat: int, thread: int) -> Calls:
    return {
        "editForumTopic": lambda: bot.edit_forum_topic(chat, thread, name="b"),
        "closeForumTopic": lambda: bot.close_forum_topic(chat, thread),
        "reopenForumTopic": lambda: bot.reopen_forum_topic(chat, thread),
        "deleteForumTopic": lambda: bot.delete_forum_topic(chat, thread),
        "getForumTopicIconStickers": bot.get_forum_topic_icon_stickers,
    }


def profile(bot: Bot) -> Calls:
    return {
        "getMe": bot.get_me,
        "setMyCommands": lambda: bot.set_my_commands([BotCommand(command="a", description="b")]),
        "getMyCommands": bot.get_my_commands,
        "deleteMyCommands": lambda: bot.delete_my_commands(language_code="sq"),
        "setMyName": lambda: bot.set_my_name("A"),
        "getMyName": bot.get_my_name,
        "setMyDescription": lambda: bot.set_my_description("A"),
        "getMyDescription": bot.get_my_description,
        "setMyShortDescription": lambda: bot.set_my_short_description("A"),
        "getMyShortDescription": bot.get_my_short_description,
        "setChatMenuButton": lambda: bot.set_chat_menu_button(menu_button=MenuButtonCommands()),
    }


def looking(bot: Bot, group: int, person: int) -> Calls:
    return {
        "getChat": lambda: bot.get_chat(group),
        "getChatMember": lambda: bot.get_chat_member(group, person),
        "getChatAdministrators": lambda: bot.get_chat_administrators(group),
        "getChatMemberCount": lambda: bot.get_chat_member_count(group),
        "setWebhook": lambda: bot.set_webhook("http://127.0.0.1:9/", allowed_updates=["message"]),
        "getWebhookInfo": bot.get_webhook_info,
        "deleteWebhook": lambda: bot.delete_webhook(drop_pending_updates=True),
        "getUpdates": bot.get_updates,
        "leaveChat": lambda: bot.leave_chat(group),
    }


async def answer_people(bot: Bot, client: Client, arta: int) -> set[str]:
    """The two methods that need somebody to have asked."""
    sent = await bot.send_message(arta, "?", reply_markup=BUTTON)
    await client.confirmed_updates()
    press = {"person": arta, "chat": arta, "message_id": sent.message_id}
    pressing = asyncio.create_task(client.control("press", **press))
    (update,) = await bot.get_updates(timeout=5)
    assert update.callback_query
    assert await bot.answer_callback_query(update.callback_query.id, text="ok")
    await pressing
    asking = asyncio.create_task(client.control("inline", person=arta, query="x"))
    (update,) = await bot.get_updates(offset=update.update_id + 1, timeout=5)
    assert update.inline_query
    assert await bot.answer_inline_query(update.inline_query.id, [ARTICLE])
    await asking
    return {"answerCallbackQuery", "answerInlineQuery"}


async def calls_every_method(bot: Bot, client: Client, arta: int) -> None:
    text = (await bot.send_message(arta, "a")).message_id
    file = await bot.send_document(arta, document())
    topic = await bot.create_forum_topic(client.group, "a")
    assert file.document
    await bot.download(file.document, destination := BytesIO())
    assert destination.getvalue() == b"%PDF"
    called = {"createForumTopic", "getFile", *await answer_people(bot, client, arta)}
    families = (
        sending(bot, arta),
        repeating(bot, client.group, arta),
        changing(bot, arta, text, file.message_id),
        topics(bot, client.group, topic.message_thread_id),
        profile(bot),
        looking(bot, client.group, arta),
    )
    for calls in families:
        for name, call in calls.items():
            assert unknown_fields(await call(), name) == []
            called.add(name)
    assert called == {*METHODS, *ASYNC_METHODS}


async def reads_every_update(bot: Bot, client: Client) -> None:
    updates = await live(client)
    assert {kind for update in updates for kind in update} == {*KINDS, "update_id"}
    for raw in updates:
        update = Update.model_validate(raw, context={"bot": bot})
        assert update.event_type in KINDS
        assert unknown_fields(update) == []


async def takes_refusals(bot: Bot, client: Client, arta: int) -> None:
    with pytest.raises(TelegramBadRequest, match="message text is empty"):
        await bot.send_message(arta, "")
    with pytest.raises(TelegramForbiddenError, match="can't initiate conversation"):
        await bot.send_message(client.id_of("Ane"), "a")
    await client.control("faults", retry_after=3)
    with pytest.raises(TelegramRetryAfter) as refused:
        await bot.send_message(arta, "a")
    assert refused.value.retry_after == 3
    await client.control("faults", error_code=502)
    with pytest.raises(TelegramServerError):
        await bot.send_message(arta, "a")
    old = client.group
    await client.control("migrate", chat=old)
    with pytest.raises(TelegramMigrateToChat) as moved:
        await bot.send_message(old, "a")
    assert moved.value.migrate_to_chat_id == client.group
