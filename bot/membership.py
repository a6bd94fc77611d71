"""Who is staff: asked of Telegram before the transaction, so that a handler needs no bot."""

import time
from typing import Any

from telegram import Message, Update, User
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, Forbidden

from bot.api import BotApi

_FRESH = 60.0  # seconds that a plain message may rely on an earlier answer
_INSIDE = {
    ChatMemberStatus.OWNER,
    ChatMemberStatus.ADMINISTRATOR,
    ChatMemberStatus.MEMBER,
    ChatMemberStatus.RESTRICTED,
}


class Membership:
    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._known: dict[int, tuple[float, bool]] = {}

    async def is_staff(self, update: Update, staff_chat_id: int | None) -> bool:
        """Whether the sender belongs to the staff group now; False outside of it.

        Presses and commands are asked about every time. Raises TelegramError.
        """
        chat, user = update.effective_chat, update.effective_user
        if chat is None or chat.id != staff_chat_id:
            return False
        message = update.effective_message
        if update.callback_query is None and _is_anonymous(message, chat.id):
            return True
        if user is None or user.is_bot:
            return False
        return await self._ask(user, chat.id, fresh=_acts(update))

    async def _ask(self, user: User, chat_id: int, *, fresh: bool) -> bool:
        now = time.monotonic()
        asked_at, inside = self._known.get(user.id, (-_FRESH, False))
        if not fresh and now - asked_at < _FRESH:
            return inside
        try:
            params = {"chat_id": chat_id, "user_id": user.id}
            member: dict[str, Any] = await self._api.call("getChatMember", params)
            inside = member["status"] in _INSIDE and member.get("is_member", True)
        except (BadRequest, Forbidden):
            inside = False
        self._known[user.id] = (now, inside)
        return inside


def _acts(update: Update) -> bool:
    if update.callback_query is not None:
        return True
    message = update.effective_message
    return message is not None and (message.text or "").startswith("/")


def _is_anonymous(message: Message | None, chat_id: int) -> bool:
    """An administrator who writes as the group itself."""
    return (
        message is not None
        and message.sender_chat is not None
        and (message.sender_chat.id == chat_id)
    )
