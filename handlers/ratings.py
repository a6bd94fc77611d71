"""After a request is over: a grade, and a word if somebody likes."""

from desk.incoming import Incoming, Kind
from desk.people import Person
from desk.ratings import NoGrade
from handlers import relay
from handlers.buttons import AddRemark, GradeTicket
from handlers.context import Context
from handlers.routing import Pressed, on_press
from handlers.views import ratings as views


async def grade(pressed: Pressed, button: GradeTicket, context: Context) -> None:
    before = await context.tickets.one_of(pressed.person, button.ticket_id)
    _ = context.texts_of(pressed.person)
    try:
        ticket = await context.ratings.grade(before, pressed.person, context.now, button.grade)
    except NoGrade:
        context.toast(pressed.query, views.goes_on(before, _), alert=True)
        return
    await context.people.leave(pressed.person, ticket.id)
    await context.change(pressed.query, views.graded(ticket, _))
    await relay.show_state(context, ticket, before)


async def add(pressed: Pressed, button: AddRemark, context: Context) -> None:
    """What the member writes next is the word, and nothing else."""
    ticket = await context.tickets.one_of(pressed.person, button.ticket_id)
    await context.people.expect_remark(pressed.person, ticket.id)
    await context.change(pressed.query, views.write(ticket, context.texts_of(pressed.person)))


async def remark(person: Person, ticket_id: int, words: Incoming, context: Context) -> bool:
    """Whether the words were a remark: a picture or a voice goes another way."""
    if words.kind is not Kind.TEXT:
        return False
    before = await context.tickets.one_of(person, ticket_id)
    ticket = await context.ratings.remark(before, person, context.now, words.plain)
    person = await context.people.leave(person, ticket.id)
    await context.tell(person.id, views.thanks(context.texts_of(person)))
    await relay.show_state(context, ticket, before)
    return True


ROUTES = (on_press(GradeTicket, grade), on_press(AddRemark, add))
