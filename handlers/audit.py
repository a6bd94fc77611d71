"""The audit: what is written into it, and /audit, which shows the end of it to admins."""

from desk.audit import Deed, Entry
from desk.finding import number_in
from desk.history import Actor
from desk.staff import Role
from handlers import staff_group
from handlers.context import Context
from handlers.routing import OnCommand, Said, Side
from handlers.views import audit as views


async def write(
    context: Context,
    deed: Deed,
    ticket_id: int | None = None,
    *,
    whom: Actor | None = None,
    count: int | None = None,
) -> None:
    """Whoever acts has done it now."""
    await context.audit.add(Entry(deed, context.actor, context.now, ticket_id, whom, count))


async def command(said: Said, context: Context) -> None:
    """/audit, /audit NUMBER, /audit NAME."""
    number = number_in(said.rest)
    colleague_id = None
    if said.rest and number is None:
        colleague_id = (await context.staff.called(said.rest)).id
    entries = await context.audit.last(ticket_id=number, colleague_id=colleague_id)
    screen = views.listed(entries, context.house.timezone, context.desk_texts)
    await staff_group.tell(said, screen, context)


ROUTES = (OnCommand(("audit",), command, Side.STAFF, frozenset({Role.ADMIN})),)
