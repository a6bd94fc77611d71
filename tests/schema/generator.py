"""Random valid updates: `updates(seed, count)` gives the same ones for the same seed and knobs.

Valid is what the schema allows; plausible is what people, messages and buttons look like. Objects
that have no rule of their own are built from the schema alone.
"""

from collections.abc import Iterator
from random import Random
from typing import Any

from tests.schema import texts
from tests.schema.builder import Builder, object_type
from tests.schema.messages import Contents
from tests.schema.people import CHAT_KINDS, Knobs, People
from tests.schema.spec import Named

__all__ = ["Knobs", "updates"]

_DEFAULT = Knobs()
_ROOMS = CHAT_KINDS[1:]
_TALK = CHAT_KINDS[:3]
# Kinds of chat an update can come from, where they are not all of them.
_CHATS = {
    "message": _TALK,
    "edited_message": _TALK,
    "guest_message": _TALK,
    "channel_post": ("channel",),
    "edited_channel_post": ("channel",),
    "business_message": ("private",),
    "edited_business_message": ("private",),
    "deleted_business_messages": ("private",),
    "chat_join_request": _ROOMS,
    "chat_boost": _ROOMS[1:],
    "removed_chat_boost": _ROOMS[1:],
    "message_reaction_count": _ROOMS,
}
_WEIGHTS = {
    "message": 45,
    "callback_query": 15,
    "edited_message": 8,
    "my_chat_member": 4,
    "message_reaction": 4,
}


def updates(seed: int, count: int, knobs: Knobs = _DEFAULT) -> Iterator[dict[str, Any]]:
    """Updates as Telegram's JSON would hold them, with consecutive ids, a second apart."""
    maker = _Maker(Random(seed), knobs)
    for number in range(count):
        yield maker.update(knobs.first_update_id + number, knobs.now + number)


class _Maker:
    """The rules of an update: what belongs to whom, and what a message or a press holds."""

    def __init__(self, rng: Random, knobs: Knobs) -> None:
        self._rng = rng
        self._knobs = knobs
        self._people = people = People(rng, knobs)
        self._scene = people.scene(knobs.chat_kinds, knobs.now)
        self._fields = object_type("Message").fields
        self._contents = Contents(tuple(self._fields))
        self._chats = _possible(knobs)
        self._weights = [_WEIGHTS.get(kind, 1) for kind in self._chats]
        self._builder = Builder(
            rng,
            types={
                "User": lambda _: dict(people.anybody()),
                "Chat": lambda _: dict(people.any_room()),
                "Message": lambda _: self._message(0),
                "MaybeInaccessibleMessage": lambda _: self._maybe_inaccessible(self._person()),
            },
            fields={
                ("chat", "Chat"): self._chat,
                ("from", "User"): self._person,
                ("user", "User"): self._person,
                ("via_bot", "User"): people.bot,
                ("user_chat_id", "Integer"): lambda: self._scene.person["id"],
                ("callback_data", "String"): self._pressed,
            },
        )

    def update(self, update_id: int, date: int) -> dict[str, Any]:
        kind = self._rng.choices(list(self._chats), self._weights)[0]
        self._scene = self._people.scene(self._chats[kind], date)
        return {"update_id": update_id, kind: self._content(kind)}

    def _content(self, kind: str) -> Any:
        field = object_type("Update").fields[kind]
        if field.type == Named("Message"):
            return self._message(self._knobs.depth) | self._marks(kind)
        if kind == "callback_query":
            return self._callback_query()
        made = self._builder.field(field, self._knobs.depth + 1)
        if kind == "my_chat_member":
            made["old_chat_member"]["user"] = made["new_chat_member"]["user"] = self._people.bot()
        return made

    def _marks(self, kind: str) -> dict[str, Any]:
        edited = {"edit_date": self._scene.date + 1} if "edited" in kind else {}
        business = {"business_connection_id": texts.token(self._rng)} if "business" in kind else {}
        return edited | business

    def _chat(self) -> dict[str, Any]:
        return dict(self._scene.chat)

    def _person(self) -> dict[str, Any]:
        return dict(self._scene.person)

    def _pressed(self) -> str:
        return texts.callback_data(self._rng, self._knobs.buttons)

    def _said(self) -> str:
        if self._rng.random() < 0.25:
            knobs = self._knobs
            return texts.command(self._rng, knobs.commands, knobs.bot_username, knobs.payloads)
        return texts.text(self._rng, 4096)

    def _message(self, depth: int, author: dict[str, Any] | None = None) -> dict[str, Any]:
        """A message of the scene; at depth 0 a mere text, so that replies end."""
        made = self._origin(author)
        for name in self._contents.drawn(self._rng) if depth > 0 else ("text",):
            special = self._said() if name == "text" else None
            made[name] = special or self._builder.field(self._fields[name], depth)
        self._builder.mark(object_type("Message"), made)
        return made

    def _origin(self, author: dict[str, Any] | None) -> dict[str, Any]:
        scene = self._scene
        # Small ids meet the ids of messages that a test has really sent.
        made = {"message_id": self._rng.randint(1, 300), "date": scene.date, "chat": self._chat()}
        if scene.thread_id is not None:
            made |= {"message_thread_id": scene.thread_id, "is_topic_message": True}
        if scene.chat["type"] == "channel":
            return made | {"sender_chat": self._chat()}
        return made | {"from": author or self._person()}

    def _maybe_inaccessible(self, author: dict[str, Any]) -> dict[str, Any]:
        if self._rng.random() < 0.85:
            return self._message(0, author)
        return {"chat": self._chat(), "message_id": self._rng.randint(1, 300), "date": 0}

    def _callback_query(self) -> dict[str, Any]:
        given: dict[str, Any] = {"id": texts.token(self._rng), "from": self._person()}
        if self._rng.random() < 0.93:
            given["message"] = self._maybe_inaccessible(self._people.bot())
        else:
            given["inline_message_id"] = texts.token(self._rng)
        if self._rng.random() < 0.97:
            given["data"] = self._pressed()
        else:
            given["game_short_name"] = "chess"
        return self._builder.built("CallbackQuery", 0, given)


def _possible(knobs: Knobs) -> dict[str, tuple[str, ...]]:
    """The kinds of update wanted, each with the wanted kinds of chat it can come from."""
    kinds = knobs.kinds or tuple(n for n in object_type("Update").fields if n != "update_id")
    chats = {
        kind: tuple(c for c in _CHATS.get(kind, CHAT_KINDS) if c in knobs.chat_kinds)
        for kind in kinds
    }
    return {kind: found for kind, found in chats.items() if found}
