"""What somebody has answered on their way to a seat, written down under a mark."""

import json

from desk.events.event import Question
from desk.events.seats import Answers
from desk.events.signing import Way
from desk.people import Person
from handlers.context import Context


async def of(event_id: int, person: Person, context: Context) -> Way:
    """The beginning where nothing has been answered."""
    kept = await context.memory.get(_key(event_id, person))
    return Way() if kept is None else _read(kept)


async def keep(event_id: int, way: Way, person: Person, context: Context) -> None:
    await context.memory.put(_key(event_id, person), _written(way), context.now)


async def drop(event_id: int, person: Person, context: Context) -> None:
    await context.memory.drop(_key(event_id, person))


def _key(event_id: int, person: Person) -> str:
    """What is under it is forgotten with the person."""
    return f"sign_up:{event_id}:{person.id}"


def _written(way: Way) -> str:
    kept = {
        "organisation": way.organisation_id,
        "access": way.answers.access,
        "interpretation": way.answers.interpretation,
        "photos": way.answers.photos,
        "answered": sorted(way.answered),
        "brought_by": way.brought_by,
    }
    return json.dumps(kept, ensure_ascii=False)


def _read(kept: str) -> Way:
    told = json.loads(kept)
    return Way(
        told["organisation"],
        Answers(told["access"], told["interpretation"], told["photos"]),
        frozenset(Question(one) for one in told["answered"]),
        told["brought_by"],
    )
