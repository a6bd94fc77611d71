"""Who is staff: asked of Telegram before the transaction, so that a handler needs no bot."""

import time
from enum import Enum, auto
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


class Place(Enum):
    """Where somebody stands in the staff group."""

    OUTSIDE = auto()
    INSIDE = auto()
    OWNER = auto()


class Membership:
    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._known: dict[int, tuple[float, Place]] = {}

    async def place(self, update: Update, staff_chat_id: int | None) -> Place:
        """The sender's place in the staff group now; outside wherever else the update is from.

        Presses and commands are asked about every time. Raises TelegramError.
        """
        chat, user = update.effective_chat, update.effective_user
        if chat is None or chat.id != staff_chat_id:
            return Place.OUTSIDE
        message = update.effective_message
        if update.callback_query is None and _is_anonymous(message, chat.id):
            return Place.INSIDE
        if user is None or user.is_bot:
            return Place.OUTSIDE
        return await self._ask(user, chat.id, fresh=_acts(update))

    async def _ask(self, user: User, chat_id: int, *, fresh: bool) -> Place:
        now = time.monotonic()
        asked_at, place = self._known.get(user.id, (-_FRESH, Place.OUTSIDE))
        if not fresh and now - asked_at < _FRESH:
            return place
        try:
            params = {"chat_id": chat_id, "user_id": user.id}
            place = _place(await self._api.call("getChatMember", params))
        except (BadRequest, Forbidden):
            place = Place.OUTSIDE
        self._known[user.id] = (now, place)
        return place


def _place(member: dict[str, Any]) -> Place:
    if member["status"] == ChatMemberStatus.OWNER:
        return Place.OWNER
    is_inside = member["status"] in _INSIDE and member.get("is_member", True)
    return Place.INSIDE if is_inside else Place.OUTSIDE


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
