"""What ten of the staff do in a soak: in topics as they come, and in General."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bench.soak_stage import Play, Said
from sandbox.members import PERSON_RIGHTS
from sandbox.model import Member, Person, Status
from sandbox.population import add_person, join_staff

_NAMES = ("Besa", "Drita", "Luan", "Mira", "Goran", "Jovana", "Elif", "Emre", "Ane", "Iker")
_ADMINS = 3  # who may write in closed topics, too
_HELD = 6.0  # seconds in which the line asks whom words are for


def hire(play: Play) -> None:
    for number, name in enumerate(_NAMES):
        person = add_person(play.world, name)
        join_staff(play.world, person)
        if number == 0:
            play.group.members[person.id] = Member(Status.CREATOR)
        elif number <= _ADMINS:
            play.group.members[person.id] = Member(Status.ADMINISTRATOR, dict(PERSON_RIGHTS))
        play.staff.append(person)


@dataclass
class Staff:
    play: Play

    async def act(self) -> None:
        """One of them does something; nothing while the bot cannot hear them."""
        topics = self.play.topics()
        if not topics or not self.play.is_heard:
            return
        dice = self.play.dice
        ((name, act),) = dice.choices(_NAMED, _WEIGHTS)
        self.play.done[name] += 1
        await act(self, dice.choice(self.play.staff), dice.choice(topics))

    async def replies(self, person: Person, thread: int) -> None:
        said = self.play.staff_says(person, thread)
        await self._decides(person, said)

    async def _decides(self, person: Person, said: Said) -> None:
        """Where a colleague is on it, the line asks whom the words are for."""
        wish = "hd.send" if self.play.dice.random() < 0.7 else "hd.keep"
        after, group = said.message_id, self.play.group
        prefixes = (f"{wish}:{said.message_id}",)
        if await self.play.presses(person, group, after, *prefixes, patience=_HELD):
            said.by = "staff" if wish == "hd.send" else "note"

    async def sends_a_file(self, person: Person, thread: int) -> None:
        soul = self.play.souls[self.play.threads[thread]]
        kinds = self.play.dice.choice((("document",), ("photo", "photo"), ("photo",)))
        said = self.play.sends(soul, person, kinds, thread)
        await self._decides(person, said)

    async def notes(self, person: Person, thread: int) -> None:
        self.play.staff_says(person, thread, "// ", by="note")

    async def edits(self, person: Person, thread: int) -> None:  # noqa: ARG002 - their own
        said = [s for s in self.play.said.values() if s.by == "staff" and not s.is_caption]
        own = [s for s in said[-60:] if s.edit is None and self._is_by(person, s)]
        if own:
            self.play.edits(person, own[-1])

    def _is_by(self, person: Person, said: Said) -> bool:
        message = self.play.group.messages.get(said.message_id)
        return message is not None and message["from"]["id"] == person.id

    async def presses_the_card(self, person: Person, thread: int) -> None:
        first = self.play.group.topics[thread].message_thread_id
        for message in list(self.play.group.messages.values()):
            is_here = message.get("message_thread_id") == thread
            if is_here and message["message_id"] > first and message.get("reply_markup"):
                prefixes = ("tk.take", "tk.solve", "tk.wait", "tk.close", "tk.reopen")
                at = message["message_id"]
                await self.play.presses_on(person, self.play.group, at, *prefixes)
                return

    async def commands(self, person: Person, thread: int) -> None:
        self.play.in_group(person, self.play.dice.choice(_COMMANDS), thread)

    async def closes(self, person: Person, thread: int) -> None:
        self.play.in_group(person, "/close", thread)

    async def reopens(self, person: Person, thread: int) -> None:
        self.play.in_group(person, "/reopen", thread)

    async def finds(self, person: Person, thread: int) -> None:  # noqa: ARG002 - in General
        word = self.play.dice.choice(list(self.play.said))
        words = self.play.dice.choice((f"/find {word}", "/queue", "/my", "/gaps", "/find raporti"))
        self.play.in_group(person, words)

    async def sends_a_canned_reply(self, person: Person, thread: int) -> None:
        after = self.play.in_group(person, "/r", thread)
        if await self.play.presses(person, self.play.group, after, "cn.show"):
            await self.play.presses(person, self.play.group, after, "cn.send")


_COMMANDS = (
    *("/claim", "/release", "/wait", "/expert the notary", "/urgent", "/priority low"),
    *("/priority normal", "/tag money", "/history", "/who", "/solve Raporti u dërgua", "/nonsense"),
)
_Act = Callable[[Staff, Person, int], Awaitable[None]]
_ACTS: tuple[tuple[str, _Act, int], ...] = (
    ("staff reply", Staff.replies, 40),
    ("staff send files", Staff.sends_a_file, 5),
    ("staff note", Staff.notes, 8),
    ("staff edit", Staff.edits, 5),
    ("staff press the card", Staff.presses_the_card, 12),
    ("staff command", Staff.commands, 12),
    ("staff close", Staff.closes, 12),
    ("staff reopen", Staff.reopens, 3),
    ("staff look", Staff.finds, 6),
    ("staff send a canned reply", Staff.sends_a_canned_reply, 5),
)
_NAMED = [(name, act) for name, act, _weight in _ACTS]
_WEIGHTS = [weight for _name, _act, weight in _ACTS]
