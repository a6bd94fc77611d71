"""What staff can use here: what is needed every day at once, the rest a press away."""

from collections.abc import Callable, Iterable

from handlers import relay, staff, staff_group
from handlers.context import Context
from handlers.group_buttons import ShowCommands
from handlers.routing import OnCommand, Pressed, Route, Said, Side, on_press
from handlers.screen import Screen
from handlers.views import staff as views


def routes(known: Callable[[], Iterable[OnCommand]]) -> tuple[Route, ...]:
    """`known` are the commands of the staff's; only the routing table knows all of them."""

    async def screen(context: Context, page: int) -> Screen:
        assert context.colleague is not None
        role = context.colleague.role
        allowed = {word for route in known() if role in route.roles for word in route.words}
        if 0 < page < views.PAGES:
            return views.further_help(page, allowed, context.desk_texts)
        place, colleagues = staff.place(context), await context.staff.all()
        return views.help_(allowed, colleagues, place, context.desk_texts)

    async def command(said: Said, context: Context) -> None:
        await staff_group.tell(said, await screen(context, 0), context)

    async def turn(pressed: Pressed, button: ShowCommands, context: Context) -> None:
        """What the role of whoever presses allows today."""
        shown = await screen(context, button.page)
        message = pressed.query.message
        if message is not None:
            await relay.edit_in_group(context, message.message_id, shown)

    return (OnCommand(("help",), command, Side.STAFF), on_press(ShowCommands, turn, Side.STAFF))
