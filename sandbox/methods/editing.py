"""editMessage... and deleteMessage(s), pins: what the bot may still change, and what not."""

from typing import Any

from sandbox.access import known_chat, message_in, require_right, writable_chat
from sandbox.errors import bad_request
from sandbox.keyboards import markup_fields
from sandbox.media import input_media_content
from sandbox.messages import is_service, post, public, quoted, remove, replace, tell_bot
from sandbox.methods.copying import CONTENT
from sandbox.methods.sending import caption_content, caption_fields, text_content
from sandbox.model import JSON, Chat
from sandbox.params import Params
from sandbox.world import World

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
DELETABLE_FOR_SECONDS = 48 * 3600
_CAPTIONED = ("photo", "document", "video", "audio", "voice", "animation")
_CAPTION = ("caption", "caption_entities", "show_caption_above_media")
_TEXT = ("text", "entities", "link_preview_options")


def edit_text(world: World, params: Params) -> Any:
    chat, message = _editable(world, params)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _edited(world, params, chat, _without(message, _TEXT), text_content(world, params))


def edit_caption(world: World, params: Params) -> Any:
    chat, message = _editable(world, params)
    if not any(kind in message for kind in _CAPTIONED):
        raise bad_request("there is no caption in the message to edit")
    return _edited(world, params, chat, _without(message, _CAPTION), caption_content(world, params))


def edit_media(world: World, params: Params) -> Any:
    chat, message = _editable(world, params)
    media = params.object("media")
    if not media:
        raise bad_request("media is not specified")
    content = {**input_media_content(world, params, media), **caption_fields(world, media)}
    return _edited(world, params, chat, _without(message, CONTENT), content)


def edit_reply_markup(world: World, params: Params) -> Any:
    chat, message = _editable(world, params)
    return _edited(world, params, chat, message, {})


def _without(message: JSON, names: Any) -> JSON:
    return {name: value for name, value in message.items() if name not in names}


def _editable(world: World, params: Params) -> tuple[Chat, JSON]:
    if inline_id := params.text("inline_message_id"):
        place = world.queries.inline_messages.get(inline_id)
        if place is None:
            raise bad_request("MESSAGE_ID_INVALID")
        chat = world.chats[place[0]]
        return chat, message_in(chat, place[1], "message to edit not found")
    chat = writable_chat(world, params)
    message = message_in(chat, params.integer("message_id"), "message to edit not found")
    if message["from"]["id"] != world.bot.id or is_service(message) or "forward_origin" in message:
        raise bad_request("message can't be edited")
    return chat, message


def _edited(world: World, params: Params, chat: Chat, kept: JSON, content: JSON) -> Any:
    """A keyboard that is not sent again is gone, as with Telegram."""
    old = chat.messages[kept["message_id"]]
    new = {
        **_without(kept, ("reply_markup", "edit_date")),
        **content,
        **markup_fields(params.object("reply_markup")),
    }
    if new == _without(old, ("edit_date",)):
        raise bad_request(NOT_MODIFIED)
    new["edit_date"] = world.clock.timestamp()
    replace(world, chat, new)
    return True if params.text("inline_message_id") else public(new)


def delete_message(world: World, params: Params) -> bool:
    chat = known_chat(world, params)
    message = message_in(chat, params.integer("message_id"), "message to delete not found")
    _require_deletable(world, chat, message)
    remove(world, chat, [message["message_id"]])
    return True


def delete_messages(world: World, params: Params) -> bool:
    """Those that are missing are skipped, as documented."""
    chat = known_chat(world, params)
    ids = params.array("message_ids") or []
    if not 1 <= len(ids) <= 100:
        raise bad_request("message identifiers are not specified")
    wanted = dict.fromkeys(id_ for id_ in ids if isinstance(id_, int))
    found = [chat.messages[id_] for id_ in wanted if id_ in chat.messages]
    for message in found:
        _require_deletable(world, chat, message)
    remove(world, chat, [message["message_id"] for message in found])
    return True


def _require_deletable(world: World, chat: Chat, message: JSON) -> None:
    if "forum_topic_created" in message or "supergroup_chat_created" in message:
        raise bad_request("message can't be deleted")
    if not chat.is_private and world.bot_member(chat).may("can_delete_messages"):
        return
    own = message["from"]["id"] == world.bot.id
    if not own and not chat.is_private:
        raise bad_request("message can't be deleted")
    if world.clock.timestamp() - message["date"] > DELETABLE_FOR_SECONDS:
        raise bad_request("message can't be deleted for everyone")


def pin_message(world: World, params: Params) -> bool:
    chat = _pinnable(world, params)
    message = message_in(chat, params.integer("message_id"), "message to pin not found")
    if message["message_id"] not in chat.pinned:
        chat.pinned.append(message["message_id"])
        replace(world, chat, message)
        topic = chat.topics.get(message.get("message_thread_id", 0))
        note = post(world, chat, world.bot.as_user(), {"pinned_message": quoted(message)}, topic)
        tell_bot(world, chat, note)
    return True


def unpin_message(world: World, params: Params) -> bool:
    chat = _pinnable(world, params)
    message_id = params.integer("message_id")
    if message_id is None and chat.pinned:
        message_id = chat.pinned[-1]
    if message_id not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(message_id)
    replace(world, chat, chat.messages[message_id])
    return True


def _pinnable(world: World, params: Params) -> Chat:
    chat = writable_chat(world, params)
    if not chat.is_private:
        refusal = "not enough rights to manage pinned messages in the chat"
        require_right(world, chat, "can_pin_messages", refusal)
    return chat


METHODS = {
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageMedia": edit_media,
    "editMessageReplyMarkup": edit_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "pinChatMessage": pin_message,
    "unpinChatMessage": unpin_message,
}
