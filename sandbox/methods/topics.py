"""createForumTopic and its family, with Telegram's complaints."""

from sandbox.access import forum, require_right, topic_of
from sandbox.errors import bad_request
from sandbox.icons import ICONS, icon_sticker
from sandbox.model import JSON, Chat, Topic
from sandbox.params import Params
from sandbox.topics import (
    ICON_COLORS,
    MAX_NAME,
    create_topic,
    delete_topic,
    edit_topic,
    set_closed,
)
from sandbox.world import World


def create(world: World, params: Params) -> JSON:
    chat = forum(world, params)
    require_right(world, chat, "can_manage_topics", "not enough rights to create a topic")
    name = _name(params.text("name"))
    color = params.integer("icon_color")
    if color is not None and color not in ICON_COLORS:
        raise bad_request("TOPIC_ICON_COLOR_INVALID")
    icon = _icon(params.text("icon_custom_emoji_id"))
    topic = create_topic(world, chat, world.bot.as_user(), name, color, icon)
    return topic.as_forum_topic()


def edit(world: World, params: Params) -> bool:
    chat, topic = _managed(world, params)
    changes = {}
    if name := params.text("name"):
        changes["name"] = _name(name)
    if params.text("icon_custom_emoji_id") is not None:
        changes["icon_custom_emoji_id"] = _icon(params.text("icon_custom_emoji_id")) or ""
    return _modified(changed=edit_topic(world, chat, world.bot.as_user(), topic, changes))


def close(world: World, params: Params) -> bool:
    return _set_closed(world, params, closed=True)


def reopen(world: World, params: Params) -> bool:
    return _set_closed(world, params, closed=False)


def _set_closed(world: World, params: Params, *, closed: bool) -> bool:
    chat, topic = _managed(world, params)
    user = world.bot.as_user()
    return _modified(changed=set_closed(world, chat, user, topic, closed=closed))


def delete(world: World, params: Params) -> bool:
    chat = forum(world, params)
    require_right(world, chat, "can_delete_messages", "not enough rights to delete a topic")
    delete_topic(world, chat, topic_of(chat, params.required_integer("message_thread_id")))
    return True


def icon_stickers(_world: World, _params: Params) -> list[JSON]:
    return [icon_sticker(custom_emoji_id) for custom_emoji_id in ICONS]


def _managed(world: World, params: Params) -> tuple[Chat, Topic]:
    chat = forum(world, params)
    topic = topic_of(chat, params.required_integer("message_thread_id"))
    if topic.creator_id != world.bot.id:
        require_right(world, chat, "can_manage_topics", "not enough rights to manage the topic")
    return chat, topic


def _modified(*, changed: bool) -> bool:
    if not changed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    return True


def _name(name: str | None) -> str:
    name = (name or "").strip()
    if not name:
        raise bad_request("TOPIC_TITLE_EMPTY")
    if len(name) > MAX_NAME:
        raise bad_request("topic name is too long")
    return name


def _icon(custom_emoji_id: str | None) -> str | None:
    if custom_emoji_id and custom_emoji_id not in ICONS:
        raise bad_request("DOCUMENT_INVALID")
    return custom_emoji_id or None


METHODS = {
    "createForumTopic": create,
    "editForumTopic": edit,
    "closeForumTopic": close,
    "reopenForumTopic": reopen,
    "deleteForumTopic": delete,
    "getForumTopicIconStickers": icon_stickers,
}
