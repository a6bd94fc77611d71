"""Who works here and what there is to do: roles, languages, queues, help."""

from desk.languages import Language, resolve
from desk.staff import EVERYBODY, Role
from handlers import staff_group
from handlers.context import Context
from handlers.routing import OnCommand, Said, Side
from handlers.views import staff as views

_LONGEST = 100  # tickets looked through for a queue


async def who(said: Said, context: Context) -> None:
    ticket = await context.tickets.in_topic(said.message.message_thread_id)
    owner = await context.staff.get(ticket.owner_id) if ticket else None
    colleagues = await context.staff.all()
    screen = views.who(ticket, owner, colleagues, context.now, context.desk_texts)
    await staff_group.tell(said, screen, context)


async def role(said: Said, context: Context) -> None:
    """/role NAME ROLE; alone, what everybody's is."""
    _ = context.desk_texts
    name, _space, wanted = said.rest.rpartition(" ")
    if not name or wanted.lower() not in list(Role):
        await staff_group.tell(said, views.how_to_give_a_role(_), context)
        return
    colleague = await context.staff.called(name)
    colleague = await context.staff.give_role(colleague, Role(wanted.lower()))
    await staff_group.tell(said, views.has_role(colleague, _), context)


async def language(said: Said, context: Context) -> None:
    """In which language the desk speaks to whoever asks."""
    assert context.colleague is not None
    chosen = resolve(said.rest.strip()) if said.rest else None
    if chosen is None:
        screen = views.which_language(list(Language), context.desk_texts)
        await staff_group.tell(said, screen, context)
        return
    context.colleague = await context.staff.speak(context.colleague, chosen)
    await staff_group.tell(said, views.speaks(context.desk_texts), context)


async def queue(said: Said, context: Context) -> None:
    """What waits for the desk: one's own, what is nobody's, the others'; a language narrows it."""
    wanted = resolve(said.rest.strip()) if said.rest else None
    going_on = await context.tickets.going_on(_LONGEST)
    shown = [
        t for t in going_on if wanted is None or t.language.telegram_code == wanted.telegram_code
    ]
    owners = {colleague.id: colleague for colleague in await context.staff.all()}
    place = views.Place(context.staff_chat_id, context.now, context.actor.id)
    await staff_group.tell(said, views.queue(shown, owners, place, context.desk_texts), context)


async def mine(said: Said, context: Context) -> None:
    going_on = await context.tickets.going_on(_LONGEST)
    shown = [ticket for ticket in going_on if ticket.owner_id == context.actor.id]
    place = views.Place(context.staff_chat_id, context.now, context.actor.id)
    await staff_group.tell(said, views.mine(shown, place, context.desk_texts), context)


ROUTES = (
    OnCommand(("who",), who, Side.STAFF),
    OnCommand(("role",), role, Side.STAFF, frozenset({Role.ADMIN})),
    OnCommand(("language",), language, Side.STAFF),
    OnCommand(("queue",), queue, Side.STAFF, EVERYBODY),
    OnCommand(("my",), mine, Side.STAFF, EVERYBODY),
)
