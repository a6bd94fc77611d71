"""Staff are away for a while: who gets their requests, who is asked, and when they are back."""

from telegram import Message

from desk.absence import read
from desk.history import LINE
from desk.languages import Language
from desk.staff import Colleague
from desk.ticket import Ticket
from handlers import relay, staff_group
from handlers.context import Context
from handlers.routing import OnCommand, Said, Side
from handlers.views import absence as views
from handlers.views import dates


async def away(said: Said, context: Context) -> None:
    """/away WHEN, or /away WHEN NAME. Raises NobodyOfThatName."""
    assert context.colleague is not None
    _, house = context.desk_texts, context.house
    weekdays = dates.weekdays(Language.EN) | dates.weekdays(_.language)
    understood = read(said.rest, context.now, house.timezone, weekdays)
    if understood is None:
        await staff_group.tell(said, views.how_to(_), context)
        return
    until, name = understood
    to = await context.staff.called(name) if name else None
    if to is not None and (to.id == context.actor.id or to.is_away(context.now)):
        spell = views.Spell(to, context.now, house.timezone)
        await staff_group.tell(said, views.somebody_else(spell, _), context)
        return
    context.colleague = await context.staff.go_away(context.colleague, until)
    given = await _hand_over(context.colleague, to, context)
    spell = views.Spell(context.colleague, context.now, house.timezone)
    await _tell_groups(spell, to, given, context)
    await staff_group.done(said, context)


async def _tell_groups(
    spell: views.Spell, to: Colleague | None, given: list[Ticket], context: Context
) -> None:
    """The group where it was said, and every other one that has some of the requests."""
    for group in context.groups.all:
        theirs = [ticket for ticket in given if ticket.group_name == group.name]
        if theirs or group.name == context.group:
            screen = views.away(spell, to, theirs, context.groups, context.house.staff_texts)
            await context.outbox.put(relay.to_group(screen, group.name))


async def _hand_over(colleague: Colleague, to: Colleague | None, context: Context) -> list[Ticket]:
    given = []
    for number in await context.tickets.owned_by(colleague.id):
        before = await context.tickets.get(number)
        whom = to.actor if to else None
        ticket = await context.work.hand_over(before, context.actor, context.now, whom)
        await relay.show_talk(context, ticket, before)
        given.append(ticket)
    return given


async def back(said: Said, context: Context) -> None:
    assert context.colleague is not None
    was_away = context.colleague.is_away(context.now)
    context.colleague = await context.staff.come_back(context.colleague)
    _ = context.desk_texts
    await staff_group.tell(said, views.back(_) if was_away else views.not_away(_), context)


async def free(ticket: Ticket, context: Context) -> Ticket:
    """What would wait for somebody who is away waits for everybody, unless they act themselves."""
    owner = await context.staff.get(ticket.owner_id)
    if owner is None or not owner.is_away(context.now) or owner == context.colleague:
        return ticket
    return await context.work.hand_over(ticket, LINE, context.now, None)


async def asks_back(said: Said, ticket: Ticket, colleague: Colleague, context: Context) -> bool:
    """Whoever gives a request to somebody away is asked once whether they mean it."""
    if colleague.id == context.actor.id or not colleague.is_away(context.now):
        return False
    key = f"away:{ticket.id}:{colleague.id}:{colleague.away_until}"
    if not await context.memory.first(key, "", context.now):
        return False
    spell = views.Spell(colleague, context.now, context.house.timezone)
    await staff_group.tell(said, views.are_you_sure(spell, context.desk_texts), context)
    return True


async def mention_back(message: Message, was: Colleague | None, context: Context) -> None:
    """Who acts while away is told once how to be back; `was` is who they were before they acted."""
    me = context.colleague
    if me is None or me != was or not me.is_away(context.now):
        return
    if await context.memory.first(f"back:{me.id}:{me.away_until}", "", context.now):
        spell = views.Spell(me, context.now, context.house.timezone)
        said = Said(message, staff_group.as_person(me, context))
        await staff_group.tell(said, views.still_away(spell, context.desk_texts), context)


ROUTES = (
    OnCommand(("away",), away, Side.STAFF),
    OnCommand(("back",), back, Side.STAFF),
)
