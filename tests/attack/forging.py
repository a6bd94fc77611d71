"""Updates that no honest client sends, and what the line's tables say before and after them."""

import itertools
import json
from typing import Any

from sqlalchemy import select

from handlers.routing import Side
from storage.columns import metadata
from tests.attack.surface import prefixes
from tests.people import Person, Seen
from tests.world import World

# What every contact changes: that it was, when, and under which name.
_EVERY_CONTACT = {"inbox", "outbox", "people", "rushes", "staff", "marks", "consents"}


class Forger:
    """Writes updates by hand and has Telegram deliver them; `world` is left in peace meanwhile."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._numbers = itertools.count(1)
        self._pressed: set[str] = set()

    def press(self, who: Person, chat: dict[str, Any], data: str | None, message: int) -> str:
        """A press on a message in that chat; the query's id."""
        number = f"forged{next(self._numbers)}"
        self._pressed.add(number)
        bot = {"id": self.world.box.world.bot.id, "is_bot": True, "first_name": "Linja"}
        on = {"message_id": message, "date": 1, "chat": chat, "from": bot, "text": "x"}
        query = {"id": number, "from": self.user(who), "message": on, "chat_instance": "1"}
        kind = {"game_short_name": "chess"} if data is None else {"data": data}
        self.deliver(callback_query={**query, **kind})
        return number

    def write(
        self, who: Person, chat: dict[str, Any], words: str, thread: int | None = None
    ) -> None:
        """Words of theirs in that chat; what begins with a slash is a command."""
        length = len(words.split(maxsplit=1)[0])
        command = [{"type": "bot_command", "offset": 0, "length": length}]
        message = {"message_id": 9_000 + next(self._numbers), "date": 1_795_305_600, "chat": chat}
        message |= {"from": self.user(who), "text": words}
        message |= {"entities": command} if words.startswith("/") else {}
        message |= {"message_thread_id": thread, "is_topic_message": True} if thread else {}
        self.deliver(message=message)

    def deliver(self, **update: Any) -> None:
        self.world.box.world.updates.inject(update)

    def user(self, who: Person) -> dict[str, Any]:
        return {"id": who.id, "is_bot": False, "first_name": who.name, "language_code": "en"}

    def private(self, who: Person) -> dict[str, Any]:
        return {"id": who.id, "type": "private", "first_name": who.name}

    @property
    def group(self) -> dict[str, Any]:
        chat = {"id": self.world.group_id, "type": "supergroup", "title": "Linja"}
        return {**chat, "is_forum": True}

    # What came of it

    async def toasts(self) -> dict[str, str]:
        """What each press was answered with, by the query's id."""
        await self.world.quiet()
        await self.world.until(self._are_answered)
        return dict(self._answers())

    async def _are_answered(self) -> bool:
        answers = self._answers()
        assert len(answers) == len(dict(answers)), "a press is answered once"
        return self._pressed <= dict(answers).keys()

    def _answers(self) -> list[tuple[str, str]]:
        log = self.world.box.api.log.entries
        calls = [one["params"] for one in log if one["method"] == "answerCallbackQuery"]
        return [(params["callback_query_id"], params.get("text", "")) for params in calls]

    async def tables(self) -> str:
        """Everything that is written down, but for what every contact changes."""
        await self.world.quiet()
        assert self.world.app is not None
        found = {}
        async with self.world.app.database.transaction() as tx:
            for table in metadata.sorted_tables:
                if table.name not in _EVERY_CONTACT:
                    rows = await tx.execute(select(table))
                    found[table.name] = sorted(repr(tuple(row)) for row in rows)
        return json.dumps(found, indent=1)

    async def dead(self) -> list[str]:
        """Of what was set aside, why."""
        await self.world.quiet()
        assert self.world.app is not None
        inbox = metadata.tables["inbox"]
        async with self.world.app.database.transaction() as tx:
            query = select(inbox.c.error).where(inbox.c.dead_at.is_not(None))
            return [row.error for row in await tx.execute(query)]

    async def sent_to(self, chat_id: int, since: int) -> list[dict[str, Any]]:
        """Calls that write something into this chat."""
        asking = ("getChatMember", "getChat", "answerCallbackQuery")
        return [
            call
            for call in (await self.world.calls())[since:]
            if call["params"].get("chat_id") == chat_id and call["method"] not in asking
        ]


def only_of(side: Side) -> tuple[str, ...]:
    """Prefixes of buttons that the other side has not."""
    other = Side.STAFF if side is Side.MEMBER else Side.MEMBER
    return tuple(sorted(set(prefixes(side)) - set(prefixes(other))))


def said_in(seen: list[Seen]) -> str:
    return "\n".join(message.text for message in seen)
