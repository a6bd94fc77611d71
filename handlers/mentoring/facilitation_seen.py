"""A request for a facilitator as one of those concerned sees it."""

from typing import NamedTuple

from desk.errors import NotYours
from desk.mentoring.booking import Side
from desk.mentoring.directory import Mentor
from desk.mentoring.facilitation import Facilitation, Item, NoSuchFacilitation, Stage
from desk.people import Person
from handlers.context import Context
from handlers.texts import Texts
from handlers.views.mentoring.facilitation import Seen

_THEIRS = (Stage.ASKED, Stage.AGREED, Stage.DONE)


class Reader(NamedTuple):
    """Who reads it, and how it stands for them."""

    person: Person
    seen: Seen
    texts: Texts

    @property
    def request(self) -> Facilitation:
        return self.seen.request

    @property
    def side(self) -> Side:
        return self.seen.side


async def mentor_of(request: Facilitation, context: Context) -> Mentor | None:
    if request.mentor_id is None:
        return None
    return await context.mentors.even_forgotten(request.mentor_id)


async def for_staff(request: Facilitation, context: Context) -> Seen:
    mentor = await mentor_of(request, context)
    return await _seen(request, mentor, Side.STAFF, context)


async def for_member(request: Facilitation, context: Context) -> Reader | None:
    """None where they are forgotten."""
    person = await context.people.look(request.person_id)
    if person is None or person.id < 0:
        return None
    mentor = await mentor_of(request, context)
    return await _reader(request, mentor, person, Side.MEMBER, context)


async def for_mentor(
    request: Facilitation, context: Context, mentor_id: int | None = None
) -> Reader | None:
    """`mentor_id` is who it was before; None where nobody is to be told."""
    number = mentor_id or request.mentor_id
    mentor = None if number is None else await context.mentors.even_forgotten(number)
    if mentor is None or mentor.person_id is None:
        return None
    person = await context.people.look(mentor.person_id)
    if person is None or person.id < 0:
        return None
    return await _reader(request, mentor, person, Side.MENTOR, context)


async def both(request: Facilitation, context: Context) -> list[Reader]:
    found = (await for_member(request, context), await for_mentor(request, context))
    return [one for one in found if one is not None]


async def of(number: int, person: Person, context: Context) -> Reader:
    """In line with its member. Raises NotYours."""
    try:
        request = await context.facilitations.get(number)
    except NoSuchFacilitation:
        raise NotYours(number) from None
    found = await both(request, context) if request.stage in _THEIRS else []
    if request.person_id == person.id:
        found = [one for one in [await for_member(request, context)] if one]
    for one in found:
        if one.person.id == person.id:
            return one
    raise NotYours(number)


async def _reader(
    request: Facilitation, mentor: Mentor | None, person: Person, side: Side, context: Context
) -> Reader:
    seen = await _seen(request, mentor, side, context, person)
    return Reader(person, seen, context.texts_of(person))


async def _seen(
    request: Facilitation,
    mentor: Mentor | None,
    side: Side,
    context: Context,
    reader: Person | None = None,
) -> Seen:
    requester = await context.people.look(request.person_id)
    theirs = request.organisation_id and await context.organisations.get(request.organisation_id)
    slips = await context.checklists.slips(request.id)
    zone = context.house.timezone if reader is None else await context.zone_of(reader)
    if side is Side.MENTOR and mentor is not None:
        zone = mentor.hours.zone
    return Seen(
        request=request,
        requester=requester.name if requester else "",
        organisation=theirs.name if theirs else None,
        mentor=mentor,
        side=side,
        zone=zone,
        now=context.now,
        files=sum(one.item is Item.ALONG and one.at is not None for one in slips),
    )
