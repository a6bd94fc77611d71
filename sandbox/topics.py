"""Forum topics come, change and go, whoever does it: the service messages and the events."""

from sandbox.icons import ICONS
from sandbox.messages import post, remove, tell_bot
from sandbox.model import JSON, Chat, Topic
from sandbox.world import World

ICON_COLORS = (0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F)
MAX_NAME = 128


def create_topic(
    world: World, chat: Chat, author: JSON, name: str, color: int | None, icon: str | None
) -> Topic:
    content: JSON = {"name": name, "icon_color": color if color is not None else ICON_COLORS[0]}
    if icon:
        content["icon_custom_emoji_id"] = icon
    thread = chat.next_message_id
    message = post(
        world,
        chat,
        author,
        {
            "message_thread_id": thread,
            "is_topic_message": True,
            "forum_topic_created": content,
        },
    )
    topic = Topic(thread, name, content["icon_color"], author["id"], message, icon)
    chat.topics[thread] = topic
    _changed(world, chat, topic)
    tell_bot(world, chat, message)
    return topic


def edit_topic(
    world: World, chat: Chat, author: JSON, topic: Topic, changes: dict[str, str]
) -> bool:
    """`changes` may hold name and icon_custom_emoji_id; False if nothing would change."""
    real = {key: v for key, v in changes.items() if v != (getattr(topic, key) or "")}
    if not real:
        return False
    topic.name = real.get("name", topic.name)
    topic.icon_custom_emoji_id = real.get("icon_custom_emoji_id", topic.icon_custom_emoji_id)
    _tell(world, chat, author, topic, {"forum_topic_edited": real})
    return True


def set_closed(world: World, chat: Chat, author: JSON, topic: Topic, *, closed: bool) -> bool:
    if topic.is_closed == closed:
        return False
    topic.is_closed = closed
    name = "forum_topic_closed" if closed else "forum_topic_reopened"
    _tell(world, chat, author, topic, {name: {}})
    return True


def delete_topic(world: World, chat: Chat, topic: Topic) -> None:
    """With all its messages; Telegram tells no bot about it."""
    thread = topic.message_thread_id
    del chat.topics[thread]
    remove(
        world,
        chat,
        [id_ for id_, m in chat.messages.items() if m.get("message_thread_id") == thread],
    )
    world.touched("topics", (chat.id, thread))
    world.events.emit("topic_deleted", chat=chat.id, message_thread_id=thread)


def _tell(world: World, chat: Chat, author: JSON, topic: Topic, content: JSON) -> None:
    message = post(world, chat, author, content, topic)
    _changed(world, chat, topic)
    tell_bot(world, chat, message)


def _changed(world: World, chat: Chat, topic: Topic) -> None:
    world.touched("topics", (chat.id, topic.message_thread_id))
    world.events.emit("topic", chat=chat.id, topic=topic_json(topic))


def topic_json(topic: Topic) -> JSON:
    """A topic as the page lists it."""
    shown = {**topic.as_forum_topic(), "is_closed": topic.is_closed}
    if topic.icon_custom_emoji_id:
        shown["icon_emoji"] = ICONS.get(topic.icon_custom_emoji_id, "")
    return shown
