"""copyMessage, forwardMessage and their plural forms: the same content in another place."""

from dataclasses import dataclass
from typing import Any

from sandbox.access import known_chat, message_in
from sandbox.errors import Refused, bad_request
from sandbox.messages import is_service, public
from sandbox.methods.sending import caption_content, destination
from sandbox.model import JSON, Chat
from sandbox.names import names
from sandbox.params import Params
from sandbox.world import World

CONTENT = names(
    "text entities link_preview_options caption caption_entities show_caption_above_media "
    "has_media_spoiler photo document video audio voice animation video_note sticker location "
    "venue contact poll dice"
)
_CAPTION = ("caption", "caption_entities", "show_caption_above_media")
_CAPTIONED = ("photo", "document", "video", "audio", "voice", "animation")


def content_of(message: JSON) -> JSON:
    """What a copy repeats: the content, without sender, keyboard, reply and album."""
    content = {name: value for name, value in message.items() if name in CONTENT}
    if poll := content.get("poll"):
        content["poll"] = {
            **poll,
            "total_voter_count": 0,
            "options": [{**option, "voter_count": 0} for option in poll["options"]],
        }
    return content


def require_copyable(message: JSON, verb: str) -> None:
    if is_service(message) or message.get("has_protected_content"):
        raise bad_request(f"message can't be {verb}")


def copy_message(world: World, params: Params) -> JSON:
    source = known_chat(world, params, "from_chat_id")
    to = destination(world, params)
    message = message_in(source, params.integer("message_id"), "message to copy not found")
    require_copyable(message, "copied")
    content = content_of(message)
    if params.text("caption") is not None and any(kind in content for kind in _CAPTIONED):
        content = {name: value for name, value in content.items() if name not in _CAPTION}
        content.update(caption_content(world, params))
    return {"message_id": to.post(world, content)["message_id"]}


def forward_message(world: World, params: Params) -> JSON:
    source = known_chat(world, params, "from_chat_id")
    to = destination(world, params)
    message = message_in(source, params.integer("message_id"), "message to forward not found")
    require_copyable(message, "forwarded")
    return public(to.post(world, {**content_of(message), "forward_origin": origin_of(message)}))


def origin_of(message: JSON) -> JSON:
    return message.get("forward_origin") or {
        "type": "user",
        "sender_user": message["from"],
        "date": message["date"],
    }


@dataclass(slots=True)
class _Albums:
    """Messages that were one album are one album again, under a new id."""

    world: World
    messages: list[JSON]

    def fields(self) -> list[JSON]:
        old_ids = [message.get("media_group_id") for message in self.messages]
        new_ids: dict[Any, str] = {}
        for old in old_ids:
            if old is not None and old_ids.count(old) > 1 and old not in new_ids:
                new_ids[old] = str(self.world.counters.take("album"))
        self.world.touched("settings", "counters")
        return [{"media_group_id": new_ids[old]} if old in new_ids else {} for old in old_ids]


def copy_messages(world: World, params: Params) -> list[JSON]:
    return _repeat_all(world, params, "copied", "copy")


def forward_messages(world: World, params: Params) -> list[JSON]:
    return _repeat_all(world, params, "forwarded", "forward")


def _repeat_all(world: World, params: Params, done: str, verb: str) -> list[JSON]:
    source = known_chat(world, params, "from_chat_id")
    to = destination(world, params)
    messages = _copyable(source, _message_ids(params), done)
    if not messages:
        raise bad_request(f"there are no messages to {verb}")
    sent = []
    for message, album in zip(messages, _Albums(world, messages).fields(), strict=True):
        content = content_of(message)
        if verb == "forward":
            content["forward_origin"] = origin_of(message)
        elif params.flag("remove_caption"):
            content = {name: value for name, value in content.items() if name not in _CAPTION}
        sent.append({"message_id": to.post(world, {**content, **album})["message_id"]})
    return sent


def _message_ids(params: Params) -> list[int]:
    ids = params.array("message_ids") or []
    if not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > 100:
        raise bad_request("too many message identifiers specified")
    try:
        numbers = [int(message_id) for message_id in ids]
    except (TypeError, ValueError):
        raise bad_request("invalid message identifier specified") from None
    if numbers != sorted(set(numbers)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    return numbers


def _copyable(source: Chat, message_ids: list[int], done: str) -> list[JSON]:
    """Those that are missing or may not be copied are skipped, as documented."""
    messages = []
    for message_id in message_ids:
        message = source.messages.get(message_id)
        if message is not None:
            try:
                require_copyable(message, done)
            except Refused:
                continue
            messages.append(message)
    return messages


METHODS = {
    "copyMessage": copy_message,
    "copyMessages": copy_messages,
    "forwardMessage": forward_message,
    "forwardMessages": forward_messages,
}
