"""Where a ticket belongs, for the staff who read of it: office, service, owner, organisations."""

from desk.people import Person
from desk.tickets import Ticket
from handlers.context import Context
from handlers.texts import Texts
from handlers.views.card import Seat


async def seat(ticket: Ticket, person: Person, context: Context, _: Texts) -> Seat:
    office = await context.offices.of(person)
    owner = await context.staff.get(ticket.owner_id)
    topics = context.house.base().topics(_.language)
    return Seat(
        office=office.name,
        zone=context.house.timezone,
        service=next((topic.title for topic in topics if topic.slug == ticket.service), None),
        owner=owner.name if owner else None,
        now=context.now,
        organisations=tuple(await context.organisations.of(person)),
    )
