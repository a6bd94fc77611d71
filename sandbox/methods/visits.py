"""getChat and getChatMember..., leaveChat: what the bot may know of a chat."""

from sandbox.access import known_chat, require_membership
from sandbox.errors import Refused, bad_request
from sandbox.members import chat_member, set_bot_member
from sandbox.messages import public
from sandbox.model import JSON, Chat, Member, Status
from sandbox.names import names
from sandbox.params import Params
from sandbox.world import World

_NO_GIFTS = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}
_PERMISSIONS = dict.fromkeys(
    sorted(
        names(
            "can_send_messages can_send_audios can_send_documents can_send_photos can_send_videos "
            "can_send_video_notes can_send_voice_notes can_send_polls can_send_other_messages "
            "can_add_web_page_previews can_react_to_messages can_edit_tag can_change_info "
            "can_invite_users can_pin_messages can_manage_topics"
        )
    ),
    True,
)


def get_chat(world: World, params: Params) -> JSON:
    chat = _visible(world, params)
    full: JSON = {
        **world.chat_json(chat),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": _NO_GIFTS,
    }
    if chat.pinned:
        full["pinned_message"] = public(chat.messages[chat.pinned[-1]])
    if chat.is_private:
        username = world.people[chat.id].username
        return {**full, "active_usernames": [username]} if username else full
    return {**full, "permissions": _PERMISSIONS, "join_to_send_messages": True}


def get_chat_member(world: World, params: Params) -> JSON:
    chat = _visible(world, params)
    user_id = params.required_integer("user_id")
    user = world.user(user_id)
    if user is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    if chat.is_private:
        if user_id not in (chat.id, world.bot.id):
            raise bad_request("PARTICIPANT_ID_INVALID")
        return chat_member(user, Member())
    return chat_member(user, chat.member(user_id))


def get_chat_administrators(world: World, params: Params) -> list[JSON]:
    """Other bots are left out, the asking one is not."""
    chat = _visible(world, params)
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    return [
        chat_member(user, member)
        for user_id, member in chat.members.items()
        if member.status.is_administrator and (user := world.user(user_id))
    ]


def get_chat_member_count(world: World, params: Params) -> int:
    chat = _visible(world, params)
    if chat.is_private:
        return 2
    return sum(member.status.is_inside for member in chat.members.values())


def leave_chat(world: World, params: Params) -> bool:
    chat = _visible(world, params)
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    set_bot_member(world, chat, Member(Status.LEFT), world.bot.as_user())
    return True


def _visible(world: World, params: Params) -> Chat:
    try:
        chat = known_chat(world, params)
    except Refused as refused:
        # Asking about somebody who never wrote is not writing to them.
        if refused.error_code == 403:
            raise bad_request("chat not found") from None
        raise
    if not chat.is_private:
        require_membership(world, chat)
    return chat


METHODS = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
}
