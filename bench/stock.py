"""The peer: python-telegram-bot as its own examples use it, copying both ways, storing nothing.

Updater.start_polling, two MessageHandlers, copy_message. A person's topic is kept in memory only.
"""

import os
from typing import Any

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

GROUP_ID = int(os.environ.get("STAFF_CHAT_ID", "0"))
topic_of: dict[int, int] = {}
person_of: dict[int, int] = {}


async def to_staff(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    message, user = update.message, update.effective_user
    assert message is not None
    assert user is not None
    if user.id not in topic_of:
        made = await context.bot.create_forum_topic(GROUP_ID, user.full_name)
        topic_of[user.id] = made.message_thread_id
        person_of[made.message_thread_id] = user.id
    await message.copy(GROUP_ID, message_thread_id=topic_of[user.id])


async def to_person(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    message = update.message
    assert message is not None
    if message.message_thread_id in person_of:
        await message.copy(person_of[message.message_thread_id])


def main() -> None:
    builder = Application.builder().token(os.environ["BOT_TOKEN"])
    app: Application[Any, Any, Any, Any, Any, Any] = builder.base_url(
        os.environ["BOT_API_URL"] + "/bot"
    ).build()
    app.add_handler(MessageHandler(filters.ChatType.PRIVATE & filters.TEXT, to_staff))
    app.add_handler(MessageHandler(filters.Chat(GROUP_ID) & filters.TEXT, to_person))
    app.run_polling()


if __name__ == "__main__":
    main()
