"""Who asked to be forgotten, and is known again by a copy that was put back."""

import json
import logging

from bot.unit import Units
from handlers import forgetting
from storage.restore import FORGET

log = logging.getLogger(__name__)


async def forget_again(units: Units) -> None:
    """Before anything is handled or sent. Each is a transaction, for each has a lock of its own."""
    async with units.begin() as unit:
        numbers = json.loads(await unit.marks.get(FORGET) or "[]")
    for number in numbers:
        async with units.begin() as unit:
            person = await unit.context.people.get(number)
            if person is not None:
                await forgetting.erase(person, unit.context)
                unit.context.erasure.has_erased = True
    if numbers:
        async with units.begin() as unit:
            await unit.marks.drop(FORGET)
        await units.scrub()
        log.warning("%d people who had asked for it are forgotten again", len(numbers))
