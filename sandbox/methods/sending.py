"""sendMessage, and what all sending methods share: chat, topic, reply, keyboard, protection."""

from dataclasses import dataclass
from typing import Any

from sandbox.access import open_topic, writable_chat
from sandbox.errors import bad_request
from sandbox.formatting import format_text, message_caption, message_text
from sandbox.keyboards import markup_fields
from sandbox.messages import post, public
from sandbox.model import JSON, Chat, Topic
from sandbox.names import names
from sandbox.params import Params
from sandbox.replies import asked_reply, reply_fields
from sandbox.world import World

ACTIONS = names(
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document "
    "choose_sticker find_location record_video_note upload_video_note"
)


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a message goes, with the fields that do not depend on what it says."""

    chat: Chat
    topic: Topic | None
    fields: JSON

    def post(self, world: World, content: JSON) -> JSON:
        return post(world, self.chat, world.bot.as_user(), {**self.fields, **content}, self.topic)


def destination(world: World, params: Params) -> Destination:
    chat = writable_chat(world, params)
    reply = asked_reply(params)
    fields = reply_fields(world, chat, reply) if reply else {}
    thread = params.integer("message_thread_id")
    if not thread and "reply_to_message" in fields:
        thread = fields["reply_to_message"].get("message_thread_id")
    topic = open_topic(world, chat, thread)
    if params.flag("protect_content"):
        fields["has_protected_content"] = True
    if chat.is_private and (effect := params.text("message_effect_id")):
        fields["effect_id"] = effect
    fields.update(markup_fields(params.object("reply_markup")))
    return Destination(chat, topic, fields)


def text_content(world: World, params: Params) -> JSON:
    source = params.text("text")
    if not source:
        raise bad_request("message text is empty")
    content = message_text(
        format_text(
            source,
            parse_mode=params.text("parse_mode"),
            entities=params.objects("entities"),
            find_user=world.user,
        )
    )
    if preview := params.object("link_preview_options"):
        content["link_preview_options"] = preview
    elif params.flag("disable_web_page_preview"):
        content["link_preview_options"] = {"is_disabled": True}
    return content


def caption_content(world: World, params: Params) -> JSON:
    return caption_fields(world, params.values)


def caption_fields(world: World, values: Any) -> JSON:
    """From a call's parameters, or from one InputMedia of an album."""
    content: JSON = {}
    if caption := values.get("caption"):
        content = message_caption(
            format_text(
                str(caption),
                parse_mode=values.get("parse_mode"),
                entities=values.get("caption_entities"),
                find_user=world.user,
            )
        )
    if values.get("show_caption_above_media"):
        content["show_caption_above_media"] = True
    return content


def send_message(world: World, params: Params) -> JSON:
    to = destination(world, params)
    return public(to.post(world, text_content(world, params)))


def send_chat_action(world: World, params: Params) -> bool:
    chat = writable_chat(world, params)
    action = params.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    thread = params.integer("message_thread_id")
    open_topic(world, chat, thread)
    world.events.emit("chat_action", chat=chat.id, thread=thread or 0, action=action)
    return True


METHODS = {"sendMessage": send_message, "sendChatAction": send_chat_action}
