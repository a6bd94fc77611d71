"""Between the coordinator of mentoring and everybody else: in the staff group that runs it.

What staff ask is answered where they ask it, by `staff_group.tell`.
"""

from desk.people import Person
from handlers import relay, tickets
from handlers.context import Context
from handlers.mentoring.directory_buttons import AskCoordinator
from handlers.routing import OnPress, Pressed, on_press
from handlers.screen import Screen

SERVICE = "mentoring"  # as rules of staff groups and topics of entries name it


async def tell(screen: Screen, about: Person, context: Context) -> None:
    """What they have not asked. `about` is whom it concerns: by them a group is found."""
    group = await context.routing.running(SERVICE, about)
    await context.outbox.put(relay.to_group(screen, group))


async def ask(pressed: Pressed, _button: AskCoordinator, context: Context) -> None:
    await tickets.describe(pressed.person, context, service=SERVICE)


ROUTES: tuple[OnPress, ...] = (on_press(AskCoordinator, ask),)
