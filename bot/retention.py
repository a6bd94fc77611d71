"""Once a day: the words of requests whose time is over go, and what was never finished."""

from bot.unit import Units
from desk.erasure import DELETABLE

_MARK = "retained"
_AT_ONCE = 200


async def run(units: Units) -> int:
    """How much went; 0 where this day has had its turn, whatever process that was.

    Killed half way, it goes on with what is left: the day is marked at the end.
    """
    async with units.begin() as unit:
        now = unit.context.now
        today = f"{now.astimezone(units.house.timezone):%Y-%m-%d}"
        is_done = await unit.marks.get(_MARK) == today
    gone = 0
    if not is_done:
        gone = await _tickets(units) + await _questions(units)
        async with units.begin() as unit:
            before = units.house.retention.held_before(now)
            gone += await unit.context.erasure.drop_unfinished(before)
            await unit.context.lookups.sweep(now - DELETABLE)
            await unit.marks.put(_MARK, today, now)
    await units.scrub()
    return gone


async def _tickets(units: Units) -> int:
    """One transaction each: each takes the lock of its requester."""
    gone = 0
    while True:
        async with units.begin() as unit:
            before = units.house.retention.texts_before(unit.context.now)
            numbers = await unit.context.erasure.outlived(before, _AT_ONCE)
        for number in numbers:
            async with units.begin() as unit:
                await unit.context.erasure.erase(number, before, unit.context.now)
        gone += len(numbers)
        if len(numbers) < _AT_ONCE:
            return gone


async def _questions(units: Units) -> int:
    gone = 0
    while True:
        async with units.begin() as unit:
            before = units.house.retention.texts_before(unit.context.now)
            erased = await unit.context.erasure.erase_questions(before, _AT_ONCE)
            unit.context.erasure.has_erased |= erased > 0
        gone += erased
        if erased < _AT_ONCE:
            return gone
