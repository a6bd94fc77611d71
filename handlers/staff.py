"""Who works here: roles, languages."""

from desk.audit import Deed
from desk.languages import Language, resolve
from desk.staff import Role
from handlers import audit, staff_group
from handlers.context import Context
from handlers.routing import OnCommand, Said, Side
from handlers.views import staff as views


async def who(said: Said, context: Context) -> None:
    ticket = await staff_group.here(said.message, context)
    owner = await context.staff.get(ticket.owner_id) if ticket else None
    colleagues = await context.staff.all()
    screen = views.who(ticket, owner, colleagues, place(context), context.desk_texts)
    await staff_group.tell(said, screen, context)


def place(context: Context) -> views.Place:
    return views.Place(context.now, context.house.timezone)


async def role(said: Said, context: Context) -> None:
    """/role NAME ROLE; alone, what everybody's is."""
    _ = context.desk_texts
    name, _space, wanted = said.rest.rpartition(" ")
    if not name or wanted.lower() not in list(Role):
        await staff_group.tell(said, views.how_to_give_a_role(_), context)
        return
    colleague = await context.staff.called(name)
    colleague = await context.staff.give_role(colleague, Role(wanted.lower()))
    await audit.write(context, Deed.GAVE_ROLE, whom=colleague.actor)
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


ROUTES = (
    OnCommand(("who",), who, Side.STAFF),
    OnCommand(("role",), role, Side.STAFF, frozenset({Role.ADMIN})),
    OnCommand(("language",), language, Side.STAFF),
)
