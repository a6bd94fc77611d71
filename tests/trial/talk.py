"""What people and staff write in a trial: numbered words, so that each can be looked for."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from sandbox.model import Person
from tests.trial.stage import Stage
from tests.trial.tally import Tally, tally

_WELCOMING = 1.0  # seconds


class NotOpened(RuntimeError):
    """Not everybody's first words have reached staff."""


@dataclass(slots=True)
class Talk:
    """`p7-3` is the third word of person 7 after the first, `r7-3` staff's third to them."""

    stage: Stage
    people: list[Person]
    staff: Person
    dice: random.Random = field(default_factory=lambda: random.Random(1))
    said: list[str] = field(default_factory=list)
    _threads: list[int] = field(default_factory=list)
    _numbers: Counter[str] = field(default_factory=Counter)

    async def open(self, seconds: float) -> None:
        """Everybody opens a request, and has a topic. Raises NotOpened."""
        first = [f"p{place}-0" for place in range(len(self.people))]
        for person, word in zip(self.people, first, strict=True):
            self._say(person, word, "/ticket ")
        if not await self.stage.arrive(first, seconds):
            raise NotOpened(f"{sum(word not in self.stage.heard for word in first)} are missing")
        threads = self.stage.threads()
        self._threads = [threads[word] for word in first]
        for person in self.people:
            self.stage.writes(person, "/start lang_sq")
        await asyncio.sleep(_WELCOMING)

    def words(self, messages: int, replies: int) -> Iterator[str]:
        """People and staff in random order; a word is said as it is asked for."""
        kinds = ["p"] * messages + ["r"] * replies
        self.dice.shuffle(kinds)
        for kind in kinds:
            place = self.dice.randrange(len(self.people))
            self._numbers[f"{kind}{place}"] += 1
            word = f"{kind}{place}-{self._numbers[f'{kind}{place}']}"
            if kind == "p":
                self._say(self.people[place], word)
            else:
                self._say(self.staff, word, thread=self._threads[place])
            yield word

    def _say(self, person: Person, word: str, before: str = "", thread: int | None = None) -> None:
        self.said.append(word)
        self.stage.writes(person, f"{before}{word} Si të vazhdojmë?", thread)

    async def go_on(self, messages: int, replies: int, rate: float) -> list[str]:
        """So many a second, as a Poisson process; what was said."""
        begun, said = time.monotonic(), []
        for word in self.words(messages, replies):
            said.append(word)
            begun += self.dice.expovariate(rate)
            await asyncio.sleep(max(0.0, begun - time.monotonic()))
        return said

    async def settle(self, quiet: float) -> set[str]:
        """Until all has arrived, or nothing has for so many seconds; what has not."""
        return await self.stage.settle(self.said, quiet)

    def to_staff(self) -> Tally:
        return tally((word for word in self.said if word[0] == "p"), self.stage.posted)

    def to_people(self) -> Tally:
        return tally((word for word in self.said if word[0] == "r"), self.stage.posted)


def talk(stage: Stage, many: int) -> Talk:
    return Talk(stage, stage.people(many), stage.staff())
