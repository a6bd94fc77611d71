"""What a member reads when a request is open: its number, whether anybody is there, and one thing
that they are asked, once in their life, and need not answer.
"""

from zoneinfo import ZoneInfo

from markupsafe import Markup

from desk.offices import NoSuchOffice
from desk.people import Person
from desk.profile import Field
from desk.ticket import Ticket
from handlers import relay
from handlers.context import Context
from handlers.profile_buttons import AtOffice, NameOrganisation, SkipAsked
from handlers.routing import Pressed, on_press
from handlers.screen import Screen
from handlers.views import anonymity
from handlers.views import offices as office_views
from handlers.views import opening as views
from handlers.views import tickets as ticket_views


async def settle(person: Person, context: Context) -> Person:
    """Whom one office alone serves belongs to it from now on, though there be others."""
    if person.office is not None or len(await context.offices.all()) == 1:
        return person
    could = await context.offices.serving(person)
    return await context.people.tell(person, office=could[0].slug) if len(could) == 1 else person


async def screen(ticket: Ticket, person: Person, context: Context) -> Screen:
    return await _screen(ticket, person, await closed(person, context), context)


async def _screen(ticket: Ticket, person: Person, shut: Markup | None, context: Context) -> Screen:
    wait = await context.tickets.expected_wait(context.house.promise)
    if ticket.anonymous:
        return anonymity.opened(ticket, wait, shut, context.texts_of(person))
    asked = await _asked(ticket, person, context)
    return ticket_views.opened(ticket, wait, shut, asked, context.texts_of(person))


async def closed(person: Person, context: Context) -> Markup | None:
    """When the office opens again, told once a day; nothing while it is open."""
    told = await _closed_now(person, context)
    if told is None:
        return None
    hours = await context.hours_of(person)
    key, today = f"closed:{person.id}", f"{context.now.astimezone(hours.zone):%Y-%m-%d}"
    if await context.memory.get(key) == today:
        return None
    await context.memory.put(key, today, context.now)
    return told


async def _closed_now(person: Person, context: Context) -> Markup | None:
    """With the place whose clock it is, where that is not the time of the person's own."""
    office, now = await context.offices.of(person), context.now
    hours = office.hours
    opens = None if hours.is_open(now) else hours.next_opening(now)
    if opens is None:
        return None
    _ = context.texts_of(person)
    own = ZoneInfo(person.timezone) if person.timezone else context.house.timezone
    is_elsewhere = opens.utcoffset() != opens.astimezone(own).utcoffset()
    place = office_views.place(office, _) if is_elsewhere else None
    return ticket_views.closed_now(opens, hours.zone, now, place, _)


async def _asked(ticket: Ticket, person: Person, context: Context) -> views.Asked | None:
    """What is not known yet and was never asked before: the office, then the organisation."""
    _ = context.texts_of(person)
    if person.office is None:
        could = await context.offices.serving(person)
        if len(could) > 1 and await _is_first("office", person, context):
            return views.which_office(ticket, could, _)
    if await context.organisations.of(person):
        return None
    if await _is_first("organisation", person, context):
        return views.which_organisation(ticket, _)
    return None


async def _is_first(what: str, person: Person, context: Context) -> bool:
    return await context.memory.first(f"asked.{what}:{person.id}", "", context.now)


async def at_office(pressed: Pressed, button: AtOffice, context: Context) -> None:
    ticket = await context.tickets.one_of(pressed.person, button.ticket_id)
    try:
        office = await context.offices.get(button.slug)
    except NoSuchOffice:
        context.toast(pressed.query, office_views.gone(context.texts_of(pressed.person)))
        await _go_on(pressed, ticket, pressed.person, context)
        return
    person = await context.people.tell(pressed.person, office=office.slug)
    await _go_on(pressed, ticket, person, context)
    await relay.show_cards(context, person)


async def name_organisation(pressed: Pressed, button: NameOrganisation, context: Context) -> None:
    ticket = await context.tickets.one_of(pressed.person, button.ticket_id)
    person = await context.people.expect_field(pressed.person, Field.ORGANISATION, context.now)
    writing = views.write_organisation(ticket, context.texts_of(person))
    await context.change(pressed.query, writing, about=ticket.id)


async def skip(pressed: Pressed, button: SkipAsked, context: Context) -> None:
    ticket = await context.tickets.one_of(pressed.person, button.ticket_id)
    person = await context.people.tell(pressed.person)
    await _go_on(pressed, ticket, person, context)


async def _go_on(pressed: Pressed, ticket: Ticket, person: Person, context: Context) -> None:
    """The same message, with what is asked next, if anything is, and by the hours known now."""
    if ticket.is_closed:
        await context.change(pressed.query, views.noted(ticket, context.texts_of(person)))
        return
    shut = await _closed_now(person, context)
    await context.change(
        pressed.query, await _screen(ticket, person, shut, context), about=ticket.id
    )


ROUTES = (
    on_press(AtOffice, at_office),
    on_press(NameOrganisation, name_organisation),
    on_press(SkipAsked, skip),
)
