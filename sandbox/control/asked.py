"""A request on the control channel: what it asks for, read with types, and how it is answered."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from sandbox.api import BotApi
from sandbox.bodies import read_multipart
from sandbox.errors import ControlRefused, Refused, SandboxError
from sandbox.model import JSON, Chat, Person
from sandbox.params import Upload
from sandbox.wire import json_response
from sandbox.world import World


@dataclass(frozen=True, slots=True)
class Control:
    """What the control channel works on."""

    world: World
    api: BotApi
    sockets: set[web.WebSocketResponse] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Asked:
    """Each reader refuses what is missing or has the wrong type, in one clear sentence."""

    world: World
    values: JSON
    uploads: dict[str, Upload] = field(default_factory=dict)

    def given(self, name: str) -> bool:
        return self.values.get(name) is not None

    def integer(self, name: str, default: int | None = None) -> int:
        value = self.values.get(name)
        if value is None and default is not None:
            return default
        try:
            return int(str(value))
        except ValueError:
            raise ControlRefused(f'"{name}" must be a whole number') from None

    def number(self, name: str) -> float:
        try:
            return float(str(self.values.get(name)))
        except ValueError:
            raise ControlRefused(f'"{name}" must be a number') from None

    def optional_integer(self, name: str) -> int | None:
        return self.integer(name) if self.given(name) else None

    def text(self, name: str) -> str:
        value = self.values.get(name)
        if not isinstance(value, str) or not value:
            raise ControlRefused(f'"{name}" must be a text')
        return value

    def optional_text(self, name: str) -> str | None:
        return self.text(name) if self.values.get(name) else None

    def person(self, name: str = "person") -> Person:
        person_id = self.integer(name)
        person = self.world.people.get(person_id)
        if person is None:
            raise ControlRefused(f"there is no person {person_id}")
        return person

    def chat(self, name: str = "chat") -> Chat:
        """A person's id means their private chat with the bot."""
        chat_id = self.integer(name)
        if chat_id in self.world.people:
            return self.world.private_chat(self.world.people[chat_id])
        chat = self.world.chats.get(chat_id)
        if chat is None:
            raise ControlRefused(f"there is no chat {chat_id}")
        if chat.migrated_to is not None:
            raise ControlRefused(f"chat {chat_id} has moved to {chat.migrated_to}")
        return chat

    def group(self) -> Chat:
        chat = self.chat()
        if chat.is_private:
            raise ControlRefused(f"chat {chat.id} is a private chat")
        return chat


_STRUCTURED = ("items", "entities", "caption_entities")

Work = Callable[[Control, Asked], Awaitable[Any]]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def answering(control: Control, work: Work) -> Handler:
    """A handler that reads the request, does the work and wraps the result or the refusal."""

    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            result = await work(control, await _read(control.world, request))
        except Refused as refused:
            return json_response({"ok": False, "error": refused.description}, 400)
        except SandboxError as error:
            return json_response({"ok": False, "error": str(error)}, 400)
        return json_response({"ok": True, "result": result})

    return handle


async def _read(world: World, request: web.Request) -> Asked:
    values: JSON = {**request.query, **request.match_info}
    uploads: dict[str, Upload] = {}
    if request.content_type == "multipart/form-data":
        fields, uploads = await read_multipart(request)
        values.update({name: _unwrapped(name, value) for name, value in fields.items()})
    elif request.can_read_body:
        values.update(_object(await request.read()))
    return Asked(world, values, uploads)


def _unwrapped(name: str, value: str) -> Any:
    return _json(value) if name in _STRUCTURED else value


def _json(text: str | bytes) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise ControlRefused("the request holds JSON that cannot be read") from None


def _object(body: bytes) -> JSON:
    values = _json(body) if body.strip() else {}
    if not isinstance(values, dict):
        raise ControlRefused("the request must be a JSON object")
    return values
