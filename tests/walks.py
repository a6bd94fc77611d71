"""Random walks of three members and three staff, and what must hold at the end of each.

Every message carries a word of its own, so that it can be followed wherever it goes.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any, NamedTuple

from sqlalchemy import bindparam, text

from desk.groups import MAIN
from desk.history import Change
from desk.life import LIFE, Act, Status
from tests.people import Seen
from tests.world import World

_MOVES = 5
_RESTARTS, _PAUSES = 0.1, 0.6
_FAULTS: tuple[dict[str, Any], ...] = (
    {"method": "copyMessage", "error_code": 502},
    {"method": "copyMessage", "cut": "before"},
    {"method": "sendMessage", "cut": "after"},
    {"method": "createForumTopic", "error_code": 500},
    {"method": "editMessageText", "error_code": 400, "description": "Bad Request: no"},
    {"method": "deleteMessage", "error_code": 400, "description": "Bad Request: no"},
)
_TICKETS = text(
    "SELECT id, requester_id, topic_id, status, group_name FROM tickets "
    "WHERE requester_id IN :people"
).bindparams(bindparam("people", expanding=True))
_EVENTS = text("SELECT what, detail FROM history WHERE ticket_id = :ticket ORDER BY id")
_WRITTEN = text(
    "SELECT t.requester_id, m.author, m.html, m.recalled_at, m.copy_message_id FROM messages m "
    "JOIN tickets t ON t.id = m.ticket_id WHERE t.requester_id IN :people"
).bindparams(bindparam("people", expanding=True))
_ELSEWHERE = text(
    "SELECT plain FROM questions WHERE person_id IN :people "
    "UNION ALL SELECT h.incoming::text FROM held h JOIN tickets t ON t.id = h.ticket_id "
    "WHERE t.requester_id IN :people"
).bindparams(bindparam("people", expanding=True))


class Ticket(NamedTuple):
    id: int
    requester: int
    topic: int | None
    status: str
    group: str


class Place(NamedTuple):
    """A topic as the control of the sandbox names it."""

    chat: int
    thread: int


@dataclass(frozen=True, slots=True)
class Said:
    """`to` is the member whose topic it was said in; None where it is for the desk alone.

    `is_late`: where it was said, the request may have been on its way to another group.
    """

    word: str
    by: int
    to: int | None = None
    is_late: bool = False


async def together(walks: "Sequence[Walk]", dice: Random) -> None:
    """Side by side, a move of each at a time; sometimes the line is restarted between two."""
    world = walks[0].world
    await asyncio.gather(*(walk.begin() for walk in walks))
    await world.quiet()
    for _ in range(_MOVES):
        await asyncio.gather(*(walk.move() for walk in walks))
        if dice.random() < _RESTARTS:
            await world.close()
            await world.open()
            for walk in walks:
                walk.done.append("the line is restarted")
        if dice.random() < _PAUSES:  # else the next moves come before these have ended
            await world.quiet()
    await world.post("/control/clock", advance=60)
    await world.quiet()
    for walk in walks:
        await walk.holds()


@dataclass
class Walk:
    """`done` is what happened, for whoever reads a failure."""

    world: World
    staff: list[int]
    seed: int
    dice: Random = field(init=False)
    members: list[int] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    lost_topics: set[int] = field(default_factory=set)
    left: list[tuple[int, Place]] = field(default_factory=list)  # by whom it was asked

    def __post_init__(self) -> None:
        self.dice = Random(self.seed)

    async def begin(self) -> None:
        for name in ("Arta", "Ivo", "Zeki"):
            person = await self.world.post("/control/people", first_name=name, language_code="sq")
            self.members.append(person["id"])
        await self._opens()

    async def move(self) -> None:
        await self.dice.choices(*zip(*_WEIGHTS, strict=True))[0](self)

    # What members do

    async def _opens(self) -> None:
        member = self.dice.choice(self.members)
        word = self._word(Said("", member, member))
        await self._say(member, member, f"/ticket {word}")

    async def _writes(self) -> None:
        member = self.dice.choice(self.members)
        await self._say(member, member, self._word(Said("", member, member)))

    async def _presses_own(self) -> None:
        member = self.dice.choice(self.members)
        await self._press(member, member, await self._in_chat(member))

    async def _blocks(self) -> None:
        member = self.dice.choice(self.members)
        await self.world.post(f"/control/people/{member}", blocked=True)
        self.done.append(f"{member} blocks the bot")
        await self._answers()
        await self.world.quiet()
        await self.world.post(f"/control/people/{member}", blocked=False)

    # What staff do

    async def _answers(self) -> None:
        if (ticket := await self._some()) is not None:
            word = self._word(Said("", self.dice.choice(self.staff), ticket.requester))
            await self._say_there(word, ticket)

    async def _answers_a_message(self) -> None:
        """In reply to whatever stands there: the member's words, a colleague's, the card."""
        if (ticket := await self._some()) is None:
            return
        there = [m for m in await self._in_topic(self._place(ticket)) if m.text]
        if there:
            word = self._word(Said("", self.dice.choice(self.staff), ticket.requester))
            await self._say_there(word, ticket, reply_to=self.dice.choice(there).id)

    async def _notes(self) -> None:
        if (ticket := await self._some()) is not None:
            word = self._word(Said("", self.dice.choice(self.staff)))
            words = self.dice.choice((f"//{word}", f"/note {word}"))
            await self._say_there(words, ticket)

    async def _talks(self) -> None:
        word = self._word(Said("", self.dice.choice(self.staff)))
        await self._say(self.said[-1].by, self.world.group_id, word)

    async def _commands(self) -> None:
        if (ticket := await self._some()) is None:
            return
        other = self.dice.choice(await self._tickets()).id
        words = self.dice.choice(_COMMANDS).format(other=other)
        await self._command(words, self._place(ticket))

    async def _presses(self) -> None:
        if (ticket := await self._some()) is not None:
            place, staff = self._place(ticket), self.dice.choice(self.staff)
            await self._press(staff, place.chat, await self._in_topic(place))

    async def _moves(self) -> None:
        """To the other group, and perhaps on before it has arrived there."""
        if (ticket := await self._some()) is not None:
            place = self._place(ticket)
            self.left.append((ticket.requester, place))
            other = MAIN if ticket.group != MAIN else self.dice.choice([*self.world.groups])
            await self._command(f"/move {other}", place)

    async def _writes_where_it_was(self) -> None:
        """For nobody: those who may write in a closed topic are told where it goes on."""
        if self.left:
            _requester, place = self.dice.choice(self.left)
            word = self._word(Said("", self.dice.choice(self.staff)))
            await self._say(self.said[-1].by, place.chat, word, thread=place.thread)

    # What befalls them

    async def _loses_a_topic(self) -> None:
        if (ticket := await self._some()) is not None:
            self.lost_topics.add(ticket.id)
            place = self._place(ticket)
            self.done.append(f"{place} is deleted")
            await self._try("/control/topic", action="delete", **place._asdict())

    async def _breaks(self) -> None:
        fault = self.dice.choice(_FAULTS)
        self.done.append(f"Telegram fails: {fault}")
        await self.world.post("/control/faults", **fault)

    async def _waits(self) -> None:
        hours = self.dice.choice((1, 30, 24 * 16))
        self.done.append(f"{hours} hours pass")
        await self.world.later(hours=hours)

    # What must hold

    async def holds(self) -> None:
        written = await self._rows(_WRITTEN)
        chats = {member: await self._in_chat(member) for member in self.members}
        texts = {member: "\n".join(m.text for m in chats[member]) for member in self.members}
        kept = "\n".join(row.html for row in written)
        kept += "\n".join(row[0] for row in await self._rows(_elsewhere(self.world)))
        for said in self.said:
            seen_by = {member for member in self.members if said.word in texts[member]}
            assert seen_by <= {said.to, said.by}, self._told(said, "was read by another")
            if said.to is not None and not said.is_late:
                assert said.word in kept, self._told(said, "is lost")
        await self._arrived(written, texts)
        await self._has_history()

    async def _arrived(self, written: list[Any], texts: dict[int, str]) -> None:
        """What is written down as sent stands in the chat, and what members wrote in a topic."""
        topics = {t.requester: "" for t in await self._tickets()}
        now = [(t.requester, self._place(t)) for t in await self._tickets() if t.topic is not None]
        for requester, place in [*now, *self.left]:
            there = await self._in_topic(place)
            topics[requester] += "\n".join(m.text for m in there)
        lost = {t.requester for t in await self._tickets() if t.id in self.lost_topics}
        for said in self.said:
            for row in written:
                if said.word not in row.html or row.recalled_at is not None:
                    continue
                if row.author == "staff" and row.copy_message_id is not None:
                    assert said.word in texts[row.requester_id], self._told(said, "never came")
                elif row.author == "member" and row.requester_id not in lost:
                    assert said.word in topics[row.requester_id], self._told(said, "never came")

    async def _has_history(self) -> None:
        """Every ticket is where the rows of its history lead."""
        for ticket in await self._tickets():
            events = await self._rows(_EVENTS, ticket=ticket.id)
            assert [e.what for e in events[:2]] == [Change.OPEN, Change.ACKNOWLEDGE], self._told()
            may_be = {Status.NEW}
            for event in events:
                may_be = after(may_be, event.what, event.detail)
            assert ticket.status in may_be, self._told(None, f"{ticket}: {events}")

    # The manner of it

    def _word(self, said: Said) -> str:
        word = f"w{self.seed}x{len(self.said)}z"
        self.said.append(Said(word, said.by, said.to))
        return word

    def _told(self, said: Said | None = None, what: str = "") -> str:
        return "\n".join((f"seed {self.seed}: {said} {what}", *self.done))

    async def _say(self, person: int, chat: int, words: str, **more: Any) -> None:
        """The last word that was noted, unless Telegram takes none there."""
        self.done.append(f"{person} in {chat} {more or ''}: {words}")
        if not await self._try("/control/say", person=person, chat=chat, text=words, **more):
            self.said.pop()

    async def _press(self, person: int, chat: int, messages: list[Seen]) -> None:
        for message in reversed(messages):
            if message.labels:
                rows = message.raw["reply_markup"]["inline_keyboard"]
                row = self.dice.randrange(len(rows))
                col = self.dice.randrange(len(rows[row]))
                self.done.append(f"{person} presses {rows[row][col]['text']!r}")
                place = {"message_id": message.id, "row": row, "col": col}
                await self._try("/control/press", person=person, chat=chat, **place)
                return

    async def _try(self, path: str, **body: Any) -> bool:
        """Telegram's own refusals (a topic that is gone, a closed one) end nothing."""
        try:
            await self.world.post(path, **body)
        except AssertionError as refused:
            self.done.append(f"    Telegram refuses: {refused}")
            return False
        return True

    async def _in_chat(self, member: int) -> list[Seen]:
        found = await self.world.messages(member)
        return [m for m in found if not m.by(member)]

    def _place(self, ticket: Ticket) -> Place:
        assert ticket.topic is not None
        chat = self.world.group_id if ticket.group == MAIN else self.world.groups[ticket.group]
        return Place(chat, ticket.topic)

    async def _say_there(self, words: str, ticket: Ticket, **more: Any) -> None:
        """Whoever the word that was noted last is by, in the topic."""
        place = self._place(ticket)
        is_late = place in [left for _requester, left in self.left]
        self.said[-1] = replace(self.said[-1], is_late=is_late)
        await self._say(self.said[-1].by, place.chat, words, thread=place.thread, **more)

    async def _command(self, words: str, place: Place) -> None:
        staff = self.dice.choice(self.staff)
        self.done.append(f"{staff} in {place}: {words}")
        await self._try("/control/say", person=staff, text=words, **place._asdict())

    async def _in_topic(self, place: Place) -> list[Seen]:
        try:
            return await self.world.messages(place.chat, place.thread)
        except AssertionError:  # it has been deleted
            return []

    async def _some(self) -> Ticket | None:
        tickets = [t for t in await self._tickets() if t.topic is not None]
        return self.dice.choice(tickets) if tickets else None

    async def _tickets(self) -> list[Ticket]:
        return [Ticket(*row) for row in await self._rows(_TICKETS)]

    async def _rows(self, query: Any, **values: Any) -> list[Any]:
        assert self.world.app is not None
        values = values or {"people": self.members}
        async with self.world.app.database.transaction() as tx:
            return list(await tx.execute(query, values))


def _elsewhere(world: World) -> Any:
    if world.engine == "postgresql":
        return _ELSEWHERE
    query = str(_ELSEWHERE.text).replace("::text", "")
    return text(query).bindparams(bindparam("people", expanding=True))


def after(may_be: set[Status], what: str, detail: str) -> set[Status]:
    """Whichever statuses a row of history may lead to."""
    if what == Change.HELPED:
        what = Act.CLOSE if detail == "yes" else Act.ASK
        return {s for one in may_be for s in LIFE[Act(what)].get(one, (one,))}
    if what == Change.MOVE:  # whoever had it is not in the other group
        return {s for one in may_be for s in LIFE[Act.RELEASE].get(one, (one,))}
    if what in (Change.MERGE, Change.FORGET):
        return {Status.CLOSED}
    if what not in set(Act):
        return may_be
    return {s for one in may_be for s in LIFE[Act(what)].get(one, ())}


_COMMANDS = (
    *("/claim", "/release", "/wait", "/expert the auditor", "/solve so it is", "/close", "/reopen"),
    *("/assign Besa", "/hand Drita please", "/urgent", "/tag money", "/priority high", "/undo"),
    *(
        "/subject Another",
        "/link {other}",
        "/merge {other}",
        "/history",
        "/who",
        "/queue",
        "/nonsense",
    ),
)
_Move = Callable[[Walk], Awaitable[None]]
_WEIGHTS: tuple[tuple[_Move, int], ...] = (
    (Walk._opens, 6),
    (Walk._writes, 14),
    (Walk._presses_own, 5),
    (Walk._blocks, 1),
    (Walk._answers, 16),
    (Walk._answers_a_message, 6),
    (Walk._notes, 5),
    (Walk._talks, 2),
    (Walk._commands, 18),
    (Walk._presses, 8),
    (Walk._moves, 5),
    (Walk._writes_where_it_was, 2),
    (Walk._loses_a_topic, 1),
    (Walk._breaks, 1),
    (Walk._waits, 2),
)
