"""What is written, by anybody and anywhere, and whom the line passes it on to."""

from collections.abc import Callable, Iterable

from sandbox.messages import post, replace, tell_bot
from sandbox.model import JSON, Chat, Topic
from tests.attack.rights.columns import ANOTHER_BOT, user, writers
from tests.attack.rights.town import Town
from tests.people import Person

_FILE = {"file_id": "x", "file_unique_id": "x", "file_size": 7}
_WORDS = "The hall opens at nine"
# What a message holds, by the rows of the table.
KINDS: dict[str, JSON] = {
    "text": {"text": _WORDS},
    "note": {"text": f"// {_WORDS}"},
    "photo": {"photo": [{**_FILE, "width": 9, "height": 9}], "caption": _WORDS},
    "document": {"document": {**_FILE, "file_name": "budget.pdf"}},
    "voice": {"voice": {**_FILE, "duration": 3}},
    "location": {"location": {"latitude": 42.2, "longitude": 20.7}},
    "contact": {"contact": {"phone_number": "+38344", "first_name": "Ana"}},
    "dice": {"dice": {"emoji": "🎲", "value": 6}},
    "forward": {
        "text": _WORDS,
        "forward_origin": {"type": "hidden_user", "sender_user_name": "Ana", "date": 1_795_000_000},
    },
    "pasted": {"text": _WORDS, "via_bot": {}},  # what the line itself has offered
    "edited": {"text": f"{_WORDS}, at the latest"},
    "closed": {"forum_topic_closed": {}},
    "renamed": {"new_chat_title": "Ours"},
}
ON, INSIDE, TOLD, NOTHING = ">", "=", "w", "."
LETTERS = {
    ON: "it goes to the other side",
    INSIDE: "it is kept for the staff alone",
    TOLD: "whoever wrote it is told something",
    NOTHING: "nothing happens",
}


class Tried:
    """Each message is tried on its own, and judged by where the line's calls go."""

    def __init__(self, town: Town, strangers: Chat) -> None:
        """`strangers` is a group of theirs, into which somebody has brought the bot."""
        self._town = town
        self._world = town.world.box.world
        staff = self._world.staff_group
        self._groups = {"topic": staff, "general": staff, "strangers": strangers}

    async def letter(self, place: str, kind: str, column: str) -> str:
        """What becomes of one; then everything is as it was before."""
        chat = self._chat(place, column)
        say = await self._ready(place, kind, column)
        before = len(await self._town.world.calls())
        said = say()
        calls = (await self._town.world.calls())[before:]
        letter = _judged(chat, [call for call in calls if "chat_id" in call["params"]])
        if letter == ON and not chat.is_private:
            again = "/reopen" if "forum_topic_closed" in said else "/release"
            await self._town.staff["owner"].says(again, self._town.thread)
        return letter

    async def ignores(self, what: Iterable[tuple[str, str, str]]) -> bool:
        """All of them at once: nobody is told anything."""
        say_all = [await self._ready(*one) for one in what]
        before = len(await self._town.world.calls())
        for say in say_all:
            say()
        calls = (await self._town.world.calls())[before:]
        return all(call["method"] == "getChatMember" for call in calls)

    async def _ready(self, place: str, kind: str, column: str) -> Callable[[], JSON]:
        """What is edited has been said before."""
        chat = self._chat(place, column)
        writer, content = self._writer(chat, column), dict(KINDS[kind])
        if "via_bot" in content:
            content["via_bot"] = self._world.bot.as_user()
        topic = chat.topics[self._town.thread] if place == "topic" else None
        if kind != "edited":
            return lambda: self._say(chat, {**content, **writer}, topic)
        said = self._say(chat, {**KINDS["text"], **writer}, topic)
        await self._town.world.quiet()
        edited = {**said, **content, "edit_date": said["date"] + 1}
        return lambda: self._edit(chat, edited)

    def _say(self, chat: Chat, content: JSON, topic: Topic | None) -> JSON:
        message = post(self._world, chat, content["from"], content, topic)
        tell_bot(self._world, chat, message)
        return message

    def _edit(self, chat: Chat, edited: JSON) -> JSON:
        tell_bot(self._world, chat, replace(self._world, chat, edited), "edited_message")
        return edited

    def _chat(self, place: str, column: str) -> Chat:
        return self._groups.get(place) or self._private(column)

    def _private(self, column: str) -> Chat:
        member = self._member(column)
        return self._world.private_chat(self._world.people[member.id])

    def _writer(self, chat: Chat, column: str) -> JSON:
        if not chat.is_private:
            return writers(self._town, chat.as_group())[column]
        member = self._member(column)
        return {"from": ANOTHER_BOT if column == "bot" else user(member.id, member.name)}

    def _member(self, column: str) -> Person:
        """In private, a colleague is an adviser, and a bot writes where the stranger would."""
        members = self._town.members
        of_staff = {"staff": self._town.staff["adviser"], "bot": members["stranger"]}
        return of_staff.get(column) or members[column]


def _passes_on(call: JSON, chat: Chat) -> bool:
    """To the other side go new messages, and new words of one that is there already."""
    is_new = call["method"].startswith(("send", "copy"))
    is_edit = call["method"] == "editMessageText" and _WORDS in call["params"]["text"]
    return call["params"]["chat_id"] != chat.id and (is_new or is_edit)


def _judged(chat: Chat, calls: list[JSON]) -> str:
    there = [call["params"] for call in calls if call["method"] != "getChatMember"]
    if any(_passes_on(call, chat) for call in calls):
        return ON
    if any("text" in params for params in there):
        return TOLD
    return INSIDE if there else NOTHING
