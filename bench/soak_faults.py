"""What befalls a line in a soak: Telegram fails, the machine kills it, people and rights change."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bench.programs import Program
from bench.soak_stage import Play
from sandbox.faults import Fault
from sandbox.members import bot_rights_changed, set_blocked, set_bot_member
from sandbox.model import Member, Status
from sandbox.topics import delete_topic
from sandbox.world import BOT_RIGHTS

Send = tuple[int, int]  # a row of the outbox, and which attempt it was

_EVERY = 6.0  # seconds between failures of Telegram's
_BLOCKED = (8.0, 25.0)  # seconds for which somebody has blocked the bot
_WITHOUT_RIGHTS = 12.0
_MOMENT = 40.0  # seconds in which there is one without anything under way
_SENDS = ("sendMessage", "copyMessage", "editMessageText", "copyMessages", "createForumTopic")
_FAULTS: tuple[Fault, ...] = (
    Fault(retry_after=2),
    Fault(method="sendMessage", retry_after=1),
    *(Fault(method=method, error_code=code) for method in _SENDS for code in (500, 502, 504)),
    *(Fault(method=method, cut="before") for method in _SENDS),
    *(Fault(method=method, cut="after") for method in _SENDS),
    Fault(method="getUpdates", error_code=502),
    Fault(method="getUpdates", cut="after"),
    Fault(slow=2.0),
    Fault(method="sendMessage", slow=3.0),
    Fault(method="getChatMember", error_code=500),
    Fault(method="setMessageReaction", cut="before"),
)


@dataclass
class Faults:
    """`is_at_work` looks at the line's own tables. `kills` are moments; `sends` are those that a
    killed program had under way; `cut` is how many calls Telegram carried out without saying so.
    `quiet_at`: from then on nothing more is killed.
    """

    play: Play
    program: Program
    in_flight: Callable[[], Awaitable[set[Send]]]
    is_at_work: Callable[[], Awaitable[bool]]
    every: float
    quiet_at: float
    kills: list[float] = field(default_factory=list)
    lives: list[float] = field(default_factory=list)
    sends: set[Send] = field(default_factory=set)
    is_up: bool = True
    cut: int = 0
    ordered_floods: int = 0

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as group:
            for misfortune in (
                self._telegram, self._kills, self._topics, self._blocks, self._rights,
            ):  # fmt: skip
                group.create_task(misfortune())

    async def _telegram(self) -> None:
        dice, faults = self.play.dice, self.play.scene.box.api.faults
        while True:
            await asyncio.sleep(dice.expovariate(1 / _EVERY))
            fault = dice.choice(_FAULTS)
            faults.clear()  # a failure is of its moment: what nobody met is over
            self.cut += fault.cut == "after" and fault.method != "getUpdates"
            self.ordered_floods += fault.retry_after is not None
            faults.add(fault)

    async def _kills(self) -> None:
        """With -9, and started again at once; sometimes killed again before it is ready."""
        dice = self.play.dice
        while True:
            wait = self.every * dice.uniform(0.7, 1.3)
            if time.monotonic() + wait > self.quiet_at:
                break
            await asyncio.sleep(wait)
            await self._kill()
            if dice.random() < 0.25:
                self.program.spawn()
                await asyncio.sleep(dice.uniform(0.1, 1.5))
                await self._kill()
            await self.program.start(self.play.scene)
            self.lives.append(time.monotonic())
            self.is_up = True

    async def _kill(self) -> None:
        self.is_up = False
        self.program.kill()
        self.kills.append(time.monotonic())
        self.sends |= await self.in_flight()

    async def _topics(self) -> None:
        """Somebody deletes one, in which a member may be waiting; not in the middle of staff's
        words, since these would be gone from Telegram before anybody has read them.
        """
        while True:
            await asyncio.sleep(10 * _EVERY * self.play.dice.uniform(0.7, 1.3))
            if await self._is_quiet() and (topics := self.play.topics()):
                thread = self.play.dice.choice(topics)
                self.play.deleted.add(thread)
                delete_topic(self.play.world, self.play.group, self.play.group.topics[thread])
                self.play.done["a topic is deleted"] += 1

    async def _is_quiet(self) -> bool:
        """Nothing is under way, as soon as there is such a moment."""
        end = time.monotonic() + _MOMENT
        while time.monotonic() < end:
            if not self.play.world.updates.pending and not await self.is_at_work():
                return True
            await asyncio.sleep(0.1)
        return False

    async def _blocks(self) -> None:
        dice = self.play.dice
        while True:
            await asyncio.sleep(5 * _EVERY * dice.uniform(0.7, 1.3))
            met = [s for s in self.play.souls if s.has_met and not s.is_busy and not s.forgotten_at]
            if not met:
                continue
            soul = dice.choice(met)
            soul.is_busy = True
            begun = time.monotonic()
            set_blocked(self.play.world, soul.person, blocked=True)
            try:
                await asyncio.sleep(dice.uniform(*_BLOCKED))
            finally:
                set_blocked(self.play.world, soul.person, blocked=False)
                soul.away.append((begun, time.monotonic()))
                soul.is_busy = False
            self.play.done["a member blocks the bot"] += 1

    async def _rights(self) -> None:
        """The bot is no admin for a while: it hears nothing of what staff say."""
        while True:
            await asyncio.sleep(40 * _EVERY * self.play.dice.uniform(0.7, 1.3))
            self.play.is_heard = False
            self._give(administrator=False)
            try:
                await asyncio.sleep(_WITHOUT_RIGHTS)
            finally:
                self._give(administrator=True)
                self.play.is_heard = True
            self.play.done["the bot loses its rights"] += 1

    def _give(self, *, administrator: bool) -> None:
        world, group = self.play.world, self.play.group
        full = Member(Status.ADMINISTRATOR, dict(BOT_RIGHTS))
        changes = {"administrator": administrator}
        member = bot_rights_changed(world.bot_member(group), changes, full)
        set_bot_member(world, group, member, self.play.staff[0].as_user())
