"""Who is staff: asked of Telegram before the transaction, so that a handler needs no bot."""

import time
from enum import Enum, auto
from typing import Any

from telegram import Update, User
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.api import BotApi
from desk.groups import MAIN, Groups
from handlers.events.scanning import SEAT

_FRESH = 60.0  # seconds that a plain message may rely on an earlier answer
_SCAN = f"/start {SEAT}"  # what opens when a seat's code is scanned
_INSIDE = {
    ChatMemberStatus.OWNER,
    ChatMemberStatus.ADMINISTRATOR,
    ChatMemberStatus.MEMBER,
    ChatMemberStatus.RESTRICTED,
}


class Place(Enum):
    """Where somebody stands in a staff group; the owner of the main one is the desk's."""

    OUTSIDE = auto()
    INSIDE = auto()
    OWNER = auto()


class Membership:
    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._known: dict[tuple[int, int], tuple[float, Place]] = {}

    async def place(self, update: Update, groups: Groups) -> Place:
        """The sender's place in the staff group that the update is from, now; outside elsewhere,
        but for whoever scans somebody's code, which opens a private chat.

        Presses and commands are asked about every time, and so is whoever was outside: a new
        colleague's first words count. Raises TelegramError.
        """
        chat, user = update.effective_chat, update.effective_user
        if user is not None and _scans(update):
            return await self._anywhere(user, groups)
        group = groups.in_chat(chat.id) if chat else None
        if chat is None or group is None:
            return Place.OUTSIDE
        self._forget_who_leaves(update, chat.id)
        if update.callback_query is None and (written_as := _sender_chat(update)) is not None:
            return Place.INSIDE if written_as == chat.id else Place.OUTSIDE
        if user is None or user.is_bot:
            return Place.OUTSIDE
        place = await self._ask(user, chat.id, fresh=_acts(update))
        is_owner_elsewhere = place is Place.OWNER and group.name != MAIN
        return Place.INSIDE if is_owner_elsewhere else place

    def _forget_who_leaves(self, update: Update, chat_id: int) -> None:
        message = update.message
        if message is not None and message.left_chat_member is not None:
            self._known.pop((chat_id, message.left_chat_member.id), None)

    async def _anywhere(self, user: User, groups: Groups) -> Place:
        for group in groups.all:
            if not group.is_lost:
                place = await self._ask(user, group.chat_id, fresh=True)
                if place is not Place.OUTSIDE:
                    return Place.INSIDE
        return Place.OUTSIDE

    async def _ask(self, user: User, chat_id: int, *, fresh: bool) -> Place:
        now = time.monotonic()
        asked_at, place = self._known.get((chat_id, user.id), (-_FRESH, Place.OUTSIDE))
        if not fresh and place is not Place.OUTSIDE and now - asked_at < _FRESH:
            return place
        try:
            params = {"chat_id": chat_id, "user_id": user.id}
            place = _place(await self._api.call("getChatMember", params))
        except ChatMigrated as moved:  # and the update that says so may be this one
            place = await self._ask(user, moved.new_chat_id, fresh=fresh)
        except (BadRequest, Forbidden):
            place = Place.OUTSIDE
        self._known[chat_id, user.id] = (now, place)
        return place


def _place(member: dict[str, Any]) -> Place:
    if member["status"] == ChatMemberStatus.OWNER:
        return Place.OWNER
    is_inside = member["status"] in _INSIDE and member.get("is_member", True)
    return Place.INSIDE if is_inside else Place.OUTSIDE


def _scans(update: Update) -> bool:
    message = update.message
    is_private = message is not None and message.chat.type == ChatType.PRIVATE
    return is_private and (update.message.text or "").startswith(_SCAN)  # type: ignore[union-attr]


def _acts(update: Update) -> bool:
    if update.callback_query is not None:
        return True
    message = update.effective_message
    return message is not None and (message.text or "").startswith("/")


def _sender_chat(update: Update) -> int | None:
    """As which chat a message is written: the group itself is an administrator who stays
    anonymous; a channel may be anybody's, and what Telegram brings from a channel is nobody's.
    """
    message = update.effective_message
    return message.sender_chat.id if message and message.sender_chat else None
