"""Who speaks and where: users and chats that stay themselves from one update to the next."""

from dataclasses import dataclass
from random import Random
from typing import Any

from tests.schema import texts
from tests.schema.leaves import EPOCH

CHAT_KINDS = ("private", "group", "supergroup", "channel")
BUTTONS = ("tk.close:1", "tk.open:7", "mt.book:3", "lang:sr", "menu", "fb.rate:1:5")
COMMANDS = ("start", "help", "cancel", "language", "settings", "close", "menu", "privacy", "x")


@dataclass(frozen=True, slots=True)
class Knobs:
    """What the generated updates touch; the defaults touch strangers only.

    `people` and `chats` are ids of known users and of known groups or channels; `threads` are forum
    topics of these supergroups. `known` is the share of updates that take them. `buttons` are
    callback data of ours, sent as they are and forged; `payloads` follow a command. `kinds` names
    the updates to make, all if empty. `depth` bounds how deep optional objects nest.
    """

    chat_kinds: tuple[str, ...] = CHAT_KINDS
    people: tuple[int, ...] = ()
    chats: tuple[int, ...] = ()
    threads: tuple[int, ...] = ()
    known: float = 0.5
    bot_id: int = 7_000_000_001
    bot_username: str = "linja_bot"
    buttons: tuple[str, ...] = BUTTONS
    commands: tuple[str, ...] = COMMANDS
    payloads: tuple[str, ...] = texts.PAYLOADS
    kinds: tuple[str, ...] = ()
    first_update_id: int = 1
    now: int = EPOCH
    depth: int = 5


@dataclass(frozen=True, slots=True)
class Scene:
    """Where one update happens: who acts, in which chat and topic, and when (Unix time)."""

    person: dict[str, Any]
    chat: dict[str, Any]
    thread_id: int | None
    date: int


class People:
    """Users and chats by id, made at first sight and the same ever after."""

    def __init__(self, rng: Random, knobs: Knobs) -> None:
        self._rng = rng
        self._knobs = knobs
        self._users: dict[int, dict[str, Any]] = {}
        self._chats: dict[int, dict[str, Any]] = {}
        # A few dozen strangers, some with ids beyond 32 bits, so that conversations go on.
        self._strangers = [rng.randint(10**5, 8 * 10**9) for _ in range(40)] + [2**52 - 1]
        self._rooms = {kind: [_room_id(rng, kind) for _ in range(5)] for kind in CHAT_KINDS[1:]}

    def scene(self, kinds: tuple[str, ...], date: int) -> Scene:
        """A scene in a chat of one of these kinds."""
        # Most of what reaches a support line is said in private.
        alone = "private" in kinds and self._rng.random() < 0.4
        kind = "private" if alone else self._rng.choice(kinds)
        known = self._rng.random() < self._knobs.known
        person = self.user(self._person_id(known=known))
        chat = _private(person) if kind == "private" else self._room(kind, known=known)
        return Scene(person, chat, self._thread(chat), date)

    def bot(self) -> dict[str, Any]:
        username = self._knobs.bot_username
        named = {"first_name": "Linja", "username": username}
        return {"id": self._knobs.bot_id, "is_bot": True, **named}

    def anybody(self) -> dict[str, Any]:
        return self.user(self._person_id(known=self._rng.random() < self._knobs.known))

    def any_room(self) -> dict[str, Any]:
        return self._room(self._rng.choice(CHAT_KINDS[1:]), known=False)

    def user(self, user_id: int) -> dict[str, Any]:
        if user_id not in self._users:
            self._users[user_id] = {"id": user_id, "is_bot": False, **self._profile(user_id)}
        return self._users[user_id]

    def _profile(self, user_id: int) -> dict[str, Any]:
        rng = self._rng
        optional = {
            "last_name": texts.name(rng),
            "username": f"user{user_id}",
            "language_code": rng.choice(("sq", "sr", "tr", "eu", "en", "sr-Latn", "xx")),
            "is_premium": True,
        }
        return {"first_name": texts.name(rng)} | {
            name: value for name, value in optional.items() if rng.random() < 0.6
        }

    def _person_id(self, *, known: bool) -> int:
        ids = self._knobs.people if known else ()
        return self._rng.choice(ids or self._strangers)

    def _room(self, kind: str, *, known: bool) -> dict[str, Any]:
        ids = [room for room in self._knobs.chats if known and _kind(room) == kind]
        room_id = self._rng.choice(ids or self._rooms[kind])
        if room_id not in self._chats:
            self._chats[room_id] = {"id": room_id, "type": kind, **self._titled(room_id, kind)}
        return self._chats[room_id]

    def _titled(self, room_id: int, kind: str) -> dict[str, Any]:
        ours = room_id in self._knobs.chats and bool(self._knobs.threads)
        forum = kind == "supergroup" and (ours or self._rng.random() < 0.5)
        return {"title": texts.name(self._rng)} | ({"is_forum": True} if forum else {})

    def _thread(self, chat: dict[str, Any]) -> int | None:
        # A private chat may have topics too (User.has_topics_enabled).
        share = 0.8 if "is_forum" in chat else 0.03 * (chat["type"] == "private")
        if self._rng.random() >= share:
            return None
        ours = self._knobs.threads if chat["id"] in self._knobs.chats else ()
        return self._rng.choice(ours or range(2, 60))


def _kind(room_id: int) -> str:
    """Supergroups and channels share a range of ids; a known one is a supergroup."""
    return "supergroup" if room_id < -(10**12) else "group"


def _room_id(rng: Random, kind: str) -> int:
    number = rng.randint(1, 2 * 10**9)
    return -number if kind == "group" else -(10**12) - number


def _private(person: dict[str, Any]) -> dict[str, Any]:
    shared = ("id", "first_name", "last_name", "username")
    return {"type": "private"} | {name: person[name] for name in shared if name in person}
