"""What a message answers: the fields reply_to_message, quote and external_reply."""

from typing import Any

from sandbox import utf16
from sandbox.errors import bad_request
from sandbox.formatting import format_text
from sandbox.messages import quoted
from sandbox.model import JSON, Chat
from sandbox.names import names
from sandbox.params import Params
from sandbox.world import World

_MEDIA = names(
    "photo document video audio voice animation video_note sticker location venue contact poll dice"
)


def asked_reply(params: Params) -> JSON | None:
    """reply_parameters, or the older pair of parameters that meant the same."""
    reply = params.object("reply_parameters")
    if reply is None and (message_id := params.integer("reply_to_message_id")):
        lenient = params.flag("allow_sending_without_reply")
        reply = {"message_id": message_id, "allow_sending_without_reply": lenient}
    return reply or None


def reply_fields(world: World, chat: Chat, reply: JSON) -> JSON:
    """Empty when the message is gone and the sender said that this does not matter."""
    source = _source(world, chat, reply)
    target = source.messages.get(_message_id(reply)) if source else None
    if source is None or target is None:
        if reply.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    quote = _quote(world, target, reply)
    if source is chat:
        return {"reply_to_message": quoted(target), **quote}
    return {"external_reply": _external(world, source, target), **quote}


def _message_id(reply: JSON) -> int:
    try:
        return int(reply.get("message_id", 0))
    except (TypeError, ValueError):
        raise bad_request("can't parse reply parameters JSON object") from None


def _source(world: World, chat: Chat, reply: JSON) -> Chat | None:
    chat_id: Any = reply.get("chat_id")
    if chat_id is None:
        return chat
    return world.chats.get(int(chat_id)) if str(chat_id).lstrip("-").isdigit() else None


def _quote(world: World, target: JSON, reply: JSON) -> JSON:
    if not reply.get("quote"):
        return {}
    wanted = format_text(
        str(reply["quote"]),
        parse_mode=reply.get("quote_parse_mode"),
        entities=reply.get("quote_entities"),
        find_user=world.user,
    )
    text = target.get("text") or target.get("caption") or ""
    index = text.find(wanted.text)
    if index < 0:
        raise bad_request("QUOTE_TEXT_INVALID")
    quote: JSON = {
        "text": wanted.text,
        "position": utf16.length(text[:index]),
        "is_manual": True,
    }
    if wanted.entities:
        quote["entities"] = wanted.entities
    return {"quote": quote}


def _external(world: World, source: Chat, target: JSON) -> JSON:
    external: JSON = {
        "origin": {"type": "user", "sender_user": target["from"], "date": target["date"]},
        "message_id": target["message_id"],
        **{name: target[name] for name in _MEDIA if name in target},
    }
    if not source.is_private:
        external["chat"] = world.chat_json(source)
    return external
