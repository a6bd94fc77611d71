"""A trial: people write all the while, something breaks, and nothing that they see does."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from tests.trial.fleet import Fleet, Replica
from tests.trial.stops import longest, stops
from tests.trial.talk import Talk

_BEFORE = 0.3  # seconds of talk before anything breaks
_AFTER = 0.5
_QUIET = 20.0  # without any message; what has not arrived by then is lost


@dataclass(slots=True)
class Trial:
    """`rate` is words a second while something breaks; `stop` the longest that nothing was sent."""

    fleet: Fleet
    talk: Talk
    rate: float = 20.0
    stop: float = 0.0

    @asynccontextmanager
    async def while_people_write(self, in_hand: int = 0) -> AsyncIterator[None]:
        """With the whole fleet up; afterwards nothing is lost or out of order.

        Nor is more sent twice than was under way at a blow: as noted then, or as many as in hand.
        """
        self.fleet.mend()
        await self.fleet.start()
        await self.fleet.led(10)
        told = len(self.talk.said)
        repeats, in_flight = self._repeats(), len(self.fleet.in_flight)
        talking = asyncio.create_task(self.talk.go_on(100_000, 100_000, self.rate))
        try:
            await asyncio.sleep(_BEFORE)
            yield
            await asyncio.sleep(_AFTER)
        finally:
            talking.cancel()
            await asyncio.gather(talking, return_exceptions=True)
        missing = await self.talk.settle(_QUIET)
        assert not missing, f"{sorted(missing)[:5]} of {len(missing)}; {self.fleet.logs()}"
        self._nothing_else(repeats, in_hand + len(self.fleet.in_flight) - in_flight)
        self.stop = self._stopped(told)

    def _repeats(self) -> int:
        return sum(len(one.repeats) for one in (self.talk.to_staff(), self.talk.to_people()))

    def _nothing_else(self, repeats: int, in_flight: int) -> None:
        for count in (self.talk.to_staff(), self.talk.to_people()):
            assert not count.late, self.fleet.logs()
            assert count.scattered == count.mixed == 0
        assert self._repeats() - repeats <= in_flight, self.fleet.logs()

    def _stopped(self, told: int) -> float:
        """Seconds at most in which nothing was sent though something had been said."""
        stage = self.talk.stage
        said = {word: stage.said[word] for word in self.talk.said[told:]}
        since, until = longest(stops(said, stage.heard, (posted.at for posted in stage.posted)))
        return until - since

    async def follower(self) -> Replica:
        leader = await self.fleet.led(10)
        return next(replica for replica in self.fleet.replicas if replica is not leader)

    async def succession(self, old: Replica, seconds: float) -> tuple[Replica, float]:
        """Who leads in its stead, and after how many seconds."""
        begun = time.monotonic()
        new = await self.fleet.led(seconds, by_other_than=old)
        return new, time.monotonic() - begun

    async def takes_updates(self, replica: Replica, seconds: float) -> None:
        """Waits until it takes one more. Raises TimeoutError."""
        taken = self.fleet.balancer.taken
        before = taken[replica.port]
        async with asyncio.timeout(seconds):
            while taken[replica.port] == before:
                await asyncio.sleep(0.02)
