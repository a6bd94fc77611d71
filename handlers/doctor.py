"""The line is not well: staff hear of each trouble once, and once that all is well again."""

import json
from collections.abc import Collection
from datetime import UTC, datetime

from desk.ailments import Complaint, Report, Told, report
from desk.outgoing import Call, General, Parcel, Priority
from handlers.context import Context
from handlers.screen import Screen
from handlers.views import doctor as views

_MARK = "doctor"  # what staff have heard; also the key under which a message waits


async def tell(complaints: Collection[Complaint], context: Context) -> None:
    found = await _noted(complaints, context)
    _ = context.house.staff_texts
    if found.news:
        await _say(views.unwell(found.news, _), context)
    elif found.is_over:
        await _say(views.well(_), context)


async def heard(complaint: Complaint, context: Context) -> None:
    """Staff have been told of it by something else: it is not said twice."""
    await _noted([complaint], context)


async def _noted(complaints: Collection[Complaint], context: Context) -> Report:
    told = _read(await context.memory.get(_MARK))
    found = report(told, complaints, context.now)
    if found.told != told:
        await context.memory.put(_MARK, _written(found.told), context.now)
    return found


async def _say(screen: Screen, context: Context) -> None:
    call = Call("sendMessage", screen.params())
    await context.outbox.put(Parcel(General(), call, Priority.NOTICE))


def _read(mark: str | None) -> Told:
    if mark is None:
        return Told()
    known = json.loads(mark)
    at = {key: datetime.fromtimestamp(seconds, UTC) for key, seconds in known["at"].items()}
    return Told(known["is_open"], at)


def _written(told: Told) -> str:
    at = {key: at.timestamp() for key, at in told.at.items()}
    return json.dumps({"is_open": told.is_open, "at": at})
