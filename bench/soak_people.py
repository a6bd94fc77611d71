"""What a thousand members do in a soak: each act as they would do it in their own chat."""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from itertools import islice

import faq
from bench.soak_stage import Play, Soul
from desk.languages import Language

_PHRASES = (
    "Si të vazhdojmë?",
    "Na duhet ndihmë me raportin e fundit.",
    "Može li još danas?",
    "Raporu nasıl göndeririz?",
    "Noiz arte dugu epea?",
)
_EACH = 40  # phrasings of a language


@dataclass
class Members:
    """`events` and `ballots` are numbers of what there is to come to and to vote on."""

    play: Play
    questions: dict[Language, tuple[str, ...]]
    events: Sequence[int]
    ballots: Sequence[int]

    async def act(self) -> None:
        """Somebody who has nothing else in hand does something."""
        dice = self.play.dice
        free = [s for s in self.play.souls if not s.is_busy and s.forgotten_at is None]
        soul = dice.choice(free)
        soul.is_busy = True
        try:
            if not soul.has_met:
                soul.has_met = True
                self.play.command(soul, f"/start lang_{soul.language}")
            ((name, act),) = dice.choices(_NAMED, _WEIGHTS)
            self.play.done[name] += 1
            await act(self, soul)
        finally:
            soul.is_busy = False

    def _phrase(self) -> str:
        return self.play.dice.choice(_PHRASES)

    # The desk

    async def asks(self, soul: Soul) -> None:
        """What the base has an answer to, more or less; some want a person all the same."""
        question = self.play.dice.choice(self.questions[soul.language])
        word_at = self.play.member_says(soul, f"{question} ", "")
        wish = self.play.dice.choices(("qs.helped", "qs.send", ""), (4, 3, 3))[0]
        if wish:
            await self.play.walks(soul, word_at, (wish,))

    async def opens(self, soul: Soul) -> None:
        self.play.member_says(soul, "/ticket ", self._phrase())

    async def writes(self, soul: Soul) -> None:
        self.play.member_says(soul, "", self._phrase())

    async def edits(self, soul: Soul) -> None:
        if soul.last is None:
            await self.opens(soul)
        elif soul.last.edit is None:
            self.play.edits(soul.person, soul.last)

    async def sends_a_picture(self, soul: Soul) -> None:
        await self._sends(soul, 1)

    async def sends_an_album(self, soul: Soul) -> None:
        await self._sends(soul, self.play.dice.randrange(2, 5))

    async def _sends(self, soul: Soul, many: int) -> None:
        """Where no request goes on, the line asks whether it is for staff."""
        said = self.play.sends(soul, soul.person, ("photo",) * many)
        chat = self.play.world.private_chat(soul.person)
        await self.play.presses(soul.person, chat, said.message_id, "qs.send", patience=3)

    async def looks(self, soul: Soul) -> None:
        after = self.play.command(soul, self.play.dice.choice(("/tickets", "/help", "/profile")))
        await self.play.presses(
            soul.person, self.play.world.private_chat(soul.person), after, "tk.show", patience=4
        )

    async def rates(self, soul: Soul) -> None:
        """Where they were asked; an old question may be answered late."""
        chat = self.play.world.private_chat(soul.person)
        await self.play.presses(soul.person, chat, 0, "tk.grade", "tk.close", patience=0.1)

    # The programme

    async def books(self, soul: Soul) -> None:
        after = self.play.command(soul, "/mentor")
        begun = await self.play.walks(soul, after, ("mw.set",), ("mw.t", "mw.wait"), ("mw.book",))
        if begun and self.play.dice.random() < 0.3:
            await self.sessions(soul)

    async def sessions(self, soul: Soul) -> None:
        """One of theirs is cancelled, moved, or come to."""
        after = self.play.command(soul, "/sessions")
        deed: tuple[tuple[str, ...], ...] = self.play.dice.choice(_DEEDS)
        await self.play.walks(soul, after, ("ms.open",), *deed)

    async def signs_up(self, soul: Soul) -> None:
        event = self.play.dice.choice(self.events)
        after = self.play.command(soul, f"/start event_{event}")
        await self.play.walks(soul, after, ("ev.in", "ev.take"))

    async def gives_up(self, soul: Soul) -> None:
        event = self.play.dice.choice(self.events)
        after = self.play.command(soul, f"/start event_{event}")
        await self.play.walks(soul, after, ("ev.back",), ("ev.gone",))

    async def answers_a_reminder(self, soul: Soul) -> None:
        chat = self.play.world.private_chat(soul.person)
        await self.play.presses(soul.person, chat, 0, *_ANSWERS, patience=0.1)

    async def votes(self, soul: Soul) -> None:
        after = self.play.command(soul, f"/start vote_{self.play.dice.choice(self.ballots)}")
        await self.play.walks(soul, after, ("bl.y",))

    # Themselves

    async def changes_language(self, soul: Soul) -> None:
        soul.language = self.play.dice.choice(list(Language))
        after = self.play.command(soul, "/language")
        await self.play.walks(soul, after, ("lg",))

    async def looks_at_their_data(self, soul: Soul) -> None:
        self.play.command(soul, self.play.dice.choice(("/mydata", "/export", "/privacy")))

    async def leaves_for_good(self, soul: Soul) -> None:
        """From the last press on they are nobody's, and do nothing more."""
        if soul.is_mentor:
            return
        after = self.play.command(soul, "/forgetme")
        if await self.play.walks(soul, after, ("pv.erase",), ("pv.gone",)):
            soul.forgotten_at = time.monotonic()


_ANSWERS = ("ev.come", "ev.take", "ev.pass", "ms.come", "ms.yes")
_DEEDS: tuple[tuple[tuple[str, ...], ...], ...] = (
    (("ms.end",), ("ms.gone",)),
    (("ms.move",), ("ms.t",)),
    (("ms.come",),),
)
_Act = Callable[[Members, Soul], Awaitable[None]]
_ACTS: tuple[tuple[str, _Act, int], ...] = (
    ("asks the base", Members.asks, 20),
    ("opens a request", Members.opens, 10),
    ("writes", Members.writes, 22),
    ("edits", Members.edits, 5),
    ("sends a picture", Members.sends_a_picture, 4),
    ("sends an album", Members.sends_an_album, 3),
    ("looks at theirs", Members.looks, 4),
    ("rates", Members.rates, 6),
    ("books a mentor", Members.books, 8),
    ("changes a session", Members.sessions, 5),
    ("signs up", Members.signs_up, 8),
    ("gives a seat back", Members.gives_up, 4),
    ("answers a reminder", Members.answers_a_reminder, 3),
    ("votes", Members.votes, 4),
    ("changes language", Members.changes_language, 2),
    ("looks at their data", Members.looks_at_their_data, 2),
    ("is forgotten", Members.leaves_for_good, 1),
)
_NAMED = [(name, act) for name, act, _weight in _ACTS]
_WEIGHTS = [weight for _name, _act, weight in _ACTS]


def questions() -> dict[Language, tuple[str, ...]]:
    """What the knowledge base has been told that people ask, some of each language."""
    base = faq.load(faq.SHIPPED)
    found: dict[Language, tuple[str, ...]] = {}
    for language in Language:
        own = (p for e in base.entries if e.language == language for p in e.phrasings)
        found[language] = tuple(islice(own, _EACH)) or _PHRASES
    return found
