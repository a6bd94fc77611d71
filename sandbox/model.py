"""People, chats, members and forum topics as plain objects; no rules about who may do what."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

JSON = dict[str, Any]

PRIVATE = "private"
SUPERGROUP = "supergroup"


class Status(StrEnum):
    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    LEFT = "left"
    KICKED = "kicked"

    @property
    def is_inside(self) -> bool:
        return self not in (Status.LEFT, Status.KICKED)

    @property
    def is_administrator(self) -> bool:
        return self in (Status.CREATOR, Status.ADMINISTRATOR)


@dataclass(slots=True)
class Person:
    """`started`: has written to the bot, so that the bot may write to them."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_staff: bool = False
    blocked: bool = False
    started: bool = False

    def as_user(self) -> JSON:
        user: JSON = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if value := getattr(self, name):
                user[name] = value
        return user

    def as_json(self) -> JSON:
        return {
            "id": self.id,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
            "is_staff": self.is_staff,
            "blocked": self.blocked,
            "started": self.started,
        }


@dataclass(slots=True)
class Member:
    """A user's place in a group; `rights` holds an administrator's can_... flags."""

    status: Status = Status.MEMBER
    rights: dict[str, bool] = field(default_factory=dict)

    def may(self, right: str) -> bool:
        return self.status is Status.CREATOR or (
            self.status is Status.ADMINISTRATOR and self.rights.get(right, False)
        )


@dataclass(slots=True)
class Topic:
    """`created` is the service message that opened the topic; its id is the thread's id."""

    message_thread_id: int
    name: str
    icon_color: int
    creator_id: int
    created: JSON
    icon_custom_emoji_id: str | None = None
    is_closed: bool = False

    def as_forum_topic(self) -> JSON:
        topic: JSON = {
            "message_thread_id": self.message_thread_id,
            "name": self.name,
            "icon_color": self.icon_color,
        }
        if self.icon_custom_emoji_id:
            topic["icon_custom_emoji_id"] = self.icon_custom_emoji_id
        return topic


@dataclass(slots=True)
class Chat:
    """Messages are never changed in place: an edit puts a new object under the same id."""

    id: int
    type: str
    title: str | None = None
    is_forum: bool = False
    next_message_id: int = 1
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, JSON] = field(default_factory=dict)
    reactions: dict[int, dict[int, list[JSON]]] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    migrated_to: int | None = None

    @property
    def is_private(self) -> bool:
        return self.type == PRIVATE

    def take_message_id(self) -> int:
        message_id = self.next_message_id
        self.next_message_id += 1
        return message_id

    def member(self, user_id: int) -> Member:
        return self.members.get(user_id) or Member(Status.LEFT)

    def as_group(self) -> JSON:
        group: JSON = {"id": self.id, "type": self.type, "title": self.title}
        if self.is_forum:
            group["is_forum"] = True
        return group
