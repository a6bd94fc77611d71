"""What the line does in Telegram during a soak, as it happens, and people who wait for it there."""

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, NamedTuple, TypeVar

from desk.languages import Language
from sandbox.control.asked import Asked
from sandbox.control.sending import send
from sandbox.model import JSON, Chat, Person
from sandbox.speech import Place, edit, press, say, spoken_caption, spoken_text
from tests.trial.stage import TOKEN, Stage

T = TypeVar("T")

_PATIENCE = 12.0  # seconds: a line that was killed is back by then


class Sent(NamedTuple):
    """A message of the bot's, as it was first; `at` is monotonic. A screen has buttons."""

    at: float
    chat_id: int
    thread: int
    message_id: int
    words: tuple[str, ...]
    text: str
    is_screen: bool


class Found(NamedTuple):
    """A button, and the message that it stands under."""

    message: JSON
    button: JSON


@dataclass(slots=True)
class Soul:
    """A member. `away` are the stretches in which they had blocked the bot."""

    person: Person
    number: int
    language: Language
    said: int = 0
    last: "Said | None" = None
    is_busy: bool = False
    has_met: bool = False
    is_mentor: bool = False
    forgotten_at: float | None = None
    away: list[tuple[float, float]] = field(default_factory=list)


@dataclass(slots=True)
class Said:
    """A counted word: who said it, in whose conversation, and where. `edit` is its newest edit."""

    word: str
    by: str  # "member", "staff" or "note"
    soul: int
    at: float
    chat_id: int
    message_id: int
    edit: str | None = None
    is_caption: bool = False


class Watch:
    """All that the bot has sent, and a way to wait for what it does in a chat.

    `last` is what each of its messages says at last, by chat and number, also those that are gone.
    """

    def __init__(self, scene: Stage) -> None:
        self.sent: list[Sent] = []
        self.last: dict[tuple[int, int], list[str]] = {}
        self._bot = scene.box.world.bot.id
        self._waiting: dict[int, set[asyncio.Event]] = defaultdict(set)
        scene.box.world.events.watch(self._happened)

    def _happened(self, event: JSON) -> None:
        kind = event["type"]
        if kind not in ("message", "edited") or event["message"]["from"]["id"] != self._bot:
            return
        message, chat_id = event["message"], event["chat"]
        said = message.get("text") or message.get("caption") or ""
        self.last[chat_id, message["message_id"]] = TOKEN.findall(said)
        if kind == "message":
            thread = message.get("message_thread_id", 0)
            place = (time.monotonic(), chat_id, thread, message["message_id"])
            words, is_screen = tuple(TOKEN.findall(said)), "reply_markup" in message
            self.sent.append(Sent(*place, words, said, is_screen))
        for waiting in self._waiting[chat_id]:
            waiting.set()

    async def until(
        self, chat_id: int, look: Callable[[], T | None], patience: float = _PATIENCE
    ) -> T | None:
        """What is looked for, as soon as it is there; None where it takes longer."""
        changed = asyncio.Event()
        self._waiting[chat_id].add(changed)
        try:
            async with asyncio.timeout(patience):
                while (found := look()) is None:
                    await changed.wait()
                    changed.clear()
                return found
        except TimeoutError:
            return None
        finally:
            self._waiting[chat_id].discard(changed)


@dataclass
class Play:
    """Everybody who acts, and what they have said."""

    scene: Stage
    dice: Random
    souls: list[Soul]
    staff: list[Person]
    watch: Watch = field(init=False)
    said: dict[str, Said] = field(default_factory=dict)
    threads: dict[int, int] = field(default_factory=dict)  # whose topic, as its words tell
    deleted: set[int] = field(default_factory=set)  # topics
    done: Counter[str] = field(default_factory=Counter)
    is_heard: bool = True  # what staff say reaches the bot
    _read: int = 0

    def __post_init__(self) -> None:
        self.watch = Watch(self.scene)

    @property
    def world(self) -> Any:
        return self.scene.box.world

    @property
    def group(self) -> Chat:
        group: Chat = self.world.staff_group
        return group

    # What is said

    def member_says(self, soul: Soul, beginning: str = "", rest: str = "Si të vazhdojmë?") -> int:
        word = self._next(soul, "p")
        message = self._say(soul.person, self._chat(soul), f"{beginning}{word} {rest}".rstrip())
        soul.last = self._noted(word, "member", soul, message)
        return soul.last.message_id

    def command(self, soul: Soul, words: str) -> int:
        """What is no word of theirs: the message's id, after which the answer comes."""
        number: int = self._say(soul.person, self._chat(soul), words)["message_id"]
        return number

    def staff_says(
        self, person: Person, thread: int, beginning: str = "", by: str = "staff", rest: str = "Po."
    ) -> Said:
        """In a topic, whose member must be known."""
        soul = self.souls[self.threads[thread]]
        word = self._next(soul, "r" if by == "staff" else "n")
        message = self._say(person, self.group, f"{beginning}{word} {rest}", thread)
        return self._noted(word, by, soul, message)

    def sends(
        self, soul: Soul, person: Person, kinds: Sequence[str], thread: int | None = None
    ) -> Said:
        """Files with a word: a member's, or staff's into a topic."""
        by = "member" if thread is None else "staff"
        word = self._next(soul, "p" if thread is None else "r")
        chat = self._chat(soul) if thread is None else self.group
        values = {"person": person.id, "items": [{"kind": kind} for kind in kinds]}
        sent = send(self.world, Asked(self.world, {**values, "caption": word}), Place(chat, thread))
        said = self._noted(word, by, soul, sent[0])
        said.is_caption = True
        if by == "member":
            soul.last = said
        return said

    def edits(self, person: Person, said: Said) -> None:
        chat = self.world.chats[said.chat_id]
        if said.message_id not in chat.messages:
            return
        edited = f"d{said.word[1:].partition('-')[0]}-{len(self.said)}{self.dice.randrange(1000)}"
        content = spoken_caption if said.is_caption else spoken_text
        words = content(self.world, f"{said.word} {edited}")
        edit(self.world, person, chat, said.message_id, words)
        said.edit = edited

    def in_group(self, person: Person, words: str, thread: int | None = None) -> int:
        number: int = self._say(person, self.group, words, thread)["message_id"]
        return number

    def _say(self, person: Person, chat: Chat, words: str, thread: int | None = None) -> JSON:
        return say(self.world, person, Place(chat, thread), words)

    def _next(self, soul: Soul, kind: str) -> str:
        soul.said += 1
        return f"{kind}{soul.number}-{soul.said}"

    def _noted(self, word: str, by: str, soul: Soul, message: JSON) -> Said:
        at, chat_id = time.monotonic(), message["chat"]["id"]
        said = Said(word, by, soul.number, at, chat_id, message["message_id"])
        self.said[word] = said
        return said

    # What is seen

    def _chat(self, soul: Soul) -> Chat:
        chat: Chat = self.world.private_chat(soul.person)
        return chat

    def topics(self) -> list[int]:
        """Those that are open, of whose member a word is known."""
        for sent in self.watch.sent[self._read :]:
            for word in sent.words:
                if sent.chat_id == self.group.id and sent.thread and word[0] == "p":
                    self.threads[sent.thread] = int(word[1:].partition("-")[0])
        self._read = len(self.watch.sent)
        topics = self.group.topics
        return [t for t in self.threads if t in topics and not topics[t].is_closed]

    async def presses(
        self, person: Person, chat: Chat, after: int, *prefixes: str, patience: float = _PATIENCE
    ) -> bool:
        """One of the buttons with such a prefix, on a message from `after` on, once it is there."""

        def look() -> Found | None:
            found = list(_buttons(chat, after, prefixes))
            return self.dice.choice(found) if found else None

        found = await self.watch.until(chat.id, look, patience)
        if found is None:
            return False
        await press(self.world, person, chat, found.message, found.button)
        return True

    async def presses_on(self, person: Person, chat: Chat, message_id: int, *prefixes: str) -> bool:
        """One of the buttons with such a prefix on this message as it is now."""
        message = chat.messages.get(message_id)
        found = list(_under(message, prefixes)) if message else []
        if not found:
            return False
        one = self.dice.choice(found)
        await press(self.world, person, chat, one.message, one.button)
        return True

    async def walks(self, soul: Soul, after: int, *steps: Sequence[str]) -> bool:
        """Presses one button of each step in turn, in their own chat."""
        for prefixes in steps:
            if not await self.presses(soul.person, self._chat(soul), after, *prefixes):
                return False
        return True


def _buttons(chat: Chat, after: int, prefixes: Sequence[str]) -> Iterator[Found]:
    """Of the newest message that has any."""
    for message in reversed(chat.messages.values()):
        if message["message_id"] < after:
            return
        if found := list(_under(message, prefixes)):
            yield from found
            return


def _under(message: JSON, prefixes: Sequence[str]) -> Iterator[Found]:
    for row in message.get("reply_markup", {}).get("inline_keyboard", []):
        for button in row:
            if is_one_of(button.get("callback_data", ""), prefixes):
                yield Found(message, button)


def is_one_of(callback_data: str, prefixes: Sequence[str]) -> bool:
    return any(callback_data == one or callback_data.startswith(f"{one}:") for one in prefixes)
