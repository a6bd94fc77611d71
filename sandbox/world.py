"""The World: everybody and everything there is, found by id; what happens is told elsewhere."""

import secrets
from dataclasses import dataclass, field

from sandbox.clock import Clock
from sandbox.events import Events
from sandbox.files import Files
from sandbox.model import JSON, PRIVATE, SUPERGROUP, Chat, Member, Person, Status
from sandbox.profile import BotProfile
from sandbox.queries import Queries
from sandbox.updates import Touched, Updates
from sandbox.webhook_settings import WebhookSettings

STAFF_GROUP_ID = -1001000000001
FIRST_PERSON_ID = 700000001

# What a bot gets when it is made administrator by a tick on everything a desk needs.
BOT_RIGHTS = {
    "can_manage_chat": True,
    "can_delete_messages": True,
    "can_manage_video_chats": False,
    "can_restrict_members": True,
    "can_promote_members": False,
    "can_change_info": True,
    "can_invite_users": True,
    "can_post_stories": False,
    "can_edit_stories": False,
    "can_delete_stories": False,
    "can_send_welcome_messages": False,
    "can_pin_messages": True,
    "can_manage_topics": True,
    "can_manage_tags": False,
}


@dataclass(slots=True)
class Counters:
    """The next free numbers; none is ever given twice."""

    person: int = FIRST_PERSON_ID
    group: int = STAFF_GROUP_ID - 1
    file: int = 1
    album: int = 13_000_000_000_000_001

    def take(self, name: str, step: int = 1) -> int:
        number: int = getattr(self, name)
        setattr(self, name, number + step)
        return number


@dataclass(slots=True)
class World:
    """`touched(table, key)` hears of every change that must outlive a restart."""

    bot: BotProfile
    clock: Clock
    files: Files
    touched: Touched
    events: Events = field(default_factory=Events)
    people: dict[int, Person] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    populated: bool = True
    staff_group_id: int = STAFF_GROUP_ID
    counters: Counters = field(default_factory=Counters)
    queries: Queries = field(default_factory=Queries)
    webhook: WebhookSettings = field(default_factory=WebhookSettings)
    updates: Updates = field(init=False)

    def __post_init__(self) -> None:
        self.updates = Updates(self.touched)

    @property
    def staff_group(self) -> Chat:
        return self.chats[self.staff_group_id]

    def user(self, user_id: int) -> JSON | None:
        if user_id == self.bot.id:
            return self.bot.as_user()
        person = self.people.get(user_id)
        return person.as_user() if person else None

    def chat_json(self, chat: Chat) -> JSON:
        """The Bot API's Chat; a private chat carries the person's name."""
        if not chat.is_private:
            return chat.as_group()
        user = self.people[chat.id].as_user()
        shown = ("first_name", "last_name", "username")
        names: JSON = {name: user[name] for name in shown if name in user}
        return {"id": chat.id, "type": PRIVATE, **names}

    def groups(self) -> list[Chat]:
        return [c for c in self.chats.values() if not c.is_private and c.migrated_to is None]

    def private_chat(self, person: Person) -> Chat:
        if person.id not in self.chats:
            self.chats[person.id] = Chat(person.id, PRIVATE)
        return self.chats[person.id]

    def bot_member(self, chat: Chat) -> Member:
        return chat.member(self.bot.id)

    def add_group(self, title: str, *, chat_id: int | None = None, is_forum: bool = True) -> Chat:
        """A supergroup with the bot as its administrator; message 1 was its creation."""
        if chat_id is None:
            chat_id = self.counters.take("group", -1)
        chat = Chat(chat_id, SUPERGROUP, title, is_forum=is_forum, next_message_id=2)
        chat.members[self.bot.id] = Member(Status.ADMINISTRATOR, dict(BOT_RIGHTS))
        self.chats[chat_id] = chat
        self.touched("chats", chat_id)
        self.touched("settings", "counters")
        return chat

    def new_id(self) -> str:
        """For callback and inline queries: a long number as text."""
        return str(secrets.randbits(62))


def forget_changes(_table: str, _key: object) -> None:
    """For a world that is kept in memory only."""
