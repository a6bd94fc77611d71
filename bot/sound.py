"""Whether a parsed update holds numbers and words where Telegram has them.

The library's types check nothing, and what is wrong in a table is found only much later, by others.
"""

from collections.abc import Iterator
from datetime import datetime

from telegram import Message, Update, User

_LARGEST = 2**63 - 1


def is_sound(update: Update) -> bool:
    """By what is written down of it: ids, names, words and when it was sent."""
    ids, words = list(_ids(update)), list(_words(update))
    return (
        all(type(one) is int and abs(one) <= _LARGEST for one in ids)
        and all(user.id > 0 for user in _users(update))
        and all(one is None or type(one) is str for one in words)
        and _is_dated(update)
    )


def _is_dated(update: Update) -> bool:
    """What is kept for later without its date could not be read again."""
    message = update.effective_message
    return not isinstance(message, Message) or isinstance(message.date, datetime)


def _users(update: Update) -> Iterator[User]:
    """Whoever acts here: numbers below one are of those who stand for the forgotten."""
    message = update.effective_message
    sender = message.from_user if isinstance(message, Message) else None
    yield from (user for user in (update.effective_user, sender) if user is not None)


def _ids(update: Update) -> Iterator[object]:
    for one in (update.effective_chat, update.effective_user):
        if one is not None:
            yield one.id
    message = update.effective_message
    while message is not None:
        yield from (message.chat.id, message.message_id)
        if not isinstance(message, Message):
            return
        yield message.message_thread_id or 0
        yield from (one.id for one in (message.from_user, message.sender_chat) if one is not None)
        message = message.reply_to_message


def _words(update: Update) -> Iterator[object]:
    user, message, query = update.effective_user, update.effective_message, update.callback_query
    if user is not None:
        yield from (user.first_name, user.last_name, user.username, user.language_code)
    if isinstance(message, Message):
        yield from (message.text, message.caption, message.media_group_id)
    if query is not None:
        yield from (query.id, query.data)
    if update.inline_query is not None:
        yield from (update.inline_query.id, update.inline_query.query)
