"""A member's side of tickets: open, go on, look, lead out, say whether it helped."""

from dataclasses import replace

from markupsafe import Markup

from desk.incoming import Incoming, Kind, MessageRef
from desk.languages import Language
from desk.messages import Author
from desk.people import Awaiting, Person
from desk.questions import Question
from desk.ticket import Ticket, seen
from handlers import absence, flood, opening, questions, relay, withholding
from handlers.buttons import (
    ContinueTicket,
    ListTickets,
    NewQuestion,
    RateTicket,
    SendOn,
    ShowTicket,
    WriteToStaff,
)
from handlers.context import Context
from handlers.events import attached
from handlers.incoming import incoming as incoming_of
from handlers.routing import OnCommand, Pressed, Said, on_press
from handlers.screen import Screen
from handlers.views import anonymity as anonymity_views
from handlers.views import menus, reception
from handlers.views import tickets as views


async def command(said: Said, context: Context) -> None:
    """/ticket alone asks for the words, /ticket with words is them."""
    ticket = await context.tickets.continued_by(said.person, None, context.now)
    in_hand = ticket is not None and not ticket.is_closed
    if said.rest:
        incoming = incoming_of(said.message, Kind.TEXT)
        words = replace(incoming, html=without_command(incoming.html), plain=said.rest)
        if questions.is_danger(said.person, words, context):
            await danger(said.person, words, context)
        else:
            await receive(said.person, ticket if in_hand else None, words, context)
    elif ticket is not None and in_hand:
        await context.tell(
            said.person.id, views.go_on(ticket, context.texts_of(said.person)), about=ticket.id
        )
    else:
        await describe(said.person, context)


async def write(pressed: Pressed, _button: WriteToStaff, context: Context) -> None:
    await describe(pressed.person, context)


async def describe(
    person: Person,
    context: Context,
    tried: tuple[str, ...] = (),
    service: str | None = None,
    event_id: int | None = None,
) -> None:
    """The next words open a ticket; whoever writes without a name goes on doing so."""
    in_hand = await context.tickets.continued_by(person, None, context.now)
    _ = context.texts_of(person)
    if in_hand is not None and in_hand.anonymous and not in_hand.is_closed:
        await context.tell(person.id, views.go_on(in_hand, _), about=in_hand.id)
        return
    anonymous = person.awaiting is not None and person.awaiting.anonymous
    if not anonymous and await withholding.refuses(person, person.blocked_until, context):
        return
    person = await context.people.expect_ticket(
        person, tried, anonymous=anonymous, service=service, event_id=event_id
    )
    await context.tell(person.id, anonymity_views.explain(_) if anonymous else views.describe(_))


async def receive(person: Person, ticket: Ticket | None, words: Incoming, context: Context) -> None:
    """Words for staff: into the ticket, or into a new one, unless they are held."""
    if await withholding.holds(person, words, ticket, context):
        return
    if ticket is not None:
        await go_on(person, ticket, words, context)
    else:
        await open_with(person, words, context)


async def danger(person: Person, incoming: Incoming, context: Context) -> None:
    """A life may be at stake: staff see it as urgent, and the person is told whom to call."""
    ticket = await context.tickets.continued_by(person, None, context.now)
    if ticket is not None and ticket.urgent and not ticket.is_closed:
        await go_on(person, ticket, incoming, context)
        return
    if ticket is not None and not ticket.is_closed:
        urgent = await context.tickets.make_urgent(ticket, context.now)
        await _add(person, urgent, incoming, context)
        await relay.show_urgency(context, urgent, incoming.plain)
    else:
        question = await context.questions.keep_for_staff(person, incoming)
        urgent = await open_from(person, question, context, urgent=True)
    emergency = context.house.placeholders["office_emergency"]
    spoken = questions.spoken(person, incoming.plain, context)
    screen = reception.danger(urgent.id, emergency, context.house.texts(spoken))
    await context.tell(person.id, screen, about=urgent.id, answering=incoming.at.message_id)


async def open_with(person: Person, incoming: Incoming, context: Context) -> None:
    """A ticket at once from this message, with the entries read before it."""
    awaiting = person.awaiting or Awaiting()
    question = await context.questions.keep_for_staff(person, incoming, awaiting.tried)
    ticket = await _open(person, question, context, service=awaiting.service)
    if awaiting.event_id is not None:
        await attached.attach(ticket, awaiting.event_id, context)


async def send_on(pressed: Pressed, button: SendOn, context: Context) -> None:
    """The question behind the button goes to a person; a second press says that it has gone."""
    question = await context.questions.of(pressed.person, button.question_id)
    _ = context.texts_of(pressed.person)
    if question.ticket_id is not None:
        sent = await context.tickets.get(question.ticket_id)
        context.toast(pressed.query, views.already_sent(sent, _), alert=True)
        return
    ticket = await context.tickets.continued_by(pressed.person, None, context.now)
    ticket = None if ticket is None or ticket.is_closed else ticket
    if await withholding.refuses_press(pressed, ticket, context):
        return
    if ticket is None:
        await _open(pressed.person, question, context, pressed)
        return
    await context.questions.sent_on(question, ticket.id)
    for incoming in parts_of(question):
        await _add(pressed.person, ticket, incoming, context)
    await _confirm(question, views.added(ticket, _), ticket, context, pressed)


async def _open(
    person: Person,
    question: Question,
    context: Context,
    pressed: Pressed | None = None,
    service: str | None = None,
) -> Ticket:
    ticket = await open_from(person, question, context, service=service)
    screen = await opening.screen(ticket, person, context)
    await _confirm(question, screen, ticket, context, pressed)
    return ticket


async def open_from(
    person: Person,
    question: Question,
    context: Context,
    *,
    urgent: bool = False,
    service: str | None = None,
) -> Ticket:
    """The ticket, with its words on the way to staff. Without a service, the entries tell it."""
    person = await opening.settle(person, context)
    ticket, is_new = await context.tickets.open(
        person,
        question,
        context.now,
        service=service or _service(question, context),
        urgent=urgent,
        anonymous=person.awaiting is not None and person.awaiting.anonymous,
    )
    await context.questions.sent_on(question, ticket.id)
    if not is_new:
        return ticket
    await context.people.turn_to(person, ticket.id)
    parts = parts_of(question)
    for part in parts:
        name = seen(person, ticket).name
        await context.messages.add(ticket, Author.MEMBER, name, part)
    on_card = await relay.show_card(context, ticket)
    for part in parts:
        if part.at != on_card:
            await relay.to_staff(context, ticket, part)
    return ticket


def _service(question: Question, context: Context) -> str | None:
    """What the entry that was tried last is about."""
    entry = context.house.base().find((question.tried or ("",))[-1], Language.EN)
    return (entry.service or entry.topic) if entry is not None else None


async def _confirm(
    question: Question, screen: Screen, ticket: Ticket, context: Context, pressed: Pressed | None
) -> None:
    """In the place of the offer that was pressed, unless an answer stands there to be read."""
    if pressed is not None and not question.tried:
        await context.change(pressed.query, screen, about=ticket.id)
    else:
        if pressed is not None:
            left = await questions.left_to_read(pressed.person, question, context)
            await context.change(pressed.query, left)
        quoted = question.message_ids[0]
        await context.tell(question.person_id, screen, about=ticket.id, answering=quoted)


def parts_of(question: Question) -> list[Incoming]:
    """The messages of a question, as they stood in the private chat."""
    return [
        Incoming(
            at=MessageRef(question.person_id, message_id),
            kind=question.kind,
            html=question.html if message_id == question.message_ids[0] else "",
            plain=question.plain if message_id == question.message_ids[0] else "",
            sent_at=question.asked_at,
            media_group_id=question.media_group_id,
        )
        for message_id in question.message_ids
    ]


async def go_on(person: Person, ticket: Ticket, incoming: Incoming, context: Context) -> None:
    """What a member writes while a ticket is theirs is added to it; a closed one opens again."""
    if not await flood.folded(ticket, incoming, context):
        await _add(person, ticket, incoming, context)
        await _say_how_it_stands(person, ticket, context)
    await flood.reassure(person, ticket, context)


async def _say_how_it_stands(person: Person, ticket: Ticket, context: Context) -> None:
    """`ticket` as it was before these words."""
    closed = await opening.closed(person, context)
    if ticket.is_closed or closed:
        reopened = views.reopened(ticket, closed, context.texts_of(person))
        screen = reopened if ticket.is_closed else Screen(closed or Markup())
        await context.tell(person.id, screen, about=ticket.id)


async def _add(person: Person, ticket: Ticket, incoming: Incoming, context: Context) -> None:
    await add_to(person, ticket, incoming, context)
    await context.people.turn_to(person, ticket.id)


async def add_to(person: Person, ticket: Ticket, incoming: Incoming, context: Context) -> None:
    """The words into the ticket; where the person is just writing stays as it is."""
    before = ticket
    ticket = await context.tickets.asked(ticket, person, context.now)
    ticket = await absence.free(ticket, context)
    name = seen(person, ticket).name
    await context.messages.add(ticket, Author.MEMBER, name, incoming)
    await relay.to_staff(context, ticket, incoming)
    await relay.show_talk(context, ticket, before)


async def edited(words: Incoming, context: Context) -> None:
    """What is held stays so, with its new words."""
    person = await context.people.get(words.at.chat_id)
    if person is None:
        return
    await context.kept.correct(words)
    message = await context.messages.find(words.at)
    if message is not None and not questions.is_danger(person, words, context):
        ticket = await context.tickets.get(message.ticket_id)
        if await withholding.holds(person, words, ticket, context):
            return
    await correct(words, context)


async def correct(words: Incoming, context: Context) -> None:
    """A member's correction reaches staff; of a question not sent on yet, it is what will go."""
    changed = await context.messages.edit(words, context.now)
    if changed is not None and changed.message.author is Author.MEMBER:
        await relay.revise(context, changed)


async def lead_out(said: Said, context: Context) -> None:
    person = await context.people.lead_out(said.person)
    await context.tell(person.id, views.new_question(context.texts_of(person)))


async def new_question(pressed: Pressed, _button: NewQuestion, context: Context) -> None:
    person = await context.people.lead_out(pressed.person)
    await context.tell(person.id, views.new_question(context.texts_of(person)))


async def mine(said: Said, context: Context) -> None:
    tickets = await context.tickets.of(said.person)
    await context.tell(said.person.id, views.mine(tickets, context.texts_of(said.person)))


async def list_(pressed: Pressed, _button: ListTickets, context: Context) -> None:
    tickets = await context.tickets.of(pressed.person)
    await context.change(pressed.query, views.mine(tickets, context.texts_of(pressed.person)))


async def show(pressed: Pressed, button: ShowTicket, context: Context) -> None:
    ticket = await context.tickets.one_of(pressed.person, button.ticket_id)
    last = await context.messages.last(ticket)
    _ = context.texts_of(pressed.person)
    zone, named = await context.zone_of(pressed.person), context.house.shows_names
    screen = views.one(ticket, last, context.now, zone, _, shows_names=named)
    await context.change(pressed.query, screen, about=ticket.id)


async def continue_(pressed: Pressed, button: ContinueTicket, context: Context) -> None:
    ticket = await context.tickets.one_of(pressed.person, button.ticket_id)
    if not ticket.continues(context.now):
        context.toast(
            pressed.query, views.too_long_ago(context.texts_of(pressed.person)), alert=True
        )
        return
    person = await context.people.turn_to(pressed.person, ticket.id)
    screen = views.go_on(ticket, context.texts_of(person))
    await context.tell(person.id, screen, about=ticket.id)


async def rate(pressed: Pressed, button: RateTicket, context: Context) -> None:
    """A matter that was helped is over: what the member writes next is a new question."""
    before = await context.tickets.one_of(pressed.person, button.ticket_id)
    helped = bool(button.helped)
    ticket = await context.tickets.rate(before, pressed.person, context.now, helped=helped)
    if ticket.helped:
        await context.people.leave(pressed.person, ticket.id)
    else:
        ticket = await absence.free(ticket, context)
        await context.people.turn_to(pressed.person, ticket.id)
    await context.change(pressed.query, views.rated(ticket, context.texts_of(pressed.person)))
    await relay.show_state(context, ticket, before)


def without_command(html: str) -> str:
    return html.partition(" ")[2].lstrip() or html.partition("\n")[2].lstrip()


ROUTES = (
    OnCommand(("ticket", *menus.TICKET), command),
    OnCommand(("tickets", *menus.TICKETS), mine),
    OnCommand(("new", "ask", *menus.NEW), lead_out),
    on_press(WriteToStaff, write),
    on_press(SendOn, send_on),
    on_press(NewQuestion, new_question),
    on_press(ListTickets, list_),
    on_press(ShowTicket, show),
    on_press(ContinueTicket, continue_),
    on_press(RateTicket, rate),
)
