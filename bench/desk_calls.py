"""What the desk's acts cost the staff group, where Telegram counts twenty calls a minute.

The line runs as a whole, on a sandbox whose clock is moved on until all that follows from an act is
done. Calls that Telegram does not count are left out.
"""

from collections.abc import Awaitable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Goals, table
from tests.people import Member, Staff
from tests.world import World

_FREE = ("setMessageReaction", "answerCallbackQuery", "getChatMember")
_TALK = 10  # exchanges
_PATIENCE = 120.0  # seconds: a new bot introduces itself first


@dataclass(frozen=True, slots=True)
class Cost:
    """`at_once` go while people talk, `later` when they pause and the group is quiet. `most` is
    what it may be at once, and in all unless `is_put_off`, where that is asked.
    """

    name: str
    at_once: list[str]
    later: list[str]
    most: int | None = None
    is_put_off: bool = False

    @property
    def judged(self) -> int:
        return len(self.at_once) if self.is_put_off else len(self.at_once) + len(self.later)


async def calls() -> list[Cost]:
    with TemporaryDirectory(prefix="linja-bench-calls-") as folder:
        address = f"sqlite:///{Path(folder)}/linja.db"
        async with World(address) as world, world.patience(_PATIENCE):
            return await _Meter(world).story()


class _Meter:
    def __init__(self, world: World) -> None:
        self._world = world
        self._seen = 0

    async def story(self) -> list[Cost]:
        arta, besa = await self._world.member("Arta"), await self._world.staff()
        await self._spent()
        await arta.says("/ticket Raporti")
        opened = Cost("a ticket of words opened", await self._spent_now(), await self._spent(), 2)
        thread = (await self._world.topics())[-1]["message_thread_id"]
        return [
            opened,
            # A card that says whose it is, and an icon that says whose turn it is.
            replace(
                await self._cost("a reply that takes it, too", besa.says("Po", thread), 1),
                is_put_off=True,
            ),
            await self._cost("an answer", arta.says("Faleminderit")),
            await self._cost("a reply", besa.says("Mirë", thread), 1),
            await self._cost("one more", besa.says("Edhe kjo", thread), 1),
            await self._cost("a note", besa.says("// e vështirë", thread), 1),
            await self._cost(f"{_TALK} replies and answers", _talk(arta, besa, thread), 2 * _TALK),
        ]

    async def _cost(self, name: str, act: Awaitable[object], most: int | None = None) -> Cost:
        await act
        return Cost(name, await self._spent_now(), await self._spent(), most)

    async def _spent_now(self) -> list[str]:
        """Since it was asked last, before what was put off."""
        known, group = await self._world.calls(), self._world.group_id
        new, self._seen = known[self._seen :], len(known)
        theirs = [call["method"] for call in new if call["params"].get("chat_id") == group]
        return [method for method in theirs if method not in _FREE]

    async def _spent(self) -> list[str]:
        """Since it was asked last, when all that was put off is done."""
        await self._world.settled()
        return await self._spent_now()


async def _talk(arta: Member, besa: Staff, thread: int) -> None:
    for number in range(_TALK):
        await besa.says(f"Përgjigjja {number}", thread)
        await arta.says(f"Pyetja {number}")


def show(costs: list[Cost], goals: Goals) -> None:
    rows = [[cost.name, _told(cost.at_once), _told(cost.later)] for cost in costs]
    print()
    table(["calls to the staff group", "at once", "when it is quiet"], rows)
    for cost in costs:
        if cost.most is not None:
            what = f"calls{', at once' if cost.is_put_off else ''}: {cost.name}"
            reached = cost.judged <= cost.most
            goals.check(what, f"{cost.judged}", f"at most {cost.most}", reached=reached)


def _told(methods: list[str]) -> str:
    return " ".join([str(len(methods)), *dict.fromkeys(methods)])
