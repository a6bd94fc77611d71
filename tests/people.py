"""People with a Telegram client: what they say, press and send, and what they read."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handlers.texts import Texts
from handlers.views.html import plain

if TYPE_CHECKING:
    from tests.world import World


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as it stands in a chat."""

    raw: dict[str, Any]

    @property
    def id(self) -> int:
        number: int = self.raw["message_id"]
        return number

    @property
    def text(self) -> str:
        words: str = self.raw.get("text") or self.raw.get("caption") or ""
        return words

    @property
    def labels(self) -> list[str]:
        rows = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        return [button["text"] for row in rows for button in row]

    @property
    def data(self) -> list[str]:
        rows = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        return [button["callback_data"] for row in rows for button in row if "url" not in button]

    @property
    def links(self) -> list[str]:
        rows = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        return [button["url"] for row in rows for button in row if "url" in button]

    @property
    def reactions(self) -> list[str]:
        return [reaction["emoji"] for reaction in self.raw.get("reactions", [])]

    @property
    def answers(self) -> int | None:
        """The message that this one quotes."""
        quoted = self.raw.get("reply_to_message")
        return quoted["message_id"] if quoted and "forum_topic_created" not in quoted else None

    def by(self, person: "Person | int") -> bool:
        sender: int = self.raw.get("from", {}).get("id", 0)
        return sender == (person if isinstance(person, int) else person.id)


@dataclass(slots=True)
class Person:
    """Somebody with a Telegram client; `texts` are the words they expect to read."""

    world: "World"
    id: int
    name: str
    texts: Texts

    def words(self, message: str, **values: object) -> str:
        """A text of the line's in this person's language, as it looks on the screen."""
        return plain(str(self.texts(message, **values)))

    def label(self, message: str, **values: object) -> str:
        return self.texts.label(message, **values)

    async def _say(self, chat: int, words: str, **more: Any) -> Seen:
        said = Seen(
            await self.world.post("/control/say", person=self.id, chat=chat, text=words, **more)
        )
        await self.world.quiet()
        return said

    async def _press(self, chat: int, message: Seen, label: str) -> str:
        rows = message.raw.get("reply_markup", {}).get("inline_keyboard", [])
        for number, row in enumerate(rows):
            for place, button in enumerate(row):
                if button["text"] == label:
                    answer = await self.world.post(
                        "/control/press",
                        person=self.id,
                        chat=chat,
                        message_id=message.id,
                        row=number,
                        col=place,
                    )
                    await self.world.quiet()
                    return (answer or {}).get("text") or ""
        raise AssertionError(f"no button {label!r} among {message.labels} under {message.text!r}")

    async def forges(self, chat: int, message: Seen, data: str) -> str:
        """Presses a button that nobody has shown."""
        answer = await self.world.post(
            "/control/press", person=self.id, chat=chat, message_id=message.id, data=data
        )
        await self.world.quiet()
        return (answer or {}).get("text") or ""


class Member(Person):
    async def says(self, words: str, **more: Any) -> Seen:
        return await self._say(self.id, words, **more)

    async def sends(self, *kinds: str, **more: Any) -> list[Seen]:
        """Files of these kinds; two or more pictures or videos are an album."""
        items = [{"kind": kind} for kind in kinds]
        sent = await self.world.post(
            "/control/send", person=self.id, chat=self.id, items=items, **more
        )
        await self.world.quiet()
        return [Seen(message) for message in sent]

    async def edits(self, message: Seen, **new: str) -> None:
        await self.world.post(
            "/control/edit", person=self.id, chat=self.id, message_id=message.id, **new
        )
        await self.world.quiet()

    async def sees(self) -> list[Seen]:
        return await self.world.messages(self.id)

    async def reads(self) -> list[Seen]:
        """What the line has written."""
        return [message for message in await self.sees() if not message.by(self)]

    async def last(self) -> Seen:
        return (await self.reads())[-1]

    async def presses(self, label: str, on: Seen | None = None) -> str:
        """Presses the button with this English label, in the person's own language; the toast."""
        return await self.presses_title(self.label(label), on)

    async def presses_title(self, title: str, on: Seen | None = None) -> str:
        """Presses a button whose words are not the line's own, such as an entry's title."""
        if on is None:
            on = next(m for m in reversed(await self.reads()) if title in m.labels)
        return await self._press(self.id, on, title)

    async def ticket(self, words: str = "Na duhet ndihmë me buxhetin") -> int:
        """Opens a ticket; the topic's message_thread_id."""
        await self.says(f"/ticket {words}")
        thread: int = (await self.world.topics())[-1]["message_thread_id"]
        return thread


class Staff(Person):
    """`group` is the name of the staff group that they are in; None for the main one."""

    def __init__(
        self, world: "World", id_: int, name: str, texts: Texts, group: str | None = None
    ) -> None:
        super().__init__(world, id_, name, texts)
        self.group = group

    @property
    def group_id(self) -> int:
        return self.world.group_id if self.group is None else self.world.groups[self.group]

    async def says(self, words: str, thread: int | None = None, **more: Any) -> Seen:
        return await self._say(self.group_id, words, thread=thread, **more)

    async def sends(self, *kinds: str, thread: int, **more: Any) -> list[Seen]:
        items = [{"kind": kind} for kind in kinds]
        sent = await self.world.post(
            "/control/send",
            person=self.id,
            chat=self.group_id,
            thread=thread,
            items=items,
            **more,
        )
        await self.world.quiet()
        return [Seen(message) for message in sent]

    async def edits(self, message: Seen, **new: str) -> None:
        group = self.group_id
        await self.world.post(
            "/control/edit", person=self.id, chat=group, message_id=message.id, **new
        )
        await self.world.quiet()

    async def sees(self, thread: int) -> list[Seen]:
        """The topic, without its service messages."""
        found = await self.world.messages(self.group_id, thread)
        return [m for m in found if not any(key.startswith("forum_topic") for key in m.raw)]

    async def general(self) -> list[Seen]:
        return await self.world.messages(self.group_id, 0)

    async def told(self, thread: int = 0) -> Seen:
        """What the line wrote last in General, or in a topic."""
        found = await self.world.messages(self.group_id, thread)
        return [m for m in found if m.text and m.raw.get("from", {}).get("is_bot")][-1]

    async def presses_on(self, message: Seen, label: str) -> str:
        return await self._press(self.group_id, message, label)

    async def card(self, thread: int) -> Seen:
        """As it stands when nobody has written for a while."""
        await self.world.settled()
        return next(m for m in await self.sees(thread) if m.labels)

    async def presses(self, label: str, thread: int) -> str:
        return await self._press(self.group_id, await self.card(thread), self.label(label))
