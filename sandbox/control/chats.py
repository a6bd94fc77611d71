"""The control channel's groups: messages, topics, members, the bot's rights, migration, files."""

from typing import Any

from aiohttp import web

from sandbox.control.asked import Asked, Control, answering
from sandbox.errors import ControlRefused
from sandbox.members import bot_rights_changed, set_bot_member, set_member
from sandbox.messages import as_seen
from sandbox.migration import migrate
from sandbox.model import JSON, Chat, Member, Status
from sandbox.state import chat_state
from sandbox.topics import create_topic, delete_topic, edit_topic, set_closed, topic_json
from sandbox.wire import json_response
from sandbox.world import BOT_RIGHTS, World


async def messages(_control: Control, asked: Asked) -> list[JSON]:
    """thread=0 is General; without thread, the whole chat."""
    chat = asked.chat()
    thread = asked.optional_integer("thread")
    viewer = asked.optional_integer("viewer")
    return [
        as_seen(chat, message, viewer)
        for message in chat.messages.values()
        if thread is None or message.get("message_thread_id", 0) == thread
    ]


async def create_chat(control: Control, asked: Asked) -> JSON:
    """One more group, with the bot as its administrator."""
    world = control.world
    members = [_person_id(world, id_) for id_ in _list(asked, "members")]
    is_forum = bool(asked.values.get("is_forum", True))
    chat = world.add_group(asked.text("title"), is_forum=is_forum)
    for person_id in members:
        chat.members[person_id] = Member()
    return _changed(world, chat)


def _list(asked: Asked, name: str) -> list[Any]:
    value = asked.values.get(name) or []
    if not isinstance(value, list):
        raise ControlRefused(f'"{name}" must be a list')
    return value


def _person_id(world: World, person_id: Any) -> int:
    return Asked(world, {"person": person_id}).person().id


def _actor(world: World, asked: Asked, chat: Chat) -> JSON:
    """Who does it: the person named, or else whoever is first in the group."""
    if asked.given("person"):
        return asked.person().as_user()
    inside = [id_ for id_, member in chat.members.items() if member.status.is_inside]
    people = [id_ for id_ in inside if id_ in world.people]
    return world.people[people[0]].as_user() if people else world.bot.as_user()


async def add_topic(control: Control, asked: Asked) -> JSON:
    world, chat = control.world, asked.group()
    if not chat.is_forum:
        raise ControlRefused(f"{chat.title} has no topics")
    actor = _actor(world, asked, chat)
    return topic_json(create_topic(world, chat, actor, asked.text("name"), None, None))


async def change_topic(control: Control, asked: Asked) -> bool:
    world, chat = control.world, asked.group()
    thread, action = asked.integer("thread"), asked.text("action")
    topic = chat.topics.get(thread)
    if topic is None:
        raise ControlRefused(f"there is no topic {thread} in {chat.title}")
    actor = _actor(world, asked, chat)
    match action:
        case "delete":
            delete_topic(world, chat, topic)
        case "close" | "reopen":
            return set_closed(world, chat, actor, topic, closed=action == "close")
        case "rename":
            return edit_topic(world, chat, actor, topic, {"name": asked.text("name")})
        case _:
            raise ControlRefused('"action" must be delete, close, reopen or rename')
    return True


async def set_membership(control: Control, asked: Asked) -> JSON:
    """`person` may be the bot: it can be thrown out, too."""
    world, chat = control.world, asked.group()
    try:
        status = Status(asked.text("status"))
    except ValueError:
        raise ControlRefused('"status" must be member, administrator, left or kicked') from None
    if asked.values.get("person") == world.bot.id:
        rights = dict(BOT_RIGHTS) if status is Status.ADMINISTRATOR else {}
        set_bot_member(world, chat, Member(status, rights), _actor(world, Asked(world, {}), chat))
        return _changed(world, chat)
    person = asked.person()
    by = person.as_user() if status in (Status.MEMBER, Status.LEFT) else _actor(world, asked, chat)
    set_member(world, chat, person, status, by)
    if chat.id == world.staff_group_id:
        person.is_staff = status.is_inside
        world.touched("people", person.id)
        world.events.emit("person", person=person.as_json())
    return _changed(world, chat)


async def set_rights(control: Control, asked: Asked) -> JSON:
    world, chat = control.world, asked.group()
    changes = {
        name: bool(value)
        for name, value in asked.values.items()
        if name in BOT_RIGHTS or name == "administrator"
    }
    full = Member(Status.ADMINISTRATOR, dict(BOT_RIGHTS))
    member = bot_rights_changed(world.bot_member(chat), changes, full)
    set_bot_member(world, chat, member, _actor(world, Asked(world, {}), chat))
    return _changed(world, chat)


async def migrate_chat(control: Control, asked: Asked) -> JSON:
    world, chat = control.world, asked.group()
    new = migrate(world, chat, _actor(world, Asked(world, {}), chat))
    _changed(world, new)
    return {"id": new.id}


def _changed(world: World, chat: Chat) -> JSON:
    world.touched("chats", chat.id)
    state = chat_state(world, chat)
    world.events.emit("chat", chat=state)
    return state


def file_handler(control: Control) -> Any:
    async def send_file(request: web.Request) -> web.Response:
        file = control.world.files.by_unique_id.get(request.match_info["unique_id"])
        if file is None:
            return json_response({"ok": False, "error": "there is no such file"}, 404)
        return web.Response(body=control.world.files.data(file), content_type=file.mime_type)

    return send_file


def routes(control: Control) -> list[web.RouteDef]:
    return [
        web.get("/control/chats/{chat}/messages", answering(control, messages)),
        web.post("/control/chats", answering(control, create_chat)),
        web.post("/control/topics", answering(control, add_topic)),
        web.post("/control/topic", answering(control, change_topic)),
        web.post("/control/members", answering(control, set_membership)),
        web.post("/control/rights", answering(control, set_rights)),
        web.post("/control/migrate", answering(control, migrate_chat)),
        web.get("/control/files/{unique_id}", file_handler(control)),
    ]
